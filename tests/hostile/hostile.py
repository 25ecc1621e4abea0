#!/usr/bin/env python3
"""hostile.py BRIEF: what a careless or hostile author can hand to the program.

Each case breaks one thing in a small sound project and says how the program must end: 0 fine, 1 the author's file (with file, and a
[code]), 2 usage, 3 the world. Whatever happens: no signal, no assertion, no message of a library, nothing longer than SLOW seconds
of a processor, and the file that stood under the product's name before stands there unchanged unless the exit status is 0. Prints TAP.
"""
import os, re, resource, shutil, subprocess, sys, tempfile

BRIEF = os.path.abspath(sys.argv[1])
ONLY = sys.argv[2] if len(sys.argv) > 2 else ''
SLOW = 20
FACTS = '''briefing: {id: mill, title: The mill, issue: 1, issued: 2024-05-03, cutoff: 2024-05-03, marking: CLEAR, likelihood: icd203-likely, subject: mill}
sources:
  courier: {kind: news article, title: Mill burns, originator: Courier, date: 2024-05-03}
entities:
  mill: {kind: organisation, type: company, name: Osk mill}
  lund: {kind: person, name: Maja Lund}
claims:
  F1: {kind: event, text: The mill burned down., about: mill, said_by: courier, as_of: 2024-05-03, certainty: asserted, tags: [key]}
  F2: {kind: casualty, text: Three were hurt., figure: 3 workers hurt, about: mill, said_by: courier, as_of: 2024-05-03, certainty: asserted, tags: [key]}
relations:
  R1: {from: lund, is: leads, to: mill, when: 2024-05, claims: [F1]}
judgements:
  J1: {text: 'It is {likelihood} that it stays closed.', likelihood: likely, confidence: low, basis: [F1]}
text:
  what: {heading: What happened, text: 'The @mill burned. [F1]', tags: [what]}
'''
LAYOUT = '''extends: shared/house
title: Hostile
body:
  - title: {}
  - passage: {where: {tags: [what]}}
  - figures: {where: {tags: [key], figure: true}}
  - judgements: {heading: Judgements}
  - claims: {as: table}
  - chart: {height: 60mm}
  - notes: {heading: Notes}
'''
AUDIENCES = 'audiences: {desk: {title: Desk, clearance: {tlp-2: RED}}}\n'
BUILD = 'products: [{case: mill, make: [{audience: desk, layout: own}]}]\n'
EARLIER = b'earlier'
cases = []


class Project:
    def __init__(self, folder):
        self.folder = folder
        for name, text in (('data/mill/facts.yaml', FACTS), ('data/mill/layouts/own.yaml', LAYOUT), ('data/audiences.yaml', AUDIENCES),
                           ('data/briefings.yaml', BUILD), ('out/a.pdf', EARLIER)):
            self.put(name, text)

    def path(self, name):
        return os.path.join(self.folder, name)

    def put(self, name, data):
        os.makedirs(os.path.dirname(self.path(name)), exist_ok=True)
        if os.path.isdir(self.path(name)):
            shutil.rmtree(self.path(name))
        with open(self.path(name), 'wb') as f:
            f.write(data if isinstance(data, bytes) else data.encode('utf-8', 'surrogatepass'))

    def facts(self, old, new):
        assert old in FACTS, old
        self.put('data/mill/facts.yaml', FACTS.replace(old, new, 1))

    def more(self, text):
        self.put('data/mill/more.yaml', text)

    def layout(self, old, new):
        assert old in LAYOUT, old
        self.put('data/mill/layouts/own.yaml', LAYOUT.replace(old, new, 1))

    def body(self, text, head=''):
        self.put('data/mill/layouts/own.yaml', f'extends: shared/house\n{head}\nbody:\n{text}\n')


RENDER = ('render', 'mill', '-l', 'own', '-o', 'out/a.pdf')


def case(name, status, code, change, args=RENDER):
    """@status: one or several; @code: what stderr must hold (None: nothing in particular)."""
    cases.append((name, (status,) if isinstance(status, int) else status, code, change, args))


def run(project, args):
    begun = resource.getrusage(resource.RUSAGE_CHILDREN)
    try:
        done = subprocess.run([BRIEF, *args], cwd=project.folder, capture_output=True, timeout=6 * SLOW, stdin=subprocess.DEVNULL,
                              preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CORE, (0, 0)))
        status, err = done.returncode, done.stderr.decode('utf-8', 'replace') + done.stdout.decode('utf-8', 'replace')[:2000]
    except subprocess.TimeoutExpired:
        status, err = None, ''
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return status, err, ended.ru_utime + ended.ru_stime - begun.ru_utime - begun.ru_stime


