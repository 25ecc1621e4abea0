/* Geometry and score: each kind of defect is made on purpose and must be counted. */
#include "chart-case.h"
#include "chart/score.h"

static void
test_geometry (void)
{
  Curve c;
  Rect r = {10, 10, 20, 20};
  double t, u, cosine;

  curve_set (&c, (Point){0, 15}, (Point){15, 15}, (Point){30, 15}, 1);
  g_assert_cmpfloat_with_epsilon (curve_inside (&c, r), 10, 1e-9);
  g_assert_cmpfloat (curve_inside (&c, (Rect){10, 16, 20, 20}), <, 0);
  g_assert_cmpfloat_with_epsilon (curve_rect_distance (&c, (Rect){10, 18, 20, 20}), 3, 1e-9);
  g_assert_true (
      segments_cross ((Point){0, 0}, (Point){10, 10}, (Point){0, 10}, (Point){10, 0}, &t, &u, &cosine));
  g_assert_cmpfloat_with_epsilon (t, .5, 1e-9);
  g_assert_cmpfloat_with_epsilon (cosine, 0, 1e-9);
  g_assert_false (
      segments_cross ((Point){0, 0}, (Point){10, 0}, (Point){0, 1}, (Point){10, 1}, &t, &u, &cosine));
  Point out = rect_exit (r, (Point){15, 15}, (Point){100, 15});
  g_assert_cmpfloat_with_epsilon (out.x, 20, 1e-9);
  g_assert_cmpint (curve_turns (&c), ==, 0);
  curve_set (&c, (Point){0, 0}, (Point){50, 90}, (Point){100, 0}, 8);
  g_assert_cmpint (curve_turns (&c), >=, 1);
  g_assert_cmpfloat_with_epsilon (curve_from_end (&c, 0).x, 100, 1e-9);
}

/* Four boxes at the corners of a square, two ties across or along. */
static Model *
square (DrawingData **data, const char *from2, const char *to2)
{
  static const char *const ids[] = {"a", "b", "c", "d"};

  *data = drawing_data_new (DRAWING_CHART);
  for (int i = 0; i < 4; i++)
    drawing_data_add_actor (*data, ids[i], ids[i], ACTOR_ORGANISATION);
  drawing_data_add_tie (*data, "1", "a", "c", "knows");
  drawing_data_add_tie (*data, "2", from2, to2, "knows");
  g_autoptr (ChartFold) fold = chart_fold (*data, 1, FALSE);
  g_autoptr (ChartPlan) plan = chart_plan_new (fold, &case_measure);
  Model *m = model_new (plan, 400 * 1024, 400 * 1024);
  for (int i = 0; i < 4; i++)
    m->box[i] = (BoxPlace){(i == 0 || i == 3 ? 50 : 350) * SIXTEENTH, (i < 2 ? 50 : 350) * SIXTEENTH};
  for (int e = 0; e < 2; e++)
    m->line[e] = (LinePlace){0, PORTS * PORTS / 2, PORTS * PORTS / 2, (gint16)(e ? 24 : 8), 0};
  model_refresh (m, TRUE);
  return m;
}

static void
test_crossing (void)
{
  DrawingData *data;
  g_autoptr (Model) m = square (&data, "b", "d");
  ChartScore s = model_score (m);

  g_assert_cmpint (s.crossings, ==, 1);
  g_assert_cmpint (s.defects, ==, 0);
  drawing_data_free (data);
}

static void
test_defects (void)
{
  DrawingData *data;
  g_autoptr (Model) m = square (&data, "b", "d");

  m->line[0].slide = m->line[1].slide = SLIDES / 2; /* both labels on the crossing */
  model_refresh (m, TRUE);
  g_assert_cmpint (model_score (m).label_label, ==, 1);
  g_assert_cmpint (model_score (m).label_edge, ==, 2);
  m->line[0].slide = 8;
  m->line[1].slide = 24;
  m->box[1] = (BoxPlace){200 * SIXTEENTH, 200 * SIXTEENTH}; /* on the line from a to c */
  model_refresh (m, TRUE);
  g_assert_cmpint (model_score (m).through, ==, 1);
  m->box[1] = m->box[0];
  model_refresh (m, TRUE);
  g_assert_cmpint (model_score (m).over, ==, 1);
  drawing_data_free (data);
}

static void
test_coincide_and_hide (void)
{
  DrawingData *data;
  g_autoptr (Model) m = square (&data, "a", "c");

  g_assert_cmpint (model_score (m).coincide, ==, 1);
  m->line[1].bow = 60;
  m->line[1].slide = SLIDES - 1;
  m->line[1].port_b = m->line[1].port_a = 0;
  model_refresh (m, TRUE);
  g_assert_cmpint (model_score (m).coincide, ==, 0);
  m->box[2] = (BoxPlace){50 * SIXTEENTH, 90 * SIXTEENTH}; /* no room for a label between a and c */
  model_refresh (m, TRUE);
  g_assert_cmpint (model_score (m).hide, >=, 1);
  drawing_data_free (data);
}

/* The energies kept move by move are those of the arrangement they end in. */
static void
test_sums (void)
{
  DrawingData *data = case_read ("first-case.tsv");
  g_autoptr (ChartFold) fold = chart_fold (data, 1, FALSE);
  g_autoptr (ChartPlan) plan = chart_plan_new (fold, &case_measure);
  g_autoptr (Model) m = model_new (plan, 480 * 1024, 340 * 1024);
  Random random = {42};

  for (int i = 0; i < m->n; i++)
    m->box[i] = (BoxPlace){random_below (&random, 400 * SIXTEENTH), random_below (&random, 300 * SIXTEENTH)};
  model_refresh (m, TRUE);
  gint64 start = m->total;
  model_anneal (m, &random, 5000, 4, .2, TRUE, .5);
  gint64 kept = m->total;
  model_refresh (m, TRUE);
  g_assert_cmpint (kept, ==, m->total);
  g_assert_cmpint (kept, <, start);
  drawing_data_free (data);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/score/geometry", test_geometry);
  g_test_add_func ("/chart/score/crossing", test_crossing);
  g_test_add_func ("/chart/score/defects", test_defects);
  g_test_add_func ("/chart/score/coincide-and-hide", test_coincide_and_hide);
  g_test_add_func ("/chart/score/sums", test_sums);
  return g_test_run ();
}
