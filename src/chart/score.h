/* score.h: one arrangement → the counts of tests/chart/graph-metrics. Private to the chart folder and its tests. */
#pragma once
#include "chart/arrange.h"
#include "chart/model.h"

/** Counts what is wrong in @model as its shapes stand; labels only if they are in. O((boxes + lines)²). */
ChartScore model_score (const Model *model);

/** What @model shows, with its score; owned. */
ChartPlaces *model_places (const Model *model);
