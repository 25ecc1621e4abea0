#include "reader.h"
#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>

static void
string_free (gpointer string)
{
  if (string)
    g_string_free (string, TRUE);
}

static int
number_after (const char *text, const char *key, int otherwise)
{
  const char *at = strstr (text, key);
  return at ? atoi (at + strlen (key)) : otherwise;
}

int
reader_reference (const char *dictionary, const char *key)
{
  gsize n = strlen (key);
  for (const char *at = strstr (dictionary, key); at; at = strstr (at + 1, key))
    if (at[n] == ' ' && g_ascii_isdigit (at[n + 1]))
      return atoi (at + n);
  return 0;
}

GArray *
reader_references (const char *dictionary, const char *key)
{
  GArray *numbers = g_array_new (FALSE, FALSE, sizeof (int));
  const char *at = strstr (dictionary, key);
  g_assert_nonnull (at);
  at = strchr (at, '[');
  g_assert_nonnull (at);
  for (at++; *at && *at != ']';)
    {
      char *end;
      int number = strtol (at, &end, 10);
      g_assert_true (end > at && g_str_has_prefix (end, " 0 R"));
      g_array_append_val (numbers, number);
      for (at = end + 4; *at == ' ' || *at == '\n'; at++)
        ;
    }
  return numbers;
}

/* The object at @offset, "n 0 obj …": its dictionary as text, its stream decoded. */
static void
read_plain (Reader *reader, int number, gsize offset, GString **dictionary, GString **stream)
{
  gsize size;
  const char *data = g_bytes_get_data (reader->bytes, &size);
  g_autofree char *head = g_strdup_printf ("%d 0 obj\n", number);
  g_assert_cmpuint (offset, <, size);
  g_assert_true (strncmp (data + offset, head, strlen (head)) == 0);
  const char *body = data + offset + strlen (head), *word = strstr (body, "\nstream\n");
  g_assert_nonnull (word); /* all others live in object streams */
  *dictionary = g_string_new_len (body, word - body);
  int length = number_after ((*dictionary)->str, "/Length ", -1);
  g_assert_cmpint (length, >=, 0);
  const char *start = word + strlen ("\nstream\n");
  g_assert_true (strncmp (start + length, "\nendstream\nendobj\n", 18) == 0);
  *stream = g_string_new_len (start, length);
  if (!strstr ((*dictionary)->str, "/FlateDecode"))
    return;
  struct libdeflate_decompressor *inflater = libdeflate_alloc_decompressor ();
  GString *plain = g_string_sized_new (1 << 22);
  size_t n = 0;
  int result = libdeflate_zlib_decompress (inflater, start, length, plain->str, 1 << 22, &n);
  g_assert_cmpint (result, ==, LIBDEFLATE_SUCCESS);
  libdeflate_free_decompressor (inflater);
  g_string_set_size (plain, n);
  g_string_free (*stream, TRUE);
  *stream = plain;
}

static int
big_endian (const guint8 *bytes, int n)
{
  int value = 0;
  while (n-- > 0)
    value = value << 8 | *bytes++;
  return value;
}

/* Undoes the prediction and cuts the table into rows. */
static void
read_rows (Reader *reader, const GString *table)
{
  const char *widths = strstr (reader->trailer->str, "/W[");
  g_assert_nonnull (widths);
  int w0 = widths[3] - '0', w1 = widths[5] - '0', w2 = widths[7] - '0', columns = w0 + w1 + w2;
  g_assert_cmpint (number_after (reader->trailer->str, "/Columns ", 0), ==, columns);
  g_autofree guint8 *row = g_new0 (guint8, columns);
  g_assert_cmpint (table->len % (columns + 1), ==, 0);
  for (gsize at = 0; at < table->len; at += columns + 1)
    {
      g_assert_cmpint (table->str[at], ==, 2);
      for (int k = 0; k < columns; k++)
        row[k] += (guint8)table->str[at + 1 + k];
      Row entry = {big_endian (row, w0), big_endian (row + w0, w1), big_endian (row + w0 + w1, w2)};
      g_array_append_val (reader->rows, entry);
    }
  g_assert_cmpint (reader->rows->len, ==, number_after (reader->trailer->str, "/Size ", 0));
}

