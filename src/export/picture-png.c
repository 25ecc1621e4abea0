#include "export/picture.h"
#include <cairo.h>

G_DEFINE_QUARK (picture - error - quark, picture_error)

enum
{
  MAX_PIXELS = 32767 /* a side, Cairo's own limit */
};

/* --- outlines of glyphs, from HarfBuzz into Cairo's path, in font units, y up --- */

static void
outline_move (hb_draw_funcs_t *funcs, void *cr, hb_draw_state_t *state, float x, float y, void *data)
{
  cairo_move_to (cr, x, y);
}

static void
outline_line (hb_draw_funcs_t *funcs, void *cr, hb_draw_state_t *state, float x, float y, void *data)
{
  cairo_line_to (cr, x, y);
}

static void
outline_curve (hb_draw_funcs_t *funcs, void *cr, hb_draw_state_t *state, float x1, float y1, float x2,
               float y2, float x, float y, void *data)
{
  cairo_curve_to (cr, x1, y1, x2, y2, x, y);
}

static void
outline_close (hb_draw_funcs_t *funcs, void *cr, hb_draw_state_t *state, void *data)
{
  cairo_close_path (cr);
}

static hb_draw_funcs_t *
outline_funcs_new (void)
{
  hb_draw_funcs_t *funcs = hb_draw_funcs_create ();
  hb_draw_funcs_set_move_to_func (funcs, outline_move, NULL, NULL);
  hb_draw_funcs_set_line_to_func (funcs, outline_line, NULL, NULL);
  hb_draw_funcs_set_cubic_to_func (funcs, outline_curve, NULL, NULL); /* quadratic ones come as cubic */
  hb_draw_funcs_set_close_path_func (funcs, outline_close, NULL, NULL);
  return funcs;
}

static void
set_source (cairo_t *cr, Colour colour)
{
  cairo_set_source_rgb (cr, (colour >> 16 & 255) / 255.0, (colour >> 8 & 255) / 255.0,
                        (colour & 255) / 255.0);
}

static double
points (int upt)
{
  return upt / 1024.0;
}

static void
paint_glyphs (cairo_t *cr, const GlyphRun *run, const Fonts *fonts, hb_draw_funcs_t *funcs)
{
  const FontFace *face = fonts_face (fonts, run->face);
  double unit = points (run->size) / face->units_per_em;
  set_source (cr, run->colour);
  for (guint i = 0; i < run->glyphs->len; i++)
    {
      const Glyph *glyph = &g_array_index (run->glyphs, Glyph, i);
      cairo_save (cr);
      cairo_translate (cr, points (run->x + glyph->x), points (run->y + glyph->y));
      cairo_scale (cr, unit * run->scale / 10000.0, -unit);
      hb_font_get_glyph_shape (face->hb_font, glyph->id, funcs, cr);
      cairo_restore (cr);
      cairo_fill (cr);
    }
}

static void
trace_path (cairo_t *cr, const Path *path)
{
  for (guint i = 0; i < path->steps->len; i++)
    {
      const PathStep *step = &g_array_index (path->steps, PathStep, i);
      double x = points (step->x[0]), y = points (step->y[0]);
      switch (step->verb)
        {
        case 'm':
          cairo_move_to (cr, x, y);
          break;
        case 'l':
          cairo_line_to (cr, x, y);
          break;
        case 'c':
          cairo_curve_to (cr, x, y, points (step->x[1]), points (step->y[1]), points (step->x[2]),
                          points (step->y[2]));
          break;
        default:
          cairo_close_path (cr);
        }
    }
}

static void
paint_path (cairo_t *cr, const Path *path)
{
  double dash[G_N_ELEMENTS (path->dash)];
  trace_path (cr, path);
  if (path->fill)
    {
      cairo_set_fill_rule (cr, path->even_odd ? CAIRO_FILL_RULE_EVEN_ODD : CAIRO_FILL_RULE_WINDING);
      set_source (cr, path->fill_colour);
      cairo_fill_preserve (cr);
      cairo_set_fill_rule (cr, CAIRO_FILL_RULE_WINDING);
    }
  if (path->stroke)
    {
      for (int i = 0; i < path->n_dash; i++)
        dash[i] = points (path->dash[i]);
      set_source (cr, path->stroke_colour);
      cairo_set_line_width (cr, points (path->width));
      cairo_set_dash (cr, dash, path->n_dash, 0);
      cairo_set_line_cap (cr, (cairo_line_cap_t)path->cap); /* both number them as PDF does */
      cairo_set_line_join (cr, (cairo_line_join_t)path->join);
      cairo_stroke_preserve (cr);
    }
  cairo_new_path (cr);
}

static void
paint_image (cairo_t *cr, const ImagePlace *image)
{
  cairo_surface_t *surface = bitmap_surface (image->bitmap);
  cairo_save (cr);
  cairo_translate (cr, points (image->x), points (image->y));
  cairo_scale (cr, points (image->width) / image->bitmap->width,
               points (image->height) / image->bitmap->height);
  cairo_set_source_surface (cr, surface, 0, 0);
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
  cairo_rectangle (cr, 0, 0, image->bitmap->width, image->bitmap->height);
  cairo_fill (cr);
  cairo_restore (cr);
  cairo_surface_destroy (surface);
}

static cairo_status_t
append_bytes (void *array, const unsigned char *data, unsigned length)
{
  g_byte_array_append (array, data, length);
  return CAIRO_STATUS_SUCCESS;
}

GBytes *
picture_png (const GArray *ops, int width, int height, double dpi, const Fonts *fonts, GError **error)
{
  double scale = dpi / 72, columns = MAX (1, points (width) * scale), rows = MAX (1, points (height) * scale);
  if (!(dpi > 0) || columns > MAX_PIXELS || rows > MAX_PIXELS)
    {
      g_set_error (error, PICTURE_ERROR, 0, "a picture may have %d pixels a side at most", MAX_PIXELS);
      return NULL;
    }
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, columns + 0.5, rows + 0.5);
  cairo_t *cr = cairo_create (surface);
  hb_draw_funcs_t *funcs = outline_funcs_new ();
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, scale, scale);
  for (guint i = 0; i < ops->len; i++)
    {
      const Op *op = &g_array_index (ops, Op, i);
      if (op->kind == OP_PATH)
        paint_path (cr, op->as.path);
      else if (op->kind == OP_GLYPHS)
        paint_glyphs (cr, op->as.glyphs, fonts, funcs);
      else if (op->kind == OP_IMAGE)
        paint_image (cr, op->as.image);
    }
  GByteArray *bytes = g_byte_array_new ();
  cairo_status_t status = cairo_status (cr);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_write_to_png_stream (surface, append_bytes, bytes);
  hb_draw_funcs_destroy (funcs);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    return g_byte_array_free_to_bytes (bytes);
  g_byte_array_unref (bytes);
  g_set_error (error, PICTURE_ERROR, 0, "Cairo: %s", cairo_status_to_string (status));
  return NULL;
}
