/* layout-grey.c: does a layout stay legible in grey, on a copier or to a reader who sees no colours? Contrast is that of luminance
 * (WCAG 2.2, 1.4.3 and 1.4.11), which is what remains of a colour in grey. Words want 4.5 : 1 against what they stand on; lines and
 * signs of drawings want 3 : 1. Classes of ties are told apart by the ends and the pattern of their lines, never by colour alone, so
 * their colours need not differ from one another, only from the grounds that they cross.
 */
#include <string.h>
#include "base/colour.h"
#include "document/layout-style.h"
#include "document/sections.h"

#define TEXT_CONTRAST     4.5
#define SIGN_CONTRAST     3.0
#define HAIRLINE_CONTRAST 1.3

typedef struct
{
  const Layout *layout;
  const YamlNode *styles;
  GHashTable *grounded; /* names of styles that stand on a ground of another's: borrowed */
  Diags *diags;
} GreyCheck;

/* Which styles the words of a block have when the layout names none. */
static const struct
{
  SectionKind kind;
  const char *names;
} usual[] = {{SECTION_TITLE, "title kicker subtitle"},
             {SECTION_HEADING, "heading"},
             {SECTION_FIGURES, "figure-value figure-caption figure-source"},
             {SECTION_JUDGEMENTS, "judgement confidence"},
             {SECTION_INDICATORS, "list"},
             {SECTION_CONTESTED, "holder position figure-source"},
             {SECTION_CONTENTS, "contents"},
             {SECTION_NOTES, "note"},
             {SECTION_SOURCE_KEY, "source-key"},
             {SECTION_LEADERSHIP, "table table-head"},
             {SECTION_RELATIONS, "table table-head"},
             {SECTION_ENTITIES, "table table-head"},
             {SECTION_SOURCES, "table table-head"}};

