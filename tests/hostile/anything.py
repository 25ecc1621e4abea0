#!/usr/bin/env python3
"""anything.py BRIEF [--long] [--only WORD] [--keep FOLDER]: sets what nobody should have typed, and holds every page to three laws.

1. It ends: exit status 0, or 1 with a sentence and a [code]; no signal, no message of a library; in bounded time and memory.
2. Nothing is lost: the letters that were typed stand in the pages' text in their order; a part of a table that is set twice says them
   once more, and never a part of them.
3. Nothing leaves the paper: every run of glyphs is inside its page, or a diagnostic says what was too wide or too high.

What is in fonts/ decides which letters are boxes; that there is one warning for each of them, and not one for each place, is checked.
The quick part is in the suite at all times; --long adds products of texts, layouts, papers and languages. Prints TAP.
"""
import json, os, re, resource, shutil, signal, subprocess, sys, tempfile, time, unicodedata

ARGS = sys.argv[1:]
LONG = '--long' in ARGS
ONLY = ARGS[ARGS.index('--only') + 1] if '--only' in ARGS else ''
KEEP = ARGS[ARGS.index('--keep') + 1] if '--keep' in ARGS else ''
BRIEF = os.path.abspath(ARGS[0]) if ARGS else ''
SECONDS, MEGABYTES = 10, 700   # of one product; what is larger says so itself
SLACK = 1.0                    # points that ink may stand out over the paper: protruding stops
SLOW_BUILD = 8 if 'asan' in BRIEF or os.environ.get('SLOW_BUILD') else 1

# What says that something could not stand where it should: then law 3 has been kept with words.
TOO_LARGE = ('overfull', 'too-high', 'too-wide', 'table-', 'figure-', 'page-', 'row-', 'style-', 'furniture', 'drawing', 'layout-', 'column')



def yaml(text):
    """@text as a double-quoted scalar of YAML."""
    out = []
    for c in text:
        n = ord(c)
        if c in '"\\':
            out.append('\\' + c)
        elif n < 0x20 or 0x7f <= n < 0xa0 or n in (0x2028, 0x2029, 0xfeff) or 0xd800 <= n < 0xe000 or n & 0xfffe == 0xfffe:
            out.append(f'\\U{n:08X}')
        else:
            out.append(c)
    return '"' + ''.join(out) + '"'


def letters(text):
    """What must be kept of a text: all but white space, controls and what only steers (soft hyphens, joiners, marks of direction)."""
    text = unicodedata.normalize('NFC', text)
    return ''.join(c for c in text if not c.isspace() and unicodedata.category(c) not in ('Cc', 'Cf', 'Zs', 'Zl', 'Zp')
                   and not 0xfe00 <= ord(c) <= 0xfe0f)


