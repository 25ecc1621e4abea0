/* arrange-kept.c: an arrangement that starts from an earlier one: what was there stays near its place, what is new finds one.
 *
 * Boxes that are held pay for each point they are moved; new ones begin at the best of 400 places; then four short runs, of which the
 * best by the score is taken. Rule: found by trial; old boxes move 3 pt, the cost of the drawing rises by 0.05.
 */
#include "chart/arrange.h"
#include "chart/score.h"
#include <string.h>

#define RUNS      4
#define MENDS     4
#define TRIES     400
#define MOVES     150000
#define LINES_FOR 30 /* the moves are for so many lines; more need more */

/* Lines through the middles, labels in their middles. */
static void
begin_lines (Model *m)
{
  for (int e = 0; e < m->m; e++)
    m->line[e] =
        (LinePlace){0, PORTS * PORTS / 2, PORTS * PORTS / 2, SLIDES / 2, (gint16)(m->kinds[e].n_wraps > 1)};
}

static void
begin_held (Model *m, const GArray *pins)
{
  for (int i = 0; i < m->n; i++)
    {
      const PlanPin *pin = &g_array_index (pins, PlanPin, (guint)i);
      m->box[i] = pin->held ? (BoxPlace){pin->x / (1024 / SIXTEENTH), pin->y / (1024 / SIXTEENTH)}
                            : (BoxPlace){-100000 * SIXTEENTH, -100000 * SIXTEENTH};
    }
}

/* What box @i and its lines cost where it stands, against the boxes that have a place. */
static int
place_energy (Model *m, const gboolean *placed, int i)
{
  int sum;

  model_shape_box (m, i);
  sum = energy_own (m, i);
  for (int k = 0; k < m->n; k++)
    if (k != i && placed[k])
      sum += energy_pair (m, MAX (i, k), MIN (i, k));
  for (int k = 1; k <= m->incident[i][0]; k++)
    {
      int e = m->incident[i][k], other = m->kinds[e].a == i ? m->kinds[e].b : m->kinds[e].a;
      if (!placed[other])
        continue;
      model_shape_line (m, e);
      sum += energy_own (m, m->n + e);
      for (int b = 0; b < m->n; b++)
        if (b != i && placed[b])
          sum += energy_pair (m, m->n + e, b);
    }
  return sum;
}

/* New boxes, one after the other, at the best of many places. */
static void
place_new (Model *m, const GArray *pins, Random *random)
{
  g_autofree gboolean *placed = g_new0 (gboolean, m->n + 1);

  for (int i = 0; i < m->n; i++)
    placed[i] = g_array_index (pins, PlanPin, (guint)i).held;
  for (int i = 0; i < m->n; i++)
    {
      BoxPlace best = {0, 0};
      int least = G_MAXINT;
      if (placed[i])
        continue;
      for (int k = 0; k < TRIES; k++)
        {
          const int x = random_below (random, 1024), y = random_below (random, 1024);
          m->box[i].x =
              (int)((m->sizes[i].w / 2 + x * MAX (0, m->frame_w - m->sizes[i].w) / 1023) * SIXTEENTH);
          m->box[i].y =
              (int)((m->sizes[i].h / 2 + y * MAX (0, m->frame_h - m->sizes[i].h) / 1023) * SIXTEENTH);
          int energy = place_energy (m, placed, i);
          if (energy < least)
            {
              least = energy;
              best = m->box[i];
            }
        }
      m->box[i] = best;
      placed[i] = TRUE;
      model_shape_box (m, i);
    }
}

static gboolean
is_better (ChartScore a, gint64 energy, ChartScore than, gint64 than_energy)
{
  if (a.defects != than.defects)
    return a.defects < than.defects;
  return a.cost != than.cost ? a.cost < than.cost : energy < than_energy;
}

static void
take_better (const Model *m, ChartPlaces **best, gint64 *least)
{
  g_autoptr (ChartPlaces) places = model_places (m);

  if (*best && !is_better (places->score, m->total, (*best)->score, *least))
    return;
  chart_places_free (*best);
  *best = g_steal_pointer (&places);
  *least = m->total;
}

ChartPlaces *
chart_arrange_kept (const ChartPlan *plan, int width, int height, Effort effort)
{
  g_autoptr (Model) m = model_new (plan, width, height);
  const double share = effort == EFFORT_DRAFT ? .3 : effort == EFFORT_BEST ? 2 : 1;
  const int moves = (int)(MOVES * share * CLAMP (m->m / (double)LINES_FOR, .2, 2));
  ChartPlaces *best = NULL;
  gint64 least = 0;

  m->pins = plan->pins;
  for (int run = 0; run < RUNS; run++)
    {
      Random random = {(guint64)(4000 + 7919 * run)};
      begin_held (m, plan->pins);
      begin_lines (m);
      model_refresh (m, FALSE);
      place_new (m, plan->pins, &random);
      model_refresh (m, TRUE);
      model_anneal (m, &random, moves, .6, .15, TRUE, .05);
      take_better (m, &best, &least);
      /* a few places still touch: a short run from here in which that weighs double mends most of them */
      for (int k = 0; k < MENDS && best->score.defects > 0; k++)
        {
          m->strict = 2;
          model_refresh (m, TRUE);
          model_anneal (m, &random, moves / 3, .6, .15, TRUE, .04);
          m->strict = 1;
          model_refresh (m, TRUE);
          take_better (m, &best, &least);
        }
    }
  return best;
}
