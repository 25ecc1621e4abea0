/* assemble-styles.c: which style a part of a block has, and how an inline style changes the one it stands on. */
#include <string.h>
#include "document/section-blocks.h"

/* Where a style is not defined, the nearest one that the layout is likely to have. */
static const struct
{
  const char *name, *fallback;
} style_fallbacks[] = {{"title", "heading"},
                       {"kicker", "caption"},
                       {"subheading", "heading"},
                       {"standfirst", "text"},
                       {"caption", "text"},
                       {"figure-value", "title"},
                       {"figure-unit", "caption"},
                       {"figure-caption", "caption"},
                       {"figure-source", "caption"},
                       {"confidence", "caption"},
                       {"because", "confidence"},
                       {"holder", "caption"},
                       {"table", "text"},
                       {"table-head", "table"},
                       {"table-number", "table"},
                       {"table-unit", "table"},
                       {"table-foot", "table"},
                       {"table-group", "table-head"},
                       {"note", "caption"},
                       {"note-text", "note"},
                       {"note-chain", "note"},
                       {"contents", "text"},
                       {"header", "caption"},
                       {"footer", "header"},
                       {"first-header", "header"},
                       {"aside", "caption"},
                       {"judgement", "list"},
                       {"judgement-list", "bare"},
                       {"contents-list", "bare"},
                       {"figure-row", "bare"},
                       {"list", "text"},
                       {"quote", "text"},
                       {"position", "text"},
                       {"chart-name", "caption"},
                       {"chart-label", "caption"},
                       {"chart-small", "caption"},
                       {"part-heading", "caption"},
                       {"empty", "caption"}};

const Style *
named_style (Assembly *a, const char *name)
{
  const char *at = name;
  for (int step = 0; step < 8; step++)
    {
      const LayoutStyle *style = layout_style (a->layout, at);
      const char *next = "text";
      if (style != NULL)
        return &style->style;
      if (g_str_equal (at, "bare"))
        return bare_style (a);
      for (guint i = 0; i < G_N_ELEMENTS (style_fallbacks); i++)
        if (g_str_equal (style_fallbacks[i].name, at))
          next = style_fallbacks[i].fallback;
      at = next;
    }
  return &layout_style (a->layout, "text")->style;
}

const Style *
part_style (Assembly *a, const Section *section, const char *part, const char *name)
{
  const char *own = section != NULL ? key_text (section->keys, "style", NULL) : NULL;
  if (own != NULL)
    {
      g_autofree char *specific = g_strdup_printf ("%s-%s", own, part);
      const LayoutStyle *style = layout_style (a->layout, specific);
      if (style != NULL)
        return &style->style;
    }
  return named_style (a, name);
}

const Style *
section_style (Assembly *a, const Section *section, const char *name)
{
  return named_style (a, key_text (section->keys, "style", name));
}

Style *
document_style (Assembly *a, const Style *copy)
{
  Style *style = g_memdup2 (copy, sizeof *copy);
  g_ptr_array_add (a->document->styles, style);
  return style;
}

const Style *
inline_style (Assembly *a, const Style *base, const char *name)
{
  g_autofree char *own = g_strdup_printf ("%s-%s", base->name, name);
  const LayoutStyle *overlay = layout_style (a->layout, own);
  if (overlay == NULL)
    overlay = layout_style (a->layout, name);
  if (overlay == NULL)
    return base;
  g_autofree char *key = g_strdup_printf ("%s\x1f%s\x1f%d\x1f%d\x1f%d\x1f%06X", base->name, name, base->size,
                                          base->weight, base->italic, base->colour);
  Style *style = g_hash_table_lookup (a->derived, key);
  if (style != NULL)
    return style;
  style = document_style (a, base);
  style_apply_inline (style, overlay);
  g_hash_table_insert (a->derived, g_steal_pointer (&key), style);
  return style;
}

/* A style without spaces, rules or ground, for boxes that only hold others. */
const Style *
bare_style (Assembly *a)
{
  Style *style = g_hash_table_lookup (a->derived, "\x1f"
                                                  "bare");
  if (style != NULL)
    return style;
  Style bare = *named_style (a, "text");
  bare.name = g_intern_static_string ("bare");
  bare.has_ground = bare.has_outline = FALSE;
  bare.pad_x = bare.pad_y = bare.space_before = bare.space_after = 0;
  bare.rule_above = bare.rule_below = bare.bar_start = (Rule){0, 0, 0};
  bare.keep_next = bare.keep_together = bare.floats = bare.span = bare.bleed = FALSE;
  style = document_style (a, &bare);
  g_hash_table_insert (a->derived,
                       g_strdup ("\x1f"
                                 "bare"),
                       style);
  return style;
}
