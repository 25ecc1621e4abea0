/* strokes.c: see strokes.h. */
#include "chart/strokes.h"
#include <math.h>

#define PT(upt) ((upt) / 1024.0)

#define CLEAR 2.0 /* between a stroke and a box it does not belong to */

typedef struct
{
  double x, y;
} Place;

void
line_stroke_at (const LineStroke *s, double t, double *x, double *y)
{
  const double u = 1 - t;

  *x = s->straight ? u * s->x[0] + t * s->x[2] : u * u * s->x[0] + 2 * u * t * s->x[1] + t * t * s->x[2];
  *y = s->straight ? u * s->y[0] + t * s->y[2] : u * u * s->y[0] + 2 * u * t * s->y[1] + t * t * s->y[2];
}

LineStyle
line_part_style (const ChartFold *fold, const FoldLine *line, guint part)
{
  const Tie *tie = fold->data->ties->pdata[g_array_index (line->parts, FoldPart, part).tie];

  return line_style (fold->data, tie->tie, tie->status);
}

static void
add_mark (LineStroke *stroke, int end, LineStyle style)
{
  if (style.end == END_NONE)
    return;
  for (int i = 0; i < stroke->n_marks[end]; i++)
    if (stroke->marks[end][i] == style.end)
      return;
  g_assert (stroke->n_marks[end] < LINE_MARKS);
  stroke->marks[end][stroke->n_marks[end]] = style.end;
  stroke->mark_colours[end][stroke->n_marks[end]++] = style.colour;
}

/* A line of an overview is as wide as there are ties in it: an area twice as wide for four times as many, up to 5 pt. */
static LineStroke
whole_stroke (const ChartFold *fold, const FoldLine *line, const PlacedLine *place)
{
  const int weight = ((const Tie *)fold->data->ties->pdata[line->first])->weight;
  LineStroke stroke = {
      .straight = place->straight, .style = line_style (fold->data, line->tie, line->status), .part = -1};

  for (int k = 0; k < 3; k++)
    {
      stroke.x[k] = PT (place->x[k]);
      stroke.y[k] = PT (place->y[k]);
    }
  if (weight > 0)
    stroke.style.width = MIN (.7 * sqrt (weight), 5);
  else if (!line->parts)
    add_mark (&stroke, 1, stroke.style);
  for (guint i = 0; line->parts && i < line->parts->len; i++)
    {
      const LineStyle style = line_part_style (fold, line, i);
      stroke.style.twin = stroke.style.twin || style.twin;
      stroke.style.colour = i == 0                                ? style.colour
                            : stroke.style.colour == style.colour ? style.colour
                                                                  : fold->data->ink;
      add_mark (&stroke, g_array_index (line->parts, FoldPart, i).back ? 0 : 1, style);
    }
  return stroke;
}

/* How far along (@dx, @dy) from @at the border of @r is met first; FALSE: never. */
static gboolean
border_ahead (Place at, double dx, double dy, ChartRect r, double *way)
{
  const double low[2] = {PT (r.x), PT (r.y)}, high[2] = {PT (r.x + r.width), PT (r.y + r.height)};
  const double from[2] = {at.x, at.y}, along[2] = {dx, dy};
  double enter = -1e9, leave = 1e9;

  for (int k = 0; k < 2; k++)
    {
      if (fabs (along[k]) < 1e-6)
        {
          if (from[k] < low[k] || from[k] > high[k])
            return FALSE;
          continue;
        }
      const double a = (low[k] - from[k]) / along[k], b = (high[k] - from[k]) / along[k];
      enter = MAX (enter, MIN (a, b));
      leave = MIN (leave, MAX (a, b));
    }
  *way = enter;
  return enter <= leave;
}

/* @at, an end of a stroke that was moved aside, on the border of its box again; (@dx, @dy): the way in. Beside a corner: the nearest
 * point of the box. */
