/* layout-style.c: colours, fonts and styles of a layout. A style without `extends` stands on "text", "text" on the defaults
 * below, so that a layout of three lines prints. Cycles of `extends` are found by depth-first search.
 */
#include "document/layout-style.h"
#include <string.h>
#include "base/colour.h"
#include "base/length.h"
#include "document/style-value.h"

const KeySpec style_keys[STYLE_N_KEYS + 1] = {
    [STYLE_FONT] = {"font", KEY_FAMILY, .meaning = "a name from `fonts:` or a family in the folder fonts/"},
    [STYLE_SIZE] = {"size", KEY_SIZE, .low = 1024,
                    .meaning = "9.4pt; in a style for parts of a line also 80 %"},
    [STYLE_LEADING] = {"leading", KEY_LENGTH, .meaning = "from baseline to baseline"},
    [STYLE_WEIGHT] = {"weight", KEY_WEIGHT, .meaning = "regular, medium, semibold, bold or 100 to 900"},
    [STYLE_ITALIC] = {"italic", KEY_BOOLEAN, .meaning = "the italic face"},
    [STYLE_COLOUR] = {"colour", KEY_COLOUR, .meaning = "of the letters"},
    [STYLE_TRACKING] = {"tracking", KEY_TRACKING, .meaning = "space added between letters: 0.02em"},
    [STYLE_FEATURES] = {"features", KEY_TEXT, .meaning = "OpenType features: tnum,lnum"},
    [STYLE_RISE] = {"rise", KEY_SIZE, .meaning = "baseline shift, up is positive: 3pt or 35 %"},
    [STYLE_GROUND] = {"ground", KEY_COLOUR, .meaning = "colour behind the block or the words"},
    [STYLE_OUTLINE] = {"outline", KEY_COLOUR, .meaning = "thin line round the ground"},
    [STYLE_PAD] = {"pad", KEY_PAD,
                   .meaning = "ground beyond the text: 8pt, or 8pt 4pt for sides and above/below"},
    [STYLE_NOBREAK] = {"nobreak", KEY_BOOLEAN, .meaning = "no line ends inside these words"},
    [STYLE_ALIGN] = {"align", KEY_CHOICE, .choices = "start|end|centre|justify",
                     .meaning = "how lines stand"},
    [STYLE_HYPHENATE] = {"hyphenate", KEY_BOOLEAN, .meaning = "may words be divided"},
    [STYLE_HYPHENS_IN_ROW] = {"hyphens_in_row", KEY_INTEGER, .low = 1, .high = 3,
                              .meaning = "lines that may end in a hyphen one after another; without it 2"},
    [STYLE_EXPAND] = {"expand", KEY_PERCENT, .low = 0, .high = 500,
                      .meaning = "in justified lines letters may be so much wider or narrower: 2 %"},
    [STYLE_TRACKING_LIMITS] = {"tracking_limits", KEY_GAPS,
                               .meaning =
                                   "in justified lines gaps between letters may be so much narrower and "
                                   "wider: -0.007em 0.0115em"},
    [STYLE_SPACE_LIMITS] = {"space_limits", KEY_SPACES,
                            .meaning = "least and most of a word space in justified lines: 75 % 220 %"},
    [STYLE_PROTRUDE] = {"protrude", KEY_BOOLEAN,
                        .meaning = "stops and hyphens of justified lines stand out over the edge a little"},
    [STYLE_INDENT_FIRST] = {"indent_first", KEY_LENGTH, .meaning = "of the first line"},
    [STYLE_INDENT_START] = {"indent_start", KEY_LENGTH, .meaning = "of all lines, at the start edge"},
    [STYLE_INDENT_END] = {"indent_end", KEY_LENGTH, .meaning = "of all lines, at the end edge"},
    [STYLE_RULE_ABOVE] = {"rule_above", KEY_RULE, .meaning = "width, colour, gap: 0.7pt ink 6pt"},
    [STYLE_RULE_BELOW] = {"rule_below", KEY_RULE, .meaning = "as rule_above"},
    [STYLE_BAR] = {"bar", KEY_RULE, .meaning = "upright bar at the start edge: width, colour, gap"},
    [STYLE_SPACE_BEFORE] = {"space_before", KEY_LENGTH,
                            .meaning = "white above; the larger of two neighbours counts"},
    [STYLE_SPACE_AFTER] = {"space_after", KEY_LENGTH,
                           .meaning = "white below; the larger of two neighbours counts"},
    [STYLE_KEEP_NEXT] = {"keep_next", KEY_BOOLEAN, .meaning = "on the same page as what follows"},
    [STYLE_KEEP_TOGETHER] = {"keep_together", KEY_BOOLEAN, .meaning = "never divided between pages"},
    [STYLE_SPAN] = {"span", KEY_BOOLEAN, .meaning = "across all columns of the page"},
    [STYLE_FLOAT] = {"float", KEY_BOOLEAN,
                     .meaning =
                         "what does not fit goes to the top of the next page, and text fills the rest"},
    [STYLE_BLEED] = {"bleed", KEY_BOOLEAN, .meaning = "the ground reaches the page's edges"},
    [STYLE_EXTENDS] = {"extends", KEY_TEXT, .meaning = "the style that this one stands on; without it: text"},
    {NULL},
};

