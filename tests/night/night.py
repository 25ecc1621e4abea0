#!/usr/bin/env python3
"""night.py BRIEF [--long] [NAME…]: builds that nobody watches. Plugs are pulled, disks fill, files change under way. TAP.

Every file in output/ must at all times be wholly the old or wholly the new one, and the next run must mend the rest.
--long: hundreds of kills instead of a dozen, and what needs root: a full and a read-only file system.
"""
import email
import email.policy
import fcntl
import glob
import hashlib
import json
import os
import pty
import random
import re
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time

BRIEF = os.path.abspath(sys.argv[1])
LONG = '--long' in sys.argv
TESTS = []
ONE, ALL, PRESS = (f'ferry-1-{n}-en-GB.pdf' for n in ('one-page-desk', 'analyst-desk', 'public-press'))


class Skip(Exception):
    pass


def test(function):
    TESTS.append((function, False))
    return function


def long_test(function):
    TESTS.append((function, True))
    return function


class Place:
    """The case that comes with the program, in a scratch folder."""

    def __init__(self, folder):
        subprocess.run([BRIEF, 'new', 'mine'], cwd=folder, check=True, capture_output=True)
        self.folder = os.path.join(folder, 'mine')

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def run(self, *words):
        r = subprocess.run([BRIEF, *words], cwd=self.folder, capture_output=True, text=True, timeout=300, stdin=subprocess.DEVNULL)
        return r.returncode, r.stdout, r.stderr

    def start(self, *words):
        return subprocess.Popen([BRIEF, *words], cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                stdin=subprocess.DEVNULL)

    def read(self, *names):
        with open(self.path(*names), 'rb') as f:
            return f.read()

    def write(self, text, *names):
        os.makedirs(os.path.dirname(self.path(*names)), exist_ok=True)
        with open(self.path(*names), 'w', encoding='utf-8') as f:
            f.write(text)

    def edit(self, name, old, new):
        text = self.read(name).decode()
        assert old in text, f'{old} is not in {name}'
        self.write(text.replace(old, new, 1), name)

    def wants(self, text, rest=''):
        """A build file: what stands under `make`, and what stands beside `products`."""
        self.write(f'products:\n  - case: ferry\n    make: {text}\n{rest}', 'data', 'briefings.yaml')

    def digests(self, folder='output'):
        return {os.path.basename(p): hashlib.sha256(open(p, 'rb').read()).hexdigest() for p in glob.glob(self.path(folder, '*.pdf'))}

    def states(self, *words):
        status, out, err = self.run('build', '--format', 'json', *words)
        rows = {os.path.basename(e['file']): e['state'] for e in map(json.loads, out.splitlines()) if e['event'] == 'product'}
        return status, rows, err

    def report(self):
        return json.loads(self.read('output', '.report', 'build.json'))


def children(pid):
    found = []
    for entry in os.listdir('/proc'):
        try:
            with open(f'/proc/{entry}/stat') as f:
                if entry.isdigit() and int(f.read().rsplit(')', 1)[1].split()[1]) == pid:
                    found.append(int(entry))
        except (OSError, IndexError):
            pass
    return found


def first_child(process):
    """The first render worker, as soon as it has heard what it is to do: then it shares a page with the program."""
    while process.poll() is None:
        for pid in children(process.pid):
            try:
                with open(f'/proc/{pid}/maps', 'rb') as f:
                    if b'brief-note' in f.read():
                        return pid
            except OSError:
                pass
        time.sleep(0.001)
    raise AssertionError('no worker was started')


def ended(process):
    out, err = process.communicate(timeout=120)
    return process.returncode, out, err


def tree(folder):
    return {os.path.join(b, n): os.stat(os.path.join(b, n)).st_mtime_ns for b, _, ns in os.walk(folder) for n in ns}


# What is made

@test
def a_matrix_with_include_and_exclude(p):
    shutil.copytree(p.path('data', 'ferry'), p.path('data', 'boat'))
    p.write('products:\n  - case: [ferry, boat]\n    make: {audience: [desk, press], layout: [public, plain], languages: [en-GB, fr]}\n'
            '    exclude: [{audience: press, language: fr}, {layout: plain, case: boat}]\n'
            '    include: {audience: press, layout: plain, languages: fr}\n    name: "{case}.{layout}.{audience}.{language}.pdf"\n',
            'data', 'briefings.yaml')
    status, out, err = p.run('build', '--dry-run')
    names = sorted(os.path.basename(line.split()[0]) for line in out.splitlines())
    wanted = {f'{c}.{l}.{a}.{g}.pdf' for c in ('ferry', 'boat') for l in ('public', 'plain') for a in ('desk', 'press') for g in ('en-GB', 'fr')
              if not (a == 'press' and g == 'fr') and not (l == 'plain' and c == 'boat')} | {f'{c}.plain.press.fr.pdf' for c in ('ferry', 'boat')}
    assert status == 0 and names == sorted(wanted), (names, err)


@test
def a_dry_run_changes_nothing(p):
    before = tree(p.folder)
    status, out, err = p.run('build', '--dry-run', '--explain')
    assert status == 0 and out.count('stale') == 3 and out.count('never made') == 3 and tree(p.folder) == before, (out, err)
    assert p.run('build')[0] == 0
    before = tree(p.folder)
    p.edit('data/ferry/facts.yaml', 'worn engines in 2023', 'worn engines in 2022')
    before[p.path('data', 'ferry', 'facts.yaml')] = os.stat(p.path('data', 'ferry', 'facts.yaml')).st_mtime_ns
    status, out, err = p.run('build', '-n')
    assert status == 0 and out.count('stale') == 2 and out.count('unchanged') == 1 and tree(p.folder) == before, out


