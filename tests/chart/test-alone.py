#!/usr/bin/env python3
"""A chart alone says on its face what it is: title, as of when, whom it rests on, its marking; as picture, drawing, page and data. In a
document, a chart too large for its page has a larger one.

    test-alone.py BRIEF ROOT      TAP; ROOT: where data/isis-k is. Skips what xmllint or pdftotext would look at when they are not there.
"""
import json
import pathlib
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml

brief, root = str(pathlib.Path(sys.argv[1]).resolve()), sys.argv[2]
SVG = '{http://www.w3.org/2000/svg}'
number, good = 0, True


def tap(ok, name, told=''):
    global number, good
    number += 1
    good &= bool(ok)
    print(f"{'ok' if ok else 'not ok'} {number} {name}")
    if told and not ok:
        print('\n'.join('# ' + line for line in str(told).splitlines()[:20]))
    return ok


def chart(*words):
    return subprocess.run([brief, 'chart', 'isis-k', *words], capture_output=True, cwd=root)


def letters(text):
    """Words as letters alone: an extractor may put spaces and line ends where it likes."""
    return re.sub(r'[\s\u00a0\u202f]+', '', text)


def words_of(drawing):
    """All that the drawing of @drawing (JSON) says, as pieces that stand on a line."""
    for node in drawing['nodes']:
        yield from node['lines']
    for edge in drawing['edges']:
        if 'label' in edge:
            yield from edge['label']['lines']


def one(audience, folder, scheme_words):
    made = {}
    for form in ('json', 'svg', 'pdf', 'png'):
        path = folder / f'{audience}.{form}'
        done = chart('-a', audience, '-o', str(path))
        if not tap(done.returncode == 0 and path.exists(), f'{audience}: {form} is made', done.stderr.decode()):
            return
        made[form] = path
    drawing = json.loads(made['json'].read_text())
    around = [drawing['graph'], drawing['detail'], drawing['as_of'], drawing['source'], drawing['marking']]
    tap(drawing['marking'] == scheme_words and drawing['as_of'] in drawing['detail'], f'{audience}: its marking and its day', around)
    tree = xml.parse(made['svg']).getroot()
    said = letters(' '.join(''.join(t.itertext()) for t in tree.iter(SVG + 'text')))
    tap(all(letters(w) in said for w in around), f'{audience}: the drawing says what stands around it', around)
    tap(said.count(letters(drawing['marking'])) == 2, f'{audience}: the marking stands at head and foot')
    tap(all(letters(w) in said for w in words_of(drawing)), f'{audience}: all words of the chart are text in the SVG')
    groups = {g.find(SVG + 'title').text: g for g in tree.iter(SVG + 'g') if g.find(SVG + 'title') is not None and g.find(SVG + 'path') is not None}
    drawn = [e for e in drawing['edges'] if e['drawn'] == 'line']
    tap(all(any(e['says'] in said for said in groups) for e in drawn) and
        all(g.find(SVG + 'path').get('pointer-events') == 'stroke' for g in groups.values()), f'{audience}: every line has its sentence all along it')
    sizes = [float(t.get('font-size')) for t in tree.iter() if t.get('font-size')]
    tap(sizes and min(sizes) >= 6.5, f'{audience}: no type under 6.5 pt', sizes and min(sizes))
    tap(tree.find(SVG + 'title').text == drawing['graph'] and tree.find(SVG + 'desc').text, f'{audience}: title and description')
    if shutil.which('pdftotext'):
        text = letters(subprocess.run(['pdftotext', str(made['pdf']), '-'], capture_output=True).stdout.decode())
        missing = [w for w in [*around, *words_of(drawing)] if letters(w) not in text]
        tap(not missing, f'{audience}: all words of the chart are found in the PDF', missing)
    for edge in drawing['edges']:
        if not (edge['class'] and edge['status'] and edge['says']):
            tap(False, f'{audience}: {edge["id"]} says its class, its status and its sentence', edge)
    tap(sum(1 for n in drawing['nodes'] if n.get('subject')) == 1, f'{audience}: one actor is whom it is about')


def pixels(path):
    return struct.unpack('>II', path.read_bytes()[16:24])


