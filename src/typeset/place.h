/* place.h: where items stand. Filling takes items from a cursor into one column; placing makes regions, columns and pages.
 *
 * column_fill alone ends a column: where it is full, or where the search over the whole flow (search.h) says `stop`.
 */
#pragma once
#include "typeset/setting.h"

/** A place between items, or inside a row that is cut at the end of a column: then @starts says for each cell where it goes
 *  on, and so on for rows in cells. */
typedef struct
{
  int item;
  GArray *starts; /* of Cursor; NULL: before the item */
} Cursor;

typedef struct
{
  int item, page, column;
  int x, y, height;      /* of the content, without lead and tail; a part's own height */
  gboolean first;        /* of its column */
  GArray *starts, *ends; /* of int, a part of a row; NULL: from its beginning, to its end */
  int aside_y;
} Placed;

/** A place where a column may well end, told by column_fill: before @item, when its content ends at @y. */
typedef struct
{
  int item, y, aside_bottom;
  guint n_floats;       /* those that wait then: the first so many … */
  const GArray *floats; /* … of these: the column's own at its end; not set by column_fill */
} ColumnEnd;

/** Notes that have no room: those of @item from @note on, of the first what is left from its item @from. item -1: none. */
typedef struct
{
  int item, note, from;
} FootRest;

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
  int columns;         /* of the page; in several, spanning floats and others never wait together */
  gboolean whole_rows; /* rows are never cut (a row within a row) */
  GArray
      *floats; /* of int, first items: floats that wait for the next column, in order; NULL: none may wait */
  GArray *
      carry; /* of FootPart (feet.h): notes that wait for room at a column's foot; NULL: notes do not count */
  int foot;  /* in and out: room at the foot that notes take */
  FootRest rest;  /* in and out: of the notes cited here */
  gboolean defer; /* its notes wait for the next column */
  int stop;       /* the column ends before this item at the latest; 0: where it is full */
  GArray
      *ends; /* out, of ColumnEnd: where it may well end, all that were passed; NULL: nobody wants to know */
  Diags *diags; /* NULL: only trying */
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
 * A float that does not fit is added to the column's floats and passed, if the column may have such and all that wait fit one
 * empty column; else the column ends above it. Those that wait already are the caller's to set before.
 *
 * Cost: linear in the items looked at, which are those that fit and the first that does not.
 */
void column_fill (const Flow *flow, Cursor *cursor, int end, TextColumn *column, int need, GArray *placed);

/** Items @first to the next place where a column may well end: their height, without the space above. */
int flow_chunk_height (const Flow *flow, int first, int limit);

/** Height of a part of a flow set without a break (@from NULL: its beginning, @to NULL: its end), and of a part of a row. */
int flow_part_height (const Flow *flow, const Cursor *from, const Cursor *to);
int row_part_height (const Row *row, const GArray *starts, const GArray *ends);

/** All pages of @segment, at least one, from @first_page on; its page is in use (setting_use_page). Makes its placed, in order of
 *  the pages, which is that of its flow but for floats, and its feet. */
void place_segment (Setting *setting, Segment *segment, int first_page);

/** Left edge of the text on @page (from 0), right of the margin column. */
int setting_text_left (const Setting *setting, int page);
