/* split.h: a chart that no sheet can hold → a set of charts: an overview, one chart for each community of actors, an index. Nothing
 * vanishes: a tie is in the chart of both its ends, or a row in the boxes of both ("Kim Tarn → 7").
 *
 *     if (chart_wants_split (data, CHART_WHOLE_SHEET))
 *       g_autoptr (ChartSet) set = chart_split (data);
 */
#pragma once
#include "document/drawing-data.h"

/* Boxes after folding that a page of a document and a large sheet can hold as one chart. */
#define CHART_WHOLE_PAGE  40
#define CHART_WHOLE_SHEET 90

typedef struct
{
  int actor; /* of the data that was split */
  int chart; /* its number */
} ChartEntry;

typedef struct
{
  GPtrArray *charts; /* of DrawingData*: chart 1 is the overview */
  GArray *index;     /* of ChartEntry, by the actors' names */
  guint parted;      /* ties whose ends are in two charts */
} ChartSet;

/** Boxes after folding. Cost: one fold. */
int chart_boxes (const DrawingData *data);

/** More boxes than @most, or more than two lines a box in a chart that is not small. Cost: one fold. */
gboolean chart_wants_split (const DrawingData *data, int most);

/**
 * chart_split: communities of at most 34 boxes and of few more lines than boxes, in the order of their size; ties go by the actors' ids.
 *
 * The overview has a box for each community with the name of its busiest actor, and lines as wide as there are ties between two;
 * where that is too many, the weaker are left to the rows and its note says so. Titles: "Chart 3 of 9: around Kim Tarn".
 * A community of whom most are tied to most is a matrix (dense.h).
 * Returns: owned; styles and phrases as @data, which may be freed. Cost: O(ties²) for the folds, O(ties × log) else.
 */
ChartSet *chart_split (const DrawingData *data);
void chart_set_free (ChartSet *set);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChartSet, chart_set_free)
