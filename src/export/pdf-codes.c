#include "export/pdf-codes.h"
#include "export/pdf-object.h"

static gboolean
is_at (const PdfCodes *codes, int code, const char *text, int length, int nth)
{
  const CodeText *there = &codes->texts[code];
  return there->text && there->length == length && codes->nth[code] == nth &&
         memcmp (there->text, text, length) == 0;
}

/* The code that a text has by itself; -1: none. */
static int
own_code (const char *text, int length, int nth)
{
  gunichar c = length > 0 ? g_utf8_get_char (text) : 0;
  if (nth > 0 || c == 0 || g_utf8_next_char (text) != text + length)
    return -1;
  return (c >= 0x20 && c < 0x7F) || (c > 0xA0 && c <= 0xFF) ? (int)c : -1;
}

/* From @first to @last, -1: none is free. */
static int
free_code (const PdfCodes *codes, int first, int last)
{
  for (int code = first; code <= last; code++)
    if (!codes->texts[code].text && !strchr ("\t\n\r", code))
      return code;
  return -1;
}

int
pdf_codes_take (PdfCodes *codes, const char *text, int length, int nth)
{
  int own = own_code (text, length, nth), code = own;
  if (own < 0 || !is_at (codes, own, text, length, nth))
    for (code = 1; code < PDF_CODES && !is_at (codes, code, text, length, nth); code++)
      ;
  if (code < PDF_CODES)
    return code;
  code = own >= 0 && !codes->texts[own].text ? own : free_code (codes, 0x80, 0xFF);
  if (code < 0)
    code = free_code (codes, 1, 0x1F);
  if (code < 0)
    code = free_code (codes, 0x21, 0x7F); /* 32 is the space alone: Tw would widen another */
  if (code >= 0)
    {
      codes->texts[code] = (CodeText){text, length};
      codes->nth[code] = (guint8)nth;
    }
  return code;
}

/* How many codes from @code on follow each other in Unicode too, so that one range says it (the last byte must not overflow,
 * ISO 32000-1 9.10.3). */
static int
range_length (const CodeText *texts, int n_codes, int code)
{
  const CodeText *first = &texts[code];
  gunichar start = g_utf8_get_char (first->text);
  int n = 1;
  if (g_utf8_next_char (first->text) != first->text + first->length || start >= 0x10000)
    return 1;
  for (; code + n < n_codes && (code & 0xFF) + n < 0x100 && (start & 0xFF) + n < 0x100; n++)
    {
      const CodeText *next = &texts[code + n];
      if (!next->text || g_utf8_next_char (next->text) != next->text + next->length ||
          g_utf8_get_char (next->text) != start + n)
        break;
    }
  return n;
}

/* Entries gather in blocks of at most 100 (Adobe Technical Note 5411). */
static void
put_blocks (GString *out, const GPtrArray *lines, const char *name)
{
  for (guint i = 0; i < lines->len; i++)
    {
      if (i % 100 == 0)
        g_string_append_printf (out, "%u begin%s\n", MIN (100, lines->len - i), name);
      g_string_append (out, lines->pdata[i]);
      if (i % 100 == 99 || i == lines->len - 1)
        g_string_append_printf (out, "end%s\n", name);
    }
}

GString *
pdf_codes_map (const CodeText *texts, int n_codes, int bytes)
{
  GString *out = g_string_new ("/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                               "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n"
                               "/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n"
                               "1 begincodespacerange\n");
  g_string_append (out, bytes == 1 ? "<00><FF>" : "<0000><FFFF>");
  g_string_append (out, "\nendcodespacerange\n");
  g_autoptr (GPtrArray) ranges = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) chars = g_ptr_array_new_with_free_func (g_free);
  for (int code = 1; code < n_codes; code++)
    {
      if (!texts[code].text)
        continue;
      int n = range_length (texts, n_codes, code);
      GString *line = g_string_new (NULL);
      g_string_append_printf (line, "<%0*X><", 2 * bytes, code);
      if (n > 1)
        g_string_append_printf (line, "%0*X><", 2 * bytes, code + n - 1);
      put_utf16_hex (line, texts[code].text, texts[code].length);
      g_string_append (line, ">\n");
      g_ptr_array_add (n > 1 ? ranges : chars, g_string_free (line, FALSE));
      code += n - 1;
    }
  put_blocks (out, ranges, "bfrange");
  put_blocks (out, chars, "bfchar");
  g_string_append (out, "endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n");
  return out;
}
