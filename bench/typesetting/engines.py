"""engines.py: the same paragraphs, set by other programs as well as they can without work by hand: justified, hyphenated by language, the
first line indented by 12 pt, in columns of one width, Liberation Serif 10/13. What each needs is found or it is told absent.

An engine is a function (Job) → path of a PDF; it raises Absent when the program is not there.
"""
import html
import glob
import os
import re
import shutil
import subprocess
from dataclasses import dataclass

MARGIN, TOP, GUTTER = 20, 26, 5  # mm
TEX_LANGUAGES = {'en': 'british', 'de': 'ngerman', 'fr': 'french'}


class Absent(Exception):
    pass


@dataclass
class Job:
    paragraphs: list
    lang: str  # "en", "de", "fr"
    width: int  # of a column, mm
    columns: int
    folder: str  # scratch
    brief: str
    fonts: str

    @property
    def text_width(self):
        return self.width * self.columns + GUTTER * (self.columns - 1)


def run(job, *words, env=None, cwd=None, stdin=None):
    done = subprocess.run(words, cwd=cwd or job.folder, capture_output=True, timeout=300, input=stdin, env={**os.environ, **(env or {})})
    if done.returncode:
        raise RuntimeError(f'{words[0]}: {(done.stderr or done.stdout).decode("utf-8", "replace")[-400:]}')
    return done.stdout


def need(*names):
    for name in names:
        if shutil.which(name):
            return shutil.which(name)
    raise Absent(' or '.join(names))


def write(job, name, text):
    path = os.path.join(job.folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'w', encoding='utf-8') as f:
        f.write(text)
    return path


def ours(job):
    body = '\n\n'.join(job.paragraphs).replace('\n', '\n    ')
    language = {'en': 'en-GB'}.get(job.lang, job.lang)
    case = f'briefing: {{id: prose, title: Prose, language: {language}, scheme: pir, marking: public}}\ntext:\n  prose: |\n    {body}\n'
    write(job, 'data/prose/text.yaml', case)
    out = os.path.join(job.folder, 'brief.pdf')
    run(job, job.brief, 'render', 'prose', '-l', 'plain', '-q', '-o', out, '--set', 'face=Liberation Serif', '--set', f'width={job.width}mm',
        '--set', f'columns={job.columns}', '--set', f'gutter={GUTTER}mm')
    return out


def tex(job, microtype):
    need('lualatex')
    special = {'\\': r'\textbackslash{}', '&': r'\&', '%': r'\%', '$': r'\$', '#': r'\#', '_': r'\_', '{': r'\{', '}': r'\}', '~': r'\textasciitilde{}',
               '^': r'\textasciicircum{}'}
    body = '\n\n'.join(re.sub(r'[\\&%$#_{}~^]', lambda m: special[m.group()], p) for p in job.paragraphs)
    name = 'microtype' if microtype else 'latex'
    package = r'\usepackage{microtype}' if microtype else ''
    write(job, f'{name}.tex', rf'''\documentclass[10pt{',twocolumn' if job.columns > 1 else ''}]{{article}}
\usepackage[a4paper,left={MARGIN}mm,top={TOP}mm,bottom=25mm,textwidth={job.text_width}mm]{{geometry}}
\usepackage{{fontspec}}\setmainfont{{LiberationSerif}}[Path={job.fonts}/,Extension=.ttf,UprightFont=*-Regular]
\usepackage[{TEX_LANGUAGES[job.lang]}]{{babel}}
{package}
\setlength{{\columnsep}}{{{GUTTER}mm}}\setlength{{\parindent}}{{12bp}}\setlength{{\parskip}}{{0pt}}\pagestyle{{empty}}
\widowpenalty=10000 \clubpenalty=10000 \raggedbottom
\begin{{document}}\fontsize{{10bp}}{{13bp}}\selectfont
{body}
\end{{document}}
''')
    run(job, 'lualatex', '-interaction=batchmode', f'{name}.tex')
    return os.path.join(job.folder, f'{name}.pdf')


def lualatex(job):
    return tex(job, False)


def lualatex_microtype(job):
    return tex(job, True)


TYPST_BY_NODE = '''const { NodeCompiler } = require(process.argv[1]);
const compiler = NodeCompiler.create({ workspace: '.', fontArgs: [{ fontPaths: [process.argv[2]] }] });
require('fs').writeFileSync(process.argv[4], compiler.pdf({ mainFilePath: process.argv[3] }));'''


