/* What is remembered of a text equals what shaping it anew gives, whatever differs from another text only a little; and memory has an
 * end. Needs the faces of fonts/. */
#include "typeset/shape-memo.h"

#include <string.h>

enum
{
  PT = PANGO_SCALE
};

typedef struct
{
  Fonts *fonts, *fresh; /* fresh: its memo is never asked */
} Fixture;

static const Style plain = {
    .family = "Charis SIL, Noto Naskh Arabic", .size = 10 * PT, .leading = 13 * PT, .weight = 400};

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  const char *directory = g_getenv ("BRIEF_FONTS");
  g_autofree char *cache = g_build_filename (directory, ".cache", NULL);
  f->fonts = fonts_open (directory, cache, &error);
  g_assert_no_error (error);
  f->fresh = fonts_open (directory, cache, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  fonts_free (f->fonts);
  fonts_free (f->fresh);
}

static GArray *
one_span (const char *text, const Style *style, const char *lang, int source)
{
  GArray *spans = g_array_new (FALSE, TRUE, sizeof (TextSpan));
  TextSpan span = {0, (int)strlen (text), style, g_intern_string (lang), source, FALSE, FALSE};
  g_array_append_val (spans, span);
  return spans;
}

static void
same_glyphs (const GArray *a, const GArray *b)
{
  g_assert_cmpuint (a->len, ==, b->len);
  for (guint i = 0; i < a->len; i++)
    {
      const ShapedGlyph *x = &g_array_index (a, ShapedGlyph, i), *y = &g_array_index (b, ShapedGlyph, i);
      g_assert_true (x->id == y->id && x->x == y->x && x->y == y->y && x->advance == y->advance);
    }
}

/* Clusters have holes between their members: member by member. */
static void
same_clusters (const ShapedText *a, const ShapedText *b)
{
  g_assert_cmpuint (a->clusters->len, ==, b->clusters->len);
  for (guint i = 0; i < a->clusters->len; i++)
    {
      const Cluster *x = shaped_cluster (a, (int)i), *y = shaped_cluster (b, (int)i);
      const int left[] = {x->start,    x->end,    x->character,  x->piece,     x->first_glyph,
                          x->n_glyphs, x->width,  x->pad_before, x->pad_after, x->gap,
                          x->kind,     x->unsafe, x->stretches};
      const int right[] = {y->start,    y->end,    y->character,  y->piece,     y->first_glyph,
                           y->n_glyphs, y->width,  y->pad_before, y->pad_after, y->gap,
                           y->kind,     y->unsafe, y->stretches};
      g_assert_cmpmem (left, sizeof left, right, sizeof right);
      g_assert_cmpint (shaped_piece (a, x)->level, ==, shaped_piece (b, y)->level);
      g_assert_cmpint (shaped_piece (a, x)->tracking, ==, shaped_piece (b, y)->tracking);
      g_assert_cmpstr (fonts_face (a->fonts, shaped_piece (a, x)->face)->name, ==,
                       fonts_face (b->fonts, shaped_piece (b, y)->face)->name);
      g_assert_true (shaped_span (a, x)->style == shaped_span (b, y)->style);
    }
}

