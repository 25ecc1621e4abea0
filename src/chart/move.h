/* move.h: one move of the annealing under way: what it changes, and what it was before. Private to anneal.c and propose.c. */
#pragma once
#include "chart/groups.h"

#define MOVED 64 /* boxes of one move, at most */

typedef struct
{
  int x, y, energy;
} PairRecord;

typedef enum
{
  PART_NONE,
  PART_LABEL, /* the label alone: the line stays where it is */
  PART_ALL
} LinePart;

typedef struct
{
  Model *m;
  Random *random;
  int all;
  double progress; /* 0…1 */
  double reach;    /* of a shift at the start, parts of the frame */
  /* what the move changes */
  int boxes[MOVED], n_boxes;
  BoxPlace old_box[MOVED];
  int *lines, n_lines;
  LinePlace *old_line;
  guint8 *part;            /* by line: a LinePart */
  int *changed, n_changed; /* objects */
  int n_shaped;            /* so many of them have their new shapes */
  int *order;              /* 1 + place in changed; 0: unchanged */
  Rect *old_rect;
  gint16 (*old_bounds)[4];
  int *own, *old;      /* energies of the changed: new ones by themselves, old ones in all */
  PairRecord *records; /* and in pairs, those over 0 */
  int n_records;
  int *near; /* objects that an energy may act on */
} Move;

/** Nothing is changed yet. */
void move_begin (Move *move);
/** To be called before a line's settings change. */
void move_line (Move *move, int line, LinePart part);
/** A box goes to (x, y), held to the frame, with all of its lines. */
void move_box (Move *move, int box, int x, int y);
/** The change of energy; G_MAXINT64 as soon as it exceeds @bound, or is as good as sure to. */
gint64 move_score (Move *move, gint64 bound);
void move_undo (Move *move);
/** Draws a move and makes its settings; it is not scored yet. */
void move_propose (Move *move);
