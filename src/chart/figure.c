/* figure.c: see figure.h. The ladder: each step is tried until a drawing has no defect. */
#include "chart/image.h"
#include "chart/figure.h"
#include "chart/cache.h"
#include "chart/companions.h"
#include "chart/draw.h"
#include "chart/write-json.h"
#include <string.h>

typedef struct
{
  ChartFold *fold;
  ChartPlan *plan;
  ChartPlaces *places;
  DrawingData data; /* the caller's with the type of this step */
  Style name, label, small;
} Composed;

static void
composed_free (Composed *c)
{
  if (!c)
    return;
  chart_places_free (c->places);
  chart_plan_free (c->plan);
  chart_fold_free (c->fold);
  g_free (c);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Composed, composed_free)

static int
text_width (gpointer data, const char *text, ChartText role)
{
  Painter *p = ((gpointer *)data)[0];
  const DrawingData *what = ((gpointer *)data)[1];
  const Style *style = role == CHART_TEXT_NAME  ? what->name_style
                       : role == CHART_TEXT_ROW ? what->small_style
                                                : what->label_style;

  /* a space alone is measured between two letters: a line's end drops it */
  if (g_str_equal (text, " "))
    return painter_text_width (p, "n n", style) - painter_text_width (p, "nn", style);
  return painter_text_width (p, text, style);
}

static Style
smaller (const Style *style, int size, int least)
{
  Style s = *style;

  if (s.size > size)
    {
      s.leading = (int)((gint64)s.leading * size / s.size);
      s.size = size;
    }
  if (s.size < least)
    {
      s.leading = (int)((gint64)s.leading * least / s.size);
      s.size = least;
    }
  return s;
}

static Composed *
compose (Painter *p, const DrawingData *what, int step, int level, gboolean leaves)
{
  static const int names[] = {14 * 1024, 8 * 1024 + 512, 8 * 1024},
                   labels[] = {12 * 1024, 7 * 1024, 6 * 1024 + 615};
  const int least = 6 * 1024 + 615; /* 6.6 pt: no label is smaller */
  Composed *c = g_new0 (Composed, 1);

  c->data = *what;
  c->name = smaller (what->name_style, names[step], least);
  c->label = smaller (what->label_style, labels[step], least);
  c->small = smaller (what->small_style, labels[step], least);
  c->data.name_style = &c->name;
  c->data.label_style = &c->label;
  c->data.small_style = &c->small;
  gpointer pair[2] = {p, &c->data};
  ChartMeasure measure = {text_width,    pair,
                          c->name.size,  c->name.leading,
                          c->label.size, c->label.size * 115 / 100,
                          c->small.size, c->small.size * 118 / 100};
  measure.name_leading = MIN (measure.name_leading, measure.name_size * 120 / 100);
  c->fold = chart_fold (&c->data, what->fold < 2 ? what->fold : level, leaves);
  c->plan = chart_plan_new (c->fold, &measure);
  return c;
}

static Effort
effort_of (const DrawingData *what)
{
  return what->effort && g_str_equal (what->effort, "draft")  ? EFFORT_DRAFT
         : what->effort && g_str_equal (what->effort, "best") ? EFFORT_BEST
                                                              : EFFORT_NORMAL;
}

/* A height in which boxes and labels cover four tenths of the ground: what the optimiser fills well. */
static int
natural_height (const ChartPlan *plan, int width)
{
  gint64 area = 0;

  for (guint i = 0; i < plan->boxes->len; i++)
    {
      const PlanBox *box = &g_array_index (plan->boxes, PlanBox, i);
      area += ((gint64)box->width + 16 * 1024) * (box->height + 16 * 1024);
    }
  for (guint i = 0; i < plan->lines->len; i++)
    {
      const PlanLine *line = &g_array_index (plan->lines, PlanLine, i);
      if (line->n_wraps > 0)
        area += (gint64)line->wraps[line->n_wraps - 1].width * line->wraps[line->n_wraps - 1].height;
    }
  gint64 height = area * 10 / 5 / width;
  return (int)CLAMP (height, (gint64)width * 35 / 100, (gint64)width * 130 / 100);
}

