/* segments.h: points, rectangles and straight segments, all inline. Plain C on
 * doubles [pt]; only + - * / and sqrt, so that every machine gets the same bytes.
 */
#pragma once
#include <glib.h>
#include <math.h>

typedef struct
{
  double x, y;
} Point;

typedef struct
{
  double x0, y0, x1, y1;
} Rect;

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

static inline double
point_distance (Point a, Point b)
{
  return sqrt ((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y));
}

/** Part of the segment @p–@q inside @r as fractions [@t0, @t1]; FALSE: none. */
static inline gboolean
segment_clip (Point p, Point q, Rect r, double *t0, double *t1)
{
  double a = 0, b = 1;

  if ((p.x < r.x0 && q.x < r.x0) || (p.x > r.x1 && q.x > r.x1) || (p.y < r.y0 && q.y < r.y0) ||
      (p.y > r.y1 && q.y > r.y1))
    return FALSE;
  double d[2] = {q.x - p.x, q.y - p.y};
  double lo[2] = {r.x0 - p.x, r.y0 - p.y}, hi[2] = {r.x1 - p.x, r.y1 - p.y};

  for (int i = 0; i < 2; i++)
    {
      if (d[i] > -1e-12 && d[i] < 1e-12)
        {
          if (lo[i] > 0 || hi[i] < 0)
            return FALSE;
          continue;
        }
      double u = lo[i] / d[i], v = hi[i] / d[i];
      a = MAX (a, MIN (u, v));
      b = MIN (b, MAX (u, v));
      if (a > b)
        return FALSE;
    }
  *t0 = a;
  *t1 = b;
  return TRUE;
}

static inline double
segment_distance2 (Point p, Point a, Point b)
{
  double dx = b.x - a.x, dy = b.y - a.y, l = dx * dx + dy * dy;
  double t = l > 0 ? CLAMP (((p.x - a.x) * dx + (p.y - a.y) * dy) / l, 0, 1) : 0;
  double x = a.x + t * dx - p.x, y = a.y + t * dy - p.y;

  return x * x + y * y;
}

/** Where two segments cross: fractions along each, and the cosine of the angle (0…1). FALSE: they do not, or are parallel. */
static inline gboolean
segments_cross (Point p, Point q, Point r, Point s, double *t, double *u, double *cosine)
{
  double ax = q.x - p.x, ay = q.y - p.y, bx = s.x - r.x, by = s.y - r.y;
  double den = ax * by - ay * bx;

  if (den < 1e-9 && den > -1e-9)
    return FALSE;
  *t = ((r.x - p.x) * by - (r.y - p.y) * bx) / den;
  if (*t < -1e-9 || *t > 1 + 1e-9)
    return FALSE;
  *u = ((r.x - p.x) * ay - (r.y - p.y) * ax) / den;
  if (*u < -1e-9 || *u > 1 + 1e-9)
    return FALSE;
  *cosine = fabs (ax * bx + ay * by) / sqrt ((ax * ax + ay * ay) * (bx * bx + by * by));
  return TRUE;
}

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
