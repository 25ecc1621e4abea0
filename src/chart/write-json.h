/* write-json.h: a drawing as the JSON that tests/tools/graph-metrics measures, and other programs read. */
#pragma once
#include "chart/arrange.h"

/** Lengths in pt, two decimals, y down; curves flattened to 16 pieces. Owned. */
char *places_write_json (const ChartFold *fold, const ChartPlan *plan, const ChartPlaces *places);