@test
def why_it_is_stale_is_said(p):
    p.run('build')

    def why(*words):
        out = p.run('build', '-n', '--explain', *words)[1]
        return {os.path.basename(m[1]): m[2] for m in re.finditer(r'^(\S+) +stale\n    (.*)$', out, re.M)}
    assert why() == {}
    p.edit('data/ferry/facts.yaml', 'worn engines in 2023', 'worn engines in 2022')
    assert why() == {ONE: 'claim F8 changed', ALL: 'claim F8 changed'}, why()
    p.run('build')
    p.edit('data/ferry/layouts/one-page.yaml', '0B5D57', '5D0B57')
    assert set(why()) == {ONE} and why()[ONE].endswith('layouts/one-page.yaml changed'), why()
    p.run('build')
    os.remove(p.path('output', PRESS))
    with open(p.path('output', ALL), 'ab') as f:
        f.write(b' ')
    assert why() == {PRESS: 'the file is gone', ALL: 'the file is not what was made'}, why()
    p.run('build')
    p.edit('data/briefings.yaml', 'layout: public}', 'layout: public, booklet: true}')
    assert why() == {PRESS: 'its sheets are others'}, why()
    assert set(why('--force')) == {ONE, ALL, PRESS} and why('--force')[ALL] == '--force'


@test
def only_some_and_all_the_same(p):
    status, rows, err = p.states('--only', '*press*')
    assert status == 0 and set(p.digests()) == {PRESS}, (rows, err)
    assert p.run('build', '--only', '*presss*')[0] == 2 and PRESS in p.run('build', '--only', 'x')[2]
    assert p.states()[1] == {ONE: 'made', ALL: 'made', PRESS: 'unchanged'}
    assert p.states('--force', '--only', '*desk*')[1] == {ONE: 'made', ALL: 'made', PRESS: 'unchanged'}
    # it is the content that counts, not where one stands, nor the day
    status, out, _ = p.run('build', os.path.join('data', 'briefings.yaml'))
    assert out.count('unchanged') == 3
    r = subprocess.run([BRIEF, 'build'], cwd=p.path('data', 'ferry'), capture_output=True, text=True)
    assert r.stdout.count('unchanged') == 3, r.stdout
    for base, _, names in os.walk(p.path('data')):
        for n in names:
            os.utime(os.path.join(base, n), (2e9, 2e9))
    assert p.run('build')[1].count('unchanged') == 3


@test
def what_is_withheld_rebuilds_nothing(p):
    p.run('build')
    before = tree(p.path('output'))
    key = p.read('output', '.cache', 'press', PRESS + '.key')
    p.edit('data/ferry/facts.yaml', 'worn engines in 2023', 'a withheld word')
    status, rows, _ = p.states()
    assert rows[PRESS] == 'unchanged' and rows[ONE] == 'made'
    after = tree(p.path('output'))
    assert after[p.path('output', PRESS)] == before[p.path('output', PRESS)] and p.read('output', '.cache', 'press', PRESS + '.key') == key
    assert 'engines' not in key.decode()


@test
def a_name_tells_nothing_withheld(p):
    p.edit('data/ferry/facts.yaml', "name: Seafarers' Union}", "name: Seafarers' Union}\n  ghost: {kind: organisation, name: Grey Lantern’s Sons, marking: AMBER}")
    for name, audience, good in (('grey-lantern-s-sons-{issue}.pdf', 'press', False), ('{case} GREY lantern’s_sons.pdf', 'press', False),
                                 ('f8-{issue}.pdf', 'press', False), ('grey-lantern-s-sons-{issue}.pdf', 'desk', True), ('grey-{issue}.pdf', 'press', True), ('f80-{issue}.pdf', 'press', True)):
        p.wants(f'{{audience: {audience}, layout: public, name: "{name}"}}')
        status, out, err = p.run('build', '-n')
        assert (status == 0) == good and ('[product-name-withheld]' in err) != good, (name, audience, status, err)
    p.wants('{audience: press, layout: public}', 'deliver: {a: {command: [cat], mail: {to: a@b, from: c@d, subject: On Grey Lantern’s sons}}}\n')
    status, _, err = p.run('build', '-n')
    assert status == 1 and '[subject-withheld]' in err, err
    for name in ('../x.pdf', '.x.pdf', 'a/b.pdf', 'x.txt'):
        p.wants(f'{{audience: press, layout: public, name: "{name}"}}')
        assert p.run('build')[0] == 1 and not glob.glob(p.path('**', 'x.pdf'), recursive=True), name


@test
def findings_of_prose_count_as_the_file_says(p):
    p.edit('data/ferry/facts.yaml', 'text:\n', 'text:\n  rot: Nothing happened yesterday. [F1]\n')
    for level, status, said in (('ignore', 0, False), ('warning', 0, True), ('error', 1, True)):
        p.wants('{audience: press, layout: public}', f'lint: {level}\n')
        got, _, err = p.run('check')
        assert got == status and ('deictic-word' in err) == said, (level, got, err)
        assert p.run('build')[0] == status, level
    lints = p.report()['errors']
    assert any(d['code'] == 'deictic-word' for d in lints), lints


@test
def a_failure_stops_the_rest_when_that_is_wanted(p):
    p.edit('data/ferry/layouts/one-page.yaml', 'colours:', 'colors:')
    with open(p.path('data', 'briefings.yaml'), 'a') as f:
        f.write('\non_failure: stop\n')
    status, rows, err = p.states('-j', '1')
    assert status == 1 and rows == {ONE: 'has errors'} and not p.digests(), (rows, err)
    assert p.report()['not_made'] == 2 and p.report()['unplanned'] == 0
    status, rows, err = p.states('-j', '1', '--keep-going')
    assert status == 1 and rows == {ONE: 'has errors', ALL: 'made', PRESS: 'made'}, rows
    assert err.rstrip().splitlines()[-1].startswith('brief: output/' + ONE), err


