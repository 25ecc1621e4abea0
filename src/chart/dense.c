/* dense.c: see dense.h. */
#include "chart/dense.h"
#include <string.h>

enum
{
  DENSE_LEAST = 16, /* fewer are lines that the eye can still follow */
  DENSE_MOST = 32,  /* more columns are no matrix that a sheet holds */
  DENSE_PAIRS = 50, /* of a hundred */
  DENSE_EACH = 4,   /* who is tied to fewer than a fourth of a dense set is not of it */
  NO_BOUND = 1 << 20
};

static gboolean
are_dense (int n, int pairs)
{
  return n >= DENSE_LEAST && n <= DENSE_MOST && 200 * pairs >= DENSE_PAIRS * n * (n - 1);
}

static int
tied_pairs (const DrawingData *data)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  const guint n = data->actors->len;
  g_autofree gboolean *tied = g_new0 (gboolean, (gsize)n * n + 1);
  int pairs = 0;

  for (guint i = 0; i < n; i++)
    g_hash_table_insert (ids, ((const Actor *)data->actors->pdata[i])->id, GUINT_TO_POINTER (i));
  for (guint t = 0; t < data->ties->len; t++)
    {
      const Tie *tie = data->ties->pdata[t];
      const guint a = GPOINTER_TO_UINT (g_hash_table_lookup (ids, tie->from)),
                  b = GPOINTER_TO_UINT (g_hash_table_lookup (ids, tie->to));
      gboolean *pair = &tied[MIN (a, b) * n + MAX (a, b)];
      pairs += a != b && !*pair;
      *pair = TRUE;
    }
  return pairs;
}

gboolean
chart_is_dense (const DrawingData *data)
{
  const int n = (int)data->actors->len;

  return n >= DENSE_LEAST && n <= DENSE_MOST && are_dense (n, tied_pairs (data));
}

/* "A, B: 12 others → 3, 4; C: Kim Tarn → 7": those with the same row together. NULL: no chart has others of their ties. */
static char *
elsewhere_words (const DrawingData *data)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < data->stubs->len; i++)
    {
      const char *text = ((const Stub *)data->stubs->pdata[i])->text;
      if (text && !g_ptr_array_find_with_equal_func (rows, text, g_str_equal, NULL))
        g_ptr_array_add (rows, (gpointer)text);
    }
  for (guint r = 0; r < rows->len; r++)
    {
      gboolean more = FALSE;
      g_string_append (words, r > 0 ? "; " : "");
      for (guint i = 0; i < data->stubs->len; i++)
        {
          const Stub *stub = data->stubs->pdata[i];
          for (guint a = 0; stub->text && g_str_equal (stub->text, rows->pdata[r]) && a < data->actors->len;
               a++)
            {
              const Actor *actor = data->actors->pdata[a];
              if (!g_str_equal (actor->id, stub->actor))
                continue;
              g_string_append_printf (words, "%s%s", more ? ", " : "",
                                      actor->short_name ? actor->short_name : actor->name);
              more = TRUE;
            }
        }
      g_string_append_printf (words, ": %s", (const char *)rows->pdata[r]);
    }
  return g_string_free (words, rows->len == 0);
}

void
chart_tell_dense (const DrawingData *data, Diags *diags)
{
  diags_note (diags, data->mark, "chart-dense", "--frame WxH, height: or limit: keep the lines",
              "%d of the pairs of %u actors are tied: the chart is drawn as a matrix", tied_pairs (data),
              data->actors->len);
}

void
chart_make_matrix (DrawingData *data)
{
  const int n = (int)data->actors->len;
  g_autofree char *tied = g_strdup_printf ("%d", tied_pairs (data)),
                  *all = g_strdup_printf ("%d", n * (n - 1) / 2);
  g_autofree char *why = phrase_with (
      data, "chart-dense", "A matrix: {0} of {1} pairs are tied, too many to be lines.", tied, all, NULL);
  g_autofree char *others = elsewhere_words (data);
  g_autofree char *elsewhere =
      others ? phrase_with (data, "chart-dense-others", "Ties to other charts: {0}.", others, NULL, NULL)
             : NULL;
  char *note = g_strjoin (" ", why, elsewhere ? elsewhere : "", data->note ? data->note : "", NULL);

  g_free (data->note);
  data->note = g_strstrip (note);
  data->kind = DRAWING_MATRIX;
  data->most_sheet = MAX (data->most_sheet, SHEET_LARGE);
}

