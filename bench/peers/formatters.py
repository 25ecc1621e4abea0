"""The comparison's document for formatters that others.py has nothing for: XSL-FO (FOP), troff's ms (groff), pdfmake. The same words,
tables, bars, notes and links; the diagram is the SVG file of others.py where that is read, and drawn in the formatter's own words
where it is not."""
import json, math
from xml.sax.saxutils import escape, quoteattr
import content as c
from others import MARK, bars, diagram, registers

REGISTER_MM = (17, 56, 19, 20, 12, 20, 14)

# --- XSL-FO ---

FOP_FONTS = '''<fop version="1.0"><renderers><renderer mime="application/pdf"><fonts><directory>{}</directory></fonts></renderer></renderers></fop>
'''


def fo(rows):
    def block(text, **properties):
        words = ''.join(f' {key.replace("_", "-")}={quoteattr(str(value))}' for key, value in properties.items())
        return f'<fo:block{words}>{text}</fo:block>'

    def rich(text):
        parts = MARK.split(text)
        return ''.join(f'<fo:basic-link internal-destination="n{p}"><fo:inline font-size="6.5pt" baseline-shift="super">{p}</fo:inline></fo:basic-link>' if i % 2
                       else escape(p) for i, p in enumerate(parts))

    def heading(text, id_):
        return block(escape(text), id=id_, role='H1', font_family='Inter', font_weight='bold', font_size='12pt', space_before='10pt', space_after='4pt',
                     keep_with_next='always')

    def table(caption, head, body, widths):
        row = lambda cells, mark: '<fo:table-row border-bottom="0.3pt solid #ccc" keep-together.within-column="always">' + ''.join(
            f'<fo:table-cell padding="3pt">{block(mark + escape(x) + mark.replace("<", "</"))}</fo:table-cell>' for x in cells) + '</fo:table-row>'
        bold = lambda cells: row(cells, '').replace('<fo:block>', '<fo:block font-weight="bold">')
        return (block(escape(caption), font_family='Inter', font_size='8pt', keep_with_next='always', space_before='6pt')
                + '<fo:table table-layout="fixed" width="166mm" font-family="Inter" font-size="7.9pt">' + ''.join(f'<fo:table-column column-width="{w}mm"/>' for w in widths)
                + f'<fo:table-header>{bold(head)}</fo:table-header><fo:table-body>' + ''.join(row(cells, '') for cells in body) + '</fo:table-body></fo:table>')

    def bar_rows(title, items):
        return block(escape(title), font_family='Inter', font_size='8pt', keep_with_next='always', space_before='6pt') + ''.join(
            block(f'{escape(label)} <fo:leader leader-pattern="rule" rule-thickness="8pt" color="#12527C" leader-length="{share:.0f}mm"/> {value}',
                  font_family='Inter', font_size='8pt') for label, value, share in bars(items))

    sections = [(name, f's-{name}', head, paragraphs) for name, head, paragraphs in c.SECTIONS]
    marks = ''.join(f'<fo:bookmark internal-destination="{i}"><fo:bookmark-title>{escape(h)}</fo:bookmark-title></fo:bookmark>'
                    for i, h in [('judged', 'Key judgements')] + [(i, h) for _, i, h, _ in sections] + [('notes', 'Notes')])
    out = ['<?xml version="1.0" encoding="UTF-8"?><fo:root xmlns:fo="http://www.w3.org/1999/XSL/Format" xmlns:fox="http://xmlgraphics.apache.org/fop/extensions" xml:lang="en-GB">'
           '<fo:layout-master-set><fo:simple-page-master master-name="a4" page-width="210mm" page-height="297mm" margin="12mm 22mm"><fo:region-body margin="14mm 0mm 12mm"/>'
           '<fo:region-before extent="8mm"/><fo:region-after extent="8mm" display-align="after"/></fo:simple-page-master></fo:layout-master-set>'
           f'<fo:bookmark-tree>{marks}</fo:bookmark-tree><fo:page-sequence master-reference="a4" id="all" language="en" country="GB">'
           '<fo:static-content flow-name="xsl-region-before">', block(f'{escape(c.TITLE)}<fo:leader/>{c.MARKING}', font_family='Inter', font_size='7.4pt', text_align_last='justify'),
           '</fo:static-content><fo:static-content flow-name="xsl-region-after">',
           block(f'{c.DATE} · page <fo:page-number/> of <fo:page-number-citation-last ref-id="all"/>', font_family='Inter', font_size='7.4pt'),
           '</fo:static-content><fo:flow flow-name="xsl-region-body" font-family="Charis SIL" font-size="10pt" line-height="13pt">',
           block(escape(c.TITLE), font_family='Inter', font_size='25pt', line_height='28pt', font_weight='bold'), block(escape(c.SUBTITLE), space_after='6pt'),
           table('Figures', [f'{value} {unit}' for _, value, unit, _ in c.FACTS], [[name for name, _, _, _ in c.FACTS]], (41, 41, 41, 41)), heading('Key judgements', 'judged')]
    out += [block(f'{n}. {escape(start)} <fo:inline font-weight="bold">{word}</fo:inline> {escape(end)} <fo:inline font-style="italic">{confidence} confidence</fo:inline>')
            for n, (confidence, start, word, end) in enumerate(c.JUDGEMENTS, 1)]
    for name, id_, head, paragraphs in sections:
        out.append(heading(head, id_) + ''.join(block(rich(p), text_align='justify', hyphenate='true', space_after='5pt') for p in paragraphs))
        if name == 'outline':
            out.append(table('Words of confidence', *c.STAGES, (34, 62, 70)))
        if name == 'people':
            out.append(block('<fo:external-graphic src="diagram.svg" content-width="166mm" fox:alt-text="Who is tied to whom"/>') + block('People and parts', font_size='8pt'))
        if name == 'losses':
            out += [bar_rows(title, items) for title, _, items in c.BARS] + [table('Thefts by lock', *c.LOCKS, (70, 32, 32, 32))]
    out += [table('Register of losses', c.REGISTER, registers(rows), REGISTER_MM), heading('Notes', 'notes')]
    out += [block(f'{n}. {escape(text)} the Tollen file, September 2023.', id=f'n{n}', font_family='Inter', font_size='7.2pt', line_height='9.8pt') for n, text in enumerate(c.NOTES, 1)]
    return ''.join(out) + '</fo:flow></fo:page-sequence></fo:root>\n'


