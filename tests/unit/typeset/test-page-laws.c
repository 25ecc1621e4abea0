/* Made-up documents of every shape, and what must hold for each: every word once, in order, on the page, over nothing else,
 * tagged or an artifact; the same pages twice; nothing reported that is not so.
 */
#include "typeset/paginate.h"
#include "made-document.h"

#define N_DOCUMENTS 400

typedef struct
{
  guint32 state;
  int n_paragraphs, depth;
  GPtrArray *words; /* of all paragraphs, in order of the document */
} Maker;

static int
draw_number (Maker *maker, int below)
{
  maker->state = maker->state * 1664525 + 1013904223;
  return (maker->state >> 12) % below;
}

#define N_STYLES 13
static Style styles[N_STYLES];

static void
make_styles (void)
{
  for (int i = 0; i < N_STYLES; i++)
    {
      styles[i] = plain_style;
      styles[i].space_before = i % 3 * 4 * PT;
      styles[i].space_after = i % 4 * 3 * PT;
    }
  styles[1].bar_start = (Rule){2 * PT, 4 * PT, 0};
  styles[2].has_ground = TRUE;
  styles[2].pad_x = 3 * PT;
  styles[2].pad_y = 5 * PT;
  styles[3].rule_above = (Rule){PT, 4 * PT, 0};
  styles[4].rule_below = (Rule){PT, 4 * PT, 0};
  styles[5].keep_together = TRUE;
  styles[6].keep_next = TRUE;
  styles[7].span = TRUE;
  styles[8].span = styles[8].has_ground = styles[8].bleed = TRUE;
  styles[8].pad_y = 6 * PT;
  styles[9].indent_start = 10 * PT;
  styles[9].has_outline = TRUE;
  styles[10].size = 14 * PT;
  styles[10].leading = 18 * PT;
  styles[11].floats = TRUE;
  styles[12].floats = styles[12].span = styles[12].keep_together = TRUE;
}

static char *
make_words (Maker *maker, int n)
{
  GString *text = g_string_new (NULL);
  int paragraph = maker->n_paragraphs++;
  for (int i = 0; i < n; i++)
    {
      char *word = g_strdup_printf ("%d.%d", paragraph, i);
      g_string_append_printf (text, "%s%s", i ? " " : "", word);
      g_ptr_array_add (maker->words, word);
    }
  return g_string_free (text, FALSE);
}

static Block *
make_paragraph (Maker *maker, Block *parent, const Style *style)
{
  g_autofree char *text = make_words (maker, 1 + draw_number (maker, draw_number (maker, 4) ? 30 : 200));
  return add_paragraph (parent, style, text);
}

static void make_blocks (Maker *maker, Block *parent, int n);

static void
make_table (Maker *maker, Block *parent)
{
  int n_columns = 1 + draw_number (maker, 3), n_rows = 1 + draw_number (maker, 12),
      n_head = draw_number (maker, 2);
  Block *block = block_add_take (parent, made_table (n_columns, 0, 0));
  block->table->n_head = n_head;
  block->style = &styles[draw_number (maker, 3) ? 0 : 11 + draw_number (maker, 2)];
  if (draw_number (maker, 2))
    block->table->continued = g_strdup ("continued");
  for (int r = 0; r < n_rows + n_head; r++)
    {
      GPtrArray *row = table_add_row (block->table);
      for (int c = 0; c < n_columns; c++)
        {
          int n = draw_number (maker, 12);
          g_autofree char *text = n ? make_words (maker, n == 11 ? 60 : n) : NULL;
          add_cell (row, text);
        }
    }
}

static void
make_list (Maker *maker, Block *parent)
{
  Block *list = add_block (parent, BLOCK_LIST, ROLE_L, &plain_style);
  for (int i = 1 + draw_number (maker, 4); i > 0; i--)
    {
      Block *item = add_block (list, BLOCK_ITEM, ROLE_LI, &styles[draw_number (maker, 2) * 4]);
      item->label = g_ptr_array_new_with_free_func ((GDestroyNotify)inline_free);
      g_ptr_array_add (item->label, inline_new (INLINE_TEXT, "*", NULL));
      make_blocks (maker, item, 1 + draw_number (maker, 2));
    }
}

