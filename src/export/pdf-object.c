#include "export/pdf-object.h"
#include "export/deflate.h"
#include <libdeflate.h>

G_DEFINE_QUARK (pdf - error - quark, pdf_error)

static void *
take_memory (HPDF_UINT size)
{
  return g_malloc (size);
}

static void
give_memory (void *memory)
{
  g_free (memory);
}

static void
note_trouble (HPDF_STATUS number, HPDF_STATUS detail, void *data)
{
  PdfFile *file = data;
  if (!file->trouble)
    file->trouble = number;
}

static void
string_free (gpointer string)
{
  g_string_free (string, TRUE);
}

PdfFile *
pdf_file_new (GError **error)
{
  PdfFile *file = g_new0 (PdfFile, 1);
  file->texts = g_ptr_array_new_with_free_func (string_free);
  file->early = g_array_new (FALSE, FALSE, sizeof (PdfEarly));
  file->bodies = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  file->doc = HPDF_NewEx (note_trouble, take_memory, give_memory, 0, file);
  if (!file->doc)
    {
      g_set_error (error, PDF_ERROR, PDF_ERROR_LIBRARY, "libharu cannot start a document (0x%lx)",
                   file->trouble);
      pdf_file_free (file);
      return NULL;
    }
  file->doc->pdf_version = HPDF_VER_17; /* the public calls stop at what features ask for */
  HPDF_SetCompressionMode (file->doc, HPDF_COMP_ALL);
  return file;
}

/* The table owns its objects, each once. */
static void
free_late (PdfFile *file)
{
  HPDF_List entries = file->doc->xref->entries;
  for (HPDF_UINT i = 0; i < entries->count; i++)
    {
      HPDF_XrefEntry entry = HPDF_List_ItemAt (entries, i);
      if (entry->obj == file->late)
        entry->obj = NULL;
    }
  HPDF_Obj_ForceFree (file->doc->mmgr, file->late);
}

void
pdf_file_free (PdfFile *file)
{
  if (!file)
    return;
  if (file->late)
    free_late (file);
  if (file->doc)
    HPDF_Free (file->doc);
  g_ptr_array_unref (file->texts);
  g_ptr_array_unref (file->bodies);
  g_array_unref (file->early);
  libdeflate_free_compressor (file->compressor);
  g_free (file);
}

static HPDF_STATUS
write_entries (HPDF_Dict dict, HPDF_Stream stream)
{
  GString *text = dict->attr;
  return HPDF_Stream_Write (stream, (const HPDF_BYTE *)text->str, text->len);
}

int
pdf_number (gconstpointer object)
{
  return ((const HPDF_Obj_Header *)object)->obj_id & 0x00FFFFFF;
}

HPDF_Dict
pdf_file_dict (PdfFile *file, int number)
{
  HPDF_XrefEntry entry = HPDF_List_ItemAt (file->doc->xref->entries, number);
  g_assert (entry && entry->obj);
  return entry->obj;
}

int
pdf_file_reserve (PdfFile *file)
{
  HPDF_Dict dict = HPDF_Dict_New (file->doc->mmgr);
  HPDF_Xref_Add (file->doc->xref, dict);
  return pdf_number (dict);
}

int
pdf_file_reserve_late (PdfFile *file)
{
  if (!file->late)
    file->late = HPDF_Null_New (file->doc->mmgr);
  file->late->header.obj_id =
      0; /* as if it were new: there are as many numbers as cells in the longest table */
  HPDF_Xref_Add (file->doc->xref, file->late);
  return pdf_number (file->late);
}

void
pdf_file_save_before (PdfFile *file, int number, int before)
{
  PdfEarly early = {number, before};
  g_assert (before < number);
  g_array_append_val (file->early, early);
}

gboolean
pdf_is_late (gconstpointer object)
{
  return (((const HPDF_Obj_Header *)object)->obj_class & HPDF_OCLASS_ANY) == HPDF_OCLASS_NULL;
}

