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
  double t = l > 0 ? ((p.x - a.x) * dx + (p.y - a.y) * dy) / l : 0;

  t = CLAMP (t, 0, 1);
  double x = a.x + t * dx - p.x, y = a.y + t * dy - p.y;
  return x * x + y * y;
}

/** Where two segments cross: fractions along each, and the cosine of the angle (0…1). FALSE: they do not, or are parallel. */
static inline gboolean
segments_cross (Point p, Point q, Point r, Point s, double *t, double *u, double *cosine)
{
  double ax = q.x - p.x, ay = q.y - p.y, bx = s.x - r.x, by = s.y - r.y;
  double den = ax * by - ay * bx;

  double n = (r.x - p.x) * by - (r.y - p.y) * bx, k = (r.x - p.x) * ay - (r.y - p.y) * ax;

  if (den < 0)
    {
      den = -den;
      n = -n;
      k = -k;
    }
  double slack = 1e-9 * den;
  if (den < 1e-9 || n < -slack || n > den + slack || k < -slack || k > den + slack)
    return FALSE;
  *t = n / den;
  *u = k / den;
  *cosine = fabs (ax * bx + ay * by) / sqrt ((ax * ax + ay * ay) * (bx * bx + by * by));
  return TRUE;
}
