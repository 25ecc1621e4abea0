/* Paragraphs: text that never leaves its width, in the right order, with the right tags. Needs the faces of fonts/. */
#include "typeset/paragraph.h"

#include <string.h>

typedef struct
{
  Fonts *fonts;
  Style style;
  Diags *diags;
} Fixture;

static const Mark here = {"test.yaml", 3, 5};

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  const char *directory = g_getenv ("BRIEF_FONTS");
  g_assert_nonnull (directory);
  g_autofree char *cache = g_build_filename (directory, ".cache", NULL);
  f->fonts = fonts_open (directory, cache, &error);
  g_assert_no_error (error);
  f->diags = diags_new ();
  f->style =
      (Style){.name = "text", .family = "Charis SIL", .size = 10 * 1024, .leading = 13 * 1024, .weight = 400};
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  diags_free (f->diags);
  fonts_free (f->fonts);
}

static GPtrArray *
one_inline (const char *text)
{
  GPtrArray *inlines = g_ptr_array_new_with_free_func ((GDestroyNotify)inline_free);
  g_ptr_array_add (inlines, inline_new (INLINE_TEXT, text, NULL));
  return inlines;
}

/* Sets @inlines at @width on a page and returns the dump. */
static char *
set_inlines (Fixture *f, const GPtrArray *inlines, const char *lang, int width)
{
  g_autoptr (Pages) pages = pages_new (f->fonts);
  Page *page = pages_add (pages, width, 400 * 1024);
  int element = pages_add_element (pages, -1, ROLE_P);
  g_autoptr (Paragraph) p = paragraph_new (f->fonts, inlines, &f->style, lang, NULL, f->diags, here);
  int n = paragraph_break (p, width), y = 0;
  g_assert_cmpint (n, >=, 1);
  for (int i = 0; i < n; i++)
    {
      paragraph_emit_line (p, i, 0, y, page->ops, pages, element);
      y += paragraph_line (p, i)->height;
    }
  for (guint i = 0; i < page->ops->len; i++)
    {
      const Op *op = &g_array_index (page->ops, Op, i);
      if (op->kind != OP_GLYPHS)
        continue;
      for (guint k = 0; k < op->as.glyphs->glyphs->len; k++)
        {
          const Glyph *g = &g_array_index (op->as.glyphs->glyphs, Glyph, k);
          g_assert_cmpint (op->as.glyphs->x + g->x, >=, -1024);
          g_assert_cmpint (op->as.glyphs->x + g->x + g->advance, <=, width + 8);
          g_assert_cmpint (g->start, <=, g->end);
          g_assert_cmpint (g->end, <=, strlen (op->as.glyphs->text));
        }
    }
  return pages_dump (pages);
}

static char *
set_text (Fixture *f, const char *text, const char *lang, int width)
{
  g_autoptr (GPtrArray) inlines = one_inline (text);
  return set_inlines (f, inlines, lang, width);
}

static void
test_smoke (Fixture *f, gconstpointer data)
{
  f->style.align = ALIGN_JUSTIFY;
  f->style.hyphenate = TRUE;
  g_autofree char *a = set_text (f,
                                 "The organisation’s leadership has relied on international financing, "
                                 "according to information that member states gave to the monitoring team in "
                                 "July 2021; see https://example.org/reports/2021/s-2021-655.pdf for it.",
                                 "en-GB", 200 * 1024);
  g_assert_nonnull (strstr (a, "soft-hyphen"));
  f->style.align = ALIGN_START;
  g_autofree char *b =
      set_text (f, "The leader (شهاب المهاجر, al-Muhajir) of محمد 12 and 😀.", "en-GB", 120 * 1024);
  g_assert_nonnull (strstr (b, "Span 3 actual"));
  g_assert_cmpint (diags_count (f->diags, DIAG_WARNING), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/paragraph/smoke", Fixture, NULL, set_up, test_smoke, tear_down);
  return g_test_run ();
}
