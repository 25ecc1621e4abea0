#!/usr/bin/env python3
"""judge.py --brief PROGRAM --root SOURCE --into FOLDER: makes every product and lets the outside judges look at it. TAP.

judge.py FILE.pdf ... judges these files instead. Skipped (77) when a judge is missing.
"""
import argparse
import glob
import os
import shutil
import struct
import subprocess
import sys
import zlib

import beyond
import judges
import pdfread


# The same pages on printers' sheets: NAME: arguments of render. `trimmed` is a layout made here, with bleed and crop marks.
IMPOSED = {
    'sheets-booklet': ['-l', 'analyst', '-a', 'desk', '--booklet', '--paper', 'A4'],
    'first-page-first': ['-l', 'public', '-a', 'press', '--linearise'],
    'sheets-four-up': ['-l', 'public', '-a', 'press', '--up', '4'],
    'sheets-trimmed': ['-l', 'trimmed.yaml', '-a', 'press'],
    'pages-turned': ['-l', 'turned.yaml', '-a', 'press'],
    'notes-at-the-foot': ['-l', 'footed.yaml', '-a', 'press'],
    'companions': ['-l', 'companions.yaml', '-a', 'desk'],
    'companions-ar': ['-l', 'companions.yaml', '-a', 'press', '--lang', 'ar'],
}

# Charts alone: NAME: arguments of chart.
CHARTS = {
    'chart-alone': ['-a', 'desk'],
    'chart-alone-ar': ['-a', 'press', '--lang', 'ar'],
    'timeline-alone': ['-a', 'desk', '--figure', 'timeline'],
    'lineage-alone': ['-a', 'press', '--figure', 'lineage'],
    'chart-poster': ['-a', 'desk', '--tiles', 'A4', '--format', 'pdf', '--effort', 'draft'],
}

# Layouts made here.
LAYOUTS = {
    'trimmed.yaml': 'extends: public\npage: {bleed: 3mm, crop_marks: true}\n',
    'turned.yaml': 'extends: public\npage: {mirrored: true, crop_marks: true}\npages: {wide: {orientation: landscape, columns: 2}}\nstyles: {title: {colour: ink}}\nbody:\n'
                   '  - title: {}\n  - contents: {}\n  - passage: {where: {tags: [public]}}\n'
                   '  - page: {style: wide, heading: Names, body: [{entities: {where: {limit: 5}}}]}\n  - notes: {place: foot}\n',
    'companions.yaml': 'extends: shared/house\nbody:\n  - leadership-tree: {}\n  - lineage: {}\n  - matrix: {limit: 12}\n  - matrix: {as: table}\n'
                       '  - timeline: {where: {kind: [event, allegiance, casualty]}}\n  - estimate: {over: time, where: {kind: strength}}\n'
                       '  - comparison: {where: {compared: true}}\n  - comparison: {panels: year, where: {kind: count}}\n  - notes: {heading: Notes}\n',
    'footed.yaml': 'extends: public\nstyles: {title: {colour: ink}}\nbody:\n  - title: {}\n  - passage: {where: {tags: [public]}}\n  - entities: {where: {limit: 5}}\n  - notes: {place: foot}\n',
}


def render(options, name, arguments):
    for own, text in LAYOUTS.items():
        with open(os.path.join(options.into, own), 'w', encoding='utf-8') as f:
            f.write(text)
    run([options.brief, 'render', 'isis-k', *[os.path.join(options.into, a) if a in LAYOUTS else a for a in arguments],
         '-o', os.path.join(options.into, name + '.pdf')], options.root)


def png(width, height):
    def chunk(name, data):
        return struct.pack('>I', len(data)) + name + data + struct.pack('>I', zlib.crc32(name + data))
    rows = b''.join(b'\0' + bytes(v for x in range(width) for v in (x * 9 % 256, y * 7 % 256, 99, 255 - x)) for y in range(height))
    return (b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', width, height, 8, 6, 0, 0, 0)) +
            chunk(b'IDAT', zlib.compress(rows)) + chunk(b'IEND', b''))


