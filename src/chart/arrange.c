/* arrange.c: starts, stages, selection. See arrange.h; one run is anneal.c.
 *
 * Each single run varies in quality by a factor of three, so a pool of runs is part of the method: runs are chosen by the score
 * that a reader would give (defects, crossings, bends), the energy only breaks ties, then the number of the run.
 */
#include "chart/arrange.h"
#include "chart/order.h"
#include "chart/score.h"
#include "chart/untangle.h"
#include <math.h>
#include <string.h>

#define CROWD        800 /* objects: a search as long as elsewhere would take minutes */
#define ALIGNED_MOST 400 /* objects */

typedef struct
{
  int starts, start_moves; /* without bows and aims */
  int tried, tried_moves;  /* without labels */
  int kept, kept_moves, last, last_moves;
  int mends, mend_moves, pools; /* at most, while defects remain */
  int least_pools;              /* while crossings remain */
} Stages;

static const Stages crowd_stages = {3, 10000, 2, 4000, 1, 20000, 1, 100000, 0, 0, 1, 1};

/* Where lines are many for the boxes, where they cross is decided by the starts alone: fewer of them, longer, and less of what follows. */
static Stages
stages_for_dense (Stages s)
{
  s.starts = MAX (2, s.starts / 3);
  s.start_moves *= 3;
  s.kept = s.last;
  s.kept_moves /= 4;
  s.mends = MIN (2, s.mends);
  s.mend_moves /= 2;
  return s;
}

/* Temperatures at the start and the end of the three stages. Where lines are many for the boxes, crossings are decided later. */
typedef struct
{
  double hot_a, cold_a, hot_b, cold_b, hot_c, cold_c;
} Heat;

static const Heat heat_of[] = {{4, .15, 1, .3, .7, .2}, {8, .15, 2, .3, 2, .2}};

static const Stages stages_of[] = {
    [EFFORT_DRAFT] = {8, 6000, 2, 2000, 1, 8000, 1, 20000, 2, 16000, 1, 1},
    [EFFORT_QUICK] = {24, 9000, 6, 3000, 3, 14000, 1, 40000, 5, 32000, 3, 1},
    [EFFORT_NORMAL] = {24, 9000, 6, 3000, 3, 14000, 1, 40000, 5, 32000, 4, 1},
    /* more starts and longer runs, after the pools of normal */
    [EFFORT_BEST] = {48, 9000, 6, 3000, 4, 24000, 1, 40000, 5, 32000, 5, 4},
};

/* Distances in lines between all boxes; those without a way get one more than the longest. */
static void
graph_distances (const Model *m, double *d)
{
  int n = m->n, most = m->sparse ? 6 : 4; /* a tree unfolds by its far ends */

  for (int i = 0; i < n * n; i++)
    d[i] = n + 1;
  for (int i = 0; i < n; i++)
    d[i * n + i] = 0;
  for (int e = 0; e < m->m; e++)
    d[m->kinds[e].a * n + m->kinds[e].b] = d[m->kinds[e].b * n + m->kinds[e].a] = 1;
  for (int k = 0; k < n; k++)
    for (int i = 0; i < n; i++)
      for (int j = 0; j < n; j++)
        d[i * n + j] = MIN (d[i * n + j], d[i * n + k] + d[k * n + j]);
  for (int i = 0; i < n * n; i++)
    d[i] = MIN (d[i], most);
}

/* Stress majorisation from random places, stretched to the frame. */
static void
start_places (Model *m, Random *random, const double *d)
{
  int n = m->n;
  g_autofree Point *p = g_new (Point, n + 1), *q = g_new (Point, n + 1);
  Rect span = {1e18, 1e18, -1e18, -1e18};

  for (int i = 0; i < n; i++)
    {
      p[i].x =
          random_below (random, 4096) / 1024.0; /* in this order: that of initialisers is not laid down */
      p[i].y = random_below (random, 4096) / 1024.0;
    }
  for (int round = 0; round < (n > 150 ? 12 : 40); round++)
    {
      for (int i = 0; i < n; i++)
        {
          double weights = 0;
          Point sum = {0, 0};
          for (int k = 0; k < n; k++)
            {
              if (k == i)
                continue;
              double ideal = d[i * n + k], w = 1 / (ideal * ideal),
                     far = MAX (.01, point_distance (p[i], p[k]));
              sum.x += w * (p[k].x + ideal * (p[i].x - p[k].x) / far);
              sum.y += w * (p[k].y + ideal * (p[i].y - p[k].y) / far);
              weights += w;
            }
          q[i] = weights > 0 ? (Point){sum.x / weights, sum.y / weights} : p[i];
        }
      memcpy (p, q, sizeof (Point) * (gsize)n);
    }
  for (int i = 0; i < n; i++)
    span = (Rect){MIN (span.x0, p[i].x), MIN (span.y0, p[i].y), MAX (span.x1, p[i].x), MAX (span.y1, p[i].y)};
  gboolean mirror_x = random_below (random, 2), mirror_y = random_below (random, 2);
  for (int i = 0; i < n; i++)
    {
      double x = (p[i].x - span.x0) / MAX (.001, span.x1 - span.x0),
             y = (p[i].y - span.y0) / MAX (.001, span.y1 - span.y0);
      x = mirror_x ? 1 - x : x;
      y = mirror_y ? 1 - y : y;
      m->box[i].x = (int)((m->sizes[i].w / 2 + x * MAX (0, m->frame_w - m->sizes[i].w)) * SIXTEENTH);
      m->box[i].y = (int)((m->sizes[i].h / 2 + y * MAX (0, m->frame_h - m->sizes[i].h)) * SIXTEENTH);
    }
}

