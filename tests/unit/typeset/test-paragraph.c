/* Paragraphs: text that never leaves its width, loses no word, stands in the right order and has the right tags. Needs the faces
 * of fonts/. Golden dumps: expected/paragraphs.txt, rewritten with --update.
 */
#include "typeset/paragraph.h"

#include <string.h>

enum
{
  PT = 1024
};

typedef struct
{
  Fonts *fonts;
  Style style, bold, raised, label, sans;
  Diags *diags;
  GPtrArray *inlines;
  Pages *pages;
} Fixture;

static gboolean update;
static const Mark here = {"test.yaml", 3, 5};

static const char prose[] =
    "The organisation’s leadership has relied on international financing, according to information that "
    "member "
    "states gave to the monitoring team in July 2021. Estimates of its strength run from 500–1,500 to 10,000 "
    "fighters; the difference is one of sources, not of time. A United Nations report counted 77 attacks in "
    "the "
    "first four months of 2021, against 21 in the same months of the year before.";

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
  f->inlines = g_ptr_array_new_with_free_func ((GDestroyNotify)inline_free);
  f->pages = pages_new (f->fonts);
  f->style =
      (Style){.family = "Charis SIL, Noto Naskh Arabic", .size = 10 * PT, .leading = 13 * PT, .weight = 400};
  f->sans = (Style){.family = "Inter", .size = 9 * PT, .leading = 12 * PT, .weight = 400, .features = "tnum"};
  f->bold = f->raised = f->style;
  f->bold.weight = 700;
  f->raised.size = 6 * PT;
  f->raised.rise = 4 * PT;
  f->raised.colour = 0x777777;
  f->label = f->sans;
  f->label.weight = 700;
  f->label.colour = 0xFFC000;
  f->label.has_ground = TRUE;
  f->label.pad_x = 4 * PT;
  f->label.pad_y = 2 * PT;
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  pages_free (f->pages);
  g_ptr_array_free (f->inlines, TRUE);
  diags_free (f->diags);
  fonts_free (f->fonts);
}

static Inline *
add (Fixture *f, InlineKind kind, const char *text, const Style *style)
{
  Inline *inline_ = inline_new (kind, text, style);
  g_ptr_array_add (f->inlines, inline_);
  return inline_;
}

/* No glyph outside @width, clusters inside the text: for every op of a page. */
static void
check_ops (const GArray *ops, int width)
{
  for (guint i = 0; i < ops->len; i++)
    {
      const Op *op = &g_array_index (ops, Op, i);
      if (op->kind != OP_GLYPHS)
        continue;
      const GlyphRun *run = op->as.glyphs;
      for (guint k = 0; k < run->glyphs->len; k++)
        {
          const Glyph *g = &g_array_index (run->glyphs, Glyph, k);
          g_assert_cmpint (run->x + g->x, >=, -run->size / 2); /* ink of a combining mark may hang back */
          if (g->advance > 0 && g->end > g->start) /* so may that of one that was put on a space */
            g_assert_cmpint (run->x + g->x + g->advance, <=, width + 2);
          g_assert_cmpint (g->start, >=, 0);
          g_assert_cmpint (g->start, <=, g->end);
          g_assert_cmpint (g->end, <=, strlen (run->text));
        }
    }
}

/* Sets the inlines gathered so far on a page of their own at @width, checks them, and forgets them. Returns the page. */
static Page *
set (Fixture *f, const Style *style, const char *lang, int width)
{
  static const PageNumbers numbers = {.page = 7, .pages = 12, .running_head = "Leadership"};
  Page *page = pages_add (f->pages, width, 400 * PT);
  int element = pages_add_element (f->pages, -1, ROLE_P), y = 0;
  g_autoptr (Paragraph) p = paragraph_new (f->fonts, f->inlines, style, lang, &numbers, f->diags, here);
  int n = paragraph_break (p, width);
  g_assert_cmpint (n, >=, 1);
  for (int i = 0; i < n; i++)
    {
      const ParagraphLine *line = paragraph_line (p, i);
      g_assert_cmpint (line->last, ==, i == n - 1);
      g_assert_cmpint (line->width, <=, width);
      paragraph_emit_line (p, i, 0, y, page->ops, f->pages, element);
      y += line->height;
    }
  check_ops (page->ops, width + style->size * style->letter_spacing / 1000); /* the last tracking is white */
  g_ptr_array_set_size (f->inlines, 0);
  return page;
}

