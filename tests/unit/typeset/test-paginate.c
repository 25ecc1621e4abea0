/* Blocks to pages, in a made-up type. Dumps are compared with tests/unit/typeset/expected/; `test-paginate --update` writes them.
 */
#include "typeset/paginate.h"
#include "made-document.h"

static gboolean update;

static Drawing *
draw_box (gpointer data, const DrawingData *what, int width, int height, Fonts *fonts, Diags *diags)
{
  Drawing *drawing = g_new0 (Drawing, 1);
  drawing->width = width;
  drawing->height = height > 0 ? height : GPOINTER_TO_INT (data);
  drawing->ops = ops_new ();
  drawing->alt = g_strdup ("A box.");
  ops_rectangle (drawing->ops, 0, 0, drawing->width, drawing->height, 0xEEF1F4);
  label_emit (fonts, "box", &small_style, "en-GB", 10 * PT, 20 * PT, drawing->ops);
  ops_link (drawing->ops, 10 * PT, 12 * PT, 12 * PT, 10 * PT, -1, "#note-F1", "note F1");
  return drawing;
}

static Pages *
set (const Document *document, Diags *diags)
{
  FigureDrawer drawer = {draw_box, GINT_TO_POINTER (60 * PT)};
  return paginate_document (document, (Fonts *)1, &drawer, diags);
}

static void
assert_dump (const Document *document, const char *name)
{
  g_autoptr (Diags) diags = diags_new ();
  g_autoptr (Pages) pages = set (document, diags);
  g_autofree char *said = diags_to_text (diags, FALSE);
  g_assert_cmpstr (said, ==, "");
  g_autofree char *dump = pages_dump (pages);
  g_autofree char *file =
      g_test_build_filename (G_TEST_DIST, "tests", "unit", "typeset", "expected", name, NULL);
  if (update)
    {
      g_assert_true (g_file_set_contents (file, dump, -1, NULL));
      return;
    }
  g_autofree char *expected = NULL;
  g_assert_true (g_file_get_contents (file, &expected, NULL, NULL));
  g_assert_cmpstr (dump, ==, expected);
}

/* The page on which the first run beginning with @text stands; -1: nowhere. @y: its baseline [pt]. */
static int
find (const Pages *pages, const char *text, int *y)
{
  for (guint p = 0; p < pages->pages->len; p++)
    {
      const Page *page = pages->pages->pdata[p];
      for (guint i = 0; i < page->ops->len; i++)
        {
          const Op *op = &g_array_index (page->ops, Op, i);
          if (op->kind != OP_GLYPHS || !g_str_has_prefix (op->as.glyphs->text, text))
            continue;
          if (y)
            *y = op->as.glyphs->y / PT;
          return p;
        }
    }
  return -1;
}

static int
find_x (const Pages *pages, const char *text)
{
  int p = find (pages, text, NULL);
  g_assert_cmpint (p, >=, 0);
  const Page *page = pages->pages->pdata[p];
  for (guint i = 0; i < page->ops->len; i++)
    {
      const Op *op = &g_array_index (page->ops, Op, i);
      if (op->kind == OP_GLYPHS && g_str_has_prefix (op->as.glyphs->text, text))
        return op->as.glyphs->x / PT;
    }
  return -1;
}

