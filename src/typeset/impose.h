/* impose.h: where finished pages stand on printed sheets: a booklet to fold and stitch, or several pages on one side.
 *
 *     pages->imposition = impose_booklet (pages, 0, 0, FALSE);      sides of 8: 8|1, 2|7, 6|3, 4|5
 *     pages->imposition = impose_n_up (pages, 4, width, height, FALSE);
 *
 * Pages stay as they are, in reading order, which is the order of the structure tree; only places on sheets are added, so an
 * imposed file reads like the other. Sides of a booklet are printed on both sides of the paper, turned over on the short edge.
 * Lengths are upt; a scale is 1/10000.
 */
#pragma once
#include "typeset/page.h"

/** Where one page stands: its top left corner on a side of a sheet, y down. */
typedef struct
{
  int sheet, x, y, scale;
} PagePlace;

struct Imposition
{
  int n_sheets, width, height; /* sides, all of one size */
  GArray *places;              /* of PagePlace, by page */
};

/** Two pages a side, folded in the middle; blank ones fill up to a multiple of four. @width, @height: the side; 0: two pages
 *  wide. @from_right: bound at the right, as right-to-left scripts are. Owned. O(pages). */
Imposition *impose_booklet (const Pages *pages, int width, int height, gboolean from_right);
/** @n (2 to 16) pages a side in the grid that makes them largest. @width, @height: the side; 0: the first page's, turned
 *  when that makes them larger. */
Imposition *impose_n_up (const Pages *pages, int n, int width, int height, gboolean from_right);
void imposition_free (Imposition *imposition);

/** Sides to print: without an imposition, the pages. */
int pages_n_sheets (const Pages *pages);
void pages_sheet_size (const Pages *pages, int sheet, int *width, int *height);
PagePlace pages_place (const Pages *pages, int page);
/** A length or a place of the page on its side. */
int place_scaled (PagePlace place, int length);
