#!/usr/bin/env python3
"""corpus.py --brief PROGRAM --root SOURCE --into FOLDER: documents of what is rare, made and judged like the products. TAP.

Each kind of block alone, cells that span, tables over many pages, mixed languages, right-to-left, nothing to say, a thousand notes,
with and without facts attached, charts of hundreds of names. And of each, what its pages show, read through the fonts' own maps of
letters, must be the words that were set, in their order. Skipped (77) when a judge is missing.
"""
import argparse
import glob
import json
import os
import re
import shutil
import subprocess
import sys

import beyond
import judge
import judges
import pdfread

sys.path.insert(0, os.path.join(judges.HERE, os.pardir, 'hostile'))
import anything  # noqa: E402: its small case and its list of all kinds of blocks

MIXED = ('The group calls itself *تنظيم الدولة* in Arabic (طالبان in Pashto, « l’État islamique » in French), and 2021–2022 stays a range; '
         'difficult office affairs, file and flow; H₂O and 5 km².')
SPANS = '''  - table:
      columns: [{head: Force}, {head: Low}, {head: High}]
      rows:
        - [{text: Around Osk, col_span: 3, head: true}]
        - [{text: Regulars, row_span: 2, head: true}, "500", "900"]
        - ["600", "1000"]
        - [{text: Others, head: true}, {text: not known, col_span: 2}]
'''
RARE = {  # name: body of the layout, what else of the project is other
    'spans': (SPANS, {}),
    'mixed-languages': ('  - title: {}\n  - passage: {where: {tags: [what]}}\n  - claims: {as: table}\n  - notes: {heading: Notes}',
                        dict(passage=MIXED + ' [F1]', claim=MIXED, name='Osk (اوسک)')),
    'right-to-left': ('  - title: {}\n  - contents: {}\n  - passage: {where: {tags: [what]}}\n  - claims: {as: table}\n  - judgements: {}\n  - notes: {heading: ملاحظات}',
                      dict(language='ar', passage='احترقت المطحنة في 2021–2022 كما قالت Osk Courier. [F1] لا إلا لأن الله', claim='احترقت المطحنة.', title='المطحنة', heading='ماذا حدث',
                           judgement='من الـ{likelihood} أنها تبقى مغلقة.')),
    'nothing-found': ('  - title: {}\n  - passage: {where: {tags: [nowhere]}}\n  - claims: {heading: Claims, as: table, where: {tags: [nowhere]}}\n'
                      '  - group: {body: [{passage: {where: {tags: [nowhere]}}}]}\n  - chart: {height: 60mm, kinds: [event]}\n  - notes: {heading: Notes}', {}),
    'no-body': ('  - title: {}', {}),
    'no-attachment': ('  - title: {}\n  - passage: {where: {tags: [what]}}', dict(head='attach: none')),
    'deep-lists': ('  - title: {}\n  - passage: {where: {tags: [what]}}', dict(passage='- a\n  - b\n    1. c\n    2. d\n- e\n\n3. f\n4. g\n\n> Quoted.\n>\n> - in it')),
    'long-paragraphs': ('  - title: {}\n  - passage: {where: {tags: [what]}}', dict(passage=' '.join(f'Sentence {i} is of some length, too.' for i in range(1500)))),
    'long-table': ('  - table: {columns: [{head: Number}, {head: Words}], rows: [' + ', '.join(f'["{i}", row {i} of many]' for i in range(400)) + ']}', {}),
    'long-cells': ('  - claims: {as: table}', dict(claim=' '.join(f'word{i}' for i in range(1500)))),
    'notes-beside': ('  - passage: {where: {tags: [what]}}\n  - notes: {place: side}', dict(head='page: {aside: {width: 30mm, gap: 4mm}}', passage='It burned. [F1] [F2] [F3]')),
}


def make(brief, project, path, faults):
    """Renders, and compares what the file says with what was set."""
    command = [brief, 'render', 'mill', '-l', 'own', '-a', 'desk']
    done = subprocess.run([*command, '-q', '-o', path], cwd=project.folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300)
    if done.returncode:
        faults.append((os.path.basename(path) + ': is made', done.stderr.splitlines() or ['exit status %d' % done.returncode]))
        return
    dump = subprocess.run([*command, '--dump', 'pages'], cwd=project.folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300).stdout
    faults.append((os.path.basename(path) + ': says what was set', compare(dump, pdfread.Pdf(path))))


