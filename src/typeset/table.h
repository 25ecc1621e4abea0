/* table.h: how wide columns are. Arithmetic only, so that it is tested without fonts. */
#pragma once
#include "document/block.h"

/** What the cells of a column ask for, padding included: the longest word, and everything on one line. */
typedef struct
{
  int min, max;
} Extent;

/**
 * table_share_width: columns of a table that fill @width exactly.
 *
 * Fixed columns get what they say. Columns by content get their max, as long as those by weight keep the room their weight
 * promises (a column by content counting as weight 1); what is left goes to the weights. Nobody gets less than its min while
 * that is possible.
 *
 * @widths: n_columns widths, their sum is @width
 * Returns: FALSE when not even the mins fit; the widths are then in proportion to them.
 */
gboolean table_share_width (const Column *columns, const Extent *extents, int n_columns, int width,
                            int *widths);
