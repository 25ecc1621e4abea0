#!/usr/bin/env python3
"""Graphs of the shapes that charts are measured with, as the JSON that `brief chart --graph` reads.

    graphs.py SHAPE [SEED] > graph.json        graphs.py --list

The same shape and seed give the same graph. Shapes are in SHAPES; FRAMES says in what frame [mm] each is drawn.
"""
import json
import random
import sys

FIRST = 'Adel Bashir Carlos Darya Emil Farid Goran Hana Ibrahim Jamila Karim Leila Mirza Nadia Omar Parwin Rashid Samir Tariq Zara'.split()
LAST = 'Abadi Barak Castillo Danesh Eltahir Farouk Gomez Halabi Ismailov Jaber Karimi Lopez Mansour Nazari Osman Petrov Qasim Rahimi Salim Tahiri'.split()
PLACES = 'Northern Eastern Valley River Harbour Mountain Border Desert Coastal Central Upper Lower'.split()
BODIES = ['Guard', 'Front', 'Council', 'League', 'Trading Company', 'Brigade', 'Relief Society', 'Transport Union', 'Movement', 'Bank']
SHORT = ['knows', 'pays', 'leads', 'trains', 'shelters', 'arms', 'fights', 'warned', 'cousin of', 'met']
LONG = ['transferred funds through two intermediaries', 'attended the same training camp in 2014', 'reportedly supplied rifles, spring 2019',
        'is believed to own a share of the warehouse', 'telephoned on the eve of the attack', 'denies having met him before 2017',
        'founded the company together with', 'was arrested in the house of', 'acted as courier between the two, 2016–2018',
        'pledged allegiance in a recorded message']


def name(rng, kind):
    if kind == 'person':
        return f'{rng.choice(FIRST)} {rng.choice(LAST)}'
    if kind == 'event':
        return f'Attack on the {rng.choice(PLACES)} Market, {rng.randint(2009, 2021)}'
    return f'{rng.choice(PLACES)} {rng.choice(BODIES)}'


def graph(rng, n, pairs, label=None, kinds=('person', 'person', 'organisation', 'organisation', 'event'), groups=None, directed=True):
    nodes = []
    for i in range(n):
        kind = rng.choice(kinds)
        node = {'id': f'n{i}', 'label': name(rng, kind), 'kind': kind}
        if groups and groups[i] is not None:
            node['group'] = f'g{groups[i]}'
        nodes.append(node)
    order = list(range(n))
    rng.shuffle(order)
    edges = []
    for i, (a, b) in enumerate(pairs):
        edge = {'id': f'e{i}', 'from': f'n{a}', 'to': f'n{b}'}
        if label:
            edge['label'] = rng.choice(label)
        edges.append(edge)
    rng.shuffle(edges)
    made = {'directed': directed, 'nodes': [nodes[i] for i in order], 'edges': edges}
    if groups:
        made['groups'] = [{'id': f'g{i}'} for i in sorted({g for g in groups if g is not None})]
    return made


def planar(rng):
    """10 boxes, 13 lines: a ring with four chords on its inside that do not cross."""
    pairs = [(i, (i + 1) % 10) for i in range(10)] + [(0, 2), (2, 9), (3, 8)]
    made = graph(rng, 10, pairs, SHORT)
    for i, node in enumerate(made['nodes']):
        node['label'] = node['label'].split()[-1]
    return made


def components(rng):
    """30 boxes, 26 long labels, several components."""
    sizes, pairs, at = [9, 7, 5, 4, 3, 2], [], 0
    for size in sizes:
        pairs += [(at + rng.randrange(max(0, i - 3), i), at + i) for i in range(1, size)]
        at += size
    pairs += [(0, 5), (9, 13)]
    return graph(rng, 30, [p if rng.random() < .6 else p[::-1] for p in pairs], LONG)


CLUB = {2: '1', 3: '1 2', 4: '1 2 3', 5: '1', 6: '1', 7: '1 5 6', 8: '1 2 3 4', 9: '1 3', 10: '3', 11: '1 5 6', 12: '1', 13: '1 4', 14: '1 2 3 4',
        17: '6 7', 18: '1 2', 20: '1 2', 22: '1 2', 26: '24 25', 28: '3 24 25', 29: '3', 30: '24 27', 31: '2 9', 32: '1 25 26 29',
        33: '3 9 15 16 19 21 23 24 30 31 32', 34: '9 10 14 15 16 19 20 21 23 24 27 28 29 30 31 32 33'}


def club(rng):
    """34 boxes, 78 lines, no labels: who met whom in the club that Zachary 1977 watched."""
    pairs = [(a - 1, int(b) - 1) for a in sorted(CLUB) for b in CLUB[a].split()]
    made = graph(rng, 34, pairs, None, ('person',), None, False)
    for node in made['nodes']:
        node['label'] = f'Member {int(node["id"][1:]) + 1}'
    return made