@test
def earlier_issues_stay_as_long_as_they_are_wanted(p):
    def issue(n):
        text = re.sub(r'(?m)^  issue: \d+', f'  issue: {n}', p.read('data', 'ferry', 'facts.yaml').decode())
        p.write(text, 'data', 'ferry', 'facts.yaml')
        status, _, err = p.run('build')
        assert status == 0, err
        return {n.split('-one')[0] for n in p.digests()}
    for rest, left in (('', {'ferry-1', 'ferry-2', 'ferry-3'}), ('keep: 1\n', {'ferry-3', 'ferry-4'}), ('keep: 0\n', {'ferry-5'})):
        p.wants('{audience: desk, layout: one-page}', rest)
        last = {'': (1, 2, 3), 'keep: 1\n': (4,), 'keep: 0\n': (5,)}[rest]
        for n in last:
            got = issue(n)
        assert got == left, (rest, got)
    # a name without the number: the earlier one gets a name of its own; what was changed by hand is nobody's to remove
    p.wants('{audience: desk, layout: one-page, name: brief.pdf}', 'keep: 2\n')
    for n in range(6, 10):
        issue(n)
    assert {n for n in p.digests() if n.startswith('brief')} == {'brief.pdf', 'brief.issue-8.pdf', 'brief.issue-7.pdf'}, p.digests()
    with open(p.path('output', 'brief.issue-7.pdf'), 'ab') as f:
        f.write(b'mine')
    issue(10)
    assert {n for n in p.digests() if n.startswith('brief')} == {'brief.pdf', 'brief.issue-9.pdf', 'brief.issue-8.pdf', 'brief.issue-7.pdf'}


@test
def warm_is_cold_is_eight_at_once(p):
    with open(p.path('data', 'briefings.yaml'), 'w') as f:
        f.write('products:\n  - case: ferry\n    make: {audience: [desk, press], layout: [public, plain, analyst], languages: [en-GB, fr]}\n')
    for folder, jobs in (('one', '1'), ('eight', '8')):
        status, _, err = p.run('build', '-o', folder, '-j', jobs)
        assert status == 0, err
    first = p.digests('one')
    assert len(first) == 12 and p.digests('eight') == first
    for name in first:
        layout, audience, language = re.fullmatch(r'ferry-1-(\w+)-(\w+)-(.*)\.pdf', name).groups()
        assert p.run('render', 'ferry', '-l', layout, '-a', audience, '--lang', language, '-o', os.path.join('cold', name))[0] == 0
    assert p.digests('cold') == first


@test
def a_language_that_is_said_counts_first(p):
    p.write('extends: shared/house\nlang: fr\nbody: [{title: {}}]\n', 'data', 'ferry', 'layouts', 'base.yaml')
    p.write('extends: base\n', 'data', 'ferry', 'layouts', 'child.yaml')
    p.wants('[{audience: desk, layout: [base, child, plain]}, {audience: desk, layout: child, languages: ar}]')
    assert p.run('build')[0] == 0
    assert set(p.digests()) == {f'ferry-1-{n}.pdf' for n in ('base-desk-fr', 'child-desk-fr', 'plain-desk-en-GB', 'child-desk-ar')}, p.digests()
    for words, language in (([], b'(fr)'), (['--lang', 'ar'], b'(ar)')):
        status, out, err = p.run('render', 'ferry', '-l', 'child', '-a', 'desk', *words)
        assert status == 0, err
        assert f'-child-desk-{language.decode()[1:-1]}.pdf' in out, out
        pdf = subprocess.run(['qpdf', '--qdf', '--object-streams=disable', p.path(out.split()[0]), '-'], capture_output=True).stdout
        assert b'/Lang ' + language in pdf


# What is said of it

@test
def the_morning_finds_a_report(p):
    status, out, err = p.run('build', '--metrics', 'm.prom')
    assert status == 0 and re.search(r'\d of 3: made output/', err), err
    rows = [line for line in out.splitlines() if line.startswith('output/')]
    assert all(re.search(r'\d+ pages? +\d+ kB +TLP:\w+ +\d+ ms', r) for r in rows) and len(rows) == 3, out
    path = p.path('output', '.report', 'build.json')
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600 and stat.S_IMODE(os.stat(os.path.dirname(path)).st_mode) == 0o700
    report = p.report()
    assert report['status'] == 0 and report['made'] == 3 and report['seconds'] > 0
    for row in report['products']:
        data = p.read(row['file'])
        assert row['sha256'] == hashlib.sha256(data).hexdigest() and row['bytes'] == len(data) and row['pages'] >= 1
        assert row['marking'].startswith('TLP:') and row['milliseconds'] > 0 and len(row['inputs']['release']) == 64 and row['lints'] == []
    metrics = p.read('m.prom').decode()
    for line in metrics.splitlines():
        assert re.fullmatch(r'# (HELP|TYPE) \w+ .+|\w+(\{\w+="[^"]*"\})? [\d.]+', line), line
    assert 'brief_build_success 1' in metrics and 'brief_products{state="made"} 3' in metrics
    status, out, err = p.run('build', '--format', 'json')
    events = [json.loads(line) for line in out.splitlines()]
    assert [e['event'] for e in events] == ['begin'] + ['product'] * 3 + ['end'] and events[-1]['unchanged'] == 3 and err == ''
    p.edit('data/ferry/layouts/one-page.yaml', 'colours:', 'colors:')
    status, out, err = p.run('build', '--metrics', 'm.prom')
    assert status == 1 and err.splitlines()[-2:][0].startswith('brief: 1 of 3 products failed') and ONE in err.splitlines()[-1], err
    assert 'brief_build_success 0' in p.read('m.prom').decode() and 'brief_products{state="has_errors"} 1' in p.read('m.prom').decode()
    assert p.run('build', '-q')[1] == ''


