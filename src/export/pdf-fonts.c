#include "export/pdf-fonts.h"
#include "export/pdf-cff.h"
#include <hb-ot.h>
#include <hb-subset.h>

/* A glyph with nothing of its own in the text, like the mark of a base: a zero-width character, for every code must map to
 * Unicode (ISO 14289-1 7.21.7) and words must stay whole. */
#define NO_TEXT "\xE2\x81\xA0" /* U+2060 WORD JOINER */

typedef struct
{
  const char *text; /* in the chunk */
  int length, count, object;
} Meaning;

typedef struct
{
  GArray *meanings; /* of Meaning, the most frequent first once embedded */
  int code;
  int width; /* 1/10 of a thousandth, as written in W */
} UsedGlyph;

typedef struct
{
  const FontFace *face;
  UsedGlyph **glyphs; /* by glyph id of the whole font; NULL: not used */
  int n_glyphs, n_codes, n_variants;
  int *codes;   /* code → glyph id */
  int *objects; /* variant → its Type0 dictionary */
  int rank;     /* in order of first use on these pages, from 1 */
} UsedFace;

/* Codes of one byte: half of what pages say is then not zeros, which is a tenth of them deflated. The map of codes to CIDs is one
 * object for all such faces; Identity-H, which needs none, has two bytes. */
#define SHORT_NAME "Identity-8"
static const char short_map[] =
    "/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo 3 dict dup begin\n"
    "/Registry(Adobe)def\n/Ordering(Identity)def\n/Supplement 0 def\nend def\n/CMapName/" SHORT_NAME " def\n"
    "/CMapType 1 def\n/WMode 0 def\n1 begincodespacerange\n<00><FF>\nendcodespacerange\n"
    "1 begincidrange\n<00><FF>0\nendcidrange\nendcmap\n"
    "CMapName currentdict/CMap defineresource pop\nend\nend\n";
static const char short_entries[] =
    "/Type/CMap/CMapName/" SHORT_NAME
    "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/WMode 0";

static int
code_bytes (const UsedFace *used)
{
  return used->n_codes <= 256 ? 1 : 2;
}

struct PdfFonts
{
  GPtrArray *faces; /* of UsedFace, by face index; NULL: not used */
  GPtrArray
      *ranked; /* the same, borrowed, by rank: a warm worker numbers its faces otherwise than a cold one */
  GStringChunk *texts;
  int short_map; /* object; 0: not needed yet */
};

static UsedFace *
used_face_new (const FontFace *face)
{
  UsedFace *used = g_new0 (UsedFace, 1);
  used->face = face;
  used->n_glyphs = hb_face_get_glyph_count (face->hb_face);
  used->glyphs = g_new0 (UsedGlyph *, used->n_glyphs);
  return used;
}

static void
used_face_free (gpointer data)
{
  UsedFace *used = data;
  if (!used)
    return;
  for (int i = 0; i < used->n_glyphs; i++)
    if (used->glyphs[i])
      {
        g_array_unref (used->glyphs[i]->meanings);
        g_free (used->glyphs[i]);
      }
  g_free (used->glyphs);
  g_free (used->codes);
  g_free (used->objects);
  g_free (used);
}

/* The text that a glyph of a run stands for. */
static const char *
glyph_text (const GlyphRun *run, int index, int *length)
{
  const Glyph *glyph = &g_array_index (run->glyphs, Glyph, index);
  const char *text = run->text + glyph->start;
  *length = glyph->end - glyph->start;
  /* the hyphen added at a line's end is the run's last in logical order */
  if (run->soft_hyphen && index == (run->rtl ? 0 : (int)run->glyphs->len - 1))
    text = "\xC2\xAD", *length = 2;
  else if (*length == 0)
    text = NO_TEXT, *length = strlen (NO_TEXT);
  return text;
}

static Meaning *
find_meaning (const UsedGlyph *glyph, const char *text, int length, int *place)
{
  for (guint i = 0; i < glyph->meanings->len; i++)
    {
      Meaning *meaning = &g_array_index (glyph->meanings, Meaning, i);
      if (meaning->length == length && memcmp (meaning->text, text, length) == 0)
        {
          *place = i;
          return meaning;
        }
    }
  return NULL;
}

