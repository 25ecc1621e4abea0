#include "export/number.h"
#include <cairo.h>
#include "export/picture.h"
#include <string.h>

/* Characters that XML 1.0 cannot hold, even escaped, are left out. */
static void
put_escaped (GString *out, const char *text, gssize length)
{
  const char *end = text + (length < 0 ? (gssize)strlen (text) : length);
  for (const char *p = text; p < end; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      if (c == '&')
        g_string_append (out, "&amp;");
      else if (c == '<')
        g_string_append (out, "&lt;");
      else if (c == '>')
        g_string_append (out, "&gt;");
      else if (c == '"')
        g_string_append (out, "&quot;");
      else if ((c >= 0x20 || c == '\t') && c != 0xFFFE && c != 0xFFFF)
        g_string_append_unichar (out, c);
    }
}

static void
put_attribute (GString *out, const char *name, const char *value)
{
  g_string_append_printf (out, " %s=\"", name);
  put_escaped (out, value, -1);
  g_string_append_c (out, '"');
}

static void
put_length (GString *out, const char *name, int upt)
{
  g_string_append_printf (out, " %s=\"", name);
  put_fixed (out, hundredths (upt), 2);
  g_string_append_c (out, '"');
}

static void
put_colour (GString *out, const char *name, Colour colour)
{
  g_string_append_printf (out, " %s=\"#%06x\"", name, colour);
}

static void
put_steps (GString *out, const GArray *steps)
{
  g_string_append (out, " d=\"");
  for (guint i = 0; i < steps->len; i++)
    {
      const PathStep *step = &g_array_index (steps, PathStep, i);
      g_string_append_c (out, step->verb == 'h' ? 'Z' : g_ascii_toupper (step->verb));
      for (int k = 0; k < (step->verb == 'c' ? 3 : step->verb == 'h' ? 0 : 1); k++)
        {
          g_string_append (out, k ? " " : "");
          put_fixed (out, hundredths (step->x[k]), 2);
          g_string_append_c (out, ' ');
          put_fixed (out, hundredths (step->y[k]), 2);
        }
    }
  g_string_append_c (out, '"');
}

static void
put_path (GString *out, const Path *path)
{
  static const char *const caps[] = {"butt", "round", "square"}, *const joins[] = {"miter", "round", "bevel"};
  if (path->steps->len == 0 || !(path->fill || path->stroke))
    return;
  g_string_append (out, "<path");
  put_steps (out, path->steps);
  if (path->fill)
    put_colour (out, "fill", path->fill_colour);
  else
    put_attribute (out, "fill", "none");
  if (path->fill && path->even_odd)
    put_attribute (out, "fill-rule", "evenodd");
  if (path->stroke)
    {
      put_colour (out, "stroke", path->stroke_colour);
      put_length (out, "stroke-width", path->width);
      if (path->cap > 0 && path->cap < 3)
        put_attribute (out, "stroke-linecap", caps[path->cap]);
      if (path->join > 0 && path->join < 3)
        put_attribute (out, "stroke-linejoin", joins[path->join]);
      for (int i = 0; i < path->n_dash; i++)
        {
          g_string_append (out, i ? " " : " stroke-dasharray=\"");
          put_fixed (out, hundredths (path->dash[i]), 2);
        }
      g_string_append (out, path->n_dash ? "\"" : "");
    }
  g_string_append (out, "/>\n");
}

static gboolean
is_space (const GlyphRun *run, guint index)
{
  const Glyph *glyph = &g_array_index (run->glyphs, Glyph, index);
  return glyph->end == glyph->start + 1 && run->text[glyph->start] == ' ';
}

/* A run's letters may be wider or narrower: then its coordinates are, too, and start at its origin. */
static int
word_place (const GlyphRun *run, const Glyph *glyph)
{
  return run->scale == 10000 ? run->x + glyph->x : (int)((gint64)glyph->x * 10000 / run->scale);
}

