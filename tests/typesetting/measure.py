"""Measures justified prose in a PDF: word spaces, hyphens, letters, ends of paragraphs and columns. For any program's file.

    from measure import measure
    figures, faults = measure('prose.pdf', space=0.25)

The file must hold prose in one size, in columns, with the first line of each paragraph indented and nothing between paragraphs; a
title in another size and page numbers (lines of digits) are left out. `mutool trace` gives each glyph with its place, its font's own
advance and its matrix; what stands between two words beyond their advances is a word space, and its ratio to the space of the font is
what a reader sees as loose or tight. `space`: the natural word space in em where a file draws no spaces (TeX).
"""
import html
import re
import statistics
import subprocess

ATTRIBUTE = re.compile(r'([a-z]+)="([^"]*)"')
HYPHENS = '-\u2010\u00ad'
OUTSIDE = 0.45  # em beyond the column: signs that hang in the margin reach 0.2 em


class Line:
    """A line of one column: glyphs from left to right as (char, x, right end, size, scale)."""

    def __init__(self, page, y):
        self.page, self.y, self.glyphs = page, y, []

    def finish(self):
        while self.glyphs and self.glyphs[-1][0] == ' ':
            self.glyphs.pop()
        while self.glyphs and self.glyphs[0][0] == ' ':
            self.glyphs.pop(0)
        self.size = statistics.mode([round(g[3], 1) for g in self.glyphs]) if self.glyphs else 0
        self.left, self.right = (self.glyphs[0][1], self.glyphs[-1][2]) if self.glyphs else (0, 0)
        self.text, self.gaps, inside, end = '', [], [], None
        for char, x, right, size, _ in self.glyphs:
            if char == ' ':
                continue
            gap = 0 if end is None else x - end
            if gap > 0.12 * size:
                self.text += ' '
                self.gaps.append(gap)
            elif end is not None:
                inside.append(gap / size)
            self.text += char
            end = right if end is None else max(end, right)  # the second letter of a ligature has no width of its own
        self.words = self.text.split(' ')
        self.tracking = statistics.median(inside) if inside else 0  # kerned pairs are the fewer
        self.scale = statistics.median([g[4] for g in self.glyphs]) if self.glyphs else 1
        self.hyphen = self.text[-1:] in tuple(HYPHENS) and len(self.text) > 1
        return self


def read_lines(path):
    """Lines of the body in reading order, and the width of the drawn space in em (None: no spaces are drawn)."""
    trace = subprocess.run(['mutool', 'trace', path], capture_output=True, check=True).stdout.decode('utf-8', 'replace')
    lines, line, page, spaces, matrix, font = [], None, 0, [], (1, 0, 0, 1, 0, 0), (1, 1)
    for row in trace.splitlines():
        row = row.strip()
        if row.startswith('<page '):
            page += 1
        elif row.startswith('<fill_text'):
            matrix = tuple(float(v) for v in dict(ATTRIBUTE.findall(row))['transform'].split())
        elif row.startswith('<span'):
            a, b, c, d = (float(v) for v in dict(ATTRIBUTE.findall(row))['trm'].split())
            font = (abs(a * matrix[0] + b * matrix[2]), abs(d * matrix[3] + c * matrix[1]))
        elif row.startswith('<g '):
            g = dict(ATTRIBUTE.findall(row))
            x0, y0, char = float(g['x']), float(g['y']), html.unescape(g.get('unicode', ''))
            x, y = matrix[0] * x0 + matrix[2] * y0 + matrix[4], matrix[1] * x0 + matrix[3] * y0 + matrix[5]
            across, size = font
            advance = float(g['adv'])
            if char in (' ', '\u00a0'):
                char = ' '
                spaces.append(advance)
            if line is None or page != line.page or abs(y - line.y) > 0.3 * size or x < line.glyphs[-1][2] - size or \
                    x > line.glyphs[-1][2] + 4 * size:
                line = Line(page, y)
                lines.append(line)
            line.glyphs.append((char, x, x + advance * across, size, across / size if size else 1))
    lines = [one for one in (each.finish() for each in lines) if one.text]
    size = statistics.mode([one.size for one in lines for _ in one.words])
    body = [one for one in lines if abs(one.size - size) < 0.15 and not one.text.isdigit()]
    return body, (statistics.median(spaces) if spaces else None), size


