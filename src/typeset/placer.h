/* placer.h: placing as steps, each of which ends one column (or one balanced region, or a page). Shared by place.c, which makes
 * the steps, and search.c, which tries several ends of each column and keeps the best of whole documents. Within typeset/ only.
 *
 * A Spot is where a step begins: all that differs between two ways to set what is above. Spots are copied, compared, kept.
 */
#pragma once
#include "typeset/feet.h"

typedef struct
{
  Cursor cursor;
  int page, y, aside_bottom;
  GArray *floats;    /* of int: as in TextColumn; owned */
  GArray *carry;     /* of FootPart: as in TextColumn; owned */
  gboolean has_foot; /* notes stand at the foot of this page */
  /* in the columns of one run: which is next (0: none is begun), where they begin and end, the lowest content so far */
  int column, run_end, run_top, run_low;
  gboolean run_fresh;
} Spot;

/** What a step did, for those who count its cost. */
typedef struct
{
  gboolean column_ended; /* what follows goes on in the next column: @room was left below it */
  gboolean
      page_ended; /* on purpose, by a page break or the end: the page's content ends at @depth below its top */
  int room, depth;
} StepDone;

typedef struct
{
  Setting *setting;
  const Flow *flow;
  GArray *placed; /* of Placed; NULL: only trying */
  GArray *feet;   /* of FootPlaced; NULL: only trying */
  int top, bottom, columns, first_page;
  gboolean has_feet; /* any item has notes at the foot */
  Spot spot;
  StepDone done; /* by the last step */
} Placer;

void spot_copy (Spot *to, const Spot *from);
void spot_clear (Spot *spot);

/** Is there nothing left to set? */
gboolean placer_is_done (const Placer *placer);

/** One step from placer->spot, which moves.
 *
 *  @stop:  the column ends before this item at the latest; 0: where it is full
 *  @known: this end of the column, told by an earlier step from the same spot: nothing is filled again; NULL
 *  @ends:  out, of ColumnEnd: where the column might well have ended (unchanged by steps that end no column); NULL
 */
void placer_step (Placer *placer, int stop, const ColumnEnd *known, GArray *ends);

/** The best ends of all columns of @placer's flow, one `stop` for each step. Owned; of int. search.c */
GArray *search_stops (const Placer *placer);