/* Words of a run that reads from the left, each at its place; within them the viewer's own spacing holds. */
static void
put_words (GString *out, const GlyphRun *run)
{
  gboolean open = FALSE;
  guint n = run->glyphs->len;
  for (guint i = 0; i < n; i++)
    {
      const Glyph *glyph = &g_array_index (run->glyphs, Glyph, i);
      gboolean space = is_space (run, i);
      if (i > 0 && !space && is_space (run, i - 1))
        {
          g_string_append (out, "<tspan");
          put_length (out, "x", word_place (run, glyph));
          g_string_append_c (out, '>');
          open = TRUE;
        }
      put_escaped (out, run->text + glyph->start, glyph->end - glyph->start);
      if (open && !space && (i + 1 == n || is_space (run, i + 1)))
        {
          g_string_append (out, "</tspan>");
          open = FALSE;
        }
    }
}

static int
run_width (const GlyphRun *run)
{
  int right = 0;
  for (guint i = 0; i < run->glyphs->len; i++)
    {
      const Glyph *glyph = &g_array_index (run->glyphs, Glyph, i);
      right = MAX (right, glyph->x + glyph->advance);
    }
  return right;
}

static void
put_origin (GString *out, const GlyphRun *run)
{
  if (run->scale == 10000 || run->rtl)
    {
      put_length (out, "x", run->rtl ? run->x + run_width (run) : run->x);
      put_length (out, "y", run->y);
      return;
    }
  g_string_append (out, " transform=\"matrix(");
  put_fixed (out, run->scale, 4);
  g_string_append (out, " 0 0 1 ");
  put_fixed (out, hundredths (run->x), 2);
  g_string_append_c (out, ' ');
  put_fixed (out, hundredths (run->y), 2);
  g_string_append (out, ")\"");
}

static void
put_text (GString *out, const GlyphRun *run, const Fonts *fonts)
{
  const FontFace *face = fonts_face (fonts, run->face);
  g_autofree char *families = g_strdup_printf ("'%s', sans-serif", face->family);
  if (run->glyphs->len == 0 || !run->text || !*run->text)
    return;
  g_string_append (out, "<text");
  put_origin (out, run);
  put_attribute (out, "font-family", families);
  put_length (out, "font-size", run->size);
  if (face->weight != 400)
    g_string_append_printf (out, " font-weight=\"%d\"", face->weight);
  if (face->italic)
    put_attribute (out, "font-style", "italic");
  put_colour (out, "fill", run->colour);
  if (run->lang)
    put_attribute (out, "xml:lang", run->lang);
  if (run->rtl)
    put_attribute (out, "direction", "rtl");
  if (run->tracking != 0 && !run->rtl)
    put_length (out, "letter-spacing", (int)((gint64)run->size * run->tracking / run->scale));
  if (run->rtl)
    {
      put_length (out, "textLength", run_width (run));
      put_attribute (out, "lengthAdjust", "spacingAndGlyphs");
    }
  g_string_append (out, ">");
  if (run->rtl)
    put_escaped (out, run->text, -1);
  else
    put_words (out, run);
  g_string_append (out, "</text>\n");
}

static void
put_area (GString *out, LinkPart part)
{
  if (part.width <= 0 || part.height <= 0)
    return;
  g_string_append (out, "<rect");
  put_length (out, "x", part.x);
  put_length (out, "y", part.y);
  put_length (out, "width", part.width);
  put_length (out, "height", part.height);
  g_string_append (out, " fill=\"none\" pointer-events=\"all\"/>");
}

