#!/usr/bin/env python3
"""The wall, seen by the linker: the render library resolves without the facts library, and no library keeps global state.

    check-link.py --common LIB --facts LIB --render LIB      TAP; each finding is a line '# …'
    check-link.py --self-test CC                             breaks both rules in a scratch library; they must notice

Global state: a writable object (.data, .bss) that our files define. Constant tables that hold addresses lie in
.data.rel.ro and are not writable; GLib's quarks are written once with the same value, and are let through.
"""
import argparse
import os
import re
import subprocess
import sys
import tempfile

LET_THROUGH = re.compile(r'^(q|quark|\w*quark\w*)\.\d+$|^_?_(asan|ubsan|odr_asan|sanitizer)|^\.L|^__tsan|\.(?:asan|ubsan)')
WRITABLE = re.compile(r'^\.(data|bss|tdata|tbss)(?!\.rel\.ro)(\.|$)')


def symbols(library, *options):
    out = subprocess.run(['nm', *options, library], check=True, capture_output=True, text=True).stdout
    return {line.split()[-1] for line in out.splitlines() if line and not line.endswith(':')}


def defined(library):
    return symbols(library, '--defined-only', '--extern-only')


def check_wall(libs):
    needed = symbols(libs['render'], '--undefined-only') | symbols(libs['common'], '--undefined-only')
    for name in sorted(needed & (defined(libs['facts']) - defined(libs['common']) - defined(libs['render']))):
        yield f'{name} is needed by the render side and defined in facts only'


def check_state(libs):
    for library in libs.values():
        out = subprocess.run(['objdump', '--syms', library], check=True, capture_output=True, text=True).stdout
        member = library
        for line in out.splitlines():
            found = re.match(r'^(\S+\.o):', line)
            if found:
                member = found[1]
            # address, flags with O for object, section, size, name
            found = re.match(r'^[0-9a-f]+ .{6}O (\S+)\s+([0-9a-f]+)\s+(?:\.hidden )?(\S+)$', line)
            if found and WRITABLE.match(found[1]) and int(found[2], 16) and not LET_THROUGH.search(found[3]):
                yield f'{member}: {found[3]} is writable global state ({found[1]})'


CHECKS = [('the render side links without facts', check_wall), ('no global state', check_state)]


def run(libs):
    print(f'1..{len(CHECKS)}')
    bad = 0
    for number, (name, check) in enumerate(CHECKS, 1):
        findings = list(check(libs))
        bad += bool(findings)
        for finding in findings:
            print(f'# {finding}')
        print(f'{"not ok" if findings else "ok"} {number} - {name}')
    return 1 if bad else 0


def self_test(compiler):
    """Three small libraries with one breach of each rule, and three without."""
    parts = {
        'facts': 'int fact_secret (void); int fact_secret (void) { return 1; }',
        'common': 'extern const char *const words[]; const char *const words[] = {"a", 0};',
        'render': 'int page (void); int page (void) { return 2; }',
    }
    breaches = {
        'the render side links without facts': ('render', 'int fact_secret (void); int page (void); int page (void) { return fact_secret (); }'),
        'no global state': ('render', 'int page (void); int page (void) { static int calls; return ++calls; }'),
    }
    print(f'1..{len(breaches) + 1}')
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        def build(texts):
            libs = {}
            for name, text in texts.items():
                base = os.path.join(folder, name)
                with open(base + '.c', 'w', encoding='utf-8') as f:
                    f.write(text + '\n')
                subprocess.run([*compiler, '-c', '-o', base + '.o', base + '.c'], check=True)
                if os.path.exists(base + '.a'):
                    os.remove(base + '.a')
                subprocess.run(['ar', 'rc', base + '.a', base + '.o'], check=True)
                libs[name] = base + '.a'
            return libs
        for number, (rule, (name, text)) in enumerate(breaches.items(), 1):
            libs = build({**parts, name: text})
            noticed = [r for r, check in CHECKS if list(check(libs))]
            bad += noticed != [rule]
            print(f'{"ok" if noticed == [rule] else "not ok"} {number} - notices: {rule}')
        found = [f for _, check in CHECKS for f in check(build(parts))]
        bad += bool(found)
        print(f'{"not ok" if found else "ok"} {len(breaches) + 1} - sound libraries pass')
        for finding in found:
            print(f'# {finding}')
    return 1 if bad else 0


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    for name in ('common', 'facts', 'render'):
        parser.add_argument('--' + name)
    parser.add_argument('--self-test', nargs='+')
    options = parser.parse_args()
    if options.self_test:
        return self_test(options.self_test)
    return run({name: getattr(options, name) for name in ('common', 'facts', 'render')})


if __name__ == '__main__':
    sys.exit(main())
