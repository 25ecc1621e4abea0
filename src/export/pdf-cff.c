#include "export/pdf-cff.h"
#include <string.h>

enum
{
  OP_CHARSET = 15,
  OP_ENCODING = 16,
  OP_CHAR_STRINGS = 17,
  OP_PRIVATE = 18,
  ESCAPE = 12, /* operators of two bytes are 12 << 8 | the second */
  OP_ROS = ESCAPE << 8 | 30,
  LONG_INTEGER = 29, /* before four bytes */
  PREDEFINED_MOST = 229
};

/* Does a Top DICT begin with ROS? Its first operator decides; operands before it are skipped (table 3 of the Note). */
static gboolean
begins_with_ros (const guint8 *at, const guint8 *end)
{
  while (at + 1 < end && *at >= 28)
    at += *at == 28 ? 3 : *at == 29 ? 5 : *at >= 247 ? 2 : 1;
  return at + 1 < end && at[0] == 12 && at[1] == 30;
}

gboolean
cff_is_cid_keyed (const guint8 *data, gsize length)
{
  gsize at = length > 3 ? data[2] : length; /* past the header: the Name INDEX, then the Top DICT INDEX */
  for (int index = 0; at + 3 <= length; index++)
    {
      guint count = data[at] << 8 | data[at + 1], width = data[at + 2], end = 0;
      gsize offsets = at + 3, base = offsets + (count + 1) * width - 1;
      if (count == 0 || width < 1 || width > 4 || base >= length)
        return FALSE;
      for (guint k = 0; k < width; k++)
        end = end << 8 | data[offsets + count * width + k];
      if (index == 1)
        return begins_with_ros (data + base + 1, data + MIN (base + end, length));
      at = base + end;
    }
  return FALSE;
}

/* An INDEX (section 5) from @begin to @end. */
typedef struct
{
  gsize begin, end;
  gsize first, first_end; /* its first element */
  guint count;
} Index;

static guint
read_number (const guint8 *at, int n)
{
  guint value = 0;
  while (n-- > 0)
    value = value << 8 | *at++;
  return value;
}

static gboolean
read_index (const guint8 *data, gsize length, gsize at, Index *index)
{
  *index = (Index){.begin = at, .end = at + 2};
  if (at + 2 > length)
    return FALSE;
  index->count = read_number (data + at, 2);
  if (index->count == 0)
    return TRUE;
  guint width = at + 3 <= length ? data[at + 2] : 0;
  gsize base = at + 3 + (index->count + 1) * (gsize)width - 1;
  if (width < 1 || width > 4 || base >= length)
    return FALSE;
  index->first = base + read_number (data + at + 3, width);
  index->first_end = base + read_number (data + at + 3 + width, width);
  index->end = base + read_number (data + base + 1 - width, width);
  return index->first <= index->first_end && index->first_end <= index->end && index->end <= length;
}

/* What stays away of a Top DICT: version, Notice, FullName, FamilyName, Weight; Copyright, PostScript, BaseFontName; and what the predefined
 * charset and encoding are without. */
static gboolean
is_word (guint op)
{
  return op <= 4 || op == OP_CHARSET || op == OP_ENCODING || op == (ESCAPE << 8) ||
         op == (ESCAPE << 8 | 21) || op == (ESCAPE << 8 | 22);
}

/* Behind one operand of a DICT (table 3), or NULL: @at is none. */
static const guint8 *
skip_operand (const guint8 *at, const guint8 *end)
{
  if (*at == 30) /* real: nibbles until one is 15 */
    {
      for (at++; at < end && (*at & 15) != 15 && *at >> 4 != 15; at++)
        ;
      return at < end ? at + 1 : NULL;
    }
  int n = *at == 28                 ? 3
          : *at == LONG_INTEGER     ? 5
          : *at >= 247 && *at < 255 ? 2
          : *at >= 32 && *at < 247  ? 1
                                    : 0;
  return n > 0 && at + n <= end ? at + n : NULL;
}

/* The entries of a Top DICT that are no words; where the offsets of glyphs and of the Private DICT stand in @out. FALSE: it is of another
 * make. */
