/* linebreak: the shortest path over break points (Knuth & Plass 1981; TeX82 §§813–890, without looseness).
 *
 * A node is (point, hyphens in a row so far, at most three): the cheapest way to end a line there. The number of the line joins
 * them only when some lines may not end in a hyphen, which is rare, for it multiplies the nodes. Active points are those less
 * than one measure back. Three passes: good lines only; loose lines; anything, with breaks inside words. The difference between
 * neighbouring lines is charged against the kept way to each node, which is not exact and cannot be told from it.
 */
#include "typeset/linebreak.h"

#include <math.h>

enum
{
  MAX_RUN = 3,
  MAX_PASS = 3
};

/* How far a word space may go before anybody notices (fraction of it). There is no other lever yet: letters do not stretch,
 * so both are wider than with expansion and tracking (0.15, 0.12). */
#define UNNOTICED_LOOSE 0.28
#define UNNOTICED_TIGHT 0.20

static const double loosest[MAX_PASS] = {2.0, LINEBREAK_LOOSEST, HUGE_VAL}; /* word space ratio, by pass */

static const double line_cost = 1.0; /* each line: never one more for nothing */
static const double second_hyphen = 40, third_hyphen = 2000;
static const double forbidden_hyphen = 1000; /* where a column ends: only if nothing else is left */
static const double hyphen_before_last = 3;  /* a divided word across the last line */
static const double runt = 60;               /* last line of less than RUNT_EMS */
static const double runt_ems = 3.0;
static const double loose_cost = 2000, overfull_cost = 50000;
static const double balanced_line_cost = 1e7; /* fewest lines before all else */

typedef struct
{
  double cost, strain;
  int previous; /* node; -1 at the start */
  int point;
  int run;
  int line; /* lines so far; 0 for all unless some may not end in a hyphen */
} Node;

typedef struct
{
  const BreakPoint *points;
  int n_points;
  const BreakRules *rules;
  int pass;
  GArray *nodes;   /* of Node; those of one point stand together */
  int *first_node; /* by point; -1: none */
  int *n_nodes;
  int *active; /* points, oldest first */
  int n_active;
} Search;

static int
measure (const BreakRules *rules, int from)
{
  return from == 0 ? rules->first_width : rules->width;
}

/* Lines that end by force are set at their natural width, unless they need to shrink. */
static gboolean
is_natural (const BreakPoint *to, const LineFit *fit, gint64 rest)
{
  return fit->fill || (to->forced && rest >= 0);
}

LineFit
linebreak_fit (const BreakPoint *points, int n_points, const BreakRules *rules, int from, int to)
{
  const BreakPoint *a = points + from, *b = points + to;
  LineFit fit = {.ratio = 1};
  g_assert (from >= 0 && to < n_points && from < to);
  fit.space = b->end_space - a->start_space;
  fit.natural = b->end_width - a->start_width + fit.space + b->extra;
  fit.fill = b->end_fills > a->start_fills;
  gint64 rest = measure (rules, from) - fit.natural;
  if (rules->justify && !is_natural (b, &fit, rest) && rest != 0)
    fit.ratio = fit.space > 0 ? 1 + (double)rest / fit.space : rest > 0 ? HUGE_VAL : 0;
  return fit;
}

