/* break-edges.h: how wide the letters at a line's ends are there, and how far they hang out. */
#pragma once
#include "typeset/shape.h"

/** What the cluster before @end is wider by when a line ends there, with or without a hyphen that is added: its kerning with the next
 *  letter goes, that with the hyphen comes. [upt] */
int break_tail (const ShapedText *shaped, int end, gboolean hyphen);

/** How far the line that ends before cluster @end, or starts with @next, stands out over the edge. 0 where text does not run to the
 *  right, or stands on a ground. [upt] */
int break_hang_end (const ShapedText *shaped, int end, gboolean hyphen);
int break_hang_start (const ShapedText *shaped, int next);
