/* fields-nested.c: fields that hold dates and records; see decode.h. */
#include "base/date.h"
#include "base/decode.h"

#include <string.h>

/* Dates: a short form, or a map with more about it */

static const char *const parts[] = {"morning", "afternoon", "evening", "night", NULL};

typedef struct
{
  char *on;
  char *part, *inferred, *words;
  gboolean ongoing;
} LongDate;

static const FieldSpec long_date_fields[] = {
    {"on", &field_string, G_STRUCT_OFFSET (LongDate, on),
     "2021, 2021-07, 2021-07-15, 2021-01..2021-04, 2014.. or undated"},
    {"part", &field_word, G_STRUCT_OFFSET (LongDate, part), "part of the day", .words = parts},
    {"inferred", &field_string, G_STRUCT_OFFSET (LongDate, inferred),
     "how the day was worked out, if it was not given"},
    {"words", &field_string, G_STRUCT_OFFSET (LongDate, words), "what the source says instead of a date"},
    {"ongoing", &field_boolean, G_STRUCT_OFFSET (LongDate, ongoing), "still so at that time"},
    {0}};

static const RecordSpec long_date_spec = {
    "date",        "a date with what is known about it", sizeof (LongDate), long_date_fields, RECORD_NO_ID,
    RECORD_NO_MARK};

static void
report_date (Mark mark, const char *text, Diags *diags)
{
  diags_error (diags, mark, "date-wrong",
               "2021, 2021-07, 2021-07-15, 2021-01..2021-04, 2014.., undated or ongoing",
               "“%s” is no possible date", text);
}

static void
date_field_read (const FieldSpec *field, gpointer at, const YamlNode *node, Diags *diags)
{
  Date *date = at;
  if (node->kind != YAML_MAP)
    {
      const char *text = node_text (node, "a date", diags);
      if (text && !date_read (text, date))
        report_date (node->mark, text, diags);
      return;
    }
  LongDate *found = record_read (&long_date_spec, node, NULL, diags);
  date_clear (date);
  if (found->on && !date_read (found->on, date))
    report_date (yaml_find (node, "on")->mark, found->on, diags);
  if (!found->on)
    date->kind = found->ongoing ? DATE_ONGOING : DATE_UNDATED;
  if (found->part && !(date->kind == DATE_ON && date->from.day))
    diags_error (diags, yaml_find (node, "part")->mark, "date-part", "give the day, or leave the part out",
                 "a part of the day needs a day");
  date->ongoing = found->ongoing;
  date->part = g_steal_pointer (&found->part);
  date->inferred = g_steal_pointer (&found->inferred);
  date->words = g_steal_pointer (&found->words);
  record_free (&long_date_spec, found);
}

static void
date_field_clear (const FieldSpec *field, gpointer at)
{
  date_clear (at);
}

static void
date_field_copy (const FieldSpec *field, gpointer to, gconstpointer from)
{
  *(Date *)to = date_copy (from);
}

static gboolean
date_is_said (const FieldSpec *field, gconstpointer at)
{
  return ((const Date *)at)->kind != DATE_NONE;
}

static void
date_write (const FieldSpec *field, gconstpointer at, YamlWriter *writer)
{
  const Date *date = at;
  g_autofree char *text = date_to_text (date);
  if (!date->part && !date->inferred && !date->words && !date->ongoing)
    {
      yaml_write_string (writer, text);
      return;
    }
  LongDate said = {text, date->part, date->inferred, date->words, date->ongoing};
  record_write (&long_date_spec, &said, writer);
}

static void
date_schema (const FieldSpec *field, YamlWriter *writer)
{
  yaml_write_key (writer, "anyOf");
  yaml_write_list_begin (writer);
  yaml_write_map_begin (writer);
  yaml_write_key (writer, "type");
  yaml_write_list_begin (writer);
  yaml_write_string (writer, "string");
  yaml_write_string (writer, "integer"); /* 2021 */
  yaml_write_end (writer);
  yaml_write_end (writer);
  yaml_write_map_begin (writer);
  record_write_schema (&long_date_spec, writer);
  yaml_write_end (writer);
  yaml_write_end (writer);
}

const FieldType field_date = {.name = "a date",
                              .read = date_field_read,
                              .clear = date_field_clear,
                              .copy = date_field_copy,
                              .is_said = date_is_said,
                              .write = date_write,
                              .schema = date_schema};

/* One record */

static void
record_field_read (const FieldSpec *field, gpointer at, const YamlNode *node, Diags *diags)
{
  gpointer *record = at;
  if (*record)
    record_read_onto (field->record, *record, node, diags);
  else
    *record = record_read (field->record, node, NULL, diags);
}

static void
record_field_clear (const FieldSpec *field, gpointer at)
{
  gpointer *record = at;
  record_free (field->record, *record);
  *record = NULL;
}

static void
record_field_copy (const FieldSpec *field, gpointer to, gconstpointer from)
{
  gconstpointer record = *(const gpointer *)from;
  *(gpointer *)to = record ? record_copy (field->record, record) : NULL;
}

static gboolean
record_is_said (const FieldSpec *field, gconstpointer at)
{
  return *(const gpointer *)at != NULL;
}

static void
record_field_write (const FieldSpec *field, gconstpointer at, YamlWriter *writer)
{
  record_write (field->record, *(const gpointer *)at, writer);
}

static void
record_schema (const FieldSpec *field, YamlWriter *writer)
{
  record_write_schema (field->record, writer);
}

const FieldType field_record = {.name = "a map",
                                .read = record_field_read,
                                .clear = record_field_clear,
                                .copy = record_field_copy,
                                .is_said = record_is_said,
                                .write = record_field_write,
                                .schema = record_schema};

/* A record by value */

