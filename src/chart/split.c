/* split.c: see split.h. Actors that stand in one box stay together, so communities are those of boxes. */
#include "chart/split.h"
#include "chart/dense.h"
#include "chart/fold.h"
#include <string.h>

#define LEAST_BOXES 12
#define MOST_BOXES  34
#define MOST_TIES   132 /* for a hundred boxes: what a page shows without a tangle */
#define ROWS_MOST   6   /* rows about other charts in one box */
#define NAMES_MOST  3   /* names in one of them */

typedef struct
{
  const DrawingData *data;
  int n_boxes, n_charts; /* charts without the overview */
  int *box, *from, *to;  /* of actor; of tie: actors */
  int *ties_of;          /* of actor: how many ties */
  int *chart;            /* of actor: 0… */
  int *hub, *size;       /* of chart: busiest actor, actors */
} Parting;

static const Actor *
actor_at (const DrawingData *data, int i)
{
  return g_ptr_array_index (data->actors, i);
}

static const Tie *
tie_at (const DrawingData *data, guint i)
{
  return g_ptr_array_index (data->ties, i);
}

int
chart_boxes (const DrawingData *data)
{
  g_autoptr (ChartFold) fold = chart_fold (data, data->fold < 2 ? data->fold : 2, FALSE);

  return (int)fold->boxes->len;
}

gboolean
chart_wants_split (const DrawingData *data, int most)
{
  g_autoptr (ChartFold) fold = chart_fold (data, data->fold < 2 ? data->fold : 2, FALSE);

  return (int)fold->boxes->len > most ||
         ((int)fold->boxes->len > most / 2 && fold->lines->len > 2 * fold->boxes->len);
}

static void
parting_clear (Parting *p)
{
  g_free (p->box);
  g_free (p->from);
  g_free (p->to);
  g_free (p->ties_of);
  g_free (p->chart);
  g_free (p->hub);
  g_free (p->size);
}

/* Is actor @a busier than @b? The subject is; ties by id. */
static gboolean
is_busier (const Parting *p, int a, int b)
{
  const Actor *x = actor_at (p->data, a), *y = actor_at (p->data, b);

  if (x->subject != y->subject)
    return x->subject;
  return p->ties_of[a] != p->ties_of[b] ? p->ties_of[a] > p->ties_of[b] : strcmp (x->id, y->id) < 0;
}

static int
compare_charts (gconstpointer a, gconstpointer b, gpointer data)
{
  const Parting *p = data;
  const int x = *(const int *)a, y = *(const int *)b;

  if (p->size[x] != p->size[y])
    return p->size[x] > p->size[y] ? -1 : 1;
  return strcmp (actor_at (p->data, p->hub[x])->id, actor_at (p->data, p->hub[y])->id);
}

/* Numbers charts by their size. */
static void
order_charts (Parting *p)
{
  g_autofree int *order = g_new (int, p->n_charts + 1), *number = g_new (int, p->n_charts + 1);
  g_autofree int *hub = g_memdup2 (p->hub, (gsize)p->n_charts * sizeof (int)),
                 *size = g_memdup2 (p->size, (gsize)p->n_charts * sizeof (int));

  for (int c = 0; c < p->n_charts; c++)
    order[c] = c;
  g_qsort_with_data (order, p->n_charts, sizeof *order, compare_charts, p);
  for (int c = 0; c < p->n_charts; c++)
    {
      number[order[c]] = c;
      p->hub[c] = hub[order[c]];
      p->size[c] = size[order[c]];
    }
  for (guint i = 0; i < p->data->actors->len; i++)
    p->chart[i] = number[p->chart[i]];
}

/* Box numbers in the order of the ids of their actors, so that the order of records decides nothing. */
typedef struct
{
  const char *id;
  int box;
} BoxId;

static int
compare_boxes (gconstpointer a, gconstpointer b)
{
  return strcmp (((const BoxId *)a)->id, ((const BoxId *)b)->id);
}

static int *
boxes_by_id (const ChartFold *fold)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (BoxId));
  int *number = g_new0 (int, fold->boxes->len + 1);

  for (guint i = 0; i < fold->boxes->len; i++)
    {
      BoxId id = {actor_at (fold->data, g_array_index (fold->boxes, FoldBox, i).actor)->id, (int)i};
      g_array_append_val (all, id);
    }
  g_array_sort (all, compare_boxes);
  for (guint i = 0; i < all->len; i++)
    number[g_array_index (all, BoxId, i).box] = (int)i;
  return number;
}

