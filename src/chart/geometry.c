/* geometry.c: see geometry.h. */
#include "chart/geometry.h"
#include <math.h>

gboolean
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

double
point_distance (Point a, Point b)
{
  return sqrt ((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y));
}

double
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

gboolean
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
  double dot = ax * bx + ay * by;
  *cosine = (dot < 0 ? -dot : dot) / sqrt ((ax * ax + ay * ay) * (bx * bx + by * by));
  return TRUE;
}

double
segment_distance2 (Point p, Point a, Point b)
{
  double dx = b.x - a.x, dy = b.y - a.y, l = dx * dx + dy * dy;
  double t = l > 0 ? CLAMP (((p.x - a.x) * dx + (p.y - a.y) * dy) / l, 0, 1) : 0;
  double x = a.x + t * dx - p.x, y = a.y + t * dy - p.y;

  return x * x + y * y;
}

double
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
  double middle = (lo + hi) / 2;
  *at = (Point){p.x + dx * middle, p.y + dy * middle};
  return segment_distance2 (*at, r, s) > gap * gap ? 0 : hi - lo;
}

double
curve_rect_distance (const Curve *curve, Rect r)
{
  double best = 1e18, t0, t1;
  const Point corners[4] = {{r.x0, r.y0}, {r.x1, r.y0}, {r.x0, r.y1}, {r.x1, r.y1}};

  for (int i = 0; i + 1 < curve->n; i++)
    {
      Point p = curve->p[i], q = curve->p[i + 1];
      if (segment_clip (p, q, r, &t0, &t1))
        return 0;
      for (int k = 0; k < 4; k++)
        best = MIN (best, segment_distance2 (corners[k], p, q));
      for (int k = 0; k < 2; k++)
        {
          Point s = k ? q : p;
          double x = MAX (MAX (r.x0 - s.x, 0), s.x - r.x1), y = MAX (MAX (r.y0 - s.y, 0), s.y - r.y1);
          best = MIN (best, x * x + y * y);
        }
    }
  return sqrt (best);
}

Point
curve_point (const Curve *curve, double t)
{
  Point a = curve->p[0], b = curve->control, c = curve->p[curve->n - 1];

  if (curve->n == 2)
    return (Point){a.x + (c.x - a.x) * t, a.y + (c.y - a.y) * t};
  double u = 1 - t;
  return (Point){u * u * a.x + 2 * u * t * b.x + t * t * c.x, u * u * a.y + 2 * u * t * b.y + t * t * c.y};
}

void
curve_set (Curve *curve, Point from, Point control, Point to, gboolean straight)
{
  int last = straight ? 1 : CURVE_POINTS - 1;

  curve->n = last + 1;
  curve->control = control;
  curve->p[0] = from;
  curve->p[last] = to;
  curve->bounds = (Rect){MIN (from.x, to.x), MIN (from.y, to.y), MAX (from.x, to.x), MAX (from.y, to.y)};
  curve->length = 0;
  for (int i = 1; i < last; i++)
    {
      Point p = curve->p[i] = curve_point (curve, i / (double)last);
      curve->bounds.x0 = MIN (curve->bounds.x0, p.x);
      curve->bounds.y0 = MIN (curve->bounds.y0, p.y);
      curve->bounds.x1 = MAX (curve->bounds.x1, p.x);
      curve->bounds.y1 = MAX (curve->bounds.y1, p.y);
    }
  for (int i = 0; i < last; i++)
    curve->length += point_distance (curve->p[i], curve->p[i + 1]);
}

Point
curve_from_end (const Curve *curve, double distance)
{
  for (int i = curve->n - 1; i > 0; i--)
    {
      Point a = curve->p[i], b = curve->p[i - 1];
      double d = point_distance (a, b);
      if (d >= distance && d > 0)
        {
          double t = distance / d;
          return (Point){a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t};
        }
      distance -= d;
    }
  return curve->p[0];
}

/* Douglas and Peucker 1973: marks the points of p[a…b] that stay. */
static void
keep_points (const Point *p, int a, int b, gboolean *keep)
{
  double far = 1.5 * 1.5;
  int at = -1;

  for (int i = a + 1; i < b; i++)
    {
      double d = segment_distance2 (p[i], p[a], p[b]);
      if (d > far)
        {
          far = d;
          at = i;
        }
    }
  if (at < 0)
    return;
  keep[at] = TRUE;
  keep_points (p, a, at, keep);
  keep_points (p, at, b, keep);
}

int
curve_turns (const Curve *curve)
{
  gboolean keep[CURVE_POINTS] = {TRUE};
  Point kept[CURVE_POINTS];
  int n = 0, turns = 0;

  if (curve->n < 3)
    return 0;
  keep[curve->n - 1] = TRUE;
  keep_points (curve->p, 0, curve->n - 1, keep);
  for (int i = 0; i < curve->n; i++)
    if (keep[i])
      kept[n++] = curve->p[i];
  for (int i = 0; i + 2 < n; i++)
    {
      double ax = kept[i + 1].x - kept[i].x, ay = kept[i + 1].y - kept[i].y;
      double bx = kept[i + 2].x - kept[i + 1].x, by = kept[i + 2].y - kept[i + 1].y;
      /* cosine of 15 degrees */
      turns += ax * bx + ay * by < .965926 * sqrt ((ax * ax + ay * ay) * (bx * bx + by * by));
    }
  return turns;
}

Point
rect_exit (Rect r, Point inside, Point to)
{
  double dx = to.x - inside.x, dy = to.y - inside.y, t = 1e18;

  if (dx > 1e-9)
    t = MIN (t, (r.x1 - inside.x) / dx);
  else if (dx < -1e-9)
    t = MIN (t, (r.x0 - inside.x) / dx);
  if (dy > 1e-9)
    t = MIN (t, (r.y1 - inside.y) / dy);
  else if (dy < -1e-9)
    t = MIN (t, (r.y0 - inside.y) / dy);
  if (t > 1e17)
    return inside;
  return (Point){inside.x + dx * t, inside.y + dy * t};
}
