/* communities.c: see communities.h. All gains are integers, so that no rounding decides. */
#include "chart/communities.h"
#include <string.h>

#define PASSES     24
#define LEVELS     12
#define RESOLUTION 8 /* one, in eighths */
#define FINEST     (RESOLUTION << 7)

/* Neighbours of node i: to[start[i]] … to[start[i + 1] - 1]. */
typedef struct
{
  int n;
  int *start, *to, *weight;
  gint64 *degree; /* with loops counted twice */
  gint64 total;
} Net;

static void
net_clear (Net *net)
{
  g_free (net->start);
  g_free (net->to);
  g_free (net->weight);
  g_free (net->degree);
}

/* The net of @n nodes; an edge counts if both of its ends have a number in @number (NULL: their own). */
static Net
net_make (int n, const GArray *edges, const int *number)
{
  Net net = {.n = n, .start = g_new0 (int, n + 2), .degree = g_new0 (gint64, n + 1)};
  g_autofree int *at = g_new0 (int, n + 1);

  for (int pass = 0; pass < 2; pass++)
    {
      for (guint e = 0; e < edges->len; e++)
        {
          NetEdge edge = g_array_index (edges, NetEdge, e);
          int a = number ? number[edge.a] : edge.a, b = number ? number[edge.b] : edge.b;
          if (a < 0 || b < 0)
            continue;
          if (pass == 0)
            {
              net.degree[a] += edge.weight;
              net.degree[b] += edge.weight;
              net.total += 2 * (gint64)edge.weight;
              net.start[a + 1] += a != b;
              net.start[b + 1] += a != b;
            }
          else if (a != b)
            {
              net.to[net.start[a] + at[a]] = b;
              net.weight[net.start[a] + at[a]++] = edge.weight;
              net.to[net.start[b] + at[b]] = a;
              net.weight[net.start[b] + at[b]++] = edge.weight;
            }
        }
      for (int i = 0; pass == 0 && i < n; i++)
        net.start[i + 1] += net.start[i];
      if (pass == 0)
        {
          net.to = g_new0 (int, net.start[n] + 1);
          net.weight = g_new0 (int, net.start[n] + 1);
        }
    }
  return net;
}

/* Numbers 0… in the order in which they are first met. */
static int
renumber (int *of, int n)
{
  g_autofree int *number = g_new (int, n + 1);
  int found = 0;

  for (int i = 0; i < n; i++)
    number[i] = -1;
  for (int i = 0; i < n; i++)
    {
      if (number[of[i]] < 0)
        number[of[i]] = found++;
      of[i] = number[of[i]];
    }
  return found;
}

/* Moves nodes, one by one and in their order, to where modularity gains most; returns the number of communities in @of. */
static int
net_settle (const Net *net, int resolution, int *of)
{
  g_autofree gint64 *sum = g_memdup2 (net->degree, (gsize)(net->n + 1) * sizeof *sum);
  g_autofree gint64 *link = g_new0 (gint64, net->n + 1);
  gboolean moved = TRUE;

  for (int i = 0; i < net->n; i++)
    of[i] = i;
  for (int pass = 0; moved && pass < PASSES; pass++)
    {
      moved = FALSE;
      for (int i = 0; i < net->n; i++)
        {
          int best = of[i];
          for (int k = net->start[i]; k < net->start[i + 1]; k++)
            link[of[net->to[k]]] += net->weight[k];
          sum[of[i]] -= net->degree[i];
          gint64 most = link[best] * net->total * RESOLUTION - resolution * sum[best] * net->degree[i];
          for (int k = net->start[i]; k < net->start[i + 1]; k++)
            {
              int c = of[net->to[k]];
              gint64 gain = link[c] * net->total * RESOLUTION - resolution * sum[c] * net->degree[i];
              if (gain > most || (gain == most && best != of[i] && c < best))
                {
                  most = gain;
                  best = c;
                }
            }
          for (int k = net->start[i]; k < net->start[i + 1]; k++)
            link[of[net->to[k]]] = 0;
          moved = moved || best != of[i];
          of[i] = best;
          sum[best] += net->degree[i];
        }
    }
  return renumber (of, net->n);
}