static Parting
part (const DrawingData *data)
{
  const guint n = data->actors->len;
  Parting p = {
      .data = data, .box = g_new0 (int, n + 1), .ties_of = g_new0 (int, n + 1), .chart = g_new0 (int, n + 1)};
  g_autoptr (ChartFold) fold = chart_fold (data, data->fold < 1 ? 0 : 1, FALSE);
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GArray) edges = g_array_new (FALSE, FALSE, sizeof (NetEdge));
  g_autofree int *number = boxes_by_id (fold);

  p.from = g_new0 (int, data->ties->len + 1);
  p.to = g_new0 (int, data->ties->len + 1);
  p.n_boxes = (int)fold->boxes->len;
  for (guint i = 0; i < n; i++)
    {
      p.box[i] = number[fold->actor_box[i]];
      g_hash_table_insert (ids, actor_at (data, (int)i)->id, GINT_TO_POINTER ((int)i));
    }
  for (guint t = 0; t < data->ties->len; t++)
    {
      p.from[t] = GPOINTER_TO_INT (g_hash_table_lookup (ids, tie_at (data, t)->from));
      p.to[t] = GPOINTER_TO_INT (g_hash_table_lookup (ids, tie_at (data, t)->to));
      p.ties_of[p.from[t]]++;
      p.ties_of[p.to[t]]++;
      NetEdge edge = {p.box[p.from[t]], p.box[p.to[t]], 1};
      g_array_append_val (edges, edge);
    }
  g_autofree int *of =
      dense_communities_find (p.n_boxes, edges, LEAST_BOXES, MOST_BOXES, MOST_TIES, &p.n_charts);
  p.hub = g_new (int, p.n_charts + 1);
  p.size = g_new0 (int, p.n_charts + 1);
  for (int c = 0; c < p.n_charts; c++)
    p.hub[c] = -1;
  for (guint i = 0; i < n; i++)
    {
      int c = p.chart[i] = of[p.box[i]];
      p.size[c]++;
      if (p.hub[c] < 0 || is_busier (&p, (int)i, p.hub[c]))
        p.hub[c] = (int)i;
    }
  order_charts (&p);
  return p;
}

static const char *
short_name (const Actor *actor)
{
  return actor->short_name ? actor->short_name : actor->name;
}

static char *
chart_title (const Parting *p, int chart)
{
  g_autofree char *number = g_strdup_printf ("%d", chart + 2), *all = g_strdup_printf ("%d", p->n_charts + 1);

  return phrase_with (p->data, "chart-part", "Chart {0} of {1}: around {2}", number, all,
                      actor_at (p->data, p->hub[chart])->name);
}

/* Rows about other charts */

typedef struct
{
  int chart;        /* the other one */
  GPtrArray *names; /* borrowed, each once */
} Elsewhere;

static void
elsewhere_clear (gpointer data)
{
  Elsewhere *e = data;

  g_ptr_array_unref (e->names);
}

static int
compare_elsewhere (gconstpointer a, gconstpointer b)
{
  return ((const Elsewhere *)a)->chart - ((const Elsewhere *)b)->chart;
}

/* The other charts that actor @i has ties to, in their order, with the names of those there. */
static GArray *
elsewhere_of (const Parting *p, int i)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (Elsewhere));

  g_array_set_clear_func (all, elsewhere_clear);
  for (guint t = 0; t < p->data->ties->len; t++)
    {
      int other = p->from[t] == i ? p->to[t] : p->to[t] == i ? p->from[t] : i;
      Elsewhere *found = NULL;
      if (p->chart[other] == p->chart[i])
        continue;
      for (guint k = 0; k < all->len && !found; k++)
        if (g_array_index (all, Elsewhere, k).chart == p->chart[other])
          found = &g_array_index (all, Elsewhere, k);
      if (!found)
        {
          Elsewhere e = {p->chart[other], g_ptr_array_new ()};
          g_array_append_val (all, e);
          found = &g_array_index (all, Elsewhere, all->len - 1);
        }
      gpointer name = (gpointer)short_name (actor_at (p->data, other));
      if (!g_ptr_array_find (found->names, name, NULL))
        g_ptr_array_add (found->names, name);
    }
  g_array_sort (all, compare_elsewhere);
  return all;
}

