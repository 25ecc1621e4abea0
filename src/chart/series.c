/* series.c: estimates over time. Each voice has a panel of its own, so that no line seems to join what two of them say; all panels
 * share one scale of numbers and one of time (time-axis.h). An estimate is as wide as the time it is given for, a month or a year; a
 * range is a bar, a number a disc, a bound a dashed arrow. Its number, date and claim stand above it, so that nothing is read off.
 */
#include "chart/companions.h"
#include "chart/time-axis.h"

enum
{
  PLOT = 46 * 1024,      /* height of a panel */
  SLANT = 9 * 1024,      /* between the numbers and the plot, for the lines that lead down */
  APART = 7 * 1024,      /* between two numbers */
  WIDE_LEAST = 5 * 1024, /* of a mark */
  STOP = 6 * 1024        /* half of what stands across the head of an arrow */
};

typedef struct
{
  const Bar *bar;
  int centre, label, width; /* of the mark; of the words above, and how wide these are */
} Spot;

typedef struct
{
  Painter *p;
  const DrawingData *data;
  int names, left, width; /* the names end, the plot begins, all ends */
  double end;             /* of the scale of numbers */
  TimeAxis axis;
} Series;

static char *
date_words (const Bar *bar)
{
  return g_strdup_printf ("%s%s%s", bar->when ? bar->when : "", bar->claims && *bar->claims ? "  " : "",
                          bar->claims ? bar->claims : "");
}

static int
compare_spots (gconstpointer x, gconstpointer y)
{
  const Spot *a = x, *b = y;
  const int first = stretch_first (&a->bar->time) - stretch_first (&b->bar->time);
  return first != 0 ? first : g_strcmp0 (a->bar->id, b->bar->id);
}

/* Moves the words so that none touch, as little as may be. FALSE: they are too many. */
static gboolean
spread (const Series *s, GArray *spots)
{
  int sum = 0, at = s->left;
  for (guint i = 0; i < spots->len; i++)
    sum += g_array_index (spots, Spot, i).width + (i > 0 ? APART : 0);
  if (sum > s->width - s->left)
    return FALSE;
  for (guint i = 0; i < spots->len; i++)
    {
      Spot *spot = &g_array_index (spots, Spot, i);
      spot->label = MAX (spot->centre - spot->width / 2, at);
      at = spot->label + spot->width + APART;
    }
  at = s->width;
  for (guint i = spots->len; i-- > 0;)
    {
      Spot *spot = &g_array_index (spots, Spot, i);
      spot->label = MIN (spot->label, at - spot->width);
      at = spot->label - APART;
    }
  return TRUE;
}

/* The estimates of one voice in the order of time. Owned. */
static GArray *
spots_of (const Series *s, const char *voice)
{
  GArray *spots = g_array_new (FALSE, TRUE, sizeof (Spot));
  for (guint i = 0; i < s->data->bars->len; i++)
    {
      const Bar *bar = s->data->bars->pdata[i];
      if (g_strcmp0 (bar->group, voice) != 0)
        continue;
      g_autofree char *date = date_words (bar);
      Spot spot = {.bar = bar};
      spot.centre = (time_axis_at (&s->axis, stretch_first (&bar->time)) +
                     time_axis_at (&s->axis, stretch_last (&bar->time) + 1)) /
                    2;
      spot.centre = CLAMP (spot.centre, s->left + STOP, s->width - STOP);
      spot.width = MAX (painter_text_width (s->p, bar->value_text, s->data->name_style),
                        painter_text_width (s->p, date, s->data->small_style));
      g_array_append_val (spots, spot);
    }
  g_array_sort (spots, compare_spots);
  return spots;
}

/* Voices in the order in which they are first named. Owned array of borrowed names. */
static GPtrArray *
voices_of (const DrawingData *data)
{
  GPtrArray *voices = g_ptr_array_new ();
  for (guint i = 0; i < data->bars->len; i++)
    {
      char *voice = ((const Bar *)data->bars->pdata[i])->group;
      if (!g_ptr_array_find_with_equal_func (voices, voice, g_str_equal, NULL))
        g_ptr_array_add (voices, voice);
    }
  return voices;
}

static double
height_of (const Series *s, double value)
{
  return PLOT * MIN (value / s->end, 1) / 1024.0;
}

/* Dashes from (x, @from) up to a head at @to; with a stop across it. */
static void
draw_arrow (const Series *s, double x, double from, double to, gboolean stop)
{
  static const double dash[2] = {3, 2};
  const Colour colour = s->data->accent;
  cairo_move_to (s->p->cr, x, from);
  cairo_line_to (s->p->cr, x, to + 6);
  painter_stroke (s->p, colour, 1.1, dash, 2);
  cairo_move_to (s->p->cr, x - 3, to + 6.5);
  cairo_line_to (s->p->cr, x, to + (stop ? 1.2 : 0));
  cairo_line_to (s->p->cr, x + 3, to + 6.5);
  cairo_close_path (s->p->cr);
  painter_fill (s->p, colour);
  if (stop)
    painter_line (s->p, x - 5, to, x + 5, to, colour, 1.6);
}

