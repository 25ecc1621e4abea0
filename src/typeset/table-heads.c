#include "typeset/table-heads.h"

gboolean
table_has_spans (const Table *table)
{
  for (guint r = 0; r < table->rows->len; r++)
    {
      const GPtrArray *cells = table->rows->pdata[r];
      for (guint c = 0; c < cells->len; c++)
        {
          const Cell *cell = cells->pdata[c];
          if (cell->col_span > 1 || cell->row_span > 1)
            return TRUE;
        }
    }
  return FALSE;
}

void
table_heads_init (TableHeads *heads)
{
  heads->columns = g_array_new (FALSE, FALSE, sizeof (HeadPlace));
  heads->groups = g_array_new (FALSE, FALSE, sizeof (HeadPlace));
  heads->rows = g_array_new (FALSE, FALSE, sizeof (HeadPlace));
}

void
table_heads_clear (TableHeads *heads)
{
  g_array_unref (heads->columns);
  g_array_unref (heads->groups);
  g_array_unref (heads->rows);
}

static gboolean
share_a_column (const HeadPlace *a, const HeadPlace *b)
{
  return a->column < b->column + b->span && b->column < a->column + a->span;
}

static void
add_header (GArray **headers, int element)
{
  if (!*headers)
    *headers = g_array_new (FALSE, FALSE, sizeof (int));
  g_array_append_val (*headers, element);
}

static void
add_from_above (GArray **headers, const GArray *heads, const HeadPlace *cell)
{
  for (guint i = 0; i < heads->len; i++)
    {
      const HeadPlace *head = &g_array_index (heads, HeadPlace, i);
      if (head->end_row <= cell->row && share_a_column (head, cell))
        add_header (headers, head->element);
    }
}

static void
remember (TableHeads *heads, const HeadPlace *cell)
{
  GArray *list = cell->scope == SCOPE_ROW ? heads->rows : cell->in_head ? heads->columns : heads->groups;
  for (guint i = list->len; list == heads->groups && i-- > 0;)
    {
      const HeadPlace *before = &g_array_index (list, HeadPlace, i);
      if (before->row < cell->row && share_a_column (before, cell))
        g_array_remove_index (list, i);
    }
  g_array_append_val (list, *cell);
}

void
table_heads_cell (TableHeads *heads, Pages *pages, const HeadPlace *cell)
{
  GArray *headers = NULL;
  add_from_above (&headers, heads->columns, cell);
  if (!(cell->scope == SCOPE_COLUMN && !cell->in_head)) /* a heading between rows ends the one before */
    add_from_above (&headers, heads->groups, cell);
  for (guint i = heads->rows->len; i-- > 0;)
    if (g_array_index (heads->rows, HeadPlace, i).end_row <= cell->row)
      g_array_remove_index (heads->rows, i);
  for (guint i = 0; i < heads->rows->len; i++)
    {
      const HeadPlace *head = &g_array_index (heads->rows, HeadPlace, i);
      if (head->column + head->span <= cell->column)
        add_header (&headers, head->element);
    }
  Element *element = &g_array_index (pages->elements, Element, cell->element);
  if (headers)
    element_more (element)->headers = headers;
  if (cell->scope == SCOPE_NONE)
    return;
  element_more (element)->id = g_strdup_printf ("th.%d", cell->element);
  remember (heads, cell);
}
