/* Notes at the foot of the page that cites them, and beside the line; running heads. A line of text is 12 pt high, one of a note
 * 10 pt; a letter of text 5 pt wide, of a note 4 pt.
 */
#include "typeset/paginate.h"
#include "made-document.h"

typedef struct
{
  int page, x, y; /* [pt], y of the baseline; page -1: nowhere */
} Spot;

static Spot
find (const Pages *pages, const char *text)
{
  for (guint p = 0; p < pages->pages->len; p++)
    {
      const Page *page = pages->pages->pdata[p];
      for (guint i = 0; i < page->ops->len; i++)
        {
          const Op *op = &g_array_index (page->ops, Op, i);
          if (op->kind == OP_GLYPHS && strstr (op->as.glyphs->text, text))
            return (Spot){p, op->as.glyphs->x / PT, op->as.glyphs->y / PT};
        }
    }
  return (Spot){-1, 0, 0};
}

static int
count (const Pages *pages, const char *text)
{
  int n = 0;
  for (guint p = 0; p < pages->pages->len; p++)
    {
      const Page *page = pages->pages->pdata[p];
      for (guint i = 0; i < page->ops->len; i++)
        {
          const Op *op = &g_array_index (page->ops, Op, i);
          n += op->kind == OP_GLYPHS && strstr (op->as.glyphs->text, text);
        }
    }
  return n;
}

static Pages *
set (const Document *document)
{
  g_autoptr (Diags) diags = diags_new ();
  Pages *pages = paginate_document (document, (Fonts *)1, NULL, diags);
  g_autofree char *said = diags_to_text (diags, FALSE);
  g_assert_cmpstr (said, ==, "");
  return pages;
}

/* Note @k of @n lines in a column of 200 pt: "n07.00 …". */
static void
add_note (Document *document, int k, int n)
{
  if (!document->notes)
    document->notes = block_new (BLOCK_GROUP, ROLE_NONE, &plain_style);
  GString *words = g_string_new (NULL);
  for (int i = 0; i < n; i++)
    g_string_append_printf (words, "%sn%02d.%02d.%035d", i ? " " : "", k, i, 0);
  g_autofree char *text = g_string_free (words, FALSE);
  Block *note = add_paragraph (document->notes, &small_style, text);
  note->role = ROLE_NOTE;
  note->id = g_strdup_printf ("note-%d", k);
}

/* A line "tKK" that cites note @k; -1: none. */
static void
add_citing (Block *parent, int line, int k)
{
  g_autofree char *text = g_strdup_printf ("t%02d", line), *target = g_strdup_printf ("#note-%d", k);
  Block *block = add_paragraph (parent, &tight_style, text);
  if (k >= 0)
    add_inline (block, INLINE_REFERENCE, "*", target);
}

static Spot
find_line (const Pages *pages, char kind, int k, int line)
{
  g_autofree char *text =
      kind == 't' ? g_strdup_printf ("t%02d", k) : g_strdup_printf ("n%02d.%02d", k, line);
  return find (pages, text);
}

/* Ten lines a page, a note for the third and the eighth: each stands below the text of its page, above its end, once. */
static void
test_foot (void)
{
  g_autoptr (Document) document = made_document (240, 160, 20);
  document->note_place = NOTES_FOOT;
  for (int i = 0; i < 14; i++)
    add_citing (document->body, i, i == 2 || i == 7 ? i : i == 9 ? 2 : -1);
  add_note (document, 2, 2);
  add_note (document, 7, 1);
  add_note (document, 8, 1); /* nobody cites it */
  g_autoptr (Pages) pages = set (document);
  g_assert_cmpint (pages->pages->len, ==, 2);
  for (int k = 2; k <= 7; k += 5)
    {
      Spot note = find_line (pages, 'n', k, 0), line = find_line (pages, 't', k, 0);
      g_assert_cmpint (note.page, ==, line.page);
      g_assert_cmpint (note.y, >, line.y);
    }
  g_assert_cmpint (find_line (pages, 'n', 2, 0).page, ==, 0);
  g_assert_cmpint (find_line (pages, 'n', 2, 1).y, ==,
                   140 - 3); /* on the foot: 20 pt of margin, a descent of 2.5 pt */
  /* 120 pt hold two notes' lines with the white above them, 32 pt, and seven lines */
  g_assert_cmpint (find_line (pages, 't', 6, 0).page, ==, 0);
  g_assert_cmpint (find_line (pages, 't', 7, 0).page, ==, 1);
  g_assert_cmpint (count (pages, "n02."), ==, 2);
  g_assert_cmpint (count (pages, "n08."), ==, 0);
}

