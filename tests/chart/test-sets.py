#!/usr/bin/env python3
"""Graphs that no sheet holds: overview, a chart of each community, index. Every chart is clean, nothing is lost, and what is too large
is refused at once.

    test-sets.py BRIEF      TAP
"""
import importlib.machinery
import importlib.util
import json
import pathlib
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.dont_write_bytecode = True
loader = importlib.machinery.SourceFileLoader('graph_metrics', str(HERE / 'graph-metrics'))
metrics = importlib.util.module_from_spec(importlib.util.spec_from_loader('graph_metrics', loader))
loader.exec_module(metrics)
sys.path.insert(0, str(HERE.parent.parent / 'bench' / 'chart'))
import graphs
brief = str(pathlib.Path(sys.argv[1]).resolve())
SLOWER = 12 if b'__asan_init' in pathlib.Path(brief).read_bytes() else 1  # a build with a sanitizer
number, good = 0, True


def tap(ok, name, told=''):
    global number, good
    number += 1
    good &= bool(ok)
    print(f"{'ok' if ok else 'not ok'} {number} {name}")
    if told and not ok:
        print('\n'.join('# ' + line for line in str(told).splitlines()[:30]))


def chart(graph, *words):
    """Status, output, messages, CPU seconds of `brief chart` for a graph, or for bytes that should be one."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    given = graph if isinstance(graph, bytes) else json.dumps(graph, ensure_ascii=False).encode()
    try:
        done = subprocess.run([brief, 'chart', '--graph', '-', '-o', '-', *words], input=given, capture_output=True, timeout=120)
    except subprocess.TimeoutExpired:
        return None, b'', 'it did not end', 120
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (done.returncode, done.stdout, done.stderr.decode(errors='replace'),
            after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def ties_in(charts):
    """Ids of the ties that the charts of communities show; the overview's lines are numbers."""
    return {e['id'] for c in charts[1:] for e in c['edges']}


def sets():
    for numbers, cost in (((500, 831, 15), .15), ((600, 1200, 20), .2), ((150, 220, 6), .15)):
        graph = graphs.communities(random.Random(f'set {numbers}'), *numbers)
        name = f'{numbers[0]} boxes, {numbers[1]} lines'
        status, out, err, cpu = chart(graph, '--format', 'json')
        if status != 0:
            tap(False, name, err)
            continue
        made = json.loads(out)
        all_of = [metrics.measure(c, None, (170, 1000)) for c in made['charts']]
        told = '\n'.join(f'{k + 1}: cost={m["cost"]} defects={m["defects"]} cross={m["cross"]} font={m["font"]}' for k, m in enumerate(all_of))
        tap(all(m['defects'] == 0 and m['cost'] <= cost and m['font'] >= 6.5 for m in all_of),
            f'{name}: {len(all_of)} charts without a defect, none over {cost}', told)
        tap(len(made['index']) == numbers[0] and all(1 < e['chart'] <= len(all_of) for e in made['index']), f'{name}: each has its chart in the index')
        where = {e['id']: e['chart'] for e in made['index']}
        tap(all(e['id'] in ties_in(made['charts']) for e in graph['edges'] if where[e['from']] == where[e['to']]),
            f'{name}: every tie within a community is in its chart')
        cut = [e for e in graph['edges'] if where[e['from']] != where[e['to']]]
        tap(len(cut) * 100 <= 40 * len(graph['edges']), f'{name}: few ties are parted', f'{len(cut)} of {len(graph["edges"])}')
        again = chart(dict(graph, nodes=graph['nodes'][::-1]), '--format', 'json')[1]
        tap(status == 0 and {e['id']: e['chart'] for e in json.loads(again)['index']} == where, f'{name}: another order of records, the same charts')


def index_is_last():
    """On paper too: figures of a set do not float, so whoever leafs to the end finds all names."""
    graph = graphs.communities(random.Random('set 150'), 150, 220, 6)
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / 'set.pdf'
        status, out, err, cpu = chart(graph, '-o', str(path), '--effort', 'draft')
        text = subprocess.run(['pdftotext', str(path), '-'], capture_output=True).stdout.decode()
    places = [m.start() for m in re.finditer(r'Chart \d+ of \d+', text)]
    at = text.find('Actors and their charts')
    tap(status == 0 and len(places) > 5 and at > places[-1], 'on paper the index comes after the last chart', f'{err}\n{places} {at}')


