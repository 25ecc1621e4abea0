#!/usr/bin/env python3
"""linear.py BENCH FONTS: shaping and breaking cost the same for each word, however long the paragraph. TAP.

Counts the instructions of bench/lines for one paragraph of 400, 4,000 and 40,000 words with valgrind, which no load of the machine
disturbs. What starting costs falls out of differences. Skipped, not passed, where there is no valgrind.
"""
import os
import re
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
WORDS = (400, 4000, 40000)
SLACK = 1.25          # of a word's cost, from one step to the next
GREEDY = 1.0          # brief over PangoLayout, which neither divides words nor weighs lines


def instructions(bench, fonts, words, who, per_paragraph):
    text = os.path.join(HERE, 'data/en/text.yaml')
    done = subprocess.run(['valgrind', '--tool=callgrind', '--callgrind-out-file=/dev/null', bench, fonts, text, str(words), str(per_paragraph), who, '1'],
                          capture_output=True, text=True)
    found = re.search(r'Collected : (\d+)', done.stderr)
    if done.returncode or not found:
        sys.exit(f'Bail out! {done.stderr[-500:]}')
    return int(found[1])


def main(bench, fonts):
    if not shutil.which('valgrind'):
        print('1..0 # SKIP valgrind is not installed')
        return 0
    counts = [instructions(bench, fonts, n, 'brief', n) for n in WORDS]
    first, second = ((counts[i + 1] - counts[i]) / (WORDS[i + 1] - WORDS[i]) for i in range(2))
    print(f'# instructions a word: {first:.0f} from {WORDS[0]} to {WORDS[1]} words, {second:.0f} to {WORDS[2]}')
    good = second <= SLACK * first
    print(f'{"ok" if good else "not ok"} 1 - a paragraph a hundred times as long costs a hundred times as much')
    per = [(instructions(bench, fonts, 3800, who, 80) - instructions(bench, fonts, 800, who, 80)) / 3000 for who in ('brief', 'pango')]
    print(f'# instructions a word in paragraphs of 80: {per[0]:.0f}, PangoLayout {per[1]:.0f}')
    fast = per[0] <= GREEDY * per[1]
    print(f'{"ok" if fast else "not ok"} 2 - no slower than greedy lines')
    print('1..2')
    return not (good and fast)


if __name__ == '__main__':
    sys.exit(main(os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])))
