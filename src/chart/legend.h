/* legend.h: the key of drawings that are not the chart, in the same hand. */
#pragma once
#include "chart/painter.h"

/** Samples of the classes and the status of all ties of @data, from @y down; returns the height [upt]. */
int tie_legend_draw (Painter *painter, const DrawingData *data, int width, int y);
/** The same of status and of what is left out alone, where words say the class; 0 if there is nothing to say. */
int tie_notes_draw (Painter *painter, const DrawingData *data, int width, int y);
