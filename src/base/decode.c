/* decode.c: records from and to nodes, by their tables; see decode.h. What a field does is in fields.c. */
#include "base/decode.h"

#include <string.h>

static gpointer
field_at (const FieldSpec *field, gpointer record)
{
  return (char *)record + field->offset;
}

static gconstpointer
field_in (const FieldSpec *field, gconstpointer record)
{
  return (const char *)record + field->offset;
}

const char *
record_id (const RecordSpec *spec, gconstpointer record)
{
  return spec->id_offset < 0 ? NULL : *(char *const *)((const char *)record + spec->id_offset);
}

static const char *
article (const RecordSpec *spec)
{
  return strchr ("aeiou", *spec->name) ? "an" : "a";
}

/** Presets are our own text: one that cannot be read is a programmer's error. */
static void
read_preset (const FieldSpec *field, gpointer at)
{
  g_autoptr (Diags) mistakes = diags_new ();
  g_autoptr (YamlNode) node = yaml_read (field->preset, strlen (field->preset), "preset", mistakes);
  g_assert (node);
  field->type->read (field, at, node, mistakes);
  g_assert (!diags_has_errors (mistakes));
}

void
record_init (const RecordSpec *spec, gpointer record)
{
  for (const FieldSpec *field = spec->fields; field->key; field++)
    {
      if (field->type->init)
        field->type->init (field, field_at (field, record));
      if (field->preset)
        read_preset (field, field_at (field, record));
    }
}

gpointer
record_new (const RecordSpec *spec)
{
  gpointer record = g_malloc0 (spec->size);
  record_init (spec, record);
  return record;
}

gboolean
record_says (const RecordSpec *spec, gconstpointer record)
{
  for (const FieldSpec *field = spec->fields; field->key; field++)
    if (field->type->is_said && field->type->is_said (field, field_in (field, record)))
      return TRUE;
  return FALSE;
}

/** Nearest key of the table, so that a slip of the pen is answered with what was meant. */
static void
report_unknown_key (const RecordSpec *spec, const YamlNode *key, Diags *diags)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();
  for (const FieldSpec *field = spec->fields; field->key; field++)
    g_ptr_array_add (keys, (gpointer)field->key);
  const char *nearest = nearest_match (key->text, (const char *const *)keys->pdata, (int)keys->len);
  g_autofree char *hint =
      nearest ? g_strdup_printf ("did you mean “%s”?", nearest)
      : strchr (key->text, ' ')
          ? g_strdup ("a comma inside { } begins a new key; put words that have one in quotes")
          : NULL;
  diags_error (diags, key->mark, "key-unknown", hint, "%s %s has no key “%s”", article (spec), spec->name,
               key->text);
}

static const FieldSpec *
find_field (const RecordSpec *spec, const char *key)
{
  for (const FieldSpec *field = spec->fields; field->key; field++)
    if (g_str_equal (field->key, key))
      return field;
  return NULL;
}

static void
read_keys (const RecordSpec *spec, gpointer record, const YamlNode *node, Diags *diags)
{
  for (guint i = 0; i < node->keys->len; i++)
    {
      const YamlNode *key = g_ptr_array_index (node->keys, i), *value = g_ptr_array_index (node->items, i);
      const FieldSpec *field = find_field (spec, key->text);
      if (!field)
        report_unknown_key (spec, key, diags);
      else if (!yaml_is_null (value) && field->type->read)
        field->type->read (field, field_at (field, record), value, diags);
    }
}

void
record_read_onto (const RecordSpec *spec, gpointer record, const YamlNode *node, Diags *diags)
{
  if (spec->read_short && spec->read_short (record, node, diags))
    return;
  if (node->kind == YAML_MAP)
    read_keys (spec, record, node, diags);
  else if (!yaml_is_null (node))
    diags_error (diags, node->mark, "record-wrong", "write its keys below, indented, each with its value",
                 "%s %s is a map of keys, not a %s", article (spec), spec->name, yaml_kind_name (node));
}

static void
report_missing (const RecordSpec *spec, const YamlNode *node, const char *id, Diags *diags)
{
  for (const FieldSpec *field = spec->fields; field->key; field++)
    {
      const YamlNode *value = yaml_find (node, field->key);
      if (!field->required || (value && !yaml_is_null (value)))
        continue;
      g_autofree char *hint = g_strdup_printf ("%s: %s", field->key, field->meaning);
      diags_error (diags, node->mark, "key-missing", hint, "%s%s%s%s%s lacks the key “%s”",
                   id ? "" : article (spec), id ? "" : " ", spec->name, id ? " " : "", id ? id : "",
                   field->key);
    }
}

gpointer
record_read (const RecordSpec *spec, const YamlNode *node, const char *id, Diags *diags)
{
  gpointer record = record_new (spec);
  if (spec->id_offset >= 0)
    {
      char **own = (char **)((char *)record + spec->id_offset);
      if (id)
        {
          g_free (*own);
          *own = g_strdup (id);
        }
    }
  if (spec->mark_offset >= 0)
    *(Mark *)((char *)record + spec->mark_offset) = node->mark;
  record_read_onto (spec, record, node, diags);
  if (node->kind == YAML_MAP)
    report_missing (spec, node, id, diags);
  if (spec->check)
    spec->check (record, node, diags);
  return record;
}

