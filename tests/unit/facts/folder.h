/* folder.h: a folder of files for one test, removed with all in it. Test programs are made of one file, so it is all here. */
#pragma once
#include <glib.h>
#include <glib/gstdio.h>

static G_GNUC_UNUSED char *
folder_new (void)
{
  GError *error = NULL;
  char *folder = g_dir_make_tmp ("brief-test-XXXXXX", &error);
  g_assert_no_error (error);
  return folder;
}

static G_GNUC_UNUSED void
folder_write (const char *folder, const char *name, const char *text)
{
  GError *error = NULL;
  g_autofree char *path = g_build_filename (folder, name, NULL), *above = g_path_get_dirname (path);
  g_assert_cmpint (g_mkdir_with_parents (above, 0700), ==, 0);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

static G_GNUC_UNUSED void
empty (const char *folder)
{
  GDir *dir = g_dir_open (folder, 0, NULL);
  for (const char *name = dir ? g_dir_read_name (dir) : NULL; name; name = g_dir_read_name (dir))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        empty (path);
      g_remove (path);
    }
  if (dir)
    g_dir_close (dir);
}

static G_GNUC_UNUSED void
folder_free (char *folder)
{
  empty (folder);
  g_rmdir (folder);
  g_free (folder);
}