static void
report (const GreyCheck *check, Mark mark, const char *what, Colour colour, Colour ground, double least)
{
  const double contrast = colour_contrast (colour, ground);
  if (contrast >= least)
    return;
  char have[G_ASCII_DTOSTR_BUF_SIZE], want[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *on = colour_to_text (ground), *own = colour_to_text (colour);
  g_ascii_formatd (have, sizeof have, "%.1f", contrast);
  g_ascii_formatd (want, sizeof want, "%.1f", least);
  diags_warning (check->diags, mark, "grey-contrast", "make one of the two colours darker or lighter",
                 "%s is hard to read in grey: %s on %s has a contrast of %s : 1, %s : 1 is wanted", what, own,
                 on, have, want);
}

static Mark
style_mark (const GreyCheck *check, const char *name)
{
  const YamlNode *node = yaml_find (check->styles, name);
  const YamlNode *colour = node != NULL ? yaml_find (node, "colour") : NULL;
  return colour != NULL ? colour->mark : node != NULL ? node->mark : check->layout->root->mark;
}

/* @name and the styles of its parts (`standfirst-cite`) on @ground. */
static void
check_on_ground (const GreyCheck *check, const char *name, Colour ground)
{
  g_autofree char *prefix = g_strconcat (name, "-", NULL);
  for (guint i = 0; i < check->styles->keys->len; i++)
    {
      const char *each = ((const YamlNode *)g_ptr_array_index (check->styles->keys, i))->text;
      const LayoutStyle *style = layout_style (check->layout, each);
      if (style == NULL || (!g_str_equal (each, name) && !g_str_has_prefix (each, prefix)) ||
          !g_hash_table_add (check->grounded, (gpointer)each) || style->style.has_ground)
        continue;
      g_autofree char *what = g_strdup_printf ("style “%s”", each);
      report (check, style_mark (check, each), what, style->style.colour, ground, TEXT_CONTRAST);
    }
}

static void
check_sections (const GreyCheck *check, const GPtrArray *sections, gboolean on, Colour ground)
{
  for (guint i = 0; sections != NULL && i < sections->len; i++)
    {
      const Section *section = g_ptr_array_index (sections, i);
      const char *own = key_text (section->keys, "style", NULL),
                 *head = key_text (section->keys, "heading_style", NULL);
      const LayoutStyle *style = own != NULL ? layout_style (check->layout, own) : NULL;
      if (section->children != NULL)
        {
          const gboolean grounded = style != NULL && style->style.has_ground;
          check_sections (check, section->children, on || grounded, grounded ? style->style.ground : ground);
          continue;
        }
      if (!on)
        continue;
      const char *names = "text";
      for (guint k = 0; k < G_N_ELEMENTS (usual); k++)
        if (usual[k].kind == section->spec->kind)
          names = usual[k].names;
      g_auto (GStrv) each = g_strsplit (own != NULL ? own : names, " ", -1);
      for (char **name = each; *name != NULL; name++)
        check_on_ground (check, *name, ground);
      if (head != NULL)
        check_on_ground (check, head, ground);
    }
}

/* The header of the first page may lie on a ground that bleeds off the sheet, or on the paper. */
static gboolean
reads_on_bleed (const GreyCheck *check, const char *name, Colour colour)
{
  if (!g_str_has_prefix (name, "first-header"))
    return FALSE;
  for (guint i = 0; i < check->styles->keys->len; i++)
    {
      const LayoutStyle *style =
          layout_style (check->layout, ((const YamlNode *)g_ptr_array_index (check->styles->keys, i))->text);
      if (style != NULL && style->style.has_ground && style->style.bleed &&
          colour_contrast (colour, style->style.ground) >= TEXT_CONTRAST)
        return TRUE;
    }
  return FALSE;
}

static void
check_styles (const GreyCheck *check, Colour paper)
{
  for (guint i = 0; i < check->styles->keys->len; i++)
    {
      const char *name = ((const YamlNode *)g_ptr_array_index (check->styles->keys, i))->text;
      const LayoutStyle *style = layout_style (check->layout, name);
      const YamlNode *node = g_ptr_array_index (check->styles->items, i);
      /* one that says neither stands on another, which is looked at itself */
      if (style == NULL || g_hash_table_contains (check->grounded, name) ||
          g_str_equal (name, "watermark") || /* behind the words, and pale so that they are read */
          (yaml_find (node, "colour") == NULL && yaml_find (node, "ground") == NULL) ||
          reads_on_bleed (check, name, style->style.colour))
        continue;
      g_autofree char *what = g_strdup_printf ("style “%s”", name);
      const gboolean holds = style->style.has_ground && yaml_find (node, "colour") == NULL;
      if (!holds) /* a ground without a colour is for what it holds, which was looked at with it */
        report (check, style_mark (check, name), what, style->style.colour,
                style->style.has_ground ? style->style.ground : paper, TEXT_CONTRAST);
    }
}

/* What drawings are drawn with: each line crosses the paper and the grounds of boxes. */
static void
check_drawings (const GreyCheck *check, Colour paper)
{
  static const char *const lines[] = {"ink", "grey", "accent", "alert", "deep"};
  static const char *const grounds[] = {"paper", "event", "state"};
  const YamlNode *colours = yaml_find (check->layout->root, "colours");
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    for (guint k = 0; k < G_N_ELEMENTS (grounds); k++)
      {
        const YamlNode *node = colours != NULL ? yaml_find (colours, lines[i]) : NULL;
        if (node == NULL)
          continue;
        g_autofree char *what = g_strdup_printf ("a drawing’s colour “%s” on “%s”", lines[i], grounds[k]);
        report (check, node->mark, what, layout_colour (check->layout, lines[i], 0),
                layout_colour (check->layout, grounds[k], paper), SIGN_CONTRAST);
      }
  const YamlNode *hairline = colours != NULL ? yaml_find (colours, "hairline") : NULL;
  if (hairline != NULL)
    report (check, hairline->mark, "a line of colour “hairline”",
            layout_colour (check->layout, "hairline", 0), paper, HAIRLINE_CONTRAST);
}

void
layout_check_grey (const Layout *layout, Diags *diags)
{
  g_autoptr (GHashTable) grounded = g_hash_table_new (g_str_hash, g_str_equal);
  const GreyCheck check = {layout, yaml_find (layout->root, "styles"), grounded, diags};
  const Colour paper = layout_colour (layout, "paper", 0xFFFFFF);
  if (check.styles != NULL && check.styles->kind == YAML_MAP)
    {
      check_sections (&check, layout->body, FALSE, paper);
      check_styles (&check, paper);
    }
  check_drawings (&check, paper);
}
