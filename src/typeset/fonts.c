/* fonts: one directory of fonts as a Pango font map, and the faces that shaping picked from it.
 *
 * Three things keep pages the same on every machine: fontconfig is given this directory alone and no rules of the system; the
 * set is made current before Pango starts the thread that would load the system's fonts; positions are not rounded.
 */
#include "typeset/fonts.h"
#include "typeset/hyphenate.h"
#include "typeset/shape-memo.h"

#include <fontconfig/fontconfig.h>
#include <hb-ot.h>
#include <pango/pangofc-font.h>
#include <pango/pangofc-fontmap.h>
#include <string.h>

struct Fonts
{
  FcConfig *config;
  PangoFontMap *map;
  PangoContext *context;
  GPtrArray *faces;    /* of FontFace*, by index */
  GHashTable *by_font; /* PangoFont* (kept alive) → index + 1 */
  GHashTable *by_file; /* "file:index" → index + 1 */
  GPtrArray *families; /* of char*, sorted, NULL last */
  Hyphenators *hyphenators;
  ShapeMemo *memo;
};

enum
{
  MEMO_BYTES = 4 << 20 /* a briefing of forty pages */
};

static void
face_free (gpointer data)
{
  FontFace *face = data;
  g_free (face->file);
  g_free (face->name);
  g_free (face->family);
  hb_font_destroy (face->hb_font);
  hb_face_destroy (face->hb_face);
  g_free (face);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

static GPtrArray *
list_families (FcConfig *config)
{
  GPtrArray *families = g_ptr_array_new_with_free_func (g_free);
  FcFontSet *set = FcConfigGetFonts (config, FcSetSystem);
  for (int i = 0; set && i < set->nfont; i++)
    {
      FcChar8 *family = NULL;
      gboolean known = FALSE;
      if (FcPatternGetString (set->fonts[i], FC_FAMILY, 0, &family) != FcResultMatch)
        continue;
      for (guint k = 0; k < families->len && !known; k++)
        known = strcmp (g_ptr_array_index (families, k), (const char *)family) == 0;
      if (!known)
        g_ptr_array_add (families, g_strdup ((const char *)family));
    }
  g_ptr_array_sort (families, compare_names);
  g_ptr_array_add (families, NULL);
  return families;
}

/* A fontconfig set with one directory and no rules: what the system has or prefers cannot reach a page. */
static FcConfig *
open_config (const char *directory, const char *cache, GError **error)
{
  if (!g_file_test (directory, G_FILE_TEST_IS_DIR))
    {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT, "cannot open the font directory “%s”", directory);
      return NULL;
    }
  g_autofree char *fonts = g_canonicalize_filename (directory, NULL);
  g_autofree char *store = g_canonicalize_filename (cache, NULL);
  g_autofree char *rules =
      g_markup_printf_escaped ("<fontconfig><dir>%s</dir><cachedir>%s</cachedir></fontconfig>", fonts, store);
  g_mkdir_with_parents (store, 0700); /* no cache is slower, not wrong */
  FcConfig *config = FcConfigCreate ();
  if (config && FcConfigParseAndLoadFromMemory (config, (const FcChar8 *)rules, FcTrue) &&
      FcConfigBuildFonts (config))
    return config;
  if (config)
    FcConfigDestroy (config);
  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "cannot read the font directory “%s”", directory);
  return NULL;
}

Fonts *
fonts_open (const char *directory, const char *cache, GError **error)
{
  FcConfig *config = open_config (directory, cache, error);
  if (!config)
    return NULL;
  g_autoptr (GPtrArray) families = list_families (config);
  if (families->len == 1)
    {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT, "there is no usable font in “%s”", directory);
      FcConfigDestroy (config);
      return NULL;
    }
  FcConfigSetCurrent (config); /* before the font map: Pango's thread calls FcInit, which then does nothing */
  Fonts *fonts = g_new0 (Fonts, 1);
  fonts->config = config;
  fonts->families = g_steal_pointer (&families);
  fonts->map = pango_ft2_font_map_new ();
  pango_fc_font_map_set_config (PANGO_FC_FONT_MAP (fonts->map), config);
  pango_ft2_font_map_set_resolution (PANGO_FT2_FONT_MAP (fonts->map), 72, 72);
  fonts->context = pango_font_map_create_context (fonts->map);
  pango_context_set_round_glyph_positions (fonts->context, FALSE);
  pango_context_set_language (fonts->context, pango_language_from_string ("en")); /* never the locale's */
  fonts->faces = g_ptr_array_new_with_free_func (face_free);
  fonts->by_font = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  fonts->by_file = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  fonts->hyphenators = hyphenators_new (BRIEF_HYPHEN_DIR);
  fonts->memo = shape_memo_new (MEMO_BYTES);
  return fonts;
}

void
fonts_free (Fonts *fonts)
{
  if (!fonts)
    return;
  g_hash_table_destroy (fonts->by_font);
  g_hash_table_destroy (fonts->by_file);
  g_ptr_array_free (fonts->faces, TRUE);
  g_object_unref (fonts->context);
  pango_fc_font_map_set_config (PANGO_FC_FONT_MAP (fonts->map),
                                NULL); /* or the map keeps its reference for ever */
  pango_fc_font_map_shutdown (PANGO_FC_FONT_MAP (fonts->map));
  g_object_unref (fonts->map);
  g_ptr_array_free (fonts->families, TRUE);
  shape_memo_free (fonts->memo);
  hyphenators_free (fonts->hyphenators);
  FcConfigDestroy (fonts->config);
  g_free (fonts);
}

