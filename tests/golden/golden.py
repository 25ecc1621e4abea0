#!/usr/bin/env python3
"""golden.py BRIEF [--update] [CASE…]: what each stage makes of a case, as text, against tests/golden/CASE/expected/.

A case is a folder data/CASE beside an `expected` folder; the file names say what is run:
  AUDIENCE-LAYOUT.{release,blocks,pages}   brief render --dump
  check.diags                              brief check (also when the case is meant to be wrong)
  chart-AUDIENCE.json                      brief chart --format json
--update writes them anew; look at the difference before you commit it. Prints TAP.
"""
import difflib, os, subprocess, sys

HERE = os.path.dirname(os.path.abspath(__file__))
update = "--update" in sys.argv
args = [a for a in sys.argv[1:] if a != "--update"]
brief, wanted = os.path.abspath(args[0]), args[1:]
count, failed = 0, False


def command(case, name):
    stem, kind = name.rsplit(".", 1)
    folder = os.path.join("data", case)
    if kind == "diags":
        return ["check", folder]
    if kind == "json":
        return ["chart", folder, "-a", stem.split("-", 1)[1], "--format", "json", "-o", "-"]
    audience, layout = stem.split("-", 1)
    return ["render", folder, "-a", audience, "-l", layout, "--dump", kind]


for case in sorted(os.listdir(HERE)):
    expected = os.path.join(HERE, case, "expected")
    if not os.path.isdir(expected) or (wanted and case not in wanted):
        continue
    for name in sorted(os.listdir(expected)):
        done = subprocess.run([brief, *command(case, name)], cwd=os.path.join(HERE, case), capture_output=True, text=True)
        got = done.stdout + (done.stderr if name.endswith(".diags") else "")
        path = os.path.join(expected, name)
        if update:
            with open(path, "w", encoding="utf-8") as f:
                f.write(got)
        with open(path, encoding="utf-8") as f:
            want = f.read()
        count += 1
        good = got == want and (done.returncode == 0 or name.endswith(".diags"))
        failed |= not good
        print(("ok" if good else "not ok") + f" {count} - {case}/{name}")
        if not good:
            difference = difflib.unified_diff(want.splitlines(), got.splitlines(), "expected", "now", lineterm="", n=1)
            print("\n".join("# " + line for line in [*difference][:40]))
            if done.returncode:
                print("# exit status", done.returncode, *["\n# " + line for line in done.stderr.splitlines()[:10]])
print(f"1..{count}")
sys.exit(1 if failed or not count else 0)
