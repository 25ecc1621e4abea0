/* Pages that are read from the right are those read from the left in a mirror: every line, rule, ground, bar, cell, label, note in
 * the margin and part of the furniture stands as far from the right as it stood from the left, and in the same order. Only
 * what is inside a drawing keeps its sides. Texts are in a made-up type that can be written from the right.
 */
#include "typeset/paginate.h"
#include "made-document.h"

#define BOX_COLOUR 0xEEF1F4

static Drawing *
draw_box (gpointer data, const DrawingData *what, int width, int height, Fonts *fonts, Diags *diags)
{
  Drawing *drawing = g_new0 (Drawing, 1);
  drawing->width = width * 3 / 4;
  drawing->height = 40 * PT;
  drawing->ops = ops_new ();
  drawing->alt = g_strdup ("A box.");
  ops_rectangle (drawing->ops, 0, 0, drawing->width, drawing->height, BOX_COLOUR);
  label_emit (fonts, "inside", &small_style, "en-GB", 10 * PT, 20 * PT, drawing->ops);
  ops_link (drawing->ops, 10 * PT, 12 * PT, 12 * PT, 10 * PT, -1, "#note", "note");
  return drawing;
}

static void
add_list (Block *parent)
{
  Block *list = add_block (parent, BLOCK_LIST, ROLE_L, &plain_style);
  for (int i = 0; i < 2; i++)
    {
      Block *item = add_block (list, BLOCK_ITEM, ROLE_LI, &text_style);
      item->label = g_ptr_array_new_with_free_func ((GDestroyNotify)inline_free);
      g_ptr_array_add (item->label, inline_new (INLINE_TEXT, i ? "10." : "9.", NULL));
      add_paragraph (item, &text_style, i ? "tenth" : "ninth");
    }
}

static Block *
add_group (Block *parent, const Style *style)
{
  Block *group = add_block (parent, BLOCK_GROUP, ROLE_DIV, style);
  add_paragraph (group, &text_style, "Some say so.");
  add_paragraph (group, &text_style, "Others deny it.");
  return group;
}

/* Of everything that stands somewhere, over two columns and several pages. */
static Document *
made_pages (const Style *barred, const Style *band, const Style *ground)
{
  Document *document = made_document (520, 300, 20);
  document->page.columns = 2;
  document->page.inner = 37 * PT;
  document->page.mirrored = TRUE;
  document->page.aside_width = 30 * PT;
  document->page.aside_gap = 10 * PT;
  Block *body = document->body;
  add_paragraph (add_block (body, BLOCK_GROUP, ROLE_DIV, band), &text_style, "title");
  add_heading (body, ROLE_H1, "Strength");
  add_paragraph (add_block (body, BLOCK_ASIDE, ROLE_DIV, &small_style), &small_style, "C 3");
  add_lines (body, &text_style, 'a', 30);
  add_group (body, barred);
  add_group (body, ground);
  add_list (body);
  Block *figure = add_block (body, BLOCK_FIGURE, ROLE_FIGURE, &text_style);
  figure->drawing = drawing_data_new (DRAWING_BARS);
  add_paragraph (figure, &small_style, "Figure 1.")->role = ROLE_CAPTION;
  block_add_take (body, made_table (3, 40, 1))->table->continued = g_strdup ("continued");
  Block *row = add_block (body, BLOCK_ROW, ROLE_NONE, &plain_style);
  add_paragraph (row, &text_style, "left")->span = 4;
  add_paragraph (row, &text_style, "right")->span = 8;
  document->header.left = made_furniture ("page ", INLINE_PAGE);
  document->header.centre = made_furniture ("middle ", INLINE_PAGE);
  document->footer.right = made_furniture ("in ", INLINE_RUNNING_HEAD);
  return document;
}

/* Left and right end of a path's box. */
static void
path_ends (const Path *path, int *left, int *right)
{
  *left = G_MAXINT;
  *right = G_MININT;
  for (guint k = 0; k < path->steps->len; k++)
    {
      const PathStep *step = &g_array_index (path->steps, PathStep, k);
      for (int j = 0; j < (step->verb == 'c' ? 3 : step->verb == 'h' ? 0 : 1); j++)
        {
          *left = MIN (*left, step->x[j]);
          *right = MAX (*right, step->x[j]);
        }
    }
}

