#!/usr/bin/env python3
"""A chart alone says on its face what it is: title, as of when, whom it rests on, its marking; as picture, drawing, page and data.

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


with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    for audience, marking in (('desk', 'TLP:AMBER'), ('press', 'TLP:CLEAR')):
        one(audience, folder, marking)
        if shutil.which('xmllint'):
            done = subprocess.run(['xmllint', '--noout', str(folder / f'{audience}.svg')], capture_output=True)
            tap(done.returncode == 0, f'{audience}: the SVG is sound', done.stderr.decode())
    reading(folder)
    refusals(folder)
print(f'1..{number}')
sys.exit(0 if good else 1)
