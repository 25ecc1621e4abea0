#include "typeset/page.h"
#include "typeset/impose.h"
#include "typeset/pack.h"

static void
glyph_run_free (GlyphRun *run)
{
  g_free (run->text);
  g_array_unref (run->glyphs);
  g_free (run);
}

static void
path_free (Path *path)
{
  g_array_unref (path->steps);
  g_free (path);
}

void
op_clear (gpointer data)
{
  Op *op = data;
  switch (op->kind)
    {
    case OP_GLYPHS:
      glyph_run_free (op->as.glyphs);
      break;
    case OP_PATH:
      path_free (op->as.path);
      break;
    case OP_IMAGE:
      bitmap_unref (op->as.image->bitmap);
      g_free (op->as.image);
      break;
    case OP_LINK:
      g_free (op->as.link->target);
      g_free (op->as.link->contents);
      if (op->as.link->more)
        g_array_unref (op->as.link->more);
      if (op->as.link->along)
        path_free (op->as.link->along);
      g_free (op->as.link);
      break;
    case OP_DEST:
      g_free (op->as.dest.name);
      break;
    case OP_TAG_BEGIN:
    case OP_TAG_END:
    case OP_ARTIFACT_BEGIN:
    case OP_ARTIFACT_END:
      break;
    }
}

GArray *
ops_new (void)
{
  GArray *ops = g_array_new (FALSE, TRUE, sizeof (Op));
  g_array_set_clear_func (ops, op_clear);
  return ops;
}

/* A new Op at the end; the pointer holds until the next append. */
static Op *
ops_add (GArray *ops, OpKind kind)
{
  Op op = {.kind = kind};
  g_array_append_val (ops, op);
  return &g_array_index (ops, Op, ops->len - 1);
}

void
ops_glyphs_take (GArray *ops, GlyphRun *run)
{
  g_assert (run && run->glyphs);
  ops_add (ops, OP_GLYPHS)->as.glyphs = run;
}

void
ops_path_take (GArray *ops, Path *path)
{
  g_assert (path && path->steps);
  ops_add (ops, OP_PATH)->as.path = path;
}

void
ops_image (GArray *ops, Bitmap *bitmap, int x, int y, int width, int height)
{
  ImagePlace *image = g_new0 (ImagePlace, 1);
  *image = (ImagePlace){x, y, width, height, bitmap_ref (bitmap)};
  ops_add (ops, OP_IMAGE)->as.image = image;
}

void
ops_tag_begin (GArray *ops, int element)
{
  g_assert (element >= 0);
  ops_add (ops, OP_TAG_BEGIN)->as.element = element;
}

void
ops_tag_end (GArray *ops)
{
  ops_add (ops, OP_TAG_END);
}

void
ops_artifact_begin (GArray *ops, ArtifactKind kind)
{
  ops_add (ops, OP_ARTIFACT_BEGIN)->as.artifact = kind;
}

void
ops_artifact_end (GArray *ops)
{
  ops_add (ops, OP_ARTIFACT_END);
}

void
ops_link (GArray *ops, int x, int y, int width, int height, int element, const char *target,
          const char *contents)
{
  LinkArea *link = g_new0 (LinkArea, 1);
  *link = (LinkArea){x, y, width, height, element, g_strdup (target), g_strdup (contents), NULL, NULL};
  ops_add (ops, OP_LINK)->as.link = link;
}

void
ops_link_along (GArray *ops, int x, int y, int width, int height, const char *target, const char *contents,
                GArray *more, Path *along)
{
  ops_link (ops, x, y, width, height, -1, target, contents);
  LinkArea *link = g_array_index (ops, Op, ops->len - 1).as.link;
  link->more = more;
  link->along = along;
}

void
ops_dest (GArray *ops, const char *name, int x, int y)
{
  Op *op = ops_add (ops, OP_DEST);
  op->as.dest.name = g_strdup (name);
  op->as.dest.x = x;
  op->as.dest.y = y;
}

void
ops_rectangle (GArray *ops, int x, int y, int width, int height, Colour colour)
{
  Path *path = path_new ();
  path_step (path, 'm', x, y);
  path_step (path, 'l', x + width, y);
  path_step (path, 'l', x + width, y + height);
  path_step (path, 'l', x, y + height);
  path_step (path, 'h', 0, 0);
  path->fill = TRUE;
  path->fill_colour = colour;
  ops_path_take (ops, path);
}

