/* length.h: lengths as layouts write them, in upt = 1/1024 pt (PANGO_SCALE; 1 pt = 1/72 inch).
 *
 * Written with a unit: "12 mm", "9.4pt", "1.5 cm", "2in", "1 pc" (12 pt); a space before the unit is
 * optional; "0" needs none. Rounded to the nearest upt (0.0003 mm). Between -14400 and 14400 pt: the largest
 * page of ISO 32000-1 annex C.
 */
#pragma once
#include <glib.h>

enum
{
  UPT_PER_POINT = 1024,
  LENGTH_LIMIT = 14400 * UPT_PER_POINT
};

/** Reads @text into *length [upt]. FALSE: not a length; *length is unchanged. */
gboolean length_read (const char *text, int *length);

/** Shortest exact text in points: "12pt", "9.400390625pt"; read back it is the same length. Owned. */
char *length_to_text (int length);

/** "70 %", "70%" → 0.7; a bare number is the ratio itself. FALSE: neither; *ratio is unchanged. */
gboolean ratio_read (const char *text, double *ratio);

/** A decimal number: [-+]digits[.digits], nothing else (no exponent, hex, inf, nan). FALSE otherwise. */
gboolean decimal_read (const char *text, double *value);
