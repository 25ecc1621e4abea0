#include "typeset/table-grid.h"

void
table_grid_init (TableGrid *grid, int n_columns)
{
  *grid = (TableGrid){.n_columns = n_columns,
                      .below = g_new0 (int, MAX (n_columns, 1)),
                      .fresh = g_new0 (int, MAX (n_columns, 1))};
}

void
table_grid_clear (TableGrid *grid)
{
  g_free (grid->below);
  g_free (grid->fresh);
}

void
table_grid_row (TableGrid *grid)
{
  grid->column = 0;
  for (int i = 0; i < grid->n_columns; i++)
    {
      grid->below[i] = MAX (grid->fresh[i] - 1, 0);
      grid->fresh[i] = grid->below[i];
    }
}

gboolean
table_grid_cell (TableGrid *grid, const Cell *cell, int *column, int *span)
{
  while (grid->column < grid->n_columns && grid->below[grid->column] > 0)
    grid->column++;
  if (grid->column >= grid->n_columns)
    return FALSE;
  *column = grid->column;
  *span = 0;
  while (*span < MAX (cell->col_span, 1) && grid->column < grid->n_columns && grid->below[grid->column] == 0)
    {
      grid->fresh[grid->column++] = MAX (cell->row_span, 1);
      (*span)++;
    }
  return TRUE;
}

int
table_grid_missing (const TableGrid *grid)
{
  int n = 0;
  for (int i = 0; i < grid->n_columns; i++)
    n += grid->below[i] == 0 && grid->fresh[i] == 0;
  return n;
}
