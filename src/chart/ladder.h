/* ladder.h: what is tried until nothing in a chart touches: the given type → a taller frame, up to a page → type of 8.5 and 7 pt → 8 and
 * 6.6 pt → numbers on the lines with a key below → actors with one tie as rows. Larger sheets and splitting are the caller's (split.h).
 * On a wall (what->poster) it begins with larger type: as large as leaves the ground two fifths full; from A2 on names of 14 pt.
 * A block that asks for less folding (fold:) keeps to what it asks for; no text is ever smaller than 6.6 pt.
 */
#pragma once
#include "chart/cache.h"
#include "chart/draw.h"

/** A drawing before its ink. */
typedef struct
{
  ChartFold *fold;
  ChartPlan *plan;
  ChartPlaces *places;
  DrawingData data; /* the caller's with the type of this step; borrowed parts */
  Style name, label, small;
  guint step;
  int ground; /* height of the ground [upt] */
  int width;  /* of a given frame, enlarged if it cannot hold what is in it; 0: as asked */
} ChartComposed;

/**
 * chart_climb: the first step without defects, else the best.
 *
 * @height: in: of the whole drawing with its legend and key, 0 to choose (what->framed: of the ground, kept as it is); out: of the
 *          ground used.  Returns: owned; its places lie in the middle of width × height. Cost: up to nine arrangements.
 */
ChartComposed *chart_climb (Painter *p, ChartCache *cache, const DrawingData *what, int width, int *height);
void chart_composed_free (ChartComposed *composed);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChartComposed, chart_composed_free)

/** English words for the step it stands on, for the author: "type of 8.5 and 7 pt". */
const char *chart_step_name (const ChartComposed *composed);
gboolean chart_step_is_given_type (const ChartComposed *composed);

/** Puts a number in the place of each label of @fold that is longer; equal labels share it. Sets its key: "3 fights, 2015 F23". */
void chart_number_lines (ChartFold *fold);
/** The key, if there is one, in columns from @y down; returns its height [upt], also without @draw. */
int chart_draw_key (Painter *p, const ChartFold *fold, int width, int y, gboolean draw);
