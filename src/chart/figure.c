/* figure.c: see figure.h. */
#include "chart/figure.h"
#include "chart/companions.h"
#include "chart/image.h"
#include "chart/ladder.h"
#include "chart/lineage.h"
#include "chart/matrix.h"
#include "chart/pin.h"
#include "chart/split.h"
#include "chart/tree.h"
#include "chart/write-figure.h"
#include "chart/write-json.h"
#include <string.h>

/* "chart “Allies”"; what has no title is the only chart. Owned. */
static char *
said_name (const ChartComposed *c)
{
  return c->data.title && *c->data.title ? g_strdup_printf ("chart “%s”", c->data.title)
                                         : g_strdup ("the chart");
}

static void
report_crowding (const ChartComposed *c, Diags *diags)
{
  if (!diags || c->places->score.defects == 0)
    return;
  g_autofree char *name = said_name (c);
  diags_warning (diags, c->data.mark, "chart-crowded", "show fewer relations, or give the figure more height",
                 "%s has %d places where lines, labels or boxes touch", name, c->places->score.defects);
}

static void
report_cuts (const ChartComposed *c, Diags *diags)
{
  if (diags && c->plan->cuts > 0)
    diags_warning (
        diags, c->data.mark, "chart-words-cut",
        "give actors a short: name, and ties few words; all of it stands in the alternative text",
        "words of %d boxes or lines of the chart are too long to be drawn: they end in an ellipsis",
        c->plan->cuts);
}

static char *points (int upt);

/* A frame that was given and could not hold what is in it. */
static void
report_enlarged (const ChartComposed *c, int width, Diags *diags)
{
  const int mm = 2902; /* [upt] */

  if (!diags || c->width <= width)
    return;
  g_autofree char *names = points ((int)((gint64)c->name.size * width / c->width)), *name = said_name (c);
  diags_warning (diags, c->data.mark, "chart-enlarged",
                 "ask for a larger frame, or for none: then the chart is split",
                 "%s: %u boxes and %u lines do not fit the frame; it is drawn at %d × %d mm, and its names "
                 "would be of %s pt in the frame",
                 name, c->fold->boxes->len, c->fold->lines->len, (c->width + mm / 2) / mm,
                 (c->ground + mm / 2) / mm, names);
}

/* "8.5" */
static char *
points (int upt)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (text, sizeof text, "%.1f", upt / 1024.0);
  if (g_str_has_suffix (text, ".0"))
    text[strlen (text) - 2] = '\0';
  return g_strdup (text);
}

/* Says on which step of the ladder the drawing stands: always when asked, else when the type is not the layout's. */
static void
report_step (const ChartComposed *c, const DrawingData *what, int width, int height, Diags *diags)
{
  const ChartScore *s = &c->places->score;
  g_autofree char *names = points (c->name.size), *labels = points (c->label.size),
                  *rows = points (c->small.size);
  const int mm = 2902; /* [upt] */

  if (!diags || (!what->explain && (what->part || what->framed || chart_step_is_given_type (c))))
    return;
  diags_note (
      diags, what->mark, "chart-step", NULL,
      "chart “%s”: %s; names %s pt, labels %s pt, rows %s pt; %d × %d mm; %u boxes, %u lines, %d crossing%s",
      what->title ? what->title : "", what->framed ? "the given frame" : chart_step_name (c), names, labels,
      rows, (width + mm / 2) / mm, (height + mm / 2) / mm, c->fold->boxes->len, c->fold->lines->len,
      s->crossings, s->crossings == 1 ? "" : "s");
}

/* Actors and ties that one drawing can have, in a frame that is given and else: memory grows with the square. */
enum
{
  CHART_SIZE_LIMIT = 400,
  FRAMED_SIZE_LIMIT = 2500
};

static gboolean
is_too_large (const DrawingData *what, Diags *diags)
{
  const guint limit = what->framed ? FRAMED_SIZE_LIMIT : CHART_SIZE_LIMIT;

  if (what->actors->len + what->ties->len <= limit)
    return FALSE;
  if (diags)
    diags_error (
        diags, what->mark, "chart-too-large",
        "choose among the relations with where:, those near the subject with depth: 1, or the actors "
        "with most ties with limit: 40",
        "chart “%s” would show %u actors and %u ties; %u together can be drawn in one",
        what->title ? what->title : "", what->actors->len, what->ties->len, limit);
  return TRUE;
}

