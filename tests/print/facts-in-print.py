#!/usr/bin/env python3
"""Reads the products of the first case as a reader would: each fact, each trap and each count in the analyst's, and in the two
short ones what must be said and what must not.

usage: facts-in-print.py BRIEF ROOT [PDF]   the program, and the root of the source (its data/, layouts/ and fonts/ are used);
                                            PDF is the analyst product, if it is made already
       facts-in-print.py --self-test        does the test notice what it is there to notice?

Facts are looked for in the tagged text (pdfinfo -struct-text), which is what a screen reader says; what must not be printed is
looked for in the page text (pdftotext, in both of its orders) as well. TAP on standard output; 77 if poppler's tools are missing.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import facts_expected as facts  # noqa: E402
import traps_expected as traps  # noqa: E402

LONGEST_ENTRY = 1600  # letters; no claim with its note and chain is longer


def squeeze(text):
    """Letters as compared: no case, no spaces, no hyphens (a line may break at one), one kind of apostrophe."""
    text = unicodedata.normalize("NFKC", text).lower().replace("'", "’").replace("(?’", "(?'")
    return re.sub(r"[\s\u00ad\u200b-\u200f\u2010\u2011\u2066-\u2069-]+", "", text)


def pattern(piece):
    """A piece of a regular expression, squeezed as the text is; ranges like [a-z] are not used in the tables."""
    return re.compile(squeeze(piece))


def struct_text(pdf):
    shown = subprocess.run(["pdfinfo", "-struct-text", pdf], check=True, capture_output=True, text=True).stdout
    return "\n".join(m.group(1) for m in re.finditer(r'^\s*"(.*)"$', shown, re.M))


def page_text(pdf, option):
    return subprocess.run(["pdftotext", option, pdf, "-"], check=True, capture_output=True, text=True).stdout


class Tap:
    def __init__(self):
        self.number = self.failed = 0

    def check(self, name, problems):
        self.number += 1
        self.failed += bool(problems)
        print(f"{'not ok' if problems else 'ok'} {self.number} - {name}")
        for problem in problems:
            print(f"#   {problem}")

    def end(self):
        print(f"1..{self.number}")
        return 1 if self.failed else 0


def anchor(row):
    return pattern(max(row[0], key=lambda piece: len(squeeze(piece))))


def entry_bounds(text):
    """Where entries may begin: every place where the longest words of any fact stand."""
    return sorted({m.start() for row in facts.FACTS.values() for m in anchor(row).finditer(text)})


def in_order(pieces, text):
    """(the first piece that is lacking, or None; where the last one ended)"""
    at = 0
    for piece in pieces:
        found = pattern(piece).search(text, at)
        if not found:
            return piece, at
        at = found.end()
    return None, at


def entry_problems(row, before, entry):
    """What one printed entry lacks; `before` reaches back to the words that stand ahead of the longest ones."""
    words, never, chain, when, certainty = row
    problems = [f"missing: {w}" for w in words if not pattern(w).search(before + entry)]
    problems += [f"must not be here: {w}" for w in never if pattern(w).search(entry)]
    broken, end = in_order(chain, entry)
    if broken:
        problems.append(f"the chain lacks: {broken}")
    for what, wanted in (("certainty", certainty), ("time", when)):  # said behind the chain, as the entry ends
        if not pattern(wanted).search(entry, end):
            problems.append(f"missing {what}: {wanted}")
    return problems


def fact_problems(row, text, bounds):
    """The problems of the best of its entries: a fact is printed in prose, too, where the chain does not stand."""
    best = ["not printed: " + max(row[0], key=len)]
    for found in anchor(row).finditer(text):
        start = found.start()
        end = min([b for b in bounds if b > start] + [len(text)], key=lambda b: b)
        entry = text[start:min(end, start + LONGEST_ENTRY)]
        problems = entry_problems(row, text[max(0, start - 220):start], entry)
        if not problems:
            return []
        if best[0].startswith("not printed") or len(problems) < len(best):
            best = problems
    return best


def near_problems(words, wanted, reach, text):
    problems = []
    places = list(pattern(words).finditer(text))
    for place in places:
        around = text[max(0, place.start() - reach):place.end() + reach]
        if not pattern(wanted).search(around):
            problems.append(f"“{words}” without “{wanted}”: …{text[max(0, place.start() - 60):place.end() + 60]}…")
    return problems if places else [f"not printed: {words}"]


def trap_problems(trap, tagged, pages):
    problems = []
    for wrong in traps.WRONG.get(trap, []):
        for text in [tagged] + pages:
            found = pattern(wrong).search(text)
            if found:
                problems.append(f"printed: …{text[max(0, found.start() - 60):found.end() + 60]}…")
                break
    problems += [f"not printed: {right}" for right in traps.RIGHT.get(trap, []) if not pattern(right).search(tagged)]
    for words, wanted, reach in traps.NEAR.get(trap, []):
        problems += near_problems(words, wanted, reach, tagged)
    return problems


def check_text(tap, tagged, pages):
    tagged, pages = squeeze(tagged), [squeeze(page) for page in pages]
    bounds = entry_bounds(tagged)
    for fact, row in facts.FACTS.items():
        tap.check(f"{fact} is printed with its words, chain, time and certainty", fact_problems(row, tagged, bounds))
    for number in range(1, 25):
        trap = f"T{number}"
        tap.check(f"{trap} is not fallen into", trap_problems(trap, tagged, pages))


def check_short_product(tap, name, tagged, pages, closed, said):
    """The products that leave much out, and fall into no trap by it: a figure or a condition never stands without its reserve."""
    tagged, pages = squeeze(tagged), [squeeze(page) for page in pages]
    texts = [tagged] + pages
    problems = [f"{trap}: {wrong}" for trap, words in traps.WRONG.items() for wrong in words
                if any(pattern(wrong).search(text) for text in texts)]
    for trap, rows in traps.NEAR.items():
        for words, wanted, reach in rows:
            if pattern(words).search(tagged):
                problems += [f"{trap}: {problem}" for problem in near_problems(words, wanted, reach, tagged)]
    tap.check(f"{name}: nothing wrong is printed", problems)
    lost = [words for words in said if not pattern(words).search(tagged)]
    tap.check(f"{name}: what must be said is", lost)
    leaked = [words for words in closed if any(pattern(words).search(text) for text in texts)]
    tap.check(f"{name}: what is closed to its readers is not printed", leaked)


# --- The counts, from the canonical Release ---------------------------------------------------------------------------------

def records(release, key):
    """{id: its lines} of one kind in canonical YAML: two spaces before an id, more before what belongs to it."""
    found, here = {}, False
    for line in release.splitlines():
        if re.match(r"\S", line):
            here = line.startswith(key + ":")
        elif here and (m := re.match(r"  (\S[^:]*):(.*)", line)):
            at = m.group(1).strip('"')
            found[at] = m.group(2)
        elif here and found:
            found[at] += "\n" + line
    return found


def lists(record, key):
    """The values of one key: `key: a`, `key: [a, b]` or a list below it."""
    m = re.search(rf"^ +{key}: *(.*)((?:\n +- .*)*)", record, re.M)
    if not m:
        return []
    inline = [w.strip(" \"'") for w in m.group(1).strip("[]").split(",") if w.strip()]
    return inline + [w.strip(" \"'") for w in re.findall(r"- (.*)", m.group(2))]


def check_counts(tap, release):
    claims, sources = records(release, "claims"), records(release, "sources")
    tags = [tag for source in sources.values() for tag in lists(source, "tags")]
    wanted = [("facts", len(claims)), ("entities", len(records(release, "entities"))),
              ("relations", len(records(release, "relations"))),
              ("numbered sources", len({t for t in tags if re.fullmatch(r"S\d\d", t)})),
              ("member-state voices", len({t for t in tags if re.fullmatch(r"S05[a-f]", t)}))]
    for what, have in wanted:
        want = facts.COUNTS[what]
        tap.check(f"{want} {what}", [] if have == want else [f"there are {have}"])
    for name, want in facts.GROUPS.items():
        low, high = (int(n[1:]) for n in name.split("-"))
        have = sum(re.fullmatch(r"F\d\d", c) is not None and low <= int(c[1:]) <= high for c in claims)
        tap.check(f"{want} facts {name}", [] if have == want else [f"there are {have}"])
    alone = sorted(c for c, r in claims.items() if lists(r, "said_by") == ["examiner"])
    tap.check("26 facts rest on the article alone (T23)", [] if alone == facts.ARTICLE_ALONE else [f"these: {alone}"])
    for fact in facts.CHAIN_OF_THREE:
        chain = lists(claims.get(fact, ""), "said_by")[:1]
        while chain and lists(sources.get(chain[-1], ""), "within"):
            chain += lists(sources[chain[-1]], "within")
        tap.check(f"{fact} has a chain of three links (T7)", [] if len(chain) == 3 else [f"it is {chain}"])
    one = sorted(c for c, r in claims.items() if lists(r, "holders") == ["one member state"])
    missing = [c for c in facts.ONE_MEMBER_STATE if c not in one]
    check_names(tap, records(release, "entities"))
    tap.check("one member state holds F30, F31, F34, F35, F36, F41", [f"not {c}" for c in missing])


def check_names(tap, entities):
    """Who is who and who is not: T15, T16, T17."""
    for entity, wanted in facts.ALIASES.items():
        have = lists(entities.get(entity, ""), "aliases")
        tap.check(f"{entity} is also called {', '.join(wanted)}", [f"not {a}" for a in wanted if a not in have])
    for one, other in facts.NOT_THE_SAME:
        apart = one in entities and other in entities and other in lists(entities[one], "not_same_as")
        tap.check(f"{one} is not {other}", [] if apart else ["nothing keeps them apart"])
    everybody = [a for entity in entities.values() for a in lists(entity, "aliases")]
    tap.check("no alias belongs to two", sorted({a for a in everybody if everybody.count(a) > 1}))


def self_test():
    """Each fault is one that a careless product would have; the test must name it."""
    tap = Tap()
    row = facts.FACTS["F30"]
    good = squeeze("One UN member state puts the strength of ISIS-K, as of July 2021, at 500 to 1,500 fighters. one UN member state "
                   "(A) → United Nations report, July 2021 → Washington Examiner. asserted. July 2021")
    bounds = entry_bounds(good)
    tap.check("a good entry passes", fact_problems(row, good, bounds))
    faults = {"a lost link": good.replace(squeeze("United Nations report, July 2021 →"), ""),
              "a lost letter": good.replace("(a)", ""),
              "another figure": good.replace("1,500", "2,500"),
              "a lost certainty": good.replace("asserted", ""),
              "a fact that is missing": ""}
    for name, text in faults.items():
        tap.check(f"{name} is noticed", [] if fact_problems(row, text, entry_bounds(text)) else ["it was not"])
    wrong = {"T1": "attacks were up by 21", "T3": "27 killed", "T5": "500–10,000 fighters", "T8": "Baradar leads the Taliban",
             "T14": "ISIS-K was founded in 2014", "T18": "who is currently", "T20": "3,012 Americans", "T11": "Taliban had no part"}
    for trap, text in wrong.items():
        noticed = [p for p in trap_problems(trap, squeeze(text), []) if p.startswith("printed")]
        tap.check(f"{trap} is noticed", [] if noticed else ["it was not"])
    bare = near_problems("12 US service members killed", "provisional", 700, squeeze("There were 12 US service members killed."))
    tap.check("a toll without its reserve is noticed", [] if bare else ["it was not"])
    return tap.end()


def main():
    if sys.argv[1:] == ["--self-test"]:
        return self_test()
    if not shutil.which("pdftotext") or not shutil.which("pdfinfo"):
        print("1..0 # SKIP pdftotext or pdfinfo is missing")
        return 77
    brief, root = (os.path.abspath(path) for path in sys.argv[1:3])
    with tempfile.TemporaryDirectory() as folder:
        pdf = os.path.abspath(sys.argv[3]) if len(sys.argv) > 3 else os.path.join(folder, "analyst.pdf")
        command = [brief, "render", "isis-k", "-l", "analyst", "-a", "desk"]
        if len(sys.argv) <= 3:
            subprocess.run(command + ["-o", pdf], check=True, cwd=root, stdout=subprocess.DEVNULL)
        release = subprocess.run(command + ["--dump", "release"], check=True, cwd=root, capture_output=True, text=True).stdout
        tap = Tap()
        check_text(tap, struct_text(pdf), [page_text(pdf, "-raw"), page_text(pdf, "-layout")])
        check_counts(tap, release)
        every = traps.IN_EVERY_PRODUCT
        for layout, audience, closed, said in (("executive", "minister", [], every + traps.KEY), ("public", "press", traps.CLOSED_TO_PRESS, every),
                                               ("slides", "minister", [], every + traps.KEY), ("poster", "desk", [], every + traps.KEY),
                                               ("field", "field", [], traps.ON_THE_CARD)):
            short = os.path.join(folder, layout + ".pdf")
            subprocess.run([brief, "render", "isis-k", "-l", layout, "-a", audience, "-o", short], check=True, cwd=root,
                           stdout=subprocess.DEVNULL)
            check_short_product(tap, layout, struct_text(short), [page_text(short, "-raw")], closed, said)
        return tap.end()


if __name__ == "__main__":
    sys.exit(main())
