/* The optimiser on the first case, without fonts: nothing touches, and the same bytes twice. */
#include "chart-case.h"
#include "chart/write-json.h"

#define MM (72 * 1024 / 25.4)

/* Sanitizers look for other mistakes than crossings, ten times slower. */
#if defined(__SANITIZE_ADDRESS__)
#define USUAL     EFFORT_DRAFT
#define DEFECTS   20
#define CROSSINGS 30
#else
#define USUAL     EFFORT_NORMAL
#define DEFECTS   0
#define CROSSINGS 8
#endif

static char *
draw_case (Effort effort, ChartScore *score)
{
  DrawingData *data = case_read ("first-case.tsv");
  g_autoptr (ChartFold) fold = chart_fold (data, 1, FALSE);
  g_autoptr (ChartPlan) plan = chart_plan_new (fold, &case_measure);
  g_autoptr (ChartPlaces) places = chart_arrange (plan, (int)(170 * MM), (int)(120 * MM), effort, 0);
  char *json = places_write_json (fold, plan, places, 0, 0);

  *score = places->score;
  drawing_data_free (data);
  return json;
}

static void
test_first_case (void)
{
  ChartScore s;
  const char *file = g_getenv ("CHART_JSON");
  g_autofree char *json = draw_case (file ? EFFORT_BEST : USUAL, &s);

  g_test_message (
      "defects %d (over %d through %d label-node %d label-label %d label-edge %d far %d hide %d port %d "
      "coincide %d) crossings %d bends %d",
      s.defects, s.over, s.through, s.label_node, s.label_label, s.label_edge, s.far, s.hide, s.port,
      s.coincide, s.crossings, s.bends);
  /* tests/chart/test-metrics.py measures the best effort a second time, by other code */
  if (file)
    g_assert_true (g_file_set_contents (file, json, -1, NULL));
  g_assert_cmpint (s.defects, <=, DEFECTS);
  g_assert_cmpint (s.crossings, <=, CROSSINGS);
}

#if !defined(__SANITIZE_ADDRESS__)
/* What costs longer is not worse. */
static void
test_best (void)
{
  ChartScore normal, best;
  g_autofree char *one = draw_case (EFFORT_NORMAL, &normal), *two = draw_case (EFFORT_BEST, &best);

  g_assert_cmpint (best.defects, <=, normal.defects);
  g_assert_cmpint (best.cost, <=, normal.cost);
  g_assert_true (one && two);
}
#endif

static void
test_same_bytes (void)
{
  ChartScore score;
  g_autofree char *one = draw_case (EFFORT_DRAFT, &score), *two = draw_case (EFFORT_DRAFT, &score);

  g_assert_cmpstr (one, ==, two);
}

static gpointer
draw_in_thread (gpointer data)
{
  ChartScore score;

  (void)data;
  return draw_case (EFFORT_DRAFT, &score);
}

/* One, two and four at a time: no state is shared. */
static void
test_threads (void)
{
  g_autofree char *alone = draw_in_thread (NULL);

  for (int n = 2; n <= 4; n += 2)
    {
      GThread *threads[4];
      for (int i = 0; i < n; i++)
        threads[i] = g_thread_new ("chart", draw_in_thread, NULL);
      for (int i = 0; i < n; i++)
        {
          g_autofree char *json = g_thread_join (threads[i]);
          g_assert_cmpstr (json, ==, alone);
        }
    }
}

static void
reverse (GPtrArray *array)
{
  for (guint i = 0; i < array->len / 2; i++)
    {
      gpointer swap = array->pdata[i];
      array->pdata[i] = array->pdata[array->len - 1 - i];
      array->pdata[array->len - 1 - i] = swap;
    }
}

/* The same actors and ties told in another order stand in the same places. */
static void
test_any_order (void)
{
  DrawingData *data[2] = {case_read ("first-case.tsv"), case_read ("first-case.tsv")};
  ChartFold *fold[2];
  ChartPlaces *places[2];

  reverse (data[1]->actors);
  reverse (data[1]->ties);
  for (int i = 0; i < 2; i++)
    {
      fold[i] = chart_fold (data[i], 0, FALSE);
      g_autoptr (ChartPlan) plan = chart_plan_new (fold[i], &case_measure);
      places[i] = chart_arrange (plan, (int)(170 * MM), (int)(120 * MM), EFFORT_DRAFT, 0);
    }
  const guint n = places[0]->boxes->len, m = places[0]->lines->len;
  g_assert_cmpint (n, >, 10);
  for (guint i = 0; i < n; i++)
    g_assert_cmpmem (&g_array_index (places[0]->boxes, ChartRect, i), sizeof (ChartRect),
                     &g_array_index (places[1]->boxes, ChartRect, n - 1 - i), sizeof (ChartRect));
  for (guint e = 0; e < m; e++)
    g_assert_cmpmem (&g_array_index (places[0]->lines, PlacedLine, e), sizeof (PlacedLine),
                     &g_array_index (places[1]->lines, PlacedLine, m - 1 - e), sizeof (PlacedLine));
  for (int i = 0; i < 2; i++)
    {
      chart_places_free (places[i]);
      chart_fold_free (fold[i]);
      drawing_data_free (data[i]);
    }
}

static void
test_inside_frame (void)
{
  DrawingData *data = case_read ("first-case.tsv");
  g_autoptr (ChartFold) fold = chart_fold (data, 1, FALSE);
  g_autoptr (ChartPlan) plan = chart_plan_new (fold, &case_measure);
  g_autoptr (ChartPlaces) places = chart_arrange (plan, (int)(170 * MM), (int)(120 * MM), EFFORT_DRAFT, 3);

  for (guint i = 0; i < places->boxes->len; i++)
    {
      ChartRect r = g_array_index (places->boxes, ChartRect, i);
      g_assert_cmpint (r.x, >=, 0);
      g_assert_cmpint (r.y, >=, 0);
      g_assert_cmpint (r.x + r.width, <=, (int)(170 * MM));
      g_assert_cmpint (r.y + r.height, <=, (int)(120 * MM));
    }
  drawing_data_free (data);
}

static void
test_degenerate (void)
{
  /* nobody; one alone; two without ties: no crash, and places for all */
  for (int n = 0; n < 3; n++)
    {
      DrawingData *data = drawing_data_new (DRAWING_CHART);
      for (int i = 0; i < n; i++)
        drawing_data_add_actor (data, i ? "b" : "a", "Somebody", ACTOR_PERSON);
      g_autoptr (ChartFold) fold = chart_fold (data, 1, FALSE);
      g_autoptr (ChartPlan) plan = chart_plan_new (fold, &case_measure);
      g_autoptr (ChartPlaces) places = chart_arrange (plan, 200 * 1024, 100 * 1024, EFFORT_DRAFT, 0);
      g_assert_cmpint (places->boxes->len, ==, n);
      g_assert_cmpint (places->score.defects, ==, 0);
      drawing_data_free (data);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/arrange/first-case", test_first_case);
#if !defined(__SANITIZE_ADDRESS__)
  g_test_add_func ("/chart/arrange/best", test_best);
#endif
  g_test_add_func ("/chart/arrange/same-bytes", test_same_bytes);
  g_test_add_func ("/chart/arrange/threads", test_threads);
  g_test_add_func ("/chart/arrange/any-order", test_any_order);
  g_test_add_func ("/chart/arrange/inside-frame", test_inside_frame);
  g_test_add_func ("/chart/arrange/degenerate", test_degenerate);
  return g_test_run ();
}
