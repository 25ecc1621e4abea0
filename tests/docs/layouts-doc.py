#!/usr/bin/env python3
"""Follows docs/layouts.md literally: writes its files, runs its commands, compares what they say.

    layouts-doc.py BRIEF SOURCE_ROOT        TAP
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

brief, root = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
text = open(os.path.join(root, 'docs', 'layouts.md'), encoding='utf-8').read()
blocks = re.findall(r'^```(\w+)(?: ([^\n]*))?\n(.*?)^```$', text, flags=re.S | re.M)
results = []


def result(ok, name, *notes):
    results.append(ok)
    print(f'{"ok" if ok else "not ok"} {len(results)} - {name}')
    for note in notes if not ok else ():
        for line in str(note).split('\n'):
            print('# ' + line)


with tempfile.TemporaryDirectory() as top:
    for name in ('data', 'layouts', 'fonts'):
        shutil.copytree(os.path.join(root, name), os.path.join(top, name), ignore=shutil.ignore_patterns('.cache'))
    os.makedirs(os.path.join(top, 'build'))
    os.makedirs(os.path.join(top, 'output'))
    os.symlink(brief, os.path.join(top, 'build', 'brief'))
    said = ''
    for kind, info, body in blocks:
        if kind == 'yaml':
            os.makedirs(os.path.dirname(os.path.join(top, info)), exist_ok=True)
            with open(os.path.join(top, info), 'w', encoding='utf-8') as f:
                f.write(body)
        elif kind == 'sh':
            for command in filter(None, body.split('\n')):
                words = command.split()
                output = os.path.join(top, words[words.index('-o') + 1])
                if os.path.exists(output):
                    os.remove(output)
                run = subprocess.run(words, cwd=top, capture_output=True, text=True)
                said = run.stdout + run.stderr
                if info == 'fails':
                    result(run.returncode == 1 and not os.path.exists(output), f'{command}: refused', run.returncode, said)
                else:
                    made = os.path.exists(output) and open(output, 'rb').read(5) == b'%PDF-'
                    result(run.returncode == 0 and made and not run.stderr.strip(), command, run.returncode, said)
        elif kind == 'text':
            result(said.strip() == body.strip(), 'says what the text says', said)

# Every kind of block that the program knows is in the text, and every one in the text is known.
listed = set(re.findall(r'`([a-z-]+)`', text[text.index('## 4. The blocks'):text.index('Each takes')]))
schema = subprocess.run([brief, 'schema', 'layout'], capture_output=True, text=True, cwd=root).stdout
import json  # noqa: E402
known = set(json.loads(schema)['$defs']['body']['items']['properties'])
result(listed == known, 'the table of blocks is whole', sorted(listed ^ known))
result(len([b for b in blocks if b[0] == 'sh']) >= 4, 'the text has commands to follow')
print(f'1..{len(results)}')
sys.exit(0 if all(results) else 1)
