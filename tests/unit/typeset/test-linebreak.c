/* Line breaking: against a search over all ways where the cost is known, and by its promises elsewhere. */
#include "typeset/linebreak.h"

typedef struct
{
  GArray *points;
  gint64 width, space;
} Maker;

static void
maker_init (Maker *maker)
{
  *maker = (Maker){.points = g_array_new (FALSE, TRUE, sizeof (BreakPoint))};
  g_array_set_size (maker->points, 1);
}

/* A word, then a point; @space: of a space behind it. */
static BreakPoint *
maker_add (Maker *maker, int word, int space)
{
  BreakPoint point = {
      .end_width = maker->width += word, .start_width = maker->width, .end_space = maker->space};
  point.start_space = maker->space += space;
  point.end = point.next = maker->points->len;
  g_array_append_val (maker->points, point);
  return &g_array_index (maker->points, BreakPoint, maker->points->len - 1);
}

static const BreakPoint *
points_of (const Maker *maker)
{
  return (const BreakPoint *)maker->points->data;
}

static GArray *
choose (const Maker *maker, const BreakRules *rules, gboolean *fits)
{
  GArray *chosen = g_array_new (FALSE, FALSE, sizeof (int));
  gboolean ok = linebreak_choose (points_of (maker), maker->points->len, rules, chosen);
  if (fits)
    *fits = ok;
  return chosen;
}

/* Fewest lines, then the least sum of squares: by trying every set of points. */
static double
best_of_all (const Maker *maker, const BreakRules *rules, int *lines)
{
  int n = maker->points->len - 2; /* inner points */
  double best = -1;
  *lines = 1000;
  for (guint set = 0; set < 1u << n; set++)
    {
      double cost = 0;
      int from = 0, count = 0;
      gboolean fits = TRUE;
      for (int to = 1; to <= n + 1 && fits; to++)
        if (to == n + 1 || set & (1u << (to - 1)))
          {
            LineFit fit = linebreak_fit (points_of (maker), maker->points->len, rules, from, to);
            double rest = (from == 0 ? rules->first_width : rules->width) - fit.natural;
            fits = rest >= 0;
            cost += rest * rest;
            count++;
            from = to;
          }
      if (fits && (count < *lines || (count == *lines && cost < best)))
        {
          *lines = count;
          best = cost;
        }
    }
  return best;
}

static void
test_balanced_is_best (void)
{
  GRand *rand = g_rand_new_with_seed (1981);
  for (int round = 0; round < 300; round++)
    {
      Maker maker;
      maker_init (&maker);
      int n = g_rand_int_range (rand, 2, 12);
      for (int i = 0; i < n; i++)
        maker_add (&maker, g_rand_int_range (rand, 500, 9000), i + 1 < n ? 1000 : 0)->forced = i + 1 == n;
      BreakRules rules = {.width = g_rand_int_range (rand, 10000, 30000), .balance = TRUE, .em = 4000};
      rules.first_width = rules.width - g_rand_int_range (rand, 0, 900);
      int lines;
      double best = best_of_all (&maker, &rules, &lines), cost = 0;
      gboolean fits;
      g_autoptr (GArray) chosen = choose (&maker, &rules, &fits);
      g_assert_true (fits);
      g_assert_cmpint (chosen->len, ==, lines);
      for (guint i = 0, from = 0; i < chosen->len; from = g_array_index (chosen, int, i++))
        {
          double rest = (from == 0 ? rules.first_width : rules.width) -
                        linebreak_fit (points_of (&maker), maker.points->len, &rules, from,
                                       g_array_index (chosen, int, i))
                            .natural;
          cost += rest * rest;
        }
      g_assert_cmpfloat (cost, ==, best);
      g_array_free (maker.points, TRUE);
    }
  g_rand_free (rand);
}

/* Ten words of 100 in lines of 320: three words and two spaces are natural. */
static void
test_justified (void)
{
  Maker maker;
  maker_init (&maker);
  for (int i = 0; i < 10; i++)
    maker_add (&maker, 100, i < 9 ? 10 : 0)->forced = i == 9;
  BreakRules rules = {.width = 320, .first_width = 320, .justify = TRUE, .em = 40};
  g_autoptr (GArray) chosen = choose (&maker, &rules, NULL);
  g_assert_cmpint (chosen->len, ==, 4);
  for (int i = 0; i < 3; i++)
    g_assert_cmpint (g_array_index (chosen, int, i), ==, 3 * i + 3);
  LineFit fit = linebreak_fit (points_of (&maker), 11, &rules, 0, 3);
  g_assert_cmpfloat (fit.share.ratio, ==, 1);
  rules.first_width = 330; /* an indent outwards: its line is looser */
  fit = linebreak_fit (points_of (&maker), 11, &rules, 0, 3);
  g_assert_cmpfloat_with_epsilon (fit.share.ratio, 1.5, 1e-9);
  fit = linebreak_fit (points_of (&maker), 11, &rules, 9, 10);
  g_assert_cmpfloat (fit.share.ratio, ==, 1); /* a last line is set as it is */
  g_array_free (maker.points, TRUE);
}

