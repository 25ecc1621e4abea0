/* pdf.c: see pdf.h. The page tree is walked here, not by libqpdf, whose own walk recurses as deep as the file says. */
#include "readback/pdf.h"
#include <qpdf/qpdf-c.h>
#include <stdlib.h>
#include <string.h>

struct Pdf
{
  qpdf_data qpdf;
  GArray *pages;       /* of Obj, owned */
  GHashTable *numbers; /* object number → index + 1 */
  char *version;
  int n_warnings;
};

const char *
pdf_error_code (const GError *error)
{
  static const char *const codes[] = {"pdf-damaged", "pdf-password", "pdf-limit", "pdf-no-facts",
                                      "pdf-untagged"};
  return error->domain == PDF_ERROR && error->code >= 0 && error->code < (int)G_N_ELEMENTS (codes)
             ? codes[error->code]
             : "pdf-damaged";
}

static Obj
obj_of (Pdf *pdf, qpdf_oh handle)
{
  return (Obj){pdf, handle};
}

static Obj
obj_null (Pdf *pdf)
{
  return obj_of (pdf, qpdf_oh_new_null (pdf->qpdf));
}

/** Takes what libqpdf has to say, so that it does not pile up. */
static void
take_warnings (Pdf *pdf)
{
  while (qpdf_more_warnings (pdf->qpdf))
    {
      qpdf_next_warning (pdf->qpdf);
      pdf->n_warnings++;
    }
  if (qpdf_has_error (pdf->qpdf))
    {
      qpdf_get_error (pdf->qpdf);
      pdf->n_warnings++;
    }
}

/** One node of the page tree: its kids go onto @stack, last first; a page goes into the list. */
static void
walk_node (Pdf *pdf, Obj node, int depth, GArray *stack)
{
  g_auto (Obj) kids = obj_get (node, "/Kids");
  if (!obj_is_array (kids))
    {
      Obj page = obj_of (pdf, qpdf_oh_new_object (pdf->qpdf, node.handle));
      g_array_append_val (pdf->pages, page);
      g_hash_table_insert (pdf->numbers, GINT_TO_POINTER (obj_number (node)),
                           GINT_TO_POINTER ((int)pdf->pages->len));
      return;
    }
  for (int i = obj_length (kids) - 1; i >= 0 && depth < PDF_DEPTH_LIMIT; i--)
    {
      struct
      {
        Obj node;
        int depth;
      } next = {obj_item (kids, i), depth + 1};
      g_array_append_val (stack, next);
    }
}

static gboolean
find_pages (Pdf *pdf, GError **error)
{
  typedef struct
  {
    Obj node;
    int depth;
  } Step;
  g_autoptr (GArray) stack = g_array_new (FALSE, FALSE, sizeof (Step));
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  g_auto (Obj) root = pdf_root (pdf);
  Step first = {obj_get (root, "/Pages"), 0};
  g_array_append_val (stack, first);
  while (stack->len)
    {
      Step step = g_array_index (stack, Step, stack->len - 1);
      g_array_set_size (stack, stack->len - 1);
      int number = obj_number (step.node);
      gboolean again = number && !g_hash_table_add (seen, GINT_TO_POINTER (number));
      if (!again && obj_is_dict (step.node) && pdf->pages->len < PDF_PAGES_LIMIT)
        walk_node (pdf, step.node, step.depth, stack);
      obj_clear (&step.node);
    }
  if (pdf->pages->len == 0)
    g_set_error (error, PDF_ERROR, PDF_ERROR_DAMAGED, "it has no pages");
  else if (pdf->pages->len >= PDF_PAGES_LIMIT)
    g_set_error (error, PDF_ERROR, PDF_ERROR_LIMIT, "it has more than %d pages", PDF_PAGES_LIMIT);
  else
    return TRUE;
  return FALSE;
}

