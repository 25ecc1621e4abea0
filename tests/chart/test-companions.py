#!/usr/bin/env python3
"""test-companions.py BRIEF SOURCE: drawings beside the chart, on whole cases: every claim is on them, no words touch. TAP.

Reads `brief render --dump pages` of layouts made here, and the geometry of `brief chart --figure … --format json`.
"""
import json
import os
import re
import subprocess
import sys
import tempfile

BRIEF, SOURCE = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
TEXT = re.compile(r'^\s*text (-?[\d.]+) (-?[\d.]+) (\S+) ([\d.]+) wide ([\d.]+).*? "((?:[^"\\]|\\.)*)"$')
WIDE, NARROW, A6 = 'A4', 'A5', 'A6'


def dump(layout, size, what, audience):
    margin = {'A4': 20, 'A5': 14, 'A6': 8}[size]
    with tempfile.NamedTemporaryFile('w', suffix='.yaml', encoding='utf-8') as f:
        f.write('extends: shared/house\npage: {size: %s, margins: {inner: %dmm, outer: %dmm}}\nbody: [%s]\n' % (size, margin, margin, layout))
        f.flush()
        r = subprocess.run([BRIEF, 'render', 'isis-k', '-l', f.name, '-a', audience, '--dump', what], cwd=SOURCE, capture_output=True,
                           text=True, timeout=120)
    if '[too-tall]' in r.stderr and size != WIDE:
        return None, margin  # it was said: that is all that is asked of a page too small
    assert r.returncode == 0, r.stderr
    return r.stdout, margin * 72 / 25.4


def runs(text):
    """[[(x, baseline, size, width, words)]] of the Figures, by page."""
    pages, inside = [], None
    for line in text.splitlines():
        if line.startswith('page '):
            pages.append([])
        indent = len(line) - len(line.lstrip())
        if re.match(r'\s*Figure \d', line) and pages:
            inside = indent
        elif inside is not None and indent <= inside:
            inside = None
        m = TEXT.match(line)
        if m and inside is not None:
            pages[-1].append((float(m[1]), float(m[2]), float(m[4]), float(m[5]), m[6]))
    return pages


def touching(page):
    """Pairs of words whose boxes (capitals' height) overlap."""
    found = []
    for i, (x, y, size, width, words) in enumerate(page):
        for x2, y2, size2, width2, words2 in page[i + 1:]:
            if x < x2 + width2 - .1 and x2 < x + width - .1 and y - .7 * size < y2 and y2 - .7 * size2 < y:
                found.append(f'“{words}” and “{words2}” at {x} {y}')
    return found


def numbers(page_runs):
    return set(re.findall(r'\d+', ' '.join(words for page in page_runs for *_, words in page)))


def check(name, block, size, audience):
    text, margin = dump(block, size, 'pages', audience)
    if text is None:
        return []
    width = {'A4': 595.28, 'A5': 419.53, 'A6': 297.64}[size]
    pages = runs(text)
    complaints = [c for page in pages for c in touching(page)]
    complaints += [f'“{w}” stands outside' for page in pages for x, y, s, wide, w in page if x < margin - .6 or x + wide > width - margin + .6]
    complaints += [f'“{w}” is set in {s} pt' for page in pages for x, y, s, wide, w in page if s < 6.5]
    # all that the alternative text says of claims is on the drawing
    alts = re.findall(r'Figure \d+.* alt "((?:[^"\\]|\\.)*)"', text)
    said = {n.lstrip('F0') for a in alts for group in re.findall(r'claims? ([F\d, ]+)', a) for n in re.findall(r'F?\d+', group)}
    shown = {n.lstrip('0') for n in numbers(pages)}
    complaints += [f'claim {n} is not on the drawing' for n in sorted(said - shown)]
    if not alts or not said:
        complaints.append('no alternative text with claims')
    return complaints


FIGURES = ('tree', 'matrix', 'lineage', 'ranges', 'timeline', 'bars', 'multiples')
FERRIES = os.path.join(SOURCE, 'tests', 'golden', 'ferries')


def chart(figure, *arguments, folder=SOURCE, case='isis-k', layout='analyst', good=True):
    r = subprocess.run([BRIEF, 'chart', case, '-l', layout, '--figure', figure, '--format', 'json', '-o', '-', '-q', *arguments], cwd=folder,
                       capture_output=True, text=True, timeout=120)
    assert (r.returncode == 0) == good, r.stderr
    return json.loads(r.stdout) if good else r.stderr