/* Louvain: settle, make each community a node, again. @of: n numbers. */
static int
louvain (int n, const GArray *edges, const int *number, int resolution, int *of)
{
  g_autoptr (GArray) now = g_array_new (FALSE, FALSE, sizeof (NetEdge));
  int found = n;

  for (guint e = 0; e < edges->len; e++)
    {
      NetEdge edge = g_array_index (edges, NetEdge, e);
      if (number && (number[edge.a] < 0 || number[edge.b] < 0))
        continue;
      NetEdge own = {number ? number[edge.a] : edge.a, number ? number[edge.b] : edge.b, edge.weight};
      g_array_append_val (now, own);
    }
  for (int i = 0; i < n; i++)
    of[i] = i;
  for (int level = 0; level < LEVELS; level++)
    {
      Net net = net_make (found, now, NULL);
      g_autofree int *settled = g_new (int, found + 1);
      int next = net_settle (&net, resolution, settled);
      net_clear (&net);
      for (int i = 0; i < n; i++)
        of[i] = settled[of[i]];
      for (guint e = 0; e < now->len; e++)
        {
          NetEdge *edge = &g_array_index (now, NetEdge, e);
          edge->a = settled[edge->a];
          edge->b = settled[edge->b];
        }
      if (next == found)
        break;
      found = next;
    }
  return found;
}

typedef struct
{
  const GArray *edges;
  int n, least, most, ties;
  int *of, found;
} Search;

/* Cuts nodes that nothing parts into pieces of even size, near ones together: in breadth from the first. */
static void
cut_evenly (Search *search, const int *nodes, int n)
{
  g_autofree int *number = g_new (int, search->n), *order = g_new (int, n + 1);
  g_autofree gboolean *seen = g_new0 (gboolean, n + 1);
  const int wanted = (n + search->most - 1) / search->most, pieces = MAX (wanted, 2),
            size = (n + pieces - 1) / pieces;
  int len = 0;

  for (int i = 0; i < search->n; i++)
    number[i] = -1;
  for (int i = 0; i < n; i++)
    number[nodes[i]] = i;
  Net net = net_make (n, search->edges, number);
  for (int first = 0; first < n; first++)
    for (int head = len, i = first; !seen[first] || head < len; head++)
      {
        if (!seen[first])
          {
            seen[first] = TRUE;
            order[len++] = first;
          }
        i = order[head];
        for (int k = net.start[i]; k < net.start[i + 1]; k++)
          if (!seen[net.to[k]])
            {
              seen[net.to[k]] = TRUE;
              order[len++] = net.to[k];
            }
      }
  for (int i = 0; i < n; i++)
    search->of[nodes[order[i]]] = search->found + i / size;
  search->found += (n + size - 1) / size;
  net_clear (&net);
}

static int
ties_most (const Search *search, int n)
{
  return (int)MIN ((gint64)n * search->ties / 100, G_MAXINT);
}

/* Ties within the nodes that have a number. */
static int
weight_within (const Search *search, const int *number)
{
  int sum = 0;

  for (guint e = 0; e < search->edges->len; e++)
    {
      NetEdge edge = g_array_index (search->edges, NetEdge, e);
      sum += number[edge.a] >= 0 && number[edge.b] >= 0 && edge.a != edge.b ? edge.weight : 0;
    }
  return sum;
}

static void
divide (Search *search, const int *nodes, int n, int resolution)
{
  g_autofree int *number = g_new (int, search->n), *of = g_new (int, n + 1), *part = g_new (int, n + 1);
  int found = 1;

  for (int i = 0; i < search->n; i++)
    number[i] = -1;
  for (int i = 0; i < n; i++)
    number[nodes[i]] = i;
  if (n <= search->least || (n <= search->most && weight_within (search, number) <= ties_most (search, n)))
    {
      for (int i = 0; i < n; i++)
        search->of[nodes[i]] = search->found;
      search->found += n > 0;
      return;
    }
  while ((found = louvain (n, search->edges, number, resolution, of)) == 1 && resolution < FINEST)
    resolution *= 2;
  if (found == 1)
    {
      cut_evenly (search, nodes, n);
      return;
    }
  for (int c = 0; c < found; c++)
    {
      int size = 0;
      for (int i = 0; i < n; i++)
        if (of[i] == c)
          part[size++] = nodes[i];
      divide (search, part, size, MIN (resolution * 2, FINEST));
    }
}

