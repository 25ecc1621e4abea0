/* Pages in real type, from fonts/: justified text, Arabic names, a table, two columns. Places depend on the fonts, so no dump is
 * kept: what must hold is asserted. Skipped when fonts/ is empty.
 */
#include "typeset/paginate.h"

#include <string.h>

#define PT PANGO_SCALE

static const char sentence[] = "Two member states, neither of them named, give the United Nations two "
                               "figures of different kind; one puts the present "
                               "strength at 500 to 1,500 fighters, another names 10,000 as the upper bound.";

static const Style text = {.name = "text",
                           .family = "Charis SIL",
                           .size = 9.4 * PT,
                           .leading = 13 * PT,
                           .weight = 400,
                           .align = ALIGN_JUSTIFY,
                           .hyphenate = TRUE,
                           .space_after = 6 * PT};
static const Style sans = {
    .name = "sans", .family = "Inter", .size = 7.9 * PT, .leading = 10.8 * PT, .weight = 400};
static const Style bold = {
    .name = "bold", .family = "Inter", .size = 7.9 * PT, .leading = 10.8 * PT, .weight = 700};
static const Style arabic = {.name = "arabic",
                             .family = "Noto Naskh Arabic",
                             .size = 10 * PT,
                             .leading = 16 * PT,
                             .weight = 400,
                             .align = ALIGN_END};
static const Style head = {.name = "head",
                           .family = "Inter",
                           .size = 12 * PT,
                           .leading = 16 * PT,
                           .weight = 600,
                           .space_before = 14 * PT,
                           .space_after = 4 * PT};

static Block *
add (Block *parent, BlockKind kind, Role role, const Style *style, const char *words)
{
  Block *block = block_add_take (parent, block_new (kind, role, style));
  if (words)
    block_add_text (block, words, NULL);
  return block;
}

static void
add_cell (GPtrArray *row, const Style *style, const char *words, const char *lang)
{
  Cell *cell = table_add_cell (row, style, style->align);
  Inline *part = inline_new (INLINE_TEXT, words, NULL);
  part->lang = lang ? g_intern_string (lang) : NULL;
  g_ptr_array_add (cell->inlines, part);
}

static Document *
make_document (int n_sections, int columns)
{
  Document *document = document_new ();
  document->page = (PageStyle){.width = 595 * PT,
                               .height = 842 * PT,
                               .inner = 62 * PT,
                               .outer = 62 * PT,
                               .top = 90 * PT,
                               .bottom = 80 * PT,
                               .columns = columns,
                               .gutter = 17 * PT,
                               .baseline = 13 * PT,
                               .header_y = 44 * PT,
                               .footer_y = 44 * PT};
  document->lang = g_strdup ("en-GB");
  document->body = block_new (BLOCK_GROUP, ROLE_DOCUMENT, &text);
  for (int s = 0; s < n_sections; s++)
    {
      add (document->body, BLOCK_HEADING, ROLE_H1, &head, "How strong is the group?");
      for (int i = 0; i < 5; i++)
        add (document->body, BLOCK_PARAGRAPH, ROLE_P, &text, sentence);
      Block *table = add (document->body, BLOCK_TABLE, ROLE_TABLE, &text, NULL);
      Column content = {0}, weight = {.weight = 1};
      g_array_append_val (table->table->columns, content);
      g_array_append_val (table->table->columns, weight);
      table->table->n_head = 1;
      table->table->cell_pad_x = 5 * PT;
      for (int r = 0; r < 9; r++)
        {
          GPtrArray *row = table_add_row (table->table);
          add_cell (row, r ? &sans : &bold, r ? "Haibatullah Akhundzada" : "Name", NULL);
          add_cell (row, r ? &arabic : &bold, r ? "هبت‌الله آخندزاده" : "In its own script",
                    r ? "ps" : NULL);
        }
    }
  return document;
}

static Fonts *
open_fonts (void)
{
  const char *directory = g_getenv ("BRIEF_FONTS");
  if (!directory)
    return NULL;
  g_autofree char *cache = g_build_filename (directory, ".cache", NULL);
  Fonts *fonts = fonts_open (directory, cache, NULL);
  if (!fonts || !fonts_has_family (fonts, "Charis SIL") || !fonts_has_family (fonts, "Noto Naskh Arabic"))
    g_clear_pointer (&fonts, fonts_free);
  return fonts;
}

static int
count_runs (const Pages *pages, const char *words, gboolean *inside)
{
  int n = 0;
  *inside = TRUE;
  for (guint p = 0; p < pages->pages->len; p++)
    {
      const Page *page = pages->pages->pdata[p];
      for (guint i = 0; i < page->ops->len; i++)
        {
          const Op *op = &g_array_index (page->ops, Op, i);
          if (op->kind != OP_GLYPHS)
            continue;
          const GlyphRun *run = op->as.glyphs;
          n += strstr (run->text, words) != NULL;
          int advance = 0;
          for (guint k = 0; k < run->glyphs->len; k++)
            advance += g_array_index (run->glyphs, Glyph, k).advance;
          /* a hair for rounding and hanging punctuation */
          *inside = *inside && run->x >= 58 * PT && run->x + advance <= (595 - 58) * PT &&
                    run->y <= (842 - 80) * PT;
        }
    }
  return n;
}

static void
test_set (gconstpointer data)
{
  int columns = GPOINTER_TO_INT (data);
  g_autoptr (Fonts) fonts = open_fonts ();
  if (!fonts)
    {
      g_test_skip ("fonts/ is empty: fonts/fill");
      return;
    }
  g_autoptr (Document) document = make_document (6, columns);
  g_autoptr (Diags) diags = diags_new ();
  g_autoptr (Pages) pages = paginate_document (document, fonts, NULL, diags);
  g_autofree char *said = diags_to_text (diags, FALSE);
  g_assert_cmpstr (said, ==, "");
  g_assert_cmpint (pages->pages->len, >, 1);
  gboolean inside;
  g_assert_cmpint (count_runs (pages, "Akhundzada", &inside), ==, 6 * 8);
  g_assert_true (inside);
  g_assert_cmpint (count_runs (pages, "How strong", &inside), ==, 6);
  g_assert_cmpint (count_runs (pages, "هبت", &inside), ==, 6 * 8);
  g_autoptr (Pages) again = paginate_document (document, fonts, NULL, diags);
  g_autofree char *first = pages_dump (pages), *second = pages_dump (again);
  g_assert_cmpstr (first, ==, second);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/set-pages/one-column", GINT_TO_POINTER (1), test_set);
  g_test_add_data_func ("/set-pages/two-columns", GINT_TO_POINTER (2), test_set);
  return g_test_run ();
}
