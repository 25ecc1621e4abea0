/* pages_dump: pages as text, for golden tests. The dump is read by people: lengths in points, faces by name,
 * words as they are read. Glyph numbers are left out on purpose: they change with the version of a font, the
 * places do not.
 */
#include "typeset/page.h"

#include <math.h>

/* Points with two decimals, whatever the locale; "-0.00" is zero. */
static const char *
points (char *buffer, int length)
{
  double value = round (length * 100.0 / 1024.0) / 100.0;
  return g_ascii_formatd (buffer, G_ASCII_DTOSTR_BUF_SIZE, "%.2f", value == 0 ? 0 : value);
}

static void
add_points (GString *out, int length)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  g_string_append (out, points (buffer, length));
}

static void
add_pair (GString *out, int a, int b)
{
  add_points (out, a);
  g_string_append_c (out, ' ');
  add_points (out, b);
}

/* Words stand as they are; only quotes and controls are escaped. */
static void
add_words (GString *out, const char *key, const char *text)
{
  if (!text)
    return;
  g_string_append_printf (out, " %s\"", key);
  for (const char *p = text; *p; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      if (c == '"' || c == '\\')
        g_string_append_printf (out, "\\%c", (char)c);
      else if (g_unichar_iscntrl (c))
        g_string_append_printf (out, "\\u%04X", c);
      else
        g_string_append_unichar (out, c);
    }
  g_string_append_c (out, '"');
}

static void
dump_glyphs (GString *out, const Pages *pages, const GlyphRun *run)
{
  g_string_append (out, "text ");
  add_pair (out, run->x, run->y);
  if (pages->fonts)
    g_string_append_printf (out, " %s ", fonts_face (pages->fonts, run->face)->name);
  else
    g_string_append_printf (out, " face%d ", run->face);
  add_points (out, run->size);
  int advance = 0;
  for (guint i = 0; i < run->glyphs->len; i++)
    advance += g_array_index (run->glyphs, Glyph, i).advance;
  g_string_append (out, " wide ");
  add_points (out, advance);
  if (run->colour)
    g_string_append_printf (out, " #%06X", run->colour);
  if (run->scale != 10000)
    g_string_append_printf (out, " scale %d", run->scale);
  if (run->tracking != 0)
    g_string_append_printf (out, " tracking %d", run->tracking);
  if (run->lang)
    g_string_append_printf (out, " %s", run->lang);
  g_string_append (out, run->rtl ? " rtl" : "");
  g_string_append (out, run->soft_hyphen ? " soft-hyphen" : "");
  add_words (out, "", run->text ? run->text : "");
}

static void
dump_path (GString *out, const Path *path)
{
  g_string_append (out, "path");
  if (path->fill)
    g_string_append_printf (out, " fill #%06X%s", path->fill_colour, path->even_odd ? " even-odd" : "");
  if (path->stroke)
    {
      g_string_append_printf (out, " stroke #%06X ", path->stroke_colour);
      add_points (out, path->width);
      for (int i = 0; i < path->n_dash; i++)
        {
          g_string_append (out, i ? " " : " dash ");
          add_points (out, path->dash[i]);
        }
      if (path->cap || path->join)
        g_string_append_printf (out, " cap %d join %d", path->cap, path->join);
    }
  g_string_append_c (out, ':');
  for (guint i = 0; i < path->steps->len; i++)
    {
      const PathStep *step = &g_array_index (path->steps, PathStep, i);
      g_string_append_printf (out, " %c", step->verb);
      int n = step->verb == 'c' ? 3 : step->verb == 'h' ? 0 : 1;
      for (int k = 0; k < n; k++)
        {
          g_string_append_c (out, ' ');
          add_pair (out, step->x[k], step->y[k]);
        }
    }
}

static void
dump_link (GString *out, const LinkArea *link)
{
  g_string_append (out, "link ");
  add_pair (out, link->x, link->y);
  g_string_append (out, " size ");
  add_pair (out, link->width, link->height);
  for (guint i = 0; link->more && i < link->more->len; i++)
    {
      const LinkPart *part = &g_array_index (link->more, LinkPart, i);
      g_string_append (out, " and ");
      add_pair (out, part->x, part->y);
      g_string_append (out, " size ");
      add_pair (out, part->width, part->height);
    }
  g_string_append_printf (out, " element %d", link->element);
  add_words (out, "to ", link->target);
  add_words (out, "says ", link->contents);
}

