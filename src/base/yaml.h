/* yaml.h: YAML 1.2 (and with it JSON) ↔ trees that know file, line and column. With yaml-quick.h, the only user of libfyaml.
 *
 *     g_autoptr (YamlNode) root = yaml_read (text, length, "facts.yaml", diags);
 *     const YamlNode *claims = root ? yaml_find (root, "claims") : NULL;
 *
 * Input is hostile until read: at most 16 MB, 64 levels, a million nodes, 100,000 of them copied for aliases;
 * UTF-8 only, no control characters, no tags, no duplicate keys, no second document. Anything else is a
 * diagnostic (codes yaml-…), never an abort. An alias becomes a copy of what it names, so a tree has one
 * owner and no cycles.
 *
 * The writer gives canonical text, YAML or JSON: the same calls give the same bytes.
 */
#pragma once
#include "base/diag.h"

enum
{
  YAML_BYTES_LIMIT = 16 << 20,
  YAML_DEPTH_LIMIT = 64,
  YAML_NODES_LIMIT = 1000000,
  YAML_ALIAS_NODES_LIMIT = 100000
};

typedef enum
{
  YAML_SCALAR,
  YAML_LIST,
  YAML_MAP
} YamlKind;

typedef struct YamlNode YamlNode;
struct YamlNode
{
  YamlKind kind;
  Mark mark;
  gboolean plain; /* scalar without quotes: only then may `true`, `12`, `null` mean more than their letters */
  gboolean text_inside; /* the text stands behind the node, in its memory; FALSE: it is owned */
  char *text;           /* scalar: UTF-8 without NUL; NULL for lists and maps */
  GPtrArray *items;     /* list: YamlNode*. map: the values, YamlNode*. NULL for scalars */
  GPtrArray *keys;      /* map: scalars, parallel to items; keys differ. NULL otherwise */
};

/** Reads one document. Empty text is an empty map. NULL with diagnostics when the text is not sound.
 * O(length). */
YamlNode *yaml_read (const char *text, gsize length, const char *file, Diags *diags);
void yaml_node_free (YamlNode *node);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YamlNode, yaml_node_free)

/** The value of @key in a map (NULL: none, or @map is no map); O(keys). Borrowed. */
const YamlNode *yaml_find (const YamlNode *map, const char *key);

/** Is it written as nothing: empty, ~ or null without quotes? Read as "not said". */
gboolean yaml_is_null (const YamlNode *node);

/** "text", "list" or "map": for diagnostics. */
const char *yaml_kind_name (const YamlNode *node);

/* Writing */

#define YAML_WORDS_END '\x1E' /* a control character, which no text holds */

typedef enum
{
  YAML_AS_YAML,
  YAML_AS_JSON,
  YAML_AS_RECORDS, /* JSON to be sent: a line for each item of an item, and no space; a fifth of the indented one is missing */
  YAML_AS_WORDS /* each key and text as it is, then YAML_WORDS_END: to be searched, not to be read back */
} YamlStyle;
typedef struct YamlWriter YamlWriter;

YamlWriter *yaml_writer_new (YamlStyle style);
void yaml_writer_free (YamlWriter *writer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YamlWriter, yaml_writer_free)

/* A value is a string, number, boolean, list or map. Inside a map each value follows its key. */
void yaml_write_map_begin (YamlWriter *writer);
void yaml_write_list_begin (YamlWriter *writer);
void yaml_write_end (YamlWriter *writer); /* of the innermost list or map */
void yaml_write_key (YamlWriter *writer, const char *key);
void yaml_write_string (YamlWriter *writer, const char *text);
void yaml_write_integer (YamlWriter *writer, gint64 value);
void yaml_write_number (YamlWriter *writer,
                        double value); /* shortest text that reads back the same; finite */
void yaml_write_boolean (YamlWriter *writer, gboolean value);

/** The text; owned. All lists and maps must be ended. The writer is empty after. */
char *yaml_writer_steal (YamlWriter *writer);
