/* Communities and sets of charts: sizes are bounded, nothing is lost, the order of the records decides nothing. */
#include "chart-case.h"
#include "chart/dense.h"
#include "chart/expand.h"
#include "chart/split.h"

static guint32 state;

/* A generator of the test's own: the same graphs everywhere. */
static int
below (int n)
{
  state = state * 1664525 + 1013904223;
  return (int)((state >> 8) % (guint32)n);
}

static void
add_edge (GArray *edges, int a, int b)
{
  NetEdge edge = {a, b, 1};

  g_array_append_val (edges, edge);
}

static void
assert_bounded (const int *of, int n, int found, int most)
{
  g_autofree int *size = g_new0 (int, found + 1);

  for (int i = 0; i < n; i++)
    {
      g_assert_cmpint (of[i], >=, 0);
      g_assert_cmpint (of[i], <, found);
      g_assert_cmpint (++size[of[i]], <=, most);
    }
  for (int c = 0; c < found; c++)
    g_assert_cmpint (size[c], >, 0);
}

/* Two cliques and a bridge come apart at the bridge. */
static void
test_two_cliques (void)
{
  g_autoptr (GArray) edges = g_array_new (FALSE, FALSE, sizeof (NetEdge));
  int found;

  for (int a = 0; a < 10; a++)
    for (int b = a + 1; b < 10; b++)
      if (a / 5 == b / 5)
        add_edge (edges, a, b);
  add_edge (edges, 4, 5);
  g_autofree int *of = communities_find (10, edges, 2, 8, 999, &found);
  g_assert_cmpint (found, ==, 2);
  for (int i = 0; i < 10; i++)
    g_assert_cmpint (of[i], ==, i / 5);
}

/* Whatever the shape, no community is too large: star, clique, chain, nothing at all, random. */
static void
test_shapes (void)
{
  for (int shape = 0; shape < 8; shape++)
    {
      g_autoptr (GArray) edges = g_array_new (FALSE, FALSE, sizeof (NetEdge));
      const int n = shape == 5 ? 1 : shape == 6 ? 0 : 200;
      int found;
      for (int i = 0; i < n; i++)
        {
          if (shape == 0 && i > 0)
            add_edge (edges, 0, i);
          for (int k = i + 1; shape == 1 && k < 80; k++)
            add_edge (edges, i, k);
          if (shape == 2 && i > 0)
            add_edge (edges, i - 1, i);
          if (shape == 3)
            add_edge (edges, i, i);
          for (int k = 0; shape >= 4 && n > 1 && k < 3; k++)
            add_edge (edges, i, below (n));
        }
      g_autofree int *of = communities_find (n, edges, 6, 30, 99999, &found);
      assert_bounded (of, n, found, 30);
      g_assert_cmpint (found, >=, n / 30);
      g_assert_cmpint (found, <=, MAX (1, n / 4));
    }
}

static DrawingData *
random_data (int n, int m, gboolean backwards)
{
  DrawingData *data = drawing_data_new (DRAWING_CHART);

  state = 7;
  data->fold = 2;
  data->title = g_strdup ("All");
  for (int i = 0; i < n; i++)
    {
      const int k = backwards ? n - 1 - i : i;
      g_autofree char *id = g_strdup_printf ("a%03d", k), *name = g_strdup_printf ("Actor %d", k);
      drawing_data_add_actor (data, id, name, ACTOR_ORGANISATION);
    }
  for (int i = 0; i < m; i++)
    {
      const int a = below (n), near = (a / 20 * 20 + below (20)) % n, b = below (10) < 8 ? near : below (n);
      g_autofree char *id = g_strdup_printf ("t%d", i), *from = g_strdup_printf ("a%03d", a),
                      *to = g_strdup_printf ("a%03d", b);
      drawing_data_add_tie (data, id, from, to, "knows");
    }
  return data;
}

static gboolean
has_tie (const DrawingData *chart, const char *id)
{
  for (guint t = 0; t < chart->ties->len; t++)
    if (g_str_equal (((const Tie *)chart->ties->pdata[t])->id, id))
      return TRUE;
  return FALSE;
}

static int
count_stubs (const DrawingData *chart, const char *tie)
{
  int n = 0;

  for (guint i = 0; i < chart->stubs->len; i++)
    n += g_str_equal (((const Stub *)chart->stubs->pdata[i])->tie, tie);
  return n;
}

static int
chart_of (const ChartSet *set, const DrawingData *data, const char *id)
{
  for (guint i = 0; i < set->index->len; i++)
    {
      const ChartEntry *entry = &g_array_index (set->index, ChartEntry, i);
      if (g_str_equal (((const Actor *)data->actors->pdata[entry->actor])->id, id))
        return entry->chart;
    }
  g_assert_not_reached ();
}