static void
move_places (ChartPlaces *places, int dx, int dy)
{
  for (guint i = 0; i < places->boxes->len; i++)
    {
      ChartRect *r = &g_array_index (places->boxes, ChartRect, i);
      r->x += dx;
      r->y += dy;
    }
  for (guint i = 0; i < places->lines->len; i++)
    {
      PlacedLine *line = &g_array_index (places->lines, PlacedLine, i);
      for (int k = 0; k < 3; k++)
        {
          line->x[k] += dx;
          line->y[k] += dy;
        }
      line->label.x += dx;
      line->label.y += dy;
    }
}

/* The extent of boxes, labels and line ends. */
static ChartRect
extent (const ChartPlaces *places)
{
  int x0 = G_MAXINT, y0 = G_MAXINT, x1 = 0, y1 = 0;

  for (guint i = 0; i < places->boxes->len + places->lines->len; i++)
    {
      gboolean box = i < places->boxes->len;
      const PlacedLine *line =
          box ? NULL : &g_array_index (places->lines, PlacedLine, i - places->boxes->len);
      ChartRect r = box ? g_array_index (places->boxes, ChartRect, i) : line->label;
      if (r.width > 0)
        {
          x0 = MIN (x0, r.x);
          y0 = MIN (y0, r.y);
          x1 = MAX (x1, r.x + r.width);
          y1 = MAX (y1, r.y + r.height);
        }
      for (int k = 0; line && !line->straight && k <= 8; k++)
        {
          double t = k / 8.0, u = 1 - t;
          int x = (int)(u * u * line->x[0] + 2 * u * t * line->x[1] + t * t * line->x[2]);
          int y = (int)(u * u * line->y[0] + 2 * u * t * line->y[1] + t * t * line->y[2]);
          x0 = MIN (x0, x);
          y0 = MIN (y0, y);
          x1 = MAX (x1, x);
          y1 = MAX (y1, y);
        }
    }
  return x0 > x1 ? (ChartRect){0} : (ChartRect){x0, y0, x1 - x0, y1 - y0};
}

/* The ground has the size that was asked for, whatever it costs: no ladder. */
static Composed *
compose_framed (Painter *p, ChartCache *cache, const DrawingData *what, int width, int height)
{
  Composed *c = compose (p, what, 0, 2, FALSE);

  c->places = chart_cache_arrange (cache, c->plan, width, height, effort_of (what));
  return c;
}

/* Climbs the ladder; the first drawing without defects, else the best. @height: in, 0 to choose; out, of the ground used. */
static Composed *
climb (Painter *p, ChartCache *cache, const DrawingData *what, int width, int *height)
{
  /* a taller frame costs less than a longer search, so all steps but the last are quick */
  static const struct
  {
    gboolean free, fixed; /* for which frames */
    int tall, type, level;
    gboolean leaves, quick;
  } steps[] = {{TRUE, FALSE, 112, 0, 2, FALSE, TRUE}, {TRUE, FALSE, 132, 0, 3, FALSE, TRUE},
               {TRUE, FALSE, 155, 0, 3, FALSE, TRUE}, {FALSE, TRUE, 0, 0, 2, FALSE, TRUE},
               {TRUE, TRUE, 130, 1, 3, FALSE, TRUE},  {TRUE, TRUE, 130, 2, 3, FALSE, TRUE},
               {TRUE, TRUE, 130, 2, 3, TRUE, FALSE}};
  g_autoptr (Composed) best = NULL;
  const int edge = 1024;
  int wanted = *height, best_height = 0;

  if (what->framed)
    return compose_framed (p, cache, what, width, *height);

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      Effort effort = effort_of (what);
      if (wanted > 0 ? !steps[i].fixed : !steps[i].free)
        continue;
      if (steps[i].quick && effort >= EFFORT_NORMAL)
        effort = effort == EFFORT_BEST ? EFFORT_NORMAL : EFFORT_QUICK;
      g_autoptr (Composed) c = compose (p, what, steps[i].type, steps[i].level, steps[i].leaves);
      int key = chart_draw_legend (p, c->fold, width, 0, FALSE) + 5 * 1024;
      int tall = wanted > 0 ? MAX (wanted - key, 40 * 1024)
                            : (int)((gint64)natural_height (c->plan, width) * steps[i].tall / 100);
      c->places = chart_cache_arrange (cache, c->plan, width - 2 * edge, tall - 2 * edge, effort);
      if (!best || c->places->score.defects < best->places->score.defects)
        {
          composed_free (best);
          best = g_steal_pointer (&c);
          best_height = tall;
        }
      if (best->places->score.defects == 0)
        break;
    }
  ChartRect used = extent (best->places);
  *height = wanted > 0 ? best_height : used.height + 2 * edge;
  move_places (best->places, (width - used.width) / 2 - used.x, (*height - used.height) / 2 - used.y);
  return g_steal_pointer (&best);
}

