/* Floats: what does not fit goes on to the top of the next column, the text that follows fills the rest. Lines are 12 pt high;
 * a page of 160 pt holds ten.
 */
#include "typeset/paginate.h"
#include "made-document.h"

#define N_DOCUMENTS 300

static const Style float_style = {.name = "float",
                                  .size = 10 * PT,
                                  .leading = 12 * PT,
                                  .space_before = 6 * PT,
                                  .space_after = 6 * PT,
                                  .floats = TRUE};

static Drawing *
draw_box (gpointer data, const DrawingData *what, int width, int height, Fonts *fonts, Diags *diags)
{
  Drawing *drawing = g_new0 (Drawing, 1);
  drawing->width = width;
  drawing->height = height > 0 ? height : GPOINTER_TO_INT (data);
  drawing->ops = ops_new ();
  drawing->alt = g_strdup ("A box.");
  label_emit (fonts, "box", &small_style, "en-GB", 10 * PT, 20 * PT, drawing->ops);
  return drawing;
}

static Pages *
set (const Document *document)
{
  FigureDrawer drawer = {draw_box, GINT_TO_POINTER (60 * PT)};
  g_autoptr (Diags) diags = diags_new ();
  Pages *pages = paginate_document (document, (Fonts *)1, &drawer, diags);
  g_autofree char *said = diags_to_text (diags, FALSE);
  g_assert_cmpstr (said, ==, "");
  return pages;
}

static Block *
add_figure (Block *parent, const char *caption)
{
  Block *figure = add_block (parent, BLOCK_FIGURE, ROLE_FIGURE, &float_style);
  figure->drawing = drawing_data_new (DRAWING_BARS);
  add_paragraph (figure, &small_style, caption)->role = ROLE_CAPTION;
  return figure;
}

static void
add_numbered (Block *parent, const char *stem, int from, int to)
{
  for (int i = from; i < to; i++)
    {
      g_autofree char *words = g_strdup_printf ("%s%d.", stem, i);
      add_paragraph (parent, &tight_style, words);
    }
}

typedef struct
{
  int page, x, y;
} Spot;

/* Where the run that is exactly @text stands for the first time, or with @last for the last; page -1: nowhere. */
static Spot
find (const Pages *pages, const char *text, gboolean last)
{
  Spot spot = {-1, 0, 0};
  for (guint p = 0; p < pages->pages->len; p++)
    {
      const Page *page = pages->pages->pdata[p];
      for (guint i = 0; i < page->ops->len; i++)
        {
          const Op *op = &g_array_index (page->ops, Op, i);
          if (op->kind != OP_GLYPHS || !g_str_equal (op->as.glyphs->text, text) || (spot.page >= 0 && !last))
            continue;
          spot = (Spot){p, op->as.glyphs->x / PT, op->as.glyphs->y / PT};
        }
    }
  return spot;
}

#define page_of(pages, text) (find (pages, text, FALSE).page)

static void
test_text_passes (void)
{
  g_autoptr (Document) document = made_document (240, 160, 20);
  add_numbered (document->body, "t", 0, 7);
  add_figure (document->body, "caption");
  add_numbered (document->body, "t", 7, 13);
  g_autoptr (Pages) pages = set (document);
  g_assert_cmpint (pages->pages->len, ==, 2);
  g_assert_cmpint (page_of (pages, "t9."), ==, 0);
  g_assert_cmpint (find (pages, "t7.", FALSE).y, ==,
                   find (pages, "t6.", FALSE).y + 12); /* no white is left behind */
  Spot caption = find (pages, "caption", FALSE), box = find (pages, "box", FALSE),
       below = find (pages, "t10.", FALSE);
  g_assert_cmpint (caption.page, ==, 1);
  g_assert_cmpint (box.page, ==, 1);
  g_assert_cmpint (caption.y, <, 20 + 10); /* the top of the page */
  g_assert_cmpint (below.page, ==, 1);
  g_assert_cmpint (below.y, >=, 20 + 10 + 60 + 6 + 8); /* the caption, the drawing, its white */
}

/* It stays where it fits, and where there is only it. */
static void
test_stays (void)
{
  g_autoptr (Document) document = made_document (240, 180, 20);
  add_numbered (document->body, "t", 0, 2);
  add_figure (document->body, "caption");
  add_numbered (document->body, "t", 2, 4);
  g_autoptr (Pages) pages = set (document);
  g_assert_cmpint (pages->pages->len, ==, 1);
  g_assert_cmpint (find (pages, "caption", FALSE).y, >, find (pages, "t1.", FALSE).y);
  g_assert_cmpint (find (pages, "t2.", FALSE).y, >, find (pages, "box", FALSE).y);
}