class Pages:
    """What `--dump pages` says."""
    RUN = re.compile(r'^( *)text (-?[\d.]+) (-?[\d.]+) \S+ ([\d.]+) wide (-?[\d.]+)[^"]*"((?:[^"\\]|\\.)*)"$')

    @staticmethod
    def plain(words):
        return re.sub(r'\\u([0-9A-F]{4})|\\(.)', lambda m: chr(int(m[1], 16)) if m[1] else m[2], words)

    TAG = re.compile(r'^ *([A-Z][A-Za-z0-9]*) (\d+)$')

    def __init__(self, dump):
        self.count, self.outside, words, aside, open_ = 0, [], {}, None, []
        width = height = 0.0
        boxes = {int(m[1]): self.plain(m[2]) for m in re.finditer(r'^ *Span (\d+)[^"\n]* actual "((?:[^"\\]|\\.)*)"$', dump, re.M)}
        for line in dump.split('\n'):
            if line.startswith('elements'):
                break
            if line.startswith('page '):
                width, height = (float(x) for x in line.split()[3:5])
                self.count += 1
                continue
            depth = len(line) - len(line.lstrip(' '))
            if aside is not None and depth <= aside:
                aside = None
            if aside is None and line.lstrip().startswith('artifact '):
                aside = depth
            while open_ and open_[-1][0] >= depth:
                open_.pop()
            tag = self.TAG.match(line)
            if tag:  # words belong to the paragraph or cell that links and spans are in, on whatever page its lines are
                open_.append((depth, open_[-1][1] if open_ and tag[1] in ('Span', 'Link', 'Reference') else int(tag[2])))
                if int(tag[2]) in boxes and aside is None:  # a box stands for a letter that no face has
                    words.setdefault(open_[-1][1], []).append(boxes[int(tag[2])])
            found = self.RUN.match(line)
            if not found:
                continue
            x, y, size, wide = (float(found.group(i)) for i in (2, 3, 4, 5))
            said = self.plain(found.group(6))
            if said.strip() and 'watermark' not in line:
                if x < -SLACK or x + wide > width + SLACK or y < -SLACK or y > height + SLACK:
                    self.outside.append(f'page {self.count}: {x:.1f} {y:.1f} wide {wide:.1f} of {width:.0f} x {height:.0f}: {said[:30]!r}')
            if aside is None:
                if ' soft-hyphen' in line.split('"', 1)[0]:
                    said = said.rstrip('-\u2010\u00ad')
                words.setdefault(open_[-1][1] if open_ else -1, []).append(said)
        self.text = '\n'.join(letters(''.join(parts)) for parts in words.values())


FACTS = '''briefing: {{id: mill, title: {title}, issue: 1, issued: 2024-05-03, cutoff: 2024-05-03, marking: CLEAR, likelihood: icd203-likely, subject: mill{lang}}}
sources:
  courier: {{kind: news article, title: {source}, originator: {source}, date: 2024-05-03}}
entities:
  mill: {{kind: organisation, type: company, name: {name}}}
  lund: {{kind: person, name: {name}}}
  osk: {{kind: place, name: Osk}}
claims:
  F1: {{kind: event, text: {claim}, about: mill, said_by: courier, as_of: 2024-05-03, certainty: asserted, tags: [key]}}
  F2: {{kind: casualty, text: {claim}, figure: 3 workers hurt, about: mill, said_by: courier, as_of: 2024-05-03, certainty: asserted, tags: [key]}}
  F3: {{kind: casualty, text: Four were hurt., figure: 4..9 workers hurt, about: mill, said_by: courier, as_of: 2024-05-03, certainty: contested, tags: [key], contests: [F2]}}
relations:
  R1: {{from: lund, is: leads, to: mill, when: 2024-05, claims: [F1]}}
  R2: {{from: mill, is: fights, to: osk, when: 2024-05, claims: [F1]}}
judgements:
  J1: {{text: {judgement}, likelihood: likely, confidence: low, basis: [F1]}}
text:
  what: {{heading: {heading}, text: {passage}, tags: [what]}}
'''
PLAIN = dict(title='The mill', source='Mill burns', name='Osk mill', claim='The mill burned.', judgement='It is {likelihood} that it stays shut.',
             heading='What happened', passage='The mill burned.')

