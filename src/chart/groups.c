/* groups.c: see groups.h. Places are integers [1/16 pt], so that inside and outside are exact. */
#include "chart/groups.h"
#include <math.h>
#include <string.h>

#define STEP       2500 /* for each foreign middle inside a hull; the double where many boxes stand */
#define MANY_BOXES 60
#define PER_POINT  12 /* for each pt from the middle of the group */

typedef struct
{
  int n;
  BoxPlace *corners; /* anticlockwise where y points up */
  int *order;        /* members by x, then y: sorted again at each move, mostly in order already */
  BoxPlace low, high;
  gint64 energy;
} Hull;

typedef struct
{
  int group, point;
} Flip;

struct Groups
{
  int n, n_points, n_boxes, step;
  PlanPoint *points; /* in order of their boxes; down [1/16 pt] */
  int *first;        /* points of box i: first[i] to first[i + 1] */
  int *n_members;
  Hull *hulls, *next;           /* by group: present, and under trial */
  guint8 *inside, *next_inside; /* [group × n_points + point] */
  guint8 *touched;
  Flip *flips; /* of groups that are not touched, under trial */
  int n_flips;
};

static void
hull_init (Groups *g, Hull *hull, int group)
{
  hull->corners = g_new0 (BoxPlace, 2 * g->n_members[group] + 2);
  hull->order = g_new0 (int, g->n_members[group] + 1);
  for (int i = 0, k = 0; i < g->n_points; i++)
    if (g->points[i].group == group)
      hull->order[k++] = i;
}

Groups *
groups_new (const ChartPlan *plan)
{
  if (plan->n_groups == 0)
    return NULL;
  Groups *g = g_new0 (Groups, 1);
  g->n = plan->n_groups;
  g->n_points = (int)plan->points->len;
  g->n_boxes = (int)plan->boxes->len;
  g->step = g->n_boxes >= MANY_BOXES ? 2 * STEP : STEP;
  g->points = g_memdup2 (plan->points->data, sizeof (PlanPoint) * (gsize)g->n_points);
  g->first = g_new0 (int, g->n_boxes + 2);
  g->n_members = g_new0 (int, g->n);
  for (int i = 0; i < g->n_points; i++)
    {
      g->points[i].down = g->points[i].down * SIXTEENTH / 1024;
      g->first[g->points[i].box + 1]++;
      if (g->points[i].group >= 0)
        g->n_members[g->points[i].group]++;
    }
  for (int i = 0; i < g->n_boxes; i++)
    g->first[i + 1] += g->first[i];
  g->hulls = g_new0 (Hull, g->n);
  g->next = g_new0 (Hull, g->n);
  for (int k = 0; k < g->n; k++)
    {
      hull_init (g, &g->hulls[k], k);
      hull_init (g, &g->next[k], k);
    }
  gsize cells = (gsize)g->n * (gsize)g->n_points;
  g->inside = g_new0 (guint8, cells + 1);
  g->next_inside = g_new0 (guint8, cells + 1);
  g->touched = g_new0 (guint8, g->n);
  g->flips = g_new0 (Flip, cells + 1);
  return g;
}

void
groups_free (Groups *g)
{
  if (!g)
    return;
  for (int k = 0; k < g->n; k++)
    {
      g_free (g->hulls[k].corners);
      g_free (g->hulls[k].order);
      g_free (g->next[k].corners);
      g_free (g->next[k].order);
    }
  g_free (g->points);
  g_free (g->first);
  g_free (g->n_members);
  g_free (g->hulls);
  g_free (g->next);
  g_free (g->inside);
  g_free (g->next_inside);
  g_free (g->touched);
  g_free (g->flips);
  g_free (g);
}

static inline BoxPlace
place_of (const Model *m, int point)
{
  const PlanPoint *p = &m->groups->points[point];
  BoxPlace at = m->box[p->box];

  at.y += p->down;
  return at;
}

static inline gint64
turn (BoxPlace a, BoxPlace b, BoxPlace c)
{
  return (gint64)(b.x - a.x) * (c.y - a.y) - (gint64)(b.y - a.y) * (c.x - a.x);
}

static inline gboolean
is_before (BoxPlace a, BoxPlace b)
{
  return a.x < b.x || (a.x == b.x && a.y < b.y);
}

/* Andrew's monotone chain (1979) over the members in their order. */
static void
hull_make (const Model *m, Hull *hull, int n)
{
  int *order = hull->order, k = 0;
  BoxPlace *c = hull->corners;

  for (int i = 1; i < n; i++)
    {
      int point = order[i], j = i;
      BoxPlace at = place_of (m, point);
      for (; j > 0 && is_before (at, place_of (m, order[j - 1])); j--)
        order[j] = order[j - 1];
      order[j] = point;
    }
  for (int pass = 0; pass < 2; pass++)
    {
      int least = k + 1;
      for (int i = 0; i < n; i++)
        {
          BoxPlace at = place_of (m, order[pass ? n - 1 - i : i]);
          while (k > least && turn (c[k - 2], c[k - 1], at) <= 0)
            k--;
          c[k++] = at;
        }
      k--; /* the last is the first of the other chain */
    }
  hull->n = k;
  hull->low = hull->high = n > 0 ? c[0] : (BoxPlace){0, 0};
  for (int i = 1; i < k; i++)
    {
      hull->low = (BoxPlace){MIN (hull->low.x, c[i].x), MIN (hull->low.y, c[i].y)};
      hull->high = (BoxPlace){MAX (hull->high.x, c[i].x), MAX (hull->high.y, c[i].y)};
    }
}

