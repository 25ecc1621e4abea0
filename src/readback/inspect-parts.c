/* inspect-parts.c: links, outline, markings, structure; XMP. */
#include <string.h>
#include "readback/parts.h"

static char *
text_at (Obj dict, const char *key)
{
  g_auto (Obj) value = obj_get (dict, key);
  return obj_text (value);
}

void
write_links (Pdf *pdf, YamlWriter *writer)
{
  int budget = 1000000;
  yaml_write_key (writer, "links");
  yaml_write_list_begin (writer);
  for (int page = 0; page < pdf_n_pages (pdf); page++)
    {
      g_auto (Obj) annotations = obj_get (pdf_page (pdf, page), "/Annots");
      for (int i = 0; i < obj_length (annotations) && --budget > 0; i++)
        {
          g_auto (Obj) annotation = obj_item (annotations, i);
          g_auto (Obj) subtype = obj_get (annotation, "/Subtype");
          g_auto (Obj) parent = obj_get (annotation, "/StructParent");
          if (!obj_is_name (subtype, "/Link"))
            continue;
          g_autofree char *target = target_of (pdf, annotation, NULL);
          g_autofree char *contents = text_at (annotation, "/Contents");
          yaml_write_map_begin (writer);
          write_number_key (writer, "page", page + 1);
          write_text_key (writer, "target", target ? target : "nowhere");
          write_text_key (writer, "contents", contents);
          write_flag_key (writer, "in_structure", obj_is_integer (parent));
          yaml_write_end (writer);
        }
    }
  yaml_write_end (writer);
}

static void
entry_free (gpointer data)
{
  OutlineEntry *entry = data;
  g_free (entry->title);
  g_free (entry->target);
  g_free (entry);
}

typedef struct
{
  Pdf *pdf;
  GPtrArray *found;
  GHashTable *seen; /* object numbers: lists of siblings may be rings */
} OutlineWalk;

static void
walk_outline (OutlineWalk *walk, Obj parent, int level)
{
  Obj item = obj_get (parent, "/First");
  while (obj_is_dict (item) && level < 50 && walk->found->len < 200000)
    {
      int number = obj_number (item);
      if (number && !g_hash_table_add (walk->seen, GINT_TO_POINTER (number)))
        break;
      OutlineEntry *entry = g_new0 (OutlineEntry, 1);
      entry->level = level;
      entry->title = text_at (item, "/Title");
      entry->target = target_of (walk->pdf, item, &entry->page);
      g_ptr_array_add (walk->found, entry);
      walk_outline (walk, item, level + 1);
      Obj next = obj_get (item, "/Next");
      obj_clear (&item);
      item = next;
    }
  obj_clear (&item);
}

GPtrArray *
outline_read (Pdf *pdf)
{
  OutlineWalk walk = {pdf, g_ptr_array_new_with_free_func (entry_free), g_hash_table_new (NULL, NULL)};
  g_auto (Obj) root = pdf_root (pdf);
  g_auto (Obj) outlines = obj_get (root, "/Outlines");
  walk_outline (&walk, outlines, 1);
  g_hash_table_unref (walk.seen);
  return walk.found;
}

void
write_outline (Pdf *pdf, YamlWriter *writer)
{
  g_autoptr (GPtrArray) all = outline_read (pdf);
  yaml_write_key (writer, "outline");
  yaml_write_list_begin (writer);
  for (guint i = 0; i < all->len; i++)
    {
      const OutlineEntry *entry = all->pdata[i];
      yaml_write_map_begin (writer);
      write_number_key (writer, "level", entry->level);
      write_text_key (writer, "title", entry->title ? entry->title : "");
      write_text_key (writer, "target", entry->target ? entry->target : "nowhere");
      yaml_write_end (writer);
    }
  yaml_write_end (writer);
}

void
write_markings (Pdf *pdf, const Content *content, YamlWriter *writer)
{
  guint at = 0;
  yaml_write_key (writer, "markings");
  yaml_write_list_begin (writer);
  for (int page = 0; page < pdf_n_pages (pdf); page++)
    {
      yaml_write_map_begin (writer);
      write_number_key (writer, "page", page + 1);
      yaml_write_key (writer, "artifacts");
      yaml_write_list_begin (writer);
      for (; at < content->artifacts->len; at++)
        {
          const Artifact *artifact = content->artifacts->pdata[at];
          if (artifact->page != page)
            break;
          yaml_write_map_begin (writer);
          write_text_key (writer, "type", artifact->type);
          write_text_key (writer, "subtype", artifact->subtype);
          write_text_key (writer, "text", artifact->text);
          yaml_write_end (writer);
        }
      yaml_write_end (writer);
      yaml_write_end (writer);
    }
  yaml_write_end (writer);
}