static Page *
set_text (Fixture *f, const Style *style, const char *text, const char *lang, int width)
{
  add (f, INLINE_TEXT, text, NULL);
  return set (f, style, lang, width);
}

/* All words of a page as they are read: soft hyphens and what no glyph stands for left out. */
static char *
words_of (const Page *page)
{
  GString *out = g_string_new (NULL);
  for (guint i = 0; i < page->ops->len; i++)
    {
      const Op *op = &g_array_index (page->ops, Op, i);
      if (op->kind != OP_GLYPHS)
        continue;
      g_string_append (out, op->as.glyphs->text);
      if (op->as.glyphs->soft_hyphen)
        g_string_truncate (out, out->len - 2);
    }
  return g_string_free (out, FALSE);
}

static void
specimens (Fixture *f)
{
  Style justified = f->style, heading = f->sans, indented = f->style;
  justified.align = ALIGN_JUSTIFY;
  justified.hyphenate = TRUE;
  heading.size = 16 * PT;
  heading.leading = 19 * PT;
  heading.family = "Inter Display";
  heading.weight = 600;
  indented.align = ALIGN_END;
  indented.indent_start = 20 * PT;
  indented.indent_first = 10 * PT;
  set_text (f, &f->style, prose, "en-GB", 200 * PT);
  set_text (f, &justified, prose, "en-GB", 200 * PT);
  set_text (f, &heading, "Attacks rose from 21 to 77 in four months", "en-GB", 300 * PT);
  set_text (f, &indented, "Set against the end edge, with two indents.", "en-GB", 140 * PT);
  add (f, INLINE_TEXT, "The leader, ", NULL);
  add (f, INLINE_TEXT, "Shahab al-Muhajir", &f->bold);
  add (f, INLINE_TEXT, " (", NULL);
  add (f, INLINE_TEXT, "شهاب المهاجر", NULL)->lang = "ar";
  add (f, INLINE_TEXT, ", 2020), is said", NULL);
  add (f, INLINE_REFERENCE, "34", &f->raised)->target = g_strdup ("#note-F34");
  add (f, INLINE_TEXT, " to have been a commander.", NULL);
  set (f, &f->style, "en-GB", 130 * PT);
  set_text (f, &justified,
            "قال شهاب المهاجر إن 77 هجوما وقعت في 2021 (according to the report) في أربعة أشهر", "ar",
            150 * PT);
  add (f, INLINE_TEXT, "Page ", NULL);
  add (f, INLINE_PAGE, "0", NULL);
  add (f, INLINE_TEXT, " of ", NULL);
  add (f, INLINE_PAGES, "0", NULL);
  add (f, INLINE_TEXT, " · ", NULL);
  add (f, INLINE_RUNNING_HEAD, "-", NULL);
  add (f, INLINE_FILL, "", NULL);
  add (f, INLINE_TEXT, "TLP:AMBER", &f->label);
  set (f, &f->sans, "en-GB", 250 * PT);
  set_text (f, &f->sans, "Donaudampfschifffahrtsgesellschaftskapitän", "en-GB", 60 * PT);
  set_text (f, &f->style, "", "en-GB", 60 * PT);
  set_text (f, &f->style, "  \t \n  ", "en-GB", 60 * PT);
  set_text (f, &f->style,
            "a\x01"
            "b \xF0\x9F\x98\x80\xF0\x9F\x98\x80 c",
            "en-GB", 60 * PT);
  set_text (f, &justified, "Réponse : « oui » ; pourquoi ?", "fr", 60 * PT);
}

