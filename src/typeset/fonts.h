/* fonts.h: fonts/ and nothing else. Opens a directory of fonts as a Pango font map that sees no font of the system, and
 * numbers the faces that shaping picks, so that pages can name them and the exporter can subset them.
 *
 * The fontconfig set is made current before the first font map exists, or Pango would load the system's fonts in a thread.
 * Glyph positions are not rounded. One nominal size a face is shaped and scaled (see shape.h), so faces are few.
 */
#pragma once
#include <pango/pangoft2.h>
#include <hb.h>

typedef struct Fonts Fonts;
typedef struct Hyphenators Hyphenators; /* hyphenate.h */
typedef struct ShapeMemo ShapeMemo;     /* shape-memo.h */

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
  int units_per_em;
  int ascender, descender, cap_height, x_height; /* font units; descender negative */
} FontFace;

/** @cache: a directory for fontconfig's cache (made if missing). Errors: no usable font, unreadable directory. */
Fonts *fonts_open (const char *directory, const char *cache, GError **error);
void fonts_free (Fonts *fonts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fonts, fonts_free)

/** A context on the font map, borrowed. */
PangoContext *fonts_context (Fonts *fonts);

/** Dictionaries, which live as long as the fonts do and are read at first use. Borrowed. */
Hyphenators *fonts_hyphenators (Fonts *fonts);

/** What was shaped with these fonts, which lives as long as they do. Borrowed. */
ShapeMemo *fonts_memo (Fonts *fonts);

/** The face behind a font that shaping chose; adds it on first use. Order of first use numbers the faces, so numbers depend
 *  on what was set before: exporters name fonts by the order in which one document meets them. */
int fonts_face_index (Fonts *fonts, PangoFont *font);
const FontFace *fonts_face (const Fonts *fonts, int index);
int fonts_n_faces (const Fonts *fonts);

/** Is there a family of this name (layouts are checked with it)? "Charis SIL, Noto Naskh Arabic" asks for each: a list names
 *  where other scripts come from; without one Pango takes what it finds in the directory. */
gboolean fonts_has_family (Fonts *fonts, const char *family);
/** Names of all families, sorted, NULL-terminated; borrowed. */
const char *const *fonts_families (Fonts *fonts);