/* Every actor is in one chart and in the index; every tie is drawn in one chart, or leads from each of two to the other. */
static void
test_nothing_vanishes (void)
{
  DrawingData *data = random_data (300, 520, FALSE);
  g_assert_true (chart_wants_split (data, CHART_WHOLE_SHEET));
  g_autoptr (ChartSet) set = chart_split (data);

  g_assert_cmpint (set->index->len, ==, data->actors->len);
  for (guint t = 0; t < data->ties->len; t++)
    {
      const Tie *tie = data->ties->pdata[t];
      const int a = chart_of (set, data, tie->from), b = chart_of (set, data, tie->to);
      const DrawingData *from = set->charts->pdata[a - 1], *to = set->charts->pdata[b - 1];
      g_assert_cmpint (a, >, 1);
      g_assert_cmpint (has_tie (from, tie->id), ==, a == b);
      g_assert_cmpint (count_stubs (from, tie->id), ==, a != b);
      g_assert_cmpint (count_stubs (to, tie->id), ==, a != b);
    }
  for (guint c = 1; c < set->charts->len; c++)
    {
      DrawingData *chart = set->charts->pdata[c];
      g_autoptr (ChartFold) fold = chart_fold (chart, 1, FALSE);
      g_autofree char *begin = g_strdup_printf ("Chart %u of %u: around Actor ", c + 1, set->charts->len);
      g_assert_cmpint (fold->boxes->len, <=, 34);
      g_assert_true (g_str_has_prefix (chart->title, begin));
    }
  drawing_data_free (data);
}

/* A row says which chart holds whom; the overview counts. */
static void
test_rows (void)
{
  DrawingData *data = random_data (300, 520, FALSE);
  g_autoptr (ChartSet) set = chart_split (data);
  const DrawingData *overview = set->charts->pdata[0], *second = set->charts->pdata[1];
  g_autoptr (ChartFold) fold = chart_fold (second, 1, FALSE);
  int rows = 0, counted = 0, crossing = 0;

  for (guint i = 0; i < fold->boxes->len; i++)
    {
      const GArray *all = g_array_index (fold->boxes, FoldBox, i).rows;
      for (guint k = 0; k < all->len; k++)
        rows += strstr (g_array_index (all, FoldRow, k).text, " → ") != NULL;
    }
  g_assert_cmpint (rows, >, 0);
  g_assert_cmpint (overview->actors->len, ==, set->charts->len - 1);
  for (guint t = 0; t < overview->ties->len; t++)
    counted += ((const Tie *)overview->ties->pdata[t])->weight;
  for (guint c = 1; c < set->charts->len; c++)
    crossing += (int)((const DrawingData *)set->charts->pdata[c])->stubs->len;
  g_assert_cmpint (counted, <=, crossing / 2);
  g_assert_nonnull (overview->note);
  g_assert_cmpint (strstr (overview->note, "have no line") != NULL, ==, counted < crossing / 2);
  drawing_data_free (data);
}

static void
test_order_of_records (void)
{
  DrawingData *one = random_data (200, 300, FALSE), *two = random_data (200, 300, TRUE);
  g_autoptr (ChartSet) a = chart_split (one), b = chart_split (two);

  g_assert_cmpint (a->charts->len, ==, b->charts->len);
  for (guint i = 0; i < one->actors->len; i++)
    {
      const char *id = ((const Actor *)one->actors->pdata[i])->id;
      g_assert_cmpint (chart_of (a, one, id), ==, chart_of (b, two, id));
    }
  drawing_data_free (one);
  drawing_data_free (two);
}

static gboolean
has_figure (const Block *group, const char *id)
{
  for (guint i = 0; i < group->children->len; i++)
    if (g_strcmp0 (((const Block *)group->children->pdata[i])->id, id) == 0)
      return TRUE;
  return FALSE;
}

/* In a document: a figure for each chart with its caption, an index whose links all lead to one of them; small charts stay. */
static void
test_document (void)
{
  static const Style style = {.name = "text"};
  Document *document = document_new ();
  g_autoptr (Diags) diags = diags_new ();
  document->body = block_new (BLOCK_GROUP, ROLE_DOCUMENT, &style);
  for (int k = 0; k < 2; k++)
    {
      Block *figure = block_add_take (document->body, block_new (BLOCK_FIGURE, ROLE_FIGURE, &style));
      Block *caption = block_add_take (figure, block_new (BLOCK_PARAGRAPH, ROLE_CAPTION, &style));
      block_add_text (caption, "Who is tied to whom.", NULL);
      figure->drawing = k == 0 ? random_data (200, 300, FALSE) : random_data (6, 8, FALSE);
    }
  chart_expand (document, NULL, diags);
  const Block *group = document->body->children->pdata[0], *small = document->body->children->pdata[1];
  const Block *index = group->children->pdata[group->children->len - 1];
  int links = 0;
  g_assert_cmpint (small->kind, ==, BLOCK_FIGURE);
  g_assert_cmpint (group->kind, ==, BLOCK_GROUP);
  g_assert_cmpint (group->children->len, >, 3);
  for (guint i = 0; i + 1 < group->children->len; i++)
    {
      const Block *figure = group->children->pdata[i];
      g_autofree char *words = block_plain_text (figure->children->pdata[0]);
      g_autofree char *says = g_strdup_printf ("Chart %u of %u: ", i + 1, group->children->len - 1);
      g_assert_cmpint (figure->kind, ==, BLOCK_FIGURE);
      g_assert_nonnull (strstr (words, says));
      g_assert_cmpint (strstr (words, "Who is tied to whom.") != NULL, ==, i == 0);
    }
  for (guint i = 0; i < index->inlines->len; i++)
    {
      const Inline *part = index->inlines->pdata[i];
      if (part->kind != INLINE_LINK)
        continue;
      links++;
      g_assert_true (part->target[0] == '#' && has_figure (group, part->target + 1));
    }
  g_assert_cmpint (links, ==, 200);
  g_assert_cmpint (diags_count (diags, DIAG_NOTE), ==, 1);
  document_free (document);
}

