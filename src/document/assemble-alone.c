/* assemble-alone.c: one figure without a document (assemble.h: assemble_figure): as the layout's first block of that kind asks for it,
 * else as a block of its own would show it.
 */
#include "document/section-drawings.h"
#include <string.h>

static const struct
{
  const char *name;
  SectionKind kind;
  const char *keys; /* of the block when the layout has none */
} figures[] = {{"tree", SECTION_TREE, ""},
               {"matrix", SECTION_MATRIX, ""},
               {"lineage", SECTION_LINEAGE, ""},
               {"ranges", SECTION_ESTIMATE, "{over: time, where: {kind: strength, figure: true}}"},
               {"timeline", SECTION_TIMELINE,
                "{where: {kind: [event, allegiance, casualty, attribution, claim-of-responsibility, "
                "founding, warning]}}"},
               {"bars", SECTION_COMPARISON, "{where: {compared: true}}"},
               {"multiples", SECTION_COMPARISON, "{panels: year, where: {kind: count, figure: true}}"}};

/* Does the block draw just that? A table of it does not. */
static gboolean
is_wanted (const Section *section, guint figure)
{
  if (section->spec->kind != figures[figure].kind ||
      g_str_equal (key_text (section->keys, "as", "drawing"), "table"))
    return FALSE;
  const gboolean panels = yaml_find (section->keys, "panels") != NULL;
  return section->spec->kind != SECTION_COMPARISON ||
         panels == g_str_equal (figures[figure].name, "multiples");
}

static const Section *
find_section (const GPtrArray *sections, guint figure)
{
  const Section *found = NULL;
  for (guint i = 0; sections != NULL && i < sections->len && found == NULL; i++)
    {
      const Section *section = sections->pdata[i];
      found = is_wanted (section, figure) ? section : find_section (section->children, figure);
    }
  return found;
}

static DrawingData *
first_drawing (Block *block)
{
  DrawingData *data = g_steal_pointer (&block->drawing);
  for (guint i = 0; i < block->children->len && data == NULL; i++)
    data = first_drawing (block->children->pdata[i]);
  return data;
}

DrawingData *
figure_data (Assembly *a, const char *name)
{
  guint f = 0;
  while (!g_str_equal (figures[f].name, name))
    g_assert (++f < G_N_ELEMENTS (figures));
  const SectionSpec *spec = section_specs;
  while (spec->kind != figures[f].kind)
    spec++;
  const Mark mark = a->layout->root->mark;
  g_autoptr (YamlNode) keys = yaml_read (figures[f].keys, strlen (figures[f].keys), mark.file, a->diags);
  const Section own = {.spec = spec, .keys = keys, .mark = mark};
  const Section *section = find_section (a->layout->body, f);
  Block *holder = block_new (BLOCK_GROUP, ROLE_DIV, bare_style (a));
  assemble_drawing (a, section != NULL ? section : &own, holder);
  DrawingData *data = first_drawing (holder);
  block_free (holder);
  if (data == NULL)
    diags_error (a->diags, mark, "figure-empty",
                 "another audience may know more; --layout chooses another block",
                 "there is nothing to draw as %s", name);
  return data;
}
