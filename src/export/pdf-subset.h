/* pdf-subset.h: a face → the font file that a PDF carries: the glyphs used and nothing else, with a map from codes to glyphs if its
 * codes are bytes.
 */
#pragma once
#include "base/memo.h"
#include "export/pdf-codes.h"
#include "typeset/fonts.h"

/** The file of @glyphs (of int, ascending): their new numbers, one int each, and behind them a TrueType file or a bare CFF table. @by_code:
 *  PDF_CODES glyphs, 0: none, which become the file's own encoding (a CFF Encoding, or a cmap for platform 1, encoding 0); NULL: codes
 *  are glyph numbers. From @memo (may be NULL) if the same was made before. Owned; NULL: there is none that can be embedded so. */
GBytes *pdf_subset (const FontFace *face, const GArray *glyphs, const int *by_code, Memo *memo);
