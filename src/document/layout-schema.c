/* layout-schema.c: the JSON Schema of layout files, from the same tables that check them. */
#include <string.h>
#include "document/layout-style.h"
#include "document/query.h"
#include "document/sections.h"

static void
write_pair (YamlWriter *writer, const char *key, const char *value)
{
  yaml_write_key (writer, key);
  yaml_write_string (writer, value);
}

static void
write_enum (YamlWriter *writer, const char *choices)
{
  g_auto (GStrv) words = g_strsplit (choices, "|", -1);
  yaml_write_key (writer, "enum");
  yaml_write_list_begin (writer);
  for (char **word = words; *word != NULL; word++)
    yaml_write_string (writer, *word);
  yaml_write_end (writer);
}

static void write_object (YamlWriter *writer, const KeySpec *keys, const KeySpec *more, const char *record);

static void
write_list_of (YamlWriter *writer, const KeySpec *keys, const char *record)
{
  write_pair (writer, "type", "array");
  yaml_write_key (writer, "items");
  yaml_write_map_begin (writer);
  write_object (writer, keys, NULL, record);
  yaml_write_end (writer);
}

/* `pages:` is a map of names. */
static void
write_page_reference (YamlWriter *writer, const char *name)
{
  if (g_str_equal (name, "page"))
    {
      write_pair (writer, "$ref", "#/$defs/page");
      return;
    }
  write_pair (writer, "type", "object");
  yaml_write_key (writer, "additionalProperties");
  yaml_write_map_begin (writer);
  write_pair (writer, "$ref", "#/$defs/page");
  yaml_write_end (writer);
}

static void
write_type (YamlWriter *writer, const KeySpec *key, const char *record)
{
  const KeySpec *query = query_keys (record);
  switch (key->type)
    {
    case KEY_INTEGER:
      write_pair (writer, "type", "integer");
      yaml_write_key (writer, "minimum");
      yaml_write_integer (writer, key->low);
      yaml_write_key (writer, "maximum");
      yaml_write_integer (writer, key->high);
      break;
    case KEY_NUMBER:
      write_pair (writer, "type", "number");
      break;
    case KEY_BOOLEAN:
      write_pair (writer, "type", "boolean");
      break;
    case KEY_CHOICE:
      write_enum (writer, key->choices);
      break;
    case KEY_SECTIONS:
      write_pair (writer, "$ref", "#/$defs/body");
      break;
    case KEY_COLUMNS:
      write_list_of (writer, column_keys, record);
      break;
    case KEY_ROWS:
      write_pair (writer, "type", "array");
      break;
    case KEY_SHOWN:
      write_list_of (writer, shown_keys, record);
      break;
    case KEY_GROUPS:
      write_list_of (writer, shown_group_keys, record);
      break;
    case KEY_QUERY:
      if (query != NULL)
        {
          g_autofree char *reference = g_strdup_printf ("#/$defs/query-%s", record);
          write_pair (writer, "$ref", reference);
        }
      break;
    case KEY_LENGTH:
      write_pair (writer, "type", "string");
      write_pair (writer, "pattern", "^-?[0-9.]+ ?(pt|mm|cm|in)$");
      break;
    case KEY_MAP:
      if (g_str_equal (key->name, "settings"))
        write_pair (writer, "$ref", "#/$defs/settings");
      else if (g_str_equal (key->name, "page") || g_str_equal (key->name, "pages"))
        write_page_reference (writer, key->name);
      break;
    default: /* texts, and maps of languages */
      break;
    }
}

static void
write_object (YamlWriter *writer, const KeySpec *keys, const KeySpec *more, const char *record)
{
  const KeySpec *const tables[] = {keys, more};
  write_pair (writer, "type", "object");
  yaml_write_key (writer, "additionalProperties");
  yaml_write_boolean (writer, FALSE);
  yaml_write_key (writer, "properties");
  yaml_write_map_begin (writer);
  for (int t = 0; t < 2; t++)
    for (const KeySpec *key = tables[t]; key != NULL && key->name != NULL; key++)
      {
        if (t == 1 && key_find (keys, key->name) != NULL)
          continue;
        yaml_write_key (writer, key->name);
        yaml_write_map_begin (writer);
        if (key->meaning != NULL)
          write_pair (writer, "description", key->meaning);
        write_type (writer, key, record);
        yaml_write_end (writer);
      }
  yaml_write_end (writer);
}

static void
write_body (YamlWriter *writer)
{
  yaml_write_key (writer, "body");
  yaml_write_map_begin (writer);
  write_pair (writer, "type", "array");
  yaml_write_key (writer, "items");
  yaml_write_map_begin (writer);
  yaml_write_key (writer, "properties");
  yaml_write_map_begin (writer);
  for (const SectionSpec *spec = section_specs; spec->name != NULL; spec++)
    {
      yaml_write_key (writer, spec->name);
      yaml_write_map_begin (writer);
      write_pair (writer, "description", spec->meaning);
      if (spec->shorthand == NULL && !spec->container)
        write_object (writer, spec->keys, section_common_keys, spec->record);
      yaml_write_end (writer);
    }
  yaml_write_end (writer);
  yaml_write_end (writer);
  yaml_write_end (writer);
}

/* Names are the layout's own. */
static void
write_settings (YamlWriter *writer)
{
  yaml_write_key (writer, "settings");
  yaml_write_map_begin (writer);
  yaml_write_key (writer, "additionalProperties");
  yaml_write_map_begin (writer);
  write_object (writer, setting_keys, NULL, NULL);
  yaml_write_end (writer);
  yaml_write_end (writer);
}

static void
write_definitions (YamlWriter *writer)
{
  static const char *const records[] = {"claim", "relation", "entity", "source", "judgement", "passage"};
  yaml_write_key (writer, "$defs");
  yaml_write_map_begin (writer);
  write_body (writer);
  write_settings (writer);
  yaml_write_key (writer, "page");
  yaml_write_map_begin (writer);
  write_object (writer, page_keys, NULL, NULL);
  yaml_write_end (writer);
  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    {
      g_autofree char *name = g_strdup_printf ("query-%s", records[i]);
      yaml_write_key (writer, name);
      yaml_write_map_begin (writer);
      write_object (writer, query_keys (records[i]), NULL, records[i]);
      yaml_write_end (writer);
    }
  yaml_write_end (writer);
}

char *
layout_schema (void)
{
  g_autoptr (YamlWriter) writer = yaml_writer_new (YAML_AS_JSON);
  yaml_write_map_begin (writer);
  write_pair (writer, "$schema", "https://json-schema.org/draft/2020-12/schema");
  write_pair (writer, "title", "layout");
  write_object (writer, layout_root_keys, NULL, NULL);
  write_definitions (writer);
  yaml_write_end (writer);
  return yaml_writer_steal (writer);
}