static void
write_node (const Node *node, YamlWriter *writer)
{
  yaml_write_map_begin (writer);
  if (node->kind == NODE_ELEMENT)
    {
      write_text_key (writer, "type", node->type);
      if (strcmp (node->type, node->role) != 0)
        write_text_key (writer, "role", node->role);
    }
  else if (node->kind == NODE_CONTENT)
    write_text_key (writer, "text", node->piece ? node->piece->text : NULL);
  else
    write_text_key (writer, "object", node->subtype ? node->subtype : "?");
  if (node->page >= 0)
    write_number_key (writer, "page", node->page + 1);
  if (node->kind == NODE_CONTENT)
    write_number_key (writer, "mcid", node->mcid);
  write_text_key (writer, "id", node->id);
  write_text_key (writer, "title", node->title);
  write_text_key (writer, "language", node->lang);
  write_text_key (writer, "alt", node->alt);
  write_text_key (writer, "actual", node->actual);
  write_text_key (writer, "expansion", node->expansion);
  write_text_key (writer, "target", node->target);
  write_text_key (writer, "contents", node->contents);
  if (node->attributes)
    {
      yaml_write_key (writer, "attributes");
      yaml_write_list_begin (writer);
      for (guint i = 0; i + 1 < node->attributes->len; i += 2)
        {
          g_autofree char *pair =
              g_strconcat (node->attributes->pdata[i], "=", node->attributes->pdata[i + 1], NULL);
          yaml_write_string (writer, pair);
        }
      yaml_write_end (writer);
    }
  if (node->kids && node->kids->len)
    {
      yaml_write_key (writer, "kids");
      yaml_write_list_begin (writer);
      for (guint i = 0; i < node->kids->len; i++)
        write_node (node->kids->pdata[i], writer);
      yaml_write_end (writer);
    }
  yaml_write_end (writer);
}

void
write_structure (const Structure *structure, YamlWriter *writer)
{
  yaml_write_key (writer, "role_map");
  yaml_write_list_begin (writer);
  for (guint i = 0; i + 1 < structure->role_map->len; i += 2)
    {
      g_autofree char *pair =
          g_strconcat (structure->role_map->pdata[i], "=", structure->role_map->pdata[i + 1], NULL);
      yaml_write_string (writer, pair);
    }
  yaml_write_end (writer);
  yaml_write_key (writer, "structure");
  yaml_write_list_begin (writer);
  for (guint i = 0; structure->root && i < structure->root->kids->len; i++)
    write_node (structure->root->kids->pdata[i], writer);
  yaml_write_end (writer);
}

char *
xmp_read (Pdf *pdf)
{
  g_auto (Obj) root = pdf_root (pdf);
  g_auto (Obj) metadata = obj_get (root, "/Metadata");
  g_autoptr (GBytes) data = obj_data (metadata);
  if (!data || g_bytes_get_size (data) > 4 << 20)
    return NULL;
  return g_utf8_make_valid (g_bytes_get_data (data, NULL), (gssize)g_bytes_get_size (data));
}

/** Without tags, with the five entities as letters. Owned. */
static char *
plain_xml (const char *text, gsize length)
{
  static const char *const entities[][2] = {
      {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&apos;", "'"}, {"&amp;", "&"}};
  g_autoptr (GString) out = g_string_new (NULL);
  gboolean in_tag = FALSE;
  for (gsize i = 0; i < length; i++)
    {
      in_tag = text[i] == '<' || (in_tag && text[i] != '>');
      if (!in_tag && text[i] != '>')
        g_string_append_c (out, text[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
    g_string_replace (out, entities[i][0], entities[i][1], 0);
  return g_strstrip (g_strdup (out->str));
}

char *
xmp_value (const char *xmp, const char *property)
{
  if (!xmp)
    return NULL;
  g_autofree char *open = g_strconcat ("<", property, NULL), *close = g_strconcat ("</", property, NULL);
  g_autofree char *attribute = g_strconcat (property, "=", NULL);
  const char *at = strstr (xmp, open), *end = at ? strstr (at, close) : NULL;
  const char *begin = at ? strchr (at, '>') : NULL;
  if (begin && end && begin < end)
    return plain_xml (begin + 1, (gsize)(end - begin - 1));
  at = strstr (xmp, attribute);
  const char quote = at ? at[strlen (attribute)] : '\0';
  if (quote != '"' && quote != '\'')
    return NULL;
  begin = at + strlen (attribute) + 1;
  end = strchr (begin, quote);
  return end ? plain_xml (begin, (gsize)(end - begin)) : NULL;
}
