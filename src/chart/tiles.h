/* tiles.h: a drawing larger than the paper at hand, cut into sheets that are glued together: with crop marks, and as much overlap as its
 * largest box or label, so that each of them is whole on one sheet.
 */
#pragma once
#include "chart/painter.h"

typedef struct
{
  int width, height;        /* of the paper [upt] */
  int overlap_x, overlap_y; /* at least [upt] */
  const char *marking;      /* stands on every sheet beside its place; NULL: none */
} Tiling;

/** How many sheets @drawing takes across and down. FALSE: the paper is smaller than the overlap. */
gboolean tiles_count (const Drawing *drawing, Tiling tiling, int *across, int *down);

/**
 * tiles_add: appends the sheets to @pages, row by row, each a Figure of its own below @parent: the first with the drawing's alternative
 * text, all with their place. Ink that touches no part of a sheet is left out of it.
 *
 * @style: of the words in the margin, "2/6"  @words: what the sheets are of, for their alternative texts
 */
void tiles_add (Pages *pages, int parent, const Drawing *drawing, Tiling tiling, const Style *style,
                const char *lang, const char *words);