static void
test_golden (Fixture *f, gconstpointer data)
{
  g_autofree char *path = g_build_filename (g_getenv ("G_TEST_SRCDIR"), "tests", "unit", "typeset",
                                            "expected", "paragraphs.txt", NULL);
  g_autofree char *wanted = NULL;
  specimens (f);
  g_autofree char *dump = pages_dump (f->pages), *said = diags_to_text (f->diags, FALSE);
  g_autofree char *got = g_strconcat (dump, "diagnostics\n", said, NULL);
  if (update)
    g_assert_true (g_file_set_contents (path, got, -1, NULL));
  g_assert_true (g_file_get_contents (path, &wanted, NULL, NULL));
  int line = 1;
  const char *a = got, *b = wanted;
  for (; *a && *a == *b; a++, b++)
    line += *a == '\n';
  if (*a != *b)
    g_test_message ("paragraphs.txt:%d differs from here: %.120s", line, a);
  g_assert_true (*a == *b);
}

/* Whatever the width and the alignment, every word comes out, in order, and nothing stands outside (set () checks that). */
static void
test_nothing_lost (Fixture *f, gconstpointer data)
{
  Style style = f->style;
  for (int i = 0; i < 60; i++)
    {
      style.align = i % 4;
      style.hyphenate = i & 4;
      Page *page = set_text (f, &style, prose, "en-GB", (12 + i * 7) * PT);
      g_autofree char *words = words_of (page);
      g_assert_cmpstr (words, ==, prose);
    }
}

/* The space that vanishes at a line's end is still there for readers of the file, without room. */
static void
test_space_at_line_end (Fixture *f, gconstpointer data)
{
  Page *page = set_text (f, &f->style, "one two", "en-GB", 25 * PT);
  const GlyphRun *run = g_array_index (page->ops, Op, 1).as.glyphs;
  g_assert_cmpstr (run->text, ==, "one ");
  const Glyph *space = &g_array_index (run->glyphs, Glyph, 3);
  g_assert_cmpint (space->advance, ==, 0);
  hb_codepoint_t wanted;
  g_assert_true (hb_font_get_nominal_glyph (fonts_face (f->fonts, run->face)->hb_font, ' ', &wanted));
  g_assert_cmpint (space->id, ==, wanted);
}

/* Justified lines end where the measure does, to the last unit; the last line is natural. */
static void
test_justified_edge (Fixture *f, gconstpointer data)
{
  Style style = f->style;
  style.align = ALIGN_JUSTIFY;
  style.hyphenate = TRUE;
  int width = 190 * PT, lines = 0;
  Page *page = set_text (f, &style, prose, "en-GB", width);
  for (guint i = 0; i < page->ops->len; i++)
    {
      const Op *op = &g_array_index (page->ops, Op, i);
      if (op->kind != OP_GLYPHS || g_str_has_suffix (op->as.glyphs->text, "before."))
        continue;
      const GlyphRun *run = op->as.glyphs;
      const Glyph *last = &g_array_index (run->glyphs, Glyph, run->glyphs->len - 1);
      g_assert_cmpint (ABS (run->x + last->x + last->advance - width), <=, 2);
      lines++;
    }
  g_assert_cmpint (lines, >=, 6);
}