# One of each kind of block, over a case where most find something. The schema names them all: a new kind must be put here.
BLOCKS = {
    'title': '{}', 'passage': '{where: {tags: [what]}}', 'heading': '{text: Words}', 'text': '{text: Some words of the layout.}', 'markdown': '"Some *words*. \\n\\n- a\\n- b"',
    'figures': '{where: {tags: [key], figure: true}}', 'judgements': '{heading: Judgements}', 'indicators': '{heading: Indicators}',
    'contested': '{heading: Disputed, where: {denies: true}}', 'claims': '{heading: Claims, as: table}', 'comparison': '{panels: year, where: {tags: [key], figure: true}}',
    'estimate': '{over: time, where: {tags: [key], figure: true}}', 'leadership': '{heading: Leaders}', 'relations': '{heading: Ties}', 'chart': '{height: 60mm}',
    'leadership-tree': '{}', 'matrix': '{as: table, limit: 12}', 'lineage': '{}', 'page': '{orientation: landscape, body: [{text: {text: On a turned page.}}]}', 'timeline': '{}', 'cover': '{}', 'particulars': '{}', 'distribution': '{}', 'image': '{file: dot.png, alt: A dot}',
    'entities': '{heading: Names}', 'sources': '{heading: Sources}', 'source-summary': '{}', 'table': '{columns: [{head: A}, {head: B}], rows: [[one, two], [three, four]]}',
    'likelihood-key': '{}', 'notes': '{heading: Notes}', 'source-key': '{}', 'contradictions': '{heading: Strained}', 'contents': '{}', 'banner': '{}',
    'group': '{body: [{text: {text: In a group.}}]}', 'row': '[{span: 6, text: {text: Left.}}, {span: 6, text: {text: Right.}}]', 'stack': '[{text: {text: One.}}, {text: {text: Two.}}]',
    'aside': '{body: [{text: {text: Beside it.}}]}', 'spacer': '6pt', 'rule': '{}', 'page-break': '{}', 'column-break': '{}',
}


def png(width, height):
    """A picture of one grey, which packs well."""
    import struct
    import zlib

    def chunk(kind, data):
        return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))
    return b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', width, height, 8, 0, 0, 0, 0)) + \
        chunk(b'IDAT', zlib.compress((b'\0' + b'\x80' * width) * height, 9)) + chunk(b'IEND', b'')


DOT = png(1, 1)


class Project:
    def __init__(self, folder, body, head='', lang='', files=None, **texts):
        self.folder = folder
        said = {k: yaml(v) for k, v in {**PLAIN, **texts}.items()}
        self.put('data/mill/facts.yaml', FACTS.format(lang=f', language: {lang}' if lang else '', **said))
        self.put('data/mill/layouts/own.yaml', f'extends: shared/house\ntitle: Anything\n{head}\nbody:\n{body}\n')
        self.put('data/audiences.yaml', 'audiences: {desk: {title: Desk, clearance: {tlp-2: RED}}}\n')
        for name, data in {'dot.png': DOT, **(files or {})}.items():
            self.put('data/mill/layouts/' + name, data)

    def put(self, name, data):
        path = os.path.join(self.folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, 'wb') as f:
            f.write(data if isinstance(data, bytes) else data.encode('utf-8', 'surrogatepass'))


class Done:
    """A run of the program, with what it took together with its workers."""
    def __init__(self, folder, *args):
        out, err = (open(os.path.join(folder, n), 'w+b') for n in ('stdout', 'stderr'))
        begun = time.monotonic()
        child = subprocess.Popen([BRIEF, *args], cwd=folder, stdout=out, stderr=err, stdin=subprocess.DEVNULL, start_new_session=True,
                                 preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CORE, (0, 0)))
        self.late = False
        while True:
            pid, status, used = os.wait4(child.pid, os.WNOHANG)
            if pid:
                break
            if time.monotonic() - begun > 12 * SECONDS * SLOW_BUILD:
                os.killpg(child.pid, signal.SIGKILL)
                self.late = True
            time.sleep(0.004)
        child.returncode = 0
        self.status = os.waitstatus_to_exitcode(status)
        self.seconds, self.megabytes = used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
        out.seek(0), err.seek(0)
        self.out, self.err = out.read().decode('utf-8', 'replace'), err.read().decode('utf-8', 'replace')
        out.close(), err.close()

    def faults(self, wanted=(0, 1), seconds=SECONDS, megabytes=MEGABYTES):
        if self.late or self.seconds > seconds * SLOW_BUILD:
            yield f'took {self.seconds:.1f} s of a processor'
        if self.megabytes > megabytes * SLOW_BUILD:
            yield f'took {self.megabytes:.0f} MB'
        if self.status not in wanted:
            yield f'exit status {self.status}, not {" or ".join(map(str, wanted))}'
        for word in ('signal', 'Bail out', 'CRITICAL', 'WARNING **', 'Sanitizer', 'runtime error', '(null)', '[ERR]', 'assertion'):
            if word in self.err:
                yield f'says “{word}”'
        if self.status == 1 and not re.search(r'^\S.*: error: .* \[[a-z0-9-]+\]$', self.err, re.M):
            yield 'names no mistake as file: error: sentence [code]'
        if re.search('[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]', self.err):
            yield 'prints control characters'
        told = re.findall(r'^(\S+?): .*\(U\+([0-9A-F]+)\).*\[missing-glyph\]$', self.err, re.M)
        for place in set(told):
            if told.count(place) > 1:
                yield f'says U+{place[1]} at {place[0]} {told.count(place)} times'
                break