/* The cost of a line's spacing; negative: refused in this pass. @strain: signed, in units of the unnoticed. */
static double
spacing_cost (Search *search, int from, int to, double *strain)
{
  const BreakRules *rules = search->rules;
  const BreakPoint *b = search->points + to;
  LineFit fit = linebreak_fit (search->points, search->n_points, rules, from, to);
  gint64 rest = measure (rules, from) - fit.natural;
  gboolean last_pass = search->pass == MAX_PASS - 1;

  *strain = 0;
  if (rest < 0 && (!rules->justify || fit.fill || fit.ratio < LINEBREAK_TIGHTEST))
    /* only a piece that no point divides may stand over the edge, and only if nothing else is left */
    return last_pass && to == from + 1 ? overfull_cost : -1;
  if (rules->balance)
    return rest * (double)rest / ((double)rules->em * rules->em);
  if (is_natural (b, &fit, rest))
    return 0;
  if (!rules->justify)
    {
      double unit = MAX (2.5 * rules->em, 0.06 * rules->width);
      double x = rest / unit;
      return x * x * x;
    }
  double off = fit.ratio - 1;
  if (fit.ratio > loosest[search->pass])
    return -1;
  if (fit.ratio > LINEBREAK_LOOSEST) /* will be set ragged: the emptier, the worse */
    return loose_cost * (0.1 + (double)rest / rules->width);
  *strain = off / (off > 0 ? UNNOTICED_LOOSE : UNNOTICED_TIGHT);
  return fabs (*strain * *strain * *strain);
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
end_cost (const Search *search, int from, int to, int run, int line)
{
  const BreakPoint *a = search->points + from, *b = search->points + to;
  double cost = (search->rules->balance ? balanced_line_cost : line_cost) + b->penalty;
  if (run == 2)
    cost += second_hyphen;
  else if (run > 2)
    cost += third_hyphen;
  if (run > 0 && is_forbidden (search->rules, line))
    cost += forbidden_hyphen;
  if (b->forced && from > 0 && !a->forced && !search->rules->balance)
    {
      gint64 natural = b->end_width - a->start_width + b->end_space - a->start_space;
      if (a->hyphen)
        cost += hyphen_before_last;
      if (natural < runt_ems * search->rules->em)
        cost += runt;
      else if (natural < 0.12 * search->rules->width)
        cost += 4 * (1 - natural / (0.12 * search->rules->width));
    }
  return cost;
}

/* Keeps the cheapest node of each run at @to. */
static void
offer (Search *search, const Node *node)
{
  int first = search->first_node[node->point], n = search->n_nodes[node->point];
  for (int i = 0; i < n; i++)
    {
      Node *other = &g_array_index (search->nodes, Node, first + i);
      if (other->run != node->run || other->line != node->line)
        continue;
      if (node->cost < other->cost)
        *other = *node;
      return;
    }
  if (first < 0)
    search->first_node[node->point] = search->nodes->len;
  search->n_nodes[node->point]++;
  g_array_append_val (search->nodes, *node);
}

static void
try_line (Search *search, int from, int to)
{
  double strain, spacing = spacing_cost (search, from, to, &strain);
  if (spacing < 0)
    return;
  int first = search->first_node[from], n = search->n_nodes[from];
  for (int i = first; i < first + n; i++)
    {
      Node old = g_array_index (search->nodes, Node, i); /* a copy: offering may move the array */
      int run = search->points[to].hyphen ? MIN (old.run + 1, MAX_RUN) : 0;
      if (run == MAX_RUN && search->pass < MAX_PASS - 1)
        continue; /* two hyphens in a row at most, unless nothing else is left */
      if (run > 0 && search->pass < MAX_PASS - 1 && is_forbidden (search->rules, old.line))
        continue;
      double swing = search->rules->justify ? strain - old.strain : 0;
      int line = search->rules->n_no_hyphen > 0 ? old.line + 1 : 0;
      double cost = old.cost + spacing + end_cost (search, from, to, run, line - 1) + swing * swing;
      Node node = {cost, strain, i, to, run, line};
      offer (search, &node);
    }
}

/* Is even the tightest line from @from to @to too long? Then so is every later one. */
static gboolean
is_out_of_reach (const Search *search, int from, int to)
{
  const BreakPoint *a = search->points + from, *b = search->points + to;
  gint64 space = b->end_space - a->start_space;
  double least = b->end_width - a->start_width + space * (search->rules->justify ? LINEBREAK_TIGHTEST : 1);
  /* a hyphen's width or the last tracking may differ from point to point */
  return least - search->rules->em > measure (search->rules, from);
}

static void
visit (Search *search, int to)
{
  int kept = 0;
  for (int k = 0; k < search->n_active; k++)
    {
      int from = search->active[k];
      try_line (search, from, to);
      if (!is_out_of_reach (search, from, to))
        search->active[kept++] = from;
    }
  search->n_active = kept;
  if (search->points[to].forced)
    search->n_active = 0; /* no line runs on over a forced end */
  if (search->n_nodes[to] > 0)
    search->active[search->n_active++] = to;
}

/* FALSE: the end cannot be reached within the limits of this pass. */
static gboolean
run_pass (Search *search)
{
  Node start = {.previous = -1};
  g_array_set_size (search->nodes, 0);
  for (int i = 0; i < search->n_points; i++)
    search->first_node[i] = -1, search->n_nodes[i] = 0;
  offer (search, &start);
  search->active[0] = 0;
  search->n_active = 1;
  for (int to = 1; to < search->n_points && search->n_active > 0; to++)
    if (!search->points[to].emergency || search->pass == MAX_PASS - 1)
      visit (search, to);
  return search->n_nodes[search->n_points - 1] > 0;
}

static void
collect (const Search *search, GArray *chosen)
{
  int last = search->n_points - 1, best = search->first_node[last];
  for (int i = best; i < search->first_node[last] + search->n_nodes[last]; i++)
    if (g_array_index (search->nodes, Node, i).cost < g_array_index (search->nodes, Node, best).cost)
      best = i;
  int n = 0;
  for (int i = best; i >= 0; i = g_array_index (search->nodes, Node, i).previous)
    n++;
  g_array_set_size (chosen, n - 1); /* the start ends no line */
  for (int i = best, at = n - 2; at >= 0; i = g_array_index (search->nodes, Node, i).previous, at--)
    g_array_index (chosen, int, at) = g_array_index (search->nodes, Node, i).point;
}

gboolean
linebreak_choose (const BreakPoint *points, int n_points, const BreakRules *rules, GArray *chosen)
{
  g_assert (n_points >= 2 && points[n_points - 1].forced);
  Search search = {.points = points, .n_points = n_points, .rules = rules};
  search.nodes = g_array_new (FALSE, FALSE, sizeof (Node));
  search.first_node = g_new (int, n_points);
  search.n_nodes = g_new (int, n_points);
  search.active = g_new (int, n_points);
  gboolean found = FALSE;
  for (search.pass = 0; search.pass < MAX_PASS && !found; search.pass++)
    found = run_pass (&search);
  g_assert (found); /* the last pass reaches every point from the one before it, at a price */
  collect (&search, chosen);
  g_array_free (search.nodes, TRUE);
  g_free (search.first_node);
  g_free (search.n_nodes);
  g_free (search.active);

  gboolean fits = TRUE;
  for (guint i = 0, from = 0; i < chosen->len; i++)
    {
      int to = g_array_index (chosen, int, i);
      LineFit fit = linebreak_fit (points, n_points, rules, from, to);
      gint64 shrink = rules->justify ? fit.space * (1 - LINEBREAK_TIGHTEST) : 0;
      fits = fits && fit.natural - shrink <= measure (rules, from);
      from = to;
    }
  return fits;
}
