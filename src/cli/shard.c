/* shard.c: see shard.h. */
#include "cli/shard.h"
#include <stdlib.h>
#include <string.h>

gboolean
shard_read (const char *text, int *number, int *shards)
{
  guint64 parts[2];
  g_auto (GStrv) words = g_strsplit (text, "/", 3);
  if (g_strv_length (words) != 2)
    return FALSE;
  for (int i = 0; i < 2; i++)
    if (!g_ascii_string_to_unsigned (words[i], 10, 1, SHARDS_MOST, &parts[i], NULL))
      return FALSE;
  *number = (int)parts[0];
  *shards = (int)parts[1];
  return *number <= *shards;
}

typedef struct
{
  const char *name;
  double cost;
  int index;
} Part;

static int
compare_costs (const void *a, const void *b)
{
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/** Dear ones first; of equal ones by name. */
static int
compare_parts (const void *a, const void *b)
{
  const Part *x = a, *y = b;
  return x->cost != y->cost ? (x->cost < y->cost ? 1 : -1) : strcmp (x->name, y->name);
}

/** The middle one of what is known; 1 when nothing is. */
static double
middle_cost (const double *costs, int n)
{
  g_autofree double *known = g_new (double, n + 1);
  int n_known = 0;
  for (int i = 0; i < n; i++)
    if (costs[i] > 0)
      known[n_known++] = costs[i];
  qsort (known, (size_t)n_known, sizeof *known, compare_costs);
  return n_known ? known[n_known / 2] : 1;
}

int *
shards_divide (const char *const *names, const double *costs, int n, int shards)
{
  int *result = g_new (int, n + 1);
  g_autofree Part *parts = g_new (Part, n + 1);
  g_autofree double *load = g_new0 (double, shards);
  const double middle = middle_cost (costs, n);
  for (int i = 0; i < n; i++)
    parts[i] = (Part){names[i], costs[i] > 0 ? costs[i] : middle, i};
  qsort (parts, (size_t)n, sizeof *parts, compare_parts);
  for (int i = 0; i < n; i++)
    {
      int least = 0;
      for (int k = 1; k < shards; k++)
        if (load[k] < load[least])
          least = k;
      load[least] += parts[i].cost;
      result[parts[i].index] = least + 1;
    }
  return result;
}