static inline gboolean
hull_holds (const Hull *hull, BoxPlace at)
{
  if (hull->n < 3 || at.x <= hull->low.x || at.x >= hull->high.x || at.y <= hull->low.y ||
      at.y >= hull->high.y)
    return FALSE;
  for (int i = 0; i < hull->n; i++)
    if (turn (hull->corners[i], hull->corners[i + 1 < hull->n ? i + 1 : 0], at) <= 0)
      return FALSE;
  return TRUE;
}

/* Distances of the group's boxes from their middle. */
static gint64
cohesion (const Model *m, const Groups *g, const Hull *hull, int group)
{
  gint64 x = 0, y = 0;
  double sum = 0;
  int n = g->n_members[group];

  for (int i = 0; i < n; i++)
    {
      BoxPlace at = place_of (m, hull->order[i]);
      x += at.x;
      y += at.y;
    }
  for (int i = 0; i < n; i++)
    {
      BoxPlace at = place_of (m, hull->order[i]);
      double dx = at.x - (double)(x / n), dy = at.y - (double)(y / n);
      sum += sqrt (dx * dx + dy * dy);
    }
  return (gint64)(sum * PER_POINT / SIXTEENTH);
}

/* Hull, energy and who is inside, of one group as boxes stand now. */
static void
group_make (const Model *m, Hull *hull, guint8 *inside, int group)
{
  const Groups *g = m->groups;

  if (g->n_members[group] == 0)
    return;
  hull_make (m, hull, g->n_members[group]);
  hull->energy = cohesion (m, g, hull, group);
  for (int i = 0; i < g->n_points; i++)
    {
      inside[i] = g->points[i].group != group && hull_holds (hull, place_of (m, i));
      hull->energy += inside[i] ? g->step : 0;
    }
}

gint64
groups_refresh (Model *m)
{
  Groups *g = m->groups;
  gint64 sum = 0;

  for (int k = 0; g && k < g->n; k++)
    {
      group_make (m, &g->hulls[k], g->inside + (gsize)k * (gsize)g->n_points, k);
      sum += g->hulls[k].energy;
    }
  return sum;
}

gint64
groups_try (Model *m, const int *boxes, int n_boxes)
{
  Groups *g = m->groups;
  gint64 change = 0;

  memset (g->touched, 0, (gsize)g->n);
  g->n_flips = 0;
  for (int i = 0; i < n_boxes; i++)
    for (int p = g->first[boxes[i]]; p < g->first[boxes[i] + 1]; p++)
      if (g->points[p].group >= 0)
        g->touched[g->points[p].group] = TRUE;
  for (int k = 0; k < g->n; k++)
    {
      guint8 *inside = g->inside + (gsize)k * (gsize)g->n_points;
      if (g->touched[k])
        {
          group_make (m, &g->next[k], g->next_inside + (gsize)k * (gsize)g->n_points, k);
          change += g->next[k].energy - g->hulls[k].energy;
          continue;
        }
      for (int i = 0; i < n_boxes; i++)
        for (int p = g->first[boxes[i]]; p < g->first[boxes[i] + 1]; p++)
          {
            guint8 now = (guint8)hull_holds (&g->hulls[k], place_of (m, p));
            if (now == inside[p])
              continue;
            change += now ? g->step : -g->step;
            g->flips[g->n_flips++] = (Flip){k, p};
          }
    }
  return change;
}

void
groups_accept (Model *m)
{
  Groups *g = m->groups;

  for (int k = 0; k < g->n; k++)
    if (g->touched[k])
      {
        Hull hull = g->hulls[k];
        gsize row = (gsize)k * (gsize)g->n_points;
        g->hulls[k] = g->next[k];
        g->next[k] = hull;
        memcpy (g->inside + row, g->next_inside + row, (gsize)g->n_points);
      }
  for (int i = 0; i < g->n_flips; i++)
    {
      Flip flip = g->flips[i];
      gsize cell = (gsize)flip.group * (gsize)g->n_points + (gsize)flip.point;
      g->inside[cell] = !g->inside[cell];
      g->hulls[flip.group].energy += g->inside[cell] ? g->step : -g->step;
    }
}

int
groups_excursion (const Model *m, Random *random, BoxPlace *to)
{
  const Groups *g = m->groups;
  int group = random_below (random, g->n), at = random_below (random, MAX (1, g->n_points));
  int side = random_below (random, 4), far = random_below (random, 60 * SIXTEENTH);
  const Hull *hull = &g->hulls[group];

  for (int i = 0; i < g->n_points; i++, at = at + 1 < g->n_points ? at + 1 : 0)
    if (g->inside[(gsize)group * (gsize)g->n_points + (gsize)at])
      {
        BoxPlace place = m->box[g->points[at].box];
        if (side < 2)
          place.x = side ? hull->high.x + far : hull->low.x - far;
        else
          place.y = side == 2 ? hull->high.y + far : hull->low.y - far;
        *to = place;
        return g->points[at].box;
      }
  return -1;
}

int
groups_count (const Model *m)
{
  const Groups *g = m->groups;
  int n = 0;

  for (gsize i = 0; g && i < (gsize)g->n * (gsize)g->n_points; i++)
    n += g->inside[i];
  return n;
}
