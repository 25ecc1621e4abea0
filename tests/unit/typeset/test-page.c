/* Pages are plain data: made by hand, moved, dumped. No font is opened: the one face here is made up. */
#include "typeset/pack.h"
#include "typeset/page.h"

#include <string.h>

#define PT 1024

const FontFace *
fonts_face (const Fonts *fonts, int index)
{
  static const FontFace faces[] = {{.name = "Made-Regular"}, {.name = "Made-Bold"}};
  g_assert (index >= 0 && index < (int)G_N_ELEMENTS (faces));
  return &faces[index];
}

static GlyphRun *
run_of (const char *text, int x, int y)
{
  GlyphRun *run = glyph_run_new (1, 10 * PT, 0x12385A);
  run->x = x;
  run->y = y;
  run->text = g_strdup (text);
  run->lang = g_intern_static_string ("en-GB");
  Glyph glyph = {.id = 7, .advance = 5 * PT, .start = 0, .end = strlen (text)};
  g_array_append_val (run->glyphs, glyph);
  g_array_append_val (run->glyphs, glyph);
  return run;
}

static Pages *
sample (void)
{
  Pages *pages = pages_new ((Fonts *)1);
  Page *page = pages_add (pages, 595 * PT, 842 * PT);
  int document = pages_add_element (pages, -1, ROLE_DOCUMENT);
  int p = pages_add_element (pages, document, ROLE_P);
  int link = pages_add_element (pages, p, ROLE_LINK);
  ops_artifact_begin (page->ops, ARTIFACT_BACKGROUND);
  ops_rectangle (page->ops, 0, 0, 100 * PT, 50 * PT, 0xF4EFE2);
  ops_artifact_end (page->ops);
  ops_dest (page->ops, "start", 0, 72 * PT);
  ops_tag_begin (page->ops, p);
  ops_glyphs_take (page->ops, run_of ("he said \"so\"\t—", 72 * PT, 90 * PT + 512));
  ops_tag_begin (page->ops, link);
  ops_link (page->ops, 72 * PT, 80 * PT, 10 * PT, 12 * PT, link, "#note-F30", "note F30");
  ops_tag_end (page->ops);
  ops_tag_end (page->ops);
  Path *path = path_new ();
  path_step (path, 'm', PT, PT);
  path_curve (path, 2 * PT, PT, 3 * PT, 2 * PT, 3 * PT, 3 * PT);
  path->stroke = TRUE;
  path->width = 256;
  path->n_dash = 2;
  path->dash[0] = path->dash[1] = 2 * PT;
  ops_path_take (page->ops, path);
  return pages;
}

static const char expected[] =
    "page 1 size 595.00 842.00\n"
    "  artifact background\n"
    "    path fill #F4EFE2: m 0.00 0.00 l 100.00 0.00 l 100.00 50.00 l 0.00 50.00 h\n"
    "  dest 0.00 72.00 \"start\"\n"
    "  P 1\n"
    "    text 72.00 90.50 Made-Bold 10.00 wide 10.00 #12385A en-GB \"he said \\\"so\\\"\\u0009—\"\n"
    "    Link 2\n"
    "      link 72.00 80.00 size 10.00 12.00 element 2 to \"#note-F30\" says \"note F30\"\n"
    "  path stroke #000000 0.25 dash 2.00 2.00: m 1.00 1.00 c 2.00 1.00 3.00 2.00 3.00 3.00\n"
    "elements\n"
    "  Document 0\n"
    "    P 1\n"
    "      Link 2\n";

static void
test_dump (void)
{
  g_autoptr (Pages) pages = sample ();
  g_autofree char *dump = pages_dump (pages);
  g_assert_cmpstr (dump, ==, expected);
}

static void
test_unbalanced (void)
{
  g_autoptr (Pages) pages = sample ();
  ops_artifact_begin (((Page *)pages->pages->pdata[0])->ops, ARTIFACT_HEADER);
  g_autofree char *dump = pages_dump (pages);
  g_assert_nonnull (strstr (dump, "unbalanced tags: 1"));
}