static void
test_widths (Fixture *f, gconstpointer data)
{
  Page *page = pages_add (f->pages, 100 * PT, 100 * PT);
  add (f, INLINE_TEXT, "Some considerable words", NULL);
  g_autoptr (Paragraph) p = paragraph_new (f->fonts, f->inlines, &f->style, "en-GB", NULL, f->diags, here);
  int least = paragraph_min_width (p), most = paragraph_max_width (p);
  g_assert_cmpint (paragraph_break (p, most), ==, 1);
  g_assert_cmpint (paragraph_line (p, 0)->width, ==, most);
  g_assert_cmpint (paragraph_break (p, most - 1), ==, 2);
  g_assert_cmpint (paragraph_break (p, least), ==, 3);
  int n = paragraph_break (p, least - 1); /* now the longest word is cut, and its author is told */
  for (int i = 0; i < n; i++)
    {
      g_assert_cmpint (diags_count (f->diags, DIAG_WARNING), <=, 1);
      g_assert_cmpint (paragraph_line (p, i)->width, <, least);
      paragraph_emit_line (p, i, 0, 0, page->ops, NULL, -1);
    }
  g_assert_cmpint (diags_count (f->diags, DIAG_WARNING), ==, 1);
  g_assert_cmpint (least, ==, label_width (f->fonts, "considerable", &f->style, "en-GB"));
}

/* Whatever is thrown at it: marks without a letter, signs of direction, joined emoji, scripts without a face, spaces of all
 * kinds, in several inlines. Nothing may crash, leave its width or lie about its text (set () checks). */
static void
test_anything (Fixture *f, gconstpointer data)
{
  static const gunichar odd[] = {
      ' ',    ' ',      'a',    'f',    'i',    'W',     '.',     '-',    0x301,  0xAD,  0xA0,  0x202F,
      0x2009, 0x200B,   0x200D, 0x2067, 0x202E, 0x2069,  0x202C,  0x645,  0x62D,  0x5D0, 0x661, '7',
      '%',    0x2028,   0x2029, '\t',   0x7F,   0x1F468, 0x1F3FD, 0xFFFC, 0xFEFF, 0x915, 0x94D, 0x4E00,
      0xE000, 0x10FFFF, '/',    ':',    '(',    ')',     0xAB,    0xBB,   ';',    0x85};
  GRand *rand = g_rand_new_with_seed (20);
  Style style = f->style;
  for (int round = 0; round < 400; round++)
    {
      for (int k = g_rand_int_range (rand, 1, 5); k > 0; k--)
        {
          g_autoptr (GString) text = g_string_new (NULL);
          for (int n = g_rand_int_range (rand, 0, 40); n > 0; n--)
            g_string_append_unichar (text, odd[g_rand_int_range (rand, 0, G_N_ELEMENTS (odd))]);
          Inline *inline_ =
              add (f, g_rand_int_range (rand, 0, 6), text->str, g_rand_boolean (rand) ? &f->label : NULL);
          inline_->target = g_strdup ("#x");
          inline_->lang = g_rand_boolean (rand) ? "ar" : NULL;
        }
      style.align = round % 4;
      style.hyphenate = round & 8;
      style.letter_spacing = round & 16 ? 60 : 0;
      set (f, &style, round & 32 ? "ar" : "fr", g_rand_int_range (rand, 60, 200) * PT);
    }
  g_rand_free (rand);
}

static void
test_undivided (Fixture *f, gconstpointer data)
{
  Style style = f->style;
  style.hyphenate = TRUE;
  for (int i = 0; i < 2; i++)
    {
      set_text (f, &style, "vastuullisuus", "fi", 30 * PT);
      set_text (f, &style, "محمد", "ar", 30 * PT); /* never divided: nothing is missing */
      set_text (f, &style, "word", "en-GB", 30 * PT);
    }
  g_assert_cmpint (diags_count (f->diags, DIAG_NOTE), ==, 1);
}

static int
count_roles (const Pages *pages, Role role)
{
  int n = 0;
  for (guint i = 0; i < pages->elements->len; i++)
    n += g_array_index (pages->elements, Element, i).role == role;
  return n;
}

