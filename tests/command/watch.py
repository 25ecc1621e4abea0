#!/usr/bin/env python3
"""watch.py BRIEF: `brief watch` as somebody who saves files meets it. TAP. But for one test nothing depends on how fast the machine is, and that one
takes the quickest of many saves, so that it may be busy."""
import hashlib
import os
import re
import select
import signal
import subprocess
import sys
import tempfile

BRIEF = os.path.abspath(sys.argv[1])
RENDERED = re.compile(r'\d\d:\d\d:\d\d  (\S+\.pdf)  (\d+) pages?  \d+ ms')


class Watch:
    """`brief watch` in the case that comes with the program."""

    def __init__(self, folder):
        subprocess.run([BRIEF, 'new', 'mine'], cwd=folder, check=True, capture_output=True)
        self.folder = os.path.join(folder, 'mine')
        self.process = subprocess.Popen([BRIEF, 'watch', 'ferry', '-l', 'analyst', '-a', 'desk', '-o', 'out.pdf'], cwd=self.folder,
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        assert RENDERED.search(self.line())

    def line(self, patience=60):
        """The next line of standard output; '' if none comes."""
        if not select.select([self.process.stdout], [], [], patience)[0]:
            return ''
        return self.process.stdout.readline().decode()

    def quiet(self):
        """Nothing more is said: a burst has been one render."""
        return self.line(1) == ''

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def read(self, *names):
        with open(self.path(*names), encoding='utf-8') as f:
            return f.read()

    def write(self, text, *names):
        with open(self.path(*names), 'w', encoding='utf-8') as f:
            f.write(text)

    def digest(self):
        with open(self.path('out.pdf'), 'rb') as f:
            return hashlib.sha256(f.read()).hexdigest()

    def workers(self):
        with open(f'/proc/{self.process.pid}/task/{self.process.pid}/children', encoding='ascii') as f:
            return [int(w) for w in f.read().split()]

    def end(self):
        children = self.workers()
        self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(60)
        return status, [c for c in children if os.path.exists(f'/proc/{c}')]


def a_save_renders(w):
    before, text = w.digest(), w.read('data', 'ferry', 'facts.yaml')
    w.write(text.replace('Harbour', 'Port').replace('harbour', 'port'), 'data', 'ferry', 'facts.yaml')
    assert RENDERED.search(w.line()) and w.digest() != before
    # as most editors save: a new file renamed over the old
    w.write(text, 'data', 'ferry', '.facts.yaml.tmp')
    os.rename(w.path('data', 'ferry', '.facts.yaml.tmp'), w.path('data', 'ferry', 'facts.yaml'))
    assert RENDERED.search(w.line()) and w.digest() == before


def a_burst_is_one_render(w):
    text = w.read('data', 'ferry', 'facts.yaml')
    for i in range(40):
        w.write(f'{text}\n# {i}\n', 'data', 'ferry', 'facts.yaml')
    assert RENDERED.search(w.line()) and w.quiet()


def mistakes_leave_the_last_good_file(w):
    before, text = w.digest(), w.read('data', 'ferry', 'facts.yaml')
    w.write(text + '\nclaims: [', 'data', 'ferry', 'facts.yaml')
    assert 'the last good file stays' in w.line(), 'no word of it'
    assert w.digest() == before
    w.write(text, 'data', 'ferry', 'facts.yaml')
    assert RENDERED.search(w.line()) and w.digest() == before
    w.end()
    assert re.search(rb'^data/ferry/facts\.yaml:\d+:\d+: error: .* \[[a-z-]+\]', w.process.stderr.read(), re.M)


def a_layout_and_new_folders_are_heard(w):
    os.makedirs(w.path('data', 'ferry', 'more'))
    assert RENDERED.search(w.line())
    before = w.digest()
    w.write('extends: shared/house\ntitle: Other\nbody: [{title: {}}]\n', 'data', 'ferry', 'layouts', 'analyst.yaml')
    assert RENDERED.search(w.line()) and w.digest() != before
    w.write('# soon', 'data', 'ferry', 'more', 'later.yaml')  # in the folder that is new
    assert RENDERED.search(w.line())
    os.unlink(w.path('data', 'ferry', 'layouts', 'analyst.yaml'))
    assert RENDERED.search(w.line()) and w.digest() == before


def what_no_briefing_is_made_from_is_not_heard(w):
    for name in ('notes.txt', '.facts.yaml.swp', 'facts.yaml~', '4913', '#facts.yaml#'):
        w.write('x', 'data', 'ferry', name)
    assert w.quiet()


def a_worker_that_died_is_replaced(w):
    before = w.digest()
    for pid in w.workers():
        os.kill(pid, signal.SIGKILL)
    w.write(w.read('data', 'ferry', 'facts.yaml') + '\n#\n', 'data', 'ferry', 'facts.yaml')
    assert RENDERED.search(w.line()) and w.digest() == before


def the_worker_stays(w):
    workers = w.workers()
    w.write(w.read('data', 'ferry', 'facts.yaml') + '\n#\n', 'data', 'ferry', 'facts.yaml')
    assert RENDERED.search(w.line()) and len(workers) == 1 and w.workers() == workers


def six_pages_within_a_tenth_of_a_second(w):
    """The promise is of six pages: the shipped case, with passages until it has as many. The time is from the save to the finished file."""
    text = w.read('data', 'ferry', 'facts.yaml')
    passage = '  more{0}: {{heading: More of it, tags: [attack, analyst], text: "' + 'The harbour was quiet for the rest of that night and so was the town. ' * 30 + '[F1]"}}\n'
    n, line = 0, ''
    while ' 6 pages ' not in line:
        n += 1
        assert n < 20, line
        more = text.replace('\ntext:\n', '\ntext:\n' + ''.join(passage.format(i) for i in range(n)), 1)
        w.write(more, 'data', 'ferry', 'facts.yaml')
        line = w.line()
    times = []
    for i in range(40):
        w.write(more.replace('so was the town', f'so were the {i + 2} towns', 1 + i % 3), 'data', 'ferry', 'facts.yaml')
        times.append(int(re.search(r'6 pages  (\d+) ms', w.line())[1]))
        if len(times) >= 5 and min(times) <= 100:
            break
    assert min(times) <= 100, times


def it_ends_when_asked(w):
    status, left = w.end()
    assert status == 0 and not left, (status, left)


def wrong_words_end_it(w):
    for words, said in ((['ferry', '-l', 'analist'], 'did you mean'), ([], 'which case'), (['ferry', '-l', 'analyst', '-o', '-'], 'give --output a name')):
        r = subprocess.run([BRIEF, 'watch', *words], cwd=w.folder, capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL)
        assert r.returncode == 2 and said in r.stderr, r.stderr


TESTS = [a_save_renders, a_burst_is_one_render, mistakes_leave_the_last_good_file, a_layout_and_new_folders_are_heard,
         what_no_briefing_is_made_from_is_not_heard, a_worker_that_died_is_replaced, the_worker_stays, six_pages_within_a_tenth_of_a_second,
         it_ends_when_asked, wrong_words_end_it]
print(f'1..{len(TESTS)}')
failed = 0
for number, function in enumerate(TESTS, 1):
    with tempfile.TemporaryDirectory() as scratch:
        watch = Watch(scratch)
        try:
            function(watch)
            print(f'ok {number} - {function.__name__}', flush=True)
        except AssertionError as problem:
            failed += 1
            print(f'not ok {number} - {function.__name__}\n# {problem}', flush=True)
        finally:
            if watch.process.poll() is None:
                watch.process.kill()
            watch.process.wait()
sys.exit(failed > 0)
