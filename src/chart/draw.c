/* draw.c: see draw.h. Lines lie under boxes, end marks over them, labels on white over all lines. */
#include "chart/draw.h"
#include "chart/strokes.h"
#include <math.h>
#include <string.h>

#define PT(upt) ((upt) / 1024.0)

/* The stroke, moved sideways by @aside pt: its ends at right angles to it, its bend to the chord. Near enough for a point. */
static void
curve_path (Painter *p, const LineStroke *stroke, double aside)
{
  double x[3], y[3];

  for (int k = 0; k < 3; k++)
    {
      const int before = k == 2 && !stroke->straight ? 1 : 0, after = k == 0 && !stroke->straight ? 1 : 2;
      const double dx = stroke->x[after] - stroke->x[before], dy = stroke->y[after] - stroke->y[before],
                   d = sqrt (dx * dx + dy * dy);
      x[k] = stroke->x[k] - (d > 0 ? dy / d * aside : 0);
      y[k] = stroke->y[k] + (d > 0 ? dx / d * aside : 0);
    }
  cairo_move_to (p->cr, x[0], y[0]);
  if (stroke->straight)
    cairo_line_to (p->cr, x[2], y[2]);
  else /* a quadratic curve as a cubic one */
    cairo_curve_to (p->cr, x[0] + (x[1] - x[0]) * 2 / 3, y[0] + (y[1] - y[0]) * 2 / 3,
                    x[2] + (x[1] - x[2]) * 2 / 3, y[2] + (y[1] - y[2]) * 2 / 3, x[2], y[2]);
}

static void
draw_line (Painter *p, const LineStroke *stroke)
{
  const LineStyle style = stroke->style;

  for (int side = style.twin ? -1 : 0; side <= 1; side += 2)
    {
      curve_path (p, stroke, side * LINE_TWIN_APART);
      painter_stroke (p, style.colour, style.width, style.dash, style.n_dash);
    }
}

#define MARKS_APART 8.0 /* pt, along the line: of several at one end */

/* Marks at the end (or at the start) of @stroke, along it. */
static void
draw_ends (Painter *p, const LineStroke *stroke, int end)
{
  const int at = end ? 2 : 0, toward = stroke->straight ? 2 - at : 1;
  const double x = stroke->x[at], y = stroke->y[at], fx = stroke->x[toward], fy = stroke->y[toward],
               d = sqrt ((x - fx) * (x - fx) + (y - fy) * (y - fy));

  for (int k = 0; d > 0 && k < stroke->n_marks[end]; k++)
    {
      LineStyle style = stroke->style;
      double px = x, py = y;
      style.end = stroke->marks[end][k];
      style.colour = stroke->mark_colours[end][k];
      if (k > 0)
        {
          const double t = MIN (k * MARKS_APART / (stroke->straight ? d : 2 * d), .5);
          line_stroke_at (stroke, end ? 1 - t : t, &px, &py);
        }
      line_end (p, style, px, py, (x - fx) / d, (y - fy) / d);
    }
}

static void
outline (Painter *p, ActorKind kind, double x, double y, double w, double h)
{
  double c = 5;

  switch (kind)
    {
    case ACTOR_PERSON:
      c = MIN (7, h / 2);
      cairo_new_sub_path (p->cr);
      cairo_arc (p->cr, x + w - c, y + c, c, -G_PI / 2, 0);
      cairo_arc (p->cr, x + w - c, y + h - c, c, 0, G_PI / 2);
      cairo_arc (p->cr, x + c, y + h - c, c, G_PI / 2, G_PI);
      cairo_arc (p->cr, x + c, y + c, c, G_PI, 3 * G_PI / 2);
      cairo_close_path (p->cr);
      break;
    case ACTOR_EVENT:
      cairo_move_to (p->cr, x + c, y);
      cairo_line_to (p->cr, x + w - c, y);
      cairo_line_to (p->cr, x + w, y + c);
      cairo_line_to (p->cr, x + w, y + h - c);
      cairo_line_to (p->cr, x + w - c, y + h);
      cairo_line_to (p->cr, x + c, y + h);
      cairo_line_to (p->cr, x, y + h - c);
      cairo_line_to (p->cr, x, y + c);
      cairo_close_path (p->cr);
      break;
    default:
      cairo_rectangle (p->cr, x, y, w, h);
    }
}