def dense():
    """Most tied to most: a matrix says so, in the place of lines; a frame keeps the lines; a set has a matrix for each such part."""
    rng = random.Random('dense')
    crowd = [(i, k) for i in range(24) for k in range(i) if rng.random() < .8]
    graph = graphs.graph(rng, 24, crowd)
    status, out, err, cpu = chart(graph, '--format', 'json')
    made = json.loads(out or b'{}')
    tap(status == 0 and made.get('figure') == 'matrix' and '[chart-dense]' in err and f'{len(crowd)} of 276' in made.get('note', ''),
        'a crowd is a matrix, and it is said', err or made.get('note'))
    cells = {e['id']: e for e in made.get('edges', [])}
    rows = {n['id']: n for n in made.get('nodes', [])}
    tap(set(cells) == {e['id'] for e in graph['edges']} and all(rows[e['from']]['y'] <= e['y'] < rows[e['from']]['y'] + rows[e['from']]['h']
        for e in cells.values()), 'every tie has a cell in its row', len(cells))
    columns = {}
    for e in cells.values():
        columns.setdefault(e['to'], set()).add(e['x'])
    tap(all(len(x) == 1 for x in columns.values()) and len({min(x) for x in columns.values()}) == len(columns), 'and in its column', columns)
    status, out, err, cpu = chart(graph, '--format', 'json', '--frame', '170x120', '--effort', 'draft')
    tap(status == 0 and sum(e['drawn'] == 'line' for e in json.loads(out)['edges']) == len(crowd), 'in a frame it keeps its lines', err)
    both = graphs.graph(rng, 160, crowd + [(i, rng.randrange(i)) for i in range(24, 160)])
    status, out, err, cpu = chart(both, '--format', 'json')
    kinds = [(c.get('figure', 'chart'), len(c['nodes'])) for c in json.loads(out)['charts']] if status == 0 else err
    tap([k for k in kinds if k[0] == 'matrix'] == [('matrix', 24)], 'in a set it is a matrix among charts', kinds)
    wool = graphs.graph(rng, 600, [(rng.randrange(600), rng.randrange(600)) for _ in range(1200)])
    status, out, err, cpu = chart(wool, '--format', 'json')
    told = f'status {status}, {cpu:.1f} s\n{err}'
    tap(status == 0 and cpu < 4 * SLOWER and re.search(r'a set of \d+ charts; \d+ ties lead from one to another', err), '1,200 ties at random: a set, in seconds', told)
    if status == 0:
        all_of = [metrics.measure(c, None, (170, 1000)) for c in json.loads(out)['charts']]
        tap(all(m['defects'] == 0 for m in all_of), 'and nothing in it touches', [m['defects'] for m in all_of])


def too_much():
    """5,000 actors: refused with advice, or drawn by rank, in no time."""
    rng = random.Random(5000)
    crowd = graphs.graph(rng, 5000, [(i, rng.randrange(i)) for i in range(1, 5000) for _ in range(2)])
    for words, code, want in (((), 'chart-set-too-large', 1), (('--frame', '170x120'), 'chart-too-large', 1),
                              (('--limit', '40'), None, 0), (('--focus', 'n7'), None, 0)):
        status, out, err, cpu = chart(crowd, '--format', 'json', *words)
        told = f'status {status}, {cpu:.1f} s\n{err}'
        tap(status == want and (not code or f'[{code}]' in err and 'limit' in err), f'5,000 actors {" ".join(words)}: ' + (code or 'reduced'), told)
        tap(cpu < 6 * SLOWER, f'5,000 actors {" ".join(words)}: at once', told)
    if status == 0:
        tap(json.loads(out).get('note'), 'what was left out is said', out[:300])


