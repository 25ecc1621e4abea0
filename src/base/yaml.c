/* yaml.c: libfyaml's events → YamlNode trees; see yaml.h. Events and not its documents, so that depth,
 * aliases and node counts are bounded here while reading and not after. */
#include "base/yaml.h"
#include "base/yaml-quick.h"

#include <libfyaml.h>
#include <string.h>

typedef struct
{
  const char *file;
  Diags *diags;
  struct fy_parser *parser;
  YamlNode *root;
  GPtrArray
      *open; /* of YamlNode*: lists and maps not yet ended, outermost first; borrowed from their parents */
  GPtrArray *seen_keys; /* of GHashTable* or NULL, parallel to open */
  GPtrArray
      *pending; /* of YamlNode*, parallel to open: a map's key that waits for its value; owned until then */
  GHashTable *anchors;   /* name → YamlNode*, borrowed; only nodes that are complete */
  GPtrArray *open_names; /* of char* or NULL, parallel to open: their anchors */
  int n_nodes, n_alias_nodes, n_documents;
  gboolean stop;
} Reader;

YamlNode *
yaml_node_new (YamlKind kind, Mark mark)
{
  YamlNode *node = g_new0 (YamlNode, 1);
  node->kind = kind;
  node->mark = mark;
  if (kind != YAML_SCALAR)
    node->items = g_ptr_array_new_with_free_func ((GDestroyNotify)yaml_node_free);
  if (kind == YAML_MAP)
    node->keys = g_ptr_array_new_with_free_func ((GDestroyNotify)yaml_node_free);
  return node;
}

YamlNode *
yaml_scalar_new (Mark mark, const char *text, gsize length, gboolean plain)
{
  YamlNode *node = g_malloc (sizeof (YamlNode) + length + 1);
  *node = (YamlNode){.kind = YAML_SCALAR, .mark = mark, .plain = plain, .text_inside = TRUE};
  node->text = (char *)(node + 1);
  memcpy (node->text, text, length);
  node->text[length] = '\0';
  return node;
}

void
yaml_node_free (YamlNode *node)
{
  if (!node)
    return;
  g_clear_pointer (&node->items, g_ptr_array_unref);
  g_clear_pointer (&node->keys, g_ptr_array_unref);
  if (!node->text_inside)
    g_free (node->text);
  g_free (node);
}

const YamlNode *
yaml_find (const YamlNode *map, const char *key)
{
  if (!map || map->kind != YAML_MAP)
    return NULL;
  for (guint i = 0; i < map->keys->len; i++)
    if (g_str_equal (((YamlNode *)g_ptr_array_index (map->keys, i))->text, key))
      return g_ptr_array_index (map->items, i);
  return NULL;
}

gboolean
yaml_is_null (const YamlNode *node)
{
  return node->kind == YAML_SCALAR && node->plain &&
         (!*node->text || g_str_equal (node->text, "~") || g_str_equal (node->text, "null"));
}

const char *
yaml_kind_name (const YamlNode *node)
{
  return node->kind == YAML_SCALAR ? "text" : node->kind == YAML_LIST ? "list" : "map";
}

static void
fail (Reader *reader, Mark mark, const char *code, const char *hint, const char *message)
{
  diags_error (reader->diags, mark, code, hint, "%s", message);
  reader->stop = TRUE;
}

/** One more node; FALSE (and stop) when there are too many. */
static gboolean
count_node (Reader *reader, Mark mark)
{
  if (++reader->n_nodes <= YAML_NODES_LIMIT)
    return TRUE;
  fail (reader, mark, "yaml-nodes", "split the file", "the file holds more than a million values");
  return FALSE;
}

/** A copy of @node for an alias, @depth levels down; NULL (and stop) past a limit. */
static YamlNode *
copy_for_alias (Reader *reader, const YamlNode *node, Mark mark, guint depth)
{
  if (reader->stop || !count_node (reader, mark))
    return NULL;
  if (depth > YAML_DEPTH_LIMIT || ++reader->n_alias_nodes > YAML_ALIAS_NODES_LIMIT)
    {
      fail (reader, mark, "yaml-alias-limit", "write it out, or keep it once and refer to it by id",
            "aliases (*name) expand to more than can be wanted");
      return NULL;
    }
  YamlNode *copy = yaml_node_new (node->kind, node->mark);
  copy->plain = node->plain;
  copy->text = g_strdup (node->text);
  for (guint i = 0; node->items && i < node->items->len && !reader->stop; i++)
    {
      YamlNode *item = copy_for_alias (reader, g_ptr_array_index (node->items, i), mark, depth + 1);
      YamlNode *key = NULL;
      if (item && node->keys)
        key = copy_for_alias (reader, g_ptr_array_index (node->keys, i), mark, depth + 1);
      if (!item || (node->keys && !key))
        {
          yaml_node_free (item);
          break;
        }
      g_ptr_array_add (copy->items, item);
      if (key)
        g_ptr_array_add (copy->keys, key);
    }
  return copy;
}

