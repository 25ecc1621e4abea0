/* legend.c: the key of a chart: samples of what occurs and nothing else, the date of the information, what "contested" means; and
 * the alternative text.
 */
#include "chart/draw.h"
#include "chart/legend.h"
#include "chart/line-style.h"
#include <string.h>

#define SAMPLE (22 * 1024)
#define GAP    (4 * 1024)
#define APART  (11 * 1024)

typedef struct
{
  Painter *p;
  const DrawingData *data;
  int x, baseline, width;
  gboolean draw;
} Legend;

/* Room for @w more; a new line if it does not fit. Returns where to begin. */
static int
legend_room (Legend *l, int w)
{
  if (l->x > 0 && l->x + w > l->width)
    {
      l->x = 0;
      l->baseline += l->data->small_style->leading + 1024;
    }
  int x = l->x;
  l->x += w + APART;
  return x;
}

static void
legend_sample (Legend *l, LineStyle style, const char *word)
{
  const Style *small = l->data->small_style;
  int x = legend_room (l, SAMPLE + GAP + painter_text_width (l->p, word, small));
  double x0 = x / 1024.0, x1 = (x + SAMPLE) / 1024.0, y = (l->baseline - small->size * 36 / 100) / 1024.0;

  if (!l->draw)
    return;
  line_level (l->p, style, x0, x1, y);
  line_end (l->p, style, x1, y, 1, 0);
  painter_text (l->p, word, small, l->data->ink, ALIGN_START, x + SAMPLE + GAP, l->baseline);
}

static void
legend_words (Legend *l, const char *words)
{
  const Style *small = l->data->small_style;
  int x = legend_room (l, MIN (painter_text_width (l->p, words, small), l->width));

  if (l->draw)
    painter_text (l->p, words, small, l->data->grey, ALIGN_START, x, l->baseline);
}

/* Lines of their own: what is not in the drawing must not be missed. */
static void
legend_note (Legend *l, const char *words)
{
  const Style *small = l->data->small_style;

  l->baseline += l->x > 0 ? small->leading + 1024 : 0;
  int n = painter_paragraph (l->p, words, small, l->data->ink, 0, l->baseline, l->width, l->draw);
  l->baseline += (n - 1) * small->leading;
}

/* What occurs in a drawing, by class and status. */
typedef struct
{
  gboolean tie[TIE_MEMBERSHIP + 1], status[TIE_REPORTED + 1], contested;
} Occurs;

static void
legend_of (Legend *l, const Occurs *occurs)
{
  static const TieClass classes[] = {TIE_HOSTILE,    TIE_ATTACK,  TIE_ALLIED, TIE_ALLEGIANCE,
                                     TIE_MEMBERSHIP, TIE_COMMAND, TIE_OTHER};
  const DrawingData *data = l->data;
  const gboolean *tie = occurs->tie, *status = occurs->status;
  gboolean one_look = tie[TIE_ALLEGIANCE] && tie[TIE_MEMBERSHIP];
  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    {
      g_autofree char *both = NULL;
      if (!tie[classes[i]] || (one_look && classes[i] == TIE_MEMBERSHIP))
        continue;
      if (one_look && classes[i] == TIE_ALLEGIANCE)
        both = g_strdup_printf ("%s, %s", tie_word (data, TIE_ALLEGIANCE), tie_word (data, TIE_MEMBERSHIP));
      legend_sample (l, line_style (data, classes[i], TIE_ASSERTED),
                     both ? both : tie_word (data, classes[i]));
    }
  for (int s = TIE_ASSESSED; s <= TIE_REPORTED; s++)
    if (status[s])
      {
        LineStyle sample = line_style (data, TIE_OTHER, (TieStatus)s);
        sample.end = END_NONE;
        if (s != TIE_CONTESTED)
          legend_sample (l, sample, status_word (data, (TieStatus)s));
      }
  if (occurs->contested)
    {
      /* even if only a row is contested: its question mark is explained */
      LineStyle sample = line_style (data, TIE_OTHER, TIE_CONTESTED);
      g_autofree char *word =
          g_strdup_printf ("%s (?): %s", status_word (data, TIE_CONTESTED),
                           phrase_in (data, "contested-means", "some say so, others deny it"));
      sample.end = END_NONE;
      if (status[TIE_CONTESTED])
        legend_sample (l, sample, word);
      else
        legend_words (l, word);
    }
}

