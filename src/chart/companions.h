/* companions.h: the chart's companions in the same hand. Each draws into @painter to @width and returns its height [upt]. */
#pragma once
#include "chart/painter.h"

/** Comparison bars from a common zero, values at their ends. */
int bars_draw (Painter *painter, const DrawingData *data, int width);
/** Estimates: a present range is a bar, a bound to come an arrow to a stop; each with who says so; never one bar. */
int ranges_draw (Painter *painter, const DrawingData *data, int width);
/** Moments down a rail in their order; partial dates and spans marked as such; undated ones apart. */
int timeline_draw (Painter *painter, const DrawingData *data, int width);

/** Their data in words; owned. */
char *companion_alternative_text (const DrawingData *data);
