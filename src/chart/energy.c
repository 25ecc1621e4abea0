/* energy.c: what makes an arrangement bad, as integers. Low steep terms freeze boxes before crossings are decided, so the area terms
 * stay small beside the steps. Each constant is in 1/1000; lengths are pt.
 */
#include "chart/model.h"
#include <math.h>

#define FOCUS_PULL  18000 /* a fifth of the frame costs a little more than a crossing */
#define BOX_GAP     8.0   /* free ground between boxes */
#define LINE_GAP    3.0   /* between a line and a foreign box */
#define LABEL_GAP   2.0   /* between a label and a box */
#define MARK_LENGTH 8.0   /* an arrowhead, and a little line before it */

static double
overlap (Rect a, Rect b)
{
  double w = MIN (a.x1, b.x1) - MAX (a.x0, b.x0), h = MIN (a.y1, b.y1) - MAX (a.y0, b.y0);

  return w > 0 && h > 0 ? w * h : 0;
}

static int
outside (const Model *m, Rect r)
{
  double over = MAX (0, -r.x0) + MAX (0, -r.y0) + MAX (0, r.x1 - m->frame_w) + MAX (0, r.y1 - m->frame_h);

  return over > 0 ? 2500 + (int)(200 * over) : 0;
}

/* An end on box @r at @p: near a corner, along a side, beside a row that is not its own. */
static int
end_energy (const Model *m, int box, int row, Point p, Point direction)
{
  Rect r = m->rects[box];
  double left = p.x - r.x0, right = r.x1 - p.x, top = p.y - r.y0, bottom = r.y1 - p.y;
  gboolean side = MIN (left, right) < MIN (top, bottom);
  double corner = side ? MIN (top, bottom) : MIN (left, right);
  double across = side ? direction.x : direction.y;
  int sum = 0;

  across = across < 0 ? -across : across;
  if (across < .35)
    sum += (int)((row >= 0 ? 1200 : 700) * (.35 - across) / .35);
  if (row >= 0)
    return sum;
  if (corner < 6)
    sum += (int)(700 * (6 - corner) / 6);
  if (side)
    {
      const BoxSize *size = &m->sizes[box];
      for (int i = 0; i < size->n_rows; i++)
        if (top > size->rows[2 * i] - .5 && top < size->rows[2 * i + 1] + .5)
          return sum + 2600 * m->strict;
    }
  return sum;
}

static int
own_line (const Model *m, int e)
{
  const LineKind *kind = &m->kinds[e];
  const LineShape *s = m->shapes[e];
  const Curve *c = &s->curve;
  double bow = m->line[e].bow;
  int sum = (int)(3 * c->length + 12 * (bow < 0 ? -bow : bow)) +
            400 * (c->n == 2 ? 0 : curve_turns_about (c->p[0], c->control, c->p[c->n - 1])) +
            outside (m, c->bounds);

  sum += end_energy (m, kind->a, kind->row_a, c->p[0], s->da);
  sum += end_energy (m, kind->b, kind->row_b, c->p[c->n - 1], s->db);
  if (c->length < 22)
    sum += (int)(60 * (22 - c->length));
  for (int end = 0; end < 2; end++)
    {
      /* back through its own box */
      double inside = curve_inside (c, rect_grow (m->rects[end ? kind->b : kind->a], -.5));
      if (inside > .5)
        sum += ((end ? kind->row_b : kind->row_a) >= 0 ? 4500 : 3000) + (int)(20 * inside);
    }
  return sum;
}

static int
own_label (const Model *m, int e)
{
  const LineKind *kind = &m->kinds[e];
  const Curve *c = &m->shapes[e]->curve;
  Rect r = m->rects[m->n + m->m + e];
  double t = 2.0 * m->line[e].slide / (SLIDES - 1) - 1, inside = curve_inside (c, r);
  int sum = outside (m, r) + (int)(200 * t * t);

  if (kind->wrap_lines[m->line[e].wrap] > 2)
    sum += 150 * (kind->wrap_lines[m->line[e].wrap] - 2);
  if (inside > .62 * c->length)
    sum += 1500 * m->strict;
  if (kind->arrow &&
      (rect_holds (r, curve_from_end (c, .5)) || rect_holds (r, curve_from_end (c, MARK_LENGTH / 2)) ||
       rect_holds (r, curve_from_end (c, MARK_LENGTH))))
    sum += 1500 * m->strict;
  return sum;
}

