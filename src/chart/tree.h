/* tree.h: who holds which office: bodies with their people under them, people under those whose deputies they are. */
#pragma once
#include "chart/painter.h"

/**
 * tree_draw: ties from a holder to a body or to another person, as bodies side by side with their holders below.
 *
 * Who is nobody's holder and nobody's deputy is a root: its box heads a column. A holder's row says name, office in the words
 * used, since when, and the claims; the line that leads to it has the pattern of its status, a contested one a question mark. Somebody
 * with two offices stands in two places. Returns the height used [upt]; draws into @painter from (0, 0) to @width.
 * Cost: linear in ties, and the shaping of their words.
 */
int tree_draw (Painter *painter, const DrawingData *data, int width);
