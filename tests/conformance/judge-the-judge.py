#!/usr/bin/env python3
"""judge-the-judge.py --brief PROGRAM --root SOURCE --into FOLDER: do the judges notice a fault when there is one? TAP.

One product is unpacked with qpdf, broken in one place at a time, and judged: each fault must fail by the rule named here.
The copy that was unpacked and not broken must pass, or the test would prove nothing. judge-the-judge.py FILE.pdf takes
that file instead. Skipped (77) when a judge is missing.
"""
import argparse
import os
import re
import subprocess
import sys
import tempfile

import judge
import judges

STRING = rb'(?:\((?:\\.|[^\\()])*\)|<[0-9a-fA-F]*>)'

# name, what to look for in the unpacked file, what to put there, flavour, rule (a prefix) that must fail
FAULTS = [
    ('no language', rb'/Lang ' + STRING, b'', 'ua1', '7.2-'),
    ('a figure without Alt', rb'/Alt ' + STRING, b'', 'ua1', '7.3-1'),
    ('not marked as tagged', rb'/Marked true', b'/Marked false', 'ua1', '6.2-1'),
    ('not marked as tagged, archival', rb'/Marked true', b'/Marked false', '3a', '6.7.2.2-1'),
    ('no PDF/UA identifier', rb'<pdfuaid:part>1</pdfuaid:part>|pdfuaid:part="1"', b'', 'ua1', '5-1'),
    ('no PDF/A identifier', rb'<pdfaid:part>3</pdfaid:part>|pdfaid:part="3"', b'', '3a', '6.6.4-'),
    ('claims level B only', rb'(pdfaid:conformance(?:>|="))A', rb'\1B', '3a', '6.6.4-3'),
    ('no title in the metadata', rb'(?s)<dc:title>.*?</dc:title>', b'', 'ua1', '7.1-9'),
    ('no output intent', rb'/OutputIntents', b'/OutputNothing', '3a', '6.2.4.3'),
    ('no file identifier', rb'(?s)(trailer <<.*?)/ID \[.*?\]', rb'\1', '3a', '6.1.3-1'),
    ('title not displayed', rb'/DisplayDocTitle true', b'/DisplayDocTitle false', 'ua1', '7.1-10'),
    ('no structure tree', rb'/StructTreeRoot (\d+ 0 R)', rb'/StructTreeNone \1', 'ua1', '7.1-11'),
    ('content without a parent tree', rb'/StructParents \d+', b'', 'ua1', '7.1-3'),
    ('unknown tag', rb'/S /P\b', b'/S /Paragraf', 'ua1', '7.1-5'),
    ('a heading level skipped', rb'/S /H2\b', b'/S /H4', 'ua1', '7.4.2-1'),
    ('tab order not by structure', rb'/Tabs /S', b'/Tabs /R', 'ua1', '7.18.3-1'),
    ('links without words', rb'/Contents ' + STRING, b'', 'ua1', '7.18.5-2'),
    ('annotation flags missing', rb'(?m)^(\s*)/F \d+$', b'', '3a', '6.3.2-1'),
    ('header cells without scope', rb'/Scope /(Column|Row|Both)', b'', 'ua1', '7.5-1'),
    ('fonts without Unicode', rb'/ToUnicode ', b'/ToNowhere ', 'ua1', '7.21.7-1'),
    ('fonts without Unicode, archival', rb'/ToUnicode ', b'/ToNowhere ', '3a', '6.2.11.7.2-1'),
    ('fonts not embedded', rb'/FontFile([23]) ', rb'/FontNone\1 ', '3a', '6.2.11.4.1-1'),
]


def unpack(path):
    r = judges.run('qpdf', '--qdf', '--object-streams=disable', '--newline-before-endstream', path, '-')
    return r.stdout


def inject(plain, pattern, replacement):
    """The broken file with its table of places made right again, or None if there is nothing to break."""
    broken, count = re.subn(pattern, replacement, plain)
    if not count:
        return None
    return subprocess.run(['fix-qdf'], input=broken, capture_output=True, timeout=60).stdout


def richest(files):
    """The product with the most tags: the one in which every fault finds a place."""
    return max(files, key=os.path.getsize)


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    for name in ('brief', 'root', 'into'):
        parser.add_argument('--' + name)
    parser.add_argument('file', nargs='?')
    options = parser.parse_args()
    if options.brief:
        options.brief = os.path.abspath(options.brief)
    command = judges.skip_unless_tools()
    plain = unpack(options.file or richest(judge.build(options)))
    results = []
    with tempfile.TemporaryDirectory() as folder:
        paths = {}
        for number, (name, pattern, replacement, *_) in enumerate([('sound', rb'\A', b'')] + FAULTS):
            data = inject(plain, pattern, replacement)
            if data:
                paths[name] = os.path.join(folder, f'{number}.pdf')
                with open(paths[name], 'wb') as f:
                    f.write(data)
        verdicts = judges.verapdf(command, list(paths.values()))
        for flavour in ('ua1', '3a'):
            verdict, rules = verdicts[paths['sound'], flavour]
            results.append((f'unpacked and not broken: {flavour} passes', verdict == 'PASS', f'{verdict} {" ".join(rules)}'))
        for name, _, _, flavour, rule in FAULTS:
            if name not in paths:
                results.append((f'{name}: {flavour} {rule}', False, 'the product has nothing to break here'))
                continue
            verdict, rules = verdicts[paths[name], flavour]
            noticed = verdict == 'FAIL' and any(r.startswith(rule) for r in judges.rule_names(rules))
            results.append((f'{name}: {flavour} {rule}', noticed, f'{verdict} {" ".join(rules)}'))
    print(f'1..{len(results)}')
    for number, (name, ok, saw) in enumerate(results, 1):
        if not ok:
            print('#', saw)
        print(f'{"ok" if ok else "not ok"} {number} - {name}')
    return 0 if all(ok for _, ok, _ in results) else 1


if __name__ == '__main__':
    sys.exit(main())
