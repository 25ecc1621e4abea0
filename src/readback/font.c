/* font.c: see font.h. ToUnicode is kept as sorted ranges, so that a map which claims four thousand million codes costs a line. */
#include "readback/font.h"
#include <stdlib.h>
#include <string.h>
#include "readback/token.h"

typedef struct
{
  guint first, last;
  char *text; /* of the first code; the last letter counts up */
} MapRange;

struct ReadFont
{
  gboolean composite;    /* Type 0 */
  int n_bytes;           /* of a code */
  GArray *ranges;        /* of MapRange, sorted by first */
  gunichar letters[256]; /* of a simple font; 0: none */
  char *names[256];      /* ligatures and others of more than a letter, UTF-8; NULL: letters[] */
  GArray *widths;        /* of WidthRange, sorted */
  double usual;
  double scale; /* of widths: 1/1000, or a Type 3 font's matrix */
};

typedef struct
{
  guint first, last;
  double width;
} WidthRange;

enum
{
  RANGES_LIMIT = 300000
};

/* "D83DDE00" of a hex string's bytes, UTF-16BE → UTF-8 */
static char *
text_of_units (const GString *bytes)
{
  g_autoptr (GString) marked = g_string_new_len ("\xFE\xFF", 2);
  g_string_append_len (marked, bytes->str, (gssize)MIN (bytes->len, 128));
  return pdf_text ((const guint8 *)marked->str, marked->len);
}

static guint
code_of (const GString *bytes)
{
  guint code = 0;
  for (gsize i = 0; i < bytes->len && i < 4; i++)
    code = code << 8 | (guint8)bytes->str[i];
  return code;
}

static void
add_range (ReadFont *font, guint first, guint last, const GString *units)
{
  if (font->ranges->len >= RANGES_LIMIT || last < first)
    return;
  MapRange range = {first, last, text_of_units (units)};
  g_array_append_val (font->ranges, range);
}

static void
map_range_clear (gpointer data)
{
  g_free (((MapRange *)data)->text);
}

static int
compare_ranges (gconstpointer a, gconstpointer b)
{
  guint x = ((const MapRange *)a)->first, y = ((const MapRange *)b)->first;
  return x < y ? -1 : x > y;
}

/** One token inside of begin… and end…; @strings are those since the last complete line. */
static void
take_map_token (ReadFont *font, const Token *token, const char *section, GPtrArray *strings,
                gboolean *in_array)
{
  if (token->kind == TOKEN_ARRAY_BEGIN)
    *in_array = TRUE;
  else if (token->kind == TOKEN_ARRAY_END)
    {
      *in_array = FALSE;
      g_ptr_array_set_size (strings, 0);
    }
  if (token->kind != TOKEN_STRING)
    return;
  g_ptr_array_add (strings, g_string_new_len (token->text->str, (gssize)token->text->len));
  GString **all = (GString **)strings->pdata;
  if (strcmp (section, "beginbfchar") == 0 && strings->len == 2)
    add_range (font, code_of (all[0]), code_of (all[0]), all[1]);
  else if (strcmp (section, "beginbfrange") == 0 && *in_array && strings->len >= 3)
    {
      guint code = code_of (all[0]) + strings->len - 3;
      add_range (font, code, code, all[strings->len - 1]);
      return;
    }
  else if (strcmp (section, "beginbfrange") == 0 && !*in_array && strings->len == 3)
    add_range (font, code_of (all[0]), code_of (all[1]), all[2]);
  else if (strcmp (section, "begincodespacerange") == 0 && strings->len == 2)
    font->n_bytes = (int)CLAMP (all[1]->len, 1, 4);
  else
    return;
  g_ptr_array_set_size (strings, 0);
}

static void
string_free_any (gpointer string)
{
  g_string_free (string, TRUE);
}

