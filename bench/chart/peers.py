#!/usr/bin/env python3
"""Measures charts beside other engines, on graphs of many shapes: cost of each in the same frame, and at what size of type.

    peers.py BRIEF [--node FOLDER] [--shape NAME …] [--seed 1] [--keep FOLDER]

Graphviz is called if `dot` is there (Debian: graphviz); the others from FOLDER/node_modules, after
    npm install elkjs @dagrejs/dagre cytoscape cytoscape-fcose webcola d3-force
All are given the same boxes of words (names 9 pt, labels 7.5 pt, as tests/chart/graph-metrics sizes them). Engines that give no curves
get straight lines, parallel ones bowed apart, from box to box, those that place no labels get them on the middle of their line. What comes out is
scaled to the frame and measured by tests/chart/graph-metrics. Cost alone is no comparison: an engine buys a low cost with type that
nobody can read. So `best peer` is the least cost among those with type of 6.5 pt or more in the frame; those with less are in
brackets, where no peer is legible. A drawing that fails is named with its reason.
"""
import argparse
import importlib.machinery
import importlib.util
import json
import math
import pathlib
import re
import shutil
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

GRAPHVIZ = ['dot', 'neato', 'fdp', 'sfdp']
NODE = ['elk-layered', 'elk-stress', 'dagre', 'fcose', 'cola', 'd3-force']
LEGIBLE = 6.5
SECONDS = 40


def sized(graph):
    """The boxes that all engines are given."""
    s = metrics.sizes(graph)
    return ([{'id': n['id'], 'w': s['nodes'][n['id']]['w'], 'h': s['nodes'][n['id']]['h']} for n in graph['nodes']],
            [{'id': e['id'], 'from': e['from'], 'to': e['to'], 'text': e.get('label', ''),
              'label': {k: s['edges'][e['id']][k] for k in 'wh'} if e['id'] in s['edges'] else None} for e in graph['edges']])


def border(box, towards):
    """Where the line from the middle of @box to @towards leaves it."""
    cx, cy = box['x'] + box['w'] / 2, box['y'] + box['h'] / 2
    dx, dy = towards[0] - cx, towards[1] - cy
    t = min(box['w'] / 2 / abs(dx) if dx else math.inf, box['h'] / 2 / abs(dy) if dy else math.inf)
    return [cx + dx * min(t, 1), cy + dy * min(t, 1)] if t < math.inf else [cx, cy]


def straight(a, b, number, of):
    """A line from box to box; the @number-th of @of is bowed."""
    ax, ay, bx, by = a['x'] + a['w'] / 2, a['y'] + a['h'] / 2, b['x'] + b['w'] / 2, b['y'] + b['h'] / 2
    if a is b:
        x, y, r = a['x'] + a['w'], ay, 8 + 6 * number
        return [[x, y - 4], [x + r, y - r], [x + 1.4 * r, y], [x + r, y + r], [x, y + 4]]
    d = math.hypot(bx - ax, by - ay) or 1
    bow = (number - (of - 1) / 2) * 24 * (1 if (a['id'] < b['id']) else -1)
    mx, my = (ax + bx) / 2 - (by - ay) / d * bow, (ay + by) / 2 + (bx - ax) / d * bow
    if abs(bow) < 1:
        return [border(a, (bx, by)), border(b, (ax, ay))]
    p, q = border(a, (mx, my)), border(b, (mx, my))
    return [[(1 - t) ** 2 * p[0] + 2 * t * (1 - t) * mx + t * t * q[0], (1 - t) ** 2 * p[1] + 2 * t * (1 - t) * my + t * t * q[1]]
            for t in (i / 12 for i in range(13))]


