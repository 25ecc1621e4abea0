/* text.c: text strings of a PDF as UTF-8 (ISO 32000-1 7.9.2.2, annex D.3). Declared in pdf.h. */
#include "readback/pdf.h"
#include <string.h>

/* PDFDocEncoding where it is not ISO 8859-1: 0x18–0x1F, 0x80–0xA0. */
static const gunichar low_letters[8] = {0x02D8, 0x02C7, 0x02C6, 0x02D9, 0x02DD, 0x02DB, 0x02DA, 0x02DC};
static const gunichar high_letters[33] = {
    0x2022, 0x2020, 0x2021, 0x2026, 0x2014, 0x2013, 0x0192, 0x2044, 0x2039, 0x203A, 0x2212,
    0x2030, 0x201E, 0x201C, 0x201D, 0x2018, 0x2019, 0x201A, 0x2122, 0xFB01, 0xFB02, 0x0141,
    0x0152, 0x0160, 0x0178, 0x017D, 0x0131, 0x0142, 0x0153, 0x0161, 0x017E, 0xFFFD, 0x20AC};

static gunichar
document_letter (guint8 byte)
{
  if (byte >= 0x18 && byte <= 0x1F)
    return low_letters[byte - 0x18];
  if (byte >= 0x80 && byte <= 0xA0)
    return high_letters[byte - 0x80];
  return byte;
}

char *
pdf_clean (const char *text, gssize length)
{
  g_autofree char *valid = g_utf8_make_valid (text, length);
  GString *out = g_string_sized_new (strlen (valid));
  for (const char *at = valid; *at; at = g_utf8_next_char (at))
    {
      gunichar letter = g_utf8_get_char (at);
      g_string_append_unichar (out, g_unichar_iscntrl (letter) ? ' ' : letter);
    }
  return g_string_free (out, FALSE);
}

static char *
from_utf16 (const guint8 *bytes, gsize length, gboolean little)
{
  GString *out = g_string_new (NULL);
  for (gsize i = 0; i + 1 < length; i += 2)
    {
      gunichar unit = little ? bytes[i] | bytes[i + 1] << 8 : bytes[i] << 8 | bytes[i + 1];
      if (unit == 0x1B) /* a language code between escapes (7.9.2.2) */
        {
          for (i += 2; i + 1 < length && bytes[i] + bytes[i + 1] != 0x1B; i += 2)
            ;
          continue;
        }
      if (unit >= 0xD800 && unit < 0xDC00 && i + 3 < length)
        {
          gunichar next = little ? bytes[i + 2] | bytes[i + 3] << 8 : bytes[i + 2] << 8 | bytes[i + 3];
          if (next >= 0xDC00 && next < 0xE000)
            {
              unit = 0x10000 + ((unit - 0xD800) << 10) + (next - 0xDC00);
              i += 2;
            }
        }
      g_string_append_unichar (out, g_unichar_validate (unit) && unit ? unit : 0xFFFD);
    }
  return g_string_free (out, FALSE);
}

char *
pdf_text (const guint8 *bytes, gsize length)
{
  g_autofree char *text = NULL;
  if (length >= 2 && bytes[0] == 0xFE && bytes[1] == 0xFF)
    text = from_utf16 (bytes + 2, length - 2, FALSE);
  else if (length >= 2 && bytes[0] == 0xFF && bytes[1] == 0xFE)
    text = from_utf16 (bytes + 2, length - 2, TRUE);
  else if (length >= 3 && memcmp (bytes, "\xEF\xBB\xBF", 3) == 0)
    return pdf_clean ((const char *)bytes + 3, (gssize)length - 3);
  else
    {
      GString *out = g_string_sized_new (length);
      for (gsize i = 0; i < length; i++)
        g_string_append_unichar (out, bytes[i] ? document_letter (bytes[i]) : 0xFFFD);
      text = g_string_free (out, FALSE);
    }
  return pdf_clean (text, -1);
}
