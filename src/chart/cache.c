/* cache.c: see cache.h. The key is a digest of every number that the optimiser reads. A file is the numbers of an arrangement as they
 * stand in memory (it never leaves the machine that wrote it) and their SHA-256. */
#include "chart/cache.h"
#include <string.h>
#include <sys/stat.h>
#include <utime.h>
#include <glib/gstdio.h>

#define FILES_MOST 400 /* in a folder; the oldest quarter goes when there are more */
#define DIGEST     64  /* letters of a SHA-256 */

struct ChartCache
{
  GHashTable *places; /* digest → ChartPlaces; only looked up, never walked */
  char *folder;       /* NULL: memory only */
  char *stamp;        /* of the program */
};

ChartCache *
chart_cache_new (const char *folder, const char *stamp)
{
  ChartCache *cache = g_new0 (ChartCache, 1);

  cache->folder = g_strdup (folder);
  cache->stamp = g_strdup (stamp ? stamp : "");
  cache->places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)chart_places_free);
  return cache;
}

void
chart_cache_free (ChartCache *cache)
{
  if (!cache)
    return;
  g_hash_table_unref (cache->places);
  g_free (cache->folder);
  g_free (cache->stamp);
  g_free (cache);
}

static void
add_number (GChecksum *sum, int number)
{
  guint32 n = GUINT32_TO_LE ((guint32)number);

  g_checksum_update (sum, (const guchar *)&n, sizeof n);
}

static char *
plan_digest (const ChartCache *cache, const ChartPlan *plan, int width, int height, Effort effort, int seed)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_checksum_update (sum, (const guchar *)cache->stamp, (gssize)strlen (cache->stamp) + 1);
  for (guint i = 0; plan->pins && i < plan->pins->len; i++)
    {
      const PlanPin *pin = &g_array_index (plan->pins, PlanPin, i);
      add_number (sum, pin->held ? 1 : 2);
      add_number (sum, pin->x);
      add_number (sum, pin->y);
    }
  const int head[] = {ARRANGE_VERSION,       width,       height, (int)effort, (int)plan->boxes->len,
                      (int)plan->lines->len, plan->focus, seed};

  for (guint i = 0; i < G_N_ELEMENTS (head); i++)
    add_number (sum, head[i]);
  for (guint i = 0; i < plan->boxes->len; i++)
    {
      const PlanBox *box = &g_array_index (plan->boxes, PlanBox, i);
      add_number (sum, box->width);
      add_number (sum, box->height);
      add_number (sum, (int)box->rows->len);
      for (guint k = 0; k < box->rows->len; k++)
        {
          add_number (sum, g_array_index (box->rows, PlanRow, k).top);
          add_number (sum, g_array_index (box->rows, PlanRow, k).bottom);
        }
    }
  for (guint i = 0; i < plan->lines->len; i++)
    {
      const PlanLine *line = &g_array_index (plan->lines, PlanLine, i);
      const int numbers[] = {line->from, line->to, line->from_row, line->to_row, line->arrow, line->n_wraps};
      for (guint k = 0; k < G_N_ELEMENTS (numbers); k++)
        add_number (sum, numbers[k]);
      for (int k = 0; k < line->n_wraps; k++)
        {
          add_number (sum, line->wraps[k].width);
          add_number (sum, line->wraps[k].height);
          add_number (sum, (int)line->wraps[k].lines->len);
        }
    }
  for (guint i = 0; i < plan->points->len; i++)
    {
      const PlanPoint *point = &g_array_index (plan->points, PlanPoint, i);
      add_number (sum, point->box);
      add_number (sum, point->down);
      add_number (sum, point->group);
    }
  return g_strdup (g_checksum_get_string (sum));
}

static ChartPlaces *
places_copy (const ChartPlaces *from)
{
  ChartPlaces *places = g_new0 (ChartPlaces, 1);

  places->boxes = g_array_copy (from->boxes);
  places->lines = g_array_copy (from->lines);
  places->score = from->score;
  return places;
}

/* Near the sheet, so that no sum of such numbers overflows. */
static gboolean
is_near (int upt)
{
  return upt > -(1 << 24) && upt < 1 << 24;
}

/* Could @places be of @plan? A file with a good digest is one that we wrote; this holds even for one that somebody made. */
static gboolean
places_fit (const ChartPlaces *places, const ChartPlan *plan)
{
  for (guint i = 0; i < plan->boxes->len; i++)
    {
      const ChartRect *r = &g_array_index (places->boxes, ChartRect, i);
      if (!is_near (r->x) || !is_near (r->y) || !is_near (r->width) || !is_near (r->height))
        return FALSE;
    }
  for (guint i = 0; i < plan->lines->len; i++)
    {
      const PlacedLine *line = &g_array_index (places->lines, PlacedLine, i);
      const ChartRect *r = &line->label;
      const int n_wraps = g_array_index (plan->lines, PlanLine, i).n_wraps;
      gboolean near = is_near (r->x) && is_near (r->y) && is_near (r->width) && is_near (r->height);
      for (int k = 0; k < 3; k++)
        near = near && is_near (line->x[k]) && is_near (line->y[k]);
      if (!near || line->wrap < 0 || line->wrap >= MAX (1, n_wraps))
        return FALSE;
    }
  return TRUE;
}