/* A ball of wool in a tree is found whole, and nothing else with it. */
static void
test_dense_core (void)
{
  enum
  {
    CORE = 20,
    ALL = 120
  };
  g_autoptr (GArray) edges = g_array_new (FALSE, FALSE, sizeof (NetEdge));
  int found, inside = 0;

  state = 7;
  for (int i = 0; i < CORE; i++)
    for (int k = 0; k < i; k++)
      if (below (5) > 0)
        add_edge (edges, i, k);
  for (int i = CORE; i < ALL; i++)
    add_edge (edges, i, below (i));
  g_autofree int *of = dense_communities_find (ALL, edges, 12, 34, 132, &found);
  assert_bounded (of, ALL, found, 34);
  for (int i = 0; i < ALL; i++)
    {
      g_assert_true (i >= CORE || of[i] == of[0]);
      inside += of[i] == of[0];
    }
  g_assert_cmpint (inside, ==, CORE);
}

static DrawingData *
clique (int n)
{
  DrawingData *data = drawing_data_new (DRAWING_CHART);

  for (int i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("a%d", i);
      drawing_data_add_actor (data, id, id, ACTOR_OTHER);
      for (int k = 0; k < i; k++)
        {
          g_autofree char *to = g_strdup_printf ("a%d", k), *tie = g_strdup_printf ("%d/%d", i, k);
          drawing_data_add_tie (data, tie, id, to, "knows");
        }
    }
  return data;
}

static void
test_dense (void)
{
  static const int sizes[] = {15, 16, 32, 33};

  for (guint k = 0; k < G_N_ELEMENTS (sizes); k++)
    {
      DrawingData *data = clique (sizes[k]);
      g_assert_cmpint (chart_is_dense (data), ==, sizes[k] >= 16 && sizes[k] <= 32);
      g_ptr_array_set_size (data->ties, (gint)data->ties->len * 49 / 100);
      g_assert_false (chart_is_dense (data));
      drawing_data_free (data);
    }
  DrawingData *data = clique (20);
  data->note = g_strdup ("Left out.");
  drawing_data_add_stub (data, "t", "a1", 3)->text = g_strdup ("Kim → 3");
  drawing_data_add_stub (data, "u", "a2", 3)->text = g_strdup ("Kim → 3");
  chart_make_matrix (data);
  g_assert_cmpint (data->kind, ==, DRAWING_MATRIX);
  g_assert_cmpstr (
      data->note, ==,
      "A matrix: 190 of 190 pairs are tied, too many to be lines. Ties to other charts: a1, a2: Kim → 3. "
      "Left out.");
  drawing_data_free (data);
}

/* Sets have a matrix for each ball of wool, which holds its ties. */
static void
test_dense_set (void)
{
  DrawingData *data = clique (60);
  g_autoptr (ChartSet) set = chart_split (data);
  guint ties = set->parted;

  g_assert_cmpint (set->charts->len, ==, 3);
  for (guint i = 1; i < set->charts->len; i++)
    {
      const DrawingData *part = set->charts->pdata[i];
      g_assert_cmpint (part->kind, ==, DRAWING_MATRIX);
      ties += part->ties->len;
    }
  g_assert_cmpint (ties, ==, 60 * 59 / 2);
  drawing_data_free (data);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/communities/two-cliques", test_two_cliques);
  g_test_add_func ("/chart/communities/shapes", test_shapes);
  g_test_add_func ("/chart/split/nothing-vanishes", test_nothing_vanishes);
  g_test_add_func ("/chart/split/rows", test_rows);
  g_test_add_func ("/chart/split/order-of-records", test_order_of_records);
  g_test_add_func ("/chart/split/document", test_document);
  g_test_add_func ("/chart/dense/core", test_dense_core);
  g_test_add_func ("/chart/dense/whole", test_dense);
  g_test_add_func ("/chart/dense/set", test_dense_set);
  return g_test_run ();
}
