/* paragraph-emit: one line of a paragraph as ink. Clusters get their widths (justified spaces, fills), fragments of one level
 * their visual places (UAX #9 L1, L2), and then runs are written in logical order, which is the order of reading.
 */
#include "typeset/paragraph-data.h"

#include <string.h>

/* Clusters of one piece on this line. */
typedef struct
{
  int first, end; /* clusters */
  int level;
  int x, width;
} Fragment;

/* What one op (or box for a missing glyph) will be. */
typedef struct
{
  GlyphRun *run; /* NULL: a box */
  int source;    /* inline */
  int level;
  int x, width;
  char *missing; /* the characters that a box stands for */
} Ink;

typedef struct
{
  Paragraph *paragraph;
  const Line *line;
  int line_index;
  int x, y, baseline;
  GArray *ops;
  Pages *pages;
  int element;
  int *widths;       /* as set, by cluster of the line */
  int *places;       /* x from the page, by cluster of the line */
  GArray *fragments; /* logical order */
  GArray *inks;      /* of Ink, logical order */
} Emitter;

/* --- widths and places --- */

/* Spaces take their share of what is left by position, so that nothing is lost to rounding; fills take the rest. */
static void
set_widths (Emitter *emitter)
{
  const Line *line = emitter->line;
  const ShapedText *shaped = emitter->paragraph->shaped;
  gint64 rest = line->measure - line->fit.natural, before = 0;
  gboolean stretch = line->fit.ratio != 1 && line->fit.space > 0 && line->fit.ratio < 1e6;
  int n_fills = 0, fill = 0;
  for (int i = line->first; i < line->end; i++)
    n_fills += shaped_cluster (shaped, i)->kind == CLUSTER_FILL;
  for (int i = line->first; i < line->next; i++)
    {
      const Cluster *cluster = shaped_cluster (shaped, i);
      int width = cluster->width;
      if (i >= line->end)
        width = 0; /* the space stays for readers of the file, without room */
      else if (cluster->kind == CLUSTER_FILL && rest > 0)
        {
          width += rest * (fill + 1) / n_fills - rest * fill / n_fills;
          fill++;
        }
      else if (cluster->stretches && stretch)
        {
          gint64 after = before + width;
          width += rest * after / line->fit.space - rest * before / line->fit.space;
          before = after;
        }
      emitter->widths[i - line->first] = width;
    }
}

/* UAX #9 L1: white space at the line's end, and a fill, take the base level. */
static int
level_of (const Emitter *emitter, int cluster)
{
  const ShapedText *shaped = emitter->paragraph->shaped;
  const Cluster *c = shaped_cluster (shaped, cluster);
  int base = shaped->rtl ? 1 : 0;
  return cluster >= emitter->line->end || c->kind == CLUSTER_FILL ? base : shaped_piece (shaped, c)->level;
}

static void
find_fragments (Emitter *emitter)
{
  const Line *line = emitter->line;
  int piece = -1;
  for (int i = line->first; i < line->next; i++)
    {
      int level = level_of (emitter, i);
      int own = shaped_cluster (emitter->paragraph->shaped, i)->piece;
      Fragment *last = emitter->fragments->len
                           ? &g_array_index (emitter->fragments, Fragment, emitter->fragments->len - 1)
                           : NULL;
      if (!last || own != piece || level != last->level)
        {
          Fragment fragment = {.first = i, .level = level};
          g_array_append_val (emitter->fragments, fragment);
          last = &g_array_index (emitter->fragments, Fragment, emitter->fragments->len - 1);
        }
      last->end = i + 1;
      last->width += emitter->widths[i - line->first];
      piece = own;
    }
}