/* Who is tied to whom, each neighbour once: of node i, neighbours[i]. */
static GArray **
neighbours_of (int n, const GArray *edges)
{
  GArray **all = g_new0 (GArray *, n + 1);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (int i = 0; i < n; i++)
    all[i] = g_array_new (FALSE, FALSE, sizeof (int));
  for (guint e = 0; e < edges->len; e++)
    {
      const NetEdge edge = g_array_index (edges, NetEdge, e);
      gint64 pair = (gint64)MIN (edge.a, edge.b) * n + MAX (edge.a, edge.b);
      if (edge.a == edge.b || !g_hash_table_add (seen, g_memdup2 (&pair, sizeof pair)))
        continue;
      g_array_append_val (all[edge.a], edge.b);
      g_array_append_val (all[edge.b], edge.a);
    }
  return all;
}

/* What is dense in community @c: who has fewest ties in it leaves it, one after the other, until the rest is; then of[i] is @dense for
 * each of that rest. FALSE: too few remain. */
static gboolean
find_core (int n, GArray *const *neighbours, int *of, int c, int dense)
{
  g_autofree int *ties = g_new0 (int, n + 1); /* of who is still there and one; 0: gone */
  int size = 0, pairs = 0;

  for (int i = 0; i < n; i++)
    if (of[i] == c)
      {
        ties[i] = 1;
        size++;
        for (guint k = 0; k < neighbours[i]->len; k++)
          ties[i] += of[g_array_index (neighbours[i], int, k)] == c;
        pairs += ties[i] - 1;
      }
  pairs /= 2;
  for (; size >= DENSE_LEAST; size--)
    {
      int least = -1;
      for (int i = 0; i < n; i++)
        if (ties[i] > 0 && (least < 0 || ties[i] < ties[least]))
          least = i;
      if (are_dense (size, pairs) && (ties[least] - 1) * DENSE_EACH >= size - 1)
        break;
      pairs -= ties[least] - 1;
      ties[least] = 0;
      for (guint k = 0; k < neighbours[least]->len; k++)
        {
          int *other = &ties[g_array_index (neighbours[least], int, k)];
          *other -= *other > 0 ? 1 : 0;
        }
    }
  for (int i = 0; i < n && size >= DENSE_LEAST; i++)
    of[i] = ties[i] > 0 ? dense : of[i];
  return size >= DENSE_LEAST;
}

int *
dense_communities_find (int n, const GArray *edges, int least, int most, int ties, int *n_found)
{
  int n_wide = 0, rest = 0, found = 0, n_dense = 0;
  g_autofree int *wide = communities_find (n, edges, least, MAX (n, least), NO_BOUND, &n_wide);
  g_autofree int *number = g_new (int, n + 1);
  g_autoptr (GArray) others = g_array_new (FALSE, FALSE, sizeof (NetEdge));
  GArray **neighbours = neighbours_of (n, edges);
  int *of = g_new0 (int, n + 1);

  for (int c = 0; c < n_wide; c++)
    while (find_core (n, neighbours, wide, c, n_wide + n_dense))
      n_dense++;
  for (int i = 0; i < n; i++)
    {
      number[i] = wide[i] >= n_wide ? -1 : rest++;
      g_array_unref (neighbours[i]);
    }
  g_free (neighbours);
  for (guint e = 0; e < edges->len; e++)
    {
      const NetEdge edge = g_array_index (edges, NetEdge, e);
      const NetEdge between = {number[edge.a], number[edge.b], edge.weight};
      if (between.a >= 0 && between.b >= 0)
        g_array_append_val (others, between);
    }
  g_autofree int *parts = communities_find (rest, others, least, most, ties, &found);
  for (int i = 0; i < n; i++)
    of[i] = number[i] >= 0 ? parts[number[i]] : found + wide[i] - n_wide;
  *n_found = found + n_dense;
  return of;
}
