/* picture.h: a drawing or a page → PNG (through Cairo) or SVG (paths, and text as text). */
#pragma once
#include "typeset/page.h"

GBytes *picture_png (const GArray *ops, int width, int height, double dpi, const Fonts *fonts,
                     GError **error);
GBytes *picture_svg (const GArray *ops, int width, int height, const char *title, const char *description,
                     const Fonts *fonts, GError **error);
