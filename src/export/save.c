#include "export/deflate.h"
#include "export/save.h"

enum
{
  STREAM_OBJECTS = 1000
};

/* Where an object is: in the file (in_stream 0) at an offset, or in an object stream at a place. */
typedef struct
{
  gboolean used;
  int in_stream;
  guint32 place;
} Location;

typedef struct
{
  PdfFile *file;
  GString *out;
  Location *locations; /* by object number */
  int n_objects;
  GString *bodies, *index; /* of the object stream being filled */
  GArray *members;         /* int: object numbers in it */
  int next_number;         /* for objects made here */
} Save;

/* What a memory stream of libharu holds. */
static void
append_stream (GString *out, HPDF_Stream stream)
{
  for (HPDF_UINT i = 0; i < HPDF_MemStream_GetBufCount (stream); i++)
    {
      HPDF_UINT length = 0;
      HPDF_BYTE *bytes = HPDF_MemStream_GetBufPtr (stream, i, &length);
      g_string_append_len (out, (const char *)bytes, length);
    }
}

static void
append_value (Save *save, GString *out, void *object)
{
  HPDF_Stream stream = HPDF_MemStream_New (save->file->doc->mmgr, 4096);
  HPDF_Obj_WriteValue (object, stream, NULL);
  append_stream (out, stream);
  HPDF_Stream_Free (stream);
}

static void
begin_object (Save *save, int number)
{
  save->locations[number] = (Location){TRUE, 0, save->out->len};
  g_string_append_printf (save->out, "%d 0 obj\n", number);
}

/* @entries: between << and >>, without Length and Filter. */
static void
write_body (Save *save, int number, const char *entries, gconstpointer body, gsize length, gboolean deflated)
{
  begin_object (save, number);
  g_string_append_printf (save->out, "<<%s%s/Length %" G_GSIZE_FORMAT ">>\nstream\n", entries,
                          deflated ? "/Filter/FlateDecode" : "", length);
  g_string_append_len (save->out, body, (gssize)length);
  g_string_append (save->out, "\nendstream\nendobj\n");
}

static void
write_deflated (Save *save, int number, const char *entries, GBytes *bytes)
{
  gsize length;
  const char *body = g_bytes_get_data (bytes, &length);
  write_body (save, number, entries, body, length, TRUE);
}

static void
write_stream (Save *save, int number, const char *entries, const GString *data)
{
  g_autoptr (GBytes) bytes = stream_deflate (save->file, data->str, data->len);
  write_deflated (save, number, entries, bytes);
}

/* "<<\n/Type /X\n>>" → the entries alone. */
static void
strip_brackets (GString *dictionary)
{
  char *begin = strstr (dictionary->str, "<<"), *end = g_strrstr (dictionary->str, ">>");
  g_assert (begin && end);
  g_string_truncate (dictionary, end - dictionary->str);
  g_string_erase (dictionary, 0, begin + 2 - dictionary->str);
}

static void
save_stream_object (Save *save, int number, HPDF_Dict dict)
{
  g_autoptr (GString) entries = g_string_new (NULL);
  HPDF_Stream body = dict->stream;
  GBytes *ready = pdf_file_body (save->file, number);
  dict->stream = NULL; /* else libharu writes it too, deflated by zlib */
  if (HPDF_Dict_GetItem (dict, "Length", HPDF_OCLASS_NUMBER))
    HPDF_Dict_RemoveElement (dict, "Length");
  append_value (save, entries, dict);
  dict->stream = body;
  strip_brackets (entries);
  if (ready)
    {
      write_deflated (save, number, entries->str, ready);
      return;
    }
  g_autoptr (GString) data = g_string_new (NULL);
  append_stream (data, body);
  if (dict->filter != HPDF_STREAM_FILTER_NONE)
    write_stream (save, number, entries->str, data);
  else
    write_body (save, number, entries->str, data->str, data->len, FALSE);
}

static void
flush_members (Save *save)
{
  if (save->members->len == 0)
    return;
  int number = save->next_number++;
  for (guint i = 0; i < save->members->len; i++)
    save->locations[g_array_index (save->members, int, i)] = (Location){TRUE, number, i};
  g_autofree char *entries =
      g_strdup_printf ("/Type/ObjStm/N %u/First %" G_GSIZE_FORMAT, save->members->len, save->index->len);
  g_string_append_len (save->index, save->bodies->str, save->bodies->len);
  write_stream (save, number, entries, save->index);
  g_string_truncate (save->bodies, 0);
  g_string_truncate (save->index, 0);
  g_array_set_size (save->members, 0);
}

static void
save_small_object (Save *save, int number, void *object)
{
  put_whole (save->index, number);
  g_string_append_c (save->index, ' ');
  put_whole (save->index, (gint64)save->bodies->len);
  g_string_append_c (save->index, ' ');
  if (pdf_is_late (object))
    save->file->write_late (save->file->late_data, number, save->bodies);
  else
    append_value (save, save->bodies, object);
  g_string_append_c (save->bodies, '\n');
  g_array_append_val (save->members, number);
  if (save->members->len == STREAM_OBJECTS)
    flush_members (save);
}

