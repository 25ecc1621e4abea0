"""What no rule of veraPDF's asks for, asked of our own files. Each check takes a Pdf and returns a list of complaints.

judge-the-judge.py breaks each of these things once and expects a complaint.
"""
import hashlib
import json
import re
import unicodedata

from pdfread import text

SLACK = 0.75  # points: half of the widest line of a chart, and rounding


def letters(words):
    """What must be the same in two tellings of one text: all but white space and what only steers."""
    words = unicodedata.normalize('NFKC', words)
    return ''.join(c for c in words if not c.isspace() and unicodedata.category(c) not in ('Cc', 'Cf', 'Zs', 'Zl', 'Zp'))


def inside(box, outer, slack=SLACK):
    return box[0] >= outer[0] - slack and box[1] >= outer[1] - slack and box[2] <= outer[2] + slack and box[3] <= outer[3] + slack


def on_paper(box, paper):
    return [min(max(v, paper[i % 2]), paper[2 + i % 2]) for i, v in enumerate(box)]


def attributes(pdf, element):
    found = pdf.get(element.get('/A', []))
    merged = {}
    for part in found if isinstance(found, list) else [found]:
        merged.update(pdf.get(part))
    return merged


def elements(pdf):
    return [element for element, _, mcid in pdf.walk() if mcid is None]


def check_metadata(pdf):
    """Info says what XMP says."""
    info, xmp = pdf.get(pdf.trailer['/Info']), pdf.data(pdf.root['/Metadata']).decode()
    complaints = []
    pairs = [('/Title', 'dc:title'), ('/Author', 'dc:creator'), ('/Subject', 'dc:description'), ('/Keywords', 'pdf:Keywords'),
             ('/Producer', 'pdf:Producer'), ('/Creator', 'xmp:CreatorTool'), ('/CreationDate', 'xmp:CreateDate'), ('/ModDate', 'xmp:ModifyDate')]
    for key, name in pairs:
        found = re.search(f'<{name}>(.*?)</{name}>', xmp, re.S)
        told = re.sub(r'<[^>]*>', '', found[1]).strip() if found else ''
        for entity, letter in (('&lt;', '<'), ('&gt;', '>'), ('&quot;', '"'), ('&#39;', "'"), ('&apos;', "'"), ('&amp;', '&')):
            told = told.replace(entity, letter)
        said = text(info[key]) if key in info else ''
        if key.endswith('Date'):
            said, told = re.sub(r'\D', '', said), re.sub(r'\D', '', told)
        if said != told:
            complaints.append(f'{key} is “{said}”, {name} is “{told}”')
    own = [name for name in ('marking', 'digest', 'case') if f'<brief:{name}>' in xmp]  # a chart of a file's graph has none of them
    if len(own) not in (0, 3):
        complaints.append(f'of the document\'s own properties only {", ".join(own)}')
    return complaints


def check_outline(pdf):
    """Items lead to headings that have their titles, in the order of the headings."""
    headings = [e for e in elements(pdf) if re.fullmatch(r'/H\d?', e['/S'])]
    complaints, last = [], -1

    def items(reference):
        while reference:
            item = pdf.get(reference)
            yield item
            yield from items(item.get('/First'))
            reference = item.get('/Next')

    for item in items((pdf.get(pdf.root.get('/Outlines')) or {}).get('/First')):
        title, element = text(item['/Title']), pdf.get(item.get('/SE'))
        at = next((i for i, h in enumerate(headings) if h is element), None)
        if at is None:
            complaints.append(f'“{title}” leads to no heading')
            continue
        if at <= last:
            complaints.append(f'“{title}” stands out of the order of headings')
        last = at
        spoken = ''.join([pdf.words(headings[at], '/Reference')] + [text(e['/ActualText']) for e, _, m in pdf.walk(headings[at]) if m is None and '/ActualText' in e])
        if letters(title) not in letters(spoken):
            complaints.append(f'“{title}” in the outline, “{pdf.words(headings[at])}” on the page')
    return complaints


def check_figures(pdf):
    """A Figure's box lies on its page and holds its ink; its caption stands beside it."""
    complaints = []
    for element in elements(pdf):
        if element['/S'] != '/Figure':
            continue
        box = [float(v) for v in attributes(pdf, element).get('/BBox', [])]
        marks = {(page, mcid) for _, page, mcid in pdf.walk(element, None, '/Caption') if mcid is not None}
        if not box:
            complaints.append('a Figure without BBox')
            continue
        out = [ink for ink in pdf.inks() if (ink.page, ink.mcid) in marks and not ink.cut and
               not inside(on_paper(ink.box, pdf.media_box(ink.page)), box, 2)]
        if out:
            complaints.append(f'{len(out)} marks of a Figure stand outside its box {box}: {out[0].text or "a shape"} at {out[0].box}')
        for page in {page for page, _ in marks}:
            if not inside(box, pdf.media_box(page)):
                complaints.append(f'the box of a Figure lies outside page {page + 1}')
    return complaints


