#!/usr/bin/env python3
"""judge-the-judge.py --brief PROGRAM --root SOURCE --into FOLDER: do the judges notice a fault when there is one? TAP.

One product is unpacked with qpdf, broken in one place at a time, and judged: each fault must fail by the rule named here, or,
where no rule of veraPDF's sees it, by the check of ours (beyond.py).
The copy that was unpacked and not broken must pass, or the test would prove nothing. judge-the-judge.py FILE.pdf takes
that file instead. Skipped (77) when a judge is missing.
"""
import argparse
import os
import re
import subprocess
import sys
import tempfile

import beyond
import judge
import judges
import pdfread

STRING = rb'(?:\((?:\\.|[^\\()])*\)|<[0-9a-fA-F]*>)'

BFRANGE = rb'(beginbfrange\s+<[0-9A-Fa-f]+>\s*<[0-9A-Fa-f]+>\s*)<[0-9A-Fa-f]+>'

# name, what to look for in the unpacked file, what to put there, flavour, rule (a prefix) that must fail; how often (else: everywhere)
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
    ('Alt is empty', rb'/Alt ' + STRING, b'/Alt ()', 'ua1', '7.3-1'),
    ('no metadata', rb'/Metadata \d+ 0 R', b'', 'ua1', '7.1-8'),
    ('no metadata, archival', rb'/Metadata \d+ 0 R', b'', '3a', '6.6.2.1-1'),
    ('tags are suspect', rb'/Marked true', b'/Marked true /Suspects true', 'ua1', '7.1-4'),
    ('H among H1, H2', rb'/S /H2\b', b'/S /H', 'ua1', '7.4.4'),
    ('items outside a list', rb'/S /P\b', b'/S /LI', 'ua1', '7.2-17', 1),
    ('a row with another number of cells', rb'/S /TD\b', b'/S /TD /A << /O /Table /ColSpan 3 >>', 'ua1', '7.2-4', 1),
    ('notes without an id', rb'/ID \(note', b'/IX (note', 'ua1', '7.9-1'),
    ('links that are no Link', rb'/S /Link\b', b'/S /Span', 'ua1', '7.18.5-1'),
    ('no parent tree', rb'/ParentTree \d+ 0 R', b'', 'ua1', '7.1-3'),
    ('letters that are U+0000', BFRANGE, rb'\1<0000>', 'ua1', '7.21.7-2'),
    ('letters for private use', BFRANGE, rb'\1<E000>', '3a', '6.2.11.7.3-1'),
    ('widths that are not the font\'s', rb'(/Widths \[\s+)[\d.]+', rb'\g<1>3', '3a', '6.2.11.5-1'),
    ('an attachment of no type', rb'/Subtype /application#2fjson', b'', '3a', '6.8-1'),
    ('an attachment without UF', rb'/UF \(facts', b'/UX (facts', '3a', '6.8-2'),
    ('an attachment without relation', rb'/AFRelationship', b'/AFNothing', '3a', '6.8-3'),
    ('an attachment associated with nothing', rb'/AF \[', b'/AX [', '3a', '6.8-4'),
    ('a script', rb'/Type /Catalog', b'/OpenAction << /S /JavaScript /JS (1) >> /Type /Catalog', '3a', '6.5.1-1'),
    ('an action of the document', rb'/Type /Catalog', b'/Type /Catalog /AA << /WC << /S /GoTo /D (x) >> >>', '3a', '6.5.2-1'),
    ('hidden annotations', rb'(?m)^(\s*)/F 4$', rb'\1/F 2', '3a', '6.3.2-2'),
    ('languages that are none', rb'/Lang ' + STRING, b'/Lang (x y z)', '3a', '6.7.4-1'),
    ('fonts not embedded', rb'/FontFile([23]) ', rb'/FontNone\1 ', '3a', '6.2.11.4.1-1'),
]


# … in the file as it is: name, from its path the broken bytes, flavour, rule
RAW = [
    ('bytes after the end', lambda path: read(path) + b'more\n', '3a', '6.1.3-3'),
    ('encrypted', lambda path: judges.run('qpdf', '--encrypt', '', 'owner', '256', '--', path, '-').stdout, '3a', '6.1.3-2'),
    ('a length that is wrong', lambda path: re.sub(rb'(/Subtype/XML[^>]*/Length \d*)(\d)(?=\D)', lambda m: m[1] + b'%d' % ((int(m[2]) + 5) % 10), read(path)), '3a', '6.1.7.1-1'),
    ('no line end before endstream', lambda path: judges.run('qpdf', path, '-').stdout, '3a', '6.1.7.1-2'),
]

# … that veraPDF lets pass, and the check of ours that must complain
OWN = [
    ('Info of another day', rb'/CreationDate \(D:2', b'/CreationDate (D:1', 'metadata in step'),
    ('Info of another maker', rb'/Producer \(', b'/Producer (not ', 'metadata in step'),
    ('no tree of ids', rb'/IDTree <<', b'/IDNone <<', 'structure whole'),
    ('a Figure without a box', rb'/BBox \[(?=[^\]]*\]\s*/O /Layout)', b'/BNone [', 'figures in their boxes'),
    ('a Figure\'s box elsewhere', rb'(/BBox \[\s+)[\d.]+', rb'\g<1>500', 'figures in their boxes'),
    ('an outline that leads to no heading', rb'/SE \d+ 0 R', b'', 'outline like headings'),
    ('an outline with other titles', rb'(/SE \d+ 0 R\s+/Title )' + STRING, rb'\1(Other)', 'outline like headings'),
    ('fonts that name wrong letters', rb'(<61><[0-9A-F]{2}>)<0061>', rb'\1<0058>', 'outline like headings'),
    ('links to nowhere', rb'/Dest \(note', b'/Dest (nowhere', 'links lead somewhere'),
    ('links that no element holds', rb'/S /Link\b', b'/S /Span', 'links lead somewhere'),
    ('an attachment that people do not find', rb'/EmbeddedFiles', b'/EmbeddedNone', 'attachments whole'),
    ('an attachment without a day', rb'/ModDate (?=[^>]*/Size)', b'/ModNone ', 'attachments whole'),
    ('an attachment that was changed', rb'"release":1', b'"release":2', 'attachments whole'),
    ('text in invisible ink', rb'(?m)^BT\n', b'BT\n3 Tr\n', 'nothing hidden'),
    ('text in white', rb'(?m)^BT\n', b'1 g\nBT\n', 'nothing hidden'),
    ('text beyond the paper', rb'(?m)^[\d.]+ [\d.]+ Td$', b'5000 5000 Td', 'nothing hidden'),
    ('text too small to see', rb'(/F\d+) [\d.]+ Tf', rb'\1 .1 Tf', 'nothing hidden'),
]

