/* table-grid.h: which columns the cells of a row take, when some are taken by cells from above.
 *
 *     TableGrid grid;
 *     table_grid_init (&grid, n_columns);
 *     for (each row) { table_grid_row (&grid); for (each cell) if (table_grid_cell (&grid, cell, &column, &span)) … }
 */
#pragma once
#include "document/block.h"

typedef struct
{
  int n_columns, column; /* column: where the next cell is looked for */
  int *below;            /* for each column: rows that a cell from above still takes, this one included */
  int *fresh;            /* … as the cells of this row will leave it */
} TableGrid;

void table_grid_init (TableGrid *grid, int n_columns);
void table_grid_clear (TableGrid *grid);
void table_grid_row (TableGrid *grid);
/** Where @cell stands: its first column and how many it takes (fewer than it asks for at the table's edge or before a cell from
 *  above). FALSE: there is no column left. O(columns). */
gboolean table_grid_cell (TableGrid *grid, const Cell *cell, int *column, int *span);
/** Columns of this row that no cell has taken. */
int table_grid_missing (const TableGrid *grid);
