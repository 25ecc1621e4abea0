#!/usr/bin/env python3
"""The comparison's document for brief: a case, an audience, a layout. `case(folder, rows)` writes them; run as a program:

    bench/peers/sources.py FOLDER [ROWS [VARIANT]]
"""
import json, os, sys
import content as c

LAYOUT = '''extends: shared/house
title: Briefing
page: {margins: {inner: 22mm, outer: 22mm, top: 26mm, bottom: 24mm}}
styles:
  text: {size: 10pt, leading: 13pt, space_after: 5pt}
  heading: {size: 12pt, leading: 15pt, space_before: 10pt, rule_above: none}
header: {left: "{briefing.title}", right: "{banner}"}
footer: {left: "{briefing.issued} · page {page} of {pages}", right: "{banner}"}
citations: {show: sequence}
body:
  - title: {}
  - figures: {columns: 4, where: {tags: [fact], figure: true}, unit: "{unit}"}
  - judgements: {heading: Key judgements, numbered: true, because: false}
'''
AUDIENCES = 'audiences: {open: {title: Everybody, clearance: {tlp-2: CLEAR}}}\n'
BUILD = 'products: [{case: tollen, make: [{audience: open, layout: page}]}]\n'
CHART = '  - chart: {caption: People and parts as the slips show them., effort: normal}\n'
COMPARISON = '  - comparison: {where: {compared: true}, title: Thefts recorded in this year and the year before.}\n'
ESTIMATE = '  - estimate: {where: {tags: [bar1], figure: true}, title: Measured losses by the load of a cart.}\n'


def q(text):
    return json.dumps(text, ensure_ascii=False)


def table(caption, head, rows):
    cells = lambda row: '[' + ', '.join(q(t) for t in row) + ']'
    return (f'  - table:\n      caption: {q(caption)}\n      head: [{cells(head)}]\n      rows:\n'
            + ''.join(f'        - {cells(row)}\n' for row in rows))


def register_block():
    keys = [('{as_of:short|undated}', 0, 'start'), ('{text}', 40, 'start'), ('{holders}', 0, 'start'), ('{about}', 0, 'start'),
            ('{figure}', 0, 'end'), ('{certainty}', 0, 'start'), ('{kind}', 0, 'start')]
    return ('  - claims:\n      as: table\n      caption: Register of losses.\n      where: {tags: [register]}\n      columns:\n'
            + ''.join(f'        - {{head: {q(head)}, text: {q(text)}, weight: {weight}, align: {align}}}\n'
                      for head, (text, weight, align) in zip(c.REGISTER, keys)))


def layout():
    out = LAYOUT
    for name, _, _ in c.SECTIONS:
        out += f'  - passage: {{where: {{tags: [{name}]}}, numbered: true}}\n'
        if name == 'outline':
            out += table('Words of confidence.', *c.STAGES)
        if name == 'people':
            out += CHART
        if name == 'losses':
            out += COMPARISON + ESTIMATE + table('Thefts by lock.', *c.LOCKS)
    return out + register_block() + '  - notes: {heading: Notes}\n'


def facts(variant):
    out = (f'briefing: {{id: tollen, title: {q(c.TITLE)}, subtitle: {q(c.SUBTITLE)}, issue: {1 + variant}, issued: {c.DATE}, cutoff: {c.DATE}, '
           'language: en-GB, scheme: tlp-2, marking: CLEAR, likelihood: icd203-likely, subject: ring}\n'
           'sources:\n  file: {kind: oversight report, name: the Tollen file, originator: Magistrate at Osk, date: 2023-09}\nentities:\n')
    for key, kind, name in c.NODES:
        out += f'  {key}: {{kind: {kind}, name: {q(name)}}}\n'
    out += 'claims:\n'
    more = {note: f', figure: {{exact: {value + variant}, unit: {unit}}}, tags: [fact]' for _, value, unit, note in c.FACTS}
    for n, (_, unit, bars) in enumerate(c.BARS):
        for k, (_, value, note) in enumerate(bars):
            more[note] = f', figure: {{exact: {value}, unit: {unit}, population: {unit}}}, period: {2023 - k}-01..{2023 - k}-09, tags: [bar{n}]'
    more[c.BARS[0][2][0][2]] += f', compare: {{with: F{c.BARS[0][2][1][2]}, note: Months to September.}}'
    for n, text in enumerate(c.NOTES, 1):
        out += f'  F{n}: {{kind: count, text: {q(text)}, about: ring, said_by: file, as_of: 2023-09, certainty: asserted{more.get(n, "")}}}\n'
    out += 'relations:\n'
    for n, (start, is_, end, claim) in enumerate(c.TIES, 1):
        out += f'  R{n}: {{from: {start}, is: {is_}, to: {end}, status: asserted, claims: [F{claim}]}}\n'
    out += 'judgements:\n'
    for n, (confidence, start, word, end) in enumerate(c.JUDGEMENTS, 1):
        out += (f'  J{n}: {{text: {q(f"{start} {{likelihood}} {end}")}, likelihood: {word}, confidence: {confidence}, '
                f'because: "See [F{n}].", basis: [F{n}]}}\n')
    out += 'text:\n'
    for name, heading, paragraphs in c.SECTIONS:
        out += f'  {name}:\n    heading: {q(heading)}\n    tags: [{name}]\n    text: |\n'
        out += '\n'.join(f'      {p}\n' for p in paragraphs)
    return out


FILE_ROWS = 20000  # one file of facts holds so many


def case(folder, rows=40, variant=0):
    own = os.path.join(folder, 'data/tollen')
    os.makedirs(os.path.join(own, 'layouts'), exist_ok=True)
    files = {'data/audiences.yaml': AUDIENCES, 'data/briefings.yaml': BUILD, 'data/tollen/layouts/page.yaml': layout(),
             'data/tollen/facts.yaml': facts(variant)}
    for path, text in files.items():
        with open(os.path.join(folder, path), 'w', encoding='utf-8') as f:
            f.write(text)
    file = None
    for n, (key, date, text, holder, _, drums, certainty, kind) in enumerate(c.register(rows)):
        if n % FILE_ROWS == 0:
            file = open(os.path.join(own, f'register-{n:06}.yaml'), 'w', encoding='utf-8')
            file.write('claims:\n')
        file.write(f'  {key}: {{kind: {kind}, text: {q(text)}, figure: {drums} drums, about: ring, said_by: file, as_of: {date}, '
                   f'certainty: {certainty}, holders: {holder}, tags: [register]}}\n')


if __name__ == '__main__':
    case(sys.argv[1], *(int(n) for n in sys.argv[2:]))
