/* fonts: one directory of fonts as a Pango font map, and the faces that shaping picked from it.
 *
 * Three things keep pages the same on every machine: fontconfig is given this directory alone and no rules of the system; the
 * set is made current before Pango starts the thread that would load the system's fonts; positions are not rounded.
 */
#include "typeset/fonts.h"
#include "typeset/hyphenate.h"
#include "typeset/plain-text.h"
#include "typeset/shape-memo.h"

#include <fontconfig/fontconfig.h>
#include <hb-ot.h>
#include <pango/pangofc-font.h>
#include <pango/pangofc-fontmap.h>
#include <string.h>

/* A style's face; what fonts_match has found. */
typedef struct
{
  char *family;
  int weight, face;
  gboolean italic;
} Match;

/* A face's way of shaping; what hb_shape would look for in vain or find anew for every text. */
typedef struct
{
  int face;
  unsigned n_features;
  hb_segment_properties_t properties;
  hb_feature_t *features;
  hb_shape_plan_t *plan;
} Plan;

struct Fonts
{
  FcConfig *config;
  PangoFontMap *map;     /* NULL: not yet wanted */
  PangoContext *context; /* the same */
  GArray *matches;       /* of Match */
  GArray *plans;         /* of Plan */
  GPtrArray *languages;  /* of FontsLanguage* */
  GHashTable *advances;  /* of fonts_advance_before_hyphen: face and letter → advance */
  GPtrArray *faces;      /* of FontFace*, by index */
  GHashTable *by_font;   /* PangoFont* (kept alive) → index + 1 */
  GHashTable *by_file;   /* "file:index" → index + 1 */
  GPtrArray *families;   /* of char*, sorted, NULL last */
  Hyphenators *hyphenators;
  ShapeMemo *memo;
  Memo *lines;
};

enum
{
  LINES_BYTES = 2 << 20, /* of break points and the lines chosen among them: some twenty pages */
  MEMO_BYTES = 4 << 20   /* a briefing of forty pages */
};

static void
face_free (gpointer data)
{
  FontFace *face = data;
  g_free (face->file);
  g_free (face->name);
  g_free (face->family);
  hb_font_destroy (face->hb_font);
  hb_font_destroy (face->nominal);
  g_free (face->plain);
  hb_face_destroy (face->hb_face);
  g_free (face);
}

static void
match_clear (gpointer data)
{
  g_free (((Match *)data)->family);
}

static void
plan_clear (gpointer data)
{
  Plan *plan = data;
  hb_shape_plan_destroy (plan->plan);
  g_free (plan->features);
}

static void
language_free (gpointer data)
{
  FontsLanguage *language = data;
  g_free (language->lang);
  g_free (language);
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
  fonts->matches = g_array_new (FALSE, FALSE, sizeof (Match));
  g_array_set_clear_func (fonts->matches, match_clear);
  fonts->plans = g_array_new (FALSE, FALSE, sizeof (Plan));
  g_array_set_clear_func (fonts->plans, plan_clear);
  fonts->advances = g_hash_table_new (NULL, NULL);
  fonts->languages = g_ptr_array_new_with_free_func (language_free);
  fonts->faces = g_ptr_array_new_with_free_func (face_free);
  fonts->by_font = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  fonts->by_file = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  fonts->hyphenators = hyphenators_new (BRIEF_HYPHEN_DIR);
  fonts->memo = shape_memo_new (MEMO_BYTES);
  fonts->lines = memo_new (LINES_BYTES);
  return fonts;
}

void
fonts_free (Fonts *fonts)
{
  if (!fonts)
    return;
  g_hash_table_destroy (fonts->by_font);
  g_hash_table_destroy (fonts->by_file);
  g_array_free (fonts->plans, TRUE);
  g_array_free (fonts->matches, TRUE);
  g_ptr_array_free (fonts->languages, TRUE);
  g_hash_table_destroy (fonts->advances);
  g_ptr_array_free (fonts->faces, TRUE);
  if (fonts->map)
    {
      g_object_unref (fonts->context);
      pango_fc_font_map_set_config (PANGO_FC_FONT_MAP (fonts->map),
                                    NULL); /* or the map keeps its reference for ever */
      pango_fc_font_map_shutdown (PANGO_FC_FONT_MAP (fonts->map));
      g_object_unref (fonts->map);
    }
  g_ptr_array_free (fonts->families, TRUE);
  shape_memo_free (fonts->memo);
  memo_free (fonts->lines);
  hyphenators_free (fonts->hyphenators);
  FcConfigDestroy (fonts->config);
  g_free (fonts);
}