/* How far a box that is held was moved. */
static int
shift_energy (const Model *m, int box)
{
  const PlanPin *pin = &g_array_index (m->pins, PlanPin, (guint)box);
  double x = (m->rects[box].x0 + m->rects[box].x1) / 2 - pin->x / 1024.0,
         y = (m->rects[box].y0 + m->rects[box].y1) / 2 - pin->y / 1024.0;

  return pin->held ? (int)(20 * sqrt (x * x + y * y)) : 0;
}

/* Whom the chart is about stands in the middle, where the eye begins: nothing within a tenth of the frame, then gently more, so that
 * it costs no crossing that the picture can do without. */
static int
focus_energy (const Model *m, int box)
{
  double x = fabs ((m->rects[box].x0 + m->rects[box].x1) / 2 / m->frame_w - .5),
         y = fabs ((m->rects[box].y0 + m->rects[box].y1) / 2 / m->frame_h - .5);

  return (int)(FOCUS_PULL * (MAX (x - .1, 0) + MAX (y - .1, 0)));
}

int
energy_own (const Model *m, int x)
{
  if (x < m->n)
    return outside (m, m->rects[x]) + (m->pins ? shift_energy (m, x) : 0) +
           (x == m->focus && !m->pins ? focus_energy (m, x) : 0);
  return x < m->n + m->m ? own_line (m, x - m->n) : own_label (m, x - m->n - m->m);
}

/* Two ends on the same box: hardly apart in angle, or their marks touching. */
static int
ends_energy (Point p, Point dp, Point q, Point dq, gboolean marks)
{
  double x = p.x - q.x, y = p.y - q.y, dot;
  int sum = 0;

  if (x * x + y * y > 10 * 10)
    return 0;
  double d = sqrt (x * x + y * y);
  if (d < 10)
    {
      dot = dp.x * dq.x + dp.y * dq.y;
      if (dot > .96593) /* 15 degrees */
        sum += (int)(1500 * (dot - .96593) / .03407);
    }
  if (d < 9)
    sum += (int)((marks ? 1500 : 400) * (9 - d) / 9);
  return sum;
}

/* May the segment @r–@s touch @piece? By bounds alone. */
static inline gboolean
segment_near (Rect piece, Point r, Point s)
{
  return (MAX (r.x, s.x) >= piece.x0) & (MIN (r.x, s.x) <= piece.x1) & (MAX (r.y, s.y) >= piece.y0) &
         (MIN (r.y, s.y) <= piece.y1);
}

/* The boxes that both lines end at, where crossings and runs side by side are forgiven; their number. */
static inline int
ends_together (const Model *m, int e, int f, int shared[2], int *sum)
{
  const LineKind *ke = &m->kinds[e], *kf = &m->kinds[f];
  const LineShape *se = m->shapes[e], *sf = m->shapes[f];
  const Curve *a = &se->curve, *b = &sf->curve;
  int n = 0;

  for (int i = 0; i < 4; i++)
    {
      int box_e = i & 1 ? ke->b : ke->a, box_f = i & 2 ? kf->b : kf->a;
      if (box_e != box_f)
        continue;
      *sum += ends_energy (i & 1 ? a->p[a->n - 1] : a->p[0], i & 1 ? se->db : se->da,
                           i & 2 ? b->p[b->n - 1] : b->p[0], i & 2 ? sf->db : sf->da,
                           (i & 1) && (i & 2) && ke->arrow && kf->arrow);
      if ((i & 1 ? ke->row_b : ke->row_a) == (i & 2 ? kf->row_b : kf->row_a) && n < 2)
        shared[n++] = box_e;
    }
  return n;
}

/* Which pieces of @c come within @gap of @r: a bit each. */
static inline guint32
pieces_near (const Curve *c, Rect r, double gap)
{
  guint32 near = 0;

  r = rect_grow (r, gap);
  for (int i = 0; i + 1 < c->n; i++)
    near |= (guint32)segment_near (r, c->p[i], c->p[i + 1]) << i;
  return near;
}

