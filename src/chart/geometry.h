/* geometry.h: the plane: points, rectangles, flattened curves. Plain C on doubles [pt]; only + - * / and sqrt, so that every machine
 * gets the same bytes.
 */
#pragma once
#include <glib.h>

typedef struct
{
  double x, y;
} Point;

typedef struct
{
  double x0, y0, x1, y1;
} Rect;

#define CURVE_POINTS 9

/** A line from @p[0] to @p[n - 1]: straight (n = 2) or one quadratic Bézier in eight pieces. */
typedef struct
{
  Point p[CURVE_POINTS];
  Point control;
  int n;
  Rect bounds;
  double length;
} Curve;

static inline Rect
rect_grow (Rect r, double by)
{
  return (Rect){r.x0 - by, r.y0 - by, r.x1 + by, r.y1 + by};
}

static inline gboolean
rects_meet (Rect a, Rect b)
{
  return a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1;
}

static inline gboolean
rect_holds (Rect r, Point p)
{
  return r.x0 < p.x && p.x < r.x1 && r.y0 < p.y && p.y < r.y1;
}

/** Part of the segment @p–@q inside @r as fractions [@t0, @t1]; FALSE: none. */
gboolean segment_clip (Point p, Point q, Rect r, double *t0, double *t1);
/** Length of @curve inside @r; -1: it does not touch. */
double curve_inside (const Curve *curve, Rect r);
/** Where two segments cross: fractions along each, and the cosine of the angle (0…1). FALSE: they do not, or are parallel. */
gboolean segments_cross (Point p, Point q, Point r, Point s, double *t, double *u, double *cosine);
/** Length for which two segments of nearly one direction run within @gap of each other (middle in @at); 0: they do not. */
double segments_coincide (Point p, Point q, Point r, Point s, double gap, double max_sine, Point *at);
double segment_distance2 (Point p, Point a, Point b);
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
double point_distance (Point a, Point b);
