/* shape-memo.h: what has been shaped once is not shaped again. Tables repeat their words, a chart measures its labels before it draws
 * them, and a worker's next product says most of what the last one said.
 *
 * Remembers, for a text with its spans and languages, everything that shape_text_take and breaks_find make of it. What comes out is a copy,
 * equal in every field to what shaping anew would give: pages do not depend on what was remembered. Memory is bounded: when the
 * young half is full, the old half is forgotten.
 */
#pragma once
#include "typeset/breaks.h"

typedef struct ShapeMemo ShapeMemo;

/** @bytes: how much each of the two halves may hold. */
ShapeMemo *shape_memo_new (gsize bytes);
void shape_memo_free (ShapeMemo *memo);

/** As shape_text_take and breaks_find one after the other, with the memo of @fonts.
 *  @text, @spans: taken. @hyphenate: words may be divided. @points: the break points; owned. */
ShapedText *shape_text_with_breaks (Fonts *fonts, char *text, GArray *spans, const char *lang,
                                    gboolean hyphenate, GArray **points);

/** How often something was found, and how many bytes are held now; for tests. */
void shape_memo_counts (const ShapeMemo *memo, guint *found, gsize *bytes);