static void
make_row (Maker *maker, Block *parent)
{
  Block *row = add_block (parent, BLOCK_ROW, ROLE_NONE, &styles[draw_number (maker, 4)]);
  for (int i = 1 + draw_number (maker, 3); i > 0; i--)
    {
      Block *cell = add_block (row, BLOCK_GROUP, ROLE_DIV, &styles[draw_number (maker, 7)]);
      /* in a row's cell they are wide, or words would be wider than their columns */
      cell->span = maker->depth > 1 ? 8 + draw_number (maker, 5) : 4 + draw_number (maker, 5);
      make_blocks (maker, cell, 1 + draw_number (maker, 2));
    }
}

static void
make_block (Maker *maker, Block *parent)
{
  const Style *style = &styles[draw_number (maker, N_STYLES)];
  int kind = draw_number (maker, maker->depth > 2 ? 4 : 12);
  Block *block;
  switch (kind)
    {
    case 4:
      make_list (maker, parent);
      break;
    case 5:
      make_table (maker, parent);
      break;
    case 6:
      make_row (maker, parent);
      break;
    case 7:
    case 8:
      block = add_block (parent, BLOCK_GROUP, ROLE_SECT, style);
      make_blocks (maker, block, draw_number (maker, 5));
      break;
    case 9:
      {
        block = add_block (parent, BLOCK_ASIDE, ROLE_DIV, &plain_style);
        g_autofree char *note = make_words (maker, 1 + draw_number (maker, 6));
        add_paragraph (block, &small_style, note);
        break;
      }
    case 10:
      {
        g_autofree char *title = make_words (maker, 2);
        add_heading (parent, ROLE_H2, title);
        break;
      }
    case 11:
      block = add_block (parent,
                         draw_number (maker, 3)   ? BLOCK_SPACER
                         : draw_number (maker, 2) ? BLOCK_COLUMN_BREAK
                                                  : BLOCK_PAGE_BREAK,
                         ROLE_NONE, &plain_style);
      block->height = 10 * PT;
      break;
    default:
      make_paragraph (maker, parent, style);
    }
}

static void
make_blocks (Maker *maker, Block *parent, int n)
{
  maker->depth++;
  for (int i = 0; i < n; i++)
    make_block (maker, parent);
  maker->depth--;
}

typedef struct
{
  int page, x0, y0, x1, y1;
} Box;

/* The words of tagged text, each with its place in @boxes; asserts what holds for ops. */
static GPtrArray *
read_pages (const Pages *pages, GArray *boxes)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);
  for (guint p = 0; p < pages->pages->len; p++)
    {
      Page *page = pages->pages->pdata[p];
      int tags = 0, artifacts = 0;
      page_open (page);
      for (guint i = 0; i < page->ops->len; i++)
        {
          const Op *op = &g_array_index (page->ops, Op, i);
          tags += op->kind == OP_TAG_BEGIN ? 1 : op->kind == OP_TAG_END ? -1 : 0;
          artifacts += op->kind == OP_ARTIFACT_BEGIN ? 1 : op->kind == OP_ARTIFACT_END ? -1 : 0;
          g_assert_true (tags >= 0 && artifacts >= 0 && tags + artifacts <= 1);
          if (op->kind == OP_PATH)
            g_assert_cmpint (tags + artifacts, ==, 1);
          if (op->kind != OP_GLYPHS)
            continue;
          g_assert_cmpint (tags + artifacts, ==, 1);
          const GlyphRun *run = op->as.glyphs;
          Box box = {p, run->x, run->y - run->size / 2,
                     run->x + g_array_index (run->glyphs, Glyph, 0).advance, run->y};
          if (box.x1 > box.x0)
            g_array_append_val (boxes, box);
          if (artifacts)
            continue;
          g_auto (GStrv) split = g_strsplit (run->text, " ", -1);
          for (int k = 0; split[k]; k++)
            if (split[k][0] && split[k][0] != '*')
              g_ptr_array_add (words, g_strdup (split[k]));
        }
      g_assert_cmpint (tags + artifacts, ==, 0);
      page_close (page);
    }
  return words;
}

static int
paragraph_of (const char *word)
{
  return (int)g_ascii_strtoll (word, NULL, 10);
}

