#!/usr/bin/env python3
"""worker.py [BRIEF [PRODUCTS]]: one render worker that stays, given one Release after the other, each changed a little: the four figures,
a judgement, four rows of the register. As the peers are measured that keep their memory: no files are written, no facts are read.
Prints products per second of processor time, and memory after a hundred and after all.

    bench/peers/worker.py build/brief 10000"""
import os, re, subprocess, sys, tempfile, time
import sources

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.abspath(os.path.join(HERE, '../..'))


class Worker:
    """`brief worker`, spoken to as src/cli/message.h says."""

    def __init__(self, brief, folder, layouts):
        self.layouts = layouts
        self.process = subprocess.Popen([brief, 'worker'], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=folder, env={})
        kept = os.path.join(folder, 'kept')
        os.makedirs(kept, exist_ok=True)
        self.send([('fonts', f'{TOP}/fonts'), ('cache', f'{TOP}/fonts/.cache'), ('stamp', 'worker.py'), ('charts', kept)]
                  + [('folder', f) for f in layouts])

    def send(self, fields):
        for name, text in fields + [('end', '')]:
            data = text.encode() if isinstance(text, str) else text
            self.process.stdin.write(b'%s %d\n' % (name.encode(), len(data)) + data + b'\n')
        self.process.stdin.flush()

    def answer(self):
        found = {}
        while True:
            head = self.process.stdout.readline()
            if not head:
                raise EOFError('the worker is gone')
            name, length = head.split()
            found[name.decode()] = self.process.stdout.read(int(length) + 1)[:-1]
            if name == b'end':
                return found

    def render(self, release, layout):
        """The product's bytes."""
        self.send([('task', 'render'), ('layout', layout), ('language', 'en-GB'), ('release', release)])
        found = self.answer()
        if 'output' not in found:
            raise ValueError(found.get('error') or found.get('diags'))
        return found['output']

    def seconds(self):
        """Of processor time, so far."""
        with open(f'/proc/{self.process.pid}/schedstat') as f:
            return int(f.read().split()[0]) / 1e9

    def kilobytes(self, key='VmRSS'):
        with open(f'/proc/{self.process.pid}/status') as f:
            return int(re.search(key + r':\s+(\d+)', f.read())[1])

    def close(self):
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait()


class Variants:
    """The comparison's document as Releases that differ a little."""

    def __init__(self, brief, folder, rows=40):
        sources.case(folder, rows)
        self.folder = folder
        self.layouts = [os.path.join(folder, 'data/tollen/layouts'), f'{TOP}/layouts']
        self.layout = os.path.join(self.layouts[0], 'page.yaml')
        self.release = subprocess.run([brief, 'render', 'tollen', '-l', 'page', '-a', 'open', '--dump', 'release'], cwd=folder,
                                      check=True, stdout=subprocess.PIPE, text=True).stdout

    def nth(self, n):
        """Figures, a judgement and four rows say so."""
        text = self.release
        for claim, exact in ((f'F{note}', value) for _, value, _, note in sources.c.FACTS):
            text, changed = re.subn(rf'(\n  {claim}:\n(?:    .*\n)*?      exact: ){exact}\n', rf'\g<1>{exact + n}\n', text, count=1)
            assert changed, claim
        text, changed = re.subn(r'The trade is \{likelihood\}', f'In variant {n} the trade is {{likelihood}}', text, count=1)
        assert changed
        for row in ('C003', 'C011', 'C020', 'C033'):
            text, changed = re.subn(rf'"?{row}: ([a-z])', lambda found: found[0].replace(row, f'{row}, {n}'), text, count=1)
            assert changed, row
        return text


def main():
    brief = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else os.path.join(TOP, 'build/brief'))
    n = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    with tempfile.TemporaryDirectory() as folder:
        variants = Variants(brief, folder)
        worker = Worker(brief, folder, variants.layouts)
        worker.render(variants.nth(0), variants.layout)
        before, start, sizes, early = worker.seconds(), time.monotonic(), 0, worker.kilobytes()
        for i in range(1, n + 1):
            sizes += len(worker.render(variants.nth(i), variants.layout))
            if i == 100:
                early = worker.kilobytes()
        spent = worker.seconds() - before
        print(f'{n / spent:.1f} products per second of processor time ({spent / n * 1e3:.2f} ms each; {(time.monotonic() - start) / n * 1e3:.1f} ms by the clock, '
              f'this driver included); {sizes // n} bytes; memory {early / 1024:.1f} MiB early, {worker.kilobytes() / 1024:.1f} MiB at the end')
        worker.close()


if __name__ == '__main__':
    main()
