#include "export/number.h"
#include <string.h>

void
put_fixed (GString *out, gint64 value, int decimals)
{
  char digits[32];
  int at = sizeof digits; /* from the last digit to the first */
  gint64 rest = ABS (value);
  while (decimals > 0 && rest % 10 == 0)
    {
      rest /= 10;
      decimals--;
    }
  if (rest == 0)
    {
      g_string_append_c (out, '0');
      return;
    }
  for (; rest > 0 || decimals > 0; rest /= 10)
    {
      digits[--at] = '0' + rest % 10;
      if (--decimals == 0)
        digits[--at] = '.';
    }
  if (value < 0)
    digits[--at] = '-';
  g_string_append_len (out, digits + at, (gssize)sizeof digits - at);
}

void
put_whole (GString *out, gint64 value)
{
  put_fixed (out, value, 0);
}

void
put_operand (GString *out, gint64 value, int decimals)
{
  if (out->len && !strchr ("\n[]()<>/ ", out->str[out->len - 1]))
    g_string_append_c (out, ' ');
  put_fixed (out, value, decimals);
}

int
hundredths (int upt)
{
  return (int)(((gint64)upt * 100 + 512) >> 10); /* floor (x + 1/2), the same on both sides of zero */
}
