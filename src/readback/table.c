/* table.c: see table.h. */
#include "readback/table.h"
#include <stdlib.h>
#include <string.h>
#include "readback/reading.h"

static void
cell_free (gpointer data)
{
  g_free (((ReadCell *)data)->text);
  g_free (data);
}

static int
span (const Node *node, const char *key)
{
  const char *text = node_attribute (node, key);
  return text ? (int)CLAMP (g_ascii_strtoll (text, NULL, 10), 1, TABLE_COLUMNS_LIMIT) : 1;
}

/** Until which row each column is taken by a cell from above, grown as needed. */
static int
free_column (const GArray *taken, int column, int row)
{
  while (column < (int)taken->len && g_array_index (taken, int, column) > row)
    column++;
  return column;
}

static void
add_cell (ReadTable *table, const Node *node, GPtrArray *row, GArray *taken, int *column, gboolean in_head)
{
  ReadCell *cell = g_new0 (ReadCell, 1);
  const char *scope = node_attribute (node, "Table.Scope");
  gboolean is_head = strcmp (node->role, "TH") == 0;
  cell->node = node;
  cell->text = reading_of (table->structure, node, table->printed);
  cell->row = table->n_rows;
  cell->column = *column = free_column (taken, *column, table->n_rows);
  cell->row_span = span (node, "Table.RowSpan");
  cell->column_span = span (node, "Table.ColSpan");
  cell->heads_row = is_head && (scope ? strcmp (scope, "Row") == 0 || strcmp (scope, "Both") == 0
                                      : !in_head && *column == 0);
  cell->heads_column =
      is_head && (scope ? strcmp (scope, "Column") == 0 || strcmp (scope, "Both") == 0 : !cell->heads_row);
  g_ptr_array_add (row, cell);
  if (node->id)
    g_hash_table_insert (table->by_id, node->id, cell);
  for (int i = 0; i < cell->column_span && *column < TABLE_COLUMNS_LIMIT; i++, ++*column)
    {
      if (*column >= (int)taken->len)
        g_array_set_size (taken, (guint)*column + 1);
      g_array_index (taken, int, *column) = table->n_rows + cell->row_span;
      while ((int)table->heads->len <= *column)
        g_ptr_array_add (table->heads, g_ptr_array_new ());
      if (cell->heads_column)
        g_ptr_array_add (table->heads->pdata[*column], cell);
    }
  table->n_columns = MAX (table->n_columns, *column);
}

static void
add_rows (ReadTable *table, const Node *node, GArray *taken, gboolean in_head)
{
  for (guint i = 0; i < node->kids->len; i++)
    {
      const Node *kid = node->kids->pdata[i];
      if (kid->kind != NODE_ELEMENT)
        continue;
      if (strcmp (kid->role, "Caption") == 0 && !table->caption)
        table->caption = reading_of (table->structure, kid, table->printed);
      else if (strcmp (kid->role, "TR") == 0)
        {
          GPtrArray *row = g_ptr_array_new_with_free_func (cell_free);
          int column = 0;
          for (guint k = 0; k < kid->kids->len; k++)
            {
              const Node *cell = kid->kids->pdata[k];
              if (cell->kind == NODE_ELEMENT &&
                  (strcmp (cell->role, "TH") == 0 || strcmp (cell->role, "TD") == 0) &&
                  column < TABLE_COLUMNS_LIMIT)
                add_cell (table, cell, row, taken, &column, in_head || table->n_rows == 0);
            }
          g_ptr_array_add (table->rows, row);
          table->n_rows++;
        }
      else if (strcmp (kid->role, "THead") == 0 || strcmp (kid->role, "TBody") == 0 ||
               strcmp (kid->role, "TFoot") == 0)
        add_rows (table, kid, taken, strcmp (kid->role, "THead") == 0);
    }
}

ReadTable *
read_table_new (const Structure *structure, const Node *node, gboolean printed)
{
  ReadTable *table = g_new0 (ReadTable, 1);
  g_autoptr (GArray) taken = g_array_new (FALSE, TRUE, sizeof (int));
  table->structure = structure;
  table->printed = printed;
  table->rows = g_ptr_array_new_with_free_func ((GDestroyNotify)g_ptr_array_unref);
  table->heads = g_ptr_array_new_with_free_func ((GDestroyNotify)g_ptr_array_unref);
  table->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  add_rows (table, node, taken, FALSE);
  return table;
}

void
read_table_free (ReadTable *table)
{
  g_ptr_array_unref (table->rows);
  g_ptr_array_unref (table->heads);
  g_hash_table_unref (table->by_id);
  g_free (table->caption);
  g_free (table);
}

static void
append_head (GString *out, const ReadCell *head)
{
  if (*head->text)
    g_string_append_printf (out, "%s%s", out->len ? ", " : "", head->text);
}

/** "Casualties, Killed": the headers of a cell by its Headers, else those above it. Owned. */
static char *
column_heads (const ReadTable *table, const ReadCell *cell)
{
  GString *out = g_string_new (NULL);
  const char *ids = node_attribute (cell->node, "Table.Headers");
  if (ids)
    {
      g_auto (GStrv) each = g_strsplit (ids, " ", 20);
      for (int i = 0; each[i]; i++)
        {
          const ReadCell *head = g_hash_table_lookup (table->by_id, each[i]);
          if (head && !head->heads_row)
            append_head (out, head);
        }
      return g_string_free (out, FALSE);
    }
  const GPtrArray *heads = cell->column < (int)table->heads->len ? table->heads->pdata[cell->column] : NULL;
  for (guint i = 0; heads && i < heads->len; i++)
    if (((ReadCell *)heads->pdata[i])->row < cell->row)
      append_head (out, heads->pdata[i]);
  return g_string_free (out, FALSE);
}

char *
read_table_row (const ReadTable *table, int row)
{
  const GPtrArray *cells = table->rows->pdata[row];
  GString *out = g_string_new (NULL);
  gboolean all_heads = cells->len > 0;
  for (guint i = 0; i < cells->len; i++)
    all_heads = all_heads && ((ReadCell *)cells->pdata[i])->heads_column;
  g_string_append (out, all_heads ? ", headers" : "");
  for (guint i = 0; i < cells->len; i++)
    {
      const ReadCell *cell = cells->pdata[i];
      if (cell->heads_row && !all_heads)
        g_string_append_printf (out, ", %s", *cell->text ? cell->text : "without words");
    }
  const char *join = ". ";
  for (guint i = 0; i < cells->len; i++)
    {
      const ReadCell *cell = cells->pdata[i];
      g_autofree char *heads = column_heads (table, cell);
      if (cell->heads_row && !all_heads)
        continue;
      g_string_append_printf (out, "%s%s%s%s", join, all_heads ? "" : heads, !all_heads && *heads ? ": " : "",
                              *cell->text ? cell->text : "empty");
      if (cell->column_span > 1)
        g_string_append_printf (out, " (%d columns)", cell->column_span);
      if (cell->row_span > 1)
        g_string_append_printf (out, " (%d rows)", cell->row_span);
      join = "; ";
    }
  return g_string_free (out, FALSE);
}
