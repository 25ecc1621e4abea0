/* yaml-quick.c: see yaml-quick.h. By recursive descent, one pass. Every function that reads returns FALSE or NULL when it meets what is
 * not known here, and then nothing but freeing happens any more. */
#include "base/yaml-quick.h"

#include <string.h>

enum
{
  DEPTH = YAML_DEPTH_LIMIT - 4, /* deeper, and longer keys, are left to those that count exactly */
  KEY_BYTES = 1000,
  FEW_KEYS = 12 /* are compared one by one */
};

typedef struct
{
  const char *text, *end, *at;
  const char *line; /* where the line of @at begins */
  const char *seen; /* up to here, in this line, @column has counted letters */
  const char *file;
  int number, column; /* of the line; of @seen */
  int n_nodes, depth;
  GString *decoded; /* a scalar that does not stand in the text as it is */
} Quick;

/** A scalar, before it is known what it is good for. */
typedef struct
{
  Mark mark;
  const char *text;
  gsize length;
  gboolean plain;
} Scalar;

static YamlNode *read_block (Quick *q, int parent);
static YamlNode *read_flow (Quick *q);

static char
peek (const Quick *q, int ahead)
{
  return q->at + ahead < q->end ? q->at[ahead] : '\0';
}

static gboolean
is_gap (char c)
{
  return c == ' ' || c == '\n' || c == '\0';
}

static gboolean
is_flow_sign (char c)
{
  return c == ',' || c == '[' || c == ']' || c == '{' || c == '}';
}

static int
indent_of (const Quick *q)
{
  return (int)(q->at - q->line);
}

/** Lines and columns count from 1, columns in letters. */
static Mark
mark_here (Quick *q)
{
  for (; q->seen < q->at; q->seen++)
    q->column += (*q->seen & 0xC0) != 0x80;
  return (Mark){q->file, q->number, q->column};
}

static void
begin_line (Quick *q)
{
  q->at++;
  q->line = q->seen = q->at;
  q->number++;
  q->column = 1;
}

static void
skip_spaces (Quick *q)
{
  while (q->at < q->end && *q->at == ' ')
    q->at++;
}

static gboolean
at_comment (const Quick *q)
{
  return peek (q, 0) == '#' && (q->at == q->line || q->at[-1] == ' ');
}

/** To the next token, which may stand lines below. FALSE: there is none. */
static gboolean
skip (Quick *q)
{
  for (;;)
    {
      skip_spaces (q);
      if (at_comment (q))
        {
          const char *end = memchr (q->at, '\n', q->end - q->at);
          q->at = end ? end : q->end;
        }
      if (q->at == q->end)
        return FALSE;
      if (*q->at != '\n')
        return TRUE;
      begin_line (q);
    }
}

/** Is nothing more on this line? */
static gboolean
line_ends (Quick *q)
{
  skip_spaces (q);
  return q->at == q->end || *q->at == '\n' || at_comment (q);
}

static gboolean
at_dash (const Quick *q)
{
  return peek (q, 0) == '-' && is_gap (peek (q, 1));
}

static gboolean
count_node (Quick *q)
{
  return ++q->n_nodes < YAML_NODES_LIMIT;
}

/* --- scalars --- */

static gboolean
read_double (Quick *q, Scalar *scalar)
{
  const char *from = ++q->at;
  scalar->mark = mark_here (q);
  gboolean as_is = TRUE;
  g_string_truncate (q->decoded, 0);
  for (; q->at < q->end && *q->at != '"'; q->at++)
    if (*q->at == '\n')
      return FALSE;
    else if (*q->at == '\\')
      {
        char c = peek (q, 1);
        const char *escape = c ? strchr ("\"\\/nt", c) : NULL;
        if (!escape)
          return FALSE;
        g_string_append_len (q->decoded, from, q->at - from);
        g_string_append_c (q->decoded, c == 'n' ? '\n' : c == 't' ? '\t' : c);
        from = ++q->at + 1;
        as_is = FALSE;
      }
  if (q->at == q->end)
    return FALSE;
  g_string_append_len (q->decoded, from, as_is ? 0 : q->at - from);
  scalar->text = as_is ? from : q->decoded->str;
  scalar->length = as_is ? (gsize)(q->at - from) : q->decoded->len;
  q->at++;
  return TRUE;
}

