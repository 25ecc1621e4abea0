#include "chart/lineage.h"
#include "chart/legend.h"
#include "chart/line-style.h"
#include <string.h>

enum
{
  LANE_LEAST = 72 * 1024, /* a name stays legible, and most words fit over their arrow */
  LANES_MOST = 12,
  PAD = 3 * 1024,
  GAP = 6 * 1024 /* white between neighbours */
};

/* Actors side by side and the ties between them. */
typedef struct
{
  const Actor *lanes[LANES_MOST];
  int n;
  GArray *ties; /* of guint: in data->ties, ascending */
} Band;

typedef struct
{
  Painter *p;
  const DrawingData *data;
  int dates, width; /* where the dates end, where all ends */
} Lineage;

static const Tie *
tie_at (const Lineage *l, guint i)
{
  return g_ptr_array_index (l->data->ties, i);
}

static int
lane_of (const Band *band, const char *id)
{
  for (int i = 0; i < band->n; i++)
    if (g_str_equal (band->lanes[i]->id, id))
      return i;
  return -1;
}

static const Actor *
actor_of (const DrawingData *data, const char *id)
{
  for (guint i = 0; i < data->actors->len; i++)
    if (g_str_equal (((const Actor *)g_ptr_array_index (data->actors, i))->id, id))
      return g_ptr_array_index (data->actors, i);
  return NULL;
}

/* Makes room for the ends of @tie; FALSE: it has more than @most lanes. */
static gboolean
band_admit (const Lineage *l, Band *band, guint tie, int most)
{
  const char *ends[2] = {tie_at (l, tie)->from, tie_at (l, tie)->to};
  const int before = band->n;
  for (int k = 0; k < 2; k++)
    {
      const Actor *actor = actor_of (l->data, ends[k]);
      g_assert (actor); /* ties are between actors that are there */
      if (lane_of (band, ends[k]) >= 0)
        continue;
      if (band->n == most)
        {
          band->n = before;
          return FALSE;
        }
      band->lanes[band->n++] = actor;
    }
  return TRUE;
}

/* Whoever is tied in some way to the ends of @seed: those ties of @left that are with it, as far as @most lanes hold them. */
static void
band_gather (const Lineage *l, Band *band, guint seed, const gboolean *left, gboolean *taken, int most)
{
  const guint n = l->data->ties->len;
  taken[seed] = band_admit (l, band, seed, most);
  for (gboolean again = taken[seed]; again;)
    {
      again = FALSE;
      for (guint i = 0; i < n; i++)
        if (left[i] && !taken[i] &&
            (lane_of (band, tie_at (l, i)->from) >= 0 || lane_of (band, tie_at (l, i)->to) >= 0) &&
            band_admit (l, band, i, most))
          taken[i] = again = TRUE;
    }
}

/* The next of @left: the family of the first one, and after it each further one that still has room as a whole. */
static Band
band_next (const Lineage *l, gboolean *left, int most)
{
  const guint n = l->data->ties->len;
  Band band = {.ties = g_array_new (FALSE, FALSE, sizeof (guint))};
  g_autofree gboolean *used = g_new0 (gboolean, n);
  for (guint seed = 0; seed < n; seed++)
    {
      g_autofree gboolean *taken = g_new0 (gboolean, n), *all = g_new0 (gboolean, n);
      Band family = {.n = 0}, whole = {.n = 0};
      if (!left[seed] || used[seed])
        continue;
      band_gather (l, &family, seed, left, taken, most);
      band_gather (l, &whole, seed, left, all, LANES_MOST);
      if (band.n > 0 && band.n + whole.n > most)
        continue;
      for (int k = 0; k < family.n; k++)
        band.lanes[band.n++] = family.lanes[k];
      for (guint i = 0; i < n; i++)
        used[i] = used[i] || taken[i];
      if (whole.n > family.n)
        break; /* the rest of it goes on in the next band */
    }
  for (guint i = 0; i < n; i++)
    if (used[i])
      {
        g_array_append_val (band.ties, i);
        left[i] = FALSE;
      }
  return band;
}

static int
band_span (const Lineage *l, const Band *band)
{
  int sum = 0;
  for (guint i = 0; i < band->ties->len; i++)
    {
      const Tie *tie = tie_at (l, g_array_index (band->ties, guint, i));
      sum += ABS (lane_of (band, tie->from) - lane_of (band, tie->to));
    }
  return sum;
}

