/* shape: itemise, cut at spans, shape, and gather clusters. shape.h says what is promised. */
#include "typeset/shape.h"
#include "typeset/plain-text.h"

#include <hb-glib.h>
#include <string.h>

/* Wider tracking than this (1/1000 em) would leave a ligature visibly tighter than its neighbours. */
enum
{
  LIGATURES_UP_TO = 15
};

const Cluster *
shaped_cluster (const ShapedText *shaped, int index)
{
  return &g_array_index (shaped->clusters, Cluster, index);
}

const ShapedPiece *
shaped_piece (const ShapedText *shaped, const Cluster *cluster)
{
  return &g_array_index (shaped->pieces, ShapedPiece, cluster->piece);
}

const TextSpan *
shaped_span (const ShapedText *shaped, const Cluster *cluster)
{
  return &g_array_index (shaped->spans, TextSpan, shaped_piece (shaped, cluster)->span);
}

static int
scaled (int nominal, int size)
{
  gint64 product = (gint64)nominal * size;
  return (product + (product < 0 ? -FONTS_NOMINAL / 2 : FONTS_NOMINAL / 2)) / FONTS_NOMINAL;
}

static gboolean
script_is_cursive (PangoScript script)
{
  switch (script)
    {
    case PANGO_SCRIPT_ARABIC:
    case PANGO_SCRIPT_SYRIAC:
    case PANGO_SCRIPT_MONGOLIAN:
    case PANGO_SCRIPT_NKO:
    case PANGO_SCRIPT_DEVANAGARI:
    case PANGO_SCRIPT_BENGALI:
    case PANGO_SCRIPT_GURMUKHI:
      return TRUE;
    default:
      return FALSE;
    }
}

static void
add_attribute (PangoAttrList *list, PangoAttribute *attribute, const TextSpan *span)
{
  attribute->start_index = span->start;
  attribute->end_index = span->end;
  pango_attr_list_insert (list, attribute);
}