static gboolean
read_single (Quick *q, Scalar *scalar)
{
  q->at++;
  scalar->mark = mark_here (q);
  g_string_truncate (q->decoded, 0);
  for (;; q->at++)
    {
      if (q->at == q->end || *q->at == '\n')
        return FALSE;
      if (*q->at == '\'' && peek (q, 1) != '\'')
        break;
      q->at += *q->at == '\'';
      g_string_append_c (q->decoded, *q->at);
    }
  q->at++;
  scalar->text = q->decoded->str;
  scalar->length = q->decoded->len;
  return TRUE;
}

static gboolean
read_plain (Quick *q, Scalar *scalar, gboolean in_flow)
{
  char first = peek (q, 0);
  if (!first || strchr ("?:,[]{}#&*!|>'\"%@`", first) || (first == '-' && !g_ascii_isalnum (peek (q, 1))) ||
      (first == '.' && q->at == q->line))
    return FALSE;
  const char *from = q->at;
  for (; q->at < q->end && *q->at != '\n'; q->at++)
    {
      char c = *q->at;
      if (c == ':' && (is_gap (peek (q, 1)) || (in_flow && is_flow_sign (peek (q, 1)))))
        break;
      if ((c == '#' && q->at[-1] == ' ') || (in_flow && is_flow_sign (c)))
        break;
    }
  const char *to = q->at;
  while (to[-1] == ' ')
    to--;
  q->at = to;
  scalar->text = from;
  scalar->length = (gsize)(to - from);
  return TRUE;
}

/** One scalar of one line. A quoted one is marked behind its quote, as libfyaml does. */
static gboolean
read_scalar (Quick *q, Scalar *scalar, gboolean in_flow)
{
  char first = peek (q, 0);
  scalar->mark = mark_here (q);
  scalar->plain = first != '"' && first != '\'';
  return first == '"'    ? read_double (q, scalar)
         : first == '\'' ? read_single (q, scalar)
                         : read_plain (q, scalar, in_flow);
}

static YamlNode *
scalar_node (Quick *q, const Scalar *scalar)
{
  return count_node (q) ? yaml_scalar_new (scalar->mark, scalar->text, scalar->length, scalar->plain) : NULL;
}

/** One line of a text behind `>` or `|`: at its first letter. */
static gboolean
add_text_line (Quick *q, gboolean folded, int *n_blank)
{
  const char *end = memchr (q->at, '\n', q->end - q->at);
  if (!end || end[-1] == ' ')
    return FALSE; /* without an end the text would have none either */
  if (q->decoded->len)
    for (int i = *n_blank + !folded; i > 0; i--)
      g_string_append_c (q->decoded, '\n');
  if (q->decoded->len && folded && !*n_blank)
    g_string_append_c (q->decoded, ' ');
  *n_blank = 0;
  g_string_append_len (q->decoded, q->at, end - q->at);
  q->at = end;
  begin_line (q);
  return TRUE;
}

/** YAML 1.2, 8.1, without indicators but `-`, and with lines that are equally indented. */
static YamlNode *
read_text (Quick *q, int parent)
{
  const gboolean folded = *q->at++ == '>', strip = peek (q, 0) == '-';
  int indent = -1, n_blank = 0;
  q->at += strip;
  if (peek (q, 0) != '\n' || parent < 0)
    return NULL;
  begin_line (q);
  Scalar scalar = {.mark = mark_here (q)};
  g_string_truncate (q->decoded, 0);
  for (; q->at < q->end; q->at = q->line)
    {
      skip_spaces (q);
      if (q->at == q->end)
        return NULL;
      if (*q->at == '\n')
        {
          if (indent < 0 || indent_of (q) > indent)
            return NULL;
          n_blank++;
          begin_line (q);
          continue;
        }
      if (indent < 0)
        indent = indent_of (q);
      if (indent <= parent || indent_of (q) > indent)
        return NULL;
      if (indent_of (q) < indent)
        {
          if (indent_of (q) > parent || *q->at == '#')
            return NULL;
          q->at = q->line;
          break;
        }
      if (!add_text_line (q, folded, &n_blank))
        return NULL;
    }
  if (!q->decoded->len)
    return NULL;
  if (!strip)
    g_string_append_c (q->decoded, '\n');
  scalar.text = q->decoded->str;
  scalar.length = q->decoded->len;
  return scalar_node (q, &scalar);
}

