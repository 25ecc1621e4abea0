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
  return g_test_run ();
}