def hostile():
    """Whatever the file holds: an answer in bounded time and memory, a chart or a diagnostic with its place."""
    two = [{'id': 'a'}, {'id': 'b'}]
    tie = lambda i, a, b, **more: dict({'id': f'e{i}', 'from': a, 'to': b}, **more)
    long_word, prose = 'x' * (1 << 20), 'many words ' * 100000
    files = {
        'four hundred ties of one to itself': {'nodes': two, 'edges': [tie(i, 'a', 'a', label=f'no. {i}') for i in range(300)]},
        'three hundred ties between two': {'nodes': two, 'edges': [tie(i, 'a', 'b', label=f'no. {i}') for i in range(300)]},
        'the same identifier twice': {'nodes': two + two, 'edges': [tie(1, 'a', 'b'), tie(1, 'a', 'b')]},
        'a name of a megabyte': {'nodes': [dict(two[0], label=long_word), two[1]], 'edges': [tie(1, 'a', 'b')]},
        'a name of a hundred thousand words': {'nodes': [dict(two[0], label=prose), two[1]], 'edges': [tie(1, 'a', 'b')]},
        'a tie with words of a megabyte': {'nodes': two, 'edges': [tie(1, 'a', 'b', label=long_word)]},
        'a tie with a hundred thousand words': {'nodes': two, 'edges': [tie(1, 'a', 'b', label=prose)]},
        'fifty names of four hundred letters': {'nodes': [{'id': f'n{i}', 'label': f'{i} ' + 'w' * 400} for i in range(50)],
                                                'edges': [tie(i, f'n{i}', f'n{i * 7 % 50}') for i in range(50)]},
        'all in groups of their own': {'nodes': [{'id': f'n{i}', 'group': f'g{i}'} for i in range(80)],
                                       'groups': [{'id': f'g{i}'} for i in range(80)],
                                       'edges': [tie(i, f'n{i}', f'n{(i + 1) % 80}') for i in range(80)]},
        'everybody with everybody, 60': {'nodes': [{'id': f'n{i}'} for i in range(60)],
                                         'edges': [tie(i * 60 + k, f'n{i}', f'n{k}') for i in range(60) for k in range(i)]},
        'nobody with anybody, 1,500': {'nodes': [{'id': f'n{i}'} for i in range(1500)]},
        'one with all, 900': {'nodes': [{'id': f'n{i}'} for i in range(900)], 'edges': [tie(i, 'n0', f'n{i}') for i in range(1, 900)]},
        'no JSON': b'{"nodes": [{"id": NaN}, {"id": Infinity}, {"id": -1e999}], "edges": [{"from": NaN, "to": Infinity}]}',
        'a hundred thousand brackets': b'{"nodes": ' + b'[' * 100000,
        'a thousand maps in one another': b'{"nodes": [' + b'{"id": ' * 1000 + b'1' + b'}' * 1000 + b']}',
        'zero bytes': b'{"nodes": [{"id": "a\0b"}]}\0',
        'no letters at all': bytes(range(128, 256)) * 40,
        'nothing': b'',
    }
    for name, graph in files.items():
        for words in (('--frame', '170x120'), ()):
            status, out, err, cpu = chart(graph, '--format', 'json', '--effort', 'draft', *words)
            told = f'status {status}, {cpu:.1f} s\n{err[:2000]}'
            tap(status in (0, 1) and cpu < 10 * SLOWER and (status == 0 or ': error: ' in err), f'{name} {" ".join(words)}', told)
            if status == 0 and any(x in name for x in ('a name of', 'words', 'letters')) and 'all' not in name:
                tap('[chart-words-cut]' in err, f'{name} {" ".join(words)}: that it is cut is said', told)
            if status == 0:
                tap(all(abs(n[k]) < 1e5 for c in json.loads(out).get('charts', [json.loads(out)]) for n in c['nodes'] for k in 'xywh'),
                    f'{name} {" ".join(words)}: on the sheet')
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    tap(most < 300 * SLOWER, 'none of all these takes much memory', f'{most:.0f} MB')


sets()
if shutil.which('pdftotext'):
    index_is_last()
else:
    number += 1
    print(f'ok {number} on paper the index comes after the last chart # SKIP there is no pdftotext')
dense()
too_much()
hostile()
print(f'1..{number}')
sys.exit(0 if good else 1)
