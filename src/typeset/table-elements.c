#include "typeset/table-elements.h"
#include "typeset/table-grid.h"

static void
build_cell_element (Builder *builder, const Cell *cell, int parent, gboolean head, int span, int rows)
{
  gboolean th = head || cell->scope != SCOPE_NONE;
  int index = builder_element (builder, parent, th ? ROLE_TH : ROLE_TD);
  if (index < 0)
    return;
  Element *element = &g_array_index (builder->setting->pages->elements, Element, index);
  if (th)
    element->scope = cell->scope != SCOPE_NONE ? cell->scope : SCOPE_COLUMN;
  element->col_span = span;
  element->row_span = rows;
}

int
table_rows_of (const Table *table, const Cell *cell, guint r)
{
  guint n_rows = table->rows->len, foot = n_rows - MIN ((guint)table->n_foot, n_rows);
  guint end = r < (guint)table->n_head ? MIN ((guint)table->n_head, n_rows) : r < foot ? foot : n_rows;
  return CLAMP (cell->row_span, 1, (int)(end - r));
}

static void
report_ragged (Builder *builder, const Block *block, const TableGrid *grid, guint n_left)
{
  int n = grid->n_columns - table_grid_missing (grid) + (int)n_left;
  if (n != grid->n_columns)
    diags_warning (builder->setting->diags, block->mark, "table-ragged", NULL,
                   "a row of this table has cells for %d of %d columns", n, grid->n_columns);
}

/* A row's TR and its cells, in their order: a table that is split is one table to those who hear it. */
static int
build_row_elements (Builder *builder, const Block *block, TableGrid *grid, guint r, int parent)
{
  const Table *table = block->table;
  const GPtrArray *cells = table->rows->pdata[r];
  int tr = builder_element (builder, parent, ROLE_TR), column, span;
  table_grid_row (grid);
  guint c = 0;
  for (; c < cells->len && table_grid_cell (grid, cells->pdata[c], &column, &span); c++)
    build_cell_element (builder, cells->pdata[c], tr, r < (guint)table->n_head, span,
                        table_rows_of (table, cells->pdata[c], r));
  report_ragged (builder, block, grid, cells->len - c);
  return tr;
}

int *
table_build_elements (Builder *builder, const Block *block, int element)
{
  const Table *table = block->table;
  guint n_rows = table->rows->len, n_head = MIN ((guint)table->n_head, n_rows);
  int *elements = g_new (int, n_rows), group = element;
  TableGrid grid;
  table_grid_init (&grid, table->columns->len);
  for (guint r = 0; r < n_rows; r++)
    {
      if (r == 0 && n_head)
        group = builder_element (builder, element, ROLE_THEAD);
      if (r == n_head)
        group = builder_element (builder, element, ROLE_TBODY);
      elements[r] = build_row_elements (builder, block, &grid, r, group);
    }
  table_grid_clear (&grid);
  return elements;
}
