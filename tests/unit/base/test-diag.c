#include "base/diag.h"

#include <string.h>

static Mark
mark (const char *file, int line, int column)
{
  return (Mark){g_intern_string (file), line, column};
}

static void
test_text (void)
{
  g_autoptr (Diags) diags = diags_new ();
  diags_warning (diags, mark ("b.yaml", 2, 1), "late", NULL, "last");
  diags_error (diags, mark ("a.yaml", 10, 3), "wrong", "do better", "number %d", 7);
  diags_note (diags, mark ("a.yaml", 9, 4), "first", NULL, "first");
  diags_error (diags, mark ("a.yaml", 10, 2), "wrong", NULL, "before");
  diags_error (diags, mark (NULL, 0, 0), "nowhere", NULL, "no\nplace");
  g_autofree char *text = diags_to_text (diags, FALSE);
  g_assert_cmpstr (text, ==,
                   "error: no place [nowhere]\n"
                   "a.yaml:9:4: note: first [first]\n"
                   "a.yaml:10:2: error: before [wrong]\n"
                   "a.yaml:10:3: error: number 7 [wrong]\n"
                   "    hint: do better\n"
                   "b.yaml:2:1: warning: last [late]\n");
  g_assert_cmpint (diags_count (diags, DIAG_ERROR), ==, 3);
  g_assert_cmpint (diags_count (diags, DIAG_WARNING), ==, 1);
  g_assert_true (diags_has_errors (diags));
  g_autoptr (Diags) turned = diags_new ();
  diags_error (turned, mark (NULL, 0, 0), "turned", NULL, "a\u202eb\u2069c\u2014d");
  g_autofree char *plain = diags_to_text (turned, FALSE);
  g_assert_cmpstr (plain, ==, "error: a<U+202E>b<U+2069>c\u2014d [turned]\n");
  g_autofree char *colour = diags_to_text (diags, TRUE);
  g_assert_nonnull (strstr (colour, "\033["));
}

static void
test_absorb (void)
{
  g_autoptr (Diags) all = diags_new (), more = diags_new ();
  diags_error (all, mark ("a", 1, 1), "x", NULL, "one");
  diags_error (more, mark ("a", 1, 1), "x", NULL, "two");
  diags_absorb (all, more);
  g_assert_cmpint (diags_count (all, DIAG_ERROR), ==, 2);
  g_assert_cmpint (diags_count (more, DIAG_ERROR), ==, 0);
  g_autofree char *text = diags_to_text (all, FALSE), *nothing = diags_to_text (more, FALSE);
  g_assert_cmpstr (text, ==, "a:1:1: error: one [x]\na:1:1: error: two [x]\n");
  g_assert_cmpstr (nothing, ==, "");
}

static void
test_json (void)
{
  g_autoptr (Diags) diags = diags_new (), back = diags_new ();
  diags_error (diags, mark ("a \"b\".yaml", 3, 14), "code-x", "a\nhint", "“quoted” \\ and\ttab");
  diags_note (diags, mark (NULL, 0, 0), "note-y", NULL, "12");
  g_autofree char *json = diags_to_json (diags);
  g_assert_true (diags_read_json (back, json, strlen (json)));
  g_autofree char *text = diags_to_text (diags, FALSE), *again = diags_to_text (back, FALSE);
  g_assert_cmpstr (text, ==, again);
  static const char *const bad[] = {"",
                                    "{}",
                                    "[1]",
                                    "[{}]",
                                    "[{\"level\": \"loud\", \"code\": \"x\", \"message\": \"y\"}]",
                                    "[{\"level\": \"error\", \"code\": \"x\"}]",
                                    "[",
                                    "nonsense"};
  g_autoptr (Diags) none = diags_new ();
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (diags_read_json (none, bad[i], strlen (bad[i])));
  g_assert_false (diags_has_errors (none));
  g_autoptr (Diags) empty = diags_new ();
  g_autofree char *brackets = diags_to_json (empty);
  g_assert_true (diags_read_json (empty, brackets, strlen (brackets)));
}

static void
test_nearest (void)
{
  static const char *const words[] = {"said_by", "marking", "credibility", "kind", "is", "to"};
  const int n = G_N_ELEMENTS (words);
  g_assert_cmpstr (nearest_match ("saidby", words, n), ==, "said_by");
  g_assert_cmpstr (nearest_match ("makring", words, n), ==, "marking");
  g_assert_cmpstr (nearest_match ("Kind", words, n), ==, "kind");
  g_assert_cmpstr (nearest_match ("credebilty", words, n), ==, "credibility");
  g_assert_cmpstr (nearest_match ("si", words, n), ==, "is");
  g_assert_null (nearest_match ("xy", words, n));
  g_assert_null (nearest_match ("population", words, n));
  g_assert_null (nearest_match ("", words, n));
  g_assert_null (nearest_match ("\xff", words, n));
}

static void
test_weigh (void)
{
  g_autoptr (Diags) diags = diags_new ();
  diags_warning (diags, ((Mark){0}), "a-b", NULL, "one");
  diags_warning (diags, ((Mark){0}), "c-d", NULL, "two");
  diags_warning (diags, ((Mark){0}), "a-b", NULL, "three");
  diags_weigh (diags, "a-b", DIAG_ERROR);
  g_assert_cmpint (diags_count (diags, DIAG_ERROR), ==, 2);
  g_assert_cmpint (diags_count (diags, DIAG_WARNING), ==, 1);
  diags_weigh (diags, "a-b", DIAG_IGNORED);
  g_assert_false (diags_has_errors (diags));
  g_autofree char *text = diags_to_text (diags, FALSE);
  g_assert_cmpstr (text, ==, "warning: two [c-d]\n");
}

/* What is worked on stands in memory of someone else's, cut to fit. */
static void
test_work (void)
{
  char room[24];
  g_autoptr (Diags) diags = diags_new ();
  diags_work (diags, (Mark){"a.yaml", 7, 1}, "nowhere"); /* no room: nothing happens */
  diags_watch (diags, room, sizeof room);
  g_assert_cmpstr (room, ==, "");
  g_autoptr (Diags) like = diags_like (diags);
  diags_work (like, (Mark){"a.yaml", 7, 1}, "table");
  g_assert_cmpstr (room, ==, "table, a.yaml:7");
  diags_work (diags, (Mark){0}, "something of which the name is long");
  g_assert_cmpstr (room, ==, "something of which the ");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/diag/text", test_text);
  g_test_add_func ("/diag/absorb", test_absorb);
  g_test_add_func ("/diag/json", test_json);
  g_test_add_func ("/diag/nearest", test_nearest);
  g_test_add_func ("/diag/weigh", test_weigh);
  g_test_add_func ("/diag/work", test_work);
  return g_test_run ();
}
