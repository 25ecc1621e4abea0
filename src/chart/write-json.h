/* write-json.h: a drawing as the JSON that tests/chart/graph-metrics measures, and other programs read: places, words, and what they
 * stand for. Boxes are nodes, rows of a box are nodes with a parent; a tie that is a row or in a bundle says so.
 */
#pragma once
#include "chart/arrange.h"

/** Lengths in pt, two decimals, y down; curves flattened to 16 pieces. @width, @height: of the ground [upt]. Owned. */
char *places_write_json (const ChartFold *fold, const ChartPlan *plan, const ChartPlaces *places, int width,
                         int height);