/* What is kept with its heading does not leave it. */
static void
test_keeps_with_heading (void)
{
  g_autoptr (Document) document = made_document (240, 160, 20);
  add_numbered (document->body, "t", 0, 6);
  add_heading (document->body, ROLE_H1, "Head");
  add_figure (document->body, "caption");
  add_numbered (document->body, "t", 6, 9);
  g_autoptr (Pages) pages = set (document);
  g_assert_cmpint (page_of (pages, "Head"), ==, 1);
  g_assert_cmpint (page_of (pages, "caption"), ==, 1);
  g_assert_cmpint (page_of (pages, "t6."), ==, 1);
}

static void
test_page_break_is_not_passed (void)
{
  g_autoptr (Document) document = made_document (240, 160, 20);
  add_numbered (document->body, "t", 0, 7);
  add_figure (document->body, "caption");
  add_numbered (document->body, "t", 7, 9);
  add_block (document->body, BLOCK_PAGE_BREAK, ROLE_NONE, &plain_style);
  add_numbered (document->body, "t", 9, 11);
  g_autoptr (Pages) pages = set (document);
  g_assert_cmpint (page_of (pages, "t8."), ==, 0);
  g_assert_cmpint (page_of (pages, "caption"), ==, 1);
  g_assert_cmpint (page_of (pages, "t9."), ==, 2);
}

/* The Figure belongs to the section that declares it, though the next section's heading stands before it. */
static void
test_structure (void)
{
  g_autoptr (Document) document = made_document (240, 200, 20);
  Block *first = add_block (document->body, BLOCK_GROUP, ROLE_SECT, &plain_style);
  add_numbered (first, "t", 0, 8);
  add_figure (first, "caption");
  Block *second = add_block (document->body, BLOCK_GROUP, ROLE_SECT, &plain_style);
  add_heading (second, ROLE_H2, "Second");
  add_numbered (second, "s", 0, 5);
  g_autoptr (Pages) pages = set (document);
  g_assert_cmpint (page_of (pages, "Second"), ==, 0);
  g_assert_cmpint (page_of (pages, "caption"), ==, 1);
  int sections[2], n = 0, figure_parent = -1;
  for (guint i = 0; i < pages->elements->len; i++)
    {
      const Element *element = &g_array_index (pages->elements, Element, i);
      if (element->role == ROLE_SECT)
        sections[n++] = i;
      if (element->role == ROLE_FIGURE)
        {
          figure_parent = element->parent;
          g_assert_cmpint (element->more->page, ==, 1);
        }
    }
  g_assert_cmpint (n, ==, 2);
  g_assert_cmpint (figure_parent, ==, sections[0]);
}

/* Rows of a table pass it; below it the table goes on under its repeated head. */
static void
test_table_passes (void)
{
  g_autoptr (Document) document = made_document (240, 160, 20);
  add_numbered (document->body, "t", 0, 5);
  add_figure (document->body, "caption");
  Block *block = block_add_take (document->body, made_table (1, 0, 0));
  block->table->n_head = 1;
  for (int r = 0; r < 9; r++)
    {
      g_autofree char *words = g_strdup_printf (r ? "r%d" : "title", r);
      add_cell (table_add_row (block->table), words);
    }
  g_autoptr (Pages) pages = set (document);
  g_assert_cmpint (page_of (pages, "r2"), ==, 0);
  g_assert_cmpint (page_of (pages, "caption"), ==, 1);
  Spot again = find (pages, "title", TRUE), below = find (pages, "r8", FALSE);
  g_assert_cmpint (again.page, >=, 1);
  g_assert_cmpint (below.page, ==, again.page);
  if (again.page == 1)
    g_assert_cmpint (again.y, >, find (pages, "box", FALSE).y);
}

static void
test_next_column (void)
{
  g_autoptr (Document) document = made_document (460, 160, 20);
  document->page.columns = 2;
  add_numbered (document->body, "t", 0, 7);
  add_figure (document->body, "caption");
  add_numbered (document->body, "t", 7, 20);
  g_autoptr (Pages) pages = set (document);
  Spot caption = find (pages, "caption", FALSE);
  g_assert_cmpint (caption.page, ==, 0);
  g_assert_cmpint (caption.x, ==, 240);
  g_assert_cmpint (find (pages, "t9.", FALSE).x, ==, 20);
  g_assert_cmpint (find (pages, "t10.", FALSE).x, ==, 240);
  g_assert_cmpint (find (pages, "t10.", FALSE).page, ==, 0);
}