/* An area, or a line, with its words for screen readers and pointers; what leads into a document leads nowhere from a picture. */
static void
put_link (GString *out, const LinkArea *area)
{
  gboolean leads = area->target && area->target[0] != '#';
  g_autofree char *uri =
      leads ? g_uri_escape_string (
                  area->target,
                  G_URI_RESERVED_CHARS_GENERIC_DELIMITERS G_URI_RESERVED_CHARS_SUBCOMPONENT_DELIMITERS "%",
                  FALSE)
            : NULL;
  g_string_append (out, leads ? "<a" : "<g");
  if (leads)
    put_attribute (out, "href", uri);
  g_string_append (out, ">");
  if (area->contents && *area->contents)
    {
      g_string_append (out, "<title>");
      put_escaped (out, area->contents, -1);
      g_string_append (out, "</title>");
    }
  put_area (out, (LinkPart){area->x, area->y, area->width, area->height});
  for (guint i = 0; !area->along && area->more && i < area->more->len; i++)
    put_area (out, g_array_index (area->more, LinkPart, i));
  if (area->along)
    {
      g_string_append (out, "<path");
      put_steps (out, area->along->steps);
      put_length (out, "stroke-width", area->along->width);
      g_string_append (out, " fill=\"none\" pointer-events=\"stroke\"/>");
    }
  g_string_append_printf (out, "</%c>\n", leads ? 'a' : 'g');
}

static void
put_named (GString *out, const char *name, const char *text)
{
  if (!text || !*text)
    return;
  g_string_append_printf (out, "<%s id=\"picture-%s\">", name, name);
  put_escaped (out, text, -1);
  g_string_append_printf (out, "</%s>\n", name);
}

static void
put_head (GString *out, int width, int height, const char *title, const char *description)
{
  gboolean has_title = title && *title, has_description = description && *description;
  g_string_append (
      out,
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ");
  put_fixed (out, hundredths (width), 2);
  g_string_append_c (out, ' ');
  put_fixed (out, hundredths (height), 2);
  g_string_append (out, "\" width=\"");
  put_fixed (out, hundredths (width), 2);
  g_string_append (out, "pt\" height=\"");
  put_fixed (out, hundredths (height), 2);
  g_string_append (out, "pt\" role=\"img\"");
  if (has_title)
    put_attribute (out, "aria-labelledby", "picture-title");
  if (has_description)
    put_attribute (out, "aria-describedby", "picture-desc");
  g_string_append (out, ">\n");
  put_named (out, "title", title);
  put_named (out, "desc", description);
  g_string_append (
      out, "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n"); /* dark viewers, white labels */
}

static cairo_status_t
append_bytes (void *array, const unsigned char *data, unsigned length)
{
  g_byte_array_append (array, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static void
put_image (GString *out, const ImagePlace *image)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_surface_t *surface = bitmap_surface (image->bitmap);
  cairo_surface_write_to_png_stream (surface, append_bytes, bytes);
  cairo_surface_destroy (surface);
  g_autofree char *text = g_base64_encode (bytes->data, bytes->len);
  g_string_append (out, "<image preserveAspectRatio=\"none\"");
  put_length (out, "x", image->x);
  put_length (out, "y", image->y);
  put_length (out, "width", image->width);
  put_length (out, "height", image->height);
  g_string_append_printf (out, " href=\"data:image/png;base64,%s\"/>\n", text);
}

GBytes *
picture_svg (const GArray *ops, int width, int height, const char *title, const char *description,
             const Fonts *fonts, GError **error)
{
  GString *out = g_string_sized_new (1 << 14);
  put_head (out, width, height, title, description);
  for (guint i = 0; i < ops->len; i++)
    {
      const Op *op = &g_array_index (ops, Op, i);
      if (op->kind == OP_PATH)
        put_path (out, op->as.path);
      else if (op->kind == OP_GLYPHS)
        put_text (out, op->as.glyphs, fonts);
      else if (op->kind == OP_IMAGE)
        put_image (out, op->as.image);
      else if (op->kind == OP_LINK)
        put_link (out, op->as.link);
    }
  g_string_append (out, "</svg>\n");
  return g_string_free_to_bytes (out);
}