# --- groff: its own Times and Helvetica, which it does not embed ---

def ms(rows):
    def e(text):
        text = text.replace('\\', '\\e').replace('’', "\\[cq]").replace('·', '\\[pc]')
        return '\\&' + text if text[:1] in ".'" else text

    def rich(text):
        return ''.join(f'\\*[{{]{p}\\*[}}]' if i % 2 else e(p) for i, p in enumerate(MARK.split(text)))

    def table(caption, head, body, form):
        cell = lambda text: f'T{{\n{e(text)}\nT}}' if len(text) > 24 else e(text)
        bold = ' '.join(word[0] + 'b' + word[1:] for word in form.split())
        return (f'.LP\n{e(caption)}\n.ps 8\n.vs 10.8\n.nr PS 8\n.TS H\ntab(|);\n{bold}\n{form}.\n' + '|'.join(e(x) for x in head) + '\n_\n.TH\n'
                + ''.join('|'.join(cell(x) for x in row) + '\n' for row in body) + '.TE\n.nr PS 10\n.ps 10\n.vs 13\n')

    def picture():
        at = {key: (2.9 + 2.5 * math.cos(2 * math.pi * n / len(c.NODES)), 1.4 + 1.2 * math.sin(2 * math.pi * n / len(c.NODES))) for n, (key, _, _) in enumerate(c.NODES)}
        out = ['.PS\n']
        for start, is_, end, _ in c.TIES:
            (x, y), (u, v) = at[start], at[end]
            out.append(f'line from ({x:.2f},{y:.2f}) to ({u:.2f},{v:.2f})\n"\\s-4{is_}\\s0" at ({(2 * x + u) / 3:.2f},{(2 * y + v) / 3:.2f})\n')
        out += [f'box wid 1.05 ht 0.22 fill 0 at ({at[key][0]:.2f},{at[key][1]:.2f}) "\\s-2{e(name)}\\s0"\n' for key, _, name in c.NODES]
        return ''.join(out) + '.PE\n.ce\nPeople and parts\n'

    out = [f'.nr PS 10\n.nr VS 13\n.nr PO 2.2c\n.nr LL 16.6c\n.nr HM 2.6c\n.nr FM 2.4c\n.ds LH {e(c.TITLE)}\n.ds CH\n.ds RH {c.MARKING}\n.ds LF {c.DATE}\n.ds CF\n.ds RF page %\n'
           f'.pdfinfo /Title {c.TITLE}\n.TL\n{e(c.TITLE)}\n.LP\n{e(c.SUBTITLE)}\n',
           table('Figures', [f'{value} {unit}' for _, value, unit, _ in c.FACTS], [[name for name, _, _, _ in c.FACTS]], 'l l l l'), '.NH 1\nKey judgements\n.pdfhref O 1 Key judgements\n']
    out += [f'.IP {n}. 3\n{e(start)} \\fB{word}\\fP {e(end)} \\fI{confidence} confidence\\fP\n' for n, (confidence, start, word, end) in enumerate(c.JUDGEMENTS, 1)]
    for name, head, paragraphs in c.SECTIONS:
        out.append(f'.NH 1\n{e(head)}\n.pdfhref O 1 {head}\n' + ''.join(f'.PP\n{rich(p)}\n' for p in paragraphs))
        if name == 'outline':
            out.append(table('Words of confidence', *c.STAGES, 'l l l'))
        if name == 'people':
            out.append(picture())
        if name == 'losses':
            for title, _, items in c.BARS:
                out.append(f'.LP\n{e(title)}\n.PS\n' + ''.join(
                    f'box wid {share / 40:.2f} ht 0.12 fill 0.7 with .w at (1.4,{-0.2 * i:.2f})\n"{e(label)}" rjust at (1.35,{-0.2 * i:.2f})\n"{value}" ljust at ({1.45 + share / 40:.2f},{-0.2 * i:.2f})\n'
                    for i, (label, value, share) in enumerate(bars(items))) + '.PE\n')
            out.append(table('Thefts by lock', *c.LOCKS, 'l l l l'))
    out.append(table('Register of losses', c.REGISTER, registers(rows), 'l lw(5.2c) l l l l l'))
    out.append('.SH\nNotes\n.nr PS 7\n.nr VS 9.8\n')
    out += [f'.IP {n}. 3\n.pdfhref M n{n}\n{e(text)} the Tollen file, September 2023.\n' for n, text in enumerate(c.NOTES, 1)]
    return ''.join(out)