/* Two lanes change places while that makes the arrows shorter in all. */
static void
band_order (const Lineage *l, Band *band)
{
  int best = band_span (l, band);
  for (gboolean again = TRUE; again;)
    {
      again = FALSE;
      for (int i = 0; i < band->n; i++)
        for (int k = i + 1; k < band->n; k++)
          {
            const Actor *actor = band->lanes[i];
            band->lanes[i] = band->lanes[k];
            band->lanes[k] = actor;
            const int span = band_span (l, band);
            again = again || span < best;
            if (span < best)
              {
                best = span;
                continue;
              }
            band->lanes[k] = band->lanes[i];
            band->lanes[i] = actor;
          }
    }
}

static int
lane_middle (const Lineage *l, const Band *band, int lane)
{
  return l->dates + (int)((gint64)(l->width - l->dates) * (2 * lane + 1) / (2 * band->n));
}

/* A head leads where the first of its ties here does. */
static void
link_head (const Lineage *l, const Band *band, const Actor *actor, int x, int y, int width, int height)
{
  for (guint i = 0; i < band->ties->len; i++)
    {
      const Tie *tie = tie_at (l, g_array_index (band->ties, guint, i));
      if (!g_str_equal (tie->from, actor->id) && !g_str_equal (tie->to, actor->id))
        continue;
      g_autofree char *says =
          tie->says ? g_strdup_printf ("%s: %s", actor->name, tie->says) : g_strdup (actor->name);
      painter_datum (l->p, actor->id, NULL, tie->target, says, x, y, width, height);
      return;
    }
}

/* Boxes of the chart's hand, all as high as the highest; returns the height. */
static int
draw_heads (const Lineage *l, const Band *band, int y)
{
  const Style *style = l->data->name_style;
  const int lane = (l->width - l->dates) / band->n - GAP, room = lane - 2 * PAD;
  int lines = 1;
  for (int i = 0; i < band->n; i++)
    lines = MAX (lines, painter_paragraph (l->p, band->lanes[i]->name, style, 0, 0, 0, room, FALSE));
  const int height = lines * style->leading + 2 * PAD;
  for (int i = 0; i < band->n; i++)
    {
      const Actor *actor = band->lanes[i];
      const int n = painter_paragraph (l->p, actor->name, style, 0, 0, 0, room, FALSE);
      const double x = (lane_middle (l, band, i) - lane / 2) / 1024.0;
      painter_rectangle (l->p, x, y / 1024.0, lane / 1024.0, height / 1024.0,
                         actor->subject ? l->data->ink : l->data->state_ground);
      cairo_rectangle (l->p->cr, x, y / 1024.0, lane / 1024.0, height / 1024.0);
      painter_stroke (l->p, l->data->ink, actor->kind == ACTOR_PERSON ? .5 : .9, NULL, 0);
      painter_paragraph (l->p, actor->name, style, actor->subject ? 0xFFFFFF : l->data->ink,
                         lane_middle (l, band, i) - lane / 2 + PAD,
                         y + PAD + (lines - n) * style->leading / 2 + style->leading * 3 / 4, room, TRUE);
      link_head (l, band, actor, lane_middle (l, band, i) - lane / 2, y, lane, height);
    }
  return height;
}

/* "pledged allegiance (reported)" */
static char *
tie_words (const DrawingData *data, const Tie *tie)
{
  if (tie->status == TIE_CONTESTED)
    return g_strdup_printf ("%s?", tie->label);
  if (tie->status == TIE_ASSERTED)
    return g_strdup (tie->label);
  const char *word = status_word (data, tie->status);
  return strstr (tie->label, word) ? g_strdup (tie->label) : g_strdup_printf ("%s (%s)", tie->label, word);
}

static void
draw_arrow (const Lineage *l, const Tie *tie, int from, int to, int y)
{
  const LineStyle style = line_style (l->data, tie->tie, tie->status);
  const double a = from / 1024.0, b = to / 1024.0, at = y / 1024.0, way = b < a ? -1 : 1;
  cairo_new_sub_path (l->p->cr);
  cairo_arc (l->p->cr, a, at, 1.8, 0, 2 * G_PI);
  painter_fill (l->p, style.colour);
  line_level (l->p, style, a, style.end == END_NONE ? b : b - way * 2, at);
  line_end (l->p, style, b, at, way, 0);
}

