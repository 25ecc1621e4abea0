#!/usr/bin/env python3
"""readback.py BRIEF SOURCE [--rounds N] [--from N]: brief inspect, extract, verify, --linearise and --password-file. Prints TAP.

What is read back is held against the facts and against qpdf; a product that was tampered with must be noticed; files that nobody should
have made (cut, spoilt, in rings, in millions) must be answered with exit status 0 or 1 in bounded time and memory, never with a signal.
"""
import argparse, json, os, random, re, shutil, subprocess, sys, tempfile, zlib

LIMIT = 100  # seconds for one answer; a sanitizer is slow
BAD = re.compile(r"Sanitizer|runtime error|CRITICAL|stack smashing|Assertion")
# the sandbox keeps the search for leaks from /proc
ENVIRONMENT = {**os.environ, "ASAN_OPTIONS": "detect_leaks=0", "UBSAN_OPTIONS": "print_stacktrace=1:halt_on_error=1"}
count, failed = 0, False


def ok(good, what, why=""):
    global count, failed
    count += 1
    failed |= not good
    print(("ok" if good else "not ok") + f" {count} - {what}" + "".join(f"\n# {line}" for line in str(why).splitlines()[:12] if not good), flush=True)


class Program:
    def __init__(self, brief, root):
        self.brief, self.root = brief, root

    def run(self, *words):
        r = subprocess.run([self.brief, *words], cwd=self.root, capture_output=True, timeout=LIMIT, env=ENVIRONMENT)
        return r.returncode, r.stdout.decode(errors="replace"), r.stderr.decode(errors="replace")

    def json(self, *words):
        status, out, err = self.run("inspect", *words, "--format", "json")
        assert status == 0, err
        return json.loads(out)


def qpdf(*words):
    return subprocess.run(["qpdf", *words], capture_output=True, text=True)


def read(path):
    with open(path, "rb") as f:
        return f.read()


def write(path, data):
    with open(path, "wb") as f:
        f.write(data)
    return path


def walk(node):
    yield node
    for kid in node.get("kids", []):
        yield from walk(kid)


def check_inspect(p, pdf):
    all_parts = p.json(pdf)
    f = all_parts["file"]
    ok(f["claims"] == {"pdfa_part": "3", "pdfa_conformance": "A", "pdfua_part": "1"} and f["tagged"] and not f["encrypted"], "claims", f)
    ok(f["text_outside_of_tags"] == 0 and f["invisible_glyphs"] == 0 and f["mended_faults"] == 0, "nothing untagged, hidden or mended", f)
    ok(len(f["page_labels"]) == f["pages"] and f["bytes"] == os.path.getsize(pdf), "as many labels as pages; all bytes")
    ok(all_parts["fonts"] and all(x["embedded"] and x["subset"] and x["to_unicode"] and x["mapped_codes"] for x in all_parts["fonts"]), "fonts", all_parts["fonts"])
    nodes = [n for top in all_parts["structure"] for n in walk(top)]
    heads = [n for n in nodes if re.fullmatch(r"H\d", n.get("type", ""))]
    titles = ["".join(k.get("text", "") for k in walk(h)).replace(" ", "") for h in heads]
    entries = [e["title"].replace(" ", "") for e in all_parts["outline"]]
    ok(len(entries) > 3 and all(any(t.startswith(e) or e in t for t in titles) for e in entries), "the outline names headings", (entries, titles))
    ok(sum(n.get("object") == "Link" for n in nodes) == len(all_parts["links"]) and all(x["contents"] and x["in_structure"] for x in all_parts["links"]),
       "every link is in the structure and says what it is", all_parts["links"][:3])
    ok(all(m["artifacts"] for m in all_parts["markings"]) and len(all_parts["markings"]) == f["pages"], "each page is marked", all_parts["markings"])
    sizes = all_parts["sizes"]
    total = sizes["xref_and_frame"] + sum(v["bytes"] for v in sizes.values() if isinstance(v, dict))
    ok(abs(total - sizes["file"]) < 64, "the sizes are those of the file", (total, sizes))
    status, text, _ = p.run("inspect", pdf, "--reading")
    ok(status == 0 and text == "\n".join(all_parts["reading"]) + "\n", "reading is the same as text and as JSON")
    words = re.sub(r"\W", "", subprocess.run(["pdftotext", pdf, "-"], capture_output=True, text=True).stdout)
    ok(all(t in words for t in (re.sub(r"\W", "", x) for x in titles if x)), "headings are what poppler sees", titles)
    ok("table, " in text and re.search(r"heading level 2: ", text) and "[link: " in text, "tables, headings, links are read")
    ok(not any(m["artifacts"][0]["text"] in text for m in all_parts["markings"]), "furniture is silent")


