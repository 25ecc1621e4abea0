/* plain-text: see plain-text.h. */
#include "typeset/plain-text.h"

/* Signs of these ranges that Pango makes items of their own (they stand upright in vertical text, or may be emoji), that combine, or that are
 * rare enough to be left to it. Ascending. */
static const guint16 not_plain[] = {0xA7,   0xA9,   0xAE,   0xB1,   0xBC,   0xBD,   0xBE,   0xD7,  0xF7,
                                    0x2016, 0x2020, 0x2021, 0x2030, 0x2031, 0x203B, 0x203C, 0x2042};

int
plain_place (gunichar c)
{
  if (c >= 0x20 && c < 0x7F)
    return (int)c;
  gboolean is_latin = c >= 0xA0 && c < PLAIN_LATIN;
  /* from U+2010: nothing invisible but the narrow space that does not break; no marks of direction */
  gboolean is_sign = (c >= 0x2010 && c <= 0x2044 && !(c >= 0x2028 && c <= 0x202E)) || c == 0x202F ||
                     c == 0x20AC || c == 0x2009 || (c >= 0x2190 && c <= 0x2193);
  if (!is_latin && !is_sign)
    return -1;
  for (guint i = 0; i < G_N_ELEMENTS (not_plain); i++)
    if (not_plain[i] == c)
      return -1;
  return is_latin ? (int)c : (int)(c - PLAIN_SIGNS + PLAIN_LATIN);
}

gboolean
plain_text (const char *text, int *n, gboolean *letters)
{
  *n = 0;
  *letters = FALSE;
  for (const char *p = text; *p; ++*n)
    if ((guchar)*p < 0x80)
      {
        if ((guchar)*p < 0x20 || *p == 0x7F)
          return FALSE;
        *letters |= g_ascii_isalpha (*p);
        p++;
      }
    else
      {
        const gunichar c = g_utf8_get_char (p);
        if (plain_place (c) < 0)
          return FALSE;
        *letters = *letters || g_unichar_get_script (c) == G_UNICODE_SCRIPT_LATIN;
        p = g_utf8_next_char (p);
      }
  return TRUE;
}

/* --- UAX #14 --- */

/* Classes of the rules; those that plain text has. */
typedef enum
{
  AL, /* letters, and all that behaves like them */
  SP,
  NU,
  OP,
  CL,
  CP,
  QU,
  GL,
  EX,
  IS,
  SY,
  PR,
  PO,
  HY,
  BA,
  BB,
  B2,
  IN,
  NS
} Class;

static Class
class_of (gunichar c)
{
  switch (g_unichar_break_type (c))
    {
    case G_UNICODE_BREAK_SPACE:
      return SP;
    case G_UNICODE_BREAK_NUMERIC:
      return NU;
    case G_UNICODE_BREAK_OPEN_PUNCTUATION:
      return OP;
    case G_UNICODE_BREAK_CLOSE_PUNCTUATION:
      return CL;
    case G_UNICODE_BREAK_CLOSE_PARANTHESIS:
      return CP;
    case G_UNICODE_BREAK_QUOTATION:
      return QU;
    case G_UNICODE_BREAK_NON_BREAKING_GLUE:
      return GL;
    case G_UNICODE_BREAK_EXCLAMATION:
      return EX;
    case G_UNICODE_BREAK_INFIX_SEPARATOR:
      return IS;
    case G_UNICODE_BREAK_SYMBOL:
      return SY;
    case G_UNICODE_BREAK_PREFIX:
      return PR;
    case G_UNICODE_BREAK_POSTFIX:
      return PO;
    case G_UNICODE_BREAK_HYPHEN:
      return HY;
    case G_UNICODE_BREAK_AFTER:
      return BA;
    case G_UNICODE_BREAK_BEFORE:
      return BB;
    case G_UNICODE_BREAK_BEFORE_AND_AFTER:
      return B2;
    case G_UNICODE_BREAK_INSEPARABLE:
      return IN;
    case G_UNICODE_BREAK_NON_STARTER:
      return NS;
    default:
      return AL;
    }
}

/* What the rules remember of the characters before. */
typedef struct
{
  Class before;     /* the one just before */
  Class before_gap; /* the last that is no space; SP: there is none */
  gboolean gap;     /* spaces stand between it and the next */
  gboolean number;  /* NU (NU | SY | IS)* ends just before: LB25 */
  gboolean closed;  /* the same, and then CL or CP */
} Before;

/** LB25 in the form of its regular expression: what belongs to a number. */
static gboolean
is_in_number (const Before *b, Class c, Class next)
{
  if ((b->number && (c == NU || c == SY || c == IS || c == CL || c == CP || c == PO || c == PR)) ||
      (b->closed && (c == PO || c == PR)))
    return TRUE;
  if ((b->before == PR || b->before == PO) && (c == NU || ((c == OP || c == HY) && next == NU)))
    return TRUE;
  return b->before == HY && c == NU;
}

/** May no line end between the character before and one of class @c that stands right behind it (@next: the one after that)? LB19 to LB30. */
static gboolean
is_tied (const Before *b, Class c, Class next)
{
  const Class p = b->before;
  const gboolean letter = c == AL, after_letter = p == AL;
  return c == QU || p == QU || c == BA || c == HY || c == NS || p == BB ||               /* LB19, LB21 */
         c == IN ||                                                                      /* LB22 */
         (after_letter && c == NU) || (p == NU && letter) ||                             /* LB23 */
         ((p == PR || p == PO) && letter) || (after_letter && (c == PR || c == PO)) ||   /* LB24 */
         is_in_number (b, c, next) || (after_letter && letter) || (p == IS && letter) || /* LB28, LB29 */
         ((after_letter || p == NU) && c == OP) || (p == CP && (letter || c == NU));     /* LB30 */
}

static gboolean
may_end_before (const Before *b, Class c, Class next)
{
  if (c == SP || c == CL || c == CP || c == EX || c == IS || c == SY) /* LB7, LB13 */
    return FALSE;
  if (b->before_gap == OP) /* LB14 */
    return FALSE;
  if ((b->before_gap == QU && c == OP) || ((b->before_gap == CL || b->before_gap == CP) && c == NS) ||
      (b->before_gap == B2 && c == B2)) /* LB15, LB16, LB17 */
    return FALSE;
  if (b->gap) /* LB18 */
    return TRUE;
  if (b->before == GL || (c == GL && b->before != BA && b->before != HY)) /* LB12 */
    return FALSE;
  return !is_tied (b, c, next);
}

static void
step (Before *b, Class c)
{
  b->closed = b->number && (c == CL || c == CP);
  b->number = c == NU || (b->number && (c == SY || c == IS));
  b->gap = c == SP;
  if (c != SP)
    b->before_gap = c;
  b->before = c;
}

void
plain_line_ends (const char *text, int n, guint8 *may_end)
{
  Before b = {SP, SP, FALSE, FALSE, FALSE};
  const char *p = text;
  Class c = n > 0 ? class_of (g_utf8_get_char (p)) : AL;
  for (int i = 0; i < n; i++)
    {
      p = g_utf8_next_char (p);
      const Class next = i + 1 < n ? class_of (g_utf8_get_char (p)) : AL;
      may_end[i] = i > 0 && may_end_before (&b, c, next);
      step (&b, c);
      c = next;
    }
  may_end[n] = TRUE;
}