static void
start_lines (Model *m, Random *random)
{
  for (int e = 0; e < m->m; e++)
    {
      int middle = PORTS * PORTS / 2;
      m->line[e] =
          (LinePlace){0, (gint16)middle, (gint16)middle, SLIDES / 2, (gint16)(m->kinds[e].n_wraps > 1)};
      m->line[e].port_a = (gint16)(middle + random_below (random, 3) - 1);
      m->line[e].port_b = (gint16)(middle + random_below (random, 3) - 1);
    }
}

/* Settings worth keeping, best first. */
typedef struct
{
  BoxPlace *box;
  LinePlace *line;
  int cost, defects, run;
  gint64 energy;
} Candidate;

static void
candidate_clear (gpointer p)
{
  Candidate *c = p;

  g_free (c->box);
  g_free (c->line);
}

static int
candidate_compare (gconstpointer pa, gconstpointer pb)
{
  const Candidate *a = pa, *b = pb;

  if (a->cost != b->cost)
    return a->cost < b->cost ? -1 : 1;
  if (a->energy != b->energy)
    return a->energy < b->energy ? -1 : 1;
  return a->run < b->run ? -1 : a->run > b->run;
}

/* At the end a drawing without defects goes before one that crosses less. */
static int
candidate_compare_last (gconstpointer pa, gconstpointer pb)
{
  const Candidate *a = pa, *b = pb;

  return a->defects != b->defects ? (a->defects < b->defects ? -1 : 1) : candidate_compare (pa, pb);
}

static GArray *
candidates_new (void)
{
  GArray *array = g_array_new (FALSE, FALSE, sizeof (Candidate));

  g_array_set_clear_func (array, candidate_clear);
  return array;
}

static void
candidates_append (GArray *to, const Model *m, int run, int cost, int defects, gint64 energy)
{
  Candidate c = {g_memdup2 (m->box, sizeof (BoxPlace) * (gsize)(m->n + 1)),
                 g_memdup2 (m->line, sizeof (LinePlace) * (gsize)(m->m + 1)),
                 cost,
                 defects,
                 run,
                 energy};

  g_array_append_val (to, c);
}

static void
candidates_add (GArray *to, const Model *m, int run)
{
  ChartScore score = model_score (m);

  candidates_append (to, m, run, score.cost, score.defects, m->total);
}

static void
candidate_load (Model *m, const Candidate *c, gboolean labels)
{
  memcpy (m->box, c->box, sizeof (BoxPlace) * (gsize)m->n);
  memcpy (m->line, c->line, sizeof (LinePlace) * (gsize)m->m);
  model_refresh (m, labels);
}

/* Anneals the best @n of @from with labels. Shifts are short here: long ones undo what was decided before, and are refused. */
static GArray *
stage (Model *m, GArray *from, int n, int moves, double hot, double cold, gboolean greedy, double reach,
       guint64 seed)
{
  GArray *to = candidates_new ();

  g_array_sort (from, candidate_compare);
  for (int i = 0; i < n && i < (int)from->len; i++)
    {
      Random random = {seed + (guint64)i};
      candidate_load (m, &g_array_index (from, Candidate, i), TRUE);
      model_anneal (m, &random, moves, hot, cold, greedy, reach);
      candidates_add (to, m, i);
      if (g_array_index (to, Candidate, to->len - 1).cost == 0)
        break;
    }
  g_array_sort (to, candidate_compare);
  return to;
}

static int
upt (double pt)
{
  return (int)(pt * 1024 + (pt < 0 ? -.5 : .5));
}

static ChartRect
chart_rect (Rect r)
{
  return (ChartRect){upt (r.x0), upt (r.y0), upt (r.x1) - upt (r.x0), upt (r.y1) - upt (r.y0)};
}