/* Shapes through the memo, and anew; both must agree. */
static void
check (Fixture *f, const char *text, const Style *style, const char *lang, gboolean hyphenate, int source)
{
  g_autoptr (GArray) points = NULL, wanted_points = NULL;
  g_autoptr (ShapedText) shaped = shape_text_with_breaks (
      f->fonts, g_strdup (text), one_span (text, style, lang, source), lang, hyphenate, &points);
  g_autoptr (ShapedText) wanted =
      shape_text_take (f->fresh, g_strdup (text), one_span (text, style, lang, source), lang);
  wanted_points = breaks_find (wanted, hyphenate ? fonts_hyphenators (f->fresh) : NULL);
  g_assert_cmpint (shaped->rtl, ==, wanted->rtl);
  g_assert_cmpint (g_array_index (shaped->spans, TextSpan, 0).source, ==, source);
  same_clusters (shaped, wanted);
  same_glyphs (shaped->glyphs, wanted->glyphs);
  g_assert_cmpuint (shaped->parts->len, ==, wanted->parts->len);
  g_assert_cmpuint (points->len, ==, wanted_points->len);
  for (guint i = 0; i < points->len; i++)
    {
      const BreakPoint *a = &g_array_index (points, BreakPoint, i),
                       *b = &g_array_index (wanted_points, BreakPoint, i);
      g_assert_cmpint (a->end_width, ==, b->end_width);
      g_assert_cmpint (a->start_width, ==, b->start_width);
      g_assert_cmpint (a->end, ==, b->end);
      g_assert_true (a->penalty == b->penalty && a->soft == b->soft && a->hyphen == b->hyphen);
    }
}

static void
test_same (Fixture *f, gconstpointer data)
{
  Style styles[8];
  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    styles[i] = plain;
  styles[1].size = 11 * PT;
  styles[2].weight = 700;
  styles[3].italic = TRUE;
  styles[4].letter_spacing = 40;
  styles[5].features = "onum";
  styles[6].family = "Inter";
  styles[7].nobreak = TRUE;
  static const char *const texts[] = {"government offices of 1,500 litres",
                                      "government offices of 1,500 litre!", "شبكة حقاني في أفغانستان",
                                      "official fjord fi", "a"};
  guint before, after;
  gsize bytes;
  for (int round = 0; round < 2; round++)
    {
      shape_memo_counts (fonts_memo (f->fonts), &before, &bytes);
      for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
        for (guint k = 0; k < G_N_ELEMENTS (texts); k++)
          for (int hyphenate = 0; hyphenate < 2; hyphenate++)
            check (f, texts[k], &styles[i], k == 2 ? "ar" : "en-GB", hyphenate, round + (int)k);
      shape_memo_counts (fonts_memo (f->fonts), &after, &bytes);
      /* each is another text at first, and all are known the second time */
      g_assert_cmpuint (after - before, ==, round * 2 * G_N_ELEMENTS (styles) * G_N_ELEMENTS (texts));
    }
  check (f, texts[0], &plain, "en-US", TRUE, 0);
  check (f, texts[0], &plain, "fr", TRUE, 0);
}

static void
test_bounded (Fixture *f, gconstpointer data)
{
  const gsize limit = 2 * (4 << 20);
  guint found;
  gsize bytes, most = 0;
  for (int i = 0; i < 6000; i++)
    {
      g_autoptr (GArray) points = NULL;
      g_autofree char *text = g_strdup_printf ("Loss %d of heating oil at the third lock", i);
      g_autoptr (ShapedText) shaped = shape_text_with_breaks (
          f->fonts, g_strdup (text), one_span (text, &plain, "en", 0), "en", FALSE, &points);
      g_assert_nonnull (shaped);
      shape_memo_counts (fonts_memo (f->fonts), &found, &bytes);
      g_assert_cmpuint (bytes, <=, limit);
      most = MAX (most, bytes);
    }
  g_assert_cmpuint (found, ==, 0);
  g_assert_cmpuint (most, >, limit * 3 / 4); /* it was full, and forgot */
  check (f, "Loss 0 of heating oil at the third lock", &plain, "en", FALSE, 1);
  check (f, "Loss 5999 of heating oil at the third lock", &plain, "en", FALSE, 1);
  shape_memo_counts (fonts_memo (f->fonts), &found, &bytes);
  g_assert_cmpuint (found, ==, 1); /* the latest, not the first */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/shape-memo/same", Fixture, NULL, set_up, test_same, tear_down);
  g_test_add ("/shape-memo/bounded", Fixture, NULL, set_up, test_bounded, tear_down);
  return g_test_run ();
}
