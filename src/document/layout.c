/* layout.c: layout files → one merged tree → a checked Layout. See layout.h. */
#include "document/abbreviations.h"
#include "document/layout.h"
#include <string.h>
#include "document/keys.h"
#include "document/labels.h"
#include "document/layout-style.h"
#include "document/sections.h"
#include "document/settings.h"

enum
{
  EXTENDS_LIMIT = 16
};

static const KeySpec furniture_keys[] = {
    {"left", KEY_TEMPLATE, .meaning = "\"{briefing.title} · page {page}\""},
    {"centre", KEY_TEMPLATE, .meaning = "in the middle"},
    {"right", KEY_TEMPLATE, .meaning = "usually {banner}"},
    {"image", KEY_MAP, .meaning = "a letterhead's: {file, height, side}"},
    {NULL}};
static const KeySpec letterhead_keys[] = {
    {"file", KEY_TEXT, .meaning = "PNG, JPEG or SVG in the layout's folder or below it"},
    {"width", KEY_LENGTH, .meaning = "on paper"},
    {"height", KEY_LENGTH, .meaning = "on paper; default 12 mm"},
    {"side", KEY_CHOICE, .choices = "start|end", .meaning = "where it stands; words begin beside it"},
    {NULL}};
static const KeySpec citations_keys[] = {{"show", KEY_CHOICE, .choices = "number|id|sequence|none",
                                          .meaning = "30, F30, or 1, 2, 3 in order of mention"},
                                         {"grades", KEY_BOOLEAN, .meaning = "A1 to F6 in the notes"},
                                         {NULL}};
const KeySpec layout_root_keys[] = {
    {"extends", KEY_TEXT, .meaning = "parent layout: shared/house"},
    {"title", KEY_WORDS, .meaning = "name of the product: Executive brief"},
    {"lang", KEY_TEXT, .meaning = "language; without it: the briefing's"},
    {"page", KEY_MAP, .meaning = "sheet, margins, columns"},
    {"pages", KEY_MAP,
     .meaning = "name: {size, orientation, …}: what of `page` is other where a block asks for it"},
    {"fonts", KEY_MAP, .meaning = "{text: Charis SIL}: names for families"},
    {"colours", KEY_MAP, .meaning = "{ink: \"#15191E\"}: names for colours"},
    {"styles", KEY_MAP, .meaning = "name: {font, size, …}"},
    {"header", KEY_MAP, .meaning = "{left, centre, right} of each page"},
    {"first_header", KEY_MAP, .meaning = "the same for page 1"},
    {"footer", KEY_MAP, .meaning = "the same at the foot"},
    {"citations", KEY_MAP, .meaning = "how claims are cited"},
    {"attach", KEY_CHOICE, .choices = "facts|none",
     .meaning = "what the file carries: the released facts as facts.json, or nothing"},
    {"digits", KEY_CHOICE, .choices = "latin|own",
     .meaning = "of figures and dates: 1, 2, 3, or those of the language"},
    {"parts", KEY_STRINGS, .meaning = "[labels/fr]: files of labels and words that are put under this one"},
    {"labels", KEY_MAP, .meaning = "the product's own words, by language"},
    {"words", KEY_MAP, .meaning = "print words for certainty and the like, by language"},
    {"abbreviations", KEY_MAP, .meaning = "{UN: United Nations}: what is read aloud for them, by language"},
    {"chart", KEY_MAP, .meaning = "{classes: {hostile: [fights]}}: how relations are drawn"},
    {"fit", KEY_MAP, .meaning = "{pages, drop, tighten}"},
    {"settings", KEY_MAP, .meaning = "name: {replaces, default, help}: what --set may change"},
    {"body", KEY_SECTIONS, .meaning = "the blocks, in order"},
    {NULL}};

/* Trees */

static YamlNode *
node_copy (const YamlNode *node)
{
  YamlNode *copy = g_new0 (YamlNode, 1);
  *copy = *node;
  copy->text = g_strdup (node->text);
  copy->text_inside = FALSE;
  copy->items = copy->keys = NULL;
  if (node->items != NULL)
    copy->items = g_ptr_array_new_with_free_func ((GDestroyNotify)yaml_node_free);
  if (node->keys != NULL)
    copy->keys = g_ptr_array_new_with_free_func ((GDestroyNotify)yaml_node_free);
  for (guint i = 0; node->items != NULL && i < node->items->len; i++)
    {
      if (node->keys != NULL)
        g_ptr_array_add (copy->keys, node_copy (g_ptr_array_index (node->keys, i)));
      g_ptr_array_add (copy->items, node_copy (g_ptr_array_index (node->items, i)));
    }
  return copy;
}