static GlyphRun *
glyph_run_copy_moved (const GlyphRun *from, int dx, int dy)
{
  GlyphRun *run = g_memdup2 (from, sizeof *from);
  run->text = g_strdup (from->text);
  run->glyphs = g_array_copy (from->glyphs);
  run->x += dx;
  run->y += dy;
  return run;
}

static Path *
path_copy_moved (const Path *from, int dx, int dy)
{
  Path *path = g_memdup2 (from, sizeof *from);
  path->steps = g_array_copy (from->steps);
  for (guint i = 0; i < path->steps->len; i++)
    {
      PathStep *step = &g_array_index (path->steps, PathStep, i);
      for (int k = 0; k < 3; k++)
        {
          step->x[k] += dx;
          step->y[k] += dy;
        }
    }
  return path;
}

static void
copy_parts_moved (LinkArea *to, const LinkArea *from, int dx, int dy)
{
  to->along = from->along ? path_copy_moved (from->along, dx, dy) : NULL;
  to->more = from->more ? g_array_copy (from->more) : NULL;
  for (guint i = 0; to->more && i < to->more->len; i++)
    {
      LinkPart *part = &g_array_index (to->more, LinkPart, i);
      part->x += dx;
      part->y += dy;
    }
}

void
ops_append_moved (GArray *ops, const GArray *from, int dx, int dy)
{
  g_assert (ops != from);
  for (guint i = 0; i < from->len; i++)
    {
      const Op *op = &g_array_index (from, Op, i);
      switch (op->kind)
        {
        case OP_GLYPHS:
          ops_glyphs_take (ops, glyph_run_copy_moved (op->as.glyphs, dx, dy));
          break;
        case OP_PATH:
          ops_path_take (ops, path_copy_moved (op->as.path, dx, dy));
          break;
        case OP_IMAGE:
          {
            const ImagePlace *image = op->as.image;
            ops_image (ops, image->bitmap, image->x + dx, image->y + dy, image->width, image->height);
            break;
          }
        case OP_LINK:
          {
            const LinkArea *link = op->as.link;
            ops_link (ops, link->x + dx, link->y + dy, link->width, link->height, link->element, link->target,
                      link->contents);
            copy_parts_moved (g_array_index (ops, Op, ops->len - 1).as.link, link, dx, dy);
            break;
          }
        case OP_DEST:
          ops_dest (ops, op->as.dest.name, op->as.dest.x + dx, op->as.dest.y + dy);
          break;
        case OP_TAG_BEGIN:
        case OP_TAG_END:
        case OP_ARTIFACT_BEGIN:
        case OP_ARTIFACT_END:
          g_array_append_val (ops, *op); /* owns nothing */
          break;
        }
    }
}

Path *
path_new (void)
{
  Path *path = g_new0 (Path, 1);
  path->steps = g_array_new (FALSE, FALSE, sizeof (PathStep));
  return path;
}

void
path_step (Path *path, char verb, int x, int y)
{
  g_assert (verb == 'm' || verb == 'l' || verb == 'h');
  PathStep step = {.verb = verb, .x = {x}, .y = {y}};
  g_array_append_val (path->steps, step);
}

void
path_curve (Path *path, int x1, int y1, int x2, int y2, int x3, int y3)
{
  PathStep step = {.verb = 'c', .x = {x1, x2, x3}, .y = {y1, y2, y3}};
  g_array_append_val (path->steps, step);
}

GlyphRun *
glyph_run_new (int face, int size, Colour colour)
{
  GlyphRun *run = g_new0 (GlyphRun, 1);
  run->face = face;
  run->size = size;
  run->colour = colour;
  run->scale = 10000;
  run->glyphs = g_array_new (FALSE, FALSE, sizeof (Glyph));
  return run;
}

void
drawing_free (Drawing *drawing)
{
  if (!drawing)
    return;
  if (drawing->ops)
    g_array_unref (drawing->ops);
  g_free (drawing->alt);
  g_free (drawing);
}

static void
page_free (gpointer data)
{
  Page *page = data;
  g_clear_pointer (&page->ops, g_array_unref);
  packed_free (page->packed);
  g_free (page);
}

static const ElementMore nothing_more = {.page = -1};

static void
element_clear (gpointer data)
{
  ElementMore *more = (ElementMore *)((Element *)data)->more;
  if (more == &nothing_more)
    return;
  g_free (more->alt);
  g_free (more->actual_text);
  g_free (more->expansion);
  if (more->headers)
    g_array_unref (more->headers);
  g_free (more->id);
  g_free (more->title);
  g_free (more);
}

