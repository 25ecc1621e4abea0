/* linebreak: what a line and its end cost in this product, for the search over break points.
 *
 * Three passes: good lines only; loose lines; anything, with breaks inside words. The difference between neighbouring lines is
 * charged against the kept way to each node, which is not exact and cannot be told from it.
 */
#include "typeset/linebreak.h"
#include "typeset/break-search.h"

#include <math.h>

enum
{
  MAX_RUN = 3,
  MAX_PASS = 3
};

/* The costs; the unit is that of line-share.c, where a line at the border of the unnoticed costs about 1. Those of single break
 * points are in breaks.c. */
static const struct
{
  double line;                        /* each: never one more for nothing */
  double second_hyphen, third_hyphen; /* in a row; the third and each further */
  double forbidden_hyphen;            /* where a column ends: only if nothing else is left */
  double hyphen_before_last;          /* a divided word across the last line */
  double runt;                        /* last line of one word of few letters */
  double stub;                        /* last line shorter than stub_part of the measure, at most */
  double stub_part;
  double loose,
      overfull;         /* in the last pass: a line that must be set ragged, one that stands over the edge */
  double balanced_line; /* fewest lines before all else */
} costs = {0.1, 40, 180, 1000, 3, 60, 4, 0.12, 2000, 50000, 1e7};

typedef struct
{
  const BreakPoint *points;
  int n_points;
  const BreakRules *rules;
} Paper;

static int
measure (const BreakRules *rules, int from)
{
  return from == 0 ? rules->first_width : rules->width;
}

/* Word space that is still taken in a pass. */
static double
loosest (const BreakRules *rules, int pass)
{
  double first = rules->limits.loosest > 1 ? rules->limits.loosest : 2.2;
  return pass == 0 ? first : pass == 1 ? MAX (first, LINEBREAK_RAGGED) : HUGE_VAL;
}

static double
tightest (const BreakRules *rules)
{
  return rules->limits.tightest > 0 ? rules->limits.tightest : 0.75;
}

static void
take_stock (const BreakPoint *points, const BreakRules *rules, int from, int to, LineFit *fit)
{
  const BreakPoint *a = points + from, *b = points + to;
  fit->space = b->end_space - a->start_space;
  fit->natural = b->end_width - a->start_width + fit->space + b->extra;
  fit->fill = b->end_fills > a->start_fills;
  fit->hang_start = rules->protrude && !fit->fill ? a->hang_start : 0;
  fit->hang_end = rules->protrude && !fit->fill ? b->hang_end : 0;
  fit->stock.spaces = fit->space;
  fit->stock.letters = fit->natural - fit->space;
  fit->stock.gaps = MAX (b->end_gaps - a->start_gaps, 0);
  fit->stock.rest = measure (rules, from) + fit->hang_start + fit->hang_end - fit->natural;
}

/* Lines that end by force are set at their natural width, unless they need to shrink. */
static gboolean
is_natural (const BreakPoint *to, const LineFit *fit)
{
  return fit->fill || (to->forced && fit->stock.rest >= 0);
}

LineFit
linebreak_fit (const BreakPoint *points, int n_points, const BreakRules *rules, int from, int to)
{
  LineFit fit = {.share.ratio = 1};
  g_assert (from >= 0 && to < n_points && from < to);
  take_stock (points, rules, from, to, &fit);
  fit.justified = rules->justify && !is_natural (points + to, &fit);
  if (fit.justified)
    fit.share = line_share (&fit.stock, &rules->limits);
  return fit;
}

/* Is even the tightest line longer than its measure? Then so is every later one; but a hyphen's width, the last tracking and what
 * hangs out may differ from point to point. */
static gboolean
is_gone (const BreakRules *rules, const LineFit *fit)
{
  double give = 0;
  if (rules->justify)
    give = (1 - tightest (rules)) * fit->stock.spaces + rules->limits.expand * fit->stock.letters +
           rules->limits.track_tight * fit->stock.gaps;
  return fit->stock.rest + give < -rules->em;
}

static double
ragged_cost (const BreakRules *rules, double rest)
{
  double unit = MAX (2.5 * rules->em, 0.06 * rules->width), x = rest / unit;
  return x * x * x;
}

