/* attachments.c: files in the file: the name tree, the catalog's /AF, and file annotations (ISO 32000-1 7.11.4; ISO 19005-3 annex E). */
#include <string.h>
#include "readback/parts.h"

static void
attachment_free (gpointer data)
{
  Attachment *attachment = data;
  char *const texts[] = {attachment->name, attachment->description, attachment->relationship,
                         attachment->mime, attachment->created,     attachment->modified};
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
  g_clear_pointer (&attachment->data, g_bytes_unref);
  g_free (attachment);
}

static char *
text_at (Obj dict, const char *key)
{
  g_auto (Obj) value = obj_get (dict, key);
  return obj_is_name (value, NULL) ? obj_name (value) : obj_text (value);
}

/** The attachment that @spec (a file specification) describes, new or known by its stream; NULL: it embeds nothing. */
static Attachment *
take_spec (GPtrArray *found, Obj spec)
{
  g_auto (Obj) files = obj_get (spec, "/EF");
  g_auto (Obj) unicode = obj_get (files, "/UF");
  g_auto (Obj) plain = obj_get (files, "/F");
  Obj stream = obj_is_stream (plain) ? plain : unicode;
  int number = obj_number (stream);
  if (!obj_is_stream (stream) || found->len >= 10000)
    return NULL;
  for (guint i = 0; i < found->len; i++)
    if (((Attachment *)found->pdata[i])->object == number)
      return found->pdata[i];
  g_auto (Obj) params = obj_get (stream, "/Params");
  g_auto (Obj) size = obj_get (params, "/Size");
  Attachment *attachment = g_new0 (Attachment, 1);
  char *name = text_at (spec, "/UF");
  attachment->name = name ? name : text_at (spec, "/F");
  attachment->description = text_at (spec, "/Desc");
  attachment->relationship = text_at (spec, "/AFRelationship");
  attachment->mime = text_at (stream, "/Subtype");
  attachment->created = text_at (params, "/CreationDate");
  attachment->modified = text_at (params, "/ModDate");
  attachment->declared_size = obj_is_integer (size) ? obj_integer (size) : -1;
  attachment->object = number;
  attachment->data = obj_data (stream);
  g_ptr_array_add (found, attachment);
  return attachment;
}

static void
walk_names (GPtrArray *found, Obj node, int depth, int *budget)
{
  g_auto (Obj) names = obj_get (node, "/Names");
  g_auto (Obj) kids = obj_get (node, "/Kids");
  for (int i = 0; i + 1 < obj_length (names) && --*budget > 0; i += 2)
    {
      g_auto (Obj) spec = obj_item (names, i + 1);
      Attachment *attachment = take_spec (found, spec);
      if (attachment)
        attachment->in_names = TRUE;
    }
  for (int i = 0; i < obj_length (kids) && depth < 20 && --*budget > 0; i++)
    {
      g_auto (Obj) kid = obj_item (kids, i);
      walk_names (found, kid, depth + 1, budget);
    }
}

GPtrArray *
attachments_read (Pdf *pdf)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (attachment_free);
  g_auto (Obj) root = pdf_root (pdf);
  g_auto (Obj) names = obj_get (root, "/Names");
  g_auto (Obj) tree = obj_get (names, "/EmbeddedFiles");
  g_auto (Obj) associated = obj_get (root, "/AF");
  int budget = 20000;
  walk_names (found, tree, 0, &budget);
  for (int i = 0; i < obj_length (associated) && --budget > 0; i++)
    {
      g_auto (Obj) spec = obj_item (associated, i);
      Attachment *attachment = take_spec (found, spec);
      if (attachment)
        attachment->in_af = TRUE;
    }
  for (int page = 0; page < pdf_n_pages (pdf); page++)
    {
      g_auto (Obj) annotations = obj_get (pdf_page (pdf, page), "/Annots");
      for (int i = 0; i < obj_length (annotations) && --budget > 0; i++)
        {
          g_auto (Obj) annotation = obj_item (annotations, i);
          g_auto (Obj) spec = obj_get (annotation, "/FS");
          if (obj_is_dict (spec))
            take_spec (found, spec);
        }
    }
  return found;
}

void
write_attachments (Pdf *pdf, YamlWriter *writer)
{
  g_autoptr (GPtrArray) all = attachments_read (pdf);
  yaml_write_key (writer, "attachments");
  yaml_write_list_begin (writer);
  for (guint i = 0; i < all->len; i++)
    {
      const Attachment *attachment = all->pdata[i];
      g_autofree char *digest =
          attachment->data ? g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, attachment->data) : NULL;
      yaml_write_map_begin (writer);
      write_text_key (writer, "name", attachment->name);
      write_text_key (writer, "description", attachment->description);
      write_text_key (writer, "relationship", attachment->relationship);
      write_text_key (writer, "mime", attachment->mime);
      write_text_key (writer, "created", attachment->created);
      write_text_key (writer, "modified", attachment->modified);
      if (attachment->declared_size >= 0)
        write_number_key (writer, "declared_size", attachment->declared_size);
      if (attachment->data)
        write_number_key (writer, "size", (gint64)g_bytes_get_size (attachment->data));
      write_text_key (writer, "sha256", digest);
      write_flag_key (writer, "in_embedded_files", attachment->in_names);
      write_flag_key (writer, "in_associated_files", attachment->in_af);
      yaml_write_end (writer);
    }
  yaml_write_end (writer);
}
