/* assemble-graph.c: a graph alone, as JSON, → what a relationship chart shows (assemble.h: assemble_graph). The file is hostile
 * until read: only ids and ends are required, what is unknown is named once and left out, what is wrong has its place.
 */
#include <string.h>
#include "document/section-drawings.h"

typedef struct
{
  const Layout *layout;
  DrawingData *data;
  Diags *diags;
  GHashTable *groups, *actors, *ties; /* id → id, or → Actor*; only looked up */
  GPtrArray *actor_ids;               /* of the same, for the nearest match */
  GHashTable *told;                   /* what was said once is not said again */
} Graph;

static void
say_once (Graph *g, const YamlNode *at, const char *code, const char *hint, const char *what,
          const char *word)
{
  g_autofree char *key = g_strdup_printf ("%s %s %s", code, what, word);
  if (g_hash_table_add (g->told, g_steal_pointer (&key)))
    diags_note (g->diags, at->mark, code, hint, "%s “%.60s” is not known here and was left out", what, word);
}

static void
check_known (Graph *g, const YamlNode *map, const char *known, const char *what)
{
  for (guint i = 0; i < map->keys->len; i++)
    {
      const YamlNode *key = g_ptr_array_index (map->keys, i);
      if (!choice_has (known, key->text))
        say_once (g, key, "graph-key-unknown", NULL, what, key->text);
    }
}

/* The text of @key; NULL when it is not said, is empty, or is no text, which is reported. */
static const char *
graph_text (Graph *g, const YamlNode *map, const char *key)
{
  const YamlNode *node = yaml_find (map, key);
  if (node == NULL || yaml_is_null (node) || (node->kind == YAML_SCALAR && *node->text == '\0'))
    return NULL;
  if (node->kind == YAML_SCALAR)
    return node->text;
  diags_error (g->diags, node->mark, "graph-text", NULL, "“%s” is a text, this is a %s", key,
               yaml_kind_name (node));
  return NULL;
}

/* The id of an item that must have one that none before it has; NULL: it is reported and left out. */
static const char *
new_item_id (Graph *g, const YamlNode *item, GHashTable *seen, const char *what)
{
  if (item->kind != YAML_MAP)
    {
      diags_error (g->diags, item->mark, "graph-item", "{\"id\": …}", "each of %s is a map, this is a %s",
                   what, yaml_kind_name (item));
      return NULL;
    }
  const char *id = graph_text (g, item, "id");
  if (id == NULL)
    {
      diags_error (g->diags, item->mark, "graph-id-missing", NULL, "one of %s has no id", what);
      return NULL;
    }
  if (g_hash_table_contains (seen, id))
    {
      diags_error (g->diags, item->mark, "graph-id-twice", NULL, "two of %s have the id “%.60s”", what, id);
      return NULL;
    }
  return id;
}

/* The list @key, or an empty one. */
static const GPtrArray *
list_of (Graph *g, const YamlNode *root, const char *key, gboolean required)
{
  const YamlNode *node = yaml_find (root, key);
  if (node != NULL && node->kind == YAML_LIST)
    return node->items;
  if (node != NULL && !yaml_is_null (node))
    diags_error (g->diags, node->mark, "graph-list", NULL, "“%s” is a list, this is a %s", key,
                 yaml_kind_name (node));
  else if (required)
    diags_error (g->diags, root->mark, "graph-nodes-missing",
                 "{\"nodes\": [{\"id\": \"a\"}, {\"id\": \"b\"}], "
                 "\"edges\": [{\"id\": \"1\", \"from\": \"a\", \"to\": \"b\"}]}",
                 "the graph has no “%s”", key);
  return NULL;
}

static void
read_groups (Graph *g, const YamlNode *root)
{
  const GPtrArray *list = list_of (g, root, "groups", FALSE);
  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const YamlNode *item = g_ptr_array_index (list, i);
      const char *id = new_item_id (g, item, g->groups, "the groups");
      if (id == NULL)
        continue;
      check_known (g, item, "id|label", "key of a group");
      g_hash_table_add (g->groups, (gpointer)id);
    }
}

static ActorKind
kind_of (Graph *g, const YamlNode *item)
{
  static const char *const kinds[] = {"organisation", "person", "event", "place", "state", "other"};
  const char *word = graph_text (g, item, "kind");
  for (guint i = 0; word != NULL && i < G_N_ELEMENTS (kinds); i++)
    if (g_ascii_strcasecmp (word, kinds[i]) == 0)
      return (ActorKind)i;
  if (word != NULL && g_ascii_strcasecmp (word, "organization") == 0)
    return ACTOR_ORGANISATION;
  if (word != NULL)
    say_once (g, yaml_find (item, "kind"), "graph-word-unknown",
              "organisation, person, event, place, state, other", "kind of node", word);
  return ACTOR_OTHER;
}

static void
read_nodes (Graph *g, const YamlNode *root)
{
  const GPtrArray *list = list_of (g, root, "nodes", TRUE);
  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const YamlNode *item = g_ptr_array_index (list, i);
      const char *id = new_item_id (g, item, g->actors, "the nodes");
      if (id == NULL)
        continue;
      check_known (g, item, "id|label|kind|group", "key of a node");
      const char *label = graph_text (g, item, "label"), *group = graph_text (g, item, "group");
      Actor *actor = drawing_data_add_actor (g->data, id, label != NULL ? label : id, kind_of (g, item));
      if (group != NULL)
        actor->group = g_strdup (group);
      if (actor->group != NULL && g_hash_table_size (g->groups) > 0 &&
          !g_hash_table_contains (g->groups, actor->group))
        say_once (g, yaml_find (item, "group"), "graph-word-unknown", "name it in “groups”", "group",
                  actor->group);
      g_hash_table_insert (g->actors, actor->id, actor);
      g_ptr_array_add (g->actor_ids, actor->id);
    }
}