/* A note longer than what is left begins where it is cited and goes on: two lines at least at either side, nothing lost. */
static void
test_long_note (void)
{
  for (int n = 5; n < 30; n++)
    {
      g_autoptr (Document) document = made_document (240, 160, 20);
      document->note_place = NOTES_FOOT;
      for (int i = 0; i < 20; i++)
        add_citing (document->body, i, i == 4 ? 4 : -1);
      add_note (document, 4, n);
      g_autoptr (Pages) pages = set (document);
      Spot line = find_line (pages, 't', 4, 0), first = find_line (pages, 'n', 4, 0);
      g_assert_cmpint (first.page, ==, line.page);
      g_assert_cmpint (find_line (pages, 'n', 4, 1).page, ==, first.page);
      Spot last = find_line (pages, 'n', 4, n - 1);
      g_assert_cmpint (find_line (pages, 'n', 4, n - 2).page, ==, last.page);
      Spot before = first;
      for (int i = 1; i < n; i++)
        {
          Spot now = find_line (pages, 'n', 4, i);
          g_test_message ("note of %d: line %d on page %d at %d", n, i, now.page, now.y);
          g_assert_true (now.page == before.page ? now.y == before.y + 10 : now.page == before.page + 1);
          g_assert_cmpint (now.y, <=, 140);
          before = now;
        }
      g_assert_cmpint (count (pages, "n04."), ==, n);
      for (int i = 0; i < 20; i++)
        { /* text stands above the notes of its page */
          Spot text = find_line (pages, 't', i, 0);
          for (int k = 0; k < n; k++)
            if (find_line (pages, 'n', 4, k).page == text.page)
              g_assert_cmpint (find_line (pages, 'n', 4, k).y, >, text.y + 10);
        }
    }
}

/* In columns each has its own notes; those of a spanning block stand below the first. */
static void
test_foot_of_columns (void)
{
  g_autoptr (Document) document = made_document (460, 160, 20);
  Style span = tight_style;
  span.span = TRUE;
  document->page.columns = 2;
  document->note_place = NOTES_FOOT;
  add_citing (document->body, 0, 0);
  ((Block *)document->body->children->pdata[0])->style = &span;
  for (int i = 1; i < 20; i++)
    add_citing (document->body, i, i == 1 || i == 12 ? i : -1);
  add_note (document, 0, 1);
  add_note (document, 1, 1);
  add_note (document, 12, 1);
  g_autoptr (Pages) pages = set (document);
  g_assert_cmpint (find_line (pages, 'n', 0, 0).x, ==, 20);
  g_assert_cmpint (find_line (pages, 'n', 1, 0).x, ==, 20);
  g_assert_cmpint (find_line (pages, 'n', 0, 0).y, <, find_line (pages, 'n', 1, 0).y);
  Spot late = find_line (pages, 'n', 12, 0), line = find_line (pages, 't', 12, 0);
  g_assert_cmpint (late.x, ==, line.x);
  g_assert_cmpint (late.page, ==, line.page);
}

/* Beside the line that cites it, in the margin column; the second below the first. */
static void
test_side (void)
{
  g_autoptr (Document) document = made_document (460, 300, 20);
  document->page.aside_width = 200 * PT;
  document->page.aside_gap = 20 * PT;
  document->note_place = NOTES_SIDE;
  for (int i = 0; i < 10; i++)
    add_citing (document->body, i, i == 3 || i == 4 ? i : -1);
  add_note (document, 3, 3);
  add_note (document, 4, 1);
  g_autoptr (Pages) pages = set (document);
  Spot first = find_line (pages, 'n', 3, 0), second = find_line (pages, 'n', 4, 0);
  g_assert_cmpint (first.x, ==, 20);
  g_assert_cmpint (find_line (pages, 't', 3, 0).x, ==, 240);
  g_assert_cmpint (first.y, ==, find_line (pages, 't', 3, 0).y);
  g_assert_cmpint (second.y, ==, first.y + 3 * 10 + 6);
}

