/* build.h: blocks → vertical list. The Builder keeps what is open: frames, spaces that collapse, labels and notes waiting for
 * the next item. table.c adds rows through it.
 */
#pragma once
#include "typeset/setting.h"

typedef struct
{
  Setting *setting;
  Flow *flow;
  int x, width;           /* where the next item stands in the flow */
  int frame;              /* innermost open frame; -1 */
  int space, lead;        /* waiting for the next item */
  int passed_space;       /* … if the float above is not there */
  gboolean after_edge;    /* nothing stands between the lead and a rule or padding: space is swallowed */
  const Style *box_style; /* of the block around: its own again makes no second box */
  BreakCost cost;         /* before the next item, at least */
  gboolean span;
  const char *lang;
  gboolean is_main; /* the page's own flow: has margin notes, spanning blocks, page breaks */
  int label_room;   /* of the list whose item, or the notes whose next comes next */
  gboolean in_float;
  int headed;      /* first item of the headings right above, while cost is BREAK_STRANDED */
  Extra *waiting;  /* for the next item; NULL */
  GPtrArray *held; /* of Flow*: margin notes that a spanning heading passed; NULL */
} Builder;

void builder_init (Builder *builder, Setting *setting, Flow *flow, const char *lang);
/** Adds what still waits (destinations, margin notes) on an empty item; the Builder is done. */
void builder_finish (Builder *builder);

/** Sets @block and all in it below what is there. @parent: structure element, -1 for the root. */
void build_block (Builder *builder, const Block *block, int parent);
void build_inlines (Builder *builder, const GPtrArray *inlines, const Style *style, int element, Mark mark);
/** A builder for a cell, a child of a row or a margin note: a flow of its own in @outer's language. */
void builder_init_inner (Builder *inner, const Builder *outer, Flow *flow);
/** Appends an item of @kind with all that waited for it; the pointer holds until the next. */
Item *builder_add (Builder *builder, ItemKind kind, int height, Mark mark);
/** Space above the next item: at least @space. */
void builder_space (Builder *builder, int space);
/** Opens a frame on what comes; rules, ground and bar of @style (may be NULL). Returns its index. */
int builder_open (Builder *builder, const Style *style);
void builder_close (Builder *builder, int frame, Mark mark);
/** What waits for the next item; made when there is nothing yet. */
Extra *builder_waiting (Builder *builder);
void build_children (Builder *builder, const GPtrArray *children, int parent);
/** The element of what decorates: everything below it is an artifact. */
#define ELEMENT_ARTIFACT (-2)
/** A child of @parent; an artifact's child is an artifact. */
int builder_element (Builder *builder, int parent, Role role);

/** What a style draws above or below its content takes room there. */
int style_edge (const Style *style, const Rule *rule);

/* figures.c */
void build_figure (Builder *builder, const Block *block, int element, Drawing *drawing);
/** The drawing of a FIGURE, for the builder's column; NULL: not drawn. Borrowed from the setting. */
Drawing *builder_drawing (Builder *builder, const Block *block);
/** What its captions leave of a column of that height. */
int builder_figure_room (Builder *builder, const Block *block, int column_height);

/* larger.c */
/** The page that @block, which stands straight on the present one, needs because no column here holds it; NULL: this one does, or
 *  it is there. Borrowed from the setting. Decided once, in the first round. */
const PageStyle *larger_page (Builder *builder, const Block *block);

/* sheets.c */
/** @block and all in it on pages of its own style, if it has one; FALSE: it has none, or stands in a box, and is not set. */
gboolean build_sheets (Builder *builder, const Block *block, int parent);

/* notes.c */
/** May notes stand in the margin? Not in cells and beside what spans: there they are set in the text. */
gboolean builder_has_margin (const Builder *builder);
void build_aside (Builder *builder, const Block *block, int element);
/** Before spanning @block: notes that wait go on beside the text below it if it is a heading, and else stand above. */
void builder_pass_notes (Builder *builder, const Block *block);
/** Before an item beside which notes may stand: those that passed a heading wait for it. */
void builder_release_notes (Builder *builder);

/** Line @line of @text, whose words are @inlines, comes next: notes that it cites for the first time wait for its item. */
void builder_cite (Builder *builder, const GPtrArray *inlines, const Text *text, int line, int element);
/** Do notes wait that were cited? */
gboolean builder_has_notes (const Builder *builder);
/** Notes that wait go with what waits for the next item, to its foot or its margin. */
void builder_take_notes (Builder *builder);

/* rows.c */
Row *row_new (void);
/** An item as high as the highest cell of @row (and its padding); takes @row. */
Item *row_add (Builder *builder, Row *row, Mark mark);
/** Children side by side on twelve columns. */
void build_row (Builder *builder, const Block *block, int element);

/* table.c */
void build_table (Builder *builder, const Block *block, int element);