def judge(project, status, err, seconds, wanted, code, args):
    if status is None or seconds > SLOW:
        yield f'took {seconds:.0f} s'
    if status not in wanted:
        yield f'exit status {status}, not {" or ".join(map(str, wanted))}'
    if code and code not in err:
        yield f'does not say {code}'
    for word in ('signal', 'Bail out', 'CRITICAL', 'WARNING **', 'Sanitizer', 'runtime error', '(null)', '[ERR]', 'assertion'):
        if word in err:
            yield f'says “{word}”'
    if status == 1 and not re.search(r'^\S.*: error: .* \[[a-z0-9-]+\]$', err, re.M):
        yield 'names no mistake as file: error: sentence [code]'
    if re.search('[\\x00-\\x08\\x0b-\\x1f\\x7f\u202a-\u202e\u2066-\u2069]', err):
        yield 'prints control characters'
    if status != 0 and args == RENDER and open(project.path('out/a.pdf'), 'rb').read() != EARLIER:
        yield 'touched the earlier file'
    if status == 0 and args == RENDER and not open(project.path('out/a.pdf'), 'rb').read(5) == b'%PDF-':
        yield 'made no PDF'
    left = [n for n in os.listdir(project.path('out')) if n != 'a.pdf']
    if left:
        yield f'left {left} behind'


# The project itself
case('sound', 0, None, lambda p: None)

# Facts: files
D = 'data/mill/facts.yaml'
case('facts empty', 1, '[briefing-missing]', lambda p: p.put(D, ''))
case('facts of binary junk', 1, '[yaml-', lambda p: p.put(D, bytes(range(256)) * 40))
case('facts in UTF-16', 1, '[yaml-', lambda p: p.put(D, FACTS.encode('utf-16')))
case('facts with NUL', 1, '[yaml-', lambda p: p.facts('The mill burned down.', 'The \0 mill'))
case('facts with a surrogate', 1, '[yaml-', lambda p: p.facts('Mill burns', '\ud800'))
case('facts of 20 MB', (1, 3), 'MB', lambda p: p.more('text: {a: "' + 'x ' * 10_000_000 + '"}'))
case('facts: a text of 10 MB', (0, 1), None, lambda p: p.more('text: {a: "' + 'x ' * 5_000_000 + '"}'))
case('facts: alias bomb', 1, '[yaml-', lambda p: p.more('a: &a [x,x,x,x,x,x,x,x,x,x]\n' + ''.join(
    f'{chr(98 + i)}: &{chr(98 + i)} [{",".join(["*" + chr(97 + i)] * 10)}]\n' for i in range(9))))
case('facts: nested a hundred thousand times', 1, '[yaml-', lambda p: p.more('text: ' + '[' * 100_000 + ']' * 100_000))
case('facts: nested maps', 1, '[yaml-', lambda p: p.more('text: ' + '{a: ' * 3000 + '1' + '}' * 3000))
case('facts: indented lists', 1, '[yaml-', lambda p: p.more('text:\n' + ''.join(' ' * i + '-\n' for i in range(1000))))
case('facts: two documents', 1, '[yaml-', lambda p: p.more('text: {}\n---\ntext: {}\n'))
case('facts: a tag', 1, '[yaml-', lambda p: p.more('text: !!python/object:os.system {a: b}\n'))
case('facts: a list', 1, '[facts-wrong]', lambda p: p.more('- a\n- b\n'))
case('facts: a word', 1, '[facts-wrong]', lambda p: p.more('hello\n'))
case('facts: unclosed quote', 1, '[yaml-', lambda p: p.more('text: {a: "b\n'))
case('facts: unclosed anchor', 1, '[yaml-', lambda p: p.more('text: {a: *nothing}\n'))
case('facts: recursive anchor', 1, '[yaml-', lambda p: p.more('text: &a {b: *a}\n'))
case('facts: duplicate keys', 1, '[yaml-duplicate-key]', lambda p: p.more('text: {}\ntext: {}\n'))
case('facts: merge key', 1, None, lambda p: p.more('text: {a: {<<: {text: x}}}\n'))
case('facts: a folder named .yaml', 0, None, lambda p: os.makedirs(p.path('data/mill/x.yaml')))
case('facts: a link', (0, 1), None, lambda p: os.symlink('/etc/passwd', p.path('data/mill/x.yaml')))
case('facts: a ring of links', 0, None, lambda p: os.symlink('.', p.path('data/mill/again')))
case('facts: a pipe', 0, None, lambda p: os.mkfifo(p.path('data/mill/x.yaml')))
case('facts: deep folders', 0, None, lambda p: os.makedirs(p.path('data/mill/' + 'd/' * 200)))
case('case without briefing', 1, '[briefing-missing]', lambda p: p.put(D, FACTS.split('\n', 1)[1]))
case('case with a briefing alone', 1, '[subject-unknown]', lambda p: p.put(D, FACTS.split('\n', 1)[0]))
case('case with a briefing and no subject', 0, None, lambda p: p.put(D, FACTS.split('\n', 1)[0].replace(', subject: mill', '')))
case('two briefings', 1, '[briefing-twice]', lambda p: p.more('briefing: {id: a, title: b}\n'))
case('all sections empty', 0, None, lambda p: p.more('sources:\nentities: {}\nclaims: ~\nrelations: {}\njudgements: {}\ntext: {}\n'))