static PangoAttrList *
make_attributes (const GArray *spans)
{
  PangoAttrList *list = pango_attr_list_new ();
  for (guint i = 0; i < spans->len; i++)
    {
      const TextSpan *span = &g_array_index (spans, TextSpan, i);
      PangoFontDescription *description = pango_font_description_new ();
      pango_font_description_set_family_static (description, span->style->family);
      pango_font_description_set_weight (description, span->style->weight ? span->style->weight : 400);
      pango_font_description_set_style (description,
                                        span->style->italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
      pango_font_description_set_absolute_size (description, FONTS_NOMINAL);
      add_attribute (list, pango_attr_font_desc_new (description), span);
      pango_font_description_free (description);
      add_attribute (list, pango_attr_language_new (pango_language_from_string (span->lang)), span);
    }
  return list;
}

static gboolean
script_is_rtl (PangoScript script)
{
  return script == PANGO_SCRIPT_ARABIC || script == PANGO_SCRIPT_HEBREW || script == PANGO_SCRIPT_SYRIAC ||
         script == PANGO_SCRIPT_THAANA || script == PANGO_SCRIPT_NKO;
}

gboolean
language_runs_rtl (const char *lang)
{
  int n = 0;
  const PangoScript *scripts =
      lang ? pango_language_get_scripts (pango_language_from_string (lang), &n) : NULL;
  return scripts && n > 0 && script_is_rtl (scripts[0]);
}

/* UAX #9 HL1: the language of the paragraph says the direction; a name in Arabic script at the start of an English line
 * does not turn the line round. Without a language the first letter says it (P2). */
static PangoDirection
base_direction (Fonts *fonts, const char *text, const char *lang)
{
  const FontsLanguage *language = lang ? fonts_language (fonts, lang) : NULL;
  if (language && !language->any)
    return language->rtl ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR;
  PangoScript script = PANGO_SCRIPT_COMMON;
  for (const char *p = text; script == PANGO_SCRIPT_COMMON && *p; p = g_utf8_next_char (p))
    if (g_unichar_isalpha (g_utf8_get_char (p)))
      script = (PangoScript)g_unichar_get_script (g_utf8_get_char (p)); /* the enumerations agree */
  return script_is_rtl (script) ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR;
}

static guint16
face_glyph (const FontFace *face, gunichar character)
{
  hb_codepoint_t glyph = 0;
  return hb_font_get_nominal_glyph (face->hb_font, character, &glyph) ? glyph : 0;
}

/* What is the same in all of an item of Pango's, or in a span of plain text. */
typedef struct
{
  int face, level;
  PangoScript script;
  hb_language_t language;
} Run;

static ShapedPiece
piece_make (Fonts *fonts, const Run *run, const TextSpan *span, int span_index, int start, int end)
{
  const FontFace *face = fonts_face (fonts, run->face);
  ShapedPiece piece = {start, end, span_index, run->face, run->level};
  piece.cursive = script_is_cursive (run->script);
  piece.hyphen = face_glyph (face, '-');
  piece.space = face_glyph (face, ' ');
  gint64 advance = hb_font_get_glyph_h_advance (face->hb_font, piece.hyphen);
  piece.hyphen_width = advance * span->style->size / face->units_per_em;
  if (!piece.cursive)
    piece.tracking = (gint64)span->style->size * span->style->letter_spacing / 1000;
  return piece;
}

static gunichar
char_at (const ShapedText *shaped, int byte)
{
  return byte >= 0 && byte < shaped->length ? g_utf8_get_char (shaped->text + byte) : 0;
}

static gboolean
is_digit_before (const ShapedText *shaped, int byte)
{
  return byte > 0 && g_unichar_isdigit (g_utf8_get_char (g_utf8_prev_char (shaped->text + byte)));
}

/* U+0020 stretches, and U+00A0 unless it ties a figure to a figure or its sign; the spaces of U+2000 to 200B and U+202F
 * are as wide as their maker wanted. */
static ClusterKind
classify (const ShapedText *shaped, const Cluster *cluster, gboolean *stretches)
{
  gunichar c = char_at (shaped, cluster->start);
  *stretches = FALSE;
  if (shaped->text + cluster->end != g_utf8_next_char (shaped->text + cluster->start))
    return CLUSTER_TEXT; /* a space that carries a mark is not white */
  if (c == '\t')
    return CLUSTER_FILL;
  if (c == 0x2028)
    return CLUSTER_BREAK;
  if (c == 0xA0)
    {
      gunichar next = char_at (shaped, cluster->end);
      *stretches = !(is_digit_before (shaped, cluster->start) && (g_unichar_isdigit (next) || next == '%'));
      return CLUSTER_SPACE;
    }
  *stretches = c == ' ';
  return c == ' ' || c == 0x202F || c == 0x205F || c == 0x3000 || (c >= 0x2000 && c <= 0x200B) ? CLUSTER_SPACE
                                                                                               : CLUSTER_TEXT;
}

/* What HarfBuzz made of one piece. */
typedef struct
{
  const hb_glyph_info_t *infos;
  const hb_glyph_position_t *places;
  int n;
} Shaped;

/* Copies a cluster's glyphs; those of invisible characters (joiners, marks of direction) are dropped. */
static void
add_glyphs (ShapedText *shaped, Cluster *cluster, const Shaped *made, int first, int n, int size,
            guint16 space)
{
  cluster->first_glyph = shaped->glyphs->len;
  for (int i = first; i < first + n; i++)
    {
      hb_codepoint_t id = made->infos[i].codepoint;
      const hb_glyph_position_t *place = &made->places[i];
      ShapedGlyph glyph = {0, scaled (place->x_offset, size), scaled (place->y_offset, size),
                           scaled (place->x_advance, size)};
      if (cluster->kind == CLUSTER_FILL || cluster->kind == CLUSTER_BREAK)
        continue;
      if (id == PANGO_GLYPH_EMPTY && cluster->kind != CLUSTER_SPACE)
        continue;
      if (id == 0)
        cluster->kind = cluster->kind == CLUSTER_SPACE ? CLUSTER_SPACE : CLUSTER_MISSING;
      glyph.id = id == PANGO_GLYPH_EMPTY || id == 0 ? space : id;
      cluster->width += glyph.advance;
      g_array_append_val (shaped->glyphs, glyph);
    }
  cluster->n_glyphs = shaped->glyphs->len - cluster->first_glyph;
}

/* Glyphs come in visual order: a right-to-left piece has its first cluster last. Groups of glyphs of one cluster are walked from
 * the logical start, so clusters are appended in logical order, each with its glyphs left to right. */
static void
add_clusters (ShapedText *shaped, const ShapedPiece *piece, int piece_index, const Shaped *made,
              int *character)
{
  gboolean rtl = piece->level & 1;
  const TextSpan *span = &g_array_index (shaped->spans, TextSpan, piece->span);
  int n = made->n, at = rtl ? n - 1 : 0;
  while (at >= 0 && at < n)
    {
      int start = made->infos[at].cluster, other = at;
      while (other >= 0 && other < n && (int)made->infos[other].cluster == start)
        other += rtl ? -1 : 1;
      int next = other >= 0 && other < n ? (int)made->infos[other].cluster : piece->end;
      Cluster cluster = {.start = start, .end = next, .character = *character, .piece = piece_index};
      cluster.unsafe =
          (hb_glyph_info_get_glyph_flags (&made->infos[at]) & HB_GLYPH_FLAG_UNSAFE_TO_BREAK) != 0;
      cluster.kind = classify (shaped, &cluster, &cluster.stretches);
      add_glyphs (shaped, &cluster, made, rtl ? other + 1 : at, ABS (other - at), span->style->size,
                  piece->space);
      if (cluster.width > 0) /* not after a mark alone */
        cluster.width += piece->tracking;
      if (span->box && cluster.start == span->start)
        cluster.width += cluster.pad_before = span->style->pad_x;
      if (span->box && cluster.end == span->end)
        cluster.width += cluster.pad_after = span->style->pad_x;
      *character += g_utf8_pointer_to_offset (shaped->text + cluster.start, shaped->text + cluster.end);
      g_array_append_val (shaped->clusters, cluster);
      at = other;
    }
}

/* A face without a hyphen that forbids breaks draws another: U+2010 (HarfBuzz sees to that), or the one of ASCII. */
static void
replace_hyphens (hb_buffer_t *buffer, hb_font_t *font)
{
  unsigned n;
  hb_glyph_info_t *infos = hb_buffer_get_glyph_infos (buffer, &n);
  hb_codepoint_t glyph;
  for (unsigned i = 0; i < n; i++)
    if ((infos[i].codepoint == 0x2011 || infos[i].codepoint == 0x2010) &&
        !hb_font_get_nominal_glyph (font, infos[i].codepoint, &glyph) &&
        !hb_font_get_nominal_glyph (font, 0x2010, &glyph))
      infos[i].codepoint = '-';
}

static unsigned
read_features (const Style *style, hb_feature_t *features, unsigned room)
{
  unsigned n = 0;
  if (ABS (style->letter_spacing) > LIGATURES_UP_TO)
    {
      features[n++] =
          (hb_feature_t){HB_TAG ('l', 'i', 'g', 'a'), 0, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END};
      features[n++] =
          (hb_feature_t){HB_TAG ('c', 'l', 'i', 'g'), 0, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END};
    }
  for (const char *at = style->features; at && *at && n < room;)
    {
      const char *end = strchrnul (at, ',');
      if (hb_feature_from_string (at, end - at, &features[n]))
        n++;
      at = *end ? end + 1 : end;
    }
  return n;
}

/* HarfBuzz itself, and not pango_shape, because it tells where a line may be cut without shaping again. The paragraph is the
 * context, so that a piece of an Arabic word keeps its joins. */
static Shaped
shape_piece (const ShapedText *shaped, const ShapedPiece *piece, const Run *run, hb_buffer_t *buffer)
{
  hb_feature_t features[32];
  unsigned n_features = read_features (g_array_index (shaped->spans, TextSpan, piece->span).style, features,
                                       G_N_ELEMENTS (features)),
           n = 0;
  hb_font_t *font = fonts_face (shaped->fonts, run->face)->nominal;
  hb_segment_properties_t properties = HB_SEGMENT_PROPERTIES_DEFAULT;
  properties.direction = piece->level & 1 ? HB_DIRECTION_RTL : HB_DIRECTION_LTR;
  properties.script = hb_glib_script_to_script ((GUnicodeScript)run->script);
  properties.language = run->language;
  hb_buffer_clear_contents (buffer);
  hb_buffer_add_utf8 (buffer, shaped->text, shaped->length, piece->start, piece->end - piece->start);
  hb_buffer_set_segment_properties (buffer, &properties);
  hb_buffer_set_flags (buffer, HB_BUFFER_FLAG_BOT | HB_BUFFER_FLAG_EOT);
  hb_buffer_set_invisible_glyph (buffer, PANGO_GLYPH_EMPTY);
  replace_hyphens (buffer, font);
  hb_shape_plan_t *plan = fonts_plan (shaped->fonts, run->face, &properties, features, n_features);
  if (!hb_shape_plan_execute (plan, font, buffer, features, n_features))
    hb_shape (font, buffer, features, n_features);
  Shaped made = {.infos = hb_buffer_get_glyph_infos (buffer, &n),
                 .places = hb_buffer_get_glyph_positions (buffer, NULL)};
  made.n = n;
  return made;
}

/* One half of a ligature, without its other half for a context. */
static void
add_part (ShapedText *shaped, const Cluster *whole, int start, int end, hb_buffer_t *buffer)
{
  const ShapedPiece *piece = shaped_piece (shaped, whole);
  const FontFace *face = fonts_face (shaped->fonts, piece->face);
  const Style *style = g_array_index (shaped->spans, TextSpan, piece->span).style;
  hb_feature_t features[32];
  unsigned n;
  hb_buffer_clear_contents (buffer);
  hb_buffer_add_utf8 (buffer, shaped->text + start, end - start, 0, end - start);
  hb_buffer_guess_segment_properties (buffer);
  hb_shape (face->hb_font, buffer, features, read_features (style, features, G_N_ELEMENTS (features)));
  const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos (buffer, &n);
  const hb_glyph_position_t *places = hb_buffer_get_glyph_positions (buffer, NULL);
  Cluster part = *whole;
  part.start = start;
  part.end = end;
  part.first_glyph = shaped->glyphs->len;
  part.n_glyphs = n;
  part.width = piece->tracking;
  part.pad_before = part.pad_after = 0;
  part.gap = style->size;
  for (unsigned i = 0; i < n; i++)
    {
      gint64 advance = places[i].x_advance;
      ShapedGlyph glyph = {.id = infos[i].codepoint, .advance = advance * style->size / face->units_per_em};
      part.width += glyph.advance;
      g_array_append_val (shaped->glyphs, glyph);
    }
  g_array_append_val (shaped->parts, part);
}

int
shaped_divide_cluster (ShapedText *shaped, int cluster, int byte)
{
  const Cluster whole = *shaped_cluster (shaped, cluster);
  if (whole.kind != CLUSTER_TEXT || whole.n_glyphs != 1 || whole.pad_before + whole.pad_after > 0 ||
      shaped_piece (shaped, &whole)->cursive || shaped_piece (shaped, &whole)->level & 1)
    return -1;
  hb_buffer_t *buffer = hb_buffer_create ();
  add_part (shaped, &whole, whole.start, byte, buffer);
  add_part (shaped, &whole, byte, whole.end, buffer);
  hb_buffer_destroy (buffer);
  return shaped->parts->len - 2;
}

static void
shape_item (Fonts *fonts, ShapedText *shaped, const PangoItem *item, guint *span_index, hb_buffer_t *buffer,
            int *character)
{
  int end = item->offset + item->length;
  const Run run = {fonts_face_index (fonts, item->analysis.font), item->analysis.level, item->analysis.script,
                   hb_language_from_string (pango_language_to_string (item->analysis.language), -1)};
  for (int start = item->offset; start < end;)
    {
      const TextSpan *span = &g_array_index (shaped->spans, TextSpan, *span_index);
      while (span->end <= start)
        span = &g_array_index (shaped->spans, TextSpan, ++*span_index);
      ShapedPiece piece = piece_make (fonts, &run, span, *span_index, start, MIN (end, span->end));
      g_array_append_val (shaped->pieces, piece);
      Shaped made = shape_piece (shaped, &piece, &run, buffer);
      add_clusters (shaped, &piece, shaped->pieces->len - 1, &made, character);
      start = piece.end;
    }
}

/* Gaps between two letters give way when lines are justified: not beside spaces, which have their own share, and not where
 * letters join. */
static void
find_gaps (ShapedText *shaped)
{
  for (guint i = 0; i + 1 < shaped->clusters->len; i++)
    {
      Cluster *cluster = &g_array_index (shaped->clusters, Cluster, i);
      const Cluster *next = cluster + 1;
      if (cluster->kind == CLUSTER_TEXT && next->kind == CLUSTER_TEXT && cluster->width > 0 &&
          next->width > 0 && !shaped_piece (shaped, cluster)->cursive &&
          !shaped_piece (shaped, next)->cursive && !shaped_span (shaped, cluster)->box)
        cluster->gap = shaped_span (shaped, cluster)->style->size;
    }
}

static void
shape_items (Fonts *fonts, ShapedText *shaped, PangoDirection base, hb_buffer_t *buffer)
{
  PangoAttrList *attributes = make_attributes (shaped->spans);
  GList *items = pango_itemize_with_base_dir (fonts_context (fonts), base, shaped->text, 0, shaped->length,
                                              attributes, NULL);
  guint span_index = 0;
  int character = 0;
  for (GList *at = items; at; at = at->next)
    shape_item (fonts, shaped, at->data, &span_index, buffer, &character);
  g_list_free_full (items, (GDestroyNotify)pango_item_free);
  pango_attr_list_unref (attributes);
}

/** The face of all of a span of plain text; -1: Pango has to look for others. */
static int
plain_face (Fonts *fonts, const char *text, const TextSpan *span)
{
  const Style *style = span->style;
  int face = fonts_language (fonts, span->lang)->latin && style->family
                 ? fonts_match (fonts, style->family, style->weight ? style->weight : 400, style->italic)
                 : -1;
  for (const char *p = text + span->start; face >= 0 && p < text + span->end; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      if (c != ' ' && !fonts_has_plain (fonts, face, c))
        return -1;
    }
  return face;
}

/** Shapes a text that plain_text found to be so, span by span. FALSE: a face lacks something; nothing is done. */
static gboolean
shape_plain (Fonts *fonts, ShapedText *shaped, gboolean letters, hb_buffer_t *buffer)
{
  g_autofree int *faces = g_new (int, shaped->spans->len);
  int character = 0;
  for (guint i = 0; i < shaped->spans->len; i++)
    {
      faces[i] = plain_face (fonts, shaped->text, &g_array_index (shaped->spans, TextSpan, i));
      if (faces[i] < 0)
        return FALSE;
    }
  for (guint i = 0; i < shaped->spans->len; i++)
    {
      const TextSpan *span = &g_array_index (shaped->spans, TextSpan, i);
      const Run run = {faces[i], 0, letters ? PANGO_SCRIPT_LATIN : PANGO_SCRIPT_COMMON,
                       fonts_language (fonts, span->lang)->hb};
      if (span->start == span->end)
        continue;
      ShapedPiece piece = piece_make (fonts, &run, span, (int)i, span->start, span->end);
      g_array_append_val (shaped->pieces, piece);
      Shaped made = shape_piece (shaped, &piece, &run, buffer);
      add_clusters (shaped, &piece, (int)shaped->pieces->len - 1, &made, &character);
    }
  return TRUE;
}

/** Where lines may end, as Pango says it. */
static void
find_ends (ShapedText *shaped, int n, const char *lang)
{
  g_autofree PangoLogAttr *attrs = g_new0 (PangoLogAttr, n + 1);
  pango_get_log_attrs (shaped->text, shaped->length, -1, pango_language_from_string (lang ? lang : "en"),
                       attrs, n + 1);
  for (int i = 0; i <= n; i++)
    shaped->may_end[i] = attrs[i].is_line_break;
}

static ShapedText *
shape_take (Fonts *fonts, char *text, GArray *spans, const char *lang, gboolean with_plain)
{
  ShapedText *shaped = g_new0 (ShapedText, 1);
  shaped->fonts = fonts;
  shaped->text = text;
  shaped->length = strlen (text);
  shaped->spans = spans;
  shaped->pieces = g_array_new (FALSE, FALSE, sizeof (ShapedPiece));
  shaped->clusters = g_array_sized_new (FALSE, FALSE, sizeof (Cluster), shaped->length);
  shaped->glyphs = g_array_sized_new (FALSE, FALSE, sizeof (ShapedGlyph), shaped->length);
  shaped->parts = g_array_new (FALSE, FALSE, sizeof (Cluster));
  PangoDirection base = base_direction (fonts, text, lang);
  shaped->rtl = base == PANGO_DIRECTION_RTL;
  int n;
  gboolean letters, plain = plain_text (text, &n, &letters) && with_plain;
  n = plain ? n : (int)g_utf8_strlen (text, shaped->length);
  shaped->may_end = g_malloc0 (n + 1);
  if (shaped->length == 0)
    return shaped;
  if (plain)
    plain_line_ends (text, n, shaped->may_end);
  else
    find_ends (shaped, n, lang);
  hb_buffer_t *buffer = hb_buffer_create ();
  if (!plain || shaped->rtl || !shape_plain (fonts, shaped, letters, buffer))
    shape_items (fonts, shaped, base, buffer);
  find_gaps (shaped);
  hb_buffer_destroy (buffer);
  return shaped;
}

ShapedText *
shape_text_take (Fonts *fonts, char *text, GArray *spans, const char *lang)
{
  return shape_take (fonts, text, spans, lang, TRUE);
}

ShapedText *
shape_text_take_by_pango (Fonts *fonts, char *text, GArray *spans, const char *lang)
{
  return shape_take (fonts, text, spans, lang, FALSE);
}

void
shaped_text_free (ShapedText *shaped)
{
  if (!shaped)
    return;
  g_free (shaped->text);
  g_array_free (shaped->spans, TRUE);
  g_array_free (shaped->pieces, TRUE);
  g_array_free (shaped->clusters, TRUE);
  g_array_free (shaped->glyphs, TRUE);
  g_array_free (shaped->parts, TRUE);
  g_free (shaped->may_end);
  g_free (shaped);
}
