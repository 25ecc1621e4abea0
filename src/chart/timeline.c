/* timeline.c: moments down a rail. The rail orders and does not measure: where more than two years lie between two marks it is broken.
 * A day is a disc, a month, year or span a capsule, what still goes on a capsule with an arrow; an inferred date is hollow, a disputed
 * one has a question mark. What has no date stands apart and off the rail.
 */
#include "chart/companions.h"
#include <string.h>

typedef struct
{
  Painter *p;
  const DrawingData *data;
  int dates, text, width; /* right end of the dates, left end of the words */
} Rail;

static void
draw_mark (const Rail *r, const Moment *m, int middle)
{
  Painter *p = r->p;
  double x = (r->dates + 10 * 1024) / 1024.0, y = middle / 1024.0;
  gboolean long_ = m->last != m->first;
  Colour colour = m->disputed ? r->data->alert : r->data->accent;

  cairo_new_sub_path (p->cr);
  if (long_)
    {
      cairo_arc (p->cr, x, y - 1.6, 2.4, G_PI, 0);
      cairo_arc (p->cr, x, y + 1.6, 2.4, 0, G_PI);
    }
  else
    cairo_arc (p->cr, x, y, 2.5, 0, 2 * G_PI);
  cairo_close_path (p->cr);
  cairo_path_t *shape = cairo_copy_path (p->cr);
  painter_fill (p, m->inferred ? 0xFFFFFF : colour);
  cairo_append_path (p->cr, shape);
  painter_stroke (p, colour, 1, NULL, 0);
  cairo_path_destroy (shape);
  if (m->last < 0)
    {
      cairo_move_to (p->cr, x - 2.4, y + 5.2);
      cairo_line_to (p->cr, x, y + 7.6);
      cairo_line_to (p->cr, x + 2.4, y + 5.2);
      painter_stroke (p, colour, 1, NULL, 0);
    }
}

static int
draw_moment (const Rail *r, const Moment *m, int y)
{
  const DrawingData *data = r->data;
  const Style *label = data->label_style;
  int baseline = y + label->leading * 3 / 4, width = r->width - r->text;
  g_autofree char *text = g_strconcat (m->text, m->disputed ? "?" : "", NULL);
  g_autofree char *when = g_strconcat (m->when, m->inferred ? "*" : "", NULL);

  painter_text (r->p, when, data->small_style, data->grey, ALIGN_END, r->dates, baseline);
  int n = painter_paragraph (r->p, text, label, data->ink, r->text, baseline, width, TRUE);
  if (m->claims && *m->claims)
    {
      /* after the last line where it has room, else under it */
      g_auto (GStrv) words = g_strsplit (text, " ", -1);
      g_autoptr (GString) line = g_string_new (NULL);
      for (int i = 0; words[i]; i++)
        {
          g_autofree char *longer =
              line->len ? g_strconcat (line->str, " ", words[i], NULL) : g_strdup (words[i]);
          g_string_assign (line,
                           line->len && painter_text_width (r->p, longer, label) > width ? words[i] : longer);
        }
      int end = painter_text_width (r->p, line->str, label) + 4 * 1024;
      if (end + painter_text_width (r->p, m->claims, data->small_style) > width)
        n += painter_paragraph (r->p, m->claims, data->small_style, data->grey, r->text,
                                baseline + n * label->leading, width, TRUE);
      else
        painter_text (r->p, m->claims, data->small_style, data->grey, ALIGN_START, r->text + end,
                      baseline + (n - 1) * label->leading);
    }
  return n * label->leading + 4 * 1024;
}

int
timeline_draw (Painter *p, const DrawingData *data, int width)
{
  Rail r = {p, data, 0, 0, width};
  const Style *label = data->label_style;
  int y = 1024, from = -1, dated = 0, last_day = -1;
  static const double broken[2] = {1.2, 2.4};
  gboolean inferred = FALSE;

  for (guint i = 0; i < data->moments->len; i++)
    {
      const Moment *m = g_ptr_array_index (data->moments, i);
      r.dates = MAX (r.dates, painter_text_width (p, m->when, data->small_style) + 4 * 1024);
      inferred = inferred || m->inferred;
    }
  r.dates = MIN (r.dates, width * 4 / 10);
  r.text = r.dates + 20 * 1024;
  double x = (r.dates + 10 * 1024) / 1024.0;
  /* the rail first, then what stands on it */
  for (int pass = 0; pass < 2; pass++)
    for (guint i = 0, at = 0; i < data->moments->len; i++)
      {
        const Moment *m = g_ptr_array_index (data->moments, i);
        if ((m->first >= 0) != (pass == 0))
          continue;
        if (pass == 1 && at++ == 0 && dated > 0)
          y += 5 * 1024;
        int middle = y + label->leading * 3 / 4 - label->size * 36 / 100;
        if (pass == 0)
          {
            if (from >= 0)
              {
                gboolean gap = m->first - last_day > 2 * 365;
                cairo_move_to (p->cr, x, from / 1024.0 + 5.5);
                cairo_line_to (p->cr, x, middle / 1024.0 - 5.5);
                painter_stroke (p, data->grey, .7, broken, gap ? 2 : 0);
              }
            from = middle;
            last_day = m->first;
            dated++;
            draw_mark (&r, m, middle);
          }
        y += draw_moment (&r, m, y);
      }
  if (inferred)
    {
      g_autofree char *note = g_strconcat ("* ", phrase_in (data, "inferred", "date inferred"), NULL);
      painter_text (p, note, data->small_style, data->grey, ALIGN_START, r.text,
                    y + data->small_style->leading);
      y += data->small_style->leading + 2 * 1024;
    }
  return y;
}