static GString *
read_member (const Reader *reader, const Row *row, int number)
{
  const GString *dictionary = reader->objects->pdata[row->second],
                *stream = reader->streams->pdata[row->second];
  int first = number_after (dictionary->str, "/First ", 0), n = number_after (dictionary->str, "/N ", 0);
  g_assert_cmpint (row->third, <, n);
  char *at = stream->str;
  int start = 0, stop = stream->len - first;
  for (int i = 0; i <= row->third + 1 && i < n; i++)
    {
      int member = strtol (at, &at, 10), offset = strtol (at, &at, 10);
      if (i == row->third)
        {
          g_assert_cmpint (member, ==, number);
          start = offset;
        }
      else if (i == row->third + 1)
        stop = offset;
    }
  return g_string_new_len (stream->str + first + start, stop - start);
}

Reader *
reader_new (GBytes *bytes)
{
  Reader *reader = g_new0 (Reader, 1);
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size),
             *tail = memmem (data + size - MIN (size, 40), MIN (size, 40), "startxref\n", 10);
  g_assert_nonnull (tail);
  reader->bytes = bytes;
  reader->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  reader->objects = g_ptr_array_new_with_free_func (string_free);
  reader->streams = g_ptr_array_new_with_free_func (string_free);
  gsize start = atoi (tail + 10);
  GString *table;
  read_plain (reader, atoi (data + start), start, &reader->trailer, &table);
  read_rows (reader, table);
  g_string_free (table, TRUE);
  g_ptr_array_set_size (reader->objects, reader->rows->len);
  g_ptr_array_set_size (reader->streams, reader->rows->len);
  for (int type = 1; type <= 2; type++)
    for (guint i = 0; i < reader->rows->len; i++)
      {
        const Row *row = &g_array_index (reader->rows, Row, i);
        if (row->type != type)
          continue;
        if (type == 1)
          read_plain (reader, i, row->second, (GString **)&reader->objects->pdata[i],
                      (GString **)&reader->streams->pdata[i]);
        else
          reader->objects->pdata[i] = read_member (reader, row, i);
      }
  return reader;
}

void
reader_free (Reader *reader)
{
  g_array_unref (reader->rows);
  g_ptr_array_unref (reader->objects);
  g_ptr_array_unref (reader->streams);
  g_string_free (reader->trailer, TRUE);
  g_bytes_unref (reader->bytes);
  g_free (reader);
}

const char *
reader_object (const Reader *reader, int number)
{
  g_assert_true (number > 0 && number < (int)reader->objects->len && reader->objects->pdata[number]);
  return ((GString *)reader->objects->pdata[number])->str;
}

const GString *
reader_stream (const Reader *reader, int number)
{
  g_assert_nonnull (reader->streams->pdata[number]);
  return reader->streams->pdata[number];
}

const char *
reader_catalog (const Reader *reader)
{
  return reader_object (reader, reader_reference (reader->trailer->str, "/Root"));
}

GArray *
reader_pages (const Reader *reader)
{
  const char *tree = reader_object (reader, reader_reference (reader_catalog (reader), "/Pages"));
  g_autofree char *flat = g_strdelimit (g_strdup (tree), "\n", ' ');
  g_autoptr (GString) tight = g_string_new (flat);
  g_string_replace (tight, "[ ", "[", 0);
  g_string_replace (tight, " ]", "]", 0);
  return reader_references (tight->str, "/Kids");
}

const GString *
reader_content (const Reader *reader, int index)
{
  g_autoptr (GArray) pages = reader_pages (reader);
  return reader_stream (
      reader, reader_reference (reader_object (reader, g_array_index (pages, int, index)), "/Contents"));
}