void
layout_read_colours (Layout *layout, Diags *diags)
{
  const YamlNode *map = yaml_find (layout->root, "colours");
  layout->colours = g_hash_table_new (g_str_hash, g_str_equal);
  if (map == NULL || yaml_is_null (map))
    return;
  if (map->kind != YAML_MAP)
    {
      diags_error (diags, map->mark, "layout-colours", "colours: {ink: \"#15191E\"}",
                   "“colours” wants a map of names");
      return;
    }
  for (guint i = 0; i < map->items->len; i++)
    {
      const YamlNode *name = g_ptr_array_index (map->keys, i), *value = g_ptr_array_index (map->items, i);
      Colour colour;
      if (value->kind == YAML_SCALAR && colour_read (value->text, &colour))
        g_hash_table_insert (layout->colours, name->text, GUINT_TO_POINTER (colour));
      else
        diags_error (diags, value->mark, "colour-value",
                     "write it as \"#15191E\", in quotes: # begins a comment",
                     "colour “%s” is not of the form #rrggbb", name->text);
    }
}

static const char *
family_resolve (const Layout *layout, const char *text)
{
  const YamlNode *fonts = yaml_find (layout->root, "fonts");
  return g_intern_string (key_text (fonts, text, text));
}

static void
family_check (const Layout *layout, const YamlNode *value, const LayoutChecks *checks, Diags *diags)
{
  /* "Charis SIL, Noto Naskh Arabic": each family stands in for the letters that those before it lack */
  g_auto (GStrv) list = g_strsplit (family_resolve (layout, value->text), ",", -1);
  const char *family = NULL;
  for (int i = 0; checks != NULL && checks->families != NULL && list[i] != NULL && family == NULL; i++)
    if (!g_strv_contains (checks->families, g_strstrip (list[i])))
      family = list[i];
  if (family == NULL)
    return;
  const char *nearest =
      nearest_match (family, checks->families, (int)g_strv_length ((char **)checks->families));
  g_autofree char *hint =
      nearest != NULL ? g_strdup_printf ("did you mean “%s”?", nearest)
                      : g_strdup ("families are those of the folder fonts/ and the names under `fonts:`");
  diags_error (diags, value->mark, "font-unknown", hint, "no font of the family “%s”", family);
}

static gboolean
ratio_percent (const char *text, int *percent)
{
  double ratio;
  if (strchr (text, '%') == NULL || !ratio_read (text, &ratio) || ratio > 10 || ratio < -10)
    return FALSE;
  *percent = (int)(ratio * 100 + (ratio < 0 ? -0.5 : 0.5));
  return TRUE;
}

