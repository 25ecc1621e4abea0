#!/usr/bin/env python3
"""examples.py BRIEF SOURCE BUILD: the examples of contrib/schedules do what docs/scheduling.md says. TAP."""
import os
import re
import shutil
import subprocess
import sys
import tempfile

import yaml

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import project

BRIEF, SOURCE, BUILD = (os.path.abspath(a) for a in sys.argv[1:4])
EXAMPLES = os.path.join(SOURCE, 'contrib', 'schedules')
WITH_BRIEF = {**os.environ, 'PATH': f'{os.path.dirname(BRIEF)}:{os.environ["PATH"]}'}


def read(*names):
    with open(os.path.join(*names), encoding='utf-8') as f:
        return f.read()


def build_alone(scratch):
    folder = os.path.join(scratch, 'alone')
    if not os.path.exists(folder):
        project.make(BRIEF, folder, 2)
        subprocess.run([BRIEF, 'build', '--quiet'], cwd=folder, check=True, timeout=300)
    return project.digests(folder)


def systemd_takes_the_units(scratch):
    if not shutil.which('systemd-analyze'):
        return 'systemd-analyze is not installed'
    unit = read(BUILD, 'contrib', 'brief-build@.service')
    unit = re.sub(r'^ExecStart=\S+', f'ExecStart={BRIEF}', unit, flags=re.M)
    unit = re.sub(r'^(User|Group)=.*\n', '', unit, flags=re.M)  # the user is made by whoever installs the unit
    service = os.path.join(scratch, 'brief-build@desk.service')
    with open(service, 'w', encoding='utf-8') as f:
        f.write(unit)
    timer = os.path.join(scratch, 'brief-build@desk.timer')
    shutil.copy(os.path.join(EXAMPLES, 'systemd', 'brief-build@.timer'), timer)
    r = subprocess.run(['systemd-analyze', 'verify', '--man=no', service, timer], capture_output=True, text=True)
    assert r.returncode == 0 and not r.stderr, r.stderr
    # and it is as closed as it says: exposure below 1.5 of 10
    r = subprocess.run(['systemd-analyze', 'security', '--offline=yes', '--threshold=15', '--no-pager', service], capture_output=True, text=True)
    assert r.returncode == 0, r.stdout[-2000:]
    r = subprocess.run(['systemd-analyze', 'calendar', re.search(r'^OnCalendar=(.*)', read(timer), re.M)[1]], capture_output=True, text=True)
    assert r.returncode == 0 and 'Mon..Fri *-*-* 05:30:00' in r.stdout, r.stdout


def options_of_the_examples_exist(scratch):
    known = set(re.findall(r'--[a-z-]+', subprocess.run([BRIEF, 'build', '--help'], capture_output=True, text=True, check=True).stdout))
    for folder, _, names in os.walk(EXAMPLES):
        for name in names:
            for line in read(folder, name).splitlines():
                if ' build ' in line and not line.lstrip().startswith('#') and 'brief' in line:
                    used = set(re.findall(r'(?<![\w-])--[a-z-]+', line.split('brief build')[-1] if 'brief build' in line else ''))
                    assert used <= known, f'{name}: {used - known}'


def cron_runs_its_line(scratch):
    lines = [li for li in read(EXAMPLES, 'cron', 'brief').splitlines() if li and li[0] not in '#' and not re.match(r'[A-Z]+=', li)]
    assert len(lines) == 1
    times, user, command = re.match(r'((?:\S+ ){4}\S+)\s+(\S+)\s+(.*)', lines[0]).groups()
    assert times == '30 5 * * 1-5' and user == 'brief' and '%' not in command
    folder = os.path.join(scratch, 'cron')
    project.make(BRIEF, folder, 2)
    r = subprocess.run(['sh', '-c', command.replace('/srv/briefings/desk', folder)], env=WITH_BRIEF, capture_output=True, text=True, timeout=300)
    assert r.returncode == 0 and r.stdout == '', r.stdout + r.stderr
    assert project.digests(folder) == build_alone(scratch)


def kubernetes_pods_make_the_products(scratch):
    build, merge = yaml.safe_load_all(read(EXAMPLES, 'kubernetes', 'brief-build.yaml'))
    for job in (build, merge):
        assert job['apiVersion'] == 'batch/v1' and job['kind'] == 'CronJob'
        pod = job['spec']['jobTemplate']['spec']['template']['spec']
        container = pod['containers'][0]
        assert {m['name'] for m in container['volumeMounts']} == {v['name'] for v in pod['volumes']}
        assert pod['securityContext']['runAsNonRoot'] and container['securityContext']['readOnlyRootFilesystem']
    spec = build['spec']['jobTemplate']['spec']
    assert spec['completionMode'] == 'Indexed'
    folder = os.path.join(scratch, 'pods')
    project.make(BRIEF, folder, 2)
    for index in range(spec['completions']):
        command = spec['template']['spec']['containers'][0]['command']
        r = subprocess.run(command, cwd=folder, env={**WITH_BRIEF, 'JOB_COMPLETION_INDEX': str(index)}, capture_output=True, text=True, timeout=300)
        assert r.returncode == 0, r.stderr
    command = merge['spec']['jobTemplate']['spec']['template']['spec']['containers'][0]['command']
    r = subprocess.run(command, cwd=folder, env=WITH_BRIEF, capture_output=True, text=True, timeout=300)
    assert r.returncode == 0, r.stderr
    assert project.digests(folder) == build_alone(scratch)


def parallel_makes_the_products(scratch):
    if not shutil.which('parallel'):
        return 'GNU parallel is not installed'
    folder = os.path.join(scratch, 'parallel')
    project.make(BRIEF, folder, 2)
    r = subprocess.run([os.path.join(EXAMPLES, 'parallel', 'build'), '3', '-j2'], cwd=folder, env=WITH_BRIEF, capture_output=True, text=True, timeout=300)
    assert r.returncode == 0, r.stderr
    assert project.digests(folder) == build_alone(scratch)
    return None


with tempfile.TemporaryDirectory() as place:
    sys.exit(project.tap([systemd_takes_the_units, options_of_the_examples_exist, cron_runs_its_line, kubernetes_pods_make_the_products,
                          parallel_makes_the_products], place) > 0)
