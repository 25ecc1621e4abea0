#!/usr/bin/env python3
"""instructions.py BRIEF COMPILER [--update]: three fixed renders cost no more instructions than they did. TAP.

Each runs once to fill the caches (fontconfig's, arrangements), then under callgrind, with an environment of its own: what is counted is
all that both processes do from start to end, on no account the load of the machine. instructions.json holds the counts by compiler,
processor and Debian's release; another machine is skipped, not passed. More than 5 % off, in either direction, fails: what became
faster is to be kept, too. After a change that is meant to cost:

    tests/speed/instructions.py build/brief gcc-12 --update
"""
import json, os, platform, re, shutil, subprocess, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.join(HERE, '../..')
sys.path.insert(0, os.path.join(TOP, 'bench/peers'))
import sources  # noqa: E402

KEPT = os.path.join(HERE, 'instructions.json')
SLACK = 0.05
RENDERS = {'six pages with a chart': (40, ['tollen', '-l', 'page', '-a', 'open']), 'a register of 400 rows': (400, ['tollen', '-l', 'page', '-a', 'open']),
           'two pages in Arabic': (None, ['isis-k', '-l', 'public', '-a', 'press', '--lang', 'ar'])}


def system(compiler):
    with open('/etc/os-release') as f:
        found = dict(line.rstrip('\n').replace('"', '').split('=', 1) for line in f if '=' in line)
    return f'{compiler} {platform.machine()} {found.get("ID")}-{found.get("VERSION_ID", "").split(".")[0]}'


def count(brief, rows, words):
    """Instructions of one warm start of `brief render`."""
    with tempfile.TemporaryDirectory() as folder:
        if rows:
            sources.case(folder, rows)
        else:
            for name in ('data', 'layouts'):
                shutil.copytree(os.path.join(TOP, name), os.path.join(folder, name))
        os.mkdir(os.path.join(folder, 'output'))
        command = [brief, 'render', *words, '-o', 'output/a.pdf', '-q']
        environment = {'PATH': '/usr/bin:/bin', 'HOME': folder, 'LC_ALL': 'C.UTF-8'}
        first = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
        done = subprocess.run(['valgrind', '--tool=callgrind', '--trace-children=yes', '--callgrind-out-file=/dev/null', *command],
                              cwd=folder, env=environment, capture_output=True, text=True)
        found = [int(n) for n in re.findall(r'Collected : (\d+)', done.stderr)]
        if first.returncode or done.returncode or len(found) < 2:
            sys.exit(f'Bail out! {first.stderr[-300:]} {done.stderr[-300:]}')
        return sum(found)


def main(brief, compiler, update):
    with open(KEPT, encoding='utf-8') as f:
        kept = json.load(f)
    here = system(compiler)
    if not shutil.which('valgrind') or not update and here not in kept:
        print(f'1..0 # SKIP {"no counts are kept for " + here if shutil.which("valgrind") else "valgrind is not installed"}')
        return 0
    counts = {name: count(brief, *render) for name, render in RENDERS.items()}
    if update:
        kept[here] = counts
        with open(KEPT, 'w', encoding='utf-8') as f:
            json.dump(kept, f, indent=1, sort_keys=True)
            f.write('\n')
        return 0
    bad = 0
    for n, (name, now) in enumerate(counts.items(), 1):
        was = kept[here][name]
        good = abs(now - was) <= SLACK * was
        bad += not good
        print(f'# {now / 1e6:.1f} million, kept {was / 1e6:.1f}: {(now / was - 1) * 100:+.1f} %')
        print(f'{"ok" if good else "not ok"} {n} - {name}')
    print(f'1..{len(counts)}')
    return bad > 0


if __name__ == '__main__':
    words = [w for w in sys.argv[1:] if w != '--update']
    sys.exit(main(os.path.abspath(words[0]), words[1], '--update' in sys.argv))