static char *
names_row (const Parting *p, const Elsewhere *e)
{
  const guint most = e->names->len <= NAMES_MOST ? e->names->len : NAMES_MOST - 1;
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree char *number = g_strdup_printf ("%d", e->chart + 2);

  for (guint k = 0; k < most; k++)
    g_string_append_printf (names, "%s%s", k > 0 ? ", " : "", (const char *)e->names->pdata[k]);
  if (most < e->names->len)
    g_string_append_printf (names, " + %u", e->names->len - most);
  return phrase_with (p->data, "chart-elsewhere", "{0} → {1}", names->str, number, NULL);
}

/* One row that names many charts: who the others are stands in the alternative text and in their charts. */
static char *
crowd_row (const Parting *p, const GArray *all)
{
  g_autoptr (GString) charts = g_string_new (NULL);
  guint n = 0;

  for (guint k = 0; k < all->len; k++)
    {
      n += g_array_index (all, Elsewhere, k).names->len;
      g_string_append_printf (charts, "%s%d", k > 0 ? ", " : "", g_array_index (all, Elsewhere, k).chart + 2);
    }
  g_autofree char *count = g_strdup_printf ("%u", n);
  g_autofree char *others = phrase_with (p->data, "chart-others", "{0} others", count, NULL, NULL);
  return phrase_with (p->data, "chart-elsewhere", "{0} → {1}", others, charts->str, NULL);
}

static void
add_stubs (const Parting *p, DrawingData *chart, int i)
{
  g_autoptr (GArray) all = elsewhere_of (p, i);
  gboolean crowd = all->len > ROWS_MOST;
  g_autofree gboolean *said = g_new0 (gboolean, all->len + 1);

  for (guint t = 0; all->len > 0 && t < p->data->ties->len; t++)
    {
      const Tie *tie = tie_at (p->data, t);
      int other = p->from[t] == i ? p->to[t] : p->to[t] == i ? p->from[t] : i;
      guint k = 0;
      if (p->chart[other] == p->chart[i])
        continue;
      while (g_array_index (all, Elsewhere, k).chart != p->chart[other])
        k++;
      Stub *stub = drawing_data_add_stub (chart, tie->id, actor_at (p->data, i)->id, p->chart[other] + 2);
      stub->says = tie->says ? g_strdup (tie->says)
                             : g_strdup_printf ("%s – %s – %s.", actor_at (p->data, p->from[t])->name,
                                                tie->label, actor_at (p->data, p->to[t])->name);
      if (crowd && !said[0])
        stub->text = crowd_row (p, all);
      else if (!crowd && !said[k])
        stub->text = names_row (p, &g_array_index (all, Elsewhere, k));
      said[crowd ? 0 : k] = TRUE;
    }
}

static DrawingData *
part_chart (const Parting *p, int chart)
{
  DrawingData *data = drawing_data_like (p->data, DRAWING_CHART);

  data->title = chart_title (p, chart);
  data->part = TRUE;
  data->pins = p->data->pins;
  for (guint i = 0; i < p->data->actors->len; i++)
    if (p->chart[i] == chart)
      {
        drawing_data_copy_actor (data, actor_at (p->data, (int)i));
        add_stubs (p, data, (int)i);
      }
  for (guint t = 0; t < p->data->ties->len; t++)
    if (p->chart[p->from[t]] == chart && p->chart[p->to[t]] == chart)
      drawing_data_copy_tie (data, tie_at (p->data, t));
  if (chart_is_dense (data))
    chart_make_matrix (data);
  return data;
}

/* The overview */

/* The least number of ties for which two charts are joined by a line, so that the lines can be drawn. */
static int
least_shown (const int *count, int n)
{
  for (int least = 1;; least++)
    {
      int lines = 0;
      for (int a = 0; a < n; a++)
        for (int b = a + 1; b < n; b++)
          lines += count[a * n + b] >= least;
      if (lines * 100 <= MAX (n, 10) * MOST_TIES)
        return least;
    }
}