static void
set_ground (const Layout *layout, const char *text, gboolean *has, Colour *colour)
{
  *has = !g_str_equal (text, "none");
  if (*has)
    colour_lookup (layout, text, colour);
}

/* Sizes, weights and colours. Values were checked. */
static void
set_character_key (const Layout *layout, LayoutStyle *style, StyleKey key, const YamlNode *value)
{
  Style *s = &style->style;
  const char *text = value->text;
  switch (key)
    {
    case STYLE_FONT:
      s->family = family_resolve (layout, text);
      break;
    case STYLE_SIZE:
      style->size_percent = 0;
      if (ratio_percent (text, &style->size_percent))
        s->size = (int)((gint64)s->size * style->size_percent / 100);
      else
        length_read (text, &s->size);
      break;
    case STYLE_LEADING:
      length_read (text, &s->leading);
      break;
    case STYLE_WEIGHT:
      weight_read (text, &s->weight);
      break;
    case STYLE_COLOUR:
      colour_lookup (layout, text, &s->colour);
      break;
    case STYLE_TRACKING:
      tracking_read (text, &s->letter_spacing);
      break;
    case STYLE_FEATURES:
      s->features = g_intern_string (text);
      break;
    case STYLE_RISE:
      style->rise_percent = 0;
      if (ratio_percent (text, &style->rise_percent))
        s->rise = (int)((gint64)s->size * style->rise_percent / 100);
      else
        length_read (text, &s->rise);
      break;
    case STYLE_GROUND:
      set_ground (layout, text, &s->has_ground, &s->ground);
      break;
    case STYLE_OUTLINE:
      set_ground (layout, text, &s->has_outline, &s->outline);
      break;
    case STYLE_PAD:
      pad_read (text, &s->pad_x, &s->pad_y);
      break;
    default:
      g_assert_not_reached ();
    }
}

static Align
align_of (const char *word)
{
  return g_str_equal (word, "end")       ? ALIGN_END
         : g_str_equal (word, "centre")  ? ALIGN_CENTRE
         : g_str_equal (word, "justify") ? ALIGN_JUSTIFY
                                         : ALIGN_START;
}

static void
set_block_key (const Layout *layout, Style *s, StyleKey key, const YamlNode *map, const YamlNode *value,
               Diags *diags)
{
  int *const lengths[] = {[STYLE_INDENT_FIRST] = &s->indent_first,
                          [STYLE_INDENT_START] = &s->indent_start,
                          [STYLE_INDENT_END] = &s->indent_end,
                          [STYLE_SPACE_BEFORE] = &s->space_before,
                          [STYLE_SPACE_AFTER] = &s->space_after};
  gboolean *const truths[] = {[STYLE_HYPHENATE] = &s->hyphenate,
                              [STYLE_KEEP_NEXT] = &s->keep_next,
                              [STYLE_KEEP_TOGETHER] = &s->keep_together,
                              [STYLE_SPAN] = &s->span,
                              [STYLE_FLOAT] = &s->floats,
                              [STYLE_BLEED] = &s->bleed,
                              [STYLE_PROTRUDE] = &s->protrude,
                              [STYLE_NOBREAK] = &s->nobreak,
                              [STYLE_ITALIC] = &s->italic};
  if (key == STYLE_EXPAND)
    percent_read (value->text, &s->expand);
  else if (key == STYLE_TRACKING_LIMITS)
    gaps_read (value->text, &s->track_tight, &s->track_loose);
  else if (key == STYLE_SPACE_LIMITS)
    spaces_read (value->text, &s->space_least, &s->space_most);
  else if (key == STYLE_HYPHENS_IN_ROW)
    s->hyphens_in_row = key_integer (map, style_keys[key].name, 2);
  else if (key == STYLE_ALIGN)
    s->align = align_of (value->text);
  else if (key == STYLE_RULE_ABOVE)
    rule_read (layout, value, &s->rule_above, diags);
  else if (key == STYLE_RULE_BELOW)
    rule_read (layout, value, &s->rule_below, diags);
  else if (key == STYLE_BAR)
    rule_read (layout, value, &s->bar_start, diags);
  else if (key < G_N_ELEMENTS (lengths) && lengths[key] != NULL)
    length_read (value->text, lengths[key]);
  else if (key < G_N_ELEMENTS (truths) && truths[key] != NULL)
    *truths[key] = key_boolean (map, style_keys[key].name, FALSE);
}

