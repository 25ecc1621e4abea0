/* made-type.h: paragraphs in a made-up type, for tests of pages. Each letter is half of the size wide, lines are filled
 * greedily, a line's baseline is three quarters down its leading; "~" is where a word may be divided. No font is opened, so the dumps are the same for ever.
 */
#pragma once
#include "typeset/paragraph.h"

#include <string.h>

#define PT PANGO_SCALE

struct Paragraph
{
  const Style *style;
  char *text;
  GArray *lines;  /* of ParagraphLine */
  GArray *starts; /* of int: byte where each line begins; one more at the end */
  int width;
  GArray *places;    /* of int: byte where each inline begins */
  guint64 no_hyphen; /* bits of lines that may not end in one */
};

static int n_made_paragraphs; /* how many texts were shaped, */
static int n_made_breaks;     /* how often one was broken into lines, */
static gboolean made_rtl;     /* texts are written from the right: lines begin at the right of their column */
static int n_line_looks;      /* and how often a line was looked at: the cost of setting pages */

const FontFace *
fonts_face (const Fonts *fonts, int index)
{
  static const FontFace face = {.name = "Made"};
  return &face;
}

static const char *
inline_words (const Inline *part, const PageNumbers *numbers, char *buffer, gsize size)
{
  const char *known = NULL;
  switch (part->kind)
    {
    case INLINE_PAGE_OF:
      known = numbers && numbers->page_of ? numbers->page_of (numbers->data, part->target) : NULL;
      return known ? known : part->text;
    case INLINE_PAGE:
    case INLINE_PAGES:
      g_snprintf (buffer, size, "%d", part->kind == INLINE_PAGE ? numbers->page : numbers->pages);
      return buffer;
    case INLINE_RUNNING_HEAD:
      return numbers->running_head ? numbers->running_head : "";
    case INLINE_RUNNING_LAST:
      return numbers->running_last ? numbers->running_last : "";
    case INLINE_LINE_BREAK:
      return "\n";
    case INLINE_FILL:
      return " ... ";
    default:
      return part->text;
    }
}

Paragraph *
paragraph_new (Fonts *fonts, const GPtrArray *inlines, const Style *style, const char *lang,
               const PageNumbers *numbers, Diags *diags, Mark mark)
{
  n_made_paragraphs++;
  Paragraph *paragraph = g_new0 (Paragraph, 1);
  paragraph->style = style;
  GString *text = g_string_new (NULL);
  paragraph->places = g_array_new (FALSE, FALSE, sizeof (int));
  for (guint i = 0; i < inlines->len; i++)
    {
      char buffer[16];
      int at = text->len;
      g_array_append_val (paragraph->places, at);
      g_string_append (text, inline_words (inlines->pdata[i], numbers, buffer, sizeof buffer));
    }
  paragraph->text = g_string_free (text, FALSE);
  paragraph->lines = g_array_new (FALSE, TRUE, sizeof (ParagraphLine));
  paragraph->starts = g_array_new (FALSE, TRUE, sizeof (int));
  return paragraph;
}

void
paragraph_free (Paragraph *paragraph)
{
  if (!paragraph)
    return;
  g_free (paragraph->text);
  g_array_unref (paragraph->lines);
  g_array_unref (paragraph->starts);
  g_array_unref (paragraph->places);
  g_free (paragraph);
}

static int
words_width (const Paragraph *paragraph, int start, int end)
{
  return g_utf8_strlen (paragraph->text + start, end - start) * paragraph->style->size / 2;
}

/* The end of the line that begins at @start: the last space that fits, else the first. */
static int
line_end (const Paragraph *paragraph, int start, int width, gboolean hyphens)
{
  const char *text = paragraph->text;
  int end = start, n = strlen (text);
  for (int i = start; i <= n; i++)
    if (text[i] == ' ' || text[i] == '\n' || text[i] == 0 || (text[i] == '~' && hyphens))
      {
        if (i > start && end > start && words_width (paragraph, start, i) > width)
          return end;
        end = i;
        if (text[i] != ' ' && text[i] != '~')
          return end;
      }
  return end;
}