@test
def a_terminal_gets_a_bar(p):
    for i in range(75):  # enough of them for the second after which a bar is of use
        p.write('extends: analyst\n', 'data', 'ferry', 'layouts', f'long{i}.yaml')
    names = ', '.join(f'long{i}' for i in range(75))
    p.write(f'products:\n  - case: ferry\n    make: {{audience: [desk, press], layout: [{names}], languages: [en-GB, fr]}}\n',
            'data', 'briefings.yaml')
    master, slave = pty.openpty()
    process = subprocess.Popen([BRIEF, 'build', '-j', '1'], cwd=p.folder, stdout=slave, stderr=slave, stdin=subprocess.DEVNULL)
    os.close(slave)
    data = b''
    try:
        while chunk := os.read(master, 65536):
            data += chunk
    except OSError:
        pass
    process.wait()
    os.close(master)
    bars = re.findall(rb'\[(#*-*)\] (\d+) of 300(?:, (\d+) failed)?, (\d+) (?:s|min) left', data)
    assert len(bars) > 3 and int(bars[-1][1]) > int(bars[0][1]) and data.count(b'made output') == 0, data[-2000:]


@test
def the_bar_says_what_is_being_made(p):
    """One product that takes long: the bar does not wait for it to be done."""
    wants_wide(p)
    master, slave = pty.openpty()
    process = subprocess.Popen([BRIEF, 'build', '-j', '1'], cwd=p.folder, stdout=slave, stderr=slave, stdin=subprocess.DEVNULL)
    os.close(slave)
    worker = first_child(process)
    os.kill(worker, signal.SIGSTOP)
    time.sleep(2.5)
    os.kill(worker, signal.SIGCONT)
    data = b''
    try:
        while chunk := os.read(master, 65536):
            data += chunk
    except OSError:
        pass
    process.wait()
    os.close(master)
    assert re.search(rb'\[-+\] 0 of 2, \d+ s so far  ferry-1-wide-desk', data), data[-1000:]
    assert len(re.findall(rb'0 of 2', data)) >= 2 and process.returncode == 0, data[-1000:]


@test
def what_mistakes_keep_from_being_planned_is_told(p):
    """A morning without a briefing: the report says that there should have been one, and its file of yesterday stays."""
    shutil.copytree(p.path('data', 'ferry'), p.path('data', 'boat'))
    p.write('products:\n  - case: [ferry, boat]\n    make: {audience: [desk, press], layout: [public, plain]}\n', 'data', 'briefings.yaml')
    assert p.run('build')[0] == 0
    before = p.digests()
    p.edit('data/boat/facts.yaml', 'worn engines in 2023', 'worn engines in 2022')
    p.edit('data/boat/facts.yaml', '\nclaims:', '\nclaims: [')
    status, out, err = p.run('build', '--metrics', 'm.prom')
    assert status == 1 and err.splitlines()[-1].startswith('brief: 4 products of “boat” cannot be made') and out.count('unchanged') == 4, err
    assert p.report()['unplanned'] == 4 and p.digests() == before and 'brief_products{state="unplanned"} 4' in p.read('m.prom').decode()
    assert 'brief_build_success 0' in p.read('m.prom').decode()
    status, rows, err = p.states()
    assert status == 1 and len(rows) == 4
    p.wants('[{audience: desk, layout: publik}, {audience: press, layout: public}]')
    status, out, err = p.run('build')
    assert status == 1 and err.splitlines()[-1].startswith('brief: 1 product of “ferry”') and p.report()['unplanned'] == 1, err


# What goes wrong

@test
def one_build_at_a_time(p):
    p.run('build')
    lock = open(p.path('output', '.cache', 'lock'), 'r+')
    fcntl.flock(lock, fcntl.LOCK_EX)
    lock.write('process 4711 on elsewhere since 2021-08-26 05:00:00 UTC\n')
    lock.flush()
    status, out, err = p.run('build')
    assert status == 3 and 'process 4711 on elsewhere since 2021-08-26' in err and '--wait' in err, err
    assert p.run('build', '-n')[0] == 0  # who only asks needs no lock
    waiting = p.start('build', '--wait')
    time.sleep(0.5)
    assert waiting.poll() is None
    fcntl.flock(lock, fcntl.LOCK_UN)  # its holder is dead: the words stay, the lock does not
    status, out, err = ended(waiting)
    assert status == 0 and 'waiting for another build: process 4711' in err and 'took over from a build that was killed: process 4711' in err, err
    assert p.run('build')[2] == '' and p.read('output', '.cache', 'lock') == b''
    # two at once, started together: both are fine in the end, and so is what they made
    both = [p.start('build', '--force', '--wait') for _ in range(2)]
    assert [ended(b)[0] for b in both] == [0, 0]
    assert p.run('build')[1].count('unchanged') == 3


WIDE = 'ferry-1-wide-desk-en-GB.pdf'


def wants_wide(p):
    """A product that takes its time, so that what is done to its worker is done while it works, however busy the machine; and another."""
    p.wants('[{audience: desk, layout: wide}, {audience: press, layout: public}]')
    p.write('extends: shared/house\nbody:\n' + '  - text: Some words, and some more.\n' * 60000, 'data', 'ferry', 'layouts', 'wide.yaml')