count = failed = 0
slowest, refused = [], ([], [])


def result(name, faults, err=''):
    global count, failed
    count += 1
    failed += bool(faults)
    print(('not ok' if faults else 'ok') + f' {count} - {name}', flush=True)
    for line in (*faults, *(err.splitlines()[:6] if faults else ())):
        print('# ' + line[:300])


def check(title_, body, typed=(), wanted=(0, 1), code=None, seconds=SECONDS, megabytes=MEGABYTES, also=(), **project):
    """Sets @body; @typed are texts that must be in the pages when there are any; @code: what the program must say."""
    if ONLY and ONLY not in title_:
        return None
    folder = tempfile.mkdtemp()
    try:
        Project(folder, body, **project)
        done = Done(folder, 'render', 'mill', '-l', 'own', '-a', 'desk', '--dump', 'pages', *also)
        faults = list(done.faults(wanted, seconds, megabytes))
        slowest.append((done.seconds, done.megabytes, title_))
        if code and code not in done.err:
            faults.append(f'does not say {code}')
        if done.status == 0:
            pages = Pages(done.out)
            if pages.outside and not any('[' + c in done.err for c in TOO_LARGE):
                faults += [f'{len(pages.outside)} runs outside the page', *pages.outside[:2]]
            for text in typed:
                lost = missing(letters(text), pages.text)
                if lost:
                    faults.append(f'lost of what was typed: {lost}')
        refused[done.status != 0].append(title_)
        result(title_, faults, done.err)
        if faults and KEEP:
            shutil.copytree(folder, os.path.join(KEEP, re.sub(r'\W+', '-', title_)[:60]), dirs_exist_ok=True)
        return done
    finally:
        shutil.rmtree(folder)


