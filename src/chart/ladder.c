/* ladder.c: see ladder.h. */
#include "chart/ladder.h"
#include "base/length.h"
#include <math.h>
#include "chart/pin.h"
#include <string.h>

/* What is tried, in this order, until nothing touches. A taller frame costs the reader less than smaller type, and both less than a
 * longer search, so all steps but the last search quickly. */
static const struct
{
  gboolean free, fixed; /* for frames that choose their height, that are given it */
  int tall;             /* height in parts of the natural one, % */
  int type, level;      /* of sizes[], of chart_fold */
  gboolean numbers, leaves, quick;
  const char *name;
} steps[] = {
    {TRUE, FALSE, 112, 0, 2, FALSE, FALSE, TRUE, "the given type"},
    {TRUE, FALSE, 132, 0, 3, FALSE, FALSE, TRUE, "a taller frame"},
    {TRUE, FALSE, 155, 0, 3, FALSE, FALSE, TRUE, "a frame up to a page"},
    {FALSE, TRUE, 0, 0, 2, FALSE, FALSE, TRUE, "the given type"},
    {TRUE, TRUE, 130, 1, 3, FALSE, FALSE, TRUE, "type of 8.5 and 7 pt"},
    {TRUE, TRUE, 130, 2, 3, FALSE, FALSE, TRUE, "type of 8 and 6.6 pt"},
    {TRUE, TRUE, 130, 1, 3, TRUE, FALSE, TRUE, "numbers on the lines and a key below"},
    {TRUE, TRUE, 130, 2, 3, FALSE, TRUE, FALSE, "actors with one tie as rows"},
    {TRUE, TRUE, 130, 2, 3, TRUE, TRUE, FALSE, "numbers, a key and rows"},
};

/* No chart is higher than a page that is as wide: in parts of the width, %. */
#define HIGHEST 141

/* In parts of a set there are many charts: fewer frames are tried, and the search is short. */
static const guint part_steps[] = {1, 5, 8};

void
chart_composed_free (ChartComposed *c)
{
  if (!c)
    return;
  chart_places_free (c->places);
  chart_plan_free (c->plan);
  chart_fold_free (c->fold);
  g_free (c);
}

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

#define FULLEST .7 /* of a given frame: fuller than this, boxes and labels cannot lie apart */