# Facts: values
for what, old, new, code in (
    ('unknown key', 'kind: event', 'kidn: event', '[key-unknown]'),
    ('unknown word', 'certainty: asserted', 'certainty: sure', '[word-unknown]'),
    ('dangling source', 'said_by: courier', 'said_by: kourier', '[ref-unknown]'),
    ('dangling basis', 'basis: [F1]', 'basis: [F9]', '[ref-unknown]'),
    ('dangling mention', '[F1]\', tags', '[F77]\', tags', '[mention-unknown]'),
    ('basis of another kind', 'basis: [F1]', 'basis: [lund]', '[ref-kind]'),
    ('list where text is wanted', 'text: The mill burned down.', 'text: [The, mill]', '[type-wrong]'),
    ('map where a list is wanted', 'tags: [key]', 'tags: {a: b}', None),
    ('impossible date', 'issued: 2024-05-03', 'issued: 2024-02-31', '[date-'),
    ('date of the year 99999999999', 'issued: 2024-05-03', 'issued: 99999999999', '[date-'),
    ('issue too large', 'issue: 1,', 'issue: 99999999999999999999,', None),
    ('issue negative', 'issue: 1,', 'issue: -4,', None),
    ('issue NaN', 'issue: 1,', 'issue: .nan,', None),
    ('figure NaN', 'figure: 3 workers hurt', 'figure: {exact: .nan, unit: workers}', None),
    ('figure infinite', 'figure: 3 workers hurt', 'figure: {exact: .inf, unit: workers}', None),
    ('figure 1e999', 'figure: 3 workers hurt', 'figure: {exact: 1e999, unit: workers}', None),
    ('figure range that falls', 'figure: 3 workers hurt', 'figure: 9..3 workers hurt', None),
    ('figure without number', 'figure: 3 workers hurt', 'figure: workers hurt', None),
    ('figure empty', 'figure: 3 workers hurt', 'figure: {}', None),
    ('claim that is about itself', 'about: mill', 'about: F1', None),
    ('source within itself', 'originator: Courier', 'originator: Courier, within: courier', '[ref-self]'),
    ('entity part of itself', 'name: Osk mill', 'name: Osk mill, part_of: mill', '[ref-self]'),
    ('marking of another scheme', 'marking: CLEAR', 'marking: SECRET', '[marking-default]'),
    ('unknown scheme', 'marking: CLEAR', 'scheme: nothing, marking: CLEAR', '[scheme-missing]'),
    ('scheme elsewhere', 'marking: CLEAR', 'scheme: ../../../../etc/passwd, marking: CLEAR', '[id-wrong]'),
    ('scheme absolute', 'marking: CLEAR', 'scheme: /etc/passwd, marking: CLEAR', '[id-wrong]'),
    ('scale elsewhere', 'likelihood: icd203-likely', 'likelihood: ../schemes/tlp-2', '[id-wrong]'),
    ('uses outside', 'marking: CLEAR', 'uses: [../../../etc], marking: CLEAR', '[uses-'),
    ('uses absolute', 'marking: CLEAR', 'uses: /etc, marking: CLEAR', '[uses-'),
    ('uses itself', 'marking: CLEAR', 'uses: [.], marking: CLEAR', '[uses-'),
    ('previous outside', 'marking: CLEAR', 'previous: ../../../etc/passwd, marking: CLEAR', '[previous-missing]'),
    ('likelihood unknown', 'likelihood: likely', 'likelihood: surely', '[likelihood-unknown]'),
    ('judgement without basis', ', basis: [F1]', '', None),
    ('judgement with an empty basis', 'basis: [F1]', 'basis: []', None),
    ('relation to nobody', 'to: mill', 'to: []', None),
    ('id with spaces', '  lund: {', '  "a b": {', '[record-id]'),
    ('id of dots', '  lund: {', '  "../../x": {', '[record-id]'),
    ('control characters', 'name: Osk mill', 'name: "a\\x07\\e[31mb"', None),
):
    case('facts: ' + what, 1, code, lambda p, old=old, new=new: p.facts(old, new))
