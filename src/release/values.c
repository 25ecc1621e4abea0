/* values.c: texts in languages and the ends of relations; see values.h. */
#include "release/values.h"

#include <string.h>

/* Texts */

static void
variant_free (gpointer data)
{
  TextVariant *variant = data;
  g_free (variant->lang);
  g_free (variant->text);
  g_free (variant);
}

Text *
text_new (void)
{
  return g_ptr_array_new_with_free_func (variant_free);
}

static void
text_add (Text *text, const char *lang, const char *words)
{
  TextVariant *variant = g_new0 (TextVariant, 1);
  variant->lang = g_strdup (lang);
  variant->text = g_strdup (words);
  g_ptr_array_add (text, variant);
}

Text *
text_copy (const Text *text)
{
  Text *copy = text_new ();
  for (guint i = 0; i < text->len; i++)
    {
      const TextVariant *variant = g_ptr_array_index (text, i);
      text_add (copy, variant->lang, variant->text);
    }
  return copy;
}

void
text_free (Text *text)
{
  if (text)
    g_ptr_array_unref (text);
}

gboolean
language_is_valid (const char *text)
{
  gsize n = strspn (text, "abcdefghijklmnopqrstuvwxyz");
  if (n < 2 || n > 3 || strlen (text) > 35)
    return FALSE;
  for (text += n; *text == '-'; text += n)
    {
      for (n = 0, text++; g_ascii_isalnum (text[n]); n++)
        ;
      if (n < 1 || n > 8)
        return FALSE;
    }
  return !*text;
}

/** Block texts bring line ends of their own, which say nothing. */
static void
add_read (Text *text, const char *lang, const YamlNode *node, Diags *diags)
{
  const char *words = node_text (node, "a text", diags);
  if (!words)
    return;
  g_autofree char *trimmed = g_strchomp (g_strdup (words));
  text_add (text, lang, trimmed);
}

static void
text_read_map (Text *text, const YamlNode *node, gboolean languages, Diags *diags)
{
  for (guint i = 0; i < node->keys->len; i++)
    {
      const YamlNode *key = g_ptr_array_index (node->keys, i), *value = g_ptr_array_index (node->items, i);
      if (languages && !language_is_valid (key->text))
        diags_error (diags, key->mark, "language-wrong", "a text, or a map of languages: {en: …, fr: …}",
                     "“%s” is no language", key->text);
      else
        add_read (text, key->text, value, diags);
    }
}

static void
text_read (Text *text, const YamlNode *node, Diags *diags)
{
  g_ptr_array_set_size (text, 0);
  if (node->kind == YAML_MAP)
    text_read_map (text, node, TRUE, diags);
  else
    add_read (text, NULL, node, diags);
}

static void
text_write (const Text *text, YamlWriter *writer)
{
  const TextVariant *first = g_ptr_array_index (text, 0);
  if (!first->lang)
    {
      yaml_write_string (writer, first->text);
      return;
    }
  yaml_write_map_begin (writer);
  for (guint i = 0; i < text->len; i++)
    {
      const TextVariant *variant = g_ptr_array_index (text, i);
      yaml_write_key (writer, variant->lang);
      yaml_write_string (writer, variant->text);
    }
  yaml_write_end (writer);
}

static void
text_field_init (const FieldSpec *field, gpointer at)
{
  *(Text **)at = text_new ();
}

static void
text_field_read (const FieldSpec *field, gpointer at, const YamlNode *node, Diags *diags)
{
  text_read (*(Text **)at, node, diags);
}

static void
array_clear (const FieldSpec *field, gpointer at)
{
  g_clear_pointer ((GPtrArray **)at, g_ptr_array_unref);
}

static void
text_field_copy (const FieldSpec *field, gpointer to, gconstpointer from)
{
  Text **copy = to;
  g_ptr_array_unref (*copy);
  *copy = text_copy (*(Text *const *)from);
}

