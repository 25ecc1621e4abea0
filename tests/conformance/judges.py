"""The outside judges of our PDFs, as functions: each returns a list of complaints, empty when content.

veraPDF decides about PDF/UA-1 and PDF/A-3a; what it does not look at (a Figure's BBox, outline items that lead into the
structure, fonts that are whole instead of subsets, warnings of readers) is asked of qpdf, poppler and MuPDF.
"""
import glob
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
TOOLS = ('java', 'qpdf', 'fix-qdf', 'pdffonts', 'pdftotext', 'pdfinfo', 'mutool', 'pdftoppm', 'gs')
FLAVOURS = 'ua1,3a'
OF_THE_TOOL = ('warning: ICC support is not available',)  # said by some builds of mutool about themselves


def run(*command, **options):
    return subprocess.run(command, capture_output=True, timeout=300, stdin=subprocess.DEVNULL, **options)


def skip_unless_tools():
    """The path of the verapdf command; ends the program with meson's 77 when a judge is not here."""
    missing = [t for t in TOOLS if not shutil.which(t)]
    if missing:
        print('1..0 # SKIP no', ', '.join(missing))
        sys.exit(77)
    setup = run(os.path.join(HERE, 'verapdf-setup'))
    if setup.returncode == 77:
        print('1..0 # SKIP', setup.stderr.decode().strip())
        sys.exit(77)
    if setup.returncode:
        print('Bail out! veraPDF could not be set up:', setup.stderr.decode().strip())
        sys.exit(1)
    return setup.stdout.decode().strip()


def verapdf(command, files):
    """{(file, flavour): (verdict, [rules])} for every file and flavour; a file without a verdict is an ERROR."""
    out = subprocess.run([command, '--flavour', FLAVOURS, '--format', 'tsv', '--files-from', '-'], input='\n'.join(files),
                         capture_output=True, text=True, timeout=900).stdout
    result = {(f, flavour): ('ERROR', ['no verdict']) for f in files for flavour in FLAVOURS.split(',')}
    for line in out.splitlines():
        verdict, flavour, path, rest = line.split('\t')
        result[path, flavour] = (verdict, rest.split() if verdict == 'FAIL' else [rest] if verdict == 'ERROR' else [])
    return result


def rule_names(rules):
    """'7.3-1x4' → '7.3-1'."""
    return {re.sub(r'x\d+$', '', r) for r in rules}


def check_qpdf(path):
    r = run('qpdf', '--check', path)
    text = (r.stdout + r.stderr).decode(errors='replace')
    return [line for line in text.splitlines() if 'WARNING' in line or 'ERROR' in line] or (['exit status %d' % r.returncode] if r.returncode else [])


def check_fonts(path):
    r = run('pdffonts', path)
    complaints = r.stderr.decode(errors='replace').splitlines()
    rows = r.stdout.decode().splitlines()[2:]
    if not rows:
        complaints.append('no font')
    for row in rows:
        name = row.split()[0]
        embedded, subset, unicode = row.split()[-5:-2]
        if (embedded, subset, unicode) != ('yes', 'yes', 'yes') or not re.match(r'[A-Z]{6}\+', name):
            complaints.append(f'{name}: embedded {embedded}, subset {subset}, to Unicode {unicode}')
    return complaints


def check_text(path):
    """pdftotext reads it without a word of complaint, and every letter is one."""
    r = run('pdftotext', '-layout', path, '-')
    complaints = r.stderr.decode(errors='replace').splitlines()
    text = r.stdout.decode('utf-8', errors='replace')
    if not text.strip():
        complaints.append('no text')
    strange = sorted({c for c in text if c == '\ufffd' or '\ue000' <= c <= '\uf8ff' or (ord(c) < 32 and c not in '\n\f\t')})
    if strange:
        complaints.append('letters without meaning: ' + ' '.join('U+%04X' % ord(c) for c in strange))
    return complaints


def check_readers(path):
    """MuPDF draws it and poppler walks its structure, both in silence."""
    complaints = []
    for command in (('mutool', 'draw', '-q', '-F', 'text', '-o', os.devnull, path), ('pdfinfo', '-struct-text', path)):
        r = run(*command)
        complaints += [f'{command[0]}: {line}' for line in r.stderr.decode(errors='replace').splitlines() if line not in OF_THE_TOOL]
        if r.returncode:
            complaints.append(f'{command[0]}: exit status {r.returncode}')
    return complaints


def read_pgm(path):
    """(width, height, bytes) of a grey picture."""
    with open(path, 'rb') as f:
        head, width, height, most, data = re.match(rb'(P5)\s+(?:#.*\n)?(\d+)\s+(\d+)\s+(\d+)\s(.*)', f.read(), re.S).groups()
    return int(width), int(height), data


def blocks(picture, side=8):
    """Mean darkness of squares, row by row: what is left when edges are smoothed otherwise."""
    width, height, data = picture
    return [sum(sum(data[r * width + x:r * width + x + side]) for r in range(y, y + side)) / side / side
            for y in range(0, height - side + 1, side) for x in range(0, width - side + 1, side)]


