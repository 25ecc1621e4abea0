/* settings.c: see settings.h. The tree is changed before it is checked, so each key has one place that judges its values. */
#include "document/settings.h"
#include <string.h>
#include "base/set-value.h"
#include "document/layout-style.h"

const KeySpec setting_keys[] = {
    {"replaces", KEY_STRINGS, .meaning = "the keys it replaces: styles.text.size, or a list of such"},
    {"default", KEY_TEXT, .meaning = "its value when nobody says; without it: what the layout says there"},
    {"help", KEY_WORDS, .meaning = "one line about it"},
    {NULL}};

/** Not to be replaced: who the parent is, the settings themselves, and lists. */
static gboolean
may_replace (const char *path)
{
  g_autofree char *first = g_strndup (path, strcspn (path, "."));
  return key_find (layout_root_keys, first) != NULL && !g_str_equal (first, "extends") &&
         !g_str_equal (first, "settings") && !g_str_equal (first, "body");
}

static YamlNode *
scalar_new (const char *text, Mark mark)
{
  YamlNode *node = g_new0 (YamlNode, 1);
  node->kind = YAML_SCALAR;
  node->plain = TRUE;
  node->text = g_strdup (text);
  node->mark = mark;
  return node;
}

static YamlNode *
map_new (Mark mark)
{
  YamlNode *node = g_new0 (YamlNode, 1);
  node->kind = YAML_MAP;
  node->mark = mark;
  node->items = g_ptr_array_new_with_free_func ((GDestroyNotify)yaml_node_free);
  node->keys = g_ptr_array_new_with_free_func ((GDestroyNotify)yaml_node_free);
  return node;
}

/** Sets @key of @map to @value, which is taken. */
static void
map_set_take (YamlNode *map, const char *key, Mark mark, YamlNode *value)
{
  for (guint i = 0; i < map->keys->len; i++)
    if (g_str_equal (((YamlNode *)g_ptr_array_index (map->keys, i))->text, key))
      {
        yaml_node_free (g_ptr_array_index (map->items, i));
        map->items->pdata[i] = value;
        return;
      }
  g_ptr_array_add (map->keys, scalar_new (key, mark));
  g_ptr_array_add (map->items, value);
}

/** The node at "styles.text.size", or NULL. */
static const YamlNode *
tree_find (const YamlNode *root, const char *path)
{
  g_auto (GStrv) keys = g_strsplit (path, ".", -1);
  for (char **key = keys; *key != NULL && root != NULL; key++)
    root = yaml_find (root, *key);
  return root;
}

/** Puts a value there; maps on the way that are not there are made, with the mark of whoever named the path. */
static void
tree_set (YamlNode *root, const char *path, Mark path_mark, const char *text, Mark mark)
{
  g_auto (GStrv) keys = g_strsplit (path, ".", -1);
  for (char **key = keys; key[1] != NULL; key++)
    {
      YamlNode *next = (YamlNode *)yaml_find (root, *key);
      if (next == NULL || next->kind != YAML_MAP)
        {
          next = map_new (path_mark);
          map_set_take (root, *key, path_mark, next);
        }
      root = next;
    }
  map_set_take (root, keys[g_strv_length (keys) - 1], path_mark, scalar_new (text, mark));
}

static const SetValue *
value_for (const GPtrArray *values, const char *name)
{
  for (guint i = values != NULL ? values->len : 0; i > 0; i--) /* the last word counts */
    if (g_str_equal (((SetValue *)g_ptr_array_index (values, i - 1))->name, name))
      return g_ptr_array_index (values, i - 1);
  return NULL;
}

/** Is the declaration sound? @paths: where it puts its value. */
static gboolean
check_setting (const Layout *layout, const YamlNode *name, const YamlNode *map, const GPtrArray *paths,
               Diags *diags)
{
  const YamlNode *node = yaml_find (map, "replaces");
  if (paths == NULL || paths->len == 0)
    {
      diags_error (diags, name->mark, "setting-replaces", "replaces: styles.text.size",
                   "the setting “%s” does not say which keys it replaces", name->text);
      return FALSE;
    }
  for (guint i = 0; i < paths->len; i++)
    if (!may_replace (g_ptr_array_index (paths, i)))
      {
        diags_error (diags, node->mark, "setting-path",
                     "keys of maps, such as styles.text.size or page.columns",
                     "a setting cannot replace “%s”", (const char *)g_ptr_array_index (paths, i));
        return FALSE;
      }
  const YamlNode *given = tree_find (layout->root, g_ptr_array_index (paths, 0));
  if (key_text (map, "default", NULL) == NULL && (given == NULL || given->kind != YAML_SCALAR))
    {
      diags_error (diags, name->mark, "setting-default", "give it a default:",
                   "the setting “%s” has no default, and the layout says nothing at “%s”", name->text,
                   (const char *)g_ptr_array_index (paths, 0));
      return FALSE;
    }
  return TRUE;
}

