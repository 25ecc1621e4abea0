#include "typeset/plain-text.h"

#include <pango/pango.h>
#include <string.h>
#include "typeset/shape.h"

/* Pango itself is the measure: the same places for lines to end, one item for each span. */

static GString *
random_text (GRand *random, int n)
{
  static const char *const pieces[] = {
      "word", " ", "  ",     "(",      ")",      "[",      "]",      "{",      "}",      "“", "”", "«",  "»",
      "‘",    "’", "\"",     "'",      "1",      "23",     "4,567",  "8.9",    "%",      "$", "€", "£",  "-",
      "–",    "—", "‐",      "‑",      "…",      "!",      "?",      ";",      ":",      ",", ".", "/",  "|",
      "+",    "=", "#",      "&",      "@",      "*",      "\u00a0", "\u202f", "\u00ad", "´", "é", "Ł",  "ß",
      "¿",    "¡", "°",      "¢",      "¶",      "·",      "•",      "′",      "″",      "‹", "›", "\\", "_",
      "~",    "^", "`",      "<",      ">",      "¬",      "µ",      "ª",      "¹",      "²", "¨", "¸",  "‥",
      "‚",    "„", "\u2009", "\u2010", "\u2012", "\u2015", "↑"};
  GString *text = g_string_new (NULL);
  for (int i = 0; i < n; i++)
    if (g_rand_int_range (random, 0, 6) == 0)
      {
        gunichar c = (gunichar)g_rand_int_range (random, 0x20, PLAIN_PLACES);
        c = c < PLAIN_LATIN ? c : c - PLAIN_LATIN + PLAIN_SIGNS;
        if (plain_place (c) >= 0)
          g_string_append_unichar (text, c);
      }
    else
      g_string_append (text, pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))]);
  return text;
}

static void
assert_ends (const char *text, const char *lang)
{
  int n;
  gboolean letters;
  g_assert_true (plain_text (text, &n, &letters));
  g_assert_cmpint (n, ==, g_utf8_strlen (text, -1));
  g_autofree guint8 *may_end = g_malloc (n + 1);
  g_autofree PangoLogAttr *attrs = g_new0 (PangoLogAttr, n + 1);
  plain_line_ends (text, n, may_end);
  pango_get_log_attrs (text, (int)strlen (text), -1, pango_language_from_string (lang), attrs, n + 1);
  const char *p = text;
  for (int i = 0; i <= n; i++)
    {
      if (may_end[i] != attrs[i].is_line_break)
        g_test_message ("%s: «%s», before «%s»: %d, Pango %d", lang, text, p, may_end[i],
                        attrs[i].is_line_break);
      g_assert_cmpint (may_end[i], ==, attrs[i].is_line_break);
      p = *p ? g_utf8_next_char (p) : p;
    }
}

static void
test_line_ends (void)
{
  static const char *const langs[] = {"en-GB", "de", "fr", "pl", "cs", "nl", "ca", "hu", "tr"};
  GRand *random = g_rand_new_with_seed (14);
  assert_ends ("a", "en");
  assert_ends ("Sums of $ 1,000–2,000 (or 4/5 %) are “rare”; see http://a.b/c?d=e-f — so it’s said…", "en");
  for (int i = 0; i < 20000; i++)
    {
      g_autoptr (GString) text = random_text (random, g_rand_int_range (random, 1, 12));
      if (text->len)
        assert_ends (text->str, langs[i % G_N_ELEMENTS (langs)]);
    }
  g_rand_free (random);
}

static Fonts *
open_fonts (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *cache = g_dir_make_tmp ("plain-XXXXXX", NULL);
  Fonts *fonts = fonts_open (g_getenv ("BRIEF_FONTS"), cache, &error);
  g_assert_no_error (error);
  return fonts;
}

