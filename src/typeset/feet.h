/* feet.h: notes at the foot of the column in which they are cited. A line that cites brings its notes with it: filling leaves them
 * room above the column's end, and what has none goes on at the foot of the next column. Within typeset/ only.
 *
 * Notes of what spans several columns stand at the foot of the first column that follows.
 */
#pragma once
#include "typeset/place.h"

/** A note that waits, or what is left of it: from item @from on. */
typedef struct
{
  const Flow *flow;
  int from;
} FootPart;

/** Items [@from, @to) of a note on their page; the first of a column stands below a short rule. */
typedef struct
{
  const Flow *flow;
  int from, to, page, x, y;
  gboolean rule;
} FootPlaced;

/** From the text to the rule and from it to the first note; between two notes. */
#define FOOT_ABOVE (12 * PANGO_SCALE)
#define FOOT_RULE  (7 * PANGO_SCALE)
#define FOOT_SPACE (2 * PANGO_SCALE)

/** Room for @part, whole, below @foot of others. */
int foot_with (int foot, const FootPart *part);
/** As many items of @part as stand in @room below @foot of others: the item after the last. */
int foot_cut (const FootPart *part, int foot, int room);

/** Notes that wait for @column take room at its foot: at most @room, and all of it only if one is cut; the rest goes on waiting. */
void feet_begin (TextColumn *column, int room);
/** Room at the column's foot with the notes of @item, of which at most @room is left. What has no room is told by @rest. FALSE: so
 *  little of a note would stand that the item should stand elsewhere. @forced: it cannot. */
gboolean feet_try (const TextColumn *column, const Item *item, int index, int room, gboolean forced,
                   int *foot, FootRest *rest);
/** The column is filled: the rest of its notes waits for the next. */
void feet_end (const Flow *flow, TextColumn *column);
/** The notes of items [@first, @end) wait, but for those of floats that wait themselves. */
void feet_defer (const Flow *flow, TextColumn *column, int first, int end);

/** Notes @waited (of FootPart) and those of @placed from @first on stand above @bottom, @foot high: appended to @feet. */
void feet_place (const Flow *flow, const TextColumn *column, const GArray *waited, const GArray *placed,
                 guint first, int bottom, GArray *feet);
