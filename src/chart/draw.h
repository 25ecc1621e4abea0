/* draw.h: an arrangement → ink: shapes by kind, lines by class and status, labels, legend, alternative text. Meaning never hangs on
 * colour alone: class is line and end, status is dash, kind is shape.
 */
#pragma once
#include "chart/arrange.h"
#include "chart/painter.h"

/** Draws boxes, lines and labels; (0, 0) of the arrangement is the drawing's. */
void chart_draw (Painter *painter, const ChartFold *fold, const ChartPlan *plan, const ChartPlaces *places);

/** Areas over boxes, rows, lines and labels that lead to notes and say what stands there; over the ink. A line is one link, with areas all
 *  along it that lie on no box and no label; with strokes side by side, one for each. */
void chart_draw_links (Painter *painter, const ChartFold *fold, const ChartPlan *plan,
                       const ChartPlaces *places);

/** The legend of what occurs in @fold, from @y down; returns its height [upt]. Only measures if not @draw. */
int chart_draw_legend (Painter *painter, const ChartFold *fold, int width, int y, gboolean draw);

/** All relations in words, in their order; owned. Nothing that is drawn is missing from it. */
char *chart_alternative_text (const DrawingData *data);