def attached(p, pdf):
    status, out, err = p.run("extract", pdf)
    assert status == 0, err
    return out


def with_facts(pdf, facts, into, change_page=None):
    """The product with other facts, and with a stream of the page changed; written by qpdf's own words, not by ours."""
    qdf = into + ".qdf"
    qpdf("--qdf", "--normalize-content=n", "--object-streams=disable", "--newline-before-endstream", pdf, qdf)
    data = read(qdf)
    if facts is not None:
        old = re.search(rb"/Type /EmbeddedFile\b.*?stream\n(.*?)\nendstream", data, re.S)
        data = data[:old.start(1)] + facts.encode() + data[old.end(1):]
    if change_page:
        data = change_page(data)
    write(qdf, data)
    fixed = subprocess.run(["fix-qdf", qdf], capture_output=True).stdout
    write(into, fixed)
    os.unlink(qdf)
    return into


def check_verify(p, pdf, folder):
    status, out, err = p.run("verify", pdf, "--against", "isis-k")
    ok(status == 0 and "agree" in out, "a fresh product agrees with its case", out + err)
    facts = json.loads(attached(p, pdf))
    ok(facts["audience"] == "desk" and "F30" in facts["claims"], "extract gives the facts of the audience")
    facts["claims"]["F30"]["text"] = "A voice that nobody knows puts the strength at 700–1,500 fighters."
    spoilt = with_facts(pdf, json.dumps(facts), os.path.join(folder, "facts.pdf"))
    status, out, err = p.run("verify", spoilt, "--against", "isis-k", "--format", "json")
    found = [(x["kind"], x.get("id")) for x in json.loads(out)["findings"]] if out else err
    ok(status == 1 and ("changed", "F30") in found and ("page", "F30") in found, "facts that were changed are named, and where pages differ", found)
    del facts["claims"]["F07"]
    spoilt = with_facts(pdf, json.dumps(facts), os.path.join(folder, "hole.pdf"))
    status, out, err = p.run("verify", spoilt, "--against", "isis-k")
    ok(status == 1 and "no release" in err, "facts with a hole are no Release", out + err)
    status, out, err = p.run("verify", pdf, "--against", "isis-k", "-a", "press")
    ok(status == 1 and "withheld" in out and "Mullah Omar" in out, "what another audience must not see is found", out)
    facts = json.loads(attached(p, pdf))
    facts["briefing"]["title"] = "Changed"
    spoilt = with_facts(pdf, json.dumps(facts), os.path.join(folder, "title.pdf"))
    status, out, err = p.run("verify", spoilt, "--against", "isis-k")
    ok(status == 1 and "briefing" in out and "title" in out, "a changed title is named", out)
    spoilt = with_facts(pdf, None, os.path.join(folder, "page.pdf"), drop_a_line)
    status, out, err = p.run("verify", spoilt, "--against", "isis-k")
    ok(status == 1 and re.search(r"page: .*(F\d+|passage)", out), "words taken off a page are missed", out + err)


