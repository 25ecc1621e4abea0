/* chart-words.h: see chart-words.c. */
#pragma once
#include "document/section-blocks.h"

/** The released relation that @tie of a chart shows; NULL: none (a graph's). Borrowed. */
const Relation *tie_relation (Assembly *a, const Tie *tie);
/** What stands around a chart alone: data->words. */
void chart_words (Assembly *a, DrawingData *data);