static void
dump_op (GString *out, const Pages *pages, const Op *op, int *depth)
{
  static const char *const artifacts[] = {"layout", "header", "footer", "background", "watermark"};
  if (op->kind == OP_LINK && !op->as.link->target)
    return; /* not on a page */
  if (op->kind == OP_TAG_END || op->kind == OP_ARTIFACT_END)
    {
      (*depth)--;
      return; /* the indent says it */
    }
  g_string_append_printf (out, "%*s", 2 + 2 * MAX (*depth, 0), "");
  switch (op->kind)
    {
    case OP_GLYPHS:
      dump_glyphs (out, pages, op->as.glyphs);
      break;
    case OP_PATH:
      dump_path (out, op->as.path);
      break;
    case OP_IMAGE:
      g_string_append (out, "image ");
      add_pair (out, op->as.image->x, op->as.image->y);
      g_string_append (out, " size ");
      add_pair (out, op->as.image->width, op->as.image->height);
      g_string_append_printf (out, " of %d x %d", op->as.image->bitmap->width, op->as.image->bitmap->height);
      break;
    case OP_TAG_BEGIN:
      g_string_append_printf (out, "%s %d",
                              role_name (g_array_index (pages->elements, Element, op->as.element).role),
                              op->as.element);
      (*depth)++;
      break;
    case OP_ARTIFACT_BEGIN:
      g_string_append_printf (out, "artifact %s", artifacts[op->as.artifact]);
      (*depth)++;
      break;
    case OP_LINK:
      dump_link (out, op->as.link);
      break;
    case OP_DEST:
      g_string_append (out, "dest ");
      add_pair (out, op->as.dest.x, op->as.dest.y);
      add_words (out, "", op->as.dest.name);
      break;
    case OP_TAG_END:
    case OP_ARTIFACT_END:
      break;
    }
  g_string_append_c (out, '\n');
}

static void
dump_element (GString *out, const Pages *pages, guint index)
{
  const Element *element = &g_array_index (pages->elements, Element, index);
  int depth = 0;
  for (int up = element->parent; up >= 0; up = g_array_index (pages->elements, Element, up).parent)
    depth++;
  g_string_append_printf (out, "%*s%s %u", 2 + 2 * depth, "", role_name (element->role), index);
  int before = (int)index - 1; /* made late: the indent alone does not tell whose child it is */
  while (before >= 0 && before != element->parent)
    before = g_array_index (pages->elements, Element, before).parent;
  if (before != element->parent)
    g_string_append_printf (out, " in %d", element->parent);
  if (element->scope != SCOPE_NONE)
    g_string_append (out, element->scope == SCOPE_COLUMN ? " scope column" : " scope row");
  if (element->col_span > 1)
    g_string_append_printf (out, " col-span %d", element->col_span);
  if (element->row_span > 1)
    g_string_append_printf (out, " row-span %d", element->row_span);
  for (guint i = 0; element->more->headers && i < element->more->headers->len; i++)
    g_string_append_printf (out, "%s %d", i ? "" : " under", g_array_index (element->more->headers, int, i));
  if (element->lang)
    g_string_append_printf (out, " %s", element->lang);
  if (element->more->has_box)
    {
      g_string_append_printf (out, " page %d box ", element->more->page + 1);
      add_pair (out, element->more->x, element->more->y);
      g_string_append (out, " size ");
      add_pair (out, element->more->width, element->more->height);
    }
  add_words (out, "id ", element->more->id);
  add_words (out, "title ", element->more->title);
  add_words (out, "alt ", element->more->alt);
  add_words (out, "actual ", element->more->actual_text);
  g_string_append_c (out, '\n');
}

char *
pages_dump (const Pages *pages)
{
  GString *out = g_string_new (NULL);
  for (guint i = 0; i < pages->pages->len; i++)
    {
      Page *page = g_ptr_array_index (pages->pages, i);
      const GArray *ops = page_open (page);
      g_string_append_printf (out, "page %u size ", i + 1);
      add_pair (out, page->width, page->height);
      g_string_append_c (out, '\n');
      int depth = 0;
      for (guint k = 0; k < ops->len; k++)
        dump_op (out, pages, &g_array_index (ops, Op, k), &depth);
      page_close (page);
      if (depth)
        g_string_append_printf (out, "  unbalanced tags: %d\n", depth);
    }
  if (pages->elements->len)
    g_string_append (out, "elements\n");
  for (guint i = 0; i < pages->elements->len; i++)
    dump_element (out, pages, i);
  if (pages->outline->len)
    g_string_append (out, "outline\n");
  for (guint i = 0; i < pages->outline->len; i++)
    {
      const OutlineItem *item = &g_array_index (pages->outline, OutlineItem, i);
      g_string_append_printf (out, "%*s", 2 * item->level, "");
      g_string_append_printf (out, "%d", item->level);
      add_words (out, "", item->title);
      add_words (out, "to ", item->dest);
      g_string_append_printf (out, " element %d\n", item->element);
    }
  return g_string_free (out, FALSE);
}
