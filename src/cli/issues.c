/* issues.c: see issues.h. */
#include "cli/issues.h"
#include <string.h>
#include <glib/gstdio.h>
#include "cli/files.h"
#include "cli/key.h"

typedef struct
{
  int issue;
  char *key, *path, *digest;
} Earlier;

static void
earlier_free (gpointer data)
{
  Earlier *earlier = data;
  g_free (earlier->key);
  g_free (earlier->path);
  g_free (earlier->digest);
  g_free (earlier);
}

/** The latest first. */
static int
compare_issues (gconstpointer a, gconstpointer b)
{
  const Earlier *x = *(Earlier *const *)a, *y = *(Earlier *const *)b;
  return x->issue != y->issue ? (x->issue < y->issue ? 1 : -1) : strcmp (x->key, y->key);
}

static Earlier *
read_earlier (const char *key, const Product *product)
{
  g_autofree char *folder = g_path_get_dirname (product->output);
  g_autofree char *text = NULL;
  if (!g_file_get_contents (key, &text, NULL, NULL))
    return NULL;
  g_autofree char *issue = key_line (text, "issue"), *line = key_line (text, "product");
  const char *path = line ? strchr (line, ' ') : NULL;
  if (!issue || !path)
    return NULL;
  Earlier *earlier = g_new0 (Earlier, 1);
  earlier->issue = (int)g_ascii_strtoll (issue, NULL, 10);
  earlier->key = g_strdup (key);
  earlier->path = g_build_filename (folder, path + 1, NULL);
  earlier->digest = g_strndup (line, path - line);
  return earlier;
}

static gboolean
is_of_line (const char *key, const char *line)
{
  g_autofree char *text = NULL, *its = NULL;
  if (g_file_get_contents (key, &text, NULL, NULL))
    its = key_line (text, "line");
  return its && strcmp (its, line) == 0;
}

void
issues_set_aside (const Product *product, int keep)
{
  g_autoptr (GError) error = NULL;
  Earlier *earlier = product->key && keep != 0 ? read_earlier (product->key, product) : NULL;
  if (earlier && earlier->issue < product->issue && strcmp (earlier->path, product->output) == 0)
    {
      const char *dot = strrchr (product->output, '.');
      g_autofree char *path = g_strdup_printf ("%.*s.issue-%d%s", (int)(dot - product->output),
                                               product->output, earlier->issue, dot);
      g_autofree char *digest = file_digest (product->output);
      g_autofree char *folder = g_path_get_dirname (product->key), *base = g_path_get_basename (path);
      g_autofree char *key = g_strdup_printf ("%s/%s.key", folder, base);
      g_autofree char *text = g_strdup_printf ("brief key 3\nproduct %s %s\nissue %d\nline %s\n",
                                               earlier->digest, base, earlier->issue, product->line);
      if (digest && strcmp (digest, earlier->digest) == 0 && !g_file_test (path, G_FILE_TEST_EXISTS) &&
          file_copy_atomically (product->output, path, &error))
        (void)file_write_atomically (key, text, strlen (text), 0600, NULL);
    }
  if (earlier)
    earlier_free (earlier);
}

static int
prune_line (const Product *product, int keep)
{
  g_autofree char *folder = g_path_get_dirname (product->key);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (earlier_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *key = g_build_filename (folder, name, NULL);
      Earlier *earlier = g_str_has_suffix (name, ".key") && is_of_line (key, product->line)
                             ? read_earlier (key, product)
                             : NULL;
      if (earlier && earlier->issue < product->issue && strcmp (earlier->path, product->output) != 0)
        g_ptr_array_add (found, earlier);
      else if (earlier)
        earlier_free (earlier);
    }
  g_ptr_array_sort (found, compare_issues);
  int removed = 0;
  for (guint i = (guint)keep; i < found->len; i++)
    {
      const Earlier *earlier = found->pdata[i];
      g_autofree char *digest = file_digest (earlier->path);
      if (digest && strcmp (digest, earlier->digest) != 0)
        continue; /* someone made it his own */
      removed += g_unlink (earlier->path) == 0;
      (void)g_unlink (earlier->key);
    }
  return removed;
}

int
issues_prune (const GPtrArray *products, int keep)
{
  int removed = 0;
  for (guint i = 0; keep >= 0 && i < products->len; i++)
    {
      const Product *product = products->pdata[i];
      if (product->key && product->line &&
          (product->state == PRODUCT_MADE || product->state == PRODUCT_FRESH))
        removed += prune_line (product, keep);
    }
  return removed;
}