case('facts: source ring', 1, '[source-ring]', lambda p: p.more('sources: {a: {kind: news article, title: a, within: b}, b: {kind: news article, title: b, within: a}}\n'))
case('facts: entity ring', 1, '[entity-ring]', lambda p: p.more(
    'entities: {' + ', '.join(f'e{i}: {{kind: place, name: n{i}, part_of: e{(i + 1) % 300}}}' for i in range(300)) + '}\n'))
case('facts: a chain of a thousand sources', (0, 1), None, lambda p: (p.facts('said_by: courier', 'said_by: s0'), p.more(
    'sources: {' + ', '.join(f's{i}: {{kind: news article, title: t{i}' + (f', within: s{i + 1}' if i < 999 else '') + '}' for i in range(1000)) + '}\n')))
case('uses a link out', 1, '[uses-outside]', lambda p: (os.symlink('/etc', p.path('data/out')), p.facts('marking: CLEAR', 'uses: [../out], marking: CLEAR')))

# Facts: words that are hard to print
for what, text in (
    ('a word of 300 letters', 'Donau' * 60), ('a word of 30,000 letters', 'x' * 30_000), ('emoji', 'burned 🔥👩‍👩‍👧‍👦 down'), ('right to left', 'سمير حداد 123 (abc)'),
    ('an override of direction', 'a\u202egnp.exe'), ('isolates that are never closed', '\u2067' * 200 + 'a'), ('zero width', '\u200b\u200d\ufeff' * 50),
    ('a thousand accents', 'a' + '\u0301' * 1000), ('no-break spaces', 'a\u00a0' * 300), ('soft hyphens', '\u00ad' * 300), ('line separators', 'a\u2028b\u2029c'),
    ('private use', '\ue000\U000f0000'), ('noncharacters', 'a\ufffeb\uffffc'), ('Markdown', '# a **b *c [d](javascript:x) ![e](/etc/passwd) <script>alert(1)</script>'),
    ('braces', '{{{{ }}}} {F1 [F1 @'), ('Pango markup', '<b>a</b> &lt; &#0; &nosuch;'), ('a hundred asterisks', '*' * 100 + 'a' + '_' * 100), ('many brackets', '[' * 2000 + ']' * 2000),
    ('percent signs', '%s%n%s%n %100000d'),
):
    quoted = '"' + text.replace('\\', '\\\\').replace('"', '\\"') + '"'
    case('words: ' + what, (0, 1), None, lambda p, q=quoted: p.facts('text: The mill burned down.', 'text: ' + q))
    case('name: ' + what, (0, 1), None, lambda p, q=quoted: p.facts('name: Osk mill', 'name: ' + q))
    case('title: ' + what, (0, 1), None, lambda p, q=quoted: p.facts('title: The mill', 'title: ' + q))
case('words: empty', 1, None, lambda p: p.facts('text: The mill burned down.', 'text: ""'))
case('title empty', (0, 1), None, lambda p: p.facts('title: The mill', 'title: ""'))


# How many
def crowd(n, ties):
    names = ', '.join(f'e{i}: {{kind: organisation, type: company, name: Company {i}}}' for i in range(n))
    rows = ', '.join(f'r{i}: {{from: e{i % max(n, 1)}, is: allied with, to: e{(i * 7 + 1) % max(n, 1)}, claims: [F1]}}' for i in range(ties) if (i * 7 + 1 - i) % max(n, 1))
    return f'entities: {{{names}}}\nrelations: {{{rows}}}\n'


