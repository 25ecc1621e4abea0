/* keys.c: see keys.h. The values of a layout, checked one by one with their places. */
#include "document/keys.h"
#include <string.h>
#include "base/colour.h"
#include "base/length.h"
#include "document/layout.h"
#include "document/query.h"
#include "document/sections.h"
#include "document/style-value.h"
#include "document/template.h"

const KeySpec *
key_find (const KeySpec *keys, const char *name)
{
  for (; keys != NULL && keys->name != NULL; keys++)
    if (g_str_equal (keys->name, name))
      return keys;
  return NULL;
}

gboolean
choice_has (const char *choices, const char *word)
{
  const gsize length = strlen (word);
  const char *at = choices;
  while (length > 0 && (at = strstr (at, word)) != NULL)
    {
      if ((at == choices || at[-1] == '|') && (at[length] == '|' || at[length] == '\0'))
        return TRUE;
      at += length;
    }
  return FALSE;
}

void
choice_complain (const YamlNode *value, const char *choices, const char *what, const char *code, Diags *diags)
{
  g_auto (GStrv) words = g_strsplit (choices, "|", -1);
  const char *nearest = nearest_match (value->text, (const char *const *)words, (int)g_strv_length (words));
  g_autofree char *list = g_strjoinv (", ", words);
  g_autofree char *hint = nearest != NULL ? g_strdup_printf ("did you mean “%s”?", nearest)
                                          : g_strdup_printf ("one of: %s", list);
  diags_error (diags, value->mark, code, hint, "unknown %s “%s”", what, value->text);
}

static void
unknown_key (const YamlNode *key, const KeySpec *keys, const KeySpec *more, const char *where, Diags *diags)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  for (const KeySpec *k = keys; k != NULL && k->name != NULL; k++)
    g_ptr_array_add (names, (gpointer)k->name);
  for (const KeySpec *k = more; k != NULL && k->name != NULL; k++)
    g_ptr_array_add (names, (gpointer)k->name);
  const char *nearest = nearest_match (key->text, (const char *const *)names->pdata, (int)names->len);
  GString *hint = g_string_new (NULL);
  if (nearest != NULL)
    g_string_printf (hint, "did you mean “%s”?", nearest);
  else
    {
      g_string_append (hint, "known here: ");
      for (guint i = 0; i < names->len; i++)
        g_string_append_printf (hint, "%s%s", i > 0 ? ", " : "", (const char *)g_ptr_array_index (names, i));
    }
  diags_error (diags, key->mark, "layout-key-unknown", hint->str, "unknown key “%s” in %s", key->text, where);
  g_string_free (hint, TRUE);
}

gboolean
keys_check (const YamlNode *node, const KeySpec *keys, const KeySpec *more, const char *where,
            const KeyContext *context, Diags *diags)
{
  gboolean sound = TRUE;
  if (yaml_is_null (node))
    return TRUE;
  if (node->kind != YAML_MAP)
    {
      diags_error (diags, node->mark, "layout-not-a-map", "write {key: value}",
                   "%s wants a map, this is a %s", where, yaml_kind_name (node));
      return FALSE;
    }
  for (guint i = 0; i < node->items->len; i++)
    {
      const YamlNode *key = g_ptr_array_index (node->keys, i), *value = g_ptr_array_index (node->items, i);
      const KeySpec *spec = key_find (keys, key->text);
      if (spec == NULL)
        spec = key_find (more, key->text);
      if (spec == NULL)
        {
          unknown_key (key, keys, more, where, diags);
          sound = FALSE;
        }
      else if (!yaml_is_null (value) && !key_check (value, spec, context, diags))
        sound = FALSE;
    }
  return sound;
}

static gboolean
wrong (const YamlNode *value, const KeySpec *key, const char *wanted, Diags *diags)
{
  if (value->kind == YAML_SCALAR)
    diags_error (diags, value->mark, "layout-value", NULL, "“%s” wants %s, not “%s”", key->name, wanted,
                 value->text);
  else
    diags_error (diags, value->mark, "layout-value", NULL, "“%s” wants %s, not a %s", key->name, wanted,
                 yaml_kind_name (value));
  return FALSE;
}

