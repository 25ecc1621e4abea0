/* line-ink: clusters get their widths (justified spaces, fills), fragments of one level their visual places (UAX #9 L1, L2), and
 * then runs are made in logical order, which is the order of reading.
 */
#include "typeset/line-ink.h"

#include <math.h>
#include <string.h>

/* Clusters of one piece on this line. */
typedef struct
{
  int first, end; /* clusters */
  int level;
  int x, width;
} Fragment;

const Cluster *
line_ink_cluster (const LineInk *made, int index)
{
  const ShapedText *shaped = made->paragraph->shaped;
  const Line *line = made->line;
  if (index < line->first)
    return &g_array_index (shaped->parts, Cluster, line->head_part);
  if (line->end_part >= 0 && index == line->end)
    return &g_array_index (shaped->parts, Cluster, line->end_part);
  return shaped_cluster (shaped, index);
}

/* --- widths and places --- */

/* What a cluster takes of its line as set, without rounding: a space its share, letters theirs and the gap behind them. */
static double
set_width (const LineInk *made, int index, double fill)
{
  const Line *line = made->line;
  const LineShare *share = &line->fit.share;
  const Cluster *cluster = line_ink_cluster (made, index);
  if (index >= made->end)
    return 0; /* the space stays for readers of the file, without room */
  if (cluster->kind == CLUSTER_FILL)
    return cluster->width + fill;
  if (cluster->stretches)
    return cluster->width * share->ratio;
  gboolean last = index == made->end - 1;
  int width = cluster->width + (last ? line->tail : 0);
  return width * (1 + share->expand) + (last && !line->soft ? 0 : cluster->gap * share->track);
}

/* Widths are differences of rounded places, so that nothing is lost to rounding. */
static void
set_widths (LineInk *made)
{
  const Line *line = made->line;
  double place = 0, rest = MAX (line->measure - line->fit.natural, 0);
  int n_fills = 0, before = 0;
  for (int i = made->first; i < made->end; i++)
    n_fills += line_ink_cluster (made, i)->kind == CLUSTER_FILL;
  for (int i = made->first; i < made->next; i++)
    {
      place += set_width (made, i, n_fills > 0 ? rest / n_fills : 0);
      int after = (int)floor (place + 0.5);
      made->widths[i - made->first] = after - before;
      before = after;
    }
}

/* UAX #9 L1: white space at the line's end, and a fill, take the base level. */
static int
level_of (const LineInk *made, int cluster)
{
  const ShapedText *shaped = made->paragraph->shaped;
  const Cluster *c = line_ink_cluster (made, cluster);
  int base = shaped->rtl ? 1 : 0;
  return cluster >= made->end || c->kind == CLUSTER_FILL ? base : shaped_piece (shaped, c)->level;
}

