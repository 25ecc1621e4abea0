#include "chart/signs.h"
#include <string.h>

#define WORD_BACK 24 /* letters: a word longer than this is cut in itself */

const char *
sign_next (const char *text)
{
  const char *next = g_utf8_next_char (text);
  while (*next && (g_unichar_ismark (g_utf8_get_char (next)) || g_utf8_get_char (next) == 0x200D ||
                   g_utf8_get_char (g_utf8_prev_char (next)) == 0x200D))
    next = g_utf8_next_char (next);
  return next;
}

char *
signs_cut (const char *text, int most, gboolean *cut)
{
  const char *end = text, *space = NULL;
  int n = 0, at_space = 0;

  while (*end)
    {
      const char *next = sign_next (end);
      const int letters = (int)g_utf8_strlen (end, next - end);
      if (n > 0 && n + letters > most)
        break;
      if (*end == ' ')
        {
          space = end;
          at_space = n;
        }
      n += letters;
      end = next;
    }
  if (!*end)
    return g_strdup (text);
  *cut = TRUE;
  if (space && *end != ' ' && n - at_space <= WORD_BACK)
    end = space;
  while (end > text && end[-1] == ' ')
    end--;
  g_autofree char *head = g_strndup (text, (gsize)(end - text));
  return g_strconcat (head, "…", NULL);
}
