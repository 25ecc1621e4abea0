#include "chart/time-axis.h"

enum
{
  BREAK = 12 * 1024,     /* between two parts */
  CROWDED = 30 * 1024,   /* less room than this, and dates in a crowd cannot be told apart */
  CROWD = 3,             /* so many different dates are one */
  TICK_APART = 5 * 1024, /* nearer than this, ticks are a hatching */
  YEAR = 365
};

gboolean
stretch_is_dated (const Stretch *stretch)
{
  return stretch->first >= 0 || stretch->last >= 0;
}

int
stretch_first (const Stretch *stretch)
{
  return stretch->first >= 0 ? stretch->first : stretch->last;
}

int
stretch_last (const Stretch *stretch)
{
  return stretch->last >= 0 ? stretch->last : stretch->first;
}

static int
compare_stretches (gconstpointer x, gconstpointer y)
{
  const Stretch *a = *(Stretch *const *)x, *b = *(Stretch *const *)y;
  const int first = stretch_first (a) - stretch_first (b);
  return first != 0 ? first : stretch_last (a) - stretch_last (b);
}

/* Those of @sorted from @from to before @to, as one part. */
static AxisPart
part_of (const GPtrArray *sorted, guint from, guint to)
{
  AxisPart part = {.first = G_MAXINT, .last = -1};
  for (guint i = from; i < to; i++)
    {
      const Stretch *s = sorted->pdata[i];
      part.n += i == from || compare_stretches (&sorted->pdata[i - 1], &sorted->pdata[i]) != 0;
      if (stretch_first (s) < part.first)
        {
          part.first = stretch_first (s);
          part.begin = s->begin ? s->begin : s->end;
        }
      if (stretch_last (s) > part.last)
        {
          part.last = stretch_last (s);
          part.end = s->end ? s->end : s->begin;
        }
    }
  return part;
}

static int
days (const AxisPart *part)
{
  return part->last - part->first + 1;
}

/* Would a crowd on one side of the gap have too little room, on a scale of @width for both, and is the gap longer than it? */
static gboolean
wants_break (const AxisPart *a, const AxisPart *b, int width)
{
  const AxisPart *less = days (a) < days (b) ? a : b;
  const int gap = b->first - a->last - 1, all = b->last - a->first + 1;
  return gap > 2 * days (less) && less->n >= CROWD && (gint64)width * days (less) / all < CROWDED;
}

/* The widest gap that wants a break in those from @from to before @to; 0: none. */
static guint
find_break (const GPtrArray *sorted, guint from, guint to, int width)
{
  guint best = 0;
  int widest = 0;
  for (guint i = from + 1; i < to; i++)
    {
      const AxisPart a = part_of (sorted, from, i), b = part_of (sorted, i, to);
      if (b.first - a.last - 1 > widest && wants_break (&a, &b, width))
        {
          widest = b.first - a.last - 1;
          best = i;
        }
    }
  return best;
}

void
time_axis_init (TimeAxis *axis, const GPtrArray *spans, int x, int width)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();
  guint ends[AXIS_PARTS + 1] = {0};
  int weights = 0;
  *axis = (TimeAxis){.n = 0};
  for (guint i = 0; i < spans->len; i++)
    if (stretch_is_dated (spans->pdata[i]))
      g_ptr_array_add (sorted, spans->pdata[i]);
  if (sorted->len == 0)
    return;
  g_ptr_array_sort (sorted, compare_stretches);
  axis->n = 1;
  ends[1] = sorted->len;
  for (int i = 0; i < axis->n && axis->n < AXIS_PARTS;)
    {
      const guint at = find_break (sorted, ends[i], ends[i + 1], width / axis->n);
      if (at == 0)
        {
          i++;
          continue;
        }
      for (int k = axis->n++; k > i; k--)
        ends[k + 1] = ends[k];
      ends[i + 1] = at;
    }
  for (int i = 0; i < axis->n; i++)
    {
      axis->parts[i] = part_of (sorted, ends[i], ends[i + 1]);
      weights += axis->parts[i].n + 2; /* a part of one date needs room for its name */
    }
  const int room = width - (axis->n - 1) * BREAK;
  for (int i = 0; i < axis->n; i++)
    {
      axis->parts[i].x = x;
      axis->parts[i].width = (int)((gint64)room * (axis->parts[i].n + 2) / weights);
      x += axis->parts[i].width + BREAK;
    }
}

const AxisPart *
time_axis_part (const TimeAxis *axis, int day)
{
  for (int i = 0; i < axis->n; i++)
    if (day <= axis->parts[i].last)
      return &axis->parts[i];
  return &axis->parts[axis->n - 1];
}

static int
place_in (const AxisPart *part, int day)
{
  const int at = CLAMP (day, part->first, part->last + 1) - part->first;
  return part->x + (int)((gint64)part->width * at / days (part));
}

int
time_axis_at (const TimeAxis *axis, int day)
{
  return place_in (time_axis_part (axis, day), day);
}

/* Ticks at each year, each month or each day: the finest that is no hatching. Day numbers count from 1 March of the year 0, and a
 * month of 30.44 days is exact enough for a tick at this size. */
