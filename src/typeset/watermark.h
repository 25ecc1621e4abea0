/* watermark.h: one word across a page, from corner to corner, behind its text. Drawn as outlines: it is decoration and no text
 * (ISO 32000-1 14.8.2.2: an artifact), so nobody finds, copies or hears it on each page.
 */
#pragma once
#include "typeset/page.h"

/** Ink of @text in @style's face and colour on a page of @width × @height [upt]; its size is chosen. To @ops, as an artifact. */
void watermark_emit (Fonts *fonts, const char *text, const Style *style, const char *lang, int width,
                     int height, GArray *ops);
