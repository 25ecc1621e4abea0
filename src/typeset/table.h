/* table.h: how wide columns are. Arithmetic only, so that it is tested without fonts. */
#pragma once
#include "document/block.h"

/** What the cells of a column ask for, padding included: the longest word, and everything on one line. */
typedef struct
{
  int min, max;
} Extent;

/** A cell that spans @n columns needs at least @min: what they lack together is added to their mins, in proportion to what
 *  they hold. Fixed columns stay. */
void table_spread_extent (const Column *columns, int min, int n, Extent *extents);

/**
 * table_share_width: columns of a table that fill @width exactly.
 *
 * Rows are to be low: the widths are those with which the highest cell has the fewest lines. What is left over makes columns
 * by content as wide as all they hold, and then goes to the columns by weight. Fixed columns get what they say, short ones
 * (dates, numbers) are broken last, nobody gets less than its min while that is possible.
 *
 * @widths: n_columns widths, their sum is @width
 * Returns: FALSE when not even the mins fit; the widths are then in proportion to them.
 */
gboolean table_share_width (const Column *columns, const Extent *extents, int n_columns, int width,
                            int *widths);