/* A page with all of it once: the dump that is read when something is changed. */
static void
test_everything (void)
{
  g_autoptr (Document) document = made_document (240, 400, 20);
  document->page.aside_width = 30 * PT;
  document->page.aside_gap = 10 * PT;
  Style sect_head = head_style;
  sect_head.span = TRUE;
  sect_head.rule_above = (Rule){PT, 5 * PT, 0};
  Style barred = plain_style;
  barred.bar_start = (Rule){3 * PT, 7 * PT, 0xA3281A};
  barred.space_before = barred.space_after = 8 * PT;
  Block *sect = add_block (document->body, BLOCK_GROUP, ROLE_SECT, &plain_style);
  Block *heading = add_heading (sect, ROLE_H1, "Strength");
  heading->style = &sect_head;
  heading->label = g_ptr_array_new_with_free_func ((GDestroyNotify)inline_free);
  g_ptr_array_add (heading->label, inline_new (INLINE_TEXT, "1", NULL));
  Block *aside = add_block (sect, BLOCK_ASIDE, ROLE_DIV, &small_style);
  add_paragraph (aside, &small_style, "C 3");
  add_lines (sect, &text_style, 'a', 3);
  Block *group = add_block (sect, BLOCK_GROUP, ROLE_DIV, &barred);
  add_paragraph (group, &text_style, "Some say so.");
  add_paragraph (group, &text_style, "Others deny it.");
  Block *list = add_block (sect, BLOCK_LIST, ROLE_L, &plain_style);
  for (int i = 0; i < 2; i++)
    {
      Block *item = add_block (list, BLOCK_ITEM, ROLE_LI, &text_style);
      item->label = g_ptr_array_new_with_free_func ((GDestroyNotify)inline_free);
      g_ptr_array_add (item->label, inline_new (INLINE_TEXT, i ? "10." : "9.", NULL));
      add_paragraph (item, &text_style, i ? "tenth" : "ninth");
    }
  Block *figure = add_block (sect, BLOCK_FIGURE, ROLE_FIGURE, &text_style);
  figure->drawing = drawing_data_new (DRAWING_BARS);
  figure->id = g_strdup ("fig-1");
  add_paragraph (figure, &small_style, "Figure 1. A box.")->role = ROLE_CAPTION;
  block_add_take (sect, made_table (2, 2, 1));
  Block *row = add_block (sect, BLOCK_ROW, ROLE_NONE, &plain_style);
  add_paragraph (row, &text_style, "left")->span = 6;
  add_paragraph (row, &text_style, "right")->span = 6;
  document->header.left = made_furniture ("No. 1 page ", INLINE_PAGE);
  document->footer.left = made_furniture ("of ", INLINE_PAGES);
  document->footer.right = made_furniture ("in ", INLINE_RUNNING_HEAD);
  assert_dump (document, "everything.txt");
}

static void
test_table_over_pages (void)
{
  g_autoptr (Document) document = made_document (240, 140, 20);
  Block *table = block_add_take (document->body, made_table (2, 9, 1));
  table->table->continued = g_strdup ("continued");
  assert_dump (document, "table-over-pages.txt");
}

static void
test_ground_over_columns (void)
{
  g_autoptr (Document) document = made_document (460, 120, 20);
  document->page.columns = 2;
  Style ground = plain_style;
  ground.has_ground = TRUE;
  ground.ground = 0xF4EFE2;
  ground.pad_x = 4 * PT;
  ground.pad_y = 6 * PT;
  Style band = ground;
  band.bleed = band.span = TRUE;
  Block *title = add_block (document->body, BLOCK_GROUP, ROLE_DIV, &band);
  add_paragraph (title, &tight_style, "title");
  Block *group = add_block (document->body, BLOCK_GROUP, ROLE_DIV, &ground);
  add_lines (group, &tight_style, 'a', 8);
  add_lines (document->body, &tight_style, 'b', 4);
  assert_dump (document, "ground-over-columns.txt");
}

/* Ten lines a page: a paragraph of three is whole, others leave two lines at either side. */
static void
test_widows (void)
{
  for (int before = 1; before < 10; before++)
    for (int n = 1; n < 8; n++)
      {
        g_autoptr (Document) document = made_document (240, 160, 20);
        for (int i = 0; i < before; i++)
          add_paragraph (document->body, &tight_style, "line");
        add_lines (document->body, &tight_style, 'x', n);
        if (before + n > 10) /* or lines would be moved so that the last page is not nearly empty */
          add_lines (document->body, &tight_style, 'y', 3);
        g_autoptr (Diags) diags = diags_new ();
        g_autoptr (Pages) pages = set (document, diags);
        int on_first = 0, on_second = 0;
        for (int p = 0; p < (int)pages->pages->len; p++)
          {
            const Page *page = pages->pages->pdata[p];
            for (guint i = 0; i < page->ops->len; i++)
              {
                const Op *op = &g_array_index (page->ops, Op, i);
                if (op->kind == OP_GLYPHS && op->as.glyphs->text[0] == 'x')
                  *(p == 0 ? &on_first : &on_second) += 1;
              }
          }
        g_assert_cmpint (on_first + on_second, ==, n);
        if (before + n <= 10)
          g_assert_cmpint (on_second, ==, 0);
        else if (on_first && on_second)
          {
            g_assert_cmpint (n, >, 3);
            g_assert_cmpint (on_first, >=, 2);
            g_assert_cmpint (on_second, >=, 2);
          }
        if (before + n > 10 && n > 3 && before <= 8) /* and no more is moved than the rules ask */
          g_assert_cmpint (on_first, ==, MIN (10 - before, n - 2));
      }
}

