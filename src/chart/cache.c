/* cache.c: see cache.h. The key is a digest of every number that the optimiser reads. */
#include "chart/cache.h"

struct ChartCache
{
  GHashTable *places; /* digest → ChartPlaces; only looked up, never walked */
};

ChartCache *
chart_cache_new (void)
{
  ChartCache *cache = g_new0 (ChartCache, 1);

  cache->places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)chart_places_free);
  return cache;
}

void
chart_cache_free (ChartCache *cache)
{
  if (!cache)
    return;
  g_hash_table_unref (cache->places);
  g_free (cache);
}

static void
add_number (GChecksum *sum, int number)
{
  guint32 n = GUINT32_TO_LE ((guint32)number);

  g_checksum_update (sum, (const guchar *)&n, sizeof n);
}

static char *
plan_digest (const ChartPlan *plan, int width, int height, Effort effort)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  const int head[] = {width, height, (int)effort, (int)plan->boxes->len, (int)plan->lines->len};

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

ChartPlaces *
chart_cache_arrange (ChartCache *cache, const ChartPlan *plan, int width, int height, Effort effort)
{
  if (!cache)
    return chart_arrange (plan, width, height, effort, 0);
  g_autofree char *key = plan_digest (plan, width, height, effort);
  ChartPlaces *kept = g_hash_table_lookup (cache->places, key);
  if (!kept)
    {
      kept = chart_arrange (plan, width, height, effort, 0);
      g_hash_table_insert (cache->places, g_steal_pointer (&key), kept);
    }
  return places_copy (kept);
}
