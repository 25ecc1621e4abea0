/* table-measure.h: what the cells of a table ask for, and the widths that follow. Cells are shaped to be measured; of long tables
 * only those that look longest (by the advances of their letters), so that no more than one pass shapes every cell.
 */
#pragma once
#include "typeset/setting.h"
#include "typeset/table.h"

/** Rows from which on cells are shaped where they are set and dropped with their row. */
enum
{
  TABLE_LONG = 256
};

typedef struct
{
  int n_columns;
  Extent *extents;   /* as all cells ask */
  int *before;       /* decimal columns: widest part before the mark; -1: no numbers in it */
  int *after;        /* … and after it */
  int *widths;       /* as solved; sum: the table's width */
  gboolean overfull; /* the longest words do not fit beside each other */
} TableMetrics;

/** @width: room for the table; one that is narrow takes what it needs. */
void table_measure (TableMetrics *metrics, Setting *setting, const Table *table, int width, const char *lang,
                    Mark mark);
void table_metrics_clear (TableMetrics *metrics);

/** The outer edges of a table have no padding: its words stand in line with the text above. Padding at both sides of a cell of
 *  columns [@first, @end). */
int table_pads (const Table *table, int first, int end);
const Style *table_cell_style (Setting *setting, const Table *table, const Cell *cell, int column);
/** Is it a number of a decimal column? The widths before and after its mark. */
gboolean table_cell_mark (const Table *table, const Cell *cell, int column, const Text *text, int *before,
                          int *after);
