/* font.h: a font of a PDF as a reader of text needs it: bytes of a string → codes, texts, widths.
 *
 * Text of a code: by ToUnicode; else, for simple fonts, by /Encoding with /Differences and glyph names; else none. Rule: ISO 32000-1 9.10.2.
 */
#pragma once
#include "readback/pdf.h"

typedef struct ReadFont ReadFont;

/** Never NULL: what is damaged gives codes without text. Cost: linear in its ToUnicode and widths. */
ReadFont *read_font_new (Obj font);
void read_font_free (ReadFont *font);

/** Takes the next code of @bytes (0 < *left); moves both on. */
guint read_font_code (const ReadFont *font, const guint8 **bytes, gsize *left);
/** UTF-8, borrowed into @buffer or the font; NULL: nobody knows. */
const char *read_font_text (const ReadFont *font, guint code, char buffer[8]);
/** The advance in em. */
double read_font_width (const ReadFont *font, guint code);

/** "A", "eacute", "uni0639", "f_i" → UTF-8 in @out; FALSE: no name that we know. */
gboolean glyph_name_text (const char *name, char out[32]);

/** What `inspect` says of a font. */
typedef struct
{
  char *name; /* without the subset's tag; "" for Type 3 */
  char *kind; /* "TrueType", "Type0 CIDFontType2" … */
  gboolean embedded, subset, to_unicode;
  int n_mapped; /* codes that ToUnicode names; 0 without */
  int n_pages;  /* on how many pages it stands */
  gsize bytes;  /* of the embedded program, as it lies in the file */
  int number;   /* of the object */
} FontFacts;

/** All fonts in the pages' resources and in their forms, each once, by first use; of FontFacts*, owned. */
GPtrArray *font_facts (Pdf *pdf);
