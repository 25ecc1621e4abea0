/* figure.h: the entry to this folder: what a figure shows → its ink. See typeset/page.h, FigureDrawer. */
#pragma once
#include "typeset/page.h"

/**
 * chart_draw_figure: draws a relationship chart or one of its companions, to a width.
 *
 * @data:   a ChartCache, or NULL: a worker that draws a figure many times arranges it once
 * @height: the frame [upt]; 0: the drawing chooses (its Drawing.height is then what it needs)
 *
 * Returns: owned; its alt is what->alt or made from all of the data. Its ops have no tags: all belongs to the Figure.
 * Diagnostics: [chart-crowded] a relationship chart that stays illegible after every step of the ladder (ladder.h); [chart-step] the
 *              step, its sizes of type and its measures; [chart-too-large] more than one drawing can hold.
 * Cost: a relationship chart up to seconds (the second time none, if @data keeps it); the others, their text.
 */
Drawing *chart_draw_figure (gpointer data, const DrawingData *what, int width, int height, Fonts *fonts,
                            Diags *diags);

/** The same of a relationship chart (chart/write-json.h) or a companion (chart/write-figure.h) as JSON; @height as above. Owned. */
char *chart_write_json (gpointer data, const DrawingData *what, int width, int height, Fonts *fonts,
                        Diags *diags);

/** The same arrangement as pins (pin.h). Owned. */
char *chart_write_pins (gpointer data, const DrawingData *what, int width, int height, Fonts *fonts);

/** Width and height of the largest box or label of the same arrangement [upt]. */
void chart_largest_part (gpointer data, const DrawingData *what, int width, int height, Fonts *fonts,
                         int *wide, int *high);

/* What a set of charts (split.h) can hold: minutes of search beyond it, and an index that nobody reads. */
#define CHART_SET_ACTORS 2000
#define CHART_SET_TIES   4000

/** Reports [chart-set-too-large] with what to do. */
gboolean chart_set_is_too_large (const DrawingData *what, Diags *diags);

/* What charts of a set are wide when nobody says: 170 mm [upt]. */
#define CHART_PAGE_WIDTH (170 * 2902)

/** The sheet of a chart that stands alone: for 0, 170 mm, as high as it needs; from 30 boxes on, A3 with margins of 10 mm. */
void chart_sheet_size (const DrawingData *what, int *width, int *height);
