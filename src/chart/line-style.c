/* line-style.c: see line-style.h. */
#include "chart/line-style.h"

LineStyle
line_style (const DrawingData *data, TieClass tie, TieStatus status)
{
  static const struct
  {
    int n;
    double dash[4];
  } dashes[] = {
      [TIE_ASSERTED] = {0, {0}},       [TIE_ASSESSED] = {2, {4.5, 2.2}},
      [TIE_POSSIBLE] = {2, {.1, 2.6}}, [TIE_CONTESTED] = {4, {7, 2, 1.2, 2}},
      [TIE_REPORTED] = {2, {10, 2.4}},
  };
  LineStyle style = {data->ink, .9, FALSE, END_OPEN, {0}, dashes[status].n};

  switch (tie)
    {
    case TIE_ALLIED:
      style = (LineStyle){data->accent, .7, TRUE, END_NONE, {0}, dashes[status].n};
      break;
    case TIE_HOSTILE:
      style = (LineStyle){data->alert, 1.2, FALSE, END_BAR, {0}, dashes[status].n};
      break;
    case TIE_ATTACK:
      style = (LineStyle){data->alert, 1.2, FALSE, END_FILLED, {0}, dashes[status].n};
      break;
    case TIE_ALLEGIANCE:
    case TIE_MEMBERSHIP:
      style = (LineStyle){data->ink, .7, FALSE, END_HOLLOW, {0}, dashes[status].n};
      break;
    case TIE_COMMAND:
      style.end = END_FILLED;
      break;
    case TIE_OTHER:
      break;
    }
  if (data->undirected)
    style.end = END_NONE;
  for (int i = 0; i < style.n_dash; i++)
    style.dash[i] = dashes[status].dash[i];
  return style;
}

void
line_level (Painter *p, LineStyle style, double x0, double x1, double y)
{
  for (int side = style.twin ? -1 : 0; side <= 1; side += 2)
    {
      cairo_move_to (p->cr, x0, y + side * LINE_TWIN_APART);
      cairo_line_to (p->cr, x1, y + side * LINE_TWIN_APART);
      painter_stroke (p, style.colour, style.width, style.dash, style.n_dash);
    }
}

void
line_end (Painter *p, LineStyle style, double x, double y, double dx, double dy)
{
  double length = style.end == END_FILLED ? 7 : 6.5, half = style.end == END_FILLED ? 2.6 : 2.5;
  double bx = x - dx * length, by = y - dy * length;

  if (style.end == END_NONE)
    return;
  if (style.end == END_BAR)
    {
      bx = x - dx * 3;
      by = y - dy * 3;
      painter_line (p, bx - dy * 4, by + dx * 4, bx + dy * 4, by - dx * 4, style.colour, 1.7);
      return;
    }
  cairo_move_to (p->cr, bx - dy * half, by + dx * half);
  cairo_line_to (p->cr, x, y);
  cairo_line_to (p->cr, bx + dy * half, by - dx * half);
  if (style.end == END_OPEN)
    {
      painter_stroke (p, style.colour, .9, NULL, 0);
      return;
    }
  cairo_close_path (p->cr);
  painter_fill (p, style.end == END_HOLLOW ? 0xFFFFFF : style.colour);
  if (style.end == END_HOLLOW)
    {
      cairo_move_to (p->cr, bx - dy * half, by + dx * half);
      cairo_line_to (p->cr, x, y);
      cairo_line_to (p->cr, bx + dy * half, by - dx * half);
      cairo_close_path (p->cr);
      painter_stroke (p, style.colour, .7, NULL, 0);
    }
}

const char *
tie_word (const DrawingData *data, TieClass tie)
{
  static const char *const keys[] = {"other",  "command",    "allied",    "hostile",
                                     "attack", "allegiance", "membership"};
  static const char *const words[] = {"other tie", "command",    "allied",    "hostile",
                                      "attack",    "allegiance", "membership"};

  return phrase_in (data, keys[tie], words[tie]);
}

const char *
status_word (const DrawingData *data, TieStatus status)
{
  static const char *const words[] = {"asserted", "assessed", "possible", "contested", "reported"};

  return phrase_in (data, words[status], words[status]);
}
