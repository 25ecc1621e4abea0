/* fold.h: the relations of a chart → boxes with rows, lines, bundles. Editorial rules that make a chart readable before any of it
 * is placed: leaders stand in their organisation's box, what such rows say needs no line. Nothing vanishes: every tie is a line,
 * part of a bundled line's label, or words of a row.
 *
 *     ChartFold *fold = chart_fold (data, 1, FALSE);
 */
#pragma once
#include "document/drawing-data.h"

/** One line of text in a box. @actor: who it is; -1: nobody else, a tie of the box to itself. */
typedef struct
{
  int actor;          /* index in data->actors */
  char *text;         /* "Shahab Muhajir, leads" */
  char *claims;       /* "34, 35"; "" when none */
  gboolean contested; /* text ends in a question mark */
} FoldRow;

typedef struct
{
  int actor;
  GArray *rows; /* of FoldRow */
} FoldBox;

/** One of several ties on a line. @back: it leads from the line's end to its start. @words: with its date and its question mark. */
typedef struct
{
  int tie;
  gboolean back;
  char *words;
} FoldPart;

/** A line between two boxes; the rows are -1 where it belongs to the box itself. */
typedef struct
{
  int from, to, from_row, to_row;
  TieClass tie;
  TieStatus status;
  char *label; /* words, with their date */
  char *claims;
  int first;     /* its tie; further ones of a bundle have FoldTie.line = this line */
  GArray *parts; /* of FoldPart: what data->parallel has put on one line; NULL: it is as one tie */
  gboolean side; /* each of the parts has a stroke of its own */
  gboolean
      list; /* parts look unlike: the label is a list with the sign of each; else its words follow each other */
} FoldLine;

/* Strokes side by side; more would be a road: they are merged. */
#define FOLD_SIDE_MOST 4

typedef enum
{
  FATE_LINE,
  FATE_BUNDLE,
  FATE_ROW
} Fate;

/** What became of data->ties[i]. @said: the words that stand for it in a row or a bundled label (borrowed from the data). */
typedef struct
{
  Fate fate;
  int line;
  const char *said;
} FoldTie;

typedef struct
{
  const DrawingData *data; /* borrowed; outlives the fold */
  GArray *boxes;           /* of FoldBox */
  GArray *lines;           /* of FoldLine */
  GArray *ties;            /* of FoldTie, as data->ties */
  GPtrArray *key;          /* of char*: what numbers on the lines mean (ladder.h); NULL: words are on them */
  int cuts;                /* entries of the key that are too long */
  int *actor_box, *actor_row; /* where actor i stands; its row is -1 for the box itself */
} ChartFold;

/**
 * chart_fold: applies the rules in their order: leaders into organisations; ties inside one box become words of its row; with
 * @leaves, persons and others with one tie become rows of their neighbour (a step of the ladder for charts that are too full);
 * four or more parallel lines of one class and status become one line with a list. Where data->parallel asks for it, all ties of the
 * same two actors, whatever their class and direction, share a line at every level (merge, side), or never do (separate).
 *
 * @level: 0 nothing is folded; 1 leaders; 2 places with one tie, and bundles; 3 bundles of two, of the same rows.  Returns: owned.
 * Errors: a tie to an actor that is not there is a programmer's error (the assembler drops it and says so). Cost: O(ties²).
 * Rule: a person goes into the organisation he leads; of several, into the one with the fewest leaders, then the first named.
 */
ChartFold *chart_fold (const DrawingData *data, int level, gboolean leaves);
void chart_fold_free (ChartFold *fold);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChartFold, chart_fold_free)
