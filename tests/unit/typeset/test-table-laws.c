/* Laws of tables: random ones, with cells that span columns and rows, numbers, groups, feet, and some hundreds of rows. Every word
 * is set once, nothing stands on anything else or outside the text, and elements say what spans.
 */
#include "made-document.h"
#include "typeset/paginate.h"

enum
{
  N_TABLES = 150
};

typedef struct
{
  guint32 state;
  int n_words; /* given to cells so far: they are their numbers */
} Maker;

static int
draw_number (Maker *maker, int n)
{
  maker->state = maker->state * 1664525 + 1013904223;
  return (int)((maker->state >> 16) % (guint32)n);
}

/* "w12 w13 w14" */
static char *
draw_words (Maker *maker, int n)
{
  GString *text = g_string_new (NULL);
  for (int i = 0; i < n; i++)
    g_string_append_printf (text, "%sw%d", i ? " " : "", maker->n_words++);
  return g_string_free (text, FALSE);
}

/* Rows of the body: each column is free or taken by a cell from above. */
static void
make_rows (Maker *maker, Table *table, int n_rows, gboolean spans)
{
  int n = table->columns->len;
  g_autofree int *taken = g_new0 (int, n);
  for (int r = 0; r < n_rows; r++)
    {
      GPtrArray *row = table_add_row (table);
      for (int c = 0; c < n; c++)
        {
          if (taken[c] > 0)
            {
              taken[c]--;
              continue;
            }
          gboolean decimal = g_array_index (table->columns, Column, c).decimal;
          g_autofree char *text = decimal ? g_strdup_printf ("%d.%d w%d", draw_number (maker, 2000),
                                                             draw_number (maker, 100), maker->n_words++)
                                          : draw_words (maker, 1 + draw_number (maker, 9));
          Cell *cell = add_cell (row, text);
          if (spans && draw_number (maker, 6) == 0)
            cell->row_span = MIN (1 + draw_number (maker, 6), n_rows - r);
          taken[c] = cell->row_span - 1;
          while (spans && draw_number (maker, 6) == 0 && c + 1 < n && taken[c + 1] == 0)
            {
              taken[++c] = cell->row_span - 1;
              cell->col_span++;
            }
        }
    }
}

static Document *
make_table_document (Maker *maker, gboolean is_long)
{
  Document *document = made_document (400 + draw_number (maker, 300), 200 + draw_number (maker, 300), 30);
  int n = 2 + draw_number (maker, 5);
  Block *block = made_table (n, 0, 1);
  Table *table = block->table;
  for (int c = 0; c < n; c++)
    {
      Column *column = &g_array_index (table->columns, Column, c);
      column->decimal = draw_number (maker, 3) == 0;
      column->weight = column->decimal ? 0 : draw_number (maker, 3);
    }
  make_rows (maker, table, is_long ? 256 + draw_number (maker, 300) : 1 + draw_number (maker, 60),
             !is_long || draw_number (maker, 2));
  add_paragraph (document->body, &text_style, "above");
  block_add_take (document->body, block);
  add_paragraph (document->body, &text_style, "below");
  return document;
}

typedef struct
{
  int x0, y0, x1, y1;
} Box;

/* Boxes of the words on a page; counts those that are tagged. */
static void
read_page (Page *page, GArray *boxes, GHashTable *seen)
{
  const GArray *ops = page_open (page);
  int tags = 0;
  for (guint i = 0; i < ops->len; i++)
    {
      const Op *op = &g_array_index (ops, Op, i);
      tags += op->kind == OP_TAG_BEGIN ? 1 : op->kind == OP_TAG_END ? -1 : 0;
      if (op->kind != OP_GLYPHS)
        continue;
      const GlyphRun *run = op->as.glyphs;
      Box box = {run->x, run->y - run->size / 2, run->x + g_array_index (run->glyphs, Glyph, 0).advance,
                 run->y};
      if (box.x1 > box.x0)
        g_array_append_val (boxes, box);
      g_auto (GStrv) words = g_strsplit (run->text, " ", -1);
      for (int k = 0; tags > 0 && words[k]; k++)
        if (words[k][0] == 'w')
          g_assert_true (g_hash_table_add (seen, g_strdup (words[k]))); /* said once */
    }
  page_close (page);
}

static void
assert_boxes (const GArray *boxes, const PageStyle *style)
{
  for (guint i = 0; i < boxes->len; i++)
    {
      const Box *a = &g_array_index (boxes, Box, i);
      g_assert_cmpint (a->x0, >=, style->inner);
      g_assert_cmpint (a->x1, <=, style->width - style->outer);
      g_assert_cmpint (a->y1, <=, style->height - style->bottom);
      for (guint k = i + 1; k < boxes->len; k++)
        {
          const Box *b = &g_array_index (boxes, Box, k);
          gboolean meet = a->x0 < b->x1 && b->x0 < a->x1 && a->y0 < b->y1 && b->y0 < a->y1;
          if (meet)
            g_test_message ("%d,%d and %d,%d", a->x0 / PT, a->y1 / PT, b->x0 / PT, b->y1 / PT);
          g_assert_false (meet);
        }
    }
}