gboolean
chart_set_is_too_large (const DrawingData *what, Diags *diags)
{
  if (what->actors->len <= CHART_SET_ACTORS && what->ties->len <= CHART_SET_TIES)
    return FALSE;
  diags_error (diags, what->mark, "chart-set-too-large",
               "choose with where:, focus: and depth:, or show the actors with most ties with limit: 100",
               "chart “%s” would show %u actors and %u ties; a set of charts holds %d and %d",
               what->title ? what->title : "", what->actors->len, what->ties->len, CHART_SET_ACTORS,
               CHART_SET_TIES);
  return TRUE;
}

/* Key and legend, at the text's edge where the ground goes beyond it. */
static void
draw_below (const Painter *p, const ChartComposed *c, Drawing *drawing, int inset)
{
  g_autoptr (GArray) ops = ops_new ();
  g_autoptr (Painter) below = painter_new (ops, p->fonts, p->lang);
  const int width = drawing->width - 2 * inset;

  drawing->height += chart_draw_key (below, c->fold, width, drawing->height, TRUE);
  drawing->height += chart_draw_legend (below, c->fold, width, drawing->height, TRUE);
  ops_append_moved (drawing->ops, ops, inset, 0);
}

static Drawing *
draw_chart (Painter *p, ChartCache *cache, Drawing *drawing, const DrawingData *what, int height,
            Diags *diags)
{
  int ground = height;
  if (is_too_large (what, diags))
    return drawing;
  g_autoptr (ChartComposed) c = chart_climb (p, cache, what, drawing->width, &ground);

  report_crowding (c, diags);
  report_cuts (c, diags);
  report_enlarged (c, drawing->width, diags);
  drawing->width = MAX (drawing->width, c->width);
  chart_draw (p, c->fold, c->plan, c->places);
  chart_draw_links (p, c->fold, c->plan, c->places);
  drawing->height = ground + 5 * 1024;
  draw_below (p, c, drawing, what->inset);
  drawing->alt = chart_alternative_text (what);
  drawing->crowded = c->places->score.defects;
  report_step (c, what, drawing->width, drawing->height, diags);
  return drawing;
}

/* Sets of ties and of counts, which know no arrangement: the width decides. */
static Drawing *
draw_companion (Painter *p, Drawing *drawing, const DrawingData *what)
{
  const int width = drawing->width;
  const gboolean ties =
      what->kind == DRAWING_TREE || what->kind == DRAWING_MATRIX || what->kind == DRAWING_LINEAGE;
  p->reflected = what->rtl ? width : 0;
  switch (what->kind)
    {
    case DRAWING_TREE:
      drawing->height = tree_draw (p, what, width);
      break;
    case DRAWING_MATRIX:
      drawing->height = matrix_draw (p, what, width);
      break;
    case DRAWING_LINEAGE:
      drawing->height = lineage_draw (p, what, width);
      break;
    case DRAWING_BARS:
      drawing->height = bars_draw (p, what, width);
      break;
    case DRAWING_MULTIPLES:
      drawing->height = multiples_draw (p, what, width);
      break;
    case DRAWING_RANGES:
      drawing->height = what->series ? series_draw (p, what, width) : 0;
      if (drawing->height == 0)
        drawing->height = ranges_draw (p, what, width);
      break;
    case DRAWING_TIMELINE:
      drawing->height = timeline_draw (p, what, width);
      break;
    default:
      g_assert_not_reached ();
    }
  drawing->alt = ties ? chart_alternative_text (what) : companion_alternative_text (what);
  return drawing;
}