/* UAX #9 L2: from the highest level down to 1, turn round every stretch at or above it. */
static void
order_fragments (const GArray *fragments, int *order)
{
  int n = fragments->len, highest = 0;
  for (int i = 0; i < n; i++)
    {
      order[i] = i;
      highest = MAX (highest, g_array_index (fragments, Fragment, i).level);
    }
  for (int level = highest; level >= 1; level--)
    for (int i = 0; i < n;)
      {
        int j = i;
        while (j < n && g_array_index (fragments, Fragment, order[j]).level >= level)
          j++;
        for (int a = i, b = j - 1; a < b; a++, b--)
          {
            int swap = order[a];
            order[a] = order[b];
            order[b] = swap;
          }
        i = MAX (j, i + 1);
      }
}

/* Where the line's first mark stands, from the paragraph's left edge. */
static int
line_start (const Emitter *emitter)
{
  const Line *line = emitter->line;
  const Style *style = emitter->paragraph->style;
  gboolean rtl = emitter->paragraph->shaped->rtl;
  int rest = MAX (line->measure - line->shown.width, 0);
  int indent = style->indent_start + (line->from == 0 ? style->indent_first : 0);
  int left = rtl ? emitter->paragraph->width - indent - line->measure : indent;
  switch (style->align)
    {
    case ALIGN_CENTRE:
      return left + rest / 2;
    case ALIGN_END:
      return left + (rtl ? 0 : rest);
    case ALIGN_START:
    case ALIGN_JUSTIFY:
      break;
    }
  return left + (rtl ? rest : 0);
}

static void
set_places (Emitter *emitter)
{
  int n = emitter->fragments->len, pen = emitter->x + line_start (emitter);
  g_autofree int *order = g_new (int, MAX (n, 1));
  order_fragments (emitter->fragments, order);
  for (int i = 0; i < n; i++)
    {
      Fragment *fragment = &g_array_index (emitter->fragments, Fragment, order[i]);
      gboolean rtl = fragment->level & 1;
      fragment->x = pen;
      for (int k = 0; k < fragment->end - fragment->first; k++)
        {
          int at = (rtl ? fragment->end - 1 - k : fragment->first + k) - emitter->line->first;
          emitter->places[at] = pen;
          pen += emitter->widths[at];
        }
    }
}

/* --- runs --- */

static void
ink_clear (gpointer data)
{
  Ink *ink = data;
  g_free (ink->missing);
}

/* A run that @cluster may join: the same face, look, language, level and inline, and no gap. */
static Ink *
open_ink (Emitter *emitter, const Cluster *cluster, int x)
{
  const ShapedText *shaped = emitter->paragraph->shaped;
  const ShapedPiece *piece = shaped_piece (shaped, cluster);
  const TextSpan *span = shaped_span (shaped, cluster);
  if (emitter->inks->len)
    {
      Ink *last = &g_array_index (emitter->inks, Ink, emitter->inks->len - 1);
      if (last->run && !last->run->rtl && last->run->face == piece->face &&
          last->run->size == span->style->size && last->run->colour == span->style->colour &&
          last->run->lang == span->lang && last->source == span->source && last->level == piece->level &&
          last->x + last->width == x)
        return last;
    }
  return NULL;
}

static Ink *
add_ink (Emitter *emitter, const Cluster *cluster, int x, gboolean rtl)
{
  const ShapedText *shaped = emitter->paragraph->shaped;
  const ShapedPiece *piece = shaped_piece (shaped, cluster);
  const TextSpan *span = shaped_span (shaped, cluster);
  Ink ink = {.source = span->source, .level = piece->level, .x = x};
  ink.run = glyph_run_new (piece->face, span->style->size, span->style->colour);
  ink.run->x = x;
  ink.run->y = emitter->baseline - span->style->rise;
  ink.run->lang = span->lang;
  ink.run->rtl = rtl;
  g_array_append_val (emitter->inks, ink);
  return &g_array_index (emitter->inks, Ink, emitter->inks->len - 1);
}

