/* test-shard.c: dividing products between machines. */
#include <string.h>
#include "cli/shard.h"

static void
test_read (void)
{
  int number = 0, shards = 0;
  g_assert_true (shard_read ("3/8", &number, &shards));
  g_assert_cmpint (number, ==, 3);
  g_assert_cmpint (shards, ==, 8);
  g_assert_true (shard_read ("1/1", &number, &shards));
  static const char *const wrong[] = {"",
                                      "3",
                                      "3/",
                                      "/8",
                                      "0/8",
                                      "9/8",
                                      "3/8/1",
                                      "-1/8",
                                      "3 /8",
                                      "x/y",
                                      "3/8x",
                                      "1/10001",
                                      "1/99999999999999999999"};
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (shard_read (wrong[i], &number, &shards));
}

static void
test_even (void)
{
  enum
  {
    N = 200,
    SHARDS = 7
  };
  const char *names[N];
  double costs[N], load[SHARDS + 1] = {0}, total = 0;
  GRand *rand = g_rand_new_with_seed (11);
  for (int i = 0; i < N; i++)
    {
      names[i] = g_strdup_printf ("product-%03d.pdf", i);
      costs[i] = g_rand_double_range (rand, 20, 400);
      total += costs[i];
    }
  g_autofree int *of = shards_divide (names, costs, N, SHARDS);
  for (int i = 0; i < N; i++)
    {
      g_assert_cmpint (of[i], >=, 1);
      g_assert_cmpint (of[i], <=, SHARDS);
      load[of[i]] += costs[i];
    }
  for (int k = 1; k <= SHARDS; k++)
    g_assert_cmpfloat (ABS (load[k] - total / SHARDS), <, 0.02 * total / SHARDS);
  g_rand_free (rand);
  for (int i = 0; i < N; i++)
    g_free ((char *)names[i]);
}

/** Another order of the list, another machine: the same division. */
static void
test_order (void)
{
  static const char *const names[] = {"a", "b", "c", "d", "e", "f"}, *const turned[] = {"f", "e", "d",
                                                                                        "c", "b", "a"};
  static const double costs[] = {5, 0, 5, 1, 0, 9}, turned_costs[] = {9, 0, 1, 5, 0, 5};
  g_autofree int *of = shards_divide (names, costs, 6, 3),
                 *other = shards_divide (turned, turned_costs, 6, 3);
  for (int i = 0; i < 6; i++)
    g_assert_cmpint (of[i], ==, other[5 - i]);
}

static void
test_fewer_than_shards (void)
{
  static const char *const names[] = {"a", "b"};
  static const double costs[] = {0, 0};
  g_autofree int *of = shards_divide (names, costs, 2, 5), *none = shards_divide (names, costs, 0, 5);
  g_assert_cmpint (of[0], !=, of[1]);
  g_assert_nonnull (none);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/shard/read", test_read);
  g_test_add_func ("/shard/even", test_even);
  g_test_add_func ("/shard/order", test_order);
  g_test_add_func ("/shard/fewer", test_fewer_than_shards);
  return g_test_run ();
}
