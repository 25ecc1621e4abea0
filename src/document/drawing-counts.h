/* drawing-counts.h: what is counted and what happened, as figures show it. Included by drawing-data.h alone. */
#pragma once
#include <glib.h>

/** A stretch of time as a source gives it: a day, a month that it was somewhere within, or from one day to another. */
typedef struct
{
  int first, last; /* day numbers (base/date.h); -1: not known; both: undated */
  gboolean lasted; /* all that time; else at some time within */
  gboolean open; /* … and on, or from before: arrows where first or last is not known, and past last if so */
  char *begin, *end; /* the two as printed under an axis: "2014", "26 Aug 2021" */
} Stretch;

typedef struct
{
  char *id;          /* of its claim */
  char *label;       /* "2021", "Member state A, July 2021" */
  char *note;        /* who says it, when */
  char *value_text;  /* "77", "500–1,500", "at most 10,000" */
  double low, high;  /* BARS: high. RANGES: present range, or low = -1 and high: an upper bound to come */
  gboolean bound;    /* RANGES: an arrow to `high`, never a bar */
  gboolean at_least; /* an arrow goes on from `high` */
  char *group;       /* the panel, or the voice of a series; NULL: all are one */
  Stretch time;      /* of a series */
  char *when;        /* the same as printed: "Jul 2021" */
  char *claims;
  char *says, *target; /* as of a Tie */
} Bar;

typedef struct
{
  char *id;   /* of its claim */
  char *when; /* as printed: "26 Aug 2021", "2014", "undated" */
  Stretch time;
  char *text;
  char *claims;
  char *says, *target; /* as of a Tie */
  gboolean inferred, disputed;
} Moment;