/* Every kind of op is copied whole and moved; the original is as it was and may go first. */
static void
test_append_moved (void)
{
  Pages *pages = sample ();
  g_autofree char *before = pages_dump (pages);
  Page *page = pages->pages->pdata[0];
  GArray *ops = page->ops;
  page->ops = ops_new ();
  ops_append_moved (page->ops, ops, 10 * PT, -20 * PT);
  g_autofree char *moved = pages_dump (pages);
  g_assert_nonnull (strstr (moved, "text 82.00 70.50 Made-Bold"));
  g_assert_nonnull (strstr (moved, "link 82.00 60.00 size 10.00 12.00"));
  g_assert_nonnull (strstr (moved, "dest 10.00 52.00 \"start\""));
  g_assert_nonnull (strstr (moved, "c 12.00 -19.00 13.00 -18.00 13.00 -17.00"));
  GArray *copy = page->ops;
  page->ops = ops;
  g_autofree char *again = pages_dump (pages);
  g_assert_cmpstr (again, ==, before);
  page->ops = ops_new ();
  g_array_unref (ops);
  ops_append_moved (page->ops, copy, -10 * PT, 20 * PT);
  g_array_unref (copy);
  g_autofree char *back = pages_dump (pages);
  g_assert_cmpstr (back, ==, before);
  pages_free (pages);
}

/* The indices that elements_add gives are those of the array, and parents come first. */
static void
test_elements (void)
{
  g_autoptr (Pages) pages = pages_new (NULL);
  int parent = -1;
  for (int i = 0; i < 1000; i++)
    {
      int element = pages_add_element (pages, parent, ROLE_SPAN);
      g_assert_cmpint (element, ==, i);
      parent = element;
    }
  g_assert_cmpint (g_array_index (pages->elements, Element, 999).parent, ==, 998);
  g_assert_cmpint (g_array_index (pages->elements, Element, 0).more->page, ==, -1);
  g_assert_cmpstr (role_name (ROLE_BLOCKQUOTE), ==, "BlockQuote");
  g_assert_cmpstr (role_name (ROLE_THEAD), ==, "THead");
}

/* A page that is packed reads as before, as often as one likes; a part that is packed is found again, moved. */
static void
test_pack (void)
{
  g_autoptr (Pages) pages = sample ();
  Page *page = pages->pages->pdata[0];
  g_autoptr (GArray) ops = ops_new ();
  ops_append_moved (ops, page->ops, -7 * PT, -9 * PT);
  page_pack (page);
  g_assert_null (page->ops);
  const Op *dest = &g_array_index (page_open (page), Op, 3);
  const char *name = dest->as.dest.name;
  page_close (page);
  g_assert_cmpstr (name, ==, "start"); /* lives as long as the page */
  for (int i = 0; i < 2; i++)
    {
      g_autofree char *dump = pages_dump (pages);
      g_assert_cmpstr (dump, ==, expected);
    }
  g_autoptr (Pages) other = sample ();
  page = other->pages->pdata[0];
  g_array_set_size (page->ops, 0);
  Packed *packed = ops_pack (ops);
  g_assert_cmpint (ops->len, ==, 0);
  packed_append (packed, page->ops, 7 * PT, 9 * PT);
  packed_free (packed);
  g_autofree char *dump = pages_dump (other);
  g_assert_cmpstr (dump, ==, expected);
}

/* All that a run says of itself is found again, where only one thing differs from the run before, too. */
static void
test_pack_runs (void)
{
  g_autoptr (Pages) pages = pages_new ((Fonts *)1);
  Page *page = pages_add (pages, 595 * PT, 842 * PT);
  for (int i = 0; i < 9; i++)
    {
      GlyphRun *run = run_of ("so", 72 * PT, 90 * PT);
      run->face = i >= 1 ? 0 : 1;
      run->size = i >= 2 ? 11 * PT : 10 * PT;
      run->colour = i >= 3 ? 0x8A1C1C : 0;
      run->scale = i >= 4 ? 9900 : 10000;
      run->tracking = i >= 5 ? -37 : 0;
      run->lang = g_intern_static_string (i >= 6 ? "fr" : "en-GB");
      run->rtl = i >= 7;
      run->soft_hyphen = i >= 8;
      ops_glyphs_take (page->ops, run);
    }
  g_autofree char *before = pages_dump (pages);
  page_pack (page);
  g_autofree char *after = pages_dump (pages);
  g_assert_cmpstr (after, ==, before);
  const GArray *ops = page_open (page);
  for (guint i = 0; i < ops->len; i++)
    {
      const GlyphRun *run = g_array_index (ops, Op, i).as.glyphs;
      g_assert_cmpint (run->tracking, ==, i >= 5 ? -37 : 0);
      g_assert_true (run->rtl == (i >= 7) && run->soft_hyphen == (i >= 8));
    }
  page_close (page);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/page/dump", test_dump);
  g_test_add_func ("/page/dump/unbalanced", test_unbalanced);
  g_test_add_func ("/page/append-moved", test_append_moved);
  g_test_add_func ("/page/elements", test_elements);
  g_test_add_func ("/page/pack", test_pack);
  g_test_add_func ("/page/pack/runs", test_pack_runs);
  return g_test_run ();
}
