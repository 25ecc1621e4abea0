/* untangle.h: boxes alone, joined by straight lines: where to begin so that few lines cross. Private to the optimiser.
 *
 * What decides a drawing is which box stands where; bows, aims and labels only mend it. So the first search knows boxes and straight
 * lines through their middles (a row's line: from the row's end), nothing else, and compares four lines at a time.
 */
#pragma once
#include "chart/model.h"

typedef struct Untangle Untangle;

/** Room for searches in @model; @model outlives it. O(lines²) bytes. */
Untangle *untangle_new (Model *model);
void untangle_free (Untangle *untangle);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Untangle, untangle_free)

/**
 * untangle_run: anneals the places of boxes from where they stand in the model: @moves tries, from temperature @hot to @cold.
 *
 * Returns: the energy that is left (1/1000: crossings, lines through boxes, boxes that touch, lengths; comparable with others of this
 *          search only). The model's boxes and the sides of rows' lines are set; its shapes are not made anew.
 * Cost:    0.3 µs a try and box moved at 30 lines, 0.6 µs at 80.
 */
gint64 untangle_run (Untangle *untangle, Random *random, int moves, double hot, double cold);