/* The mark over the line of zero at @base; returns its top. */
static double
draw_mark (const Series *s, const Spot *spot, double base)
{
  const Bar *bar = spot->bar;
  const int from = time_axis_at (&s->axis, stretch_first (&bar->time)),
            to = time_axis_at (&s->axis, stretch_last (&bar->time) + 1), wide = MAX (to - from, WIDE_LEAST);
  const double x = spot->centre / 1024.0, top = base - height_of (s, bar->high);
  if (bar->bound)
    draw_arrow (s, x, base, top, TRUE);
  else if (bar->high > bar->low)
    painter_rectangle (s->p, x - wide / 2048.0, top, wide / 1024.0, height_of (s, bar->high - bar->low),
                       s->data->accent);
  else
    {
      painter_line (s->p, x - wide / 2048.0, top, x + wide / 2048.0, top, s->data->accent, 1.2);
      cairo_new_sub_path (s->p->cr);
      cairo_arc (s->p->cr, x, top, 3, 0, 2 * G_PI);
      painter_fill (s->p, s->data->accent);
      if (bar->at_least)
        {
          draw_arrow (s, x, top, top - 14, FALSE);
          return top - 14;
        }
    }
  return top;
}

static void
draw_grid (const Series *s, int base)
{
  const double step = scale_step (s->end);
  for (double v = 0; v <= s->end; v += step)
    {
      g_autofree char *text = scale_number (s->data, v);
      const double y = base / 1024.0 - height_of (s, v);
      painter_line (s->p, s->left / 1024.0, y, s->width / 1024.0, y, v > 0 ? s->data->hairline : s->data->ink,
                    v > 0 ? .3 : .6);
      if (v == 0 || v + step > s->end) /* the ends of the scale alone: values have their own numbers */
        painter_text (s->p, text, s->data->small_style, s->data->grey, ALIGN_END, s->left - 3 * 1024,
                      (int)(y * 1024) + s->data->small_style->size * 36 / 100);
    }
}

/* One voice; returns where it ends: its line of zero. */
static int
draw_panel (const Series *s, const char *voice, GArray *spots, int y)
{
  const Style *name = s->data->name_style, *small = s->data->small_style, *label = s->data->label_style;
  const int words = y + name->leading + small->leading, base = words + SLANT + PLOT;
  draw_grid (s, base);
  painter_paragraph (s->p, voice, label, s->data->ink, 0, y + label->leading * 3 / 4, s->names, TRUE);
  for (guint i = 0; i < spots->len; i++)
    {
      const Spot *spot = &g_array_index (spots, Spot, i);
      g_autofree char *date = date_words (spot->bar);
      const double top = draw_mark (s, spot, base / 1024.0), x = spot->centre / 1024.0;
      const int middle = spot->label + spot->width / 2;
      cairo_move_to (s->p->cr, x, top - 2);
      cairo_line_to (s->p->cr, x, MIN ((words + SLANT) / 1024.0, top - 2));
      cairo_line_to (s->p->cr, middle / 1024.0, words / 1024.0 + 3);
      painter_stroke (s->p, s->data->grey, .4, NULL, 0);
      painter_text (s->p, spot->bar->value_text, name, s->data->ink, ALIGN_CENTRE, middle,
                    y + name->leading * 3 / 4);
      painter_text (s->p, date, small, s->data->grey, ALIGN_CENTRE, middle,
                    y + name->leading + small->leading * 3 / 4);
      painter_datum (s->p, spot->bar->id, spot->bar->claims, spot->bar->target, spot->bar->says, spot->label,
                     y, spot->width, words - y);
    }
  return base;
}

/* The axis of time; FALSE: there are no two dates. */
static gboolean
fit_axis (Series *s)
{
  g_autoptr (GPtrArray) spans = g_ptr_array_new ();
  gboolean differ = FALSE;
  for (guint i = 0; i < s->data->bars->len; i++)
    {
      const Bar *bar = s->data->bars->pdata[i], *first = s->data->bars->pdata[0];
      if (!bar->group || !stretch_is_dated (&bar->time))
        return FALSE;
      differ = differ || bar->time.first != first->time.first || bar->time.last != first->time.last;
      g_ptr_array_add (spans, (gpointer)&bar->time);
      s->end = MAX (s->end, bar->high);
    }
  time_axis_init (&s->axis, spans, s->left, s->width - s->left);
  return differ && s->axis.n > 0;
}

int
series_draw (Painter *p, const DrawingData *data, int width)
{
  const Style *small = data->small_style;
  Series s = {.p = p, .data = data, .width = width};
  g_autoptr (GPtrArray) voices = voices_of (data),
                        panels = g_ptr_array_new_with_free_func ((GDestroyNotify)g_array_unref);
  double most = 0;
  for (guint i = 0; i < data->bars->len; i++)
    most = MAX (most, ((const Bar *)data->bars->pdata[i])->high);
  const double step = scale_step (most);
  g_autofree char *last = scale_number (data, most + step);
  s.names = width * 24 / 100;
  s.left = s.names + 8 * 1024 + painter_text_width (p, last, small);
  if (!fit_axis (&s) || s.left > width / 2)
    return 0;
  for (s.end = step; s.end < most;)
    s.end += step;
  for (guint i = 0; i < voices->len; i++)
    {
      GArray *spots = spots_of (&s, voices->pdata[i]);
      g_ptr_array_add (panels, spots);
      if (!spread (&s, spots))
        return 0;
    }
  int y = 1024;
  for (guint i = 0; i < voices->len; i++)
    y = draw_panel (&s, voices->pdata[i], panels->pdata[i], y + (i > 0 ? 8 * 1024 : 0));
  if (data->unit && *data->unit)
    painter_paragraph (p, data->unit, small, data->grey, 0, y + 3 * 1024 + small->leading * 3 / 4, s.names,
                       TRUE);
  return time_axis_draw (&s.axis, p, data, y, TRUE) + 2 * 1024;
}