/** A key of the innermost map; a duplicate is reported and its value dropped with the map's. */
static void
add_key (Reader *reader, YamlNode *key)
{
  guint top = reader->open->len - 1;
  GHashTable *seen = g_ptr_array_index (reader->seen_keys, top);
  if (key->kind != YAML_SCALAR)
    {
      fail (reader, key->mark, "yaml-key", "quote it if it is a text", "a key must be a text");
      yaml_node_free (key);
      return;
    }
  const YamlNode *first = g_hash_table_lookup (seen, key->text);
  if (first)
    {
      g_autofree char *hint = g_strdup_printf ("it is first said in line %d", first->mark.line);
      diags_error (reader->diags, key->mark, "yaml-duplicate-key", hint, "the key “%s” is said twice",
                   key->text);
    }
  else
    g_hash_table_insert (seen, key->text, key);
  g_ptr_array_index (reader->pending, top) = key;
}

/** Hangs @node into the innermost open list or map, or makes it the root. Takes it. */
static void
add_node (Reader *reader, YamlNode *node)
{
  if (!reader->open->len)
    {
      reader->root = node;
      return;
    }
  guint top = reader->open->len - 1;
  YamlNode *parent = g_ptr_array_index (reader->open, top);
  YamlNode *key = g_ptr_array_index (reader->pending, top);
  if (parent->kind == YAML_MAP && !key)
    {
      add_key (reader, node);
      return;
    }
  if (key)
    {
      g_ptr_array_index (reader->pending, top) = NULL;
      g_ptr_array_add (parent->keys, key);
    }
  g_ptr_array_add (parent->items, node);
}

static void
open_node (Reader *reader, YamlNode *node, char *anchor)
{
  if (reader->open->len >= YAML_DEPTH_LIMIT)
    {
      fail (reader, node->mark, "yaml-depth", NULL, "lists and maps are nested more than 64 deep");
      yaml_node_free (node);
      g_free (anchor);
      return;
    }
  gboolean is_key = reader->open->len &&
                    ((YamlNode *)g_ptr_array_index (reader->open, reader->open->len - 1))->kind == YAML_MAP &&
                    !g_ptr_array_index (reader->pending, reader->open->len - 1);
  add_node (reader, node);
  if (is_key) /* add_node has refused and freed it */
    {
      g_free (anchor);
      return;
    }
  g_ptr_array_add (reader->open, node);
  g_ptr_array_add (reader->pending, NULL);
  g_ptr_array_add (reader->open_names, anchor);
  g_ptr_array_add (reader->seen_keys,
                   node->kind == YAML_MAP ? g_hash_table_new (g_str_hash, g_str_equal) : NULL);
}

static void
pop (Reader *reader)
{
  guint top = reader->open->len - 1;
  GHashTable *seen = g_ptr_array_index (reader->seen_keys, top);
  if (seen)
    g_hash_table_unref (seen);
  yaml_node_free (g_ptr_array_index (reader->pending, top));
  char *anchor = g_ptr_array_index (reader->open_names, top);
  if (anchor && !reader->stop)
    g_hash_table_insert (reader->anchors, anchor, g_ptr_array_index (reader->open, top));
  else
    g_free (anchor);
  g_ptr_array_set_size (reader->open, top);
  g_ptr_array_set_size (reader->pending, top);
  g_ptr_array_set_size (reader->open_names, top);
  g_ptr_array_set_size (reader->seen_keys, top);
}

static Mark
mark_of (const Reader *reader, struct fy_event *event)
{
  const struct fy_mark *mark = fy_event_start_mark (event);
  return mark ? (Mark){reader->file, mark->line + 1, mark->column + 1} : (Mark){reader->file, 0, 0};
}

/** The text of a token; owned. */
static char *
token_text (struct fy_token *token)
{
  size_t length = 0;
  const char *text = token ? fy_token_get_text (token, &length) : NULL;
  return text ? g_strndup (text, length) : NULL;
}

/** Control characters that escapes made: they would reach terminals and pages. Line ends and tabs are text. */
static gboolean
has_control (const char *text, size_t length)
{
  for (size_t i = 0; i < length; i++)
    {
      guchar byte = (guchar)text[i];
      gboolean is_c1 = byte == 0xC2 && i + 1 < length && (guchar)text[i + 1] < 0xA0;
      if ((byte < 0x20 && byte != '\t' && byte != '\n') || byte == 0x7F || is_c1)
        return TRUE;
    }
  return FALSE;
}

