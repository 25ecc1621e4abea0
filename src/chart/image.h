/* image.h: a picture of others as a figure: decoded, brought to the resolution of print, placed. */
#pragma once
#include "chart/painter.h"

/** Draws the image of @what in at most @width × @height (0: any height). Returns the ink's size in @drawing; FALSE with
 *  [image-broken] in @diags; a picture too coarse for its size is printed and said: [image-coarse]. */
gboolean image_draw (Drawing *drawing, const DrawingData *what, int width, int height, Diags *diags);