static void
note_run (PdfFonts *fonts, const Pages *pages, const GlyphRun *run)
{
  if (run->face >= (int)fonts->faces->len)
    g_ptr_array_set_size (fonts->faces, run->face + 1);
  UsedFace *face = fonts->faces->pdata[run->face];
  if (!face)
    {
      face = fonts->faces->pdata[run->face] = used_face_new (fonts_face (pages->fonts, run->face));
      g_ptr_array_add (fonts->ranked, face);
      face->rank = (int)fonts->ranked->len;
    }
  for (guint i = 0; i < run->glyphs->len; i++)
    {
      int id = g_array_index (run->glyphs, Glyph, i).id, length, place;
      if (id == 0)
        continue;
      g_assert (id < face->n_glyphs);
      UsedGlyph *glyph = face->glyphs[id];
      if (!glyph)
        {
          glyph = face->glyphs[id] = g_new0 (UsedGlyph, 1);
          glyph->meanings = g_array_new (FALSE, TRUE, sizeof (Meaning));
        }
      const char *text = glyph_text (run, i, &length);
      Meaning *meaning = find_meaning (glyph, text, length, &place);
      if (!meaning)
        {
          Meaning fresh = {.text = g_string_chunk_insert_len (fonts->texts, text, length), .length = length};
          g_array_append_val (glyph->meanings, fresh);
          meaning = &g_array_index (glyph->meanings, Meaning, glyph->meanings->len - 1);
        }
      meaning->count++;
    }
}

PdfFonts *
pdf_fonts_new (const Pages *pages)
{
  PdfFonts *fonts = g_new0 (PdfFonts, 1);
  fonts->faces = g_ptr_array_new_with_free_func (used_face_free);
  fonts->ranked = g_ptr_array_new ();
  fonts->texts = g_string_chunk_new (1024);
  for (guint i = 0; i < pages->pages->len; i++)
    {
      const GArray *ops = page_open (pages->pages->pdata[i]);
      for (guint k = 0; k < ops->len; k++)
        {
          const Op *op = &g_array_index (ops, Op, k);
          if (op->kind == OP_GLYPHS)
            note_run (fonts, pages, op->as.glyphs);
        }
      page_close (pages->pages->pdata[i]);
    }
  return fonts;
}

void
pdf_fonts_free (PdfFonts *fonts)
{
  if (!fonts)
    return;
  g_ptr_array_unref (fonts->ranked);
  g_ptr_array_unref (fonts->faces);
  g_string_chunk_free (fonts->texts);
  g_free (fonts);
}

static int
by_count (gconstpointer a, gconstpointer b)
{
  const Meaning *x = a, *y = b;
  return x->count != y->count ? y->count - x->count : strcmp (x->text, y->text);
}

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

/* Subsets to @glyphs, ascending: their codes, one int each, and behind them the font file. Owned, or NULL. */
static GBytes *
subset_face (const FontFace *face, const GArray *glyphs)
{
  hb_subset_input_t *input = hb_subset_input_create_or_fail ();
  if (!input)
    return NULL;
  hb_subset_input_set_flags (input, HB_SUBSET_FLAGS_NO_HINTING);
  for (guint i = 0; i < glyphs->len; i++)
    hb_set_add (hb_subset_input_glyph_set (input), g_array_index (glyphs, int, i));
  drop_tables (input);
  GByteArray *out = g_byte_array_new ();
  hb_face_t *subset = NULL;
  hb_subset_plan_t *plan = hb_subset_plan_create_or_fail (face->hb_face, input);
  if (plan)
    {
      const hb_map_t *codes = hb_subset_plan_old_to_new_glyph_mapping (plan);
      for (guint i = 0; i < glyphs->len; i++)
        {
          int code = (int)hb_map_get (codes, g_array_index (glyphs, int, i));
          g_byte_array_append (out, (const guint8 *)&code, sizeof code);
        }
      subset = hb_subset_plan_execute_or_fail (plan);
      hb_subset_plan_destroy (plan);
    }
  hb_subset_input_destroy (input);
  hb_blob_t *blob = subset ? font_file_of (face, subset) : NULL;
  if (blob)
    {
      unsigned length;
      const char *data = hb_blob_get_data (blob, &length);
      if (face->is_cff)
        cff_append_nameless (out, (const guint8 *)data, length);
      else
        g_byte_array_append (out, (const guint8 *)data, length);
      hb_blob_destroy (blob);
    }
  else
    g_byte_array_set_size (out, 0);
  hb_face_destroy (subset);
  GBytes *bytes = g_byte_array_free_to_bytes (out);
  if (g_bytes_get_size (bytes) == 0)
    g_clear_pointer (&bytes, g_bytes_unref);
  return bytes;
}

