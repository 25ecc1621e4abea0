/* flow.h: a vertical list. Blocks become a Flow of items (lines, figures, rows, spaces) one below the other, each of which is
 * never cut (but for a row taller than the page); filling puts items into columns; emitting turns placed items into ink.
 *
 *     build.c, table.c   blocks → Flow, structure elements in reading order
 *     fill.c             which items fit a column, and which break is best
 *     place.c            regions, columns, balancing, margin column → Placed
 *     emit.c             Placed → ops; furniture.c: headers and footers; paginate.c: the rounds
 *
 * All lengths upt. x in items is from the left edge of the flow's column; items of a spanning block may start left of it.
 * Space above an item is of two kinds: `space` vanishes at the top of a column, `lead` (rules, padding) never does.
 *
 * check-source: lengths: the list and every kind of item
 */
#pragma once
#include "typeset/page.h"
#include "typeset/paragraph.h"

typedef struct Flow Flow;
typedef struct Setting Setting;

/** What a break before an item costs. A column ends at the cheapest kind of break that it has. */
typedef enum
{
  BREAK_FREE,
  BREAK_MILD,     /* after a hyphen, before the last row of a table */
  BREAK_TOGETHER, /* inside a keep_together group */
  BREAK_WIDOW,    /* leaves one line alone, or cuts a paragraph of three */
  BREAK_STRANDED, /* after a heading, between the head of a table and its first row */
  BREAK_NEVER     /* between a figure and its caption */
} BreakCost;

typedef enum
{
  ITEM_LINE,
  ITEM_FIGURE,
  ITEM_ROW,
  ITEM_SPACE,
  ITEM_PAGE_BREAK,
  ITEM_COLUMN_BREAK
} ItemKind;

/** Inlines shaped once and kept over all rounds; broken again only for another width. */
typedef struct
{
  Paragraph *paragraph;
  const Style *style;
  int width, n_lines; /* as last broken; width -1: not yet */
  gboolean varies;    /* prints a page number: shaped again in each round */
} Text;

/** A label (list mark, number of a note) on the first line of an item. */
typedef struct
{
  Text *text;
  int x, element;
} Hang;

/** What few items have: destinations, labels, notes for the margin. */
typedef struct
{
  GPtrArray *anchors; /* of const Block*: blocks with an id or an outline title that begin here */
  GArray *elements;   /* of int: their elements, in step */
  GArray *hangs;      /* of Hang */
  GPtrArray *asides;  /* of Flow*; owned */
} Extra;

/** Cells side by side: a ROW block or a row of a table. */
typedef struct
{
  Flow *flow; /* owned */
  int x, dy;  /* from the item's left and top; dy brings first baselines to one line */
} RowCell;

typedef struct
{
  GArray *cells; /* of RowCell */
  int pad_y;
  Rule above, below, between; /* table rules: above in the lead, below in the tail, between in the space */
} Row;

typedef struct
{
  ItemKind kind;
  BreakCost cost;
  gboolean span, grid;
  int x, width, height, ascent; /* ascent: of the first baseline; 0: none */
  int space, lead, tail;
  int frame;   /* innermost; -1 */
  int element; /* -1: none */
  Mark mark;
  Text *text; /* LINE */
  int line;
  Drawing *drawing; /* FIGURE; borrowed from the Setting */
  Row *row;         /* ROW; owned */
  Extra *extra;     /* owned; NULL */
} Item;

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