for n, ties in ((1, 0), (2, 1), (30, 30), (200, 300), (2000, 3000)):
    case(f'chart of {n} nodes', (0, 1), None, lambda p, n=n, t=ties: (p.more(crowd(n, t)), p.body('  - title: {}\n  - chart: {height: 60mm}')))
    case(f'chart alone of {n} nodes', (0, 1), None, lambda p, n=n, t=ties: p.more(crowd(n, t)), ('chart', 'mill', '-l', 'own', '-o', 'out/a.pdf'))
case('chart of nobody', (0, 1), None, lambda p: p.facts('  R1: {from: lund, is: leads, to: mill, when: 2024-05, claims: [F1]}', '  {}'), ('chart', 'mill', '-l', 'own', '-o', 'out/a.pdf'))
case('five thousand claims', 0, None, lambda p: (p.more('claims: {' + ', '.join(
    f'G{i}: {{kind: event, text: Thing {i} happened., about: mill, said_by: courier, as_of: 2024-05-03, certainty: asserted}}' for i in range(5000)) + '}\n'),
    p.body('  - title: {}\n  - claims: {as: table}')))

# Layouts
L = 'data/mill/layouts/own.yaml'
case('layout empty', (0, 1), None, lambda p: p.put(L, ''))
case('layout of binary junk', 1, '[yaml-', lambda p: p.put(L, os.urandom(1) + b'\x00\xff\xfe' * 99))
case('layout that is a list', 1, None, lambda p: p.put(L, '- a\n'))
case('layout that is a folder', 2, None, lambda p: (os.remove(p.path(L)), os.makedirs(p.path(L))))
case('layout of 20 MB', (1, 3), None, lambda p: p.put(L, LAYOUT + '#' * 20_000_000))
case('layout extends itself', 1, '[extends-', lambda p: p.put(L, 'extends: own\nbody: []\n'))
case('layouts extend each other', 1, '[extends-cycle]', lambda p: (p.put(L, 'extends: b\nbody: []\n'), p.put('data/mill/layouts/b.yaml', 'extends: own\n')))
case('layout extends elsewhere', 1, '[extends-', lambda p: p.layout('shared/house', '../../../../../../../../etc/passwd'))
case('layout extends an absolute path', 1, '[extends-', lambda p: p.layout('shared/house', '/etc/hostname'))
case('layout of no body', (0, 1), None, lambda p: p.put(L, 'extends: shared/house\nbody: []\n'))
case('layout elsewhere', 2, None, lambda p: None, ('render', 'mill', '-l', '../../../etc/passwd', '-o', 'out/a.pdf'))
for what, text, code in (
    ('size 0', 'styles: {text: {size: 0pt}}', None), ('size -9pt', 'styles: {text: {size: -9pt}}', None), ('size huge', 'styles: {text: {size: 99999999999pt}}', None),
    ('size NaN', 'styles: {text: {size: nanpt}}', None), ('size 3000pt', 'styles: {text: {size: 3000pt, leading: 3000pt}}', None), ('leading 0', 'styles: {text: {leading: 0pt}}', None),
    ('leading tiny', 'styles: {text: {leading: 0.001pt}}', None), ('margins negative', 'page: {margins: {inner: -20mm}}', None),
    ('margins wider than the page', 'page: {margins: {inner: 200mm, outer: 200mm}}', None), ('margins higher than the page', 'page: {margins: {top: 200mm, bottom: 200mm}}', None),
    ('columns 50', 'page: {columns: 50}', None), ('columns 0', 'page: {columns: 0}', None), ('columns -1', 'page: {columns: -1}', None), ('columns 1e9', 'page: {columns: 1000000000}', None),
    ('paper tiny', 'page: {size: 1mm x 1mm}', None), ('paper huge', 'page: {size: 99999999mm x 99999999mm}', None), ('paper unknown', 'page: {size: A99}', None),
    ('paper negative', 'page: {size: -10mm x 10mm}', None), ('styles in a ring', 'styles: {a: {extends: b}, b: {extends: a}}', '[style'), ('style of itself', 'styles: {text: {extends: text}}', '[style'),
    ('font unknown', 'styles: {text: {font: Nothing Sans}}', '[font'), ('colour unknown', 'styles: {text: {colour: "#12"}}', '[colour-unknown]'),
    ('features junk', 'styles: {text: {features: "%%%,,="}}', None), ('tracking huge', 'styles: {text: {tracking: 99999999em}}', None), ('indent wider than the page', 'styles: {text: {indent_start: 900mm}}', None),
    ('pad huge', 'styles: {text: {pad: 5000pt}}', None), ('space huge', 'styles: {text: {space_before: 9000pt}}', None), ('baseline 0', 'page: {baseline: 0pt}', None), ('baseline tiny', 'page: {baseline: 0.001pt}', None),
    ('fit 0', 'fit: {pages: 0}', None), ('fit -1', 'fit: {pages: -1}', None), ('fit what is not there', 'fit: {pages: 1, drop: [nothing]}', '[drop-unknown]'),
    ('header higher than the page', 'header: {left: "' + 'word ' * 3000 + '{banner}"}', None), ('footer unclosed', 'footer: {left: "{page"}', None),
    ('header of unknown words', 'header: {left: "{no.such}"}', None), ('no header', 'header: ~\nfooter: ~', None), ('numbers as keys', '1: 2\n3.5: ~', '[layout-key-unknown]'),
):
    case('layout: ' + what, (0, 1), code, lambda p, t=text: p.body('  - title: {}\n  - passage: {where: {tags: [what]}}\n  - claims: {as: table}', t))
