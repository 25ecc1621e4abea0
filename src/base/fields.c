/* fields.c: the types of fields; see decode.h. Types of our own subject (figures, texts in languages) are in
 * release/. */
#include <math.h>
#include <string.h>

#include "base/colour.h"
#include "base/date.h"
#include "base/decode.h"
#include "base/length.h"

/* Types in a schema */

static void
schema_type (YamlWriter *writer, const char *type)
{
  yaml_write_key (writer, "type");
  yaml_write_string (writer, type);
}

static void
schema_words (const FieldSpec *field, YamlWriter *writer)
{
  yaml_write_key (writer, "enum");
  yaml_write_list_begin (writer);
  for (int i = 0; field->words[i]; i++)
    yaml_write_string (writer, field->words[i]);
  yaml_write_end (writer);
}

static void
schema_string (const FieldSpec *field, YamlWriter *writer)
{
  if (field->type == &field_word)
    schema_words (field, writer);
  else
    {
      /* Scalars are read by their letters: `id: 12` is the text 12, so editors may offer numbers, too. */
      yaml_write_key (writer, "type");
      yaml_write_list_begin (writer);
      yaml_write_string (writer, "string");
      yaml_write_string (writer, "number");
      yaml_write_end (writer);
    }
}

static void
schema_strings (const FieldSpec *field, YamlWriter *writer)
{
  yaml_write_key (writer, "type");
  yaml_write_list_begin (writer);
  yaml_write_string (writer, "string");
  yaml_write_string (writer, "array");
  yaml_write_end (writer);
  yaml_write_key (writer, "items");
  yaml_write_map_begin (writer);
  if (field->type == &field_words)
    schema_words (field, writer);
  else
    schema_type (writer, "string");
  yaml_write_end (writer);
}

/* Texts */

static gboolean
is_in (const char *word, const char *const *words)
{
  for (; *words; words++)
    if (g_str_equal (*words, word))
      return TRUE;
  return FALSE;
}

/** Is @text right for the type of @field (ids, words, lists of them)? Reports if not. */
static gboolean
check_text (const FieldSpec *field, const char *text, Mark mark, Diags *diags)
{
  gboolean wants_id = field->type == &field_id || field->type == &field_ids;
  gboolean wants_word = field->type == &field_word || field->type == &field_words;
  if (wants_id && !id_is_valid (text))
    {
      diags_error (diags, mark, "id-wrong", "letters, digits, - _ . / + , first a letter or digit",
                   "“%s” is no id", text);
      return FALSE;
    }
  if (wants_word && !is_in (text, field->words))
    {
      const char *nearest = nearest_match (text, field->words, (int)g_strv_length ((char **)field->words));
      g_autofree char *all = g_strjoinv (", ", (char **)field->words);
      g_autofree char *hint = nearest ? g_strdup_printf ("did you mean “%s”? The words are: %s", nearest, all)
                                      : g_strdup_printf ("the words are: %s", all);
      diags_error (diags, mark, "word-unknown", hint, "“%s” is not a word for “%s”", text, field->key);
      return FALSE;
    }
  return TRUE;
}

static void
string_read (const FieldSpec *field, gpointer at, const YamlNode *node, Diags *diags)
{
  char **string = at;
  const char *text = node_text (node, field->type->name, diags);
  if (!text || !check_text (field, text, node->mark, diags))
    return;
  g_free (*string);
  *string = g_strdup (text);
}

static void
string_clear (const FieldSpec *field, gpointer at)
{
  g_clear_pointer ((char **)at, g_free);
}

static void
string_copy (const FieldSpec *field, gpointer to, gconstpointer from)
{
  *(char **)to = g_strdup (*(char *const *)from);
}

static gboolean
pointer_is_said (const FieldSpec *field, gconstpointer at)
{
  return *(const gpointer *)at != NULL;
}

static void
string_write (const FieldSpec *field, gconstpointer at, YamlWriter *writer)
{
  yaml_write_string (writer, *(char *const *)at);
}

#define STRING_TYPE(a_name)                                                                                  \
  {                                                                                                          \
    .name = a_name, .read = string_read, .clear = string_clear, .copy = string_copy,                         \
    .is_said = pointer_is_said, .write = string_write, .schema = schema_string                               \
  }
const FieldType field_string = STRING_TYPE ("a text");
const FieldType field_id = STRING_TYPE ("an id");
const FieldType field_word = STRING_TYPE ("a word of the list");

/* Lists of texts */

static void
strings_init (const FieldSpec *field, gpointer at)
{
  *(GPtrArray **)at = g_ptr_array_new_with_free_func (g_free);
}

