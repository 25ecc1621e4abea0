/* score.c: see score.h. The names of the counts and their weights are those of graph-metrics; lengths pt. */
#include "chart/score.h"
#include "chart/groups.h"

static Rect
row_rect (const Model *m, int box, int row)
{
  Rect r = m->rects[box];

  return (Rect){r.x0, r.y0 + m->sizes[box].rows[2 * row], r.x1, r.y0 + m->sizes[box].rows[2 * row + 1]};
}

/* A line through a foreign box; a row that it hits counts again. */
static int
lines_through (const Model *m, const Curve *curves)
{
  int n = 0;

  for (int e = 0; e < m->m; e++)
    for (int i = 0; i < m->n; i++)
      {
        const Curve *c = &curves[e];
        if (m->kinds[e].a == i || m->kinds[e].b == i || curve_inside (c, rect_grow (m->rects[i], -1)) < 0)
          continue;
        n++;
        for (int k = 0; k < m->sizes[i].n_rows; k++)
          n += curve_inside (c, rect_grow (row_rect (m, i, k), -1)) >= 0;
      }
  return n;
}

/* A line that runs back through its own box (which the metric sees as an end elsewhere), or through another row of it. */
static int
lines_through_rows (const Model *m, const Curve *curves)
{
  int n = 0;

  for (int e = 0; e < m->m; e++)
    for (int end = 0; end < 2; end++)
      {
        int box = end ? m->kinds[e].b : m->kinds[e].a, row = end ? m->kinds[e].row_b : m->kinds[e].row_a;
        n += curve_inside (&curves[e], rect_grow (m->rects[box], -.5)) > 1;
        for (int k = 0; row >= 0 && k < m->sizes[box].n_rows; k++)
          n += k != row && curve_inside (&curves[e], rect_grow (row_rect (m, box, k), -1)) >= 0;
      }
  return n;
}

static int
ends_beside_rows (const Model *m, const Curve *curves)
{
  int n = 0;

  for (int e = 0; e < m->m; e++)
    for (int end = 0; end < 2; end++)
      {
        const Curve *c = &curves[e];
        int box = end ? m->kinds[e].b : m->kinds[e].a;
        Point p = end ? c->p[c->n - 1] : c->p[0];
        if ((end ? m->kinds[e].row_b : m->kinds[e].row_a) >= 0)
          continue;
        for (int k = 0; k < m->sizes[box].n_rows; k++)
          {
            Rect r = row_rect (m, box, k);
            if (r.y0 < p.y && p.y < r.y1 &&
                ((p.x - r.x0 < 4 && r.x0 - p.x < 4) || (p.x - r.x1 < 4 && r.x1 - p.x < 4)))
              {
                n++;
                break;
              }
          }
      }
  return n;
}

/* The boxes (or rows) that two lines share: rectangles, at most two. */
static int
shared_rects (const Model *m, int e, int f, Rect out[4])
{
  int n = 0;

  for (int i = 0; i < 4; i++)
    {
      const LineKind *a = &m->kinds[e], *b = &m->kinds[f];
      int box = i & 1 ? a->b : a->a, row = i & 1 ? a->row_b : a->row_a;
      if (box == (i & 2 ? b->b : b->a) && row == (i & 2 ? b->row_b : b->row_a))
        out[n++] = row < 0 ? m->rects[box] : row_rect (m, box, row);
    }
  return n;
}

static void
score_pair (const Model *m, const Curve *curves, int e, int f, ChartScore *score)
{
  const Curve *a = &curves[e], *b = &curves[f];
  Rect shared[4];
  int n_shared = shared_rects (m, e, f, shared), n_found = 0;
  Point found[64];
  double along = 0;

  if (!rects_meet (rect_grow (a->bounds, 2), b->bounds))
    return;
  for (int i = 0; i + 1 < a->n; i++)
    for (int k = 0; k + 1 < b->n; k++)
      {
        Point at, p = a->p[i], q = a->p[i + 1];
        double t, u, cosine, run = segments_coincide (p, q, b->p[k], b->p[k + 1], 1.5, .052, &at);
        gboolean skip = FALSE;
        for (int s = 0; run > 0 && s < n_shared; s++)
          skip = skip || rect_holds (rect_grow (shared[s], 20), at);
        along += skip ? 0 : run;
        if (run > 0 || !segments_cross (p, q, b->p[k], b->p[k + 1], &t, &u, &cosine))
          continue;
        at = (Point){p.x + t * (q.x - p.x), p.y + t * (q.y - p.y)};
        for (int s = 0; s < n_shared; s++)
          skip = skip || rect_holds (rect_grow (shared[s], 4), at);
        for (int s = 0; s < n_found; s++)
          skip = skip || point_distance (at, found[s]) <= 1.5;
        if (!skip && n_found < (int)G_N_ELEMENTS (found))
          found[n_found++] = at;
      }
  score->crossings += n_found;
  score->coincide += along >= 8;
}

static void
score_label (const Model *m, const Curve *curves, int e, ChartScore *score)
{
  const Curve *c = &curves[e];
  Rect r = rect_grow (m->rects[m->n + m->m + e], -.5), core = rect_grow (r, -.5);
  double inside = curve_inside (c, r), own = curve_rect_distance (c, r);
  gboolean hidden = inside > .7 * c->length, far = own > 1.5 * 7.5;

  for (int i = 0; i < m->n; i++)
    score->label_node += rects_meet (r, rect_grow (m->rects[i], -.5));
  for (int f = 0; f < e; f++)
    score->label_label +=
        m->kinds[f].n_wraps > 0 && rects_meet (r, rect_grow (m->rects[m->n + m->m + f], -.5));
  if (m->kinds[e].arrow)
    hidden = hidden || rect_holds (r, curve_from_end (c, .5)) || rect_holds (r, curve_from_end (c, 3)) ||
             rect_holds (r, curve_from_end (c, 6));
  score->hide += hidden;
  for (int f = 0; f < m->m; f++)
    {
      if (f == e)
        continue;
      if (curve_inside (&curves[f], core) >= 0)
        score->label_edge++;
      else if (own > .5 && curve_rect_distance (&curves[f], r) < own - .25)
        far = TRUE;
    }
  score->far += far;
}

ChartScore
model_score (const Model *m)
{
  ChartScore s = {0};
  g_autofree Curve *curves = g_new (Curve, m->m + 1);

  /* as fine as a drawing is measured */
  for (int e = 0; e < m->m; e++)
    {
      const Curve *c = &m->shapes[e]->curve;
      curve_set (&curves[e], c->p[0], c->control, c->p[c->n - 1], c->n == 2 ? 1 : CURVE_POINTS - 1);
    }
  for (int i = 0; i < m->n; i++)
    for (int k = 0; k < i; k++)
      s.over += rects_meet (rect_grow (m->rects[i], -.5), rect_grow (m->rects[k], -.5));
  s.through = lines_through (m, curves) + lines_through_rows (m, curves);
  s.port = ends_beside_rows (m, curves);
  s.group = groups_count (m);
  for (int e = 0; e < m->m; e++)
    {
      for (int f = 0; f < e; f++)
        score_pair (m, curves, e, f, &s);
      s.bends += curve_turns (&curves[e]);
      if (m->labels && m->kinds[e].n_wraps > 0)
        score_label (m, curves, e, &s);
    }
  s.defects = 5 * s.over + 3 * s.through + 2 * s.label_node + 2 * s.label_label + s.label_edge + s.far +
              s.hide + s.port + 2 * s.coincide + 2 * s.group;
  s.cost = 10 * s.defects + 5 * s.crossings + s.bends;
  return s;
}