void
record_copy_into (const RecordSpec *spec, gpointer copy, gconstpointer record)
{
  for (const FieldSpec *field = spec->fields; field->key; field++)
    if (field->type->copy)
      {
        /* record_new has set presets: they go first */
        if (field->type->clear)
          field->type->clear (field, field_at (field, copy));
        if (field->type->init)
          field->type->init (field, field_at (field, copy));
        field->type->copy (field, field_at (field, copy), field_in (field, record));
      }
  if (spec->id_offset >= 0)
    {
      char **id = (char **)((char *)copy + spec->id_offset);
      g_free (*id); /* a table may hold the id as a key, too */
      *id = g_strdup (record_id (spec, record));
    }
  if (spec->mark_offset >= 0)
    *(Mark *)((char *)copy + spec->mark_offset) = *(const Mark *)((const char *)record + spec->mark_offset);
}

gpointer
record_copy (const RecordSpec *spec, gconstpointer record)
{
  gpointer copy = record_new (spec);
  record_copy_into (spec, copy, record);
  return copy;
}

void
record_clear (const RecordSpec *spec, gpointer record)
{
  for (const FieldSpec *field = spec->fields; field->key; field++)
    if (field->type->clear)
      field->type->clear (field, field_at (field, record));
  if (spec->id_offset >= 0)
    {
      char **id = (char **)((char *)record + spec->id_offset);
      g_clear_pointer (id, g_free);
    }
}

void
record_free (const RecordSpec *spec, gpointer record)
{
  if (!record)
    return;
  record_clear (spec, record);
  g_free (record);
}

void
record_write (const RecordSpec *spec, gconstpointer record, YamlWriter *writer)
{
  yaml_write_map_begin (writer);
  for (const FieldSpec *field = spec->fields; field->key; field++)
    if (!field->author_only && field->type->write && field->type->is_said (field, field_in (field, record)))
      {
        yaml_write_key (writer, field->key);
        field->type->write (field, field_in (field, record), writer);
      }
  yaml_write_end (writer);
}

void
record_map_write (const RecordSpec *spec, const GPtrArray *records, YamlWriter *writer)
{
  yaml_write_map_begin (writer);
  for (guint i = 0; i < records->len; i++)
    {
      gconstpointer record = g_ptr_array_index (records, i);
      yaml_write_key (writer, record_id (spec, record));
      record_write (spec, record, writer);
    }
  yaml_write_end (writer);
}

gboolean
id_is_valid (const char *id)
{
  if (!g_ascii_isalnum (*id) || strlen (id) > 120)
    return FALSE;
  for (const char *at = id; *at; at++)
    if (!g_ascii_isalnum (*at) && !strchr ("-_./+", *at))
      return FALSE;
  return !g_str_has_suffix (id, "/") && !strstr (id, "..");
}

const char *
node_text (const YamlNode *node, const char *wanted, Diags *diags)
{
  if (node->kind == YAML_SCALAR && *node->text)
    return node->text;
  diags_error (diags, node->mark, "type-wrong", NULL, "%s is wanted here, not %s%s", wanted,
               node->kind == YAML_SCALAR ? "an empty text" : "a ",
               node->kind == YAML_SCALAR ? "" : yaml_kind_name (node));
  return NULL;
}

void
record_write_schema (const RecordSpec *spec, YamlWriter *writer)
{
  gboolean any_required = FALSE;
  if (!spec->read_short) /* else a shorter way is as good */
    {
      yaml_write_key (writer, "type");
      yaml_write_string (writer, "object");
    }
  yaml_write_key (writer, "additionalProperties");
  yaml_write_boolean (writer, FALSE);
  yaml_write_key (writer, "properties");
  yaml_write_map_begin (writer);
  for (const FieldSpec *field = spec->fields; field->key; field++)
    {
      any_required = any_required || field->required;
      yaml_write_key (writer, field->key);
      yaml_write_map_begin (writer);
      yaml_write_key (writer, "description");
      yaml_write_string (writer, field->meaning);
      if (field->type->schema)
        field->type->schema (field, writer);
      yaml_write_end (writer);
    }
  yaml_write_end (writer);
  if (!any_required)
    return;
  yaml_write_key (writer, "required");
  yaml_write_list_begin (writer);
  for (const FieldSpec *field = spec->fields; field->key; field++)
    if (field->required)
      yaml_write_string (writer, field->key);
  yaml_write_end (writer);
}

void
record_describe (const RecordSpec *spec, GString *out)
{
  for (const FieldSpec *field = spec->fields; field->key; field++)
    {
      g_string_append_printf (out, "  %-15s %s; %s%s", field->key, field->meaning, field->type->name,
                              field->required ? ", always" : "");
      if (field->words)
        {
          g_autofree char *words = g_strjoinv (", ", (char **)field->words);
          g_string_append_printf (out, ": %s", words);
        }
      if (field->preset)
        g_string_append_printf (out, "; without it: %s", field->preset);
      g_string_append_c (out, '\n');
    }
}
