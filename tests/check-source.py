#!/usr/bin/env python3
"""Holds the source to the rules of src/ARCHITECTURE.md: who may include what, banned functions, lengths, codes, words.

    check-source.py [ROOT]          TAP, one test a rule; each finding is a line '# file:line: what'
    check-source.py --self-test     breaks each rule once in a scratch tree; the rule must notice

A line that must break a rule says why on itself or on the line above: /* check-source: RULE: reason */
"""
import fnmatch
import os
import re
import subprocess
import sys
import tempfile

# What a folder may include of the others; its own headers always. A name without '/' stands for the whole folder.
MAY_INCLUDE = {
    'base': [],
    'release': ['base'],
    'facts': ['base', 'release'],
    'document': ['base', 'release'],
    'typeset': ['base', 'document/block.h', 'document/style.h', 'document/drawing-data.h', 'document/layout.h'],
    'chart': ['base', 'document/block.h', 'document/style.h', 'document/drawing-data.h', 'typeset/fonts.h', 'typeset/shape.h',
              'typeset/paragraph.h', 'typeset/page.h', 'typeset/bitmap.h'],
    'export': ['base', 'typeset/page.h', 'typeset/fonts.h', 'typeset/impose.h', 'typeset/bitmap.h', 'typeset/bitmap-jpeg.h'],
    'readback': ['base', 'release'],
    'cli': ['base', 'release', 'facts', 'document', 'typeset', 'chart', 'export', 'readback'],
    '': ['base', 'release', 'facts', 'document', 'typeset', 'chart', 'export', 'cli'],
}
RENDER_SIDE = ('document', 'typeset', 'chart', 'export')

# Foreign headers: where each may be included. First match decides; a header that matches nothing is not ours to use.
FOREIGN = [
    (r'glib\.h|glib/gprintf\.h|glib/gstdio\.h', ['*']),
    (r'gio/.*|glib-unix\.h', ['cli/*', 'main.c']),
    (r'libfyaml\.h', ['base/yaml*.c', 'base/json*.c']),
    (r'cmark\.h', ['document/*.c', 'facts/markdown.c']),
    (r'unicode/.*', ['base/*.c', 'document/*.c', 'document/words-private.h']),
    (r'hyphen\.h', ['typeset/hyphenate.c']),
    (r'pango/.*', ['typeset/*', 'chart/*']),
    (r'fontconfig/.*', ['typeset/fonts*.c']),
    (r'hb\.h|hb-.*', ['typeset/*', 'export/pdf-fonts*', 'export/pdf-subset*']),
    (r'ft2build\.h|freetype/.*', ['typeset/fonts*.c', 'export/*.c']),
    (r'cairo.*\.h', ['chart/*', 'export/picture*', 'typeset/page*', 'typeset/bitmap*']),
    (r'png\.h|librsvg/.*|dlfcn\.h', ['typeset/bitmap.c']),
    (r'jpeglib\.h|setjmp\.h', ['typeset/bitmap-jpeg.c']),
    (r'hpdf.*\.h', ['export/*']),
    (r'libdeflate\.h|zlib\.h', ['export/*.c']),
    (r'qpdf/.*', ['readback/*']),
    (r'linux/.*|sys/(inotify|signalfd|prctl|syscall|wait|ioctl|mman|file|random|resource)\.h|fcntl\.h|spawn\.h|signal\.h|poll\.h|link\.h|termios\.h', ['cli/*', 'main.c']),
    (r'malloc\.h', ['cli/heap.c', 'cli/worker.c']), # to give malloc room; to give back what is free before a long product is written
    (r'time\.h', ['cli/identity.c']), # did a file change in this very tick?
    (r'sys/socket\.h', ['cli/spare.c']), # to hand a waiting process its files
    (r'sys/(stat|types)\.h|utime\.h|unistd\.h|errno\.h', ['cli/*', 'main.c', 'base/*', 'facts/*', 'export/*', 'typeset/fonts*.c', 'chart/cache.c']),
    (r'(assert|ctype|float|inttypes|limits|math|stdarg|stdbool|stddef|stdint|stdio|stdlib|string)\.h', ['*']),
]