/* Appends a cluster's glyphs at its place; @text: where its characters stand in the run's text. */
static void
add_cluster (Emitter *emitter, Ink *ink, int index, int text)
{
  const ShapedText *shaped = emitter->paragraph->shaped;
  const Cluster *cluster = shaped_cluster (shaped, index);
  int at = index - emitter->line->first;
  int pen = emitter->places[at] + cluster->pad_before - ink->run->x;
  for (int i = 0; i < cluster->n_glyphs; i++)
    {
      const ShapedGlyph *from = &g_array_index (shaped->glyphs, ShapedGlyph, cluster->first_glyph + i);
      Glyph glyph = {.id = from->id,
                     .x = pen + from->x,
                     .y = from->y,
                     .advance = from->advance,
                     .start = text,
                     .end = i ? text : text + cluster->end - cluster->start};
      if (cluster->kind == CLUSTER_SPACE && cluster->n_glyphs == 1)
        glyph.advance = emitter->widths[at];
      else if (i == cluster->n_glyphs - 1)
        glyph.advance += shaped_piece (shaped, cluster)->tracking;
      pen += from->advance;
      g_array_append_val (ink->run->glyphs, glyph);
    }
}

static void
append_run_text (GlyphRun *run, const char *text, int length)
{
  g_autofree char *old = run->text;
  g_autofree char *more = g_strndup (text, length);
  run->text = g_strconcat (old ? old : "", more, NULL);
}

static void
add_missing (Emitter *emitter, int index)
{
  const ShapedText *shaped = emitter->paragraph->shaped;
  const Cluster *cluster = shaped_cluster (shaped, index);
  int at = index - emitter->line->first;
  Ink ink = {.source = shaped_span (shaped, cluster)->source,
             .x = emitter->places[at],
             .width = emitter->widths[at]};
  ink.missing = g_strndup (shaped->text + cluster->start, cluster->end - cluster->start);
  g_array_append_val (emitter->inks, ink);
}

/* Left to right: clusters join the open run where they can. Their text is gathered first, one copy for a stretch. */
static void
add_ltr (Emitter *emitter, const Fragment *fragment)
{
  const ShapedText *shaped = emitter->paragraph->shaped;
  for (int i = fragment->first; i < fragment->end; i++)
    {
      const Cluster *cluster = shaped_cluster (shaped, i);
      int at = i - emitter->line->first;
      if (cluster->kind == CLUSTER_MISSING)
        {
          add_missing (emitter, i);
          continue;
        }
      if (cluster->n_glyphs == 0)
        continue;
      Ink *ink = open_ink (emitter, cluster, emitter->places[at]);
      if (!ink)
        ink = add_ink (emitter, cluster, emitter->places[at], FALSE);
      int length = ink->run->text ? strlen (ink->run->text) : 0, added = 0;
      int stop = i; /* clusters i … stop − 1 follow one another with glyphs and text */
      while (stop < fragment->end && shaped_cluster (shaped, stop)->n_glyphs > 0 &&
             shaped_cluster (shaped, stop)->kind != CLUSTER_MISSING)
        {
          const Cluster *next = shaped_cluster (shaped, stop);
          add_cluster (emitter, ink, stop, length + added);
          added += next->end - next->start;
          ink->width += emitter->widths[stop - emitter->line->first];
          stop++;
        }
      append_run_text (ink->run, shaped->text + cluster->start, added);
      i = stop - 1;
    }
}

/* Right to left: one run for what stands between missing glyphs; glyphs from the left, text as it is read. */
static void
add_rtl (Emitter *emitter, const Fragment *fragment)
{
  const ShapedText *shaped = emitter->paragraph->shaped;
  for (int i = fragment->first; i < fragment->end;)
    {
      int stop = i, base = shaped_cluster (shaped, i)->start, n_glyphs = 0;
      while (stop < fragment->end && shaped_cluster (shaped, stop)->kind != CLUSTER_MISSING)
        n_glyphs += shaped_cluster (shaped, stop++)->n_glyphs;
      if (stop == i)
        add_missing (emitter, stop++);
      else if (n_glyphs > 0) /* not only marks of direction */
        {
          const Cluster *last = shaped_cluster (shaped, stop - 1);
          Ink *ink = add_ink (emitter, shaped_cluster (shaped, i),
                              emitter->places[stop - 1 - emitter->line->first], TRUE);
          append_run_text (ink->run, shaped->text + base, last->end - base);
          for (int k = stop - 1; k >= i; k--)
            {
              add_cluster (emitter, ink, k, shaped_cluster (shaped, k)->start - base);
              ink->width += emitter->widths[k - emitter->line->first];
            }
        }
      i = stop;
    }
}

