/* assemble-free-table.c: a table whose cells are written in the layout: `- table: {head: [A, B], rows: [[1, 2], [3, 4]]}`. */
#include <string.h>
#include "document/section-blocks.h"

static gboolean
is_list (const YamlNode *node)
{
  return node != NULL && node->kind == YAML_LIST;
}

/* A row may stand without the list around it when there is only one: `head: [Year, Count]`. */
static gboolean
is_single_row (const YamlNode *rows)
{
  return rows->items->len > 0 && !is_list (rows->items->pdata[0]);
}

static gboolean
check_cell (const YamlNode *cell, const KeySpec *key, const KeyContext *context, Diags *diags)
{
  static const KeySpec words = {"text", KEY_TEMPLATE, .meaning = NULL};
  if (cell->kind == YAML_MAP &&
      key_find (cell_keys, cell->keys->len > 0 ? ((const YamlNode *)cell->keys->pdata[0])->text : ""))
    return keys_check (cell, cell_keys, NULL, key->name, context, diags);
  return key_check (cell, &words, context, diags);
}

static gboolean
check_row (const YamlNode *row, const KeySpec *key, const KeyContext *context, Diags *diags)
{
  gboolean sound = TRUE;
  if (!is_list (row))
    {
      diags_error (diags, row->mark, "table-row-form", "- [first cell, second cell]",
                   "a row under “%s” is a list of cells, not a %s", key->name, yaml_kind_name (row));
      return FALSE;
    }
  for (guint i = 0; i < row->items->len; i++)
    sound = check_cell (row->items->pdata[i], key, context, diags) && sound;
  return sound;
}

gboolean
table_rows_check (const YamlNode *rows, const KeySpec *key, const KeyContext *context, Diags *diags)
{
  gboolean sound = TRUE;
  if (!is_list (rows) || is_single_row (rows))
    return check_row (rows, key, context, diags);
  for (guint i = 0; i < rows->items->len; i++)
    sound = check_row (rows->items->pdata[i], key, context, diags) && sound;
  return sound;
}

/* Counts the columns that rows take, those spanned from above too. */
static int
count_columns (const YamlNode *rows, int least)
{
  int most = least;
  for (guint r = 0; is_list (rows) && r < rows->items->len; r++)
    {
      const YamlNode *row = is_single_row (rows) ? rows : rows->items->pdata[r];
      int n = 0;
      for (guint c = 0; c < row->items->len; c++)
        n += key_integer (row->items->pdata[c], "col_span", 1);
      most = MAX (most, n);
    }
  return most;
}

typedef struct
{
  Assembly *a;
  const Section *section;
  Table *table;
  const YamlNode *columns; /* the layout's; NULL: none named */
  const char *part;        /* style of the cells */
  Scope scope;
} RowWriter;

static const Style *
free_cell_style (const RowWriter *rows, const YamlNode *node, guint index)
{
  const char *own = key_text (node, "style", NULL);
  if (own == NULL && rows->scope == SCOPE_NONE && is_list (rows->columns) &&
      index < rows->columns->items->len)
    own = key_text (rows->columns->items->pdata[index], "style", NULL);
  return own != NULL ? named_style (rows->a, own)
                     : part_style (rows->a, rows->section, rows->part, rows->part);
}

static Align
free_cell_align (const YamlNode *node)
{
  const char *word = key_text (node, "align", "start");
  return g_str_equal (word, "end") ? ALIGN_END : g_str_equal (word, "centre") ? ALIGN_CENTRE : ALIGN_START;
}

static void
write_cell (const RowWriter *rows, GPtrArray *row, const YamlNode *node, guint index)
{
  const YamlNode *text = node->kind == YAML_MAP && yaml_find (node, "text") ? yaml_find (node, "text") : node;
  const Style *style = free_cell_style (rows, node, index);
  Cell *cell = table_add_cell (row, style, free_cell_align (node));
  InlineWriter writer;
  cell->col_span = key_integer (node, "col_span", 1);
  cell->row_span = key_integer (node, "row_span", 1);
  cell->scope = rows->scope;
  if (yaml_find (node, "head") != NULL && rows->scope == SCOPE_NONE)
    cell->scope = key_boolean (node, "head", FALSE) ? SCOPE_ROW : SCOPE_NONE;
  inline_writer_init (&writer, rows->a, cell->inlines, style, NULL, rows->section->mark);
  template_write (&writer, yaml_is_null (text) ? NULL : text, "", NULL);
  inline_writer_finish (&writer);
  g_ptr_array_unref (writer.pending);
}

static int
write_rows (const RowWriter *rows, const char *key)
{
  const YamlNode *list = yaml_find (rows->section->keys, key);
  if (!is_list (list) || list->items->len == 0)
    return 0;
  const guint n = is_single_row (list) ? 1 : list->items->len;
  for (guint r = 0; r < n; r++)
    {
      const YamlNode *cells = is_single_row (list) ? list : list->items->pdata[r];
      GPtrArray *row = table_add_row (rows->table);
      for (guint c = 0; c < cells->items->len; c++)
        write_cell (rows, row, cells->items->pdata[c], c);
    }
  return (int)n;
}

void
assemble_free_table (Assembly *a, const Section *section, Block *parent)
{
  Block *block = block_add_take (parent, block_new (BLOCK_TABLE, ROLE_TABLE, named_style (a, "table")));
  Table *table = table_prepare (a, section, block);
  static const char *const parts[] = {"head", "rows", "foot"};
  RowWriter rows = {a, section, table, yaml_find (section->keys, "columns"), "table-head", SCOPE_COLUMN};
  table_read_columns (rows.columns, table);
  int n_columns = 0;
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    n_columns = count_columns (yaml_find (section->keys, parts[i]), n_columns);
  for (int i = (int)table->columns->len; i < n_columns; i++)
    {
      const Column column = {.weight = 10};
      g_array_append_val (table->columns, column);
    }
  table->n_head = write_rows (&rows, "head");
  rows.scope = SCOPE_NONE;
  rows.part = "table";
  write_rows (&rows, "rows");
  rows.part = "table-foot";
  table->n_foot = write_rows (&rows, "foot");
  table_name_rows (section, table);
}
