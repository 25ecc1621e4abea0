#!/usr/bin/env python3
"""shards.py BRIEF: a build in parts that know nothing of each other comes to the same as one build. TAP."""
import json
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import project

BRIEF = os.path.abspath(sys.argv[1])


class Place:
    def __init__(self, scratch, name):
        self.folder = os.path.join(scratch, name)
        project.make(BRIEF, self.folder, 2)

    def build(self, *words):
        r = subprocess.run([BRIEF, 'build', *words], cwd=self.folder, capture_output=True, text=True, timeout=300, stdin=subprocess.DEVNULL)
        return r.returncode, r.stdout, r.stderr

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def products(self, name='build.json'):
        with open(self.path('output', '.report', name), encoding='utf-8') as f:
            return {os.path.basename(p['file']): p for p in json.load(f)['products']}


def three_shards_are_one_build(scratch):
    whole, parts = Place(scratch, 'whole'), Place(scratch, 'parts')
    assert whole.build('--quiet')[0] == 0
    made = []
    for i in (3, 1, 2):  # in any order
        status, _, err = parts.build('--quiet', '--shard', f'{i}/3')
        assert status == 0, err
        made.append(set(parts.products(f'shard-{i}-of-3.json')))
    assert sum(len(m) for m in made) == len(set.union(*made)) == 20, 'each product in one shard'
    assert max(len(m) for m in made) - min(len(m) for m in made) <= 1, 'nothing is known of costs: equal numbers'
    status, out, err = parts.build('--merge', '3')
    assert status == 0 and 'killed' not in err, err  # shards that ended well are nobody's orphans
    assert project.digests(whole.folder) == project.digests(parts.folder)
    report = parts.products()
    assert set(report) == set.union(*made) and all(p['state'] == 'made' and p['milliseconds'] > 0 for p in report.values())
    status, out, err = parts.build('--merge', '3')
    assert status == 0 and parts.build('--quiet')[0] == 0
    assert all(p['state'] == 'unchanged' for p in parts.products().values())


def measured_costs_divide(scratch):
    p = Place(scratch, 'costs')
    assert p.build('--quiet')[0] == 0
    path = p.path('output', '.report', 'build.json')
    with open(path, encoding='utf-8') as f:
        lines = f.read().split('\n')
    dear = [n for n, line in enumerate(lines) if line.startswith('  {"file"')][0]
    head, tail = lines[dear].split('"milliseconds": ')
    lines[dear] = f'{head}"milliseconds": 1000000,{tail.split(",", 1)[1]}'
    with open(path, 'w', encoding='utf-8') as f:
        f.write('\n'.join(lines))
    sizes = []
    for i in (1, 2):
        assert p.build('--quiet', '--shard', f'{i}/2')[0] == 0
        sizes.append(len(p.products(f'shard-{i}-of-2.json')))
    assert sorted(sizes) == [1, 19], sizes


def a_missing_shard_is_named(scratch):
    p = Place(scratch, 'missing')
    assert p.build('--quiet', '--shard', '1/2')[0] == 0
    status, _, err = p.build('--merge', '2')
    assert status == 3 and 'shard 2 of 2 has not reported' in err, err
    assert not os.path.exists(p.path('output', '.report', 'build.json'))
    assert sum(q['state'] == 'failed' for q in p.products('merge.json').values()) == 10
    assert p.build('--quiet', '--shard', '2/2')[0] == 0 and p.build('--merge', '2')[0] == 0


def facts_that_changed_are_named(scratch):
    p = Place(scratch, 'changed')
    for i in (1, 2):
        assert p.build('--quiet', '--shard', f'{i}/2')[0] == 0
    path = p.path('data', 'ferry-01', 'facts.yaml')
    with open(path, encoding='utf-8') as f:
        text = f.read()
    with open(path, 'w', encoding='utf-8') as f:
        f.write(text.replace('Why the Halmar ferry struck', 'How the Halmar ferry struck'))
    status, _, err = p.build('--merge', '2')
    assert status == 3 and 'has not made it from the facts that are here' in err and 'ferry-02' not in err, err


def mistakes_of_a_shard_are_told_by_the_merge(scratch):
    p = Place(scratch, 'mistakes')
    path = p.path('data', 'ferry-01', 'layouts', 'plain.yaml')
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'w', encoding='utf-8') as f:
        f.write('colours: {nonsense\n')
    statuses = [p.build('--quiet', '--shard', f'{i}/2')[0] for i in (1, 2)]
    assert 1 in statuses, statuses
    status, _, err = p.build('--merge', '2')
    assert status == 1 and 'ferry-01-1-plain-desk' in err and 'its shard said which' in err, (status, err)


def shards_work_side_by_side(scratch):
    p = Place(scratch, 'together')
    running = [subprocess.Popen([BRIEF, 'build', '--quiet', '-j', '1', '--shard', f'{i}/4'], cwd=p.folder, stderr=subprocess.PIPE) for i in range(1, 5)]
    for process in running:
        _, err = process.communicate(timeout=300)
        assert process.returncode == 0, err
    assert p.build('--merge', '4')[0] == 0


def wrong_words(scratch):
    p = Place(scratch, 'words')
    for words in (['--shard', '0/2'], ['--shard', '3/2'], ['--shard', '3'], ['--merge', '2', '--force'], ['--merge', '2', '--shard', '1/2']):
        status, _, err = p.build(*words)
        assert status == 2 and err.startswith('brief: build: --'), (words, err)


with tempfile.TemporaryDirectory() as place:
    sys.exit(project.tap([three_shards_are_one_build, measured_costs_divide, a_missing_shard_is_named, facts_that_changed_are_named,
                          mistakes_of_a_shard_are_told_by_the_merge, shards_work_side_by_side, wrong_words], place) > 0)
