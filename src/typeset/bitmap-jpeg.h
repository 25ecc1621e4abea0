/* bitmap-jpeg.h: libjpeg behind two calls. Within typeset/ and export/ (which stores photographs with losses). */
#pragma once
#include "typeset/bitmap.h"

/** Upright size and Exif orientation (1–8) of a JPEG file. FALSE: it is none. */
gboolean jpeg_head (const guint8 *data, gsize length, int *width, int *height, int *orientation);
/** Decoded, not turned, at the smallest of libjpeg's scales that is not below @width × @height. NULL: broken. */
Bitmap *jpeg_decode (const guint8 *data, gsize length, int width, int height);
/** Baseline JPEG at quality 88 without metadata. Deterministic for one libjpeg. Owned. */
GByteArray *jpeg_encode (const Bitmap *bitmap);