def missing(wanted, text):
    """Where the first letters that are lacking stand; ligatures of the text's normal form do not matter."""
    for form in ('NFC', 'NFKC'):
        a, b = unicodedata.normalize(form, wanted), unicodedata.normalize(form, text)
        if a in b:
            return ''
    at, n = 0, len(wanted)
    while at < n and wanted[:at + 1] in text:
        at += max(1, min(64, n // 64))
    return f'{len(wanted)} letters, near {at}: {wanted[max(0, at - 20):at + 20]!r}'


MANY = '\n'.join(f'  - {{{k}: {v}}}' for k, v in (
    ('title', '{}'), ('passage', '{where: {tags: [what]}}'), ('judgements', '{heading: Judgements}'), ('claims', '{as: table}'), ('claims', '{as: list}'),
    ('figures', '{where: {tags: [key], figure: true}}'), ('contested', '{where: {denies: true}}'), ('leadership', '{}'), ('chart', '{height: 70mm}'),
    ('timeline', '{}'), ('matrix', '{}'), ('entities', '{}'), ('contents', '{}'), ('notes', '{heading: Notes}')))

UNIVERSE = ('Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft' * 4)[:300]
TEXTS = {
    'a word of 300 letters': UNIVERSE, 'a word of 300 without vowels': 'bcdfg' * 60, 'an address of 400': 'https://example.org/' + 'path/' * 76, '300 digits': '1234567890' * 30,
    '300 hyphens': 'a' + '-' * 300 + 'b', '300 no-break words': 'a\u00a0' * 300 + 'z', '300 joined words': '\u2060'.join(['word'] * 300), '300 soft hyphens': 'a\u00ad' * 300 + 'z',
    'zero width': 'a' + '\u200b\u200c\u200d\u2060\ufeff' * 40 + 'z', 'nothing but zero width': 'x\u200b' * 2 + '\u200d' * 100, 'controls': 'a\x01\x02\x1b[31m\x7f\x85z',
    '500 marks': 'a' + '\u0301\u0323' * 250 + 'z', 'marks on nothing': '\u0301\u0302 \u0303 z', '500 marks on Arabic': 'ب' + '\u064b\u0650' * 250 + ' z',
    'enclosing marks': 'a\u20dd\u20de\u20e0 z', 'emoji': 'a 🔥 👩‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿 👍🏽 🇦🇫 ❤️ z', 'emoji in a row': 'a' + '👩‍👩‍👧‍👦' * 100 + 'z', 'missing letters': 'a ꙮ 𒀀 𓀀 𝔄 ꧁ ䷀ z',
    'Chinese': '中文沒有空格的一段話' * 30, 'Thai': 'ภาษาไทยไม่มีช่องว่าง' * 20, 'Hangul': '한국어 텍스트 ' * 20, 'Devanagari': 'क्षत्रिय ' * 30, 'Hebrew': 'שלום עולם ' * 20,
    'Arabic': 'تنظيم الدولة الإسلامية في ولاية خراسان 123 (abc) ' * 4, 'both ways': 'abc تنظيم def 123 الدولة (ghi) ' * 10, 'override': 'a\u202egnp.exe\u202c z', 'override left open': 'a\u202egnp.exe z',
    'isolates left open': '\u2067' * 130 + 'a\u2066b z', 'isolates closed too often': 'a\u2069\u2069\u202c\u202c z', 'embeddings 200 deep': '\u202b\u202a' * 100 + 'abc' + '\u202c' * 200 + ' z',
    'line separators': 'a\u2028b\u2029c\u2028\u2028z', 'byte order marks': '\ufeffa\ufeffz', 'private use': 'a\ue000\U000f0000z', 'noncharacters': 'a\ufdd0\ufddez', 'unassigned': 'a\u0378\U000e1000z',
    'tabs': 'a\tb\t\tc' + '\t' * 50 + 'z', 'spaces of all kinds': 'a' + '\u2000\u2003\u2007\u2009\u200a\u202f\u205f\u3000' * 8 + 'z', 'replacement': 'a\ufffd\ufffcz', 'tags': 'a' + ''.join(chr(0xe0020 + i) for i in range(90)) + 'z',
    'variation selectors': 'a\ufe0f\ufe0e\U000e0100z', 'ligatures': 'ﬁﬂﬃ ffi office ﷽ ﷺ z', 'interlinear': 'a\ufff9b\ufffac\ufffbz', 'mathematics': '𝒳₁² ≤ ½ ∑ √ ∞ − ± z', 'old Hangul': 'ᄀᆞᄅᆞ ᄒᆞᆫ z',
    'one letter': 'z', 'a stop': '.', 'percent signs': '%s%n%d%% z', 'braces': 'a {b} {{c}} z', 'ampersands': 'a &amp; &#0; <b>c</b> z', 'dollars': '\\$\\{a\\} \\textbf z',
    'huge number': 'a 99999999999999999999999999999999999999999 z', 'fractions': '-0 -0.0 1e999 0x7f NaN ∞ z', 'Zalgo': ''.join(c + '\u0300\u0316\u0334' * 12 for c in 'He comes'),
}
# Markdown and templates read some signs as theirs: there only the ending and the paper are judged.
SIGNS = {'braces', 'ampersands', 'dollars', '300 hyphens', 'fractions', 'an address of 400', 'controls', 'line separators', 'huge number'}


def everywhere(text):
    return {'judgement': 'It is {likelihood} that ' + text, **{k: text for k in ('claim', 'passage', 'source', 'name', 'heading', 'title')}}


def texts():
    """Each text wherever words of facts are printed, all at once."""
    check('sound', MANY, ('The mill burned.',), wanted=(0,))
    for name, text in TEXTS.items():
        typed = (text,) if name not in SIGNS else ()
        check(f'words: {name}', MANY, typed, **everywhere(text))


def long_texts():
    """Lengths: cells, passages and words."""
    cell = ' '.join(f'word{i}' for i in range(1500))
    check('a cell of 13,000 letters', '  - claims: {as: table}', (cell,), claim=cell)
    check('a cell of 13,000 letters without a space', '  - claims: {as: table}', ('x' * 13000,), claim='x' * 13000)
    check('a narrow cell of 13,000 letters', '  - claims: {as: table, columns: [{head: A, text: "{text}", width: 20mm}, {head: B, text: "{text}"}]}', (cell,), claim=cell)
    check('a heading of 13,000 letters', '  - passage: {where: {tags: [what]}}', (cell,), heading=cell)
    check('a title of 13,000 letters', '  - title: {}', (cell,), title=cell)
    check('figures of 13,000 letters', '  - figures: {where: {tags: [key], figure: true}, columns: 3}', claim=cell)
    check('a note at the foot of 13,000 letters', '  - passage: {where: {tags: [what]}}\n  - notes: {place: foot}', passage='The mill burned. [F1] ' * 3, claim=cell)
    check('a note beside of 13,000 letters', '  - passage: {where: {tags: [what]}}\n  - notes: {place: side}', head='page: {aside: {width: 30mm, gap: 4mm}}',
          passage='The mill burned. [F1] ' * 3, claim=cell)
    n = 10000 if LONG else 2000
    paragraphs = '\n\n'.join(f'Paragraph {i} of them.' for i in range(n))
    check(f'a passage of {n} paragraphs', '  - passage: {where: {tags: [what]}}', paragraphs.split('\n\n')[::97], passage=paragraphs)
    n = 100000 if LONG else 20000
    words = ' '.join(f'word{i % 977}' for i in range(n))
    check(f'a paragraph of {n} words', '  - passage: {where: {tags: [what]}}', (words,), passage=words, seconds=20)
    check('a word of 30,000 letters', '  - passage: {where: {tags: [what]}}', ('abcde' * 6000,), passage='abcde' * 6000)
    check('30,000 marks', '  - passage: {where: {tags: [what]}}', passage='a' + '\u0301' * 30000)
    check('30,000 boxes', '  - passage: {where: {tags: [what]}}', passage=' '.join('\U0001f525' * 10 for _ in range(3000)), code='[missing-glyph]')
    check('5,000 letters that no face has', '  - passage: {where: {tags: [what]}}', passage=' '.join(chr(0x20000 + i) for i in range(5000)))


def structures():
    """Depths and counts of Markdown and of blocks."""
    deep = '\n'.join('  ' * i + f'- item {i}' for i in range(50))
    check('a list 50 levels deep', '  - passage: {where: {tags: [what]}}', passage=deep)
    check('a numbered list from 999999998', '  - passage: {where: {tags: [what]}}', passage='999999998. a\n999999999. b\n')
    check('500 items', '  - passage: {where: {tags: [what]}}', passage='\n'.join(f'- item {i}' for i in range(500)))
    check('quotations 50 deep', '  - passage: {where: {tags: [what]}}', passage='> ' * 50 + 'quoted')
    check('quotations in lists in quotations', '  - passage: {where: {tags: [what]}}', passage='> - > - > - > - words\n')
    for n in (1, 12, 60):
        row = '[' + ', '.join(f'word{i}' for i in range(n)) + ']'
        for width in ('A4', 'A6'):
            check(f'a table of {n} columns on {width}', '  - table: {columns: [' + ', '.join(f'{{head: Head{i}}}' for i in range(n)) + f'], rows: [{row}, {row}]}}',
                  [f'word{n - 1}'], head=f'page: {{size: {width}}}')
    check('a split table with a wide key', '  - entities: {columns: [' + ', '.join('{head: A long head, text: "{name}"}' for _ in range(60)) + ']}', ['Incomprehensibilities of the mill'],
          name='Incomprehensibilities of the mill')
    for depth in (5, 24):
        for kind, begin, end in (('groups', '{group: {body: [', ']}}'), ('rows', '{row: [', ']}'), ('stacks in rows', '{row: [{stack: [', ']}]}')):
            inner = '{text: {text: Innermost words.}}'
            check(f'{kind} {depth} deep', '  - ' + begin * depth + inner + end * depth, ['Innermost words.'])
    for size in ((1, 1), (30000, 1), (1, 30000), (4000, 4000)):
        check(f'an image of {size[0]} × {size[1]}', '  - image: {file: a.png, alt: words}', files={'a.png': png(*size)})
    check('an image that ends early', '  - image: {file: a.png, alt: words}', files={'a.png': png(100, 100)[:60]})
    check('an image of nothing', '  - image: {file: a.png, alt: words}', files={'a.png': b''}, wanted=(1,))


SIZES = ('A3', 'A4', 'A6', '40mm x 40mm')


def styles():
    body = '  - title: {}\n  - passage: {where: {tags: [what]}}\n  - claims: {as: table}\n  - notes: {}'
    words = 'The mill at Osk burned down in the night to Friday and three were hurt. ' * 3
    for name, head in (
        ('0.1 pt', 'styles: {text: {size: 0.1pt, leading: 0.1pt}}'), ('1 pt', 'styles: {text: {size: 1pt, leading: 1pt}}'), ('500 pt', 'styles: {text: {size: 500pt, leading: 500pt}}'),
        ('leading smaller than the letters', 'styles: {text: {size: 12pt, leading: 3pt}}'), ('leading of 900 pt', 'styles: {text: {leading: 900pt}}'),
        ('margins that eat the page', 'page: {margins: {inner: 105mm, outer: 105mm, top: 20mm, bottom: 20mm}}'), ('margins that leave 1 mm', 'page: {margins: {inner: 104mm, outer: 105mm, top: 20mm, bottom: 20mm}}'),
        ('margins that leave no height', 'page: {margins: {inner: 20mm, outer: 20mm, top: 150mm, bottom: 150mm}}'), ('margins that leave one line', 'page: {margins: {inner: 20mm, outer: 20mm, top: 140mm, bottom: 150mm}}'),
        ('6 columns on A6', 'page: {size: A6, columns: 6, gutter: 4mm}'), ('gutters wider than the page', 'page: {columns: 3, gutter: 120mm}'), ('aside wider than the page', 'page: {aside: {width: 190mm, gap: 5mm}}'),
        ('indents that eat the line', 'styles: {text: {indent_start: 100mm, indent_end: 100mm}}'), ('first indent of a metre', 'styles: {text: {indent_first: 1000mm}}'), ('first indent of minus a metre', 'styles: {text: {indent_first: -1000mm}}'),
        ('space after of a page', 'styles: {text: {space_after: 300mm}}'), ('pads of a page', 'styles: {text: {ground: paper, pad: 300mm}}'), ('tracking of 3 em', 'styles: {text: {tracking: 3em}}'), ('tracking of −1 em', 'styles: {text: {tracking: -1em}}'),
        ('rules of 100 mm', 'styles: {text: {rule_above: 100mm ink 100mm}}'), ('rise of 100 pt', 'styles: {strong: {rise: 100pt}}'), ('strong of 200 pt', 'styles: {strong: {size: 200pt}}'),
        ('everything kept with what follows', 'styles: {text: {keep_next: true, keep_together: true}}'), ('everything across the columns', 'page: {columns: 3}\nstyles: {text: {span: true}}'),
        ('paper of 12 mm', 'page: {size: 12mm x 12mm, margins: {inner: 1mm, outer: 1mm, top: 1mm, bottom: 1mm}}'), ('paper of 5 m', 'page: {size: 5000mm x 5000mm}'), ('a baseline of 300 mm', 'page: {baseline: 300mm}'),
        ('fit in a page', 'fit: {pages: 1}\nstyles: {text: {size: 60pt, leading: 70pt}}'),
    ):
        check(f'style: {name}', body, head=head, passage=words + '**Strong words.** ' + words, typed=[words])


def kinds():
    """Every kind of block alone, over a full case and over an empty one, on papers of all sizes."""
    schema = json.loads(subprocess.run([BRIEF, 'schema', 'layout'], capture_output=True, text=True, check=True).stdout)
    there = set(schema['$defs']['body']['items']['properties'])
    only_keys = {'span', 'offset', 'id', 'style', 'heading', 'level', 'numbered', 'empty'} & there - set(BLOCKS)
    result('every kind of block is tried', [f'not in BLOCKS: {k}' for k in sorted(there - set(BLOCKS) - only_keys)] + [f'not in the schema: {k}' for k in sorted(set(BLOCKS) - there)])
    every = '\n'.join(f'  - {{{k}: {v}}}' for k, v in BLOCKS.items())
    for size in SIZES:
        for lang in ('en', 'fr', 'ar'):
            check(f'every kind of block on {size} in {lang}', every, head=f'page: {{size: {size}}}', lang=lang)
    nothing = every.replace('tags: [what]', 'tags: [nothing]').replace('tags: [key]', 'tags: [nothing]')
    check('every kind of block that finds nothing', nothing)
    check('every kind of block that finds nothing, and says so', '\n'.join(
        re.sub(r': \{(.*)\}\}$', lambda m: ': {' + (m[1] + ', ' if m[1] else '') + 'where: {ids: []}, empty: say}}', f'  - {{{k}: {{}}}}') for k in (
            'passage', 'figures', 'judgements', 'claims', 'leadership', 'relations', 'chart', 'timeline', 'entities', 'sources', 'notes')))
    for kind, value in BLOCKS.items():
        item = f'{{{kind}: {value}}}'
        places = {'alone': f'  - {item}'}
        if LONG:
            places.update({'in a row': f'  - row: [{{span: 2, {kind}: {value}}}, {{span: 10, {kind}: {value}}}]',
                           'in a group': f'  - group: {{body: [{item}, {item}]}}', 'in an aside': f'  - aside: {{body: [{item}]}}\n  - passage: {{}}',
                           'in a stack in a row': f'  - row: [{{span: 1, stack: [{item}, {item}]}}, {{span: 11, stack: [{item}]}}]', 'in a row in a row': f'  - row: [{{row: [{item}, {item}]}}, {item}]'})
        for where, body in places.items():
            for size in SIZES if LONG else ('A6',):
                head = f'page: {{size: {size}' + (', aside: {width: 25mm, gap: 3mm}' if 'aside' in where else '') + '}'
                check(f'{kind} {where} on {size}', body, head=head)
                if LONG:
                    check(f'{kind} {where} on {size} in two columns, in Arabic', body, head=head.replace('}', ', columns: 2}', 1) if 'aside' not in where else head, lang='ar')


def product():
    """Each text in each language on a small card, in two columns."""
    for lang in ('fr', 'ar'):
        for name, text in TEXTS.items():
            check(f'words on A6 in {lang}: {name}', MANY, (text,) if name not in SIGNS else (), head='page: {size: A6, columns: 2}', lang=lang,
                  **everywhere(text))


if __name__ == '__main__':
    if not BRIEF:
        sys.exit(__doc__)
    for part in (texts, long_texts, structures, styles, kinds) + ((product,) if LONG else ()):
        part()
    print(f'1..{count}')
    print(f'# {len(refused[0])} set, {len(refused[1])} refused with reasons: {", ".join(refused[1])[:3000]}')
    for seconds, megabytes, name in sorted(slowest, reverse=True)[:3]:
        print(f'# {seconds:.1f} s, {megabytes:.0f} MB: {name}')
    sys.exit(failed > 0)