int
paragraph_break (Paragraph *paragraph, int width)
{
  n_made_breaks++;
  const Style *style = paragraph->style;
  paragraph->width = width;
  g_array_set_size (paragraph->lines, 0);
  g_array_set_size (paragraph->starts, 0);
  width -= style->indent_start + style->indent_end;
  int at = 0, n = strlen (paragraph->text);
  do
    {
      int index = paragraph->lines->len;
      int end = line_end (paragraph, at, width, index > 63 || !(paragraph->no_hyphen >> index & 1));
      ParagraphLine line = {.height = style->leading,
                            .ascent = style->leading * 3 / 4,
                            .width = words_width (paragraph, at, end),
                            .hyphen = paragraph->text[end] == '~',
                            .last = end >= n};
      g_array_append_val (paragraph->lines, line);
      g_array_append_val (paragraph->starts, at);
      at = end + 1;
    }
  while (at < n);
  at = n + 1;
  g_array_append_val (paragraph->starts, at);
  return paragraph->lines->len;
}

void
paragraph_forbid_hyphen (Paragraph *paragraph, int line)
{
  if (line < 64)
    paragraph->no_hyphen |= (guint64)1 << line;
}

const ParagraphLine *
paragraph_line (const Paragraph *paragraph, int index)
{
  n_line_looks++;
  return &g_array_index (paragraph->lines, ParagraphLine, index);
}

/* Every inline of these paragraphs stands in the text as it is. */
int
paragraph_line_of (const Paragraph *paragraph, int index)
{
  int at = g_array_index (paragraph->places, int, index), line = 0;
  while (line + 1 < (int)paragraph->lines->len && g_array_index (paragraph->starts, int, line + 1) <= at)
    line++;
  return line;
}

int
paragraph_min_width (Paragraph *paragraph)
{
  int width = 0, start = 0;
  for (int i = 0;; i++)
    if (paragraph->text[i] == ' ' || paragraph->text[i] == 0)
      {
        width = MAX (width, words_width (paragraph, start, i));
        start = i + 1;
        if (paragraph->text[i] == 0)
          return width;
      }
}

int
paragraph_max_width (Paragraph *paragraph)
{
  return words_width (paragraph, 0, strlen (paragraph->text));
}

const char *
paragraph_text (const Paragraph *paragraph)
{
  return paragraph->text;
}

int
paragraph_width_before (const Paragraph *paragraph, int end)
{
  return words_width (paragraph, 0, end);
}

void
paragraph_emit_line (Paragraph *paragraph, int index, int x, int y, GArray *ops, Pages *pages, int element)
{
  const Style *style = paragraph->style;
  const ParagraphLine *line = paragraph_line (paragraph, index);
  int start = g_array_index (paragraph->starts, int, index),
      end = g_array_index (paragraph->starts, int, index + 1) - 1;
  GlyphRun *run = glyph_run_new (0, style->size, style->colour);
  run->x = made_rtl ? x + paragraph->width - style->indent_start - words_width (paragraph, start, end)
                    : x + style->indent_start;
  run->y = y + line->ascent;
  run->text = g_strndup (paragraph->text + start, end - start);
  Glyph glyph = {.id = 1, .advance = words_width (paragraph, start, end), .end = end - start};
  g_array_append_val (run->glyphs, glyph);
  if (element >= 0)
    ops_tag_begin (ops, element);
  ops_glyphs_take (ops, run);
  if (element >= 0)
    ops_tag_end (ops);
}

int
label_width (Fonts *fonts, const char *text, const Style *style, const char *lang)
{
  return g_utf8_strlen (text, -1) * style->size / 2;
}

void
label_emit (Fonts *fonts, const char *text, const Style *style, const char *lang, int x, int baseline,
            GArray *ops)
{
  GlyphRun *run = glyph_run_new (0, style->size, style->colour);
  run->x = x;
  run->y = baseline;
  run->text = g_strdup (text);
  ops_glyphs_take (ops, run);
}
