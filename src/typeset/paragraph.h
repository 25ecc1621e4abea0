/* paragraph.h: inlines → lines of placed glyph runs. Shapes with Pango, breaks into lines, remembers where each inline stands.
 *
 *     Paragraph *p = paragraph_new (fonts, block->inlines, block->style, lang, diags, mark);
 *     paragraph_break (p, width);                       may be repeated with other widths; shaping is not
 *     for (i…) paragraph_emit_line (p, i, x, y, ops, pages, element);    y: top of the line; its baseline is y + line.ascent
 *
 * Every line of a paragraph is style->leading high (larger inlines enlarge it, raised ones only where they would touch the line
 * above); the baseline stands so that half of the leading left over is above and half below an em of which 0.76 is above the
 * baseline, whatever the face: neighbours of one size and leading stand on one line. Bidi per line by UAX #9; break opportunities by UAX #14; text never leaves its width: an
 * unbreakable word is broken between clusters last, and reported [overfull-word].
 * Headings (not hyphenated, not justified, and keep_next or 14 pt and more) get the fewest lines, of even length.
 * White space is collapsed; an inline's style with a ground stands on a box of its own, pad_x and pad_y about its capitals.
 * Inlines and styles are borrowed and must outlive the Paragraph. Emit line 0 first: it forgets the elements of an earlier round.
 * Missing glyphs: fallback within fonts/, else a visible box and a diagnostic [missing-glyph] naming the code point.
 */
#pragma once
#include "typeset/page.h"

typedef struct Paragraph Paragraph;

typedef struct
{
  int height, ascent; /* [upt] */
  int width;          /* natural width of the ink */
  gboolean hyphen;    /* ends in a hyphen, added by us or written */
  gboolean last;
} ParagraphLine;

/** What varies while pages are made: numbers known only then. Unset: the inlines' own text. */
typedef struct
{
  int page, pages;
  const char *running_head, *running_last;
  const char *(*page_of) (gpointer data, const char *target);
  gpointer data;
} PageNumbers;

Paragraph *paragraph_new (Fonts *fonts, const GPtrArray *inlines, const Style *style, const char *lang,
                          const PageNumbers *numbers, Diags *diags, Mark mark);
void paragraph_free (Paragraph *paragraph);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Paragraph, paragraph_free)

/** Breaks into lines of @width (style's indents are inside it). Returns the number of lines, ≥ 1. */
int paragraph_break (Paragraph *paragraph, int width);
/** Line @line (from 0) shall not end in a hyphen: it ends a column or page. Kept until forgotten, whatever the width; the next
 *  paragraph_break solves the whole paragraph again, so lines after and before it may change, and their number by one.
 *  A hyphen stays only where nothing else is possible. Cost of that break: times the lines of the paragraph. */
void paragraph_forbid_hyphen (Paragraph *paragraph, int line);
/** Forgets all of that. */
void paragraph_allow_hyphens (Paragraph *paragraph);
const ParagraphLine *paragraph_line (const Paragraph *paragraph, int index);
/** The line on which inline @index of the paragraph begins; the last if it has no words. O(log lines). */
int paragraph_line_of (const Paragraph *paragraph, int index);
/** Widths for table columns: of the longest unbreakable piece, and of everything on one line. */
int paragraph_min_width (Paragraph *paragraph);
int paragraph_max_width (Paragraph *paragraph);
/** All words as they are shaped, and the natural width of the clusters before byte @end of them. */
const char *paragraph_text (const Paragraph *paragraph);
int paragraph_width_before (const Paragraph *paragraph, int end);

/** Draws line @index with its top left corner at (x, y). @element: the structure element its text belongs to (links and
 *  references become children of it, made on first use and reused on the next line); -1: no tags (furniture, drawings). */
void paragraph_emit_line (Paragraph *paragraph, int index, int x, int y, GArray *ops, Pages *pages,
                          int element);

/** One line of plain text, for drawings: its width, and its ink at a baseline. No wrapping, no tags. */
int label_width (Fonts *fonts, const char *text, const Style *style, const char *lang);
void label_emit (Fonts *fonts, const char *text, const Style *style, const char *lang, int x, int baseline,
                 GArray *ops);
