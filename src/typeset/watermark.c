#include "typeset/watermark.h"
#include <math.h>
#include "typeset/paragraph.h"

/* Shaped at this size, then scaled; the length of the words is this share of the diagonal. */
#define SHAPED_SIZE (100 * PANGO_SCALE)
#define SHARE       0.62

/* From the outline of a glyph to a path on the page. */
typedef struct
{
  Path *path;
  double cos, sin, scale; /* of the words */
  double x, y;            /* middle of the page */
  double dx, dy;          /* the glyph's origin, from the middle of the words, at the shaped size */
  double unit;            /* the glyph's units at the shaped size */
  int last_x, last_y;
} Pen;

static void
place (const Pen *pen, float glyph_x, float glyph_y, int *x, int *y)
{
  double across = (pen->dx + glyph_x * pen->unit) * pen->scale,
         up = (pen->dy + glyph_y * pen->unit) * pen->scale;
  *x = (int)floor (pen->x + across * pen->cos - up * pen->sin + 0.5);
  *y = (int)floor (pen->y - across * pen->sin - up * pen->cos + 0.5);
}

static void
move_to (hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x, float y, void *user)
{
  Pen *pen = data;
  place (pen, x, y, &pen->last_x, &pen->last_y);
  path_step (pen->path, 'm', pen->last_x, pen->last_y);
}

static void
line_to (hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x, float y, void *user)
{
  Pen *pen = data;
  place (pen, x, y, &pen->last_x, &pen->last_y);
  path_step (pen->path, 'l', pen->last_x, pen->last_y);
}

static void
cubic_to (hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x1, float y1, float x2, float y2,
          float x3, float y3, void *user)
{
  Pen *pen = data;
  int ax, ay, bx, by;
  place (pen, x1, y1, &ax, &ay);
  place (pen, x2, y2, &bx, &by);
  place (pen, x3, y3, &pen->last_x, &pen->last_y);
  path_curve (pen->path, ax, ay, bx, by, pen->last_x, pen->last_y);
}

/* A quadratic curve as a cubic one: its handles are two thirds of the way. */
static void
quadratic_to (hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x1, float y1, float x2,
              float y2, void *user)
{
  cubic_to (funcs, data, state, state->current_x + (x1 - state->current_x) * 2 / 3,
            state->current_y + (y1 - state->current_y) * 2 / 3, x2 + (x1 - x2) * 2 / 3,
            y2 + (y1 - y2) * 2 / 3, x2, y2, user);
}

static void
close_path (hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, void *user)
{
  path_step (((Pen *)data)->path, 'h', 0, 0);
}

static hb_draw_funcs_t *
pen_funcs (void)
{
  hb_draw_funcs_t *funcs = hb_draw_funcs_create ();
  hb_draw_funcs_set_move_to_func (funcs, move_to, NULL, NULL);
  hb_draw_funcs_set_line_to_func (funcs, line_to, NULL, NULL);
  hb_draw_funcs_set_quadratic_to_func (funcs, quadratic_to, NULL, NULL);
  hb_draw_funcs_set_cubic_to_func (funcs, cubic_to, NULL, NULL);
  hb_draw_funcs_set_close_path_func (funcs, close_path, NULL, NULL);
  return funcs;
}

static void
trace_run (Pen *pen, const GlyphRun *run, const Fonts *fonts, hb_draw_funcs_t *funcs, int middle_x,
           int middle_y)
{
  const FontFace *face = fonts_face (fonts, run->face);
  pen->unit = (double)run->size / face->units_per_em;
  for (guint i = 0; i < run->glyphs->len; i++)
    {
      const Glyph *glyph = &g_array_index (run->glyphs, Glyph, i);
      pen->dx = run->x + glyph->x - middle_x;
      pen->dy = middle_y - run->y - glyph->y;
      hb_font_get_glyph_shape (face->hb_font, glyph->id, funcs, pen);
    }
}

void
watermark_emit (Fonts *fonts, const char *text, const Style *style, const char *lang, int width, int height,
                GArray *ops)
{
  Style shaped = *style;
  shaped.size = shaped.leading = SHAPED_SIZE;
  g_autoptr (GArray) words = ops_new ();
  int length = label_width (fonts, text, &shaped, lang);
  if (length <= 0)
    return;
  label_emit (fonts, text, &shaped, lang, 0, 0, words);
  double diagonal = sqrt ((double)width * width + (double)height * height);
  Pen pen = {.path = path_new (),
             .cos = width / diagonal,
             .sin = height / diagonal,
             .scale = diagonal * SHARE / length};
  pen.x = width / 2.0;
  pen.y = height / 2.0;
  hb_draw_funcs_t *funcs = pen_funcs ();
  for (guint i = 0; i < words->len; i++)
    {
      const Op *op = &g_array_index (words, Op, i);
      if (op->kind == OP_GLYPHS) /* the middle of capitals, about 0.7 em high */
        trace_run (&pen, op->as.glyphs, fonts, funcs, length / 2, -SHAPED_SIZE * 35 / 100);
    }
  hb_draw_funcs_destroy (funcs);
  pen.path->fill = TRUE;
  pen.path->fill_colour = style->colour;
  ops_artifact_begin (ops, ARTIFACT_WATERMARK);
  ops_path_take (ops, pen.path);
  ops_artifact_end (ops);
}
