/* search.c: the last look at a Release: does any string in it name what is not in it?
 *
 * Needles are the names, spellings and addresses of withheld and aliased records; haystacks all strings of the canonical text.
 * A needle is found at whole words, letter for letter. Needles that occur in the names of released records (or in a public alias)
 * tell nothing and are left out. Descriptions used as names of sources (“one member state”, all in small letters) are no
 * names. Needles hang in a table by their first word, so the cost is linear in the Release and does not grow with what is withheld.
 */
#include <string.h>

#include "facts/selection.h"

typedef struct
{
  char *text;
  const Item *item;
  gboolean shared;
} Needle;

typedef struct
{
  GPtrArray *needles;   /* of Needle*, owned */
  GHashTable *by_word;  /* first word → GPtrArray of Needle* */
  Selection *selection; /* finds go here; NULL: mark needles as shared */
} Search;

static void
needle_free (gpointer data)
{
  g_free (((Needle *)data)->text);
  g_free (data);
}

static gboolean
in_word (gunichar letter)
{
  return g_unichar_isalnum (letter) || g_unichar_ismark (letter);
}

/** Bytes of the word at @text. */
static gsize
word_span (const char *text)
{
  const char *at = text;
  while (*at && in_word (g_utf8_get_char (at)))
    at = g_utf8_next_char (at);
  return at - text;
}

static gboolean
has_capital (const char *text)
{
  for (; *text; text = g_utf8_next_char (text))
    if (g_unichar_isupper (g_utf8_get_char (text)) ||
        g_unichar_type (g_utf8_get_char (text)) == G_UNICODE_OTHER_LETTER)
      return TRUE;
  return FALSE;
}