def ferries(figure, audience, *arguments):
    return chart(figure, '-a', audience, *arguments, folder=FERRIES, case='data/ferries', layout='figures')


def check_geometry(drawing):
    """What every figure owes: words that can be read, inside and apart; a sentence with its claims for each thing, and all in the alternative text."""
    width, height = drawing['width'], drawing['height']
    complaints = touching([(t['x'], t['y'], t['font'], t['w'], t['text']) for t in drawing['texts']])
    complaints += [f'“{t["text"]}” is set in {t["font"]} pt' for t in drawing['texts'] if t['font'] < 6.5]
    for part in drawing['texts'] + drawing['shapes'] + drawing['data']:
        if part['x'] < -.6 or part['x'] + part['w'] > width + .6 or part['y'] < -.6 or part['y'] > height + .6:
            complaints.append(f'{part} stands outside')
    if not drawing['data']:
        complaints.append('nothing is told')
    for datum in drawing['data']:
        if not datum.get('says'):
            complaints.append(f'{datum["id"]} says nothing')
        elif datum.get('claims') and datum['says'] not in drawing['alt']:
            complaints.append(f'“{datum["says"]}” is not in the alternative text')
    return complaints


def check_alone(figure, audience):
    complaints = check_geometry(chart(figure, '-a', audience))
    return complaints + check_geometry(chart(figure, '-a', audience, '--lang', 'ar', '--width', '120mm'))


def fill_of(drawing, datum):
    """The marks in the band of a row of a timeline."""
    return [s for s in drawing['shapes'] if datum['y'] <= s['y'] and s['y'] + s['h'] <= datum['y'] + datum['h'] + 1]


def check_scale():
    """A part of an axis is to scale: a span of 22 months is 22 / 12 as long as a year; what goes on is an arrow; right to left is reflected."""
    left, right = ferries('timeline', 'desk'), ferries('timeline', 'desk', '--lang', 'ar')
    rows = {d['id']: d for d in left['data']}
    bar = [s for s in fill_of(left, rows['F31']) if s['paint'] == 'fill'][0]['w']
    year = sorted(s['w'] for s in fill_of(left, rows['F32']) if s['paint'] == 'stroke')[-4]  # longer are the lines that guide the eye, one a part
    complaints = []
    if abs(bar / year - 669 / 366) > .12:  # days; brackets are a stroke's width shorter
        complaints.append(f'22 months are {bar} pt long, a year {year} pt')
    if not any(3 < s['h'] < 9 and s['w'] == 5 for s in fill_of(left, rows['F34']) if s['paint'] == 'fill'):
        complaints.append('what goes on has no arrow')
    if not any('strike (?)' in t['text'] for t in left['texts']):
        complaints.append('what is disputed is not marked')
    # the words are others, so the columns are, too; but dates come first from the right
    first = [t for t in right['texts'] if t['text'].startswith('2016')][0]
    if first['x'] < right['width'] / 2:
        complaints.append('in Arabic the dates stand at the left')
    return complaints


def check_series():
    """Estimates over time: a panel a voice, marks as high as their numbers on one scale, later to the right."""
    drawing = ferries('ranges', 'desk')
    if check_geometry(drawing):
        return check_geometry(drawing)
    at = {d['id']: d for d in drawing['data']}
    complaints = [] if at['F11']['x'] < at['F12']['x'] < at['F13']['x'] else ['the survey’s estimates are not in the order of time']
    if not at['F11']['y'] < at['F14']['y'] < at['F16']['y']:
        complaints.append('voices share a panel')
    bars = [s['h'] for s in drawing['shapes'] if s['paint'] == 'fill' and s['w'] >= 4.9 and s['h'] not in (6,)]
    if not any(abs(a / b - 2) < .05 for a in bars for b in bars):  # 18–24 beside 12–15
        complaints.append(f'no two ranges are as 6 to 3: {bars}')
    if any(t['text'] in ('33', 'An insurer') for t in ferries('ranges', 'town')['texts']):
        complaints.append('what is withheld is drawn')
    return complaints


def check_multiples():
    """Small multiples share a scale: lengths are as the numbers, across panels."""
    drawing = ferries('multiples', 'desk')
    if check_geometry(drawing):
        return check_geometry(drawing)
    lengths = {d['id']: max(s['w'] for s in drawing['shapes'] if s['paint'] == 'fill' and d['y'] <= s['y'] < d['y'] + d['h'] and
                            d['x'] <= s['x'] < d['x'] + d['w']) for d in drawing['data']}
    wanted = {'F21': 310, 'F22': 120, 'F23': 280, 'F24': 205, 'F25': 402}
    return [f'{i}: {lengths[i]} for {n}' for i, n in wanted.items() if abs(lengths[i] / lengths['F25'] - n / 402) > .01]