/* Letters of every plain kind between others: one item, of one script. */
static void
test_items (void)
{
  g_autoptr (Fonts) fonts = open_fonts ();
  PangoFontDescription *font = pango_font_description_from_string ("Charis SIL 10");
  PangoAttrList *attrs = pango_attr_list_new ();
  pango_attr_list_insert (attrs, pango_attr_font_desc_new (font));
  PangoFont *loaded = pango_context_load_font (fonts_context (fonts), font);
  for (gunichar c = 0x20; c < PLAIN_SIGNS_END; c++)
    {
      /* what the face lacks is another item for that; shape.c asks for it */
      hb_codepoint_t glyph;
      if (plain_place (c) < 0 || !hb_font_get_nominal_glyph (pango_font_get_hb_font (loaded), c, &glyph))
        continue;
      g_autoptr (GString) text = g_string_new ("ab1 ");
      g_string_append_unichar (text, c);
      g_string_append (text, "2 (cd");
      g_string_append_unichar (text, c);
      GList *items = pango_itemize_with_base_dir (fonts_context (fonts), PANGO_DIRECTION_LTR, text->str, 0,
                                                  (int)text->len, attrs, NULL);
      if (items->next)
        g_test_message ("U+%04X is parted", c);
      g_assert_null (items->next);
      const PangoItem *item = items->data;
      g_assert_cmpint (item->analysis.script, ==, PANGO_SCRIPT_LATIN);
      g_assert_cmpint (item->analysis.level, ==, 0);
      g_list_free_full (items, (GDestroyNotify)pango_item_free);
    }
  g_object_unref (loaded);
  pango_attr_list_unref (attrs);
  pango_font_description_free (font);
}

