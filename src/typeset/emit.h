/* emit.h: placed items → ops on pages, with their tags. Grounds and rules first, then content in reading order. All x up to here
 * are from the start edge; every box of ink (a line, a rule, a ground, a figure) is reflected by setting_left_of as it is drawn. */
#pragma once
#include "typeset/feet.h"

/** Grounds, rules and bars of frames: of the page's own flow, drawn before anything else. @placed: as of place_flow. */
void emit_frames (Setting *setting, const Flow *flow, const GArray *placed);
/** Lines, figures, rows, labels, margin notes, destinations and outline items of one page, from the @first of @placed on; the
 *  first that is not on it. */
guint emit_content (Setting *setting, const Flow *flow, const GArray *placed, guint first, int n_page);

/** The cells of a row whose left top corner is at (0, 0). Not for pages that are reflected. */
void emit_cells (Setting *setting, const Flow *flow, const Row *row, GArray *ops);

/** Name of the destination of a block that is an anchor: its id, or one made from its element. Owned. */
char *anchor_name (const Block *block, int element);

/* sheet.c */
/** Room and marks outside the trimmed page. */
void emit_sheet (const PageStyle *style, Page *page);

/** Notes at the foot of columns of one page, each below a short rule, from the @first of @feet (as of place_flow) on; the first
 *  that is not on it. */
guint emit_feet (Setting *setting, const GArray *feet, guint first, int n_page);

/* furniture.c */
/** Titles of the sections in force on a page: at its top (the one that begins there, if one does) and at its foot; NULL: none. */
typedef struct
{
  const char *first, *last;
} RunningHeads;

void emit_header (Setting *setting, int page, int n_pages, const RunningHeads *heads);
void emit_footer (Setting *setting, int page, int n_pages, const RunningHeads *heads);

/* frames.c */
/** Frames of a flow on its way to @ops of one page (a cell, a margin note) or, @ops NULL, of their pages. */
void emit_flow_frames (Setting *setting, const Flow *flow, const GArray *placed, GArray *ops);
/** @x: of its left end, reflected already. */
void emit_rule (GArray *ops, int x, int y, int width, const Rule *rule);
