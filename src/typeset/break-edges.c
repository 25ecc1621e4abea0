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

/* Kerning of a letter with the hyphen that is put behind it. [upt] */
static int
hyphen_kern (const ShapedText *shaped, const Cluster *letter, guint16 glyph)
{
  const ShapedPiece *piece = shaped_piece (shaped, letter);
  const FontFace *face = fonts_face (shaped->fonts, piece->face);
  const int advance = fonts_advance_before_hyphen (shaped->fonts, piece->face, last_char (shaped, letter));
  if (advance == G_MININT)
    return 0;
  const gint64 kern = advance - hb_font_get_glyph_h_advance (face->hb_font, glyph);
  return kern * shaped_span (shaped, letter)->style->size / face->units_per_em;
}

/* What the last letter of a line is wider by than in the text: there its kerning with the next one goes. Only where HarfBuzz says
 * that letters look otherwise, which is rarely. */
int
break_tail (const ShapedText *shaped, int end, gboolean hyphen)
{
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
  return wider + (hyphen ? hyphen_kern (shaped, last, glyph->id) : 0);
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