static gboolean
copy_entries (const guint8 *at, const guint8 *end, GByteArray *out, guint *char_strings, guint *private)
{
  for (const guint8 *entry = at, *last = NULL; at < end;)
    {
      if (*at >= 28)
        {
          last = at;
          if (!(at = skip_operand (at, end)))
            return FALSE;
          continue;
        }
      guint op = *at == ESCAPE && at + 1 < end ? ESCAPE << 8 | at[1] : *at;
      gboolean placed = op == OP_CHAR_STRINGS || op == OP_PRIVATE;
      if (op == OP_ROS || op == ESCAPE || (placed && (!last || *last != LONG_INTEGER)))
        return FALSE;
      if (placed)
        *(op == OP_PRIVATE ? private : char_strings) = out->len + (guint)(last - entry) + 1;
      at += op > 0xFF ? 2 : 1;
      if (!is_word (op))
        g_byte_array_append (out, entry, (guint)(at - entry));
      entry = at;
      last = NULL;
    }
  return *char_strings > 0 && *private > 0;
}

static void
put_number (guint8 *at, guint value)
{
  for (int i = 3; i >= 0; i--, value >>= 8)
    at[i] = value & 0xFF;
}

/* Which glyph a byte shows (section 12, format 0): a code for each glyph but .notdef, 0 for one that is only part of others. @glyphs:
 * with .notdef. */
static void
append_encoding (GByteArray *out, const guint *by_code, guint glyphs)
{
  const guint8 head[] = {0, (guint8)(glyphs - 1)};
  g_byte_array_append (out, head, sizeof head);
  guint start = out->len;
  g_byte_array_set_size (out, start + glyphs - 1);
  memset (out->data + start, 0, glyphs - 1);
  for (guint code = 1; code < 256; code++)
    if (by_code[code] > 0 && by_code[code] < glyphs)
      {
        g_assert (out->data[start + by_code[code] - 1] == 0);
        out->data[start + by_code[code] - 1] = (guint8)code;
      }
}

/* An entry of a DICT: an offset in five bytes, of which put_number writes four. */
static guint
append_offset (GByteArray *dict, guint8 op)
{
  const guint8 entry[] = {LONG_INTEGER, 0, 0, 0, 0, op};
  g_byte_array_append (dict, entry, sizeof entry);
  return dict->len - sizeof entry + 1;
}

/* The Top DICT without words in an INDEX of its own, no strings, and what follows, nearer. */
gboolean
cff_append_nameless (GByteArray *out, const guint8 *data, gsize length, const guint *by_code)
{
  Index names, tops, strings, glyphs;
  guint char_strings = 0, private = 0, encoding = 0, start = out->len;
  if (length < 4 || !read_index (data, length, data[2], &names) ||
      !read_index (data, length, names.end, &tops) || tops.count != 1 ||
      !read_index (data, length, tops.end, &strings))
    return FALSE;
  g_autoptr (GByteArray) dict = g_byte_array_new ();
  if (!copy_entries (data + tops.first, data + tops.first_end, dict, &char_strings, &private) ||
      dict->len >= 0xF0 || !read_index (data, length, read_number (dict->data + char_strings, 4), &glyphs) ||
      glyphs.count > PREDEFINED_MOST)
    return FALSE;
  if (by_code)
    encoding = append_offset (dict, OP_ENCODING);
  const guint8 head[] = {0, 1, 1, 1, (guint8)(dict->len + 1)}, none[] = {0, 0};
  guint before = (guint)(tops.begin + sizeof head + dict->len + sizeof none);
  guint nearer = (guint)strings.end - before;
  put_number (dict->data + char_strings, read_number (dict->data + char_strings, 4) - nearer);
  put_number (dict->data + private, read_number (dict->data + private, 4) - nearer);
  if (by_code)
    put_number (dict->data + encoding, (guint)length - nearer);
  g_byte_array_append (out, data, (guint)tops.begin);
  g_byte_array_append (out, head, sizeof head);
  g_byte_array_append (out, dict->data, dict->len);
  g_byte_array_append (out, none, sizeof none);
  g_assert (out->len - start == before);
  g_byte_array_append (out, data + strings.end, (guint)(length - strings.end));
  if (by_code)
    append_encoding (out, by_code, glyphs.count);
  return TRUE;
}