ChartPlaces *
model_places (const Model *m)
{
  ChartPlaces *places = g_new0 (ChartPlaces, 1);

  places->boxes = g_array_new (FALSE, FALSE, sizeof (ChartRect));
  places->lines = g_array_new (FALSE, FALSE, sizeof (PlacedLine));
  for (int i = 0; i < m->n; i++)
    {
      ChartRect r = chart_rect (m->rects[i]);
      g_array_append_val (places->boxes, r);
    }
  for (int e = 0; e < m->m; e++)
    {
      const Curve *c = &m->shapes[e]->curve;
      Point to = c->p[c->n - 1];
      PlacedLine line = {c->n == 2,
                         {upt (c->p[0].x), upt (c->control.x), upt (to.x)},
                         {upt (c->p[0].y), upt (c->control.y), upt (to.y)},
                         {0},
                         m->line[e].wrap};
      if (m->kinds[e].n_wraps > 0)
        line.label = chart_rect (m->rects[m->n + m->m + e]);
      g_array_append_val (places->lines, line);
    }
  places->score = model_score (m);
  return places;
}

void
chart_places_free (ChartPlaces *places)
{
  if (!places)
    return;
  g_array_unref (places->boxes);
  g_array_unref (places->lines);
  g_free (places);
}

static int
objects_of (const Model *m)
{
  return m->n + m->m * (m->has_labels ? 2 : 1);
}

/* Moves grow with the root of the lines beyond the thirty that the numbers were found with (in proportion where lines are many for
 * the boxes), and shrink where there are fewer. But a move looks at every object, so a crowd would cost the square of its size:
 * far beyond, the moves shrink as the objects grow, and where a box has more than a dozen lines, as the square of those: it takes
 * all of them along, and looks at all that they meet. Nobody can read such a chart the better for a longer search. */
static double
moves_scale (const Model *m)
{
  double size = (m->m + m->n / 2) / 34.0, spare = MIN (1, 6.0 * m->n / MAX (1, m->m));

  size = size > 1 && !m->dense ? sqrt (size) : size;
  return CLAMP (size, .15, 1300.0 / MAX (1, objects_of (m)) * spare * spare);
}

/* Boxes and straight lines: many starts, the best by their energy; then bows and aims, still without labels. */
static GArray *
first_stage (Model *m, const Stages *s, const double *d, double scale, guint64 seed)
{
  g_autoptr (Untangle) untangle = untangle_new (m);
  g_autoptr (GArray) starts = candidates_new ();
  GArray *first = candidates_new ();
  const Heat *heat = &heat_of[m->dense];

  for (int run = 0; run < s->starts; run++)
    {
      Random random = {seed + 7919 * (guint64)run};
      start_places (m, &random, d);
      start_lines (m, &random);
      gint64 energy =
          untangle_run (untangle, &random, (int)(s->start_moves * scale), heat->hot_a, heat->cold_a);
      candidates_append (starts, m, run, 0, 0, energy);
    }
  g_array_sort (starts, candidate_compare);
  /* those that nothing is wrong with need no others beside them */
  for (int i = 0, clean = 0; i < s->tried && i < s->starts && clean < s->kept; i++)
    {
      Random random = {seed + 300000 + (guint64)i};
      candidate_load (m, &g_array_index (starts, Candidate, i), FALSE);
      model_anneal (m, &random, (int)(s->tried_moves * scale), heat->hot_b, heat->cold_a, FALSE, .1);
      candidates_add (first, m, i);
      clean += g_array_index (first, Candidate, first->len - 1).cost == 0;
    }
  return first;
}

/* One pool: starts without labels, the best with labels, the best of those cooled. The winner is added to @to. */
static void
run_pool (Model *m, const Stages *s, const double *d, int number, guint64 seed, GArray *to)
{
  double scale = moves_scale (m);
  const Heat *heat = &heat_of[m->dense];
  g_autoptr (GArray) first = first_stage (m, s, d, scale, seed);

  g_autoptr (GArray) second = stage (m, first, s->kept, (int)(s->kept_moves * scale), heat->hot_b,
                                     heat->cold_b, FALSE, .1, seed + 500000);
  if (g_array_index (second, Candidate, 0).cost == 0)
    scale /= 3; /* only lengths are left to mend */
  g_autoptr (GArray) third = stage (m, second, s->last, (int)(s->last_moves * scale), heat->hot_c,
                                    heat->cold_c, TRUE, .05, seed + 900000);
  /* a few places still touch: most often a short run from here mends them, for much less than another pool; many, never */
  gboolean hopeless =
      (!m->has_labels && !m->dense) || 4 * g_array_index (third, Candidate, 0).defects > m->m + 8;
  for (int i = 0; i < s->mends && !hopeless && g_array_index (third, Candidate, 0).defects > 0; i++)
    {
      Random random = {seed + 700000 + (guint64)i};
      m->strict = 2;
      candidate_load (m, &g_array_index (third, Candidate, third->len > 1 ? i % 2 : 0), TRUE);
      model_anneal (m, &random, (int)(s->mend_moves * scale), m->dense ? 2 : 1, .15, TRUE, .04);
      m->strict = 1;
      model_refresh (m, TRUE);
      candidates_add (third, m, 100 + i);
      g_array_sort (third, candidate_compare_last);
    }
  candidate_load (m, &g_array_index (third, Candidate, 0), TRUE);
  candidates_add (to, m, number);
}

