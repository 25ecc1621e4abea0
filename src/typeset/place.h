/* place.h: where items stand. Filling takes items from a cursor into one column; placing makes regions, columns and pages.
 *
 * The seam for breaks chosen over a whole section is column_fill: it alone decides where a column ends.
 */
#pragma once
#include "typeset/setting.h"

/** The next item; a row cut at the end of a column goes on with @starts, for each cell its first item. */
typedef struct
{
  int item;
  GArray *starts; /* of int; NULL: the whole item */
} Cursor;

typedef struct
{
  int item, page, column;
  int x, y, height;      /* of the content, without lead and tail; a part's own height */
  gboolean first;        /* of its column */
  GArray *starts, *ends; /* of int, a part of a row; NULL: from its beginning, to its end */
  int aside_y;
} Placed;

typedef struct
{
  int page, index, x;
  int top, bottom, y;  /* y: out, where the content ends */
  gboolean fresh;      /* nothing stands above it on its page: what does not fit here fits nowhere */
  int full;            /* height of an empty column */
  int grid, grid_base; /* distance and first baseline of the grid; 0: none */
  int aside_bottom;    /* in and out: end of what stands in the margin column */
  int aside_limit;     /* the page's end */
  int span_room;       /* a spanning item must stand below the margin notes */
  gboolean whole_rows; /* rows are never cut (a row within a row) */
  Diags *diags;        /* NULL: only trying */
} TextColumn;

GArray *placed_new (void); /* of Placed */

/**
 * column_fill: as many items as end well in @column.
 *
 * @cursor: moved to what comes next; not moved if nothing fits and the column is not fresh
 * @end:    item after the last of the run
 * @need:   room that must be left below the last item, or it is not the last one here
 * @placed: appended to; NULL: only where it ends
 *
 * Cost: linear in the items looked at, which are those that fit and the first that does not.
 */
void column_fill (const Flow *flow, Cursor *cursor, int end, TextColumn *column, int need, GArray *placed);

/** Items @first to the next place where a column may well end: their height, without the space above. */
int flow_chunk_height (const Flow *flow, int first, int limit);

/** Height of the rest of a row from @starts (NULL: from the beginning). */
int row_height_from (const Row *row, const GArray *starts);

/** All pages of @flow. @n_pages: out, ≥ 1. Returns Placed in order of @flow; owned. */
GArray *place_flow (Setting *setting, const Flow *flow, int *n_pages);

/** Left edge of the text on @page (from 0), right of the margin column. */
int setting_text_left (const Setting *setting, int page);
