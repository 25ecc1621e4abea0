/* paragraph-emit: one line of a paragraph as ops: grounds, tags, runs, links and destinations. */
#include "typeset/line-ink.h"

#include <string.h>

typedef struct
{
  LineInk made;
  int y;
  GArray *ops;
  Pages *pages;
  int element;
} Emitter;

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
  const ShapedText *shaped = emitter->made.paragraph->shaped;
  return fonts_face (emitter->made.paragraph->fonts,
                     shaped_piece (shaped, line_ink_cluster (&emitter->made, cluster))->face);
}

/* The grounds of inlines, behind everything; decoration, so an artifact unless one stands around already. */
static void
emit_grounds (Emitter *emitter)
{
  const ShapedText *shaped = emitter->made.paragraph->shaped;
  for (int i = emitter->made.first; i < emitter->made.end;)
    {
      const TextSpan *span = shaped_span (shaped, line_ink_cluster (&emitter->made, i));
      int left = G_MAXINT, right = G_MININT, first = i;
      for (; i < emitter->made.end && shaped_span (shaped, line_ink_cluster (&emitter->made, i)) == span; i++)
        {
          left = MIN (left, emitter->made.places[i - emitter->made.first]);
          right = MAX (right, emitter->made.places[i - emitter->made.first] +
                                  emitter->made.widths[i - emitter->made.first]);
        }
      if (!span->box || right <= left)
        continue;
      const FontFace *face = face_of (emitter, first);
      int capitals = (gint64)face->cap_height * span->style->size / face->units_per_em;
      int top = emitter->made.baseline - span->style->rise - capitals - span->style->pad_y;
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
  const Inline *source = emitter->made.paragraph->places[ink->source].source;
  const Style *style = source->style ? source->style : emitter->made.paragraph->style;
  int height = style->size * 66 / 100, line = MAX (style->size / 20, 1), gap = style->size / 20 + line;
  box_path (emitter->ops, ink->x + gap, emitter->made.baseline - style->rise - height,
            MAX (ink->width - 2 * gap, line), height, style, line);
}

/* --- tags --- */

/* The Link element of an inline; a page number repeats the link before it if both have one target. */
static int
link_element (Emitter *emitter, int source)
{
  Paragraph *paragraph = emitter->made.paragraph;
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
span_element (Emitter *emitter, int parent, const char *lang, const char *actual, const char *expansion)
{
  int index = pages_add_element (emitter->pages, parent, ROLE_SPAN);
  Element *element = &g_array_index (emitter->pages->elements, Element, index);
  element->lang = lang == emitter->made.paragraph->lang ? NULL : lang;
  if (actual)
    element_more (element)->actual_text = g_strdup (actual);
  if (expansion)
    element_more (element)->expansion = g_strdup (expansion);
  return index;
}

/* The Span a run needs: its own with the words in order of reading if it runs right to left or is a box for what no face
 * has; one for the whole inline if only its language differs or it is short for something, which is said once however many
 * runs it has; else -1. */
static int
run_span (Emitter *emitter, const Ink *ink, int parent)
{
  const char *own = emitter->made.paragraph->lang, *lang = ink->run ? ink->run->lang : own;
  PlacedInline *place = &emitter->made.paragraph->places[ink->source];
  const char *expansion = place->source->expansion;
  if (ink->run && ink->run->text && !expansion && ink->run->text[strspn (ink->run->text, " ")] == '\0')
    return -1; /* the space where a line ends says nothing in any language */
  const char *actual = !ink->run ? ink->missing : ink->run->rtl ? ink->run->text : NULL;
  if (place->span < 0 && (expansion || (!actual && lang != own)))
    place->span = span_element (emitter, parent, lang, NULL, expansion);
  if (actual)
    return span_element (emitter, expansion ? place->span : parent, lang, actual, NULL);
  return expansion || lang != own ? place->span : -1;
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
  const PlacedInline *place = &emitter->made.paragraph->places[source];
  const Inline *inline_ = place->source;
  const Style *style = inline_->style ? inline_->style : emitter->made.paragraph->style;
  const char *words = inline_->alt ? inline_->alt : inline_->text;
  int top = emitter->made.baseline - style->rise - style->size * 80 / 100;
  if (right > left)
    ops_link (emitter->ops, left, top, right - left, style->size * 105 / 100, link, inline_->target, words);
}

static void
emit_inks (Emitter *emitter)
{
  for (guint i = 0; i < emitter->made.inks->len;)
    {
      Ink *first = &g_array_index (emitter->made.inks, Ink, i);
      int source = first->source, left = G_MAXINT, right = G_MININT;
      int link = emitter->element >= 0 ? link_element (emitter, source) : -1;
      if (link >= 0)
        ops_tag_begin (emitter->ops, link);
      for (; i < emitter->made.inks->len && g_array_index (emitter->made.inks, Ink, i).source == source; i++)
        {
          Ink *ink = &g_array_index (emitter->made.inks, Ink, i);
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
  Paragraph *paragraph = emitter->made.paragraph;
  const ShapedText *shaped = paragraph->shaped;
  const Line *line = emitter->made.line;
  int n = shaped->clusters->len;
  int from = line->from == 0   ? 0
             : line->first < n ? shaped_cluster (shaped, line->first)->start
                               : shaped->length;
  int to = line->shown.last || line->next >= n ? G_MAXINT : shaped_cluster (shaped, line->next)->start;
  for (int i = 0; i < paragraph->n_places; i++)
    if (paragraph->places[i].source->id && paragraph->places[i].start >= from &&
        paragraph->places[i].start < to)
      ops_dest (emitter->ops, paragraph->places[i].source->id, emitter->made.x, emitter->y);
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
  Emitter emitter = {.y = y, .ops = ops, .pages = pages, .element = element};
  line_ink_init (&emitter.made, paragraph, index, x, y);
  if (index == 0)
    forget_elements (paragraph);
  emit_dests (&emitter);
  emit_grounds (&emitter);
  gboolean tagged = element >= 0 && emitter.made.inks->len > 0;
  if (tagged)
    ops_tag_begin (ops, element);
  emit_inks (&emitter);
  if (tagged)
    ops_tag_end (ops);
  report_overfull (paragraph, emitter.made.line);
  line_ink_clear (&emitter.made);
}
