/* painter.h: shapes by Cairo's path calls, words as glyph runs, both as ops of a Drawing. One scene routine serves page, PNG and SVG.
 *
 *     cairo_move_to (p->cr, 10, 10);  cairo_line_to (p->cr, 50, 10);           pt, y down
 *     painter_stroke (p, ink, .8, NULL, 0);                                    ends the path
 *
 * Cairo keeps paths in 1/256 of a unit, so the context is scaled by 16 and read back in user coordinates; it draws on a recording
 * surface, no device is opened.
 */
#pragma once
#include "typeset/page.h"
#include "typeset/paragraph.h"
#include <cairo.h>

typedef struct
{
  cairo_t *cr;
  GArray *ops;  /* borrowed */
  Fonts *fonts; /* borrowed */
  const char *lang;
  int reflected;    /* the width [upt] about whose middle all is turned: right to left; 0: nothing is */
  GPtrArray *data;  /* of Datum*: where what is told stands, for geometry; NULL: nobody asks */
  GPtrArray *heads; /* of Datum*: where those stand whom it is told of (a matrix); NULL: nobody asks */
} Painter;

/** One thing that a drawing tells: a bar, an event, an office. All owned. */
typedef struct
{
  char *id, *claims, *says;
  int x, y, width, height; /* [upt] */
} Datum;

void datum_free (gpointer datum);

/** The area of what a drawing tells at (@x, @y): leads to @target (NULL: nowhere), says @says to those who do not see it (NULL:
 *  nothing, then it does not lead either), and is kept under @id. Over the ink: call it last. */
void painter_datum (Painter *painter, const char *id, const char *claims, const char *target,
                    const char *says, int x, int y, int width, int height);

/** Where @id, whom others of the drawing are told of, has its name; no ink, no link. */
void painter_head (Painter *painter, const char *id, int x, int y, int width, int height);

Painter *painter_new (GArray *ops, Fonts *fonts, const char *lang);
void painter_free (Painter *painter);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Painter, painter_free)

/** @dash: @n ≤ 6 lengths [pt]; round caps if its first is under 0.5 (dots), else butt. */
void painter_stroke (Painter *painter, Colour colour, double width, const double *dash, int n);
void painter_fill (Painter *painter, Colour colour);
void painter_rectangle (Painter *painter, double x, double y, double w, double h, Colour fill);
void painter_line (Painter *painter, double x0, double y0, double x1, double y1, Colour colour, double width);
/** One line of words; @x [upt]: its left edge, its middle or its right edge by @align; empty text draws nothing. */
void painter_text (Painter *painter, const char *text, const Style *style, Colour colour, Align align, int x,
                   int baseline);
int painter_text_width (Painter *painter, const char *text, const Style *style);
/** As many words as fit are broken into lines of at most @width; draws them (or only counts if not @draw); returns their number. */
int painter_paragraph (Painter *painter, const char *text, const Style *style, Colour colour, int x,
                       int baseline, int width, gboolean draw);
/** The same; @x is where lines begin, have their middle or end, by @align. */
int painter_paragraph_to (Painter *painter, const char *text, const Style *style, Colour colour, Align align,
                          int x, int baseline, int width, gboolean draw);