def check_without_facts(p, folder):
    """Products that carry no facts: known by what was noted of them; of others, how much they tell."""
    subprocess.run([p.brief, "new", os.path.join(folder, "mine")], check=True, capture_output=True)
    mine = Program(p.brief, os.path.join(folder, "mine"))
    facts = os.path.join(mine.root, "data", "ferry", "facts.yaml")
    write(os.path.join(mine.root, "data", "briefings.yaml"), b"products: [{case: ferry, make: {audience: press, layout: [field, slides, poster]}}]\n")
    status, _, err = mine.run("build", "-q")
    ok(status == 0, "products without facts", err)

    def verify(path, *words):
        status, out, err = mine.run("verify", path, "--against", "ferry", "--format", "json", *words)
        found = json.loads(out) if out else {"findings": [{"kind": "error", "id": err}]}
        return status, found, [(f["kind"], f.get("id")) for f in found["findings"]], mine.run("verify", path, "--against", "ferry", *words)[1]
    for layout in ("field", "slides", "poster"):
        name = f"output/ferry-1-{layout}-press-en-GB.pdf"
        status, found, kinds, text = verify(name)
        ok(status == 0 and found["good"] and found["built_here"] == {"audience": "press", "same_file": True, "same_facts": True} and "byte for byte" in text
           and "released now; nothing withheld" in text, f"{layout}: it is what was built", (found, text))
        status, found, kinds, text = verify(name, "-a", "desk")
        ok(status == 1 and ("changed", "audience") in kinds, f"{layout}: it is another audience's", kinds)
        shutil.copy(os.path.join(mine.root, name), os.path.join(mine.root, "far.pdf"))
        status, out, err = mine.run("verify", "far.pdf", "--against", "ferry")
        ok(status == 1 and "[verify-audience]" in err and "facts.json" not in err, f"{layout}: brought from elsewhere, nobody knows for whom", out + err)
        status, found, kinds, text = verify("far.pdf", "-a", "press")
        n = found["on_pages"]
        ok(status == 0 and "built_here" not in found and n["names"][0] >= 3 and 0 < n["claims"][0] <= n["claims"][1] and "its words alone" in text
           and f"{n['claims'][0]} of {n['claims'][1]} claims" in text, f"{layout}: how much of the facts it tells", (found, text))
    name = "output/ferry-1-slides-press-en-GB.pdf"
    text = read(facts).decode()
    write(facts, text.replace("worn engines in 2023", "worn engines in 2022").encode())  # which press is not told
    ok(verify(name)[0] == 0, "what is withheld has changed: the product has not")
    write(facts, text.replace("ferry struck the pier", "ferry hit the pier").encode())
    status, found, kinds, _ = verify(name)
    ok(kinds == [("changed", "facts")] and "passage attack changed" in found["findings"][0]["what"], "facts that have changed since are named", found)
    write(facts, text.encode())
    with open(os.path.join(mine.root, name), "ab") as f:
        f.write(b"\n")
    status, found, kinds, _ = verify(name)
    ok(status == 1 and kinds == [("changed", "file")], "a file that was touched is not what was built", found)
    p.run("render", "isis-k", "-l", "field", "-a", "press", "-q", "-o", os.path.join(mine.root, "far.pdf"))
    status, found, kinds, _ = verify("far.pdf", "-a", "press")
    ok(status == 1 and ("page", "case") in kinds, "a paper about something else is no product of this case", found)


def drop_a_line(data):
    """One long string in ten that the pages show says its first letter over and over."""
    for one in list(re.finditer(rb"\(([A-Za-z](?:\\.|[^\\()]){39,})\)(?=Tj|-?\d+\(|\]TJ)", data, re.S))[::10]:
        data = data[:one.start(1)] + one.group(1)[:1] * len(one.group(1)) + data[one.end(1):]
    return data