static void
list_clear (const FieldSpec *field, gpointer at)
{
  g_clear_pointer ((GPtrArray **)at, g_ptr_array_unref);
}

static void
strings_read (const FieldSpec *field, gpointer at, const YamlNode *node, Diags *diags)
{
  GPtrArray *list = *(GPtrArray **)at;
  g_ptr_array_set_size (list, 0);
  guint n = node->kind == YAML_LIST ? node->items->len : 1;
  for (guint i = 0; i < n; i++)
    {
      const YamlNode *item = node->kind == YAML_LIST ? g_ptr_array_index (node->items, i) : node;
      const char *text = node_text (item, field->type->name, diags);
      if (text && check_text (field, text, item->mark, diags))
        g_ptr_array_add (list, g_strdup (text));
    }
}

static void
strings_copy (const FieldSpec *field, gpointer to, gconstpointer from)
{
  const GPtrArray *list = *(GPtrArray *const *)from;
  for (guint i = 0; i < list->len; i++)
    g_ptr_array_add (*(GPtrArray **)to, g_strdup (g_ptr_array_index (list, i)));
}

static gboolean
list_is_said (const FieldSpec *field, gconstpointer at)
{
  const GPtrArray *list = *(GPtrArray *const *)at;
  return list && list->len;
}

static void
strings_write (const FieldSpec *field, gconstpointer at, YamlWriter *writer)
{
  const GPtrArray *list = *(GPtrArray *const *)at;
  yaml_write_list_begin (writer);
  for (guint i = 0; i < list->len; i++)
    yaml_write_string (writer, g_ptr_array_index (list, i));
  yaml_write_end (writer);
}

#define STRINGS_TYPE(a_name)                                                                                 \
  {                                                                                                          \
    .name = a_name, .init = strings_init, .read = strings_read, .clear = list_clear, .copy = strings_copy,   \
    .is_said = list_is_said, .write = strings_write, .schema = schema_strings                                \
  }
const FieldType field_strings = STRINGS_TYPE ("a text or a list of texts");
const FieldType field_ids = STRINGS_TYPE ("an id or a list of ids");
const FieldType field_words = STRINGS_TYPE ("a word of the list, or several");

/* Numbers */

static gboolean
in_range (const FieldSpec *field, double value, const YamlNode *node, Diags *diags)
{
  if ((field->least == 0 && field->most == 0) || (value >= field->least && value <= field->most))
    return TRUE;
  double unit = field->type == &field_length ? UPT_PER_POINT : 1;
  char least[G_ASCII_DTOSTR_BUF_SIZE], most[G_ASCII_DTOSTR_BUF_SIZE];
  g_ascii_formatd (least, sizeof least, "%.6g", field->least / unit);
  g_ascii_formatd (most, sizeof most, "%.6g", field->most / unit);
  g_autofree char *hint =
      g_strdup_printf ("from %s to %s%s", least, most, field->type == &field_length ? " pt" : "");
  diags_error (diags, node->mark, "number-range", hint, "“%s: %s” is out of range", field->key, node->text);
  return FALSE;
}

static void
report_number (const FieldSpec *field, const YamlNode *node, Diags *diags)
{
  diags_error (diags, node->mark, "number-wrong", NULL, "“%s” wants %s, not “%s”", field->key,
               field->type->name, node->text);
}

static void
integer_read (const FieldSpec *field, gpointer at, const YamlNode *node, Diags *diags)
{
  const char *text = node_text (node, field->type->name, diags);
  gint64 value;
  if (!text)
    return;
  if (!g_ascii_string_to_signed (text, 10, -G_MAXINT, G_MAXINT, &value, NULL))
    report_number (field, node, diags);
  else if (in_range (field, (double)value, node, diags))
    *(int *)at = (int)value;
}

static void
integer_copy (const FieldSpec *field, gpointer to, gconstpointer from)
{
  *(int *)to = *(const int *)from;
}

static gboolean
integer_is_said (const FieldSpec *field, gconstpointer at)
{
  return *(const int *)at != 0 || field->preset;
}

static void
integer_write (const FieldSpec *field, gconstpointer at, YamlWriter *writer)
{
  yaml_write_integer (writer, *(const int *)at);
}

static void
write_range (const FieldSpec *field, YamlWriter *writer)
{
  if (field->least == 0 && field->most == 0)
    return;
  yaml_write_key (writer, "minimum");
  yaml_write_number (writer, field->least);
  yaml_write_key (writer, "maximum");
  yaml_write_number (writer, field->most);
}

