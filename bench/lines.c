/* lines: how long it takes to shape words and break them into lines, by brief and by PangoLayout's greedy lines, in one process.
 *
 *     lines FONTS FILE WORDS PER_PARAGRAPH [brief|pango|both] [ROUNDS]
 *
 * The words of FILE, repeated until there are WORDS, in paragraphs of PER_PARAGRAPH, Charis SIL 10/13 in a column of 75 mm, justified
 * and, by brief, divided. Prints the least time of ROUNDS for each, and their ratio. tests/typesetting/linear.py counts its
 * instructions.
 */
#include "typeset/paragraph.h"

#include <stdlib.h>
#include <string.h>

enum
{
  PT = 1024,
  MEASURE = 213 * PT
};

typedef struct
{
  Fonts *fonts;
  GPtrArray *paragraphs; /* of char*, owned */
  Style style;
} Bench;

/* Cuts a text of its words into paragraphs; the file is gone through again until there are enough. */
static GPtrArray *
make_paragraphs (const char *text, int n_words, int per_paragraph)
{
  GPtrArray *paragraphs = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) words = g_strsplit_set (text, " \n\t", -1);
  GString *now = g_string_new (NULL);
  int n = 0;
  for (char **word = words; n < n_words; word = word[1] ? word + 1 : words)
    {
      if (!**word)
        continue;
      g_string_append (now, now->len ? " " : "");
      g_string_append (now, *word);
      if (++n % per_paragraph == 0 || n == n_words)
        {
          g_ptr_array_add (paragraphs, g_strdup (now->str));
          g_string_truncate (now, 0);
        }
    }
  g_string_free (now, TRUE);
  return paragraphs;
}

static int
set_with_brief (const Bench *bench)
{
  int lines = 0;
  for (guint i = 0; i < bench->paragraphs->len; i++)
    {
      Inline words = {.kind = INLINE_TEXT, .text = g_ptr_array_index (bench->paragraphs, i)};
      g_autoptr (GPtrArray) inlines = g_ptr_array_new ();
      g_ptr_array_add (inlines, &words);
      g_autoptr (Paragraph) paragraph =
          paragraph_new (bench->fonts, inlines, &bench->style, "en-GB", NULL, NULL, (Mark){NULL, 0, 0});
      lines += paragraph_break (paragraph, MEASURE);
    }
  return lines;
}

static int
set_with_pango (const Bench *bench)
{
  int lines = 0;
  PangoFontDescription *description = pango_font_description_from_string (bench->style.family);
  pango_font_description_set_absolute_size (description, bench->style.size);
  for (guint i = 0; i < bench->paragraphs->len; i++)
    {
      PangoLayout *layout = pango_layout_new (fonts_context (bench->fonts));
      pango_layout_set_font_description (layout, description);
      pango_layout_set_width (layout, MEASURE);
      pango_layout_set_justify (layout, TRUE);
      pango_layout_set_text (layout, g_ptr_array_index (bench->paragraphs, i), -1);
      lines += pango_layout_get_line_count (layout);
      g_object_unref (layout);
    }
  pango_font_description_free (description);
  return lines;
}

static double
least_time (const Bench *bench, const char *name, int (*set) (const Bench *), int rounds)
{
  double least = G_MAXDOUBLE;
  int lines = 0;
  for (int i = 0; i < rounds; i++)
    {
      gint64 start = g_get_monotonic_time ();
      lines = set (bench);
      least = MIN (least, (g_get_monotonic_time () - start) / 1000.0);
    }
  g_print ("%s: %d lines, %.1f ms\n", name, lines, least);
  return least;
}

int
main (int argc, char **argv)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  if (argc < 5 || atoi (argv[3]) < 1 || atoi (argv[4]) < 1)
    {
      g_printerr ("usage: lines FONTS FILE WORDS PER_PARAGRAPH [brief|pango|both] [ROUNDS]\n");
      return 2;
    }
  const char *who = argc > 5 ? argv[5] : "both";
  int rounds = argc > 6 ? MAX (atoi (argv[6]), 1) : 5;
  g_autofree char *cache = g_build_filename (argv[1], ".cache", NULL);
  g_autoptr (Fonts) fonts = fonts_open (argv[1], cache, &error);
  if (!fonts || !g_file_get_contents (argv[2], &text, NULL, &error))
    {
      g_printerr ("%s\n", error->message);
      return 3;
    }
  if (!strpbrk (text, "abcdefghijklmnopqrstuvwxyz"))
    return 3;
  Bench bench = {.fonts = fonts, .paragraphs = make_paragraphs (text, atoi (argv[3]), atoi (argv[4]))};
  bench.style = (Style){.family = "Charis SIL",
                        .size = 10 * PT,
                        .leading = 13 * PT,
                        .weight = 400,
                        .align = ALIGN_JUSTIFY,
                        .hyphenate = TRUE,
                        .expand = 200,
                        .track_tight = 70,
                        .track_loose = 115,
                        .protrude = TRUE};
  double ours = strcmp (who, "pango") != 0 ? least_time (&bench, "brief", set_with_brief, rounds) : 0;
  double theirs = strcmp (who, "brief") != 0 ? least_time (&bench, "pango", set_with_pango, rounds) : 0;
  if (ours > 0 && theirs > 0)
    g_print ("brief / pango: %.2f\n", ours / theirs);
  g_ptr_array_free (bench.paragraphs, TRUE);
  return 0;
}
