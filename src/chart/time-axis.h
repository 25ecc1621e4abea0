/* time-axis.h: days → places, to scale. Where a long empty time would leave a crowd of dates no room, the axis is broken: each part has
 * a scale of its own, and says at its ends which.
 *
 *     TimeAxis axis;
 *     time_axis_init (&axis, spans, x, width);      spans: GArray of Stretch*
 *     left = time_axis_at (&axis, stretch->first);  right = time_axis_at (&axis, stretch->last + 1);
 *     y = time_axis_draw (&axis, painter, data, y);
 */
#pragma once
#include "chart/painter.h"

#define AXIS_PARTS 3

typedef struct
{
  int first, last; /* day numbers, both within */
  int x, width;    /* [upt] */
  int n;           /* different stretches in it */
  const char *begin, *end;
} AxisPart;

typedef struct
{
  AxisPart parts[AXIS_PARTS];
  int n; /* 0: nothing has a date */
} TimeAxis;

/** Has it a place in time at all? */
gboolean stretch_is_dated (const Stretch *stretch);
/** The first and last day that are known of it; it is dated. */
int stretch_first (const Stretch *stretch);
int stretch_last (const Stretch *stretch);

/** @spans: of const Stretch*, in any order; undated ones are passed over. Borrows their words. Cost: n² in the number of spans. */
void time_axis_init (TimeAxis *axis, const GPtrArray *spans, int x, int width);
/** The left edge of @day; days between parts stand at the break. */
int time_axis_at (const TimeAxis *axis, int day);
/** The part that @day belongs to. */
const AxisPart *time_axis_part (const TimeAxis *axis, int day);
/** The line with its ticks, the words at the ends of its parts below it; returns where they end. Only measures if not @draw. */
int time_axis_draw (const TimeAxis *axis, Painter *painter, const DrawingData *data, int y, gboolean draw);
/** A stretch as a mark @half [pt] to both sides of @y: a disc for a day, a bar for what lasted, a bracketed line for some time within
 *  a month or a year; arrows where an end is open. @hollow: of inferred days. */
void time_axis_mark (const TimeAxis *axis, Painter *painter, const Stretch *stretch, int y, double half,
                     gboolean hollow, Colour colour);
