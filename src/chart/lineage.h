/* lineage.h: how bodies and people came from one another and to whom they pledged: time runs down, each tie on a line of its own. */
#pragma once
#include "chart/painter.h"

/**
 * lineage_draw: actors as heads of upright lines, ties as arrows between these, one below the other in the order of data->ties.
 *
 * The date stands before each arrow, its words and claims above it; class is line and end, status is dash and word. Arrows are in
 * order, not to scale: what has no date can stand among them without being given one. Who is tied to one another in any way stands
 * side by side; where the width cannot hold all, further families go on below with heads of their own. Words never meet words or arrows.
 * Returns the height used [upt]; draws into @painter from (0, 0) to @width. Cost: O(ties³) at worst, of dozens,, and the shaping of words.
 */
int lineage_draw (Painter *painter, const DrawingData *data, int width);
