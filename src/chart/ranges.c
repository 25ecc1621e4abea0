/* ranges.c: estimates on one scale. A range said for the present is a bar from its low to its high end. A bound that may be reached in
 * the future is no range: it is a dashed arrow to a stop, and its words say so. Two voices never share a mark.
 */
#include "chart/companions.h"
#include <string.h>

double
scale_step (double most)
{
  double step = 1;

  while (step * 10 * 5 < most)
    step *= 10;
  while (step * 5 < most)
    step *= step * 2 * 5 >= most ? 2 : step * 5 * 5 >= most ? 5 : 10;
  return step;
}

char *
scale_number (const DrawingData *data, double value)
{
  g_autofree char *digits = g_strdup_printf ("%" G_GINT64_FORMAT, (gint64)value);
  gsize n = strlen (digits);
  GString *s = g_string_new (NULL);

  for (gsize i = 0; i < n; i++)
    {
      if (i > 0 && (n - i) % 3 == 0)
        g_string_append (s, phrase_in (data, "group-separator", ","));
      g_string_append_c (s, digits[i]);
    }
  return g_string_free (s, FALSE);
}

typedef struct
{
  Painter *p;
  const DrawingData *data;
  int left, room;
  double scale_end;
} Scale;

static double
scale_x (const Scale *s, double value)
{
  return (s->left + s->room * (value / s->scale_end)) / 1024.0;
}

static void
draw_range (const Scale *s, const Bar *bar, int middle)
{
  const Style *name = s->data->name_style;
  double low = scale_x (s, bar->low), high = scale_x (s, bar->high), y = middle / 1024.0;
  int width = painter_text_width (s->p, bar->value_text, name), x = (int)(high * 1024) + 5 * 1024;

  if (high > low)
    painter_rectangle (s->p, low, y - 5, high - low, 10, s->data->accent);
  else
    {
      cairo_new_sub_path (s->p->cr);
      cairo_arc (s->p->cr, low, y, 3.4, 0, 2 * G_PI);
      painter_fill (s->p, s->data->accent);
    }
  if (bar->at_least)
    {
      static const double dash[2] = {4, 2.5};
      const double end = MIN (high + 34, (s->left + s->room) / 1024.0);
      cairo_move_to (s->p->cr, high + 2, y);
      cairo_line_to (s->p->cr, end - 6, y);
      painter_stroke (s->p, s->data->accent, 1.1, dash, 2);
      cairo_move_to (s->p->cr, end - 6.5, y - 3.2);
      cairo_line_to (s->p->cr, end, y);
      cairo_line_to (s->p->cr, end - 6.5, y + 3.2);
      cairo_close_path (s->p->cr);
      painter_fill (s->p, s->data->accent);
      x = (int)(end * 1024) + 5 * 1024;
    }
  if (x + width > s->left + s->room)
    x = (int)(low * 1024) - 5 * 1024 - width;
  painter_rectangle (s->p, x / 1024.0 - 2, y - 5, width / 1024.0 + 4, 10, 0xFFFFFF);
  painter_text (s->p, bar->value_text, name, s->data->ink, ALIGN_START, x, middle + name->size * 36 / 100);
}

static void
draw_bound (const Scale *s, const Bar *bar, int middle)
{
  static const double dash[2] = {4, 2.5};
  const Style *name = s->data->name_style;
  double from = scale_x (s, 0), to = scale_x (s, bar->high), y = middle / 1024.0;
  int width = painter_text_width (s->p, bar->value_text, name),
      x = MAX (s->left + 6 * 1024, (int)(to * 1024) - 12 * 1024 - width);

  cairo_move_to (s->p->cr, from + 2, y);
  cairo_line_to (s->p->cr, to - 8, y);
  painter_stroke (s->p, s->data->accent, 1.1, dash, 2);
  cairo_move_to (s->p->cr, to - 8.5, y - 3.2);
  cairo_line_to (s->p->cr, to - 1.6, y);
  cairo_line_to (s->p->cr, to - 8.5, y + 3.2);
  cairo_close_path (s->p->cr);
  painter_fill (s->p, s->data->accent);
  painter_line (s->p, to, y - 6, to, y + 6, s->data->accent, 1.8);
  painter_rectangle (s->p, x / 1024.0 - 2, y - 3 - name->size / 1024.0, width / 1024.0 + 4,
                     name->size / 1024.0, 0xFFFFFF);
  painter_text (s->p, bar->value_text, name, s->data->ink, ALIGN_START, x, middle - 4 * 1024);
}

/* Label and, under it, who says so; returns the height of the row. */
static int
draw_voice (const Scale *s, const Bar *bar, int y, gboolean draw)
{
  const Style *label = s->data->label_style, *small = s->data->small_style;
  int width = s->left - 10 * 1024;
  g_autofree char *note =
      g_strconcat (bar->note && *bar->note ? bar->note : "", " ", bar->claims ? bar->claims : "", NULL);
  int n =
      painter_paragraph (s->p, bar->label, label, s->data->ink, 0, y + label->leading * 3 / 4, width, draw);
  int m = painter_paragraph (s->p, g_strstrip (note), small, s->data->grey, 0,
                             y + n * label->leading + small->leading * 3 / 4, width, draw);

  return MAX (n * label->leading + m * small->leading, 22 * 1024);
}

int
ranges_draw (Painter *p, const DrawingData *data, int width)
{
  const Style *small = data->small_style;
  Scale s = {p, data, width * 34 / 100, 0, 1};
  double most = 0;
  int y = 2 * 1024, height = 0;

  for (guint i = 0; i < data->bars->len; i++)
    {
      most = MAX (most, ((const Bar *)g_ptr_array_index (data->bars, i))->high);
      height += draw_voice (&s, g_ptr_array_index (data->bars, i), 0, FALSE) + 8 * 1024;
    }
  double step = scale_step (most);
  s.scale_end = step;
  while (s.scale_end < most)
    s.scale_end += step;
  /* the last number of the scale is centred under its line */
  g_autofree char *last = scale_number (data, s.scale_end);
  s.room = width - s.left - MAX (painter_text_width (p, last, small) / 2, 3 * 1024);
  for (double v = 0; v <= s.scale_end; v += step)
    {
      g_autofree char *text = scale_number (data, v);
      painter_line (p, scale_x (&s, v), y / 1024.0, scale_x (&s, v), (y + height) / 1024.0,
                    v > 0 ? data->hairline : data->ink, v > 0 ? .4 : .7);
      painter_text (p, text, small, data->grey, ALIGN_CENTRE, (int)(scale_x (&s, v) * 1024),
                    y + height + small->leading);
    }
  int bottom = y + height + small->leading;
  if (data->unit && *data->unit)
    painter_text (p, data->unit, small, data->grey, ALIGN_START, 0, bottom);
  for (guint i = 0; i < data->bars->len; i++)
    {
      const Bar *bar = g_ptr_array_index (data->bars, i);
      int row = draw_voice (&s, bar, y, TRUE);
      if (bar->bound || bar->low < 0)
        draw_bound (&s, bar, y + row / 2 + 2 * 1024);
      else
        draw_range (&s, bar, y + row / 2);
      painter_datum (p, bar->id, bar->claims, bar->target, bar->says, 0, y, width, row);
      y += row + 8 * 1024;
    }
  return bottom + 4 * 1024;
}
