"""Reads one of our own PDFs through qpdf, as far as checks need it: objects, structure tree, and what its pages show.

Not a reader of everybody's files: pages draw with the operators that export/ writes, and matrices only scale and move.
"""
import base64
import json
import re
import subprocess

LITERAL = rb'\((?:\\.|[^\\()])*\)'  # as qpdf writes strings of printable codes when it unpacks a file
TOKEN = re.compile(rb'<<.*?>>(?=BDC)|<[0-9A-Fa-f]*>|' + LITERAL + rb'|\[(?:' + LITERAL + rb'|[^\](])*\]|/[^\s/<\[(]+|[-+]?\d*\.?\d+|[A-Za-z]+\*?', re.S)
REFERENCE = re.compile(r'\d+ \d+ R')


def code_bytes(token):
    """The bytes of a string of a content stream, in hexadecimal or in brackets."""
    if token[:1] == b'<':
        return bytes.fromhex(token[1:-1].decode())
    named = {b'n': b'\n', b'r': b'\r', b't': b'\t', b'b': b'\b', b'f': b'\f'}
    return re.sub(rb'\\([0-7]{1,3}|.)', lambda m: bytes([int(m[1], 8)]) if m[1][:1].isdigit() else named.get(m[1], m[1]), token[1:-1], flags=re.S)


class Ink:
    """Something shown: @text (None: a path or picture), its box, colour as red, green, blue, and whose it is: a marked-content
    identifier, or None for an artifact."""

    def __init__(self, page, mcid, text, box, colour, filled=True):
        self.page, self.mcid, self.text, self.box, self.colour, self.filled = page, mcid, text, box, colour, filled
        self.cut = False  # does it begin outside what is clipped to?


class Pdf:
    def __init__(self, path):
        r = subprocess.run(['qpdf', '--json=2', '--json-key=qpdf', '--json-stream-data=inline', '--decode-level=generalized', path],
                           stdin=subprocess.DEVNULL, capture_output=True, timeout=300)
        self.objects = json.loads(r.stdout)['qpdf'][1]
        self.trailer = self.objects['trailer']['value']
        self.root = self.get(self.trailer['/Root'])
        self.pages = self.page_list(self.root['/Pages'])
        self.page_of = {self.key(p): i for i, p in enumerate(self.pages)}
        self.maps, self.all_widths = {}, {}

    @staticmethod
    def key(reference):
        return 'obj:' + reference

    def get(self, value):
        while isinstance(value, str) and REFERENCE.fullmatch(value):
            entry = self.objects[self.key(value)]
            value = entry['value'] if 'value' in entry else entry['stream']['dict']
        return value

    def data(self, reference):
        return base64.b64decode(self.objects[self.key(reference)]['stream']['data'])

    def page_list(self, reference):
        node = self.get(reference)
        if node['/Type'] == '/Page':
            return [reference]
        return [p for kid in self.get(node['/Kids']) for p in self.page_list(kid)]

    def media_box(self, page):
        node = self.get(self.pages[page])
        while '/MediaBox' not in node:
            node = self.get(node['/Parent'])
        return [float(v) for v in self.get(node['/MediaBox'])]

    def names(self, value):
        """A name tree as a dictionary."""
        node, found = self.get(value) or {}, {}
        pairs = self.get(node.get('/Names', []))
        found.update(zip((text(n) for n in pairs[::2]), pairs[1::2]))
        for kid in self.get(node.get('/Kids', [])):
            found.update(self.names(kid))
        return found

    def to_unicode(self, font):
        if font not in self.maps:
            found, blocks = {}, re.findall(rb'begin(bfchar|bfrange)\s(.*?)end', self.data(self.get(font)['/ToUnicode']), re.S)
            for kind, block in blocks:
                words = re.findall(rb'<([0-9A-Fa-f]*)>', block)
                step = 3 if kind == b'bfrange' else 2
                for at in range(0, len(words), step):
                    low, high, first = int(words[at], 16), int(words[at + step - 2], 16), bytes.fromhex(words[at + step - 1].decode())
                    for code in range(low, high + 1):
                        units = first[:-2] + (int.from_bytes(first[-2:], 'big') + code - low).to_bytes(2, 'big')
                        found[code] = units.decode('utf-16-be', 'surrogatepass')
            self.maps[font] = found
        return self.maps[font]

    def widths(self, font):
        """Code → width [1/1000] of a simple font by its Widths, of a composite one by its descendant's W, of which export/ writes lists."""
        if font not in self.all_widths:
            node = self.get(font)
            if '/Widths' in node:
                found = dict(enumerate(self.get(node['/Widths']), node['/FirstChar']))
            else:
                w = self.get(self.get(self.get(node['/DescendantFonts'])[0])['/W'])
                found = {first + i: width for first, some in zip(w[::2], w[1::2]) for i, width in enumerate(some)}
            self.all_widths[font] = found
        return self.all_widths[font]

    def inks(self):
        if not hasattr(self, 'all_inks'):
            self.all_inks = [ink for page in range(len(self.pages)) for ink in self.page_inks(page)]
        return self.all_inks

    def page_inks(self, page):
        node = self.get(self.pages[page])
        contents = self.get(node['/Contents'])
        streams = contents if isinstance(contents, list) else [node['/Contents']]
        fonts = self.get(self.get(node['/Resources'])['/Font'])
        return PageReader(self, page, fonts).read(b'\n'.join(self.data(s) for s in streams))

    # --- the structure tree ---

    def kids(self, element):
        kids = self.get(element.get('/K', []))
        return kids if isinstance(kids, list) else [kids]

    def walk(self, element=None, page=None, without=None):
        """(element, page, identifier) of all content in order; (element, None, None) where an element begins. Elements of the type
        @without are left out with all in them."""
        if element is None:
            for kid in self.kids(self.get(self.root['/StructTreeRoot'])):
                yield from self.walk(self.get(kid))
            return
        if without and element['/S'] == without:
            return
        page = element.get('/Pg', page)
        yield element, None, None
        for kid in self.kids(element):
            kid_page = page
            if not isinstance(kid, int):
                kid = self.get(kid)
            if isinstance(kid, dict) and kid.get('/Type') == '/MCR':
                kid, kid_page = kid['/MCID'], kid.get('/Pg', page)
            if isinstance(kid, int):
                yield element, self.page_of.get(self.key(kid_page)) if kid_page else None, kid
            elif isinstance(kid, dict) and kid.get('/Type') != '/OBJR':
                yield from self.walk(kid, page, without)

    def words(self, element, without=None):
        """What the content of an element says, without replacements."""
        if not hasattr(self, 'by_mark'):
            self.by_mark = {}
            for ink in self.inks():
                if ink.text is not None and ink.mcid is not None:
                    self.by_mark.setdefault((ink.page, ink.mcid), []).append(ink.text)
        return ''.join(t for _, page, mcid in self.walk(element, None, without) if mcid is not None for t in self.by_mark.get((page, mcid), []))