/* A link over three lines is one element with three areas, which lie one below the other. */
static void
test_link_over_lines (Fixture *f, gconstpointer data)
{
  add (f, INLINE_TEXT, "see ", NULL);
  Inline *link = add (f, INLINE_LINK, "https://example.org/reports/2021/july/s-2021-655-annex.pdf", NULL);
  link->target = g_strdup ("https://example.org/r");
  link->id = g_strdup ("back-1");
  Page *page = set (f, &f->style, "en-GB", 90 * PT);
  int areas = 0, dests = 0, below = -1;
  for (guint i = 0; i < page->ops->len; i++)
    {
      const Op *op = &g_array_index (page->ops, Op, i);
      dests += op->kind == OP_DEST;
      if (op->kind != OP_LINK)
        continue;
      areas++;
      g_assert_cmpint (op->as.link->y, >, below);
      below = op->as.link->y;
      g_assert_cmpstr (op->as.link->target, ==, "https://example.org/r");
    }
  g_assert_cmpint (areas, >=, 3);
  g_assert_cmpint (dests, ==, 1);
  g_assert_cmpint (count_roles (f->pages, ROLE_LINK), ==, 1);
}

/* Addresses are never divided after a hyphen, nor with one of ours. */
static void
test_url (Fixture *f, gconstpointer data)
{
  Style style = f->style;
  style.hyphenate = TRUE;
  Page *page = set_text (
      f, &style, "https://www.example.com/news/isis-k-leader-haqqani-network-kabul-airport-attack.html",
      "en-GB", 100 * PT);
  for (guint i = 0; i < page->ops->len; i++)
    {
      const Op *op = &g_array_index (page->ops, Op, i);
      if (op->kind == OP_GLYPHS)
        g_assert_false (op->as.glyphs->soft_hyphen || g_str_has_suffix (op->as.glyphs->text, "-"));
    }
  g_assert_cmpint (diags_count (f->diags, DIAG_WARNING), ==, 0);
}

/* Figures, abbreviations and citations stay together. */
static void
test_kept_together (Fixture *f, gconstpointer data)
{
  for (int width = 60; width < 160; width += 3)
    {
      add (f, INLINE_TEXT,
           "between 500–1,500 and ISIS-K on 26\xC2\xA0"
           "August",
           NULL);
      add (f, INLINE_REFERENCE, "34", &f->raised)->target = g_strdup ("#n");
      add (f, INLINE_TEXT, " again", NULL);
      Page *page = set (f, &f->style, "en-GB", width * PT);
      for (guint i = 0; i < page->ops->len; i++)
        {
          const Op *op = &g_array_index (page->ops, Op, i);
          if (op->kind != OP_GLYPHS)
            continue;
          const char *text = op->as.glyphs->text;
          g_assert_false (g_str_has_suffix (text, "–") || g_str_has_suffix (text, "-") ||
                          g_str_has_suffix (text, "26\xC2\xA0"));
          g_assert_false (strcmp (text, "34") == 0 && op->as.glyphs->x == 0);
        }
    }
}

/* UAX #9: an Arabic name in an English line; glyphs from the left, text as it is read, its neighbours undisturbed. */
static void
test_right_to_left (Fixture *f, gconstpointer data)
{
  add (f, INLINE_TEXT, "(", NULL);
  add (f, INLINE_TEXT, "شهاب المهاجر", NULL)->lang = "ar";
  add (f, INLINE_TEXT, ", 2020)", NULL);
  Page *page = set (f, &f->style, "en-GB", 300 * PT);
  int right = 0;
  const GlyphRun *rtl = NULL;
  for (guint i = 0; i < page->ops->len; i++)
    {
      const Op *op = &g_array_index (page->ops, Op, i);
      if (op->kind != OP_GLYPHS)
        continue;
      g_assert_cmpint (op->as.glyphs->x, >=,
                       right); /* all from left to right: nothing jumped into the name */
      right = op->as.glyphs->x + 1;
      if (op->as.glyphs->rtl)
        rtl = op->as.glyphs;
    }
  g_assert_nonnull (rtl);
  g_assert_cmpstr (rtl->text, ==, "شهاب المهاجر");
  g_assert_cmpstr (fonts_face (f->fonts, rtl->face)->family, ==, "Noto Naskh Arabic");
  const Glyph *first = &g_array_index (rtl->glyphs, Glyph, 0);
  const Glyph *last = &g_array_index (rtl->glyphs, Glyph, rtl->glyphs->len - 1);
  g_assert_cmpint (first->start, >, last->start); /* leftmost glyph, last letter */
  const Element *span = &g_array_index (f->pages->elements, Element, 1);
  g_assert_cmpint (span->role, ==, ROLE_SPAN);
  g_assert_cmpstr (span->more->actual_text, ==, "شهاب المهاجر");
  g_assert_cmpstr (span->lang, ==, "ar");
}

