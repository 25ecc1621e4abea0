/* line-style.h: how a tie looks: class by line and end, status by dashes. Shared by charts and their legends. */
#pragma once
#include "chart/painter.h"

typedef enum
{
  END_NONE,
  END_BAR,
  END_FILLED,
  END_HOLLOW,
  END_OPEN
} LineEnd;

typedef struct
{
  Colour colour;
  double width;
  gboolean
      twin; /* two lines, LINE_TWIN_APART to each side: a white one over a wide one vanishes on coarse screens */
  LineEnd end;
  double dash[6];
  int n_dash;
} LineStyle;

#define LINE_TWIN_APART .9 /* pt */

LineStyle line_style (const DrawingData *data, TieClass tie, TieStatus status);
/** A level line of @style from @x0 to @x1 without its end mark: in legends, tables and lineages [pt]. */
void line_level (Painter *painter, LineStyle style, double x0, double x1, double y);
/** The end mark at (x, y) of a line that comes along the unit vector (dx, dy). */
void line_end (Painter *painter, LineStyle style, double x, double y, double dx, double dy);
const char *tie_word (const DrawingData *data, TieClass tie);
const char *status_word (const DrawingData *data, TieStatus status);
