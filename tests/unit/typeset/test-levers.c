/* Justified lines as drawn: edges, levers within their limits, divided ligatures, words that stay whole. Needs the faces of fonts/. */
#include "typeset/paragraph.h"

#include <string.h>

enum
{
  PT = 1024
};

typedef struct
{
  Fonts *fonts;
  Pages *pages;
  Style style, whole;
  GPtrArray *inlines;
} Fixture;

static const char prose[] = "The officer’s affidavit filled fifty pages: an afflicted office, an effluent of "
                            "efficient files, an offensive "
                            "suffix. “Difficult,” said the sheriff, sniffing at coffee and muffins; his "
                            "staff had stuffed the offprints into "
                            "a coffin, and waffled. Nobody offered sufficient proof, for the traffic of "
                            "official baffling is affluent, and "
                            "the scaffolding of a bluffing affiliate suffers. In the end, an affable bailiff "
                            "snuffed it all out, off-hand.";

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  const char *directory = g_getenv ("BRIEF_FONTS");
  g_assert_nonnull (directory);
  g_autofree char *cache = g_build_filename (directory, ".cache", NULL);
  f->fonts = fonts_open (directory, cache, &error);
  g_assert_no_error (error);
  f->pages = pages_new (f->fonts);
  f->inlines = g_ptr_array_new_with_free_func ((GDestroyNotify)inline_free);
  f->style = (Style){.family = "Charis SIL, Noto Naskh Arabic",
                     .size = 10 * PT,
                     .leading = 13 * PT,
                     .weight = 400,
                     .align = ALIGN_JUSTIFY,
                     .hyphenate = TRUE,
                     .expand = 200,
                     .track_tight = 70,
                     .track_loose = 115,
                     .protrude = TRUE};
  f->whole = f->style;
  f->whole.nobreak = TRUE;
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_ptr_array_free (f->inlines, TRUE);
  pages_free (f->pages);
  fonts_free (f->fonts);
}

static void
add (Fixture *f, const char *text, const Style *style)
{
  g_ptr_array_add (f->inlines, inline_new (INLINE_TEXT, text, style));
}

/* Sets the inlines at @width; the runs of line i are between marks[i] and marks[i + 1]. Owned. */
static GArray *
set (Fixture *f, const char *lang, int width, GArray *marks)
{
  GArray *ops = ops_new ();
  g_autoptr (Paragraph) p =
      paragraph_new (f->fonts, f->inlines, &f->style, lang, NULL, NULL, (Mark){NULL, 0, 0});
  int n = paragraph_break (p, width);
  g_array_set_size (marks, 0);
  for (int i = 0; i < n; i++)
    {
      int at = ops->len;
      g_array_append_val (marks, at);
      paragraph_emit_line (p, i, 0, i * 13 * PT, ops, NULL, -1);
    }
  int end = ops->len;
  g_array_append_val (marks, end);
  return ops;
}

static const GlyphRun *
run_at (const GArray *ops, int index)
{
  const Op *op = &g_array_index (ops, Op, index);
  return op->kind == OP_GLYPHS ? op->as.glyphs : NULL;
}

/* Each line reaches the edge, hanging signs by no more than theirs; glyphs stand one behind the other; all levers in their limits. */
static void
check_line (const Fixture *f, const GlyphRun *first, const GlyphRun *last, int width, gboolean is_last)
{
  g_assert_cmpint (first->scale, >=, 10000 - f->style.expand);
  g_assert_cmpint (first->scale, <=, 10000 + f->style.expand);
  g_assert_cmpint (first->tracking, >=, -f->style.track_tight);
  g_assert_cmpint (first->tracking, <=, f->style.track_loose);
  g_assert_cmpint (first->x, <=, 0);
  g_assert_cmpint (first->x, >=, -f->style.size * 13 / 100);
  if (is_last)
    return;
  int right = 0;
  for (guint i = 0; i < last->glyphs->len; i++)
    {
      const Glyph *glyph = &g_array_index (last->glyphs, Glyph, i);
      g_assert_cmpint (last->x + glyph->x, >=, right - f->style.size / 20); /* kerned at most */
      right = last->x + glyph->x + glyph->advance;
    }
  g_assert_cmpint (right, >=, width - 2);
  g_assert_cmpint (right, <=, width + f->style.size / 5 + 2);
}

static void
test_edges (Fixture *f, gconstpointer data)
{
  g_autoptr (GArray) marks = g_array_new (FALSE, FALSE, sizeof (int));
  int hanging = 0, moved = 0;
  add (f, prose, NULL);
  for (int width = 120 * PT; width < 400 * PT; width += 17 * PT)
    {
      GArray *ops = set (f, "en-GB", width, marks);
      for (guint i = 0; i + 1 < marks->len; i++)
        {
          const GlyphRun *run = run_at (ops, g_array_index (marks, int, i));
          const GlyphRun *last = run_at (ops, g_array_index (marks, int, i + 1) - 1);
          g_assert_true (run && last);
          check_line (f, run, last, width, i + 2 == marks->len);
          hanging += run->x < 0;
          moved += run->scale != 10000 && run->tracking != 0;
        }
      g_array_unref (ops);
    }
  g_assert_cmpint (hanging, >, 10);
  g_assert_cmpint (moved, >, 100);
}