/* --- lists and maps --- */

/** Keys differ. @seen: made when there are many. */
static gboolean
add_key (Quick *q, YamlNode *map, GHashTable **seen, const Scalar *scalar)
{
  YamlNode *key = scalar->length <= KEY_BYTES ? scalar_node (q, scalar) : NULL;
  if (!key)
    return FALSE;
  const guint n = map->keys->len;
  gboolean again = FALSE;
  g_ptr_array_add (map->keys, key);
  if (n == FEW_KEYS)
    {
      *seen = g_hash_table_new (g_str_hash, g_str_equal);
      for (guint i = 0; i < n; i++)
        g_hash_table_add (*seen, ((YamlNode *)map->keys->pdata[i])->text);
    }
  for (guint i = 0; i < MIN (n, FEW_KEYS) && !*seen && !again; i++)
    again = strcmp (((const YamlNode *)map->keys->pdata[i])->text, key->text) == 0;
  return !again && (!*seen || g_hash_table_add (*seen, key->text));
}

/** @value: taken; NULL is what was not known. */
static gboolean
add_item (YamlNode *parent, YamlNode *value)
{
  if (value)
    g_ptr_array_add (parent->items, value);
  return value != NULL;
}

/** At `{` or `[`: all to the closing sign. */
static gboolean
fill_flow (Quick *q, YamlNode *node, GHashTable **seen)
{
  const char closing = *q->at++ == '{' ? '}' : ']';
  for (;;)
    {
      if (!skip (q))
        return FALSE;
      if (*q->at == closing)
        break;
      if (node->kind == YAML_MAP)
        {
          Scalar key;
          if (!read_scalar (q, &key, TRUE) || !add_key (q, node, seen, &key))
            return FALSE;
          skip_spaces (q);
          if (peek (q, 0) != ':' || !is_gap (peek (q, 1)))
            return FALSE;
          q->at++;
          if (!skip (q))
            return FALSE;
        }
      if (!add_item (node, read_flow (q)) || !skip (q))
        return FALSE;
      if (*q->at == ',')
        q->at++;
      else if (*q->at != closing)
        return FALSE;
    }
  q->at++;
  return TRUE;
}

/** A value inside a flow list or map, or such a one itself. */
static YamlNode *
read_flow (Quick *q)
{
  Scalar scalar;
  const char first = peek (q, 0);
  if (first != '{' && first != '[')
    return read_scalar (q, &scalar, TRUE) ? scalar_node (q, &scalar) : NULL;
  if (q->depth >= DEPTH || !count_node (q))
    return NULL;
  g_autoptr (YamlNode) node = yaml_node_new (first == '{' ? YAML_MAP : YAML_LIST, mark_here (q));
  g_autoptr (GHashTable) seen = NULL;
  q->depth++;
  gboolean good = fill_flow (q, node, &seen);
  q->depth--;
  return good ? g_steal_pointer (&node) : NULL;
}

/** At a dash; @indent is where it stands. */
static YamlNode *
read_list (Quick *q, int indent)
{
  if (q->depth >= DEPTH || !count_node (q))
    return NULL;
  g_autoptr (YamlNode) list = yaml_node_new (YAML_LIST, mark_here (q));
  gboolean more = TRUE;
  q->depth++;
  while (more)
    {
      q->at++;
      if (line_ends (q) && (!skip (q) || indent_of (q) <= indent))
        return NULL; /* an item left empty */
      if (!add_item (list, read_block (q, indent)))
        return NULL;
      more = skip (q);
      if (more && indent_of (q) > indent)
        return NULL;
      more = more && indent_of (q) == indent && at_dash (q);
    }
  q->depth--;
  return g_steal_pointer (&list);
}