/* @percent: 100, or more on a wall: then the step's type is no bound. */
static ChartComposed *
compose (Painter *p, const DrawingData *what, guint step, int percent)
{
  static const int names[] = {14 * 1024, 8 * 1024 + 512, 8 * 1024},
                   labels[] = {12 * 1024, 7 * 1024, 6 * 1024 + 615};
  const int least = 6 * 1024 + 615; /* 6.6 pt: no label is smaller */
  const int type = steps[step].type;
  ChartComposed *c = g_new0 (ChartComposed, 1);

  c->step = step;
  c->data = *what;
  c->name = percent > 100 ? style_enlarged (what->name_style, percent)
                          : smaller (what->name_style, names[type], least);
  c->label = percent > 100 ? style_enlarged (what->label_style, percent)
                           : smaller (what->label_style, labels[type], least);
  c->small = percent > 100 ? style_enlarged (what->small_style, percent)
                           : smaller (what->small_style, labels[type], least);
  c->data.name_style = &c->name;
  c->data.label_style = &c->label;
  c->data.small_style = &c->small;
  gpointer pair[2] = {p, &c->data};
  ChartMeasure measure = {text_width,    pair,
                          c->name.size,  c->name.leading,
                          c->label.size, c->label.size * 115 / 100,
                          c->small.size, c->small.size * 118 / 100};
  measure.name_leading = MIN (measure.name_leading, measure.name_size * 120 / 100);
  c->fold = chart_fold (&c->data, what->fold < 2 ? what->fold : steps[step].level, steps[step].leaves);
  if (steps[step].numbers)
    chart_number_lines (c->fold);
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

/* Boxes with what stands free around them, and labels [pt²]. */
static double
covered_area (const ChartPlan *plan)
{
  double area = 0;

  for (guint i = 0; i < plan->boxes->len; i++)
    {
      const PlanBox *box = &g_array_index (plan->boxes, PlanBox, i);
      area += (box->width / 1024.0 + 8) * (box->height / 1024.0 + 8);
    }
  for (guint i = 0; i < plan->lines->len; i++)
    {
      const PlanLine *line = &g_array_index (plan->lines, PlanLine, i);
      const PlanWrap *wrap = &line->wraps[MAX (0, line->n_wraps - 1)];
      if (line->n_wraps > 0)
        area += wrap->width / 1024.0 * (wrap->height / 1024.0);
    }
  return area;
}

/* Type for a wall, parts of the layout's [%]: the largest that leaves room is tried first. */
static const int enlargements[] = {330, 280, 240, 205, 180, 156, 138, 122, 110};

#define AIRY         .4  /* of a ground: up to this full, lines find their way between large type */
#define WALL_LEAST   156 /* [%]: 9 pt → 14 pt, what can be read from a step away */
#define WALL_FULLEST .55 /* where that type still finds room */
#define WALL_AREA    (1600.0 * 1100) /* pt²: about A2; from here on nobody reads the sheet in his hand */

static double
fullness (const ChartComposed *c, int width, int height)
{
  return covered_area (c->plan) / (width / 1024.0 * (height / 1024.0));
}

/* A quick search; where it leaves little to mend, a longer one may leave nothing. */
static ChartPlaces *
arrange_longer (ChartCache *cache, const ChartPlan *plan, int width, int height, Effort most)
{
  enum
  {
    LITTLE = 2, /* defects */
    STARTS = 2,
  };
  ChartPlaces *best = chart_cache_arrange (cache, plan, width, height, MIN (most, EFFORT_QUICK), 0);

  for (int seed = 0; seed < STARTS && most > EFFORT_QUICK; seed++)
    {
      if (best->score.defects == 0 || best->score.defects > LITTLE)
        break;
      ChartPlaces *other = chart_cache_arrange (cache, plan, width, height, EFFORT_NORMAL, seed);
      const gboolean better = other->score.defects < best->score.defects;
      chart_places_free (better ? best : other);
      best = better ? other : best;
    }
  return best;
}

/* On a wall type is larger: as large as leaves nothing that touches, or as leaves the fewest places. NULL: none finds room, the ladder is to
 * be climbed. @ground: its height, in; what is below it is left free if @edge > 0. */
static ChartComposed *
compose_wall (Painter *p, ChartCache *cache, const DrawingData *what, int width, int height, int edge)
{
  enum
  {
    GIVEN = 3,   /* the given type in a frame that is fixed */
    TRIES = 6,   /* sizes of type */
    LARGE = 120, /* boxes: more are arranged once */
  };
  const gboolean far = width / 1024.0 * (height / 1024.0) >= WALL_AREA;
  g_autoptr (ChartComposed) best = NULL;
  int tries = 0;

  for (guint i = 0; i < G_N_ELEMENTS (enlargements) && tries < TRIES; i++)
    {
      const gboolean least = far && enlargements[i] <= WALL_LEAST;
      g_autoptr (ChartComposed) c = compose (p, what, GIVEN, enlargements[i]);
      const int below =
          edge > 0 ? chart_draw_legend (p, c->fold, width - 2 * what->inset, 0, FALSE) + 5 * 1024 : 0;
      c->ground = height - below;
      if (c->ground < width / 5 || fullness (c, width, c->ground) > (least ? WALL_FULLEST : AIRY))
        continue;
      c->places = arrange_longer (cache, c->plan, width - 2 * edge, c->ground - 2 * edge, effort_of (what));
      tries = c->fold->boxes->len > LARGE || least ? TRIES : tries + 1;
      if (!best || c->places->score.defects < best->places->score.defects)
        {
          chart_composed_free (best);
          best = g_steal_pointer (&c);
        }
      if (best->places->score.defects == 0)
        break;
    }
  return best && (far || best->places->score.defects == 0) ? g_steal_pointer (&best) : NULL;
}

/* The ground has the size that was asked for, whatever it costs: no ladder. What could not even lie in it side by side is drawn on
 * a ground of the same shape that is large enough: its type stays as it is, and the caller says how small the frame would make it. */
static ChartComposed *
compose_framed (Painter *p, ChartCache *cache, const DrawingData *what, int width, int *height)
{
  ChartComposed *c = what->poster ? compose_wall (p, cache, what, width, *height, 0) : NULL;
  if (c)
    {
      c->width = width;
      return c;
    }
  c = compose (p, what, 0, 100);
  const double full = fullness (c, width, *height) / FULLEST, larger = full > 1 ? sqrt (full) : 1;

  c->width = (int)MIN (width * larger, LENGTH_LIMIT);
  c->ground = *height = (int)MIN (*height * larger, LENGTH_LIMIT);
  c->places = chart_cache_arrange (cache, c->plan, c->width, c->ground, effort_of (what), 0);
  return c;
}

/* How long step @i may search. */
static Effort
step_effort (const DrawingData *what, guint i)
{
  const Effort asked = effort_of (what);

  if (!steps[i].quick || what->part)
    return what->part && asked == EFFORT_NORMAL ? EFFORT_QUICK : asked;
  return asked == EFFORT_BEST ? EFFORT_NORMAL : asked == EFFORT_NORMAL ? EFFORT_QUICK : asked;
}

/* Most charts of a set are easy: a longer search is for those in which a short one leaves something to mend. */
static ChartPlaces *
arrange_part (ChartCache *cache, const ChartPlan *plan, int width, int height, Effort most)
{
  static const Effort efforts[] = {EFFORT_DRAFT, EFFORT_QUICK, EFFORT_BEST};
  const int enough = most == EFFORT_BEST ? 5 : 12; /* cost of a line, % */
  g_autoptr (ChartPlaces) best = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (efforts) && efforts[i] <= most; i++)
    {
      g_autoptr (ChartPlaces) places = chart_cache_arrange (cache, plan, width, height, efforts[i], 0);
      if (!best || places->score.cost < best->score.cost)
        {
          chart_places_free (best);
          best = g_steal_pointer (&places);
        }
      if (best->score.defects == 0 && best->score.cost * 10 <= enough * (int)plan->lines->len)
        break;
    }
  return g_steal_pointer (&best);
}

