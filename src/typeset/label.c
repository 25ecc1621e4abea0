/* label: one line of plain text for drawings, through the same shaping as paragraphs. */
#include "typeset/paragraph.h"

/* Wider than any page, so that nothing is broken. */
enum
{
  ENDLESS = G_MAXINT / 4
};

typedef struct
{
  GPtrArray *inlines;
  Inline line;
  Style style; /* the caller's, as a line of its own: no indents, no alignment */
  Paragraph *paragraph;
} Label;

static void
label_init (Label *label, Fonts *fonts, const char *text, const Style *style, const char *lang)
{
  label->style = *style;
  label->style.align = ALIGN_START;
  label->style.hyphenate = label->style.keep_next = FALSE;
  label->style.indent_first = label->style.indent_start = label->style.indent_end = 0;
  label->line = (Inline){.kind = INLINE_TEXT, .text = (char *)text};
  label->inlines = g_ptr_array_new ();
  g_ptr_array_add (label->inlines, &label->line);
  label->paragraph =
      paragraph_new (fonts, label->inlines, &label->style, lang, NULL, NULL, (Mark){NULL, 0, 0});
}

static void
label_clear (Label *label)
{
  paragraph_free (label->paragraph);
  g_ptr_array_free (label->inlines, TRUE);
}

int
label_width (Fonts *fonts, const char *text, const Style *style, const char *lang)
{
  Label label;
  label_init (&label, fonts, text, style, lang);
  int width = paragraph_max_width (label.paragraph);
  label_clear (&label);
  return width;
}

void
label_emit (Fonts *fonts, const char *text, const Style *style, const char *lang, int x, int baseline,
            GArray *ops)
{
  Label label;
  label_init (&label, fonts, text, style, lang);
  /* a right-to-left line would stand at the far edge of an endless one */
  int width = MIN (MAX (paragraph_max_width (label.paragraph), 1), ENDLESS);
  paragraph_break (label.paragraph, width);
  int ascent = paragraph_line (label.paragraph, 0)->ascent;
  paragraph_emit_line (label.paragraph, 0, x, baseline - ascent, ops, NULL, -1);
  label_clear (&label);
}
