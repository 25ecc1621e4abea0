/* geometry.h: the plane: points, rectangles, flattened curves. Plain C on doubles [pt]; only + - * / and sqrt, so that every machine
 * gets the same bytes.
 */
#pragma once
#include "chart/segments.h"

/** Length for which two segments of nearly one direction run within @gap of each other (middle in @at); 0: they do not. */
static inline double
segments_coincide (Point p, Point q, Point r, Point s, double gap, double max_sine, Point *at)
{
  double dx = q.x - p.x, dy = q.y - p.y, ex = s.x - r.x, ey = s.y - r.y;
  double l2 = dx * dx + dy * dy, m2 = ex * ex + ey * ey, sine = dx * ey - dy * ex;

  if (l2 < .25 || m2 < .25 || sine * sine > max_sine * max_sine * l2 * m2)
    return 0;
  double l = sqrt (l2);
  dx /= l;
  dy /= l;
  double a = (r.x - p.x) * dx + (r.y - p.y) * dy, b = (s.x - p.x) * dx + (s.y - p.y) * dy;
  double lo = MAX (0, MIN (a, b)), hi = MIN (l, MAX (a, b));
  if (hi <= lo)
    return 0;
  *at = (Point){p.x + dx * (lo + hi) / 2, p.y + dy * (lo + hi) / 2};
  return segment_distance2 (*at, r, s) > gap * gap ? 0 : hi - lo;
}

#define CURVE_POINTS 17 /* the pieces in which a drawing is measured */

/** A line from @p[0] to @p[n - 1]: straight (n = 2) or one quadratic Bézier in up to sixteen pieces. */
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
/** Sets @curve from its ends and control point, in @pieces (1: straight). */
void curve_set (Curve *curve, Point from, Point control, Point to, int pieces);
/** Pieces that show a curve within 0.7 pt. */
int curve_pieces (Point from, Point control, Point to);
Point curve_point (const Curve *curve, double t);
/** The point at @distance from the end (or from the start), along the curve. */
Point curve_from_end (const Curve *curve, double distance);
/** Turns over 15 degrees after simplifying by 1.5 pt (the bends that the metric counts). */
int curve_turns (const Curve *curve);
/** About the same from the bow alone, without flattening: for a curve that is one piece of a parabola. */
int curve_turns_about (Point from, Point control, Point to);

/** Where the ray from @inside (in @r) towards @to leaves @r. */
static inline Point
rect_exit (Rect r, Point inside, Point to)
{
  double dx = to.x - inside.x, dy = to.y - inside.y;
  double tx = dx > 1e-9 ? (r.x1 - inside.x) / dx : dx < -1e-9 ? (r.x0 - inside.x) / dx : 1e18;
  double ty = dy > 1e-9 ? (r.y1 - inside.y) / dy : dy < -1e-9 ? (r.y0 - inside.y) / dy : 1e18;
  double t = MIN (tx, ty);

  return t > 1e17 ? inside : (Point){inside.x + dx * t, inside.y + dy * t};
}