/* A note does not stand above the heading that it waits before, but beside the text below. */
static void
test_note_passes_heading (void)
{
  g_autoptr (Document) document = made_document (320, 160, 20);
  document->page.aside_width = 60 * PT;
  document->page.aside_gap = 20 * PT;
  Style across = head_style;
  across.span = TRUE;
  add_numbered (document->body, "t", 0, 2);
  Block *note = add_block (document->body, BLOCK_ASIDE, ROLE_DIV, &small_style);
  add_paragraph (note, &small_style, "note");
  Block *second = add_block (document->body, BLOCK_ASIDE, ROLE_DIV, &small_style);
  add_paragraph (second, &small_style, "second");
  block_add_text (add_block (document->body, BLOCK_HEADING, ROLE_H2, &across), "Across", NULL);
  add_numbered (document->body, "t", 2, 4);
  g_autoptr (Pages) pages = set (document);
  Spot spot = find (pages, "note", FALSE), beside = find (pages, "t2.", FALSE);
  g_assert_cmpint (spot.x, ==, 20);
  g_assert_cmpint (beside.x, ==, 100);
  g_assert_cmpint (spot.y, ==, beside.y);
  g_assert_cmpint (find (pages, "second", FALSE).y, ==, spot.y + 10 + 6);
  g_assert_cmpint (find (pages, "Across", FALSE).y, ==, find (pages, "t1.", FALSE).y + 3 + 14 + 13);
}

/* A heading across the page stands below a note that is higher than its text. */
static void
test_heading_below_note (void)
{
  g_autoptr (Document) document = made_document (320, 200, 20);
  document->page.aside_width = 60 * PT;
  document->page.aside_gap = 20 * PT;
  Style across = head_style;
  across.span = TRUE;
  across.rule_above = (Rule){PT, 4 * PT, 0};
  Block *note = add_block (document->body, BLOCK_ASIDE, ROLE_DIV, &small_style);
  for (int i = 0; i < 5; i++)
    add_paragraph (note, &small_style, i == 4 ? "end" : "note");
  add_numbered (document->body, "t", 0, 1);
  block_add_text (add_block (document->body, BLOCK_HEADING, ROLE_H2, &across), "Across", NULL);
  add_numbered (document->body, "t", 1, 3);
  g_autoptr (Pages) pages = set (document);
  int end = find (pages, "end", FALSE).y, heading = find (pages, "Across", FALSE).y;
  g_assert_cmpint (heading, >=, end + 2 + 14 + 5 + 12); /* descent, space above, rule, ascent */
}

static Drawing *
draw_talking (gpointer data, const DrawingData *what, int width, int height, Fonts *fonts, Diags *diags)
{
  for (int i = 0; i < 2; i++)
    diags_warning (diags, ((Mark){NULL, 0, 0}), "made-crowded", NULL, "%s",
                   height ? "is crowded" : "is high");
  return draw_box (data, what, width, height, fonts, diags);
}

/* What a drawing says stands at its block, once, and not of one that was thrown away. */
static void
test_drawing_says_where (void)
{
  g_autoptr (Document) document = made_document (240, 160, 20);
  add_figure (document->body, "caption")->mark = (Mark){"layout.yaml", 7, 3};
  FigureDrawer drawer = {draw_talking, GINT_TO_POINTER (500 * PT)};
  g_autoptr (Diags) diags = diags_new ();
  g_autoptr (Pages) pages = paginate_document (document, (Fonts *)1, &drawer, diags);
  g_assert_nonnull (pages);
  g_autofree char *said = diags_to_text (diags, FALSE);
  g_assert_cmpstr (said, ==, "layout.yaml:7:3: warning: is crowded [made-crowded]\n");
  g_assert_cmpint (diags_count (diags, DIAG_WARNING), ==, 1);
}

static int
draw_number (guint32 *state, int below)
{
  *state = *state * 1664525 + 1013904223;
  return (*state >> 12) % below;
}