def middle(points):
    """The middle of a polyline, by length."""
    half = sum(math.dist(p, q) for p, q in zip(points, points[1:])) / 2
    for p, q in zip(points, points[1:]):
        d = math.dist(p, q)
        if d >= half and d > 0:
            return [p[0] + (q[0] - p[0]) * half / d, p[1] + (q[1] - p[1]) * half / d]
        half -= d
    return points[len(points) // 2]


def drawing(name, nodes, edges, places, lines):
    """@places: left and top by id; @lines: {points, label} by id, either may be lacking → what graph-metrics reads."""
    box = {n['id']: dict(n, x=places[n['id']][0], y=places[n['id']][1], font=9) for n in nodes}
    pairs, seen = {}, {}
    for e in edges:
        pairs.setdefault(frozenset((e['from'], e['to'])), []).append(e['id'])
    made = []
    for e in edges:
        key = frozenset((e['from'], e['to']))
        number = seen[key] = seen.get(key, -1) + 1
        given = lines.get(e['id']) or {}
        points = given.get('points') or straight(box[e['from']], box[e['to']], number, len(pairs[key]))
        edge = {'id': e['id'], 'from': e['from'], 'to': e['to'], 'drawn': 'line', 'points': points}
        if e['label']:
            at = given.get('label')
            if not at:
                x, y = middle(points)
                at = [x - e['label']['w'] / 2, y - e['label']['h'] / 2]
            edge['label'] = {'x': at[0], 'y': at[1], **e['label'], 'font': 7.5, 'text': e['text']}
        made.append(edge)
    return {'engine': name, 'nodes': list(box.values()), 'edges': made}


def bezier(numbers):
    """Graphviz's spline, cubic pieces end to end, as a polyline."""
    points = [numbers[0]]
    for k in range(0, len(numbers) - 3, 3):
        p = numbers[k:k + 4]
        for i in range(1, 13):
            t = i / 12
            points.append([sum(c * p[j][d] for j, c in enumerate(((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t ** 3)))
                           for d in (0, 1)])
    return points


def graphviz(engine, nodes, edges, directed):
    text = ['digraph g {' if directed else 'graph g {',
            'graph [overlap=prism, splines=true, nodesep=.2, ranksep=.35, rankdir=LR, K=1.2, start=1];'
            if engine != 'dot' else 'graph [nodesep=.2, ranksep=.3, rankdir=LR];', 'node [shape=box, fixedsize=true, label=""];']
    for i, n in enumerate(nodes):
        text.append(f'n{i} [width={n["w"] / 72:.4f}, height={n["h"] / 72:.4f}];')
    number = {n['id']: i for i, n in enumerate(nodes)}
    for i, e in enumerate(edges):
        label = e['label'] and (f', label=<<TABLE BORDER="0" CELLPADDING="0" CELLSPACING="0"><TR><TD FIXEDSIZE="TRUE" WIDTH="{e["label"]["w"]:.0f}" '
                                f'HEIGHT="{e["label"]["h"]:.0f}"></TD></TR></TABLE>>')
        text.append(f'n{number[e["from"]]} {"->" if directed else "--"} n{number[e["to"]]} [id="{i}"{label or ""}];')
    done = subprocess.run([engine, '-Tjson'], input='\n'.join(text) + '}', capture_output=True, text=True, timeout=SECONDS)
    if done.returncode != 0 or not done.stdout:
        raise RuntimeError(f'ended with {done.returncode}: {done.stderr.strip().splitlines()[-1:]}')
    made = json.loads(done.stdout)
    flip = lambda x, y: [float(x), -float(y)]
    places, lines = {}, {}
    for o in made['objects']:
        n = nodes[int(o['name'][1:])]
        x, y = flip(*o['pos'].split(','))
        places[n['id']] = [x - n['w'] / 2, y - n['h'] / 2]
    for o in made.get('edges', []):
        e = edges[int(o['id'])]
        ends, numbers = {}, []
        for word in o.get('pos', '').split():
            parts = word.split(',')
            if parts[0] in 'es':
                ends[parts[0]] = flip(*parts[1:])
            else:
                numbers.append(flip(*parts))
        points = ([ends['s']] if 's' in ends else []) + bezier(numbers) + ([ends['e']] if 'e' in ends else []) if numbers else None
        at = flip(*o['lp'].split(',')) if 'lp' in o and e['label'] else None
        lines[e['id']] = {'points': points, 'label': at and [at[0] - e['label']['w'] / 2, at[1] - e['label']['h'] / 2]}
    return places, lines


def node(engine, folder, nodes, edges):
    done = subprocess.run(['node', str(HERE / 'peers.mjs'), str(folder), engine], input=json.dumps({'nodes': nodes, 'edges': edges}),
                          capture_output=True, text=True, timeout=SECONDS)
    if done.returncode != 0:
        said = [line for line in done.stderr.splitlines() if re.search('Error|error', line)]
        raise RuntimeError((said or ['failed'])[0][:80])
    made = json.loads(done.stdout)
    return made['nodes'], made['edges']


def ours(brief, graph, frame):
    done = subprocess.run([brief, 'chart', '--graph', '-', '--frame', frame, '--format', 'json', '-o', '-', '-q'],
                          input=json.dumps(graph, ensure_ascii=False), capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f'brief ended with {done.returncode}: {done.stderr}')
    return json.loads(done.stdout)


def compare(a, shape):
    if shape == 'first':
        graph = json.loads((TESTS / 'first-case.graph.json').read_text())
    else:
        graph = graphs.make(shape, a.seed)
    frame = graphs.FRAMES.get(shape, '170x120')
    target = tuple(float(x) for x in frame.split('x'))
    nodes, edges = sized(graph)
    found = {'brief': metrics.measure(ours(a.brief, graph, frame), graph, target)}
    plain = {'directed': graph.get('directed', True), 'nodes': graph['nodes'], 'edges': graph['edges'], 'groups': graph.get('groups', [])}
    for engine in [e for e in GRAPHVIZ if shutil.which(e)] + (NODE if a.node else []):
        try:
            made = graphviz(engine, nodes, edges, plain['directed']) if engine in GRAPHVIZ else node(engine, a.node.resolve(), nodes, edges)
            whole = drawing(engine, nodes, edges, *made)
            if a.keep:
                (a.keep / f'{shape}-{engine}.json').write_text(json.dumps(whole))
            found[engine] = metrics.measure(whole, plain, target)
        except (RuntimeError, subprocess.TimeoutExpired, KeyError, ValueError) as e:
            print(f'# {shape}, {engine}: {str(e)[:100]}', flush=True)
    return frame, found


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('brief')
    ap.add_argument('--node', type=pathlib.Path)
    ap.add_argument('--shape', nargs='*', default=['first', *graphs.SHAPES])
    ap.add_argument('--seed', type=int, default=1)
    ap.add_argument('--keep', type=pathlib.Path)
    ap.add_argument('--all', action='store_true', help='every engine on a line of its own')
    a = ap.parse_args()
    lost = 0
    print(f'| graph | frame mm | brief: cost / type / crossings | best legible peer | least cost of any peer |\n| --- | --- | --- | --- | --- |')
    for shape in a.shape:
        frame, found = compare(a, shape)
        told = lambda e: f'{e} {found[e]["cost"]:.2f} / {found[e]["font"]:.1f} / {found[e]["cross"]}'
        peers = [e for e in found if e != 'brief']
        rank = lambda e: (found[e]['cost'], -found[e]['font'])
        legible = sorted((e for e in peers if found[e]['font'] >= LEGIBLE), key=rank)
        any_of = sorted(peers, key=rank)
        own = found['brief']
        worse = [e for e in legible if found[e]['cost'] < own['cost']]
        lost += bool(worse)
        print(f'| {shape} | {frame} | {told("brief")[6:]} | {told(legible[0]) if legible else "none"}{" **better**" if worse else ""} | '
              f'{told(any_of[0]) if any_of else "none"} |', flush=True)
        for e in any_of if a.all else []:
            m = found[e]
            print(f'#   {e:12}', ' '.join(f'{k}={m[k]}' for k in ('cost', 'font', 'defects', 'over', 'thru', 'l-n', 'l-l', 'l-e', 'far', 'cross', 'bends', 'miss')))
    print(f'# {lost} of {len(a.shape)} where a legible peer is better')
    return 0


if __name__ == '__main__':
    sys.exit(main())
