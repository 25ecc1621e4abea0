/* matrix.h: who is tied to whom, as a table of signs: rows tie, columns are tied to. Where lines would cross too often to follow. */
#pragma once
#include "chart/painter.h"

/**
 * matrix_draw: one row and one column an actor, numbered; each tie is the line of the chart in small (class by line and end,
 * status by dashes) over the claims it rests on; several ties of a pair stand one below the other.
 *
 * Ties without direction stand on both sides of the diagonal. Where the columns do not fit side by side, the rest follows below with the rows again. Returns the height used [upt].
 * Cost: actors² + ties.
 */
int matrix_draw (Painter *painter, const DrawingData *data, int width);
