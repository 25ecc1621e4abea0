/* write-figure.h: the geometry of a companion of the chart as JSON, for other programs and for tests.
 *
 *     {"figure": "timeline", "title": …, "width": 481.9, "height": 210.3,      [pt], y down
 *      "data": [{"id": "F30", "claims": "30", "says": "…", "x", "y", "w", "h"}],
 *      "nodes": [{"id", "label", "font", "x", "y", "w", "h"}],                 of a matrix: where its rows have their names,
 *      "edges": [{"id", "from", "to", "said", "drawn": "cell", "x" …}],        and its ties their cells, each once
 *      "texts": [{"text": "2014", "x", "y", "w", "font"}],                     y: of the baseline
 *      "shapes": [{"x", "y", "w", "h", "paint": "fill"}],
 *      "note": "Left out here: …", "alt": …}
 */
#pragma once
#include "chart/painter.h"

/** @data, @heads: of Datum*, as drawn into @drawing (painter.h). Owned. */
char *figure_write_json (const DrawingData *what, const Drawing *drawing, const GPtrArray *data,
                         const GPtrArray *heads);
