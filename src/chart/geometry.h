/* geometry.h: the plane: points, rectangles, flattened curves. Plain C on doubles [pt]; only + - * / and sqrt, so that every machine
 * gets the same bytes.
 */
#pragma once
#include "chart/segments.h"

#define CURVE_POINTS 9

/** A line from @p[0] to @p[n - 1]: straight (n = 2) or one quadratic Bézier in up to eight pieces. */
typedef struct
{
  Point p[CURVE_POINTS];
  Point control;
  int n;
  Rect bounds;
  double length;
} Curve;

/** Length of @curve inside @r; -1: it does not touch. */
static inline double
curve_inside (const Curve *curve, Rect r)
{
  double sum = -1, t0, t1;

  if (!rects_meet (curve->bounds, rect_grow (r, .001)))
    return -1;
  for (int i = 0; i + 1 < curve->n; i++)
    if (segment_clip (curve->p[i], curve->p[i + 1], r, &t0, &t1))
      sum = MAX (sum, 0) + (t1 - t0) * point_distance (curve->p[i], curve->p[i + 1]);
  return sum;
}

double curve_rect_distance (const Curve *curve, Rect r);
/** Sets @curve from its ends and control point; straight when @straight. */
void curve_set (Curve *curve, Point from, Point control, Point to, gboolean straight);
Point curve_point (const Curve *curve, double t);
/** The point at @distance from the end (or from the start), along the curve. */
Point curve_from_end (const Curve *curve, double distance);
/** Turns over 15 degrees after simplifying by 1.5 pt (the bends that the metric counts). */
int curve_turns (const Curve *curve);
/** Where the ray from @inside (in @r) towards @to leaves @r. */
Point rect_exit (Rect r, Point inside, Point to);
