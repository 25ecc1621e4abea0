/* model.c: settings → shapes. See model.h. */
#include "chart/groups.h"
#include <math.h>
#include <string.h>

static void
set_incident (Model *m)
{
  m->incident = g_new0 (int *, m->n);
  for (int i = 0; i < m->n; i++)
    {
      m->incident[i] = g_new0 (int, m->m + 1);
      for (int e = 0; e < m->m; e++)
        if (m->kinds[e].a == i || m->kinds[e].b == i)
          m->incident[i][++m->incident[i][0]] = e;
    }
}

/* Columns of bounds, each a multiple of eight long; and two shapes a line. */
static void
set_tables (Model *m, int all)
{
  gsize column = ((gsize)all + 15) & ~(gsize)7;

  m->bounds_data = g_new0 (gint16, 4 * column);
  m->bounds = (BoundsTable){m->bounds_data, m->bounds_data + column, m->bounds_data + 2 * column,
                            m->bounds_data + 3 * column};
  for (gsize i = 0; i < column; i++)
    m->bounds.x0[i] = G_MAXINT16;
  m->shape_data = g_new0 (LineShape, 2 * m->m + 1);
  m->shapes = g_new0 (LineShape *, m->m + 1);
  m->spares = g_new0 (LineShape *, m->m + 1);
  for (int e = 0; e < m->m; e++)
    {
      m->shapes[e] = &m->shape_data[2 * e];
      m->spares[e] = &m->shape_data[2 * e + 1];
    }
}

Model *
model_new (const ChartPlan *plan, int frame_w, int frame_h)
{
  Model *m = g_new0 (Model, 1);
  int n_rows = 0, at = 0;

  m->strict = 1;
  m->n = (int)plan->boxes->len;
  m->m = (int)plan->lines->len;
  m->focus = plan->focus;
  m->frame_w = frame_w / 1024.0;
  m->frame_h = frame_h / 1024.0;
  for (int i = 0; i < m->n; i++)
    n_rows += (int)g_array_index (plan->boxes, PlanBox, i).rows->len;
  m->row_data = g_new0 (double, 2 * n_rows + 1);
  m->sizes = g_new0 (BoxSize, m->n + 1);
  for (int i = 0; i < m->n; i++)
    {
      const PlanBox *box = &g_array_index (plan->boxes, PlanBox, i);
      m->sizes[i] =
          (BoxSize){box->width / 1024.0, box->height / 1024.0, (int)box->rows->len, m->row_data + at};
      for (int k = 0; k < m->sizes[i].n_rows; k++, at += 2)
        {
          m->row_data[at] = g_array_index (box->rows, PlanRow, k).top / 1024.0;
          m->row_data[at + 1] = g_array_index (box->rows, PlanRow, k).bottom / 1024.0;
        }
    }
  m->kinds = g_new0 (LineKind, m->m + 1);
  for (int e = 0; e < m->m; e++)
    {
      const PlanLine *line = &g_array_index (plan->lines, PlanLine, e);
      LineKind *kind = &m->kinds[e];
      g_assert (line->from != line->to);
      *kind = (LineKind){line->from, line->to, line->from_row, line->to_row, line->n_wraps, line->arrow, {0},
                         {0},        {0}};
      m->has_labels = m->has_labels || line->n_wraps > 0;
      for (int k = 0; k < line->n_wraps; k++)
        {
          kind->wrap_w[k] = line->wraps[k].width / 1024.0;
          kind->wrap_h[k] = line->wraps[k].height / 1024.0;
          kind->wrap_lines[k] = (int)line->wraps[k].lines->len;
        }
    }
  m->sparse = 2 * m->m < 3 * m->n;
  m->dense = !m->has_labels && m->m > 2 * m->n;
  set_incident (m);
  int all = m->n + 2 * m->m;
  m->box = g_new0 (BoxPlace, m->n + 1);
  m->line = g_new0 (LinePlace, m->m + 1);
  m->rects = g_new0 (Rect, all + 1);
  set_tables (m, all);
  m->groups = groups_new (plan);
  m->own = g_new0 (int, all + 1);
  m->pair = g_new0 (int, (gsize)all *all + 1);
  m->sums = g_new0 (int, all + 1);
  return m;
}

void
model_free (Model *m)
{
  if (!m)
    return;
  for (int i = 0; i < m->n; i++)
    g_free (m->incident[i]);
  g_free (m->incident);
  g_free (m->row_data);
  g_free (m->sizes);
  g_free (m->kinds);
  g_free (m->box);
  g_free (m->line);
  g_free (m->rects);
  g_free (m->bounds_data);
  g_free (m->shape_data);
  g_free (m->shapes);
  g_free (m->spares);
  groups_free (m->groups);
  g_free (m->own);
  g_free (m->pair);
  g_free (m->sums);
  g_free (m);
}

