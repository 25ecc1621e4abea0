#include "chart-case.h"
#include "chart/write-json.h"

#define MM (72 * 1024 / 25.4)

static char *
draw_case (Effort effort, ChartScore *score)
{
  DrawingData *data = case_read ("first-case.tsv");
  g_autoptr (ChartFold) fold = chart_fold (data, 1, FALSE);
  g_autoptr (ChartPlan) plan = chart_plan_new (fold, &case_measure);
  g_autoptr (ChartPlaces) places = chart_arrange (plan, (int)(170 * MM), (int)(120 * MM), effort, 0);
  char *json = chart_write_json (fold, plan, places);

  *score = places->score;
  drawing_data_free (data);
  return json;
}

static void
test_first_case (void)
{
  ChartScore score;
  gint64 start = g_get_monotonic_time ();
  g_autofree char *json = draw_case (EFFORT_NORMAL, &score);

  g_test_message ("%.2f s: defects %d (over %d through %d label-node %d label-label %d label-edge %d far %d hide %d port %d coincide %d) crossings %d bends %d",
                  (g_get_monotonic_time () - start) / 1e6, score.defects, score.over, score.through, score.label_node,
                  score.label_label, score.label_edge, score.far, score.hide, score.port, score.coincide, score.crossings, score.bends);
  g_file_set_contents ("chart-first-case.json", json, -1, NULL);
  g_assert_cmpint (score.defects, <=, 3);
  g_assert_cmpint (score.crossings, <=, 8);
}

static void
test_same_bytes (void)
{
  ChartScore score;
  g_autofree char *one = draw_case (EFFORT_DRAFT, &score), *two = draw_case (EFFORT_DRAFT, &score);

  g_assert_cmpstr (one, ==, two);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/arrange/first-case", test_first_case);
  g_test_add_func ("/chart/arrange/same-bytes", test_same_bytes);
  return g_test_run ();
}
