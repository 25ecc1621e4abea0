/* gather.c: see gather.h. */
#include "readback/gather.h"
#include <string.h>
#include "readback/parts.h"
#include "readback/reading.h"

enum
{
  OBJECTS_LIMIT = 2000000
};

static void
words_free (gpointer data)
{
  Words *words = data;
  g_free (words->place);
  g_free (words->text);
  g_free (words);
}

static void
add (GPtrArray *all, const char *place, const char *text)
{
  if (!text || !*text)
    return;
  Words *words = g_new0 (Words, 1);
  words->place = g_strdup (place);
  words->text = g_strdup (text);
  g_ptr_array_add (all, words);
}

static void
add_pages (Pdf *pdf, GPtrArray *all)
{
  g_autoptr (Content) content = content_read (pdf);
  g_autoptr (Structure) structure = structure_read (pdf, content);
  for (guint i = 0; i < content->pages->len; i++)
    {
      g_autofree char *place = g_strdup_printf ("page %u", i + 1);
      add (all, place, ((GString *)content->pages->pdata[i])->str);
    }
  if (structure->root)
    {
      g_autofree char *text = reading_text (structure, NULL, NULL);
      g_autofree char *printed = reading_of (structure, structure->root, TRUE);
      add (all, "reading", text);
      add (all, "print", printed);
    }
}

static void
add_attachments (Pdf *pdf, GPtrArray *all)
{
  g_autoptr (GPtrArray) files = attachments_read (pdf);
  for (guint i = 0; i < files->len; i++)
    {
      const Attachment *file = files->pdata[i];
      g_autofree char *place = g_strdup_printf ("attachment %s", file->name ? file->name : "without a name");
      g_autofree char *text =
          file->data ? pdf_clean (g_bytes_get_data (file->data, NULL), (gssize)g_bytes_get_size (file->data))
                     : NULL;
      add (all, place, text);
    }
}

/** Every string and name below @obj that is not reached by a reference. */
static void
add_strings (Obj obj, const char *place, GPtrArray *all, int depth)
{
  g_autofree char *text = obj_is_string (obj) ? obj_text (obj) : obj_name (obj);
  add (all, place, text);
  if (depth > PDF_DEPTH_LIMIT || text)
    return;
  int n = obj_length (obj);
  for (int i = 0; i < n; i++)
    {
      g_auto (Obj) item = obj_item (obj, i);
      if (obj_number (item) == 0)
        add_strings (item, place, all, depth + 1);
    }
  g_autoptr (GPtrArray) keys = obj_keys (obj);
  for (guint i = 0; i < keys->len; i++)
    {
      g_auto (Obj) value = obj_get (obj, keys->pdata[i]);
      add (all, place, (const char *)keys->pdata[i] + 1);
      if (obj_number (value) == 0)
        add_strings (value, place, all, depth + 1);
    }
}

static void
add_objects (Pdf *pdf, GPtrArray *all)
{
  g_auto (Obj) trailer = pdf_trailer (pdf);
  g_auto (Obj) size = obj_get (trailer, "/Size");
  int n = (int)CLAMP (obj_integer (size), 0, OBJECTS_LIMIT);
  for (int i = 1; i < n; i++)
    {
      g_auto (Obj) object = pdf_object (pdf, i);
      g_autofree char *place = g_strdup_printf ("object %d", i);
      if (!obj_is_null (object))
        add_strings (object, place, all, 0);
    }
}

GPtrArray *
gather_words (Pdf *pdf)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (words_free);
  g_autofree char *xmp = xmp_read (pdf);
  g_autofree char *plain = xmp ? pdf_clean (xmp, -1) : NULL;
  add_pages (pdf, all);
  add (all, "metadata", plain);
  add_attachments (pdf, all);
  add_objects (pdf, all);
  return all;
}

static void
walk_notes (const Structure *structure, const Node *node, const char *prefix, GPtrArray *all)
{
  if (node->id && g_str_has_prefix (node->id, prefix))
    {
      g_autofree char *text = reading_of (structure, node, TRUE);
      add (all, node->id + strlen (prefix), text);
    }
  for (guint i = 0; node->kids && i < node->kids->len; i++)
    walk_notes (structure, node->kids->pdata[i], prefix, all);
}

GPtrArray *
gather_notes (Pdf *pdf, const char *prefix)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (words_free);
  g_autoptr (Content) content = content_read (pdf);
  g_autoptr (Structure) structure = structure_read (pdf, content);
  if (structure->root)
    walk_notes (structure, structure->root, prefix, all);
  return all;
}

GBytes *
gather_facts (Pdf *pdf, GError **error)
{
  g_autoptr (GPtrArray) files = attachments_read (pdf);
  for (guint i = 0; i < files->len; i++)
    {
      const Attachment *file = files->pdata[i];
      gboolean meant = !g_strcmp0 (file->relationship, "Source") || !g_strcmp0 (file->relationship, "Data");
      if (meant && !g_strcmp0 (file->name, "facts.json") && file->data)
        return g_bytes_ref (file->data);
    }
  g_set_error (error, PDF_ERROR, PDF_ERROR_NO_FACTS, "no released facts are attached to it (facts.json)");
  return NULL;
}
