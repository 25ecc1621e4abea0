/* Whole files or none, and finding things. */
#include "cli/files.h"
#include "cli/places.h"
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <glib/gstdio.h>

static char *
scratch (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("brief-XXXXXX", &error);
  g_assert_no_error (error);
  return folder;
}

static void
clean (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        clean (path);
      else
        g_unlink (path);
    }
  g_rmdir (folder);
}

static void
put (const char *folder, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;
  g_assert_true (file_write_atomically (path, text, strlen (text), 0644, &error));
  g_assert_no_error (error);
}

static int
n_entries (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  int n = 0;
  while (g_dir_read_name (dir))
    n++;
  return n;
}

static void
test_atomic (void)
{
  g_autofree char *folder = scratch ();
  g_autofree char *path = g_build_filename (folder, "deep", "er", "x.pdf", NULL);
  g_autofree char *deep = g_path_get_dirname (path);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  struct stat info;
  put (folder, "deep/er/x.pdf", "one");
  put (folder, "deep/er/x.pdf", "second");
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "second");
  g_assert_cmpint (n_entries (deep), ==, 1); /* nothing temporary is left */
  g_assert_cmpint (stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0600, ==, 0600);

  /* a name that cannot be replaced: the temporary file goes away, the error names the path */
  g_autofree char *blocked = g_build_filename (folder, "blocked", NULL);
  put (folder, "blocked/inside", "x");
  g_assert_false (file_write_atomically (blocked, "x", 1, 0644, &error));
  g_assert_nonnull (strstr (error->message, "blocked"));
  g_assert_cmpint (n_entries (folder), ==, 2);
  g_clear_error (&error);
  g_autofree char *below_file = g_build_filename (path, "y.pdf", NULL);
  g_assert_false (file_write_atomically (below_file, "x", 1, 0644, &error));
  g_assert_nonnull (error);
  clean (folder);
}

static void
test_digest (void)
{
  g_autofree char *folder = scratch ();
  g_autofree char *path = g_build_filename (folder, "abc", NULL);
  put (folder, "abc", "abc");
  g_autofree char *digest = file_digest (path);
  g_assert_cmpstr (digest, ==,
                   "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"); /* FIPS 180-4, B.1 */
  g_assert_null (file_digest ("/nonexistent"));
  clean (folder);
}

static void
test_places (void)
{
  g_autofree char *folder = scratch ();
  g_autofree char *before = g_get_current_dir ();
  put (folder, "data/one/facts.yaml", "# a case\nbriefing:\n  id: one\n");
  put (folder, "data/one/layouts/mine.yaml", "extends: executive\n");
  put (folder, "data/two/more.json", "{\"briefing\": {}}");
  put (folder, "data/schemes/tlp.yaml", "id: tlp\n");
  put (folder, "data/shared/places.yaml", "entities: {}\n");
  put (folder, "layouts/analyst.yaml", "");
  put (folder, "layouts/mine.yaml", "");
  put (folder, "layouts/shared/house.yaml", "");
  put (folder, "deep/down/x", "");
  g_autofree char *deep = g_build_filename (folder, "deep", "down", NULL);
  g_assert_cmpint (g_chdir (deep), ==, 0);
  {
    g_autoptr (Places) places = places_find ();
    g_autofree char *one = places_case (places, "one"), *none = places_case (places, "three"),
                    *here = places_case (places, ".");
    g_assert_true (g_str_has_suffix (one, "/data/one"));
    g_assert_null (none);
    g_assert_true (g_str_has_suffix (here, "/deep/down"));
    g_auto (GStrv) cases = places_cases (places);
    g_autofree char *list = g_strjoinv (" ", cases);
    g_assert_cmpstr (list, ==, "one two");
    g_autofree char *mine = places_layout (places, one, "mine"),
                    *analyst = places_layout (places, one, "analyst");
    g_assert_true (g_str_has_suffix (mine, "/data/one/layouts/mine.yaml"));
    g_assert_true (g_str_has_suffix (analyst, "/layouts/analyst.yaml"));
    g_assert_null (places_layout (places, one, "none"));
    g_assert_null (places_layout (places, one, "none.yaml"));
    g_autofree char *data = places_data (places, one);
    g_assert_true (g_str_has_suffix (data, "/data"));
    g_auto (GStrv) folders = places_data_folders (places, data);
    g_assert_cmpstr (folders[0], ==, data);
    g_auto (GStrv) layouts = places_layouts (places, one);
    g_assert_true (g_strv_contains ((const char *const *)layouts, "mine"));
    g_assert_true (g_strv_contains ((const char *const *)layouts, "analyst"));
    for (int i = 1; layouts[i]; i++)
      g_assert_cmpint (strcmp (layouts[i - 1], layouts[i]), <, 0); /* sorted, each once */
  }
  g_assert_cmpint (g_chdir (before), ==, 0);
  clean (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/files/atomic", test_atomic);
  g_test_add_func ("/files/digest", test_digest);
  g_test_add_func ("/places/all", test_places);
  return g_test_run ();
}
