/* The golden table of diagnostics: tests/golden/diagnostics/NAME.yaml is read as a case of one file; NAME.expected is what is said
 * about it. `test-diagnostics --update` writes the expected files anew: read the difference before you keep it. */
#include <string.h>

#include "facts/rules.h"
#include "folder.h"

static gboolean update;

static char *
source_path (const char *first, const char *second)
{
  const char *root = g_getenv ("G_TEST_SRCDIR");
  return g_build_filename (root ? root : ".", first, second, NULL);
}

/** What is said about @yaml, without the folder's name. */
static char *
diagnose (const char *yaml)
{
  char *folder = folder_new ();
  folder_write (folder, "case/facts.yaml", yaml);
  g_autofree char *path = g_build_filename (folder, "case", NULL), *data = source_path ("data", NULL);
  const char *folders[] = {data, NULL};
  g_autoptr (Diags) diags = diags_new ();
  GError *error = NULL;
  g_autoptr (Store) store = store_read (path, folders, diags, &error);
  g_assert_no_error (error);
  store_check (store, diags);
  g_autofree char *text = diags_to_text (diags, FALSE), *prefix = g_strconcat (path, "/", NULL);
  g_auto (GStrv) parts = g_strsplit (text, prefix, -1);
  g_autofree char *joined = g_strjoinv ("", parts);
  g_auto (GStrv) bare = g_strsplit (joined, path, -1);
  folder_free (folder);
  return g_strjoinv ("case", bare);
}

static void
test_file (gconstpointer data)
{
  const char *path = data;
  g_autofree char *yaml = NULL, *expected = NULL;
  g_assert_true (g_file_get_contents (path, &yaml, NULL, NULL));
  g_autofree char *stem = g_strndup (path, strlen (path) - strlen (".yaml")),
                  *other = g_strconcat (stem, ".expected", NULL);
  g_autofree char *found = diagnose (yaml);
  if (update)
    g_assert_true (g_file_set_contents (other, found, -1, NULL));
  g_assert_true (g_file_get_contents (other, &expected, NULL, NULL));
  g_assert_cmpstr (found, ==, expected);
}

/** Appends the contents of all files in @folder whose names end in @ending. */
static void
gather (const char *folder, const char *ending, GString *out, GPtrArray *paths)
{
  GDir *dir = g_dir_open (folder, 0, NULL);
  g_assert_nonnull (dir);
  for (const char *name = g_dir_read_name (dir); name; name = g_dir_read_name (dir))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL), *text = NULL;
      if (!g_str_has_suffix (name, ending))
        continue;
      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      g_string_append (out, text);
      if (paths)
        g_ptr_array_add (paths, g_steal_pointer (&path));
    }
  g_dir_close (dir);
}

/* Every code in base/, release/ and facts/ is raised by some test: here, or by name in a unit test. */
static void
test_all_codes (void)
{
  static const char *const areas[] = {"base", "release", "facts"};
  g_autoptr (GString) sources = g_string_new (NULL), tests = g_string_new (NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (areas); i++)
    {
      g_autofree char *source = source_path ("src", areas[i]), *unit = source_path ("tests/unit", areas[i]);
      gather (source, ".c", sources, NULL);
      gather (unit, ".c", tests, NULL);
    }
  g_autofree char *golden = source_path ("tests/golden/diagnostics", NULL);
  gather (golden, ".expected", tests, NULL);
  g_autoptr (GRegex) call = g_regex_new (
      "(?:diags_(?:error|warning|note)|fail|refuse) \\([^;\"]*\"([a-z0-9]+(?:-[a-z0-9]+)+)\"", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  int n_codes = 0, n_missing = 0;
  for (g_regex_match (call, sources->str, 0, &match); g_match_info_matches (match);
       g_match_info_next (match, NULL))
    {
      g_autofree char *code = g_match_info_fetch (match, 1);
      g_autofree char *in_brackets = g_strdup_printf ("[%s]", code),
                      *in_quotes = g_strdup_printf ("\"%s\"", code);
      n_codes++;
      if (strstr (tests->str, in_brackets) || strstr (tests->str, in_quotes))
        continue;
      g_test_message ("no test raises [%s]", code);
      n_missing++;
    }
  g_assert_cmpint (n_codes, >, 60);
  g_assert_cmpint (n_missing, ==, 0);
}

static int
compare_paths (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *)a, *(char *const *)b);
}

int
main (int argc, char **argv)
{
  update = argc > 1 && g_str_equal (argv[1], "--update");
  if (update)
    argc = 1;
  g_test_init (&argc, &argv, NULL);
  g_autofree char *folder = source_path ("tests/golden/diagnostics", NULL);
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) unused = g_string_new (NULL);
  gather (folder, ".yaml", unused, paths);
  g_ptr_array_sort (paths, compare_paths);
  for (guint i = 0; i < paths->len; i++)
    {
      g_autofree char *name = g_path_get_basename (paths->pdata[i]),
                      *test = g_strconcat ("/diagnostics/", name, NULL);
      g_test_add_data_func (test, paths->pdata[i], test_file);
    }
  g_test_add_func ("/diagnostics/all-codes", test_all_codes);
  return g_test_run ();
}