@test
def a_hanging_worker_costs_its_product(p):
    wants_wide(p)
    process = p.start('build', '-j', '1', '--timeout', '4')
    os.kill(first_child(process), signal.SIGSTOP)
    status, out, err = ended(process)
    assert status == 3 and 'it took longer than 4 s (--timeout)' in err.splitlines()[-1] and WIDE in err.splitlines()[-1], err
    assert set(p.digests()) == {PRESS} and not children(process.pid), out
    p.write('extends: shared/house\nbody: [{text: Some words.}]\n', 'data', 'ferry', 'layouts', 'wide.yaml')
    assert p.states()[1] == {WIDE: 'made', PRESS: 'unchanged'}


def killed_at_work(p, number):
    """A build whose first worker is killed. Where it was done before the signal reached it, as on a busy machine, another."""
    for _ in range(8):
        shutil.rmtree(p.path('output'), ignore_errors=True)
        process = p.start('build', '-j', '1')
        try:
            os.kill(first_child(process), number)
        except (AssertionError, ProcessLookupError):
            ended(process)
            continue
        status, out, err = ended(process)
        if status != 0:
            return status, out, err
    raise Skip('each build was done before its worker could be killed')


@test
def a_dying_worker_costs_its_product(p):
    for number in (signal.SIGSEGV, signal.SIGKILL):
        status, out, err = killed_at_work(p, number)
        assert status == 3 and f'ended by signal {number.value}' in err.splitlines()[-1] and ONE in err.splitlines()[-1], err
        assert set(p.digests()) == {ALL, PRESS}
    # what it was at: by now it draws
    wants_wide(p)
    process = p.start('build', '-j', '1')
    worker = first_child(process)
    time.sleep(0.3)
    if process.poll() is None:
        os.kill(worker, signal.SIGKILL)
        status, out, err = ended(process)
        assert status == 3 and re.search(r'it was at: .*wide\.yaml:\d+', err.splitlines()[-1]), err
        assert PRESS in p.digests()
    else:
        process.communicate()
        raise Skip('this machine is too quick')


@test
def a_growing_worker_costs_its_product(p):
    wants_wide(p)
    status, out, err = p.run('build', '-j', '1', '--memory', '60')
    assert status == 3 and 'needed more memory than 60 MiB (--memory)' in err.splitlines()[-1] and 'wide' in err.splitlines()[-1], err
    assert set(p.digests()) == {PRESS}, out


def edited_under_way(p, name, old, new, *words):
    """A build during which @old becomes @new in file @name. Where it was done before the edit, as on a busy machine, another."""
    status, err = None, 'each build was done before the edit'
    for _ in range(8):
        process = p.start('build', '-j', '1', *words)
        try:
            worker = first_child(process)
            os.kill(worker, signal.SIGSTOP)
        except (AssertionError, ProcessLookupError):  # it was done before we saw it
            ended(process)
            os.remove(p.path('output', ONE))
            continue
        p.edit(name, old, new)
        os.kill(worker, signal.SIGCONT)
        status, out, err = ended(process)
        if 'edited during the build' in err:
            break
        p.edit(name, new, old)
        os.remove(p.path('output', ONE))
    return status, err


@test
def what_is_edited_under_way_is_made_again(p):
    p.run('build')
    for name, old, new in (('data/ferry/facts.yaml', 'worn engines in 2023', 'worn engines in 2022'),
                           ('data/ferry/layouts/one-page.yaml', '0B5D57', '5D0B57')):
        status, err = edited_under_way(p, name, old, new, '--force')
        assert status == 3 and 'edited during the build: nothing is delivered' in err, err  # forced: not twice
        process = p.start('build', '-j', '1')
        p.edit(name, new, old) if process.poll() is None else None
        status, out, err = ended(process)
        assert status == 0 and p.run('build')[0] == 0
        p.run('build', '-o', 'fresh', '--force')
        assert p.digests() == p.digests('fresh'), err
        os.remove(p.path('output', ONE))
        status, err = edited_under_way(p, name, old, new)
        assert status == 0 and 'was edited during the build: once more' in err, err
        p.run('build', '-o', 'fresh')
        assert p.digests() == p.digests('fresh')
        assert p.states()[1] == {n: 'unchanged' for n in (ONE, ALL, PRESS)}


@test
def a_folder_that_vanishes_is_not_made_anew(p):
    wants_wide(p)
    process = p.start('build', '-j', '1')
    worker = first_child(process)
    os.kill(worker, signal.SIGSTOP)
    shutil.rmtree(p.path('output'))
    os.kill(worker, signal.SIGCONT)
    status, out, err = ended(process)
    assert status == 3 and 'the output folder vanished' in err and not p.digests(), err
    assert p.run('build')[0] == 0 and len(p.digests()) == 2


@test
def what_was_left_half_written_is_swept(p):
    p.run('build')
    before = p.digests()
    left, held = p.path('output', '.brief-abcdef.part'), p.path('output', '.cache', 'desk', '.brief-ghijkl.part')
    for path in (left, held, p.path('output', '.mine.part')):
        with open(path, 'wb') as f:
            f.write(b'%PDF-')
    with open(held) as f:
        fcntl.flock(f, fcntl.LOCK_EX)  # someone is writing it
        assert p.run('build')[0] == 0
        assert not os.path.exists(left) and os.path.exists(held) and os.path.exists(p.path('output', '.mine.part'))
    assert p.run('build')[0] == 0 and not os.path.exists(held) and p.digests() == before


