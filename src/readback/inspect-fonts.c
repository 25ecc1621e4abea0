/* inspect-fonts.c: which fonts a file has, and what is said of each. */
#include <string.h>
#include "readback/font.h"
#include "readback/parts.h"

typedef struct
{
  GPtrArray *found;      /* of FontFacts* */
  GHashTable *by_number; /* → FontFacts*; resources met: → the key itself */
  GHashTable *seen;      /* numbers of forms and resources on this page */
} Search;

static void
facts_free (gpointer data)
{
  FontFacts *facts = data;
  g_free (facts->name);
  g_free (facts->kind);
  g_free (facts);
}

static gboolean
has_tag (const char *name)
{
  for (int i = 0; i < 6; i++)
    if (!g_ascii_isupper (name[i]))
      return FALSE;
  return name[6] == '+';
}

static FontFacts *
facts_of (Obj font)
{
  FontFacts *facts = g_new0 (FontFacts, 1);
  g_auto (Obj) subtype = obj_get (font, "/Subtype");
  g_auto (Obj) base = obj_get (font, "/BaseFont");
  g_auto (Obj) descendants = obj_get (font, "/DescendantFonts");
  g_auto (Obj) descendant = obj_item (descendants, 0);
  g_auto (Obj) inner = obj_get (descendant, "/Subtype");
  g_auto (Obj) descriptor = obj_get (obj_is_dict (descendant) ? descendant : font, "/FontDescriptor");
  g_auto (Obj) map = obj_get (font, "/ToUnicode");
  g_autofree char *name = obj_name (base), *kind = obj_name (subtype), *inner_kind = obj_name (inner);
  static const char *const programs[] = {"/FontFile", "/FontFile2", "/FontFile3"};
  facts->number = obj_number (font);
  facts->subset = name && has_tag (name);
  facts->name = g_strdup (!name ? "" : facts->subset ? name + 7 : name);
  facts->kind = inner_kind ? g_strconcat (kind, " ", inner_kind, NULL) : g_strdup (kind ? kind : "?");
  facts->embedded = g_strcmp0 (kind, "Type3") == 0;
  for (guint i = 0; i < G_N_ELEMENTS (programs); i++)
    {
      g_auto (Obj) program = obj_get (descriptor, programs[i]);
      g_autoptr (GBytes) data = obj_raw_data (program);
      facts->embedded |= obj_is_stream (program);
      facts->bytes += data ? g_bytes_get_size (data) : 0;
    }
  facts->to_unicode = obj_is_stream (map);
  if (facts->to_unicode)
    {
      ReadFont *read = read_font_new (font);
      char buffer[8];
      for (guint code = 0; code < 65536; code++)
        {
          const char *text = read_font_text (read, code, buffer);
          facts->n_mapped += text && *text;
        }
      read_font_free (read);
    }
  return facts;
}

static void search_resources (Search *search, Obj resources, int depth);

static void
search_font (Search *search, Obj font)
{
  int number = obj_number (font);
  gpointer key = GINT_TO_POINTER (number);
  if (!obj_is_dict (font) || (number && g_hash_table_contains (search->seen, key)))
    return;
  FontFacts *facts = number ? g_hash_table_lookup (search->by_number, key) : NULL;
  if (!facts && search->found->len < 10000)
    {
      facts = facts_of (font);
      g_ptr_array_add (search->found, facts);
      if (number)
        g_hash_table_insert (search->by_number, key, facts);
    }
  if (facts)
    facts->n_pages++;
  if (number)
    g_hash_table_add (search->seen, key);
}

static void
search_forms (Search *search, Obj forms, int depth)
{
  g_autoptr (GPtrArray) keys = obj_keys (forms);
  for (guint i = 0; i < keys->len; i++)
    {
      g_auto (Obj) form = obj_get (forms, keys->pdata[i]);
      g_auto (Obj) resources = obj_get (form, "/Resources");
      if (obj_is_dict (resources) && g_hash_table_add (search->seen, GINT_TO_POINTER (obj_number (form))))
        search_resources (search, resources, depth + 1);
    }
}

static void
search_resources (Search *search, Obj resources, int depth)
{
  g_auto (Obj) fonts = obj_get (resources, "/Font");
  g_auto (Obj) forms = obj_get (resources, "/XObject");
  g_autoptr (GPtrArray) keys = obj_keys (fonts);
  for (guint i = 0; i < keys->len; i++)
    {
      g_auto (Obj) font = obj_get (fonts, keys->pdata[i]);
      search_font (search, font);
    }
  if (depth < 12)
    search_forms (search, forms, depth);
}

GPtrArray *
font_facts (Pdf *pdf)
{
  Search search = {g_ptr_array_new_with_free_func (facts_free), g_hash_table_new (NULL, NULL),
                   g_hash_table_new (NULL, NULL)};
  for (int i = 0; i < pdf_n_pages (pdf); i++)
    {
      g_auto (Obj) resources = pdf_page_get (pdf, i, "/Resources");
      g_hash_table_remove_all (search.seen);
      search_resources (&search, resources, 0);
    }
  g_hash_table_unref (search.by_number);
  g_hash_table_unref (search.seen);
  return search.found;
}

void
write_fonts (Pdf *pdf, YamlWriter *writer)
{
  g_autoptr (GPtrArray) all = font_facts (pdf);
  yaml_write_key (writer, "fonts");
  yaml_write_list_begin (writer);
  for (guint i = 0; i < all->len; i++)
    {
      const FontFacts *facts = all->pdata[i];
      yaml_write_map_begin (writer);
      write_text_key (writer, "name", facts->name);
      write_text_key (writer, "kind", facts->kind);
      write_flag_key (writer, "embedded", facts->embedded);
      write_flag_key (writer, "subset", facts->subset);
      write_flag_key (writer, "to_unicode", facts->to_unicode);
      write_number_key (writer, "mapped_codes", facts->n_mapped);
      write_number_key (writer, "pages", facts->n_pages);
      write_number_key (writer, "bytes", (gint64)facts->bytes);
      yaml_write_end (writer);
    }
  yaml_write_end (writer);
}