static gboolean
integer_read (const char *text, int low, int high, int *result)
{
  gint64 value;
  if (!g_ascii_string_to_signed (text, 10, low, high, &value, NULL))
    return FALSE;
  *result = (int)value;
  return TRUE;
}

static gboolean
boolean_read (const char *text, gboolean *result)
{
  if (g_str_equal (text, "true") || g_str_equal (text, "yes"))
    *result = TRUE;
  else if (g_str_equal (text, "false") || g_str_equal (text, "no"))
    *result = FALSE;
  else
    return FALSE;
  return TRUE;
}

/* Words: a text, or a map of languages to texts. Each text is a template when @templated. */
static gboolean
check_words (const YamlNode *value, const KeySpec *key, const KeyContext *context, gboolean templated,
             Diags *diags)
{
  gboolean sound = TRUE;
  if (value->kind == YAML_MAP)
    {
      for (guint i = 0; i < value->items->len; i++)
        {
          const YamlNode *text = g_ptr_array_index (value->items, i);
          if (text->kind != YAML_SCALAR)
            sound = wrong (text, key, "a text for each language", diags);
          else if (templated && !template_check (text, context->record, diags))
            sound = FALSE;
        }
      return sound;
    }
  if (value->kind != YAML_SCALAR)
    return wrong (value, key, "a text, or a map of languages", diags);
  return !templated || template_check (value, context->record, diags);
}

static gboolean
check_style (const YamlNode *value, const KeySpec *key, const KeyContext *context, Diags *diags)
{
  if (value->kind != YAML_SCALAR)
    return wrong (value, key, "the name of a style", diags);
  return style_name_check (context->layout, value, diags);
}

static gboolean
check_strings (const YamlNode *value, const KeySpec *key, Diags *diags)
{
  if (value->kind == YAML_SCALAR)
    return TRUE;
  if (value->kind == YAML_MAP)
    return wrong (value, key, "a text or a list of texts", diags);
  for (guint i = 0; i < value->items->len; i++)
    if (((const YamlNode *)g_ptr_array_index (value->items, i))->kind != YAML_SCALAR)
      return wrong (g_ptr_array_index (value->items, i), key, "a list of texts", diags);
  return TRUE;
}

static gboolean
check_choice (const YamlNode *value, const KeySpec *key, Diags *diags)
{
  if (choice_has (key->choices, value->text))
    return TRUE;
  choice_complain (value, key->choices, key->name, "layout-choice", diags);
  return FALSE;
}

/* Values that are one text. */
static gboolean
check_scalar (const YamlNode *value, const KeySpec *key, const KeyContext *context, Diags *diags)
{
  int number, second;
  double real;
  gboolean truth;
  Rule rule;
  const char *text = value->text;
  switch (key->type)
    {
    case KEY_LENGTH:
      return length_read (text, &number) || wrong (value, key, "a length such as 12 mm or 9.4pt", diags);
    case KEY_SIZE:
      if (strchr (text, '%') != NULL ? !ratio_read (text, &real) : !length_read (text, &number))
        return wrong (value, key, "a length or a per cent value", diags);
      /* letters of no size have no lines: low is the least size in upt, or ten per cent */
      return key->low == 0 || (strchr (text, '%') != NULL ? real >= 0.1 : number >= key->low) ||
             wrong (value, key, "a size of at least 1pt or 10 %", diags);
    case KEY_INTEGER:
      {
        g_autofree char *range = g_strdup_printf ("a whole number from %d to %d", key->low, key->high);
        return integer_read (text, key->low, key->high, &number) || wrong (value, key, range, diags);
      }
    case KEY_NUMBER:
      return decimal_read (text, &real) || wrong (value, key, "a number", diags);
    case KEY_BOOLEAN:
      return boolean_read (text, &truth) || wrong (value, key, "true or false", diags);
    case KEY_CHOICE:
      return check_choice (value, key, diags);
    case KEY_WEIGHT:
      return weight_read (text, &number) ||
             wrong (value, key, "regular, medium, semibold, bold or 100 to 900", diags);
    case KEY_TRACKING:
      return tracking_read (text, &number) || wrong (value, key, "-0.018em, or thousandths of an em", diags);
    case KEY_PERCENT:
      return percent_read (text, &number) && number >= key->low && number <= key->high
                 ? TRUE
                 : wrong (value, key, "a few per cent, such as 2 %", diags);
    case KEY_SPACES:
      return spaces_read (text, &number, &second) ||
             wrong (value, key, "the least and the most of a word space: 75 % 220 %", diags);
    case KEY_GAPS:
      return gaps_read (text, &number, &second) ||
             wrong (value, key, "the most narrower and wider, within 0.03em: -0.007em 0.0115em", diags);
    case KEY_COLOUR:
      return colour_name_check (context->layout, value, text, diags);
    case KEY_RULE:
      return rule_read (context->layout, value, &rule, diags);
    case KEY_PAD:
      {
        int x, y;
        return pad_read (text, &x, &y) || wrong (value, key, "one or two lengths", diags);
      }
    case KEY_FAMILY: /* checked with the fonts at hand in layout-style.c */
    case KEY_TEXT:
    case KEY_ID:
      return TRUE;
    default:
      g_assert_not_reached ();
    }
}