static void
add_soft_hyphen (Emitter *emitter)
{
  if (!emitter->line->shown.hyphen || emitter->line->end == emitter->line->first || emitter->inks->len == 0)
    return;
  const ShapedText *shaped = emitter->paragraph->shaped;
  const ShapedPiece *piece = shaped_piece (shaped, shaped_cluster (shaped, emitter->line->end - 1));
  Ink *ink = &g_array_index (emitter->inks, Ink, emitter->inks->len - 1);
  if (!ink->run || ink->run->rtl || !piece->hyphen)
    return;
  int length = strlen (ink->run->text);
  Glyph glyph = {.id = piece->hyphen,
                 .x = ink->x + ink->width - ink->run->x,
                 .advance = piece->hyphen_width,
                 .start = length,
                 .end = length + 2};
  g_array_append_val (ink->run->glyphs, glyph);
  append_run_text (ink->run, "\xC2\xAD", 2);
  ink->run->soft_hyphen = TRUE;
  ink->width += piece->hyphen_width;
}

/* --- boxes --- */

static void
box_path (GArray *ops, int x, int y, int width, int height, const Style *style, int stroke)
{
  Path *path = path_new ();
  path->fill = style->has_ground && stroke == 0;
  path->fill_colour = style->ground;
  path->stroke = style->has_outline || stroke > 0;
  path->stroke_colour = stroke > 0 ? style->colour : style->outline;
  path->width = stroke > 0 ? stroke : PANGO_SCALE * 6 / 10;
  path_step (path, 'm', x, y);
  path_step (path, 'l', x + width, y);
  path_step (path, 'l', x + width, y + height);
  path_step (path, 'l', x, y + height);
  path_step (path, 'h', 0, 0);
  ops_path_take (ops, path);
}

static const FontFace *
face_of (const Emitter *emitter, int cluster)
{
  const ShapedText *shaped = emitter->paragraph->shaped;
  return fonts_face (emitter->paragraph->fonts,
                     shaped_piece (shaped, shaped_cluster (shaped, cluster))->face);
}

/* The grounds of inlines, behind everything; decoration, so an artifact unless one stands around already. */
static void
emit_grounds (Emitter *emitter)
{
  const Line *line = emitter->line;
  const ShapedText *shaped = emitter->paragraph->shaped;
  for (int i = line->first; i < line->end;)
    {
      const TextSpan *span = shaped_span (shaped, shaped_cluster (shaped, i));
      int left = G_MAXINT, right = G_MININT, first = i;
      for (; i < line->end && shaped_span (shaped, shaped_cluster (shaped, i)) == span; i++)
        {
          left = MIN (left, emitter->places[i - line->first]);
          right = MAX (right, emitter->places[i - line->first] + emitter->widths[i - line->first]);
        }
      if (!span->box || right <= left)
        continue;
      const FontFace *face = face_of (emitter, first);
      int capitals = (gint64)face->cap_height * span->style->size / face->units_per_em;
      int top = emitter->baseline - span->style->rise - capitals - span->style->pad_y;
      if (emitter->element >= 0)
        ops_artifact_begin (emitter->ops, ARTIFACT_LAYOUT);
      box_path (emitter->ops, left, top, right - left, capitals + 2 * span->style->pad_y, span->style, 0);
      if (emitter->element >= 0)
        ops_artifact_end (emitter->ops);
    }
}

static void
emit_missing (Emitter *emitter, const Ink *ink)
{
  const Inline *source = emitter->paragraph->places[ink->source].source;
  const Style *style = source->style ? source->style : emitter->paragraph->style;
  int height = style->size * 66 / 100, line = MAX (style->size / 20, 1), gap = style->size / 20 + line;
  box_path (emitter->ops, ink->x + gap, emitter->baseline - style->rise - height,
            MAX (ink->width - 2 * gap, line), height, style, line);
}

