/* How the rest of a line is shared: it always comes out even, no lever passes its limit, and smoothing evens letters without cost to
 * either. And how far signs hang out. */
#include "typeset/line-share.h"
#include "typeset/protrusion.h"

#include <math.h>

static const LineLimits usual = {
    .expand = 0.02, .track_loose = 0.0115, .track_tight = 0.007, .tightest = 0.75};

static LineStock
random_stock (GRand *rand)
{
  LineStock stock = {.letters = g_rand_double_range (rand, 50000, 400000)};
  stock.spaces = g_rand_int_range (rand, 0, 12) * 2600.0;
  stock.gaps = g_rand_int_range (rand, 0, 80) * 10240.0;
  stock.rest = g_rand_double_range (rand, -0.06, 0.12) * stock.letters;
  return stock;
}

/* What a share brings the line to, less its measure. */
static double
left_over (const LineStock *stock, const LineShare *share)
{
  return stock->rest - share->expand * stock->letters - share->track * stock->gaps -
         (share->ratio - 1) * stock->spaces;
}

static void
check_limits (const LineShare *share, const LineLimits *limits)
{
  g_assert_cmpfloat (fabs (share->expand), <=, limits->expand + 1e-12);
  g_assert_cmpfloat (share->track, <=, limits->track_loose + 1e-12);
  g_assert_cmpfloat (share->track, >=, -limits->track_tight - 1e-12);
}

static void
test_comes_out_even (void)
{
  GRand *rand = g_rand_new_with_seed (1989);
  for (int i = 0; i < 20000; i++)
    {
      LineLimits limits = usual;
      if (i % 5 == 1)
        limits.expand = 0;
      if (i % 5 == 2)
        limits.track_loose = limits.track_tight = 0;
      if (i % 5 == 3)
        limits.expand = limits.track_loose = limits.track_tight = 0;
      LineStock stock = random_stock (rand);
      LineShare share = line_share (&stock, &limits);
      check_limits (&share, &limits);
      g_assert_cmpfloat (share.cost, >=, 0);
      g_assert_true (share.strain * stock.rest >= 0);
      if (stock.spaces > 0)
        g_assert_cmpfloat_with_epsilon (left_over (&stock, &share), 0, 1e-6 * stock.letters);
      else if (share.ratio != 1)
        g_assert_true (isinf (share.ratio) && (share.ratio > 0) == (stock.rest > 0));
    }
  g_rand_free (rand);
}

/* All levers move the same way, and further when there is more to do; a line that fits costs nothing. */
static void
test_together (void)
{
  LineStock stock = {.letters = 200000, .spaces = 26000, .gaps = 500000};
  LineShare last = line_share (&stock, &usual);
  g_assert_cmpfloat (last.ratio, ==, 1);
  g_assert_cmpfloat (last.expand, ==, 0);
  g_assert_cmpfloat (last.cost, ==, 0);
  for (stock.rest = 500; stock.rest < 20000; stock.rest += 500)
    {
      LineShare share = line_share (&stock, &usual);
      g_assert_cmpfloat (share.ratio, >, last.ratio);
      g_assert_cmpfloat (share.expand, >=, last.expand);
      g_assert_cmpfloat (share.track, >=, last.track);
      g_assert_cmpfloat (share.cost, >, last.cost);
      last = share;
    }
  g_assert_cmpfloat_with_epsilon (last.expand, usual.expand, 1e-12); /* full, and spaces took what was left */
  stock.rest = 6000;
  LineShare with = line_share (&stock, &usual),
            without = line_share (&stock, &(LineLimits){.tightest = 0.75});
  g_assert_cmpfloat (with.ratio, <, 0.5 * (without.ratio - 1) + 1);
  g_assert_cmpfloat (without.expand, ==, 0);
  g_assert_cmpfloat (without.track, ==, 0);
}

static double
load (const LineStock *stock, const LineShare *share)
{
  return share->expand + share->track * stock->gaps / stock->letters;
}

static void
test_smooth (void)
{
  enum
  {
    N = 60
  };
  GRand *rand = g_rand_new_with_seed (7);
  LineStock stocks[N];
  LineShare before[N], after[N];
  gboolean fixed[N];
  double rough = 0, smooth = 0;
  for (int i = 0; i < N; i++)
    {
      stocks[i] = random_stock (rand);
      stocks[i].letters = 200000;
      stocks[i].spaces = 26000;
      stocks[i].gaps = 500000;
      stocks[i].rest = g_rand_double_range (rand, -6000, 12000);
      before[i] = after[i] = line_share (&stocks[i], &usual);
      fixed[i] = i % 20 == 19;
    }
  line_shares_smooth (after, stocks, fixed, N, &usual);
  for (int i = 0; i < N; i++)
    {
      check_limits (&after[i], &usual);
      g_assert_cmpfloat_with_epsilon (left_over (&stocks[i], &after[i]), 0, 0.5);
      g_assert_cmpfloat (after[i].ratio, >=, MIN (before[i].ratio, 0.8) - 1e-9);
      if (fixed[i])
        g_assert_cmpmem (&after[i], sizeof after[i], &before[i], sizeof before[i]);
      if (i == 0 || fixed[i] || fixed[i - 1])
        continue;
      rough += fabs (load (&stocks[i], &before[i]) - load (&stocks[i - 1], &before[i - 1]));
      smooth += fabs (load (&stocks[i], &after[i]) - load (&stocks[i - 1], &after[i - 1]));
    }
  g_test_message ("difference of neighbours' letters: %.4f, smoothed %.4f", rough / N, smooth / N);
  g_assert_cmpfloat (smooth, <, 0.95 * rough);
  g_rand_free (rand);
}

static void
test_protrusion (void)
{
  g_assert_cmpint (protrusion_end ('.'), ==, 200);
  g_assert_cmpint (protrusion_end ('-'), ==, 190);
  g_assert_cmpint (protrusion_end (0xAD), ==, 190);
  g_assert_cmpint (protrusion_end (0x201D), ==, 140);
  g_assert_cmpint (protrusion_end ('m'), ==, 0);
  g_assert_cmpint (protrusion_start (0x201C), ==, 130);
  g_assert_cmpint (protrusion_start ('-'), ==, 0);
  g_assert_cmpint (protrusion_start ('n'), ==, 0);
  for (gunichar c = 0x20; c < 0x2100; c++)
    { /* never so far that it would read as a sign in the margin */
      g_assert_cmpint (protrusion_end (c), <=, 200);
      g_assert_cmpint (protrusion_start (c), <=, 130);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/line-share/comes-out-even", test_comes_out_even);
  g_test_add_func ("/line-share/together", test_together);
  g_test_add_func ("/line-share/smooth", test_smooth);
  g_test_add_func ("/line-share/protrusion", test_protrusion);
  return g_test_run ();
}