/* Whatever is asked for, the face that Pango takes first. */
static void
test_faces (void)
{
  g_autoptr (Fonts) fonts = open_fonts ();
  const char *const *families = fonts_families (fonts);
  int n = 0;
  for (int i = 0; families[i]; i++)
    for (int weight = 100; weight <= 900; weight += 50)
      for (int italic = 0; italic < 2; italic++)
        for (int list = 0; list < 2; list++)
          {
            g_autofree char *family =
                list ? g_strconcat (families[i], ", Noto Naskh Arabic", NULL) : g_strdup (families[i]);
            PangoFontDescription *description = pango_font_description_new ();
            pango_font_description_set_family (description, family);
            pango_font_description_set_weight (description, weight);
            pango_font_description_set_style (description, italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
            pango_font_description_set_absolute_size (description, FONTS_NOMINAL);
            PangoFont *font = pango_context_load_font (fonts_context (fonts), description);
            const int index = fonts_match (fonts, family, weight, italic);
            n += index >= 0;
            if (index >= 0)
              g_assert_cmpstr (fonts_face (fonts, index)->file, ==,
                               fonts_face (fonts, fonts_face_index (fonts, font))->file);
            g_object_unref (font);
            pango_font_description_free (description);
          }
  g_assert_cmpint (n, >, 100);
  g_assert_cmpint (fonts_match (fonts, "No Such Family", 400, FALSE), ==, -1);
}

static GArray *
spans_of (const GString *text, const Style *styles, const char *lang, int cut)
{
  GArray *spans = g_array_new (FALSE, TRUE, sizeof (TextSpan));
  const TextSpan one = {.start = 0, .end = cut, .style = &styles[0], .lang = lang},
                 other = {
                     .start = cut, .end = (int)text->len, .style = &styles[1], .lang = "en-GB", .source = 1};
  g_array_append_val (spans, one);
  if (cut < (int)text->len)
    g_array_append_val (spans, other);
  return spans;
}

static void
assert_arrays (const GArray *a, const GArray *b)
{
  g_assert_cmpmem (a->data, a->len * g_array_get_element_size ((GArray *)a), b->data,
                   b->len * g_array_get_element_size ((GArray *)b));
}

/* Field by field: what lies between them is anything. */
static void
assert_clusters (const GArray *a, const GArray *b)
{
  g_assert_cmpint (a->len, ==, b->len);
  for (guint i = 0; i < a->len; i++)
    {
      const Cluster *c = &g_array_index (a, Cluster, i), *d = &g_array_index (b, Cluster, i);
      g_assert_cmpmem (c, G_STRUCT_OFFSET (Cluster, kind), d, G_STRUCT_OFFSET (Cluster, kind));
      g_assert_true (c->kind == d->kind && c->unsafe == d->unsafe && c->stretches == d->stretches);
    }
}

static void
assert_glyphs (const GArray *a, const GArray *b)
{
  g_assert_cmpint (a->len, ==, b->len);
  for (guint i = 0; i < a->len; i++)
    {
      const ShapedGlyph *one = &g_array_index (a, ShapedGlyph, i),
                        *other = &g_array_index (b, ShapedGlyph, i);
      g_assert_true (one->id == other->id && one->x == other->x && one->y == other->y &&
                     one->advance == other->advance);
    }
}

/* The short way and Pango's lead to the same clusters, glyphs and pieces. */
static void
test_shapes (void)
{
  static const char *const langs[] = {"en-GB", "de", "fr", "ar", "ps", "tr"};
  const Style styles[][2] = {
      {{.family = "Charis SIL", .size = 9 * PANGO_SCALE, .weight = 400},
       {.family = "Charis SIL", .size = 9 * PANGO_SCALE, .weight = 700, .italic = TRUE}},
      {{.family = "Inter, Noto Sans Arabic", .size = 8 * PANGO_SCALE, .features = "tnum,zero"},
       {.family = "Inter Display", .size = 20 * PANGO_SCALE, .weight = 600, .letter_spacing = 30}},
      {{.family = "Charis SIL, Noto Naskh Arabic", .size = 9 * PANGO_SCALE, .features = "smcp"},
       {.family = "No Such", .size = 9 * PANGO_SCALE}}};
  g_autoptr (Fonts) fonts = open_fonts ();
  GRand *random = g_rand_new_with_seed (15);
  for (int i = 0; i < 1500; i++)
    {
      g_autoptr (GString) text = random_text (random, g_rand_int_range (random, 2, 14));
      if (!text->len)
        continue;
      const char *middle = g_utf8_offset_to_pointer (text->str, g_utf8_strlen (text->str, -1) / 2);
      const char *lang = langs[i % G_N_ELEMENTS (langs)];
      const Style *pair = styles[i % G_N_ELEMENTS (styles)];
      const int cut = i % 5 ? (int)text->len : (int)(middle - text->str);
      g_autoptr (ShapedText) a =
          shape_text_take (fonts, g_strdup (text->str), spans_of (text, pair, lang, cut), lang);
      g_autoptr (ShapedText) b =
          shape_text_take_by_pango (fonts, g_strdup (text->str), spans_of (text, pair, lang, cut), lang);
      g_assert_cmpint (a->rtl, ==, b->rtl);
      assert_clusters (a->clusters, b->clusters);
      assert_glyphs (a->glyphs, b->glyphs);
      assert_arrays (a->pieces, b->pieces);
      g_assert_cmpmem (a->may_end, g_utf8_strlen (text->str, -1) + 1, b->may_end,
                       g_utf8_strlen (text->str, -1) + 1);
    }
  g_rand_free (random);
}

static void
test_not_plain (void)
{
  static const char *const texts[] = {"a\tb",   "a\nb",       "a\u2028b", "\u0645", "a\u0301",
                                      "\u200d", "\U0001f469", "\u2003",   "§",      "±",
                                      "\u202e", "\u03b1",     "\x7f"};
  int n;
  gboolean letters;
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_false (plain_text (texts[i], &n, &letters));
  g_assert_true (plain_text ("1–2 %", &n, &letters) && !letters);
  g_assert_true (plain_text ("1 ª", &n, &letters) && letters);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plain-text/line-ends", test_line_ends);
  g_test_add_func ("/plain-text/items", test_items);
  g_test_add_func ("/plain-text/faces", test_faces);
  g_test_add_func ("/plain-text/shapes", test_shapes);
  g_test_add_func ("/plain-text/not-plain", test_not_plain);
  return g_test_run ();
}
