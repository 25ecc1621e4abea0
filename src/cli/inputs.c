/* inputs.c: see inputs.h. */
#include "cli/inputs.h"
#include <string.h>
#include <sys/stat.h>

enum
{
  DEPTH_LIMIT = 16
};

struct Inputs
{
  GPtrArray *roots;  /* of char*: what was asked for, in order */
  GPtrArray *paths;  /* of char*: every file found, in order */
  GHashTable *signs; /* path → signature; looked up only */
};

Inputs *
inputs_new (void)
{
  Inputs *inputs = g_new0 (Inputs, 1);
  inputs->roots = g_ptr_array_new_with_free_func (g_free);
  inputs->paths = g_ptr_array_new_with_free_func (g_free);
  inputs->signs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return inputs;
}

void
inputs_free (Inputs *inputs)
{
  if (!inputs)
    return;
  g_ptr_array_unref (inputs->roots);
  g_ptr_array_unref (inputs->paths);
  g_hash_table_unref (inputs->signs);
  g_free (inputs);
}

char *
inputs_signature (const char *path)
{
  struct stat about;
  if (stat (path, &about) != 0)
    return g_strdup ("none");
  return g_strdup_printf ("%" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT
                          ".%09ld %" G_GINT64_FORMAT ".%09ld",
                          (guint64)about.st_dev, (guint64)about.st_ino, (gint64)about.st_size,
                          (gint64)about.st_mtim.tv_sec, about.st_mtim.tv_nsec, (gint64)about.st_ctim.tv_sec,
                          about.st_ctim.tv_nsec);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/** Appends every file at @path and below. */
static void
walk (const char *path, int depth, GPtrArray *out)
{
  g_autoptr (GDir) dir = depth < DEPTH_LIMIT ? g_dir_open (path, 0, NULL) : NULL;
  if (!dir)
    {
      g_ptr_array_add (out, g_strdup (path));
      return;
    }
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;
  while ((name = g_dir_read_name (dir)))
    if (*name != '.')
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *below = g_build_filename (path, names->pdata[i], NULL);
      walk (below, depth + 1, out);
    }
}

void
inputs_add (Inputs *inputs, const char *path)
{
  for (guint i = 0; i < inputs->roots->len; i++)
    if (strcmp (inputs->roots->pdata[i], path) == 0)
      return;
  g_ptr_array_add (inputs->roots, g_strdup (path));
  guint first = inputs->paths->len;
  walk (path, 0, inputs->paths);
  for (guint i = first; i < inputs->paths->len; i++)
    if (!g_hash_table_contains (inputs->signs, inputs->paths->pdata[i]))
      g_hash_table_insert (inputs->signs, g_strdup (inputs->paths->pdata[i]),
                           inputs_signature (inputs->paths->pdata[i]));
}

gboolean
inputs_hold (const Inputs *inputs, const char *path)
{
  g_autofree char *now = inputs_signature (path);
  return g_strcmp0 (g_hash_table_lookup (inputs->signs, path), now) == 0;
}

char *
inputs_changed (const Inputs *inputs)
{
  for (guint i = 0; i < inputs->paths->len; i++)
    if (!inputs_hold (inputs, inputs->paths->pdata[i]))
      return g_strdup (inputs->paths->pdata[i]);
  for (guint i = 0; i < inputs->roots->len; i++)
    {
      g_autoptr (GPtrArray) now = g_ptr_array_new_with_free_func (g_free);
      walk (inputs->roots->pdata[i], 0, now);
      for (guint k = 0; k < now->len; k++)
        if (!g_hash_table_contains (inputs->signs, now->pdata[k]))
          return g_strdup (now->pdata[k]);
    }
  return NULL;
}
