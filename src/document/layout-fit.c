/* layout-fit.c: `fit:` of a layout: on how many pages a product must fit, what may go for it, and how tight it may be set. */
#include <string.h>
#include "base/length.h"
#include "document/layout-style.h"
#include "document/sections.h"

/* Tighter than that nothing is read any more. */
#define LEAST_SPACE   0.3
#define LEAST_LEADING 0.85
#define LEAST_SIZE    0.85

static const KeySpec fit_keys[] = {
    {"pages", KEY_INTEGER, .low = 1, .high = 1000, .meaning = "at most so many"},
    {"drop", KEY_STRINGS, .meaning = "ids of blocks that go first; indicators/3: its third item"},
    {"tighten", KEY_MAP, .meaning = "{space: 70 %, leading: 96 %, size: 97 %}: how tight it may be set then"},
    {NULL}};
static const KeySpec tighten_keys[] = {
    {"space", KEY_TEXT, .meaning = "least part of the white above and below blocks: 70 %"},
    {"leading", KEY_TEXT, .meaning = "least part of the leading: 96 %"},
    {"size", KEY_TEXT, .meaning = "least part of the size of letters: 97 %"},
    {NULL}};

static gboolean
sections_have (const GPtrArray *sections, const char *id)
{
  for (guint i = 0; sections != NULL && i < sections->len; i++)
    {
      const Section *section = g_ptr_array_index (sections, i);
      if ((section->id != NULL && g_str_equal (section->id, id)) || sections_have (section->children, id))
        return TRUE;
    }
  return FALSE;
}

static int
read_limit (const YamlNode *map, const char *key, double least, Diags *diags)
{
  const YamlNode *value = yaml_find (map, key);
  double ratio = 1;
  if (value == NULL || yaml_is_null (value))
    return 1000;
  if (value->kind == YAML_SCALAR && strchr (value->text, '%') != NULL && ratio_read (value->text, &ratio) &&
      ratio >= least && ratio <= 1)
    return (int)(ratio * 1000 + 0.5);
  diags_error (diags, value->mark, "tighten-limit", "tighten: {space: 70 %, leading: 96 %, size: 97 %}",
               "the least %s is a per cent from %d to 100", key, (int)(least * 100 + 0.5));
  return 1000;
}

void
layout_read_fit (Layout *layout, Diags *diags)
{
  const YamlNode *fit = yaml_find (layout->root, "fit");
  const KeyContext context = {layout, NULL};
  layout->tightest = (Tightness){1000, 1000, 1000};
  layout->loose_baseline = -1;
  if (fit == NULL || !keys_check (fit, fit_keys, NULL, "fit", &context, diags))
    return;
  layout->fit_pages = key_integer (fit, "pages", 0);
  const YamlNode *drop = yaml_find (fit, "drop"), *tighten = yaml_find (fit, "tighten");
  g_autoptr (GPtrArray) ids = key_strings (drop);
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      const char *id = g_ptr_array_index (ids, i);
      const char *slash = strchr (id, '/');
      g_autofree char *block = slash != NULL ? g_strndup (id, (gsize)(slash - id)) : g_strdup (id);
      if (!sections_have (layout->body, block))
        diags_error (diags, drop->mark, "drop-unknown", "give the block an `id:`",
                     "no block has the id “%s” that may be dropped", block);
      g_ptr_array_add (layout->drops, g_strdup (id));
    }
  if (tighten != NULL && keys_check (tighten, tighten_keys, NULL, "tighten", &context, diags))
    layout->tightest = (Tightness){.space = read_limit (tighten, "space", LEAST_SPACE, diags),
                                   .leading = read_limit (tighten, "leading", LEAST_LEADING, diags),
                                   .size = read_limit (tighten, "size", LEAST_SIZE, diags)};
}

static int
tightened (int length, int per_mille)
{
  return (int)((gint64)length * per_mille / 1000);
}

/* Furniture stands outside the text, and a marking's label is its scheme's. */
static gboolean
is_furniture (const char *name)
{
  return choice_has ("banner|header|first-header|footer", name);
}

static void
tighten_style (LayoutStyle *own, const Tightness *to)
{
  if (!own->has_loose)
    own->loose = own->style;
  own->has_loose = TRUE;
  const Style *loose = &own->loose;
  Style *style = &own->style;
  style->space_before = tightened (loose->space_before, to->space);
  style->space_after = tightened (loose->space_after, to->space);
  style->rule_above.gap = tightened (loose->rule_above.gap, to->space);
  style->rule_below.gap = tightened (loose->rule_below.gap, to->space);
  style->pad_y = tightened (loose->pad_y, to->space);
  style->leading = tightened (loose->leading, to->leading);
  style->size = tightened (loose->size, to->size);
}

Tightness
layout_tighten (Layout *layout, int step)
{
  g_assert (step >= 0 && step <= TIGHTEN_STEPS);
  const Tightness *most = &layout->tightest;
  Tightness now = {.space = 1000 - (1000 - most->space) * step / TIGHTEN_STEPS,
                   .leading = 1000 - (1000 - most->leading) * step / TIGHTEN_STEPS,
                   .size = 1000 - (1000 - most->size) * step / TIGHTEN_STEPS};
  if (layout->loose_baseline < 0)
    layout->loose_baseline = layout->page.baseline;
  layout->page.baseline = tightened (layout->loose_baseline, now.leading);
  GHashTableIter each;
  gpointer name, style;
  g_hash_table_iter_init (&each, layout->styles); /* check-source: hash-order: each style by itself */
  while (g_hash_table_iter_next (&each, &name, &style))
    if (!is_furniture (name))
      tighten_style (style, &now);
  return now;
}

gboolean
layout_may_tighten (const Layout *layout)
{
  const Tightness *most = &layout->tightest;
  return most->space < 1000 || most->leading < 1000 || most->size < 1000;
}
