/* linebreak.h: which of the places where lines may end make a paragraph look best. Arithmetic only: no fonts, no text.
 *
 * A paragraph is a list of break points with sums of what stands before them, so that the measures of a line between any two
 * points are differences. points[0] is the start, the last one the end (forced). Widths in upt.
 * Rule: Knuth & Plass, "Breaking paragraphs into lines" (1981): the least total cost over the whole paragraph. Costs are
 * cubes of the distance from natural spacing in units of what passes unnoticed; penalties are on the same scale (one unit
 * everywhere costs about 1).
 */
#pragma once
#include <glib.h>

typedef struct
{
  gint64 end_width,
      start_width; /* rigid, from the paragraph's start: to the end of a line that ends here; to the next's start */
  gint64 end_space, start_space; /* stretchable spaces at their natural width, likewise */
  int end_fills, start_fills;    /* fills: a line with one takes any rest */
  int extra;                     /* added to a line that ends here: a hyphen, less the last tracking */
  double penalty;
  gboolean hyphen;            /* the line would end in a hyphen … */
  gboolean soft;              /* … that must be added */
  gboolean forced, emergency; /* emergency: only when nothing else fits */
  int end, next;              /* the caller's: first cluster behind the line, first of the next */
} BreakPoint;

typedef struct
{
  int first_width, width; /* measure of the first line and of all others */
  gboolean justify;       /* spaces stretch and shrink; else the end edge is ragged */
  gboolean balance;       /* fewest lines, of equal length (headings): no word alone on the last */
  int em;                 /* body size: a short last line and an even rag are judged by it */
  const int
      *no_hyphen; /* lines, ascending from 0, that shall not end in a hyphen (they end a column); borrowed */
  int n_no_hyphen;
} BreakRules;

typedef struct
{
  gint64 natural, space; /* width of all at natural spacing; of it, stretchable */
  gboolean fill;
  double ratio; /* word space / natural; 1 unless the rules justify and the line is not a last one */
} LineFit;

/** Limits of justification: ratio of the word space. A line that would be looser is better set ragged. */
#define LINEBREAK_TIGHTEST 0.70
#define LINEBREAK_LOOSEST  3.5

LineFit linebreak_fit (const BreakPoint *points, int n_points, const BreakRules *rules, int from, int to);

/** Chooses the lines.
 *
 *  @chosen: of int, (out) cleared, then the point that ends each line, ascending; at least one
 *  Returns: FALSE if a line is still wider than its measure: one piece without any point inside.
 *  Cost: points × those within one line; linear in the length of the paragraph. */
gboolean linebreak_choose (const BreakPoint *points, int n_points, const BreakRules *rules, GArray *chosen);
