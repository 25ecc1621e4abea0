#!/usr/bin/env python3
"""command.py BRIEF SOURCE [NAME…]: the program as a user meets it. TAP; each test works in a scratch folder of its own."""
import base64
import ctypes
import glob
import hashlib
import json
import os
import re
import shlex
import shutil
import struct
import subprocess
import sys
import tempfile
import time
import zlib

BRIEF, SOURCE = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
TESTS = []


def test(function):
    TESTS.append(function)
    return function


class Place:
    """A scratch folder, and the program in it. run() returns exit status, standard output, standard error."""

    def __init__(self, folder):
        self.folder = folder

    def run(self, *words, cwd='', env=None, stdin=None):
        r = subprocess.run([BRIEF, *words], cwd=os.path.join(self.folder, cwd), capture_output=True, text=True, timeout=300,
                           env={**os.environ, **(env or {})}, stdin=stdin or subprocess.DEVNULL)
        return r.returncode, r.stdout, r.stderr

    def new(self):
        """The case that comes with the program; everything below runs in it."""
        status, out, err = self.run('new', 'mine')
        assert status == 0, err
        self.folder = os.path.join(self.folder, 'mine')

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def edit(self, name, old, new):
        with open(self.path(name), encoding='utf-8') as f:
            text = f.read()
        assert old in text, f'{old} is not in {name}'
        with open(self.path(name), 'w', encoding='utf-8') as f:
            f.write(text.replace(old, new, 1))

    def digests(self):
        return {os.path.basename(p): hashlib.sha256(open(p, 'rb').read()).hexdigest() for p in glob.glob(self.path('output', '*.pdf'))}


def products_of(out):
    """What `build --format json` told of each product."""
    return [e for e in map(json.loads, out.splitlines()) if e['event'] == 'product']


def commands():
    return subprocess.run([BRIEF, 'words'], capture_output=True, text=True, check=True).stdout.split()


@test
def overview_and_version(p):
    status, out, err = p.run()
    assert status == 2 and 'Usage: brief' in err and out == ''
    status, out, err = p.run('--help')
    assert status == 0 and err == '' and all(re.search(rf'^  {c}\b', out, re.M) for c in commands())
    status, out, err = p.run('--version')
    assert status == 0 and re.fullmatch(r'brief \d+\.\d+\.\d+\n', out)


@test
def every_command_has_help_with_examples(p):
    assert set(commands()) >= {'new', 'check', 'render', 'build', 'chart', 'explain', 'schema'}
    for c in commands():
        status, out, err = p.run(c, '--help')
        assert status == 0 and err == '', c
        assert f'Usage: brief {c}' in out and f'\n  brief {c}' in out.split('Examples:')[1], c
        assert p.run('help', c)[1] == out
        assert max(len(line) for line in out.splitlines()) <= 100, c