static void
report_crowding (const Composed *c, Diags *diags)
{
  if (c->places->score.defects > 0 && diags)
    diags_warning (diags, c->data.mark, "chart-crowded",
                   "show fewer relations, or give the figure more height",
                   "chart “%s” has %d places where lines, labels or boxes touch",
                   c->data.title ? c->data.title : "", c->places->score.defects);
}

/* Actors and ties; more are no picture, whatever the paper, and memory grows with the square. */
enum
{
  CHART_SIZE_LIMIT = 200,
  FRAMED_SIZE_LIMIT = 2500
};

static gboolean
is_too_large (const DrawingData *what, Diags *diags)
{
  if (what->actors->len + what->ties->len <= (what->framed ? FRAMED_SIZE_LIMIT : CHART_SIZE_LIMIT))
    return FALSE;
  diags_error (diags, what->mark, "chart-too-large",
               "choose among the relations with where:, or those near the subject with depth: 1",
               "chart “%s” would show %u actors and %u ties; %d together can be drawn",
               what->title ? what->title : "", what->actors->len, what->ties->len,
               what->framed ? FRAMED_SIZE_LIMIT : CHART_SIZE_LIMIT);
  return TRUE;
}

static Drawing *
draw_chart (Painter *p, ChartCache *cache, Drawing *drawing, const DrawingData *what, int height,
            Diags *diags)
{
  int ground = height;
  if (is_too_large (what, diags))
    return drawing;
  g_autoptr (Composed) c = climb (p, cache, what, drawing->width, &ground);

  report_crowding (c, diags);
  chart_draw (p, c->fold, c->plan, c->places);
  drawing->height =
      ground + 5 * 1024 + chart_draw_legend (p, c->fold, drawing->width, ground + 5 * 1024, TRUE);
  drawing->alt = chart_alternative_text (what);
  return drawing;
}

Drawing *
chart_draw_figure (gpointer data, const DrawingData *what, int width, int height, Fonts *fonts, Diags *diags)
{
  Drawing *drawing = g_new0 (Drawing, 1);
  const char *lang = g_intern_string (phrase_in (what, "lang", "en"));

  drawing->width = width;
  drawing->ops = ops_new ();
  g_autoptr (Painter) p = painter_new (drawing->ops, fonts, lang);
  if (what->kind == DRAWING_IMAGE)
    {
      if (image_draw (drawing, what, width, height, diags))
        return drawing;
      drawing_free (drawing);
      return NULL;
    }
  if (what->kind == DRAWING_CHART)
    return draw_chart (p, data, drawing, what, height, diags);
  drawing->height = what->kind == DRAWING_BARS     ? bars_draw (p, what, width)
                    : what->kind == DRAWING_RANGES ? ranges_draw (p, what, width)
                                                   : timeline_draw (p, what, width);
  drawing->alt = companion_alternative_text (what);
  return drawing;
}

char *
chart_write_json (gpointer data, const DrawingData *what, int width, int height, Fonts *fonts, Diags *diags)
{
  g_autoptr (GArray) ops = ops_new ();
  g_autoptr (Painter) p = painter_new (ops, fonts, g_intern_string (phrase_in (what, "lang", "en")));
  if (is_too_large (what, diags))
    return NULL;
  g_autoptr (Composed) c = climb (p, data, what, width, &height);

  report_crowding (c, diags);
  return places_write_json (c->fold, c->plan, c->places);
}
