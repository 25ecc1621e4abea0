/* Lines of two directions in real type (UAX #9): each case is a text, the language of its paragraph, and words of it as they
 * stand from left to right.
 */
#include "typeset/paragraph.h"

#include <string.h>

#define PT PANGO_SCALE

typedef struct
{
  const char *name, *lang, *text;
  const char *from_left[6]; /* NULL at the end */
} Case;

static const Case cases[] = {
    /* W2–W7, L2: European numbers keep their own order in a line from the right */
    {"number", "ar", "سنة 2021 هجوم", {"هجوم", "2021", "سنة"}},
    {"separator", "ar", "قوة 10,000 مقاتل", {"مقاتل", "10,", "000", "قوة"}},
    /* N1: a dash between numbers takes the direction of the paragraph; the first end of a range is read first */
    {"range", "ar", "بين 700–1500 مقاتل", {"مقاتل", "1500", "700", "بين"}},
    {"arabic-indic", "ar", "سنة ٢٠٢١ هجوم", {"هجوم", "٢٠٢١", "سنة"}},
    /* I1, L2: words from the left stay together */
    {"latin", "ar", "قال CENTCOM Kabul ثم", {"ثم", "CENTCOM", "Kabul", "قال"}},
    /* N0: brackets round them belong to the line */
    {"brackets", "ar", "تنظيم (ISIS-K) قال", {"قال", "ISIS", "K", "تنظيم"}},
    {"pashto", "ps", "د CENTCOM مشر ۲۶ ووایل", {"ووایل", "۲۶", "مشر", "CENTCOM"}},
    /* HL1: the language says the direction, not the first letter */
    {"first-latin", "ar", "CENTCOM قالت", {"قالت", "CENTCOM"}},
    {"first-arabic", "en-GB", "شهاب المهاجر leads", {"المهاجر", "شهاب", "leads"}},
    {"in-english", "en-GB", "the name شهاب المهاجر in 2021", {"the", "المهاجر", "شهاب", "in", "2021"}},
};

/* The left end of the glyph that stands for the beginning of @word in what is on the line; -1: not there. */
static int
left_of_word (const GArray *ops, const char *word)
{
  for (guint i = 0; i < ops->len; i++)
    {
      const Op *op = &g_array_index (ops, Op, i);
      const char *found = op->kind == OP_GLYPHS ? strstr (op->as.glyphs->text, word) : NULL;
      for (guint k = 0; found && k < op->as.glyphs->glyphs->len; k++)
        {
          const Glyph *glyph = &g_array_index (op->as.glyphs->glyphs, Glyph, k);
          if (glyph->start == found - op->as.glyphs->text && glyph->end > glyph->start)
            return op->as.glyphs->x + glyph->x;
        }
    }
  return -1;
}

static const Style style = {
    .family = "Charis SIL, Noto Naskh Arabic", .size = 10 * PT, .leading = 13 * PT, .weight = 400};

/* NULL: fonts/ is not filled, and the test is skipped. Owned. */
static Fonts *
open_fonts (void)
{
  const char *directory = g_getenv ("BRIEF_FONTS");
  g_autofree char *cache = directory ? g_build_filename (directory, ".cache", NULL) : NULL;
  g_autoptr (Fonts) fonts = directory ? fonts_open (directory, cache, NULL) : NULL;
  if (fonts && fonts_has_family (fonts, style.family))
    return g_steal_pointer (&fonts);
  g_test_skip ("no fonts");
  return NULL;
}

static void
test_case (gconstpointer data)
{
  const Case *one = data;
  g_autoptr (Fonts) fonts = open_fonts ();
  if (!fonts)
    return;
  g_autoptr (GPtrArray) inlines = g_ptr_array_new_with_free_func ((GDestroyNotify)inline_free);
  g_ptr_array_add (inlines, inline_new (INLINE_TEXT, one->text, NULL));
  g_autoptr (Paragraph) paragraph =
      paragraph_new (fonts, inlines, &style, g_intern_string (one->lang), NULL, NULL, (Mark){0});
  g_assert_cmpint (paragraph_break (paragraph, 300 * PT), ==, 1);
  g_autoptr (GArray) ops = ops_new ();
  paragraph_emit_line (paragraph, 0, 0, 0, ops, NULL, -1);
  int before = G_MININT;
  for (int i = 0; one->from_left[i]; i++)
    {
      int left = left_of_word (ops, one->from_left[i]);
      g_assert_cmpint (left, >=, 0);
      g_assert_cmpint (left, >, before);
      before = left;
    }
  /* L2: a line from the right ends at the left: its last word is not at the left edge of 300 pt */
  if (g_str_equal (one->lang, "ar") || g_str_equal (one->lang, "ps"))
    g_assert_cmpint (left_of_word (ops, one->from_left[0]), >, 150 * PT);
  else
    g_assert_cmpint (before, <, 150 * PT);
}

/* What a range stands for is said once, also in a line from the right, where it is three runs: "500", a dash that turns, "1,500". */
static void
test_expansion (void)
{
  g_autoptr (Fonts) fonts = open_fonts ();
  if (!fonts)
    return;
  g_autoptr (GPtrArray) inlines = g_ptr_array_new_with_free_func ((GDestroyNotify)inline_free);
  g_ptr_array_add (inlines, inline_new (INLINE_TEXT, "بين ", NULL));
  Inline *range = inline_new (INLINE_TEXT, "500–1,500", NULL);
  range->expansion = g_strdup ("500 to 1,500");
  g_ptr_array_add (inlines, range);
  g_autoptr (Paragraph) paragraph =
      paragraph_new (fonts, inlines, &style, g_intern_string ("ar"), NULL, NULL, (Mark){0});
  g_assert_cmpint (paragraph_break (paragraph, 300 * PT), ==, 1);
  g_autoptr (Pages) pages = pages_new (fonts);
  g_autoptr (GArray) ops = ops_new ();
  const int p = pages_add_element (pages, -1, ROLE_P);
  ops_tag_begin (ops, p);
  paragraph_emit_line (paragraph, 0, 0, 0, ops, pages, p);
  ops_tag_end (ops);
  int spoken = -1, n_runs = 0;
  for (guint i = 0; i < pages->elements->len; i++)
    if (g_array_index (pages->elements, Element, i).more->expansion)
      {
        g_assert_cmpint (spoken, ==, -1);
        spoken = i;
      }
  for (guint i = 0; i < ops->len; i++)
    {
      const Op *op = &g_array_index (ops, Op, i);
      if (op->kind != OP_GLYPHS || strpbrk (op->as.glyphs->text, "015") == NULL)
        continue;
      const int element = g_array_index (ops, Op, i - 1).as.element; /* that which says it, or one below */
      g_assert_cmpint (g_array_index (ops, Op, i - 1).kind, ==, OP_TAG_BEGIN);
      g_assert_true (element == spoken || g_array_index (pages->elements, Element, element).parent == spoken);
      n_runs++;
    }
  g_assert_cmpint (n_runs, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/bidi/", cases[i].name, NULL);
      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/bidi/expansion", test_expansion);
  return g_test_run ();
}
