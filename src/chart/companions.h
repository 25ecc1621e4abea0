/* companions.h: the chart's companions in the same hand. Each draws into @painter to @width and returns its height [upt]. Whatever one
 * tells, it hands to painter_datum, too: nothing is drawn that cannot be heard, and it leads to its note where there are notes.
 */
#pragma once
#include "chart/painter.h"

/** Comparison bars from a common zero, values at their ends. */
int bars_draw (Painter *painter, const DrawingData *data, int width);
/** The same in panels, one for each Bar.group, all on one scale. */
int multiples_draw (Painter *painter, const DrawingData *data, int width);
/** Estimates: a present range is a bar, a bound to come an arrow to a stop; each with who says so; never one bar. */
int ranges_draw (Painter *painter, const DrawingData *data, int width);
/** Estimates over time: a panel for each voice (Bar.group), all on one scale of numbers and one of time. 0, and nothing is drawn: they
 *  have no two dates, or their values cannot stand beside each other; ranges_draw then. */
int series_draw (Painter *painter, const DrawingData *data, int width);
/** Moments down an axis or a rail in their order; partial dates and spans marked as such; undated ones apart. */
int timeline_draw (Painter *painter, const DrawingData *data, int width);

/** 1, 2 or 5 times a power of ten, so that at most five steps reach @most. */
double scale_step (double most);
/** "10,000" as the language parts thousands; owned. */
char *scale_number (const DrawingData *data, double value);

/** Their data in words; owned. */
char *companion_alternative_text (const DrawingData *data);
