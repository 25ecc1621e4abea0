/* pdf-fonts.h: the faces of the pages → embedded subsets with maps back to text.
 *
 * A face with no more than some 250 glyphs becomes a simple font (ISO 32000-1 9.6): TrueType, or Type1 with FontFile3 /Type1C,
 * symbolic, with the encoding of its own file. Its codes come from a table that all such faces share (pdf-codes.h). A face of more
 * becomes a Type0 font with Identity-H (9.7), whose code is the glyph's number in the subset. A glyph that stands for two texts (a
 * hyphen, and the hyphen at a line's end, U+00AD) has two codes in a TrueType font; in the others a second dictionary over the same
 * font file says its second text: each pair of glyph and text has a variant, 0 for its most frequent text.
 */
#pragma once
#include "export/pdf-object.h"
#include "typeset/page.h"

typedef struct PdfFonts PdfFonts;

typedef struct
{
  int code;
  int bytes;   /* of the code in a string of the content stream: one in a simple font, else two */
  int variant; /* which dictionary */
  int width;   /* as in the font's Widths or W, but in 1/100 of a thousandth of the size */
} PdfGlyph;

/** Walks all ops once and notes which glyph stands for which text. @pages is borrowed. */
PdfFonts *pdf_fonts_new (const Pages *pages);
void pdf_fonts_free (PdfFonts *fonts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PdfFonts, pdf_fonts_free)

/** Subsets and writes every face used. Errors: PDF_ERROR_FONT, a face that cannot be subset. Once, before pdf_fonts_glyph. */
gboolean pdf_fonts_embed (PdfFonts *fonts, PdfFile *file, GError **error);

/** The code of glyph @index of @run. Its id must not be 0: .notdef is never shown (ISO 14289-1 7.21.8). */
PdfGlyph pdf_fonts_glyph (const PdfFonts *fonts, const GlyphRun *run, int index);

/** "/Font<<…>>" of the resources all pages share; the name of a variant is pdf_fonts_put_name's. */
void pdf_fonts_put_resources (const PdfFonts *fonts, GString *out);
/** Names count faces in order of first use on the pages, not as Fonts does: that depends on what a worker has set before. */
void pdf_fonts_put_name (const PdfFonts *fonts, GString *out, int face, int variant);
