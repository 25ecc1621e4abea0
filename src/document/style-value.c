/* style-value.c: see style-value.h. */
#include "document/style-value.h"
#include <string.h>
#include "base/colour.h"
#include "base/length.h"
#include "document/keys.h"

static const struct
{
  const char *name;
  int weight;
} weights[] = {{"thin", 100},     {"light", 300}, {"regular", 400},   {"normal", 400}, {"medium", 500},
               {"semibold", 600}, {"bold", 700},  {"extrabold", 800}, {"black", 900}};

gboolean
weight_read (const char *text, int *weight)
{
  gint64 value;
  for (guint i = 0; i < G_N_ELEMENTS (weights); i++)
    if (g_str_equal (weights[i].name, text))
      {
        *weight = weights[i].weight;
        return TRUE;
      }
  if (!g_ascii_string_to_signed (text, 10, 100, 900, &value, NULL))
    return FALSE;
  *weight = (int)value;
  return TRUE;
}

gboolean
tracking_read (const char *text, int *tracking)
{
  g_autofree char *number = g_strstrip (g_strdup (text));
  double scale = 1, value;
  if (g_str_has_suffix (number, "em"))
    {
      number[strlen (number) - 2] = '\0';
      g_strchomp (number);
      scale = 1000;
    }
  if (!decimal_read (number, &value) || value * scale < -500 || value * scale > 2000)
    return FALSE;
  *tracking = (int)(value * scale + (value < 0 ? -0.5 : 0.5));
  return TRUE;
}

/* Splits at spaces, keeping a number and its unit together ("12 mm ink" → "12 mm", "ink"). */
static GPtrArray *
split_values (const char *text)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) words = g_strsplit_set (text, " \t", -1);
  for (char **word = words; *word != NULL; word++)
    {
      int length;
      char *last = parts->len > 0 ? g_ptr_array_index (parts, parts->len - 1) : NULL;
      g_autofree char *joined = last != NULL ? g_strconcat (last, *word, NULL) : NULL;
      if (**word == '\0')
        continue;
      if (joined != NULL && g_ascii_isdigit (last[strlen (last) - 1]) && g_ascii_isalpha (**word) &&
          length_read (joined, &length))
        {
          g_free (last);
          parts->pdata[parts->len - 1] = g_steal_pointer (&joined);
        }
      else
        g_ptr_array_add (parts, g_strdup (*word));
    }
  return parts;
}

gboolean
pad_read (const char *text, int *x, int *y)
{
  g_autoptr (GPtrArray) parts = split_values (text);
  if (parts->len < 1 || parts->len > 2 || !length_read (g_ptr_array_index (parts, 0), x))
    return FALSE;
  *y = *x;
  return parts->len == 1 || length_read (g_ptr_array_index (parts, 1), y);
}

gboolean
percent_read (const char *text, int *value)
{
  double ratio;
  if (strchr (text, '%') == NULL || !ratio_read (text, &ratio) || ratio < -10 || ratio > 10)
    return FALSE;
  *value = (int)(ratio * 10000 + (ratio < 0 ? -0.5 : 0.5));
  return TRUE;
}

gboolean
spaces_read (const char *text, int *least, int *most)
{
  const char *sign = strchr (text, '%');
  g_autofree char *first = sign != NULL ? g_strndup (text, sign - text + 1) : NULL;
  if (first == NULL || !percent_read (first, least) ||
      !percent_read (sign + 1 + strspn (sign + 1, " "), most))
    return FALSE;
  *least /= 100;
  *most /= 100;
  return *least >= 50 && *least <= 100 && *most >= 100;
}

/* "0.0135em" → 135 */
static gboolean
gap_read (const char *text, int *gap)
{
  g_autofree char *number = g_strdup (text);
  double value;
  if (!g_str_has_suffix (number, "em"))
    return FALSE;
  number[strlen (number) - 2] = '\0';
  if (!decimal_read (g_strstrip (number), &value) || value < -0.03 || value > 0.03)
    return FALSE;
  *gap = (int)(value * 10000 + (value < 0 ? -0.5 : 0.5));
  return TRUE;
}

