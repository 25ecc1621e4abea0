/* drawing-kinds.h: the words of figures: what is drawn, how ties and actors look. Included by drawing-data.h alone. */
#pragma once

typedef enum
{
  DRAWING_CHART,
  DRAWING_BARS,
  DRAWING_RANGES,
  DRAWING_MULTIPLES, /* bars in panels, one for each group, on one scale */
  DRAWING_TIMELINE,
  DRAWING_IMAGE,
  DRAWING_TREE,   /* ties: who holds which office of whom */
  DRAWING_MATRIX, /* ties, as a table of signs */
  DRAWING_LINEAGE /* ties in the order of time */
} DrawingKind;

/** What page a drawing may stand on, or must: that of the text around it; the same turned; one twice as large, to be folded out. */
typedef enum
{
  SHEET_SAME,
  SHEET_TURNED,
  SHEET_LARGE
} SheetSize;

/** How a relation is drawn (class) and how sure it is (status). Named in the layout's `chart: classes:`. */
typedef enum
{
  TIE_OTHER,
  TIE_COMMAND,
  TIE_ALLIED,
  TIE_HOSTILE,
  TIE_ATTACK,
  TIE_ALLEGIANCE,
  TIE_MEMBERSHIP
} TieClass;
typedef enum
{
  TIE_ASSERTED,
  TIE_ASSESSED,
  TIE_POSSIBLE,
  TIE_CONTESTED,
  TIE_REPORTED
} TieStatus;
/** Several ties between the same two actors: what the ladder thinks best; one line; strokes side by side; a line each. */
typedef enum
{
  PARALLEL_AUTO,
  PARALLEL_MERGE,
  PARALLEL_SIDE,
  PARALLEL_SEPARATE
} ParallelTies;
typedef enum
{
  ACTOR_ORGANISATION,
  ACTOR_PERSON,
  ACTOR_EVENT,
  ACTOR_PLACE,
  ACTOR_STATE,
  ACTOR_OTHER
} ActorKind;