static void
test_heading_is_not_stranded (void)
{
  for (int before = 1; before < 10; before++)
    {
      g_autoptr (Document) document = made_document (240, 160, 20);
      for (int i = 0; i < before; i++)
        add_paragraph (document->body, &tight_style, "line");
      add_heading (document->body, ROLE_H1, "Head");
      add_lines (document->body, &tight_style, 'x', 6);
      g_autoptr (Diags) diags = diags_new ();
      g_autoptr (Pages) pages = set (document, diags);
      int y;
      int page = find (pages, "Head", &y);
      int first = find (pages, "x00", NULL);
      g_assert_cmpint (page, ==, first);
      g_assert_cmpint (y + 12 * 2, <=, 140);
    }
}

static void
test_keep_together (void)
{
  g_autoptr (Document) document = made_document (240, 160, 20);
  Style together = plain_style;
  together.keep_together = TRUE;
  for (int i = 0; i < 6; i++)
    add_paragraph (document->body, &tight_style, "line");
  Block *group = add_block (document->body, BLOCK_GROUP, ROLE_DIV, &together);
  for (int i = 0; i < 6; i++)
    add_paragraph (group, &tight_style, i ? "kept" : "first");
  /* higher than a page: begins where it is, for nothing is won by moving it */
  Block *high = add_block (document->body, BLOCK_GROUP, ROLE_DIV, &together);
  for (int i = 0; i < 12; i++)
    add_paragraph (high, &tight_style, i ? "high" : "begin");
  g_autoptr (Diags) diags = diags_new ();
  g_autoptr (Pages) pages = set (document, diags);
  g_assert_cmpint (find (pages, "first", NULL), ==, 1);
  g_assert_cmpint (find (pages, "begin", NULL), ==, 1);
  g_assert_cmpint (pages->pages->len, ==, 3);
}

/* Content before a spanning block and at the end is balanced. */
static void
test_balance (void)
{
  g_autoptr (Document) document = made_document (460, 400, 20);
  document->page.columns = 2;
  Style span = tight_style;
  span.span = TRUE;
  for (int i = 0; i < 8; i++)
    add_paragraph (document->body, &tight_style, i < 4 ? "above-left" : "above-right");
  add_paragraph (document->body, &span, "across");
  for (int i = 0; i < 6; i++)
    add_paragraph (document->body, &tight_style, i < 3 ? "below-left" : "below-right");
  g_autoptr (Diags) diags = diags_new ();
  g_autoptr (Pages) pages = set (document, diags);
  int left, right, across, below;
  find (pages, "above-left", &left);
  find (pages, "above-right", &right);
  g_assert_cmpint (left, ==, right);
  find (pages, "across", &across);
  g_assert_cmpint (across, ==, left + 4 * 12);
  find (pages, "below-left", &left);
  find (pages, "below-right", &below);
  g_assert_cmpint (left, ==, below);
  g_assert_cmpint (find_x (pages, "below-right"), ==, 240);
  g_assert_cmpint (pages->pages->len, ==, 1);
}

static void
test_grid (void)
{
  g_autoptr (Document) document = made_document (240, 400, 20);
  document->page.baseline = 12 * PT;
  add_paragraph (document->body, &text_style, "first");
  add_heading (document->body, ROLE_H1, "Head");
  add_paragraph (document->body, &text_style, "second");
  add_paragraph (document->body, &small_style, "small");
  add_paragraph (document->body, &text_style, "third");
  g_autoptr (Diags) diags = diags_new ();
  g_autoptr (Pages) pages = set (document, diags);
  int first, second, third;
  find (pages, "first", &first);
  find (pages, "second", &second);
  find (pages, "third", &third);
  g_assert_cmpint (first, ==, 29);
  g_assert_cmpint ((second - first) % 12, ==, 0);
  g_assert_cmpint ((third - first) % 12, ==, 0);
}