static void
on_scalar (Reader *reader, struct fy_event *event, Mark mark)
{
  size_t length = 0;
  const char *text = event->scalar.value ? fy_token_get_text (event->scalar.value, &length) : "";
  /* Escapes can make what the raw bytes had not: "\0", a lone surrogate. */
  if (!text || has_control (text, length) || !g_utf8_validate (text, (gssize)length, NULL))
    {
      fail (reader, mark, "yaml-escape", NULL,
            "an escape in this text makes no character that can be printed");
      return;
    }
  YamlNode *node = yaml_scalar_new (mark, text, length,
                                    !event->scalar.value || fy_event_get_node_style (event) == FYNS_PLAIN);
  char *anchor = token_text (event->scalar.anchor);
  if (anchor)
    g_hash_table_insert (reader->anchors, anchor, node);
  add_node (reader, node);
}

static void
on_alias (Reader *reader, struct fy_event *event, Mark mark)
{
  g_autofree char *name = token_text (event->alias.anchor);
  const YamlNode *node = name ? g_hash_table_lookup (reader->anchors, name) : NULL;
  if (!node)
    {
      fail (reader, mark, "yaml-alias", "an anchor (&name) comes first, and is not inside itself",
            "this alias names nothing");
      return;
    }
  YamlNode *copy = copy_for_alias (reader, node, mark, reader->open->len);
  if (copy)
    add_node (reader, copy);
}

static void
on_event (Reader *reader, struct fy_event *event)
{
  Mark mark = mark_of (reader, event);
  switch (event->type)
    {
    case FYET_DOCUMENT_START:
      if (++reader->n_documents > 1)
        fail (reader, mark, "yaml-documents", "put it into a file of its own",
              "a second document begins here");
      return;
    case FYET_SCALAR:
    case FYET_SEQUENCE_START:
    case FYET_MAPPING_START:
      if (fy_event_get_tag_token (event))
        {
          fail (reader, mark, "yaml-tag", "leave it out; quotes make a text of anything",
                "tags (!…) have no meaning here");
          return;
        }
      if (!count_node (reader, mark))
        return;
      if (event->type == FYET_SCALAR)
        on_scalar (reader, event, mark);
      else
        open_node (reader, yaml_node_new (event->type == FYET_MAPPING_START ? YAML_MAP : YAML_LIST, mark),
                   token_text (fy_event_get_anchor_token (event)));
      return;
    case FYET_ALIAS:
      mark.column -= mark.column > 1; /* libfyaml points to the name, people to the star */
      on_alias (reader, event, mark);
      return;
    case FYET_SEQUENCE_END:
    case FYET_MAPPING_END:
      pop (reader);
      return;
    default:
      return;
    }
}

/** A place in the raw text. */
static Mark
place (const char *file, const char *text, const char *at)
{
  Mark mark = {file, 1, 1};
  for (const char *p = text; p < at; p++)
    {
      if (*p == '\n')
        {
          mark.line++;
          mark.column = 0;
        }
      mark.column += (*p & 0xC0) != 0x80; /* letters, not bytes */
    }
  return mark;
}

