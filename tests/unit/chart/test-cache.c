/* Arrangements kept in a folder: found again in it, and only those that are sound; the folder does not grow without end. */
#include "chart-case.h"
#include "chart/cache.h"
#include <glib/gstdio.h>

#define WIDE (400 * 1024)
#define HIGH (300 * 1024)

static ChartPlan *
small_plan (ChartFold **fold, DrawingData **data)
{
  *data = drawing_data_new (DRAWING_CHART);
  drawing_data_add_actor (*data, "a", "Alpha", ACTOR_ORGANISATION);
  drawing_data_add_actor (*data, "b", "Beta", ACTOR_STATE);
  drawing_data_add_tie (*data, "1", "a", "b", "fights");
  *fold = chart_fold (*data, 1, FALSE);
  return chart_plan_new (*fold, &case_measure);
}

/* The only file in @folder; owned. */
static char *
only_file (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  char *path = g_build_filename (folder, g_dir_read_name (dir), NULL);

  g_assert_null (g_dir_read_name (dir));
  return path;
}

static int
first_x (const ChartPlaces *places)
{
  return g_array_index (places->boxes, ChartRect, 0).x;
}

/* Rewrites the number at @offset of the file, with a digest that is right if @sign. */
static void
tamper (const char *path, gsize offset, gint32 number, gboolean sign)
{
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  g_assert_cmpint (length, >=, offset + 4 + 64);
  memcpy (bytes + offset, &number, 4);
  g_autofree char *digest =
      g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *)bytes, length - 64);
  if (sign)
    memcpy (bytes + length - 64, digest, 64);
  g_assert_true (g_file_set_contents (path, bytes, (gssize)length, NULL));
}

static int
arrange_again (const char *folder, const char *stamp, const ChartPlan *plan)
{
  g_autoptr (ChartCache) cache = chart_cache_new (folder, stamp);
  g_autoptr (ChartPlaces) places = chart_cache_arrange (cache, plan, WIDE, HIGH, EFFORT_DRAFT, 0);

  return first_x (places);
}

static void
folder_remove (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_unlink (path);
    }
  g_rmdir (folder);
}

static void
test_kept (void)
{
  DrawingData *data;
  ChartFold *fold;
  g_autoptr (ChartPlan) plan = small_plan (&fold, &data);
  g_autofree char *folder = g_dir_make_tmp ("brief-cache-XXXXXX", NULL);
  const int x = arrange_again (NULL, NULL, plan);
  const gsize at = sizeof (ChartScore),
              wrap = at + 2 * sizeof (ChartRect) + G_STRUCT_OFFSET (PlacedLine, wrap);

  g_assert_cmpint (arrange_again (folder, "one", plan), ==, x);
  g_autofree char *path = only_file (folder);
  g_assert_cmpint (arrange_again (folder, "one", plan), ==, x);
  /* that the file is read, and not made again: its numbers come out */
  tamper (path, at, x + 7, TRUE);
  g_assert_cmpint (arrange_again (folder, "one", plan), ==, x + 7);
  /* damaged, out of the sheet, a wrap that there is not, cut off: as if it were not there, and mended */
  tamper (path, at, x + 9, FALSE);
  g_assert_cmpint (arrange_again (folder, "one", plan), ==, x);
  tamper (path, at, G_MAXINT, TRUE);
  g_assert_cmpint (arrange_again (folder, "one", plan), ==, x);
  tamper (path, wrap, 900, TRUE);
  g_assert_cmpint (arrange_again (folder, "one", plan), ==, x);
  g_assert_true (g_file_set_contents (path, "short", -1, NULL));
  g_assert_cmpint (arrange_again (folder, "one", plan), ==, x);
  /* another program looks for its own */
  tamper (path, at, x + 7, TRUE);
  g_assert_cmpint (arrange_again (folder, "two", plan), ==, x);
  folder_remove (folder);
  chart_fold_free (fold);
  drawing_data_free (data);
}

static void
test_bounded (void)
{
  DrawingData *data;
  ChartFold *fold;
  g_autoptr (ChartPlan) plan = small_plan (&fold, &data);
  g_autofree char *folder = g_dir_make_tmp ("brief-cache-XXXXXX", NULL);
  guint n = 0;

  for (int i = 0; i < 900; i++)
    {
      g_autofree char *name = g_strdup_printf ("%s/%04d", folder, i);
      g_assert_true (g_file_set_contents (name, "x", 1, NULL));
    }
  g_assert_cmpint (arrange_again (folder, "one", plan), ==, arrange_again (NULL, NULL, plan));
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  while (g_dir_read_name (dir))
    n++;
  g_assert_cmpint (n, <=, 400);
  g_assert_cmpint (n, >, 0);
  folder_remove (folder);
  chart_fold_free (fold);
  drawing_data_free (data);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/cache/kept", test_kept);
  g_test_add_func ("/chart/cache/bounded", test_bounded);
  return g_test_run ();
}
