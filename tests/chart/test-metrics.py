#!/usr/bin/env python3
"""Measures charts by code that shares nothing with the optimiser: no defect, and type of 6.5 pt or more.

    test-metrics.py ARRANGE [BRIEF CASE AUDIENCE…]     TAP; ARRANGE: the program test-arrange, BRIEF: the executable, if it can draw CASE
"""
import importlib.machinery
import importlib.util
import json
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
loader = importlib.machinery.SourceFileLoader('graph_metrics', str(HERE / 'graph-metrics'))
sys.dont_write_bytecode = True
metrics = importlib.util.module_from_spec(importlib.util.spec_from_loader('graph_metrics', loader))
loader.exec_module(metrics)
number = 0


def tap(ok, name, told=''):
    global number
    number += 1
    print(f"{'ok' if ok else 'not ok'} {number} {name}")
    if told:
        print('# ' + told)
    return ok


def judge(name, drawing, graph=None, target=(170, 120), crossings=None):
    m = metrics.measure(drawing, graph, target)
    told = ' '.join(f'{k}={m[k]}' for k in ('cost', 'font', 'defects', 'over', 'thru', 'l-n', 'l-l', 'l-e', 'far', 'hide', 'port',
                                            'coin', 'grp', 'miss', 'cross', 'bends'))
    good = tap(m['defects'] == 0, f'{name}: no defect', told)
    good &= tap(m['font'] >= 6.5, f'{name}: type of 6.5 pt or more')
    if crossings is not None:
        good &= tap(m['cross'] <= crossings, f'{name}: at most {crossings} crossings')
    return good


def shipped(audience, file):
    """Given type and effort: in 170 x 120 mm with the legend in it, and in as much height as the program asks for itself."""
    good = True
    for words, how in ((['--width', '170mm', '--height', '120mm'], 'in 170 x 120 mm'), ([], 'at its own size')):
        done = subprocess.run([sys.argv[2], 'chart', sys.argv[3], '-a', audience, '--format', 'json', '-o', str(file), *words],
                              capture_output=True)
        # a note says by which step it was made to fit
        told = ' '.join(line for line in done.stderr.decode().splitlines() if ' note: ' not in line)[:300]
        if tap(done.returncode == 0 and not told, f'brief chart for {audience} {how} prints JSON and no warning', told):
            drawing = json.loads(file.read_text())
            good &= judge(f'shipped case for {audience} {how}', drawing, target=(170, 120 if words else 1000))
        else:
            good = False
    return good


def main():
    graph = json.loads((HERE / 'first-case.graph.json').read_text())
    good = True
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder, 'chart.json')
        env = dict(os.environ, CHART_JSON=str(file), G_TEST_SRCDIR=str(HERE.parent.parent))
        done = subprocess.run([sys.argv[1], '-p', '/chart/arrange/first-case'], env=env, capture_output=True)
        good &= tap(done.returncode == 0 and file.exists(), 'the first case is arranged')
        drawing = json.loads(file.read_text())
        good &= judge('first case', drawing, graph, crossings=6)
        # does the measure notice? two boxes on one place must be a defect
        boxes = [n for n in drawing['nodes'] if not n.get('parent')]
        boxes[1]['x'], boxes[1]['y'] = boxes[0]['x'], boxes[0]['y']
        good &= tap(metrics.measure(drawing, graph)['defects'] > 0, 'the measure notices boxes on each other')
        if len(sys.argv) > 3:
            for audience in sys.argv[4:]:
                good &= shipped(audience, file)
    print(f'1..{number}')
    return 0 if good else 1


if __name__ == '__main__':
    sys.exit(main())