/* Joined letters keep their joins when a line end or a change of weight cuts the word. */
static void
test_joins_kept (Fixture *f, gconstpointer data)
{
  int whole = label_width (f->fonts, "محمد", &f->style, "ar");
  add (f, INLINE_TEXT, "مح", NULL);
  add (f, INLINE_TEXT, "مد", &f->raised); /* another style: another run */
  f->raised = f->style;
  f->raised.colour = 0xFF0000;
  g_autoptr (Paragraph) p = paragraph_new (f->fonts, f->inlines, &f->style, "ar", NULL, NULL, here);
  g_assert_cmpint (ABS (paragraph_max_width (p) - whole), <=, 4);
}

/* Raised citations do not move lines apart; larger words do. */
static void
test_heights (Fixture *f, gconstpointer data)
{
  add (f, INLINE_TEXT, "word", NULL);
  add (f, INLINE_TEXT, "34", &f->raised);
  g_autoptr (Paragraph) small = paragraph_new (f->fonts, f->inlines, &f->style, "en", NULL, NULL, here);
  paragraph_break (small, 200 * PT);
  g_assert_cmpint (paragraph_line (small, 0)->height, ==, 13 * PT);
  Style large = f->style;
  large.size = 20 * PT;
  large.leading = 24 * PT;
  add (f, INLINE_TEXT, "77", &large);
  g_autoptr (Paragraph) big = paragraph_new (f->fonts, f->inlines, &f->style, "en", NULL, NULL, here);
  paragraph_break (big, 200 * PT);
  g_assert_cmpint (paragraph_line (big, 0)->height, ==, 24 * PT);
}

static void
test_labels (Fixture *f, gconstpointer data)
{
  g_autoptr (GArray) ops = ops_new ();
  int width = label_width (f->fonts, "Haqqani network", &f->sans, "en");
  label_emit (f->fonts, "Haqqani network", &f->sans, "en", 10 * PT, 50 * PT, ops);
  g_assert_cmpint (ops->len, ==, 1);
  const GlyphRun *run = g_array_index (ops, Op, 0).as.glyphs;
  const Glyph *last = &g_array_index (run->glyphs, Glyph, run->glyphs->len - 1);
  g_assert_cmpint (run->x, ==, 10 * PT);
  g_assert_cmpint (run->y, ==, 50 * PT);
  g_assert_cmpint (ABS (last->x + last->advance - width), <=, 2);
  Style twice = f->sans; /* sizes are scaled from one nominal size: twice the size, twice the width */
  twice.size *= 2;
  g_assert_cmpint (ABS (label_width (f->fonts, "Haqqani network", &twice, "en") - 2 * width), <=, 16);
  twice = f->sans;
  twice.letter_spacing = 100;
  g_assert_cmpint (ABS (label_width (f->fonts, "ab", &twice, "en") -
                        label_width (f->fonts, "ab", &f->sans, "en") - 9 * PT / 10),
                   <=, 4);
  g_assert_cmpint (label_width (f->fonts, "", &f->sans, "en"), ==, 0);
}