def check_links(pdf):
    """Every link stands on its page, has words, leads somewhere, and is held by a Link element that knows it."""
    names = pdf.names(pdf.get(pdf.root.get('/Names', {})).get('/Dests', {}))
    held = {}
    for element in elements(pdf):
        for kid in pdf.kids(element):
            kid = pdf.get(kid) if not isinstance(kid, int) else {}
            if kid.get('/Type') == '/OBJR':
                held[kid['/Obj']] = element['/S']
    complaints = []
    for number, page in enumerate(pdf.pages):
        for reference in pdf.get(pdf.get(page).get('/Annots', [])):
            link = pdf.get(reference)
            said = text(link.get('/Contents', 'u:'))
            if held.get(reference) != '/Link':
                complaints.append(f'page {number + 1}: the link “{said}” is held by {held.get(reference)}')
            if not said.strip():
                complaints.append(f'page {number + 1}: a link without words')
            if not inside([float(v) for v in link['/Rect']], pdf.media_box(number)):
                complaints.append(f'page {number + 1}: the link “{said}” stands outside the page')
            if '/Dest' in link:
                target = pdf.get(names.get(text(link['/Dest']), [None]))
                if target[0] not in pdf.pages:
                    complaints.append(f'page {number + 1}: the link “{said}” leads nowhere')
            elif not re.match(r'u:[a-z]+:.', pdf.get(link.get('/A', {})).get('/URI', '')):
                complaints.append(f'page {number + 1}: the link “{said}” has no address')
    return complaints


def check_attachments(pdf):
    """What is in AF is in EmbeddedFiles and the other way round, is whole, dated, and is what it says it is."""
    tree = pdf.names(pdf.get(pdf.root.get('/Names', {})).get('/EmbeddedFiles', {}))
    associated = pdf.get(pdf.root.get('/AF', []))
    complaints = [] if sorted(tree.values()) == sorted(associated) else ['AF and EmbeddedFiles differ']
    for reference in {*associated, *tree.values()}:
        specification = pdf.get(reference)
        name, stream = text(specification.get('/UF', 'u:')), specification['/EF']['/F']
        entry, data = pdf.get(stream), pdf.data(stream)
        params = entry.get('/Params', {})
        if params.get('/Size') != len(data) or bytes.fromhex(params.get('/CheckSum', 'b:')[2:] if params.get('/CheckSum', '').startswith('b:') else
                                                             text(params.get('/CheckSum', 'u:')).encode('latin-1').hex()) != hashlib.md5(data).digest():
            complaints.append(f'{name}: size or checksum is wrong')
        if '/ModDate' not in params and '/CreationDate' in pdf.get(pdf.trailer['/Info']):
            complaints.append(f'{name}: no date')
        if name == 'facts.json' and (entry.get('/Subtype') != '/application/json' or json.loads(data).get('release') != 1):
            complaints.append(f'{name}: not the facts, or not said to be JSON')
    return complaints


def check_structure(pdf):
    """All marked content is held once; ids are unique, found by the tree of ids, and lead headers to header cells."""
    complaints, ids = [], {}
    root = pdf.get(pdf.root['/StructTreeRoot'])
    held = [(page, mcid) for _, page, mcid in pdf.walk() if mcid is not None]
    shown = {(ink.page, ink.mcid) for ink in pdf.inks() if ink.mcid is not None}
    if len(held) != len(set(held)):
        complaints.append('content is held by two elements')
    if shown - set(held):
        complaints.append(f'{len(shown - set(held))} pieces of content are in no element')
    for element in elements(pdf):
        if '/ID' in element:
            if text(element['/ID']) in ids:
                complaints.append(f'the id {text(element["/ID"])} is given twice')
            ids[text(element['/ID'])] = element
        elif element['/S'] == '/Note':
            complaints.append('a Note without an id')
    tree = pdf.names(root.get('/IDTree', {}))
    if list(tree) != sorted(tree, key=lambda k: k.encode('latin-1', 'replace')) or {k: pdf.get(v) for k, v in tree.items()} != ids:
        complaints.append('the tree of ids is not that of the elements')
    for element in elements(pdf):
        own = attributes(pdf, element)
        if element['/S'] == '/TH' and own.get('/Scope') not in ('/Row', '/Column', '/Both'):
            complaints.append('a TH without Scope')
        for name in own.get('/Headers', []):
            if ids.get(text(name), {}).get('/S') != '/TH':
                complaints.append(f'the header {text(name)} of a cell is no TH')
    return complaints