/** What stands behind `key:`. */
static YamlNode *
read_value (Quick *q, int indent)
{
  Scalar scalar;
  if (line_ends (q))
    {
      if (!skip (q) || indent_of (q) < indent)
        return NULL; /* a value left empty */
      if (indent_of (q) == indent)
        return at_dash (q) ? read_list (q, indent) : NULL;
      return read_block (q, indent);
    }
  const char first = *q->at;
  if (first == '>' || first == '|')
    return read_text (q, indent);
  if (first == '{' || first == '[')
    {
      g_autoptr (YamlNode) node = read_flow (q);
      return node && line_ends (q) ? g_steal_pointer (&node) : NULL;
    }
  if (!read_scalar (q, &scalar, FALSE) || !line_ends (q))
    return NULL;
  return scalar_node (q, &scalar);
}

/** @key: the first, read; at the colon behind it. */
static gboolean
fill_map (Quick *q, YamlNode *map, int indent, Scalar key, GHashTable **seen)
{
  for (;;)
    {
      if (!add_key (q, map, seen, &key))
        return FALSE;
      q->at++;
      if (!add_item (map, read_value (q, indent)))
        return FALSE;
      if (!skip (q) || indent_of (q) < indent)
        return TRUE;
      if (indent_of (q) > indent || at_dash (q) || !read_scalar (q, &key, FALSE))
        return FALSE;
      skip_spaces (q);
      if (peek (q, 0) != ':' || !is_gap (peek (q, 1)))
        return FALSE;
    }
}

/** A node that begins here, deeper than @parent. */
static YamlNode *
read_block (Quick *q, int parent)
{
  const int indent = indent_of (q);
  const char first = peek (q, 0);
  Scalar scalar;
  if (at_dash (q))
    return read_list (q, indent);
  if (first == '>' || first == '|')
    return read_text (q, parent);
  if (first == '{' || first == '[')
    {
      g_autoptr (YamlNode) node = read_flow (q);
      return node && line_ends (q) ? g_steal_pointer (&node) : NULL;
    }
  const Mark mark = mark_here (q);
  if (!read_scalar (q, &scalar, FALSE))
    return NULL;
  if (line_ends (q))
    return scalar_node (q, &scalar);
  if (peek (q, 0) != ':' || !is_gap (peek (q, 1)) || q->depth >= DEPTH || !count_node (q))
    return NULL;
  g_autoptr (YamlNode) map = yaml_node_new (YAML_MAP, mark);
  g_autoptr (GHashTable) seen = NULL;
  q->depth++;
  gboolean good = fill_map (q, map, indent, scalar, &seen);
  q->depth--;
  return good ? g_steal_pointer (&map) : NULL;
}

/** Line ends and marks that YAML and people count differently, and tabs. */
static gboolean
has_strange (const char *text, gsize length)
{
  for (const char *at = text; at < text + length; at++)
    switch ((guchar)*at)
      {
      case '\t':
      case '\r':
        return TRUE;
      case 0xC2: /* U+0085 */
        if ((guchar)at[1] == 0x85)
          return TRUE;
        break;
      case 0xE2: /* U+2028, U+2029 */
        if ((guchar)at[1] == 0x80 && ((guchar)at[2] & 0xFE) == 0xA8)
          return TRUE;
        break;
      case 0xEF: /* U+FEFF */
        if ((guchar)at[1] == 0xBB && (guchar)at[2] == 0xBF)
          return TRUE;
        break;
      default:
        break;
      }
  return FALSE;
}

YamlNode *
yaml_quick (const char *text, gsize length, const char *file)
{
  if (length == 0 || has_strange (text, length))
    return NULL;
  Quick q = {.text = text, .end = text + length, .at = text, .line = text, .seen = text};
  q.file = file;
  q.number = q.column = 1;
  q.decoded = g_string_new (NULL);
  g_autoptr (YamlNode) root = skip (&q) ? read_block (&q, -1) : NULL;
  gboolean whole = root && !skip (&q);
  g_string_free (q.decoded, TRUE);
  return whole ? g_steal_pointer (&root) : NULL;
}