for what, text, code in (
    ('an unknown block', '  - titel: {}', '[block-unknown]'), ('a block that is a list', '  - [title]', None), ('two blocks in one', '  - {title: {}, rule: {}}', None), ('a block that is a word', '  - title', None),
    ('a block that is nothing', '  - ~', None), ('a row of 12 spans and more', '  - row: [' + '{span: 1, title: {}}, ' * 12 + '{span: 12, title: {}}]', None),
    ('a row of span 0', '  - row: [{span: 0, title: {}}]', None), ('a row of span -3', '  - row: [{span: -3, title: {}}, {span: 99999, title: {}}]', None), ('an empty row', '  - row: []', None),
    ('an empty group', '  - group: {body: []}', None), ('a table of no columns', '  - entities: {columns: []}', None), ('columns without text', '  - entities: {columns: [{head: A}]}', None),
    ('a table of 200 columns', '  - entities: {columns: [' + '{head: A, text: "{name}"}, ' * 200 + ']}', None), ('a column of width 0', '  - entities: {columns: [{head: A, text: "{name}", width: 0mm}]}', None),
    ('a column of weight 0', '  - entities: {columns: [{head: A, text: "{name}", weight: 0}]}', None), ('a column of weight -1', '  - entities: {columns: [{head: A, text: "{name}", weight: -1}, {head: B, text: "{name}"}]}', None),
    ('a column wider than the page', '  - entities: {columns: [{head: A, text: "{name}", width: 900mm}]}', None), ('figures in 0 columns', '  - figures: {columns: 0}', None), ('figures in 500 columns', '  - figures: {columns: 500}', None),
    ('a chart of height 0', '  - chart: {height: 0mm}', None), ('a chart of height -5mm', '  - chart: {height: -5mm}', None), ('a chart higher than the page', '  - chart: {height: 900mm}', None), ('a chart of 1mm', '  - chart: {height: 1mm}', None),
    ('a spacer of -90mm', '  - spacer: -90mm\n  - title: {}', None), ('a spacer of 9000mm', '  - spacer: 9000mm\n  - title: {}', None), ('200 page breaks', '  - page-break: {}\n' * 200, None),
    ('limit -1', '  - claims: {where: {limit: -1}}', None), ('skip 999999999999', '  - claims: {where: {skip: 999999999999}}', None), ('a query that is a word', '  - claims: {where: all}', None),
    ('a query of queries', '  - claims: {where: ' + '{not: ' * 40 + '{kind: event}' + '}' * 40 + '}', None), ('groups in groups', '  - ' + 'group: {body: [{' * 25 + 'title: {}' + '}]}' * 25, None),
    ('rows in rows', '  - ' + 'row: [{' * 25 + 'title: {}' + '}]' * 25, None), ('the same id twice', '  - title: {id: a}\n  - rule: {id: a}', None), ('a template unclosed', '  - claims: {text: "{text"}', None),
    ('a template of unknown words', '  - claims: {text: "{nothing}"}', None), ('Markdown of HTML', '  - markdown: "<script>x</script> ![a](/etc/passwd) [b](javascript:alert)"', None), ('Markdown nested', '  - markdown: "' + '> ' * 400 + 'a"', None),
    ('asides in asides', '  - aside: {body: [{aside: {body: [{title: {}}]}}]}', None), ('a level of 99', '  - heading: {text: a, level: 99}', None), ('a thousand headings', '  - heading: {text: a, numbered: true}\n' * 1000 + '  - contents: {}', None),
):
    case('body: ' + what, (0, 1), code, lambda p, t=text: p.body(t))

