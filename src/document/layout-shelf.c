#include "document/layout-shelf.h"
#include <string.h>

enum
{
  PLACES = 16 /* layouts on a shelf; the one that was taken longest ago goes */
};

typedef struct
{
  char *path;
  Layout *layout;
} Shelved;

struct LayoutShelf
{
  GPtrArray *layouts; /* of Shelved, the last taken at the end */
  Layout *loose;      /* what was taken last, if it is not shelved */
};

static void
shelved_free (gpointer data)
{
  Shelved *shelved = data;
  g_free (shelved->path);
  layout_free (shelved->layout);
  g_free (shelved);
}

LayoutShelf *
layout_shelf_new (void)
{
  LayoutShelf *shelf = g_new0 (LayoutShelf, 1);
  shelf->layouts = g_ptr_array_new_with_free_func (shelved_free);
  return shelf;
}

void
layout_shelf_free (LayoutShelf *shelf)
{
  if (!shelf)
    return;
  g_ptr_array_unref (shelf->layouts);
  layout_free (shelf->loose);
  g_free (shelf);
}

/* Would reading it find what it found? */
static gboolean
is_current (const Layout *layout)
{
  for (guint i = 0; i < layout->missed->len; i++)
    if (g_file_test (layout->missed->pdata[i], G_FILE_TEST_IS_REGULAR))
      return FALSE;
  for (guint i = 0; i < layout->files->len; i++)
    {
      g_autofree char *text = NULL;
      gsize length, kept_length;
      const char *kept = g_bytes_get_data (layout->texts->pdata[i], &kept_length);
      if (!g_file_get_contents (layout->files->pdata[i], &text, &length, NULL) || length != kept_length ||
          memcmp (text, kept, length) != 0)
        return FALSE;
    }
  return TRUE;
}

static Layout *
find_shelved (LayoutShelf *shelf, const char *path)
{
  for (guint i = 0; i < shelf->layouts->len; i++)
    {
      Shelved *shelved = shelf->layouts->pdata[i];
      if (!g_str_equal (shelved->path, path))
        continue;
      if (!is_current (shelved->layout))
        {
          g_ptr_array_remove_index (shelf->layouts, i);
          return NULL;
        }
      g_ptr_array_steal_index (shelf->layouts, i);
      g_ptr_array_add (shelf->layouts, shelved);
      return shelved->layout;
    }
  return NULL;
}

Layout *
layout_shelf_take (LayoutShelf *shelf, const char *path, const char *const *search_dirs,
                   const LayoutChecks *checks, Diags *diags)
{
  gboolean chosen = checks->values != NULL && checks->values->len > 0;
  g_clear_pointer (&shelf->loose, layout_free);
  Layout *known = chosen ? NULL : find_shelved (shelf, path);
  if (known)
    return known;
  g_autoptr (Diags) said = diags_new ();
  Layout *layout = layout_read (path, search_dirs, checks, said);
  if (!layout || chosen || layout->fit_pages > 0 || !diags_is_empty (said))
    shelf->loose = layout;
  else
    {
      Shelved *shelved = g_new0 (Shelved, 1);
      *shelved = (Shelved){g_strdup (path), layout};
      if (shelf->layouts->len == PLACES)
        g_ptr_array_remove_index (shelf->layouts, 0);
      g_ptr_array_add (shelf->layouts, shelved);
    }
  diags_absorb (diags, said);
  return layout;
}
