/* arrange.h: boxes and lines → places in a given frame at final type size: the optimiser.
 *
 * A pure function of (plan, frame, effort): own generator, fixed seeds, integer energies, no libm but sqrt; the same bytes on every
 * machine, in every run and any thread; the order of boxes and lines in the plan does not matter (order.h). Four stages of
 * annealing: many starts of boxes and straight lines alone (untangle.h), the best few with bows and aims, the best of these with
 * labels, the best one cooled.
 */
#pragma once
#include "chart/plan.h"

/** To be raised with every change that places anything elsewhere: kept arrangements of before are then no longer used. */
#define ARRANGE_VERSION 7

typedef enum
{
  EFFORT_DRAFT,
  EFFORT_QUICK, /* normal, but one pool */
  EFFORT_NORMAL,
  EFFORT_BEST
} Effort;

typedef struct
{
  int x, y, width, height; /* left, top */
} ChartRect;

/** One line: a straight one, or a quadratic Bézier with @control. @wrap: which of the plan's wraps its label uses. */
typedef struct
{
  gboolean straight;
  int x[3], y[3];  /* from, control, to */
  ChartRect label; /* width 0: none */
  int wrap;
} PlacedLine;

/** What is wrong in a drawing: the counts of tests/chart/graph-metrics, by the same rules. */
typedef struct
{
  int over, through, label_node, label_label, label_edge, far, hide, port, coincide, group, crossings, bends;
  int defects; /* weighted sum */
  int cost;    /* 1/10: 10 defects + 5 crossings + bends */
} ChartScore;

typedef struct
{
  GArray *boxes; /* of ChartRect, as plan->boxes */
  GArray *lines; /* of PlacedLine, as plan->lines */
  ChartScore score;
} ChartPlaces;

/**
 * chart_arrange: places for @plan in a frame of @width × @height [upt].
 *
 * @seed: 0; others give other arrangements, for measuring the method.
 *
 * Returns: owned places, the best that were found; score.defects tells whether they may be printed.
 * Errors:  none. Cost: 0.3 µs a move of the first stage, 1.2 µs of the others; normal effort 0.2 and 0.1 million moves for 30 lines
 *          (again, at most four times, while defects remain), draft a fifth of it, best eight times as many,
 *          the same ones among them: it is never worse than normal.
 * Rule:    Kirkpatrick et al. 1983 for the annealing, Gansner, Koren and North 2004 for the starts (stress majorisation).
 */
ChartPlaces *chart_arrange (const ChartPlan *plan, int width, int height, Effort effort, int seed);
/** The same for a plan with pins: boxes that are held stay near their places. Cost: four short runs. */
ChartPlaces *chart_arrange_kept (const ChartPlan *plan, int width, int height, Effort effort);
void chart_places_free (ChartPlaces *places);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChartPlaces, chart_places_free)