def split_columns(lines, size):
    """Gives each line its column's edges. A column begins where most lines begin."""
    lefts = {}
    for one in lines:
        lefts[round(one.left)] = lefts.get(round(one.left), 0) + 1
    starts = []
    for left, count in sorted(lefts.items(), key=lambda pair: -pair[1]):
        if all(abs(left - start) > 4 * size for start in starts) and count * 5 > len(lines) / 10:
            starts.append(left)
    for start in starts:
        column = [one for one in lines if abs(one.left - start) <= 3 * size]
        edge = statistics.median(sorted(one.right for one in column)[len(column) // 3:])
        margin = statistics.median([one.left for one in column if abs(one.left - start) < size / 2])
        for one in column:
            one.column, one.edge, one.margin = (one.page, start), edge, margin
    return [one for one in lines if hasattr(one, 'edge')]


def mark_paragraphs(lines, size):
    for before, one in zip([None] + lines, lines):
        one.first = before is None or one.left > one.margin + 0.7 * size
        one.top = before is None or before.column != one.column
    for one, after in zip(lines, lines[1:] + [None]):
        one.last = after is None or after.first
        one.foot = after is None or after.column != one.column
        one.next = after


def tail(word):
    """Letters of a word's end that a hyphen carried over, or left behind."""
    return re.findall(r'[^\W\d_]+', word)


def find_faults(lines, size):
    faults = {name: [] for name in ('stub', 'hyphpage', 'widow', 'orphan', 'runt', 'overfull', 'short')}
    for one in lines:
        if one.right > one.edge + OUTSIDE * size:
            faults['overfull'].append(one)
        if not one.last and one.right < one.edge - OUTSIDE * size:
            faults['short'].append(one)
        if one.hyphen and one.next:
            left, carried = tail(one.words[-1]), tail(one.next.words[0])
            if (left and len(left[-1]) < 2) or (carried and len(carried[0]) < 3):
                faults['stub'].append(one)
            if one.foot:
                faults['hyphpage'].append(one)
        if one.top and one.last and not one.first:
            faults['widow'].append(one)
        if one.foot and one.first and not one.last:
            faults['orphan'].append(one)
        if one.last and not one.first and len(one.words) == 1 and len(''.join(tail(one.text))) < 5:
            faults['runt'].append(one)
    return faults


def longest_run(lines):
    longest = run = 0
    for one in lines:
        run = run + 1 if one.hyphen and not one.last else 0
        longest = max(longest, run)
    return longest


def measure(path, space=None):
    """Figures by name, and the faults: lists of lines by name."""
    lines, drawn, size = read_lines(path)
    natural = (space or drawn or 0.25) * size
    lines = split_columns(lines, size)
    mark_paragraphs(lines, size)
    set_lines = [one for one in lines if not one.last and one.gaps and abs(one.right - one.edge) <= OUTSIDE * size]
    for one in set_lines:
        one.ratio = statistics.fmean(one.gaps) / natural
        one.load = one.scale - 1 + one.tracking * 2  # letters are half an em wide: how far they are let out in all
    ratios = [one.ratio for one in set_lines]
    pairs = [(one, one.next) for one in set_lines if one.next in set_lines and not one.next.first]
    inner = [one for one in lines if not one.last]
    faults = find_faults(lines, size)
    usual = statistics.median([one.tracking for one in set_lines])
    percent = 100 / max(1, len(ratios))
    figures = {
        'lines': len(lines), 'just': len(set_lines), 'mean': statistics.fmean(ratios), 'sd': statistics.pstdev(ratios),
        'worst': max(ratios), 'tight': min(ratios), 'over1.5': percent * sum(r > 1.5 for r in ratios),
        'over2': percent * sum(r > 2 for r in ratios), 'under.75': percent * sum(r < 0.745 for r in ratios),
        'contrast': statistics.fmean([abs(a.ratio - b.ratio) for a, b in pairs] or [0]),
        'swing': 100 * statistics.fmean([abs(a.load - b.load) for a, b in pairs] or [0]),
        'scale': 100 * max(abs(one.scale - 1) for one in set_lines), 'track': 1000 * max(abs(one.tracking - usual) for one in set_lines),
        'hyph100': 100 * sum(one.hyphen for one in inner) / max(1, len(inner)), 'ladder': longest_run(lines),
    }
    figures.update((name, len(found)) for name, found in faults.items())
    return figures, faults


def table(rows):
    """Rows of (name, figures) as aligned text."""
    names = list(rows[0][1])
    cells = [['', *names]] + [[name] + [f'{f[n]:.3f}' if n in ('mean', 'sd', 'contrast') else f'{f[n]:.2f}' if n in ('worst', 'tight') else
                                        f'{f[n]:.1f}' if isinstance(f[n], float) else str(f[n]) for n in names] for name, f in rows]
    widths = [max(len(row[i]) for row in cells) for i in range(len(cells[0]))]
    return '\n'.join('  '.join(cell.ljust(w) if i == 0 else cell.rjust(w) for i, (cell, w) in enumerate(zip(row, widths))) for row in cells)


if __name__ == '__main__':
    import sys
    print(table([(path.rsplit('/', 1)[-1], measure(path)[0]) for path in sys.argv[1:]]))
