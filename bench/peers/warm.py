#!/usr/bin/env python3
"""warm.py [BRIEF [PRODUCTS]]: what one product costs where a worker has made others before: the comparison's document under so many layouts
(copies, so that nothing is fresh), one case, one audience, one worker; and the same with two. Prints products per second of processor
time, without what a build of one product costs, and the renderer's memory after a hundred and after all."""
import os, subprocess, sys, tempfile, time
import sources


def build(brief, n, jobs):
    """(CPU seconds, wall seconds, MiB of the largest process) of a build of @n products whose arrangement is kept."""
    with tempfile.TemporaryDirectory() as folder:
        sources.case(folder)
        layouts = os.path.join(folder, 'data/tollen/layouts')
        for i in range(n):
            with open(f'{layouts}/p{i}.yaml', 'w', encoding='utf-8') as f:
                f.write(sources.layout())
        make = ', '.join(f'{{audience: open, layout: p{i}}}' for i in range(n))
        with open(os.path.join(folder, 'data/briefings.yaml'), 'w', encoding='utf-8') as f:
            f.write(f'products: [{{case: tollen, make: [{make}]}}]\n')
        os.mkdir(os.path.join(folder, 'output'))
        subprocess.run([brief, 'render', 'tollen', '-l', 'p0', '-a', 'open', '-q'], cwd=folder, check=True)
        start = time.monotonic()
        pid = os.fork()
        if pid == 0:
            os.chdir(folder)
            nothing = os.open('/dev/null', os.O_WRONLY)
            os.dup2(nothing, 1), os.dup2(nothing, 2)
            os.execv(brief, [brief, 'build', '-j', str(jobs)])
        _, status, usage = os.wait4(pid, 0)
        if status:
            sys.exit('the build failed')
        return usage.ru_utime + usage.ru_stime, time.monotonic() - start, usage.ru_maxrss / 1024


def main():
    brief = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else os.path.join(os.path.dirname(os.path.abspath(__file__)), '../../build/brief'))
    n = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    one, few, many, two = build(brief, 1, 1), build(brief, 100, 1), build(brief, n + 100, 1), build(brief, n + 100, 2)
    print(f'{n / (many[0] - few[0]):.1f} products per second of processor time ({(many[0] - few[0]) / n * 1e3:.1f} ms each); alone {one[0] * 1e3:.0f} ms')
    print(f'memory after 100 products {few[2]:.0f} MiB, after {n + 100} {many[2]:.0f} MiB; -j2 takes {many[1] / two[1]:.2f} times less time')


if __name__ == '__main__':
    main()
