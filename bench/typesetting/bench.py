#!/usr/bin/env python3
"""bench.py: sets the same prose with this program and others, and prints what was measured side by side. README.md says how to run it.

    bench/typesetting/bench.py [--brief build/brief] [--lang en,de,fr] [--columns 165,75,2x75] [--engines brief,typst,…] [--text FILE] [--keep FOLDER]
"""
import argparse
import os
import re
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
sys.path[:0] = [HERE, os.path.join(ROOT, 'tests', 'typesetting')]
from engines import ENGINES, Absent, Job  # noqa: E402
from measure import measure, table  # noqa: E402

SPACE = 0.25  # em: the word space of Liberation Serif and of Times, for files that draw no spaces


def prose(lang):
    """The paragraphs of tests/typesetting: the literal blocks of its passages."""
    with open(os.path.join(ROOT, 'tests', 'typesetting', 'data', lang, 'text.yaml'), encoding='utf-8') as f:
        text = f.read().split('\ntext:\n', 1)[1]
    return [' '.join(p.split()) for p in re.split(r'\n\s*\n|\n  \w+: \|\n', '\n' + text) if p.strip()]


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument('--brief', default=os.path.join(ROOT, 'build', 'brief'))
    parser.add_argument('--lang', default='en,de,fr')
    parser.add_argument('--columns', default='165,75,2x75')
    parser.add_argument('--engines', default=','.join(ENGINES))
    parser.add_argument('--text', help='a text of your own, paragraphs parted by empty lines, in the one language of --lang')
    parser.add_argument('--keep', help='folder for the files')
    options = parser.parse_args()
    fonts = os.path.join(ROOT, 'fonts')
    if not os.path.exists(os.path.join(fonts, 'LiberationSerif-Regular.ttf')):
        sys.exit('bench: fonts/ has no Liberation Serif; install fonts-liberation and run fonts/fill')
    absent, failed = {}, False
    for lang in options.lang.split(','):
        paragraphs = prose(lang)
        if options.text:
            with open(options.text, encoding='utf-8') as f:
                paragraphs = [' '.join(p.split()) for p in f.read().split('\n\n') if p.strip()]
        for shape in options.columns.split(','):
            columns, width = (int(v) for v in shape.split('x')) if 'x' in shape else (1, int(shape))
            rows = []
            for name in options.engines.split(','):
                with tempfile.TemporaryDirectory() as scratch:
                    folder = os.path.join(os.path.abspath(options.keep), f'{lang}-{shape}-{name}') if options.keep else scratch
                    os.makedirs(folder, exist_ok=True)
                    job = Job(paragraphs, lang, width, columns, folder, os.path.abspath(options.brief), fonts)
                    begun = time.monotonic()
                    try:
                        path = ENGINES[name](job)
                        seconds = time.monotonic() - begun
                        rows.append((name, {**measure(path, SPACE)[0], 'seconds': seconds}))
                    except Absent as what:
                        absent[name] = str(what)
                    except (RuntimeError, ValueError, OSError) as what:
                        failed = True
                        print(f'{name}, {lang}, {shape}: {what}', file=sys.stderr)
            print(f'\n{lang}, {columns} × {width} mm, {sum(len(p.split()) for p in paragraphs)} words')
            if rows:
                print(table(rows))
    for name, what in absent.items():
        print(f'\n{name} is absent: no {what}')
    return failed


if __name__ == '__main__':
    sys.exit(main())