PangoContext *
fonts_context (Fonts *fonts)
{
  return fonts->context;
}

Hyphenators *
fonts_hyphenators (Fonts *fonts)
{
  return fonts->hyphenators;
}

ShapeMemo *
fonts_memo (Fonts *fonts)
{
  return fonts->memo;
}

static int
metric (const FontFace *face, hb_ot_metrics_tag_t tag, int otherwise)
{
  hb_position_t value = 0;
  return hb_ot_metrics_get_position (face->hb_font, tag, &value) ? value : otherwise;
}

static FontFace *
face_open (FcPattern *pattern, const char *file, int face_index)
{
  FontFace *face = g_new0 (FontFace, 1);
  FcChar8 *name = NULL, *family = NULL;
  int weight = FC_WEIGHT_REGULAR, slant = FC_SLANT_ROMAN;
  FcPatternGetString (pattern, FC_POSTSCRIPT_NAME, 0, &name);
  FcPatternGetString (pattern, FC_FAMILY, 0, &family);
  FcPatternGetInteger (pattern, FC_WEIGHT, 0, &weight);
  FcPatternGetInteger (pattern, FC_SLANT, 0, &slant);
  face->file = g_strdup (file);
  face->face_index = face_index;
  face->family = g_strdup ((const char *)family);
  face->name = g_strdup (name ? (const char *)name : (const char *)family);
  face->weight = FcWeightToOpenType (weight);
  face->italic = slant != FC_SLANT_ROMAN;

  hb_blob_t *blob = hb_blob_create_from_file (file);
  face->hb_face = hb_face_create (blob, face_index);
  hb_blob_destroy (blob);
  face->hb_font = hb_font_create (face->hb_face);
  face->units_per_em = hb_face_get_upem (face->hb_face);
  hb_font_set_scale (face->hb_font, face->units_per_em, face->units_per_em);
  hb_blob_t *outlines = hb_face_reference_table (face->hb_face, HB_TAG ('C', 'F', 'F', ' '));
  face->is_cff = hb_blob_get_length (outlines) > 0;
  hb_blob_destroy (outlines);

  int em = face->units_per_em;
  face->ascender = metric (face, HB_OT_METRICS_TAG_HORIZONTAL_ASCENDER, em * 3 / 4);
  face->descender = metric (face, HB_OT_METRICS_TAG_HORIZONTAL_DESCENDER, -em / 4);
  face->cap_height = metric (face, HB_OT_METRICS_TAG_CAP_HEIGHT, em * 7 / 10);
  face->x_height = metric (face, HB_OT_METRICS_TAG_X_HEIGHT, em / 2);
  return face;
}

int
fonts_face_index (Fonts *fonts, PangoFont *font)
{
  int known = GPOINTER_TO_INT (g_hash_table_lookup (fonts->by_font, font));
  if (known)
    return known - 1;
  FcPattern *pattern = pango_fc_font_get_pattern (PANGO_FC_FONT (font));
  FcChar8 *file = NULL;
  int face_index = 0;
  FcPatternGetString (pattern, FC_FILE, 0, &file);
  FcPatternGetInteger (pattern, FC_INDEX, 0, &face_index);
  g_assert (file);
  g_autofree char *key = g_strdup_printf ("%s:%d", (const char *)file, face_index);
  known = GPOINTER_TO_INT (g_hash_table_lookup (fonts->by_file, key));
  if (!known)
    {
      FontFace *face = face_open (pattern, (const char *)file, face_index & 0xFFFF);
      face->index = fonts->faces->len;
      g_ptr_array_add (fonts->faces, face);
      known = fonts->faces->len;
      g_hash_table_insert (fonts->by_file, g_steal_pointer (&key), GINT_TO_POINTER (known));
    }
  g_hash_table_insert (fonts->by_font, g_object_ref (font), GINT_TO_POINTER (known));
  return known - 1;
}

const FontFace *
fonts_face (const Fonts *fonts, int index)
{
  g_assert (index >= 0 && index < (int)fonts->faces->len);
  return g_ptr_array_index (fonts->faces, index);
}

int
fonts_n_faces (const Fonts *fonts)
{
  return fonts->faces->len;
}

static gboolean
has_one_family (Fonts *fonts, const char *name)
{
  for (guint i = 0; i + 1 < fonts->families->len; i++)
    if (g_ascii_strcasecmp (g_ptr_array_index (fonts->families, i), name) == 0)
      return TRUE;
  return FALSE;
}

gboolean
fonts_has_family (Fonts *fonts, const char *family)
{
  g_auto (GStrv) names = g_strsplit (family, ",", -1);
  gboolean all = names[0] != NULL;
  for (int i = 0; names[i]; i++)
    all = all && has_one_family (fonts, g_strstrip (names[i]));
  return all;
}

const char *const *
fonts_families (Fonts *fonts)
{
  return (const char *const *)fonts->families->pdata;
}
