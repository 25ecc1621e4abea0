/* break-search: passes over the points, each with more patience than the one before. */
#include "typeset/break-search.h"

#include <math.h>

typedef struct
{
  const BreakMethod *method;
  int pass;
  GArray *nodes;   /* of BreakNode; those of one point stand together */
  int *first_node; /* by point; -1: none */
  int *n_nodes;
  int *active; /* points, oldest first */
  int n_active;
} Search;

static BreakNode *
node_at (const Search *search, int index)
{
  return &g_array_index (search->nodes, BreakNode, index);
}

/* Keeps the cheapest node of each key at its point; of two alike the later, as TeX82 does (§855). */
static void
offer (Search *search, const BreakNode *node)
{
  int first = search->first_node[node->point], n = search->n_nodes[node->point];
  for (int i = first; i < first + n; i++)
    {
      BreakNode *other = node_at (search, i);
      if (other->run != node->run || other->kind != node->kind || other->line != node->line)
        continue;
      if (node->cost <= other->cost)
        *other = *node;
      return;
    }
  if (first < 0)
    search->first_node[node->point] = search->nodes->len;
  search->n_nodes[node->point]++;
  g_array_append_val (search->nodes, *node);
}

/* Returns: may a later point still be reached from @from? */
static gboolean
try_line (Search *search, int from, int to)
{
  const BreakMethod *method = search->method;
  gboolean gone = FALSE;
  BreakJudged judged = {0};
  if (!method->judge (method->data, from, to, search->pass, &judged, &gone))
    return !gone;
  gboolean hyphen = method->has_hyphen (method->data, to);
  int first = search->first_node[from], n = search->n_nodes[from];
  for (int i = first; i < first + n; i++)
    {
      const BreakNode *old = node_at (search, i);
      int run = hyphen ? MIN (old->run + 1, method->max_run) : 0;
      double joined = method->join (method->data, old, &judged, to, run, search->pass);
      if (joined >= HUGE_VAL)
        continue;
      BreakNode node = {.cost = old->cost + judged.cost + joined,
                        .strain = judged.strain,
                        .previous = i,
                        .point = to,
                        .run = run,
                        .kind = judged.kind,
                        .line = method->by_line ? old->line + 1 : 0};
      offer (search, &node);
    }
  return !gone;
}

static void
visit (Search *search, int to)
{
  int kept = 0;
  for (int k = 0; k < search->n_active; k++)
    {
      int from = search->active[k];
      if (try_line (search, from, to))
        search->active[kept++] = from;
    }
  search->n_active = kept;
  if (search->method->is_forced (search->method->data, to))
    search->n_active = 0; /* no line runs on over a forced end */
  if (search->n_nodes[to] > 0)
    search->active[search->n_active++] = to;
}

/* FALSE: the end cannot be reached within the limits of this pass. */
static gboolean
run_pass (Search *search)
{
  const BreakMethod *method = search->method;
  BreakNode start = {.previous = -1, .kind = 1}; /* a decent line before the first (TeX82 §864) */
  g_array_set_size (search->nodes, 0);
  for (int i = 0; i < method->n_points; i++)
    search->first_node[i] = -1, search->n_nodes[i] = 0;
  offer (search, &start);
  search->active[0] = 0;
  search->n_active = 1;
  for (int to = 1; to < method->n_points && search->n_active > 0; to++)
    if (method->is_open (method->data, to, search->pass))
      visit (search, to);
  return search->n_nodes[method->n_points - 1] > 0;
}

static double
collect (const Search *search, GArray *chosen)
{
  int last = search->method->n_points - 1, best = search->first_node[last], n = 0;
  for (int i = best; i < search->first_node[last] + search->n_nodes[last]; i++)
    if (node_at (search, i)->cost < node_at (search, best)->cost)
      best = i;
  for (int i = best; i >= 0; i = node_at (search, i)->previous)
    n++;
  g_array_set_size (chosen, n - 1); /* the start ends no line */
  for (int i = best, at = n - 2; at >= 0; i = node_at (search, i)->previous, at--)
    g_array_index (chosen, int, at) = node_at (search, i)->point;
  return node_at (search, best)->cost;
}

int
break_search (const BreakMethod *method, GArray *chosen, double *cost)
{
  g_assert (method->n_points >= 2);
  Search search = {.method = method};
  search.nodes = g_array_sized_new (FALSE, FALSE, sizeof (BreakNode), method->n_points + 1);
  search.first_node = g_new (int, method->n_points);
  search.n_nodes = g_new (int, method->n_points);
  search.active = g_new (int, method->n_points);
  gboolean found = FALSE;
  g_array_set_size (chosen, 0);
  for (int pass = 0; pass < method->n_passes && !found; pass++)
    {
      search.pass = pass;
      found = run_pass (&search);
    }
  double total = found ? collect (&search, chosen) : HUGE_VAL;
  if (cost)
    *cost = total;
  g_array_free (search.nodes, TRUE);
  g_free (search.first_node);
  g_free (search.n_nodes);
  g_free (search.active);
  return found ? search.pass : -1;
}
