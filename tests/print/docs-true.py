#!/usr/bin/env python3
"""Does docs/facts.md tell the truth? Follows it and docs/audiences.md as a reader would.

usage: docs-true.py BRIEF ROOT

Writes every block that begins with ```yaml FILE into an empty folder, beside the shipped layouts, schemes and fonts; `brief check`
must find nothing wrong, the case must render, and every key that `brief schema facts` knows must be explained in the text.
TAP on standard output.
"""
import json
import os
import re
import subprocess
import sys
import tempfile


def blocks(path):
    with open(path, encoding="utf-8") as file:
        return re.findall(r"^```yaml (\S+)\n(.*?)^```", file.read(), re.S | re.M)


def schema_keys(schema):
    """(kind, key) of every record kind; the keys of dates and figures are taught in prose."""
    for kind, part in schema["properties"].items():
        record = part.get("additionalProperties") if isinstance(part.get("additionalProperties"), dict) else part
        for option in [record] + record.get("anyOf", []) + record.get("oneOf", []):
            for key in option.get("properties", {}):
                yield kind, key


def main():
    brief, root = (os.path.abspath(path) for path in sys.argv[1:3])
    facts, audiences = (os.path.join(root, "docs", name) for name in ("facts.md", "audiences.md"))
    number = failed = 0

    def check(name, problem):
        nonlocal number, failed
        number += 1
        failed += bool(problem)
        print(f"{'not ok' if problem else 'ok'} {number} - {name}")
        for line in str(problem or "").splitlines():
            print(f"#   {line}")

    with tempfile.TemporaryDirectory() as folder:
        for name in ("layouts", "fonts"):
            os.symlink(os.path.join(root, name), os.path.join(folder, name))
        os.mkdir(os.path.join(folder, "data"))
        for name in ("schemes", "scales"):
            os.symlink(os.path.join(root, "data", name), os.path.join(folder, "data", name))
        written = blocks(facts) + blocks(audiences)
        for name, text in written:
            path = os.path.join(folder, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "a", encoding="utf-8") as file:
                file.write(text)
        check("the documents have blocks to follow", "" if len(written) >= 6 else f"only {len(written)}")
        found = subprocess.run([brief, "check", "data/mill"], cwd=folder, capture_output=True, text=True)
        said = found.stdout + found.stderr
        check("brief check finds nothing wrong", said or str(found.returncode) if found.returncode or "warning" in said else "")
        for layout, audience in (("analyst", "desk"), ("public", "press")):
            made = subprocess.run([brief, "render", "mill", "-l", layout, "-a", audience, "-o", f"{layout}.pdf"], cwd=folder,
                                  capture_output=True, text=True)
            there = os.path.exists(os.path.join(folder, f"{layout}.pdf"))
            check(f"the case renders as {layout}", "" if made.returncode == 0 and there else made.stdout + made.stderr)

    schema = json.loads(subprocess.run([brief, "schema", "facts"], check=True, capture_output=True, text=True).stdout)
    with open(facts, encoding="utf-8") as file:
        text = file.read()
    lost = sorted({f"{kind}: {key}" for kind, key in schema_keys(schema) if not re.search(rf"\b{key}\b", text)})
    check("every key is explained", "\n".join(lost))
    print(f"1..{number}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
