/* figure.h: the entry to this folder: what a figure shows → its ink. See typeset/page.h, FigureDrawer. */
#pragma once
#include "typeset/page.h"

/**
 * chart_draw_figure: draws a relationship chart, comparison bars, estimate ranges or a timeline, to a width.
 *
 * @data:   a ChartCache, or NULL: a worker that draws a figure many times arranges it once
 * @height: the frame [upt]; 0: the drawing chooses (its Drawing.height is then what it needs)
 *
 * Returns: owned; its alt is what->alt or made from all of the data. Its ops have no tags: all belongs to the Figure.
 * Diagnostics: [chart-crowded] a relationship chart that stays illegible after every step of the ladder.
 * Cost: a relationship chart up to seconds (the second time none, if @data keeps it); the others, their text.
 * Ladder: given type → taller frame (if @height is 0) → type of 8.5/7, parallel lines of one kind as one → 8/6.6 pt → leaves
 *         become rows. A block that asks for less folding (fold:) keeps to what it asks for.
 */
Drawing *chart_draw_figure (gpointer data, const DrawingData *what, int width, int height, Fonts *fonts,
                            Diags *diags);

/** The same arrangement of a relationship chart as JSON (see chart/write-json.h); @height as above. Owned. */
char *chart_write_json (gpointer data, const DrawingData *what, int width, int height, Fonts *fonts,
                        Diags *diags);
