#include "chart/signs.h"

const char *
sign_next (const char *text)
{
  const char *next = g_utf8_next_char (text);
  while (*next && (g_unichar_ismark (g_utf8_get_char (next)) || g_utf8_get_char (next) == 0x200D ||
                   g_utf8_get_char (g_utf8_prev_char (next)) == 0x200D))
    next = g_utf8_next_char (next);
  return next;
}