gboolean
key_check (const YamlNode *value, const KeySpec *key, const KeyContext *context, Diags *diags)
{
  switch (key->type)
    {
    case KEY_WORDS:
      return check_words (value, key, context, FALSE, diags);
    case KEY_TEMPLATE:
      return check_words (value, key, context, TRUE, diags);
    case KEY_STYLE:
      return check_style (value, key, context, diags);
    case KEY_PAGE:
      return value->kind == YAML_SCALAR ? layout_page_check (context->layout, value, diags)
                                        : wrong (value, key, "the name of a page", diags);
    case KEY_IDS:
    case KEY_STRINGS:
      return check_strings (value, key, diags);
    case KEY_QUERY:
      return query_check (value, context->record, diags);
    case KEY_ROWS:
      return table_rows_check (value, key, context, diags);
    case KEY_COLUMNS:
    case KEY_SHOWN:
    case KEY_GROUPS:
      return sections_check_list (value, key, context, diags);
    case KEY_SECTIONS:
    case KEY_MAP:
      return TRUE;
    default:
      break;
    }
  if (value->kind != YAML_SCALAR)
    return wrong (value, key, "one value", diags);
  return check_scalar (value, key, context, diags);
}

/* Reading what was checked */

const char *
key_text (const YamlNode *map, const char *key, const char *fallback)
{
  const YamlNode *node = yaml_find (map, key);
  return node != NULL && node->kind == YAML_SCALAR && !yaml_is_null (node) ? node->text : fallback;
}

int
key_integer (const YamlNode *map, const char *key, int fallback)
{
  const char *text = key_text (map, key, NULL);
  int number;
  return text != NULL && integer_read (text, G_MININT, G_MAXINT, &number) ? number : fallback;
}

int
key_length (const YamlNode *map, const char *key, int fallback)
{
  const char *text = key_text (map, key, NULL);
  int length;
  return text != NULL && length_read (text, &length) ? length : fallback;
}

gboolean
key_boolean (const YamlNode *map, const char *key, gboolean fallback)
{
  const char *text = key_text (map, key, NULL);
  gboolean truth;
  return text != NULL && boolean_read (text, &truth) ? truth : fallback;
}

GPtrArray *
key_strings (const YamlNode *node)
{
  if (node == NULL || yaml_is_null (node))
    return NULL;
  GPtrArray *strings = g_ptr_array_new ();
  if (node->kind == YAML_SCALAR)
    g_ptr_array_add (strings, node->text);
  else if (node->kind == YAML_LIST)
    for (guint i = 0; i < node->items->len; i++)
      {
        const YamlNode *item = g_ptr_array_index (node->items, i);
        if (item->kind == YAML_SCALAR)
          g_ptr_array_add (strings, item->text);
      }
  return strings;
}
