#!/usr/bin/env python3
"""test-companions.py BRIEF SOURCE: drawings beside the chart, on whole cases: every claim is on them, no words touch. TAP.

Reads `brief render --dump pages` of layouts made here.
"""
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
    print(f'1..{len(results)}')
    for i, (name, complaints) in enumerate(results, 1):
        for c in complaints[:12]:
            print('#', c)
        print(f'{"not ok" if complaints else "ok"} {i} - {name}')
    return 1 if any(c for _, c in results) else 0


sys.exit(main())