static void
integer_schema (const FieldSpec *field, YamlWriter *writer)
{
  schema_type (writer, "integer");
  write_range (field, writer);
}

const FieldType field_integer = {.name = "a whole number",
                                 .read = integer_read,
                                 .copy = integer_copy,
                                 .is_said = integer_is_said,
                                 .write = integer_write,
                                 .schema = integer_schema};

static void
number_read (const FieldSpec *field, gpointer at, const YamlNode *node, Diags *diags)
{
  const char *text = node_text (node, field->type->name, diags);
  double value;
  if (!text)
    return;
  if (!(field->type == &field_ratio ? ratio_read (text, &value) : decimal_read (text, &value)))
    report_number (field, node, diags);
  else if (in_range (field, value, node, diags))
    *(double *)at = value;
}

static void
number_copy (const FieldSpec *field, gpointer to, gconstpointer from)
{
  *(double *)to = *(const double *)from;
}

static gboolean
number_is_said (const FieldSpec *field, gconstpointer at)
{
  return *(const double *)at != 0 || field->preset;
}

static void
number_write (const FieldSpec *field, gconstpointer at, YamlWriter *writer)
{
  yaml_write_number (writer, *(const double *)at);
}

static void
number_schema (const FieldSpec *field, YamlWriter *writer)
{
  schema_type (writer, "number");
  write_range (field, writer);
}

const FieldType field_number = {.name = "a number",
                                .read = number_read,
                                .copy = number_copy,
                                .is_said = number_is_said,
                                .write = number_write,
                                .schema = number_schema};

const FieldType field_ratio = {.name = "a ratio such as 70 % or 0.7",
                               .read = number_read,
                               .copy = number_copy,
                               .is_said = number_is_said,
                               .write = number_write,
                               .schema = schema_string};

/* Yes and no */

static void
boolean_read (const FieldSpec *field, gpointer at, const YamlNode *node, Diags *diags)
{
  const char *text = node_text (node, field->type->name, diags);
  if (!text)
    return;
  if (!g_str_equal (text, "true") && !g_str_equal (text, "false"))
    diags_error (diags, node->mark, "boolean-wrong", "write true or false", "“%s” is neither true nor false",
                 text);
  else
    *(gboolean *)at = g_str_equal (text, "true");
}

static void
boolean_write (const FieldSpec *field, gconstpointer at, YamlWriter *writer)
{
  yaml_write_boolean (writer, *(const gboolean *)at);
}

static void
boolean_schema (const FieldSpec *field, YamlWriter *writer)
{
  schema_type (writer, "boolean");
}

const FieldType field_boolean = {.name = "true or false",
                                 .read = boolean_read,
                                 .copy = integer_copy,
                                 .is_said = integer_is_said,
                                 .write = boolean_write,
                                 .schema = boolean_schema};

/* Lengths and colours */

static void
length_field_read (const FieldSpec *field, gpointer at, const YamlNode *node, Diags *diags)
{
  const char *text = node_text (node, field->type->name, diags);
  int value;
  if (!text)
    return;
  if (!length_read (text, &value))
    diags_error (diags, node->mark, "length-wrong", "units are pt, mm, cm, in, pc: 9.4pt",
                 "“%s” is no length", text);
  else if (in_range (field, value, node, diags))
    *(int *)at = value;
}

static void
length_write (const FieldSpec *field, gconstpointer at, YamlWriter *writer)
{
  g_autofree char *text = length_to_text (*(const int *)at);
  yaml_write_string (writer, text);
}

const FieldType field_length = {.name = "a length such as 12 mm or 9.4pt",
                                .read = length_field_read,
                                .copy = integer_copy,
                                .is_said = integer_is_said,
                                .write = length_write,
                                .schema = schema_string};

static void
colour_field_read (const FieldSpec *field, gpointer at, const YamlNode *node, Diags *diags)
{
  const char *text = node_text (node, field->type->name, diags);
  if (text && !colour_read (text, at))
    diags_error (diags, node->mark, "colour-wrong", "six hexadecimal digits in quotes: \"#12385A\"",
                 "“%s” is no colour", text);
}

static void
colour_write (const FieldSpec *field, gconstpointer at, YamlWriter *writer)
{
  g_autofree char *text = colour_to_text (*(const guint32 *)at);
  yaml_write_string (writer, text);
}

const FieldType field_colour = {.name = "a colour such as \"#12385A\"",
                                .read = colour_field_read,
                                .copy = integer_copy,
                                .is_said = integer_is_said,
                                .write = colour_write,
                                .schema = schema_string};
