#!/usr/bin/env python3
"""judge.py --brief PROGRAM --root SOURCE --into FOLDER: makes every product and lets the outside judges look at it. TAP.

judge.py FILE.pdf ... judges these files instead. Skipped (77) when a judge is missing.
"""
import argparse
import glob
import os
import subprocess
import sys

import judges


# The same pages on printers' sheets: NAME: arguments of render. `trimmed` is a layout made here, with bleed and crop marks.
IMPOSED = {
    'sheets-booklet': ['-l', 'analyst', '-a', 'desk', '--booklet', '--paper', 'A4'],
    'sheets-four-up': ['-l', 'public', '-a', 'press', '--up', '4'],
    'sheets-trimmed': ['-l', 'trimmed.yaml', '-a', 'press'],
}


def render(options, name, arguments):
    trimmed = os.path.join(options.into, 'trimmed.yaml')
    with open(trimmed, 'w', encoding='utf-8') as f:
        f.write('extends: public\npage: {bleed: 3mm, crop_marks: true}\n')
    r = subprocess.run([options.brief, 'render', 'isis-k', *[trimmed if a == 'trimmed.yaml' else a for a in arguments],
                        '-o', os.path.join(options.into, name + '.pdf')],
                       cwd=options.root, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=600)
    if r.returncode:
        print('Bail out! brief render:', r.stderr.strip().replace('\n', ' / '))
        sys.exit(1)


def build(options):
    os.makedirs(options.into, exist_ok=True)
    r = subprocess.run([options.brief, 'build', os.path.join(options.root, 'data', 'briefings.yaml'), '--output', options.into, '-j', '2'],
                       stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=600)
    if r.returncode:
        print('Bail out! brief build:', (r.stderr or r.stdout).strip().replace('\n', ' / '))
        sys.exit(1)
    for name, arguments in IMPOSED.items():
        render(options, name, arguments)
    return sorted(glob.glob(os.path.join(options.into, '*.pdf')))


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    for name in ('brief', 'root', 'into'):
        parser.add_argument('--' + name)
    parser.add_argument('files', nargs='*')
    options = parser.parse_args()
    command = judges.skip_unless_tools()
    files = options.files or build(options)
    verdicts = judges.verapdf(command, files)
    results = [('there are products', [] if files else ['none'])]
    for path in files:
        name = os.path.basename(path)
        for flavour, standard in (('ua1', 'PDF/UA-1'), ('3a', 'PDF/A-3a')):
            verdict, rules = verdicts[path, flavour]
            results.append((f'{name}: {standard}', [] if verdict == 'PASS' else [verdict, *rules]))
        results += [(f'{name}: {what}', check(path)) for what, check in judges.CHECKS]
        if options.root:
            results.append((f'{name}: nothing of this machine', judges.check_privacy(path, options.root)))
    print(f'1..{len(results)}')
    for number, (name, complaints) in enumerate(results, 1):
        for complaint in complaints[:20]:
            print('#', complaint)
        print(f'{"not ok" if complaints else "ok"} {number} - {name}')
    return 1 if any(c for _, c in results) else 0


if __name__ == '__main__':
    sys.exit(main())
