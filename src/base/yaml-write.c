/* yaml-write.c: canonical YAML and JSON; see yaml.h. Block style with two spaces; a text is plain only where
 * no reader of YAML 1.1 or 1.2 could take it for anything else, and a JSON string otherwise. */
#include "base/yaml.h"

#include <math.h>
#include <string.h>

struct YamlWriter
{
  YamlStyle style;
  GString *text;
  GArray *levels; /* of Level */
  gboolean after_key;
};

enum
{
  RECORD_DEPTH = 2 /* the map, a kind, its records */
};

typedef struct
{
  gboolean is_map;
  int n_items;
} Level;

YamlWriter *
yaml_writer_new (YamlStyle style)
{
  YamlWriter *writer = g_new0 (YamlWriter, 1);
  writer->style = style;
  writer->text = g_string_new (NULL);
  writer->levels = g_array_new (FALSE, FALSE, sizeof (Level));
  return writer;
}

void
yaml_writer_free (YamlWriter *writer)
{
  if (!writer)
    return;
  g_string_free (writer->text, TRUE);
  g_array_unref (writer->levels);
  g_free (writer);
}

static Level *
top (const YamlWriter *writer)
{
  return writer->levels->len ? &g_array_index (writer->levels, Level, writer->levels->len - 1) : NULL;
}

static void
new_line (YamlWriter *writer, int depth)
{
  g_string_append_c (writer->text, '\n');
  for (int i = 0; i < depth && writer->style != YAML_AS_RECORDS; i++)
    g_string_append (writer->text, "  ");
}

static gboolean
is_json (const YamlWriter *writer)
{
  return writer->style == YAML_AS_JSON || writer->style == YAML_AS_RECORDS;
}

/** Do items at @depth stand on lines of their own? */
static gboolean
breaks_lines (const YamlWriter *writer, int depth)
{
  return writer->style != YAML_AS_RECORDS || depth <= RECORD_DEPTH;
}

/** Before the item of a list or the key of a map: separator, line, indentation, dash. */
static void
begin_item (YamlWriter *writer)
{
  Level *level = top (writer);
  int depth = (int)writer->levels->len;
  if (writer->style == YAML_AS_WORDS)
    return;
  if (is_json (writer))
    {
      if (level->n_items)
        g_string_append_c (writer->text, ',');
      if (breaks_lines (writer, depth))
        new_line (writer, depth);
    }
  else
    {
      /* The first item after a dash stands on the dash's line; all else begins a line. */
      gboolean after_dash = writer->text->len >= 2 && !level->n_items &&
                            !strcmp (writer->text->str + writer->text->len - 2, "- ");
      if (writer->text->len && !after_dash)
        new_line (writer, depth - 1);
      if (!level->is_map)
        g_string_append (writer->text, "- ");
    }
  level->n_items++;
}

static void
begin_value (YamlWriter *writer)
{
  Level *level = top (writer);
  g_assert (!level || !level->is_map || writer->after_key);
  if (level && !level->is_map)
    begin_item (writer);
  writer->after_key = FALSE;
}

static void
begin (YamlWriter *writer, gboolean is_map)
{
  begin_value (writer);
  if (is_json (writer))
    g_string_append_c (writer->text, is_map ? '{' : '[');
  g_array_append_val (writer->levels, ((Level){is_map, 0}));
}

void
yaml_write_map_begin (YamlWriter *writer)
{
  begin (writer, TRUE);
}

void
yaml_write_list_begin (YamlWriter *writer)
{
  begin (writer, FALSE);
}

void
yaml_write_end (YamlWriter *writer)
{
  g_assert (writer->levels->len && !writer->after_key);
  Level level = *top (writer);
  g_array_set_size (writer->levels, writer->levels->len - 1);
  if (is_json (writer))
    {
      if (level.n_items && breaks_lines (writer, (int)writer->levels->len + 1))
        new_line (writer, (int)writer->levels->len);
      g_string_append_c (writer->text, level.is_map ? '}' : ']');
    }
  else if (writer->style == YAML_AS_YAML && !level.n_items)
    {
      if (writer->text->len && writer->text->str[writer->text->len - 1] != ' ')
        g_string_append_c (writer->text, ' ');
      g_string_append (writer->text, level.is_map ? "{}" : "[]");
    }
}

