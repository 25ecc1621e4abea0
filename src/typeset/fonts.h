/* fonts.h: fonts/ and nothing else. Opens a directory of fonts as a Pango font map that sees no font of the system, and
 * numbers the faces that shaping picks, so that pages can name them and the exporter can subset them.
 *
 * The fontconfig set is made current before the first font map exists, or Pango would load the system's fonts in a thread.
 * Glyph positions are not rounded. One nominal size a face is shaped and scaled (see shape.h), so faces are few. Pango's map, with its
 * threads for every new font, is made when there is a text that is not plain (plain-text.h); others ask fonts_match.
 */
#pragma once
#include "base/memo.h"
#include <pango/pangoft2.h>
#include <hb.h>

typedef struct Fonts Fonts;
typedef struct Hyphenators Hyphenators; /* hyphenate.h */
typedef struct ShapeMemo ShapeMemo;     /* shape-memo.h */

/* The size that texts are shaped at: large, so that rounding to PANGO_SCALE parts loses nothing a press could show. */
enum
{
  FONTS_NOMINAL = 1000 * PANGO_SCALE
};

typedef struct
{
  int index;
  char *file;     /* absolute path */
  int face_index; /* in a collection */
  char *name;     /* PostScript name, "CharisSIL-Bold" */
  char *family;
  int weight;
  gboolean italic, is_cff;
  hb_face_t *hb_face; /* owned by Fonts */
  hb_font_t *hb_font; /* scale = units_per_em */
  hb_font_t *nominal; /* scale = FONTS_NOMINAL: what texts are shaped with */
  guint8 *plain;      /* by plain_place: 0 not yet asked, 1 it has a glyph, 2 it has none */
  int units_per_em;
  int ascender, descender, cap_height, x_height; /* font units; descender negative */
} FontFace;

/** @cache: a directory for fontconfig's cache (made if missing). Errors: no usable font, unreadable directory. */
Fonts *fonts_open (const char *directory, const char *cache, GError **error);
void fonts_free (Fonts *fonts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fonts, fonts_free)

/** A context on the font map, borrowed. The first call makes the map. */
PangoContext *fonts_context (Fonts *fonts);

/** Dictionaries, which live as long as the fonts do and are read at first use. Borrowed. */
Hyphenators *fonts_hyphenators (Fonts *fonts);

/** What was shaped with these fonts, which lives as long as they do. Borrowed. */
ShapeMemo *fonts_memo (Fonts *fonts);
/** What else was made of texts: their lines. Borrowed. */
Memo *fonts_lines (Fonts *fonts);

/** The face behind a font that shaping chose; adds it on first use. Order of first use numbers the faces, so numbers depend
 *  on what was set before: exporters name fonts by the order in which one document meets them. */
int fonts_face_index (Fonts *fonts, PangoFont *font);
/** The face that Pango would begin with for a style of these: @family may be a list, @weight as in CSS. -1: the first family is not
 *  there, or has no face that could be used as it is: ask Pango. */
int fonts_match (Fonts *fonts, const char *family, int weight, gboolean italic);
/** Has it a glyph for a character of plain text? */
gboolean fonts_has_plain (Fonts *fonts, int index, gunichar c);

/** How wide @letter is before a hyphen of its face [font units]; G_MININT: the two do not stay two glyphs. Shaped once. */
int fonts_advance_before_hyphen (Fonts *fonts, int index, gunichar letter);

/** What a language has to do with shaping. */
typedef struct
{
  char *lang;
  gboolean rtl;   /* its first script is written from the right */
  gboolean any;   /* it has no script that is known, so its text says the direction */
  gboolean latin; /* letters of the Latin script are in this language, and not in another that is quoted */
  hb_language_t hb;
} FontsLanguage;
/** @lang: a BCP 47 tag. Borrowed; looked up once. */
const FontsLanguage *fonts_language (Fonts *fonts, const char *lang);

/** How a face is to be shaped with these: made once. @features: of @style. Borrowed. */
hb_shape_plan_t *fonts_plan (Fonts *fonts, int index, const hb_segment_properties_t *properties,
                             const hb_feature_t *features, unsigned n_features);
const FontFace *fonts_face (const Fonts *fonts, int index);
int fonts_n_faces (const Fonts *fonts);

/** Is there a family of this name (layouts are checked with it)? "Charis SIL, Noto Naskh Arabic" asks for each: a list names
 *  where other scripts come from; without one Pango takes what it finds in the directory. */
gboolean fonts_has_family (Fonts *fonts, const char *family);
/** Names of all families, sorted, NULL-terminated; borrowed. */
const char *const *fonts_families (Fonts *fonts);
