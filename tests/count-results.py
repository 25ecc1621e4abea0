#!/usr/bin/env python3
"""Counts test cases in JUnit files that meson wrote, and prints one line: N passed, N failed[, N skipped].

    count-results.py NAME=FILE...

Failed cases are named first. A file that is missing counts as one failure: its tests did not run. Exit 0: none failed.
"""
import sys
import xml.etree.ElementTree as xml


def verdict(case):
    if case.find('failure') is not None or case.find('error') is not None:
        return 'failed'
    return 'skipped' if case.find('skipped') is not None else 'passed'


def main():
    count = {'passed': 0, 'failed': 0, 'skipped': 0}
    for argument in sys.argv[1:]:
        run, _, path = argument.partition('=')
        try:
            cases = list(xml.parse(path).iter('testcase'))
        except (OSError, xml.ParseError) as error:
            print(f'failed: {run}: {error}')
            count['failed'] += 1
            continue
        if not cases:
            print(f'failed: {run}: no test ran')
            count['failed'] += 1
        for case in cases:
            result = verdict(case)
            count[result] += 1
            if result != 'passed':
                print(f"{result}: {run}: {case.get('classname', '')} {case.get('name', '')}")
    line = f"{count['passed']} passed, {count['failed']} failed"
    print(line + (f", {count['skipped']} skipped" if count['skipped'] else ''))
    return 1 if count['failed'] else 0


if __name__ == '__main__':
    sys.exit(main())