void
pdf_file_set_take (PdfFile *file, int number, GString *entries)
{
  HPDF_Dict dict = pdf_file_dict (file, number);
  g_assert (!dict->attr && !dict->write_fn);
  dict->write_fn = write_entries;
  dict->attr = entries;
  g_ptr_array_add (file->texts, entries);
}

int
pdf_file_add_take (PdfFile *file, GString *entries)
{
  int number = pdf_file_reserve (file);
  pdf_file_set_take (file, number, entries);
  return number;
}

void
pdf_file_set_body (PdfFile *file, int number, gconstpointer data, gsize length)
{
  if ((int)file->bodies->len <= number)
    g_ptr_array_set_size (file->bodies, number + 1);
  g_assert (!file->bodies->pdata[number]);
  file->bodies->pdata[number] = stream_deflate (file, data, length);
}

GBytes *
pdf_file_body (const PdfFile *file, int number)
{
  return number < (int)file->bodies->len ? file->bodies->pdata[number] : NULL;
}

int
pdf_file_add_stream (PdfFile *file, GString *entries, gconstpointer data, gsize length, gboolean deflated)
{
  int number = pdf_file_reserve (file);
  HPDF_Dict dict = pdf_file_dict (file, number);
  /* not HPDF_DictStream_New: it keeps the length as an object of its own, which our save would leave as a hole */
  dict->stream = HPDF_MemStream_New (file->doc->mmgr, deflated ? 64 : MAX (length, 64));
  if (deflated)
    pdf_file_set_body (file, number, data, length);
  else
    HPDF_Stream_Write (dict->stream, data, length);
  dict->filter = deflated ? HPDF_STREAM_FILTER_FLATE_DECODE : HPDF_STREAM_FILTER_NONE;
  if (entries)
    pdf_file_set_take (file, number, entries);
  return number;
}

void
put_hex8 (GString *out, unsigned value)
{
  static const char digit[] = "0123456789ABCDEF";
  char text[2] = {digit[value >> 4 & 15], digit[value & 15]};
  g_string_append_len (out, text, 2);
}

void
put_hex16 (GString *out, unsigned value)
{
  static const char digit[] = "0123456789ABCDEF";
  char text[4] = {digit[value >> 12 & 15], digit[value >> 8 & 15], digit[value >> 4 & 15], digit[value & 15]};
  g_string_append_len (out, text, 4);
}

void
put_utf16_hex (GString *out, const char *utf8, int length)
{
  for (const char *p = utf8; p < utf8 + length; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      if (c >= 0x10000)
        {
          put_hex16 (out, 0xD800 + ((c - 0x10000) >> 10));
          put_hex16 (out, 0xDC00 + ((c - 0x10000) & 0x3FF));
        }
      else
        put_hex16 (out, c);
    }
}

void
put_byte_string (GString *out, const char *bytes)
{
  g_string_append_c (out, '(');
  for (const char *p = bytes; *p; p++)
    {
      if (strchr ("()\\", *p))
        g_string_append_c (out, '\\');
      if (*p == '\n' || *p == '\r')
        g_string_append (out, *p == '\n' ? "\\n" : "\\r");
      else
        g_string_append_c (out, *p);
    }
  g_string_append_c (out, ')');
}

void
put_text_string (GString *out, const char *utf8)
{
  if (g_str_is_ascii (utf8))
    {
      put_byte_string (out, utf8);
      return;
    }
  g_string_append (out, "<FEFF");
  put_utf16_hex (out, utf8, strlen (utf8));
  g_string_append_c (out, '>');
}

void
put_reference (GString *out, int number)
{
  if (out->len && g_ascii_isalnum (out->str[out->len - 1]))
    g_string_append_c (out, ' ');
  put_whole (out, number);
  g_string_append_len (out, " 0 R", 4);
}
