#include "export/pdf-fonts.h"
#include "export/pdf-codes.h"
#include "export/pdf-subset.h"
#include <hb-ot.h>

/* A glyph with nothing of its own in the text, like the mark of a base: a zero-width character, for every code must map to
 * Unicode (ISO 14289-1 7.21.7) and words must stay whole. */
#define NO_TEXT "\xE2\x81\xA0" /* U+2060 WORD JOINER */

typedef struct
{
  const char *text; /* in the chunk */
  int length, count;
  int code; /* in a simple font */
} Meaning;

typedef struct
{
  GArray *meanings; /* of Meaning, the most frequent first once embedded */
  int code;         /* in a composite font */
  int width;        /* 1/10 of a thousandth, as written in Widths or W */
} UsedGlyph;

typedef struct
{
  const FontFace *face;
  UsedGlyph **glyphs; /* by glyph id of the whole font; NULL: not used */
  int n_glyphs, n_codes, n_variants;
  PdfCodes *table; /* borrowed: a simple font's; NULL: it is composite */
  int *codes;      /* code → glyph id */
  int *objects;    /* variant → its dictionary */
  int rank;        /* in order of first use on these pages, from 1 */
} UsedFace;

struct PdfFonts
{
  GPtrArray *faces; /* of UsedFace, by face index; NULL: not used */
  GPtrArray
      *ranked; /* the same, borrowed, by rank: a warm worker numbers its faces otherwise than a cold one */
  GPtrArray *tables; /* of PdfCodes: most documents need one */
  GStringChunk *texts;
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
  fonts->tables = g_ptr_array_new_with_free_func (g_free);
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
  g_ptr_array_unref (fonts->tables);
  g_string_chunk_free (fonts->texts);
  g_free (fonts);
}

static int
by_count (gconstpointer a, gconstpointer b)
{
  const Meaning *x = a, *y = b;
  return x->count != y->count ? y->count - x->count : strcmp (x->text, y->text);
}

/* A cmap gives a glyph two codes, one for each text that it stands for. An Encoding of CFF could too, by a supplement; but veraPDF 2.5 takes
 * the glyph after it there, so such a face has a dictionary for each. */
static guint
codes_of_glyph (const UsedFace *used, const UsedGlyph *glyph)
{
  return !glyph ? 0 : used->face->is_cff ? 1 : glyph->meanings->len;
}

/* Codes of all glyphs of a face; FALSE: there are not so many. */
static gboolean
take_codes (UsedFace *used, PdfCodes *table)
{
  guint8 taken[PDF_CODES] = {0};
  for (int i = 0; i < used->n_glyphs; i++)
    for (guint k = 0; k < codes_of_glyph (used, used->glyphs[i]); k++)
      {
        Meaning *meaning = &g_array_index (used->glyphs[i]->meanings, Meaning, k);
        int nth = 0;
        do
          meaning->code = pdf_codes_take (table, meaning->text, meaning->length, nth++);
        while (meaning->code >= 0 && taken[meaning->code]);
        if (meaning->code < 0)
          return FALSE;
        taken[meaning->code] = 1;
      }
  return TRUE;
}

/* A face whose codes find no room in the last table begins a new one; whose codes are no bytes is composite. */
static void
choose_table (PdfFonts *fonts, UsedFace *used)
{
  PdfCodes *last = fonts->tables->len ? fonts->tables->pdata[fonts->tables->len - 1] : NULL;
  PdfCodes before = last ? *last : (PdfCodes){0};
  used->table = last;
  if (last && take_codes (used, last))
    return;
  if (last)
    *last = before;
  used->table = g_new0 (PdfCodes, 1);
  if (take_codes (used, used->table))
    g_ptr_array_add (fonts->tables, used->table);
  else
    g_clear_pointer (&used->table, g_free);
}

/* Widths from the font's own numbers to a tenth of a thousandth, so that the pen of a line does not drift. */
static void
measure_glyphs (UsedFace *used)
{
  int upem = used->face->units_per_em;
  for (int i = 0; i < used->n_glyphs; i++)
    if (used->glyphs[i])
      {
        gint64 advance = hb_font_get_glyph_h_advance (used->face->hb_font, i);
        used->glyphs[i]->width = (advance * 10000 + upem / 2) / upem;
        g_array_sort (used->glyphs[i]->meanings, by_count);
      }
}