static void
test_forced (void)
{
  Maker maker;
  maker_init (&maker);
  for (int i = 0; i < 8; i++)
    maker_add (&maker, 100, i < 7 ? 10 : 0)->forced = i == 1 || i == 4 || i == 7;
  for (int justify = 0; justify < 2; justify++)
    {
      BreakRules rules = {.width = 2000, .first_width = 2000, .justify = justify, .em = 40};
      g_autoptr (GArray) chosen = choose (&maker, &rules, NULL);
      g_assert_cmpint (chosen->len, ==, 3);
      g_assert_cmpint (g_array_index (chosen, int, 0), ==, 2);
      g_assert_cmpint (g_array_index (chosen, int, 1), ==, 5);
      g_assert_cmpint (g_array_index (chosen, int, 2), ==, 8);
    }
  g_array_free (maker.points, TRUE);
}

/* Only a division could fill each line, but three in a row cost more than white. */
static void
test_ladder (void)
{
  Maker maker;
  maker_init (&maker);
  for (int i = 0; i < 40; i++)
    {
      maker_add (&maker, 95, 10);
      BreakPoint *hyphen = maker_add (&maker, 55, 0);
      hyphen->hyphen = hyphen->soft = TRUE;
      hyphen->penalty = 10;
      hyphen->extra = 5;
      maker_add (&maker, 60, i < 39 ? 10 : 0)->forced = i == 39;
    }
  BreakRules rules = {.width = 500, .first_width = 500, .justify = TRUE, .em = 40};
  g_autoptr (GArray) chosen = choose (&maker, &rules, NULL);
  int run = 0, worst = 0;
  for (guint i = 0; i < chosen->len; i++)
    {
      run = points_of (&maker)[g_array_index (chosen, int, i)].hyphen ? run + 1 : 0;
      worst = MAX (worst, run);
    }
  g_assert_cmpint (worst, <=, 2);
  g_array_free (maker.points, TRUE);
}

/* A short word does not stand alone on the last line if it can be helped. */
static void
test_runt (void)
{
  Maker maker;
  maker_init (&maker);
  for (int i = 0; i < 16; i++)
    maker_add (&maker, 95, 20)->runt = i == 15;
  maker_add (&maker, 40, 0)->forced = TRUE;
  BreakRules rules = {.width = 4 * 95 + 3 * 20, .first_width = 4 * 95 + 3 * 20, .justify = FALSE, .em = 40};
  g_autoptr (GArray) chosen = choose (&maker, &rules, NULL);
  int before_last = g_array_index (chosen, int, chosen->len - 2);
  g_assert_cmpint (before_last, <, 16);
  g_array_free (maker.points, TRUE);
}

static void
test_too_wide (void)
{
  Maker maker;
  gboolean fits;
  maker_init (&maker);
  maker_add (&maker, 100, 10);
  maker_add (&maker, 900, 10);
  maker_add (&maker, 100, 0)->forced = TRUE;
  for (int justify = 0; justify < 2; justify++)
    {
      BreakRules rules = {.width = 320, .first_width = 320, .justify = justify, .em = 40};
      g_autoptr (GArray) chosen = choose (&maker, &rules, &fits);
      g_assert_false (fits);
      g_assert_cmpint (chosen->len, ==, 3); /* alone on its line: nothing else is dragged over the edge */
    }
  g_array_free (maker.points, TRUE);
  maker_init (&maker);
  maker_add (&maker, 100, 10);
  for (int i = 0; i < 8; i++)
    {
      BreakPoint *point = maker_add (&maker, 100, 0);
      point->emergency = TRUE;
      point->penalty = 30;
    }
  maker_add (&maker, 100, 0)->forced = TRUE;
  BreakRules rules = {.width = 320, .first_width = 320, .em = 40};
  g_autoptr (GArray) chosen = choose (&maker, &rules, &fits);
  g_assert_true (fits);
  g_assert_cmpint (chosen->len, >=, 4);
  g_array_free (maker.points, TRUE);
}

static gint64
time_of (int n)
{
  Maker maker;
  maker_init (&maker);
  GRand *rand = g_rand_new_with_seed (7);
  for (int i = 0; i < n; i++)
    maker_add (&maker, g_rand_int_range (rand, 1000, 5000), i + 1 < n ? 1000 : 0)->forced = i + 1 == n;
  g_rand_free (rand);
  BreakRules rules = {.width = 60000, .first_width = 60000, .justify = TRUE, .em = 4000};
  gint64 best = G_MAXINT64; /* the least of several: others use this machine too */
  for (int i = 0; i < 5; i++)
    {
      gint64 start = g_get_monotonic_time ();
      gboolean fits;
      g_autoptr (GArray) chosen = choose (&maker, &rules, &fits);
      best = MIN (best, g_get_monotonic_time () - start);
      g_assert_true (fits && chosen->len > 1);
    }
  g_array_free (maker.points, TRUE);
  return best;
}

/* Eight times the text takes about eight times as long; one that grows with the square takes 64. */
static void
test_linear (void)
{
  gint64 small = time_of (10000), large = time_of (80000);
  g_test_message ("10000 points %d us, 80000 points %d us", (int)small, (int)large);
  g_assert_cmpint (large, <, 32 * small + 20000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/linebreak/balanced-is-best", test_balanced_is_best);
  g_test_add_func ("/linebreak/justified", test_justified);
  g_test_add_func ("/linebreak/forced", test_forced);
  g_test_add_func ("/linebreak/ladder", test_ladder);
  g_test_add_func ("/linebreak/runt", test_runt);
  g_test_add_func ("/linebreak/too-wide", test_too_wide);
  g_test_add_func ("/linebreak/linear", test_linear);
  return g_test_run ();
}