Pdf *
pdf_open (const void *bytes, gsize length, const char *password, GError **error)
{
  g_autoptr (Pdf) pdf = g_new0 (Pdf, 1);
  pdf->qpdf = qpdf_init ();
  pdf->pages = g_array_new (FALSE, FALSE, sizeof (Obj));
  pdf->numbers = g_hash_table_new (NULL, NULL);
  qpdf_silence_errors (pdf->qpdf);
  qpdf_set_suppress_warnings (pdf->qpdf, QPDF_TRUE);
  /* libqpdf mends a file by looking for objects; without a header anywhere near the start there is nothing to mend */
  if (!g_strstr_len (bytes, (gssize)MIN (length, 1024), "%PDF-"))
    {
      g_set_error (error, PDF_ERROR, PDF_ERROR_DAMAGED, "it is no PDF file");
      return NULL;
    }
  if (qpdf_read_memory (pdf->qpdf, "file", bytes, length, password) & QPDF_ERRORS)
    {
      qpdf_error problem = qpdf_get_error (pdf->qpdf);
      g_autofree char *detail = pdf_clean (qpdf_get_error_message_detail (pdf->qpdf, problem), -1);
      if (qpdf_get_error_code (pdf->qpdf, problem) == qpdf_e_password)
        g_set_error (error, PDF_ERROR, PDF_ERROR_PASSWORD, "it is encrypted, and %s",
                     password ? "this is not its password" : "wants a password: --password-file");
      else
        g_set_error (error, PDF_ERROR, PDF_ERROR_DAMAGED, "it is damaged: %s", detail);
      return NULL;
    }
  pdf->version = g_strdup (qpdf_get_pdf_version (pdf->qpdf));
  return find_pages (pdf, error) ? g_steal_pointer (&pdf) : NULL;
}

void
pdf_close (Pdf *pdf)
{
  if (!pdf)
    return;
  qpdf_cleanup (&pdf->qpdf); /* and all handles */
  g_array_unref (pdf->pages);
  g_hash_table_unref (pdf->numbers);
  g_free (pdf->version);
  g_free (pdf);
}

int
pdf_n_pages (const Pdf *pdf)
{
  return (int)pdf->pages->len;
}

Obj
pdf_page (const Pdf *pdf, int index)
{
  return g_array_index (pdf->pages, Obj, index);
}

int
pdf_page_of (const Pdf *pdf, int number)
{
  return number ? GPOINTER_TO_INT (g_hash_table_lookup (pdf->numbers, GINT_TO_POINTER (number))) - 1 : -1;
}

Obj
pdf_page_get (const Pdf *pdf, int index, const char *key)
{
  Obj page = pdf_page (pdf, index), node = obj_of (page.pdf, qpdf_oh_new_object (pdf->qpdf, page.handle));
  Obj found = obj_get (node, key);
  for (int depth = 0; depth < PDF_DEPTH_LIMIT && obj_is_null (found); depth++)
    {
      Obj parent = obj_get (node, "/Parent");
      obj_clear (&node);
      node = parent;
      if (!obj_is_dict (node))
        break;
      obj_clear (&found);
      found = obj_get (node, key);
    }
  obj_clear (&node);
  return found;
}

Obj
pdf_root (Pdf *pdf)
{
  return obj_of (pdf, qpdf_get_root (pdf->qpdf));
}

Obj
pdf_trailer (Pdf *pdf)
{
  return obj_of (pdf, qpdf_get_trailer (pdf->qpdf));
}

Obj
pdf_object (Pdf *pdf, int number)
{
  return obj_of (pdf, qpdf_get_object_by_id (pdf->qpdf, number, 0));
}

const char *
pdf_version (Pdf *pdf)
{
  return pdf->version;
}

gboolean
pdf_is_encrypted (Pdf *pdf)
{
  return qpdf_is_encrypted (pdf->qpdf);
}

