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

static void
test_same_bytes (void)
{
  ChartScore score;
  g_autofree char *one = draw_case (EFFORT_DRAFT, &score), *two = draw_case (EFFORT_DRAFT, &score);

  g_assert_cmpstr (one, ==, two);
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
  g_test_add_func ("/chart/arrange/same-bytes", test_same_bytes);
  g_test_add_func ("/chart/arrange/inside-frame", test_inside_frame);
  g_test_add_func ("/chart/arrange/degenerate", test_degenerate);
  return g_test_run ();
}