static GArray *
glyphs_used (const UsedFace *used)
{
  GArray *glyphs = g_array_new (FALSE, FALSE, sizeof (int));
  for (int i = 0; i < used->n_glyphs; i++)
    if (used->glyphs[i])
      g_array_append_val (glyphs, i);
  return glyphs;
}

/* Which glyph a byte shows. */
static void
number_bytes (UsedFace *used)
{
  used->n_codes = PDF_CODES;
  used->n_variants = 1;
  used->codes = g_new0 (int, PDF_CODES);
  for (int i = 0; i < used->n_glyphs; i++)
    {
      guint n = codes_of_glyph (used, used->glyphs[i]);
      for (guint k = 0; k < n; k++)
        used->codes[g_array_index (used->glyphs[i]->meanings, Meaning, k).code] = i;
      for (guint k = n; n > 0 && k < used->glyphs[i]->meanings->len; k++)
        {
          Meaning *meanings = (Meaning *)(gpointer)used->glyphs[i]->meanings->data;
          meanings[k].code = meanings[0].code;
          used->n_variants = MAX (used->n_variants, (int)k + 1);
        }
    }
}

/* Which glyph a number in the subset means; @numbers: of @glyphs. */
static void
number_glyphs (UsedFace *used, const GArray *glyphs, const int *numbers)
{
  for (guint i = 0; i < glyphs->len; i++)
    {
      UsedGlyph *glyph = used->glyphs[g_array_index (glyphs, int, i)];
      glyph->code = numbers[i];
      used->n_codes = MAX (used->n_codes, numbers[i] + 1);
      used->n_variants = MAX (used->n_variants, (int)glyph->meanings->len);
    }
  used->codes = g_new0 (int, used->n_codes);
  for (guint i = 0; i < glyphs->len; i++)
    used->codes[numbers[i]] = g_array_index (glyphs, int, i);
}