/* @inside: how far the ink of the drawing that was met last is shifted; it is not reflected. */
static void
assert_reflected (const Op *from, const Op *to, int width, int *inside)
{
  int left, right, new_left, new_right;
  g_assert_cmpint (from->kind, ==, to->kind);
  if (from->kind == OP_PATH)
    {
      path_ends (from->as.path, &left, &right);
      path_ends (to->as.path, &new_left, &new_right);
      g_assert_cmpint (new_left, ==, width - right);
      g_assert_cmpint (new_right, ==, width - left);
      g_assert_cmpint (to->as.path->steps->len, ==, from->as.path->steps->len);
      if (from->as.path->fill_colour == BOX_COLOUR)
        *inside = new_left - left;
    }
  else if (from->kind == OP_GLYPHS)
    {
      const GlyphRun *old = from->as.glyphs, *new = to->as.glyphs;
      g_assert_cmpstr (new->text, ==, old->text);
      g_assert_cmpint (new->y, ==, old->y);
      if (g_str_equal (old->text, "inside"))
        g_assert_cmpint (new->x, ==, old->x + *inside);
      else
        g_assert_cmpint (new->x, ==, width - old->x - g_array_index (old->glyphs, Glyph, 0).advance);
    }
  else if (from->kind == OP_LINK)
    g_assert_cmpint (to->as.link->x, ==, from->as.link->x + *inside);
  else if (from->kind == OP_TAG_BEGIN)
    g_assert_cmpint (to->as.element, ==, from->as.element);
}

static void
test_pages (void)
{
  Style barred = plain_style, band = plain_style, ground = plain_style;
  barred.bar_start = (Rule){3 * PT, 7 * PT, 0xA3281A};
  barred.rule_above = (Rule){PT, 5 * PT, 0};
  band.has_ground = band.bleed = band.span = TRUE;
  band.ground = 0x12385A;
  ground.has_outline = TRUE;
  ground.pad_x = 4 * PT;
  g_autoptr (Document) document = made_pages (&barred, &band, &ground);
  g_autoptr (Diags) diags = diags_new ();
  FigureDrawer drawer = {draw_box, NULL};
  g_autoptr (Pages) pages = paginate_document (document, (Fonts *)1, &drawer, diags);
  document->page.rtl = made_rtl = TRUE;
  g_autoptr (Pages) mirrored = paginate_document (document, (Fonts *)1, &drawer, diags);
  made_rtl = FALSE;
  g_assert_cmpint (diags_count (diags, DIAG_ERROR), ==, 0);
  g_assert_cmpint (pages->pages->len, >, 2);
  g_assert_cmpint (mirrored->pages->len, ==, pages->pages->len);
  int n_runs = 0, inside = G_MAXINT;
  for (guint p = 0; p < pages->pages->len; p++)
    {
      const Page *old = pages->pages->pdata[p], *new = mirrored->pages->pdata[p];
      g_assert_cmpint (new->ops->len, ==, old->ops->len);
      for (guint i = 0; i < old->ops->len; i++)
        {
          assert_reflected (&g_array_index (old->ops, Op, i), &g_array_index (new->ops, Op, i), old->width,
                            &inside);
          n_runs += g_array_index (old->ops, Op, i).kind == OP_GLYPHS;
        }
    }
  g_assert_cmpint (n_runs, >, 150);
  g_assert_cmpint (inside, !=, G_MAXINT);
}

/* The figure's BBox is where its ink is. */
static void
test_figure_box (void)
{
  g_autoptr (Document) document = made_document (240, 300, 20);
  g_autoptr (Diags) diags = diags_new ();
  Block *figure = add_block (document->body, BLOCK_FIGURE, ROLE_FIGURE, &text_style);
  figure->drawing = drawing_data_new (DRAWING_BARS);
  document->page.rtl = TRUE;
  FigureDrawer drawer = {draw_box, NULL};
  g_autoptr (Pages) pages = paginate_document (document, (Fonts *)1, &drawer, diags);
  const Element *found = NULL;
  for (guint i = 0; i < pages->elements->len; i++)
    if (g_array_index (pages->elements, Element, i).role == ROLE_FIGURE)
      found = &g_array_index (pages->elements, Element, i);
  g_assert_nonnull (found);
  g_assert_cmpint (found->more->x + found->more->width, ==, 220 * PT);
  g_assert_cmpint (found->more->width, ==, 150 * PT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mirror/pages", test_pages);
  g_test_add_func ("/mirror/figure-box", test_figure_box);
  return g_test_run ();
}
