/* alone.c: see alone.h. */
#include "chart/alone.h"

#define GAP (6 * 1024)
#define PAD (3 * 1024)

/* A page being filled from the top. */
typedef struct
{
  Pages *pages;
  Page *page;
  Painter *p;
  const DrawingWords *words;
  int root, x, y, width;
} Alone;

static int
marking_height (const DrawingWords *words)
{
  return words->marking ? words->marking_style.size * 14 / 10 : 0;
}

static int
marking_width (const Alone *a)
{
  return a->words->marking ? painter_text_width (a->p, a->words->marking, &a->words->marking_style) + 2 * PAD
                           : 0;
}

static void
draw_marking (const Alone *a, int top, ArtifactKind kind)
{
  Style style = a->words->marking_style;
  const int w = marking_width (a), h = marking_height (a->words), right = a->x + a->width;

  if (!a->words->marking)
    return;
  ops_artifact_begin (a->page->ops, kind);
  if (style.has_ground)
    ops_rectangle (a->page->ops, right - w, top, w, h, style.ground);
  style.has_ground = FALSE; /* it is there */
  painter_text (a->p, a->words->marking, &style, style.colour, ALIGN_END, right - PAD,
                top + h / 2 + style.size * 36 / 100);
  ops_artifact_end (a->page->ops);
}

/* A paragraph beside the marking, as an element of its own. */
static int
add_words (Alone *a, Role role, const char *text, const Style *style, Colour colour)
{
  const int beside = marking_width (a), room = a->width - (beside > 0 ? beside + 2 * GAP : 0);

  if (!text || !*text)
    return -1;
  int element = pages_add_element (a->pages, a->root, role);
  ops_tag_begin (a->page->ops, element);
  int n = painter_paragraph_to (a->p, text, style, colour, a->words->rtl ? ALIGN_END : ALIGN_START,
                                a->words->rtl ? a->x + room : a->x, a->y + style->size, room, TRUE);
  ops_tag_end (a->page->ops);
  a->y += n * style->leading;
  return element;
}

static void
add_head (Alone *a, const DrawingData *look, const char *detail)
{
  const DrawingWords *words = a->words;
  const int top = a->y;

  draw_marking (a, top, ARTIFACT_HEADER);
  OutlineItem item = {1, g_strdup (words->heading), g_strdup ("chart-title"), 0};
  ops_dest (a->page->ops, item.dest, a->x, top);
  item.element = add_words (a, ROLE_H1, words->heading, &words->heading_style, look->ink);
  g_array_append_val (a->pages->outline, item);
  add_words (a, ROLE_P, detail ? detail : words->detail, &words->text_style, look->grey);
  a->y = MAX (a->y, top + marking_height (words)) + GAP;
}

static void
add_foot (Alone *a, const DrawingData *look)
{
  const int top = a->y += GAP;

  add_words (a, ROLE_P, a->words->source, &a->words->text_style, look->grey);
  draw_marking (a, MAX (top, a->y - marking_height (a->words)), ARTIFACT_FOOTER);
  a->y = MAX (a->y, top + marking_height (a->words));
}

static void
add_figure (Alone *a, const Drawing *drawing)
{
  int figure = pages_add_element (a->pages, a->root, ROLE_FIGURE);
  Element *element = &g_array_index (a->pages->elements, Element, figure);

  element_more (element)->alt = g_strdup (drawing->alt);
  element_more (element)->has_box = TRUE;
  element_more (element)->page = (int)a->pages->pages->len - 1;
  element_more (element)->x = a->x;
  element_more (element)->y = a->y;
  element_more (element)->width = drawing->width;
  element_more (element)->height = drawing->height;
  ops_tag_begin (a->page->ops, figure);
  ops_append_moved (a->page->ops, drawing->ops, a->x, a->y);
  ops_tag_end (a->page->ops);
  a->y += drawing->height;
}

Page *
chart_alone_page (Pages *pages, const DrawingWords *words, const char *detail, const DrawingData *look,
                  const Drawing *drawing, int margin)
{
  Page *page = pages_add (pages, drawing->width + 2 * margin, drawing->height + 2 * margin);
  g_autoptr (Painter) p =
      painter_new (page->ops, pages->fonts, g_intern_string (phrase_in (look, "lang", "en")));
  Alone a = {pages,  page,          p, words, pages_add_element (pages, -1, ROLE_DOCUMENT), margin,
             margin, drawing->width};

  if (words->heading)
    add_head (&a, look, detail);
  add_figure (&a, drawing);
  if (words->heading)
    add_foot (&a, look);
  page->height = a.y + margin;
  return page;
}