/* What the child says goes over what the parent says; maps are merged key by key. The parent's order comes first. The parent is taken. */
static YamlNode *
node_merge_take (YamlNode *parent, const YamlNode *child)
{
  if (parent == NULL || parent->kind != YAML_MAP || child->kind != YAML_MAP)
    {
      yaml_node_free (parent);
      return node_copy (child);
    }
  YamlNode *merged = parent;
  merged->mark = child->mark;
  for (guint i = 0; i < child->items->len; i++)
    {
      const YamlNode *key = g_ptr_array_index (child->keys, i), *value = g_ptr_array_index (child->items, i);
      guint at = 0;
      while (at < merged->keys->len &&
             !g_str_equal (((YamlNode *)g_ptr_array_index (merged->keys, at))->text, key->text))
        at++;
      if (at == merged->keys->len)
        {
          g_ptr_array_add (merged->keys, node_copy (key));
          g_ptr_array_add (merged->items, node_copy (value));
          continue;
        }
      YamlNode *both = node_merge_take (g_ptr_array_index (merged->items, at), value);
      yaml_node_free (g_ptr_array_index (merged->keys, at));
      merged->items->pdata[at] = both;
      merged->keys->pdata[at] = node_copy (key);
    }
  return merged;
}

/* `{banner}` without quotes is YAML for a map with one empty key; in furniture it means the text. */
static void
unquote_fields (YamlNode *map)
{
  for (guint i = 0; map != NULL && map->kind == YAML_MAP && i < map->items->len; i++)
    {
      YamlNode *value = g_ptr_array_index (map->items, i);
      if (value->kind != YAML_MAP || value->keys->len != 1 ||
          !yaml_is_null (g_ptr_array_index (value->items, 0)))
        continue;
      value->text = g_strdup_printf ("{%s}", ((YamlNode *)g_ptr_array_index (value->keys, 0))->text);
      value->kind = YAML_SCALAR;
      g_clear_pointer (&value->items, g_ptr_array_unref);
      g_clear_pointer (&value->keys, g_ptr_array_unref);
    }
}

/* Files */

typedef struct
{
  Layout *layout;
  const char *const *search_dirs;
  Memo *memo;
  Diags *diags;
} LayoutReader;

static gboolean
is_there (const LayoutReader *reader, const char *path)
{
  gboolean there = g_file_test (path, G_FILE_TEST_IS_REGULAR);
  if (!there)
    g_ptr_array_add (reader->layout->missed, g_strdup (path));
  return there;
}

static char *
find_parent (const LayoutReader *reader, const char *path, const YamlNode *extends)
{
  g_autofree char *file = g_strconcat (extends->text, ".yaml", NULL);
  g_autofree char *dir = g_path_get_dirname (path);
  if (g_path_is_absolute (file) || strstr (file, "..") != NULL)
    {
      diags_error (reader->diags, extends->mark, "extends-path", "extends: shared/house",
                   "“%s” leads out of the layouts", extends->text);
      return NULL;
    }
  char *found = g_build_filename (dir, file, NULL);
  /* a case's own executive.yaml may extend the shipped executive */
  if (is_there (reader, found) && !g_str_equal (found, path))
    return found;
  for (guint i = 0; reader->search_dirs != NULL && reader->search_dirs[i] != NULL; i++)
    {
      g_free (found);
      found = g_build_filename (reader->search_dirs[i], file, NULL);
      if (is_there (reader, found) && !g_str_equal (found, path))
        return found;
    }
  g_free (found);
  diags_error (reader->diags, extends->mark, "extends-unknown",
               "parents are looked for beside this file and in layouts/", "there is no layout “%s” to extend",
               extends->text);
  return NULL;
}

static gboolean
already_read (const LayoutReader *reader, const char *path)
{
  for (guint i = 0; i < reader->layout->files->len; i++)
    if (g_str_equal (g_ptr_array_index (reader->layout->files, i), path))
      return TRUE;
  return FALSE;
}

static YamlNode *read_tree (const LayoutReader *reader, const char *path);

/* The file that @name says, a parent or a part; NULL with diagnostics, also when it leads back to a file that names it. */
static YamlNode *
read_named (const LayoutReader *reader, const char *path, const YamlNode *name)
{
  g_autofree char *found = name->kind == YAML_SCALAR ? find_parent (reader, path, name) : NULL;
  if (found == NULL)
    return NULL;
  if (!already_read (reader, found) && reader->layout->files->len <= EXTENDS_LIMIT)
    return read_tree (reader, found);
  diags_error (reader->diags, name->mark, "extends-cycle", "a layout may not extend itself",
               "“%s” leads back to a layout that extends it", name->text);
  return NULL;
}

