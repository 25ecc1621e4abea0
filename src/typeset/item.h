/* item.h: the pieces of a vertical list (flow.h): what each is, how high, and what a break before it costs. */
#pragma once
#include "typeset/page.h"
#include "typeset/paragraph.h"

typedef struct Flow Flow;

/** What a break before an item costs. A column ends at the cheapest kind of break that it has. */
typedef enum
{
  BREAK_FREE,
  BREAK_MILD,     /* after a hyphen, before the last row of a table */
  BREAK_TOGETHER, /* inside a keep_together group, after the first row of a table */
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
typedef struct Text
{
  Paragraph *paragraph;
  const Style *style;
  int width, n_lines;       /* as last broken; width -1: not yet */
  struct Text *other;       /* the same words at another width (setting_text_at); NULL; borrowed */
  gboolean varies;          /* prints a page number: shaped again in each round */
  const GPtrArray *inlines; /* of a loose text: whose it is */
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
  GPtrArray *feet;    /* of Flow*: notes that stand at the foot of its column; owned */
} Extra;

/** Cells side by side: a ROW block or a row of a table. */
typedef struct
{
  Flow *flow; /* owned */
  int x, dy;  /* from the item's left and top; dy brings first baselines to one line */
  int rows; /* rows of a table that it spans; ≤ 1: this one. If more, its height is no part of the row's */
} RowCell;

/** Columns of a row that a cell from above takes. When a column of the page begins with the row, the cell is said again. */
typedef struct
{
  const Flow *flow; /* of that cell; borrowed from an earlier item */
  int x;            /* where its words stand */
  int left, width;  /* of its columns: no rule is drawn there */
  gboolean again;   /* there is room to say it again from here on */
} Cover;

typedef struct
{
  GArray *cells;         /* of RowCell */
  GArray *covers;        /* of Cover; NULL: none */
  GPtrArray *texts;      /* of Text, owned: loose ones of its cells; NULL */
  struct Packed *packed; /* the ink of its cells, which are gone then: such a row is never cut */
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
  int float_end,
      float_after;  /* first of a block that floats: the item after it, white below it; float_end 0: no */
  int passed_space; /* instead of space when the float above went on to the next column */
  int frame;        /* innermost; -1 */
  int element;      /* -1: none */
  Mark mark;
  Text *text; /* LINE */
  int line;
  Drawing *drawing; /* FIGURE; borrowed from the Setting */
  Row *row;         /* ROW; owned */
  Extra *extra;     /* owned; NULL */
} Item;
