/* plan.h: a folded chart with sizes: each box with its lines of text, each label in up to four wraps. What arrange.h places and
 * draw.h inks. All lengths upt; text offsets are bytes.
 */
#pragma once
#include "chart/fold.h"

/** Width of a piece of text [upt]. */
typedef enum
{
  CHART_TEXT_NAME,
  CHART_TEXT_LABEL,
  CHART_TEXT_ROW
} ChartText;
typedef struct
{
  int (*width) (gpointer data, const char *text, ChartText role);
  gpointer data;
  int name_size, name_leading, label_size, label_leading, row_size, row_leading;
} ChartMeasure;

/** One line of a text: bytes [start, end). */
typedef struct
{
  int start, end, width;
} TextLine;

typedef struct
{
  int width, height; /* with 1.5 pt of halo at the sides */
  GArray *lines;     /* of TextLine */
} PlanWrap;

typedef struct
{
  int top, bottom; /* from the box's top */
  char *text;
  int claims_at; /* text from this byte on is claim numbers; strlen when none */
  GArray *lines; /* of TextLine */
} PlanRow;

typedef struct
{
  int width, height;
  int title_bottom; /* where the title ends and the first row begins */
  char *title;
  GArray *title_lines; /* of TextLine */
  GArray *rows;        /* of PlanRow, as FoldBox.rows */
} PlanBox;

/** What one of several ties says in a label: bytes [start, end). Its sign stands before it, in CHART_SIGN. */
typedef struct
{
  int part; /* of FoldLine.parts */
  int start, claims_at, end;
} PlanEntry;

#define CHART_SIGN       (17 * 1024)
#define CHART_LABEL_HALO 1536 /* 1.5 pt at each side of a label */

typedef struct
{
  int from, to, from_row, to_row;
  gboolean arrow; /* has an end that a label must leave free */
  char *label;    /* words and claim numbers; "" for none */
  int claims_at;
  GArray *entries; /* of PlanEntry: the label is a list, each entry begins a line; NULL: it is not */
  int n_wraps;     /* 0: no label */
  PlanWrap wraps[4];
} PlanLine;

/** Where a box stood in an earlier drawing: its centre in the frame [upt]. */
typedef struct
{
  gboolean held; /* FALSE: it is new */
  int x, y;
} PlanPin;

/** The middle of a box or of a row, and the group of who it is: -1 none. */
typedef struct
{
  int box, down, group; /* down: from the middle of the box */
} PlanPoint;

typedef struct
{
  GArray *pins;   /* of PlanPin, as boxes; NULL: nothing is kept (pin.h) */
  GArray *boxes;  /* of PlanBox */
  GArray *lines;  /* of PlanLine */
  GArray *points; /* of PlanPoint: of all boxes and rows when there are groups, else empty */
  int n_groups;
  int cuts;  /* boxes, lines and entries of the key whose words are too long: they end in an ellipsis */
  int focus; /* the box of whom the chart is about; -1: of nobody */
  int label_size, label_leading, name_size, name_leading, row_size, row_leading;
} ChartPlan;

#define CHART_PAD_X (5 * 1024)
#define CHART_PAD_Y (3 * 1024)

/** Cost: one measurement a word. Returns owned. */
ChartPlan *chart_plan_new (const ChartFold *fold, const ChartMeasure *measure);
void chart_plan_free (ChartPlan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChartPlan, chart_plan_free)
