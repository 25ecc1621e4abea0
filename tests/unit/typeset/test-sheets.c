/* Pages of another style inside a document: a portrait page of 240 × 300 pt, turned pages of 400 × 240 pt in two columns. What is
 * before, on and after them; furniture, numbers of pages, gutters, running heads and notes of each.
 */
#include "typeset/paginate.h"
#include "made-document.h"

typedef struct
{
  int page, x, y; /* [pt], y of the baseline; page -1: nowhere */
} Spot;

/* The @skip-th run that begins with @text. */
static Spot
find (const Pages *pages, const char *text, int skip)
{
  for (guint p = 0; p < pages->pages->len; p++)
    {
      const Page *page = pages->pages->pdata[p];
      for (guint i = 0; i < page->ops->len; i++)
        {
          const Op *op = &g_array_index (page->ops, Op, i);
          if (op->kind == OP_GLYPHS && g_str_has_prefix (op->as.glyphs->text, text) && skip-- == 0)
            return (Spot){p, op->as.glyphs->x / PT, op->as.glyphs->y / PT};
        }
    }
  return (Spot){-1, 0, 0};
}

static Pages *
set (const Document *document, const char *expected)
{
  g_autoptr (Diags) diags = diags_new ();
  Pages *pages = paginate_document (document, (Fonts *)1, NULL, diags);
  g_autofree char *said = diags_to_text (diags, FALSE);
  if (*expected)
    g_assert_nonnull (strstr (said, expected));
  else
    g_assert_cmpstr (said, ==, "");
  return pages;
}

static Block *
add_turned (Document *document, Block *parent)
{
  PageStyle *page = g_memdup2 (&document->page, sizeof *page);
  page->width = 480 * PT;
  page->height = 240 * PT;
  page->inner = 40 * PT;
  page->columns = 2;
  page->footer_y = 10 * PT;
  g_ptr_array_add (document->pages, page);
  Block *block = add_block (parent, BLOCK_GROUP, ROLE_NONE, &plain_style);
  block->page = page;
  return block;
}

static void
assert_size (const Pages *pages, int page, int width, int height)
{
  const Page *sheet = pages->pages->pdata[page];
  g_assert_cmpint (sheet->width, ==, width * PT);
  g_assert_cmpint (sheet->height, ==, height * PT);
}

/* 12 lines, 20 on the turned page, 3 lines: pages 1, 2, 3, of which the second is turned. */
static Document *
made_turned (Block **turned)
{
  Document *document = made_document (240, 300, 20);
  add_heading (document->body, ROLE_H1, "First");
  add_lines (document->body, &text_style, 'a', 12);
  *turned = add_turned (document, document->body);
  add_heading (*turned, ROLE_H1, "Second");
  add_lines (*turned, &tight_style, 'b', 20);
  add_lines (document->body, &text_style, 'c', 3);
  document->header.left = made_furniture ("in ", INLINE_RUNNING_HEAD);
  document->footer.left = made_furniture ("page ", INLINE_PAGE);
  return document;
}

static void
test_turned (void)
{
  Block *turned;
  g_autoptr (Document) document = made_turned (&turned);
  g_autoptr (Pages) pages = set (document, "");
  g_assert_cmpint (pages->pages->len, ==, 3);
  assert_size (pages, 0, 240, 300);
  assert_size (pages, 1, 480, 240);
  assert_size (pages, 2, 240, 300);
  g_assert_cmpint (find (pages, "a00", 0).page, ==, 0);
  Spot heading = find (pages, "Second", 0), first = find (pages, "b00", 0), third = find (pages, "c00", 0);
  g_assert_cmpint (heading.page, ==, 1);
  g_assert_cmpint (first.page, ==, 1);
  g_assert_cmpint (first.x, ==, 40);
  g_assert_cmpint (third.page, ==, 2);
  g_assert_cmpint (third.x, ==, 20);
  g_assert_cmpint (third.y, <, 40); /* at the top of its page */
  /* columns of 200 pt, balanced at the end of the pages: the last line's neighbour stands in the second column */
  Spot last = find (pages, "b90", 1);
  g_assert_cmpint (last.x, ==, 40 + 200 + 20);
  /* furniture by each page's own style; the section of the page's own top */
  g_assert_cmpint (find (pages, "page 1", 0).y, ==, 300 - 8);
  g_assert_cmpint (find (pages, "page 2", 0).y, ==, 240 - 10);
  g_assert_cmpint (find (pages, "page 3", 0).page, ==, 2);
  g_assert_cmpint (find (pages, "in Second", 0).page, ==, 1);
  g_assert_cmpint (find (pages, "in Second", 1).page, ==, 2);
  g_assert_cmpint (pages->depth, ==, 260 * PT); /* of the last page, which is upright */
}

