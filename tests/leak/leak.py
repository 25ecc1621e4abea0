#!/usr/bin/env python3
"""leak.py BRIEF: nothing that an audience may not know reaches anything it gets.

Two laws, on the case in data/orchard, whose withheld fields all carry a word that begins with ZQX (and the numbers below):
  1. canaries: none of those words is found in any product of `outside`: decoded streams, metadata, file names, logs, chart
     geometry, pictures, dumps. (Each product of `inside` must show some of them, or the test could not fail.)
  2. unchanged: with every withheld value changed the products of `outside` are the same, byte for byte.
Prints TAP.
"""
import os, re, shutil, subprocess, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
BRIEF = os.path.abspath(sys.argv[1])
LAYOUTS = sys.argv[2:] or ["executive", "analyst", "public"]
CANARY = re.compile(rb"zqx|977531|\xd8\xb2\xd9\x82\xd8\xae", re.I)
NUMBER = re.compile(rb"977.{0,2}531|193[134]")  # in words only: operators of a page are full of numbers
count = 0


def ok(good, name, why=""):
    global count
    count += 1
    print(("ok" if good else "not ok") + f" {count} - {name}")
    if not good and why:
        print("\n".join("# " + line for line in why.splitlines()[:20]))
    ok.failed |= not good


ok.failed = False


def run(*args, cwd=None):
    return subprocess.run(args, cwd=cwd, capture_output=True)


def words_of(path, data):
    """What a reader of the file reads."""
    if path.endswith(".txt"):
        return data
    if not path.endswith(".pdf"):
        return b""
    words = b"".join(run("pdftotext", *options, path, "-").stdout for options in ([], ["-raw"], ["-layout"]))
    return words + run("pdfinfo", "-struct-text", path).stdout + run("pdfinfo", path).stdout


def attached(data, folder):
    """{name: bytes} of the files within a PDF."""
    path = os.path.join(folder, "attached.pdf")
    with open(path, "wb") as f:
        f.write(data)
    names = re.findall(r"^(\S+) -> ", run("qpdf", "--list-attachments", path).stdout.decode(), re.M)
    return {name: run("qpdf", "--show-attachment=" + name, path).stdout for name in names}


def visible(path, data):
    """Everything a reader of the file could dig out."""
    if not path.endswith(".pdf"):
        return data
    plain = run("qpdf", "--qdf", "--object-streams=disable", path, "-").stdout
    words = words_of(path, data)
    joined = re.sub(rb"[\s\xad]|\xc2\xad", b"", words)
    utf16 = re.sub(rb"\x00", b"", plain)
    hexed = b"".join(bytes.fromhex(h.decode()) for h in re.findall(rb"<([0-9A-Fa-f]{8,})>", plain) if len(h) % 2 == 0)
    return data + plain + words + joined + utf16 + hexed.replace(b"\0", b"")


def products(folder, audience):
    """Every product of the case for one audience: {name: bytes}, and what was logged."""
    out = os.path.join(folder, "out-" + audience)
    os.makedirs(out, exist_ok=True)
    case = os.path.join(folder, "data", "orchard")
    made, log = {}, b""
    jobs = [(f"{l}.pdf", ["render", case, "-l", l, "-a", audience, "-o"]) for l in LAYOUTS]
    jobs += [(f"chart.{f}", ["chart", case, "-a", audience, "--format", f, "-o"]) for f in ("svg", "json", "pdf", "png")]
    jobs += [("poster.pdf", ["chart", case, "-a", audience, "--tiles", "A4", "--format", "pdf", "--effort", "draft", "-o"]),
             ("near.json", ["chart", case, "-a", audience, "--depth", "1", "--format", "json", "-o"]),
             ("few.json", ["chart", case, "-a", audience, "--limit", "3", "--format", "json", "-o"])]
    for name, args in jobs:
        path = os.path.join(out, name)
        done = run(BRIEF, *args, path, cwd=folder)
        log += done.stdout + done.stderr
        ok(done.returncode == 0, f"{audience}: {name} is made", (done.stdout + done.stderr).decode(errors="replace"))
        if done.returncode == 0:
            with open(path, "rb") as f:
                made[path] = f.read()
    for dump in ("release", "blocks", "pages"):
        done = run(BRIEF, "render", case, "-l", LAYOUTS[-1], "-a", audience, "--dump", dump, cwd=folder)
        ok(done.returncode == 0, f"{audience}: --dump {dump}", done.stderr.decode(errors="replace"))
        made[os.path.join(out, dump + ".txt")] = done.stdout
    return made, log