def kill_often(p, times):
    """Two versions of the facts, turn by turn, the build killed in between: each file is one of its two versions, whole."""
    generator = random.Random(20210826)
    versions = {ONE: set(), ALL: set(), PRESS: set()}
    words = ('ferry struck the pier', 'ferry hit the pier')
    facts = p.read('data', 'ferry', 'facts.yaml').decode()
    begun = time.monotonic()
    for word in words:
        p.write(facts.replace(words[0], word), 'data', 'ferry', 'facts.yaml')
        assert p.run('build', '-j', '2')[0] == 0
        for name, digest in p.digests().items():
            versions[name].add(digest)
    usual = (time.monotonic() - begun) / 2
    assert all(len(v) == 2 for v in versions.values()), 'the two versions differ'
    n_killed, longest = 0, usual
    for turn in range(times):
        p.write(facts.replace(words[0], words[turn % 2]), 'data', 'ferry', 'facts.yaml')
        process = p.start('build', '-j', '2')
        time.sleep(generator.uniform(0, longest))
        running = process.poll() is None
        n_killed += running
        longest *= 1.1 if running else 0.9  # how long a build takes is other on a machine with other work: kill as often late as too late
        process.kill()
        process.communicate()
        now = p.digests()
        assert all(now[name] in versions[name] for name in versions), f'turn {turn}: a file is neither old nor new'
    assert n_killed > times / 4, n_killed
    p.write(facts, 'data', 'ferry', 'facts.yaml')
    assert p.run('build')[0] == 0
    p.run('build', '-o', 'fresh')
    assert p.digests() == p.digests('fresh') and not glob.glob(p.path('output', '**', '.brief-*.part'), recursive=True)
    assert not [b for b in os.listdir(p.path('output')) if b.startswith('.') and b not in ('.cache', '.report')]


@test
def killed_a_dozen_times(p):
    kill_often(p, 12)


@long_test
def killed_hundreds_of_times(p):
    kill_often(p, 300)


class Mounted:
    def __init__(self, place, options):
        self.path, self.options = place.path('output'), options

    def __enter__(self):
        os.makedirs(self.path, exist_ok=True)
        if os.geteuid() != 0 or subprocess.run(['mount', '-t', 'tmpfs', '-o', self.options, 'tmpfs', self.path], capture_output=True).returncode:
            raise Skip('it needs root and a kernel that lets it mount')
        return self

    def __exit__(self, *_):
        subprocess.run(['umount', '-l', self.path], check=True)


@long_test
def a_full_disk_leaves_what_was_there(p):
    with Mounted(p, 'size=256k'):
        assert p.run('build')[0] == 0
        before = p.digests()
        with open(p.path('output', 'ballast'), 'wb', buffering=0) as f:
            try:
                while f.write(b'x' * 4096) > 0:
                    pass
            except OSError:
                pass
        p.edit('data/ferry/facts.yaml', 'ferry struck the pier', 'ferry hit the pier')
        status, out, err = p.run('build')
        assert status == 3 and 'No space left on device' in err and p.digests() == before, (status, err)
        assert not glob.glob(p.path('output', '.brief-*'))
        os.remove(p.path('output', 'ballast'))
        assert p.run('build')[0] == 0 and all(p.digests()[n] != before[n] for n in before)


@long_test
def a_read_only_folder_is_named(p):
    with Mounted(p, 'size=4m'):
        assert p.run('build')[0] == 0
        before = p.digests()
        subprocess.run(['mount', '-o', 'remount,ro', p.path('output')], check=True)
        p.edit('data/ferry/facts.yaml', 'ferry struck the pier', 'ferry hit the pier')
        status, out, err = p.run('build')
        assert status == 3 and 'Read-only file system' in err and p.digests() == before, err
        subprocess.run(['mount', '-o', 'remount,rw', p.path('output')], check=True)
        assert p.run('build')[0] == 0 and all(p.digests()[n] != before[n] for n in before)


@test
def the_clock_is_set_back(p):
    if not shutil.which('faketime'):
        raise Skip('no faketime here')
    p.run('build')
    first = p.digests()
    for day in ('2001-01-01', '2037-12-31'):
        r = subprocess.run(['faketime', day, BRIEF, 'build', '--force'], cwd=p.folder, capture_output=True, text=True, timeout=120)
        assert r.returncode == 0 and p.digests() == first, r.stderr
        r = subprocess.run(['faketime', day, BRIEF, 'build'], cwd=p.folder, capture_output=True, text=True, timeout=120)
        assert r.stdout.count('unchanged') == 3, r.stdout


# Where it goes

def script(p, text):
    p.write('#!/usr/bin/env python3\nimport os, sys\n' + text, 'tool')
    os.chmod(p.path('tool'), 0o755)
    return p.path('tool')


BOTH = '[{audience: desk, layout: one-page}, {audience: press, layout: public}]'


@test
def products_are_delivered_once(p):
    tool = script(p, 'open("log", "a").write(" ".join(map(os.path.basename, sys.argv[1:])) + "\\n")')
    p.wants(BOTH, f'deliver:\n  web: {{folder: web, of: {{audience: press}}}}\n  all: {{command: [{tool}, -o, "a;b $(c)", "{{files}}"]}}\n'
                  f'  each: {{command: [{tool}, "{{file}}"]}}\n')
    status, out, err = p.run('build', '--dry-run')
    assert status == 0 and not os.path.exists(p.path('web')), out
    status, out, err = p.run('build')
    assert status == 0, err
    assert p.digests('web') == {PRESS: p.digests()[PRESS]}
    log = sorted(p.read('log').decode().splitlines())
    assert log == sorted([f'-o a;b $(c) {ONE} {PRESS}', ONE, PRESS]), log
    assert re.search('^web: done, 1 file$', out, re.M), out
    status, out, err = p.run('build')
    assert status == 0 and out.count('delivered before') == 3 and len(p.read('log').splitlines()) == 3, out
    assert p.run('build', '-n')[1].count('delivered before') == 3
    # what changed for the desk goes to the desk's alone
    p.edit('data/ferry/facts.yaml', 'worn engines in 2023', 'worn engines in 2022')
    assert p.run('build', '-n')[1].count('held') == 2  # stale: not made, not delivered
    status, out, err = p.run('build')
    assert 'web: delivered before' in out and p.read('log').decode().splitlines()[3:] == [f'-o a;b $(c) {ONE} {PRESS}', ONE], p.read('log')
    # a product that fails holds what has it, and nothing else
    p.edit('data/ferry/layouts/one-page.yaml', 'colours:', 'colors:')
    p.edit('data/ferry/facts.yaml', 'ferry struck the pier', 'ferry hit the pier')
    status, out, err = p.run('build')
    assert status == 1 and 'web: done' in out and out.count('held') == 2 and len(p.read('log').splitlines()) == 5, out
    # a file that is not what was made does not go out
    assert p.digests('web') == {PRESS: p.digests()[PRESS]}


