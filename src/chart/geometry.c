/* geometry.c: see geometry.h. */
#include "chart/geometry.h"
#include <math.h>

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

int
curve_pieces (Point from, Point control, Point to)
{
  double dx = control.x - (from.x + to.x) / 2, dy = control.y - (from.y + to.y) / 2, d2 = dx * dx + dy * dy;

  return d2 < 20 * 20 ? 4 : d2 < 45 * 45 ? 6 : 8;
}

void
curve_set (Curve *curve, Point from, Point control, Point to, int pieces)
{
  double step = 1.0 / pieces;

  curve->n = pieces + 1;
  curve->control = control;
  curve->p[0] = from;
  curve->p[pieces] = to;
  curve->bounds = (Rect){MIN (from.x, to.x), MIN (from.y, to.y), MAX (from.x, to.x), MAX (from.y, to.y)};
  for (int i = 1; i < pieces; i++)
    {
      double t = i * step, u = 1 - t, a = u * u, b = 2 * u * t, c = t * t;
      Point p = {a * from.x + b * control.x + c * to.x, a * from.y + b * control.y + c * to.y};
      curve->p[i] = p;
      curve->bounds.x0 = MIN (curve->bounds.x0, p.x);
      curve->bounds.y0 = MIN (curve->bounds.y0, p.y);
      curve->bounds.x1 = MAX (curve->bounds.x1, p.x);
      curve->bounds.y1 = MAX (curve->bounds.y1, p.y);
    }
  curve->length = 0;
  for (int i = 0; i < pieces; i++)
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

int
curve_turns_about (Point from, Point control, Point to)
{
  double x = control.x - (from.x + to.x) / 2, y = control.y - (from.y + to.y) / 2;
  double height2 = (x * x + y * y) / 4; /* of the parabola over its chord */
  double chord2 = (to.x - from.x) * (to.x - from.x) + (to.y - from.y) * (to.y - from.y);

  if (height2 < 1.5 * 1.5)
    return 0;
  /* one break in the middle; from 6 pt up two more at the quarters, whose turns are smaller */
  double slope2 = height2 / MAX (chord2, 1e-9);
  if (height2 < 6 * 6)
    return slope2 > .00433; /* tan 7.5° / 2, squared */
  double side = 2 / (1 + 3 * slope2);
  return (slope2 > .01733) + 2 * (side * side * slope2 > .0718);
}