ElementMore *
element_more (Element *element)
{
  if (element->more == &nothing_more)
    element->more = g_memdup2 (&nothing_more, sizeof nothing_more);
  return (ElementMore *)element->more;
}

static void
outline_item_clear (gpointer data)
{
  OutlineItem *item = data;
  g_free (item->title);
  g_free (item->dest);
}

Pages *
pages_new (Fonts *fonts)
{
  Pages *pages = g_new0 (Pages, 1);
  pages->fonts = fonts;
  pages->pages = g_ptr_array_new_with_free_func (page_free);
  pages->elements = g_array_new (FALSE, TRUE, sizeof (Element));
  g_array_set_clear_func (pages->elements, element_clear);
  pages->outline = g_array_new (FALSE, TRUE, sizeof (OutlineItem));
  g_array_set_clear_func (pages->outline, outline_item_clear);
  return pages;
}

void
pages_free (Pages *pages)
{
  if (!pages)
    return;
  g_ptr_array_unref (pages->pages);
  g_array_unref (pages->elements);
  g_array_unref (pages->outline);
  imposition_free (pages->imposition);
  g_free (pages->title);
  g_free (pages->lang);
  g_free (pages->author);
  g_free (pages->subject);
  g_free (pages->keywords);
  g_free (pages->created);
  g_free (pages->marking);
  g_free (pages->digest);
  g_free (pages->case_id);
  g_free (pages->facts);
  g_free (pages);
}

Page *
pages_add (Pages *pages, int width, int height)
{
  Page *page = g_new0 (Page, 1);
  page->width = width;
  page->height = height;
  page->ops = ops_new ();
  g_ptr_array_add (pages->pages, page);
  return page;
}

void
page_pack (Page *page)
{
  if (page->packed)
    return;
  page->packed = ops_pack (page->ops);
  g_clear_pointer (&page->ops, g_array_unref);
}

const GArray *
page_open (Page *page)
{
  if (!page->ops)
    page->ops = packed_open (page->packed);
  return page->ops;
}

void
page_spend (Page *page)
{
  if (page->packed)
    packed_spend (page->packed);
}

void
page_close (Page *page)
{
  if (page->packed)
    g_clear_pointer (&page->ops, g_array_unref);
}

void
pages_describe (Pages *pages, const Document *document)
{
  pages->title = g_strdup (document->title);
  pages->lang = g_strdup (document->lang);
  pages->author = g_strdup (document->author);
  pages->subject = g_strdup (document->subject);
  pages->keywords = g_strdup (document->keywords);
  pages->created = g_strdup (document->created);
  pages->marking = g_strdup (document->marking);
  pages->digest = g_strdup (document->digest);
  pages->case_id = g_strdup (document->case_id);
  pages->issue = document->issue;
}

int
pages_add_element (Pages *pages, int parent, Role role)
{
  g_assert (parent >= -1 && parent < (int)pages->elements->len);
  Element element = {.parent = parent, .role = role, .more = &nothing_more};
  g_array_append_val (pages->elements, element);
  return pages->elements->len - 1;
}

const char *
role_name (Role role)
{
  static const char *const names[] = {[ROLE_NONE] = "None",
                                      [ROLE_ARTIFACT] = "Artifact",
                                      [ROLE_DOCUMENT] = "Document",
                                      [ROLE_SECT] = "Sect",
                                      [ROLE_DIV] = "Div",
                                      [ROLE_P] = "P",
                                      [ROLE_H1] = "H1",
                                      [ROLE_H2] = "H2",
                                      [ROLE_H3] = "H3",
                                      [ROLE_L] = "L",
                                      [ROLE_LI] = "LI",
                                      [ROLE_LBL] = "Lbl",
                                      [ROLE_LBODY] = "LBody",
                                      [ROLE_TABLE] = "Table",
                                      [ROLE_THEAD] = "THead",
                                      [ROLE_TBODY] = "TBody",
                                      [ROLE_TR] = "TR",
                                      [ROLE_TH] = "TH",
                                      [ROLE_TD] = "TD",
                                      [ROLE_CAPTION] = "Caption",
                                      [ROLE_FIGURE] = "Figure",
                                      [ROLE_NOTE] = "Note",
                                      [ROLE_REFERENCE] = "Reference",
                                      [ROLE_LINK] = "Link",
                                      [ROLE_SPAN] = "Span",
                                      [ROLE_TOC] = "TOC",
                                      [ROLE_TOCI] = "TOCI",
                                      [ROLE_BLOCKQUOTE] = "BlockQuote"};
  g_assert (role < G_N_ELEMENTS (names));
  return names[role];
}