static void
find_fragments (LineInk *made)
{
  int piece = -1;
  for (int i = made->first; i < made->next; i++)
    {
      int level = level_of (made, i);
      int own = line_ink_cluster (made, i)->piece;
      Fragment *last =
          made->fragments->len ? &g_array_index (made->fragments, Fragment, made->fragments->len - 1) : NULL;
      if (!last || own != piece || level != last->level)
        {
          Fragment fragment = {.first = i, .level = level};
          g_array_append_val (made->fragments, fragment);
          last = &g_array_index (made->fragments, Fragment, made->fragments->len - 1);
        }
      last->end = i + 1;
      last->width += made->widths[i - made->first];
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
line_start (const LineInk *made)
{
  const Line *line = made->line;
  const Style *style = made->paragraph->style;
  gboolean rtl = made->paragraph->shaped->rtl;
  int rest = MAX (line->measure - line->shown.width, 0);
  int indent = style->indent_start + (line->from == 0 ? style->indent_first : 0);
  int left = (rtl ? made->paragraph->width - indent - line->measure : indent) - line->fit.hang_start;
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
set_places (LineInk *made)
{
  int n = made->fragments->len, pen = made->x + line_start (made);
  g_autofree int *order = g_new (int, MAX (n, 1));
  order_fragments (made->fragments, order);
  for (int i = 0; i < n; i++)
    {
      Fragment *fragment = &g_array_index (made->fragments, Fragment, order[i]);
      gboolean rtl = fragment->level & 1;
      fragment->x = pen;
      for (int k = 0; k < fragment->end - fragment->first; k++)
        {
          int at = (rtl ? fragment->end - 1 - k : fragment->first + k) - made->first;
          made->places[at] = pen;
          pen += made->widths[at];
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

/* Words of two inlines may stand in one run if neither needs an element or an area of its own. */
static gboolean
is_plain (const LineInk *made, int source)
{
  const Inline *inline_ = made->paragraph->places[source].source;
  InlineKind kind = inline_->kind;
  return !inline_->expansion && kind != INLINE_LINK && kind != INLINE_REFERENCE && kind != INLINE_PAGE_OF;
}

static gboolean
may_share (const LineInk *made, const Ink *ink, int source)
{
  return ink->source == source ||
         (is_plain (made, ink->source) && is_plain (made, source) && ink->run->lang == made->paragraph->lang);
}

/* What most gaps of a run are wider by, the style's own tracking and the line's [1/10000 em]; letters that join have none. */
static int
tracking_of (const LineInk *made, const Cluster *cluster)
{
  const ShapedText *shaped = made->paragraph->shaped;
  if (shaped_piece (shaped, cluster)->cursive)
    return 0;
  const LineShare *share = &made->line->fit.share;
  double own = shaped_span (shaped, cluster)->style->letter_spacing * 10 * (1 + share->expand);
  return (int)floor (own + share->track * 10000 + 0.5);
}

/* A run that @cluster may join: the same face, look, language and level, and no gap. */
static Ink *
open_ink (LineInk *made, const Cluster *cluster, int x)
{
  const ShapedText *shaped = made->paragraph->shaped;
  const ShapedPiece *piece = shaped_piece (shaped, cluster);
  const TextSpan *span = shaped_span (shaped, cluster);
  if (made->inks->len)
    {
      Ink *last = &g_array_index (made->inks, Ink, made->inks->len - 1);
      if (last->run && !last->run->rtl && last->run->y == made->baseline - span->style->rise &&
          last->run->tracking == tracking_of (made, cluster) && last->run->face == piece->face &&
          last->run->size == span->style->size && last->run->colour == span->style->colour &&
          last->run->lang == span->lang && may_share (made, last, span->source) &&
          last->level == piece->level && last->x + last->width == x)
        return last;
    }
  return NULL;
}

static Ink *
add_ink (LineInk *made, const Cluster *cluster, int x, gboolean rtl)
{
  const ShapedText *shaped = made->paragraph->shaped;
  const ShapedPiece *piece = shaped_piece (shaped, cluster);
  const TextSpan *span = shaped_span (shaped, cluster);
  Ink ink = {.source = span->source, .level = piece->level, .x = x};
  ink.run = glyph_run_new (piece->face, span->style->size, span->style->colour);
  ink.run->x = x;
  ink.run->y = made->baseline - span->style->rise;
  ink.run->lang = span->lang;
  ink.run->scale = 10000 + (int)floor (made->line->fit.share.expand * 10000 + 0.5);
  ink.run->tracking = tracking_of (made, cluster);
  ink.run->rtl = rtl;
  g_array_append_val (made->inks, ink);
  return &g_array_index (made->inks, Ink, made->inks->len - 1);
}

/* Appends a cluster's glyphs at its place; @text: where its characters stand in the run's text. The last glyph of a cluster has
 * what is left of its width, the tracking with it. */
static void
add_cluster (LineInk *made, Ink *ink, int index, int text)
{
  const ShapedText *shaped = made->paragraph->shaped;
  const Cluster *cluster = line_ink_cluster (made, index);
  int at = index - made->first;
  gboolean vanished = index >= made->end;
  double wide = 1 + made->line->fit.share.expand;
  int start = made->places[at] - ink->run->x + (vanished ? 0 : cluster->pad_before), offset = 0;
  int room = made->widths[at] - (vanished ? 0 : cluster->pad_before + cluster->pad_after);
  for (int i = 0; i < cluster->n_glyphs; i++)
    {
      const ShapedGlyph *from = &g_array_index (shaped->glyphs, ShapedGlyph, cluster->first_glyph + i);
      int pen = (int)floor (offset * wide + 0.5), next = (int)floor ((offset + from->advance) * wide + 0.5);
      Glyph glyph = {.id = from->id,
                     .x = start + pen + (int)floor (from->x * wide + 0.5),
                     .y = from->y,
                     .advance = i == cluster->n_glyphs - 1 ? room - pen : next - pen,
                     .start = text,
                     .end = i ? text : text + cluster->end - cluster->start};
      offset += from->advance;
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
add_missing (LineInk *made, int index)
{
  const ShapedText *shaped = made->paragraph->shaped;
  const Cluster *cluster = line_ink_cluster (made, index);
  int at = index - made->first;
  Ink ink = {
      .source = shaped_span (shaped, cluster)->source, .x = made->places[at], .width = made->widths[at]};
  if (g_unichar_iscntrl (g_utf8_get_char (shaped->text + cluster->start)))
    ink.missing = g_strdup ("\xEF\xBF\xBD"); /* U+FFFD: a control has no place in a PDF's texts */
  else
    ink.missing = g_strndup (shaped->text + cluster->start, cluster->end - cluster->start);
  g_array_append_val (made->inks, ink);
}

/* Left to right: clusters join the open run where they can. Their text is gathered first, one copy for a stretch. */
static void
add_ltr (LineInk *made, const Fragment *fragment)
{
  const ShapedText *shaped = made->paragraph->shaped;
  for (int i = fragment->first; i < fragment->end; i++)
    {
      const Cluster *cluster = line_ink_cluster (made, i);
      int at = i - made->first;
      if (cluster->kind == CLUSTER_MISSING)
        {
          add_missing (made, i);
          continue;
        }
      if (cluster->n_glyphs == 0)
        continue;
      Ink *ink = open_ink (made, cluster, made->places[at]);
      if (!ink)
        ink = add_ink (made, cluster, made->places[at], FALSE);
      int length = ink->run->text ? strlen (ink->run->text) : 0, added = 0;
      int stop = i; /* clusters i … stop − 1 follow one another with glyphs and text */
      while (stop < fragment->end && line_ink_cluster (made, stop)->n_glyphs > 0 &&
             line_ink_cluster (made, stop)->kind != CLUSTER_MISSING)
        {
          const Cluster *next = line_ink_cluster (made, stop);
          add_cluster (made, ink, stop, length + added);
          added += next->end - next->start;
          ink->width += made->widths[stop - made->first];
          stop++;
        }
      append_run_text (ink->run, shaped->text + cluster->start, added);
      i = stop - 1;
    }
}

/* Right to left: one run for what stands between missing glyphs; glyphs from the left, text as it is read. */
static void
add_rtl (LineInk *made, const Fragment *fragment)
{
  const ShapedText *shaped = made->paragraph->shaped;
  for (int i = fragment->first; i < fragment->end;)
    {
      int stop = i, base = line_ink_cluster (made, i)->start, n_glyphs = 0;
      while (stop < fragment->end && line_ink_cluster (made, stop)->kind != CLUSTER_MISSING)
        n_glyphs += line_ink_cluster (made, stop++)->n_glyphs;
      if (stop == i)
        add_missing (made, stop++);
      else if (n_glyphs > 0) /* not only marks of direction */
        {
          const Cluster *last = line_ink_cluster (made, stop - 1);
          Ink *ink = add_ink (made, line_ink_cluster (made, i), made->places[stop - 1 - made->first], TRUE);
          append_run_text (ink->run, shaped->text + base, last->end - base);
          for (int k = stop - 1; k >= i; k--)
            {
              add_cluster (made, ink, k, line_ink_cluster (made, k)->start - base);
              ink->width += made->widths[k - made->first];
            }
        }
      i = stop;
    }
}

static void
add_soft_hyphen (LineInk *made)
{
  if (!made->line->soft || made->end == made->first || made->inks->len == 0)
    return;
  const ShapedText *shaped = made->paragraph->shaped;
  const ShapedPiece *piece = shaped_piece (shaped, line_ink_cluster (made, made->end - 1));
  Ink *ink = &g_array_index (made->inks, Ink, made->inks->len - 1);
  if (!ink->run || ink->run->rtl || !piece->hyphen)
    return;
  int length = strlen (ink->run->text);
  int width = (int)floor (piece->hyphen_width * (1 + made->line->fit.share.expand) + 0.5);
  Glyph glyph = {.id = piece->hyphen,
                 .x = ink->x + ink->width - ink->run->x,
                 .advance = width,
                 .start = length,
                 .end = length + 2};
  g_array_append_val (ink->run->glyphs, glyph);
  append_run_text (ink->run, "\xC2\xAD", 2);
  ink->run->soft_hyphen = TRUE;
  ink->width += width;
}

void
line_ink_init (LineInk *made, Paragraph *paragraph, int index, int x, int y)
{
  const Line *line = &g_array_index (paragraph->lines, Line, index);
  int before = line->head_part >= 0, behind = line->end_part >= 0;
  int n = MAX (line->next - line->first + before + behind, 1);
  *made = (LineInk){.paragraph = paragraph,
                    .line = line,
                    .first = line->first - before,
                    .end = line->end + behind,
                    .next = line->next + behind,
                    .x = x,
                    .baseline = y + line->shown.ascent};
  made->widths = g_new0 (int, n);
  made->places = g_new0 (int, n);
  made->fragments = g_array_new (FALSE, TRUE, sizeof (Fragment));
  made->inks = g_array_new (FALSE, TRUE, sizeof (Ink));
  g_array_set_clear_func (made->inks, ink_clear);
  set_widths (made);
  find_fragments (made);
  set_places (made);
  for (guint i = 0; i < made->fragments->len; i++)
    {
      const Fragment *fragment = &g_array_index (made->fragments, Fragment, i);
      if (fragment->level & 1)
        add_rtl (made, fragment);
      else
        add_ltr (made, fragment);
    }
  add_soft_hyphen (made);
}

void
line_ink_clear (LineInk *made)
{
  g_array_free (made->fragments, TRUE);
  g_array_free (made->inks, TRUE);
  g_free (made->widths);
  g_free (made->places);
}
