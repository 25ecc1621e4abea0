/* order.h: a plan in an order that does not depend on the order of the input. Private to the optimiser.
 *
 * The optimiser draws boxes and lines by number, so another order would give another drawing. Here the numbers follow from what a
 * box is (sizes, rows, groups, pins) and from what it is tied to: colour refinement, with one box of a tie set apart at a time.
 * Boxes that are alike in all of that keep the order of the input: either way round, the drawing looks the same.
 */
#pragma once
#include "chart/arrange.h"

/**
 * chart_plan_ordered: a copy of @plan in its own order, borrowing all texts from @plan; free it first.
 *
 * @box_of, @line_of: set to the number that each box and line has in @plan; as long as its boxes and lines.
 * Returns: owned; for the optimiser alone. Cost: O((boxes + lines) × rounds), a thousandth of an arrangement.
 * Rule:    Weisfeiler and Leman 1968 for the refinement.
 */
ChartPlan *chart_plan_ordered (const ChartPlan *plan, int *box_of, int *line_of);

/** @places of the ordered plan → of the plan itself. */
void chart_places_restore (ChartPlaces *places, const int *box_of, const int *line_of);