# Audiences and build files
A, B = 'data/audiences.yaml', 'data/briefings.yaml'
case('audiences missing', 2, 'no audience “desk”', lambda p: os.remove(p.path(A)))
case('audiences empty', (1, 2), None, lambda p: p.put(A, ''))
case('audiences: none', (1, 2), None, lambda p: p.put(A, 'audiences: {}\n'))
case('audiences: a list', 1, None, lambda p: p.put(A, 'audiences: [desk]\n'))
case('audiences: junk', 1, '[yaml-', lambda p: p.put(A, b'\xff\x00\x01'))
case('audiences: unknown label', 1, '[clearance-unknown]', lambda p: p.put(A, AUDIENCES.replace('RED', 'PURPLE')))
case('audiences: unknown key', 1, '[key-unknown]', lambda p: p.put(A, AUDIENCES.replace('title', 'titel')))
case('audiences: no clearance for the scheme', 1, None, lambda p: p.put(A, AUDIENCES.replace('tlp-2: RED', 'pir: public')))
case('audience of dots', 1, None, lambda p: p.put(A, AUDIENCES.replace('desk', '"../../x"')))
case('audience unknown', 2, 'desk', lambda p: None, ('render', 'mill', '-l', 'own', '-a', 'dask'))
GO = ('build', '--output', 'made')
case('build', 0, None, lambda p: None, GO)
case('build file empty', (0, 1), None, lambda p: p.put(B, ''), GO)
case('build file: a word', 1, None, lambda p: p.put(B, 'products'), GO)
case('build file: junk', 1, '[yaml-', lambda p: p.put(B, b'\x00\xff'), GO)
case('build file: nothing to make', (0, 1), None, lambda p: p.put(B, 'products: []'), GO)
for what, old, new, code in (
    ('unknown case', 'case: mill', 'case: mil', '[case-unknown]'), ('case elsewhere', 'case: mill', 'case: ../../etc', None), ('case absolute', 'case: mill', 'case: /etc', None),
    ('case empty', 'case: mill', 'case: ""', None), ('case is this folder', 'case: mill', 'case: .', None),
    ('unknown audience', 'desk', 'dask', '[audience-unknown]'), ('unknown layout', 'layout: own', 'layout: owm', '[layout-unknown]'), ('layout elsewhere', 'layout: own', 'layout: ../../x', '[id-wrong]'),
    ('unknown key', 'make:', 'mak:', '[key-unknown]'), ('name with a slash', 'layout: own', 'layout: own, name: "../../{case}.pdf"', '[product-name]'),
    ('name of dots', 'layout: own', 'layout: own, name: ".."', '[product-name]'), ('name of unknown words', 'layout: own', 'layout: own, name: "{nothing}.pdf"', '[product-name]'),
    ('name empty', 'layout: own', 'layout: own, name: ""', None), ('name of 5000 letters', 'layout: own', f'layout: own, name: "{"a" * 5000}.pdf"', None), ('name with a line end', 'layout: own', 'layout: own, name: "a\\nb.pdf"', None),
    ('language of dots', 'layout: own', 'layout: own, languages: ["../../x"]', None), ('booklet and four up', 'layout: own', 'layout: own, booklet: true, up: 4', '[product-sheets]'), ('paper of no size', 'layout: own', 'layout: own, up: 4, paper: B17', '[product-sheets]'), ('one product twice', '{audience: desk, layout: own}', '{audience: desk, layout: own}, {audience: desk, layout: own}', '[product-twice]'),
):
    case('build file: ' + what, (1, 3) if 'letters' in what else 1, code, lambda p, old=old, new=new: p.put(B, BUILD.replace(old, new)), GO)

# The command line and the world
def devices(project):
    """By way of links in the project: a program that replaces what it should write to must not replace the machine's devices."""
    os.symlink('/dev/full', project.path('full'))
    os.symlink('/dev/null', project.path('null'))


