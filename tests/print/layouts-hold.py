#!/usr/bin/env python3
"""Every shipped layout on every paper it offers, with three cases: does it hold?

usage: layouts-hold.py BRIEF ROOT      the program, and the root of the source
       layouts-hold.py --self-test     does the test notice what it is there to notice?

A layout holds when it is made without a warning, has as many pages as it promises, each of the size that was asked for and none of
them empty, drops only what it may, and says so. TAP on standard output; 77 if poppler's tools are missing.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

# layout: (audience, [(setting of the paper or None, width, height in pt, least and most pages with the first case)], may drop)
LAYOUTS = {
    "executive": ("minister", [(None, 595, 842, 1, 1), ("Letter", 612, 792, 1, 1)], r"indicators/[34]|doing"),
    "analyst": ("desk", [(None, 595, 842, 13, 17), ("Letter", 612, 792, 13, 18)], None),
    "public": ("press", [(None, 595, 842, 2, 2), ("Letter", 612, 792, 2, 3)], None),
    "field": ("field", [(None, 298, 420, 2, 2), ("4in x 6in", 288, 432, 2, 2)], "more-names|dispute|confuse"),
    "slides": ("minister", [(None, 720, 405, 10, 10)], None),
    "poster": ("desk", [(None, 1191, 842, 1, 1), ("11in x 17in", 1224, 792, 1, 1)], r"indicators/[23]|timeline/[12]"),
}
ALLOWED = {"dropped-block", "tightened", "chart-step"}  # notes that tell what was done, and do not warn
FURNITURE = 3    # lines of header and footer on a page, at most
LEAST_WORDS = 5  # of a page that is not empty


def said_problems(said, may_drop):
    """What is wrong in what the program said."""
    problems = []
    for code in re.findall(r"\[([a-z-]+)\]$", said, re.M):
        if code not in ALLOWED:
            problems.append(f"it said [{code}]")
    for what in re.findall(r"“([^”]*)” was left out", said):
        if may_drop is None or not re.fullmatch(may_drop, what):
            problems.append(f"it dropped {what}")
    return problems


def page_problems(sizes, texts, width, height, least, most):
    """What is wrong with the pages: [(width, height)], [text]."""
    problems = []
    if not least <= len(sizes) <= most:
        problems.append(f"{len(sizes)} pages, not {least} to {most}")
    for number, (size, text) in enumerate(zip(sizes, texts), 1):
        if abs(size[0] - width) > 1 or abs(size[1] - height) > 1:
            problems.append(f"page {number} is {size[0]:g} x {size[1]:g} pt")
        lines = [line for line in text.splitlines() if line.strip()]
        words = " ".join(lines[1:-1] if len(lines) > FURNITURE else []).split()
        if len(words) < LEAST_WORDS:
            problems.append(f"page {number} is empty: {' / '.join(lines)}")
    return problems


def pages_of(pdf):
    info = subprocess.run(["pdfinfo", "-f", "1", "-l", "9999", pdf], check=True, capture_output=True, text=True).stdout
    sizes = [(float(w), float(h)) for w, h in re.findall(r"Page +\d+ size: +([\d.]+) x ([\d.]+)", info)]
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, text=True).stdout
    return sizes, text.split("\f")[:len(sizes)]


def render(brief, root, case, layout, audience, paper, pdf):
    command = [brief, "render", case, "-l", layout, "-a", audience, "-o", pdf]
    if paper:
        command += ["--set", f"paper={paper}"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True)
    return done.returncode, done.stderr


def self_test():
    failed = 0
    good = ["head\none two three four five six\nmore words\nfoot"]
    faults = [("a good page passes", not page_problems([(595, 842)], good, 595, 842, 1, 1)),
              ("an empty page is noticed", page_problems([(595, 842)] * 2, good + ["head\nfoot\n"], 595, 842, 1, 2)),
              ("a page too many is noticed", page_problems([(595, 842)] * 2, good * 2, 595, 842, 1, 1)),
              ("another size is noticed", page_problems([(612, 792)], good, 595, 842, 1, 1)),
              ("a cut word is noticed", said_problems("x:1:1: warning: cut [overfull-word]\n", None)),
              ("a block dropped against the list is noticed",
               said_problems("x:1:1: note: “chart” was left out so that … [dropped-block]\n", "doing")),
              ("a block dropped by the list is not",
               not said_problems("x:1:1: note: “doing” was left out so that … [dropped-block]\n", "doing"))]
    for number, (name, right) in enumerate(faults, 1):
        failed += not right
        print(f"{'ok' if right else 'not ok'} {number} - {name}")
    print(f"1..{len(faults)}")
    return 1 if failed else 0


def main():
    if sys.argv[1:] == ["--self-test"]:
        return self_test()
    if not shutil.which("pdftotext") or not shutil.which("pdfinfo"):
        print("1..0 # SKIP pdftotext or pdfinfo is missing")
        return 77
    brief, root = (os.path.abspath(path) for path in sys.argv[1:3])
    number = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        new = os.path.join(folder, "new")
        subprocess.run([brief, "new", new], check=True, stdout=subprocess.DEVNULL)
        shutil.copytree(os.path.join(root, "layouts"), os.path.join(new, "layouts"), dirs_exist_ok=True)
        harbour = os.path.join(root, "tests/golden/harbour")
        pdf = os.path.join(folder, "page.pdf")
        for layout, (audience, papers, may_drop) in LAYOUTS.items():
            jobs = [(root, "isis-k", audience) + paper for paper in papers]
            size = papers[0][1:3]
            for case_root, case in ((new, "ferry"), (harbour, "data/harbour")):  # other cases: fewer pages, none of them empty
                jobs.append((case_root, case, "desk", None) + size + (1, papers[0][4]))
            for case_root, case, reader, paper, width, height, least, most in jobs:
                status, said = render(brief, case_root, case, layout, reader, paper, pdf)
                problems = [f"exit {status}: {said}"] if status else said_problems(said, may_drop)
                if not status:
                    problems += page_problems(*pages_of(pdf), width, height, least, most)
                number += 1
                failed += bool(problems)
                print(f"{'not ok' if problems else 'ok'} {number} - {layout} of {case} on {paper or 'its own paper'}")
                for problem in problems:
                    print("#   " + problem.replace("\n", "\n#   "))
    print(f"1..{number}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
