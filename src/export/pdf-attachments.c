#include "export/pdf-attachments.h"
#include "export/pdf-metadata.h"

/* Dates are those of the document: the facts are as of its issue, and no clock is read. */
static int
add_embedded_file (PdfFile *file, const Pages *pages)
{
  gsize length = strlen (pages->facts);
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_MD5, pages->facts, length);
  g_autofree char *date = pdf_date (pages);
  GString *out = g_string_new ("/Type/EmbeddedFile/Subtype/application#2Fjson");
  g_string_append_printf (out, "/Params<</Size %" G_GSIZE_FORMAT "/CheckSum<%s>", length, sum);
  if (date)
    g_string_append_printf (out, "/CreationDate(%s)/ModDate(%s)", date, date);
  g_string_append (out, ">>");
  return pdf_file_add_stream (file, out, pages->facts, length, TRUE);
}

int
pdf_facts_write (PdfFile *file, const Pages *pages)
{
  if (!pages->facts)
    return 0;
  int stream = add_embedded_file (file, pages);
  GString *out = g_string_new ("/Type/Filespec/F(" FACTS_NAME ")/UF(" FACTS_NAME ")/AFRelationship/Source");
  if (pages->title && *pages->title)
    {
      g_string_append (out, "/Desc");
      put_text_string (out, pages->title);
    }
  g_string_append_printf (out, "/EF<</F %d 0 R/UF %d 0 R>>", stream, stream);
  return pdf_file_add_take (file, out);
}

void
put_attachment_entries (GString *out, int facts)
{
  if (facts)
    g_string_append_printf (out, "/AF[%d 0 R]", facts);
}

void
put_attachment_names (GString *out, int facts)
{
  if (facts)
    g_string_append_printf (out, "/EmbeddedFiles<</Names[(" FACTS_NAME ")%d 0 R]>>", facts);
}