/* The kept file @key as places for @plan; NULL: none, or not a sound one. */
static ChartPlaces *
places_load (const ChartCache *cache, const char *key, const ChartPlan *plan)
{
  g_autofree char *path = g_build_filename (cache->folder, key, NULL), *bytes = NULL;
  const gsize head = sizeof (ChartScore), boxes = plan->boxes->len * sizeof (ChartRect),
              lines = plan->lines->len * sizeof (PlacedLine), whole = head + boxes + lines;
  struct stat about;
  gsize length;

  if (g_stat (path, &about) != 0 || about.st_size != (goffset)(whole + DIGEST) ||
      !g_file_get_contents (path, &bytes, &length, NULL) || length != whole + DIGEST)
    return NULL;
  g_autofree char *digest = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *)bytes, whole);
  if (memcmp (digest, bytes + whole, DIGEST) != 0)
    return NULL;
  g_autoptr (ChartPlaces) places = g_new0 (ChartPlaces, 1);
  places->boxes = g_array_new (FALSE, FALSE, sizeof (ChartRect));
  places->lines = g_array_new (FALSE, FALSE, sizeof (PlacedLine));
  memcpy (&places->score, bytes, head);
  g_array_append_vals (places->boxes, bytes + head, plan->boxes->len);
  g_array_append_vals (places->lines, bytes + head + boxes, plan->lines->len);
  if (!places_fit (places, plan))
    return NULL;
  (void)g_utime (path, NULL); /* it was of use: it goes last */
  return g_steal_pointer (&places);
}

typedef struct
{
  char *path;
  gint64 time;
} Kept;

static void
kept_clear (gpointer p)
{
  g_free (((Kept *)p)->path);
}

static int
kept_compare (gconstpointer a, gconstpointer b)
{
  const Kept *x = a, *y = b;

  return x->time != y->time ? (x->time < y->time ? -1 : 1) : strcmp (x->path, y->path);
}

/* Removes what has not been of use for longest when there is too much. */
static void
folder_trim (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (Kept));
  const char *name;

  g_array_set_clear_func (all, kept_clear);
  while (dir && (name = g_dir_read_name (dir)))
    {
      Kept kept = {g_build_filename (folder, name, NULL), 0};
      struct stat about;
      if (g_stat (kept.path, &about) == 0)
        kept.time = (gint64)about.st_mtim.tv_sec * 1000 + about.st_mtim.tv_nsec / 1000000;
      g_array_append_val (all, kept);
    }
  if (all->len <= FILES_MOST)
    return;
  g_array_sort (all, kept_compare);
  for (guint i = 0; i < all->len - FILES_MOST * 3 / 4; i++)
    (void)g_unlink (g_array_index (all, Kept, i).path);
}

/* A folder that cannot be written to costs time, nothing else. */
static void
places_save (const ChartCache *cache, const char *key, const ChartPlaces *places)
{
  g_autofree char *path = g_build_filename (cache->folder, key, NULL);
  g_autoptr (GByteArray) file = g_byte_array_new ();

  g_byte_array_append (file, (const guint8 *)&places->score, sizeof places->score);
  g_byte_array_append (file, (const guint8 *)places->boxes->data,
                       (guint)(places->boxes->len * sizeof (ChartRect)));
  g_byte_array_append (file, (const guint8 *)places->lines->data,
                       (guint)(places->lines->len * sizeof (PlacedLine)));
  g_autofree char *digest = g_compute_checksum_for_data (G_CHECKSUM_SHA256, file->data, file->len);
  g_byte_array_append (file, (const guint8 *)digest, DIGEST);
  if (g_file_set_contents_full (path, (const char *)file->data, file->len, G_FILE_SET_CONTENTS_CONSISTENT,
                                0600, NULL))
    folder_trim (cache->folder);
}

static ChartPlaces *
arrange (const ChartPlan *plan, int width, int height, Effort effort, int seed)
{
  return plan->pins ? chart_arrange_kept (plan, width, height, effort)
                    : chart_arrange (plan, width, height, effort, seed);
}

ChartPlaces *
chart_cache_arrange (ChartCache *cache, const ChartPlan *plan, int width, int height, Effort effort, int seed)
{
  if (!cache)
    return arrange (plan, width, height, effort, seed);
  g_autofree char *key = plan_digest (cache, plan, width, height, effort, seed);
  ChartPlaces *kept = g_hash_table_lookup (cache->places, key);
  if (!kept)
    {
      kept = cache->folder ? places_load (cache, key, plan) : NULL;
      if (!kept)
        {
          kept = arrange (plan, width, height, effort, seed);
          if (cache->folder)
            places_save (cache, key, kept);
        }
      g_hash_table_insert (cache->places, g_steal_pointer (&key), kept);
    }
  return places_copy (kept);
}