for what, args, status in (
    ('no case', ('render',), 2), ('empty case', ('render', '', '-l', 'own'), 2), ('case of a slash', ('render', '/', '-l', 'own'), (1, 2)), ('layout empty', ('render', 'mill', '-l', ''), 2),
    ('output is a folder', ('render', 'mill', '-l', 'own', '-o', 'data'), 3), ('output in no folder', ('render', 'mill', '-l', 'own', '-o', 'no/such/a.pdf'), (0, 3)), ('output empty', ('render', 'mill', '-l', 'own', '-o', ''), (2, 3)),
    ('output full', ('render', 'mill', '-l', 'own', '-o', 'full'), 3), ('output nothing', ('render', 'mill', '-l', 'own', '-o', 'null'), 0), ('output in a file', ('render', 'mill', '-l', 'own', '-o', 'data/audiences.yaml/x'), 3),
    ('language junk', ('render', 'mill', '-l', 'own', '--lang', '../../x', '-o', 'out/a.pdf'), (1, 2)), ('language empty', ('render', 'mill', '-l', 'own', '--lang', '', '-o', 'out/a.pdf'), (0, 1, 2)), ('jobs -3', ('build', '-j', '-3'), 2),
    ('jobs 99999999999', ('build', '-j', '99999999999'), 2), ('jobs a word', ('build', '-j', 'many'), 2), ('build file missing', ('build', 'nothing.yaml'), 2), ('build file a folder', ('build', 'data'), 2),
    ('chart width 0', ('chart', 'mill', '-l', 'own', '--width', '0mm'), 2), ('chart width NaN', ('chart', 'mill', '-l', 'own', '--width', 'nan'), 2), ('chart width -1', ('chart', 'mill', '-l', 'own', '--width=-10mm'), 2),
    ('chart as wide as a road', ('chart', 'mill', '-l', 'own', '--width', '99999999mm', '--format', 'png', '-o', 'out/a.pdf'), (1, 2, 3)),
    ('chart of a metre', ('chart', 'mill', '-l', 'own', '--width', '1000mm', '--height', '1000mm', '--format', 'png', '-o', 'metre.png'), (0, 1)),
    ('chart of 1 mm', ('chart', 'mill', '-l', 'own', '--width', '1mm', '--height', '1mm', '-o', 'out/a.pdf'), (0, 1)), ('explain nothing', ('explain', 'mill', ''), 2), ('explain dots', ('explain', 'mill', '../..'), 2),
    ('schema of nothing', ('schema', 'nothing'), 2), ('check nothing', ('check', '/no/such'), 2), ('check a folder of nothing', ('check', '/tmp/..'), (1, 2)), ('new in the way', ('new', 'data'), (2, 3)), ('new nowhere', ('new', '/proc/nothing'), 3),
    ('unknown option', ('render', '--colour'), 2), ('option of 100,000 letters', ('render', '--' + 'a' * 100_000), 2), ('what is not UTF-8', ('render', b'\xff\xfe', '-l', b'\xff'), 2),
):
    case('usage: ' + what, status, None, devices, args)


def self_made(name, good, why=''):
    results.append(good)
    print(('ok' if good else 'not ok') + f' {len(results)} - {name}')
    if not good:
        print('\n'.join('# ' + line for line in why.splitlines()[:12]), flush=True)


def pipes():
    """A reader that goes away, and standard output that is full."""
    with tempfile.TemporaryDirectory() as folder:
        project = Project(folder)
        for args in (('schema', 'layout'), ('render', 'mill', '-l', 'own', '-o', '-'), ('check', '--format', 'json'), ('--help',)):
            for name, line in (('closed', '{ exec 3>&1; { "$@" 2>err; echo $? >status; } | true; }'), ('full', '"$@" >/dev/full 2>err; echo $? >status')):
                subprocess.run(['bash', '-c', line, 'bash', BRIEF, *args], cwd=folder, timeout=60)
                status, err = int(open(project.path('status')).read()), open(project.path('err'), errors='replace').read()
                good = 'signal' not in err and 'assert' not in err and (status in (0, 3, 141) if name == 'closed' else status == 3)
                self_made(f'{name} pipe: {args[0]}', good, f'status {status}\n{err}')


results = []
if __name__ == '__main__':
    for name, wanted, code, change, args in cases:
        if ONLY not in name:
            continue
        with tempfile.TemporaryDirectory() as folder:
            project = Project(folder)
            change(project)
            status, err, seconds = run(project, args)
            faults = list(judge(project, status, err, seconds, wanted, code, args))
            self_made(name, not faults, '; '.join(faults) + '\n' + err[:1500])
    if not ONLY or ONLY == 'pipe':
        pipes()
    print(f'1..{len(results)}')
    sys.exit(0 if all(results) else 1)
