#!/usr/bin/env python3
"""install.py BUILD: the program installed into a tree of its own finds what it needs, also after the tree was moved. TAP."""
import glob
import os
import shutil
import subprocess
import sys
import tempfile

build = os.path.abspath(sys.argv[1])
meson = sys.argv[2:] or ['meson']
count = failed = 0


def ok(good, name, why=''):
    global count, failed
    count += 1
    failed += not good
    print(f'{"ok" if good else "not ok"} {count} - {name}')
    for line in () if good else str(why).splitlines()[:10]:
        print('#', line)


def run(*words, cwd=None, **env):
    return subprocess.run(words, cwd=cwd, capture_output=True, text=True, stdin=subprocess.DEVNULL, env={**os.environ, **env})


def use(brief, folder, what):
    os.mkdir(folder)
    for words in (['new', 'mine'], ['check'], ['build']):
        r = run(brief, *words, cwd=os.path.join(folder, 'mine') if words != ['new', 'mine'] else folder,
                HOME=folder, XDG_CACHE_HOME=os.path.join(folder, 'cache'))
        ok(r.returncode == 0, f'{what}: brief {" ".join(words)}', r.stderr)
    pdfs = sorted(glob.glob(os.path.join(folder, 'mine', 'output', '*.pdf')))
    ok(len(pdfs) == 3, f'{what}: three products', pdfs)
    return {os.path.basename(p): open(p, 'rb').read() for p in pdfs}


with tempfile.TemporaryDirectory(prefix='brief-') as top:
    tree = os.path.join(top, 'tree')
    r = run(*meson, 'install', '-C', build, '--no-rebuild', '--quiet', DESTDIR=tree)
    ok(r.returncode == 0, 'meson install', r.stderr + r.stdout)
    found = [os.path.relpath(os.path.join(b, n), tree) for b, _, ns in os.walk(tree) for n in ns]
    for end in ('bin/brief', 'share/brief/layouts/executive.yaml', 'share/brief/layouts/shared/house.yaml',
                'share/brief/data/schemes/tlp-2.yaml', 'share/brief/fonts/CharisSIL-Regular.ttf', 'share/man/man1/brief.1',
                'share/bash-completion/completions/brief', 'share/brief/contrib/start/data/ferry/facts.yaml'):
        ok(any(n.endswith(end) for n in found), f'{end} is there', '\n'.join(found[:40]))
    ok(not any('.cache' in n or n.endswith('fonts/fill') for n in found), 'nothing that belongs to the source tree')
    brief = os.path.join(tree, next((n for n in found if n.endswith('bin/brief')), 'bin/brief'))
    first = use(brief, os.path.join(top, 'one'), 'installed')
    shutil.move(tree, os.path.join(top, 'elsewhere'))
    second = use(brief.replace(tree, os.path.join(top, 'elsewhere')), os.path.join(top, 'two'), 'moved')
    ok(first == second and first, 'the same bytes from both')

print(f'1..{count}')
sys.exit(1 if failed or not count else 0)
