#!/usr/bin/env python3
"""rtl-reads.py BRIEF ROOT [--update]: the Arabic page of the first case reads as it is written. Prints TAP.

The structure's text (pdfinfo -struct-text) against public-ar.txt, word by word in order of reading; every sentence that the
facts give in Arabic in it, whole; and lines as pdftotext puts them together from places alone.
"""
import os, re, shutil, subprocess, sys, tempfile, unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))
EXPECTED = os.path.join(HERE, "public-ar.txt")
count, failed = 0, False


def ok(good, what, why=""):
    global count, failed
    count += 1
    failed |= not good
    print(("ok" if good else "not ok") + f" {count} - {what}" + (f"\n# {why[:200]}" if why and not good else ""))


def letters(text):
    """Letters and digits alone: no marks above letters, no spaces, no controls of direction."""
    return "".join(c for c in unicodedata.normalize("NFC", text) if unicodedata.category(c)[0] in "LN")


def structure_text(pdf):
    out = subprocess.run(["pdfinfo", "-struct-text", pdf], capture_output=True, text=True).stdout
    return [m.group(1) for m in re.finditer(r'^ *"(.*)"$', out, re.M)]


def written(root):
    """Sentences of the passages' Arabic, cut where a citation or a field stands."""
    with open(os.path.join(root, "data", "isis-k", "text.yaml"), encoding="utf-8") as f:
        blocks = re.findall(r"\n      ar: >-\n((?:        .*\n)+)", f.read())
    for block in blocks:
        for part in re.split(r"\[[^\]]*\]|\{[^}]*\}|@[a-z-]+", " ".join(block.split())):
            if len(letters(part)) > 8:
                yield part.strip()


def main():
    brief, root = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    if not shutil.which("pdfinfo") or not shutil.which("pdftotext"):
        print("1..0 # SKIP pdfinfo or pdftotext is missing")
        return 77
    with tempfile.TemporaryDirectory() as folder:
        pdf = os.path.join(folder, "ar.pdf")
        subprocess.run([brief, "render", "isis-k", "-l", "public", "-a", "press", "--lang", "ar", "-q", "-o", pdf], cwd=root,
                       check=True, capture_output=True)
        parts = structure_text(pdf)
        placed = subprocess.run(["pdftotext", "-raw", pdf, "-"], capture_output=True, text=True).stdout
    got = "\n".join(part for part in parts if letters(part)) + "\n"
    if "--update" in sys.argv:
        with open(EXPECTED, "w", encoding="utf-8") as f:
            f.write(got)
    with open(EXPECTED, encoding="utf-8") as f:
        expected = f.read()
    ok(letters(got) == letters(expected), "structure text is as expected", got)
    whole, sentences = letters(got), list(written(root))
    ok(len(sentences) > 15, "there are sentences in Arabic")
    for sentence in sentences:
        # citations stand between sentences, so none cuts one
        ok(letters(sentence) in whole, "in order of reading: " + sentence[:40], sentence)
    for line in ("من هاجم مطار كابل", "وقع تفجير انتحاري في مطار كابل", "ولاية خراسان"):
        ok(letters(line) in letters(placed), "by its places: " + line)
    print(f"1..{count}")
    return 1 if failed else 0


sys.exit(main())