DRAWERS = {
    'poppler': lambda path, out: ('pdftoppm', '-q', '-gray', '-r', '72', path, out),
    'mupdf': lambda path, out: ('mutool', 'draw', '-q', '-c', 'gray', '-F', 'pgm', '-r', '72', '-o', out + '-%02d.pgm', path),
    'ghostscript': lambda path, out: ('gs', '-q', '-dSAFER', '-dNOPAUSE', '-dBATCH', '-sDEVICE=pgmraw', '-r72', '-dTextAlphaBits=4',
                                      '-dGraphicsAlphaBits=4', '-sOutputFile=' + out + '-%02d.pgm', path),
}


def check_drawn_alike(path, most=64):
    """Poppler, MuPDF and Ghostscript draw it without a word, and each square of 8 pixels of a page as dark as the others do, within
    what smoothing and a half pixel's shift of small type explain (@most of 255)."""
    complaints, pictures = [], {}
    with tempfile.TemporaryDirectory() as folder:
        for name, command in DRAWERS.items():
            r = run(*command(path, os.path.join(folder, name)))
            complaints += [f'{name}: {line}' for line in (r.stderr + r.stdout).decode(errors='replace').splitlines() if line not in OF_THE_TOOL]
            pictures[name] = [read_pgm(p) for p in sorted(glob.glob(os.path.join(folder, name + '-*.pgm')))]
    for name in ('mupdf', 'ghostscript'):
        if len(pictures[name]) != len(pictures['poppler']):
            complaints.append(f'{name}: {len(pictures[name])} pages, poppler {len(pictures["poppler"])}')
        for page, (one, other) in enumerate(zip(pictures['poppler'], pictures[name])):
            if abs(one[0] - other[0]) > 1 or abs(one[1] - other[1]) > 1:
                complaints.append(f'{name}: page {page + 1} is {other[:2]}, with poppler {one[:2]}')
            elif one[0] == other[0]:
                worst = max((abs(a - b) for a, b in zip(blocks(one), blocks(other))), default=0)
                if worst > most:
                    complaints.append(f'{name}: page {page + 1} differs from poppler\'s by {worst:.0f} of 255')
    return complaints


class Objects:
    """The objects of a file as qpdf's JSON tells them."""

    def __init__(self, path):
        r = run('qpdf', '--json=2', '--json-key=qpdf', path)
        self.all = {k: v for k, v in json.loads(r.stdout)['qpdf'][1].items() if k != 'trailer'}
        self.trailer = json.loads(r.stdout)['qpdf'][1]['trailer']['value']

    def get(self, value):
        while isinstance(value, str) and re.fullmatch(r'\d+ \d+ R', value):
            entry = self.all['obj:' + value]
            value = entry.get('value', entry.get('stream', {}).get('dict'))
        return value

    def dictionaries(self):
        for entry in self.all.values():
            value = entry.get('value', entry.get('stream', {}).get('dict'))
            if isinstance(value, dict):
                yield value


def check_structure(path):
    """What no rule of veraPDF's asks for."""
    objects = Objects(path)
    catalog = objects.get(objects.trailer['/Root'])
    root = objects.get(catalog.get('/StructTreeRoot')) or {}
    complaints = []
    kids = objects.get(root.get('/K'))
    top = objects.get(kids[0] if isinstance(kids, list) else kids) or {}
    if top.get('/S') != '/Document':
        complaints.append('the structure does not begin with Document')
    notes = 0
    for d in objects.dictionaries():
        if d.get('/S') == '/Figure' and '/P' in d:
            attributes = objects.get(d.get('/A')) or {}
            attributes = attributes if isinstance(attributes, list) else [attributes]
            if not any('/BBox' in (objects.get(a) or {}) for a in attributes):
                complaints.append('a Figure without BBox')
        notes += d.get('/S') == '/Note'
        if '/Title' in d and '/Parent' in d and '/SE' not in d:
            complaints.append('an outline item that does not lead into the structure (SE)')
        if d.get('/Subtype') == '/Link' and '/A' in d and not (objects.get(d['/A']) or {}).get('/URI', 'x'):
            complaints.append('a link to an empty address')
    if notes and '/IDTree' not in root:
        complaints.append('notes, but no IDTree')
    info, xmp = objects.get(objects.trailer.get('/Info', {})), run('qpdf', '--show-object=' + catalog['/Metadata'].split()[0],
                                                                '--filtered-stream-data', path).stdout.decode()
    date = re.search(r'D:(\d{4})(\d\d)(\d\d)', (info or {}).get('/CreationDate', ''))
    if date and '-'.join(date.groups()) not in xmp:
        complaints.append('Info and XMP name different days of creation')
    return complaints


def check_privacy(path, root):
    """Nothing of the machine it was made on: neither in the bytes nor in the unpacked streams."""
    plain = run('qpdf', '--qdf', '--object-streams=disable', path, '-').stdout
    with open(path, 'rb') as f:
        plain += f.read()
    words = {root, os.uname().nodename, os.environ.get('HOME', ''), os.path.dirname(os.path.abspath(path))}
    words = {w for w in words if len(w) > 5 and (not w.startswith('/') or w.count('/') > 1)}  # "/brief" is in a namespace, too
    return [f'holds "{w}"' for w in sorted(words) if w.encode() in plain]


CHECKS = [
    ('qpdf --check is content', check_qpdf), ('fonts embedded, subset, with Unicode', check_fonts), ('text can be taken out', check_text),
    ('readers are silent', check_readers), ('structure beyond the rules', check_structure),
]
