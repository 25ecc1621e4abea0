/* model.c: settings → shapes. See model.h. */
#include "chart/model.h"
#include <math.h>
#include <string.h>

guint32
random_next (Random *random)
{
  guint64 z = random->state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return (guint32)((z ^ (z >> 31)) >> 32);
}

int
random_below (Random *random, int n)
{
  return (int)(((guint64)random_next (random) * (guint64)n) >> 32);
}

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

Model *
model_new (const ChartPlan *plan, int frame_w, int frame_h)
{
  Model *m = g_new0 (Model, 1);
  int n_rows = 0, at = 0;

  m->strict = 1;
  m->n = (int)plan->boxes->len;
  m->m = (int)plan->lines->len;
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
      for (int k = 0; k < line->n_wraps; k++)
        {
          kind->wrap_w[k] = line->wraps[k].width / 1024.0;
          kind->wrap_h[k] = line->wraps[k].height / 1024.0;
          kind->wrap_lines[k] = (int)line->wraps[k].lines->len;
        }
    }
  set_incident (m);
  int all = m->n + 2 * m->m;
  m->box = g_new0 (BoxPlace, m->n + 1);
  m->line = g_new0 (LinePlace, m->m + 1);
  m->rects = g_new0 (Rect, all + 1);
  m->keys = g_new0 (guint64, all + 1);
  m->shapes = g_new0 (LineShape, m->m + 1);
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
  g_free (m->keys);
  g_free (m->shapes);
  g_free (m->own);
  g_free (m->pair);
  g_free (m->sums);
  g_free (m);
}

void
model_copy_settings (Model *to, const Model *from)
{
  memcpy (to->box, from->box, sizeof (BoxPlace) * (gsize)from->n);
  memcpy (to->line, from->line, sizeof (LinePlace) * (gsize)from->m);
}

/* 1/8 pt above a corner far outside, held to 15 bits. */
static guint64
field (double pt)
{
  double eighths = (pt + 512) * 8;

  return eighths <= 0 ? 0 : eighths >= 32767 ? 32767 : (guint64)eighths;
}

guint64
bounds_key (Rect r)
{
  return field (r.x0) | field (r.y0) << 16 | (32767 - field (r.x1 + .25)) << 32 |
         (32767 - field (r.y1 + .25)) << 48;
}

guint64
bounds_query (Rect r)
{
  return field (r.x1 + .25) | field (r.y1 + .25) << 16 | (32767 - field (r.x0)) << 32 |
         (32767 - field (r.y0)) << 48 | G_GUINT64_CONSTANT (0x8000800080008000);
}

void
model_shape_box (Model *m, int i)
{
  double x = m->box[i].x / (double)SIXTEENTH, y = m->box[i].y / (double)SIXTEENTH;

  m->rects[i] =
      (Rect){x - m->sizes[i].w / 2, y - m->sizes[i].h / 2, x + m->sizes[i].w / 2, y + m->sizes[i].h / 2};
  m->keys[i] = bounds_key (m->rects[i]);
}

/* Where a line aims: inside the box, or at its row's left or right end. */
static Point
aim (const Model *m, int box, int row, int port)
{
  Rect r = m->rects[box];
  const BoxSize *size = &m->sizes[box];

  if (row >= 0)
    return (Point){port & 1 ? r.x1 : r.x0, r.y0 + (size->rows[2 * row] + size->rows[2 * row + 1]) / 2};
  return (Point){r.x0 + size->w * (port % PORTS + 1) / (PORTS + 1),
                 r.y0 + size->h * (port / PORTS + 1) / (PORTS + 1)};
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
  LineShape *s = &m->shapes[e];
  Point a = aim (m, kind->a, kind->row_a, place->port_a), b = aim (m, kind->b, kind->row_b, place->port_b);
  double d = point_distance (a, b);
  Point c = {(a.x + b.x) / 2, (a.y + b.y) / 2};

  if (d > 0)
    {
      c.x -= (b.y - a.y) / d * place->bow;
      c.y += (b.x - a.x) / d * place->bow;
    }
  Point p = kind->row_a >= 0 ? a : rect_exit (m->rects[kind->a], a, c);
  Point q = kind->row_b >= 0 ? b : rect_exit (m->rects[kind->b], b, c);
  curve_set (&s->curve, p, c, q, place->bow == 0);
  s->da = direction (p, s->curve.p[1]);
  s->db = direction (q, s->curve.p[s->curve.n - 2]);
  m->rects[m->n + e] = s->curve.bounds;
  m->keys[m->n + e] = bounds_key (s->curve.bounds);
}

void
model_shape_label (Model *m, int e)
{
  const LineKind *kind = &m->kinds[e];
  Point p = curve_point (&m->shapes[e].curve, .08 + .84 * m->line[e].slide / (SLIDES - 1));
  double w = kind->wrap_w[m->line[e].wrap] / 2, h = kind->wrap_h[m->line[e].wrap] / 2;

  Rect *r = &m->rects[m->n + m->m + e];
  *r = (Rect){p.x - w, p.y - h, p.x + w, p.y + h};
  m->keys[m->n + m->m + e] = bounds_key (*r);
}

void
model_refresh (Model *m, gboolean labels)
{
  int all = m->n + 2 * m->m;

  m->labels = labels;
  m->objects = m->n + m->m * (labels ? 2 : 1);
  for (int i = 0; i < m->n; i++)
    model_shape_box (m, i);
  for (int e = 0; e < m->m; e++)
    {
      model_shape_line (m, e);
      model_shape_label (m, e);
    }
  memset (m->sums, 0, sizeof (int) * (gsize)all);
  memset (m->pair, 0, sizeof (int) * (gsize)all * (gsize)all);
  m->total = 0;
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