static void
draw_box_shape (Painter *p, const DrawingData *data, const Actor *actor, const PlanBox *box, ChartRect r)
{
  double x = PT (r.x), y = PT (r.y), w = PT (r.width), h = PT (r.height);
  Colour ground = actor->kind == ACTOR_EVENT   ? data->event_ground
                  : actor->kind == ACTOR_STATE ? data->state_ground
                                               : 0xFFFFFF;

  outline (p, actor->kind, x, y, w, h);
  painter_fill (p, ground);
  if (actor->subject)
    painter_rectangle (p, x, y, w, PT (box->title_bottom), data->ink);
  outline (p, actor->kind, x, y, w, h);
  painter_stroke (p, actor->kind == ACTOR_PLACE ? data->grey : data->ink,
                  actor->kind == ACTOR_PLACE ? .5 : .8, NULL, 0);
  if (actor->kind == ACTOR_STATE)
    {
      cairo_rectangle (p->cr, x + 1.5, y + 1.5, w - 3, h - 3);
      painter_stroke (p, data->ink, .4, NULL, 0);
    }
  for (guint i = 0; i < box->rows->len; i++)
    {
      double top = y + PT (g_array_index (box->rows, PlanRow, i).top);
      if (i > 0 || !actor->subject)
        painter_line (p, x + 4, top, x + w - 4, top, data->hairline, .4);
    }
}

/* A line of words whose part from @grey_from on (bytes of @text) is claim numbers. */
static void
draw_words (Painter *p, const char *text, TextLine line, int grey_from, const Style *style, Colour ink,
            Colour grey, int centre, int baseline)
{
  int split = CLAMP (grey_from, line.start, line.end);
  g_autofree char *all = g_strndup (text + line.start, (gsize)(line.end - line.start));
  g_autofree char *words = g_strndup (text + line.start, (gsize)(split - line.start));
  g_autofree char *numbers = g_strchug (g_strndup (text + split, (gsize)(line.end - split)));
  int x = centre - painter_text_width (p, all, style) / 2;

  painter_text (p, words, style, ink, ALIGN_START, x, baseline);
  if (*numbers)
    painter_text (p, numbers, style, grey, ALIGN_START,
                  x + painter_text_width (p, all, style) - painter_text_width (p, numbers, style), baseline);
}

/* Baseline of the first of lines with @leading that begin at @top: the x-height stands in the middle. */
static int
first_baseline (int top, int leading, int size)
{
  return top + leading / 2 + size * 36 / 100;
}

static void
draw_box_text (Painter *p, const DrawingData *data, const Actor *actor, const PlanBox *box,
               const ChartPlan *plan, ChartRect r)
{
  int centre = r.x + r.width / 2, n = (int)box->title_lines->len;
  int top = r.y + (box->title_bottom - n * plan->name_leading) / 2;

  for (int i = 0; i < n; i++)
    draw_words (p, box->title, g_array_index (box->title_lines, TextLine, (guint)i), (int)strlen (box->title),
                data->name_style, actor->subject ? 0xFFFFFF : data->ink, data->grey, centre,
                first_baseline (top + i * plan->name_leading, plan->name_leading, plan->name_size));
  for (guint k = 0; k < box->rows->len; k++)
    {
      const PlanRow *row = &g_array_index (box->rows, PlanRow, k);
      for (guint i = 0; i < row->lines->len; i++)
        draw_words (p, row->text, g_array_index (row->lines, TextLine, i), row->claims_at, data->small_style,
                    data->ink, data->grey, centre,
                    first_baseline (r.y + row->top + 1536 + (int)i * plan->row_leading, plan->row_leading,
                                    plan->row_size));
    }
}

/* A line of a list: its entry's sign before the entry's first line, then the words, all from one edge on. @right: does the line lead
 * to the right? */
