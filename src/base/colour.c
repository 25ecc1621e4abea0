/* colour.c: see colour.h. */
#include "base/colour.h"

#include <math.h>
#include <string.h>

gboolean
colour_read (const char *text, guint32 *colour)
{
  gsize n = strlen (text);
  if (text[0] != '#' || (n != 4 && n != 7))
    return FALSE;
  guint32 value = 0;
  for (gsize i = 1; i < n; i++)
    {
      int digit = g_ascii_xdigit_value (text[i]);
      if (digit < 0)
        return FALSE;
      value = value << 4 | (guint32)digit;
      if (n == 4)
        value = value << 4 | (guint32)digit; /* #abc is #aabbcc */
    }
  *colour = value;
  return TRUE;
}

char *
colour_to_text (guint32 colour)
{
  return g_strdup_printf ("#%06X", colour & 0xFFFFFF);
}

double
colour_luminance (guint32 colour)
{
  static const double weights[] = {0.2126, 0.7152, 0.0722};
  double sum = 0;
  for (int i = 0; i < 3; i++)
    {
      double part = (double)(colour >> (16 - 8 * i) & 0xFF) / 255;
      sum += weights[i] * (part <= 0.04045 ? part / 12.92 : pow ((part + 0.055) / 1.055, 2.4));
    }
  return sum;
}

double
colour_contrast (guint32 a, guint32 b)
{
  double x = colour_luminance (a) + 0.05, y = colour_luminance (b) + 0.05;
  return x > y ? x / y : y / x;
}