int
chart_draw_legend (Painter *p, const ChartFold *fold, int width, int y, gboolean draw)
{
  const DrawingData *data = fold->data;
  Legend l = {p, data, 0, y + data->small_style->leading, width, draw};
  Occurs occurs = {0};

  for (guint i = 0; i < fold->lines->len; i++)
    {
      const FoldLine *line = &g_array_index (fold->lines, FoldLine, i);
      if (((const Tie *)g_ptr_array_index (data->ties, line->first))->weight > 0)
        continue; /* lines of an overview: its note says what they are */
      for (guint k = 0; line->parts && k < line->parts->len; k++)
        {
          const Tie *tie = data->ties->pdata[g_array_index (line->parts, FoldPart, k).tie];
          occurs.tie[tie->tie] = TRUE;
          occurs.status[tie->status] = TRUE;
        }
      if (line->parts)
        continue;
      occurs.tie[line->tie] = TRUE;
      occurs.status[line->status] = TRUE;
    }
  for (guint i = 0; i < data->ties->len; i++)
    occurs.contested |= ((const Tie *)g_ptr_array_index (data->ties, i))->status == TIE_CONTESTED;
  legend_of (&l, &occurs);
  if (data->as_of && *data->as_of)
    legend_words (&l, data->as_of);
  if (data->note && *data->note)
    legend_note (&l, data->note);
  return l.baseline - y + 3 * 1024;
}

/* The key of all ties, with their classes or without; what is left out. */
static int
draw_tie_legend (Painter *p, const DrawingData *data, int width, int y, gboolean classes)
{
  Legend l = {p, data, 0, y + data->small_style->leading, width, TRUE};
  Occurs occurs = {0};

  for (guint i = 0; i < data->ties->len; i++)
    {
      const Tie *tie = g_ptr_array_index (data->ties, i);
      occurs.tie[tie->tie] = classes;
      occurs.status[tie->status] = TRUE;
      occurs.contested |= tie->status == TIE_CONTESTED;
    }
  legend_of (&l, &occurs);
  if (data->note && *data->note)
    legend_note (&l, data->note);
  return l.x > 0 || data->note ? l.baseline - y + 3 * 1024 : 0;
}

int
tie_legend_draw (Painter *p, const DrawingData *data, int width, int y)
{
  return draw_tie_legend (p, data, width, y, TRUE);
}

int
tie_notes_draw (Painter *p, const DrawingData *data, int width, int y)
{
  return draw_tie_legend (p, data, width, y, FALSE);
}

char *
chart_alternative_text (const DrawingData *data)
{
  GString *s = g_string_new (data->title);

  if (data->alt && *data->alt)
    {
      g_string_free (s, TRUE);
      return g_strdup (data->alt);
    }
  for (guint i = 0; i < data->ties->len; i++)
    {
      const Tie *tie = g_ptr_array_index (data->ties, i);
      const char *ends[2] = {tie->from, tie->to};
      g_string_append (s, s->len == 0 ? "" : s->str[s->len - 1] == '.' ? " " : ". ");
      if (tie->says && *tie->says)
        {
          g_string_append (s, tie->says);
          continue;
        }
      for (guint a = 0; a < data->actors->len; a++)
        for (int k = 0; k < 2; k++)
          if (g_str_equal (((const Actor *)g_ptr_array_index (data->actors, a))->id, ends[k]))
            ends[k] = ((const Actor *)g_ptr_array_index (data->actors, a))->name;
      g_string_append_printf (s, "%s – %s%s%s (%s)", ends[0], tie->label, *tie->label ? " – " : "", ends[1],
                              status_word (data, tie->status));
    }
  if (s->len && s->str[s->len - 1] != '.')
    g_string_append_c (s, '.');
  for (guint i = 0; i < data->stubs->len; i++)
    {
      const Stub *stub = g_ptr_array_index (data->stubs, i);
      g_autofree char *number = g_strdup_printf ("%d", stub->chart);
      g_autofree char *see = phrase_with (data, "chart-see", "(chart {0})", number, NULL, NULL);
      if (stub->says)
        g_string_append_printf (s, " %s %s", stub->says, see);
    }
  if (data->note)
    g_string_append_printf (s, " %s", data->note);
  return g_string_free (s, FALSE);
}