/* --- tags --- */

/* The Link element of an inline; a page number repeats the link before it if both have one target. */
static int
link_element (Emitter *emitter, int source)
{
  Paragraph *paragraph = emitter->paragraph;
  PlacedInline *place = &paragraph->places[source];
  const Inline *inline_ = place->source;
  if (inline_->kind == INLINE_PAGE_OF)
    {
      for (int i = source - 1; i >= 0; i--)
        if (paragraph->places[i].source->kind == INLINE_LINK &&
            g_strcmp0 (paragraph->places[i].source->target, inline_->target) == 0)
          return link_element (emitter, i);
      return -1;
    }
  if ((inline_->kind != INLINE_LINK && inline_->kind != INLINE_REFERENCE) || !inline_->target)
    return -1;
  if (place->link < 0)
    {
      int parent = emitter->element;
      if (inline_->kind == INLINE_REFERENCE)
        parent = pages_add_element (emitter->pages, parent, ROLE_REFERENCE);
      place->link = pages_add_element (emitter->pages, parent, ROLE_LINK);
    }
  return place->link;
}

static int
span_element (Emitter *emitter, int parent, const char *lang, const char *actual)
{
  int index = pages_add_element (emitter->pages, parent, ROLE_SPAN);
  Element *element = &g_array_index (emitter->pages->elements, Element, index);
  element->lang = lang == emitter->paragraph->lang ? NULL : lang;
  element->actual_text = g_strdup (actual);
  return index;
}

/* The Span a run needs: its own with the words in order of reading if it runs right to left or is a box for what no face
 * has; one for the whole inline if only its language differs; else -1. */
static int
run_span (Emitter *emitter, const Ink *ink, int parent)
{
  PlacedInline *place = &emitter->paragraph->places[ink->source];
  const char *lang = ink->run ? ink->run->lang : emitter->paragraph->lang;
  if (!ink->run)
    return span_element (emitter, parent, lang, ink->missing);
  if (ink->run->rtl)
    return span_element (emitter, parent, lang, ink->run->text);
  if (lang == emitter->paragraph->lang)
    return -1;
  if (place->span < 0)
    place->span = span_element (emitter, parent, lang, NULL);
  return place->span;
}

static void
emit_ink (Emitter *emitter, Ink *ink, int link)
{
  int span = emitter->element >= 0 ? run_span (emitter, ink, link >= 0 ? link : emitter->element) : -1;
  if (span >= 0)
    ops_tag_begin (emitter->ops, span);
  if (ink->run)
    ops_glyphs_take (emitter->ops, g_steal_pointer (&ink->run));
  else
    emit_missing (emitter, ink);
  if (span >= 0)
    ops_tag_end (emitter->ops);
}

/* The area of an annotation: as high as the type, however loose the lines. */
static void
emit_area (Emitter *emitter, int source, int link, int left, int right)
{
  const PlacedInline *place = &emitter->paragraph->places[source];
  const Inline *inline_ = place->source;
  const Style *style = inline_->style ? inline_->style : emitter->paragraph->style;
  const char *words = inline_->alt ? inline_->alt : inline_->text;
  int top = emitter->baseline - style->rise - style->size * 80 / 100;
  if (right > left)
    ops_link (emitter->ops, left, top, right - left, style->size * 105 / 100, link, inline_->target, words);
}

static void
emit_inks (Emitter *emitter)
{
  for (guint i = 0; i < emitter->inks->len;)
    {
      Ink *first = &g_array_index (emitter->inks, Ink, i);
      int source = first->source, left = G_MAXINT, right = G_MININT;
      int link = emitter->element >= 0 ? link_element (emitter, source) : -1;
      if (link >= 0)
        ops_tag_begin (emitter->ops, link);
      for (; i < emitter->inks->len && g_array_index (emitter->inks, Ink, i).source == source; i++)
        {
          Ink *ink = &g_array_index (emitter->inks, Ink, i);
          left = MIN (left, ink->x);
          right = MAX (right, ink->x + ink->width);
          emit_ink (emitter, ink, link);
        }
      if (link < 0)
        continue;
      ops_tag_end (emitter->ops);
      emit_area (emitter, source, link, left, right);
    }
}

