#include "typeset/table-elements.h"
#include "typeset/table-grid.h"
#include "typeset/table-heads.h"

typedef struct
{
  Builder *builder;
  const Block *block;
  TableGrid grid;
  TableHeads *heads; /* NULL: places tell */
} TableTree;

/* @place: all but its element, which is made here. */
static void
build_cell_element (TableTree *tree, int parent, HeadPlace place)
{
  gboolean th = place.scope != SCOPE_NONE;
  int index = builder_element (tree->builder, parent, th ? ROLE_TH : ROLE_TD);
  if (index < 0)
    return;
  Pages *pages = tree->builder->setting->pages;
  Element *element = &g_array_index (pages->elements, Element, index);
  element->scope = place.scope;
  element->col_span = place.span;
  element->row_span = place.end_row - place.row;
  place.element = index;
  if (tree->heads)
    table_heads_cell (tree->heads, pages, &place);
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
build_row_elements (TableTree *tree, guint r, int parent)
{
  const Table *table = tree->block->table;
  const GPtrArray *cells = table->rows->pdata[r];
  int tr = builder_element (tree->builder, parent, ROLE_TR), column, span;
  gboolean head = r < (guint)table->n_head;
  table_grid_row (&tree->grid);
  guint c = 0;
  for (; c < cells->len && table_grid_cell (&tree->grid, cells->pdata[c], &column, &span); c++)
    {
      const Cell *cell = cells->pdata[c];
      build_cell_element (tree, tr,
                          (HeadPlace){.column = column,
                                      .span = span,
                                      .row = (int)r,
                                      .end_row = (int)r + table_rows_of (table, cell, r),
                                      .scope = head && cell->scope == SCOPE_NONE ? SCOPE_COLUMN : cell->scope,
                                      .in_head = head});
    }
  report_ragged (tree->builder, tree->block, &tree->grid, cells->len - c);
  return tr;
}

int *
table_build_elements (Builder *builder, const Block *block, int element)
{
  const Table *table = block->table;
  guint n_rows = table->rows->len, n_head = MIN ((guint)table->n_head, n_rows);
  int *elements = g_new (int, n_rows), group = element;
  TableTree tree = {.builder = builder, .block = block};
  TableHeads heads;
  table_grid_init (&tree.grid, table->columns->len);
  table_heads_init (&heads);
  if (table_has_spans (table))
    tree.heads = &heads;
  for (guint r = 0; r < n_rows; r++)
    {
      if (r == 0 && n_head)
        group = builder_element (builder, element, ROLE_THEAD);
      if (r == n_head)
        group = builder_element (builder, element, ROLE_TBODY);
      elements[r] = build_row_elements (&tree, r, group);
    }
  table_heads_clear (&heads);
  table_grid_clear (&tree.grid);
  return elements;
}