def check_notes():
    """What is left out is said, and everything told leads to its note."""
    complaints = []
    for figure in ('tree', 'matrix', 'lineage'):
        drawing = chart(figure, '-a', 'desk', '--limit', '4')
        if 'Left out here' not in drawing.get('note', '') or not any('Left out here' in t['text'] for t in drawing['texts']):
            complaints.append(f'{figure}: what is left out is not said')
    text, _ = dump('{notes: {}}, ' + ', '.join('{%s}' % b for b in (
        'leadership-tree: {}', 'matrix: {}', 'lineage: {}', 'timeline: {where: {kind: [event, allegiance]}}', 'estimate: {where: {kind: strength}}',
        'comparison: {where: {compared: true}}')), 'A4', 'pages', 'desk')
    for says in ('Shahab Muhajir leads ISIS-K', 'A suicide bombing struck', 'One UN member state (A), July 2021: 500', 'January to April 2021: 77',
                 'Abu Bakr al-Baghdadi: ISIS-K'):
        if not re.search(r'link .* to "#note-F\d+" says "[^"]*' + re.escape(says), text):
            complaints.append(f'nothing that says “{says}” leads to a note')
    return complaints


def check_table():
    """The matrix as a table says each tie of the drawing, with its claims."""
    text, _ = dump('{matrix: {as: table}}', 'A4', 'blocks', 'desk')
    heads = next(line for line in text.splitlines() if line.strip().startswith('head |')).split(' | ')
    rows = {r.split(' | ')[1]: r.split(' | ') for r in text.splitlines() if r.strip().startswith('row |')}
    complaints = []
    for tie in chart('matrix', '-a', 'desk')['data']:
        m = re.match(r'(Shahab Muhajir|ISIS-K|Haqqani Network|Taliban|US Government) (?:leads|fights|rejects the rule of|allied with|designated as terrorist) (.*?) \(', tie['says'])
        if m and not all(n.lstrip('F0') in rows[m[1]][heads.index(m[2])] for n in tie['claims'].split(', ')):
            complaints.append(f'the table does not say: {tie["says"]}')
    return complaints if len(rows) > 10 else ['there are few rows']


def check_refusals():
    refused = [(['--figure', 'timeline', '--frame', '100x100'], 'as high as it needs'), (['--figure', 'pie'], 'pie')]
    complaints = []
    for arguments, words in refused:
        r = subprocess.run([BRIEF, 'chart', 'isis-k', '-a', 'desk', '-o', '-', *arguments], cwd=SOURCE, capture_output=True, text=True, timeout=60)
        if r.returncode != 2 or words not in r.stderr:
            complaints.append(f'{arguments}: {r.returncode} {r.stderr[:200]}')
    if '[figure-empty]' not in chart('bars', '-a', 'desk', folder=FERRIES, case='data/ferries', layout='figures', good=False):
        complaints.append('bars of nothing are not refused')
    return complaints


def main():
    blocks = {'leadership-tree': '{leadership-tree: {}}', 'matrix': '{matrix: {}}', 'matrix of one': '{matrix: {depth: 1}}'}
    results = []
    for name, block in blocks.items():
        for size in (WIDE, NARROW, A6):
            for audience in ('desk', 'press'):
                try:
                    results.append((f'{name}, {size}, {audience}', check(name, block, size, audience)))
                except AssertionError as e:
                    results.append((f'{name}, {size}, {audience}', [str(e)[:400]]))
    checks = [(f'{f} alone, {a}', lambda f=f, a=a: check_alone(f, a)) for f in FIGURES for a in ('desk', 'press')]
    checks += [('time to scale', check_scale), ('estimates over time', check_series), ('small multiples', check_multiples),
               ('what is left out; notes', check_notes), ('matrix as a table', check_table), ('refusals', check_refusals)]
    for name, judge in checks:
        try:
            results.append((name, judge()))
        except (AssertionError, LookupError, ValueError) as e:
            results.append((name, [f'{type(e).__name__}: {e}'[:400]]))
    print(f'1..{len(results)}')
    for i, (name, complaints) in enumerate(results, 1):
        for c in complaints[:12]:
            print('#', c)
        print(f'{"not ok" if complaints else "ok"} {i} - {name}')
    return 1 if any(c for _, c in results) else 0


sys.exit(main())
