#!/usr/bin/env python3
"""slurm.py BRIEF SOURCE: two hundred products as an array of a real Slurm on the loopback, a task killed half way, the missing shard
submitted again: the products are those of one build on one machine, byte for byte. TAP; skipped where Slurm is not installed."""
import getpass
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import project

BRIEF, SOURCE = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
SHARDS, CASES = 10, 20
DAEMONS = ('munged', 'slurmctld', 'slurmd')
os.environ['PATH'] += ':/usr/sbin:/sbin'


def free_ports(n):
    sockets = [socket.socket() for _ in range(n)]
    for s in sockets:
        s.bind(('127.0.0.1', 0))
    ports = [s.getsockname()[1] for s in sockets]
    for s in sockets:
        s.close()
    return ports


class Cluster:
    """munge, a controller and a node in a scratch folder, as this user, on ports of their own."""

    def __init__(self, folder):
        self.folder, self.started = folder, []
        for name in ('munge', 'spool', 'state'):
            os.mkdir(os.path.join(folder, name), 0o700)
        with open(os.path.join(folder, 'munge', 'key'), 'wb') as f:
            os.chmod(f.name, 0o600)
            f.write(os.urandom(64))
        host, user, (control, node) = socket.gethostname().split('.')[0], getpass.getuser(), free_ports(2)
        with open(os.path.join(folder, 'slurm.conf'), 'w', encoding='ascii') as f:
            f.write(f'''ClusterName=brief
SlurmctldHost={host}(127.0.0.1)
SlurmctldPort={control}
SlurmdPort={node}
SlurmUser={user}
SlurmdUser={user}
AuthType=auth/munge
AuthInfo=socket={folder}/munge/socket
CredType=cred/munge
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.pid
SlurmctldLogFile={folder}/slurmctld.log
SlurmdLogFile={folder}/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerParameters=batch_sched_delay=0,sched_interval=1
SwitchType=switch/none
MpiDefault=none
ReturnToService=2
KillWait=1
SlurmdParameters=config_overrides
NodeName={host} NodeAddr=127.0.0.1 CPUs=2 State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
''')
        self.env = {**os.environ, 'SLURM_CONF': f'{folder}/slurm.conf', 'PATH': f'{os.path.dirname(BRIEF)}:{os.environ["PATH"]}'}
        m = f'{folder}/munge'
        self.start('munged', '--foreground', '--force', f'--socket={m}/socket', f'--key-file={m}/key', f'--pid-file={m}/pid', f'--log-file={m}/log',
                   f'--seed-file={m}/seed', '--num-threads=2')
        self.until(lambda: os.path.exists(f'{m}/socket'), 'munge did not start')
        self.start('slurmctld', '-D', '-i')
        self.start('slurmd', '-D')
        self.until(lambda: 'idle' in self.run('sinfo', '-h', '-o', '%T'), 'no node of Slurm became idle')

    def start(self, *words):
        self.started.append(subprocess.Popen(words, env=self.env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True))

    def run(self, *words, cwd=None, check=False):
        r = subprocess.run(words, env=self.env, cwd=cwd, capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL)
        assert not check or r.returncode == 0, f'{words}: {r.stderr}'
        return r.stdout

    def until(self, condition, what, patience=120):
        for _ in range(patience * 10):
            if condition():
                return
            time.sleep(0.1)
        logs = ''.join(subprocess.run(['tail', '-n', '5', f'{self.folder}/{d}.log'], capture_output=True, text=True).stdout for d in DAEMONS[1:])
        raise AssertionError(f'{what}\n{logs}')

    def ended(self, *jobs):
        return all(not self.run('squeue', '-h', '-j', j) for j in jobs)

    def end(self):
        for process in reversed(self.started):
            process.send_signal(signal.SIGTERM)
        for process in self.started:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def build_by_array(cluster, folder):
    """Submits as contrib/schedules/slurm/submit does, kills what task 3 runs, waits for all. Returns the merge's log."""
    submit = os.path.join(SOURCE, 'contrib', 'schedules', 'slurm', 'submit')
    words = cluster.run(submit, str(SHARDS), cwd=folder, check=True).split()

    def kill_third():
        for entry in os.listdir('/proc'):
            try:
                with open(f'/proc/{entry}/cmdline', 'rb') as f:
                    if f'--shard\0003/{SHARDS}'.encode() in f.read():
                        os.kill(int(entry), signal.SIGKILL)
                        return True
            except (OSError, ValueError):
                pass
        return False
    cluster.until(kill_third, 'the third task was never seen')
    cluster.until(lambda: cluster.ended(*words), 'the array did not end', 300)
    with open(os.path.join(folder, 'output', '.report', f'slurm-{words[1]}.log'), encoding='utf-8') as f:
        return f.read()


def two_hundred_products_as_an_array(scratch):
    if not all(shutil.which(d) for d in DAEMONS):
        return 'Slurm is not installed'
    one, many = os.path.join(scratch, 'one'), os.path.join(scratch, 'many')
    n = project.make(BRIEF, one, CASES)
    project.make(BRIEF, many, CASES)
    assert n == 200
    subprocess.run([BRIEF, 'build', '--quiet'], cwd=one, check=True, timeout=600)
    wanted = project.digests(one)
    assert len(wanted) == n
    os.mkdir(os.path.join(scratch, 'cluster'))
    cluster = Cluster(os.path.join(scratch, 'cluster'))
    try:
        log = build_by_array(cluster, many)
        assert f'shard 3 of {SHARDS}' in log, f'the merge does not name the shard that was killed: {log}'
        assert not os.path.exists(os.path.join(many, 'output', '.report', 'build.json')), 'costs were changed, by which the shard finds its part'
        sbatch = os.path.join(SOURCE, 'contrib', 'schedules', 'slurm', 'brief-build.sbatch')
        # the number of shards is the array's, also when one of them alone is run again
        again = cluster.run('sbatch', '--parsable', f'--chdir={many}', '--wait', f'--export=ALL,SLURM_ARRAY_TASK_ID=3,SLURM_ARRAY_TASK_COUNT={SHARDS}',
                            '--output=/dev/null', sbatch, check=True)
        assert again
        r = subprocess.run([BRIEF, 'build', '--merge', str(SHARDS)], cwd=many, capture_output=True, text=True, timeout=120)
        assert r.returncode == 0, r.stderr
    finally:
        cluster.end()
    got = project.digests(many)
    assert got == wanted, f'{len(got)} products, {sum(got.get(k) == v for k, v in wanted.items())} alike of {len(wanted)}'
    with open(os.path.join(many, 'output', '.report', 'build.json'), encoding='utf-8') as f:
        report = json.load(f)
    assert sorted(p['file'].split('/')[-1] for p in report['products']) == sorted(wanted)
    return None


with tempfile.TemporaryDirectory() as place:
    sys.exit(project.tap([two_hundred_products_as_an_array], place) > 0)
