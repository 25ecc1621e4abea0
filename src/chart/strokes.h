/* strokes.h: what a line of the chart looks like: one stroke, or as many as it has ties, side by side; and the marks at its ends.
 *
 * Strokes lie 5.5 pt apart so that a bar across one does not touch the next; nearer where another box would be in the way. A line that
 * stands for unlike ties is plain, as sure as the surest, twin if one of them is an alliance; the marks of all follow each other at its
 * ends, and each has its own sign in the label. All lengths pt.
 */
#pragma once
#include "chart/arrange.h"
#include "chart/line-style.h"

#define LINE_MARKS 4 /* at one end; there are no more kinds of end */

typedef struct
{
  double x[3], y[3]; /* from, control, to */
  gboolean straight;
  LineStyle style;              /* its end is in the marks */
  LineEnd marks[2][LINE_MARKS]; /* at its start and at its end, the outermost first */
  Colour mark_colours[2][LINE_MARKS];
  int n_marks[2];
  int part; /* of FoldLine.parts; -1: it stands for all */
} LineStroke;

/** The strokes of line @line, in the order of its parts; owned array of LineStroke. Cost: boxes × strokes where there are several. */
GArray *line_strokes (const ChartFold *fold, const ChartPlaces *places, int line);

/** The point of @stroke at @t of its way. */
void line_stroke_at (const LineStroke *stroke, double t, double *x, double *y);

/** The style of one tie, as in legends. */
LineStyle line_part_style (const ChartFold *fold, const FoldLine *line, guint part);
