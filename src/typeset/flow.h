/* flow.h: a vertical list. Blocks become a Flow of items (lines, figures, rows, spaces) one below the other, each of which is
 * never cut (but for a row taller than the page); filling puts items into columns; emitting turns placed items into ink.
 *
 *     build.c, table.c   blocks → Flow, structure elements in reading order
 *     fill.c             which items fit a column, and which break is best
 *     sheets.c           pages of another style: a flow of its own (Segment)
 *     larger.c           which figures and tables need such a page; figures.c: a drawing and its captions
 *     place.c            regions, columns, balancing, margin column → Placed; search.c: where columns end, over the whole flow
 *     emit.c             Placed → ops; furniture.c: headers and footers; paginate.c: the rounds
 *
 * All lengths upt. x in items is from the left edge of the flow's column; items of a spanning block may start left of it.
 * Space above an item is of two kinds: `space` vanishes at the top of a column, `lead` (rules, padding) never does.
 *
 * check-source: lengths: the list and every kind of item
 */
#pragma once
#include "typeset/item.h"

typedef struct Setting Setting;

/** What surrounds items: ground, rules, bar; for tables the head that is repeated. */
typedef struct
{
  const Style *style; /* NULL: none of it drawn (a table) */
  int parent;         /* -1 */
  int x, width;
  int first, last;        /* items; last ≥ first once closed */
  int lead_before;        /* of the first item's lead, how much is above this frame */
  int tail_until;         /* of the last item's tail, how much is inside this frame */
  int head_first, n_head; /* table: items that are repeated; n_head 0: none */
  Text *continued;        /* table: the line above a repeated head; NULL */
} Frame;

struct Flow
{
  GArray *items;  /* of Item */
  GArray *frames; /* of Frame; outer before inner */
  int width;
};

#define flow_item(flow, i)  (&g_array_index ((flow)->items, Item, (i)))
#define flow_frame(flow, i) (&g_array_index ((flow)->frames, Frame, (i)))

Flow *flow_new (int width);
void flow_free (Flow *flow);
Extra *extra_new (void);
/** Breaks @text into lines of @width unless it is so already; the number of lines. */
int text_break (Text *text, int width);
/** Height of all lines as last broken. */
int text_height (const Text *text);

/** Height of items [@first, @end) set without a break, with leads and tails, without the space above the first. */
int flow_height (const Flow *flow, int first, int end);
/** Room that frames open before @item need when a column begins with it (padding, repeated head), … @continued: with the rest
 *  of @item, whose beginning is on the page before. Only frames up to @outermost count; -1: all. */
int flow_top_extra (const Flow *flow, int item, gboolean continued, int outermost);
/** … and when a column ends with it. @cut: with a part of @item. */
int flow_bottom_extra (const Flow *flow, int item, gboolean cut, int outermost);
/** Height of a table's repeated head with its "continued" line; 0: none. */
int frame_head_height (const Flow *flow, const Frame *frame);
/** Does a column that begins with @item begin with the table's head? */
gboolean frame_repeats_head (const Frame *frame, int item);
