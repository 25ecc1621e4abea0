#!/usr/bin/env python3
"""reading.py BRIEF SOURCE [--update]: what a screen reader meets in every product that SOURCE/data/briefings.yaml names, against
tests/golden/reading/PRODUCT.txt, and laws that hold for any of them. --update writes them anew; read the difference aloud
before you commit it. Prints TAP.
"""
import difflib, json, os, re, subprocess, sys, tempfile

EXPECTED = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'reading')
update = '--update' in sys.argv
brief, source = (os.path.abspath(a) for a in sys.argv[1:] if a != '--update')
count, failed = 0, False


def tap(good, name, why=()):
    global count, failed
    count += 1
    failed |= not good
    print(('ok' if good else 'not ok') + f' {count} - {name}')
    if not good:
        print('\n'.join('# ' + line for line in list(why)[:40]))


def inspect(path, *parts):
    return subprocess.run([brief, 'inspect', path, *parts], capture_output=True, text=True, check=True).stdout


def complaints(reading, furniture):
    """What would be tiresome or wrong to hear."""
    lines = reading.splitlines()
    for line in lines:
        if line.strip() in furniture:
            yield f'furniture is read: {line}'
        if re.search(r'‹[\w-]+: *›', line):
            yield f'words of a language without a word: {line[:200]}'
        if '\u00ad' in line:
            yield f'a hyphen of the line breaker is read: {line[:200]}'
        if re.search(r'(?<![\w–])[\d.,]+–\d', re.sub(r'\[link: [^\]]*\]', '', line)):
            yield f'a range in signs: {line[:200]}'
        doubled = re.search(r'\b(\w[\w ]{6,}\w) \(\1\)', line)
        if doubled:
            yield f'said twice: {doubled.group()}'
        if re.search(r'(\w[^\[\]]{4,}\w)\1', line):
            yield f'said twice at once: {line[:200]}'
        if re.search(r'[^\W\d]{3,}–[^\W\d]{3,} \d{4}', line):
            yield f'a span of months in signs: {line[:200]}'
    tables = sum(bool(re.match(r' *table, ', line)) for line in lines)
    headers = sum(bool(re.match(r' *row 1, headers\.', line)) for line in lines)
    if headers > tables or any(re.match(r' *row ([2-9]|\d\d+), headers', line) for line in lines):
        yield 'headers of a table are read again'
    level = 0
    for found in re.findall(r'^heading level (\d)', reading, re.M):
        if int(found) > level + 1:
            yield f'a heading of level {found} after one of level {level}'
        level = int(found)
    for line in lines:
        if line.startswith('figure:') and len(line) < 40:
            yield f'a figure that says nothing: {line}'


with tempfile.TemporaryDirectory() as folder:
    subprocess.run([brief, 'build', '-q', '-o', folder], cwd=source, check=True, stderr=subprocess.DEVNULL)
    products = sorted(n[:-4] for n in os.listdir(folder) if n.endswith('.pdf'))
    if update:
        os.makedirs(EXPECTED, exist_ok=True)
        for name in os.listdir(EXPECTED):
            os.unlink(os.path.join(EXPECTED, name))
    for product in products:
        path = os.path.join(folder, product + '.pdf')
        got, kept = inspect(path, '--reading'), os.path.join(EXPECTED, product + '.txt')
        if update:
            with open(kept, 'w', encoding='utf-8') as f:
                f.write(got)
        want = open(kept, encoding='utf-8').read() if os.path.exists(kept) else ''
        tap(got == want, f'{product}: is read as before', difflib.unified_diff(want.splitlines(), got.splitlines(), 'expected', 'now', lineterm='', n=0))
        furniture = set(re.findall(r'"((?:[^"\\]|\\.)+)"', json.dumps(json.loads(inspect(path, '--markings', '--format', 'json')), ensure_ascii=False)))
        wrong = list(complaints(got, {f for f in furniture if ' ' in f or ':' in f}))
        tap(not wrong, f'{product}: nothing tiresome', wrong)
    tap(products == sorted(n[:-4] for n in os.listdir(EXPECTED)), 'each product has its reading, each reading its product')
print(f'1..{count}')
sys.exit(1 if failed else 0)
