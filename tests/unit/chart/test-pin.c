/* Pins: only their own text is read; boxes that are held stay, a new one finds a place; the same bytes twice. */
#include "chart-case.h"
#include "chart/pin.h"

#define WIDE (480 * 1024)
#define HIGH (400 * 1024)

static void
test_text (void)
{
  static const char *const wrong[] = {"",
                                      "brief pins 2\n10 10\n",
                                      "brief pins 1\n",
                                      "brief pins 1\n10\n",
                                      "brief pins 1\n0 10\n",
                                      "brief pins 1\n10 10\na 1\n",
                                      "brief pins 1\n10 10\na 1 99999\n",
                                      "brief pins 1\n10 10\na 1 x\n",
                                      "brief pins 1\n10 10\n* 0 5\n",
                                      "brief pins 1\n10 10\n* 5\n"};
  g_autoptr (ChartPins) pins =
      chart_pins_read ("brief pins 1\n482 300\nisis-k 120 -8\nttp 0 80\n* 70 90\nttp 1 2\n");

  g_assert_cmpint (pins->grounds->len, ==, 2);
  const ChartGround *ground = pins->grounds->pdata[0];
  g_assert_cmpint (ground->width, ==, 482);
  g_assert_cmpint (ground->pins->len, ==, 2);
  g_assert_cmpstr (g_array_index (ground->pins, ChartPin, 1).id, ==, "ttp");
  g_assert_cmpint (g_array_index (ground->pins, ChartPin, 0).y, ==, -8);
  g_assert_cmpint (((const ChartGround *)pins->grounds->pdata[1])->height, ==, 90);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_null (chart_pins_read (wrong[i]));
}

typedef struct
{
  DrawingData *data;
  ChartFold *fold;
  ChartPlan *plan;
} Chart;

static Chart
chart_open (gboolean more)
{
  Chart c = {.data = case_read ("first-case.tsv")};

  if (more)
    {
      drawing_data_add_actor (c.data, "new-one", "A new actor", ACTOR_ORGANISATION);
      const Actor *first = c.data->actors->pdata[0];
      drawing_data_add_tie (c.data, "new-tie", "new-one", first->id, "supports");
    }
  c.fold = chart_fold (c.data, 1, FALSE);
  c.plan = chart_plan_new (c.fold, &case_measure);
  return c;
}

static void
chart_close (Chart *c)
{
  chart_plan_free (c->plan);
  chart_fold_free (c->fold);
  drawing_data_free (c->data);
}

static double
shift (const ChartPlaces *a, const ChartPlaces *b, guint i)
{
  const ChartRect *p = &g_array_index (a->boxes, ChartRect, i), *q = &g_array_index (b->boxes, ChartRect, i);

  return MAX (ABS (p->x - q->x), ABS (p->y - q->y)) / 1024.0;
}

static void
test_kept (void)
{
  Chart before = chart_open (FALSE), after = chart_open (TRUE);
  g_autoptr (ChartPlaces) was = chart_arrange (before.plan, WIDE, HIGH, EFFORT_NORMAL, 0);
  g_autofree char *text = chart_pins_write (before.fold, was, WIDE, HIGH);
  g_autoptr (ChartPins) pins = chart_pins_read (text);
  const guint n = before.fold->boxes->len;
  double sum = 0, afresh = 0;

  g_assert_cmpint (after.fold->boxes->len, ==, n + 1);
  g_autoptr (ChartPlaces) other = chart_arrange (after.plan, WIDE, HIGH, EFFORT_DRAFT, 0);
  g_assert_nonnull (chart_pins_apply (pins, after.fold, after.plan, WIDE, 0));
  g_assert_false (g_array_index (after.plan->pins, PlanPin, n).held);
  g_autoptr (ChartPlaces) now = chart_arrange_kept (after.plan, WIDE, HIGH, EFFORT_NORMAL);
  g_autoptr (ChartPlaces) again = chart_arrange_kept (after.plan, WIDE, HIGH, EFFORT_NORMAL);
  for (guint i = 0; i < n; i++)
    {
      sum += shift (was, now, i);
      afresh += shift (was, other, i);
    }
  const ChartScore *s = &now->score;
  g_test_message ("mean shift %.1f pt (afresh %.1f), defects %d (were %d): over %d through %d label-node %d "
                  "label-label %d label-edge %d far %d hide %d port %d coincide %d",
                  sum / n, afresh / n, s->defects, was->score.defects, s->over, s->through, s->label_node,
                  s->label_label, s->label_edge, s->far, s->hide, s->port, s->coincide);
  g_assert_cmpfloat (sum / n, <, 20);
  g_assert_cmpfloat (sum * 3, <, afresh);
  g_assert_cmpint (now->score.defects, <=, 3);
  for (guint i = 0; i <= n; i++)
    g_assert_cmpfloat (shift (now, again, i), ==, 0);
  chart_close (&before);
  chart_close (&after);
}

