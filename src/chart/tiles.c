/* tiles.c: see tiles.h. */
#include "chart/tiles.h"
#include <string.h>

#define MARGIN      (10 * 2902) /* that printers leave white [upt] */
#define MARK        (5 * 2902)
#define MARK_OFFSET (1 * 2902)

/* Sheets for @length, each @sheet long, that share @overlap with the next. */
static int
count (int length, int sheet, int overlap)
{
  return length <= sheet ? 1 : (length - overlap + (sheet - overlap) - 1) / (sheet - overlap);
}

gboolean
tiles_count (const Drawing *drawing, Tiling tiling, int *across, int *down)
{
  const int w = tiling.width - 2 * MARGIN, h = tiling.height - 2 * MARGIN;

  if ((drawing->width > w && tiling.overlap_x >= w) || (drawing->height > h && tiling.overlap_y >= h))
    return FALSE;
  *across = count (drawing->width, w, tiling.overlap_x);
  *down = count (drawing->height, h, tiling.overlap_y);
  return TRUE;
}

typedef struct
{
  int x0, y0, x1, y1;
} Bounds;

static void
bounds_add (Bounds *b, int x, int y)
{
  *b = (Bounds){MIN (b->x0, x), MIN (b->y0, y), MAX (b->x1, x), MAX (b->y1, y)};
}

static Bounds
op_bounds (const Op *op)
{
  Bounds b = {G_MAXINT, G_MAXINT, G_MININT, G_MININT};

  if (op->kind == OP_GLYPHS)
    {
      const GlyphRun *run = op->as.glyphs;
      int x = run->x;
      for (guint i = 0; i < run->glyphs->len; i++)
        x += g_array_index (run->glyphs, Glyph, i).advance;
      bounds_add (&b, run->x, run->y - run->size);
      bounds_add (&b, x, run->y + run->size / 2);
    }
  else if (op->kind == OP_PATH)
    for (guint i = 0; i < op->as.path->steps->len; i++)
      {
        const PathStep *step = &g_array_index (op->as.path->steps, PathStep, i);
        for (int k = 0; k < (step->verb == 'c' ? 3 : step->verb == 'h' ? 0 : 1); k++)
          {
            bounds_add (&b, step->x[k] - op->as.path->width, step->y[k] - op->as.path->width);
            bounds_add (&b, step->x[k] + op->as.path->width, step->y[k] + op->as.path->width);
          }
      }
  else if (op->kind == OP_LINK)
    {
      bounds_add (&b, op->as.link->x, op->as.link->y);
      bounds_add (&b, op->as.link->x + op->as.link->width, op->as.link->y + op->as.link->height);
    }
  return b;
}

/* The ink of @drawing that touches the part of @w × @h at (@x, @y), moved onto the sheet. */
static void
add_ink (GArray *ops, const Drawing *drawing, int x, int y, int w, int h)
{
  for (guint i = 0; i < drawing->ops->len; i++)
    {
      Op *op = &g_array_index (drawing->ops, Op, i);
      const Bounds b = op_bounds (op);
      if (op->kind == OP_LINK || b.x0 > x + w || b.x1 < x || b.y0 > y + h || b.y1 < y)
        continue; /* links lead to notes, and a sheet has none */
      g_autoptr (GArray) one = g_array_new (FALSE, FALSE, sizeof (Op));
      g_array_append_val (one, *op); /* borrowed: copied by the move */
      ops_append_moved (ops, one, MARGIN - x, MARGIN - y);
    }
}

static void
add_marks (Painter *p, Tiling tiling, const Style *style, const char *place)
{
  const double thin = .25;

  ops_artifact_begin (p->ops, ARTIFACT_LAYOUT);
  for (int corner = 0; corner < 4; corner++)
    {
      const int x = corner & 1 ? tiling.width - MARGIN : MARGIN,
                y = corner & 2 ? tiling.height - MARGIN : MARGIN;
      const int across = corner & 1 ? 1 : -1, down = corner & 2 ? 1 : -1;
      painter_line (p, (x + across * MARK_OFFSET) / 1024.0, y / 1024.0,
                    (x + across * (MARK_OFFSET + MARK)) / 1024.0, y / 1024.0, 0, thin);
      painter_line (p, x / 1024.0, (y + down * MARK_OFFSET) / 1024.0, x / 1024.0,
                    (y + down * (MARK_OFFSET + MARK)) / 1024.0, 0, thin);
    }
  g_autofree char *words =
      tiling.marking ? g_strdup_printf ("%s · %s", place, tiling.marking) : g_strdup (place);
  painter_text (p, words, style, 0, ALIGN_CENTRE, tiling.width / 2, tiling.height - MARGIN / 2);
  ops_artifact_end (p->ops);
}

void
tiles_add (Pages *pages, int parent, const Drawing *drawing, Tiling tiling, const Style *style,
           const char *lang, const char *words)
{
  const int w = tiling.width - 2 * MARGIN, h = tiling.height - 2 * MARGIN;
  int across = 1, down = 1;

  if (!tiles_count (drawing, tiling, &across, &down))
    g_assert_not_reached ();
  for (int row = 0; row < down; row++)
    for (int column = 0; column < across; column++)
      {
        /* evenly: what is left over is overlap */
        const int x = across > 1 ? (int)((gint64)column * (drawing->width - w) / (across - 1)) : 0;
        const int y = down > 1 ? (int)((gint64)row * (drawing->height - h) / (down - 1)) : 0;
        const int number = row * across + column + 1;
        g_autofree char *place = g_strdup_printf ("%d/%d", number, across * down);
        Page *page = pages_add (pages, tiling.width, tiling.height);
        const int figure = pages_add_element (pages, parent, ROLE_FIGURE);
        Element *element = &g_array_index (pages->elements, Element, figure);
        element_more (element)->alt =
            number == 1 ? g_strdup_printf ("%s (%s)", drawing->alt ? drawing->alt : words, place)
                        : g_strdup_printf ("%s (%s)", words, place);
        element_more (element)->has_box = TRUE;
        element_more (element)->page = (int)pages->pages->len - 1;
        element_more (element)->width =
            tiling.width; /* ink that touches the part is whole: it goes on to the paper's edge */
        element_more (element)->height = tiling.height;
        ops_tag_begin (page->ops, figure);
        add_ink (page->ops, drawing, x, y, w, h);
        ops_tag_end (page->ops);
        g_autoptr (Painter) p = painter_new (page->ops, pages->fonts, lang);
        add_marks (p, tiling, style, place);
      }
}