static Place
onto_border (Place at, double dx, double dy, ChartRect r)
{
  double way;

  if (border_ahead (at, dx, dy, r, &way) && fabs (way) < 40)
    return (Place){at.x + dx * way, at.y + dy * way};
  return (Place){CLAMP (at.x, PT (r.x), PT (r.x + r.width)), CLAMP (at.y, PT (r.y), PT (r.y + r.height))};
}

/* The stroke, @aside pt beside the line: its ends at right angles to it and on their boxes, its bend to the chord. */
static void
move_aside (LineStroke *stroke, double aside, ChartRect from, ChartRect to)
{
  LineStroke old = *stroke;

  for (int k = 0; k < 3; k++)
    {
      const int before = k == 2 && !old.straight ? 1 : 0, after = k == 0 && !old.straight ? 1 : 2;
      const double dx = old.x[after] - old.x[before], dy = old.y[after] - old.y[before],
                   d = sqrt (dx * dx + dy * dy);
      if (d <= 0)
        continue;
      Place at = {old.x[k] - dy / d * aside, old.y[k] + dx / d * aside};
      if (k == 0)
        at = onto_border (at, -dx / d, -dy / d, from);
      else if (k == 2)
        at = onto_border (at, dx / d, dy / d, to);
      stroke->x[k] = at.x;
      stroke->y[k] = at.y;
    }
}

static gboolean
is_clear (const LineStroke *stroke, const GArray *boxes, int from, int to)
{
  enum
  {
    STEPS = 24
  };

  for (int k = 0; k <= STEPS; k++)
    {
      double x, y;
      line_stroke_at (stroke, k / (double)STEPS, &x, &y);
      for (guint i = 0; i < boxes->len; i++)
        {
          const ChartRect r = g_array_index (boxes, ChartRect, i);
          if ((int)i != from && (int)i != to && x > PT (r.x) - CLEAR && x < PT (r.x + r.width) + CLEAR &&
              y > PT (r.y) - CLEAR && y < PT (r.y + r.height) + CLEAR)
            return FALSE;
        }
    }
  return TRUE;
}

/* One stroke a part, @apart pt from each other. FALSE: a box is in the way. */
static gboolean
lay_side_by_side (GArray *strokes, const ChartFold *fold, const ChartPlaces *places, int e, double apart)
{
  const FoldLine *line = &g_array_index (fold->lines, FoldLine, e);
  const PlacedLine *place = &g_array_index (places->lines, PlacedLine, e);
  /* the first of the list is the upper one, or the left one */
  const double dx = place->x[2] - place->x[0], dy = place->y[2] - place->y[0];
  const double turn = (fabs (dx) >= fabs (dy) ? dx < 0 : dy > 0) ? -1 : 1;
  gboolean clear = TRUE;

  g_array_set_size (strokes, 0);
  for (guint i = 0; i < line->parts->len; i++)
    {
      LineStroke stroke = whole_stroke (fold, line, place);
      stroke.part = (int)i;
      stroke.style = line_part_style (fold, line, i);
      stroke.n_marks[0] = stroke.n_marks[1] = 0;
      add_mark (&stroke, g_array_index (line->parts, FoldPart, i).back ? 0 : 1, stroke.style);
      move_aside (&stroke, turn * (i - (line->parts->len - 1) / 2.0) * apart,
                  g_array_index (places->boxes, ChartRect, line->from),
                  g_array_index (places->boxes, ChartRect, line->to));
      clear = clear && is_clear (&stroke, places->boxes, line->from, line->to);
      g_array_append_val (strokes, stroke);
    }
  return clear;
}

GArray *
line_strokes (const ChartFold *fold, const ChartPlaces *places, int e)
{
  static const double widths[] = {5.5, 4.5, 3.5};
  const FoldLine *line = &g_array_index (fold->lines, FoldLine, e);
  GArray *strokes = g_array_new (FALSE, FALSE, sizeof (LineStroke));

  if (!line->side)
    {
      LineStroke stroke = whole_stroke (fold, line, &g_array_index (places->lines, PlacedLine, e));
      g_array_append_val (strokes, stroke);
      return strokes;
    }
  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    if (lay_side_by_side (strokes, fold, places, e, widths[i]))
      break;
  return strokes;
}
