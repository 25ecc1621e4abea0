/* linebreak.h: which of the places where lines may end make a paragraph look best. Arithmetic only: no fonts, no text.
 *
 * A paragraph is a list of break points with sums of what stands before them, so that the measures of a line between any two
 * points are differences. points[0] is the start, the last one the end (forced). Widths in upt.
 * Rule: Knuth & Plass, "Breaking paragraphs into lines" (1981): the least total cost over the whole paragraph. Costs are
 * cubes of the distance from natural spacing in units of what passes unnoticed; penalties are on the same scale (one unit
 * everywhere costs about 1). Word spaces, letters and their gaps give way together (line-share.h).
 */
#pragma once
#include "typeset/line-share.h"

typedef struct
{
  gint64 end_width,
      start_width; /* rigid, from the paragraph's start: to the end of a line that ends here; to the next's start */
  gint64 end_space, start_space; /* stretchable spaces at their natural width, likewise */
  gint64 end_gaps, start_gaps;   /* gaps between letters that may be tracked: the em of each, likewise */
  int end_fills, start_fills;    /* fills: a line with one takes any rest */
  int extra;                     /* added to a line that ends here: a hyphen, less the last tracking */
  int hang_end, hang_start;      /* what a line that ends here, or starts here, may stand out over the edge */
  float penalty;
  guint hyphen : 1;                /* the line would end in a hyphen … */
  guint soft : 1;                  /* … that must be added */
  guint forced : 1, emergency : 1; /* emergency: only when nothing else fits */
  guint runt : 1; /* here starts a single word of few letters that ends the paragraph or a line by force */
  int tail; /* part of extra: what the last letter is wider by at a line's end, where its kerning is with no letter
                     * or with the hyphen; for who draws the line */
  int part;      /* the caller's: -1, or which divided sign ends the line and begins the next */
  int end, next; /* the caller's: first cluster behind the line, first of the next */
} BreakPoint;

typedef struct
{
  int first_width, width; /* measure of the first line and of all others */
  gboolean justify;       /* lines reach the edge; else it is ragged */
  gboolean protrude;      /* of justified lines: hang_end and hang_start count */
  gboolean balance;       /* fewest lines, of equal length (headings): no word alone on the last */
  int em;                 /* body size: a short last line and an even rag are judged by it */
  int hyphens_in_row;     /* at most, unless nothing else is left; 0: two */
  LineLimits limits;      /* of a justified line */
  const int
      *no_hyphen; /* lines, ascending from 0, that shall not end in a hyphen (they end a column); borrowed */
  int n_no_hyphen;
} BreakRules;

typedef struct
{
  gint64 natural, space; /* width of all at natural spacing; of it, stretchable */
  int hang_start, hang_end;
  gboolean fill, justified; /* justified: the share below brings the line to its measure */
  LineStock stock;
  LineShare share; /* nothing unless justified: ratio 1 */
} LineFit;

/** Beyond this ratio of the word space a line is better set ragged. */
#define LINEBREAK_RAGGED 5.0

LineFit linebreak_fit (const BreakPoint *points, int n_points, const BreakRules *rules, int from, int to);

/** Chooses the lines.
 *
 *  @chosen: of int, (out) cleared, then the point that ends each line, ascending; at least one
 *  Returns: FALSE if a line is still wider than its measure: one piece without any point inside.
 *  Cost: points × those within one line; linear in the length of the paragraph. */
gboolean linebreak_choose (const BreakPoint *points, int n_points, const BreakRules *rules, GArray *chosen);