/* libharu makes the lengths of its streams objects; we write lengths directly, so these are left out. */
static gboolean *
find_lengths (Save *save)
{
  gboolean *left_out = g_new0 (gboolean, save->n_objects);
  for (int i = 1; i < save->n_objects; i++)
    {
      HPDF_Dict dict = pdf_file_dict (save->file, i);
      if ((dict->header.obj_class & HPDF_OCLASS_ANY) != HPDF_OCLASS_DICT || !dict->stream)
        continue;
      HPDF_Number length = HPDF_Dict_GetItem (dict, "Length", HPDF_OCLASS_NUMBER);
      if (length && pdf_number (length))
        left_out[pdf_number (length)] = TRUE;
    }
  return left_out;
}

static void
save_objects (Save *save)
{
  g_autofree gboolean *left_out = find_lengths (save);
  const GArray *early = save->file->early;
  for (int i = 1, next = 0; i < save->n_objects; i++)
    {
      for (; next < (int)early->len && g_array_index (early, PdfEarly, next).before == i; next++)
        {
          int number = g_array_index (early, PdfEarly, next).number;
          save_small_object (save, number, pdf_file_dict (save->file, number));
          left_out[number] = TRUE;
        }
      HPDF_Dict dict = pdf_file_dict (save->file, i);
      if (left_out[i])
        continue;
      if ((dict->header.obj_class & HPDF_OCLASS_ANY) == HPDF_OCLASS_DICT && dict->stream)
        save_stream_object (save, i, dict);
      else
        save_small_object (save, i, dict);
    }
  flush_members (save);
}

static void
put_big_endian (guint8 *bytes, guint64 value, int n)
{
  for (int i = n - 1; i >= 0; i--, value >>= 8)
    bytes[i] = value & 0xFF;
}

/* One row of the table: type, offset or stream, generation or place. Unused numbers form the list of free entries. */
static void
fill_row (const Save *save, int number, int next_free, int width, guint8 *row)
{
  const Location *at = &save->locations[number];
  if (!at->used)
    {
      row[0] = 0;
      put_big_endian (row + 1, next_free, width);
      put_big_endian (row + 1 + width, number == 0 ? 65535 : 1, 2);
      return;
    }
  row[0] = at->in_stream ? 2 : 1;
  put_big_endian (row + 1, at->in_stream ? (guint64)at->in_stream : at->place, width);
  put_big_endian (row + 1 + width, at->in_stream ? at->place : 0, 2);
}

/* The cross-reference stream, predicted row by row from the row above (PNG "Up", Predictor 12). */
static GString *
table_rows (const Save *save, int n, int width)
{
  int columns = 1 + width + 2;
  GString *rows = g_string_new (NULL);
  g_autofree guint8 *above = g_new0 (guint8, columns), *row = g_new0 (guint8, columns);
  g_autofree int *next_free = g_new0 (int, n);
  for (int i = n - 1, next = 0; i >= 0; i--)
    if (!save->locations[i].used)
      {
        next_free[i] = next;
        next = i;
      }
  for (int i = 0; i < n; i++)
    {
      fill_row (save, i, next_free[i], width, row);
      g_string_append_c (rows, 2);
      for (int k = 0; k < columns; k++)
        {
          g_string_append_c (rows, (char)(guint8)(row[k] - above[k]));
          above[k] = row[k];
        }
    }
  return rows;
}

static void
save_table (Save *save)
{
  g_autofree char *id =
      g_compute_checksum_for_data (G_CHECKSUM_MD5, (const guchar *)save->out->str, save->out->len);
  int number = save->next_number++, n = save->next_number, width = 3;
  gsize start = save->out->len;
  while (width < 4 && start >> (8 * width))
    width++;
  save->locations[number] = (Location){TRUE, 0, start};
  g_autoptr (GString) rows = table_rows (save, n, width);
  HPDF_Doc doc = save->file->doc;
  g_autofree char *entries =
      g_strdup_printf ("/Type/XRef/Size %d/W[1 %d 2]/DecodeParms<</Predictor 12/Columns %d>>"
                       "/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]",
                       n, width, width + 3, pdf_number (doc->catalog), pdf_number (doc->info), id, id);
  write_stream (save, number, entries, rows);
  g_string_append_printf (save->out, "startxref\n%" G_GSIZE_FORMAT "\n", start);
  g_string_append (save->out, "%%EOF\n"); /* check-source: float: no format */
}

GBytes *
save_pdf (PdfFile *file, GError **error)
{
  int n = file->doc->xref->entries->count;
  Save save = {.file = file,
               .n_objects = n,
               .next_number = n,
               .out = g_string_sized_new (1 << 16),
               .locations = g_new0 (Location, n + n / STREAM_OBJECTS + 3),
               .bodies = g_string_sized_new (1 << 14),
               .index = g_string_sized_new (1 << 11),
               .members = g_array_new (FALSE, FALSE, sizeof (int))};
  g_string_append (save.out, "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n");
  save_objects (&save);
  save_table (&save);
  g_free (save.locations);
  g_array_unref (save.members);
  g_string_free (save.bodies, TRUE);
  g_string_free (save.index, TRUE);
  if (file->trouble)
    {
      g_set_error (error, PDF_ERROR, PDF_ERROR_LIBRARY, "libharu refuses an object (0x%lx)", file->trouble);
      g_string_free (save.out, TRUE);
      return NULL;
    }
  return g_string_free_to_bytes (save.out);
}
