#include "export/pdf-subset.h"
#include "export/pdf-cff.h"
#include <hb-ot.h>
#include <hb-subset.h>

/* What shaping needed and a finished page does not (all of it passes without): two thirds of a subset's bytes. */
static void
drop_tables (hb_subset_input_t *input)
{
  static const char tables[][5] = {"GSUB", "GPOS", "GDEF", "BASE", "JSTF", "MATH", "name",
                                   "post", "OS/2", "cmap", "kern", "gasp", "hdmx", "VDMX",
                                   "LTSH", "DSIG", "meta", "Silf", "Sill", "Glat", "Gloc",
                                   "Feat", "vhea", "vmtx", "VORG", "STAT", "FFTM", "PCLT"};
  hb_set_t *drop = hb_subset_input_set (input, HB_SUBSET_SETS_DROP_TABLE_TAG);
  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    hb_set_add (drop, HB_TAG (tables[i][0], tables[i][1], tables[i][2], tables[i][3]));
}

/* The font file of a subset: all of a TrueType one, or the CFF table alone. NULL: there is none that can be embedded. */
static hb_blob_t *
font_file_of (const FontFace *face, hb_face_t *subset)
{
  hb_blob_t *blob = face->is_cff ? hb_face_reference_table (subset, HB_TAG ('C', 'F', 'F', ' '))
                                 : hb_face_reference_blob (subset);
  unsigned length;
  const char *data = hb_blob_get_data (blob, &length);
  if (length > 0 && !(face->is_cff && cff_is_cid_keyed ((const guint8 *)data, length)))
    return blob;
  hb_blob_destroy (blob);
  return NULL;
}

/* The byte map of a simple TrueType font (ISO 32000-1 9.6.6.4: symbolic, platform 1, encoding 0; cmap format 0). */
static gboolean
add_byte_map (hb_face_t *subset, const guint *numbers)
{
  enum
  {
    HEAD = 12,
    MAP = 6
  };
  guint8 table[HEAD + MAP + PDF_CODES] = {0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, HEAD};
  table[HEAD + 2] = (MAP + PDF_CODES) >> 8;
  table[HEAD + 3] = (MAP + PDF_CODES) & 0xFF;
  for (int code = 0; code < PDF_CODES; code++)
    {
      if (numbers[code] > 0xFF)
        return FALSE;
      table[HEAD + MAP + code] = (guint8)numbers[code];
    }
  hb_blob_t *blob = hb_blob_create ((const char *)table, sizeof table, HB_MEMORY_MODE_DUPLICATE, NULL, NULL);
  gboolean added = hb_face_builder_add_table (subset, HB_TAG ('c', 'm', 'a', 'p'), blob);
  hb_blob_destroy (blob);
  return added;
}

/* Appends the font file; FALSE: there is none that could be embedded. @numbers: by code, or NULL. */
static gboolean
append_file (GByteArray *out, const FontFace *face, hb_face_t *subset, const guint *numbers)
{
  if (numbers && !face->is_cff && !add_byte_map (subset, numbers))
    return FALSE;
  hb_blob_t *blob = font_file_of (face, subset);
  if (!blob)
    return FALSE;
  unsigned length;
  const guint8 *data = (const guint8 *)hb_blob_get_data (blob, &length);
  gboolean lean = face->is_cff && cff_append_nameless (out, data, length, numbers);
  if (!lean)
    g_byte_array_append (out, data, length);
  hb_blob_destroy (blob);
  return lean || !face->is_cff || !numbers;
}

/* Subsets to @glyphs, ascending: their numbers, one int each, and behind them the font file. Owned, or NULL. */
static GBytes *
subset_face (const FontFace *face, const GArray *glyphs, const int *by_code)
{
  hb_subset_input_t *input = hb_subset_input_create_or_fail ();
  if (!input)
    return NULL;
  /* outlines without subroutines are longer and deflate to a fifth less, so does the whole */
  hb_subset_input_set_flags (input, HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_DESUBROUTINIZE);
  for (guint i = 0; i < glyphs->len; i++)
    hb_set_add (hb_subset_input_glyph_set (input), g_array_index (glyphs, int, i));
  drop_tables (input);
  GByteArray *out = g_byte_array_new ();
  guint numbers[PDF_CODES] = {0};
  hb_face_t *subset = NULL;
  hb_subset_plan_t *plan = hb_subset_plan_create_or_fail (face->hb_face, input);
  if (plan)
    {
      const hb_map_t *map = hb_subset_plan_old_to_new_glyph_mapping (plan);
      for (guint i = 0; i < glyphs->len; i++)
        {
          int number = (int)hb_map_get (map, g_array_index (glyphs, int, i));
          g_byte_array_append (out, (const guint8 *)&number, sizeof number);
        }
      for (int code = 0; by_code && code < PDF_CODES; code++)
        numbers[code] = by_code[code] ? hb_map_get (map, by_code[code]) : 0;
      subset = hb_subset_plan_execute_or_fail (plan);
      hb_subset_plan_destroy (plan);
    }
  hb_subset_input_destroy (input);
  if (!subset || !append_file (out, face, subset, by_code ? numbers : NULL))
    g_byte_array_set_size (out, 0);
  hb_face_destroy (subset);
  GBytes *bytes = g_byte_array_free_to_bytes (out);
  if (g_bytes_get_size (bytes) == 0)
    g_clear_pointer (&bytes, g_bytes_unref);
  return bytes;
}

GBytes *
pdf_subset (const FontFace *face, const GArray *glyphs, const int *by_code, Memo *memo)
{
  g_autoptr (GString) key = g_string_new (face->file);
  g_string_append_printf (key, "\n%d %d\n", face->face_index, by_code != NULL);
  g_string_append_len (key, glyphs->data, (gssize)(glyphs->len * sizeof (int)));
  if (by_code)
    g_string_append_len (key, (const char *)by_code, PDF_CODES * sizeof (int));
  GBytes *known = memo_find (memo, MEMO_SUBSET, key->str, key->len);
  if (known)
    return g_bytes_ref (known);
  GBytes *bytes = subset_face (face, glyphs, by_code);
  if (bytes && memo_keep (memo, MEMO_SUBSET, key->str, key->len, bytes, g_bytes_get_size (bytes),
                          (GDestroyNotify)g_bytes_unref))
    g_bytes_ref (bytes);
  return bytes;
}