/* The same, from @memo if a file before this one needed the same glyphs. */
static GBytes *
find_subset (const FontFace *face, const GArray *glyphs, Memo *memo)
{
  g_autoptr (GString) key = g_string_new (face->file);
  g_string_append_printf (key, "\n%d\n", face->face_index);
  g_string_append_len (key, glyphs->data, (gssize)(glyphs->len * sizeof (int)));
  GBytes *known = memo_find (memo, MEMO_SUBSET, key->str, key->len);
  if (known)
    return g_bytes_ref (known);
  GBytes *bytes = subset_face (face, glyphs);
  if (bytes && memo_keep (memo, MEMO_SUBSET, key->str, key->len, bytes, g_bytes_get_size (bytes),
                          (GDestroyNotify)g_bytes_unref))
    g_bytes_ref (bytes);
  return bytes;
}

/* Gives the glyphs used their codes; the font file as a stream of @file, its object number; 0: there is none. */
static int
add_subset (UsedFace *used, PdfFile *file)
{
  g_autoptr (GArray) glyphs = g_array_new (FALSE, FALSE, sizeof (int));
  for (int i = 0; i < used->n_glyphs; i++)
    if (used->glyphs[i])
      g_array_append_val (glyphs, i);
  g_autoptr (GBytes) bytes = find_subset (used->face, glyphs, file->memo);
  if (!bytes)
    return 0;
  gsize length;
  const int *codes = g_bytes_get_data (bytes, &length);
  for (guint i = 0; i < glyphs->len; i++)
    used->glyphs[g_array_index (glyphs, int, i)]->code = codes[i];
  length -= glyphs->len * sizeof (int);
  GString *entries = g_string_new (NULL);
  if (used->face->is_cff)
    g_string_append (entries, "/Subtype/CIDFontType0C");
  else
    g_string_append_printf (entries, "/Length1 %" G_GSIZE_FORMAT, length);
  return pdf_file_add_stream (file, entries, codes + glyphs->len, length, TRUE);
}

/* Widths from the font's own numbers to a tenth of a thousandth, so that the pen of a line does not drift. */
static void
number_codes (UsedFace *used)
{
  int upem = used->face->units_per_em;
  for (int i = 0; i < used->n_glyphs; i++)
    if (used->glyphs[i])
      {
        UsedGlyph *glyph = used->glyphs[i];
        gint64 advance = hb_font_get_glyph_h_advance (used->face->hb_font, i);
        glyph->width = (advance * 10000 + upem / 2) / upem;
        g_array_sort (glyph->meanings, by_count);
        used->n_codes = MAX (used->n_codes, glyph->code + 1);
        used->n_variants = MAX (used->n_variants, (int)glyph->meanings->len);
      }
  used->codes = g_new0 (int, used->n_codes);
  for (int i = 0; i < used->n_glyphs; i++)
    if (used->glyphs[i])
      used->codes[used->glyphs[i]->code] = i;
}

static void
put_widths (const UsedFace *used, GString *out)
{
  g_string_append (out, "/W[");
  for (int code = 1, open = FALSE; code <= used->n_codes; code++)
    {
      const UsedGlyph *glyph = code < used->n_codes ? used->glyphs[used->codes[code]] : NULL;
      if (glyph && !open)
        g_string_append_printf (out, "%s%d[", out->str[out->len - 1] == ']' ? " " : "", code);
      else if (!glyph && open)
        g_string_append_c (out, ']');
      open = glyph != NULL;
      if (glyph)
        put_operand (out, glyph->width, 1);
    }
  g_string_append_c (out, ']');
}

static const Meaning *
meaning_of (const UsedFace *used, int code, int variant)
{
  const UsedGlyph *glyph = code < used->n_codes ? used->glyphs[used->codes[code]] : NULL;
  return glyph && variant < (int)glyph->meanings->len ? &g_array_index (glyph->meanings, Meaning, variant)
                                                      : NULL;
}

/* How many codes from @code on follow each other in Unicode too, so that one range says it (the last byte must not overflow,
 * ISO 32000-1 9.10.3). */
