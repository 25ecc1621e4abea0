/* break-edges: what HarfBuzz and the faces say about the letters at both ends of a line. */
#include "typeset/break-edges.h"
#include "typeset/protrusion.h"

static gunichar
first_char (const ShapedText *shaped, const Cluster *cluster)
{
  return g_utf8_get_char (shaped->text + cluster->start);
}

static gunichar
last_char (const ShapedText *shaped, const Cluster *cluster)
{
  return g_utf8_get_char (g_utf8_prev_char (shaped->text + cluster->end));
}

void
break_edges_init (BreakEdges *edges, const ShapedText *shaped)
{
  *edges = (BreakEdges){.shaped = shaped};
}

void
break_edges_clear (BreakEdges *edges)
{
  g_clear_pointer (&edges->hyphen_kerns, g_hash_table_destroy);
}

/* Kerning of a letter with the hyphen that is put behind it; each pair of a text is shaped once. [upt] */
static int
hyphen_kern (BreakEdges *edges, const Cluster *letter, guint16 glyph)
{
  const ShapedPiece *piece = shaped_piece (edges->shaped, letter);
  const FontFace *face = fonts_face (edges->shaped->fonts, piece->face);
  gpointer key = GINT_TO_POINTER (piece->face << 16 | glyph), known;
  int size = shaped_span (edges->shaped, letter)->style->size, kern = 0;
  if (!edges->hyphen_kerns)
    edges->hyphen_kerns = g_hash_table_new (NULL, NULL);
  if (!g_hash_table_lookup_extended (edges->hyphen_kerns, key, NULL, &known))
    {
      hb_buffer_t *buffer = hb_buffer_create ();
      hb_buffer_add (buffer, last_char (edges->shaped, letter), 0);
      hb_buffer_add (buffer, '-', 1);
      hb_buffer_set_content_type (buffer, HB_BUFFER_CONTENT_TYPE_UNICODE);
      hb_buffer_guess_segment_properties (buffer);
      hb_shape (face->hb_font, buffer, NULL, 0);
      unsigned n;
      const hb_glyph_position_t *places = hb_buffer_get_glyph_positions (buffer, &n);
      if (n == 2)
        kern = places[0].x_advance - hb_font_get_glyph_h_advance (face->hb_font, glyph);
      hb_buffer_destroy (buffer);
      known = GINT_TO_POINTER (kern);
      g_hash_table_insert (edges->hyphen_kerns, key, known);
    }
  return (gint64)GPOINTER_TO_INT (known) * size / face->units_per_em;
}

/* What the last letter of a line is wider by than in the text: there its kerning with the next one goes. Only where HarfBuzz says
 * that letters look otherwise, which is rarely. */
int
break_tail (BreakEdges *edges, int end, gboolean hyphen)
{
  const ShapedText *shaped = edges->shaped;
  const Cluster *last = end > 0 ? shaped_cluster (shaped, end - 1) : NULL;
  if (!last || last->kind != CLUSTER_TEXT || last->n_glyphs != 1 || shaped_piece (shaped, last)->cursive)
    return 0;
  const ShapedPiece *piece = shaped_piece (shaped, last);
  const ShapedGlyph *glyph = &g_array_index (shaped->glyphs, ShapedGlyph, last->first_glyph);
  int wider = 0;
  if (end < (int)shaped->clusters->len && shaped_cluster (shaped, end)->unsafe &&
      shaped_cluster (shaped, end)->piece == last->piece)
    {
      const FontFace *face = fonts_face (shaped->fonts, piece->face);
      gint64 advance = hb_font_get_glyph_h_advance (face->hb_font, glyph->id);
      wider = advance * shaped_span (shaped, last)->style->size / face->units_per_em - glyph->advance;
    }
  return wider + (hyphen ? hyphen_kern (edges, last, glyph->id) : 0);
}

static int
hang (const ShapedText *shaped, const Cluster *cluster, int thousandths)
{
  return (gint64)shaped_span (shaped, cluster)->style->size * thousandths / 1000;
}

/* Only where reading and page agree: lines that run to the right, and no box about the words. */
static gboolean
may_hang (const ShapedText *shaped, const Cluster *cluster)
{
  return !shaped->rtl && shaped_piece (shaped, cluster)->level == 0 && !shaped_span (shaped, cluster)->box &&
         cluster->n_glyphs > 0;
}

int
break_hang_end (const ShapedText *shaped, int end, gboolean hyphen)
{
  const Cluster *last = end > 0 ? shaped_cluster (shaped, end - 1) : NULL;
  if (!last || !may_hang (shaped, last))
    return 0;
  return hang (shaped, last, protrusion_end (hyphen ? '-' : last_char (shaped, last)));
}

int
break_hang_start (const ShapedText *shaped, int next)
{
  if (next >= (int)shaped->clusters->len || !may_hang (shaped, shaped_cluster (shaped, next)))
    return 0;
  const Cluster *first = shaped_cluster (shaped, next);
  return hang (shaped, first, protrusion_start (first_char (shaped, first)));
}
