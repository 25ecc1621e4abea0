/* block.c: life and growth of the tree of blocks (block.h). The text dump is in dump.c. */
#include "document/block.h"

Document *
document_new (void)
{
  Document *document = g_new0 (Document, 1);
  document->files = g_ptr_array_new_with_free_func (g_free);
  document->pages = g_ptr_array_new_with_free_func (g_free);
  document->styles = g_ptr_array_new_with_free_func (g_free);
  return document;
}

static void
furniture_clear (Furniture *furniture)
{
  g_clear_pointer (&furniture->left, block_free);
  g_clear_pointer (&furniture->centre, block_free);
  g_clear_pointer (&furniture->right, block_free);
  g_clear_pointer (&furniture->image, block_free);
}

void
document_free (Document *document)
{
  if (document == NULL)
    return;
  block_free (document->body);
  block_free (document->notes);
  furniture_clear (&document->header);
  furniture_clear (&document->footer);
  furniture_clear (&document->first_header);
  g_ptr_array_unref (document->styles);
  g_ptr_array_unref (document->pages);
  g_free (document->title);
  g_free (document->lang);
  g_free (document->author);
  g_free (document->subject);
  g_free (document->keywords);
  g_free (document->created);
  g_free (document->marking);
  g_free (document->digest);
  g_free (document->case_id);
  g_free (document->watermark);
  g_ptr_array_unref (document->files);
  g_free (document);
}

static void
block_destroy (gpointer data)
{
  block_free (data);
}

static void
inline_destroy (gpointer data)
{
  inline_free (data);
}

static gboolean
block_kind_has_children (BlockKind kind)
{
  return kind == BLOCK_GROUP || kind == BLOCK_ROW || kind == BLOCK_LIST || kind == BLOCK_ITEM ||
         kind == BLOCK_FIGURE || kind == BLOCK_ASIDE || kind == BLOCK_CONTENTS || kind == BLOCK_TABLE;
}

Block *
block_new (BlockKind kind, Role role, const Style *style)
{
  Block *block = g_new0 (Block, 1);
  g_assert (style != NULL);
  block->kind = kind;
  block->role = role;
  block->style = style;
  if (block_kind_has_children (kind))
    block->children = g_ptr_array_new_with_free_func (block_destroy);
  if (kind == BLOCK_PARAGRAPH || kind == BLOCK_HEADING)
    block->inlines = g_ptr_array_new_with_free_func (inline_destroy);
  if (kind == BLOCK_TABLE)
    block->table = table_new ();
  return block;
}

static void
cell_free (gpointer data)
{
  Cell *cell = data;
  g_ptr_array_unref (cell->inlines);
  g_clear_pointer (&cell->blocks, g_ptr_array_unref);
  g_free (cell);
}

static void
row_free (gpointer data)
{
  g_ptr_array_unref (data);
}

static void
table_free (Table *table)
{
  if (table == NULL)
    return;
  g_array_unref (table->columns);
  g_ptr_array_unref (table->rows);
  g_free (table->continued);
  g_free (table->decimal);
  g_free (table);
}

void
block_free (Block *block)
{
  if (block == NULL)
    return;
  g_clear_pointer (&block->children, g_ptr_array_unref);
  g_clear_pointer (&block->inlines, g_ptr_array_unref);
  g_clear_pointer (&block->label, g_ptr_array_unref);
  table_free (block->table);
  drawing_data_free (block->drawing);
  g_free (block->id);
  g_free (block->outline);
  g_free (block->alt);
  g_free (block);
}

Block *
block_add_take (Block *parent, Block *child)
{
  g_assert (parent->children != NULL);
  g_ptr_array_add (parent->children, child);
  return child;
}

Inline *
inline_new (InlineKind kind, const char *text, const Style *style)
{
  Inline *run = g_new0 (Inline, 1);
  run->kind = kind;
  run->text = g_strdup (text != NULL ? text : "");
  run->style = style;
  return run;
}

void
inline_free (Inline *run)
{
  if (run == NULL)
    return;
  g_free (run->text);
  g_free (run->target);
  g_free (run->id);
  g_free (run->alt);
  g_free (run->expansion);
  g_free (run);
}

Inline *
block_add_text (Block *block, const char *text, const Style *style)
{
  Inline *run = inline_new (INLINE_TEXT, text, style);
  g_assert (block->inlines != NULL);
  g_ptr_array_add (block->inlines, run);
  return run;
}

Table *
table_new (void)
{
  Table *table = g_new0 (Table, 1);
  table->columns = g_array_new (FALSE, TRUE, sizeof (Column));
  table->rows = g_ptr_array_new_with_free_func (row_free);
  return table;
}

GPtrArray *
table_add_row (Table *table)
{
  GPtrArray *row = g_ptr_array_new_with_free_func (cell_free);
  g_ptr_array_add (table->rows, row);
  return row;
}

Cell *
table_add_cell (GPtrArray *row, const Style *style, Align align)
{
  Cell *cell = g_new0 (Cell, 1);
  cell->inlines = g_ptr_array_new_with_free_func (inline_destroy);
  cell->style = style;
  cell->align = align;
  cell->col_span = cell->row_span = 1;
  g_ptr_array_add (row, cell);
  return cell;
}