static int
range_length (const UsedFace *used, int code, int variant)
{
  const Meaning *first = meaning_of (used, code, variant);
  gunichar start = g_utf8_get_char (first->text);
  int n = 1;
  if (g_utf8_next_char (first->text) != first->text + first->length || start >= 0x10000)
    return 1;
  for (; (code & 0xFF) + n < 0x100 && (start & 0xFF) + n < 0x100; n++)
    {
      const Meaning *next = meaning_of (used, code + n, variant);
      if (!next || g_utf8_next_char (next->text) != next->text + next->length ||
          g_utf8_get_char (next->text) != start + n)
        break;
    }
  return n;
}

/* Entries gather in blocks of at most 100 (Adobe Technical Note 5411). */
static void
put_blocks (GString *out, const GPtrArray *lines, const char *name)
{
  for (guint i = 0; i < lines->len; i++)
    {
      if (i % 100 == 0)
        g_string_append_printf (out, "%u begin%s\n", MIN (100, lines->len - i), name);
      g_string_append (out, lines->pdata[i]);
      if (i % 100 == 99 || i == lines->len - 1)
        g_string_append_printf (out, "end%s\n", name);
    }
}

static GString *
unicode_map (const UsedFace *used, int variant)
{
  GString *out = g_string_new ("/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                               "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n"
                               "/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n"
                               "1 begincodespacerange\n");
  int digits = 2 * code_bytes (used);
  g_string_append (out, digits == 2 ? "<00><FF>" : "<0000><FFFF>");
  g_string_append (out, "\nendcodespacerange\n");
  g_autoptr (GPtrArray) ranges = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) chars = g_ptr_array_new_with_free_func (g_free);
  for (int code = 1; code < used->n_codes; code++)
    {
      const Meaning *meaning = meaning_of (used, code, variant);
      if (!meaning)
        continue;
      int n = range_length (used, code, variant);
      GString *line = g_string_new (NULL);
      g_string_append_printf (line, "<%0*X><", digits, code);
      if (n > 1)
        g_string_append_printf (line, "%0*X><", digits, code + n - 1);
      put_utf16_hex (line, meaning->text, meaning->length);
      g_string_append (line, ">\n");
      g_ptr_array_add (n > 1 ? ranges : chars, g_string_free (line, FALSE));
      code += n - 1;
    }
  put_blocks (out, ranges, "bfrange");
  put_blocks (out, chars, "bfchar");
  g_string_append (out, "endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n");
  return out;
}

static gint16
read_int16 (const char *bytes)
{
  return (gint16)((guint8)bytes[0] << 8 | (guint8)bytes[1]);
}

/* Scaled to thousandths of the size. */
static void
put_thousandths (GString *out, const FontFace *face, int value)
{
  put_operand (out, ((gint64)value * 1000) / face->units_per_em, 0);
}

static void
put_descriptor (GString *out, const FontFace *face, const char *name, int file_object)
{
  hb_blob_t *head = hb_face_reference_table (face->hb_face, HB_TAG ('h', 'e', 'a', 'd'));
  hb_blob_t *post = hb_face_reference_table (face->hb_face, HB_TAG ('p', 'o', 's', 't'));
  unsigned head_length, post_length;
  const char *h = hb_blob_get_data (head, &head_length), *p = hb_blob_get_data (post, &post_length);
  g_string_append_printf (out, "/Type/FontDescriptor/FontName/%s/Flags %d/FontBBox[", name,
                          face->italic ? 4 | 64 : 4);
  for (int i = 0; i < 4; i++) /* xMin, yMin, xMax, yMax */
    put_thousandths (out, face, head_length >= 44 ? read_int16 (h + 36 + 2 * i) : 0);
  g_string_append_printf (out, "]/ItalicAngle %d/Ascent", post_length >= 8 ? read_int16 (p + 4) : 0);
  put_thousandths (out, face, face->ascender);
  g_string_append (out, "/Descent");
  put_thousandths (out, face, face->descender);
  g_string_append (out, "/CapHeight");
  put_thousandths (out, face, face->cap_height);
  /* no font says its stem width: by weight, 400 → 80, 700 → 140 */
  g_string_append_printf (out, "/StemV %d/%s", MAX (20, face->weight / 5),
                          face->is_cff ? "FontFile3" : "FontFile2");
  put_reference (out, file_object);
  hb_blob_destroy (head);
  hb_blob_destroy (post);
}

/* Six letters from the glyphs used, so that subsets of one face in two files are told apart (ISO 32000-1 9.6.4). */
static char *
subset_name (const UsedFace *used)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_MD5);
  g_checksum_update (sum, (const guchar *)used->codes, used->n_codes * sizeof (int));
  guint8 digest[16];
  gsize n = sizeof digest;
  char tag[7] = "";
  g_checksum_get_digest (sum, digest, &n);
  for (int i = 0; i < 6; i++)
    tag[i] = 'A' + digest[i] % 26;
  return g_strdup_printf ("%s+%s", tag, used->face->name);
}