/* Are the letters of all lines, soft hyphens apart, the text? */
static void
check_words (const GArray *ops, const char *text)
{
  g_autoptr (GString) words = g_string_new (NULL);
  for (guint i = 0; i < ops->len; i++)
    if (run_at (ops, i))
      g_string_append (words, run_at (ops, i)->text);
  g_autoptr (GString) bare = g_string_new (NULL);
  for (const char *p = words->str; *p; p = g_utf8_next_char (p))
    if (g_utf8_get_char (p) != 0xAD)
      g_string_append_unichar (bare, g_utf8_get_char (p));
  g_assert_cmpstr (bare->str, ==, text);
}

/* Words are divided inside ligatures too, and both halves are drawn: without them "office" could not part at all. */
static void
test_divided_ligatures (Fixture *f, gconstpointer data)
{
  g_autoptr (GArray) marks = g_array_new (FALSE, FALSE, sizeof (int));
  int divided = 0;
  add (f, prose, NULL);
  for (int width = 90 * PT; width < 230 * PT; width += 3 * PT)
    {
      GArray *ops = set (f, "en-GB", width, marks);
      check_words (ops, prose);
      for (guint i = 0; i + 2 < marks->len; i++)
        {
          const GlyphRun *last = run_at (ops, g_array_index (marks, int, i + 1) - 1);
          const GlyphRun *next = run_at (ops, g_array_index (marks, int, i + 1));
          if (last && next && last->soft_hyphen && g_str_has_suffix (last->text, "f\xC2\xAD") &&
              next->text[0] == 'f')
            {
              const Glyph *half = &g_array_index (last->glyphs, Glyph, last->glyphs->len - 2);
              g_assert_cmpint (half->end - half->start, ==, 1);
              g_assert_cmpint (half->advance, >, f->style.size / 5);
              divided++;
            }
        }
      g_array_unref (ops);
    }
  g_assert_cmpint (divided, >, 5);
}

/* A name that its style keeps whole never parts, at no width that has room for it. */
static void
test_nobreak (Fixture *f, gconstpointer data)
{
  g_autoptr (GArray) marks = g_array_new (FALSE, FALSE, sizeof (int));
  add (f, "It was the year in which the Ministry of Inland Affairs asked, and then again, for ", NULL);
  add (f, "Maximilian von Hohenlohe", &f->whole);
  add (f, " who did not answer.", NULL);
  for (int width = 140 * PT; width < 340 * PT; width += 5 * PT)
    {
      GArray *ops = set (f, "en-GB", width, marks);
      int holding = 0;
      for (guint i = 0; i < ops->len; i++)
        holding += run_at (ops, i) && strstr (run_at (ops, i)->text, "Maximilian von Hohenlohe") != NULL;
      g_assert_cmpint (holding, ==, 1);
      g_array_unref (ops);
    }
}

/* Letters that join are never tracked nor divided: a word of Arabic stays what it is, and spaces bear what is left. */
static void
test_joined (Fixture *f, gconstpointer data)
{
  g_autoptr (GArray) marks = g_array_new (FALSE, FALSE, sizeof (int));
  add (f,
       "قال المتحدث إن الهجوم وقع في ساعة مبكرة من صباح يوم الخميس قرب بوابة المطار وإن عدد الضحايا لم يعرف "
       "بعد على وجه اليقين",
       NULL);
  GArray *ops = set (f, "ar", 150 * PT, marks);
  g_assert_cmpuint (marks->len, >, 3);
  for (guint i = 0; i < ops->len; i++)
    {
      const GlyphRun *run = run_at (ops, i);
      g_assert_nonnull (run);
      g_assert_cmpint (run->tracking, ==, 0);
      g_assert_false (run->soft_hyphen);
      g_assert_cmpint (run->x, >=, 0); /* nothing hangs out of lines that run to the left */
    }
  g_array_unref (ops);
}

/* Raised numbers stay in one row, in lines of any width. */
static void
test_raised_row (Fixture *f, gconstpointer data)
{
  static const char *const numbers[] = {"11, ", "23, ", "37, ", "74"};
  Style raised = f->style;
  raised.size = 6 * PT;
  raised.rise = 4 * PT;
  f->style.align = ALIGN_START;
  for (int width = 90; width <= 200; width += 5)
    {
      g_autoptr (GArray) marks = g_array_new (FALSE, FALSE, sizeof (int));
      int n_raised = 0, row = 0;
      add (f, "The office has neither seen nor permitted any of the landings.", NULL);
      for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
        add (f, numbers[i], &raised);
      GArray *ops = set (f, "en-GB", width * PT, marks);
      for (guint i = 0; i < ops->len; i++)
        {
          const GlyphRun *run = run_at (ops, i);
          if (run == NULL || run->size != raised.size)
            continue;
          g_assert_cmpint (n_raised++ ? run->y : (row = run->y), ==, row);
        }
      g_assert_cmpint (n_raised, >, 0);
      g_array_unref (ops);
      g_ptr_array_set_size (f->inlines, 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/levers/edges", Fixture, NULL, set_up, test_edges, tear_down);
  g_test_add ("/levers/divided-ligatures", Fixture, NULL, set_up, test_divided_ligatures, tear_down);
  g_test_add ("/levers/nobreak", Fixture, NULL, set_up, test_nobreak, tear_down);
  g_test_add ("/levers/joined", Fixture, NULL, set_up, test_joined, tear_down);
  g_test_add ("/levers/raised-row", Fixture, NULL, set_up, test_raised_row, tear_down);
  return g_test_run ();
}