@test
def what_is_not_as_it_should_be_does_not_go_out(p):
    """A product that passes for whole, for its key says so, but is another audience's."""
    p.wants(BOTH, 'deliver: {web: {folder: web, of: {audience: press}}}\n')
    assert p.run('build')[0] == 0 and set(p.digests('web')) == {PRESS}
    shutil.rmtree(p.path('web'))
    os.remove(p.path('output', '.report', 'deliveries', 'web.json'))
    key = p.path('output', '.cache', 'press', PRESS + '.key')
    old, new = p.digests()[PRESS], p.digests()[ONE]
    shutil.copy(p.path('output', ONE), p.path('output', PRESS))
    with open(key) as f:
        text = f.read()
    with open(key, 'w') as f:
        f.write(text.replace(old, new))
    status, out, err = p.run('build')
    assert status == 3 and 'unchanged' in out and re.search('does not go out: brief verify has [0-9]+ finding', err), (out, err)
    assert not os.path.exists(p.path('web'))


@test
def a_delivery_that_failed_is_tried_again(p):
    tool = script(p, 'name = os.path.basename(sys.argv[1])\nopen("log", "a").write(name + "\\n")\n'
                     'if "press" in name and not os.path.exists("open"):\n    sys.exit("the printer is out of paper")\n')
    p.wants(BOTH, f'deliver: {{printer: {{command: [{tool}, "{{file}}"]}}, none: {{command: [/nonexistent/lp, "{{files}}"]}}}}\n')
    status, out, err = p.run('build')
    assert status == 3 and 'delivery printer: failed: ' in err and 'out of paper' in err and 'cannot start /nonexistent/lp' in err, err
    assert err.rstrip().splitlines()[-1].startswith('brief: delivery none: failed')
    p.write('', 'open')
    status, out, err = p.run('build')
    assert status == 3 and 'printer: done' in out and p.read('log').decode().splitlines() == [ONE, PRESS, PRESS], p.read('log')
    assert p.report()['deliveries'][0]['state'] == 'done' and p.report()['status'] == 3
    p.wants(BOTH, f'deliver: {{slow: {{command: [sleep, "60", "{{files}}"], timeout: 1}}}}\n')
    status, out, err = p.run('build')
    assert status == 3 and ('took longer than 1 s' in err or 'ended with status' in err), err


@test
def a_delivery_that_was_interrupted_is_not_repeated_by_itself(p):
    tool = script(p, 'import time\nopen("log", "a").write("sent\\n")\nif not os.path.exists("open"):\n    time.sleep(60)\n')
    p.wants(BOTH, f'deliver: {{printer: {{command: [{tool}, "{{files}}"]}}}}\n')
    process = p.start('build')
    while not os.path.exists(p.path('log')):
        time.sleep(0.01)
    tools = [c for c in children(process.pid)]
    process.kill()
    process.communicate()
    for pid in tools:
        os.kill(pid, signal.SIGKILL)
    p.write('', 'open')
    for _ in range(2):
        status, out, err = p.run('build')
        assert status == 3 and 'printer: interrupted' in out and '--redeliver printer' in err and p.read('log') == b'sent\n', err
    assert p.run('build', '--redeliver', 'printr')[0] == 2
    status, out, err = p.run('build', '--redeliver', 'printer')
    assert status == 0 and 'printer: done' in out and p.read('log') == b'sent\nsent\n', (out, err)
    assert p.run('build')[0] == 0 and p.read('log') == b'sent\nsent\n'


@test
def a_letter_has_the_products_in_it(p):
    tool = script(p, 'open("letter", "wb").write(sys.stdin.buffer.read())')
    p.wants(BOTH, f'deliver: {{mail: {{command: [{tool}, -t, -oi], mail: {{to: [a@example.org, b@example.org], from: desk@example.org, '
                  'subject: "Fähre: was in dieser Nacht im Hafen geschah und was daraus folgt"}}}\n')
    status, out, err = p.run('build')
    assert status == 0, err
    letter = email.message_from_bytes(p.read('letter'), policy=email.policy.default)
    assert letter['subject'] == 'Fähre: was in dieser Nacht im Hafen geschah und was daraus folgt', letter['subject']
    assert letter['to'] == 'a@example.org, b@example.org' and letter['from'] == 'desk@example.org' and not letter.defects
    files = {part.get_filename(): part.get_content() for part in letter.iter_attachments()}
    assert files == {n: p.read('output', n) for n in (ONE, PRESS)}
    assert max(len(line) for line in p.read('letter').splitlines()) <= 78