/* Subsets, and gives the glyphs used their codes; the font file as a stream of @file, its object number; 0: there is none. */
static int
add_subset (UsedFace *used, PdfFile *file)
{
  g_autoptr (GArray) glyphs = glyphs_used (used);
  g_autoptr (GBytes) bytes = NULL;
  if (used->table)
    {
      number_bytes (used);
      bytes = pdf_subset (used->face, glyphs, used->codes, file->memo);
    }
  if (!bytes) /* too many parts of glyphs for bytes, or a CFF table of another make */
    {
      used->table = NULL;
      g_clear_pointer (&used->codes, g_free);
      used->n_codes = used->n_variants = 0;
      bytes = pdf_subset (used->face, glyphs, NULL, file->memo);
    }
  if (!bytes)
    return 0;
  gsize length;
  const int *numbers = g_bytes_get_data (bytes, &length);
  if (!used->table)
    number_glyphs (used, glyphs, numbers);
  length -= glyphs->len * sizeof (int);
  GString *entries = g_string_new (NULL);
  if (used->face->is_cff)
    g_string_append_printf (entries, "/Subtype/%s", used->table ? "Type1C" : "CIDFontType0C");
  else
    g_string_append_printf (entries, "/Length1 %" G_GSIZE_FORMAT, length);
  return pdf_file_add_stream (file, entries, numbers + glyphs->len, length, TRUE);
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

/* What the codes of a face stand for in one of its variants. */
static int
add_map (const UsedFace *used, PdfFile *file, int variant, int bytes)
{
  g_autofree CodeText *texts = g_new0 (CodeText, used->n_codes);
  for (int code = 1; code < used->n_codes; code++)
    {
      const Meaning *meaning = meaning_of (used, code, variant);
      if (meaning)
        texts[code] = (CodeText){meaning->text, meaning->length};
    }
  g_autoptr (GString) map = pdf_codes_map (texts, used->n_codes, bytes);
  return pdf_file_add_stream (file, NULL, map->str, map->len, TRUE);
}

/* One dictionary for each text that a glyph may stand for, over one descendant. */
static void
add_composite (UsedFace *used, PdfFile *file, const char *name, int descriptor)
{
  const FontFace *face = used->face;
  GString *descendant = g_string_new (NULL);
  g_string_append_printf (descendant,
                          "/Type/Font/Subtype/%s/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/"
                          "Ordering(Identity)/Supplement 0>>%s/FontDescriptor",
                          face->is_cff ? "CIDFontType0" : "CIDFontType2", name,
                          face->is_cff ? "" : "/CIDToGIDMap/Identity");
  put_reference (descendant, descriptor);
  put_widths (used, descendant);
  int number = pdf_file_add_take (file, descendant);
  for (int i = 0; i < used->n_variants; i++)
    {
      GString *font = g_string_new (NULL);
      g_string_append_printf (
          font,
          "/Type/Font/Subtype/Type0/BaseFont/%s%s/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode",
          name, face->is_cff ? "-Identity-H" : "", number);
      put_reference (font, add_map (used, file, i, 2));
      used->objects[i] = pdf_file_add_take (file, font);
    }
}

/* The map that all faces of a table share. */
static int
shared_map (PdfCodes *table, PdfFile *file)
{
  if (!table->object)
    {
      g_autoptr (GString) map = pdf_codes_map (table->texts, PDF_CODES, 1);
      table->object = pdf_file_add_stream (file, NULL, map->str, map->len, TRUE);
    }
  return table->object;
}

/* ISO 32000-1 9.6: symbolic, with the encoding that stands in the font file. */
static void
add_simple (UsedFace *used, PdfFile *file, const char *name, int descriptor)
{
  int first = 0, last = PDF_CODES - 1;
  while (first < last && !used->codes[first])
    first++;
  while (last > first && !used->codes[last])
    last--;
  for (int i = 0; i < used->n_variants; i++)
    {
      int map = i == 0 ? shared_map (used->table, file) : add_map (used, file, i, 1);
      GString *font = g_string_new (NULL);
      g_string_append_printf (font, "/Type/Font/Subtype/%s/BaseFont/%s/FontDescriptor",
                              used->face->is_cff ? "Type1" : "TrueType", name);
      put_reference (font, descriptor);
      g_string_append (font, "/ToUnicode");
      put_reference (font, map);
      g_string_append_printf (font, "/FirstChar %d/LastChar %d/Widths[", first, last);
      for (int code = first; code <= last; code++)
        put_operand (font, used->codes[code] ? used->glyphs[used->codes[code]]->width : 0, 1);
      g_string_append_c (font, ']');
      used->objects[i] = pdf_file_add_take (file, font);
    }
}

static gboolean
embed_face (UsedFace *used, PdfFile *file, GError **error)
{
  const FontFace *face = used->face;
  int font_file = add_subset (used, file);
  if (!font_file)
    {
      g_set_error (error, PDF_ERROR, PDF_ERROR_FONT, "%s: no subset can be embedded of this face%s",
                   face->file, face->is_cff ? " (is it CID-keyed? take its TrueType edition)" : "");
      return FALSE;
    }
  g_autofree char *name = subset_name (used);
  GString *descriptor = g_string_new (NULL);
  put_descriptor (descriptor, face, name, font_file);
  used->objects = g_new0 (int, used->n_variants);
  (used->table ? add_simple : add_composite) (used, file, name, pdf_file_add_take (file, descriptor));
  return TRUE;
}

gboolean
pdf_fonts_embed (PdfFonts *fonts, PdfFile *file, GError **error)
{
  for (guint i = 0; i < fonts->ranked->len; i++)
    {
      measure_glyphs (fonts->ranked->pdata[i]);
      choose_table (fonts, fonts->ranked->pdata[i]);
    }
  for (guint i = 0; i < fonts->ranked->len; i++)
    if (!embed_face (fonts->ranked->pdata[i], file, error))
      return FALSE;
  return TRUE;
}

PdfGlyph
pdf_fonts_glyph (const PdfFonts *fonts, const GlyphRun *run, int index)
{
  const UsedFace *face = fonts->faces->pdata[run->face];
  const UsedGlyph *glyph = face->glyphs[g_array_index (run->glyphs, Glyph, index).id];
  PdfGlyph result = {.code = glyph->code, .bytes = face->table ? 1 : 2, .width = glyph->width * 10};
  int length;
  const char *text = glyph_text (run, index, &length);
  const Meaning *meaning = find_meaning (glyph, text, length, &result.variant);
  g_assert (meaning);
  if (face->table)
    {
      result.code = meaning->code;
      result.variant = face->face->is_cff ? result.variant : 0;
    }
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
