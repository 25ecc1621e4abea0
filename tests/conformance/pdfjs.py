#!/usr/bin/env python3
"""pdfjs.py BRIEF SOURCE: every product as pdf.js reads it, beside what `brief inspect` says. Prints TAP.

Both must see the same pieces of text in the same order below the same roles; no piece may be outside the tree; each link says where
it leads and leads somewhere; each figure has words; pdf.js warns of nothing. Skipped when it cannot be had.
"""
import json, os, re, subprocess, sys, tempfile, unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))
brief, source = (os.path.abspath(a) for a in sys.argv[1:3])
count, failed = 0, False


def tap(good, name, why=''):
    global count, failed
    count += 1
    failed |= not good
    print(('ok' if good else 'not ok') + f' {count} - {name}')
    if not good:
        print('\n'.join('# ' + line for line in str(why).splitlines()[:20]))


def letters(text):
    """What two readers must agree on: letters and digits, without spaces and presentation forms."""
    return ''.join(c for c in unicodedata.normalize('NFKC', text) if c.isalnum())


def is_rtl(text):
    return any(unicodedata.bidirectional(c) in ('R', 'AL', 'AN') for c in text)


def pieces(node, roles, page, out):
    """The marked content of @page below @node, as pdfjs-read.js tells it."""
    for kid in node.get('kids', []):
        if 'mcid' in kid and kid.get('page', node.get('page')) == page:
            out.append((roles, kid['mcid'], kid.get('text', '')))
        elif 'type' in kid:
            pieces(kid, roles + [kid['type']], page, out)
    return out


def compare(ours, theirs):
    if [(r, i) for r, i, _ in ours] != [(p['roles'], p['id']) for p in theirs]:
        return f'another tree: {[(r, i) for r, i, _ in ours][:6]} … {[(p["roles"], p["id"]) for p in theirs][:6]} …'
    for (roles, i, text), piece in zip(ours, theirs):
        a, b = letters(text), letters(piece['text'])
        if a != b and not (is_rtl(a + b) and sorted(a) == sorted(b)):
            return f'{"/".join(roles)} {i}: “{text[:80]}” is “{piece["text"][:80]}”'
    return ''


def judge(name, ours, seen):
    tap(seen['marked'] and not seen['warnings'], f'{name}: pdf.js warns of nothing', seen['warnings'])
    wrong = []
    for number, page in enumerate(seen['pages'], 1):
        mine = [p for root in ours['structure'] for p in pieces({'kids': [root]}, [], number, [])]
        said = compare(mine, page['pieces'])
        if said:
            wrong.append(f'page {number}: {said}')
        if page['unreached']:
            wrong.append(f'page {number}: {page["unreached"]} pieces of marked text outside the tree')
    tap(not wrong and sum(len(p['pieces']) for p in seen['pages']) > 10, f'{name}: the same tree and texts, page by page', '\n'.join(wrong))
    links = [link for page in seen['pages'] for link in page['links']]
    tap(links and all(link['said'] and link['to'] for link in links), f'{name}: {len(links)} links say where they lead and lead there',
        [link for link in links if not link['said'] or not link['to']][:3])
    figures = [alt for page in seen['pages'] for alt in page['figures']]
    tap(all(len(alt) > 20 for alt in figures), f'{name}: {len(figures)} figures have words', [alt for alt in figures if len(alt) <= 20])


setup = subprocess.run([os.path.join(HERE, 'pdfjs-setup')], stdout=subprocess.PIPE, text=True)
if setup.returncode == 77:
    print('1..0 # SKIP node or npm is not here')
    sys.exit(77)
if setup.returncode:
    sys.exit('pdf.js could not be set up')
with tempfile.TemporaryDirectory() as folder:
    subprocess.run([brief, 'build', '-q', '-o', folder], cwd=source, check=True, stderr=subprocess.DEVNULL)
    files = sorted(os.path.join(folder, n) for n in os.listdir(folder) if n.endswith('.pdf'))
    done = subprocess.run(['node', os.path.join(HERE, 'pdfjs-read.js'), setup.stdout.strip(), *files], capture_output=True, text=True)
    tap(done.returncode == 0 and len(files) > 5, f'pdf.js reads {len(files)} products', done.stderr)
    for line in done.stdout.splitlines():
        seen = json.loads(line)
        inspected = subprocess.run([brief, 'inspect', seen['file'], '--structure', '--attachments', '--format', 'json'], capture_output=True, text=True, check=True)
        ours = json.loads(inspected.stdout)
        name = os.path.basename(seen['file'])[:-4]
        judge(name, ours, seen)
        tap(sorted(seen['attachments']) == sorted(a['name'] for a in ours['attachments']), f'{name}: the same attachments',
            f'{seen["attachments"]} {ours["attachments"]}')
print(f'1..{count}')
sys.exit(1 if failed else 0)
