/* reduce.h: a chart that shows less than all because somebody asked for it, and says so: what is near one actor, of some kinds, as of a
 * date, of the busiest. The statement goes into DrawingData.note.
 */
#pragma once
#include "document/drawing-data.h"

/** Zero: everything. Texts are borrowed. */
typedef struct
{
  const char *focus; /* id of an actor; NULL or "all": no focus */
  int depth;         /* steps from it; 0: everything */
  const char
      *kinds; /* "organisation, hostile": kinds of actors and classes of ties, comma between; NULL: all */
  int limit;  /* so many actors, those with most ties; 0: all */
  const char *as_of; /* a date: ties that began later or had ended are left out; NULL: all */
  const char *
      figure; /* a companion instead: tree, matrix, lineage, ranges, timeline, bars, multiples; NULL: the chart */
  gboolean asked; /* by the person at the command: what is unknown is an error, not a warning */
} ChartWish;

/**
 * drawing_data_reduce: leaves out of a chart what is not wished for; actors without a tie that stays go, too, when anything goes.
 * What is wrong in the wish is reported at data->mark. The wish's as_of is the assembler's, who knows the dates.
 *
 * @actors, @ties: how many there were before anything was left out, for the statement
 * Diagnostics: [chart-focus-unknown], [chart-kind-unknown], with the nearest of those that are in the data (and so may be known).
 * Cost: O(depth × ties + actors × log).
 */
void drawing_data_reduce (DrawingData *data, const ChartWish *wish, int actors, int ties, Diags *diags);