# Name of the rule, what is banned, in which files, why.
BANNED = [
    ('unbounded', r'\b(strcpy|strcat|sprintf|vsprintf|gets|stpcpy)\s*\(', ['*'], 'writes without a bound'),
    ('shell', r'\b(system|popen)\s*\(', ['*'], 'runs a shell'),
    ('number', r'\b(atoi|atol|atof|strtod|sscanf|g_strtod)\s*\(', ['*'], 'hides errors or follows the locale; g_ascii_*'),
    ('strtok', r'\bstrtok\s*\(', ['*'], 'keeps state; g_strsplit'),
    ('random', r'\b(rand|srand|random|srandom|drand48|g_random_\w+)\s*\(', ['*'], 'is not the same twice'),
    ('locale', r'\b(setlocale|localeconv|nl_langinfo|g_get_language_names|strcoll|g_utf8_collate\w*)\s*\(', ['*'],
     'makes pages depend on the machine'),
    ('clock', r'\b(time|clock|gettimeofday|clock_gettime|localtime\w*|gmtime\w*|g_get_real_time|g_get_monotonic_time|'
     r'g_date_time_new_now\w*)\s*\(', ['!cli/*', '!main.c'], 'reads the clock below cli/'),
    ('environment', r'\b(getenv|secure_getenv|g_getenv|g_get_(user|real|host|home)_\w+|getpwuid|getlogin|gethostname)\s*\(',
     ['!cli/*', '!main.c'], 'reads the environment below cli/'),
    ('printing', r'\b(printf|puts|putchar|g_print|g_printerr|perror)\s*\(|\b(stdout|stderr)\b', ['!cli/*', '!main.c'],
     'prints below cli/'),
    ('exit', r'\b(exit|_exit|abort)\s*\(', ['!cli/*', '!main.c'], 'ends the program below cli/'),
    ('threads', r'\b(g_thread_\w+|pthread_\w+|g_thread_pool_\w+)\s*\(', ['!chart/arrange*.c', '!cli/*'],
     'threads serve only the restarts of the chart optimiser'),
    ('hash-order', r'\bg_hash_table_(iter_init|foreach\w*|get_keys\w*|get_values\w*|find)\s*\(', ['*'],
     'visits a hash table in an order that is not ours; sort, and say so: check-source: hash-order: …'),
]
LENGTHS = {'.c': 600, '.h': 120}
FUNCTION_LIMIT, FUNCTION_WARN = 80, 60

WORDS = [  # written in two halves, so that this file does not find itself
    (r'/wor' r'k/|/far' r'm/|/tmp/bash' r'_jobs|/home/\w+/|/ro' r'ot/', 'a path of one machine'),
    (r'(?i)registry\.np' r'mjs|deb\.deb' r'ian\.org|proxy\.gol' r'ang', 'the host of a registry'),
    (r'(?i)\bsub' r'agents?\b|\bhelper ses' r'sion|\bAI ag' r'ents?\b|\bC' r'EO\b|\bllm\b|\bclaud' r'e\b|\bassis' r'tant\b',
     'how the project is made'),
    (r'\bTO' r'DO\b|\bFIX' r'ME\b|\bXX' r'X\b|\bHA' r'CK\b', 'unfinished by its own words'),
]
WORDS_EXEMPT = ['LICENSE']


def read(path):
    with open(path, encoding='utf-8') as f:
        return f.read()


def source_files(root):
    src = os.path.join(root, 'src')
    found = []
    for base, folders, names in os.walk(src):
        folders.sort()
        found += [os.path.relpath(os.path.join(base, n), src) for n in sorted(names) if n.endswith(('.c', '.h'))]
    return found


