#!/usr/bin/env python3
"""Measures sets of charts: graphs that no sheet holds, as an overview, a chart of each community and an index.

    sets.py BRIEF [--effort normal] [--seeds 3] [--shape NAME …] [--each]

A seed is another graph of the shape. `cost` is that of the worst chart (at the width of a page), `defects` and `crossings` are the
most in one chart; `cut` is the share of ties that no chart shows as a line. CPU is that of the whole command, start-up included.
"""
import argparse
import importlib.machinery
import importlib.util
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.dont_write_bytecode = True
sys.path.insert(0, str(HERE))
import graphs
loader = importlib.machinery.SourceFileLoader('graph_metrics', str(HERE.parent.parent / 'tests' / 'chart' / 'graph-metrics'))
metrics = importlib.util.module_from_spec(importlib.util.spec_from_loader('graph_metrics', loader))
loader.exec_module(metrics)

# boxes, lines, communities; the goal of the first at normal and best effort: worst cost, defects, crossings, CPU s
SHAPES = {'500 in 15': ((500, 831, 15), (.15, 0, 50, 2), (.07, 0, 23, 10)),
          '150 in 6': ((150, 260, 6), None, None),
          '300 in 40': ((300, 500, 40), None, None),
          '600 in 20': ((600, 1200, 20), None, None),
          '600 in 1': ((600, 1200, 1), None, None)}


def draw(brief, graph, words):
    with tempfile.TemporaryDirectory() as folder:
        source, target = pathlib.Path(folder, 'graph.json'), pathlib.Path(folder, 'charts.json')
        source.write_text(json.dumps(graph, ensure_ascii=False))
        child = subprocess.Popen([brief, 'chart', '--graph', str(source), '--format', 'json', '-o', str(target), '-q', *words],
                                 stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
        if status != 0:
            raise SystemExit(f'brief ended with {status}')
        return json.loads(target.read_text())['charts'], usage.ru_utime + usage.ru_stime


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('brief')
    ap.add_argument('--effort', default='normal', choices=('draft', 'normal', 'best'))
    ap.add_argument('--seeds', type=int, default=3)
    ap.add_argument('--shape', nargs='*', default=list(SHAPES))
    ap.add_argument('--each', action='store_true', help='every chart on a line of its own')
    a = ap.parse_args()
    print(f'{"graph":12}{"seed":>5}{"charts":>7}{"cost":>7}{"defects":>8}{"crossings":>10}{"type":>6}{"cut":>6}{"CPU s":>7}   goal')
    for shape in a.shape:
        numbers, normal, best = SHAPES[shape]
        goal = best if a.effort == 'best' else normal
        for seed in range(1, a.seeds + 1):
            graph = graphs.communities(random.Random(f'communities {seed}'), *numbers)
            charts, cpu = draw(a.brief, graph, ['--effort', a.effort])
            all_of = [metrics.measure(c, None, (170, 1000)) for c in charts]
            for number, m in enumerate(all_of if a.each else [], 1):
                print(f'   {number:3}', len(charts[number - 1]['nodes']), len(charts[number - 1]['edges']), ' '.join(
                    f'{k}={m[k]}' for k in ('cost', 'defects', 'cross', 'bends', 'font', 'over', 'thru', 'l-n', 'l-l', 'l-e', 'hide',
                                            'coin')))
            cut = 1 - sum(sum(1 for e in c['edges']) for c in charts[1:]) / len(graph['edges'])
            print(f'{shape:12}{seed:5}{len(charts):7}{max(m["cost"] for m in all_of):7.3f}{max(m["defects"] for m in all_of):8}'
                  f'{max(m["cross"] for m in all_of):10}{min(m["font"] for m in all_of):6.2f}{cut:6.2f}{cpu:7.2f}   '
                  + (' '.join(str(x) for x in goal) if goal else ''), flush=True)


if __name__ == '__main__':
    main()