static void
style_fill (const Layout *layout, LayoutStyle *style, const YamlNode *map, const LayoutChecks *checks,
            Diags *diags)
{
  for (int pass = 0; pass < 2; pass++) /* size before rise, which may be a part of it */
    for (guint i = 0; map->kind == YAML_MAP && i < map->items->len; i++)
      {
        const YamlNode *name = g_ptr_array_index (map->keys, i), *value = g_ptr_array_index (map->items, i);
        const KeySpec *spec = key_find (style_keys, name->text);
        if (spec == NULL || value->kind != YAML_SCALAR || yaml_is_null (value))
          continue;
        const StyleKey key = (StyleKey)(spec - style_keys);
        if (key == STYLE_EXTENDS || (key == STYLE_RISE) != (pass == 1))
          continue;
        style->set |= G_GUINT64_CONSTANT (1) << key;
        if (key == STYLE_FONT)
          family_check (layout, value, checks, diags);
        if (key <= STYLE_LAST_INLINE && key != STYLE_ITALIC && key != STYLE_NOBREAK)
          set_character_key (layout, style, key, value);
        else
          set_block_key (layout, &style->style, key, map, value, diags);
      }
}

static void
style_defaults (Style *style)
{
  memset (style, 0, sizeof *style);
  style->family = g_intern_static_string ("Charis SIL");
  style->size = 9625; /* 9.4 pt */
  style->leading = 13 * 1024;
  style->weight = 400;
  style->colour = 0x15191E;
  /* what neither eye nor a measuring program takes for a fault; gaps wider than 0.05 em would read as word spaces */
  style->expand = 200;
  style->track_tight = 70;
  style->track_loose = 115;
  style->space_least = 75;
  style->space_most = 220;
  style->hyphens_in_row = 2;
  style->protrude = TRUE;
}

typedef struct
{
  Layout *layout;
  const LayoutChecks *checks;
  Diags *diags;
  GPtrArray *open; /* names being resolved: a cycle comes back to one of them */
} StyleReader;

static LayoutStyle *style_resolve (StyleReader *reader, const char *name, const YamlNode *map);

static const LayoutStyle *
style_parent (StyleReader *reader, const char *name, const YamlNode *map)
{
  const YamlNode *styles = yaml_find (reader->layout->root, "styles"), *extends = yaml_find (map, "extends");
  const char *parent = extends != NULL && extends->kind == YAML_SCALAR ? extends->text : "text";
  if (extends == NULL && g_str_equal (name, "text"))
    return NULL;
  for (guint i = 0; i < reader->open->len; i++)
    if (g_str_equal (g_ptr_array_index (reader->open, i), parent))
      {
        if (extends != NULL)
          diags_error (reader->diags, extends->mark, "style-cycle", "a style may not stand on itself",
                       "style “%s” extends “%s”, which leads back to it", name, parent);
        return NULL;
      }
  if (extends != NULL && !style_name_check (reader->layout, extends, reader->diags))
    return NULL;
  return style_resolve (reader, parent, styles != NULL ? yaml_find (styles, parent) : NULL);
}