static int
place_of (const char *word)
{
  return (int)g_ascii_strtoll (strchr (word, '.') + 1, NULL, 10);
}

static void
assert_words (const GPtrArray *expected, const GPtrArray *found, int n_paragraphs)
{
  g_assert_cmpint (found->len, ==, expected->len);
  g_autofree int *next = g_new0 (int, n_paragraphs + 1);
  for (guint i = 0; i < found->len; i++)
    {
      int paragraph = paragraph_of (found->pdata[i]);
      g_assert_cmpint (place_of (found->pdata[i]), ==, next[paragraph]++);
    }
}

static void
assert_apart (const GArray *boxes)
{
  for (guint i = 0; i < boxes->len; i++)
    for (guint k = i + 1;
         k < boxes->len && g_array_index (boxes, Box, k).page == g_array_index (boxes, Box, i).page; k++)
      {
        const Box *a = &g_array_index (boxes, Box, i), *b = &g_array_index (boxes, Box, k);
        gboolean meet = a->x0 < b->x1 && b->x0 < a->x1 && a->y0 < b->y1 && b->y0 < a->y1;
        if (meet)
          g_test_message ("page %d: %d,%d and %d,%d", a->page + 1, a->x0 / PT, a->y1 / PT, b->x0 / PT,
                          b->y1 / PT);
        g_assert_false (meet);
      }
}

static void
assert_inside (const GArray *boxes, const PageStyle *page)
{
  for (guint i = 0; i < boxes->len; i++)
    {
      const Box *box = &g_array_index (boxes, Box, i);
      g_assert_cmpint (box->x0, >=, MIN (page->inner, page->outer));
      g_assert_cmpint (box->x1, <=, page->width - MIN (page->inner, page->outer));
      g_assert_cmpint (box->y0, >=, page->top);
      g_assert_cmpint (box->y1, <=, page->height - page->bottom);
    }
}

static Document *
make_document (Maker *maker)
{
  int columns = 1 + draw_number (maker, 2);
  Document *document = made_document (300 * columns + 100, 200 + draw_number (maker, 300), 30);
  document->page.columns = columns;
  document->page.mirrored = draw_number (maker, 2);
  document->page.outer = 20 * PT;
  document->page.baseline = draw_number (maker, 2) * 12 * PT;
  if (draw_number (maker, 2))
    {
      document->page.aside_width = 60 * PT;
      document->page.aside_gap = 10 * PT;
    }
  make_blocks (maker, document->body, 3 + draw_number (maker, 20));
  return document;
}

static void
test_laws (void)
{
  make_styles ();
  int n_clean = 0, n_pages = 0;
  for (int i = 0; i < N_DOCUMENTS; i++)
    {
      Maker maker = {.state = i * 7919 + 1, .words = g_ptr_array_new_with_free_func (g_free)};
      g_autoptr (Document) document = make_document (&maker);
      g_autoptr (Diags) diags = diags_new ();
      g_autoptr (Pages) pages = paginate_document (document, (Fonts *)1, NULL, diags);
      g_autoptr (GArray) boxes = g_array_new (FALSE, FALSE, sizeof (Box));
      g_autoptr (GPtrArray) found = read_pages (pages, boxes);
      g_test_message ("document %d: %u pages", i, pages->pages->len);
      assert_words (maker.words, found, maker.n_paragraphs);
      g_autofree char *said = diags_to_text (diags, FALSE);
      if (said[0])
        g_test_message ("%s", said);
      else
        {
          assert_apart (boxes);
          assert_inside (boxes, &document->page);
          n_clean++;
        }
      g_autoptr (Pages) again = paginate_document (document, (Fonts *)1, NULL, diags);
      g_autofree char *first = pages_dump (pages), *second = pages_dump (again);
      g_assert_cmpstr (first, ==, second);
      n_pages += pages->pages->len;
      g_ptr_array_unref (maker.words);
    }
  g_test_message ("%d of %d documents without a word said, %d pages", n_clean, N_DOCUMENTS, n_pages);
  g_assert_cmpint (n_clean, >=, N_DOCUMENTS * 98 / 100);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pages/laws", test_laws);
  return g_test_run ();
}