# … in whichever product has a place for it, since the smallest that has one for all of the above may have none
ELSEWHERE = [
    ('a Reference to what is no Note', rb'/S /Note\b', b'/S /P', 'kinds and their places', 1),
    ('contents that are none', rb'/S /TOC\b', b'/S /Sect', 'kinds and their places'),
    ('items of contents that lead nowhere', rb'/S /Link\b', b'/S /Span', 'kinds and their places'),
    ('a table with two heads', rb'/S /TBody\b', b'/S /THead', 'kinds and their places', 1),
    ('a table that begins with its foot', rb'/S /THead\b', b'/S /TFoot', 'kinds and their places', 1),
    ('a CIDSet', rb'/FontFile([23]) (\d+ 0 R)', rb'/CIDSet \2 /FontFile\1 \2', 'kinds and their places'),
]


def read(path):
    with open(path, 'rb') as f:
        return f.read()


def unpack(path):
    r = judges.run('qpdf', '--qdf', '--object-streams=disable', '--newline-before-endstream', path, '-')
    return r.stdout


def inject(plain, pattern, replacement, times=0):
    """The broken file with its table of places made right again, or None if there is nothing to break."""
    broken, count = re.subn(pattern, replacement, plain, count=times)
    if not count:
        return None
    return subprocess.run(['fix-qdf'], input=broken, capture_output=True, timeout=60).stdout


def rich_enough(files):
    """The smallest product in which every fault finds a place; the largest if there is none."""
    by_size = sorted((f for f in files if 'sheets' not in f), key=os.path.getsize)
    for path in by_size:
        plain = unpack(path)
        if all(re.search(pattern, plain) for _, pattern, *_ in FAULTS + OWN):
            return path
    return by_size[-1]


def break_elsewhere(files, folder):
    """[(name, noticed, what was said)] of the faults that any product may have a place for: the smallest one with contents."""
    by_size = sorted((f for f in files if 'sheets' not in f), key=os.path.getsize)
    results = []
    plain = next((p for p in map(unpack, by_size) if all(re.search(f[1], p) for f in ELSEWHERE)), unpack(by_size[-1]))
    for name, pattern, replacement, wanted, *times in ELSEWHERE:
        data = inject(plain, pattern, replacement, *times)
        path = os.path.join(folder, 'elsewhere.pdf')
        with open(path, 'wb') as f:
            f.write(data or inject(plain, rb'\A', b''))
        said = dict(beyond.CHECKS)[wanted](pdfread.Pdf(path))
        results.append((f'{name}: {wanted}', bool(said), 'nothing was said' if data else 'no product has a place to break'))
    return results


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    for name in ('brief', 'root', 'into'):
        parser.add_argument('--' + name)
    parser.add_argument('file', nargs='?')
    options = parser.parse_args()
    if options.brief:
        options.brief = os.path.abspath(options.brief)
    command = judges.skip_unless_tools()
    files = [options.file] if options.file else judge.build(options)
    source = rich_enough(files)
    plain = unpack(source)
    results = []
    with tempfile.TemporaryDirectory() as folder:
        paths = {}
        broken = [('sound', inject(plain, rb'\A', b''))]
        broken += [(name, inject(plain, pattern, replacement, *times)) for name, pattern, replacement, _, _, *times in FAULTS]
        broken += [(name, make(source)) for name, make, _, _ in RAW] + [(name, inject(plain, *how)) for name, *how, _ in OWN]
        for number, (name, data) in enumerate(broken):
            if data:
                paths[name] = os.path.join(folder, f'{number}.pdf')
                with open(paths[name], 'wb') as f:
                    f.write(data)
        verdicts = judges.verapdf(command, [paths[name] for name, *_ in [('sound',)] + FAULTS + RAW if name in paths])
        for flavour in ('ua1', '3a'):
            verdict, rules = verdicts[paths['sound'], flavour]
            results.append((f'unpacked and not broken: {flavour} passes', verdict == 'PASS', f'{verdict} {" ".join(rules)}'))
        sound = pdfread.Pdf(paths['sound'])
        results += [(f'not broken: {name}', not check(sound), '; '.join(check(sound)[:3])) for name, check in beyond.CHECKS]
        results += break_elsewhere(files, folder)
        for name, _, _, wanted in OWN:
            said = dict(beyond.CHECKS)[wanted](pdfread.Pdf(paths[name])) if name in paths else []
            results.append((f'{name}: {wanted}', bool(said), 'nothing was said' if name in paths else 'the product has nothing to break here'))
        for name, flavour, rule in [(f[0], f[3], f[4]) for f in FAULTS] + [(r[0], r[2], r[3]) for r in RAW]:
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