/* What a file says goes over its parts, a later part over an earlier one. */
static YamlNode *
read_parts (const LayoutReader *reader, const char *path, YamlNode *own)
{
  const YamlNode *parts = yaml_find (own, "parts");
  g_autoptr (YamlNode) below = NULL;
  for (guint i = 0; parts != NULL && parts->kind == YAML_LIST && i < parts->items->len; i++)
    {
      g_autoptr (YamlNode) part = read_named (reader, path, g_ptr_array_index (parts->items, i));
      if (below == NULL)
        below = g_steal_pointer (&part);
      else if (part != NULL)
        below = node_merge_take (g_steal_pointer (&below), part);
    }
  if (below == NULL)
    return own;
  YamlNode *whole = node_merge_take (g_steal_pointer (&below), own);
  yaml_node_free (own);
  return whole;
}

/* The tree of a file; one whose bytes were read before without a word about them is copied. Labels are three quarters of all. */
static YamlNode *
read_file (const LayoutReader *reader, const char *text, gsize length, const char *path)
{
  g_autoptr (GString) key = g_string_new (path);
  g_string_append_c (key, '\n');
  g_string_append_len (key, text, (gssize)length);
  const YamlNode *known = memo_find (reader->memo, MEMO_TREE, key->str, key->len);
  if (known != NULL)
    return node_copy (known);
  g_autoptr (Diags) said = diags_new ();
  YamlNode *tree = yaml_read (text, length, path, said);
  if (tree != NULL && diags_is_empty (said))
    {
      YamlNode *copy = node_copy (tree);
      if (!memo_keep (reader->memo, MEMO_TREE, key->str, key->len, copy, 8 * length,
                      (GDestroyNotify)yaml_node_free))
        yaml_node_free (copy);
    }
  diags_absorb (reader->diags, said);
  return tree;
}

static YamlNode *
read_tree (const LayoutReader *reader, const char *path)
{
  char *text = NULL;
  gsize length;
  g_autoptr (GError) error = NULL;
  const Mark mark = {g_intern_string (path), 0, 0};
  if (!g_file_get_contents (path, &text, &length, &error))
    {
      diags_error (reader->diags, mark, "layout-unreadable", NULL, "the layout cannot be read: %s",
                   error->message);
      return NULL;
    }
  g_ptr_array_add (reader->layout->files, g_strdup (path));
  g_ptr_array_add (reader->layout->texts, g_bytes_new_take (text, length));
  g_autoptr (YamlNode) own = read_file (reader, text, length, path);
  if (own == NULL)
    return NULL;
  own = read_parts (reader, path, own);
  const YamlNode *extends = yaml_find (own, "extends");
  if (extends == NULL || yaml_is_null (extends))
    return g_steal_pointer (&own);
  g_autoptr (YamlNode) parent = read_named (reader, path, extends);
  return parent != NULL ? node_merge_take (g_steal_pointer (&parent), own) : g_steal_pointer (&own);
}

/* Values */

static void
read_furniture (Layout *layout, const char *name, LayoutFurniture *furniture, Diags *diags)
{
  YamlNode *map = (YamlNode *)yaml_find (layout->root, name);
  const KeyContext context = {layout, "furniture"};
  if (map == NULL)
    return;
  unquote_fields (map);
  if (!keys_check (map, furniture_keys, NULL, name, &context, diags))
    return;
  const YamlNode *image = yaml_find (map, "image");
  if (image != NULL && !yaml_is_null (image) &&
      keys_check (image, letterhead_keys, NULL, "image", &context, diags))
    furniture->image = image;
  const YamlNode **slots[] = {&furniture->left, &furniture->centre, &furniture->right};
  for (int i = 0; i < 3; i++)
    {
      const YamlNode *value = yaml_find (map, furniture_keys[i].name);
      *slots[i] = value != NULL && !yaml_is_null (value) ? value : NULL;
    }
}

static void
read_citations (Layout *layout, Diags *diags)
{
  static const char *const words[] = {"number", "id", "sequence", "none"};
  const YamlNode *map = yaml_find (layout->root, "citations");
  const KeyContext context = {layout, NULL};
  if (map == NULL || !keys_check (map, citations_keys, NULL, "citations", &context, diags))
    return;
  const char *show = key_text (map, "show", "number");
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i], show))
      layout->cite = (CiteKind)i;
  layout->grades = key_boolean (map, "grades", FALSE);
}

