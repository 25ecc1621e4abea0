"""The comparison's document for other programs: the same words, tables, bars, notes and links as sources.py has for brief. The diagram
is drawn here, once, as an SVG file, so that no peer pays for an arrangement. Page furniture is the same in all: marking and title above,
marking and page number below."""
import html, math, re
import content as c

MARK = re.compile(r'\[F(\d+)\]')
WIDTH, HEIGHT = 480, 250


def diagram():
    places, out = {}, [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" font-family="Inter" font-size="9">']
    for n, (key, _, _) in enumerate(c.NODES):
        angle = 2 * math.pi * n / len(c.NODES)
        places[key] = WIDTH / 2 + 185 * math.cos(angle), HEIGHT / 2 + 105 * math.sin(angle)
    for start, is_, end, _ in c.TIES:
        (x, y), (u, v) = places[start], places[end]
        out.append(f'<line x1="{x:.1f}" y1="{y:.1f}" x2="{u:.1f}" y2="{v:.1f}" stroke="#667788"/>'
                   f'<text x="{(2 * x + u) / 3:.1f}" y="{(2 * y + v) / 3:.1f}" font-size="7" text-anchor="middle">{is_}</text>')
    for key, kind, name in c.NODES:
        x, y = places[key]
        out.append(f'<rect x="{x - 42:.1f}" y="{y - 9:.1f}" width="84" height="18" rx="{8 if kind == "person" else 0}" fill="#EEF1F4" stroke="#15191E"/>'
                   f'<text x="{x:.1f}" y="{y + 3:.1f}" text-anchor="middle">{name}</text>')
    return '\n'.join(out) + '</svg>\n'


def bars(items):
    most = max(value for _, value, _ in items)
    return [(label, value, 100 * value / most) for label, value, _ in items]


def registers(rows):
    return [[str(cell) for cell in row[1:]] for row in c.register(rows)]


# --- Typst ---

def t(text):
    return re.sub(r'([#$*_\[\]@<>`~\\])', r'\\\1', text)


def typst(rows, variant=0):
    def rich(text):
        parts = MARK.split(text)
        return ''.join(f'#super[#link(<n{p}>)[{p}]]' if i % 2 else t(p) for i, p in enumerate(parts))

    def table(caption, head, body, columns):
        cells = ', '.join(f'[{t(x)}]' for row in body for x in row)
        heads = ', '.join(f'[*{t(x)}*]' for x in head)
        return (f'#figure(kind: table, caption: [{t(caption)}], table(columns: ({columns}), align: left, stroke: (x, y) => (bottom: 0.3pt), '
                f'table.header({heads}), {cells}))\n')

    out = [f'#set document(title: "{c.TITLE}")\n#set page(paper: "a4", margin: (x: 22mm, top: 26mm, bottom: 24mm), '
           f'header: [{t(c.TITLE)} #h(1fr) *{c.MARKING}*], footer: context [{c.DATE} #h(1fr) page #counter(page).display() of #counter(page).final().first()])\n'
           '#set text(font: "Charis SIL", size: 10pt, lang: "en", region: "GB")\n#set par(justify: true)\n#set heading(numbering: "1")\n'
           '#show heading: set text(font: "Inter")\n#show table: set text(font: "Inter", size: 7.9pt)\n#show figure: set block(breakable: true)\n'
           f'#text(font: "Inter", size: 25pt, weight: "bold")[{t(c.TITLE)}]\n\n{t(c.SUBTITLE)}\n\n#grid(columns: 4, gutter: 8mm, '
           + ', '.join(f'[*{value + variant} {unit}*\\ {name}]' for name, value, unit, _ in c.FACTS) + ')\n= Key judgements\n']
    out += [f'+ {t(start)} *{word}* {t(end)} _{confidence} confidence_\n' for confidence, start, word, end in c.JUDGEMENTS]
    for name, heading, paragraphs in c.SECTIONS:
        out.append(f'= {t(heading)}\n' + '\n\n'.join(rich(p) for p in paragraphs) + '\n\n')
        if name == 'outline':
            out.append(table('Words of confidence', *c.STAGES, '1fr, 2fr, 2fr'))
        if name == 'people':
            out.append('#figure(image("diagram.svg", alt: "Who is tied to whom"), caption: [People and parts])\n')
        if name == 'losses':
            for title, _, items in c.BARS:
                rows_ = ', '.join(f'[{t(label)}], rect(width: {share * 0.9:.0f}%, height: 10pt, fill: rgb("#12527C")), [{value}]' for label, value, share in bars(items))
                out.append(f'#figure(caption: [{t(title)}], grid(columns: (35mm, 1fr, 10mm), row-gutter: 4pt, align: left, {rows_}))\n')
            out.append(table('Thefts by lock', *c.LOCKS, '2fr, 1fr, 1fr, 1fr'))
    out.append(table('Register of losses', c.REGISTER, registers(rows), 'auto, 1fr, auto, auto, auto, auto, auto'))
    out.append('#heading(numbering: none)[Notes]\n#set text(font: "Inter", size: 7.2pt)\n')
    out += [f'#block[{n}. {t(text)} the Tollen file, September 2023. #metadata(none) <n{n}>]\n' for n, text in enumerate(c.NOTES, 1)]
    return ''.join(out)


# --- HTML ---

def page(rows, variant=0):
    e = html.escape

    def rich(text):
        parts = MARK.split(text)
        return ''.join(f'<sup><a href="#n{p}">{p}</a></sup>' if i % 2 else e(p) for i, p in enumerate(parts))

    def table(caption, head, body):
        cells = ''.join('<tr>' + ''.join(f'<td>{e(x)}</td>' for x in row) + '</tr>' for row in body)
        return f'<table><caption>{e(caption)}</caption><thead><tr>' + ''.join(f'<th scope="col">{e(x)}</th>' for x in head) + f'</tr></thead><tbody>{cells}</tbody></table>'

    style = f'''@page {{ size: A4; margin: 26mm 22mm 24mm; @top-left {{ content: "{c.TITLE}"; font: 7.4pt Inter }} @top-right {{ content: "{c.MARKING}"; font: bold 12pt Inter }}
@bottom-left {{ content: "{c.DATE} · page " counter(page) " of " counter(pages); font: 7.4pt Inter }} }}
body {{ font: 10pt/13pt "Charis SIL"; margin: 0 }} p {{ text-align: justify; hyphens: auto; margin: 0 0 5pt }} h1, h2 {{ font-family: Inter }}
table {{ font: 7.9pt/10.8pt Inter; border-collapse: collapse; width: 100%; margin: 6pt 0 }} td, th {{ text-align: left; border-bottom: 0.3pt solid #ccc; padding: 3pt }}
.bar {{ background: #12527C; height: 10pt }} .notes {{ font: 7.2pt/9.8pt Inter }} sup {{ line-height: 0 }}'''
    out = [f'<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>{e(c.TITLE)}</title><style>{style}</style></head><body>'
           f'<h1>{e(c.TITLE)}</h1><p>{e(c.SUBTITLE)}</p><table><tr>' + ''.join(f'<td><b>{v + variant} {u}</b><br>{e(n)}</td>' for n, v, u, _ in c.FACTS)
           + '</tr></table><h2>Key judgements</h2><ol>' + ''.join(f'<li>{e(a)} <b>{w}</b> {e(b)} <i>{k} confidence</i></li>' for k, a, w, b in c.JUDGEMENTS) + '</ol>']
    for name, heading, paragraphs in c.SECTIONS:
        out.append(f'<h2>{e(heading)}</h2>' + ''.join(f'<p>{rich(p)}</p>' for p in paragraphs))
        if name == 'outline':
            out.append(table('Words of confidence', *c.STAGES))
        if name == 'people':
            out.append('<figure><img src="diagram.svg" alt="Who is tied to whom"><figcaption>People and parts</figcaption></figure>')
        if name == 'losses':
            for title, _, items in c.BARS:
                out.append(f'<table><caption>{e(title)}</caption>' + ''.join(
                    f'<tr><td style="width:35mm">{e(label)}</td><td><div class="bar" style="width:{share:.0f}%"></div></td><td>{value}</td></tr>' for label, value, share in bars(items)) + '</table>')
            out.append(table('Thefts by lock', *c.LOCKS))
    out.append(table('Register of losses', c.REGISTER, registers(rows)))
    out.append('<h2>Notes</h2><ol class="notes">' + ''.join(f'<li id="n{n}">{e(x)} the Tollen file, September 2023.</li>' for n, x in enumerate(c.NOTES, 1)) + '</ol></body></html>')
    return ''.join(out)


# --- LaTeX ---

def latex(rows, lua):
    def e(text):
        return re.sub(r'([&%$#_{}])', r'\\\1', text).replace('’', "'")

    def rich(text):
        parts = MARK.split(text)
        return ''.join(f'\\textsuperscript{{\\hyperlink{{n{p}}}{{{p}}}}}' if i % 2 else e(p) for i, p in enumerate(parts))

    def table(caption, head, body, columns):
        line = ' & '.join(f'\\textbf{{{e(x)}}}' for x in head) + '\\\\\\hline'
        cells = '\n'.join(' & '.join(e(x) for x in row) + '\\\\' for row in body)
        return f'{{\\scriptsize\\begin{{longtable}}{{{columns}}}\\caption{{{e(caption)}}}\\\\{line}\\endfirsthead {line}\\endhead\n{cells}\n\\end{{longtable}}}}\n'

    fonts = '\\usepackage{fontspec}\\setmainfont{Charis SIL}\n' if lua else ''
    out = ['\\documentclass[10pt,a4paper]{article}\n', fonts, '\\usepackage[british]{babel}\\usepackage[margin=22mm]{geometry}\\usepackage{longtable,microtype,fancyhdr}'
           f'\\usepackage[hidelinks]{{hyperref}}\\pagestyle{{fancy}}\\fancyhf{{}}\\lhead{{{e(c.TITLE)}}}\\rhead{{{c.MARKING}}}\\lfoot{{page \\thepage\\ of \\pageref*{{end}}}}\n'
           f'\\begin{{document}}\n{{\\Huge {e(c.TITLE)}\\par}}\\bigskip {e(c.SUBTITLE)}\n\n'
           + '\\quad '.join(f'\\textbf{{{v} {u}}} {e(n)}' for n, v, u, _ in c.FACTS) + '\n\\section{Key judgements}\\begin{enumerate}'
           + ''.join(f'\\item {e(a)} \\textbf{{{w}}} {e(b)} \\emph{{{k} confidence}}\n' for k, a, w, b in c.JUDGEMENTS) + '\\end{enumerate}\n']
    for name, heading, paragraphs in c.SECTIONS:
        out.append(f'\\section{{{e(heading)}}}\n' + '\n\n'.join(rich(p) for p in paragraphs) + '\n\n')
        if name == 'outline':
            out.append(table('Words of confidence', *c.STAGES, 'lll'))
        if name == 'people':
            at = {k: 2 * math.pi * i / len(c.NODES) for i, (k, _, _) in enumerate(c.NODES)}
            at = {k: (75 + 60 * math.cos(a), 38 + 34 * math.sin(a)) for k, a in at.items()}
            out.append('\\begin{center}\\setlength\\unitlength{1mm}\\begin{picture}(150,76)\\scriptsize\n')
            for a, i, b, _ in c.TIES:
                (x, y), (u, v) = at[a], at[b]
                out.append(f'\\qbezier({x:.1f},{y:.1f})({(x + u) / 2:.1f},{(y + v) / 2:.1f})({u:.1f},{v:.1f})\\put({(2 * x + u) / 3:.1f},{(2 * y + v) / 3:.1f}){{\\tiny {e(i)}}}\n')
            out += [f'\\put({at[k][0] - 13:.1f},{at[k][1] - 2.5:.1f}){{\\framebox(26,5){{{e(n)}}}}}\n' for k, _, n in c.NODES]
            out.append('\\end{picture}\\end{center}\n')
        if name == 'losses':
            for title, _, items in c.BARS:
                out.append(f'\\begin{{tabular}}{{lll}}\\multicolumn{{3}}{{l}}{{{e(title)}}}\\\\' + '\\\\'.join(
                    f'{e(label)}&\\rule{{{share:.0f}mm}}{{8pt}}&{value}' for label, value, share in bars(items)) + '\\end{tabular}\n\n')
            out.append(table('Thefts by lock', *c.LOCKS, 'llll'))
    out.append(table('Register of losses', c.REGISTER, registers(rows), 'lp{5.4cm}lllll'))
    out.append('\\section*{Notes}\\footnotesize\n' + '\n\n'.join(f'\\hypertarget{{n{n}}}{{{n}.}} {e(x)} the Tollen file, September 2023.' for n, x in enumerate(c.NOTES, 1)))
    return ''.join(out) + '\n\\label{end}\\end{document}\n'
