/* cache.h: arrangements kept for the life of a worker, and in a folder for the next one: the same sizes in the same frame give the
 * same places, so they are found once. Pages are the same bytes with and without it.
 *
 * A file is named by the digest of all that the optimiser reads: sizes, lines, frame, effort, program; it holds numbers only, no
 * words. One that is damaged or does not fit its plan counts as not there. At most 400 files of 1 to 50 kB; the oldest go.
 */
#pragma once
#include "chart/arrange.h"

typedef struct ChartCache ChartCache;

/** @folder: exists, of one audience alone; NULL: memory only. @stamp: tells one program from the next; NULL: "". */
ChartCache *chart_cache_new (const char *folder, const char *stamp);
void chart_cache_free (ChartCache *cache);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChartCache, chart_cache_free)

/** As chart_arrange, kept under a digest of all that it depends on; @cache NULL: not kept. Owned. */
ChartPlaces *chart_cache_arrange (ChartCache *cache, const ChartPlan *plan, int width, int height,
                                  Effort effort, int seed);