static gboolean
array_is_said (const FieldSpec *field, gconstpointer at)
{
  const GPtrArray *array = *(GPtrArray *const *)at;
  return array && array->len;
}

static void
text_field_write (const FieldSpec *field, gconstpointer at, YamlWriter *writer)
{
  text_write (*(Text *const *)at, writer);
}

static void
write_types (YamlWriter *writer, const char *a, const char *b, const char *c)
{
  yaml_write_key (writer, "type");
  yaml_write_list_begin (writer);
  yaml_write_string (writer, a);
  yaml_write_string (writer, b);
  if (c)
    yaml_write_string (writer, c);
  yaml_write_end (writer);
}

static void
text_schema (const FieldSpec *field, YamlWriter *writer)
{
  if (field->type == &field_titles)
    {
      yaml_write_key (writer, "type");
      yaml_write_string (writer, "object");
    }
  else
    write_types (writer, "string", "object", NULL);
  yaml_write_key (writer, "additionalProperties");
  yaml_write_map_begin (writer);
  yaml_write_key (writer, "type");
  yaml_write_string (writer, "string");
  yaml_write_end (writer);
}

const FieldType field_text = {.name = "a text, or a map of languages",
                              .init = text_field_init,
                              .read = text_field_read,
                              .clear = array_clear,
                              .copy = text_field_copy,
                              .is_said = array_is_said,
                              .write = text_field_write,
                              .schema = text_schema};

static void
titles_read (const FieldSpec *field, gpointer at, const YamlNode *node, Diags *diags)
{
  Text *titles = *(Text **)at;
  g_ptr_array_set_size (titles, 0);
  if (node->kind != YAML_MAP)
    diags_error (diags, node->mark, "titles-wrong", "{name: text, name: text}",
                 "“%s” is a map of names, each with a text, not a %s", field->key, yaml_kind_name (node));
  else
    text_read_map (titles, node, FALSE, diags);
}

const FieldType field_titles = {.name = "a map of names, each with a text",
                                .init = text_field_init,
                                .read = titles_read,
                                .clear = array_clear,
                                .copy = text_field_copy,
                                .is_said = array_is_said,
                                .write = text_field_write,
                                .schema = text_schema};

/* Lists of texts */

static void
texts_init (const FieldSpec *field, gpointer at)
{
  *(GPtrArray **)at = g_ptr_array_new_with_free_func ((GDestroyNotify)g_ptr_array_unref);
}

static void
texts_read (const FieldSpec *field, gpointer at, const YamlNode *node, Diags *diags)
{
  GPtrArray *texts = *(GPtrArray **)at;
  g_ptr_array_set_size (texts, 0);
  guint n = node->kind == YAML_LIST ? node->items->len : 1;
  for (guint i = 0; i < n; i++)
    {
      Text *text = text_new ();
      text_read (text, node->kind == YAML_LIST ? g_ptr_array_index (node->items, i) : node, diags);
      if (text->len)
        g_ptr_array_add (texts, text);
      else
        text_free (text);
    }
}

static void
texts_copy (const FieldSpec *field, gpointer to, gconstpointer from)
{
  const GPtrArray *texts = *(GPtrArray *const *)from;
  for (guint i = 0; i < texts->len; i++)
    g_ptr_array_add (*(GPtrArray **)to, text_copy (g_ptr_array_index (texts, i)));
}

static void
texts_write (const FieldSpec *field, gconstpointer at, YamlWriter *writer)
{
  const GPtrArray *texts = *(GPtrArray *const *)at;
  yaml_write_list_begin (writer);
  for (guint i = 0; i < texts->len; i++)
    text_write (g_ptr_array_index (texts, i), writer);
  yaml_write_end (writer);
}

static void
texts_schema (const FieldSpec *field, YamlWriter *writer)
{
  write_types (writer, "string", "object", "array");
}

const FieldType field_texts = {.name = "a list of texts",
                               .init = texts_init,
                               .read = texts_read,
                               .clear = array_clear,
                               .copy = texts_copy,
                               .is_said = array_is_said,
                               .write = texts_write,
                               .schema = texts_schema};

