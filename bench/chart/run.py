#!/usr/bin/env python3
"""Measures charts of graphs: cost, defects, crossings, type size and CPU time, beside the goals.

    run.py BRIEF [--effort normal] [--seeds 5] [--shape NAME …] [--each]

A seed is another graph of the shape; of the first case, another order of its nodes and edges (0: as it stands). A row is the
median over the seeds, with the worst in brackets. The counts are those of tests/chart/graph-metrics; CPU is that of the whole
command with its worker, start-up included.
"""
import argparse
import importlib.machinery
import importlib.util
import json
import os
import pathlib
import random
import statistics
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
TESTS = HERE.parent.parent / 'tests' / 'chart'
sys.dont_write_bytecode = True
sys.path.insert(0, str(HERE))
import graphs
loader = importlib.machinery.SourceFileLoader('graph_metrics', str(TESTS / 'graph-metrics'))
metrics = importlib.util.module_from_spec(importlib.util.spec_from_loader('graph_metrics', loader))
loader.exec_module(metrics)

# row: shape, words for the program, and the goal at normal and best effort: cost, defects, crossings, CPU s
ROWS = {
    'planar': ('planar', [], (0, 0, 0, .05), (0, 0, 0, .05)),
    'first': ('first', [], (.10, 0, 6, .3), (.07, 0, 4, 3)),
    'first-unfolded': ('first', ['--fold', 'none'], (.14, 0, 9, .35), (.10, 0, 6, 3)),
    'components': ('components', [], (.02, 0, 0, .2), (.01, 0, 0, .6)),
    'club': ('club', [], (.45, 6, 55, .7), (.33, 2, 43, 6)),
    'near-tree': ('near-tree', [], (.02, 0, 2, .2), (.01, 0, 1, .8)),
    'wide': ('wide', [], (.22, 4, 25, 1.5), (.17, 0, 22, 5)),
}
OTHERS = ['tree', 'star', 'clique', 'bipartite', 'chain', 'parallel', 'scripts']


def make(shape, seed):
    if shape != 'first':
        return graphs.make(shape, seed)
    graph = json.loads((TESTS / 'first-case.graph.json').read_text())
    if seed > 0:
        rng = random.Random(seed)
        rng.shuffle(graph['nodes'])
        rng.shuffle(graph['edges'])
    return graph


def draw(brief, graph, frame, words):
    with tempfile.TemporaryDirectory() as folder:
        source, target = pathlib.Path(folder, 'graph.json'), pathlib.Path(folder, 'chart.json')
        source.write_text(json.dumps(graph, ensure_ascii=False))
        child = subprocess.Popen([brief, 'chart', '--graph', str(source), '--frame', frame, '-o', str(target), '-q', *words],
                                 stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
        if status != 0:
            raise SystemExit(f'brief ended with {status}')
        m = metrics.measure(json.loads(target.read_text()), graph, tuple(float(x) for x in frame.split('x')))
    m['cpu'] = usage.ru_utime + usage.ru_stime
    m['mb'] = usage.ru_maxrss / 1024
    return m


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('brief')
    ap.add_argument('--effort', default='normal', choices=('draft', 'normal', 'best'))
    ap.add_argument('--seeds', type=int, default=5)
    ap.add_argument('--shape', nargs='*', default=list(ROWS))
    ap.add_argument('--each', action='store_true', help='every seed on a line of its own')
    a = ap.parse_args()
    print(f'{"graph":16}{"frame":>9}  {"cost":>14}{"defects":>10}{"crossings":>11}{"type":>6}{"CPU s":>13}   goal')
    for row in a.shape:
        shape, words, normal, best = ROWS.get(row, (row, [], None, None))
        frame, goal = graphs.FRAMES.get(shape, '170x120'), best if a.effort == 'best' else normal
        found = []
        for seed in range(a.seeds):
            m = draw(a.brief, make(shape, seed), frame, ['--effort', a.effort, *words])
            found.append(m)
            if a.each:
                print('   ', seed, ' '.join(f'{k}={m[k]}' for k in ('cost', 'font', 'defects', 'over', 'thru', 'l-n', 'l-l', 'l-e', 'far',
                                                                      'hide', 'port', 'coin', 'grp', 'miss', 'cross', 'bends', 'len',
                                                                      'ares', 'fill')), f'cpu={m["cpu"]:.3f}')
        mid = lambda k: statistics.median(m[k] for m in found)
        top = lambda k: max(m[k] for m in found)
        print(f'{row:16}{frame:>9}  {mid("cost"):6.3f} ({top("cost"):4.2f}) {mid("defects"):5.1f} ({top("defects"):2d}) '
              f'{mid("cross"):5.1f} ({top("cross"):3d}) {min(m["font"] for m in found):5.2f} {mid("cpu"):6.2f} ({top("cpu"):4.2f})   '
              + (' '.join(str(x) for x in goal) if goal else ''), flush=True)


if __name__ == '__main__':
    main()
