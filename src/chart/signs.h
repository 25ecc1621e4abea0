/* signs.h: where a word without spaces may be cut when it is wider than anything. */
#pragma once
#include <glib.h>

/** The sign after the one that begins at @text: marks, joiners and what they join stay together (UAX #29, the part that matters
 *  where there is no better place). @text is not empty. */
const char *sign_next (const char *text);

/** @text; what has more than @most letters, cut between signs, after a word if one ends near there, with an ellipsis; *@cut is set then. Owned.
 *  Cost: @most, whatever the length. */
char *signs_cut (const char *text, int most, gboolean *cut);