/* A line that ends a column ends in no hyphen, whichever line it is, and the others may again when that is forgotten. */
static void
test_forbidden_hyphens (Fixture *f, gconstpointer data)
{
  Style style = f->style;
  style.hyphenate = TRUE;
  style.align = ALIGN_JUSTIFY;
  add (f, INLINE_TEXT, prose, NULL);
  int forbidden = 0;
  for (int width = 130 * PT; width < 260 * PT; width += 5 * PT)
    {
      g_autoptr (Paragraph) p = paragraph_new (f->fonts, f->inlines, &style, "en-GB", NULL, f->diags, here);
      int n = paragraph_break (p, width);
      g_autoptr (GArray) before = g_array_new (FALSE, FALSE, sizeof (gboolean));
      for (int i = 0; i < n; i++)
        g_array_append_val (before, paragraph_line (p, i)->hyphen);
      for (int i = 0; i < n; i++)
        if (g_array_index (before, gboolean, i))
          {
            paragraph_forbid_hyphen (p, i);
            paragraph_forbid_hyphen (p, i);
            g_assert_cmpint (paragraph_break (p, width), >=, i);
            g_assert_false (paragraph_line (p, i)->hyphen);
            paragraph_allow_hyphens (p);
            paragraph_break (p, width);
            forbidden++;
          }
      g_assert_cmpint (paragraph_break (p, width), ==, n);
      for (int i = 0; i < n; i++)
        g_assert_cmpint (paragraph_line (p, i)->hyphen, ==, g_array_index (before, gboolean, i));
    }
  g_assert_cmpint (forbidden, >, 5);
}

/* Where a range is wider than its cell it parts behind the dash, not within a figure. */
static void
test_range_in_narrow_cell (Fixture *f, gconstpointer data)
{
  Page *page = set_text (f, &f->style, "2\u202F000–3\u202F500", "fr", 34 * PT);
  g_autoptr (GString) lines = g_string_new (NULL);
  int y = -1;
  for (guint i = 0; i < page->ops->len; i++)
    {
      const Op *op = &g_array_index (page->ops, Op, i);
      if (op->kind != OP_GLYPHS)
        continue;
      if (y >= 0 && op->as.glyphs->y != y)
        g_string_append_c (lines, '|');
      y = op->as.glyphs->y;
      g_string_append (lines, op->as.glyphs->text);
    }
  g_assert_cmpstr (lines->str, ==, "2\u202F000–|3\u202F500");
}

static void
test_families (Fixture *f, gconstpointer data)
{
  g_assert_true (fonts_has_family (f->fonts, "Charis SIL"));
  g_assert_true (fonts_has_family (f->fonts, "Charis SIL, Noto Naskh Arabic"));
  g_assert_false (fonts_has_family (f->fonts, "Charis SIL, Comic Sans"));
  g_assert_false (fonts_has_family (f->fonts, "DejaVu Sans")); /* the system's are not seen */
  g_autoptr (GError) error = NULL;
  g_assert_null (fonts_open ("/nonexistent", "/nonexistent/cache", &error));
  g_assert_nonnull (error);
}

int
main (int argc, char **argv)
{
  update = argc > 1 && strcmp (argv[1], "--update") == 0;
  g_test_init (&argc, &argv, NULL);
  static const struct
  {
    const char *path;
    void (*run) (Fixture *, gconstpointer);
  } tests[] = {{"/paragraph/golden", test_golden},
               {"/paragraph/nothing-lost", test_nothing_lost},
               {"/paragraph/space-at-line-end", test_space_at_line_end},
               {"/paragraph/justified-edge", test_justified_edge},
               {"/paragraph/widths", test_widths},
               {"/paragraph/undivided", test_undivided},
               {"/paragraph/anything", test_anything},
               {"/paragraph/link-over-lines", test_link_over_lines},
               {"/paragraph/url", test_url},
               {"/paragraph/kept-together", test_kept_together},
               {"/paragraph/right-to-left", test_right_to_left},
               {"/paragraph/joins-kept", test_joins_kept},
               {"/paragraph/heights", test_heights},
               {"/paragraph/labels", test_labels},
               {"/paragraph/forbidden-hyphens", test_forbidden_hyphens},
               {"/paragraph/range-in-narrow-cell", test_range_in_narrow_cell},
               {"/paragraph/families", test_families}};
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].run, tear_down);
  return g_test_run ();
}