# --- pdfmake ---

PDFMAKE = '''// make OUT FONTS: pdfmake's document from pdfmake.json
const pdfmake = require('pdfmake'), fs = require('fs');
const [out, fonts] = process.argv.slice(2), face = (family, extension, bold) => ({
  normal: `${fonts}/${family}-Regular.${extension}`, bold: `${fonts}/${family}-${bold}.${extension}`,
  italics: `${fonts}/${family}-Italic.${extension}`, bolditalics: `${fonts}/${family}-${bold}.${extension}` });
pdfmake.setFonts({ Charis: face('CharisSIL', 'ttf', 'Bold'), Inter: face('Inter', 'otf', 'SemiBold') });
if (pdfmake.setUrlAccessPolicy) pdfmake.setUrlAccessPolicy(() => false);
if (pdfmake.setLocalAccessPolicy) pdfmake.setLocalAccessPolicy(() => true);
const document = JSON.parse(fs.readFileSync('pdfmake.json', 'utf8')), { title, marking, date } = document.info.words;
delete document.info.words;
document.header = () => ({ margin: [62, 30, 62, 0], fontSize: 7.4, font: 'Inter', columns: [title, { text: marking, alignment: 'right' }] });
document.footer = (page, pages) => ({ margin: [62, 20, 62, 0], fontSize: 7.4, font: 'Inter', text: `${date} · page ${page} of ${pages}` });
pdfmake.createPdf(document).write(out);
'''