static void
add_overview_box (const Parting *p, DrawingData *data, int chart)
{
  const Actor *hub = actor_at (p->data, p->hub[chart]);
  g_autofree char *id = g_strdup_printf ("chart-%d", chart + 2);
  g_autofree char *name = g_strdup_printf ("%d %s", chart + 2, hub->name);
  g_autofree char *count = g_strdup_printf ("%d", p->size[chart] - 1);
  Actor *actor = drawing_data_add_actor (data, id, name, ACTOR_ORGANISATION);

  actor->subject = hub->subject;
  actor->pinned_as = g_strdup (hub->id);
  if (p->size[chart] < 2)
    return;
  Stub *stub = drawing_data_add_stub (data, id, id, chart + 2);
  stub->text = phrase_with (p->data, "chart-and-others", "and {0} more", count, NULL, NULL);
}

static DrawingData *
overview (const Parting *p)
{
  const int n = p->n_charts;
  DrawingData *data = drawing_data_like (p->data, DRAWING_CHART);
  g_autofree int *count = g_new0 (int, (gsize)n *(gsize)n + 1);
  g_autofree char *all = g_strdup_printf ("%d", n + 1);

  data->title = phrase_with (p->data, "chart-overview", "Chart 1 of {0}: overview", all, NULL, NULL);
  data->part = data->undirected = TRUE;
  data->pins = p->data->pins;
  for (int c = 0; c < n; c++)
    add_overview_box (p, data, c);
  for (guint t = 0; t < p->data->ties->len; t++)
    {
      int a = p->chart[p->from[t]], b = p->chart[p->to[t]];
      if (a != b)
        count[MIN (a, b) * n + MAX (a, b)]++;
    }
  const int least = least_shown (count, n);
  for (int a = 0; a < n; a++)
    for (int b = a + 1; b < n; b++)
      if (count[a * n + b] >= least)
        {
          const char *from = ((const Actor *)data->actors->pdata[a])->id,
                     *to = ((const Actor *)data->actors->pdata[b])->id;
          g_autofree char *id = g_strdup_printf ("%s/%s", from, to);
          g_autofree char *label = g_strdup_printf ("%d", count[a * n + b]);
          Tie *tie = drawing_data_add_tie (data, id, from, to, label);
          tie->weight = count[a * n + b];
          tie->status = TIE_ASSERTED;
        }
  g_autofree char *few = g_strdup_printf ("%d", least);
  g_autofree char *width =
      phrase_with (p->data, "chart-widths",
                   "Numbers on lines count the ties between the actors of two charts", NULL, NULL, NULL);
  g_autofree char *weak =
      least > 1 ? phrase_with (p->data, "chart-weaker", "; fewer than {0} have no line here", few, NULL, NULL)
                : NULL;
  data->note = g_strconcat (width, weak ? weak : "", ".", NULL);
  return data;
}

static int
compare_entries (gconstpointer a, gconstpointer b, gpointer data)
{
  const Actor *x = actor_at (data, ((const ChartEntry *)a)->actor),
              *y = actor_at (data, ((const ChartEntry *)b)->actor);
  g_autofree char *p = g_utf8_casefold (x->name, -1), *q = g_utf8_casefold (y->name, -1);
  int order = strcmp (p, q);

  return order != 0 ? order : strcmp (x->id, y->id);
}

ChartSet *
chart_split (const DrawingData *data)
{
  ChartSet *set = g_new0 (ChartSet, 1);
  Parting p = part (data);

  set->charts = g_ptr_array_new_with_free_func ((GDestroyNotify)drawing_data_free);
  set->index = g_array_new (FALSE, FALSE, sizeof (ChartEntry));
  g_ptr_array_add (set->charts, overview (&p));
  for (int c = 0; c < p.n_charts; c++)
    g_ptr_array_add (set->charts, part_chart (&p, c));
  for (guint t = 0; t < data->ties->len; t++)
    set->parted += p.chart[p.from[t]] != p.chart[p.to[t]];
  for (guint i = 0; i < data->actors->len; i++)
    {
      ChartEntry entry = {(int)i, p.chart[i] + 2};
      g_array_append_val (set->index, entry);
    }
  g_array_sort_with_data (set->index, compare_entries, (gpointer)data);
  parting_clear (&p);
  return set;
}

void
chart_set_free (ChartSet *set)
{
  if (!set)
    return;
  g_ptr_array_unref (set->charts);
  g_array_unref (set->index);
  g_free (set);
}