gboolean
pdf_is_linearised (Pdf *pdf)
{
  gboolean is = qpdf_is_linearized (pdf->qpdf);
  take_warnings (pdf);
  return is;
}

int
pdf_warnings (Pdf *pdf)
{
  take_warnings (pdf);
  return pdf->n_warnings;
}

gpointer
pdf_handle (Pdf *pdf)
{
  return pdf->qpdf;
}

void
obj_clear (Obj *obj)
{
  if (obj->pdf)
    qpdf_oh_release (obj->pdf->qpdf, obj->handle);
  obj->pdf = NULL;
}

Obj
obj_get (Obj dict, const char *key)
{
  qpdf_data qpdf = dict.pdf->qpdf;
  if (qpdf_oh_is_stream (qpdf, dict.handle))
    {
      g_auto (Obj) own = obj_of (dict.pdf, qpdf_oh_get_dict (qpdf, dict.handle));
      return obj_of (dict.pdf, qpdf_oh_get_key (qpdf, own.handle, key));
    }
  if (!qpdf_oh_is_dictionary (qpdf, dict.handle))
    return obj_null (dict.pdf);
  return obj_of (dict.pdf, qpdf_oh_get_key (qpdf, dict.handle, key));
}

int
obj_length (Obj array)
{
  return obj_is_array (array) ? qpdf_oh_get_array_n_items (array.pdf->qpdf, array.handle) : 0;
}