def check_copies(p, folder):
    plain, again, linear = (os.path.join(folder, n) for n in ("plain.pdf", "again.pdf", "linear.pdf"))
    secret = write(os.path.join(folder, "password"), "sésame ouvre-toi\nnot this\n".encode())
    p.run("render", "isis-k", "-l", "executive", "-a", "minister", "-q", "-o", plain)
    for path in (again, linear):
        p.run("render", "isis-k", "-l", "executive", "-a", "minister", "-q", "--linearise", "-o", path)
    ok(read(again) == read(linear) != read(plain), "linearised twice: the same bytes")
    ok(qpdf("--check-linearization", linear).returncode == 0 and qpdf("--check", linear).returncode == 0, "qpdf finds it linearised and sound")
    a, b = p.json(plain, "--reading", "--outline", "--fonts", "--attachments", "--links"), p.json(linear, "--reading", "--outline", "--fonts", "--attachments", "--links")
    ok(a == b and p.json(linear, "--file")["file"]["linearised"] and not p.json(plain, "--file")["file"]["linearised"], "linearised: all else as before")
    ok(p.json(linear, "--file")["file"]["claims"] == p.json(plain, "--file")["file"]["claims"], "linearised: it claims what it did")
    status, _, err = p.run("render", "isis-k", "-l", "executive", "-a", "minister", "-q", "-o", plain, "--password-file", secret)
    locked = os.path.join(folder, "plain-locked.pdf")
    ok(status == 0 and os.path.exists(locked) and os.path.exists(plain) and "claims neither PDF/A nor PDF/UA" in err, "a locked copy beside the product, and said so", err)
    r = qpdf("--show-encryption", "--password=sésame ouvre-toi", locked).stdout
    ok("AESv3" in r and "extract for accessibility: allowed" in r and "modify anything: not allowed" in r and "owner password" not in r.split("Supplied")[-1].split("\n")[0], "AES-256, open to assistive technology", r)
    status, _, err = p.run("inspect", locked)
    ok(status == 1 and err.startswith(f"{locked}: error: ") and "[pdf-password]" in err, "without the password it is refused", err)
    wrong = write(os.path.join(folder, "wrong"), b"wrong\n")
    status, _, err = p.run("inspect", locked, "--password-file", wrong)
    ok(status == 1 and "not its password" in err, "with another one, too", err)
    f = p.json(locked, "--file", "--reading", "--password-file", secret)
    ok(f["file"]["claims"] == {} and f["file"]["encrypted"] and f["reading"] == a["reading"], "with it, it reads as before and claims nothing", f["file"])
    status, _, err = p.run("render", "isis-k", "-l", "executive", "-a", "minister", "-q", "-o", "-", "--password-file", secret)
    ok(status == 2, "a locked copy is never the only one")


def objects(*bodies, root=1, size=None):
    """A PDF of these objects, numbered from 1, with a table that fits."""
    out, places = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", []
    for n, body in enumerate(bodies, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (n, body if isinstance(body, bytes) else body.encode())
    at = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1) + b"".join(b"%010d 00000 n \n" % x for x in places)
    return out + b"trailer\n<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size or len(bodies) + 1, root, at)


def stream(data, extra=""):
    return b"<</Length %d%s>>\nstream\n%s\nendstream" % (len(data), extra.encode(), data)