def reading(folder):
    """Who leads whom, allied, hostile and disputed are told apart without colour, and the legend has what occurs and no more."""
    drawing = json.loads(chart('-a', 'desk', '--format', 'json', '-o', '-').stdout)
    svg = chart('-a', 'desk', '--format', 'svg', '-o', '-').stdout.decode()
    text = letters(re.sub('<[^>]*>', ' ', svg))
    drawn = {(e['class'], e['status']) for e in drawing['edges'] if e['drawn'] == 'line'}
    for kind, word in (('hostile', 'hostile'), ('allied', 'allied'), ('attack', 'attack')):
        tap((kind in {c for c, _ in drawn}) == (word in text), f'“{word}” is in the legend if it occurs')
    tap('contested(?)' in text, 'the legend says what contested means')
    leaders = [n for n in drawing['nodes'] if n['kind'] == 'person' and 'parent' in n]
    tap(len(leaders) >= 3, 'leaders stand inside their organisation', leaders)
    less = chart('-a', 'desk', '--kinds', 'allied', '--format', 'svg', '-o', '-').stdout.decode()
    words = letters(re.sub('<(title|desc)>.*?</(title|desc)>|<[^>]*>', ' ', less, flags=re.S))
    tap('hostile' not in words.replace('allied', '') and 'attack' not in re.sub(r'Leftout.*', '', words).replace('attacks', ''),
        'what does not occur is not in the legend')
    tap('Leftouthere:' in words, 'a reduced chart states what was left out')
    # contested ties have a pattern and a question mark
    contested = [e for e in drawing['edges'] if e['status'] == 'contested']
    said = [e['label']['text'] if 'label' in e else e.get('said', '') for e in contested]
    tap(contested and all('?' in s or any('?' in line for line in e.get('label', {}).get('lines', [])) for s, e in zip(said, contested)),
        'what is contested has its question mark', said)
    tap('stroke-dasharray="7 2 1.2 2"' in svg or 'stroke-dasharray="7,2,1.2,2"' in svg, 'and a pattern of its own')


def refusals(folder):
    for words, want in ((['-o', 'x.gif'], 'x.gif'), (['-o', 'x.svg', '--format', 'png'], 'which of the two'),
                        (['-o', 'x.svg', '--depth', '12'], 'from 1 to 9'), (['-o', 'x.png', '--dpi', '5'], 'from 36 to 1200'),
                        (['-o', 'x.svg', '--dpi', '100'], '--format png')):
        done = chart('-a', 'desk', *words)
        tap(done.returncode == 2 and want in done.stderr.decode() and not pathlib.Path(root, words[1]).exists(),
            f"{' '.join(words)} is refused", done.stderr.decode())
    for name, dpi in (('low.png', 72), ('high.png', 144)):
        chart('-a', 'press', '--effort', 'draft', '--width', '100mm', '-o', str(folder / name), '--dpi', str(dpi))
    low, high = pixels(folder / 'low.png'), pixels(folder / 'high.png')
    tap(abs(high[0] - 2 * low[0]) <= 1 and abs(high[1] - 2 * low[1]) <= 1, '--dpi is the resolution of the picture', (low, high))


MANY = 62
LAYOUT = """extends: shared/house
body:
  - title: {}
  - text: {text: What comes before the chart.}
  - heading: {text: Who is tied to whom}
  - chart: {effort: draft, fold: leaders%s}
  - text: {text: What comes after the chart.}
"""
TABLE = """extends: shared/house
page: {size: A5}
body:
  - title: {}
  - table: {caption: Long words, wide: %s, rows: [[%s]]}
"""


def page_sizes(path):
    """Of each page: (width, height) in mm."""
    out = subprocess.run(['pdfinfo', '-l', '99', str(path)], capture_output=True).stdout.decode()
    return [(round(float(w) * 25.4 / 72), round(float(h) * 25.4 / 72)) for w, h in re.findall(r'size: +([\d.]+) x ([\d.]+)', out)]


