/* structure.c: see structure.h. Recursion is bounded by PDF_DEPTH_LIMIT, nodes by PDF_NODES_LIMIT. */
#include "readback/structure.h"
#include <string.h>

typedef struct
{
  Pdf *pdf;
  const Content *content;
  Structure *structure;
  GHashTable *seen;        /* object numbers of elements */
  Obj role_map, class_map; /* borrowed */
  int n_nodes;
} Walk;

static void
node_free (gpointer data)
{
  Node *node = data;
  if (!node)
    return;
  char *const texts[] = {node->type,    node->role,   node->title,     node->lang,
                         node->alt,     node->actual, node->expansion, node->id,
                         node->subtype, node->target, node->contents};
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
  g_clear_pointer (&node->attributes, g_ptr_array_unref);
  g_clear_pointer (&node->kids, g_ptr_array_unref);
  g_free (node);
}

static Node *
node_new (Walk *walk, NodeKind kind, Node *parent)
{
  Node *node = g_new0 (Node, 1);
  node->kind = kind;
  node->page = node->mcid = -1;
  if (kind == NODE_ELEMENT)
    node->kids = g_ptr_array_new_with_free_func (node_free);
  if (parent)
    g_ptr_array_add (parent->kids, node);
  walk->n_nodes++;
  return node;
}

static char *
text_at (Obj dict, const char *key)
{
  g_auto (Obj) value = obj_get (dict, key);
  return obj_text (value);
}

static char *
name_at (Obj dict, const char *key)
{
  g_auto (Obj) value = obj_get (dict, key);
  return obj_name (value);
}

/** The standard type of @type: the role map is followed, eight steps at most. Owned. */
static char *
role_of (const Walk *walk, const char *type)
{
  g_autofree char *role = g_strdup (type);
  for (int i = 0; i < 8; i++)
    {
      g_autofree char *key = g_strconcat ("/", role, NULL);
      char *next = name_at (walk->role_map, key);
      if (!next || strcmp (next, role) == 0)
        {
          g_free (next);
          break;
        }
      g_free (role);
      role = next;
    }
  return g_steal_pointer (&role);
}

static void
read_attributes_of (Node *node, Obj dict)
{
  g_autofree char *owner = name_at (dict, "/O");
  g_autoptr (GPtrArray) keys = obj_keys (dict);
  for (guint i = 0; i < keys->len && node->attributes->len < 200; i++)
    {
      const char *key = keys->pdata[i];
      if (strcmp (key, "/O") == 0)
        continue;
      g_auto (Obj) value = obj_get (dict, key);
      g_autofree char *clean = pdf_clean (key + 1, -1);
      g_ptr_array_add (node->attributes, g_strdup_printf ("%s.%s", owner ? owner : "?", clean));
      char *text = obj_is_string (value) ? obj_text (value) : obj_name (value);
      if (!text && obj_is_array (value))
        { /* Headers: ids, apart by spaces */
          GString *list = g_string_new (NULL);
          for (int k = 0; k < MIN (obj_length (value), 100); k++)
            {
              g_auto (Obj) item = obj_item (value, k);
              g_autofree char *words = obj_is_string (item) ? obj_text (item) : obj_words (item);
              g_string_append_printf (list, "%s%s", k ? " " : "", words);
            }
          text = g_string_free (list, FALSE);
        }
      g_ptr_array_add (node->attributes, text ? text : obj_words (value));
    }
}

/** /A and, by /C, the classes: a dictionary or an array of them (with revision numbers between). */
static void
read_attributes (const Walk *walk, Node *node, Obj element)
{
  node->attributes = g_ptr_array_new_with_free_func (g_free);
  g_auto (Obj) own = obj_get (element, "/A");
  g_auto (Obj) classes = obj_get (element, "/C");
  const Obj lists[] = {own, classes};
  for (int k = 0; k < 2; k++)
    {
      int n = obj_is_array (lists[k]) ? MIN (obj_length (lists[k]), 50) : 1;
      for (int i = 0; i < n; i++)
        {
          g_auto (Obj) item = obj_is_array (lists[k]) ? obj_item (lists[k], i) : (Obj){0};
          Obj at = obj_is_array (lists[k]) ? item : lists[k];
          g_autofree char *class = obj_name (at), *key = g_strconcat ("/", class ? class : "", NULL);
          g_auto (Obj) named = obj_get (walk->class_map, key);
          if (obj_is_dict (at))
            read_attributes_of (node, at);
          else if (class && obj_is_dict (named))
            read_attributes_of (node, named);
        }
    }
  if (node->attributes->len == 0)
    g_clear_pointer (&node->attributes, g_ptr_array_unref);
}