static TieClass
class_of (Graph *g, const char *type, const char *label)
{
  static const char *const classes[] = {"other",  "command",    "allied",    "hostile",
                                        "attack", "allegiance", "membership"};
  const char *name = type != NULL && choice_has (relation_classes, type) ? type : NULL;
  if (name == NULL && type != NULL)
    name = relation_class (g->layout, type);
  if (name == NULL && label != NULL)
    name = relation_class (g->layout, label);
  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (classes); i++)
    if (g_str_equal (name, classes[i]))
      return (TieClass)i;
  return TIE_OTHER;
}

static TieStatus
status_of (Graph *g, const YamlNode *item)
{
  static const char *const names[] = {"asserted", "assessed", "possible", "contested", "reported"};
  const char *word = graph_text (g, item, "status");
  for (guint i = 0; word != NULL && i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strcasecmp (word, names[i]) == 0)
      return (TieStatus)i;
  if (word != NULL && g_ascii_strcasecmp (word, "confirmed") != 0)
    say_once (g, yaml_find (item, "status"), "graph-word-unknown",
              "asserted (or confirmed), assessed, possible, contested, reported", "status of an edge", word);
  return TIE_ASSERTED;
}

/* The node at an end of an edge; NULL: it is reported. */
static const char *
end_of (Graph *g, const YamlNode *item, const char *id, const char *key)
{
  const YamlNode *node = yaml_find (item, key);
  const char *end = graph_text (g, item, key);
  if (end == NULL)
    {
      diags_error (g->diags, item->mark, "graph-end-missing", NULL, "edge “%.60s” has no “%s”", id, key);
      return NULL;
    }
  if (g_hash_table_contains (g->actors, end))
    return end;
  const char *near =
      nearest_match (end, (const char *const *)g->actor_ids->pdata, (int)MIN (g->actor_ids->len, 2000));
  g_autofree char *hint = near != NULL ? g_strdup_printf ("did you mean “%s”?", near) : NULL;
  diags_error (g->diags, node->mark, "graph-end-unknown", hint,
               "edge “%.60s” leads to “%.60s”, which is no node", id, end);
  return NULL;
}

static void
read_edges (Graph *g, const YamlNode *root)
{
  const GPtrArray *list = list_of (g, root, "edges", FALSE);
  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const YamlNode *item = g_ptr_array_index (list, i);
      const char *id = new_item_id (g, item, g->ties, "the edges");
      if (id == NULL)
        continue;
      check_known (g, item, "id|from|to|label|type|status", "key of an edge");
      const char *from = end_of (g, item, id, "from"), *to = end_of (g, item, id, "to");
      if (from == NULL || to == NULL)
        continue;
      const char *label = graph_text (g, item, "label");
      Tie *tie = drawing_data_add_tie (g->data, id, from, to, label != NULL ? label : "");
      tie->tie = class_of (g, graph_text (g, item, "type"), label);
      tie->status = status_of (g, item);
      g_hash_table_add (g->ties, tie->id);
    }
}

/* A graph has no dates that a wish could be measured by. */
static void
reduce_graph (DrawingData *data, const ChartWish *wish, Diags *diags)
{
  if (wish->as_of != NULL)
    diags_error (diags, data->mark, "graph-as-of", NULL, "a graph has no dates: --as-of is for cases");
  else
    drawing_data_reduce (data, wish, (int)data->actors->len, (int)data->ties->len, diags);
}

DrawingData *
graph_data (Assembly *a, const Section *section, const YamlNode *root)
{
  DrawingData *data = drawing_prepare (a, section, DRAWING_CHART);
  Graph g = {.layout = a->layout, .data = data, .diags = a->diags};
  data->mark = root->mark;
  data->fold = 2;
  if (root->kind != YAML_MAP)
    {
      diags_error (a->diags, root->mark, "graph-no-map", "{\"nodes\": […], \"edges\": […]}",
                   "a graph is a map, this is a %s", yaml_kind_name (root));
      return data;
    }
  g.groups = g_hash_table_new (g_str_hash, g_str_equal);
  g.actors = g_hash_table_new (g_str_hash, g_str_equal);
  g.ties = g_hash_table_new (g_str_hash, g_str_equal);
  g.told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g.actor_ids = g_ptr_array_new ();
  check_known (&g, root, "name|title|directed|groups|nodes|edges", "key of a graph");
  const char *title = graph_text (&g, root, "title"), *directed = graph_text (&g, root, "directed");
  data->title = g_strdup (title != NULL ? title : graph_text (&g, root, "name"));
  data->undirected = g_strcmp0 (directed, "false") == 0;
  read_groups (&g, root);
  read_nodes (&g, root);
  read_edges (&g, root);
  if (a->wish != NULL)
    reduce_graph (data, a->wish, a->diags);
  g_hash_table_unref (g.groups);
  g_hash_table_unref (g.actors);
  g_hash_table_unref (g.ties);
  g_hash_table_unref (g.told);
  g_ptr_array_unref (g.actor_ids);
  return data;
}
