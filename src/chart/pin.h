/* pin.h: where boxes stood in an earlier issue, so that what did not change stays where it was and a reader sees what did.
 *
 *     brief pins 1
 *     482 300
 *     isis-k 120 80
 *     * 482 210
 *     kim-tarn 40 60
 *
 * The text that goes through the pipe: width and height of the ground, then the centres of boxes, all in pt; and the same for each further
 * chart of a set, whose overview comes first and calls its boxes by their busiest actors. The author's side keeps it
 * beside the case and lets through only what names nobody but whom the audience may know (cli/pins.h).
 */
#pragma once
#include "chart/arrange.h"
#include "chart/fold.h"

typedef struct
{
  char *id;
  int x, y; /* [pt] */
} ChartPin;

/** Of one chart. */
typedef struct
{
  int width, height; /* [pt] */
  GArray *pins;      /* of ChartPin */
} ChartGround;

typedef struct ChartPins
{
  GPtrArray *grounds; /* of ChartGround*; one at least */
} ChartPins;

/** NULL: not such a text; at most 3,000 pins on 400 grounds, each within 14,400 pt. Owned. */
ChartPins *chart_pins_read (const char *text);
void chart_pins_free (ChartPins *pins);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChartPins, chart_pins_free)

/** The places of a drawing of @width × @height [upt] as such a text; owned. */
char *chart_pins_write (const ChartFold *fold, const ChartPlaces *places, int width, int height);
/** Appends @text, a chart of the same set, to @all. */
void chart_pins_join (GString *all, const char *text);

/** Sets plan->pins for a ground of @width [upt] by the ground that has most of its boxes; pins made for another width are stretched.
 *  NULL: of none were half of the boxes there and half of the pins are here: it is another chart. @edge: the frame begins so far inside
 *  the ground. Returns: borrowed. */
const ChartGround *chart_pins_apply (const ChartPins *pins, const ChartFold *fold, ChartPlan *plan, int width,
                                     int edge);