Drawing *
chart_draw_figure (gpointer data, const DrawingData *what, int width, int height, Fonts *fonts, Diags *diags)
{
  Drawing *drawing = g_new0 (Drawing, 1);
  const char *lang = g_intern_string (phrase_in (what, "lang", "en"));

  drawing->width = width;
  drawing->ops = ops_new ();
  g_autoptr (Painter) p = painter_new (drawing->ops, fonts, lang);
  if (what->kind == DRAWING_IMAGE)
    {
      if (image_draw (drawing, what, width, height, diags))
        return drawing;
      drawing_free (drawing);
      return NULL;
    }
  if (what->kind == DRAWING_CHART)
    return draw_chart (p, data, drawing, what, height, diags);
  draw_companion (p, drawing, what);
  /* a matrix is as high as its rows: what its page cannot hold asks for a larger one */
  drawing->crowded = what->kind == DRAWING_MATRIX && height > 0 && drawing->height > height ? 1 : 0;
  return drawing;
}

static char *
companion_json (Painter *p, const DrawingData *what, int width)
{
  g_autoptr (GPtrArray) data = g_ptr_array_new_with_free_func (datum_free);
  Drawing drawing = {.width = width, .ops = p->ops};
  g_autoptr (GPtrArray) heads = g_ptr_array_new_with_free_func (datum_free);
  p->data = data;
  p->heads = heads;
  draw_companion (p, &drawing, what);
  char *text = figure_write_json (what, &drawing, data, heads);
  g_free (drawing.alt);
  return text;
}

char *
chart_write_json (gpointer data, const DrawingData *what, int width, int height, Fonts *fonts, Diags *diags)
{
  g_autoptr (GArray) ops = ops_new ();
  g_autoptr (Painter) p = painter_new (ops, fonts, g_intern_string (phrase_in (what, "lang", "en")));
  if (what->kind != DRAWING_CHART)
    return companion_json (p, what, width);
  if (is_too_large (what, diags))
    return NULL;
  g_autoptr (ChartComposed) c = chart_climb (p, data, what, width, &height);

  report_crowding (c, diags);
  report_cuts (c, diags);
  report_enlarged (c, width, diags);
  report_step (c, what, width, height, diags);
  return places_write_json (c->fold, c->plan, c->places, MAX (width, c->width), height);
}

void
chart_sheet_size (const DrawingData *what, int *width, int *height)
{
  const int mm = 2902; /* [upt] */

  if (*width > 0)
    return;
  if (what->kind != DRAWING_CHART)
    {
      *width = CHART_PAGE_WIDTH;
      return;
    }
  g_autoptr (ChartFold) fold = chart_fold (what, what->fold, FALSE);
  const gboolean large = fold->boxes->len > 30;
  *width = large ? 400 * mm : CHART_PAGE_WIDTH;
  if (large && *height == 0)
    *height = 277 * mm;
}

char *
chart_write_pins (gpointer data, const DrawingData *what, int width, int height, Fonts *fonts)
{
  g_autoptr (GArray) ops = ops_new ();
  g_autoptr (Painter) p = painter_new (ops, fonts, g_intern_string (phrase_in (what, "lang", "en")));
  if (is_too_large (what, NULL))
    return NULL;
  g_autoptr (ChartComposed) c = chart_climb (p, data, what, width, &height);

  return chart_pins_write (c->fold, c->places, width, height);
}

void
chart_largest_part (gpointer data, const DrawingData *what, int width, int height, Fonts *fonts, int *wide,
                    int *high)
{
  g_autoptr (GArray) ops = ops_new ();
  g_autoptr (Painter) p = painter_new (ops, fonts, g_intern_string (phrase_in (what, "lang", "en")));

  *wide = *high = 0;
  if (is_too_large (what, NULL))
    return;
  g_autoptr (ChartComposed) c = chart_climb (p, data, what, width, &height);
  for (guint i = 0; i < c->places->boxes->len + c->places->lines->len; i++)
    {
      const gboolean box = i < c->places->boxes->len;
      const ChartRect r = box ? g_array_index (c->places->boxes, ChartRect, i)
                              : g_array_index (c->places->lines, PlacedLine, i - c->places->boxes->len).label;
      *wide = MAX (*wide, r.width);
      *high = MAX (*high, r.height);
    }
}
