/* table.h: how wide columns are. Arithmetic only, so that it is tested without fonts. */
#pragma once
#include "document/block.h"

/** What the cells of a column ask for, padding included: the longest word, and everything on one line. */
typedef struct
{
  int min, max;
} Extent;

/** A cell for table_tune_widths: @length of all on one line, padding included; at least @lines lines. */
typedef struct
{
  int length, lines;
} Demand;

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

/**
 * table_tune_widths: moves width between columns (not fixed ones, never under a column's min) while that makes the rows lower,
 * counted over @demands: @n_rows rows of a Demand for each column. The sum stays. A column that needs no more gives to one that
 * wraps. Cost: rows × columns² × a few dozen steps: hand it a sample.
 */
void table_tune_widths (const Column *columns, const Extent *extents, int n_columns, const Demand *demands,
                        int n_rows, int *widths);

/**
 * table_split: the columns of each part of a table that is too wide: the first @n_keys in every part, and as many others, in
 * order, as fit @width by their mins. Returns an array of the first column of each part but the keys (its first is @n_keys), or
 * NULL if the keys leave no room for the widest other column. Owned, of int.
 */
GArray *table_split (const Column *columns, const Extent *extents, int n_columns, int n_keys, int width);

/** Where numbers stand below one another: the byte of @text's first range dash (2–5), else of its decimal mark, else the end of
 *  the first number; -1: no digit. @mark: the decimal mark of the language. */
int table_mark_position (const char *text, const char *mark);