/* A row of the structure has as many columns as the table, counted with what spans. */
static void
assert_elements (const Pages *pages, int n_columns)
{
  g_autofree int *below = g_new0 (int, n_columns), *now = g_new0 (int, n_columns);
  int column = n_columns;
  for (guint i = 0; i < pages->elements->len; i++)
    {
      const Element *element = &g_array_index (pages->elements, Element, i);
      if (element->role == ROLE_TR)
        {
          g_assert_cmpint (column, ==, n_columns);
          column = 0;
          for (int c = 0; c < n_columns; c++)
            now[c] = below[c] = MAX (below[c] - 1, 0);
        }
      if (element->role == ROLE_TD || element->role == ROLE_TH)
        {
          for (; now[column] > 0; column++)
            ;
          for (int c = 0; c < element->col_span; c++)
            below[column++] = element->row_span;
        }
      while (column < n_columns && now[column] > 0 && i + 1 < pages->elements->len &&
             g_array_index (pages->elements, Element, i + 1).role == ROLE_TR)
        column++;
    }
}

static void
test_random (void)
{
  int n_clean = 0, n_pages = 0;
  for (int i = 0; i < N_TABLES; i++)
    {
      Maker maker = {.state = i * 7919 + 5};
      g_autoptr (Document) document = make_table_document (&maker, i % 5 == 0);
      g_autoptr (Diags) diags = diags_new ();
      g_autoptr (Pages) pages = paginate_document (document, (Fonts *)1, NULL, diags);
      g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_autofree char *said = diags_to_text (diags, FALSE);
      const Table *table = ((const Block *)document->body->children->pdata[1])->table;
      g_test_message ("table %d: %u pages %s", i, pages->pages->len, said);
      for (guint p = 0; p < pages->pages->len; p++)
        {
          g_autoptr (GArray) boxes = g_array_new (FALSE, FALSE, sizeof (Box));
          read_page (pages->pages->pdata[p], boxes, seen);
          if (!said[0])
            assert_boxes (boxes, &document->page);
        }
      g_assert_cmpint (g_hash_table_size (seen), ==, maker.n_words);
      assert_elements (pages, table->columns->len);
      n_clean += !said[0];
      n_pages += pages->pages->len;
    }
  g_test_message ("%d of %d tables without a word said, %d pages", n_clean, N_TABLES, n_pages);
  g_assert_cmpint (n_clean, >=, N_TABLES * 95 / 100);
}

/* A merged cell is said once; where a page begins within it, it is printed again as an artifact. */
static void
test_merged_again (void)
{
  g_autoptr (Document) document = made_document (240, 140, 20);
  Block *block = made_table (2, 30, 1);
  for (int r = 1; r < 31; r++)
    {
      GPtrArray *row = block->table->rows->pdata[r];
      if (r == 1)
        ((Cell *)row->pdata[0])->row_span = 30;
      else
        g_ptr_array_remove_index (row, 0);
    }
  block_add_take (document->body, block);
  g_autoptr (Diags) diags = diags_new ();
  g_autoptr (Pages) pages = paginate_document (document, (Fonts *)1, NULL, diags);
  g_autofree char *dump = pages_dump (pages);
  g_auto (GStrv) parts = g_strsplit (dump, "\"r0c0\"", -1);
  g_assert_cmpint (pages->pages->len, >, 3);
  g_assert_cmpint (g_strv_length (parts) - 1, ==, pages->pages->len);
  int n_spanning = 0;
  for (guint i = 0; i < pages->elements->len; i++)
    n_spanning += g_array_index (pages->elements, Element, i).row_span == 30;
  g_assert_cmpint (n_spanning, ==, 1);
}

/* Too wide for its column: parts below one another, the first column in each. Nothing is cut, and it is told. */
static void
test_split (void)
{
  g_autoptr (Document) document = made_document (240, 400, 20);
  Block *block = made_table (3, 4, 1);
  for (int r = 1; r < 5; r++)
    for (int c = 1; c < 3; c++)
      {
        Cell *cell = ((GPtrArray *)block->table->rows->pdata[r])->pdata[c];
        g_autofree char *word = g_strdup_printf ("%c%027d", 'a' + c, r);
        g_ptr_array_set_size (cell->inlines, 0);
        g_ptr_array_add (cell->inlines, inline_new (INLINE_TEXT, word, NULL));
      }
  block->table->n_keys = 1;
  block_add_take (document->body, block);
  g_autoptr (Diags) diags = diags_new ();
  g_autoptr (Pages) pages = paginate_document (document, (Fonts *)1, NULL, diags);
  g_autofree char *dump = pages_dump (pages), *said = diags_to_text (diags, FALSE);
  g_assert_nonnull (strstr (said, "[table-split]"));
  g_assert_null (strstr (said, "[table-too-wide]"));
  g_auto (GStrv) keys = g_strsplit (dump, "\"r0c0\"", -1);
  g_assert_cmpint (g_strv_length (keys) - 1, ==, 2);
  g_auto (GStrv) words = g_strsplit (dump, "0003\"", -1);
  g_assert_cmpint (g_strv_length (words) - 1, ==, 2);
  g_auto (GStrv) tables = g_strsplit (dump, "Table ", -1);
  g_assert_cmpint (g_strv_length (tables) - 1, ==, 1); /* one table to those who hear it */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/table-laws/random", test_random);
  g_test_add_func ("/table-laws/merged-again", test_merged_again);
  g_test_add_func ("/table-laws/split", test_split);
  return g_test_run ();
}
