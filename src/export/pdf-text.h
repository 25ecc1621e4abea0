/* pdf-text.h: a glyph run → operators of a text object.
 *
 * Text is written glyph by glyph: a position is stated at the first glyph of a run, after a space and where the pen is off by 2/1000 of
 * the size or more. Expansion is Tz, tracking Tc, the words' distance in a justified line Tw (ISO 32000-1 9.3.3: of the one byte 32, in
 * simple fonts), so that a line is one string but for kerning. A run that begins where another ends states no place, only its rise, Ts.
 */
#pragma once
#include "export/pdf-fonts.h"

/** The text state as a reader has it at this place of a content stream. */
typedef struct
{
  int face, variant, size;  /* [1/100 pt] */
  int scale;                /* [1/100 %] */
  int tracking, word;       /* before expansion [1/1000 pt] */
  int rise, line_x, line_y; /* the latter: start of the text line [1/100 pt], y up */
  int base;                 /* of the run: its rise above the text line [1/100 pt] */
  gint64 start, end,
      pen; /* of the run: where it begins, where it ended [1/100000 pt]; where the pen is before it [as it counts] */
  gboolean shown_any;   /* @end is that of a run in this text object */
  gboolean blank;       /* nothing of the run leaves ink */
  GArray *shown, *gaps; /* scratch */
} TextState;

void text_state_init (TextState *text);
void text_state_clear (TextState *text);

/** After BT: places count from the page's corner. */
void text_state_begin (TextState *text);

/** Appends what sets the state for @run and its place, inside a text object; it shows nothing. @height: of the page [upt]. The font
 *  first, which changes as often as the colour that is set before. */
void text_prepare_run (TextState *text, GString *out, const PdfFonts *fonts, const GlyphRun *run, int height);
/** Has it anything to show? */
gboolean text_has_ink (const TextState *text);
/** Appends what shows the run that was prepared. */
void text_write_run (TextState *text, GString *out, const PdfFonts *fonts);
