/* pin.h: where boxes stood in an earlier issue, so that what did not change stays where it was and a reader sees what did.
 *
 *     brief pins 1
 *     482 300
 *     isis-k 120 80
 *
 * The text that goes through the pipe: width and height of the ground, then the centres of boxes, all in pt. The author's side keeps it
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

typedef struct ChartPins
{
  int width, height; /* [pt] */
  GArray *pins;      /* of ChartPin */
} ChartPins;

/** NULL: not such a text; at most 2,000 pins, each within 14,400 pt. Owned. */
ChartPins *chart_pins_read (const char *text);
void chart_pins_free (ChartPins *pins);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChartPins, chart_pins_free)

/** The places of a drawing of @width × @height [upt] as such a text; owned. */
char *chart_pins_write (const ChartFold *fold, const ChartPlaces *places, int width, int height);

/** Sets plan->pins for a ground of @width [upt], pins made for another are stretched. Fewer than half of the boxes: FALSE, it is
 *  another chart. @edge: the frame begins so far inside the ground. */
gboolean chart_pins_apply (const ChartPins *pins, const ChartFold *fold, ChartPlan *plan, int width,
                           int edge);
