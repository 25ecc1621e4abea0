/* style.h: how a thing looks, fully resolved. A Style is what remains of a layout's `styles:` after `extends` and defaults;
 * nothing downstream looks up names or inherits. Strings are interned (g_intern_string). Lengths are upt = 1/1024 pt.
 */
#pragma once
#include <glib.h>

typedef guint32 Colour; /* 0xRRGGBB */

typedef enum
{
  ALIGN_START,
  ALIGN_END,
  ALIGN_CENTRE,
  ALIGN_JUSTIFY
} Align;

/** A straight rule; width 0: none. @gap: from the rule to the text [upt]. */
typedef struct
{
  int width, gap;
  Colour colour;
} Rule;

typedef struct
{
  const char *name;
  /* characters */
  const char *family; /* "Charis SIL"; other scripts fall back within fonts/ */
  int size, leading;  /* [upt] */
  int weight;         /* 100–900 */
  gboolean italic;
  Colour colour;
  int letter_spacing;   /* 1/1000 em */
  const char *features; /* OpenType, "tnum,lnum"; NULL: the font's own */
  int rise;             /* baseline shift, up is positive [upt] */
  gboolean nobreak;     /* no line ends inside (a name's parts) */
  /* paragraph */
  Align align;
  gboolean hyphenate;
  int hyphens_in_row; /* lines that may end in a hyphen one after another; 0: two */
  /* of justified lines; only limits, the breaker shares what is needed. 0: that lever rests */
  int expand;                   /* letters wider or narrower [1/10000] */
  int track_tight, track_loose; /* gaps between letters, both positive [1/10000 em] */
  int space_least, space_most;  /* word space [1/100 of the natural one]; 0: 75, 220 */
  gboolean protrude;            /* stops and hyphens stand out over the edge a little */
  int indent_first, indent_start, indent_end;
  /* box, on blocks; ground and pad also on inline runs (a banner's label) */
  gboolean has_ground;
  Colour ground;
  gboolean has_outline;
  Colour outline; /* 0.6 pt line round the ground */
  int pad_x, pad_y;
  Rule rule_above, rule_below, bar_start; /* bar_start: at the start edge, full height */
  int space_before, space_after;          /* collapse: the larger of two neighbours counts */
  gboolean keep_next, keep_together;
  gboolean floats; /* may be passed by what follows, and then stands at the top of the next column */
  gboolean span;   /* across all columns */
  gboolean bleed;  /* ground reaches the page's edges at both sides, and at the top when first on the page */
} Style;

/** @style with its type and leading at @percent. */
static inline Style
style_enlarged (const Style *style, int percent)
{
  Style s = *style;

  s.size = (int)((gint64)s.size * percent / 100);
  s.leading = (int)((gint64)s.leading * percent / 100);
  return s;
}

/** The page of a layout. Inner is the left on odd pages when @mirrored, else left always. */
typedef struct
{
  int width, height;
  int inner, outer, top, bottom; /* margins */
  gboolean mirrored;
  gboolean rtl; /* read from the right: all is reflected when drawn, start edges are at the right */
  int columns, gutter;
  int aside_width,
      aside_gap; /* margin column at the start side, inside the margins; 0: none. Text is narrower by both */
  int baseline;  /* leading of the grid; 0: free */
  int bleed;     /* ink beyond the trimmed edge, where a ground reaches it */
  gboolean crop_marks;
  int header_y, footer_y; /* baseline of header from the page's top, of footer from its bottom */
} PageStyle;