gboolean
gaps_read (const char *text, int *tight, int *loose)
{
  g_autoptr (GPtrArray) parts = split_values (text);
  if (parts->len != 2 || !gap_read (g_ptr_array_index (parts, 0), tight) ||
      !gap_read (g_ptr_array_index (parts, 1), loose))
    return FALSE;
  *tight = -*tight;
  return *tight >= 0 && *loose >= 0;
}

gboolean
colour_lookup (const Layout *layout, const char *text, Colour *colour)
{
  gpointer value;
  if (g_hash_table_lookup_extended (layout->colours, text, NULL, &value))
    {
      *colour = GPOINTER_TO_UINT (value);
      return TRUE;
    }
  return text[0] == '#' && colour_read (text, colour);
}

/* Names of the map at @key of the layout's root, for the nearest match. */
static GPtrArray *
names_of (const Layout *layout, const char *key)
{
  GPtrArray *names = g_ptr_array_new ();
  const YamlNode *map = yaml_find (layout->root, key);
  for (guint i = 0; map != NULL && map->kind == YAML_MAP && i < map->keys->len; i++)
    g_ptr_array_add (names, ((YamlNode *)g_ptr_array_index (map->keys, i))->text);
  return names;
}

gboolean
colour_name_check (const Layout *layout, const YamlNode *value, const char *text, Diags *diags)
{
  Colour colour;
  if (g_str_equal (text, "none") || colour_lookup (layout, text, &colour))
    return TRUE;
  g_autoptr (GPtrArray) names = names_of (layout, "colours");
  const char *nearest = nearest_match (text, (const char *const *)names->pdata, (int)names->len);
  g_autofree char *hint = nearest != NULL ? g_strdup_printf ("did you mean “%s”?", nearest)
                                          : g_strdup ("a name from `colours:`, or “#12385A” in quotes");
  diags_error (diags, value->mark, "colour-unknown", hint, "unknown colour “%s”", text);
  return FALSE;
}

gboolean
style_name_check (const Layout *layout, const YamlNode *value, Diags *diags)
{
  const YamlNode *styles = yaml_find (layout->root, "styles");
  if (g_str_equal (value->text, "text") || (styles != NULL && yaml_find (styles, value->text) != NULL))
    return TRUE;
  g_autoptr (GPtrArray) names = names_of (layout, "styles");
  const char *nearest = nearest_match (value->text, (const char *const *)names->pdata, (int)names->len);
  g_autofree char *hint = nearest != NULL
                              ? g_strdup_printf ("did you mean “%s”?", nearest)
                              : g_strdup ("styles are named under `styles:` here or in the parent layout");
  diags_error (diags, value->mark, "style-unknown", hint, "unknown style “%s”", value->text);
  return FALSE;
}

gboolean
rule_read (const Layout *layout, const YamlNode *value, Rule *rule, Diags *diags)
{
  g_autoptr (GPtrArray) parts = split_values (value->text);
  int lengths = 0;
  *rule = (Rule){0, 0, layout_colour (layout, "ink", 0)};
  if (parts->len == 1 && g_str_equal (g_ptr_array_index (parts, 0), "none"))
    return TRUE;
  for (guint i = 0; i < parts->len; i++)
    {
      const char *part = g_ptr_array_index (parts, i);
      int length;
      if (length_read (part, &length) && lengths < 2)
        {
          if (lengths++ == 0)
            rule->width = length;
          else
            rule->gap = length;
        }
      else if (!colour_name_check (layout, value, part, diags))
        return FALSE;
      else
        colour_lookup (layout, part, &rule->colour);
    }
  if (lengths > 0)
    return TRUE;
  diags_error (diags, value->mark, "layout-rule", "width, colour and gap: 0.7pt ink 6pt",
               "“%s” is not a rule", value->text);
  return FALSE;
}