static void
test_asides (void)
{
  g_autoptr (Document) document = made_document (280, 160, 20);
  document->page.aside_width = 30 * PT;
  document->page.aside_gap = 10 * PT;
  for (int i = 0; i < 3; i++)
    {
      Block *aside = add_block (document->body, BLOCK_ASIDE, ROLE_DIV, &small_style);
      add_paragraph (aside, &small_style, i == 0 ? "n1 abcd efgh" : i == 1 ? "n2" : "n3 abcd efgh");
      add_paragraph (document->body, &tight_style, i == 0 ? "t1" : i == 1 ? "t2" : "t3");
      for (int k = 0; i == 1 && k < 7; k++)
        add_paragraph (document->body, &tight_style, "more");
    }
  g_autoptr (Diags) diags = diags_new ();
  g_autoptr (Pages) pages = set (document, diags);
  int n1, n2, t1, t2, n3, t3;
  find (pages, "n1", &n1);
  find (pages, "n2", &n2);
  find (pages, "n3", &n3);
  find (pages, "t1", &t1);
  find (pages, "t2", &t2);
  find (pages, "t3", &t3);
  g_assert_cmpint (n1, ==, t1);
  g_assert_cmpint (n2, >=, n1 + 2 * 10 + 6); /* pushed below the first, which has two or three lines */
  g_assert_cmpint (n2, >, t2);
  g_assert_cmpint (find_x (pages, "n1"), ==, 20);
  g_assert_cmpint (find_x (pages, "t1"), ==, 60);
  g_assert_cmpint (find (pages, "n3", NULL), ==, find (pages, "t3", NULL));
  g_assert_cmpint (t3, ==, 137);
  g_assert_cmpint (n3, ==, 127); /* its second line ends at the margin */
  g_assert_cmpint (diags_count (diags, DIAG_ERROR), ==, 0);
}

static void
test_figure_moves_and_shrinks (void)
{
  g_autoptr (Document) document = made_document (240, 160, 20);
  for (int i = 0; i < 7; i++)
    add_paragraph (document->body, &tight_style, "line");
  Block *figure = add_block (document->body, BLOCK_FIGURE, ROLE_FIGURE, &plain_style);
  figure->drawing = drawing_data_new (DRAWING_BARS);
  add_paragraph (figure, &small_style, "caption")->role = ROLE_CAPTION;
  FigureDrawer drawer = {draw_box, GINT_TO_POINTER (1000 * PT)};
  g_autoptr (Diags) diags = diags_new ();
  g_autoptr (Pages) pages = paginate_document (document, (Fonts *)1, &drawer, diags);
  g_assert_cmpint (diags_count (diags, DIAG_ERROR), ==, 0);
  g_assert_cmpint (find (pages, "caption", NULL), ==, 1);
  g_assert_cmpint (find (pages, "box", NULL), ==, 1);
  gboolean seen = FALSE;
  for (guint i = 0; i < pages->elements->len; i++)
    {
      const Element *element = &g_array_index (pages->elements, Element, i);
      if (element->role != ROLE_FIGURE)
        continue;
      seen = TRUE;
      g_assert_true (element->more->has_box);
      g_assert_cmpint (element->more->page, ==, 1);
      g_assert_cmpint (element->more->y + element->more->height, <=, 140 * PT);
      g_assert_cmpstr (element->more->alt, ==, "A box.");
    }
  g_assert_true (seen);
}

/* A row of a table that no page can hold is cut; one cell ends earlier than the other. */
static void
test_row_over_pages (void)
{
  g_autoptr (Document) document = made_document (240, 160, 20);
  Block *block = block_new (BLOCK_TABLE, ROLE_TABLE, &plain_style);
  add_column (block->table, 60 * PT, 0, ALIGN_START);
  add_column (block->table, 0, 1, ALIGN_START);
  GPtrArray *row = table_add_row (block->table);
  add_cell (row, "short");
  g_autofree char *words = made_words ("w", 250);
  add_cell (row, words);
  GPtrArray *last = table_add_row (block->table);
  add_cell (last, "last");
  add_cell (last, "end");
  block_add_take (document->body, block);
  g_autoptr (Diags) diags = diags_new ();
  g_autoptr (Pages) pages = set (document, diags);
  g_autofree char *said = diags_to_text (diags, FALSE);
  g_assert_cmpstr (said, ==, "");
  g_assert_cmpint (pages->pages->len, >=, 3);
  g_assert_cmpint (find (pages, "last", NULL), ==, pages->pages->len - 1);
}

static Drawing *
draw_stubborn (gpointer data, const DrawingData *what, int width, int height, Fonts *fonts, Diags *diags)
{
  return draw_box (data, what, width, 500 * PT, fonts, diags);
}

