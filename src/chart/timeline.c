/* timeline.c: what happened when, one event a row, in the order of time. Where there is room, each row has its place on one axis to
 * scale (time-axis.h): a day is a disc, some time within a month a bracket as wide as the month, what lasted a bar, what goes on a bar
 * with an arrow. In a narrow column the events stand on a rail that orders and does not measure; where more than two years lie between
 * two marks it is broken. An inferred date is hollow and has an asterisk, a disputed event a question mark. What has no date stands
 * apart.
 */
#include "chart/companions.h"
#include "chart/time-axis.h"
#include <string.h>

enum
{
  SCALE_WIDTH_LEAST = 340 * 1024, /* narrower, and the words beside an axis have lines of two words */
  TRACK_LEAST = 84 * 1024,
  TRACK_MOST = 150 * 1024,
  MARK_HALF = 3
};

typedef struct
{
  Painter *p;
  const DrawingData *data;
  int dates, text, width; /* right end of the dates, left end of the words */
  int x;                  /* of the rail, or of the track */
  TimeAxis axis;          /* of the track; empty: a rail */
} Timeline;

static const Moment *
moment_at (const Timeline *t, guint i)
{
  return g_ptr_array_index (t->data->moments, i);
}

static Colour
colour_of (const Timeline *t, const Moment *m)
{
  return m->disputed ? t->data->alert : t->data->accent;
}

static void
draw_rail_mark (const Timeline *t, const Moment *m, int middle)
{
  Painter *p = t->p;
  double x = t->x / 1024.0, y = middle / 1024.0, down = m->time.last != m->time.first ? 1.6 : 0;
  const Colour colour = colour_of (t, m);

  cairo_new_sub_path (p->cr);
  cairo_arc (p->cr, x, y - down, 2.45, G_PI, 0);
  cairo_arc (p->cr, x, y + down, 2.45, 0, G_PI);
  cairo_close_path (p->cr);
  cairo_path_t *shape = cairo_copy_path (p->cr);
  painter_fill (p, m->inferred ? 0xFFFFFF : colour);
  cairo_append_path (p->cr, shape);
  painter_stroke (p, colour, 1, NULL, 0);
  cairo_path_destroy (shape);
  if (m->time.open)
    {
      cairo_move_to (p->cr, x - 2.4, y + 5.2);
      cairo_line_to (p->cr, x, y + 7.6);
      cairo_line_to (p->cr, x + 2.4, y + 5.2);
      painter_stroke (p, colour, 1, NULL, 0);
    }
}

/* The words, and behind the last of them or below it the numbers of the claims; returns the lines. */
static int
draw_words (const Timeline *t, const Moment *m, int baseline)
{
  const Style *label = t->data->label_style, *small = t->data->small_style;
  const int width = t->width - t->text;
  const gsize length = strlen (m->text) - (m->disputed && g_str_has_suffix (m->text, ".") ? 1 : 0);
  g_autofree char *text = g_strdup_printf ("%.*s%s", (int)length, m->text, m->disputed ? " (?)" : "");
  int n = painter_paragraph (t->p, text, label, t->data->ink, t->text, baseline, width, TRUE);
  if (!m->claims || !*m->claims)
    return n;
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  g_autoptr (GString) line = g_string_new (NULL);
  for (int i = 0; words[i]; i++)
    {
      g_autofree char *longer =
          line->len ? g_strconcat (line->str, " ", words[i], NULL) : g_strdup (words[i]);
      g_string_assign (line,
                       line->len && painter_text_width (t->p, longer, label) > width ? words[i] : longer);
    }
  const int end = painter_text_width (t->p, line->str, label) + 4 * 1024;
  if (end + painter_text_width (t->p, m->claims, small) > width)
    return n + painter_paragraph (t->p, m->claims, small, t->data->grey, t->text,
                                  baseline + n * label->leading, width, TRUE);
  painter_text (t->p, m->claims, small, t->data->grey, ALIGN_START, t->text + end,
                baseline + (n - 1) * label->leading);
  return n;
}

static int
row_middle (const Timeline *t, int y)
{
  const Style *label = t->data->label_style;
  return y + label->leading * 3 / 4 - label->size * 36 / 100;
}

/* Date, words and claims; returns the height of the row. */
static int
draw_moment (const Timeline *t, const Moment *m, int y)
{
  const Style *label = t->data->label_style, *small = t->data->small_style;
  const int baseline = y + label->leading * 3 / 4;
  g_autofree char *when = g_strconcat (m->when, m->inferred ? "*" : "", NULL);
  const int wide = MIN (painter_text_width (t->p, when, small), t->dates);
  const int lines =
      painter_paragraph (t->p, when, small, t->data->grey, t->dates - wide, baseline, t->dates, TRUE);
  const int n = draw_words (t, m, baseline);
  const int height = MAX (n * label->leading, lines * small->leading) + 4 * 1024;
  painter_datum (t->p, m->id, m->claims, m->target, m->says, 0, y, t->width, height - 2 * 1024);
  return height;
}

/* From one mark of the rail to the next. */
static void
draw_rail (const Timeline *t, const Moment *before, const Moment *after, int from, int to)
{
  static const double broken[2] = {1.2, 2.4};
  const gboolean gap = stretch_first (&after->time) - stretch_first (&before->time) > 2 * 365;
  cairo_move_to (t->p->cr, t->x / 1024.0, from / 1024.0 + 5.5);
  cairo_line_to (t->p->cr, t->x / 1024.0, to / 1024.0 - 5.5);
  painter_stroke (t->p, t->data->grey, .7, broken, gap ? 2 : 0);
}

