/* pdf-codes.h: which byte of a string stands for which text, in all faces that share a table: so one map back to Unicode serves them all.
 *
 * Letters of ASCII and Latin-1 have their own codes, so that strings on the pages are words to who deflates them, and the space is 32,
 * to which Tw applies (ISO 32000-1 9.3.3). Deterministic: codes depend on the order in which they are taken, and on nothing else.
 */
#pragma once
#include <glib.h>

enum
{
  PDF_CODES = 256,
  PDF_CODE_SPACE = ' '
};

/** A text that a code stands for, UTF-8; borrowed. NULL: none. */
typedef struct
{
  const char *text;
  int length;
} CodeText;

/** A table, empty when it is zeroed; copied by assignment. */
typedef struct
{
  CodeText texts[PDF_CODES];
  guint8 nth[PDF_CODES];
  int object; /* its map in the file; 0: not written */
} PdfCodes;

/** The code of @text, of a face's glyph number @nth (from 0) that stands for it: two glyphs of one text have two codes. -1: all are
 *  taken. */
int pdf_codes_take (PdfCodes *codes, const char *text, int length, int nth);

/** A ToUnicode CMap (ISO 32000-1 9.10.3) of @n codes of @bytes bytes each; code 0 stands for nothing. Owned. */
GString *pdf_codes_map (const CodeText *texts, int n, int bytes);
