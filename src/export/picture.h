/* picture.h: a drawing or a page → PNG or SVG, for documents of others. Both take ops as they stand and decide nothing.
 *
 * PNG is painted by Cairo from the outlines of the glyphs, without hints, so that it looks the same at every size; its ground
 * is white. SVG keeps text as text (family, size, weight; each word at its x), so that it can be read, searched and edited; the
 * viewer needs the family or takes its own sans. Same ops, same bytes.
 */
#pragma once
#include "typeset/page.h"

#define PICTURE_ERROR (picture_error_quark ())
GQuark picture_error_quark (void);

/** @width, @height [upt]; @dpi: pixels per inch, > 0. Owned. Errors: PICTURE_ERROR, more than 32,767 pixels a side. */
GBytes *picture_png (const GArray *ops, int width, int height, double dpi, const Fonts *fonts,
                     GError **error);

/** @title, @description: for screen readers, NULL: none. Owned. Errors: none so far. */
GBytes *picture_svg (const GArray *ops, int width, int height, const char *title, const char *description,
                     const Fonts *fonts, GError **error);