def compare(dump, pdf):
    wanted = []
    for line in dump.split('\nelements')[0].split('\n'):
        found = anything.Pages.RUN.match(line)
        if found:
            said = anything.Pages.plain(found[6])
            wanted.append(said[:-1] if ' soft-hyphen' in line.split('"', 1)[0] else said)
    want, got = (beyond.letters(''.join(t)) for t in (wanted, (ink.text for ink in pdf.inks() if ink.text is not None)))
    if want == got and want:
        return []
    at = next((i for i, (a, b) in enumerate(zip(want, got)) if a != b), min(len(want), len(got)))
    return [f'at letter {at}: set “{want[at:at + 30]}”, in the file “{got[at:at + 30]}”']


def edit_facts(project, change):
    path = os.path.join(project.folder, 'data/mill/facts.yaml')
    with open(path, encoding='utf-8') as f:
        facts = f.read()
    with open(path, 'w', encoding='utf-8') as f:
        f.write(change(facts))


def thousand_notes(facts):
    claims = ''.join(f'  N{i}: {{kind: event, text: Thing {i} happened., about: mill, said_by: courier, as_of: 2024-05-03, certainty: asserted}}\n' for i in range(1000))
    words = ' '.join(f'Thing {i} happened. [N{i}]' for i in range(1000))
    facts = facts.replace('relations:\n', claims + 'relations:\n', 1)
    return re.sub(r'(tags: \[what\]\}.*\n)', r'\1' + f'  all: {{text: {anything.yaml(words)}, tags: [all]}}\n', facts)


def large_graph(path, n=600):
    nodes = [{'id': f'n{i}', 'label': f'Actor number {i}', 'kind': 'person' if i % 3 else 'organisation', 'group': f'g{i // 40}'} for i in range(n)]
    edges = [{'id': f'e{i}', 'from': f'n{i}', 'to': f'n{(i * 7 + 3) % n}' if i % 5 == 0 else f'n{i // 40 * 40}', 'type': 'allied' if i % 2 else 'hostile'} for i in range(n)]
    edges = [e for e in edges if e['from'] != e['to']]
    groups = [{'id': f'g{i}', 'label': f'Group {i}'} for i in range((n + 39) // 40)]
    with open(path, 'w', encoding='utf-8') as f:
        json.dump({'groups': groups, 'nodes': nodes, 'edges': edges}, f)


def build(options, faults):
    shutil.rmtree(options.into, ignore_errors=True)
    os.makedirs(options.into)
    cases = {'block-' + kind: (f'  - {kind}: {value}', {}) for kind, value in anything.BLOCKS.items()}
    cases.update(RARE)
    cases['thousand-notes'] = ('  - title: {}\n  - passage: {where: {tags: [all]}}\n  - notes: {heading: Notes}', {})
    cases['thousand-footnotes'] = ('  - title: {}\n  - passage: {where: {tags: [all]}}\n  - notes: {place: foot}', {})
    for name, (body, other) in cases.items():
        language = other.get('language')
        project = anything.Project(os.path.join(options.into, name), body, files={'dot.png': judge.png(30, 20)},
                                   **{k: v for k, v in other.items() if k != 'language'})
        if language:
            edit_facts(project, lambda facts: facts.replace('subject: mill', f'subject: mill, language: {language}', 1))
        if name.startswith('thousand'):
            edit_facts(project, thousand_notes)
        make(options.brief, project, os.path.join(options.into, name + '.pdf'), faults)
        shutil.rmtree(project.folder)
    graph = os.path.join(options.into, 'graph.json')
    large_graph(graph)
    judge.run([options.brief, 'chart', '--graph', graph, '-l', 'analyst', '--effort', 'draft', '-o', os.path.join(options.into, 'chart-600.pdf')], options.root)
    judge.run([options.brief, 'render', 'data/harbour', '-a', 'desk', '-l', 'tables', '-q', '-o', os.path.join(options.into, 'harbour-tables.pdf')],
              os.path.join(options.root, 'tests', 'golden', 'harbour'))
    return sorted(glob.glob(os.path.join(options.into, '*.pdf')))


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    for name in ('brief', 'root', 'into'):
        parser.add_argument('--' + name, required=True)
    options = parser.parse_args()
    options.brief, options.into = os.path.abspath(options.brief), os.path.abspath(options.into)
    command = judges.skip_unless_tools()
    faults = []
    files = build(options, faults)
    return judge.report(faults + judge.judge(command, files, draw=False))


if __name__ == '__main__':
    sys.exit(main())