def check_spans(pdf):
    """In a table with a cell that spans, every data cell names its headers."""
    complaints = []
    for table in (e for e in elements(pdf) if e['/S'] == '/Table'):
        cells = [e for e, _, mcid in pdf.walk(table) if mcid is None and e['/S'] in ('/TH', '/TD')]
        spans = any(k in attributes(pdf, c) for c in cells for k in ('/ColSpan', '/RowSpan'))
        if spans and any(c['/S'] == '/TH' for c in cells):
            bare = [c for c in cells if c['/S'] == '/TD' and '/Headers' not in attributes(pdf, c)]
            if bare:
                complaints.append(f'{len(bare)} cells of a table with spans do not name their headers')
    return complaints


def children(pdf, element):
    """The elements right below one."""
    return [kid for kid in (pdf.get(k) for k in pdf.kids(element) if not isinstance(k, int)) if '/S' in kid]


def check_kinds(pdf):
    """References lead to Notes where there are any; contents hold items, items hold links; a table has at most one head, first, and
    one foot, last (ISO 32000-1 14.8.4.3.4); fonts have no CIDSet, which would have to be right (ISO 19005-3 6.2.11.4.2)."""
    complaints, every = [], elements(pdf)
    notes = {text(e['/ID']) for e in every if e['/S'] == '/Note' and '/ID' in e}
    for element in every:
        kids = children(pdf, element)
        kinds = [kid['/S'] for kid in kids]
        if element['/S'] == '/Reference' and any(text(e.get('/ID', 'u:')).startswith('note-') for e in every):
            for kid in (k for link in kids for k in pdf.kids(link) if not isinstance(k, int)):
                target = text(pdf.get(pdf.get(kid).get('/Obj', {})).get('/Dest', 'u:'))
                if target.startswith('note-') and target not in notes:
                    complaints.append(f'a Reference leads to {target}, which is no Note')
        if element['/S'] == '/TOC' and not set(kinds) <= {'/TOC', '/TOCI', '/Caption'}:
            complaints.append(f'contents that hold {kinds}')
        if element['/S'] != '/TOC' and '/TOCI' in kinds:
            complaints.append(f'an item of contents within {element["/S"]}')
        if element['/S'] == '/TOCI' and not any(e['/S'] == '/Link' for e, _, m in pdf.walk(element) if m is None):
            complaints.append('an item of contents that leads nowhere')
        parts = [k for k in kinds if k != '/Caption']
        if element['/S'] == '/Table' and parts.count('/TR') != len(parts):
            order = ['/THead', '/TBody', '/TFoot']
            if not set(parts) <= set(order) or [k for k in order for _ in range(parts.count(k))] != parts or \
                    parts.count('/THead') > 1 or parts.count('/TFoot') > 1:
                complaints.append(f'a table made of {parts}')
    complaints += ['a font with a CIDSet' for o in pdf.objects.values() if isinstance(o.get('value'), dict) and '/CIDSet' in o['value']]
    return complaints


def luminance(colour):
    return 0.2126 * colour[0] + 0.7152 * colour[1] + 0.0722 * colour[2]


def check_hidden(pdf):
    """No text that cannot be seen: outside the paper (words at the edge of a poster's sheet are cut there), without size, in a mode that draws nothing, in the colour of its ground."""
    complaints, grounds = [], []
    for ink in pdf.inks():
        if ink.text is None:
            if ink.filled:
                grounds.append(ink)
            continue
        if not ink.text.strip():
            continue
        x, y = ink.box[0] + 1, ink.box[3]
        if x < 0 < x + ink.size * len(ink.text) * 0.6:
            continue  # begins on the sheet of a poster that lies beside this one
        where = f'page {ink.page + 1}: “{ink.text[:30]}”'
        if not ink.cut and not inside((x, y, x, y), pdf.media_box(ink.page)):
            complaints.append(f'{where} stands outside the paper, at {x:.0f} {y:.0f}')
        if ink.render != 0:
            complaints.append(f'{where} is drawn in mode {ink.render}')
        if ink.size < 2:
            complaints.append(f'{where} is {ink.size:.1f} points high')
        ground = next((g for g in reversed(grounds) if g.page == ink.page and g.box[0] <= x <= g.box[2] and g.box[1] <= y <= g.box[3]), None)
        if abs(luminance(ink.colour) - (luminance(ground.colour) if ground else 1.0)) < 0.08:
            complaints.append(f'{where} has the colour of its ground')
    return complaints


CHECKS = [
    ('metadata in step', check_metadata), ('outline like headings', check_outline), ('figures in their boxes', check_figures),
    ('links lead somewhere', check_links), ('attachments whole', check_attachments), ('structure whole', check_structure),
    ('cells that span', check_spans), ('kinds and their places', check_kinds), ('nothing hidden', check_hidden),
]