def hostile():
    """NAME → bytes of files that nobody should have made."""
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>/Font<</F 6 0 R>>>>>>"
    base = ["<</Type/Catalog/Pages 2 0 R/StructTreeRoot 7 0 R/MarkInfo<</Marked true>>/Outlines 8 0 R/PageLabels 9 0 R/Names 9 0 R>>",
            "<</Type/Pages/Kids[3 0 R]/Count 1>>", page, stream(b"/P<</MCID 0>>BDC BT /F 9 Tf (Hi) Tj ET EMC /X Do"),
            stream(b"/X Do /X Do /X Do", "/Type/XObject/Subtype/Form/BBox[0 0 9 9]"), "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            "<</Type/StructTreeRoot/K 7 0 R>>", "<</First 8 0 R/Next 8 0 R/Title(ring)>>", "<</Kids[9 0 R 9 0 R]/EmbeddedFiles 9 0 R/Nums[0 9 0 R]>>"]

    def but(**changes):
        return objects(*[changes.get(f"o{n}", body) for n, body in enumerate(base, 1)])
    bomb = zlib.compress(b"\0" * (1 << 20), 9)
    for _ in range(2):
        bomb = zlib.compress(bomb, 9)
    yield "empty", b""
    yield "no-pdf", b"GIF89a" * 500
    yield "header-only", b"%PDF-1.7\n"
    yield "everything-in-rings", but()
    yield "pages-in-a-ring", but(o2="<</Type/Pages/Kids[2 0 R 2 0 R]/Count 1000000000>>")
    yield "deep-array", but(o8="[" * 200000 + "]" * 200000)
    yield "deep-dictionary", but(o8="<</A" * 100000 + " 1 " + ">>" * 100000)
    yield "deep-pages", objects("<</Type/Catalog/Pages 2 0 R>>", *[f"<</Type/Pages/Kids[{n + 1} 0 R]/Count 1>>" for n in range(2, 30000)], page)
    yield "deep-structure", objects(*(base[:6] + ["<</Type/StructTreeRoot/K 10 0 R>>"] + base[7:] + [f"<</S/Div/P {n - 1} 0 R/K {n + 1} 0 R>>" for n in range(10, 40000)]))
    yield "inline-structure", but(o7="<</K[" + "<</S/P/K 0>>" * 50000 + "]>>")
    yield "size-of-1e9", objects(*base, size=1000000000)
    yield "wrong-startxref", re.sub(rb"startxref\n\d+", b"startxref\n99999999999", but())
    yield "length-of-1e18", but(o4=b"<</Length 999999999999999999>>\nstream\nBT ET\nendstream")
    yield "bomb", but(o4=stream(bomb, "/Filter[/FlateDecode/FlateDecode/FlateDecode]"))
    yield "forms-thirty-wide", but(o4=stream(b"/X Do " * 30), o5=stream(b"/X Do " * 30, "/Type/XObject/Subtype/Form/Resources<</XObject<</X 5 0 R>>>>"))
    yield "operators", but(o4=stream(b"q " * 3000000))
    yield "marks", but(o4=stream(b"/P<</MCID 0>>BDC " * 300000 + b"BT /F 9 Tf (x) Tj ET"))
    yield "map-of-4e9-codes", but(o6="<</Type/Font/Subtype/Type0/ToUnicode 8 0 R/DescendantFonts[6 0 R]/W[0 4294967295 1e30]>>",
                                 o8=stream(b"1 begincodespacerange <00000000> <ffffffff> endcodespacerange 1 beginbfrange <00000000> <ffffffff> <0041> endbfrange"))
    yield "table-of-1e9-columns", but(o7="<</K<</S/Table/K[<</S/TR/K[<</S/TH/A<</O/Table/ColSpan 1000000000/RowSpan -7>>/K 0>>]>>]>>>>")
    yield "names-and-texts", but(o8=b"<</First<</Title<feff d800 0041 dc00>/Dest[3 0 R/Fit]>>>>", o1=base[0].replace("/Names", "/Lang(\\377\\376\\0)/Metadata 4 0 R/Names"))
    yield "null-everything", objects("<</Type/Catalog/Pages null>>")
    yield "numbers", but(o3=page.replace("[0 0 100 100]", "[-1e400 nan 99999999999999999999 (x)]"))


def answer_is_sound(p, path):
    """None, or what is wrong with how the program takes this file."""
    for words in (["inspect", path, "--format", "json"], ["inspect", path, "--reading"], ["extract", path]):
        try:
            status, out, err = p.run(*words)
        except subprocess.TimeoutExpired:
            return f"{words[0]}: no answer within {LIMIT} s"
        if status not in (0, 1) or BAD.search(err) or (status == 1 and not re.search(rf"(?m)^{re.escape(path)}: error: .* \[pdf-[a-z-]+\]$", err)):
            return f"{words}: exit {status}\n{err[:1500]}"
        if status == 0 and "json" in words:
            json.loads(out)
    return None


def check_hostile(p, folder):
    for name, data in hostile():
        path = write(os.path.join(folder, f"{name}.pdf"), data)
        wrong = answer_is_sound(p, path)
        ok(wrong is None, f"hostile: {name}", wrong)
        os.unlink(path)
    missing = os.path.join(folder, "missing.pdf")
    ok(p.run("inspect", missing)[0] == 3, "a file that is not there is the world's fault")
    ok(p.run("inspect", folder)[0] == 1 and p.run("inspect", "/dev/zero")[0] == 1, "folders and devices are no files")


def spoil(data, rng):
    data = bytearray(data)
    for _ in range(rng.choice((1, 3, 20))):
        way, at = rng.randrange(6), rng.randrange(len(data))
        if way == 0:
            data[at] ^= 1 << rng.randrange(8)
        elif way == 1:
            del data[at:at + rng.choice((1, 10, 5000))]
        elif way == 2:
            data[at:at] = data[rng.randrange(len(data)):][:rng.choice((1, 50, 3000))]
        elif way == 3:
            del data[max(at, 200):]
        elif way == 4:
            numbers = list(re.finditer(rb"\d+", bytes(data[at:at + 4000])))
            if numbers:
                one = rng.choice(numbers)
                data[at + one.start():at + one.end()] = rng.choice((b"0", b"-1", b"999999999", b"2147483648", b"1 0 R", b"3 0 R"))
        else:
            names = list(re.finditer(rb"/[A-Za-z]+", bytes(data[at:at + 4000])))
            if names:
                one = rng.choice(names)
                data[at + one.start():at + one.end()] = rng.choice((b"/K", b"/Kids", b"/S", b"/P", b"/Type", b"/Contents", b"/Font", b"/Length", b"/W"))
        if not data:
            return b"%PDF-"
    return bytes(data)


def check_spoilt(p, sources, folder, first, rounds):
    wrongs, path = [], os.path.join(folder, "spoilt.pdf")
    for seed in range(first, first + rounds):
        rng = random.Random(f"readback-{seed}")
        wrong = answer_is_sound(p, write(path, spoil(rng.choice(sources), rng)))
        if wrong:
            wrongs.append(f"seed {seed}: {wrong}")
    ok(not wrongs, f"{rounds} spoilt products are answered", "\n".join(wrongs[:4]))


def main():
    options = argparse.ArgumentParser()
    options.add_argument("brief", type=os.path.abspath)
    options.add_argument("source", type=os.path.abspath)
    options.add_argument("--rounds", type=int, default=40)
    options.add_argument("--from", type=int, default=0, dest="first")
    options.add_argument("--hostile", action="store_true", help="only files that nobody should have made")
    o = options.parse_args()
    if not shutil.which("qpdf") or not shutil.which("pdftotext"):
        print("1..0 # SKIP qpdf or pdftotext is missing")
        return 77
    p = Program(o.brief, o.source)
    with tempfile.TemporaryDirectory() as folder:
        pdf, press = os.path.join(folder, "desk.pdf"), os.path.join(folder, "press.pdf")
        p.run("render", "isis-k", "-l", "analyst", "-a", "desk", "-q", "-o", pdf)
        p.run("render", "isis-k", "-l", "public", "-a", "press", "--lang", "ar", "-q", "-o", press)
        if not o.hostile:
            check_inspect(p, pdf)
            check_verify(p, pdf, folder)
            status, out, err = p.run("verify", press, "--against", "isis-k")
            ok(status == 0, "the Arabic product agrees, too", out + err)
            check_without_facts(p, folder)
            check_copies(p, folder)
        plain = os.path.join(folder, "plain.qdf")
        qpdf("--qdf", "--object-streams=disable", press, plain)
        check_hostile(p, folder)
        check_spoilt(p, [read(pdf), read(press), read(plain)], folder, o.first, o.rounds)
    print(f"1..{count}")
    return 1 if failed else 0


sys.exit(main())