static void
draw_ticks (const AxisPart *part, Painter *p, const DrawingData *data, int y)
{
  static const double steps[] = {1, 7, 30.436875, 365.2425, 3652.425};
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      const double apart = part->width * steps[i] / days (part);
      if (apart < TICK_APART)
        continue;
      /* years begin 306 days after that 1 March */
      const double origin = i >= 3 ? 306 : 0;
      double day = i < 2 ? part->first : origin + steps[i] * (int)((part->first - origin) / steps[i]);
      for (; day <= part->last + 1.5; day += steps[i])
        if (day > part->first - .5)
          {
            const double x = (part->x + part->width * (day - part->first) / days (part)) / 1024.0;
            painter_line (p, MIN (x, (part->x + part->width) / 1024.0), y / 1024.0,
                          MIN (x, (part->x + part->width) / 1024.0), y / 1024.0 + 2.6, data->grey, .5);
          }
      return;
    }
}

/* Two short strokes: here is no time at all. */
static void
draw_break (int x, int y, Painter *p, const DrawingData *data)
{
  for (int i = 0; i < 2; i++)
    painter_line (p, x / 1024.0 + i * 3 - 2.6, y / 1024.0 + 3, x / 1024.0 + i * 3 - .4, y / 1024.0 - 3,
                  data->grey, .6);
}

int
time_axis_draw (const TimeAxis *axis, Painter *p, const DrawingData *data, int y, gboolean draw)
{
  const Style *small = data->small_style;
  int lines = 1;
  for (int i = 0; i < axis->n; i++)
    {
      const AxisPart *part = &axis->parts[i];
      const char *begin = part->begin ? part->begin : "", *end = part->end ? part->end : "";
      const int room = part->width + (axis->n > 1 ? BREAK / 2 : 0);
      const gboolean one = g_str_equal (begin, end);
      const gboolean apart =
          one || painter_text_width (p, begin, small) + painter_text_width (p, end, small) + 5 * 1024 <= room;
      const int baseline = y + 3 * 1024 + small->leading * 3 / 4;
      lines = apart ? lines : 2;
      if (!draw)
        continue;
      painter_line (p, part->x / 1024.0, y / 1024.0, (part->x + part->width) / 1024.0, y / 1024.0, data->grey,
                    .6);
      draw_ticks (part, p, data, y);
      if (i > 0)
        draw_break (part->x - BREAK / 2, y, p, data);
      painter_text (p, begin, small, data->grey, one ? ALIGN_CENTRE : ALIGN_START,
                    one ? part->x + part->width / 2 : part->x, baseline);
      if (!one)
        painter_text (p, end, small, data->grey, ALIGN_END, part->x + part->width,
                      baseline + (apart ? 0 : small->leading));
    }
  return y + 3 * 1024 + lines * small->leading;
}

static void
draw_arrow (Painter *p, double x, double y, double way, double half, Colour colour)
{
  cairo_move_to (p->cr, x, y - half);
  cairo_line_to (p->cr, x + way * 5, y);
  cairo_line_to (p->cr, x, y + half);
  cairo_close_path (p->cr);
  painter_fill (p, colour);
}

static void
draw_disc (Painter *p, double x, double y, double half, gboolean hollow, Colour colour)
{
  cairo_new_sub_path (p->cr);
  cairo_arc (p->cr, x, y, half, 0, 2 * G_PI);
  cairo_close_path (p->cr);
  painter_fill (p, hollow ? 0xFFFFFF : colour);
  if (!hollow)
    return;
  cairo_new_sub_path (p->cr);
  cairo_arc (p->cr, x, y, half, 0, 2 * G_PI);
  cairo_close_path (p->cr);
  painter_stroke (p, colour, 1, NULL, 0);
}

void
time_axis_mark (const TimeAxis *axis, Painter *p, const Stretch *s, int at, double half, gboolean hollow,
                Colour colour)
{
  const double y = at / 1024.0;
  const AxisPart *from = time_axis_part (axis, stretch_first (s)),
                 *to = time_axis_part (axis, stretch_last (s));
  double left = place_in (from, stretch_first (s)) / 1024.0,
         right = place_in (to, stretch_last (s) + 1) / 1024.0;
  const gboolean until = s->first < 0;
  if (s->open) /* on to the end of its part, and a little beyond */
    right = MAX ((to->x + to->width) / 1024.0 - 3, left + 4);
  if (until)
    left = MIN (from->x / 1024.0 + 3, right - 4);
  if (s->lasted || s->open || until)
    {
      painter_rectangle (p, left, y - half * .6, MAX (right - left, 1.6), half * 1.2, colour);
      if (hollow)
        painter_rectangle (p, left + .8, y - half * .6 + .8, MAX (right - left - 1.6, 0), half * 1.2 - 1.6,
                           0xFFFFFF);
      if (s->open)
        draw_arrow (p, right, y, 1, half + .6, colour);
      if (until)
        draw_arrow (p, left, y, -1, half + .6, colour);
      return;
    }
  if (s->first == s->last || right - left < 2 * half + 2)
    {
      draw_disc (p, (left + right) / 2, y, half, hollow, colour);
      return;
    }
  painter_line (p, left, y, right, y, colour, 1);
  painter_line (p, left + .5, y - half, left + .5, y + half, colour, 1);
  painter_line (p, right - .5, y - half, right - .5, y + half, colour, 1);
}