def pdfmake(rows):
    def rich(text):
        return [{'text': p, 'linkToDestination': f'n{p}', 'sup': True} if i % 2 else p for i, p in enumerate(MARK.split(text))]

    def table(caption, head, body, widths):
        return [{'text': caption, 'style': 'caption'},
                {'style': 'table', 'layout': 'lightHorizontalLines', 'table': {'headerRows': 1, 'dontBreakRows': True, 'widths': widths,
                                                                               'body': [[{'text': x, 'bold': True} for x in head]] + [list(row) for row in body]}}]

    def bar_rows(title, items):
        return [{'text': title, 'style': 'caption'}] + [
            {'columns': [{'width': 100, 'text': label}, {'width': 300, 'canvas': [{'type': 'rect', 'x': 0, 'y': 2, 'w': 2.8 * share, 'h': 9, 'color': '#12527C'}]}, str(value)],
             'style': 'table'} for label, value, share in bars(items)]

    body = [{'text': c.TITLE, 'font': 'Inter', 'bold': True, 'fontSize': 25}, c.SUBTITLE,
            {'columns': [[{'text': f'{value} {unit}', 'bold': True}, name] for name, value, unit, _ in c.FACTS]}, {'text': 'Key judgements', 'style': 'heading', 'tocItem': False},
            {'ol': [{'text': [f'{start} ', {'text': word, 'bold': True}, f' {end} ', {'text': f'{confidence} confidence', 'italics': True}]} for confidence, start, word, end in c.JUDGEMENTS]}]
    for name, head, paragraphs in c.SECTIONS:
        body += [{'text': head, 'style': 'heading', 'outline': True}] + [{'text': rich(p), 'alignment': 'justify', 'margin': [0, 0, 0, 5]} for p in paragraphs]
        if name == 'outline':
            body += table('Words of confidence', *c.STAGES, ['auto', '*', '*'])
        if name == 'people':
            body += [{'svg': diagram(), 'width': 450}, {'text': 'People and parts', 'style': 'caption'}]
        if name == 'losses':
            body += [part for title, _, items in c.BARS for part in bar_rows(title, items)] + table('Thefts by lock', *c.LOCKS, ['*', 'auto', 'auto', 'auto'])
    body += table('Register of losses', c.REGISTER, registers(rows), ['auto', '*', 'auto', 'auto', 'auto', 'auto', 'auto'])
    body += [{'text': 'Notes', 'style': 'heading'}] + [{'text': f'{n}. {text} the Tollen file, September 2023.', 'id': f'n{n}', 'font': 'Inter', 'fontSize': 7.2} for n, text in enumerate(c.NOTES, 1)]
    return json.dumps({'pageSize': 'A4', 'pageMargins': [62, 74, 62, 68], 'compress': True, 'info': {'title': c.TITLE, 'words': {'title': c.TITLE, 'marking': c.MARKING, 'date': c.DATE}},
                       'defaultStyle': {'font': 'Charis', 'fontSize': 10}, 'content': body,
                       'styles': {'heading': {'font': 'Inter', 'bold': True, 'fontSize': 12, 'margin': [0, 8, 0, 4]}, 'caption': {'font': 'Inter', 'fontSize': 8, 'margin': [0, 6, 0, 2]},
                                  'table': {'font': 'Inter', 'fontSize': 7.9}}}, ensure_ascii=False)