static int
draw_dated (const Timeline *t, int y)
{
  const Moment *before = NULL;
  int from = 0;
  for (guint i = 0; i < t->data->moments->len; i++)
    {
      const Moment *m = moment_at (t, i);
      const int middle = row_middle (t, y);
      if (!stretch_is_dated (&m->time))
        continue;
      if (t->axis.n > 0)
        {
          const TimeAxis *axis = &t->axis;
          for (int k = 0; k < axis->n; k++) /* the eye goes along it from the date to the words */
            painter_line (t->p, axis->parts[k].x / 1024.0, middle / 1024.0,
                          (axis->parts[k].x + axis->parts[k].width) / 1024.0, middle / 1024.0,
                          t->data->hairline, .3);
          time_axis_mark (axis, t->p, &m->time, middle, MARK_HALF, m->inferred, colour_of (t, m));
        }
      else
        {
          if (before)
            draw_rail (t, before, m, from, middle);
          draw_rail_mark (t, m, middle);
        }
      before = m;
      from = middle;
      y += draw_moment (t, m, y);
    }
  return t->axis.n > 0 && before ? time_axis_draw (&t->axis, t->p, t->data, y + 1024, TRUE) + 2 * 1024 : y;
}

/* A mark of the track and what it means, at @x; returns where the next may stand. */
static int
draw_sample (const Timeline *t, const Stretch *like, const char *word, int x, int y)
{
  const Style *small = t->data->small_style;
  const TimeAxis one = {.parts = {{.first = 1, .last = 3, .x = x, .width = 16 * 1024}}, .n = 1};
  const int end = x + 20 * 1024;
  time_axis_mark (&one, t->p, like, y - small->size * 36 / 100, MARK_HALF, FALSE, t->data->accent);
  painter_text (t->p, word, small, t->data->grey, ALIGN_START, end, y);
  return end + painter_text_width (t->p, word, small) + 11 * 1024;
}

/* What marks and asterisks mean: only of what occurs. */
static int
draw_key (const Timeline *t, int y)
{
  const Style *small = t->data->small_style;
  static const struct
  {
    Stretch like;
    const char *key, *words;
  } samples[] = {{{.first = 1, .last = 3}, "within", "some time within"},
                 {{.first = 1, .last = 3, .lasted = TRUE}, "lasted", "all that time"},
                 {{.first = 1, .last = 2, .open = TRUE}, "goes-on", "goes on"}};
  gboolean occurs[G_N_ELEMENTS (samples)] = {FALSE}, inferred = FALSE;
  int x = t->axis.n > 0 ? t->x : t->text, left = x;
  for (guint i = 0; i < t->data->moments->len; i++)
    {
      const Moment *m = moment_at (t, i);
      inferred = inferred || m->inferred;
      if (stretch_is_dated (&m->time))
        occurs[m->time.open ? 2 : m->time.lasted ? 1 : 0] |= m->time.first != m->time.last;
    }
  const int baseline = y + small->leading;
  for (guint i = 0; t->axis.n > 0 && i < G_N_ELEMENTS (samples); i++)
    if (occurs[i])
      x = draw_sample (t, &samples[i].like, phrase_in (t->data, samples[i].key, samples[i].words), x,
                       baseline);
  if (inferred)
    {
      g_autofree char *note = g_strconcat ("* ", phrase_in (t->data, "inferred", "date inferred"), NULL);
      painter_text (t->p, note, small, t->data->grey, ALIGN_START, x, baseline);
    }
  return x > left || inferred ? baseline + 3 * 1024 : y;
}

/* Columns: dates, axis or rail, words. */
static void
lay_out (Timeline *t)
{
  g_autoptr (GPtrArray) spans = g_ptr_array_new ();
  gboolean differ = FALSE;
  for (guint i = 0; i < t->data->moments->len; i++)
    {
      const Moment *m = moment_at (t, i), *first = moment_at (t, 0);
      g_autofree char *when = g_strconcat (m->when, m->inferred ? "*" : "", NULL);
      t->dates = MAX (t->dates, painter_text_width (t->p, when, t->data->small_style) + 1024);
      g_ptr_array_add (spans, (gpointer)&m->time);
      differ = differ || (stretch_is_dated (&m->time) &&
                          (m->time.first != first->time.first || m->time.last != first->time.last));
    }
  if (t->data->rail || t->width < SCALE_WIDTH_LEAST || !differ)
    {
      t->dates = MIN (t->dates + 3 * 1024, t->width * 4 / 10);
      t->x = t->dates + 10 * 1024;
      t->text = t->dates + 20 * 1024;
      return;
    }
  t->dates = MIN (t->dates, t->width / 5);
  t->x = t->dates + 10 * 1024;
  const int track = CLAMP (t->width * 27 / 100, TRACK_LEAST, TRACK_MOST);
  time_axis_init (&t->axis, spans, t->x, track);
  t->text = t->x + track + 12 * 1024;
}

int
timeline_draw (Painter *p, const DrawingData *data, int width)
{
  Timeline t = {.p = p, .data = data, .width = width};
  gboolean apart = TRUE;
  int y = 1024;

  lay_out (&t);
  y = draw_dated (&t, y);
  t.text = t.axis.n > 0 ? t.x : t.text; /* beside no axis, words have its room */
  for (guint i = 0; i < data->moments->len; i++)
    if (!stretch_is_dated (&moment_at (&t, i)->time))
      {
        y += apart && y > 1024 ? 5 * 1024 : 0;
        apart = FALSE;
        y += draw_moment (&t, moment_at (&t, i), y);
      }
  return draw_key (&t, y);
}