@test
def the_deliveries_of_the_manual(p):
    """Those that docs/builds.md shows, word for word, with a printer, a mailer and an archive that write down what they are given."""
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'docs', 'builds.md'), encoding='utf-8') as f:
        block = re.search(r'```yaml\n(deliver:.*?)```', f.read(), re.S)[1].replace('minister', 'desk')
    tool = ('#!/usr/bin/env python3\nimport hashlib, json, os, sys\ntext = sys.stdin.buffer.read()\nrow = [os.path.basename(sys.argv[0]), *sys.argv[1:]]\n'
            'open(os.path.join(os.path.dirname(sys.argv[0]), "log"), "a").write(json.dumps([row, text.decode()]) + "\\n")\n')
    for name in ('lp', 'rsync', 'sendmail'):
        p.write(tool, 'bin', name)
        os.chmod(p.path('bin', name), 0o755)
    p.wants('[{audience: desk, layout: [analyst, executive, field]}, {audience: press, layout: public}]', block)
    r = subprocess.run([BRIEF, 'build'], cwd=p.folder, capture_output=True, text=True, timeout=120, stdin=subprocess.DEVNULL,
                       env={**os.environ, 'PATH': f'{p.path("bin")}:{os.environ["PATH"]}'})
    assert r.returncode == 0, r.stderr
    rows = [json.loads(line) for line in p.read('bin', 'log').decode().splitlines()]
    all_of = {layout: p.path('output', f'ferry-1-{layout}-{"press" if layout == "public" else "desk"}-en-GB.pdf') for layout in ('analyst', 'executive', 'field', 'public')}
    words = [row for row, _ in rows]
    assert words.count(['lp', '-d', 'second-floor', '-o', 'sides=two-sided-long-edge', '-o', 'media=A4', all_of['analyst']]) == 1, words
    assert words.count(['lp', '-o', 'sides=two-sided-short-edge', '-o', 'InputSlot=Tray2', all_of['field']]) == 1, words
    archive = [w for w in words if w[0] == 'rsync']
    assert len(archive) == 1 and archive[0][1] == '-a' and archive[0][-1] == 'archive:briefings/' and set(archive[0][2:-1]) == set(all_of.values()), words
    letters = [(row, text) for row, text in rows if row[0] == 'sendmail']
    assert len(letters) == 1 and letters[0][0][1:] == ['-t', '-oi'], words
    letter = email.message_from_string(letters[0][1], policy=email.policy.default)
    assert {a.get_filename() for a in letter.iter_attachments()} == {os.path.basename(all_of[n]) for n in ('analyst', 'executive', 'field')}
    assert p.digests('published') == {PRESS: p.digests()[PRESS]} and len(words) == 4
    # what is delivered is products: no report, no key, nothing hidden
    assert not [w for row in words for w in row if '.report' in w or '.cache' in w]


def kill_while_delivering(p, times):
    """Builds that deliver into a folder, killed: there, too, each file is the whole old or the whole new one; what was begun is told of."""
    generator = random.Random(6)
    words = ('ferry struck the pier', 'ferry hit the pier')
    facts = p.read('data', 'ferry', 'facts.yaml').decode()
    p.wants('[{audience: desk, layout: analyst}, {audience: press, layout: public}]', 'deliver: {web: {folder: web}}\n')
    versions, usual, n_begun = {}, [], 0
    for word in words:
        p.write(facts.replace(words[0], word), 'data', 'ferry', 'facts.yaml')
        begun = time.monotonic()
        assert p.run('build')[0] == 0
        usual.append(time.monotonic() - begun)
        for name, digest in p.digests('web').items():
            versions.setdefault(name, set()).add(digest)
    for turn in range(times):
        p.write(facts.replace(words[0], words[turn % 2]), 'data', 'ferry', 'facts.yaml')
        process = p.start('build')
        if turn % 2:
            time.sleep(generator.uniform(0.3, 1.1) * min(usual))
        else:  # as soon as it is recorded that it begins
            while process.poll() is None and b'"begun"' not in p.read('output', '.report', 'deliveries', 'web.json'):
                pass
        process.kill()
        process.communicate()
        there = p.digests('web')
        assert all(there[n] in versions[n] for n in versions) and set(there) == set(versions), f'turn {turn}'
        with open(p.path('output', '.report', 'deliveries', 'web.json')) as f:
            was_begun = '"begun"' in f.read()
        n_begun += was_begun
        status, out, err = p.run('build')
        assert (status == 3) == ('web: interrupted' in out) and status in (0, 3), (turn, status, out, err)
        assert status == 0 or was_begun, 'what was never begun is not called interrupted'
        if status == 3:
            assert '--redeliver web' in err, err
            status, out, err = p.run('build', '--redeliver', 'web')
        assert status == 0 and p.digests('web') == p.digests(), (turn, out, err)
        assert not [n for n in os.listdir(p.path('web')) if n.startswith('.')], 'what was half copied is swept'
    return n_begun


@test
def killed_while_it_delivers(p):
    kill_while_delivering(p, 8)


@long_test
def killed_often_while_it_delivers(p):
    assert kill_while_delivering(p, 200) > 5


def main():
    wanted = [w for w in sys.argv[2:] if not w.startswith('--')]
    chosen = [f for f, is_long in TESTS if (f.__name__ in wanted if wanted else LONG or not is_long)]
    print(f'1..{len(chosen)}', flush=True)
    failed = 0
    for number, function in enumerate(chosen, 1):
        begun, trouble, skipped = time.monotonic(), '', ''
        with tempfile.TemporaryDirectory(prefix='brief-') as folder:
            try:
                function(Place(folder))
            except Skip as reason:
                skipped = f' # SKIP {reason}'
            except Exception as error:  # a failed assertion, or the program did something no test foresaw
                trouble = f'{type(error).__name__}: {error} (line {sys.exc_info()[2].tb_next.tb_lineno})'
        failed += bool(trouble)
        for line in trouble.splitlines()[:15]:
            print('#', line)
        print(f'{"not ok" if trouble else "ok"} {number} - {function.__name__} ({time.monotonic() - begun:.1f} s){skipped}', flush=True)
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