static ChartComposed *
try_step (Painter *p, ChartCache *cache, const DrawingData *what, guint i, int width, int wanted)
{
  const int edge = 1024;
  ChartComposed *c = compose (p, what, i, 100);
  const int words = width - 2 * what->inset;
  int below = chart_draw_legend (p, c->fold, words, 0, FALSE) + 5 * 1024;

  below += chart_draw_key (p, c->fold, words, 0, FALSE);
  c->ground = wanted > 0 ? MAX (wanted - below, 40 * 1024)
                         : (int)MIN ((gint64)natural_height (c->plan, width) * steps[i].tall / 100,
                                     (gint64)width * HIGHEST / 100 - below);
  const ChartGround *kept = what->pins ? chart_pins_apply (what->pins, c->fold, c->plan, width, edge) : NULL;
  if (kept && wanted == 0)
    c->ground = MAX (c->ground, (int)((gint64)kept->height * width / kept->width));
  const Effort effort = step_effort (what, i);
  c->places = what->part
                  ? arrange_part (cache, c->plan, width - 2 * edge, c->ground - 2 * edge, effort)
                  : chart_cache_arrange (cache, c->plan, width - 2 * edge, c->ground - 2 * edge, effort, 0);
  return c;
}

/* How far whom the chart is about stands from the middle of the drawing: from this on, parts of a side [%]. */
#define CENTRAL 16

