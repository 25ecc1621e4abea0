/* table-columns.c: what can be said of whole columns when all rows are known: one that says the same in every row says it once,
 * one that says nothing goes, equal neighbours become one cell.
 */
#include "document/section-blocks.h"

static gboolean
is_group_row (const Table *table, const GPtrArray *row)
{
  return row->len == 1 && ((const Cell *)row->pdata[0])->col_span >= (int)table->columns->len;
}

static const Cell *
cell_at (const Table *table, guint row, guint column)
{
  const GPtrArray *cells = table->rows->pdata[row];
  return column < cells->len && !is_group_row (table, cells) ? cells->pdata[column] : NULL;
}

/* Do two cells print the same, with the same links? */
static gboolean
same_words (const Cell *a, const Cell *b)
{
  if (a->inlines->len != b->inlines->len || a->style != b->style || a->blocks || b->blocks)
    return FALSE;
  for (guint i = 0; i < a->inlines->len; i++)
    {
      const Inline *x = a->inlines->pdata[i], *y = b->inlines->pdata[i];
      if (x->kind != y->kind || x->style != y->style || x->lang != y->lang || x->id != NULL ||
          y->id != NULL || g_strcmp0 (x->text, y->text) != 0 || g_strcmp0 (x->target, y->target) != 0)
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_plain (const Cell *cell)
{
  for (guint i = 0; i < cell->inlines->len; i++)
    if (((const Inline *)cell->inlines->pdata[i])->kind != INLINE_TEXT)
      return FALSE;
  return !cell->blocks;
}

static gboolean
is_empty (const Cell *cell)
{
  return cell->inlines->len == 0 && !cell->blocks;
}

/* Rows of records: neither head nor foot. */
static guint
body_end (const Table *table)
{
  return table->rows->len - (guint)table->n_foot;
}

/* What all rows say in @column, and in how many rows; NULL: not the same. */
static const Cell *
uniform_cell (const Table *table, guint column, int *n)
{
  const Cell *first = NULL;
  *n = 0;
  for (guint r = (guint)table->n_head; r < body_end (table); r++)
    {
      const Cell *cell = cell_at (table, r, column);
      if (cell == NULL)
        continue;
      if (first != NULL && !same_words (first, cell))
        return NULL;
      first = first != NULL ? first : cell;
      (*n)++;
    }
  return first;
}

static char *
plain_words (const Cell *cell)
{
  GString *out = g_string_new (NULL);
  for (guint i = 0; i < cell->inlines->len; i++)
    g_string_append (out, ((const Inline *)cell->inlines->pdata[i])->text);
  return g_string_free (out, FALSE);
}

/* "Grade: ungraded in all rows.", in the table's caption. */
static void
say_once (Assembly *a, const Section *section, Block *block, const Cell *head, const Cell *cell)
{
  const Style *style = part_style (a, section, "caption", "caption");
  Block *caption = block->children->len > 0
                       ? block->children->pdata[0]
                       : block_add_take (block, block_new (BLOCK_PARAGRAPH, ROLE_CAPTION, style));
  g_autofree char *of = plain_words (head), *words = plain_words (cell);
  g_autofree char *sentence = label_format (a->layout, a->lang, "uniform", of, words, NULL);
  caption->mark = section->mark;
  if (caption->inlines->len > 0)
    block_add_text (caption, " ", NULL);
  block_add_text (caption, sentence, NULL);
}

static void
remove_column (Table *table, guint column)
{
  for (guint r = 0; r < table->rows->len; r++)
    {
      GPtrArray *row = table->rows->pdata[r];
      if (is_group_row (table, row))
        ((Cell *)row->pdata[0])->col_span = (int)table->columns->len - 1;
      else if (column < row->len)
        g_ptr_array_remove_index (row, column);
    }
  g_array_remove_index (table->columns, column);
}

/* One row is no pattern: it keeps its columns. */
static gboolean
may_hide (const Table *table, guint column, ColumnRule rule, const Cell **said)
{
  int n;
  const Cell *cell = uniform_cell (table, column, &n);
  *said = NULL;
  if (cell == NULL || table->columns->len < 2)
    return FALSE;
  if (is_empty (cell))
    return (rule & (COLUMN_HIDE_EMPTY | COLUMN_HIDE_UNIFORM)) != 0;
  if (!(rule & COLUMN_HIDE_UNIFORM) || n < 2 || !is_plain (cell))
    return FALSE;
  *said = cell;
  return TRUE;
}

/* A merged cell of an earlier column bounds those of later ones. */
static guint
run_length (const Table *table, guint row, guint column, const gboolean *begins)
{
  const Cell *cell = cell_at (table, row, column);
  guint n = 1;
  while (row + n < body_end (table) && !begins[row + n])
    {
      const Cell *next = cell_at (table, row + n, column);
      if (next == NULL || !same_words (cell, next))
        break;
      n++;
    }
  return n;
}

static void
find_runs (Table *table, guint column, gboolean *begins)
{
  for (guint r = (guint)table->n_head, n; r < body_end (table); r += n)
    {
      n = 1;
      begins[r] = TRUE;
      if (cell_at (table, r, column) == NULL)
        continue;
      n = run_length (table, r, column, begins);
      ((Cell *)cell_at (table, r, column))->row_span = (int)n;
    }
}

/* Cells under one that spans their rows are not there (block.h). */
static void
remove_covered (Table *table, guint column)
{
  int covered = 0;
  for (guint r = (guint)table->n_head; r < body_end (table); r++)
    {
      GPtrArray *row = table->rows->pdata[r];
      if (is_group_row (table, row))
        continue;
      if (covered > 0)
        {
          g_ptr_array_remove_index (row, column);
          covered--;
        }
      else
        covered = ((const Cell *)row->pdata[column])->row_span - 1;
    }
}

static void
merge_columns (Table *table, const GArray *rules)
{
  g_autofree gboolean *begins = g_new0 (gboolean, table->rows->len + 1);
  for (guint r = 0; r < table->rows->len; r++)
    begins[r] = is_group_row (table, table->rows->pdata[r]);
  for (guint c = 0; c < rules->len; c++)
    if (g_array_index (rules, ColumnRule, c) & COLUMN_MERGE)
      find_runs (table, c, begins);
  for (guint c = rules->len; c-- > 0;) /* from the end: the cells before keep their places */
    if (g_array_index (rules, ColumnRule, c) & COLUMN_MERGE)
      remove_covered (table, c);
}

void
table_apply_rules (Assembly *a, const Section *section, Block *block, const GArray *rules)
{
  Table *table = block->table;
  g_autoptr (GArray) kept = g_array_copy ((GArray *)rules);
  for (guint c = 0; c < kept->len;)
    {
      const Cell *said;
      if (!may_hide (table, c, g_array_index (kept, ColumnRule, c), &said))
        {
          c++;
          continue;
        }
      if (said != NULL)
        say_once (a, section, block, cell_at (table, 0, c), said);
      remove_column (table, c);
      g_array_remove_index (kept, c);
    }
  merge_columns (table, kept);
}

void
table_name_rows (const Section *section, Table *table)
{
  if (!key_boolean (section->keys, "row_head", TRUE) || table->columns->len < 2)
    return;
  int covered = 0;
  for (guint r = (guint)table->n_head; r < table->rows->len; r++)
    {
      GPtrArray *row = table->rows->pdata[r];
      if (covered-- > 0 || row->len == 0)
        continue;
      Cell *cell = row->pdata[0];
      covered = cell->row_span - 1;
      if (cell->scope == SCOPE_NONE && !is_empty (cell))
        cell->scope = SCOPE_ROW;
    }
}