def without_comments(text, strings=False):
    """The text with comments (and string contents) blanked, lines and columns kept."""
    def blank(match):
        s = match.group(0)
        if s.startswith(('"', "'")):
            return s if not strings else s[0] + re.sub(r'[^\n]', ' ', s[1:-1]) + s[-1]
        return re.sub(r'[^\n]', ' ', s)
    return re.sub(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', blank, text, flags=re.S)


def excused(lines, number, rule):
    """Is there a reason on the line (counted from 1) or the one above?"""
    return any(f'check-source: {rule}:' in lines[i - 1] for i in (number, number - 1) if 0 < i <= len(lines))


def matches(path, patterns):
    """Is the path within the patterns? Those with '!' exclude; with none but exclusions, everything else is in."""
    if any(fnmatch.fnmatch(path, p[1:]) for p in patterns if p.startswith('!')):
        return False
    positive = [p for p in patterns if not p.startswith('!')]
    return not positive or any(fnmatch.fnmatch(path, p) for p in positive)


def includes(root, path):
    for n, line in enumerate(read(os.path.join(root, 'src', path)).split('\n'), 1):
        m = re.match(r'\s*#\s*include\s*(["<])([^">]+)[">]', line)
        if m:
            yield n, m[1] == '"', m[2]


def check_include_law(root):
    for path in source_files(root):
        folder = os.path.dirname(path)
        if folder not in MAY_INCLUDE:
            yield path, 0, f'folder {folder} is not in the include law; add it there and in src/ARCHITECTURE.md'
            continue
        for n, own, name in includes(root, path):
            if not own:
                continue
            other = os.path.dirname(name)
            if '/' not in name and not os.path.exists(os.path.join(root, 'src', name)):
                if not os.path.exists(os.path.join(root, 'src', folder, name)) and not name.endswith('.inc'):
                    continue  # made at build time
                yield path, n, f'"{name}": write the path from src/'
            elif other != folder and other not in MAY_INCLUDE[folder] and name not in MAY_INCLUDE[folder]:
                yield path, n, f'{folder or "src"}/ may not include "{name}"'


def check_wall(root):
    for path in source_files(root):
        seen = {os.path.dirname(name): n for n, own, name in includes(root, path) if own}
        if os.path.dirname(path):
            seen.setdefault(os.path.dirname(path), 1)
        for side in RENDER_SIDE:
            if 'facts' in seen and side in seen:
                yield path, max(seen['facts'], seen[side]), f'includes both facts/ and {side}/'


def check_foreign(root):
    for path in source_files(root):
        for n, own, name in includes(root, path):
            if own:
                continue
            allowed = next((where for pattern, where in FOREIGN if re.fullmatch(pattern, name)), None)
            if allowed is None:
                yield path, n, f'<{name}> is not in the list of foreign headers'
            elif not matches(path, allowed):
                yield path, n, f'<{name}> may be included in {", ".join(allowed)} only'


def check_banned(root):
    for path in source_files(root):
        text = read(os.path.join(root, 'src', path))
        lines = text.split('\n')
        for n, line in enumerate(without_comments(text, strings=True).split('\n'), 1):
            for rule, pattern, where, why in BANNED:
                m = re.search(pattern, line)
                if m and matches(path, where) and not excused(lines, n, rule):
                    yield path, n, f'{m.group(0).strip()}: {why} [{rule}]'


def check_floats(root):
    """printf's floating conversions follow the locale; below cli/ numbers go through g_ascii_*."""
    for path in source_files(root):
        if not matches(path, ['!cli/*', '!main.c']):
            continue
        text = read(os.path.join(root, 'src', path))
        lines = text.split('\n')
        for n, line in enumerate(without_comments(text).split('\n'), 1):
            if 'g_ascii_formatd' in line or 'g_ascii_dtostr' in line or excused(lines, n, 'float'):
                continue
            m = re.search(r'"[^"\n]*(%[-+#0]*[0-9*]*(\.[0-9*]+)?l?[aefgAEFG])', line)
            if m:
                yield path, n, f'{m[1]} prints a number by the locale; g_ascii_formatd [float]'


def check_lengths(root):
    for path in source_files(root):
        text = read(os.path.join(root, 'src', path))
        count, limit = text.count('\n'), LENGTHS[path[-2:]]
        if count > limit and 'check-source: lengths:' not in text:
            yield path, count, f'{count} lines; at most {limit}'


def functions(text):
    """(first line, name, number of lines) of each function, as clang-format lays them out: braces in column 0."""
    lines = without_comments(text, strings=True).split('\n')
    start = None
    for n, line in enumerate(lines, 1):
        if line == '{':
            start = n
        elif line.startswith('}') and start:
            head = ' '.join(lines[max(0, start - 6):start - 1])
            names = re.findall(r'(\w+)\s*\(', head)
            if line.rstrip() == '}' and names:
                yield start, names[-1] if len(names) == 1 else names[0], n - start - 1
            start = None


def check_functions(root):
    for path in source_files(root):
        for n, name, count in functions(read(os.path.join(root, 'src', path))):
            if count > FUNCTION_LIMIT:
                yield path, n, f'{name}: {count} lines; at most {FUNCTION_LIMIT}'
            elif count > FUNCTION_WARN:
                print(f'# note: src/{path}:{n}: {name} has {count} lines; {FUNCTION_WARN} is what we aim at')


def diagnostic_codes(root):
    """code → list of (path, line) of the calls that report it."""
    call = re.compile(r'\b(?:diags_(?:error|warning|note)\s*\([^;{}]*?|diags_add\s*\([^;{}]*?)"([a-z]+(?:-[a-z0-9]+)+)"', re.S)
    found = {}
    for path in source_files(root):
        text = without_comments(read(os.path.join(root, 'src', path)))
        for m in call.finditer(text):
            found.setdefault(m[1], []).append((path, text.count('\n', 0, m.start()) + 1))
    return found


def check_codes(root):
    """A code means one thing: it is reported from one file, or docs/diagnostics.md says what it means everywhere."""
    table = os.path.join(root, 'docs', 'diagnostics.md')
    documented = set(re.findall(r'^\|\s*`([a-z0-9-]+)`\s*\|', read(table), re.M)) if os.path.exists(table) else set()
    codes = diagnostic_codes(root)
    for code, places in sorted(codes.items()):
        if code not in documented and len({path for path, _ in places}) > 1:
            yield (*places[-1], f'[{code}] is reported from several files; say in docs/diagnostics.md what it means')
    text = ''.join(read(os.path.join(root, 'src', p)) for p in source_files(root))
    for code in sorted(documented):
        if f'"{code}"' not in text:
            yield '../docs/diagnostics.md', 0, f'[{code}] is explained but never reported'


def tracked(root):
    try:
        out = subprocess.run(['git', '-C', root, 'ls-files', '-z', '--cached', '--others', '--exclude-standard'], check=True,
                             capture_output=True).stdout
        return [n for n in out.decode().split('\0') if n]
    except (OSError, subprocess.CalledProcessError):  # an unpacked archive
        skip = {'.git', 'output'}
        return [os.path.relpath(os.path.join(b, n), root) for b, fs, ns in os.walk(root) for n in ns
                if not skip & set(os.path.relpath(b, root).split(os.sep)) and not os.path.relpath(b, root).startswith('build')]


def check_words(root):
    for path in tracked(root):
        full = os.path.join(root, path)
        if path in WORDS_EXEMPT or not os.path.isfile(full):
            continue
        try:
            lines = read(full).split('\n')
        except UnicodeDecodeError:
            continue
        for n, line in enumerate(lines, 1):
            for pattern, what in WORDS:
                m = re.search(pattern, line)
                if m:
                    yield f'../{path}', n, f'"{m[0]}": {what}'


CHECKS = [
    ('include law', check_include_law), ('the wall: facts and render side apart', check_wall), ('foreign headers', check_foreign),
    ('banned functions', check_banned), ('floating numbers', check_floats), ('file lengths', check_lengths),
    ('function lengths', check_functions), ('diagnostic codes', check_codes), ('words', check_words),
]

# One breach of each rule, and the check that must notice it.
BREACHES = [
    ('include law', 'src/typeset/a.c', '#include "release/release.h"\n'),
    ('include law', 'src/export/a.c', '#include "document/block.h"\n'),
    ('the wall: facts and render side apart', 'src/cli/a.c', '#include "facts/store.h"\n#include "typeset/page.h"\n'),
    ('the wall: facts and render side apart', 'src/chart/a.c', '#include "facts/store.h"\n'),
    ('foreign headers', 'src/document/a.c', '#include <hpdf.h>\n'),
    ('foreign headers', 'src/base/a.c', '#include <curl/curl.h>\n'),
    ('banned functions', 'src/cli/a.c', 'int a (void) { return system ("x"); }\n'),
    ('banned functions', 'src/document/a.c', 'x = g_getenv ("HOME");\n'),
    ('banned functions', 'src/facts/a.c', 'g_hash_table_iter_init (&iter, table);\n'),
    ('floating numbers', 'src/export/a.c', 'g_string_append_printf (s, "%.2f", x);\n'),
    ('file lengths', 'src/base/a.h', '\n' * 121),
    ('function lengths', 'src/base/a.c', 'void\nlong_one (void)\n{\n' + '  a ();\n' * 81 + '}\n'),
    ('diagnostic codes', 'src/facts/a.c', 'diags_error (d, m, "b-c", NULL, "x");\n', 'src/document/a.c', 'diags_error (d, m, "b-c", NULL, "x");\n'),
    ('words', 'docs/a.md', 'see /wor' + 'k/somewhere\n'),
]
HARMLESS = ('src/base/a.c', '/* strcpy (a, b) in a comment, "%f" too */\n#include "base/a.h"\n#include <string.h>\n'
            'void\na (void)\n{\n  puts_nothing ("system (x)");\n'
            '  g_hash_table_iter_init (&i, t); /* check-source: hash-order: sorted below */\n}\n')


def write_tree(root, pairs):
    for path, text in zip(pairs[::2], pairs[1::2]):
        full = os.path.join(root, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, 'w', encoding='utf-8') as f:
            f.write(text)


def self_test():
    print(f'1..{len(BREACHES) + 1}')
    bad = 0
    for number, (rule, *pairs) in enumerate(BREACHES, 1):
        with tempfile.TemporaryDirectory() as root:
            write_tree(root, pairs)
            noticed = {name for name, check in CHECKS if list(check(root))}
        ok = rule in noticed
        bad += not ok
        print(f'{"ok" if ok else "not ok"} {number} - {rule} notices {pairs[0]}')
    with tempfile.TemporaryDirectory() as root:
        write_tree(root, HARMLESS)
        found = [f'{name}: {finding}' for name, check in CHECKS for finding in check(root)]
    bad += bool(found)
    print(f'{"not ok" if found else "ok"} {len(BREACHES) + 1} - harmless code passes')
    for finding in found:
        print(f'# {finding}')
    return 1 if bad else 0


def main():
    if sys.argv[1:] == ['--self-test']:
        return self_test()
    root = sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    print(f'1..{len(CHECKS)}')
    bad = 0
    for number, (name, check) in enumerate(CHECKS, 1):
        findings = list(check(root))
        bad += bool(findings)
        for path, line, what in findings:
            print(f'# {os.path.normpath(os.path.join("src", path))}:{line}: {what}')
        print(f'{"not ok" if findings else "ok"} {number} - {name}')
    return 1 if bad else 0


if __name__ == '__main__':
    sys.exit(main())