def near_tree(rng):
    """47 boxes, 55 lines: a tree and nine lines more."""
    parent = [None] + [rng.randrange(max(0, i // 3 - 1), i // 2 + 1) if i > 1 else 0 for i in range(1, 47)]
    pairs = [(parent[i], i) for i in range(1, 47)]
    while len(pairs) < 55:
        a = rng.randrange(1, 47)
        near = [i for i in range(47) if i != a and (parent[i] == parent[a] or parent[i] == a or parent[a] == i or
                                                    (parent[a] is not None and i == parent[parent[a]]))]
        b = rng.choice(near)
        if (a, b) not in pairs and (b, a) not in pairs:
            pairs.append((a, b))
    made = graph(rng, 47, pairs, None)
    for node in made['nodes']:
        node['label'] = ' '.join(node['label'].split()[-2:])
    return made


def wide(rng):
    """91 boxes, 102 long labels, in groups."""
    groups, pairs, heads = [], [], []
    for g in range(10):
        size = 10 if g == 0 else 9
        first = len(groups)
        heads.append(first)
        groups += [g] * size
        pairs += [(first + rng.randrange(0, min(i, 4)), first + i) for i in range(1, size)]
    for i in range(len(heads) - 1):
        pairs.append((heads[rng.randrange(max(0, i - 1), i + 1)], heads[i + 1]))
    while len(pairs) < 102:
        a, b = rng.randrange(91), rng.randrange(91)
        if a != b and abs(groups[a] - groups[b]) <= 1 and (a, b) not in pairs and (b, a) not in pairs:
            pairs.append((a, b))
    return graph(rng, 91, pairs, LONG, groups=groups)


def communities(rng, n=500, m=831, k=15):
    """500 boxes, 831 lines in 15 communities."""
    groups = sorted(rng.randrange(k) for _ in range(n))
    of = [[i for i in range(n) if groups[i] == g] for g in range(k)]
    pairs = set()
    for members in of:
        pairs |= {(members[rng.randrange(0, max(1, j // 2))], members[j]) for j in range(1, len(members))}
    while len(pairs) < m:
        a = rng.randrange(n)
        b = rng.choice(of[groups[a]]) if rng.random() < .85 else rng.randrange(n)
        if a != b and (b, a) not in pairs:
            pairs.add((a, b))
    return graph(rng, n, sorted(pairs))


def tree(rng):
    return graph(rng, 31, [((i - 1) // 2, i) for i in range(1, 31)], SHORT)


def star(rng):
    return graph(rng, 17, [(0, i) for i in range(1, 17)], SHORT)


def clique(rng):
    return graph(rng, 8, [(i, k) for i in range(8) for k in range(i)], None)


def bipartite(rng):
    return graph(rng, 12, [(i, 6 + (i * 3 + k) % 6) for i in range(6) for k in range(3)], SHORT)


def chain(rng):
    return graph(rng, 24, [(i, i + 1) for i in range(23)], SHORT)


def parallel(rng):
    """Several ties between the same two, both ways, and to oneself."""
    return graph(rng, 6, [(0, 1)] * 3 + [(1, 0)] * 2 + [(2, 2), (2, 3), (3, 2), (3, 4), (4, 5), (5, 4), (5, 0), (1, 2)], SHORT)


def scripts(rng):
    made = graph(rng, 8, [(i, (i + 1) % 8) for i in range(8)] + [(0, 4), (2, 6)], SHORT)
    names = ['الدولة الإسلامية في العراق', 'Исламское движение Восточного Туркестана', 'Ισλαμικό Κράτος', 'تحریک طالبان پاکستان',
             'Đảng Nhân dân', 'Северный альянс', 'Réseau Haqqani', 'İslami Cihat']
    words = ['تعاون معها منذ سنوات طويلة', 'присягнул на верность в 2014 году', 'συνεργάζεται', 'سره جنګیږي', 'hợp tác với', 'd’après l’ONU, rivalise avec']
    for i, node in enumerate(made['nodes']):
        node['label'] = names[i % len(names)]
    for i, edge in enumerate(made['edges']):
        edge['label'] = words[i % len(words)]
    return made


SHAPES = {'planar': planar, 'components': components, 'club': club, 'near-tree': near_tree, 'wide': wide, 'communities': communities,
          'tree': tree, 'star': star, 'clique': clique, 'bipartite': bipartite, 'chain': chain, 'parallel': parallel, 'scripts': scripts}
FRAMES = {'planar': '85x60', 'wide': '400x277', 'communities': '400x277'}


def make(shape, seed=1):
    return SHAPES[shape](random.Random(f'{shape} {seed}'))


if __name__ == '__main__':
    if sys.argv[1] == '--list':
        print('\n'.join(SHAPES))
    else:
        json.dump(make(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1), sys.stdout, ensure_ascii=False, indent=1)
