/* piece.h: glyphs in the order of a stream → the text of a piece; see content.h. */
#pragma once
#include "readback/content.h"

/** As ISO 32000-1 8.3.3 writes them; multiply: first @m, then @n. */
typedef struct
{
  double a, b, c, d, e, f;
} Matrix;
Matrix multiply (Matrix m, Matrix n);

typedef struct
{
  gsize text, length; /* in Glyphs.text */
  double x, y, width, size;
} Glyph;

typedef struct
{
  GString *text;
  GArray *glyphs; /* of Glyph */
} Glyphs;

Glyphs *glyphs_new (void);
void glyphs_free (Glyphs *glyphs);
void glyphs_add (Glyphs *glyphs, const char *text, double x, double y, double width, double size);
/** Owned. */
Piece *glyphs_to_piece (const Glyphs *glyphs);
void piece_free (Piece *piece);