/* At the very beginning and the very end no page is without anything. */
static void
test_no_empty_page (void)
{
  g_autoptr (Document) document = made_document (240, 300, 20);
  add_lines (add_turned (document, document->body), &text_style, 'a', 2);
  add_turned (document, document->body); /* finds nothing */
  add_lines (add_turned (document, document->body), &text_style, 'b', 2);
  g_autoptr (Pages) pages = set (document, "");
  g_assert_cmpint (pages->pages->len, ==, 2);
  assert_size (pages, 0, 480, 240);
  assert_size (pages, 1, 480, 240);
  g_assert_cmpint (find (pages, "b00", 0).page, ==, 1);
}

/* The gutter is at the right of even pages, of whatever size. */
static void
test_mirrored (void)
{
  Block *turned;
  g_autoptr (Document) document = made_turned (&turned);
  document->page.mirrored = TRUE;
  document->page.inner = 30 * PT;
  document->page.outer = 10 * PT;
  ((PageStyle *)document->pages->pdata[0])->mirrored = TRUE;
  g_autoptr (Pages) pages = set (document, "");
  g_assert_cmpint (find (pages, "a00", 0).x, ==, 30);
  g_assert_cmpint (find (pages, "b00", 0).x, ==, 20); /* page 2: its outer margin */
  g_assert_cmpint (find (pages, "c00", 0).x, ==, 30);
}

/* Read from the right, each page is reflected in its own width. */
static void
test_reflected (void)
{
  Block *turned;
  g_autoptr (Document) document = made_turned (&turned);
  g_autoptr (Pages) left = set (document, "");
  document->page.rtl = ((PageStyle *)document->pages->pdata[0])->rtl = TRUE;
  g_autoptr (Pages) right = set (document, "");
  const char *const words[] = {"a00", "b00", "c00"};
  for (int i = 0; i < 3; i++)
    {
      Spot from = find (left, words[i], 0), to = find (right, words[i], 0);
      int width = ((const Page *)left->pages->pdata[i])->width / PT;
      g_assert_cmpint (from.page, ==, i);
      g_assert_cmpint (to.page, ==, i);
      g_assert_cmpint (to.y, ==, from.y);
      g_assert_cmpint (to.x, ==, width - from.x - 200);
    }
}

/* References to pages count all of them; a destination that waits for what comes stands on the turned page. */
static void
test_numbers (void)
{
  Block *turned;
  g_autoptr (Document) document = made_turned (&turned);
  Block *after = add_paragraph (document->body, &text_style, "end");
  after->id = g_strdup ("end");
  ((Block *)turned->children->pdata[0])->id = g_strdup ("second");
  Block *see = add_paragraph (document->body, &text_style, "see ");
  const char *const targets[] = {"#end", "#second"};
  for (int i = 0; i < 2; i++)
    {
      Inline *page = inline_new (INLINE_PAGE_OF, "88", NULL);
      page->target = g_strdup (targets[i]);
      g_ptr_array_add (see->inlines, page);
      block_add_text (see, ".", NULL);
    }
  g_autoptr (Pages) pages = set (document, "");
  g_autofree char *dump = pages_dump (pages);
  g_assert_nonnull (strstr (dump, "see 3.2."));
  g_assert_cmpstr (g_array_index (pages->outline, OutlineItem, 1).title, ==, "Second");
}

/* In a box there are no other pages: it is said, and nothing is lost. */
static void
test_in_box (void)
{
  g_autoptr (Document) document = made_document (240, 300, 20);
  Style boxed = plain_style;
  boxed.has_ground = TRUE;
  Block *box = add_block (document->body, BLOCK_GROUP, ROLE_DIV, &boxed);
  add_lines (add_turned (document, box), &text_style, 'a', 2);
  g_autoptr (Pages) pages = set (document, "page-in-box");
  g_assert_cmpint (pages->pages->len, ==, 1);
  g_assert_cmpint (find (pages, "a00", 0).page, ==, 0);
}

static void
test_too_small (void)
{
  g_autoptr (Document) document = made_document (240, 300, 20);
  add_lines (add_turned (document, document->body), &text_style, 'a', 2);
  ((PageStyle *)document->pages->pdata[0])->top = 300 * PT;
  g_autoptr (Diags) diags = diags_new ();
  g_assert_null (paginate_document (document, (Fonts *)1, NULL, diags));
  g_autofree char *said = diags_to_text (diags, FALSE);
  g_assert_nonnull (strstr (said, "page-too-small"));
}

/* A drawing that is crowded in frames narrower than @data points; half as high as it is wide. */
static Drawing *
draw_crowded (gpointer data, const DrawingData *what, int width, int height, Fonts *fonts, Diags *diags)
{
  Drawing *drawing = g_new0 (Drawing, 1);
  drawing->width = width;
  drawing->height = MIN (width / 2, height > 0 ? height : G_MAXINT);
  drawing->ops = ops_new ();
  ops_rectangle (drawing->ops, 0, 0, width, drawing->height, 0);
  drawing->alt = g_strdup ("who is tied to whom");
  drawing->crowded = width < GPOINTER_TO_INT (data) * PT ? 3 : 0;
  diags_note (diags, what->mark, "made-note", NULL, "drawn %d pt wide", width / PT);
  return drawing;
}