/* Date, words over the arrow and the arrow; only measures if not @draw. Returns its height. */
static int
draw_tie (const Lineage *l, const Band *band, const Tie *tie, int y, gboolean draw)
{
  const DrawingData *data = l->data;
  const Style *label = data->label_style, *small = data->small_style;
  const int from = lane_middle (l, band, lane_of (band, tie->from)),
            to = lane_middle (l, band, lane_of (band, tie->to)), most = l->width - l->dates;
  g_autofree char *words = tie_words (data, tie);
  const char *claims = tie->claims ? tie->claims : "", *when = tie->when ? tie->when : "";
  const int claims_width = *claims ? painter_text_width (l->p, claims, small) + 4 * 1024 : 0;
  const int one = painter_text_width (l->p, words, label) + claims_width;
  const int room = MIN (most, MAX (ABS (to - from) - 2 * GAP, MIN (one, most))),
            text_room = room - claims_width;
  const int n = painter_paragraph (l->p, words, label, 0, 0, 0, text_room, FALSE);
  const int m = painter_paragraph (l->p, when, small, 0, 0, 0, l->dates - GAP, FALSE);
  const int text = MAX (n * label->leading, m * small->leading - label->leading / 2),
            line = y + 4 * 1024 + text + 2 * 1024;
  if (!draw)
    return line + 4 * 1024 - y;
  int x = (from + to) / 2 - MIN (one, room) / 2;
  x = CLAMP (x, l->dates, MAX (l->width - MIN (one, room), l->dates));
  painter_rectangle (l->p, x / 1024.0 - 2, y / 1024.0 + 4, MIN (one, room) / 1024.0 + 4,
                     n * label->leading / 1024.0, 0xFFFFFF);
  painter_paragraph (l->p, words, label, data->ink, x, y + 4 * 1024 + label->leading * 3 / 4, text_room,
                     TRUE);
  painter_text (l->p, claims, small, data->grey, ALIGN_END, x + MIN (one, room),
                y + 4 * 1024 + label->leading * 3 / 4);
  painter_paragraph (l->p, when, small, data->grey, 0,
                     line + small->size * 36 / 100 - (m - 1) * small->leading, l->dates - GAP, TRUE);
  draw_arrow (l, tie, from, to, line);
  painter_datum (l->p, tie->id, tie->claims, tie->target, tie->says, x, y + 4 * 1024, MIN (one, room),
                 n * label->leading);
  return line + 4 * 1024 - y;
}

static int
draw_band (const Lineage *l, const Band *band, int y)
{
  y += draw_heads (l, band, y);
  int end = y;
  for (guint i = 0; i < band->ties->len; i++)
    end += draw_tie (l, band, tie_at (l, g_array_index (band->ties, guint, i)), end, FALSE);
  for (int i = 0; i < band->n; i++)
    painter_line (l->p, lane_middle (l, band, i) / 1024.0, y / 1024.0, lane_middle (l, band, i) / 1024.0,
                  (end + 3 * 1024) / 1024.0, l->data->hairline, .6);
  for (guint i = 0; i < band->ties->len; i++)
    y += draw_tie (l, band, tie_at (l, g_array_index (band->ties, guint, i)), y, TRUE);
  return end + 3 * 1024;
}

int
lineage_draw (Painter *painter, const DrawingData *data, int width)
{
  Lineage l = {painter, data, 0, width};
  int y = 1024;
  for (guint i = 0; i < data->ties->len; i++)
    if (tie_at (&l, i)->when)
      l.dates = MAX (l.dates, painter_text_width (painter, tie_at (&l, i)->when, data->small_style) + GAP);
  l.dates = MIN (l.dates, width / 5);
  const int most = CLAMP ((width - l.dates) / LANE_LEAST, 2, LANES_MOST);
  g_autofree gboolean *left = g_new (gboolean, data->ties->len + 1);
  for (guint i = 0; i < data->ties->len; i++)
    left[i] = !g_str_equal (tie_at (&l, i)->from, tie_at (&l, i)->to);
  for (guint first = 0; first < data->ties->len; first++)
    if (left[first])
      {
        Band band = band_next (&l, left, most);
        band_order (&l, &band);
        y = draw_band (&l, &band, y + (first > 0 ? 10 * 1024 : 0));
        g_array_unref (band.ties);
      }
  y += 4 * 1024;
  return y + tie_legend_draw (painter, data, width, y);
}