def text(value):
    """A string of qpdf's JSON."""
    if value.startswith('u:'):
        return value[2:]
    return bytes.fromhex(value[2:]).decode('latin-1') if value.startswith('b:') else value


class PageReader:
    def __init__(self, pdf, page, fonts):
        self.pdf, self.page, self.fonts = pdf, page, fonts
        self.found, self.marks, self.saved = [], [], []
        self.matrix, self.fill, self.render, self.width = (1.0, 1.0, 0.0, 0.0), (0.0, 0.0, 0.0), 0, 1.0
        self.stroke = (0.0, 0.0, 0.0)
        self.font, self.size, self.x, self.y, self.points = None, 0.0, 0.0, 0.0, []
        self.clip, self.clips = None, False
        self.pen, self.rise, self.scale, self.tracking, self.word = 0.0, 0.0, 1.0, 0.0, 0.0

    def place(self, x, y):
        a, d, e, f = self.matrix
        return a * x + e, d * y + f

    def mcid(self):
        for mark in reversed(self.marks):
            if mark is not None:
                return mark
        return None

    def read(self, content):
        operands = []
        for token in TOKEN.findall(content):
            if token[:1].isalpha():
                self.operator(token.decode(), operands)
                operands = []
            else:
                operands.append(token)
        return self.found

    def operator(self, name, operands):
        numbers = [float(o) for o in operands if o[:1] in b'-+.0123456789']
        if name == 'BDC':
            found = re.search(rb'/MCID (\d+)', operands[-1])
            self.marks.append(int(found[1]) if found else None)
        elif name == 'EMC':
            self.marks.pop()
        elif name == 'q':
            self.saved.append((self.matrix, self.fill, self.stroke, self.clip))
        elif name == 'Q':
            self.matrix, self.fill, self.stroke, self.clip = self.saved.pop()
        elif name == 'cm':
            (a, d, e, f), (a2, _, _, d2, e2, f2) = self.matrix, numbers
            self.matrix = a * a2, d * d2, a * e2 + e, d * f2 + f
        elif name in ('g', 'rg'):
            self.fill = tuple(numbers * 3 if name == 'g' else numbers)
        elif name in ('G', 'RG'):
            self.stroke = tuple(numbers * 3 if name == 'G' else numbers)
        elif name == 'BT':
            self.x = self.y = self.pen = 0.0
        elif name == 'Td':
            self.x, self.y, self.pen = self.x + numbers[0], self.y + numbers[1], 0.0
        elif name in ('Ts', 'Tc', 'Tw'):
            setattr(self, {'Ts': 'rise', 'Tc': 'tracking', 'Tw': 'word'}[name], numbers[0])
        elif name == 'Tz':
            self.scale = numbers[0] / 100
        elif name == 'Tf':
            self.font, self.size = operands[0].decode(), numbers[-1]
        elif name == 'Tr':
            self.render = int(numbers[0])
        elif name in ('Tj', 'TJ'):
            self.show(operands[-1])
        else:
            self.draw(name, numbers)

    def show(self, operand):
        parts = re.findall(rb'<[0-9A-Fa-f]*>|' + LITERAL + rb'|[-\d.]+', operand, re.S)
        codes = b''.join(code_bytes(part) for part in parts if part[:1] in b'<(')
        names = self.pdf.to_unicode(self.fonts[self.font])
        size = 2 if self.pdf.get(self.fonts[self.font]).get('/Encoding') == '/Identity-H' else 1
        said = ''.join(names.get(int.from_bytes(codes[i:i + size], 'big'), '\ufffd') for i in range(0, len(codes), size))
        x, y = self.place(self.x + self.pen, self.y + self.rise)
        self.advance(codes, size, sum(float(part) for part in parts if part[:1] not in b'<('))
        ink = Ink(self.page, self.mcid(), said, (x, y, x, y + self.size * abs(self.matrix[1]) / 3), self.fill)
        ink.size, ink.render = self.size * abs(self.matrix[1]), self.render
        ink.cut = bool(self.clip) and not (self.clip[0] <= x <= self.clip[2] and self.clip[1] <= y <= self.clip[3])
        self.found.append(ink)

    def advance(self, codes, size, moved):
        """The pen goes on by what @codes of @size bytes are wide, less the numbers between them."""
        widths = self.pdf.widths(self.fonts[self.font])
        for i in range(0, len(codes), size):
            code = int.from_bytes(codes[i:i + size], 'big')
            self.pen += (widths.get(code, 0) / 1000 * self.size + self.tracking + (self.word if size == 1 and code == 32 else 0)) * self.scale
        self.pen -= moved / 1000 * self.size * self.scale

    def draw(self, name, numbers):
        if name in ('m', 'l'):
            self.points.append(self.place(*numbers))
        elif name == 'c':  # on the curve: the points that steer it may lie far outside
            ends = [self.points[-1]] + [self.place(*numbers[i:i + 2]) for i in (0, 2, 4)]
            for step in range(1, 9):
                t = step / 8
                weights = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t ** 3
                self.points.append(tuple(sum(w * p[axis] for w, p in zip(weights, ends)) for axis in (0, 1)))
        elif name == 're':
            x, y, width, height = numbers
            self.points += [self.place(x, y), self.place(x + width, y + height)]
        elif name == 'Do':
            self.points = [self.place(0, 0), self.place(1, 1)]
            self.put(self.fill, True)
        elif name in ('f', 'f*', 'B', 'B*', 'S'):
            self.put(self.stroke if name == 'S' else self.fill, name != 'S')
        elif name in ('W', 'W*'):
            self.clips = True
        elif name == 'n':
            if self.clips and self.points:
                self.clip = self.bounds()
            self.points, self.clips = [], False

    def bounds(self):
        """Of the path so far, within what is clipped to."""
        xs, ys = [p[0] for p in self.points], [p[1] for p in self.points]
        left, bottom, right, top = self.clip or (-1e9, -1e9, 1e9, 1e9)
        return max(min(xs), left), max(min(ys), bottom), min(max(xs), right), min(max(ys), top)

    def put(self, colour, filled):
        if self.points:
            box = self.bounds()
            if box[0] <= box[2] and box[1] <= box[3]:
                self.found.append(Ink(self.page, self.mcid(), None, box, colour, filled))
        self.points = []