/* Ends of relations. They are the fields from and to of a Relation, whose neighbours from_part and to_part they may set. */

typedef struct
{
  char *part_of;
  Text *text;
} End;

static const FieldSpec end_fields[] = {
    {"part_of", &field_id, G_STRUCT_OFFSET (End, part_of), "the entity of which a part is meant",
     .required = TRUE},
    {"text", &field_text, G_STRUCT_OFFSET (End, text), "which part: founders", .required = TRUE},
    {0}};
static const RecordSpec end_spec = {"relation's end", "a part of an entity", sizeof (End),
                                    end_fields,       RECORD_NO_ID,          RECORD_NO_MARK};

/** A part's entity (owned; NULL with a diagnostic) and its words into *part. */
static char *
read_end (const YamlNode *node, Text **part, Diags *diags)
{
  End *end = record_read (&end_spec, node, NULL, diags);
  char *id = g_steal_pointer (&end->part_of);
  Text *none = *part;
  *part = end->text;
  end->text = none;
  record_free (&end_spec, end);
  return id;
}

static void
from_read (const FieldSpec *field, gpointer at, const YamlNode *node, Diags *diags)
{
  Relation *relation = (Relation *)((char *)at - G_STRUCT_OFFSET (Relation, from));
  if (node->kind != YAML_MAP)
    {
      field_id.read (field, at, node, diags);
      return;
    }
  g_free (relation->from);
  relation->from = read_end (node, &relation->from_part, diags);
}

static void
to_read (const FieldSpec *field, gpointer at, const YamlNode *node, Diags *diags)
{
  Relation *relation = (Relation *)((char *)at - G_STRUCT_OFFSET (Relation, to));
  if (node->kind != YAML_MAP)
    {
      field_ids.read (field, at, node, diags);
      return;
    }
  g_ptr_array_set_size (relation->to, 0);
  char *id = read_end (node, &relation->to_part, diags);
  if (id)
    g_ptr_array_add (relation->to, id);
}

static void
from_init (const FieldSpec *field, gpointer at)
{
  *(char **)at = NULL;
}

static void
from_clear (const FieldSpec *field, gpointer at)
{
  g_clear_pointer ((char **)at, g_free);
}

static void
from_copy (const FieldSpec *field, gpointer to, gconstpointer from)
{
  *(char **)to = g_strdup (*(char *const *)from);
}

static gboolean
from_is_said (const FieldSpec *field, gconstpointer at)
{
  return *(char *const *)at != NULL;
}

static void
from_write (const FieldSpec *field, gconstpointer at, YamlWriter *writer)
{
  yaml_write_string (writer, *(char *const *)at);
}

static void
end_schema (const FieldSpec *field, YamlWriter *writer)
{
  write_types (writer, "string", "object", field->type == &field_to ? "array" : NULL);
}

static void
ids_init (const FieldSpec *field, gpointer at)
{
  *(GPtrArray **)at = g_ptr_array_new_with_free_func (g_free);
}

static void
ids_copy (const FieldSpec *field, gpointer to, gconstpointer from)
{
  field_ids.copy (field, to, from);
}

static void
ids_write (const FieldSpec *field, gconstpointer at, YamlWriter *writer)
{
  field_ids.write (field, at, writer);
}

const FieldType field_from = {.name = "an id, or {part_of, text}",
                              .init = from_init,
                              .read = from_read,
                              .clear = from_clear,
                              .copy = from_copy,
                              .is_said = from_is_said,
                              .write = from_write,
                              .schema = end_schema};

const FieldType field_to = {.name = "an id, a list of ids, or {part_of, text}",
                            .init = ids_init,
                            .read = to_read,
                            .clear = array_clear,
                            .copy = ids_copy,
                            .is_said = array_is_said,
                            .write = ids_write,
                            .schema = end_schema};