def render_draft(options):
    """The starter case as a draft, with pictures and a letterhead."""
    folder = os.path.join(options.into, 'draft')
    shutil.rmtree(folder, ignore_errors=True)
    run([options.brief, 'new', folder])
    facts, layouts = os.path.join(folder, 'data/ferry/facts.yaml'), os.path.join(folder, 'data/ferry/layouts')
    with open(facts, encoding='utf-8') as f:
        text = f.read()
    with open(facts, 'w', encoding='utf-8') as f:
        f.write(text.replace('briefing:\n', 'briefing:\n  status: draft\n', 1))
    with open(os.path.join(layouts, 'map.png'), 'wb') as f:
        f.write(png(60, 40))
    with open(os.path.join(layouts, 'mark.svg'), 'w', encoding='utf-8') as f:
        f.write('<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><circle cx="20" cy="10" r="9" fill="#a00"/></svg>')
    with open(os.path.join(layouts, 'pictures.yaml'), 'w', encoding='utf-8') as f:
        f.write('extends: shared/house\nheader: {image: {file: mark.svg, side: end}, left: "{banner}"}\nbody:\n  - title: {}\n'
                '  - image: {file: map.png, alt: Colours, caption: "Colours, from left to right."}\n'
                '  - image: {file: mark.svg, decorative: true}\n  - passage: {where: {}}\n')
    run([options.brief, 'render', 'ferry', '-l', 'pictures', '-a', 'desk', '-o', os.path.join(options.into, 'draft-pictures.pdf')], folder)


def run(words, folder=None):
    r = subprocess.run(words, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=600)
    if r.returncode:
        print('Bail out!', words[1], r.stderr.strip().replace('\n', ' / '))
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
    for name, arguments in CHARTS.items():
        run([options.brief, 'chart', 'isis-k', *arguments, '-o', os.path.join(options.into, name + '.pdf')], options.root)
    render_draft(options)
    return sorted(glob.glob(os.path.join(options.into, '*.pdf')))


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    for name in ('brief', 'root', 'into'):
        parser.add_argument('--' + name)
    parser.add_argument('files', nargs='*')
    options = parser.parse_args()
    if options.brief:
        options.brief = os.path.abspath(options.brief)
    command = judges.skip_unless_tools()
    return report(judge(command, options.files or build(options), options.root))


def judge(command, files, root=None, draw=True):
    """[(name of a test, complaints)] of all @files. @draw: are they drawn by three programs and compared?"""
    verdicts = judges.verapdf(command, files)
    results = [('there are products', [] if files else ['none'])]
    for path in files:
        name = os.path.basename(path)
        for flavour, standard in (('ua1', 'PDF/UA-1'), ('3a', 'PDF/A-3a')):
            verdict, rules = verdicts[path, flavour]
            results.append((f'{name}: {standard}', [] if verdict == 'PASS' else [verdict, *rules]))
        results += [(f'{name}: {what}', check(path)) for what, check in judges.CHECKS]
        pdf = pdfread.Pdf(path)
        results += [(f'{name}: {what}', check(pdf)) for what, check in beyond.CHECKS]
        if draw:
            results.append((f'{name}: drawn alike', judges.check_drawn_alike(path)))
        if root:
            results.append((f'{name}: nothing of this machine', judges.check_privacy(path, root)))
    return results


def report(results):
    """Prints TAP; the exit status."""
    print(f'1..{len(results)}')
    for number, (name, complaints) in enumerate(results, 1):
        for complaint in complaints[:20]:
            print('#', complaint)
        print(f'{"not ok" if complaints else "ok"} {number} - {name}')
    return 1 if any(c for _, c in results) else 0


if __name__ == '__main__':
    sys.exit(main())