const char *
node_attribute (const Node *node, const char *key)
{
  for (guint i = 0; node->attributes && i + 1 < node->attributes->len; i += 2)
    if (strcmp (node->attributes->pdata[i], key) == 0)
      return node->attributes->pdata[i + 1];
  return NULL;
}

/** A destination by name: /Dests of the catalog or the name tree; null if there is none. The tree is searched whole, in bounds. */
static Obj
named_destination (Obj node, GBytes *name, int depth, int *budget)
{
  g_auto (Obj) names = obj_get (node, "/Names");
  g_auto (Obj) kids = obj_get (node, "/Kids");
  for (int i = 0; i + 1 < obj_length (names) && --*budget > 0; i += 2)
    {
      g_auto (Obj) key = obj_item (names, i);
      g_autoptr (GBytes) bytes = obj_bytes (key);
      if (bytes && g_bytes_equal (bytes, name))
        return obj_item (names, i + 1);
    }
  for (int i = 0; i < obj_length (kids) && depth < 20 && --*budget > 0; i++)
    {
      g_auto (Obj) kid = obj_item (kids, i);
      Obj found = named_destination (kid, name, depth + 1, budget);
      if (!obj_is_null (found))
        return found;
      obj_clear (&found);
    }
  return obj_item (names, G_MAXINT); /* null */
}

static Obj
look_up_destination (Pdf *pdf, Obj given)
{
  g_auto (Obj) root = pdf_root (pdf);
  g_auto (Obj) names = obj_get (root, "/Names");
  g_auto (Obj) tree = obj_get (names, "/Dests");
  g_auto (Obj) old = obj_get (root, "/Dests");
  g_autofree char *name = obj_name (given);
  g_autoptr (GBytes) bytes = obj_bytes (given);
  int budget = 20000;
  if (name)
    {
      g_autofree char *key = g_strconcat ("/", name, NULL);
      return obj_get (old, key);
    }
  return named_destination (tree, bytes, 0, &budget);
}

/** "page 3" of a destination, which may be a name. Owned. */
static char *
destination_words (Pdf *pdf, Obj given, int *page)
{
  g_auto (Obj) found = {0};
  Obj at = given;
  if (obj_is_string (given) || obj_is_name (given, NULL))
    {
      found = look_up_destination (pdf, given);
      at = found;
    }
  g_auto (Obj) inner = obj_get (at, "/D");
  g_auto (Obj) first = obj_item (obj_is_dict (at) ? inner : at, 0);
  int index = pdf_page_of (pdf, obj_number (first));
  if (index < 0 && obj_is_integer (first) && obj_integer (first) >= 0 &&
      obj_integer (first) < pdf_n_pages (pdf))
    index = (int)obj_integer (first);
  if (page)
    *page = index;
  return index >= 0 ? g_strdup_printf ("page %d", index + 1) : g_strdup ("nowhere");
}

char *
target_of (Pdf *pdf, Obj holder, int *page)
{
  g_auto (Obj) direct = obj_get (holder, "/Dest");
  g_auto (Obj) action = obj_get (holder, "/A");
  g_auto (Obj) address = obj_get (action, "/URI");
  g_auto (Obj) destination = obj_get (action, "/D");
  g_autofree char *kind = name_at (action, "/S");
  if (page)
    *page = -1;
  if (!obj_is_null (direct))
    return destination_words (pdf, direct, page);
  if (obj_is_string (address))
    return obj_text (address);
  if (g_strcmp0 (kind, "GoTo") == 0)
    return destination_words (pdf, destination, page);
  return kind ? g_strdup_printf ("action %s", kind) : NULL;
}

static void
read_object (Walk *walk, Obj reference, Node *parent)
{
  g_auto (Obj) object = obj_get (reference, "/Obj");
  g_auto (Obj) page = obj_get (reference, "/Pg");
  Node *node = node_new (walk, NODE_OBJECT, parent);
  node->page = pdf_page_of (walk->pdf, obj_number (page));
  node->subtype = name_at (object, "/Subtype");
  node->contents = text_at (object, "/Contents");
  node->target = target_of (walk->pdf, object, NULL);
}

static void
read_content (Walk *walk, int page, int form, gint64 mcid, Node *parent)
{
  Node *node = node_new (walk, NODE_CONTENT, parent);
  node->page = page;
  node->mcid = mcid >= 0 && mcid < G_MAXINT ? (int)mcid : -1;
  node->piece = node->mcid >= 0 ? content_piece (walk->content, page, form, node->mcid) : NULL;
}

static void read_kid (Walk *walk, Obj kid, Node *parent, int page, int depth);