/* 't': a line of text, 'f': a float of some lines, 'b': a page break. */
static char *
make_random (guint32 *state, Document *document)
{
  GString *kinds = g_string_new (NULL);
  static Style spanning;
  spanning = float_style;
  spanning.span = TRUE;
  for (int i = 0, n = 5 + draw_number (state, 60); i < n; i++)
    {
      int kind = draw_number (state, 30);
      g_autofree char *first = g_strdup_printf ("a%d", i), *last = g_strdup_printf ("z%d", i);
      if (kind == 0)
        add_block (document->body, BLOCK_PAGE_BREAK, ROLE_NONE, &plain_style);
      else if (kind < 8)
        {
          gboolean across = document->page.columns > 1 && draw_number (state, 6) == 0;
          Block *group = add_block (document->body, BLOCK_GROUP, ROLE_DIV, across ? &spanning : &float_style);
          add_paragraph (group, &tight_style, first);
          add_numbered (group, "f", 0, draw_number (state, 8));
          add_paragraph (group, &tight_style, last);
        }
      else
        {
          add_paragraph (document->body, &tight_style, first);
          add_paragraph (document->body, &tight_style, last);
        }
      g_string_append_c (kinds, kind == 0 ? 'b' : kind < 8 ? 'f' : 't');
    }
  return g_string_free (kinds, FALSE);
}

/* Whole; not before its place; in order; at most one page after its place; never past a page break. */
static void
assert_float_laws (const Pages *pages, const char *kinds)
{
  int text_page = 0, float_page = 0, barrier = 0;
  for (int i = 0; kinds[i]; i++)
    {
      g_autofree char *first = g_strdup_printf ("a%d", i), *last = g_strdup_printf ("z%d", i);
      Spot from = find (pages, first, FALSE), to = find (pages, last, FALSE);
      if (kinds[i] == 'b')
        {
          barrier = MAX (text_page, float_page);
          continue;
        }
      g_assert_cmpint (from.page, >=, 0);
      g_assert_cmpint (to.page, >=, from.page);
      if (kinds[i] == 't')
        {
          g_assert_cmpint (from.page, >=, text_page);
          text_page = to.page;
        }
      else
        {
          g_assert_cmpint (from.page, ==, to.page);
          g_assert_cmpint (from.page, >=, text_page);
          g_assert_cmpint (from.page, >=, float_page);
          g_assert_cmpint (from.page, <=, MAX (MAX (text_page, float_page), barrier) + 1);
          float_page = from.page;
        }
      gboolean past_break = i > 0 && kinds[i - 1] == 'b' && text_page + float_page > 0;
      if (past_break && kinds[i] == 't')
        g_assert_cmpint (from.page, >, barrier);
    }
}

static void
test_laws (void)
{
  int n_moved = 0;
  for (int i = 0; i < N_DOCUMENTS; i++)
    {
      guint32 state = i * 7919 + 1;
      int columns = 1 + draw_number (&state, 2);
      g_autoptr (Document) document = made_document (220 * columns + 20, 160 + draw_number (&state, 100), 20);
      document->page.columns = columns;
      document->page.baseline = draw_number (&state, 2) * 12 * PT;
      g_autofree char *kinds = make_random (&state, document);
      g_test_message ("document %d: %d columns, %s", i, columns, kinds);
      g_autoptr (Pages) pages = set (document);
      assert_float_laws (pages, kinds);
      for (int k = 0; kinds[k] && kinds[k + 1]; k++)
        {
          g_autofree char *own = g_strdup_printf ("a%d", k), *next = g_strdup_printf ("a%d", k + 1);
          n_moved += kinds[k] == 'f' && kinds[k + 1] == 't' && page_of (pages, own) > page_of (pages, next);
        }
    }
  g_test_message ("%d floats passed", n_moved);
  g_assert_cmpint (n_moved, >, N_DOCUMENTS / 10);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/floats/text-passes", test_text_passes);
  g_test_add_func ("/floats/stays", test_stays);
  g_test_add_func ("/floats/keeps-with-heading", test_keeps_with_heading);
  g_test_add_func ("/floats/page-break", test_page_break_is_not_passed);
  g_test_add_func ("/floats/structure", test_structure);
  g_test_add_func ("/floats/table-passes", test_table_passes);
  g_test_add_func ("/floats/next-column", test_next_column);
  g_test_add_func ("/floats/note-passes-heading", test_note_passes_heading);
  g_test_add_func ("/floats/heading-below-note", test_heading_below_note);
  g_test_add_func ("/floats/drawing-says-where", test_drawing_says_where);
  g_test_add_func ("/floats/laws", test_laws);
  return g_test_run ();
}