/* What a note cites follows it, and a table's notes stand at the foot of its page; in the structure each stands in the section. */
static void
test_nested (void)
{
  g_autoptr (Document) document = made_document (240, 300, 20);
  document->note_place = NOTES_FOOT;
  Block *sect = add_block (document->body, BLOCK_GROUP, ROLE_SECT, &plain_style);
  Block *table = block_add_take (sect, made_table (1, 3, 1));
  GPtrArray *row = table->table->rows->pdata[2];
  Cell *cell = row->pdata[0];
  Inline *cite = inline_new (INLINE_REFERENCE, "*", NULL);
  cite->target = g_strdup ("#note-1");
  g_ptr_array_add (cell->inlines, cite);
  add_citing (document->body, 0, -1);
  add_note (document, 1, 1);
  add_note (document, 2, 1);
  add_inline (document->notes->children->pdata[0], INLINE_REFERENCE, "*", "#note-2");
  add_inline (document->notes->children->pdata[1], INLINE_REFERENCE, "*", "#note-1");
  g_autoptr (Pages) pages = set (document);
  g_assert_cmpint (find_line (pages, 'n', 1, 0).y, <, find_line (pages, 'n', 2, 0).y);
  g_assert_cmpint (count (pages, "n01."), ==, 1);
  int n_notes = 0;
  for (guint i = 0; i < pages->elements->len; i++)
    {
      const Element *element = &g_array_index (pages->elements, Element, i);
      if (element->role != ROLE_NOTE)
        continue;
      n_notes++;
      g_assert_cmpint (g_array_index (pages->elements, Element, element->parent).role, ==, ROLE_SECT);
    }
  g_assert_cmpint (n_notes, ==, 2);
}

/* The head of a page is the section of its first line, the last one that of its foot. */
static void
test_running_heads (void)
{
  g_autoptr (Document) document = made_document (240, 160, 20);
  document->header.left = made_furniture ("top ", INLINE_RUNNING_HEAD);
  document->footer.left = made_furniture ("foot ", INLINE_RUNNING_LAST);
  add_heading (document->body, ROLE_H1, "One");
  add_lines (document->body, &tight_style, 'a', 2);
  add_heading (document->body, ROLE_H2, "Two");
  add_lines (document->body, &tight_style, 'b', 8);
  add_block (document->body, BLOCK_PAGE_BREAK, ROLE_NONE, &plain_style);
  add_heading (document->body, ROLE_H2, "Three");
  add_lines (document->body, &tight_style, 'c', 3);
  g_autoptr (Pages) pages = set (document);
  g_assert_cmpint (pages->pages->len, ==, 3);
  const char *expected[] = {"top One", "foot Two", "top Two", "foot Two", "top Three", "foot Three"};
  for (int p = 0; p < 3; p++)
    for (int k = 0; k < 2; k++)
      {
        const Page *page = pages->pages->pdata[p];
        gboolean found = FALSE;
        for (guint i = 0; i < page->ops->len; i++)
          {
            const Op *op = &g_array_index (page->ops, Op, i);
            found =
                found || (op->kind == OP_GLYPHS && g_str_equal (op->as.glyphs->text, expected[2 * p + k]));
          }
        g_test_message ("page %d: %s", p + 1, expected[2 * p + k]);
        g_assert_true (found);
      }
}

/* More notes than the margin has room for beside one line, on any page: the rest stands at the foot, and flows on. Nothing is lost and
 * nothing runs over the page's end. */
static void
test_side_full (void)
{
  enum
  {
    N_NOTES = 60
  };
  g_autoptr (Document) document = made_document (460, 300, 20);
  document->page.aside_width = 200 * PT;
  document->page.aside_gap = 20 * PT;
  document->note_place = NOTES_SIDE;
  add_lines (document->body, &text_style, 'a', 2);
  Block *citing = add_paragraph (document->body, &text_style, "who");
  for (int i = 0; i < N_NOTES; i++)
    {
      Inline *reference = inline_new (INLINE_REFERENCE, ".", NULL);
      reference->target = g_strdup_printf ("#note-%d", i);
      g_ptr_array_add (citing->inlines, reference);
      add_note (document, i, 1);
    }
  g_autoptr (Pages) pages = set (document);
  int n_side = 0, last_page = 0;
  for (int i = 0; i < N_NOTES; i++)
    {
      Spot note = find_line (pages, 'n', i, 0);
      g_assert_cmpint (note.page, >=, last_page);
      g_assert_cmpint (note.y, <=, 280);
      n_side += note.x == 20;
      last_page = note.page;
    }
  g_assert_cmpint (n_side, >, 5);
  g_assert_cmpint (n_side, <, 30);
  g_assert_cmpint (last_page, >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/notes/foot", test_foot);
  g_test_add_func ("/notes/long", test_long_note);
  g_test_add_func ("/notes/columns", test_foot_of_columns);
  g_test_add_func ("/notes/side", test_side);
  g_test_add_func ("/notes/side-full", test_side_full);
  g_test_add_func ("/notes/nested", test_nested);
  g_test_add_func ("/notes/running-heads", test_running_heads);
  return g_test_run ();
}
