#!/usr/bin/env python3
"""valgrind.py BRIEF: author's side and render worker under valgrind: no value is used before it was set. TAP; 77 without it."""
import glob
import os
import shutil
import subprocess
import sys
import tempfile

brief = os.path.abspath(sys.argv[1])
if not shutil.which('valgrind'):
    print('1..0 # SKIP no valgrind')
    sys.exit(77)
failed = 0
print('1..2')
with tempfile.TemporaryDirectory(prefix='brief-') as top:
    case = os.path.join(top, 'mine')
    subprocess.run([brief, 'new', case], check=True, stdout=subprocess.DEVNULL)
    plain, watched = os.path.join(top, 'plain.pdf'), os.path.join(top, 'watched.pdf')
    words = ['render', 'ferry', '-l', 'public', '-a', 'press', '-q', '-o']
    subprocess.run([brief, *words, plain], cwd=case, check=True)
    r = subprocess.run(['valgrind', '-q', '--trace-children=yes', '--error-exitcode=9', f'--log-file={top}/log.%p', brief, *words, watched],
                       cwd=case, capture_output=True, text=True)
    # lines of findings begin with ==pid==; what valgrind says about itself with --pid--
    found = [line for log in sorted(glob.glob(top + '/log.*')) for line in open(log, encoding='utf-8') if line.startswith('==')]
    for line in found[:20]:
        print('#', line.rstrip())
    clean = r.returncode == 0 and not found
    print(f'{"ok" if clean else "not ok"} 1 - nothing to complain about', r.stderr.strip().replace('\n', ' / '))
    same = os.path.exists(watched) and open(plain, 'rb').read() == open(watched, 'rb').read()
    print(f'{"ok" if same else "not ok"} 2 - the same bytes')
    sys.exit(0 if clean and same else 1)
