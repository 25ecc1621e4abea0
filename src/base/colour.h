/* colour.h: colours as layouts write them, "#12385A" or "#abc", held as 0xRRGGBB in sRGB. */
#pragma once
#include <glib.h>

/** Reads @text into *colour. FALSE: not a colour; *colour is unchanged. */
gboolean colour_read (const char *text, guint32 *colour);

/** "#12385A"; owned. */
char *colour_to_text (guint32 colour);

/** Relative luminance, 0 black … 1 white (WCAG 2.2, "relative luminance"). */
double colour_luminance (guint32 colour);

/** Contrast of two colours, 1 … 21 (WCAG 2.2, "contrast ratio"). */
double colour_contrast (guint32 a, guint32 b);