static void
read_map (ReadFont *font, GBytes *bytes)
{
  g_auto (Tokens) tokens;
  tokens_begin (&tokens, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_autoptr (GPtrArray) strings = g_ptr_array_new_with_free_func (string_free_any);
  g_autofree char *section = g_strdup ("");
  gboolean in_array = FALSE;
  while (tokens_next (&tokens))
    {
      if (tokens.token.kind == TOKEN_OPERATOR)
        {
          g_free (section);
          section = g_strdup (tokens.token.text->str);
          g_ptr_array_set_size (strings, 0);
          in_array = FALSE;
        }
      else
        take_map_token (font, &tokens.token, section, strings, &in_array);
    }
  if (!font->composite)
    font->n_bytes = 1; /* a simple font's codes are bytes, whatever its map says */
  g_array_sort (font->ranges, compare_ranges);
}

static void
set_letter (ReadFont *font, guint code, const char *name)
{
  char text[32];
  g_clear_pointer (&font->names[code], g_free);
  font->letters[code] = 0;
  if (!glyph_name_text (name, text))
    return;
  if (*g_utf8_next_char (text))
    font->names[code] = g_strdup (text);
  else
    font->letters[code] = g_utf8_get_char (text);
}

/* Windows code page 1252 from 0x80 to 0x9F (above: ISO 8859-1), and Mac OS Roman from 0x80; 0: nothing there (annex D.2). */
static const guint16 windows_letters[32] = {
    0x20AC, 0x0,    0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021, 0x2C6,  0x2030, 0x160,
    0x2039, 0x152,  0x0,    0x17D,  0x0,    0x0,    0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0x0,    0x17E,  0x178,
};
static const guint16 mac_letters[128] = {
    0xC4,   0xC5,   0xC7,   0xC9,   0xD1,   0xD6,   0xDC,   0xE1,   0xE0,   0xE2,   0xE4,  0xE3,   0xE5,
    0xE7,   0xE9,   0xE8,   0xEA,   0xEB,   0xED,   0xEC,   0xEE,   0xEF,   0xF1,   0xF3,  0xF2,   0xF4,
    0xF6,   0xF5,   0xFA,   0xF9,   0xFB,   0xFC,   0x2020, 0xB0,   0xA2,   0xA3,   0xA7,  0x2022, 0xB6,
    0xDF,   0xAE,   0xA9,   0x2122, 0xB4,   0xA8,   0x2260, 0xC6,   0xD8,   0x221E, 0xB1,  0x2264, 0x2265,
    0xA5,   0xB5,   0x2202, 0x2211, 0x220F, 0x3C0,  0x222B, 0xAA,   0xBA,   0x3A9,  0xE6,  0xF8,   0xBF,
    0xA1,   0xAC,   0x221A, 0x192,  0x2248, 0x2206, 0xAB,   0xBB,   0x2026, 0xA0,   0xC0,  0xC3,   0xD5,
    0x152,  0x153,  0x2013, 0x2014, 0x201C, 0x201D, 0x2018, 0x2019, 0xF7,   0x25CA, 0xFF,  0x178,  0x2044,
    0x20AC, 0x2039, 0x203A, 0xFB01, 0xFB02, 0x2021, 0xB7,   0x201A, 0x201E, 0x2030, 0xC2,  0xCA,   0xC1,
    0xCB,   0xC8,   0xCD,   0xCE,   0xCF,   0xCC,   0xD3,   0xD4,   0xF8FF, 0xD2,   0xDA,  0xDB,   0xD9,
    0x131,  0x2C6,  0x2DC,  0xAF,   0x2D8,  0x2D9,  0x2DA,  0xB8,   0x2DD,  0x2DB,  0x2C7,
};

static void
set_base (ReadFont *font, const char *name)
{
  gboolean windows = !g_strcmp0 (name, "WinAnsiEncoding"), mac = !g_strcmp0 (name, "MacRomanEncoding");
  for (guint code = 0x20; code < 256; code++)
    font->letters[code] = code < 0x7F   ? code
                          : code < 0x80 ? 0
                          : mac         ? mac_letters[code - 0x80]
                          : windows     ? (code < 0xA0 ? windows_letters[code - 0x80] : code)
                                        : 0;
  if (!windows && !mac)
    {
      font->letters[0x27] = 0x2019; /* StandardEncoding */
      font->letters[0x60] = 0x2018;
    }
}

static void
read_encoding (ReadFont *font, Obj encoding)
{
  g_autofree char *name = obj_name (encoding);
  g_auto (Obj) base = obj_get (encoding, "/BaseEncoding");
  g_autofree char *base_name = obj_name (base);
  g_auto (Obj) differences = obj_get (encoding, "/Differences");
  int n = MIN (obj_length (differences), 2000);
  set_base (font, name ? name : base_name);
  guint code = 0;
  for (int i = 0; i < n; i++)
    {
      g_auto (Obj) item = obj_item (differences, i);
      g_autofree char *glyph = obj_name (item);
      if (obj_is_number (item))
        code = (guint)CLAMP (obj_integer (item), 0, 255);
      else if (glyph && code < 256)
        set_letter (font, code++, glyph);
    }
}

static void
add_width (ReadFont *font, guint first, guint last, double width)
{
  WidthRange range = {first, last, width};
  if (font->widths->len < RANGES_LIMIT)
    g_array_append_val (font->widths, range);
}

/** "first [w w w]" and "first last w" (9.7.4.3) */
static void
read_cid_widths (ReadFont *font, Obj widths)
{
  int n = obj_length (widths);
  for (int i = 0; i + 1 < n;)
    {
      g_auto (Obj) first = obj_item (widths, i);
      g_auto (Obj) second = obj_item (widths, i + 1);
      guint code = (guint)CLAMP (obj_integer (first), 0, 0xFFFFFF);
      if (obj_is_array (second))
        {
          int count = MIN (obj_length (second), 65536);
          for (int k = 0; k < count; k++)
            {
              g_auto (Obj) width = obj_item (second, k);
              add_width (font, code + (guint)k, code + (guint)k, obj_real (width));
            }
          i += 2;
          continue;
        }
      g_auto (Obj) third = obj_item (widths, i + 2);
      add_width (font, code, (guint)CLAMP (obj_integer (second), 0, 0xFFFFFF), obj_real (third));
      i += 3;
    }
}

static int
compare_widths (gconstpointer a, gconstpointer b)
{
  guint x = ((const WidthRange *)a)->first, y = ((const WidthRange *)b)->first;
  return x < y ? -1 : x > y;
}

static void
read_widths (ReadFont *font, Obj dict)
{
  g_auto (Obj) descendants = obj_get (dict, "/DescendantFonts");
  g_auto (Obj) descendant = obj_item (descendants, 0);
  g_auto (Obj) widths = obj_get (font->composite ? descendant : dict, font->composite ? "/W" : "/Widths");
  if (!font->composite)
    {
      g_auto (Obj) first = obj_get (dict, "/FirstChar");
      guint code = (guint)CLAMP (obj_integer (first), 0, 255);
      int n = MIN (obj_length (widths), 256);
      for (int i = 0; i < n; i++)
        {
          g_auto (Obj) width = obj_item (widths, i);
          add_width (font, code + (guint)i, code + (guint)i, obj_real (width));
        }
    }
  else
    {
      g_auto (Obj) usual = obj_get (descendant, "/DW");
      font->usual = obj_is_number (usual) ? obj_real (usual) : 1000;
      read_cid_widths (font, widths);
      g_array_sort (font->widths, compare_widths);
    }
}

ReadFont *
read_font_new (Obj dict)
{
  ReadFont *font = g_new0 (ReadFont, 1);
  g_auto (Obj) subtype = obj_get (dict, "/Subtype");
  g_auto (Obj) encoding = obj_get (dict, "/Encoding");
  g_auto (Obj) map = obj_get (dict, "/ToUnicode");
  g_auto (Obj) matrix = obj_get (dict, "/FontMatrix");
  g_auto (Obj) scale = obj_item (matrix, 0);
  g_autoptr (GBytes) bytes = obj_data (map);
  font->ranges = g_array_new (FALSE, FALSE, sizeof (MapRange));
  g_array_set_clear_func (font->ranges, map_range_clear);
  font->widths = g_array_new (FALSE, FALSE, sizeof (WidthRange));
  font->composite = obj_is_name (subtype, "/Type0");
  font->n_bytes = font->composite ? 2 : 1;
  font->usual = 500;
  font->scale = obj_is_name (subtype, "/Type3") && obj_is_number (scale) ? obj_real (scale) : .001;
  if (!font->composite)
    read_encoding (font, encoding);
  if (bytes)
    read_map (font, bytes);
  read_widths (font, dict);
  return font;
}

void
read_font_free (ReadFont *font)
{
  for (int i = 0; i < 256; i++)
    g_free (font->names[i]);
  g_array_unref (font->ranges);
  g_array_unref (font->widths);
  g_free (font);
}

guint
read_font_code (const ReadFont *font, const guint8 **bytes, gsize *left)
{
  guint code = 0;
  for (int i = 0; i < font->n_bytes && *left; i++, ++*bytes, --*left)
    code = code << 8 | **bytes;
  return code;
}

/** The last element of a sorted array whose first is ≤ @code, if it reaches so far; -1. */
static int
find_range (const GArray *array, gsize size, guint code)
{
  int low = 0, high = (int)array->len - 1, found = -1;
  while (low <= high)
    {
      int middle = (low + high) / 2;
      const guint *range = (const guint *)(const void *)(array->data + (gsize)middle * size);
      if (range[0] <= code)
        {
          found = middle;
          low = middle + 1;
        }
      else
        high = middle - 1;
    }
  if (found >= 0 && ((const guint *)(const void *)(array->data + (gsize)found * size))[1] < code)
    return -1;
  return found;
}

const char *
read_font_text (const ReadFont *font, guint code, char buffer[8])
{
  int found = find_range (font->ranges, sizeof (MapRange), code);
  if (found >= 0)
    {
      const MapRange *range = &g_array_index (font->ranges, MapRange, found);
      if (code == range->first || !*range->text)
        return range->text;
      gunichar letter = g_utf8_get_char (range->text) + (code - range->first);
      buffer[g_unichar_validate (letter) ? g_unichar_to_utf8 (letter, buffer) : 0] = '\0';
      return buffer;
    }
  if (font->composite || code > 255)
    return NULL;
  if (font->names[code])
    return font->names[code];
  if (!font->letters[code])
    return NULL;
  buffer[g_unichar_to_utf8 (font->letters[code], buffer)] = '\0';
  return buffer;
}

double
read_font_width (const ReadFont *font, guint code)
{
  int found = find_range (font->widths, sizeof (WidthRange), code);
  return (found >= 0 ? g_array_index (font->widths, WidthRange, found).width : font->usual) * font->scale;
}