@test
def examples_of_the_help_work(p):
    for name in ('data', 'layouts'):
        shutil.copytree(os.path.join(SOURCE, name), p.path(name))
    with open(p.path('friends.json'), 'w', encoding='utf-8') as f:
        json.dump({'nodes': [{'id': 'a'}, {'id': 'b'}], 'edges': [{'id': 'e', 'from': 'a', 'to': 'b', 'label': 'knows'}]}, f)
    for c in commands():
        out = p.run(c, '--help')[1]
        for line in re.findall(r'^  (brief .*)$', out.split('Examples:')[1], re.M):
            if '>' in line:
                line = line.split('>')[0]
            if c == 'watch':  # goes on until it is told to end
                with subprocess.Popen([BRIEF, *shlex.split(line)[1:]], cwd=p.folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as w:
                    assert b'.pdf' in w.stdout.readline(), line
                    w.terminate()
                continue
            for step in line.split(' && '):
                status, _, err = p.run(*shlex.split(step)[1:])
                assert status == 0, f'{step}: {status}: {err}'


@test
def wrong_words_are_answered_with_the_nearest(p):
    p.new()
    for words, says in (
            (['rendr'], 'did you mean “render”'), (['frobnicate'], 'no command “frobnicate”'), (['build', '--job', '2'], 'did you mean --jobs'),
            (['build', '-j', 'x'], 'number'), (['chart', 'ferry', '--format', 'pgn'], 'did you mean png'),
            (['render', 'fery', '-l', 'analyst'], 'did you mean “ferry”'), (['render', 'ferry', '-l', 'analist'], 'did you mean “analyst”'),
            (['render', 'ferry', '-l', 'analyst', '-a', 'dsk'], 'did you mean “desk”'), (['schema', 'fact'], 'did you mean “facts”'),
            (['explain', 'ferry', 'F99', '-a', 'desk'], 'F99'), (['new'], 'which folder')):
        status, out, err = p.run(*words)
        assert status == 2, f'{words}: {status}: {err}'
        assert says in err, f'{words}: {err}'
        assert out == '', words


@test
def what_is_missing_is_answered_with_what_there_is(p):
    p.new()
    status, _, err = p.run('render')
    assert status == 2 and 'ferry' in err, err
    status, _, err = p.run('render', 'ferry')
    assert status == 2 and all(w in err for w in ('one-page', 'analyst', 'executive', 'public')), err
    # two audiences get this layout: which one is meant cannot be known
    p.edit('data/briefings.yaml', '{audience: press, layout: public}', '{audience: press, layout: analyst}')
    status, _, err = p.run('render', 'ferry', '-l', 'analyst')
    assert status == 2 and 'desk' in err and 'press' in err, err
    # no product has it: every audience is named
    status, _, err = p.run('render', 'ferry', '-l', 'executive')
    assert status == 2 and 'desk' in err and 'press' in err, err


@test
def new_makes_a_case_that_renders(p):
    p.new()
    status, out, err = p.run('check')
    assert status == 0 and 'error' not in err and 'warning' not in err, err
    status, out, err = p.run('build')
    assert status == 0, err
    names = {'ferry-1-one-page-desk-en-GB.pdf', 'ferry-1-analyst-desk-en-GB.pdf', 'ferry-1-public-press-en-GB.pdf'}
    assert set(p.digests()) == names, p.digests()
    for name in names:
        line = next(l for l in out.splitlines() if name in l)
        assert re.search(r'\d+ pages?\b', line) and re.search(r'\d ms', line), line
    # a folder that holds anything is left alone
    os.chdir('/')
    status, _, err = p.run('new', '.')
    assert status == 2 and 'nothing was changed' in err


@test
def what_a_layout_offers_can_be_set(p):
    p.new()
    words = ['render', 'ferry', '-l', 'plain', '-a', 'press', '-o', 'plain.pdf']

    def set_to(*values):
        status, out, err = p.run(*words, *(w for v in values for w in ('--set', v)))
        assert status == 0 and err == '', err
        return open(p.path('plain.pdf'), 'rb').read()
    usual = set_to()
    assert set_to('width=165mm') == usual != set_to('width=75mm')
    assert set_to('size=8pt', 'size=10pt') == usual  # the last word counts
    for value, status, says in (('width', 2, 'NAME=VALUE'), ('=3', 2, 'NAME=VALUE'), ('size=big', 1, '--set size=big: error: “size” wants a length'),
                                ('with=3', 1, 'did you mean “width”?'), ('nonsense=1', 1, 'note: columns=1: number of columns')):
        got = p.run(*words, '--set', value)
        assert got[0] == status and says in got[2], got
    with open(p.path('data', 'briefings.yaml'), 'w') as f:
        f.write('products:\n  - case: ferry\n    make:\n      - {audience: press, layout: plain, set: {width: 75mm}, name: narrow.pdf}\n'
                '      - {audience: press, layout: plain, name: wide.pdf}\n')

    def states():
        status, out, err = p.run('build', '--format', 'json')
        assert status == 0, err
        return {os.path.basename(row['file']): row['state'] for row in products_of(out)}
    assert states() == {'narrow.pdf': 'made', 'wide.pdf': 'made'}
    assert open(p.path('output', 'wide.pdf'), 'rb').read() == usual
    assert states() == {'narrow.pdf': 'unchanged', 'wide.pdf': 'unchanged'}
    p.edit('data/briefings.yaml', '75mm', '80mm')
    assert states() == {'narrow.pdf': 'made', 'wide.pdf': 'unchanged'}
    p.edit('data/briefings.yaml', 'width: 80mm', 'widht: 80mm')
    for command in (['build'], ['check', 'ferry']):
        status, _, err = p.run(*command)
        assert status == 1 and 'data/briefings.yaml:4:' in err and 'did you mean “width”?' in err, err


@test
def what_is_not_stale_is_left_alone(p):
    p.new()
    assert p.run('build')[0] == 0
    first, one_page = p.digests(), 'ferry-1-one-page-desk-en-GB.pdf'
    stamps = {n: os.stat(p.path('output', n)).st_mtime_ns for n in first}

    def made():
        status, out, err = p.run('build')
        assert status == 0, err
        now = {n: os.stat(p.path('output', n)).st_mtime_ns for n in first}
        changed = {n for n in first if now[n] != stamps[n]}
        stamps.update(now)
        return changed
    assert made() == set()
    p.edit('data/ferry/facts.yaml', '# A small case', '# a small case')  # a comment is no fact
    assert made() == set()
    p.edit('data/ferry/layouts/one-page.yaml', '0B5D57', '5D0B57')
    assert made() == {one_page}
    assert p.digests()[one_page] != first[one_page]
    p.edit('data/ferry/layouts/one-page.yaml', '5D0B57', '0B5D57')
    assert made() == {one_page} and p.digests() == first  # and back again: the same bytes
    p.edit('data/ferry/facts.yaml', 'worn engines in 2023', 'worn engines in 2022')  # only the desk may know this
    assert made() == {n for n in first if 'desk' in n}
    with open(p.path('output', one_page), 'ab') as f:
        f.write(b'x')
    stamps[one_page] = os.stat(p.path('output', one_page)).st_mtime_ns
    assert made() == {one_page}
    os.remove(p.path('output', one_page))
    assert p.run('build')[0] == 0 and os.path.exists(p.path('output', one_page))
    status, out, _ = p.run('build', '--force', '--format', 'json')
    table = products_of(out)
    assert status == 0 and len(table) == 3 and all(row['state'] == 'made' and row['pages'] >= 1 for row in table), out


@test
def same_input_same_bytes(p):
    p.new()
    assert p.run('build', '-j', '1', '--output', 'a')[0] == 0
    assert p.run('build', '-j', '3', '--output', 'b', env={'TZ': 'Asia/Kabul', 'LANG': 'ar_EG.UTF-8', 'LC_ALL': 'de_DE.UTF-8', 'HOME': '/'})[0] == 0
    for name in ('ferry-1-one-page-desk-en-GB.pdf', 'ferry-1-analyst-desk-en-GB.pdf', 'ferry-1-public-press-en-GB.pdf'):
        a, b = (open(p.path(x, name), 'rb').read() for x in 'ab')
        assert a == b, name
    # a cold worker of its own, from another folder
    status, _, err = p.run('render', os.path.join('data', 'ferry'), '-l', 'analyst', '-a', 'desk', '-o', 'c.pdf')
    assert status == 0, err
    assert open(p.path('c.pdf'), 'rb').read() == open(p.path('a', 'ferry-1-analyst-desk-en-GB.pdf'), 'rb').read()


@test
def mistakes_are_found_at_once_and_leave_the_output(p):
    p.new()
    assert p.run('build')[0] == 0
    before = p.digests()
    p.edit('data/ferry/facts.yaml', 'said_by: gazette/master ', 'said_by: gazete/master ')
    p.edit('data/ferry/facts.yaml', 'reliability: B ', 'relability: B ')
    status, out, err = p.run('check')
    assert status == 1 and out == '', err
    found = re.findall(r'^(\S+):(\d+):(\d+): error: .*\[([a-z-]+)\]$', err, re.M)
    assert len(found) >= 2 and all(f[0] == 'data/ferry/facts.yaml' for f in found), err
    assert 'reliability' in err and 'gazette/master' in err, err  # what was meant
    assert '\033' not in err
    status, out, err = p.run('check', '--format', 'json')
    listed = json.loads(out)
    assert status == 1 and {d['code'] for d in listed} >= {f[3] for f in found}
    for words in (['build'], ['render', 'ferry', '-l', 'analyst', '-a', 'desk'], ['chart', 'ferry', '-a', 'desk']):
        status, _, err = p.run(*words)
        assert status == 1 and 'relability' in err, (words, err)
    assert p.digests() == before


@test
def a_broken_layout_is_the_authors_mistake(p):
    p.new()
    assert p.run('build')[0] == 0
    before = p.digests()
    p.edit('data/ferry/layouts/one-page.yaml', 'colours:', 'colors:')
    status, _, err = p.run('build')
    assert status == 1 and re.search(r'one-page\.yaml:\d+:\d+: error: ', err) and 'colours' in err, err
    assert p.digests() == before
    status, _, err = p.run('check')
    assert status == 1 and 'colours' in err, err  # check asks a render worker about layouts
    status, _, err = p.run('check', p.path('data', 'ferry', 'layouts', 'one-page.yaml'))
    assert status == 1 and 'colours' in err, err
    p.edit('data/ferry/layouts/one-page.yaml', 'colors:', 'colours:')
    p.edit('data/briefings.yaml', 'layout: public', 'layout: publik')
    p.edit('data/briefings.yaml', 'case: ferry', 'case: fery')
    for words in (['check'], ['build']):
        status, _, err = p.run(*words)
        assert status == 1 and re.search(r'briefings\.yaml:\d+:\d+: error: there is no case “fery” \[case-unknown\]', err), err
    p.edit('data/briefings.yaml', 'case: fery', 'case: ferry')
    for words in (['check'], ['build']):
        status, _, err = p.run(*words)
        assert status == 1 and '[layout-unknown]' in err and 'did you mean “public”' in err, err


@test
def the_world_is_to_blame(p):
    p.new()
    assert p.run('build')[0] == 0
    with open(p.path('file'), 'w'):
        pass
    status, _, err = p.run('render', 'ferry', '-l', 'analyst', '-a', 'desk', '-o', 'file/below.pdf')
    assert status == 3 and 'below' in err or 'file' in err, err
    assert status == 3
    status, _, err = p.run('build', '--output', 'file')
    assert status == 3, err
    if os.path.exists('/dev/full'):
        with open('/dev/full', 'w') as full:
            r = subprocess.run([BRIEF, 'render', 'ferry', '-l', 'analyst', '-a', 'desk', '-o', '-'], cwd=p.folder, stdout=full, stderr=subprocess.PIPE)
            assert r.returncode == 3, r.stderr


@test
def products_have_names_of_their_own(p):
    p.new()
    p.edit('data/briefings.yaml', '  - case: ferry\n', '  - case: ferry\n    name: "{case}-{issue}.pdf"\n')
    status, _, err = p.run('build')
    assert status == 1 and 'ferry-1.pdf' in err, err
    p.edit('data/briefings.yaml', '{case}-{issue}.pdf', '{case}-{layout}-{colour}.pdf')
    status, _, err = p.run('build')
    assert status == 1 and '{colour}' in err, err
    p.edit('data/briefings.yaml', '{case}-{layout}-{colour}.pdf', '../{layout}.pdf')
    assert p.run('build')[0] == 1
    p.edit('data/briefings.yaml', '../{layout}.pdf', 'no {issue} {layout}.pdf')
    assert p.run('build')[0] == 0
    assert os.path.exists(p.path('output', 'no 1 one-page.pdf'))


@test
def explain_tells_who_may_know(p):
    p.new()
    status, out, err = p.run('explain', 'ferry', 'F4', '-a', 'press')
    assert status == 0 and 'master' in out and 'Gazette' in out, out + err
    status, out, err = p.run('explain', 'ferry', 'F8', '-a', 'press')
    assert status == 0 and 'AMBER' in out and 'CLEAR' in out, out + err
    status, out, err = p.run('explain', 'ferry', 'F8')
    assert status == 0 and 'desk' in out and 'press' in out, out + err


@test
def arrangements_are_kept(p):
    p.new()
    os.makedirs(p.path('output'))
    words = ('chart', 'ferry', '-a', 'desk', '--format', 'json', '-o', '-')
    status, first, err = p.run(*words)
    assert status == 0, err
    kept = glob.glob(p.path('output', '.cache', 'desk', 'charts', '*'))
    assert kept and not glob.glob(p.path('output', '.cache', 'press', '*')), kept
    times = {k: os.stat(k).st_ino for k in kept}
    assert p.run(*words)[1] == first
    assert {k: os.stat(k).st_ino for k in kept} == times, 'found, not made again'
    # damaged ones count as not there; without a folder the same bytes
    for k in kept:
        with open(k, 'r+b') as f:
            f.write(b'\xff' * 60)
    assert p.run(*words)[1] == first
    shutil.rmtree(p.path('output'))
    assert p.run(*words)[1] == first
    assert not os.path.exists(p.path('output')), 'nothing appears where nobody asked for it'


def chart_json(p, *words, case='ferry'):
    status, out, err = p.run('chart', *([case, '-a', 'desk'] if case else []), *words, '--format', 'json', '-o', '-')
    assert status == 0, err
    return json.loads(out)


@test
def a_chart_of_less_says_what_it_leaves_out(p):
    p.new()
    whole = chart_json(p)
    hub = max((n['id'] for n in whole['nodes']), key=lambda i: sum(i in (e['from'], e['to']) for e in whole['edges']))
    leaf = min((n['id'] for n in whole['nodes']), key=lambda i: sum(i in (e['from'], e['to']) for e in whole['edges']))
    assert 'note' not in whole
    less = chart_json(p, '--focus', leaf)
    assert len(less['edges']) < len(whole['edges']), 'the leaf has not all ties'
    gone = len(whole['nodes']) - len(less['nodes']), len(whole['edges']) - len(less['edges'])
    assert less['note'].startswith(f'Left out here: {gone[0]} actors and {gone[1]} ties'), less['note']
    # the statement is on the drawing and in its alternative text, too
    status, svg, err = p.run('chart', 'ferry', '-a', 'desk', '--focus', leaf, '--format', 'svg', '-o', '-')
    words = re.sub(r'</?tspan[^>]*>', '', svg)
    assert status == 0 and words.count('Left out here') == 2, err
    assert {e['id'] for e in chart_json(p, '--limit', '2')['edges']} < {e['id'] for e in whole['edges']}
    assert chart_json(p, '--depth', '9', '--focus', hub)['edges']
    known = os.path.join(SOURCE, 'data', 'isis-k')
    early, late = ({e['id'] for e in chart_json(p, '--as-of', day, '--effort', 'draft', case=known)['edges']} for day in ('2010', '2021-08-26'))
    assert early < late, 'what began after 2010 is not in its chart'
    for words, says in ((['--focus', hub[:-1]], f'did you mean “{hub}”'), (['--kinds', 'hostil'], 'did you mean “hostile”'),
                        (['--as-of', 'soon'], 'not a date'), (['--limit', '0'], 'limit')):
        status, out, err = p.run('chart', 'ferry', '-a', 'desk', *words, '-o', 'x.svg')
        assert status != 0 and says in err, f'{words}: {err}'


def write_graph(path, n, m):
    """A graph with groups of twenty, the same every time."""
    state = 5

    def below(k):
        nonlocal state
        state = (state * 1103515245 + 12345) % 2**31
        return (state >> 8) % k

    edges = []
    for i in range(m):
        a = below(n)
        b = (a // 20 * 20 + below(20)) % n if below(10) < 8 else below(n)
        edges.append({'id': f'e{i}', 'from': f'n{a}', 'to': f'n{b if b != a else (b + 1) % n}', 'label': 'knows'})
    with open(path, 'w', encoding='utf-8') as f:
        json.dump({'nodes': [{'id': f'n{i}', 'label': f'Actor {i}'} for i in range(n)], 'edges': edges}, f)


@test
def large_graphs_become_sets_of_charts(p):
    p.new()
    write_graph(p.path('g.json'), 150, 200)
    words = ('chart', '--graph', 'g.json', '--effort', 'draft')
    status, out, err = p.run(*words, '--format', 'json', '-o', '-')
    assert status == 0 and 'set of' in err and '[chart-set]' in err, err
    made = json.loads(out)
    charts, index = made['charts'], {e['id']: e['chart'] for e in made['index']}
    assert len(charts) > 2 and len(index) == 150
    for number, chart in enumerate(charts[1:], 2):
        assert {i for i, c in index.items() if c == number} == {n['id'] for n in chart['nodes']}
        assert chart['graph'].startswith(f'Chart {number} of {len(charts)}: around '), chart['graph']
    # each tie is a line of one chart, or a row at both ends
    drawn = [e['id'] for c in charts[1:] for e in c['edges']]
    rows = [s['id'] for c in charts[1:] for s in c.get('elsewhere', [])]
    assert len(drawn) == len(set(drawn)) and not set(drawn) & set(rows)
    assert sorted(drawn + list(set(rows))) == sorted(f'e{i}' for i in range(200)) and len(rows) == 2 * len(set(rows))
    assert p.run(*words, '--format', 'json', '-o', '-')[1] == out, 'the same bytes'
    status, out, err = p.run(*words, '-o', 'set.svg')
    assert status == 0 and len(glob.glob(p.path('set-*.svg'))) == len(charts), err
    status, out, err = p.run(*words, '-o', 'set.pdf')
    assert status == 0 and os.path.getsize(p.path('set.pdf')) > 10000, err
    # one sheet, if that is asked for; too much is refused with advice, and its busiest can be drawn
    status, out, err = p.run(*words, '--frame', '800x600', '-o', 'one.svg')
    assert status == 0 and os.path.exists(p.path('one.svg')) and 'chart-set' not in err, err
    write_graph(p.path('g.json'), 5000, 9000)
    status, out, err = p.run(*words, '-o', 'many.svg')
    assert status == 1 and 'chart-set-too-large' in err and 'limit' in err, err
    status, out, err = p.run(*words, '--limit', '30', '--format', 'json', '-o', '-')
    assert status == 0 and 'the 30 actors with most ties' in json.loads(out)['note'], err


@test
def the_ladder_is_explained(p):
    p.new()
    status, out, err = p.run('chart', 'ferry', '-a', 'desk', '--explain', '-o', 'c.svg')
    assert status == 0 and '[chart-step]' in err and re.search(r'labels [\d.]+ pt', err), err
    write_graph(p.path('g.json'), 24, 50)
    status, out, err = p.run('chart', '--graph', 'g.json', '--effort', 'draft', '--height', '60mm', '--width', '100mm', '--explain', '-o', 'c.svg')
    sizes = [float(s) for s in re.findall(r'(?:labels|rows) ([\d.]+) pt', err)]
    assert status == 0 and sizes and min(sizes) >= 6.5, err
    with open(p.path('c.svg'), encoding='utf-8') as f:
        sizes = [float(s) for s in re.findall(r'font-size="([\d.]+)', f.read())]
    assert sizes and min(sizes) >= 6.5, min(sizes)


@test
def pinned_boxes_stay(p):
    p.new()

    def centres(chart):
        return {n['id']: (n['x'] + n['w'] / 2, n['y'] + n['h'] / 2) for n in chart['nodes'] if 'parent' not in n}

    def order(places):
        return sorted(places, key=lambda i: places[i][0]), sorted(places, key=lambda i: places[i][1])

    before = centres(chart_json(p))
    status, _, err = p.run('chart', 'ferry', '-a', 'desk', '--pin', '-o', 'c.svg')
    assert status == 0 and os.path.exists(p.path('data', 'ferry', 'pins', 'desk.yaml')), err
    after = centres(chart_json(p))
    assert all(abs(before[i][k] - after[i][k]) < 30 for i in before for k in (0, 1)), (before, after)
    # one who is moved in the file stands elsewhere in the next chart: it is read, and products are stale
    status, out, err = p.run('build', '-q')
    with open(p.path('data', 'ferry', 'pins', 'desk.yaml'), encoding='utf-8') as f:
        text = f.read()
    mirrored = re.sub(r'- (\d+)\n      - ', lambda m: f'- {470 - int(m[1])}\n      - ', text)
    assert mirrored != text
    with open(p.path('data', 'ferry', 'pins', 'desk.yaml'), 'w', encoding='utf-8') as f:
        f.write(mirrored)
    assert order(centres(chart_json(p)))[0] == order(before)[0][::-1], 'mirrored'
    status, out, err = p.run('build')
    assert status == 0 and re.search(r'desk.* ms', out), out
    # what is no pin file is not used, which is said
    with open(p.path('data', 'ferry', 'pins', 'desk.yaml'), 'w', encoding='utf-8') as f:
        f.write('pins: {audience: desk, width: 10, height: ten, boxes: {}}\n')
    status, out, err = p.run('chart', 'ferry', '-a', 'desk', '-o', 'c.svg')
    assert status == 0 and '[pins-form]' in err, err
    # what no chart wrote: boxes beyond all paper are brought into the frame, a pipe is not waited for
    pins = p.path('data', 'ferry', 'pins', 'desk.yaml')
    far = re.sub(r'- (\d+)', '- 14400', re.sub(r'width: \d+', 'width: 1', text))
    assert far.count('14400') >= 4
    with open(pins, 'w', encoding='utf-8') as f:
        f.write(far)
    status, _, err = p.run('chart', 'ferry', '-a', 'desk', '-o', 'c.svg')
    assert status == 0, err
    os.remove(pins)
    os.mkfifo(pins)
    status, _, err = p.run('chart', 'ferry', '-a', 'desk', '-o', 'c.svg')
    assert status == 0, err
    os.remove(pins)
    assert centres(chart_json(p)) == before
    status, out, err = p.run('chart', 'ferry', '-a', 'desk', '--pin', '--focus', 'x', '-o', 'c.svg')
    assert status == 2 and '--pin' in err


@test
def pinned_sets_stay(p):
    """Each chart of a set keeps its boxes, also when one actor more is known."""
    p.new()

    def crowd(n):
        facts = ['entities:'] + [f'  x{i}: {{kind: organisation, name: Estate {i}}}' for i in range(n)]
        facts += ['relations:'] + [f'  X{i}: {{from: x{i}, is: trades with, to: x{i * 5 // 7}, status: asserted, claims: [F7]}}' for i in range(1, n)]
        with open(p.path('data', 'ferry', 'more.yaml'), 'w', encoding='utf-8') as f:
            f.write('\n'.join(facts) + '\n')

    def places():
        made = chart_json(p, '--effort', 'draft')
        return {(k > 0, n['id']): (n['x'] + n['w'] / 2, n['y'] + n['h'] / 2) for k, c in enumerate(made['charts']) for n in c['nodes'] if 'parent' not in n}

    def moved(a, b):
        both = [i for i in a if i in b and i[0]]
        assert len(both) > 100
        return sum(max(abs(a[i][k] - b[i][k]) for k in (0, 1)) for i in both) / len(both)

    crowd(130)
    first = places()
    status, _, err = p.run('chart', 'ferry', '-a', 'desk', '--effort', 'draft', '--pin', '-o', 'set.pdf')
    assert status == 0 and os.path.exists(p.path('data', 'ferry', 'pins', 'desk.yaml')), err
    with open(p.path('data', 'ferry', 'pins', 'desk.yaml'), encoding='utf-8') as f:
        assert 'charts:' in f.read()
    assert moved(first, places()) < 20, moved(first, places())
    crowd(131)
    kept = moved(first, places())
    os.remove(p.path('data', 'ferry', 'pins', 'desk.yaml'))
    afresh = moved(first, places())
    assert kept < 40 and 2 * kept < afresh, (kept, afresh)


@test
def posters_are_cut_into_sheets(p):
    write_graph(p.path('g.json'), 60, 70)
    words = ('chart', '--graph', 'g.json', '--effort', 'draft', '--tiles', 'A4')
    status, out, err = p.run(*words, '-o', 'poster.pdf')
    assert status == 0, err
    info = subprocess.run(['pdfinfo', p.path('poster.pdf')], capture_output=True, text=True, check=True).stdout
    pages = int(re.search(r'Pages: +(\d+)', info)[1])
    assert pages >= 3 and 'A4' in info, info
    # every actor's name is whole on a sheet, inside the marks
    seen = set()
    for n in range(1, pages + 1):
        box = subprocess.run(['pdftotext', '-f', str(n), '-l', str(n), '-x', '28', '-y', '28', '-W', '539', '-H', '785', p.path('poster.pdf'), '-'],
                             capture_output=True, text=True, check=True).stdout
        seen |= set(re.findall(r'Actor (\d+)(?=\s)', box))
    assert seen >= {str(i) for i in range(60)}, {str(i) for i in range(60)} - seen
    status, out, err = p.run(*words, '-o', 'poster.svg')
    assert status == 2 and '--format pdf' in err, err


@test
def charts_in_four_formats(p):
    p.new()
    for kind, magic in (('svg', b'<'), ('png', b'\x89PNG\r\n'), ('pdf', b'%PDF-1.7'), ('json', b'{')):
        status, _, err = p.run('chart', 'ferry', '-a', 'desk', '--format', kind, '-o', 'chart.' + kind)
        assert 'nowhere' not in err, err
        assert status == 0, err
        with open(p.path('chart.' + kind), 'rb') as f:
            data = f.read()
        assert data.startswith(magic), kind
    json.loads(data)
    status, out, err = p.run('chart', 'ferry', '-a', 'desk', '--format', 'svg', '-o', '-')
    assert status == 0 and out.rstrip().endswith('</svg>'), err
    # what one audience may not know is in no chart of it
    assert 'represents' in out
    status, out, err = p.run('chart', 'ferry', '-a', 'press', '--format', 'svg', '-o', '-')
    assert status == 0 and 'represents' not in out


@test
def pages_stand_on_sheets(p):
    p.new()

    def sides(*words):
        status, out, err = p.run('render', 'ferry', '-l', 'analyst', '-a', 'desk', '-o', 'sheets.pdf', *words)
        assert status == 0, err
        pages = int(re.search(r'(\d+) pages?', out).group(1))
        status, out, _ = p.run('render', 'ferry', '-l', 'analyst', '-a', 'desk', '-o', 'sheets.pdf', '--quiet', *words)
        assert status == 0 and not out
        with open(p.path('sheets.pdf'), 'rb') as f:
            return pages, f.read()
    pages, plain = sides()
    for words in (['--booklet'], ['--booklet', '--paper', 'A4'], ['--up', '4'], ['--up', '2', '--paper', '420mm x 297mm']):
        same, imposed = sides(*words)
        assert same == pages and imposed != plain, words
    for words in (['--booklet', '--up', '2'], ['--up', '17'], ['--paper', 'A4'], ['--booklet', '--paper', 'B17']):
        status, _, err = p.run('render', 'ferry', '-l', 'analyst', '-a', 'desk', *words)
        assert status == 2 and err, (words, status, err)
    # a product of the build file says the same, and a change of it makes the product anew
    assert p.run('build')[0] == 0
    before = p.digests()
    p.edit('data/briefings.yaml', 'audience: press, layout: public', 'audience: press, layout: public, booklet: true, paper: A4')
    assert p.run('build')[0] == 0
    changed = {n for n, d in p.digests().items() if before[n] != d}
    assert changed == {'ferry-1-public-press-en-GB.pdf'}, changed


# 16 × 8 pixels, red at the top and blue at the foot
JPEG = base64.b64decode(
    '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5aYVpQYEpRUk//'
    '2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT0//wAARCAAIABADASIAAhEBAxEB/8QA'
    'FQABAQAAAAAAAAAAAAAAAAAAAAb/xAAWEAEBAQAAAAAAAAAAAAAAAAAAFGH/xAAVAQEBAAAAAAAAAAAAAAAAAAAEBv/EABcRAAMBAAAAAAAAAAAAAAAAAAAE'
    'FVL/2gAMAwEAAhEDEQA/AJGzSzQVsZTIys1o/9k=')


def png(width, height, pixels):
    """An RGBA file; @pixels: bytes, four a pixel."""
    def chunk(name, data):
        return struct.pack('>I', len(data)) + name + data + struct.pack('>I', zlib.crc32(name + data))
    rows = b''.join(b'\0' + pixels[4 * width * y:4 * width * (y + 1)] for y in range(height))
    return (b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', width, height, 8, 6, 0, 0, 0)) +
            chunk(b'IDAT', zlib.compress(rows)) + chunk(b'IEND', b''))


PROGRESSIVE = base64.b64decode(
    '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERXRTc4UG1RV19iZ2hnPk1xeXBkeFxlZ2P/'
    'wgALCAAIABABAREA/8QAFQABAQAAAAAAAAAAAAAAAAAABQb/2gAIAQEAAAABOoP/xAAVEAEBAAAAAAAAAAAAAAAAAAAAA//aAAgBAQABBQKKL//EABQQAQAA'
    'AAAAAAAAAAAAAAAAABD/2gAIAQEABj8CP//EABYQAAMAAAAAAAAAAAAAAAAAAAABMf/aAAgBAQABPyFYLD//2gAIAQEAAAAQP//EABQQAQAAAAAAAAAAAAAA'
    'AAAAABD/2gAIAQEAAT8QJP/Z')


def scanned(jpeg, times):
    """The progressive JPEG file with its first scan again and again: small, and a pass over the picture for each."""
    first = jpeg.index(b'\xff\xc4')
    second = jpeg.index(b'\xff\xc4', jpeg.index(b'\xff\xda'))
    return jpeg[:first] + jpeg[first:second] * times + jpeg[second:]


def turned(jpeg, orientation):
    """The JPEG file with a camera's note (Exif) of how it was held."""
    tiff = b'MM\0*\0\0\0\x08' + b'\0\x01' + struct.pack('>HHIHH', 0x0112, 3, 1, orientation, 0) + b'\0\0\0\0'
    note = b'Exif\0\0' + tiff + b'Author: nobody must read this'
    return jpeg[:2] + b'\xff\xe1' + struct.pack('>H', len(note) + 2) + note + jpeg[2:]


def image_layout(p, body, name='pictures'):
    folder = p.path('data', 'ferry', 'layouts')
    os.makedirs(os.path.join(folder, 'files'), exist_ok=True)
    with open(os.path.join(folder, name + '.yaml'), 'w', encoding='utf-8') as f:
        f.write('extends: shared/house\n' + body)
    return os.path.join(folder, 'files')


@test
def images_are_printed(p):
    p.new()
    folder = image_layout(p, """header: {image: {file: files/logo.svg, height: 9mm, side: end}, left: "{banner}"}
body:
  - title: {}
  - image: {file: files/a.png, alt: Two colours, caption: Below it., width: 10mm}
  - image: {file: files/a.jpg, alt: A fade, height: 20mm}
  - image: {file: files/logo.svg, decorative: true}
""")
    files = {'a.png': png(2, 1, b'\xff\0\0\xff\0\0\xff\0'), 'a.jpg': turned(JPEG, 6),
             'logo.svg': b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20" fill="#123"/></svg>'}
    for name, data in files.items():
        with open(os.path.join(folder, name), 'wb') as f:
            f.write(data)
    words = ['render', 'ferry', '-l', 'pictures', '-a', 'desk']
    status, dump, err = p.run(*words, '--dump', 'pages')
    assert status == 0 and 'image-coarse' in err, err
    # the JPEG stands upright: 8 wide, 16 high; the SVG at 600 dots an inch
    assert ' of 2 x 1' in dump and ' of 8 x 16' in dump, dump
    assert dump.count('artifact header') >= 1 and 'alt "A fade"' in dump, dump
    status, _, err = p.run(*words, '-o', 'a.pdf')
    assert status == 0, err
    with open(p.path('a.pdf'), 'rb') as f:
        first = f.read()
    assert b'nobody must read this' not in first and first.count(b'/Subtype/Image') == 4 and b'/DCTDecode' in first
    # what a picture shows is what a product is made from
    with open(os.path.join(folder, 'a.png'), 'wb') as f:
        f.write(png(1, 1, b'\0\xff\0\xff'))
    p.run(*words, '-o', 'b.pdf')
    with open(p.path('b.pdf'), 'rb') as f:
        assert f.read() != first


@test
def images_that_cannot_be_printed_are_named(p):
    p.new()
    os.symlink('/etc/hostname', os.path.join(image_layout(p, 'body: [{title: {}}]'), 'link.png'))
    whole = png(3, 3, b'\x80' * 36)
    cases = {
        'file: files/none.png, alt: x': (None, 'image-missing'), 'file: ../facts.yaml, alt: x': (None, 'image-path'),
        'file: /etc/hostname, alt: x': (None, 'image-path'), 'file: files/link.png, alt: x': (None, 'image-path'),
        'file: files/x.png': (whole, 'image-alt'), 'alt: x': (None, 'image-file'),
        'file: files/x.png, alt: x': (b'', 'image-broken'), 'file: files/x.png, alt: x ': (whole[:-20], 'image-broken'),
        'file: files/x.png, alt: x  ': (whole[:16] + b'\x7f\xff\xff\xff' + whole[20:], 'image-broken'),
        'file: files/x.png, alt: x   ': (JPEG[:-4], None), 'file: files/x.png, alt: x    ': (JPEG[:40], 'image-broken'),
        'file: files/x.png, alt: p': (PROGRESSIVE, None), 'file: files/x.png, alt: q': (scanned(PROGRESSIVE, 9), None),
        'file: files/x.png, alt: r': (scanned(PROGRESSIVE, 5000), 'image-broken'),
        'file: files/x.png, alt: "x"': (b'<svg xmlns="http://www.w3.org/2000/svg" width="1e9" height="1"/>', 'image-broken'),
        'file: files/x.png, alt: "x "': (b'<svg><g>' * 50, 'image-broken'),
    }
    for keys, (data, code) in cases.items():
        folder = image_layout(p, 'body:\n  - image: {%s}\n' % keys)
        if data is not None:
            with open(os.path.join(folder, 'x.png'), 'wb') as f:
                f.write(data)
        status, _, err = p.run('render', 'ferry', '-l', 'pictures', '-a', 'desk', '-o', 'x.pdf')
        assert (status == 1 and '[%s]' % code in err and 'pictures.yaml:3:' in err) if code else status == 0, (keys, status, err)


@test
def what_hardly_does_not_fit_is_tightened(p):
    p.new()

    def render(n, fit):
        image_layout(p, f'fit: {fit}\nbody:\n' + '  - text: One more line.\n' * n, 'full')
        return p.run('render', 'ferry', '-l', 'full', '-a', 'desk', '--dump', 'pages')
    n = next(n for n in range(10, 200) if render(n, '{pages: 1}')[0])
    status, _, err = render(n, '{pages: 1}')
    assert status == 1 and 'tightened' not in err and 'does-not-fit' in err, err
    status, dump, err = render(n, '{pages: 1, tighten: {space: 70 %, leading: 96 %}}')
    assert status == 0 and '[tightened]' in err and 'page 1' in dump and 'page 2' not in dump, (status, err)
    assert 'spaces to 100 %' not in err and 'letters to 100 %' in err, err
    status, _, err = render(n - 1, '{pages: 1, tighten: {space: 70 %, leading: 96 %}}')
    assert status == 0 and 'tightened' not in err, err


@test
def a_draft_says_so_on_every_page(p):
    p.new()
    words = ['render', 'ferry', '-l', 'analyst', '-a', 'desk', '--dump', 'pages']
    status, dump, _ = p.run(*words)
    assert status == 0 and 'artifact watermark' not in dump
    p.edit('data/ferry/facts.yaml', 'briefing:\n', 'briefing:\n  status: draft\n')
    status, dump, err = p.run(*words)
    assert status == 0 and dump.count('artifact watermark') == len(re.findall('^page ', dump, re.M)) > 1, err


@test
def names_stand_in_the_order_of_the_language(p):
    p.new()
    folder = p.path('data', 'names')
    os.makedirs(folder)
    with open(os.path.join(folder, 'facts.yaml'), 'w', encoding='utf-8') as f:
        f.write('briefing: {id: names, title: Names, scheme: tlp-2, marking: CLEAR, language: en-GB}\nentities:\n')
        for i, name in enumerate(('Zahl', 'Öl', 'Ohm', 'Ärger', 'apfel', 'Baum')):
            f.write('  e%d: {kind: organisation, name: %s}\n' % (i, name))
    with open(p.path('names.yaml'), 'w', encoding='utf-8') as f:
        f.write('extends: shared/house\nbody:\n  - entities: {where: {sort: name}, columns: [{head: Name, text: "{name}"}]}\n')
    for language, order in (('de', 'apfel Ärger Baum Ohm Öl Zahl'), ('sv', 'apfel Baum Ohm Zahl Ärger Öl'), ('en-GB', 'apfel Ärger Baum Ohm Öl Zahl')):
        status, dump, err = p.run('render', 'names', '-l', 'names.yaml', '-a', 'desk', '--lang', language, '--dump', 'blocks')
        assert status == 0, err
        seen = sorted(order.split(), key=lambda w: dump.index(w))
        assert seen == order.split(), (language, seen)


@test
def a_cover_names_every_copy(p):
    p.new()
    image_layout(p, 'body: [{cover: {}}, {passage: {where: {}}}]\n', 'covered')
    words = ['render', 'ferry', '-l', 'covered', '-a', 'desk', '--dump', 'blocks']
    status, plain, err = p.run(*words)
    assert status == 0 and 'Copy' not in plain and 'Issued' in plain, err
    p.edit('data/ferry/facts.yaml', 'briefing:\n', 'briefing:\n  released_by: The head of the desk\n  distribution: [Harbour master, Coast guard]\n')
    status, dump, err = p.run(*words)
    for word in ('Released by', 'The head of the desk', '1 of 2', 'Harbour master', '2 of 2', 'Coast guard'):
        assert word in dump, (word, err)
    status, _, err = p.run('render', 'ferry', '-l', 'covered', '-a', 'desk', '--lang', 'fr', '-o', 'x.pdf')
    assert status == 0, err


@test
def schemas_are_json(p):
    for what in ('facts', 'audiences', 'layout', 'build'):
        status, out, err = p.run('schema', what)
        schema = json.loads(out)
        assert status == 0 and '$schema' in schema and ('properties' in schema or '$defs' in schema), what


@test
def dumps_for_tests(p):
    p.new()
    for kind, word in (('release', 'F1'), ('blocks', 'ferry'), ('pages', 'ferry')):
        status, out, err = p.run('render', 'ferry', '-l', 'analyst', '-a', 'desk', '--dump', kind)
        assert status == 0 and word in out, (kind, err)
    assert 'Seafarers' not in p.run('render', 'ferry', '-l', 'public', '-a', 'press', '--dump', 'release')[1].replace("Seafarers' Union", '')


@test
def a_worker_by_hand_says_so(p):
    status, out, err = p.run('worker')
    assert status == 2 and 'only brief itself' in err and out == ''


@test
def a_worker_gives_up_what_it_does_not_need(p):
    fonts, folder = os.path.join(SOURCE, 'fonts'), os.path.join(SOURCE, 'layouts')
    message = b''.join(b'%s %d\n%s\n' % (k, len(v), v) for k, v in
                       ((b'fonts', fonts.encode()), (b'cache', os.path.join(fonts, '.cache').encode()), (b'folder', folder.encode()), (b'end', b'')))
    worker = subprocess.Popen([BRIEF, 'worker'], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={})
    try:
        worker.stdin.write(message)
        worker.stdin.flush()
        for _ in range(100):
            with open(f'/proc/{worker.pid}/status', encoding='utf-8') as f:
                status = f.read()
            if 'Seccomp:\t2' in status:
                break
            time.sleep(0.05)
        assert 'Seccomp:\t2' in status and 'NoNewPrivs:\t1' in status, status
        # a layout outside of the folders it was given is as if it were not there
        stranger = p.path('stranger.yaml')
        shutil.copy(os.path.join(folder, 'public.yaml'), stranger)
        job = b''.join(b'%s %d\n%s\n' % (k, len(v), v) for k, v in
                       ((b'task', b'check'), (b'layout', stranger.encode()), (b'end', b'')))
        out, _ = worker.communicate(job, timeout=60)
        if ctypes.CDLL(None).syscall(444, None, 0, 1) > 0:  # landlock_create_ruleset: the kernel's version, if it has any
            assert b'stranger.yaml' in out and b'"error"' in out, out[:500]
    finally:
        worker.kill()


@test
def manual_and_completion_know_every_word(p):
    out = p.run('manual')[1]
    for c in commands():
        assert f'.SS brief {c}' in out, c
        for option in p.run('words', c)[1].split():
            assert option.replace('-', '\\-') in out or option == '--help', (c, option)
    if shutil.which('man'):
        with open(p.path('brief.1'), 'w', encoding='utf-8') as f:
            f.write(out)
        r = subprocess.run(['man', '--warnings', '-E', 'UTF-8', '-l', '-Tutf8', 'brief.1'], cwd=p.folder, capture_output=True, text=True,
                           env={**os.environ, 'MANROFFSEQ': '', 'MANWIDTH': '100', 'LC_ALL': 'C.UTF-8'})
        assert r.returncode == 0 and r.stderr == '', r.stderr
    script = os.path.join(SOURCE, 'contrib', 'brief.bash')

    def complete(line):
        words = line.split(' ')
        code = (f'source {script}; COMP_WORDS=("$@"); COMP_CWORD={len(words) - 1}; _brief; printf "%s\\n" "${{COMPREPLY[@]}}"')
        r = subprocess.run(['bash', '-c', code, 'bash', BRIEF, *words[1:]], cwd=p.folder, capture_output=True, text=True)
        return r.stdout.split()
    p.new()
    assert complete('brief re') == ['render']
    assert set(commands()) <= set(complete('brief '))
    assert complete('brief render fer') == ['ferry']
    assert complete('brief render ferry --lay') == ['--layout']
    assert complete('brief render ferry -l one') == ['one-page']
    assert complete('brief chart ferry --format s') == ['svg']


@test
def a_terminal_gets_colour_and_a_pipe_does_not(p):
    import pty
    p.new()
    p.edit('data/ferry/facts.yaml', 'relations:', 'relatoins:')
    assert '\033' not in p.run('check')[2]

    def in_terminal(**env):
        master, slave = pty.openpty()
        subprocess.run([BRIEF, 'check'], cwd=p.folder, stdout=slave, stderr=slave, stdin=subprocess.DEVNULL,
                       env={**os.environ, 'TERM': 'xterm', **env})
        os.close(slave)
        data = b''
        try:
            while chunk := os.read(master, 65536):
                data += chunk
        except OSError:
            pass
        os.close(master)
        return data
    plain = {k: v for k, v in os.environ.items() if k == 'NO_COLOR'}
    if not plain:
        assert b'\033' in in_terminal()
    assert b'\033' not in in_terminal(NO_COLOR='1')
    assert b'\033' not in in_terminal(TERM='dumb')


def main():
    wanted = sys.argv[3:]
    chosen = [t for t in TESTS if not wanted or t.__name__ in wanted]
    print(f'1..{len(chosen)}', flush=True)
    failed = 0
    for number, function in enumerate(chosen, 1):
        begun, trouble = time.monotonic(), ''
        with tempfile.TemporaryDirectory(prefix='brief-') as folder:
            try:
                function(Place(folder))
            except Exception as error:  # a failed assertion, or the program did something no test foresaw
                trouble = f'{type(error).__name__}: {error} (line {sys.exc_info()[2].tb_next.tb_lineno})'
            os.chdir('/')
        failed += bool(trouble)
        for line in trouble.splitlines()[:15]:
            print('#', line)
        print(f'{"not ok" if trouble else "ok"} {number} - {function.__name__} ({time.monotonic() - begun:.1f} s)', flush=True)
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
