#!/usr/bin/env python3
"""bench.py [--rows N] [--runs N] [--only REGEX] [--keep FOLDER]: one briefing by brief and by whatever else is installed.

Of each cold process: processor time of it and all below it (user + system, median of the runs after one that is not counted), memory of
the largest process, bytes, pages, tags; and how many times as much processor time as brief's. README.md says where the peers come from."""
import argparse, os, re, shutil, statistics, subprocess, sys, tempfile
import formatters, others

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.join(HERE, '../..')
MODULES = os.environ.get('NODE_PEERS', '/tmp/peers/npm/node_modules')
NODE = '''const {NodeCompiler} = require("@myriaddreamin/typst-ts-node-compiler"), fs = require("fs");
const c = NodeCompiler.create({workspace: ".", fontArgs: [{fontPaths: [process.argv[2]]}]});
fs.writeFileSync("typst14.pdf", c.pdf({mainFilePath: "a.typ"}));'''


def peers(rows):
    """(name, is it there?, output, command)"""
    fonts, node, mdx = os.path.join(TOP, 'fonts'), os.path.join(MODULES, '@myriaddreamin/typst-ts-node-compiler'), os.path.join(MODULES, '@mdxport/linux-x64/mdxport')
    there = lambda name: shutil.which(name) is not None
    tex = lambda engine, file: f'rm -f {file}.aux {file}.out; {engine} -interaction=batchmode {file}.tex; {engine} -interaction=batchmode {file}.tex'
    return [('brief', True, 'ours.pdf', f'{HERE}/ours {rows} ours.pdf'),
            ('Typst 0.14, tagged (Node addon)', os.path.isdir(node) and there('node'), 'typst14.pdf', f'NODE_PATH={MODULES} node typst.cjs {fonts}'),
            ('Typst, native command', there('typst'), 'typst.pdf', f'typst compile --font-path {fonts} --ignore-system-fonts a.typ typst.pdf'),
            ('Typst 0.13, native (mdxport)', os.path.exists(mdx), 'mdx.pdf', f'{mdx} --quiet --template mdx.typ a.md -o mdx.pdf'),
            ('WeasyPrint', there('weasyprint'), 'weasy.pdf', 'weasyprint -q a.html weasy.pdf'),
            ('FOP, tagged', there('fop'), 'fop.pdf', 'fop -q -a -c fop.xconf -fo a.fo -pdf fop.pdf'),
            ('groff, fonts not embedded', there('groff'), 'groff.pdf', 'groff -Tpdf -k -p -t -ms a.ms >groff.pdf'),
            ('pdfmake', os.path.isdir(os.path.join(MODULES, 'pdfmake')) and there('node'), 'pdfmake.pdf', f'NODE_PATH={MODULES} node pdfmake.cjs pdfmake.pdf {fonts}'),
            ('Chromium', there('chromium'), 'chromium.pdf', 'chromium --headless --no-sandbox --disable-gpu --no-pdf-header-footer --print-to-pdf=chromium.pdf a.html'),
            ('LuaLaTeX, two passes', there('lualatex'), 'lua.pdf', tex('lualatex', 'lua')),
            ('pdfLaTeX, two passes', there('pdflatex'), 'pdf.pdf', tex('pdflatex', 'pdf'))]


def write_sources(folder, rows):
    typst = others.typst(rows)
    files = {'a.typ': typst, 'a.html': others.page(rows), 'lua.tex': others.latex(rows, True), 'pdf.tex': others.latex(rows, False),
             'diagram.svg': others.diagram(), 'typst.cjs': NODE, 'a.fo': formatters.fo(rows), 'fop.xconf': formatters.FOP_FONTS.format(os.path.join(TOP, 'fonts')), 'a.ms': formatters.ms(rows),
             'pdfmake.json': formatters.pdfmake(rows), 'pdfmake.cjs': formatters.PDFMAKE, 'a.md': 'x\n',
             'mdx.typ': '#let article(..rest) = none\n' + re.sub(r'image\("diagram.svg"', lambda _: 'image(bytes(' + repr_typst(others.diagram()) + '), format: "svg"', typst)}
    for name, text in files.items():
        with open(os.path.join(folder, name), 'w', encoding='utf-8') as f:
            f.write(text)


def repr_typst(text):
    return '"' + text.replace('\\', '\\\\').replace('"', '\\"').replace('\n', '\\n') + '"'


def run(command, folder):
    """One run: (status, CPU ms of all, largest MiB)."""
    pid = os.fork()
    if pid == 0:
        os.chdir(folder)
        log = os.open('log', os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(log, 1), os.dup2(log, 2)
        os.execv('/bin/sh', ['sh', '-c', command])
    _, status, usage = os.wait4(pid, 0)
    return status, (usage.ru_utime + usage.ru_stime) * 1e3, usage.ru_maxrss / 1024


def facts_of(path):
    size = os.path.getsize(path)
    info = subprocess.run(['pdfinfo', path], capture_output=True, text=True).stdout if shutil.which('pdfinfo') else ''
    found = dict(line.split(':', 1) for line in info.splitlines() if ':' in line)
    return size, found.get('Pages', '?').strip(), found.get('Tagged', '?').strip()


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument('--rows', type=int, default=40)
    options.add_argument('--runs', type=int, default=7)
    options.add_argument('--only', default='')
    options.add_argument('--keep')
    given = options.parse_args()
    folder = given.keep or tempfile.mkdtemp(prefix='peers-')
    os.makedirs(folder, exist_ok=True)
    write_sources(folder, given.rows)
    ours, missing = None, []
    print(f'{"":34} {"CPU ms":>8} {"ratio":>7} {"MiB":>6} {"bytes":>9} {"pages":>5} tagged')
    for name, is_there, output, command in peers(given.rows):
        if not re.search(given.only, name) and name != 'brief':
            continue
        if not is_there:
            missing.append(name)
            continue
        path = os.path.join(folder, output)
        if os.path.exists(path):
            os.unlink(path)
        run(command, folder)
        if not os.path.exists(path):
            print(f'{name:34} wrote nothing; its messages are in {folder}/log')
            continue
        runs = [run(command, folder) for _ in range(given.runs)]
        cpu = statistics.median(r[1] for r in runs)
        ours = ours or cpu
        size, pages, tagged = facts_of(path)
        print(f'{name:34} {cpu:8.0f} {cpu / ours:7.1f} {max(r[2] for r in runs):6.0f} {size:9} {pages:>5} {tagged}', flush=True)
    for name in missing:
        print(f'not there: {name}')
    if not given.keep:
        shutil.rmtree(folder)


if __name__ == '__main__':
    main()