static void
read_kids (Walk *walk, Obj kids, Node *node, int page, int depth)
{
  if (!obj_is_array (kids))
    {
      read_kid (walk, kids, node, page, depth);
      return;
    }
  int n = obj_length (kids);
  for (int i = 0; i < n && !walk->structure->cut; i++)
    {
      g_auto (Obj) kid = obj_item (kids, i);
      read_kid (walk, kid, node, page, depth);
    }
}

static void
read_element (Walk *walk, Obj element, Node *parent, int page, int depth)
{
  int number = obj_number (element);
  if (number && !g_hash_table_add (walk->seen, GINT_TO_POINTER (number)))
    return;
  Node *node = node_new (walk, NODE_ELEMENT, parent);
  g_auto (Obj) own = obj_get (element, "/Pg");
  g_auto (Obj) kids = obj_get (element, "/K");
  int own_page = pdf_page_of (walk->pdf, obj_number (own));
  walk->structure->n_elements++;
  node->type = name_at (element, "/S");
  node->type = node->type ? node->type : g_strdup ("?");
  node->role = role_of (walk, node->type);
  node->title = text_at (element, "/T");
  node->lang = text_at (element, "/Lang");
  node->alt = text_at (element, "/Alt");
  node->actual = text_at (element, "/ActualText");
  node->expansion = text_at (element, "/E");
  node->id = text_at (element, "/ID");
  node->page = own_page;
  read_attributes (walk, node, element);
  if (node->id)
    g_hash_table_insert (walk->structure->by_id, node->id, node);
  read_kids (walk, kids, node, own_page >= 0 ? own_page : page, depth + 1);
}

static void
read_kid (Walk *walk, Obj kid, Node *parent, int page, int depth)
{
  if (depth > PDF_DEPTH_LIMIT || walk->n_nodes > PDF_NODES_LIMIT)
    {
      walk->structure->cut = TRUE;
      return;
    }
  if (obj_is_integer (kid))
    {
      read_content (walk, page, 0, obj_integer (kid), parent);
      return;
    }
  if (!obj_is_dict (kid))
    return;
  g_auto (Obj) type = obj_get (kid, "/Type");
  if (obj_is_name (type, "/OBJR"))
    read_object (walk, kid, parent);
  else if (obj_is_name (type, "/MCR"))
    {
      g_auto (Obj) mcid = obj_get (kid, "/MCID");
      g_auto (Obj) own = obj_get (kid, "/Pg");
      g_auto (Obj) stream = obj_get (kid, "/Stm");
      int index = pdf_page_of (walk->pdf, obj_number (own));
      if (obj_is_integer (mcid))
        read_content (walk, index >= 0 ? index : page, obj_number (stream), obj_integer (mcid), parent);
    }
  else
    read_element (walk, kid, parent, page, depth);
}

Structure *
structure_read (Pdf *pdf, const Content *content)
{
  Structure *structure = g_new0 (Structure, 1);
  Walk walk = {.pdf = pdf, .content = content, .structure = structure};
  g_auto (Obj) catalog = pdf_root (pdf);
  g_auto (Obj) root = obj_get (catalog, "/StructTreeRoot");
  g_auto (Obj) kids = obj_get (root, "/K");
  g_auto (Obj) roles = obj_get (root, "/RoleMap");
  g_auto (Obj) classes = obj_get (root, "/ClassMap");
  structure->role_map = g_ptr_array_new_with_free_func (g_free);
  structure->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  walk.role_map = roles;
  walk.class_map = classes;
  g_autoptr (GPtrArray) keys = obj_keys (roles);
  for (guint i = 0; i < MIN (keys->len, 1000); i++)
    {
      char *standard = name_at (roles, keys->pdata[i]);
      g_ptr_array_add (structure->role_map, pdf_clean ((char *)keys->pdata[i] + 1, -1));
      g_ptr_array_add (structure->role_map, standard ? standard : g_strdup ("?"));
    }
  if (!obj_is_dict (root) || obj_is_null (kids))
    return structure;
  walk.seen = g_hash_table_new (NULL, NULL);
  structure->root = node_new (&walk, NODE_ELEMENT, NULL);
  structure->root->type = g_strdup ("StructTreeRoot");
  structure->root->role = g_strdup ("StructTreeRoot");
  read_kids (&walk, kids, structure->root, -1, 0);
  g_hash_table_unref (walk.seen);
  return structure;
}

void
structure_free (Structure *structure)
{
  g_hash_table_unref (structure->by_id);
  node_free (structure->root);
  g_ptr_array_unref (structure->role_map);
  g_free (structure);
}