static void
add_variants (UsedFace *used, PdfFile *file, const char *name, int descendant, int map_object)
{
  g_autofree char *encoding = map_object ? g_strdup_printf (" %d 0 R", map_object) : g_strdup ("/Identity-H");
  used->objects = g_new0 (int, used->n_variants);
  for (int i = 0; i < used->n_variants; i++)
    {
      g_autoptr (GString) map = unicode_map (used, i);
      GString *font = g_string_new (NULL);
      g_string_append_printf (
          font, "/Type/Font/Subtype/Type0/BaseFont/%s%s/Encoding%s/DescendantFonts[%d 0 R]/ToUnicode", name,
          !used->face->is_cff ? ""
          : map_object        ? "-" SHORT_NAME
                              : "-Identity-H",
          encoding, descendant);
      put_reference (font, pdf_file_add_stream (file, NULL, map->str, map->len, TRUE));
      used->objects[i] = pdf_file_add_take (file, font);
    }
}

static gboolean
embed_face (PdfFonts *fonts, UsedFace *used, PdfFile *file, GError **error)
{
  const FontFace *face = used->face;
  int font_file = add_subset (used, file);
  if (!font_file)
    {
      g_set_error (error, PDF_ERROR, PDF_ERROR_FONT, "%s: no subset can be embedded of this face%s",
                   face->file, face->is_cff ? " (is it CID-keyed? take its TrueType edition)" : "");
      return FALSE;
    }
  number_codes (used);
  g_autofree char *name = subset_name (used);
  GString *descriptor = g_string_new (NULL);
  put_descriptor (descriptor, face, name, font_file);
  GString *descendant = g_string_new (NULL);
  g_string_append_printf (descendant,
                          "/Type/Font/Subtype/%s/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/"
                          "Ordering(Identity)/Supplement 0>>%s/FontDescriptor",
                          face->is_cff ? "CIDFontType0" : "CIDFontType2", name,
                          face->is_cff ? "" : "/CIDToGIDMap/Identity");
  put_reference (descendant, pdf_file_add_take (file, descriptor));
  put_widths (used, descendant);
  gboolean is_short = code_bytes (used) == 1;
  if (is_short && !fonts->short_map)
    fonts->short_map =
        pdf_file_add_stream (file, g_string_new (short_entries), short_map, strlen (short_map), TRUE);
  add_variants (used, file, name, pdf_file_add_take (file, descendant), is_short ? fonts->short_map : 0);
  return TRUE;
}

gboolean
pdf_fonts_embed (PdfFonts *fonts, PdfFile *file, GError **error)
{
  for (guint i = 0; i < fonts->ranked->len; i++)
    if (!embed_face (fonts, fonts->ranked->pdata[i], file, error))
      return FALSE;
  return TRUE;
}

PdfGlyph
pdf_fonts_glyph (const PdfFonts *fonts, const GlyphRun *run, int index)
{
  const UsedFace *face = fonts->faces->pdata[run->face];
  const UsedGlyph *glyph = face->glyphs[g_array_index (run->glyphs, Glyph, index).id];
  PdfGlyph result = {.code = glyph->code, .bytes = code_bytes (face), .width = glyph->width * 10};
  int length;
  const char *text = glyph_text (run, index, &length);
  gboolean known = find_meaning (glyph, text, length, &result.variant) != NULL;
  g_assert (known);
  return result;
}

static void
put_name (GString *out, int rank, int variant)
{
  g_string_append_printf (out, variant ? "/F%dv%d" : "/F%d", rank, variant);
}

void
pdf_fonts_put_name (const PdfFonts *fonts, GString *out, int face, int variant)
{
  put_name (out, ((const UsedFace *)fonts->faces->pdata[face])->rank, variant);
}

void
pdf_fonts_put_resources (const PdfFonts *fonts, GString *out)
{
  g_string_append (out, "/Font<<");
  for (guint i = 0; i < fonts->ranked->len; i++)
    {
      const UsedFace *used = fonts->ranked->pdata[i];
      for (int k = 0; k < used->n_variants; k++)
        {
          put_name (out, used->rank, k);
          put_reference (out, used->objects[k]);
        }
    }
  g_string_append (out, ">>");
}