Obj
obj_item (Obj array, int index)
{
  if (index < 0 || index >= obj_length (array))
    return obj_null (array.pdf);
  return obj_of (array.pdf, qpdf_oh_get_array_item (array.pdf->qpdf, array.handle, index));
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

GPtrArray *
obj_keys (Obj dict)
{
  GPtrArray *keys = g_ptr_array_new_with_free_func (g_free);
  g_auto (Obj) own = {0};
  if (obj_is_stream (dict))
    own = obj_of (dict.pdf, qpdf_oh_get_dict (dict.pdf->qpdf, dict.handle));
  else if (obj_is_dict (dict))
    own = obj_of (dict.pdf, qpdf_oh_new_object (dict.pdf->qpdf, dict.handle));
  if (!own.pdf)
    return keys;
  qpdf_oh_begin_dict_key_iter (own.pdf->qpdf, own.handle);
  while (qpdf_oh_dict_more_keys (own.pdf->qpdf))
    g_ptr_array_add (keys, g_strdup (qpdf_oh_dict_next_key (own.pdf->qpdf)));
  g_ptr_array_sort (keys, compare_keys);
  return keys;
}

gboolean
obj_is_dict (Obj obj)
{
  return qpdf_oh_is_dictionary (obj.pdf->qpdf, obj.handle) || obj_is_stream (obj);
}

gboolean
obj_is_array (Obj obj)
{
  return qpdf_oh_is_array (obj.pdf->qpdf, obj.handle);
}

gboolean
obj_is_stream (Obj obj)
{
  return qpdf_oh_is_stream (obj.pdf->qpdf, obj.handle);
}

gboolean
obj_is_name (Obj obj, const char *name)
{
  if (!qpdf_oh_is_name (obj.pdf->qpdf, obj.handle))
    return FALSE;
  return !name || strcmp (qpdf_oh_get_name (obj.pdf->qpdf, obj.handle), name) == 0;
}

gboolean
obj_is_string (Obj obj)
{
  return qpdf_oh_is_string (obj.pdf->qpdf, obj.handle);
}

gboolean
obj_is_number (Obj obj)
{
  return qpdf_oh_is_number (obj.pdf->qpdf, obj.handle);
}

gboolean
obj_is_integer (Obj obj)
{
  return qpdf_oh_is_integer (obj.pdf->qpdf, obj.handle);
}

gboolean
obj_is_null (Obj obj)
{
  return qpdf_oh_is_null (obj.pdf->qpdf, obj.handle) || !qpdf_oh_is_initialized (obj.pdf->qpdf, obj.handle);
}

int
obj_number (Obj obj)
{
  return qpdf_oh_get_object_id (obj.pdf->qpdf, obj.handle);
}

double
obj_real (Obj obj)
{
  return obj_is_number (obj) ? qpdf_oh_get_numeric_value (obj.pdf->qpdf, obj.handle) : 0;
}

gint64
obj_integer (Obj obj)
{
  if (obj_is_integer (obj))
    return qpdf_oh_get_int_value (obj.pdf->qpdf, obj.handle);
  return (gint64)CLAMP (obj_real (obj), -1e15, 1e15);
}

gboolean
obj_bool (Obj obj)
{
  return qpdf_oh_is_bool (obj.pdf->qpdf, obj.handle) && qpdf_oh_get_bool_value (obj.pdf->qpdf, obj.handle);
}

char *
obj_name (Obj obj)
{
  return obj_is_name (obj, NULL) ? pdf_clean (qpdf_oh_get_name (obj.pdf->qpdf, obj.handle) + 1, -1) : NULL;
}

GBytes *
obj_bytes (Obj string)
{
  size_t length = 0;
  if (!obj_is_string (string))
    return NULL;
  const char *bytes = qpdf_oh_get_binary_string_value (string.pdf->qpdf, string.handle, &length);
  return g_bytes_new (bytes, length);
}

char *
obj_text (Obj string)
{
  g_autoptr (GBytes) bytes = obj_bytes (string);
  gsize length = 0;
  const guint8 *data = bytes ? g_bytes_get_data (bytes, &length) : NULL;
  return bytes ? pdf_text (data, length) : NULL;
}

char *
obj_words (Obj obj)
{
  enum
  {
    LIMIT = 200
  };
  if (obj_is_stream (obj))
    return g_strdup_printf ("stream %d", obj_number (obj));
  g_autofree char *text = pdf_clean (qpdf_oh_unparse (obj.pdf->qpdf, obj.handle), -1);
  if (g_utf8_strlen (text, -1) <= LIMIT)
    return g_steal_pointer (&text);
  g_autofree char *head = g_utf8_substring (text, 0, LIMIT);
  return g_strconcat (head, "…", NULL);
}

static GBytes *
stream_data (Obj stream, enum qpdf_stream_decode_level_e level)
{
  QPDF_BOOL filtered = QPDF_FALSE;
  unsigned char *bytes = NULL;
  size_t length = 0;
  if (!obj_is_stream (stream))
    return NULL;
  QPDF_ERROR_CODE code =
      qpdf_oh_get_stream_data (stream.pdf->qpdf, stream.handle, level, &filtered, &bytes, &length);
  take_warnings (stream.pdf);
  if ((code & QPDF_ERRORS) || (level != qpdf_dl_none && !filtered))
    {
      free (bytes);
      return NULL;
    }
  GBytes *data = g_bytes_new (bytes, length);
  free (bytes);
  return data;
}

GBytes *
obj_data (Obj stream)
{
  return stream_data (stream, qpdf_dl_specialized);
}

GBytes *
obj_raw_data (Obj stream)
{
  return stream_data (stream, qpdf_dl_none);
}

GString *
pdf_page_content (Pdf *pdf, int page)
{
  GString *all = g_string_new (NULL);
  g_auto (Obj) contents = obj_get (pdf_page (pdf, page), "/Contents");
  int n = obj_is_array (contents) ? MIN (obj_length (contents), 10000) : 1;
  for (int i = 0; i < n; i++)
    {
      g_auto (Obj) item = obj_is_array (contents) ? obj_item (contents, i) : (Obj){0};
      g_autoptr (GBytes) data = obj_data (obj_is_array (contents) ? item : contents);
      if (data)
        g_string_append_len (all, g_bytes_get_data (data, NULL), (gssize)g_bytes_get_size (data));
      g_string_append_c (all, '\n');
    }
  return all;
}