static gboolean
judge (gpointer data, int from, int to, int pass, BreakJudged *judged, gboolean *gone)
{
  const Paper *paper = data;
  const BreakRules *rules = paper->rules;
  const BreakPoint *b = paper->points + to;
  LineFit fit = {.share.ratio = 1};
  take_stock (paper->points, rules, from, to, &fit);
  double rest = fit.stock.rest;
  gboolean natural = is_natural (b, &fit), justified = rules->justify && !natural;

  *gone = rest < 0 && is_gone (rules, &fit);
  judged->cost = judged->strain = 0;
  /* a long way to the edge: no need to share it out */
  if (justified && rest > 0 && pass < MAX_PASS - 1 &&
      rest > rules->limits.expand * fit.stock.letters + rules->limits.track_loose * fit.stock.gaps +
                 (loosest (rules, pass) - 1) * fit.stock.spaces + 64)
    return FALSE;
  if (justified && !*gone)
    {
      fit.share = line_share (&fit.stock, &rules->limits);
      judged->cost = fit.share.cost;
      judged->strain = fit.share.strain;
    }
  if (rest < 0 && (!justified || *gone || fit.share.ratio < tightest (rules)))
    { /* only a piece that no point divides may stand over the edge, and only if nothing else is left */
      judged->cost = costs.overfull;
      judged->strain = 0;
      return pass == MAX_PASS - 1 && to == from + 1;
    }
  if (rules->balance)
    judged->cost = rest * rest / ((double)rules->em * rules->em);
  else if (!justified)
    judged->cost = natural ? 0 : ragged_cost (rules, rest);
  else if (fit.share.ratio > loosest (rules, pass))
    return FALSE;
  else if (fit.share.ratio > LINEBREAK_RAGGED) /* will be set ragged: the emptier, the worse */
    {
      judged->cost = costs.loose * (0.1 + rest / rules->width);
      judged->strain = 0;
    }
  return TRUE;
}

/* @line: of those from 0. */
static gboolean
is_forbidden (const BreakRules *rules, int line)
{
  for (int i = 0; i < rules->n_no_hyphen; i++)
    if (rules->no_hyphen[i] == line)
      return TRUE;
  return FALSE;
}

static double
last_line_cost (const Paper *paper, int from, int to)
{
  const BreakPoint *a = paper->points + from, *b = paper->points + to;
  const BreakRules *rules = paper->rules;
  double natural = b->end_width - a->start_width + b->end_space - a->start_space;
  double cost = a->hyphen ? costs.hyphen_before_last : 0;
  if (a->runt || (a->emergency && natural < 3 * rules->em))
    cost += costs.runt;
  if (natural < costs.stub_part * rules->width)
    cost += costs.stub * (1 - natural / (costs.stub_part * rules->width));
  return cost;
}

static double
join (gpointer data, const BreakNode *old, const BreakJudged *judged, int to, int run, int pass)
{
  const Paper *paper = data;
  const BreakRules *rules = paper->rules;
  const BreakPoint *a = paper->points + old->point, *b = paper->points + to;
  int in_row = rules->hyphens_in_row > 0 ? rules->hyphens_in_row : 2;
  double cost = (rules->balance ? costs.balanced_line : costs.line) + b->penalty;
  gboolean forbidden = run > 0 && is_forbidden (rules, old->line);

  if (pass < MAX_PASS - 1 && (forbidden || (run > in_row && in_row < MAX_RUN)))
    return HUGE_VAL;
  if (forbidden)
    cost += costs.forbidden_hyphen;
  if (run == 2)
    cost += costs.second_hyphen;
  else if (run > 2)
    cost += costs.third_hyphen;
  if (b->forced && old->point > 0 && !a->forced && !rules->balance)
    cost += last_line_cost (paper, old->point, to);
  double swing = rules->justify && old->point > 0 && !a->forced ? judged->strain - old->strain : 0;
  return cost + swing * swing;
}

static gboolean
is_open (gpointer data, int to, int pass)
{
  const Paper *paper = data;
  return !paper->points[to].emergency || pass == MAX_PASS - 1;
}

static gboolean
is_forced (gpointer data, int to)
{
  const Paper *paper = data;
  return paper->points[to].forced;
}

static gboolean
has_hyphen (gpointer data, int to)
{
  const Paper *paper = data;
  return paper->points[to].hyphen;
}

/* Does every line stand within its measure? */
static gboolean
all_fit (const Paper *paper, const GArray *chosen)
{
  for (guint i = 0, from = 0; i < chosen->len; i++)
    {
      int to = g_array_index (chosen, int, i);
      LineFit fit = linebreak_fit (paper->points, paper->n_points, paper->rules, from, to);
      if (fit.stock.rest < 0 && (!fit.justified || fit.share.ratio < tightest (paper->rules)))
        return FALSE;
      from = to;
    }
  return TRUE;
}

gboolean
linebreak_choose (const BreakPoint *points, int n_points, const BreakRules *rules, GArray *chosen)
{
  g_assert (n_points >= 2 && points[n_points - 1].forced);
  Paper paper = {points, n_points, rules};
  BreakMethod method = {.n_points = n_points,
                        .n_passes = MAX_PASS,
                        .max_run = MAX_RUN,
                        .by_line = rules->n_no_hyphen > 0,
                        .data = &paper,
                        .is_open = is_open,
                        .is_forced = is_forced,
                        .has_hyphen = has_hyphen,
                        .judge = judge,
                        .join = join};
  int pass = break_search (&method, chosen, NULL);
  g_assert (pass >= 0); /* the last pass reaches every point from the one before it, at a price */
  return all_fit (&paper, chosen);
}