/* Page 1: a lead and lines; a heading and a figure; lines. The figure is crowded in frames narrower than @enough. */
static Pages *
set_figure (int enough, SheetSize least, SheetSize most, char **said)
{
  g_autoptr (Document) document = made_document (240, 300, 20);
  add_lines (document->body, &text_style, 'a', 3);
  add_heading (document->body, ROLE_H1, "Heading");
  Block *figure = add_block (document->body, BLOCK_FIGURE, ROLE_FIGURE, &plain_style);
  figure->drawing = drawing_data_new (DRAWING_CHART);
  figure->drawing->least_sheet = least;
  figure->drawing->most_sheet = most;
  add_paragraph (figure, &text_style, "caption");
  add_lines (document->body, &text_style, 'c', 3);
  FigureDrawer drawer = {draw_crowded, GINT_TO_POINTER (enough)};
  g_autoptr (Diags) diags = diags_new ();
  Pages *pages = paginate_document (document, (Fonts *)1, &drawer, diags);
  *said = diags_to_text (diags, FALSE);
  return pages;
}

/* The smallest page that holds it is taken, its heading goes with it, and only the drawing that is printed has its say. */
static void
test_larger (void)
{
  static const struct
  {
    int enough;
    SheetSize least, most;
    int pages, width, height, drawn; /* of the figure's page [pt]; width of the drawing */
  } cases[] = {
      {200, SHEET_SAME, SHEET_LARGE, 1, 240, 300, 200}, {201, SHEET_SAME, SHEET_LARGE, 3, 300, 240, 260},
      {261, SHEET_SAME, SHEET_LARGE, 3, 480, 300, 440}, {261, SHEET_SAME, SHEET_TURNED, 1, 240, 300, 200},
      {201, SHEET_SAME, SHEET_SAME, 1, 240, 300, 200},  {10, SHEET_LARGE, SHEET_LARGE, 3, 480, 300, 440},
      {10, SHEET_TURNED, SHEET_LARGE, 3, 300, 240, 260}};
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *said = NULL, *drawn = g_strdup_printf ("drawn %d pt wide", cases[i].drawn);
      g_autoptr (Pages) pages = set_figure (cases[i].enough, cases[i].least, cases[i].most, &said);
      const int page = cases[i].pages == 1 ? 0 : 1;
      g_assert_cmpint (pages->pages->len, ==, cases[i].pages);
      assert_size (pages, page, cases[i].width, cases[i].height);
      g_assert_cmpint (find (pages, "caption", 0).page, ==, page);
      g_assert_cmpint (find (pages, "Heading", 0).page, ==, page);
      g_assert_cmpint (find (pages, "a00", 0).page, ==, 0);
      g_assert_cmpint (find (pages, "c00", 0).page, ==, cases[i].pages - 1);
      g_assert_nonnull (strstr (said, drawn));
      g_assert_null (strstr (strstr (said, "drawn") + 1, "drawn"));
      g_assert_true ((strstr (said, "[larger-page]") != NULL) == (page == 1));
    }
}

/* A table that asks for it is turned where its words do not fit beside each other, and only there. */
static void
test_turned_table (void)
{
  for (int wide = 0; wide < 2; wide++)
    {
      g_autoptr (Document) document = made_document (240, 300, 20);
      add_lines (document->body, &text_style, 'a', 3);
      Block *block = add_block (document->body, BLOCK_TABLE, ROLE_TABLE, &plain_style);
      block->table->wide = WIDE_TURN;
      const char *words = wide ? "abcdefghijklmnopqr" : "ab";
      for (int c = 0; c < 3; c++)
        add_column (block->table, 0, 10, ALIGN_START);
      for (int r = 0; r < 3; r++)
        {
          GPtrArray *row = table_add_row (block->table);
          for (int c = 0; c < 3; c++)
            add_cell (row, words);
        }
      g_autoptr (Diags) diags = diags_new ();
      g_autoptr (Pages) pages = paginate_document (document, (Fonts *)1, NULL, diags);
      g_autofree char *said = diags_to_text (diags, FALSE);
      g_assert_cmpint (pages->pages->len, ==, wide ? 2 : 1);
      g_assert_true ((strstr (said, "[larger-page]") != NULL) == wide);
      g_assert_null (strstr (said, "table-split"));
      if (wide)
        assert_size (pages, 1, 300, 240);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sheets/turned", test_turned);
  g_test_add_func ("/sheets/no-empty-page", test_no_empty_page);
  g_test_add_func ("/sheets/mirrored", test_mirrored);
  g_test_add_func ("/sheets/reflected", test_reflected);
  g_test_add_func ("/sheets/numbers", test_numbers);
  g_test_add_func ("/sheets/in-box", test_in_box);
  g_test_add_func ("/sheets/too-small", test_too_small);
  g_test_add_func ("/sheets/larger", test_larger);
  g_test_add_func ("/sheets/turned-table", test_turned_table);
  return g_test_run ();
}