/* What two pieces that may touch cost; crossings nearer than 1.5 pt to @last are the same. */
static inline int
piece_piece (const Model *m, const Point *a, const Point *b, const int *shared, int n_shared, double *along,
             Point *last)
{
  Point at;
  double t, u, cosine, run = segments_coincide (a[0], a[1], b[0], b[1], 3, .09, &at);
  gboolean near = FALSE;

  if (run > 0)
    {
      for (int s = 0; s < n_shared; s++)
        near = near || rect_holds (rect_grow (m->rects[shared[s]], 12), at);
      *along += near ? 0 : run;
    }
  if (!segments_cross (a[0], a[1], b[0], b[1], &t, &u, &cosine))
    return 0;
  at = (Point){a[0].x + t * (a[1].x - a[0].x), a[0].y + t * (a[1].y - a[0].y)};
  for (int s = 0; s < n_shared; s++)
    near = near || rect_holds (rect_grow (m->rects[shared[s]], 3.5), at);
  double dx = at.x - last->x, dy = at.y - last->y;
  if (near || dx * dx + dy * dy < 1.5 * 1.5)
    return 0;
  *last = at;
  return 1600 + (cosine > .86603 ? (int)(500 * (cosine - .86603) / .13397) : 0);
}

static int
line_line (const Model *m, int e, int f)
{
  const LineKind *ke = &m->kinds[e], *kf = &m->kinds[f];
  const Curve *a = &m->shapes[e]->curve, *b = &m->shapes[f]->curve;
  int sum = 0, shared[2], n_shared = 0;
  double along = 0;
  Point last = {-1e9, -1e9};

  if (ke->a == kf->a || ke->a == kf->b || ke->b == kf->a || ke->b == kf->b)
    n_shared = ends_together (m, e, f, shared, &sum);
  if (!rects_meet (rect_grow (a->bounds, 3), b->bounds) || !band_meets_line (m->shapes[e], m->shapes[f], 3) ||
      !band_meets_line (m->shapes[f], m->shapes[e], 3))
    return sum;
  guint32 pieces_b = b->n == 2 ? 1 : pieces_near (b, a->bounds, 3);
  if (pieces_b == 0)
    return sum;
  guint32 pieces_a = a->n == 2 ? 1 : pieces_near (a, b->bounds, 3);
  for (int i = 0; pieces_a >> i; i++)
    {
      if (!(pieces_a >> i & 1))
        continue;
      Point p = a->p[i], q = a->p[i + 1];
      Rect piece = {MIN (p.x, q.x) - 3, MIN (p.y, q.y) - 3, MAX (p.x, q.x) + 3, MAX (p.y, q.y) + 3};
      for (int k = 0; pieces_b >> k; k++)
        if ((pieces_b >> k & 1) && segment_near (piece, b->p[k], b->p[k + 1]))
          sum += piece_piece (m, &a->p[i], &b->p[k], shared, n_shared, &along, &last);
    }
  return along >= 4 ? sum + 2500 + (int)(50 * along) : sum;
}

int
energy_pair (const Model *m, int x, int y)
{
  if (x > y)
    {
      int swap = x;
      x = y;
      y = swap;
    }
  if (y < m->n) /* box, box */
    {
      double area = overlap (rect_grow (m->rects[x], BOX_GAP), m->rects[y]);
      return area > 0 ? 3000 + (int)(20 * area) : 0;
    }
  if (y < m->n + m->m)
    {
      const LineKind *kind = &m->kinds[y - m->n];
      if (x >= m->n)
        return line_line (m, x - m->n, y - m->n);
      if (kind->a == x || kind->b == x)
        return 0;
      if (!band_meets_rect (m->shapes[y - m->n], m->rects[x], LINE_GAP))
        return 0;
      double inside = curve_inside (&m->shapes[y - m->n]->curve, rect_grow (m->rects[x], LINE_GAP));
      return inside >= 0 ? (m->dense ? 10000 * m->strict : 5500) + (int)(20 * inside) : 0;
    }
  int label = y - m->n - m->m;
  Rect r = m->rects[y];
  if (m->kinds[label].n_wraps == 0)
    return 0;
  if (x < m->n)
    {
      double area = overlap (rect_grow (r, LABEL_GAP), m->rects[x]);
      return area > 0 ? 2500 * m->strict + (int)(15 * area) : 0;
    }
  if (x < m->n + m->m)
    {
      if (x - m->n == label || !band_meets_rect (m->shapes[x - m->n], r, 1))
        return 0;
      double inside = curve_inside (&m->shapes[x - m->n]->curve, rect_grow (r, 1));
      return inside >= 0 ? 2200 * m->strict + (int)(15 * inside) : 0;
    }
  if (m->kinds[x - m->n - m->m].n_wraps == 0)
    return 0;
  double area = overlap (rect_grow (r, 1.5), m->rects[x]);
  return area > 0 ? 2500 * m->strict + (int)(15 * area) : 0;
}