/* The community that @small should join; -1: none has room. */
static int
partner_of (const Search *search, const int *links, const int *size, int small)
{
  const int found = search->found;
  int best = -1;

  for (int c = 0; c < found; c++)
    {
      if (c == small || size[c] == 0 || size[c] + size[small] > search->most)
        continue;
      /* a community's ties to itself are counted twice */
      if (links[c * found + c] / 2 + links[small * found + small] / 2 + links[small * found + c] >
              ties_most (search, size[c] + size[small]) &&
          size[c] + size[small] > search->least)
        continue;
      int tie = links[small * found + c], than = best >= 0 ? links[small * found + best] : -1;
      if (tie == 0 && size[c] >= search->least)
        continue; /* strangers are put together only when both are few */
      if (tie > than || (tie == than && size[c] < size[best]))
        best = c;
    }
  return best;
}

static int
join_small (Search *search)
{
  const int found = search->found, least = search->least;
  g_autofree int *links = g_new0 (int, (gsize)found *(gsize)found + 1), *size = g_new0 (int, found + 1);
  g_autofree gboolean *alone = g_new0 (gboolean, found + 1);

  for (int i = 0; i < search->n; i++)
    size[search->of[i]]++;
  for (guint e = 0; e < search->edges->len; e++)
    {
      NetEdge edge = g_array_index (search->edges, NetEdge, e);
      if (edge.a == edge.b)
        continue;
      links[search->of[edge.a] * found + search->of[edge.b]] += edge.weight;
      links[search->of[edge.b] * found + search->of[edge.a]] += edge.weight;
    }
  for (;;)
    {
      int small = -1;
      for (int c = 0; c < found; c++)
        if (size[c] > 0 && size[c] < least && !alone[c] && (small < 0 || size[c] < size[small]))
          small = c;
      if (small < 0)
        break;
      int to = partner_of (search, links, size, small);
      if (to < 0)
        {
          alone[small] = TRUE;
          continue;
        }
      for (int i = 0; i < search->n; i++)
        if (search->of[i] == small)
          search->of[i] = to;
      for (int c = 0; c < found; c++)
        {
          links[to * found + c] += links[small * found + c];
          links[small * found + c] = 0;
        }
      for (int c = 0; c < found; c++)
        {
          links[c * found + to] += links[c * found + small];
          links[c * found + small] = 0;
        }
      size[to] += size[small];
      size[small] = 0;
    }
  return renumber (search->of, search->n);
}

/* Moves nodes, one by one and in their order, to where they have more ties: parting at growing resolution and joining what is small
 * leaves some at the wrong side of a border. */
static void
move_single (Search *search, int found)
{
  Net net = net_make (search->n, search->edges, NULL);
  g_autofree int *size = g_new0 (int, found + 1), *inside = g_new0 (int, found + 1),
                 *link = g_new0 (int, found + 1);
  gboolean moved = TRUE;

  for (int i = 0; i < search->n; i++)
    {
      size[search->of[i]]++;
      for (int k = net.start[i]; k < net.start[i + 1]; k++)
        inside[search->of[i]] += net.to[k] > i && search->of[net.to[k]] == search->of[i] ? net.weight[k] : 0;
    }
  for (int pass = 0; moved && pass < PASSES; pass++)
    {
      moved = FALSE;
      for (int i = 0; i < search->n; i++)
        {
          const int own = search->of[i];
          int best = own;
          for (int k = net.start[i]; k < net.start[i + 1]; k++)
            link[search->of[net.to[k]]] += net.weight[k];
          for (int k = net.start[i]; k < net.start[i + 1]; k++)
            {
              const int c = search->of[net.to[k]];
              if ((link[c] > link[best] || (link[c] == link[best] && best != own && c < best)) &&
                  size[c] < search->most && inside[c] + link[c] <= ties_most (search, size[c] + 1))
                best = c;
            }
          if (best != own && size[own] > 1)
            {
              inside[own] -= link[own];
              inside[best] += link[best];
              size[own]--;
              size[best]++;
              search->of[i] = best;
              moved = TRUE;
            }
          for (int k = net.start[i]; k < net.start[i + 1]; k++)
            link[search->of[net.to[k]]] = 0;
          link[own] = 0;
        }
    }
  net_clear (&net);
}

int *
communities_find (int n, const GArray *edges, int least, int most, int ties, int *n_found)
{
  g_autofree int *nodes = g_new (int, n + 1);
  Search search = {edges, n, least, most, ties, g_new0 (int, MAX (n, 1) + 1), 0};

  for (int i = 0; i < n; i++)
    nodes[i] = i;
  divide (&search, nodes, n, RESOLUTION);
  *n_found = n > 0 ? join_small (&search) : 0;
  if (*n_found > 1)
    move_single (&search, *n_found);
  return search.of;
}
