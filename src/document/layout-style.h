/* layout-style.h: `styles:`, `colours:`, `fonts:` and `page:` of a layout, decoded. Within document/ only. */
#pragma once
#include "document/keys.h"
#include "document/layout.h"

/** Which properties a style sets itself. Characters first: those an inline style may change. */
typedef enum
{
  STYLE_FONT,
  STYLE_SIZE,
  STYLE_LEADING,
  STYLE_WEIGHT,
  STYLE_ITALIC,
  STYLE_COLOUR,
  STYLE_TRACKING,
  STYLE_FEATURES,
  STYLE_RISE,
  STYLE_GROUND,
  STYLE_OUTLINE,
  STYLE_PAD,
  STYLE_NOBREAK,
  STYLE_LAST_INLINE = STYLE_NOBREAK,
  STYLE_ALIGN,
  STYLE_HYPHENATE,
  STYLE_HYPHENS_IN_ROW,
  STYLE_EXPAND,
  STYLE_TRACKING_LIMITS,
  STYLE_SPACE_LIMITS,
  STYLE_PROTRUDE,
  STYLE_INDENT_FIRST,
  STYLE_INDENT_START,
  STYLE_INDENT_END,
  STYLE_RULE_ABOVE,
  STYLE_RULE_BELOW,
  STYLE_BAR,
  STYLE_SPACE_BEFORE,
  STYLE_SPACE_AFTER,
  STYLE_KEEP_NEXT,
  STYLE_KEEP_TOGETHER,
  STYLE_SPAN,
  STYLE_FLOAT,
  STYLE_BLEED,
  STYLE_EXTENDS,
  STYLE_N_KEYS
} StyleKey;

extern const KeySpec style_keys[STYLE_N_KEYS + 1];
extern const KeySpec page_keys[];
extern const KeySpec layout_root_keys[];
extern const KeySpec setting_keys[];

/** Fill @layout's colours, styles and page from its merged root. */
void layout_read_colours (Layout *layout, Diags *diags);
void layout_read_styles (Layout *layout, const LayoutChecks *checks, Diags *diags);
void layout_read_page (Layout *layout, Diags *diags);
/** … and what it says of the number of pages; after the body. */
void layout_read_fit (Layout *layout, Diags *diags);

/** Warns of words and lines that do not stand out from their ground when colours are lost; after the body. */
void layout_check_grey (const Layout *layout, Diags *diags);

/** @base with what @overlay sets about characters. */
void style_apply_inline (Style *base, const LayoutStyle *overlay);