/* What that costs, in tenths as a score does: for every sixteenth of a side beyond CENTRAL about a crossing. */
static int
aside_cost (const ChartComposed *c, const ChartPlaces *places)
{
  if (c->plan->focus < 0)
    return 0;
  const ChartRect used = extent (places), r = g_array_index (places->boxes, ChartRect, c->plan->focus);
  const int x = used.width > 0
                    ? (int)(ABS (2 * (gint64)(r.x - used.x) + r.width - used.width) * 50 / used.width)
                    : 0,
            y = used.height > 0
                    ? (int)(ABS (2 * (gint64)(r.y - used.y) + r.height - used.height) * 50 / used.height)
                    : 0;

  return MAX (0, x - CENTRAL) + MAX (0, y - CENTRAL);
}

/* On a wall, and wherever the best is asked for, the eye begins in the middle: if its subject stands aside, other starts are looked at for
 * one that has it there and costs hardly more. */
static void
put_subject_central (ChartCache *cache, const DrawingData *what, ChartComposed *c, int width)
{
  enum
  {
    STARTS = 6
  };
  const int edge = 1024;
  const Effort most = effort_of (what), effort = MIN (most, what->poster ? EFFORT_QUICK : EFFORT_NORMAL);
  int least = c->places->score.cost + aside_cost (c, c->places);

  if (what->part || c->plan->pins || aside_cost (c, c->places) == 0 || c->places->score.defects > 0 ||
      !(what->poster || most == EFFORT_BEST))
    return;
  for (int seed = 1; seed <= STARTS && least > G_MININT; seed++)
    {
      g_autoptr (ChartPlaces) other =
          chart_cache_arrange (cache, c->plan, width - 2 * edge, c->ground - 2 * edge, effort, seed);
      const int cost = other->score.cost + aside_cost (c, other);
      if (other->score.defects > 0 || cost >= least)
        continue;
      const gboolean good = aside_cost (c, other) == 0 && other->score.cost <= c->places->score.cost;
      least = good ? G_MININT : cost;
      chart_places_free (c->places);
      c->places = g_steal_pointer (&other);
    }
}

ChartComposed *
chart_climb (Painter *p, ChartCache *cache, const DrawingData *what, int width, int *height)
{
  g_autoptr (ChartComposed) best = NULL;
  const guint n = what->part ? G_N_ELEMENTS (part_steps) : G_N_ELEMENTS (steps);
  const int edge = 1024;

  if (what->framed)
    return compose_framed (p, cache, what, width, height);
  if (what->poster && *height > 0)
    best = compose_wall (p, cache, what, width, *height, edge);
  const gboolean on_wall = best != NULL;
  for (guint k = 0; k < n && !on_wall; k++)
    {
      const guint i = what->part ? part_steps[k] : k;
      if (!what->part && (*height > 0 ? !steps[i].fixed : !steps[i].free))
        continue;
      g_autoptr (ChartComposed) c = try_step (p, cache, what, i, width, *height);
      if (!best || c->places->score.defects < best->places->score.defects)
        {
          chart_composed_free (best);
          best = g_steal_pointer (&c);
        }
      if (best->places->score.defects == 0)
        break;
    }
  put_subject_central (cache, what, best, width);
  const ChartRect used = extent (best->places);
  const gboolean kept = best->plan->pins != NULL;
  *height = *height > 0 ? best->ground : (kept ? used.y : 0) + used.height + 2 * edge;
  /* what is kept stays where it was, not in the middle */
  move_places (best->places, kept ? edge : (width - used.width) / 2 - used.x,
               kept ? edge : (*height - used.height) / 2 - used.y);
  return g_steal_pointer (&best);
}

const char *
chart_step_name (const ChartComposed *c)
{
  return steps[c->step].name;
}

gboolean
chart_step_is_given_type (const ChartComposed *c)
{
  return steps[c->step].type == 0;
}
