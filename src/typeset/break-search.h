/* break-search.h: the shortest path over the places where lines may end. It knows neither widths nor costs: a method says what a
 * line is worth, and the search finds the cheapest way from the first point to the last (Knuth & Plass 1981; TeX82 §§829–865,
 * without looseness).
 *
 * A node is (point, hyphens in a row so far, class): the cheapest way to end a line there. The number of the line joins these only
 * where the method asks for it, for it multiplies the nodes. Active points are those within one line's reach.
 */
#pragma once
#include <glib.h>

/** What a line between two points is worth by itself. @class: 0 to 3, kept apart where the method tells neighbours by it. */
typedef struct
{
  double cost, strain;
  int kind;
} BreakJudged;

/** The end of a line, as the line after it sees it. */
typedef struct
{
  double cost, strain; /* of all so far; of the line that ends here */
  int previous;        /* node; -1 at the start */
  int point;
  int run;  /* hyphens in a row, at most max_run */
  int kind; /* class of the line that ends here */
  int line; /* lines so far; 0 for all unless by_line */
} BreakNode;

typedef struct
{
  int n_points; /* ≥ 2; the last one ends the paragraph */
  int n_passes, max_run;
  gboolean by_line;
  gpointer data;
  /** May point @to end a line in @pass? */
  gboolean (*is_open) (gpointer data, int to, int pass);
  gboolean (*is_forced) (gpointer data, int to);
  gboolean (*has_hyphen) (gpointer data, int to);
  /** FALSE: no such line in this pass. @gone: (out) no line from @from reaches @to or any later point. */
  gboolean (*judge) (gpointer data, int from, int to, int pass, BreakJudged *judged, gboolean *gone);
  /** What the line costs after @old, beside its own cost; HUGE_VAL: not after this one. @run: hyphens in a row with it. */
  double (*join) (gpointer data, const BreakNode *old, const BreakJudged *judged, int to, int run, int pass);
} BreakMethod;

/** @chosen: of int, (out) cleared, then the point that ends each line, ascending. Returns: the pass that found a way, or -1.
 *  Cost: points × those within one line's reach; two allocations a point at most, none in the inner loop. */
int break_search (const BreakMethod *method, GArray *chosen, double *cost);