/* Pins of another chart are not used; those of another width are stretched. */
static void
test_apply (void)
{
  Chart c = chart_open (FALSE);
  const Actor *first = c.data->actors->pdata[g_array_index (c.fold->boxes, FoldBox, 0).actor];
  g_autofree char *one = g_strdup_printf ("brief pins 1\n240 200\n%s 100 50\n", first->id);
  g_autoptr (ChartPins) few = chart_pins_read (one);
  g_autoptr (ChartPlaces) was = chart_arrange (c.plan, WIDE, HIGH, EFFORT_DRAFT, 0);
  g_autofree char *text = chart_pins_write (c.fold, was, WIDE, HIGH);
  g_autoptr (ChartPins) all = chart_pins_read (text);

  g_assert_null (chart_pins_apply (few, c.fold, c.plan, WIDE, 0));
  g_assert_null (c.plan->pins);
  g_assert_nonnull (chart_pins_apply (all, c.fold, c.plan, WIDE, 1024));
  const int x = g_array_index (c.plan->pins, PlanPin, 0).x;
  g_assert_nonnull (chart_pins_apply (all, c.fold, c.plan, 2 * WIDE, 0));
  g_assert_cmpint (g_array_index (c.plan->pins, PlanPin, 0).x, ==, 2 * (x + 1024));
  chart_close (&c);
}

/* Of the grounds of a set, each chart takes its own; a chart that is only a part of another takes none. */
static void
test_set (void)
{
  DrawingData *data = drawing_data_new (DRAWING_CHART), *part = drawing_data_new (DRAWING_CHART);
  g_autoptr (GString) all = g_string_new (NULL);

  for (int i = 0; i < 20; i++)
    {
      g_autofree char *id = g_strdup_printf ("a%d", i);
      drawing_data_add_actor (data, id, id, ACTOR_OTHER);
      if (i % 3 == 0)
        drawing_data_add_actor (part, id, id, ACTOR_OTHER)->pinned_as = g_strdup_printf ("hub-%d", i);
    }
  DrawingData *each[] = {data, part};
  for (guint k = 0; k < G_N_ELEMENTS (each); k++)
    {
      g_autoptr (ChartFold) fold = chart_fold (each[k], 0, FALSE);
      g_autoptr (ChartPlan) plan = chart_plan_new (fold, &case_measure);
      g_autoptr (ChartPlaces) places = chart_arrange (plan, WIDE, HIGH, EFFORT_DRAFT, 0);
      g_autofree char *text = chart_pins_write (fold, places, WIDE, HIGH - (int)k * 102400);
      chart_pins_join (all, text);
    }
  g_autoptr (ChartPins) pins = chart_pins_read (all->str);
  g_assert_cmpint (pins->grounds->len, ==, 2);
  for (guint k = 0; k < G_N_ELEMENTS (each); k++)
    {
      g_autoptr (ChartFold) fold = chart_fold (each[k], 0, FALSE);
      g_autoptr (ChartPlan) plan = chart_plan_new (fold, &case_measure);
      g_assert_true (chart_pins_apply (pins, fold, plan, WIDE, 0) == pins->grounds->pdata[k]);
    }
  for (guint i = 0; i < part->actors->len; i++)
    g_clear_pointer (&((Actor *)part->actors->pdata[i])->pinned_as, g_free);
  g_autoptr (ChartFold) fold = chart_fold (part, 0, FALSE);
  g_autoptr (ChartPlan) plan = chart_plan_new (fold, &case_measure);
  g_assert_null (chart_pins_apply (pins, fold, plan, WIDE, 0));
  drawing_data_free (data);
  drawing_data_free (part);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/pin/text", test_text);
  g_test_add_func ("/chart/pin/kept", test_kept);
  g_test_add_func ("/chart/pin/apply", test_apply);
  g_test_add_func ("/chart/pin/set", test_set);
  return g_test_run ();
}