static void
read_values (Layout *layout, const LayoutChecks *checks, Diags *diags)
{
  const KeyContext context = {layout, NULL};
  layout_read_colours (layout, diags);
  keys_check (layout->root, layout_root_keys, NULL, "the layout", &context, diags);
  layout_read_styles (layout, checks, diags);
  layout_read_page (layout, diags);
  labels_check (layout, diags);
  abbreviations_check (layout, diags);
  read_furniture (layout, "header", &layout->header, diags);
  read_furniture (layout, "first_header", &layout->first_header, diags);
  read_furniture (layout, "footer", &layout->footer, diags);
  read_citations (layout, diags);
  layout->attach_facts = g_str_equal (key_text (layout->root, "attach", "facts"), "facts");
  const char *lang = key_text (layout->root, "lang", NULL);
  layout->lang = g_intern_string (lang);
  const YamlNode *body = yaml_find (layout->root, "body");
  if (body != NULL)
    layout->body = sections_read (layout, body, diags);
  else
    diags_error (diags, layout->root->mark, "body-missing", "body: [{title: {}}]",
                 "the layout has no “body”");
  layout_read_fit (layout, diags);
}

Layout *
layout_read (const char *path, const char *const *search_dirs, const LayoutChecks *checks, Diags *diags)
{
  g_autoptr (Layout) layout = g_new0 (Layout, 1);
  g_autofree char *base = g_path_get_basename (path);
  g_autoptr (Diags) own = diags_new ();
  char *dot = strrchr (base, '.');
  layout->files = g_ptr_array_new_with_free_func (g_free);
  layout->texts = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  layout->missed = g_ptr_array_new_with_free_func (g_free);
  layout->drops = g_ptr_array_new_with_free_func (g_free);
  if (dot != NULL)
    *dot = '\0';
  layout->id = g_strdup (base);
  const LayoutReader reader = {layout, search_dirs, checks != NULL ? checks->memo : NULL, own};
  layout->root = read_tree (&reader, path);
  if (layout->root != NULL && layout->root->kind != YAML_MAP)
    diags_error (own, layout->root->mark, "layout-form", "body: [{title: {}}]", "a layout is a map, not a %s",
                 yaml_kind_name (layout->root));
  else if (layout->root != NULL)
    {
      layout_apply_settings (layout, checks != NULL ? checks->values : NULL, own);
      read_values (layout, checks, own);
    }
  const gboolean sound = !diags_has_errors (own) && layout->root != NULL;
  if (sound)
    layout_check_grey (layout, own);
  diags_absorb (diags, own);
  return sound ? g_steal_pointer (&layout) : NULL;
}

void
layout_free (Layout *layout)
{
  if (layout == NULL)
    return;
  g_clear_pointer (&layout->body, g_ptr_array_unref);
  g_clear_pointer (&layout->drops, g_ptr_array_unref);
  g_clear_pointer (&layout->files, g_ptr_array_unref);
  g_clear_pointer (&layout->texts, g_ptr_array_unref);
  g_clear_pointer (&layout->missed, g_ptr_array_unref);
  g_clear_pointer (&layout->styles, g_hash_table_unref);
  g_clear_pointer (&layout->pages, g_hash_table_unref);
  g_clear_pointer (&layout->colours, g_hash_table_unref);
  g_clear_pointer (&layout->root, yaml_node_free);
  g_free (layout->id);
  g_free (layout);
}

const GPtrArray *
layout_drops (const Layout *layout)
{
  return layout->drops;
}

const char *
node_words (const YamlNode *node, const char *lang)
{
  const YamlNode *found;
  if (node == NULL || yaml_is_null (node))
    return NULL;
  if (node->kind != YAML_MAP)
    return node->text;
  if (node->items->len == 0)
    return NULL;
  found = lang != NULL ? yaml_find (node, lang) : NULL;
  if (found == NULL && lang != NULL && strchr (lang, '-') != NULL)
    {
      g_autofree char *primary = g_strndup (lang, (gsize)(strchr (lang, '-') - lang));
      found = yaml_find (node, primary);
    }
  if (found == NULL)
    found = yaml_find (node, "en");
  if (found == NULL)
    found = g_ptr_array_index (node->items, 0);
  return found->text;
}

const char *
layout_title (const Layout *layout, const char *lang)
{
  const char *title = node_words (yaml_find (layout->root, "title"), lang);
  return title != NULL ? title : layout->id;
}