static void
add_needle (Search *search, const Item *item, const char *text)
{
  while (text && *text && !in_word (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  if (!text || g_utf8_strlen (text, -1) < 2 ||
      (item->kind == RECORD_SOURCE && !has_capital (text) && !strstr (text, "://")))
    return;
  Needle *needle = g_new0 (Needle, 1);
  needle->text = g_strdup (text);
  needle->item = item;
  g_ptr_array_add (search->needles, needle);
  char *word = g_strndup (text, word_span (text));
  GPtrArray *list = g_hash_table_lookup (search->by_word, word);
  if (!list)
    {
      list = g_ptr_array_new ();
      g_hash_table_insert (search->by_word, g_strdup (word), list);
    }
  g_ptr_array_add (list, needle);
  g_free (word);
}

typedef void (*NameFunc) (const char *name, gpointer data);

static void
walk_text (const Text *text, NameFunc func, gpointer data)
{
  for (guint i = 0; i < text->len; i++)
    func (((TextVariant *)g_ptr_array_index (text, i))->text, data);
}

/** Everything that names an entity or a source. */
static void
walk_names (const Item *item, NameFunc func, gpointer data)
{
  if (item->kind == RECORD_ENTITY)
    {
      const Entity *entity = item->record;
      walk_text (entity->name, func, data);
      walk_text (entity->long_name, func, data);
      for (guint i = 0; i < entity->aliases->len; i++)
        func (g_ptr_array_index (entity->aliases, i), data);
      for (guint i = 0; i < entity->names->len; i++)
        func (((ScriptName *)g_ptr_array_index (entity->names, i))->text, data);
    }
  else if (item->kind == RECORD_SOURCE)
    {
      const Source *source = item->record;
      walk_text (source->name, func, data);
      walk_text (source->title, func, data);
      if (source->originator)
        func (source->originator, data);
      if (source->link)
        func (source->link, data);
    }
}

typedef struct
{
  Search *search;
  const Item *item;
} Adding;

static void
add_name (const char *name, gpointer data)
{
  const Adding *adding = data;
  if (name)
    add_needle (adding->search, adding->item, name);
}

static void
report (Search *search, Needle *needle, const char *place)
{
  if (!search->selection)
    needle->shared = TRUE;
  else if (!needle->shared)
    g_ptr_array_add (
        search->selection->finds,
        g_strdup_printf ("%s has “%s”, a name of %s %s, which is %s", place, needle->text,
                         kind_name (needle->item->kind), any_id (needle->item->kind, needle->item->record),
                         needle->item->verdict == VERDICT_ALIAS ? "shown by its alias" : "withheld"));
}

static void
look_in (Search *search, const char *text, const char *place)
{
  for (const char *at = text; *at;)
    {
      gsize n = word_span (at);
      if (!n)
        {
          at = g_utf8_next_char (at);
          continue;
        }
      g_autofree char *word = g_strndup (at, n);
      const GPtrArray *list = g_hash_table_lookup (search->by_word, word);
      for (guint i = 0; list && i < list->len; i++)
        {
          Needle *needle = g_ptr_array_index (list, i);
          gsize length = strlen (needle->text);
          const char *end = at + length;
          if (!strncmp (at, needle->text, length) && !(in_word (g_utf8_get_char (g_utf8_prev_char (end))) &&
                                                       *end && in_word (g_utf8_get_char (end))))
            report (search, needle, place);
        }
      at += n;
    }
}

static void
look_for_shared (const char *name, gpointer data)
{
  if (name)
    look_in (data, name, "");
}

/** All strings below @node, keys and values: whatever is written there will be read. */
static void
look_in_node (Search *search, const YamlNode *node, const char *place)
{
  if (node->kind == YAML_SCALAR)
    look_in (search, node->text, place);
  for (guint i = 0; node->items && i < node->items->len; i++)
    {
      const YamlNode *key = node->keys ? g_ptr_array_index (node->keys, i) : NULL;
      if (key)
        look_in (search, key->text, place);
      look_in_node (search, g_ptr_array_index (node->items, i), place);
    }
}

/** Section by section, so that a find can be told by its record. */
static void
look_in_release (Search *search, const Release *release)
{
  g_autofree char *text = release_to_text (release);
  g_autoptr (Diags) none = diags_new ();
  g_autoptr (YamlNode) root = yaml_read (text, strlen (text), "release", none);
  if (!root) /* larger than anything that is read back: nobody could look through it */
    g_ptr_array_add (search->selection->finds, g_strdup ("the release is too large to be searched"));
  for (guint i = 0; root && i < root->keys->len; i++)
    {
      const char *section = ((YamlNode *)g_ptr_array_index (root->keys, i))->text;
      const YamlNode *node = g_ptr_array_index (root->items, i);
      gboolean is_map = node->kind == YAML_MAP && !g_str_equal (section, "briefing");
      for (guint j = 0; is_map && j < node->keys->len; j++)
        {
          const char *id = ((YamlNode *)g_ptr_array_index (node->keys, j))->text;
          g_autofree char *place = g_strdup_printf ("%s: %s", section, id);
          look_in (search, id, place);
          look_in_node (search, g_ptr_array_index (node->items, j), place);
        }
      if (!is_map)
        look_in_node (search, node, section);
    }
}

gboolean
selection_search (Selection *selection, const Release *release)
{
  Search search = {g_ptr_array_new_with_free_func (needle_free),
                   g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref),
                   NULL};
  for (guint i = 0; i < selection->items->len; i++)
    {
      Adding adding = {&search, g_ptr_array_index (selection->items, i)};
      if (adding.item->verdict != VERDICT_GRANTED)
        walk_names (adding.item, add_name, &adding);
    }
  for (guint i = 0; search.needles->len && i < selection->items->len; i++)
    {
      const Item *item = g_ptr_array_index (selection->items, i);
      if (item->verdict == VERDICT_GRANTED)
        walk_names (item, look_for_shared, &search);
      else if (item->verdict == VERDICT_ALIAS)
        walk_text (((const Source *)item->record)->public_alias, look_for_shared, &search);
    }
  search.selection = selection;
  if (search.needles->len)
    look_in_release (&search, release);
  g_ptr_array_unref (search.needles);
  g_hash_table_unref (search.by_word);
  return !selection->finds->len;
}
