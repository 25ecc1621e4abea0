/* write-figure.h: the geometry of a companion of the chart as JSON, for other programs and for tests.
 *
 *     {"figure": "timeline", "title": …, "width": 481.9, "height": 210.3,      [pt], y down
 *      "data": [{"id": "F30", "claims": "30", "says": "…", "x", "y", "w", "h"}],
 *      "texts": [{"text": "2014", "x", "y", "w", "font"}],                     y: of the baseline
 *      "shapes": [{"x", "y", "w", "h", "paint": "fill"}],
 *      "note": "Left out here: …", "alt": …}
 */
#pragma once
#include "chart/painter.h"

/** @data: of Datum*, as drawn into @drawing. Owned. */
char *figure_write_json (const DrawingData *what, const Drawing *drawing, const GPtrArray *data);