static LayoutStyle *
style_resolve (StyleReader *reader, const char *name, const YamlNode *map)
{
  LayoutStyle *style = g_hash_table_lookup (reader->layout->styles, name);
  if (style != NULL)
    return style;
  g_ptr_array_add (reader->open, (gpointer)name);
  const LayoutStyle *parent = style_parent (reader, name, map);
  style = g_new0 (LayoutStyle, 1);
  if (parent != NULL)
    *style = *parent;
  else
    style_defaults (&style->style);
  if (map == NULL || yaml_find (map, "extends") == NULL)
    {
      /* What comes from "text" unasked is not said: an inline style keeps the size of what it stands on. */
      style->set = 0;
      style->size_percent = style->rise_percent = 0;
    }
  style->style.name = g_intern_string (name);
  if (map != NULL && !yaml_is_null (map))
    style_fill (reader->layout, style, map, reader->checks, reader->diags);
  g_ptr_array_remove_index (reader->open, reader->open->len - 1);
  g_hash_table_insert (reader->layout->styles, (gpointer)style->style.name, style);
  return style;
}

void
layout_read_styles (Layout *layout, const LayoutChecks *checks, Diags *diags)
{
  const YamlNode *styles = yaml_find (layout->root, "styles");
  const KeyContext context = {layout, NULL};
  g_autoptr (GPtrArray) open = g_ptr_array_new ();
  StyleReader reader = {layout, checks, diags, open};
  layout->styles = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  if (styles != NULL && !yaml_is_null (styles) && styles->kind != YAML_MAP)
    {
      diags_error (diags, styles->mark, "layout-styles", "styles: {text: {size: 9.4pt}}",
                   "“styles” wants a map of names");
      styles = NULL;
    }
  style_resolve (&reader, "text", styles != NULL ? yaml_find (styles, "text") : NULL);
  for (guint i = 0; styles != NULL && styles->kind == YAML_MAP && i < styles->items->len; i++)
    {
      const YamlNode *name = g_ptr_array_index (styles->keys, i), *map = g_ptr_array_index (styles->items, i);
      g_autofree char *where = g_strdup_printf ("style “%s”", name->text);
      const YamlNode *extends = yaml_find (map, "extends");
      if (keys_check (map, style_keys, NULL, where, &context, diags))
        style_resolve (&reader, name->text, map);
      else if (extends != NULL && extends->kind == YAML_SCALAR)
        style_name_check (layout, extends, diags); /* so that one run shows all mistakes */
    }
}

const LayoutStyle *
layout_style (const Layout *layout, const char *name)
{
  return g_hash_table_lookup (layout->styles, name);
}

Colour
layout_colour (const Layout *layout, const char *name, Colour fallback)
{
  Colour colour = fallback;
  colour_lookup (layout, name, &colour);
  return colour;
}

void
style_apply_inline (Style *base, const LayoutStyle *overlay)
{
  const Style *o = &overlay->style;
  const int size = base->size;
#define SAYS(key) ((overlay->set >> (key)) & 1)
  base->name = o->name;
  if (SAYS (STYLE_FONT))
    base->family = o->family;
  if (SAYS (STYLE_SIZE))
    base->size = overlay->size_percent > 0 ? (int)((gint64)size * overlay->size_percent / 100) : o->size;
  if (SAYS (STYLE_WEIGHT))
    base->weight = o->weight;
  if (SAYS (STYLE_ITALIC))
    base->italic = o->italic;
  if (SAYS (STYLE_COLOUR))
    base->colour = o->colour;
  if (SAYS (STYLE_TRACKING))
    base->letter_spacing = o->letter_spacing;
  if (SAYS (STYLE_FEATURES))
    base->features = o->features;
  if (SAYS (STYLE_RISE))
    base->rise = overlay->rise_percent != 0 ? (int)((gint64)size * overlay->rise_percent / 100) : o->rise;
  if (SAYS (STYLE_NOBREAK))
    base->nobreak = o->nobreak;
  /* ground and pad of the block belong to the block */
  base->has_ground = SAYS (STYLE_GROUND) && o->has_ground;
  base->has_outline = SAYS (STYLE_OUTLINE) && o->has_outline;
  base->ground = o->ground;
  base->outline = o->outline;
  base->pad_x = SAYS (STYLE_PAD) ? o->pad_x : 0;
  base->pad_y = SAYS (STYLE_PAD) ? o->pad_y : 0;
#undef SAYS
}
