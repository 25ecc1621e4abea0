#include "base/memo.h"

#include <string.h>

static void
keep (Memo *memo, MemoKind kind, const char *key, const char *value)
{
  char *copy = g_strdup (value);
  if (!memo_keep (memo, kind, key, strlen (key), copy, strlen (value), g_free))
    g_free (copy);
}

static const char *
find (Memo *memo, MemoKind kind, const char *key)
{
  return memo_find (memo, kind, key, strlen (key));
}

static void
test_found (void)
{
  g_autoptr (Memo) memo = memo_new (10000);
  keep (memo, MEMO_TREE, "a key of some length", "first");
  keep (memo, MEMO_SUBSET, "a key of some length", "second");
  keep (memo, MEMO_TREE, "a key of some lengtH", "third");
  keep (memo, MEMO_TREE, "", "nothing");
  g_assert_cmpstr (find (memo, MEMO_TREE, "a key of some length"), ==, "first");
  g_assert_cmpstr (find (memo, MEMO_SUBSET, "a key of some length"), ==, "second");
  g_assert_cmpstr (find (memo, MEMO_TREE, "a key of some lengtH"), ==, "third");
  g_assert_cmpstr (find (memo, MEMO_TREE, ""), ==, "nothing");
  g_assert_null (find (memo, MEMO_DEFLATED, "a key of some length"));
  g_assert_null (find (memo, MEMO_TREE, "a key of some lengt"));
  g_assert_null (find (NULL, MEMO_TREE, ""));
  keep (NULL, MEMO_TREE, "a", "b");
}

/* What is asked for stays, what is not goes; never more is held than may be. */
static void
test_bounded (void)
{
  g_autoptr (Memo) memo = memo_new (20000);
  guint found;
  gsize bytes;
  keep (memo, MEMO_TREE, "asked for", "stays");
  keep (memo, MEMO_TREE, "not asked for", "goes");
  for (int i = 0; i < 1000; i++)
    {
      g_autofree char *key = g_strdup_printf ("key %d", i), *value = g_strnfill (100 + i % 50, 'x');
      keep (memo, MEMO_DEFLATED, key, value);
      memo_counts (memo, &found, &bytes);
      g_assert_cmpuint (bytes, <=, 20000);
      g_assert_cmpstr (find (memo, MEMO_TREE, "asked for"), ==, "stays");
      g_assert_cmpstr (find (memo, MEMO_DEFLATED, key), ==, value);
    }
  g_assert_null (find (memo, MEMO_TREE, "not asked for"));
  g_assert_cmpuint (bytes, >, 15000);
  memo_counts (memo, &found, &bytes);
  g_assert_cmpuint (found, ==, 2000);
}

static void
test_large (void)
{
  g_autoptr (Memo) memo = memo_new (8000);
  g_autofree char *value = g_strnfill (1000, 'x');
  keep (memo, MEMO_TREE, "small", "x");
  keep (memo, MEMO_TREE, "large", value);
  g_assert_null (find (memo, MEMO_TREE, "large"));
  g_assert_nonnull (find (memo, MEMO_TREE, "small"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/memo/found", test_found);
  g_test_add_func ("/memo/bounded", test_bounded);
  g_test_add_func ("/memo/large", test_large);
  return g_test_run ();
}
