/* breaks.h: shaped text → the places where a line may end, and what each costs. UAX #14 as Pango computes it, corrected where
 * good setting asks for more: divided words, soft hyphens, addresses (URLs), figures and citations that stay together.
 */
#pragma once
#include "typeset/linebreak.h"
#include "typeset/shape.h"

/** Break points of a text, from its start to its end, without emergency ones: of BreakPoint, at least two; owned.
 *  @hyphenators: NULL when words are not to be divided. Cost: linear. */
GArray *breaks_find (ShapedText *shaped, Hyphenators *hyphenators);

/** A copy of @points with breaks between all clusters of every piece that is wider than @measure; owned. NULL if there is none. */
GArray *breaks_add_emergency (const ShapedText *shaped, const GArray *points, int measure);

/** The widest piece that no break point other than a hyphenation divides [upt]. */
int breaks_widest_piece (const GArray *points);
