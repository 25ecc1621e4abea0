/* made-document.h: documents for tests of pages, in few words. Text is 10/12 pt, so a letter is 5 pt wide. */
#pragma once
#include "made-type.h"

static const Style text_style = {.name = "text", .size = 10 * PT, .leading = 12 * PT, .space_after = 6 * PT};
static const Style tight_style = {.name = "tight", .size = 10 * PT, .leading = 12 * PT};
static const Style small_style = {.name = "small", .size = 8 * PT, .leading = 10 * PT};
static const Style head_style = {
    .name = "head", .size = 14 * PT, .leading = 18 * PT, .space_before = 14 * PT, .space_after = 4 * PT};
static const Style plain_style = {.name = "plain", .size = 10 * PT, .leading = 12 * PT};

G_GNUC_UNUSED static Document *
made_document (int width, int height, int margin)
{
  Document *document = document_new ();
  document->page = (PageStyle){.width = width * PT,
                               .height = height * PT,
                               .inner = margin * PT,
                               .outer = margin * PT,
                               .top = margin * PT,
                               .bottom = margin * PT,
                               .columns = 1,
                               .gutter = 20 * PT,
                               .header_y = 12 * PT,
                               .footer_y = 8 * PT};
  document->lang = g_strdup ("en-GB");
  document->title = g_strdup ("Made");
  if (!document->body)
    document->body = block_new (BLOCK_GROUP, ROLE_DOCUMENT, &plain_style);
  return document;
}

/* "a1 a2 … an": words that can be counted. */
G_GNUC_UNUSED static char *
made_words (const char *stem, int n)
{
  GString *text = g_string_new (NULL);
  for (int i = 1; i <= n; i++)
    g_string_append_printf (text, "%s%s%d", i > 1 ? " " : "", stem, i);
  return g_string_free (text, FALSE);
}

G_GNUC_UNUSED static Block *
add_paragraph (Block *parent, const Style *style, const char *text)
{
  Block *block = block_add_take (parent, block_new (BLOCK_PARAGRAPH, ROLE_P, style));
  block_add_text (block, text, NULL);
  return block;
}

/* A paragraph of so many lines in a column of 200 pt: ten words of three letters and a space each. */
G_GNUC_UNUSED static Block *
add_lines (Block *parent, const Style *style, char stem, int n)
{
  GString *text = g_string_new (NULL);
  for (int i = 0; i < n * 10; i++)
    g_string_append_printf (text, "%s%c%02d", i ? " " : "", stem, i % 100);
  g_autofree char *words = g_string_free (text, FALSE);
  return add_paragraph (parent, style, words);
}

G_GNUC_UNUSED static Block *
add_heading (Block *parent, Role role, const char *title)
{
  Block *block = block_add_take (parent, block_new (BLOCK_HEADING, role, &head_style));
  block_add_text (block, title, NULL);
  block->outline = g_strdup (title);
  return block;
}

G_GNUC_UNUSED static Block *
add_block (Block *parent, BlockKind kind, Role role, const Style *style)
{
  return block_add_take (parent, block_new (kind, role, style));
}

G_GNUC_UNUSED static void
add_column (Table *table, int width, int weight, Align align)
{
  Column column = {.width = width, .weight = weight, .align = align};
  g_array_append_val (table->columns, column);
}

G_GNUC_UNUSED static Cell *
add_cell (GPtrArray *row, const char *text)
{
  Cell *cell = table_add_cell (row, &small_style, ALIGN_START);
  if (text)
    g_ptr_array_add (cell->inlines, inline_new (INLINE_TEXT, text, NULL));
  return cell;
}

G_GNUC_UNUSED static Block *
made_table (int n_columns, int n_rows, int n_head)
{
  Block *block = block_new (BLOCK_TABLE, ROLE_TABLE, &text_style);
  if (!block->table)
    block->table = table_new ();
  Table *table = block->table;
  for (int c = 0; c < n_columns; c++)
    add_column (table, 0, c == 0 ? 0 : 1, ALIGN_START);
  for (int r = 0; r < n_rows + n_head; r++)
    {
      GPtrArray *row = table_add_row (table);
      for (int c = 0; c < n_columns; c++)
        {
          g_autofree char *text =
              r < n_head ? g_strdup_printf ("head%d", c) : g_strdup_printf ("r%dc%d", r - n_head, c);
          add_cell (row, text)->scope = r < n_head ? SCOPE_COLUMN : SCOPE_NONE;
        }
    }
  table->n_head = n_head;
  table->head_above = (Rule){PT, 2 * PT, 0};
  table->head_below = (Rule){PT / 2, 2 * PT, 0};
  table->between = (Rule){PT / 4, 2 * PT, 0xC9CFD5};
  table->foot = (Rule){PT, 2 * PT, 0};
  table->cell_pad_x = 6 * PT;
  table->cell_pad_y = 2 * PT;
  return block;
}

G_GNUC_UNUSED static void
add_inline (Block *block, InlineKind kind, const char *text, const char *target)
{
  Inline *part = inline_new (kind, text, NULL);
  part->target = g_strdup (target);
  g_ptr_array_add (block->inlines, part);
}

G_GNUC_UNUSED static Block *
made_furniture (const char *before, InlineKind kind)
{
  Block *block = block_new (BLOCK_PARAGRAPH, ROLE_ARTIFACT, &small_style);
  block_add_text (block, before, NULL);
  add_inline (block, kind, "0", NULL);
  return block;
}