static void
draw_listed (Painter *p, const ChartFold *fold, const FoldLine *from, const PlanLine *line, TextLine words,
             gboolean right, const ChartPlan *plan, int left, int baseline)
{
  const PlanEntry *entry = &g_array_index (line->entries, PlanEntry, 0);
  const DrawingData *data = fold->data;

  for (guint i = 1; i < line->entries->len; i++)
    if (g_array_index (line->entries, PlanEntry, i).start <= words.start)
      entry = &g_array_index (line->entries, PlanEntry, i);
  const LineStyle style = line_part_style (fold, from, (guint)entry->part);
  draw_words (p, line->label, words, entry->claims_at, data->label_style, style.colour, data->grey,
              left + CHART_SIGN + words.width / 2, baseline);
  if (words.start != entry->start)
    return;
  const double y = PT (baseline - plan->label_size * 36 / 100), x0 = PT (left),
               x1 = PT (left + CHART_SIGN) - 3;
  line_level (p, style, x0, x1, y);
  right = right != g_array_index (from->parts, FoldPart, (guint)entry->part).back;
  line_end (p, style, right ? x1 : x0, y, right ? 1 : -1, 0);
}

static void
draw_label (Painter *p, const ChartFold *fold, int e, const PlacedLine *place, const ChartPlan *plan,
            gboolean ground)
{
  const DrawingData *data = fold->data;
  const FoldLine *from = &g_array_index (fold->lines, FoldLine, e);
  const PlanLine *line = &g_array_index (plan->lines, PlanLine, e);
  const PlanWrap *wrap = &line->wraps[place->wrap];
  const int centre = place->label.x + place->label.width / 2, left = place->label.x + CHART_LABEL_HALO;
  Colour ink = line_style (data, from->tie, from->status).colour;

  for (guint i = 0; i < wrap->lines->len; i++)
    {
      TextLine words = g_array_index (wrap->lines, TextLine, i);
      int top = place->label.y + 512 + (int)i * plan->label_leading;
      const int baseline = first_baseline (top, plan->label_leading, plan->label_size);
      if (ground && line->entries)
        painter_rectangle (p, PT (left) - 1.5, PT (top) - .3, PT (CHART_SIGN + words.width) + 3,
                           PT (plan->label_leading) + .6, 0xFFFFFF);
      else if (ground)
        painter_rectangle (p, PT (centre - words.width / 2) - 1.5, PT (top) - .3, PT (words.width) + 3,
                           PT (plan->label_leading) + .6, 0xFFFFFF);
      else if (line->entries)
        draw_listed (p, fold, from, line, words, place->x[2] >= place->x[0], plan, left, baseline);
      else
        draw_words (p, line->label, words, line->claims_at, data->label_style, ink, data->grey, centre,
                    baseline);
    }
}

void
chart_draw (Painter *p, const ChartFold *fold, const ChartPlan *plan, const ChartPlaces *places)
{
  const DrawingData *data = fold->data;

  g_autoptr (GPtrArray) strokes = g_ptr_array_new_with_free_func ((GDestroyNotify)g_array_unref);

  for (guint e = 0; e < fold->lines->len; e++)
    {
      GArray *of_line = line_strokes (fold, places, (int)e);
      for (guint k = 0; k < of_line->len; k++)
        draw_line (p, &g_array_index (of_line, LineStroke, k));
      g_ptr_array_add (strokes, of_line);
    }
  for (int ground = 1; ground >= 0; ground--)
    {
      if (ground == 0)
        {
          for (guint i = 0; i < fold->boxes->len; i++)
            draw_box_shape (
                p, data, g_ptr_array_index (data->actors, g_array_index (fold->boxes, FoldBox, i).actor),
                &g_array_index (plan->boxes, PlanBox, i), g_array_index (places->boxes, ChartRect, i));
          for (guint e = 0; e < fold->lines->len; e++)
            for (guint k = 0; k < ((GArray *)strokes->pdata[e])->len; k++)
              for (int end = 0; end < 2; end++)
                draw_ends (p, &g_array_index ((GArray *)strokes->pdata[e], LineStroke, k), end);
          for (guint i = 0; i < fold->boxes->len; i++)
            draw_box_text (
                p, data, g_ptr_array_index (data->actors, g_array_index (fold->boxes, FoldBox, i).actor),
                &g_array_index (plan->boxes, PlanBox, i), plan, g_array_index (places->boxes, ChartRect, i));
        }
      for (guint e = 0; e < fold->lines->len; e++)
        if (g_array_index (plan->lines, PlanLine, e).n_wraps > 0)
          draw_label (p, fold, (int)e, &g_array_index (places->lines, PlacedLine, e), plan, ground);
    }
}
