#include "typeset/table.h"

typedef enum
{
  BY_FIXED,
  BY_CONTENT,
  BY_WEIGHT
} Kind;

static Kind
kind_of (const Column *column)
{
  return column->width > 0 ? BY_FIXED : column->weight > 0 ? BY_WEIGHT : BY_CONTENT;
}

/* Sums over the columns of one kind. */
typedef struct
{
  gint64 min, max, weight, width;
  int n;
} Sums;

static Sums
sums_of (const Column *columns, const Extent *extents, int n_columns, Kind kind)
{
  Sums sums = {0};
  for (int i = 0; i < n_columns; i++)
    if (kind_of (&columns[i]) == kind)
      {
        sums.min += extents[i].min;
        sums.max += extents[i].max;
        sums.weight += columns[i].weight;
        sums.width += columns[i].width;
        sums.n++;
      }
  return sums;
}

/* Between min and max, all by the same fraction; above max, in proportion to max. */
static void
share_content (const Column *columns, const Extent *extents, int n_columns, Sums sums, gint64 room,
               int *widths)
{
  for (int i = 0; i < n_columns; i++)
    {
      if (kind_of (&columns[i]) != BY_CONTENT)
        continue;
      const Extent *extent = &extents[i];
      if (room >= sums.max)
        widths[i] = sums.max > 0 ? room * extent->max / sums.max : room / sums.n;
      else if (sums.max > sums.min)
        widths[i] = extent->min + (room - sums.min) * (extent->max - extent->min) / (sums.max - sums.min);
      else
        widths[i] = extent->min;
    }
}

/* By weight; a column whose share is under its min gets the min and leaves the sharing, until all shares will do. */
static void
share_weights (const Column *columns, const Extent *extents, int n_columns, Sums sums, gint64 room,
               int *widths)
{
  for (int i = 0; i < n_columns; i++)
    if (kind_of (&columns[i]) == BY_WEIGHT)
      widths[i] = -1;
  gboolean changed = TRUE;
  while (changed)
    {
      changed = FALSE;
      for (int i = 0; i < n_columns; i++)
        if (kind_of (&columns[i]) == BY_WEIGHT && widths[i] < 0 &&
            room * columns[i].weight / sums.weight < extents[i].min)
          {
            widths[i] = extents[i].min;
            room -= extents[i].min;
            sums.weight -= columns[i].weight;
            changed = TRUE;
            break;
          }
    }
  for (int i = 0; i < n_columns; i++)
    if (kind_of (&columns[i]) == BY_WEIGHT && widths[i] < 0)
      widths[i] = room * columns[i].weight / sums.weight;
}

/* The sum is exactly the width: what rounding left over goes to the last column that may change. */
static void
settle (const Column *columns, int n_columns, int width, int *widths)
{
  int sum = 0, last = n_columns - 1;
  for (int i = 0; i < n_columns; i++)
    {
      sum += widths[i];
      if (kind_of (&columns[i]) != BY_FIXED)
        last = i;
    }
  widths[last] += width - sum;
}

gboolean
table_share_width (const Column *columns, const Extent *extents, int n_columns, int width, int *widths)
{
  g_assert (n_columns > 0);
  Sums fixed = sums_of (columns, extents, n_columns, BY_FIXED);
  Sums content = sums_of (columns, extents, n_columns, BY_CONTENT);
  Sums weights = sums_of (columns, extents, n_columns, BY_WEIGHT);
  gint64 rest = width - fixed.width;
  gboolean fits = rest >= content.min + weights.min;
  if (!fits)
    {
      gint64 total = MAX (fixed.width + content.min + weights.min, 1);
      for (int i = 0; i < n_columns; i++)
        widths[i] =
            (kind_of (&columns[i]) == BY_FIXED ? columns[i].width : extents[i].min) * (gint64)width / total;
      settle (columns, n_columns, width, widths);
      return FALSE;
    }
  for (int i = 0; i < n_columns; i++)
    if (kind_of (&columns[i]) == BY_FIXED)
      widths[i] = columns[i].width;
  gint64 promised = weights.n ? rest * weights.weight / (weights.weight + content.n) : 0;
  promised = CLAMP (promised, weights.min, MAX (weights.max, weights.min));
  gint64 room = MAX (rest - promised, content.min);
  if (weights.n && room > content.max)
    room = content.max;
  share_content (columns, extents, n_columns, content, room, widths);
  share_weights (columns, extents, n_columns, weights, rest - room, widths);
  settle (columns, n_columns, width, widths);
  return TRUE;
}
