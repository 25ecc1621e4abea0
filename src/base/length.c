/* length.c: see length.h. */
#include "base/length.h"

#include <math.h>
#include <string.h>

/** Length in bytes of the decimal number at the head of @text; 0 if there is none. */
static gsize
decimal_span (const char *text)
{
  const char *at = text;
  if (*at == '-' || *at == '+')
    at++;
  const char *digits = at;
  while (g_ascii_isdigit (*at))
    at++;
  if (at == digits)
    return 0;
  if (*at == '.' && g_ascii_isdigit (at[1]))
    for (at++; g_ascii_isdigit (*at); at++)
      ;
  return at - text;
}

gboolean
decimal_read (const char *text, double *value)
{
  gsize span = decimal_span (text);
  if (!span || text[span])
    return FALSE;
  double read = g_ascii_strtod (text, NULL);
  if (!isfinite (read))
    return FALSE;
  *value = read;
  return TRUE;
}

gboolean
length_read (const char *text, int *length)
{
  static const struct
  {
    const char *unit;
    double points;
  } units[] = {{"pt", 1}, {"mm", 72 / 25.4}, {"cm", 720 / 25.4}, {"in", 72}, {"pc", 12}};
  gsize span = decimal_span (text);
  if (!span)
    return FALSE;
  double value = g_ascii_strtod (text, NULL), factor = 0;
  const char *unit = text + span;
  while (*unit == ' ')
    unit++;
  if (!*unit && value != 0)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (units) && *unit; i++)
    if (g_str_equal (unit, units[i].unit))
      factor = units[i].points;
  if (*unit && factor == 0)
    return FALSE;
  double upt = floor (value * factor * UPT_PER_POINT + 0.5);
  if (!(upt >= -LENGTH_LIMIT && upt <= LENGTH_LIMIT))
    return FALSE;
  *length = (int)upt;
  return TRUE;
}

char *
length_to_text (int length)
{
  /* 1/1024 has ten decimal places: %.10f is exact, and the zeros at the end say nothing. */
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  g_ascii_formatd (buffer, sizeof buffer, "%.10f", (double)length / UPT_PER_POINT);
  char *end = buffer + strlen (buffer);
  while (end[-1] == '0')
    *--end = 0;
  if (end[-1] == '.')
    *--end = 0;
  return g_strconcat (buffer, "pt", NULL);
}

gboolean
ratio_read (const char *text, double *ratio)
{
  gsize span = decimal_span (text);
  if (!span)
    return FALSE;
  const char *unit = text + span;
  while (*unit == ' ')
    unit++;
  if (*unit && !g_str_equal (unit, "%"))
    return FALSE;
  double value = g_ascii_strtod (text, NULL);
  if (!isfinite (value))
    return FALSE;
  *ratio = *unit ? value / 100 : value;
  return TRUE;
}
