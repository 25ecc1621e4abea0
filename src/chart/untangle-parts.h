/* untangle-parts.h: the state of a search by straight lines. Private to untangle*.c. */
#pragma once
#include "chart/untangle.h"

#define MOVED_MOST 16 /* boxes of one move */

struct Untangle
{
  Model *model;
  int n, m, n_wide, m_wide; /* wide: rounded up to fours */
  float *columns;
  float *ax, *ay, *bx, *by;         /* lines: their ends */
  float *cx, *cy, *w, *h;           /* boxes: middles and half sizes */
  float *label_w, *label_h;         /* by line: half sizes of its label; 0: none */
  gint32 *cross;                    /* [line × m_wide + line] */
  gint32 *through;                  /* [line × n_wide + box] */
  int *n_cross, *n_through, *n_hit; /* sums by line, line, box */
  int *touch, *touches;             /* [box × n_wide + box] and its sums */
  int *length;                      /* by line: what it costs by itself */
  /* a move */
  int boxes[MOVED_MOST], n_boxes;
  BoxPlace old_box[MOVED_MOST];
  int *lines, n_lines;
  int *order;       /* by line: 1 + place in lines; 0: it stays */
  guint8 *is_moved; /* by box */
  float (*old_ends)[4];
  gint32 *new_cross, *new_through, *new_hit; /* 0 or 1; in rows by place in lines, lines, boxes */
  int *new_touch, *new_length;
};

/** Where a box stands, and where a line ends, by the model's settings. */
void untangle_place_box (Untangle *untangle, int box);
void untangle_place_line (Untangle *untangle, int line);
/** What a line costs by itself: its length, and what is missing outside the boxes for its label and its mark. */
int untangle_line_length (const Untangle *untangle, int line);

/* Each fills a row with 0 or 1 (or a cost) for every line or box, up to the width in fours, and returns the sum. */

/** Lines that a line crosses. Those that end at one point do not cross: the products are exactly 0. */
int untangle_find_crossings (const Untangle *untangle, int line, gint32 *row);
/** Boxes that a line runs through; its own are none. */
int untangle_find_through (const Untangle *untangle, int line, gint32 *row);
/** Lines that run through a box; its own are none. */
int untangle_find_hit (const Untangle *untangle, int box, gint32 *row);
/** What a box costs beside each other one. */
int untangle_find_touching (const Untangle *untangle, int box, gint32 *row);