/** Size, UTF-8, control characters: FALSE with a diagnostic. */
static gboolean
check_bytes (const char *text, gsize length, const char *file, Diags *diags)
{
  const char *bad = NULL;
  Mark head = {file, 0, 0};
  if (length > YAML_BYTES_LIMIT)
    {
      diags_error (diags, head, "yaml-size", "split the file", "the file is larger than 16 MB");
      return FALSE;
    }
  if (!g_utf8_validate (text, (gssize)length, &bad))
    {
      if (bad < text + length && !*bad)
        diags_error (diags, place (file, text, bad), "yaml-character", NULL, "a NUL byte stands here");
      else
        diags_error (diags, place (file, text, bad), "yaml-utf8", "save the file as UTF-8",
                     "this is not UTF-8");
      return FALSE;
    }
  for (const char *at = text; at < text + length; at++)
    {
      guchar byte = (guchar)*at;
      gboolean is_c1 = byte == 0xC2 && (guchar)at[1] < 0xA0 && (guchar)at[1] != 0x85;
      if ((byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') || byte == 0x7F || is_c1)
        {
          diags_error (diags, place (file, text, at), "yaml-character", "delete it",
                       "a control character stands here");
          return FALSE;
        }
    }
  return TRUE;
}

/** Is line @number (from 1) indented with a tab? */
static gboolean
line_has_tab (const char *text, gsize length, int number)
{
  const char *at = text, *end = text + length;
  while (--number > 0 && at)
    {
      at = memchr (at, '\n', end - at);
      at = at ? at + 1 : NULL;
    }
  while (at && at < end && *at == ' ')
    at++;
  return at && at < end && *at == '\t';
}

/** What libfyaml has to say about the text, in its own words. */
static void
report_syntax (Reader *reader, struct fy_diag *log, const char *text, gsize length)
{
  void *next = NULL;
  const struct fy_diag_error *error = fy_diag_errors_iterate (log, &next);
  if (!error)
    {
      fail (reader, (Mark){reader->file, 0, 0}, "yaml-syntax", NULL, "the text cannot be read as YAML");
      return;
    }
  Mark mark = {reader->file, MAX (error->line, 0), MAX (error->column, 0)};
  if (line_has_tab (text, length, mark.line))
    fail (reader, mark, "yaml-tab", "indent with spaces", "the line is indented with a tab");
  else
    {
      diags_error (reader->diags, mark, "yaml-syntax", NULL, "%s", error->msg);
      reader->stop = TRUE;
    }
}

static void
read_events (Reader *reader, struct fy_diag *log, const char *text, gsize length)
{
  struct fy_event *event;
  while (!reader->stop && (event = fy_parser_parse (reader->parser)))
    {
      on_event (reader, event);
      fy_parser_event_free (reader->parser, event);
    }
  if (!reader->stop && fy_parser_get_stream_error (reader->parser))
    report_syntax (reader, log, text, length);
  while (reader->open->len)
    pop (reader);
}

/** A text that says nothing is an empty map. */
static YamlNode *
root_of (YamlNode *root)
{
  if (!yaml_is_null (root))
    return root;
  YamlNode *map = yaml_node_new (YAML_MAP, (Mark){root->mark.file, 1, 1});
  yaml_node_free (root);
  return map;
}

YamlNode *
yaml_thorough (const char *text, gsize length, const char *file, Diags *diags)
{
  Reader reader = {.file = file, .diags = diags};
  int n_errors = diags_count (diags, DIAG_ERROR);
  struct fy_diag_cfg log_setup;
  fy_diag_cfg_default (&log_setup);
  log_setup.fp = NULL;
  log_setup.colorize = false;
  struct fy_diag *log = fy_diag_create (&log_setup);
  fy_diag_set_collect_errors (log, true);
  struct fy_parse_cfg setup = {.flags = FYPCF_QUIET | FYPCF_COLLECT_DIAG | FYPCF_DEFAULT_VERSION_1_2 |
                                        FYPCF_JSON_NONE | FYPCF_SLOPPY_FLOW_INDENTATION |
                                        FYPCF_ALLOW_DUPLICATE_KEYS,
                               .diag = log};
  reader.parser = fy_parser_create (&setup);
  g_assert (log && reader.parser);
  reader.open = g_ptr_array_new ();
  reader.pending = g_ptr_array_new ();
  reader.open_names = g_ptr_array_new ();
  reader.seen_keys = g_ptr_array_new ();
  reader.anchors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  fy_parser_set_string (reader.parser, text, length);
  read_events (&reader, log, text, length);
  fy_parser_destroy (reader.parser);
  fy_diag_set_collect_errors (log, false); /* frees what was collected, which unref does not (0.7.12) */
  fy_diag_unref (log);
  g_ptr_array_unref (reader.open);
  g_ptr_array_unref (reader.pending);
  g_ptr_array_unref (reader.open_names);
  g_ptr_array_unref (reader.seen_keys);
  g_hash_table_unref (reader.anchors);
  if (!reader.root)
    reader.root = yaml_node_new (YAML_MAP, (Mark){reader.file, 1, 1});
  reader.root = root_of (reader.root);
  if (diags_count (diags, DIAG_ERROR) > n_errors)
    g_clear_pointer (&reader.root, yaml_node_free);
  return reader.root;
}

YamlNode *
yaml_read (const char *text, gsize length, const char *file, Diags *diags)
{
  file = g_intern_string (file);
  if (!check_bytes (text, length, file, diags))
    return NULL;
  if (length >= 3 && !memcmp (text, "\xEF\xBB\xBF", 3))
    {
      diags_warning (diags, ((Mark){file, 1, 1}), "yaml-bom", "save the file without it",
                     "the file begins with a byte order mark");
      text += 3;
      length -= 3;
    }
  YamlNode *quick = yaml_quick (text, length, file);
  return quick ? root_of (quick) : yaml_thorough (text, length, file, diags);
}