PangoContext *
fonts_context (Fonts *fonts)
{
  if (!fonts->map)
    {
      fonts->map = pango_ft2_font_map_new ();
      pango_fc_font_map_set_config (PANGO_FC_FONT_MAP (fonts->map), fonts->config);
      pango_ft2_font_map_set_resolution (PANGO_FT2_FONT_MAP (fonts->map), 72, 72);
      fonts->context = pango_font_map_create_context (fonts->map);
      pango_context_set_round_glyph_positions (fonts->context, FALSE);
      pango_context_set_language (fonts->context, pango_language_from_string ("en")); /* never the locale's */
    }
  return fonts->context;
}

Hyphenators *
fonts_hyphenators (Fonts *fonts)
{
  return fonts->hyphenators;
}

Memo *
fonts_lines (Fonts *fonts)
{
  return fonts->lines;
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
  face->nominal = hb_font_create (face->hb_face);
  hb_font_set_scale (face->nominal, FONTS_NOMINAL, FONTS_NOMINAL);
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

/** The face behind a pattern that fontconfig matched, numbered from 0. */
static int
face_of (Fonts *fonts, FcPattern *pattern)
{
  FcChar8 *file = NULL;
  int face_index = 0;
  FcPatternGetString (pattern, FC_FILE, 0, &file);
  FcPatternGetInteger (pattern, FC_INDEX, 0, &face_index);
  g_assert (file);
  g_autofree char *key = g_strdup_printf ("%s:%d", (const char *)file, face_index);
  int known = GPOINTER_TO_INT (g_hash_table_lookup (fonts->by_file, key));
  if (known)
    return known - 1;
  FontFace *face = face_open (pattern, (const char *)file, face_index & 0xFFFF);
  face->index = fonts->faces->len;
  g_ptr_array_add (fonts->faces, face);
  g_hash_table_insert (fonts->by_file, g_steal_pointer (&key), GINT_TO_POINTER (fonts->faces->len));
  return face->index;
}

int
fonts_face_index (Fonts *fonts, PangoFont *font)
{
  int known = GPOINTER_TO_INT (g_hash_table_lookup (fonts->by_font, font));
  if (known)
    return known - 1;
  known = face_of (fonts, pango_fc_font_get_pattern (PANGO_FC_FONT (font)));
  g_hash_table_insert (fonts->by_font, g_object_ref (font), GINT_TO_POINTER (known + 1));
  return known;
}

/** Is it a face of that family, and one whose outlines are used as they are: not one of a variable font, not slanted or emboldened? */
static gboolean
is_usable (FcPattern *found, const char *family)
{
  FcChar8 *name = NULL;
  FcBool variable = FcFalse, embolden = FcFalse;
  FcMatrix *matrix = NULL;
  int index = 0;
  gboolean same = FALSE;
  for (int i = 0; !same && FcPatternGetString (found, FC_FAMILY, i, &name) == FcResultMatch; i++)
    same = g_ascii_strcasecmp ((const char *)name, family) == 0;
  FcPatternGetBool (found, FC_VARIABLE, 0, &variable);
  FcPatternGetBool (found, FC_EMBOLDEN, 0, &embolden);
  FcPatternGetInteger (found, FC_INDEX, 0, &index);
  return same && !variable && !embolden && index >> 16 == 0 &&
         FcPatternGetMatrix (found, FC_MATRIX, 0, &matrix) != FcResultMatch;
}

/* The question that Pango puts to fontconfig, with the first of its families, which outweighs the others. */
static int
find_match (Fonts *fonts, const char *family, int weight, gboolean italic)
{
  const char *end = strchrnul (family, ',');
  g_autofree char *first = g_strstrip (g_strndup (family, end - family));
  FcResult result = FcResultNoMatch;
  FcPattern *pattern = FcPatternCreate ();
  FcPatternAddString (pattern, FC_FAMILY, (const FcChar8 *)first);
  FcPatternAddDouble (pattern, FC_WEIGHT, FcWeightFromOpenTypeDouble (weight));
  FcPatternAddInteger (pattern, FC_SLANT, italic ? FC_SLANT_ITALIC : FC_SLANT_ROMAN);
  FcPatternAddInteger (pattern, FC_WIDTH, FC_WIDTH_NORMAL);
  FcPatternAddDouble (pattern, FC_PIXEL_SIZE, FONTS_NOMINAL / PANGO_SCALE);
  FcPatternAddString (pattern, FC_LANG, (const FcChar8 *)"en");
  FcDefaultSubstitute (pattern);
  FcPattern *found = FcFontMatch (fonts->config, pattern, &result);
  int face = found && is_usable (found, first) ? face_of (fonts, found) : -1;
  if (found)
    FcPatternDestroy (found);
  FcPatternDestroy (pattern);
  return face;
}

int
fonts_match (Fonts *fonts, const char *family, int weight, gboolean italic)
{
  for (guint i = 0; i < fonts->matches->len; i++)
    {
      const Match *match = &g_array_index (fonts->matches, Match, i);
      if (match->weight == weight && match->italic == italic && strcmp (match->family, family) == 0)
        return match->face;
    }
  Match match = {g_strdup (family), weight, find_match (fonts, family, weight, italic), italic};
  g_array_append_val (fonts->matches, match);
  return match.face;
}

gboolean
fonts_has_plain (Fonts *fonts, int index, gunichar c)
{
  FontFace *face = fonts->faces->pdata[index];
  int place = plain_place (c);
  g_assert (place >= 0);
  if (!face->plain)
    face->plain = g_malloc0 (PLAIN_PLACES);
  if (!face->plain[place])
    {
      hb_codepoint_t glyph;
      face->plain[place] = hb_font_get_nominal_glyph (face->hb_font, c, &glyph) ? 1 : 2;
    }
  return face->plain[place] == 1;
}

int
fonts_advance_before_hyphen (Fonts *fonts, int index, gunichar letter)
{
  const gpointer key = GSIZE_TO_POINTER ((gsize)index << 21 | letter);
  gpointer known;
  if (g_hash_table_lookup_extended (fonts->advances, key, NULL, &known))
    return GPOINTER_TO_INT (known);
  hb_buffer_t *buffer = hb_buffer_create ();
  hb_buffer_add (buffer, letter, 0);
  hb_buffer_add (buffer, '-', 1);
  hb_buffer_set_content_type (buffer, HB_BUFFER_CONTENT_TYPE_UNICODE);
  hb_buffer_guess_segment_properties (buffer);
  hb_shape (fonts_face (fonts, index)->hb_font, buffer, NULL, 0);
  unsigned n;
  const hb_glyph_position_t *places = hb_buffer_get_glyph_positions (buffer, &n);
  const int advance = n == 2 ? places[0].x_advance : G_MININT;
  hb_buffer_destroy (buffer);
  g_hash_table_insert (fonts->advances, key, GINT_TO_POINTER (advance));
  return advance;
}

static gboolean
script_is_rtl (PangoScript script)
{
  return script == PANGO_SCRIPT_ARABIC || script == PANGO_SCRIPT_HEBREW || script == PANGO_SCRIPT_SYRIAC ||
         script == PANGO_SCRIPT_THAANA || script == PANGO_SCRIPT_NKO;
}

const FontsLanguage *
fonts_language (Fonts *fonts, const char *lang)
{
  for (guint i = 0; i < fonts->languages->len; i++)
    {
      const FontsLanguage *known = fonts->languages->pdata[i];
      if (strcmp (known->lang, lang) == 0)
        return known;
    }
  int n = 0;
  PangoLanguage *pango = pango_language_from_string (lang);
  const PangoScript *scripts = pango_language_get_scripts (pango, &n);
  FontsLanguage *language = g_new0 (FontsLanguage, 1);
  language->lang = g_strdup (lang);
  language->any = !scripts || n == 0 || scripts[0] == PANGO_SCRIPT_COMMON;
  language->rtl = !language->any && script_is_rtl (scripts[0]);
  language->latin = pango_language_includes_script (pango, PANGO_SCRIPT_LATIN);
  language->hb = hb_language_from_string (pango_language_to_string (pango), -1);
  g_ptr_array_add (fonts->languages, language);
  return language;
}

hb_shape_plan_t *
fonts_plan (Fonts *fonts, int index, const hb_segment_properties_t *properties, const hb_feature_t *features,
            unsigned n_features)
{
  for (guint i = fonts->plans->len; i > 0; i--)
    {
      const Plan *plan = &g_array_index (fonts->plans, Plan, i - 1);
      if (plan->face == index && plan->n_features == n_features &&
          hb_segment_properties_equal (&plan->properties, properties) &&
          (n_features == 0 || memcmp (plan->features, features, n_features * sizeof *features) == 0))
        return plan->plan;
    }
  Plan plan = {.face = index, .n_features = n_features, .properties = *properties};
  plan.features = g_memdup2 (features, n_features * sizeof *features);
  plan.plan =
      hb_shape_plan_create (fonts_face (fonts, index)->hb_face, properties, features, n_features, NULL);
  g_array_append_val (fonts->plans, plan);
  return plan.plan;
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
