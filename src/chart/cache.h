/* cache.h: arrangements kept for the life of a worker: the same sizes in the same frame give the same places, so they are found
 * once. Pages are the same bytes with and without it.
 */
#pragma once
#include "chart/arrange.h"

typedef struct ChartCache ChartCache;

ChartCache *chart_cache_new (void);
void chart_cache_free (ChartCache *cache);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChartCache, chart_cache_free)

/** As chart_arrange, kept under a digest of all that it depends on; @cache NULL: not kept. Owned. */
ChartPlaces *chart_cache_arrange (ChartCache *cache, const ChartPlan *plan, int width, int height,
                                  Effort effort);