/* What fits no page is said, and set all the same: alone, with its caption. */
static void
test_too_tall (void)
{
  g_autoptr (Document) document = made_document (240, 160, 20);
  add_paragraph (document->body, &tight_style, "before");
  Block *figure = add_block (document->body, BLOCK_FIGURE, ROLE_FIGURE, &plain_style);
  figure->drawing = drawing_data_new (DRAWING_BARS);
  figure->mark = (Mark){"layout.yaml", 7, 3};
  add_paragraph (document->body, &tight_style, "after");
  FigureDrawer drawer = {draw_stubborn, NULL};
  g_autoptr (Diags) diags = diags_new ();
  g_autoptr (Pages) pages = paginate_document (document, (Fonts *)1, &drawer, diags);
  g_autofree char *said = diags_to_text (diags, FALSE);
  g_assert_true (g_str_has_prefix (said, "layout.yaml:7:3: error:"));
  g_assert_nonnull (strstr (said, "[too-tall]"));
  g_assert_cmpint (diags_count (diags, DIAG_ERROR), ==, 1);
  g_assert_cmpint (find (pages, "box", NULL), ==, 1);
  g_assert_cmpint (find (pages, "after", NULL), ==, 2);
}

/* The contents push what they list; the numbers printed are those of the pages in the end. */
static void
test_page_references (void)
{
  g_autoptr (Document) document = made_document (240, 160, 20);
  Block *contents = add_block (document->body, BLOCK_CONTENTS, ROLE_TOC, &plain_style);
  for (int i = 0; i < 12; i++)
    {
      Block *line = add_block (contents, BLOCK_PARAGRAPH, ROLE_TOCI, &tight_style);
      g_autofree char *target = g_strdup_printf ("#s%d", i);
      g_autofree char *text = g_strdup_printf ("to%d", i);
      block_add_text (line, text, NULL);
      add_inline (line, INLINE_FILL, NULL, NULL);
      add_inline (line, INLINE_PAGE_OF, "88", target);
    }
  for (int i = 0; i < 12; i++)
    {
      Block *heading = add_heading (document->body, ROLE_H1, "Head");
      heading->id = g_strdup_printf ("s%d", i);
      add_lines (document->body, &text_style, 'x', 5);
    }
  n_made_paragraphs = 0;
  g_autoptr (Diags) diags = diags_new ();
  g_autoptr (Pages) pages = set (document, diags);
  g_assert_cmpint (n_made_paragraphs, <=, 12 * 3 + 24); /* only what prints numbers was shaped again */
  int seen = 0;
  for (guint p = 0; p < pages->pages->len; p++)
    {
      const Page *page = pages->pages->pdata[p];
      for (guint i = 0; i < page->ops->len; i++)
        {
          const Op *op = &g_array_index (page->ops, Op, i);
          if (op->kind != OP_DEST)
            continue;
          g_autofree char *line = g_strdup_printf ("to%d ... %d", seen++, p + 1);
          g_assert_cmpint (find (pages, line, NULL), >=, 0);
        }
    }
  g_assert_cmpint (seen, ==, 12);
  g_assert_cmpint (pages->outline->len, ==, 12);
}

static void
test_breaks (void)
{
  g_autoptr (Document) document = made_document (460, 160, 20);
  document->page.columns = 2;
  add_block (document->body, BLOCK_PAGE_BREAK, ROLE_NONE, &plain_style);
  add_paragraph (document->body, &tight_style, "one");
  add_block (document->body, BLOCK_COLUMN_BREAK, ROLE_NONE, &plain_style);
  add_paragraph (document->body, &tight_style, "two");
  add_block (document->body, BLOCK_PAGE_BREAK, ROLE_NONE, &plain_style);
  add_paragraph (document->body, &tight_style, "three");
  add_block (document->body, BLOCK_PAGE_BREAK, ROLE_NONE, &plain_style);
  g_autoptr (Diags) diags = diags_new ();
  g_autoptr (Pages) pages = set (document, diags);
  g_assert_cmpint (pages->pages->len, ==, 2);
  g_assert_cmpint (find (pages, "two", NULL), ==, 0);
  g_assert_cmpint (find_x (pages, "two"), ==, 240);
  g_assert_cmpint (find (pages, "three", NULL), ==, 1);
}