def documents(folder):
    """62 boxes in a loose net: too much for A4, not for A3. A table of long words: too wide for A5, not when that is turned."""
    case = folder / 'new'
    subprocess.run([brief, 'new', str(case)], capture_output=True, check=True)
    ids = ['northern-light'] + [f'actor-{i}' for i in range(1, MANY)]
    ends = [(i, i // 3) for i in range(1, MANY)] + [(i, i + 4) for i in range(10, 50, 5)]
    facts = ['entities:'] + [f'  {i}: {{kind: organisation, name: Actor {i[6:]}}}' for i in ids[1:]]
    facts += ['relations:'] + [f'  N{n}: {{from: {ids[a]}, is: trades with, to: {ids[b]}, status: asserted, claims: [F7]}}' for n, (a, b) in enumerate(ends)]
    (case / 'data/ferry/more.yaml').write_text('\n'.join(facts) + '\n')

    def render(name, text):
        (case / f'data/ferry/layouts/{name}.yaml').write_text(text)
        done = subprocess.run([brief, 'render', 'ferry', '-l', name, '-a', 'desk', '-o', str(folder / f'{name}.pdf')], capture_output=True, cwd=case)
        return done.returncode, done.stderr.decode(), page_sizes(folder / f'{name}.pdf')

    status, err, sizes = render('large', LAYOUT % '')
    tap(status == 0 and '[larger-page]' in err and sizes == [(210, 297), (420, 297), (210, 297)], 'a chart too large for A4 folds out', (err, sizes))
    text = subprocess.run(['pdftotext', '-f', '2', '-l', '2', str(folder / 'large.pdf'), '-'], capture_output=True).stdout.decode()
    tap('Who is tied to whom' in text and letters('Actor 61') in letters(text), 'its heading goes with it, and all actors are there', text)
    status, err, sizes = render('none', LAYOUT % ', larger: none')
    tap(status == 0 and '[chart-split]' in err and set(sizes) == {(210, 297)}, 'where no other page is wanted it is a set of charts', (err, sizes))
    few = [(i, j) for i in range(1, 28) for j in (i // 2, (i * 7) % 28) if j < i]
    less = ['entities:'] + [f'  {i}: {{kind: organisation, name: Actor {i[6:]}}}' for i in ids[1:28]]
    less += ['relations:'] + [f'  N{n}: {{from: {ids[a]}, is: trades with, label: trades with and now and then feeds, to: {ids[b]}, status: asserted, claims: [F7]}}'
                              for n, (a, b) in enumerate(few)]
    (case / 'data/ferry/more.yaml').write_text('\n'.join(less) + '\n')
    status, err, sizes = render('crowded', (LAYOUT % ', larger: none').replace('body:', 'page: {size: A6}\nbody:'))
    text = subprocess.run(['pdftotext', str(folder / 'crowded.pdf'), '-'], capture_output=True).stdout.decode()
    tap(status == 0 and 'places where things touch on the largest page' in err and '[chart-split]' in err and 'Actors and their charts' in text,
        'what stays crowded on the largest page becomes a set of charts', err)
    status, err, sizes = render('fixed', (LAYOUT % ', height: 80mm').replace('body:', 'page: {size: A5}\nbody:'))
    tap(status == 0 and '[chart-split]' not in err and '[chart-crowded]' in err, 'but not where its height is given', err)
    (case / 'data/ferry/more.yaml').write_text('\n'.join(facts) + '\n')
    (case / 'data/ferry/layouts/merged.yaml').write_text(LAYOUT % ', parallel: merge')
    for words, want in (((), 'merge'), (('--parallel', 'separate'), 'separate')):
        done = subprocess.run([brief, 'chart', 'ferry', '-l', 'merged', '-a', 'desk', '--format', 'json', '-o', '-', *words], capture_output=True, cwd=case)
        tap(done.returncode == 0 and json.loads(done.stdout)['parallel'] == want, f'parallel: merge {" ".join(words)}: {want}', done.stderr.decode())
    wide = ['entities:'] + [f'  x{i}: {{kind: organisation, name: X {i}}}' for i in range(300)]
    wide += ['relations:'] + [f'  W{i}: {{from: x{i}, is: trades with, to: x{i + 150}, status: asserted, claims: [F7]}}' for i in range(150)]
    (case / 'data/ferry/more.yaml').write_text('\n'.join(wide) + '\n')
    status, err, _ = render('matrix', 'extends: shared/house\nbody:\n  - title: {}\n  - matrix: {as: table}\n')
    tap(status == 1 and '[matrix-too-large]' in err and 'limit: 30' in err, 'a matrix of 150 rows and columns is no table', err)
    (case / 'data/ferry/more.yaml').write_text('\n'.join(facts) + '\n')
    row = ', '.join(['abcdefghijklmnopqrst'] * 5)
    status, err, sizes = render('turned', TABLE % ('turn', row))
    tap(status == 0 and '[larger-page]' in err and (210, 148) in sizes, 'a table that is too wide is turned', (err, sizes))
    status, err, sizes = render('parts', TABLE % ('split', row))
    tap(status == 0 and '[table-split]' in err and set(sizes) == {(148, 210)}, 'or is split, if that is what its layout says', (err, sizes))


def clickable(folder):
    """In a document a line is one link with several areas, which lie within the sheet."""
    path = folder / 'document.pdf'
    subprocess.run([brief, 'render', 'isis-k', '-l', 'analyst', '-a', 'desk', '-o', str(path)], capture_output=True, cwd=root)
    found = json.loads(subprocess.run(['qpdf', '--json', str(path)], capture_output=True).stdout)
    objects = found['qpdf'][1] if 'qpdf' in found else found['objects']
    objects = [o.get('value', o) if isinstance(o, dict) else o for o in objects.values()]
    links = [o for o in objects if isinstance(o, dict) and o.get('/S') == '/Link']
    areas = [len([k for k in o['/K'] if isinstance(k, dict) and k.get('/Type') == '/OBJR']) if isinstance(o['/K'], list) else 1 for o in links]
    tap(sum(n > 1 for n in areas) >= 20, 'lines of the chart are links with areas all along', sorted(areas)[-40:])
    annotations = [o for o in objects if isinstance(o, dict) and o.get('/Subtype') == '/Link']
    tap(annotations and all(o.get('/Contents') for o in annotations) and sum(areas) == len(annotations), 'each area says what it is',
        (sum(areas), len(annotations)))


with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    for audience, marking in (('desk', 'TLP:AMBER'), ('press', 'TLP:CLEAR')):
        one(audience, folder, marking)
        if shutil.which('xmllint'):
            done = subprocess.run(['xmllint', '--noout', str(folder / f'{audience}.svg')], capture_output=True)
            tap(done.returncode == 0, f'{audience}: the SVG is sound', done.stderr.decode())
    reading(folder)
    refusals(folder)
    if shutil.which('qpdf'):
        clickable(folder)
    if shutil.which('pdfinfo') and shutil.which('pdftotext'):
        documents(folder)
print(f'1..{number}')
sys.exit(0 if good else 1)