def typst_source(job, name, tracking):
    limits = ', justification-limits: (tracking: (min: -0.01em, max: 0.015em))' if tracking else ''
    body = '\n\n'.join(re.sub(r'[\\#$*_`<>@~\[\]=+/"\'-]', lambda m: '\\' + m.group(), p) for p in job.paragraphs)
    columns = f'#columns({job.columns}, gutter: {GUTTER}mm)[\n{body}\n]' if job.columns > 1 else body
    return write(job, f'{name}.typ', f'''#set page(paper: "a4", margin: (left: {MARGIN}mm, top: {TOP}mm, bottom: 25mm, right: {210 - MARGIN - job.text_width}mm))
#set text(font: "Liberation Serif", size: 10pt, lang: "{job.lang}"{', region: "gb"' if job.lang == 'en' else ''}, hyphenate: true, top-edge: 8pt, bottom-edge: -2pt)
#set par(justify: true, linebreaks: "optimized", leading: 3pt, spacing: 3pt, first-line-indent: (amount: 12pt, all: true){limits})
{columns}
''')


def typst_run(job, name, tracking):
    module = os.environ.get('TYPST_NODE', '')
    source, out = typst_source(job, name, tracking), os.path.join(job.folder, f'{name}.pdf')
    if shutil.which('typst'):
        run(job, 'typst', 'compile', '--font-path', job.fonts, source, out)
    elif module and shutil.which('node'):
        run(job, 'node', '-e', TYPST_BY_NODE, os.path.abspath(module), job.fonts, source, out)
    else:
        raise Absent('typst, or node and TYPST_NODE=…/node_modules/@myriaddreamin/typst-ts-node-compiler')
    return out


def typst(job):
    return typst_run(job, 'typst', False)


def typst_tracking(job):
    return typst_run(job, 'typst-tracking', True)


def page_of_html(job):
    columns = f'columns: {job.columns}; column-gap: {GUTTER}mm;' if job.columns > 1 else ''
    body = ''.join(f'<p>{html.escape(p)}</p>\n' for p in job.paragraphs)
    lang = {'en': 'en-GB'}.get(job.lang, job.lang)
    return write(job, 'prose.html', f'''<!doctype html><html lang="{lang}"><meta charset="utf-8"><title>Prose</title><style>
@font-face {{ font-family: Prose; src: url("file://{job.fonts}/LiberationSerif-Regular.ttf"); }}
@page {{ size: A4; margin: {TOP}mm {210 - MARGIN - job.text_width}mm 25mm {MARGIN}mm; }}
body {{ margin: 0; {columns} font: 10pt/13pt Prose; }}
p {{ margin: 0; text-indent: 12pt; text-align: justify; hyphens: auto; orphans: 2; widows: 2; text-wrap: pretty; }}
</style><body>{body}</body></html>''')


def weasyprint(job):
    words = os.environ.get('WEASYPRINT', '').split() or [need('weasyprint')]
    out = os.path.join(job.folder, 'weasyprint.pdf')
    run(job, *words, page_of_html(job), out)
    return out


def chromium(job):
    program, out = need('chromium', 'chromium-browser', 'google-chrome'), os.path.join(job.folder, 'chromium.pdf')
    run(job, program, '--headless', '--no-sandbox', '--disable-gpu', '--no-pdf-header-footer', f'--user-data-dir={job.folder}/profile',
        f'--print-to-pdf={out}', page_of_html(job))
    return out


def groff(job):
    """Its Times has the widths of Liberation Serif, which it would have to be taught first."""
    need('groff')
    if not glob.glob('/usr/share/groff/*/font/devpdf/DESC') + glob.glob('/usr/local/share/groff/*/font/devpdf/DESC'):
        raise Absent('the pdf device of groff (package groff)')
    body = ''.join('.PP\n' + re.sub(r'^([.\'])', r'\\&\1', p.replace('\\', r'\e'), flags=re.M) + '\n' for p in job.paragraphs)
    language = {'en': 'en', 'de': 'de', 'fr': 'fr'}[job.lang]
    columns = f'.MC {job.width * 72 / 25.4:.2f}p {GUTTER * 72 / 25.4:.2f}p\n' if job.columns > 1 else ''
    write(job, 'prose.ms', f'''.nr PS 10p
.nr VS 13p
.nr LL {job.text_width * 72 / 25.4:.2f}p
.nr PO {MARGIN * 72 / 25.4:.2f}p
.nr HM {TOP * 72 / 25.4:.2f}p
.nr FM 71p
.nr PI 12p
.nr PD 0
.ds CH
.ds CF
{columns}{body}''')
    macros = [] if language == 'en' else ['-m', language]
    out = os.path.join(job.folder, 'groff.pdf')
    pdf = run(job, 'groff', '-K', 'utf8', '-T', 'pdf', '-P-pa4', '-m', 's', *macros, 'prose.ms')
    with open(out, 'wb') as f:
        f.write(pdf)
    return out


ENGINES = {'brief': ours, 'lualatex+microtype': lualatex_microtype, 'lualatex': lualatex, 'typst': typst, 'typst+tracking': typst_tracking,
           'weasyprint': weasyprint, 'chromium': chromium, 'groff': groff}
