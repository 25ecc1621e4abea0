/* protrusion.h: how far a sign may stand out over the edge of its column, so that the edge looks straight: stops and hyphens are
 * light, and a line that ends in one looks short. In thousandths of an em, not of the sign: hyphens differ by 40 % between faces.
 */
#pragma once
#include <glib.h>

/** At the end of a line (the right edge of text that runs to the right), and at its start. 0: nothing. */
int protrusion_end (gunichar c);
int protrusion_start (gunichar c);