static void
inline_init (const FieldSpec *field, gpointer at)
{
  record_init (field->record, at);
}

static void
inline_read (const FieldSpec *field, gpointer at, const YamlNode *node, Diags *diags)
{
  record_read_onto (field->record, at, node, diags);
}

static void
inline_clear (const FieldSpec *field, gpointer at)
{
  record_clear (field->record, at);
}

static void
inline_copy (const FieldSpec *field, gpointer to, gconstpointer from)
{
  record_copy_into (field->record, to, from);
}

static gboolean
inline_is_said (const FieldSpec *field, gconstpointer at)
{
  return record_says (field->record, at);
}

static void
inline_write (const FieldSpec *field, gconstpointer at, YamlWriter *writer)
{
  record_write (field->record, at, writer);
}

const FieldType field_inline = {.name = "a map",
                                .init = inline_init,
                                .read = inline_read,
                                .clear = inline_clear,
                                .copy = inline_copy,
                                .is_said = inline_is_said,
                                .write = inline_write,
                                .schema = record_schema};

/* Lists and maps of records. The array's elements are freed by the field, which knows their table. */

static void
records_init (const FieldSpec *field, gpointer at)
{
  *(GPtrArray **)at = g_ptr_array_new ();
}

static void
empty_records (const FieldSpec *field, GPtrArray *records)
{
  for (guint i = 0; i < records->len; i++)
    record_free (field->record, g_ptr_array_index (records, i));
  g_ptr_array_set_size (records, 0);
}

static void
records_clear (const FieldSpec *field, gpointer at)
{
  GPtrArray **records = at;
  if (*records)
    empty_records (field, *records);
  g_clear_pointer (records, g_ptr_array_unref);
}

static void
records_copy (const FieldSpec *field, gpointer to, gconstpointer from)
{
  const GPtrArray *records = *(GPtrArray *const *)from;
  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (*(GPtrArray **)to, record_copy (field->record, g_ptr_array_index (records, i)));
}

static gboolean
records_is_said (const FieldSpec *field, gconstpointer at)
{
  const GPtrArray *records = *(GPtrArray *const *)at;
  return records && records->len;
}

static void
records_read (const FieldSpec *field, gpointer at, const YamlNode *node, Diags *diags)
{
  GPtrArray *records = *(GPtrArray **)at;
  empty_records (field, records);
  if (node->kind != YAML_LIST)
    {
      g_ptr_array_add (records, record_read (field->record, node, NULL, diags));
      return;
    }
  for (guint i = 0; i < node->items->len; i++)
    g_ptr_array_add (records, record_read (field->record, g_ptr_array_index (node->items, i), NULL, diags));
}

static void
records_write (const FieldSpec *field, gconstpointer at, YamlWriter *writer)
{
  const GPtrArray *records = *(GPtrArray *const *)at;
  yaml_write_list_begin (writer);
  for (guint i = 0; i < records->len; i++)
    record_write (field->record, g_ptr_array_index (records, i), writer);
  yaml_write_end (writer);
}

static void
records_schema (const FieldSpec *field, YamlWriter *writer)
{
  yaml_write_key (writer, "type");
  yaml_write_list_begin (writer);
  yaml_write_string (writer, "array");
  yaml_write_string (writer, "object");
  yaml_write_end (writer);
  yaml_write_key (writer, "items");
  yaml_write_map_begin (writer);
  record_write_schema (field->record, writer);
  yaml_write_end (writer);
}

const FieldType field_records = {.name = "a list of maps",
                                 .init = records_init,
                                 .read = records_read,
                                 .clear = records_clear,
                                 .copy = records_copy,
                                 .is_said = records_is_said,
                                 .write = records_write,
                                 .schema = records_schema};

static void
record_map_read (const FieldSpec *field, gpointer at, const YamlNode *node, Diags *diags)
{
  GPtrArray *records = *(GPtrArray **)at;
  empty_records (field, records);
  if (node->kind != YAML_MAP)
    {
      diags_error (diags, node->mark, "map-wrong", NULL, "“%s” is a map of ids, each with a %s, not a %s",
                   field->key, field->record->name, yaml_kind_name (node));
      return;
    }
  for (guint i = 0; i < node->keys->len; i++)
    {
      const YamlNode *key = g_ptr_array_index (node->keys, i);
      if (!id_is_valid (key->text))
        diags_error (diags, key->mark, "id-key", "letters, digits, - _ . / + , first a letter or digit",
                     "“%s” cannot be the id of a %s", key->text, field->record->name);
      else
        {
          gpointer record = record_read (field->record, g_ptr_array_index (node->items, i), key->text, diags);
          if (field->record->mark_offset >= 0) /* a record's place is that of its id */
            *(Mark *)((char *)record + field->record->mark_offset) = key->mark;
          g_ptr_array_add (records, record);
        }
    }
}

static void
record_map_field_write (const FieldSpec *field, gconstpointer at, YamlWriter *writer)
{
  record_map_write (field->record, *(GPtrArray *const *)at, writer);
}

static void
record_map_schema (const FieldSpec *field, YamlWriter *writer)
{
  yaml_write_key (writer, "type");
  yaml_write_string (writer, "object");
  yaml_write_key (writer, "additionalProperties");
  yaml_write_map_begin (writer);
  record_write_schema (field->record, writer);
  yaml_write_end (writer);
}

const FieldType field_record_map = {.name = "a map of ids",
                                    .init = records_init,
                                    .read = record_map_read,
                                    .clear = records_clear,
                                    .copy = records_copy,
                                    .is_said = records_is_said,
                                    .write = record_map_field_write,
                                    .schema = record_map_schema};

const FieldType field_elsewhere = {.name = "described with its own kind"};