/* Destinations of inlines that begin on this line. */
static void
emit_dests (Emitter *emitter)
{
  Paragraph *paragraph = emitter->paragraph;
  const ShapedText *shaped = paragraph->shaped;
  const Line *line = emitter->line;
  int n = shaped->clusters->len;
  int from = line->from == 0   ? 0
             : line->first < n ? shaped_cluster (shaped, line->first)->start
                               : shaped->length;
  int to = line->shown.last || line->next >= n ? G_MAXINT : shaped_cluster (shaped, line->next)->start;
  for (int i = 0; i < paragraph->n_places; i++)
    if (paragraph->places[i].source->id && paragraph->places[i].start >= from &&
        paragraph->places[i].start < to)
      ops_dest (emitter->ops, paragraph->places[i].source->id, emitter->x, emitter->y);
}

static void
report_overfull (Paragraph *paragraph, const Line *line)
{
  if (!paragraph->diags || paragraph->told_overfull || !line->emergency)
    return;
  const char *text = paragraph->shaped->text;
  int at = shaped_cluster (paragraph->shaped, line->end - 1)->start, start = at, end = at;
  while (start > 0 && text[start - 1] != ' ')
    start--;
  while (text[end] && text[end] != ' ')
    end++;
  g_autofree char *word =
      g_utf8_substring (text + start, 0, MIN (40, g_utf8_strlen (text + start, end - start)));
  paragraph->told_overfull = TRUE;
  diags_warning (paragraph->diags, paragraph->mark, "overfull-word",
                 "shorten the word, or put a soft hyphen (U+00AD) where it may be divided",
                 "“%s” is wider than its line and was cut", word);
}

static void
forget_elements (Paragraph *paragraph)
{
  for (int i = 0; i < paragraph->n_places; i++)
    paragraph->places[i].link = paragraph->places[i].span = -1;
}

void
paragraph_emit_line (Paragraph *paragraph, int index, int x, int y, GArray *ops, Pages *pages, int element)
{
  g_assert (index >= 0 && index < (int)paragraph->lines->len && (element < 0 || pages));
  const Line *line = &g_array_index (paragraph->lines, Line, index);
  int n = MAX (line->next - line->first, 1);
  g_autofree int *widths = g_new0 (int, n);
  g_autofree int *places = g_new0 (int, n);
  Emitter emitter = {.paragraph = paragraph,
                     .line = line,
                     .line_index = index,
                     .x = x,
                     .y = y,
                     .baseline = y + line->shown.ascent,
                     .ops = ops,
                     .pages = pages,
                     .element = element,
                     .widths = widths,
                     .places = places};
  emitter.fragments = g_array_new (FALSE, TRUE, sizeof (Fragment));
  emitter.inks = g_array_new (FALSE, TRUE, sizeof (Ink));
  g_array_set_clear_func (emitter.inks, ink_clear);
  if (index == 0)
    forget_elements (paragraph);
  set_widths (&emitter);
  find_fragments (&emitter);
  set_places (&emitter);
  for (guint i = 0; i < emitter.fragments->len; i++)
    {
      const Fragment *fragment = &g_array_index (emitter.fragments, Fragment, i);
      if (fragment->level & 1)
        add_rtl (&emitter, fragment);
      else
        add_ltr (&emitter, fragment);
    }
  add_soft_hyphen (&emitter);

  emit_dests (&emitter);
  emit_grounds (&emitter);
  if (element >= 0 && emitter.inks->len)
    ops_tag_begin (ops, element);
  emit_inks (&emitter);
  if (element >= 0 && emitter.inks->len)
    ops_tag_end (ops);
  report_overfull (paragraph, line);
  g_array_free (emitter.fragments, TRUE);
  g_array_free (emitter.inks, TRUE);
}
