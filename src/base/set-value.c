/* set-value.c: see set-value.h. */
#include "base/set-value.h"

#define AT(member) G_STRUCT_OFFSET (SetValue, member)
static const FieldSpec fields[] = {{"value", &field_string, AT (value), "the value", .required = TRUE}, {0}};
#undef AT

/* width: 75mm */
static gboolean
read_short (gpointer record, const YamlNode *node, Diags *diags)
{
  if (node->kind != YAML_SCALAR || yaml_is_null (node))
    return FALSE;
  ((SetValue *)record)->value = g_strdup (node->text);
  return TRUE;
}

const RecordSpec set_value_spec = {"setting's value",          "a value for one of the layout's settings",
                                   sizeof (SetValue),          fields,
                                   RECORD_ID (SetValue, name), RECORD_MARK (SetValue, mark),
                                   .read_short = read_short};

static void
value_free (gpointer data)
{
  record_free (&set_value_spec, data);
}

GPtrArray *
set_values_new (void)
{
  return g_ptr_array_new_with_free_func (value_free);
}

void
set_values_add (GPtrArray *values, const char *name, const char *value, Mark mark)
{
  SetValue *added = record_new (&set_value_spec);
  added->name = g_strdup (name);
  added->value = g_strdup (value);
  added->mark = mark;
  g_ptr_array_add (values, added);
}

void
set_values_add_all (GPtrArray *values, const GPtrArray *more)
{
  for (guint i = 0; more && i < more->len; i++)
    {
      const SetValue *value = g_ptr_array_index (more, i);
      if (value->value) /* else it was reported */
        set_values_add (values, value->name, value->value, value->mark);
    }
}

char *
set_value_to_text (const SetValue *value)
{
  return g_strdup_printf ("%d\n%d\n%s\n%s\n%s", value->mark.line, value->mark.column, value->name,
                          value->mark.file ? value->mark.file : "", value->value);
}

gboolean
set_values_add_text (GPtrArray *values, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "\n", 5);
  if (g_strv_length (parts) != 5)
    return FALSE;
  Mark mark = {*parts[3] ? g_intern_string (parts[3]) : NULL, (int)g_ascii_strtoll (parts[0], NULL, 10),
               (int)g_ascii_strtoll (parts[1], NULL, 10)};
  set_values_add (values, parts[2], parts[4], mark);
  return TRUE;
}