/* A list, its items and their paragraphs in one style are one box: indented once, ruled once. */
static void
test_one_style_one_box (void)
{
  g_autoptr (Document) document = made_document (240, 400, 20);
  Style style = plain_style;
  style.indent_start = 10 * PT;
  style.rule_above = (Rule){PT, 2 * PT, 0};
  Block *list = add_block (document->body, BLOCK_LIST, ROLE_L, &style);
  for (int i = 0; i < 2; i++)
    {
      Block *item = add_block (list, BLOCK_ITEM, ROLE_LI, &style);
      item->label = g_ptr_array_new_with_free_func ((GDestroyNotify)inline_free);
      g_ptr_array_add (item->label, inline_new (INLINE_TEXT, "*", NULL));
      item->label_width = 15 * PT;
      add_paragraph (item, &style, "item");
    }
  g_autoptr (Diags) diags = diags_new ();
  g_autoptr (Pages) pages = set (document, diags);
  g_assert_cmpint (find_x (pages, "*"), ==, 30);
  g_assert_cmpint (find_x (pages, "item"), ==, 45);
  g_autofree char *dump = pages_dump (pages);
  g_auto (GStrv) rules = g_strsplit (dump, "path fill", -1);
  g_assert_cmpint (g_strv_length (rules), ==, 2);
}

static int
looks_of_table (int n_rows, int columns)
{
  g_autoptr (Document) document = made_document (260 * columns, 400, 20);
  document->page.columns = columns;
  block_add_take (document->body, made_table (3, n_rows, 1));
  add_lines (document->body, &tight_style, 'x', n_rows);
  n_made_paragraphs = n_made_breaks = n_line_looks = 0;
  g_autoptr (Diags) diags = diags_new ();
  g_autoptr (Pages) pages G_GNUC_UNUSED = set (document, diags);
  /* each cell once, and of a long table those that look widest once more, to be measured */
  g_assert_cmpint (n_made_paragraphs, >=, 3 * (n_rows + 1) + 1);
  g_assert_cmpint (n_made_paragraphs, <=, 3 * (n_rows + 1 + 2 * 24) + 1);
  g_assert_cmpint (n_made_breaks, ==, 3 * (n_rows + 1) + 1);
  return n_line_looks;
}

/* Four times the content costs four times the work, and not sixteen. */
static void
test_linear (void)
{
  for (int columns = 1; columns <= 2; columns++)
    {
      int some = looks_of_table (1000, columns), more = looks_of_table (4000, columns);
      g_assert_cmpint (more, <=, some * 5);
    }
}

static void
test_empty (void)
{
  g_autoptr (Document) document = made_document (240, 160, 20);
  document->footer.centre = made_furniture ("page ", INLINE_PAGE);
  g_autoptr (Diags) diags = diags_new ();
  g_autoptr (Pages) pages = set (document, diags);
  g_assert_cmpint (pages->pages->len, ==, 1);
  g_assert_cmpint (find (pages, "page 1", NULL), ==, 0);
  document->page.inner = 300 * PT;
  g_assert_null (set (document, diags));
  g_assert_cmpint (diags_count (diags, DIAG_ERROR), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (int i = 1; i < argc; i++)
    update = update || g_str_equal (argv[i], "--update");
  g_test_add_func ("/paginate/everything", test_everything);
  g_test_add_func ("/paginate/table-over-pages", test_table_over_pages);
  g_test_add_func ("/paginate/ground-over-columns", test_ground_over_columns);
  g_test_add_func ("/paginate/widows", test_widows);
  g_test_add_func ("/paginate/heading", test_heading_is_not_stranded);
  g_test_add_func ("/paginate/keep-together", test_keep_together);
  g_test_add_func ("/paginate/balance", test_balance);
  g_test_add_func ("/paginate/grid", test_grid);
  g_test_add_func ("/paginate/asides", test_asides);
  g_test_add_func ("/paginate/figure", test_figure_moves_and_shrinks);
  g_test_add_func ("/paginate/row-over-pages", test_row_over_pages);
  g_test_add_func ("/paginate/too-tall", test_too_tall);
  g_test_add_func ("/paginate/page-references", test_page_references);
  g_test_add_func ("/paginate/breaks", test_breaks);
  g_test_add_func ("/paginate/one-style-one-box", test_one_style_one_box);
  g_test_add_func ("/paginate/linear", test_linear);
  g_test_add_func ("/paginate/empty", test_empty);
  return g_test_run ();
}