static inline void
set_bounds (Model *m, int x, Rect r)
{
  m->rects[x] = r;
  m->bounds.x0[x] = half_points (r.x0 - .5);
  m->bounds.y0[x] = half_points (r.y0 - .5);
  m->bounds.x1[x] = half_points (r.x1 + .5);
  m->bounds.y1[x] = half_points (r.y1 + .5);
}

void
model_shape_box (Model *m, int i)
{
  double x = m->box[i].x / (double)SIXTEENTH, y = m->box[i].y / (double)SIXTEENTH, w = m->sizes[i].w / 2,
         h = m->sizes[i].h / 2;

  set_bounds (m, i, (Rect){x - w, y - h, x + w, y + h});
}

/* Where a line aims: inside the box, or at its row's left or right end. */
static Point
aim (const Model *m, int box, int row, int port)
{
  Rect r = m->rects[box];
  const BoxSize *size = &m->sizes[box];

  if (row >= 0)
    return (Point){port & 1 ? r.x1 : r.x0, r.y0 + (size->rows[2 * row] + size->rows[2 * row + 1]) / 2};
  guint across = (guint)port % PORTS + 1, down = (guint)port / PORTS + 1;
  return (Point){r.x0 + size->w * across * (1.0 / (PORTS + 1)), r.y0 + size->h * down * (1.0 / (PORTS + 1))};
}

static Point
direction (Point from, Point to)
{
  double d = point_distance (from, to);

  return d > 0 ? (Point){(to.x - from.x) / d, (to.y - from.y) / d} : (Point){0, 0};
}

void
model_shape_line (Model *m, int e)
{
  const LineKind *kind = &m->kinds[e];
  const LinePlace *place = &m->line[e];
  LineShape *s = m->spares[e];
  Point a = aim (m, kind->a, kind->row_a, place->port_a), b = aim (m, kind->b, kind->row_b, place->port_b);
  Point c = {(a.x + b.x) / 2, (a.y + b.y) / 2};

  m->spares[e] = m->shapes[e];
  m->shapes[e] = s;
  if (place->bow != 0)
    {
      double d = point_distance (a, b), along = d > 0 ? place->bow / d : 0;
      c.x -= (b.y - a.y) * along;
      c.y += (b.x - a.x) * along;
    }
  Point p = kind->row_a >= 0 ? a : rect_exit (m->rects[kind->a], a, c);
  Point q = kind->row_b >= 0 ? b : rect_exit (m->rects[kind->b], b, c);
  curve_set (&s->curve, p, c, q, place->bow == 0 ? 1 : curve_pieces (p, c, q));
  s->da = direction (p, s->curve.p[1]);
  Point chord = s->da;
  s->low = s->high = 0;
  if (place->bow == 0)
    s->db = (Point){-chord.x, -chord.y};
  else
    {
      s->db = direction (q, s->curve.p[s->curve.n - 2]);
      chord = direction (p, q);
      double height = (chord.x * (c.y - p.y) - chord.y * (c.x - p.x)) / 2; /* where a Bézier turns */
      s->low = MIN (0, height);
      s->high = MAX (0, height);
    }
  s->normal = (Point){-chord.y, chord.x};
  s->at = s->normal.x * p.x + s->normal.y * p.y;
  set_bounds (m, m->n + e, s->curve.bounds);
}

void
model_shape_label (Model *m, int e)
{
  const LineKind *kind = &m->kinds[e];
  Point p = curve_point (&m->shapes[e]->curve, .08 + .84 / (SLIDES - 1) * m->line[e].slide);
  double w = kind->wrap_w[m->line[e].wrap] / 2, h = kind->wrap_h[m->line[e].wrap] / 2;

  set_bounds (m, m->n + m->m + e, (Rect){p.x - w, p.y - h, p.x + w, p.y + h});
}

void
model_refresh (Model *m, gboolean labels)
{
  int all = m->n + 2 * m->m;

  m->late = labels;
  m->labels = labels && m->has_labels;
  m->objects = m->n + m->m * (m->labels ? 2 : 1);
  for (int i = 0; i < m->n; i++)
    model_shape_box (m, i);
  for (int e = 0; e < m->m; e++)
    {
      model_shape_line (m, e);
      model_shape_label (m, e);
    }
  memset (m->sums, 0, sizeof (int) * (gsize)all);
  memset (m->pair, 0, sizeof (int) * (gsize)all * (gsize)all);
  m->total = groups_refresh (m);
  for (int x = 0; x < m->objects; x++)
    {
      gboolean bare = x >= m->n + m->m && m->kinds[x - m->n - m->m].n_wraps == 0;
      m->own[x] = bare ? 0 : energy_own (m, x);
      m->total += m->own[x];
      for (int y = 0; y < x; y++)
        {
          int v = energy_pair (m, x, y);
          m->pair[x * all + y] = m->pair[y * all + x] = v;
          m->sums[x] += v;
          m->sums[y] += v;
          m->total += v;
        }
    }
}