/* The best of all pools, by defects and by the count that a reader would make, once more at little heat, what touches weighing
 * thrice: what one line or one label kept from being the best is put right, for a fifth of another pool each. */
static void
polish (Model *m, const Stages *s, guint64 seed, GArray *winners)
{
  static const double heats[] = {.7, 2};

  for (int i = 0; i < 4; i++)
    {
      Random random = {seed + 600000 + (guint64)i};
      g_array_sort (winners, i < 2 ? candidate_compare : candidate_compare_last);
      candidate_load (m, &g_array_index (winners, Candidate, 0), TRUE);
      m->strict = 3;
      model_anneal (m, &random, s->last_moves, heats[i % 2], .15, TRUE, i % 2 ? .2 : .04);
      m->strict = 1;
      model_refresh (m, TRUE);
      candidates_add (winners, m, s->pools + i);
    }
}

/* How many pools a search is given while lines cross. What is large costs more a pool, and what is nearly a tree is done sooner. */
static int
least_pools (const Model *m, const Stages *s)
{
  int n = objects_of (m) > 150 ? s->least_pools * 150 / objects_of (m) : s->least_pools;

  return m->sparse && !m->has_labels ? n / 2 : n;
}

/* Pools of @effort until one has nothing wrong and enough were tried; each pool's best is added to @winners. */
static void
search_pools (Model *m, Effort effort, const double *d, int seed, GArray *winners)
{
  int least = G_MAXINT, least_cost = G_MAXINT;
  Stages stages = effort > EFFORT_DRAFT && objects_of (m) > CROWD ? crowd_stages : stages_of[effort];
  const Stages *s = &stages;

  if (m->dense)
    stages = stages_for_dense (stages);
  for (int pool = 0; pool < s->pools; pool++)
    {
      run_pool (m, s, d, pool, 7000 + 1000003 * (guint64)(seed + pool), winners);
      /* a drawing without defects ends the search; where many remain, further pools do not help enough */
      ChartScore score = model_score (m);
      least = MIN (least, score.defects);
      least_cost = MIN (least_cost, score.cost);
      if (pool + 1 < least_pools (m, s) && least_cost > 0)
        continue;
      if (least == 0 || !m->has_labels || (pool >= 1 && 4 * least > m->m + 8) || (pool >= 2 && least > 4))
        break;
    }
  if (effort == EFFORT_BEST && least_cost > 0 && objects_of (m) <= CROWD)
    polish (m, s, 1000 + (guint64)seed, winners);
}

static ChartPlaces *
arrange_ordered (const ChartPlan *plan, int width, int height, Effort effort, int seed)
{
  g_autoptr (Model) m = model_new (plan, width, height);
  g_autofree double *d = g_new (double, m->n * m->n + 1);
  g_autoptr (GArray) winners = candidates_new ();

  graph_distances (m, d);
  /* the best is never worse than the normal: it begins with it, and has done where that left nothing to mend */
  if (effort == EFFORT_BEST)
    search_pools (m, EFFORT_NORMAL, d, seed, winners);
  g_array_sort (winners, candidate_compare_last);
  if (winners->len == 0 || g_array_index (winners, Candidate, 0).cost > 0)
    search_pools (m, effort, d, seed, winners);
  g_array_sort (winners, candidate_compare_last);
  candidate_load (m, &g_array_index (winners, Candidate, 0), TRUE);
  if (m->objects <= ALIGNED_MOST)
    model_align (m);
  return model_places (m);
}

ChartPlaces *
chart_arrange (const ChartPlan *plan, int width, int height, Effort effort, int seed)
{
  g_autofree int *box_of = g_new (int, plan->boxes->len + 1), *line_of = g_new (int, plan->lines->len + 1);
  g_autoptr (ChartPlan) ordered = chart_plan_ordered (plan, box_of, line_of);
  ChartPlaces *places = arrange_ordered (ordered, width, height, effort, seed);

  chart_places_restore (places, box_of, line_of);
  return places;
}
