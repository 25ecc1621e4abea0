/* expand.h: in a document, charts that no page holds become sets (split.h): Figures in sequence, each with its caption, and an index that
 * leads to them. Runs between assembling and paginating; the document is the caller's, changed in place.
 */
#pragma once
#include "chart/split.h"
#include "document/block.h"

/** Gives @pins (borrowed, may be NULL) to the charts that show all, and replaces every figure whose chart wants to be split by a group. Diagnostics: [chart-split] what became of it;
 *  [chart-set-too-large]. Cost: chart_split for each. */
void chart_expand (Document *document, const struct ChartPins *pins, Diags *diags);

/** Places where things touch in the drawing of @what that its page took; 0: good, or none. */
typedef int (*ChartCrowding) (gpointer data, const DrawingData *what);

/** The last step of the ladder, after the document was paginated: charts that stay crowded on the largest page that they may have, and
 *  that may be split, become sets. Returns how many did: then it is to be paginated again. Diagnostics: [chart-split]. */
guint chart_expand_crowded (Document *document, ChartCrowding crowding, gpointer data, Diags *diags);

/**
 * chart_set_blocks: the figures of @set and its index, as one group; destinations "ID", "ID-2" …
 *
 * @set:     its charts are taken  @data: what was split  @figure, @caption: styles  @first: the first caption, taken; NULL: its title alone
 */
Block *chart_set_blocks (ChartSet *set, const DrawingData *data, const char *id, const Style *figure,
                         const Style *caption, Block *first);
