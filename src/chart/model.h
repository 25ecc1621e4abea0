/* model.h: the state of one arrangement under way: settings (integers), the geometry made from them, and the energy of every pair.
 * Private to arrange.c, energy.c, groups.c, anneal*.c and score.c.
 *
 * Objects are numbered: boxes 0…n-1, lines n…n+m-1, labels n+m…n+2m-1. An energy is an integer, 1/1000; all are ≥ 0, so a sum that
 * exceeds a bound need not be completed. Box places are 1/16 pt.
 */
#pragma once
#include "chart/line-shape.h"
#include "chart/plan.h"
#include "chart/random.h"

#define PORTS     15 /* aims inside a box: a grid of 15 × 15 fractions */
#define SLIDES    33 /* places of a label along its line */
#define SIXTEENTH 16

typedef struct
{
  int x, y; /* centre [1/16 pt] */
} BoxPlace;

typedef struct
{
  gint16 bow;            /* control point's distance from the chord's middle [pt] */
  gint16 port_a, port_b; /* 0…224; a row's line: 0 left, 1 right */
  gint16 slide, wrap;
} LinePlace;

typedef struct
{
  double w, h;
  int n_rows;
  const double *rows; /* top and bottom of each, from the box's top */
} BoxSize;

typedef struct
{
  int a, b, row_a, row_b, n_wraps;
  gboolean arrow;
  double wrap_w[4], wrap_h[4];
  int wrap_lines[4];
} LineKind;

/** Bounds of all objects in 1/2 pt, rounded outwards, in columns: eight are compared at a time. Beyond the last one, nowhere. */
typedef struct
{
  gint16 *x0, *y0, *x1, *y1;
} BoundsTable;

typedef struct Groups Groups;

typedef struct
{
  int n, m;                    /* boxes, lines */
  int objects;                 /* that count: n + m without labels, n + 2m with */
  gboolean has_labels, labels; /* any at all; they are in now */
  gboolean dense;              /* so many lines that crossings are cheap beside a line through a box */
  gboolean sparse;             /* nearly a tree */
  gboolean late;               /* boxes stand about where they will: moves are small ones */
  int strict;                  /* 1; 2 while mending: what counts as a defect weighs double */
  double frame_w, frame_h;
  BoxSize *sizes;
  LineKind *kinds;
  int **incident; /* lines of box i; incident[i][0] is their number */
  double *row_data;
  BoxPlace *box;
  LinePlace *line;
  Rect *rects; /* boxes and labels by object; lines: bounds */
  BoundsTable bounds;
  gint16 *bounds_data;
  LineShape *shape_data; /* two a line */
  LineShape **shapes;    /* by line: the present one */
  LineShape **spares;    /* and room for the next */
  Groups *groups;        /* NULL: no groups */
  int *own;              /* energy of an object by itself */
  int *pair;             /* (n + 2m)² */
  int *sums;             /* of the rows of pair */
  int focus;             /* the box that belongs in the middle; -1: none */
  const GArray *pins;    /* of PlanPin: boxes that are held to their places; NULL: none */
  gint64 total;          /* of all, groups in it */
} Model;

/** @pt in half points, held to what a page can have (14,400 pt). */
static inline gint16
half_points (double pt)
{
  return (gint16)(CLAMP (pt, -100.0, 16000.0) * 2);
}

Model *model_new (const ChartPlan *plan, int frame_w, int frame_h);
void model_free (Model *model);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Model, model_free)
/** Makes rects and shapes of one box, one line (in its spare, which becomes the present), one label from the settings. */
void model_shape_box (Model *model, int box);
void model_shape_line (Model *model, int line);
void model_shape_label (Model *model, int line);
/** Everything anew, labels in or out: shapes, own energies, pairs, sums. O(objects²). */
void model_refresh (Model *model, gboolean labels);

/** Energy of object @x by itself, and of a pair; 1/1000. */
int energy_own (const Model *model, int x);
int energy_pair (const Model *model, int x, int y);

/** Anneals from the present settings: @moves tries, from temperature @hot to @cold (1/1000); the last tenth greedy if @greedy.
 *  @reach: the radius of shifts at the start, parts of the frame; it shrinks to one hundredth. */
void model_anneal (Model *model, Random *random, int moves, double hot, double cold, gboolean greedy,
                   double reach);

/** Sets boxes a few points out of line in line, where that costs nothing that the score or the eye could see. */
void model_align (Model *model);
