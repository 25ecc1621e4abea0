/* rewrite.c: see rewrite.h. */
#include "readback/rewrite.h"
#include <qpdf/qpdf-c.h>
#include <string.h>
#include "readback/parts.h"

static GBytes *
write_all (Pdf *pdf, GError **error)
{
  qpdf_data qpdf = pdf_handle (pdf);
  if (qpdf_write (qpdf) & QPDF_ERRORS)
    {
      g_autofree char *detail = pdf_clean (qpdf_get_error_message_detail (qpdf, qpdf_get_error (qpdf)), -1);
      g_set_error (error, PDF_ERROR, PDF_ERROR_DAMAGED, "it cannot be written anew: %s", detail);
      return NULL;
    }
  return g_bytes_new (qpdf_get_buffer (qpdf), qpdf_get_buffer_length (qpdf));
}

static gboolean
begin (Pdf *pdf, GError **error)
{
  qpdf_data qpdf = pdf_handle (pdf);
  if (qpdf_init_write_memory (qpdf) & QPDF_ERRORS)
    {
      g_set_error (error, PDF_ERROR, PDF_ERROR_DAMAGED, "it cannot be written anew");
      return FALSE;
    }
  qpdf_set_object_stream_mode (qpdf, qpdf_o_preserve);
  qpdf_set_stream_data_mode (qpdf, qpdf_s_preserve);
  qpdf_set_newline_before_endstream (qpdf, QPDF_TRUE);
  return TRUE;
}

GBytes *
rewrite_linearised (Pdf *pdf, GError **error)
{
  if (!begin (pdf, error))
    return NULL;
  qpdf_set_linearization (pdf_handle (pdf), QPDF_TRUE);
  qpdf_set_deterministic_ID (pdf_handle (pdf), QPDF_TRUE);
  return write_all (pdf, error);
}

/** The packet without the elements and attributes pdfaid:… and pdfuaid:…; owned. */
static char *
without_claims (const char *xmp)
{
  static const char *const patterns[] = {"<(pdfaid|pdfuaid):([A-Za-z]+)>[^<]*</\\1:\\2>\\s*",
                                         "\\s(pdfaid|pdfuaid):[A-Za-z]+=(\"[^\"]*\"|'[^']*')"};
  char *text = g_strdup (xmp);
  for (guint i = 0; i < G_N_ELEMENTS (patterns); i++)
    {
      g_autoptr (GRegex) regex = g_regex_new (patterns[i], G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT, NULL);
      char *next = g_regex_replace (regex, text, -1, 0, "", G_REGEX_MATCH_DEFAULT, NULL);
      if (!next)
        continue;
      g_free (text);
      text = next;
    }
  return text;
}

GBytes *
rewrite_encrypted (Pdf *pdf, const char *password, const char *owner, GError **error)
{
  qpdf_data qpdf = pdf_handle (pdf);
  g_autofree char *xmp = xmp_read (pdf), *plain = xmp ? without_claims (xmp) : NULL;
  g_auto (Obj) root = pdf_root (pdf);
  g_auto (Obj) metadata = obj_get (root, "/Metadata");
  if (plain && obj_is_stream (metadata))
    {
      qpdf_oh filter = qpdf_oh_new_null (qpdf), parameters = qpdf_oh_new_null (qpdf);
      qpdf_oh_replace_stream_data (qpdf, metadata.handle, (const unsigned char *)plain, strlen (plain),
                                   filter, parameters);
    }
  if (!begin (pdf, error))
    return NULL;
  qpdf_set_r6_encryption_parameters2 (qpdf, password, owner, QPDF_TRUE, QPDF_TRUE, QPDF_FALSE, QPDF_FALSE,
                                      QPDF_FALSE, QPDF_FALSE, qpdf_r3p_full, QPDF_TRUE);
  return write_all (pdf, error);
}