/** A word that nobody reads as a number, a date, a boolean, null or syntax. */
static gboolean
is_plain (const char *text)
{
  static const char *const reserved[] = {"y",    "n",     "yes",  "no",  "on", "off",
                                         "true", "false", "null", "inf", "nan"};
  if (!g_ascii_isalpha (*text) || strlen (text) > 60)
    return FALSE;
  for (const char *at = text; *at; at++)
    if (!g_ascii_isalnum (*at) && !strchr ("_-/.+", *at) && !(*at == ' ' && g_ascii_isalnum (at[1])))
      return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (reserved); i++)
    if (!g_ascii_strcasecmp (text, reserved[i]))
      return FALSE;
  return TRUE;
}

static void
append_quoted (GString *out, const char *text)
{
  g_string_append_c (out, '"');
  for (const char *at = text; *at; at++)
    {
      guchar byte = (guchar)*at;
      if (byte == '"' || byte == '\\')
        g_string_append_printf (out, "\\%c", byte);
      else if (byte == '\n')
        g_string_append (out, "\\n");
      else if (byte == '\t')
        g_string_append (out, "\\t");
      else if (byte < 0x20 || byte == 0x7F)
        g_string_append_printf (out, "\\u%04x", byte);
      else
        g_string_append_c (out, (char)byte);
    }
  g_string_append_c (out, '"');
}

static void
append_text (YamlWriter *writer, const char *text)
{
  if (writer->style == YAML_AS_WORDS)
    {
      g_string_append (writer->text, text);
      g_string_append_c (writer->text, YAML_WORDS_END);
      return;
    }
  if (writer->style == YAML_AS_YAML && is_plain (text))
    g_string_append (writer->text, text);
  else
    append_quoted (writer->text, text);
}

/** In YAML a scalar after `key:` stands on its line; a list or map begins the next. */
static void
append_gap (YamlWriter *writer)
{
  if (writer->style == YAML_AS_YAML && writer->text->len && writer->text->str[writer->text->len - 1] == ':')
    g_string_append_c (writer->text, ' ');
}

void
yaml_write_key (YamlWriter *writer, const char *key)
{
  g_assert (top (writer) && top (writer)->is_map && !writer->after_key);
  begin_item (writer);
  append_text (writer, key);
  if (writer->style != YAML_AS_WORDS)
    g_string_append (writer->text, writer->style == YAML_AS_JSON ? ": " : ":");
  writer->after_key = TRUE;
}

void
yaml_write_string (YamlWriter *writer, const char *text)
{
  begin_value (writer);
  append_gap (writer);
  append_text (writer, text);
}

static void
write_bare (YamlWriter *writer, const char *text)
{
  begin_value (writer);
  append_gap (writer);
  g_string_append (writer->text, text);
  if (writer->style == YAML_AS_WORDS)
    g_string_append_c (writer->text, YAML_WORDS_END);
}

void
yaml_write_integer (YamlWriter *writer, gint64 value)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, value);
  write_bare (writer, text);
}

void
yaml_write_number (YamlWriter *writer, double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  g_assert (isfinite (value));
  if (value == 0)
    value = 0; /* no minus zero */
  for (int digits = 1; digits <= 17; digits++)
    {
      char format[8];
      g_snprintf (format, sizeof format, "%%.%dg", digits);
      g_ascii_formatd (text, sizeof text, format, value);
      if (g_ascii_strtod (text, NULL) == value)
        break;
    }
  /* 1e+04 → 10000: whole numbers as people write them */
  if (strchr (text, 'e') && fabs (value) < 1e15 && value == floor (value))
    g_ascii_formatd (text, sizeof text, "%.0f", value);
  write_bare (writer, text);
}

void
yaml_write_boolean (YamlWriter *writer, gboolean value)
{
  write_bare (writer, value ? "true" : "false");
}

char *
yaml_writer_steal (YamlWriter *writer)
{
  g_assert (!writer->levels->len && !writer->after_key);
  g_string_append_c (writer->text, '\n');
  char *text = g_string_free (writer->text, FALSE);
  writer->text = g_string_new (NULL);
  return text;
}