static void
apply_setting (Layout *layout, const YamlNode *name, const YamlNode *map, const GPtrArray *values,
               Diags *diags)
{
  const KeyContext context = {layout, NULL};
  g_autofree char *where = g_strdup_printf ("setting “%s”", name->text);
  if (yaml_is_null (map) || !keys_check (map, setting_keys, NULL, where, &context, diags))
    return;
  const YamlNode *replaces = yaml_find (map, "replaces"), *given = yaml_find (map, "default");
  g_autoptr (GPtrArray) paths = key_strings (replaces);
  if (!check_setting (layout, name, map, paths, diags))
    return;
  const SetValue *value = value_for (values, name->text);
  const char *text = value != NULL ? value->value : key_text (map, "default", NULL);
  for (guint i = 0; text != NULL && i < paths->len; i++)
    tree_set (layout->root, g_ptr_array_index (paths, i), replaces->mark, text,
              value != NULL ? value->mark : given->mark);
}

/** All settings as one list each with default and help: whoever misses one sees what there is. */
static void
tell_settings (const Layout *layout, const YamlNode *map, Diags *diags)
{
  for (guint i = 0; map != NULL && i < map->keys->len; i++)
    {
      const YamlNode *name = g_ptr_array_index (map->keys, i), *setting = g_ptr_array_index (map->items, i);
      g_autoptr (GPtrArray) paths = key_strings (yaml_find (setting, "replaces"));
      const YamlNode *now =
          paths != NULL && paths->len > 0 ? tree_find (layout->root, g_ptr_array_index (paths, 0)) : NULL;
      const char *preset = key_text (setting, "default", now != NULL ? now->text : NULL);
      const char *help = node_words (yaml_find (setting, "help"), "en");
      diags_note (diags, name->mark, "setting-known", NULL, "%s=%s%s%s", name->text,
                  preset != NULL ? preset : "", help != NULL ? ": " : "", help != NULL ? help : "");
    }
}

static void
complain_unknown (const Layout *layout, const YamlNode *map, const SetValue *value, Diags *diags)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  for (guint i = 0; map != NULL && i < map->keys->len; i++)
    g_ptr_array_add (names, ((YamlNode *)g_ptr_array_index (map->keys, i))->text);
  const char *nearest = nearest_match (value->name, (const char *const *)names->pdata, (int)names->len);
  g_autofree char *hint = nearest != NULL  ? g_strdup_printf ("did you mean “%s”?", nearest)
                          : names->len > 0 ? g_strdup ("those that it has are listed, each with its default")
                                           : g_strdup ("a layout declares what may be set under settings:");
  diags_error (diags, value->mark, "setting-unknown", hint, "the layout “%s” has no setting “%s”", layout->id,
               value->name);
}

void
layout_apply_settings (Layout *layout, const GPtrArray *values, Diags *diags)
{
  const YamlNode *map = yaml_find (layout->root, "settings");
  gboolean unknown = FALSE;
  if (map != NULL && (yaml_is_null (map) || map->kind != YAML_MAP))
    {
      if (!yaml_is_null (map))
        diags_error (diags, map->mark, "layout-settings", "settings: {size: {replaces: styles.text.size}}",
                     "“settings” wants a map of names");
      map = NULL;
    }
  for (guint i = 0; values != NULL && i < values->len; i++)
    {
      const SetValue *value = g_ptr_array_index (values, i);
      if (map != NULL && yaml_find (map, value->name) != NULL)
        continue;
      complain_unknown (layout, map, value, diags);
      unknown = TRUE;
    }
  if (unknown)
    tell_settings (layout, map, diags);
  for (guint i = 0; map != NULL && i < map->keys->len; i++)
    apply_setting (layout, g_ptr_array_index (map->keys, i), g_ptr_array_index (map->items, i), values,
                   diags);
}