with tempfile.TemporaryDirectory() as top:
    first, second = os.path.join(top, "first"), os.path.join(top, "second")
    for folder in (first, second):
        shutil.copytree(os.path.join(HERE, "data"), os.path.join(folder, "data"))
        os.mkdir(os.path.join(folder, "output"))  # where it is, arrangements of charts are kept
    facts = os.path.join(second, "data", "orchard", "facts.yaml")
    with open(facts, encoding="utf-8") as f:
        text = f.read()
    text = re.sub(r"ZQX([a-z]+)", lambda m: "QQW" + m.group(1)[::-1] + "altered", text)
    text = re.sub(r"zqxlink", "other-link", text)
    for old, new in (("977531", "12"), ("1931-03", "1941"), ("1933-07-19", "1943-02"), ("1934", "undated"), ("زقخ", "غغغ")):
        text = text.replace(old, new)
    with open(facts, "w", encoding="utf-8") as f:
        f.write(text)

    inside, _ = products(first, "inside")
    for path, data in inside.items():
        if path.endswith((".pdf", "release.txt", ".svg")):
            ok(CANARY.search(visible(path, data)) is not None, f"inside: {os.path.basename(path)} shows what inside may know")
    outside, log = products(first, "outside")
    for path, data in outside.items():
        hit = CANARY.search(visible(path, data)) or NUMBER.search(words_of(path, data)) or CANARY.search(os.path.basename(path).encode())
        ok(hit is None, f"outside: no canary in {os.path.basename(path)}", repr(hit))
    for audience, made in (("inside", inside), ("outside", outside)):
        for layout in LAYOUTS:
            path = next(p for p in made if p.endswith(f"out-{audience}/{layout}.pdf"))
            files = attached(made[path], first)
            ok(list(files) == ["facts.json"], f"{audience}: {layout}.pdf carries its facts and nothing else", repr(list(files)))
            shown = CANARY.search(files.get("facts.json", b""))
            ok((shown is None) == (audience == "outside"), f"{audience}: facts.json in {layout}.pdf holds what they may know", repr(shown))
    hit = CANARY.search(log)
    ok(hit is None, "outside: no canary in what was logged", repr(hit))
    other, _ = products(second, "outside")
    for path, data in outside.items():
        twin = path.replace(first, second)
        ok(other.get(twin) == data, f"outside: {os.path.basename(path)} does not change with what is withheld")

    # what is kept for the next run: files of numbers, named by what their audience may know; those of another are elsewhere
    def arrangements(folder):
        kept = {}
        for base, _, names in os.walk(folder):
            if os.path.join(".cache", "outside", "charts") in base:
                for name in names:
                    with open(os.path.join(base, name), "rb") as f:
                        kept[name] = f.read()
        return kept

    kept = arrangements(first)
    ok(kept, "outside: arrangements are kept")
    ok(not any(CANARY.search(name.encode() + data) for name, data in kept.items()), "outside: no canary in what is kept of its charts")
    ok(kept == arrangements(second), "outside: what is kept of its charts does not change with what is withheld")

    # pins: the places of outside's chart are its own, stay the same, and those of another audience are no use to it
    def geometry(folder):
        path = os.path.join(folder, "pinned.json")
        done = run(BRIEF, "chart", os.path.join(folder, "data", "orchard"), "-a", "outside", "-o", path, cwd=folder)
        with open(path, "rb") as f:
            return f.read(), done.stderr

    kept = {}
    free = geometry(first)[0]
    for folder in (first, second):
        for audience in ("inside", "outside"):
            done = run(BRIEF, "chart", os.path.join(folder, "data", "orchard"), "-a", audience, "--pin", "-o", os.path.join(folder, "x.svg"), cwd=folder)
            ok(done.returncode == 0, f"{audience}: places are pinned", done.stderr.decode(errors="replace"))
        with open(os.path.join(folder, "data", "orchard", "pins", "outside.yaml"), "rb") as f:
            kept[folder] = f.read()
    hit = CANARY.search(kept[first])
    ok(hit is None, "outside: no canary in its pins", repr(hit))
    ok(kept[first] == kept[second], "outside: pins do not change with what is withheld")
    ok(geometry(first)[0] == geometry(second)[0], "outside: a pinned chart does not change with what is withheld")
    pins = os.path.join(first, "data", "orchard", "pins")
    with open(os.path.join(pins, "inside.yaml"), "rb") as f:
        inner = f.read()
    for text, why in ((inner, "of another audience"), (inner.replace(b"audience: inside", b"audience: outside"), "naming whom it may not know")):
        with open(os.path.join(pins, "outside.yaml"), "wb") as f:
            f.write(text)
        made, said = geometry(first)
        ok(made == free and b"[pins-" in said, f"outside: pins {why} leave no trace", said.decode(errors="replace"))

    # the same of a set of charts: many actors, and among them some that are withheld, tied to all of them
    def crowd(folder, secret):
        many = ["entities:"] + [f"  e{i}: {{kind: organisation, name: Estate {i}}}" for i in range(120)]
        many += [f"  {secret}{i}: {{kind: organisation, name: ZQX{secret} {i}, marking: AMBER}}" for i in range(9)]
        many += ["relations:"] + [f"  E{i}: {{from: e{i}, is: trades with, to: e{i * 5 // 7}, claims: [A6]}}" for i in range(1, 120)]
        many += [f"  S{i}: {{from: {secret}{i % 9}, is: trades with, to: e{i * 3}, claims: [A6], marking: AMBER}}" for i in range(40)]
        with open(os.path.join(folder, "data", "orchard", "many.yaml"), "w", encoding="utf-8") as f:
            f.write("\n".join(many) + "\n")
        os.remove(os.path.join(folder, "data", "orchard", "pins", "outside.yaml"))
        for audience in ("inside", "outside"):
            done = run(BRIEF, "chart", os.path.join(folder, "data", "orchard"), "-a", audience, "--pin", "--effort", "draft", "-o", os.path.join(folder, "set.json"), cwd=folder)
            ok(done.returncode == 0 and b"[chart-set]" in done.stderr, f"{audience}: places of a set are pinned", done.stderr.decode(errors="replace"))
        return {name: open(os.path.join(folder, "data", "orchard", "pins", name + ".yaml"), "rb").read() for name in ("inside", "outside")}

    kept = {folder: crowd(folder, secret) for folder, secret in ((first, "zqxhidden"), (second, "other"))}
    ok(CANARY.search(kept[first]["inside"]) is not None, "inside: its pins of a set name whom it may know")
    ok(CANARY.search(kept[first]["outside"]) is None, "outside: no canary in its pins of a set")
    ok(b"charts:" in kept[first]["outside"] and b" e119:" in kept[first]["outside"], "outside: its pins hold each chart of the set")
    ok(kept[first]["outside"] == kept[second]["outside"], "outside: pins of a set do not change with what is withheld")
    ok(geometry(first)[0] == geometry(second)[0], "outside: a pinned set does not change with what is withheld")
    path = os.path.join(first, "data", "orchard", "pins", "outside.yaml")
    os.remove(path)
    free = geometry(first)[0]
    for text, why in ((kept[first]["inside"], "of another audience"), (kept[first]["inside"].replace(b"audience: inside", b"audience: outside"), "naming whom it may not know")):
        with open(path, "wb") as f:
            f.write(text)
        made, said = geometry(first)
        ok(made == free and b"[pins-" in said, f"outside: pins of a set {why} leave no trace", said.decode(errors="replace"))

print(f"1..{count}")
sys.exit(1 if ok.failed else 0)
