/* shard.h: which products of a build are made by which of several machines, without a word between them.
 *
 * Every machine divides the same list by the same costs, so each knows its part. Costs are those of the last joint report
 * (output/.report/build.json), which no shard writes. Longest first, each to the shard that has least so far: never more than a
 * third above the best division possible (R. L. Graham, Bounds on Multiprocessing Timing Anomalies, 1969).
 */
#pragma once
#include <glib.h>

enum
{
  SHARDS_MOST = 10000
};

/** Reads "3/8": the third of eight. FALSE: it is something else. */
gboolean shard_read (const char *text, int *number, int *shards);

/**
 * shards_divide: the shard, from 1 on, of each of @n products; owned.
 *
 * @names: unique; products of one cost are divided by them, so the order of the list does not matter
 * @costs: any unit, as long as it is one; ≤ 0: not known, then it is taken for the middle one of those that are
 */
int *shards_divide (const char *const *names, const double *costs, int n, int shards);
