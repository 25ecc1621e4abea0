/* untangle.c: see untangle.h. */
#include "chart/groups.h"
#include "chart/threshold.h"
#include "chart/untangle-parts.h"
#include <string.h>

#define CROSSING 1600

/* A straight line through a box: where lines are many, a bow mends that later, and crossings it does not. */
static int
through_cost (const Untangle *u)
{
  return u->model->dense ? 1200 : 4000;
}

static float *
column_next (float **at, int n)
{
  float *column = *at;

  *at += n;
  return column;
}

Untangle *
untangle_new (Model *model)
{
  Untangle *u = g_new0 (Untangle, 1);

  u->model = model;
  u->n = model->n;
  u->m = model->m;
  u->n_wide = (u->n + 3) & ~3;
  u->m_wide = (u->m + 3) & ~3;
  const gsize n = (gsize)u->n_wide, m = (gsize)u->m_wide;
  float *at = u->columns = g_new0 (float, 6 * m + 4 * n + 4);
  float **of_lines[] = {&u->ax, &u->ay, &u->bx, &u->by, &u->label_w, &u->label_h};
  float **of_boxes[] = {&u->cx, &u->cy, &u->w, &u->h};
  for (guint i = 0; i < G_N_ELEMENTS (of_lines); i++)
    *of_lines[i] = column_next (&at, u->m_wide);
  for (guint i = 0; i < G_N_ELEMENTS (of_boxes); i++)
    *of_boxes[i] = column_next (&at, u->n_wide);
  u->cross = g_new0 (gint32, m * m + 1);
  u->through = g_new0 (gint32, m * n + 1);
  u->n_cross = g_new0 (int, m + 1);
  u->n_through = g_new0 (int, m + 1);
  u->n_hit = g_new0 (int, n + 1);
  u->touch = g_new0 (int, n *n + 1);
  u->touches = g_new0 (int, n + 1);
  u->length = g_new0 (int, m + 1);
  u->lines = g_new0 (int, m + 1);
  u->order = g_new0 (int, m + 1);
  u->is_moved = g_new0 (guint8, n + 1);
  u->old_ends = g_malloc0 (sizeof *u->old_ends * (m + 1));
  u->new_cross = g_new0 (gint32, m * m + 1);
  u->new_through = g_new0 (gint32, m * n + 1);
  u->new_hit = g_new0 (gint32, MOVED_MOST * m + 1);
  u->new_touch = g_new0 (int, MOVED_MOST *n + 1);
  u->new_length = g_new0 (int, m + 1);
  return u;
}

void
untangle_free (Untangle *u)
{
  if (!u)
    return;
  g_free (u->columns);
  g_free (u->cross);
  g_free (u->through);
  g_free (u->n_cross);
  g_free (u->n_through);
  g_free (u->n_hit);
  g_free (u->touch);
  g_free (u->touches);
  g_free (u->length);
  g_free (u->lines);
  g_free (u->order);
  g_free (u->is_moved);
  g_free (u->old_ends);
  g_free (u->new_cross);
  g_free (u->new_through);
  g_free (u->new_hit);
  g_free (u->new_touch);
  g_free (u->new_length);
  g_free (u);
}

/* Everything anew from the model; the energy. */
static gint64
refresh (Untangle *u)
{
  const Model *m = u->model;
  gint64 crossings = 0, through = 0, touching = 0, sum = 0;

  memset (u->columns, 0, sizeof (float) * (gsize)(6 * u->m_wide + 4 * u->n_wide));
  memset (u->n_hit, 0, sizeof (int) * (gsize)u->n_wide);
  for (int i = u->n; i < u->n_wide; i++)
    u->cx[i] = u->cy[i] = -1e6f;
  for (int e = u->m; e < u->m_wide; e++)
    u->ax[e] = u->ay[e] = u->bx[e] = u->by[e] = -2e6f;
  for (int i = 0; i < u->n; i++)
    {
      u->w[i] = (float)(m->sizes[i].w / 2);
      u->h[i] = (float)(m->sizes[i].h / 2);
      untangle_place_box (u, i);
    }
  for (int e = 0; e < u->m; e++)
    {
      const LineKind *k = &m->kinds[e];
      const int wrap = k->n_wraps > 1;
      u->label_w[e] = k->n_wraps > 0 ? (float)(k->wrap_w[wrap] / 2) : 0;
      u->label_h[e] = k->n_wraps > 0 ? (float)(k->wrap_h[wrap] / 2) : 0;
      untangle_place_line (u, e);
    }
  for (int e = 0; e < u->m; e++)
    {
      crossings += u->n_cross[e] = untangle_find_crossings (u, e, u->cross + (gsize)e * (gsize)u->m_wide);
      gint32 *row = u->through + (gsize)e * (gsize)u->n_wide;
      through += u->n_through[e] = untangle_find_through (u, e, row);
      for (int i = 0; i < u->n; i++)
        u->n_hit[i] += row[i];
      sum += u->length[e] = untangle_line_length (u, e);
    }
  for (int i = 0; i < u->n; i++)
    {
      touching += u->touches[i] = untangle_find_touching (u, i, u->touch + (gsize)i * (gsize)u->n_wide);
    }
  return sum + CROSSING * (crossings / 2) + through_cost (u) * through + touching / 2 +
         groups_refresh (u->model);
}

/* Begins a move, or takes one more box into it. */
static void
move_to (Untangle *u, int i, int x, int y)
{
  Model *m = u->model;
  int w = (int)(m->sizes[i].w * SIXTEENTH / 2) + 1, h = (int)(m->sizes[i].h * SIXTEENTH / 2) + 1;

  if (u->n_boxes == MOVED_MOST || u->is_moved[i])
    return;
  u->is_moved[i] = TRUE;
  u->old_box[u->n_boxes] = m->box[i];
  u->boxes[u->n_boxes++] = i;
  m->box[i].x = CLAMP (x, w, MAX (w, (int)(m->frame_w * SIXTEENTH) - w));
  m->box[i].y = CLAMP (y, h, MAX (h, (int)(m->frame_h * SIXTEENTH) - h));
  untangle_place_box (u, i);
  for (int k = 1; k <= m->incident[i][0]; k++)
    {
      int e = m->incident[i][k];
      if (u->order[e] > 0)
        continue;
      const float ends[4] = {u->ax[e], u->ay[e], u->bx[e], u->by[e]};
      memcpy (u->old_ends[u->n_lines], ends, sizeof ends);
      u->lines[u->n_lines++] = e;
      u->order[e] = u->n_lines;
    }
}

static void
move_end (Untangle *u, gboolean undo)
{
  for (int i = 0; i < u->n_boxes; i++)
    {
      u->is_moved[u->boxes[i]] = FALSE;
      if (undo)
        {
          u->model->box[u->boxes[i]] = u->old_box[i];
          untangle_place_box (u, u->boxes[i]);
        }
    }
  for (int i = 0; i < u->n_lines; i++)
    {
      const int e = u->lines[i];
      u->order[e] = 0;
      if (!undo)
        continue;
      u->ax[e] = u->old_ends[i][0];
      u->ay[e] = u->old_ends[i][1];
      u->bx[e] = u->old_ends[i][2];
      u->by[e] = u->old_ends[i][3];
    }
  u->n_boxes = u->n_lines = 0;
}

/* The energy before the move of all that it changes. */
static gint64
energy_before (const Untangle *u)
{
  const int through = through_cost (u);
  gint64 sum = 0;

  for (int i = 0; i < u->n_lines; i++)
    {
      const int e = u->lines[i];
      const gint32 *cross = u->cross + (gsize)e * (gsize)u->m_wide;
      int crossings = u->n_cross[e];
      for (int k = 0; k < i; k++)
        crossings -= cross[u->lines[k]];
      sum += u->length[e] + CROSSING * crossings + through * u->n_through[e];
    }
  for (int i = 0; i < u->n_boxes; i++)
    {
      const int box = u->boxes[i];
      int hit = u->n_hit[box];
      for (int k = 0; k < u->n_lines; k++)
        hit -= u->through[(gsize)u->lines[k] * (gsize)u->n_wide + (gsize)box];
      sum += through * hit + u->touches[box];
      for (int k = 0; k < i; k++)
        sum -= u->touch[(gsize)box * (gsize)u->n_wide + (gsize)u->boxes[k]];
    }
  return sum;
}

/* The change of energy; as soon as it exceeds @bound, anything above it. */
static gint64
score_move (Untangle *u, gint64 bound)
{
  const int through = through_cost (u);
  gint64 over = -energy_before (u) - bound;

  if (u->model->groups)
    over += groups_try (u->model, u->boxes, u->n_boxes);
  for (int i = 0; i < u->n_boxes; i++)
    {
      gint32 *row = u->new_touch + (gsize)i * (gsize)u->n_wide;
      over += untangle_find_touching (u, u->boxes[i], row);
      for (int k = 0; k < i; k++)
        over -= row[u->boxes[k]];
    }
  for (int i = 0; i < u->n_lines && over <= 0; i++)
    {
      untangle_place_line (u, u->lines[i]);
      over += u->new_length[i] = untangle_line_length (u, u->lines[i]);
    }
  for (int i = 0; i < u->n_boxes && over <= 0; i++)
    {
      /* lines that move are counted below */
      gint32 *row = u->new_hit + (gsize)i * (gsize)u->m_wide;
      int hit = untangle_find_hit (u, u->boxes[i], row);
      for (int k = 0; k < u->n_lines; k++)
        {
          hit -= row[u->lines[k]];
          row[u->lines[k]] = 0;
        }
      over += through * hit;
    }
  for (int i = 0; i < u->n_lines && over <= 0; i++)
    {
      gint32 *row = u->new_cross + (gsize)i * (gsize)u->m_wide;
      int crossings = untangle_find_crossings (u, u->lines[i], row);
      for (int k = 0; k < i; k++)
        crossings -= row[u->lines[k]];
      over += CROSSING * crossings +
              through * untangle_find_through (u, u->lines[i], u->new_through + (gsize)i * (gsize)u->n_wide);
    }
  return over + bound;
}

static void
accept_line (Untangle *u, int i)
{
  const int e = u->lines[i];
  gint32 *cross = u->cross + (gsize)e * (gsize)u->m_wide;
  gint32 *through = u->through + (gsize)e * (gsize)u->n_wide;
  const gint32 *new_cross = u->new_cross + (gsize)i * (gsize)u->m_wide;
  const gint32 *new_through = u->new_through + (gsize)i * (gsize)u->n_wide;

  for (int f = 0; f < u->m; f++)
    if (cross[f] != new_cross[f])
      {
        const int change = new_cross[f] - cross[f];
        u->n_cross[e] += change;
        u->n_cross[f] += change;
        cross[f] = u->cross[(gsize)f * (gsize)u->m_wide + (gsize)e] = new_cross[f];
      }
  for (int k = 0; k < u->n; k++)
    {
      u->n_through[e] += new_through[k] - through[k];
      u->n_hit[k] += new_through[k] - through[k];
      through[k] = new_through[k];
    }
  u->length[e] = u->new_length[i];
}

static void
accept_box (Untangle *u, int i)
{
  const int box = u->boxes[i];
  int *touch = u->touch + (gsize)box * (gsize)u->n_wide;
  const int *new_touch = u->new_touch + (gsize)i * (gsize)u->n_wide;
  const gint32 *hit = u->new_hit + (gsize)i * (gsize)u->m_wide;

  for (int k = 0; k < u->n; k++)
    if (touch[k] != new_touch[k])
      {
        u->touches[box] += new_touch[k] - touch[k];
        u->touches[k] += new_touch[k] - touch[k];
        touch[k] = u->touch[(gsize)k * (gsize)u->n_wide + (gsize)box] = new_touch[k];
      }
  for (int e = 0; e < u->m; e++)
    {
      gint32 *cell = &u->through[(gsize)e * (gsize)u->n_wide + (gsize)box];
      if (u->order[e] > 0 || *cell == hit[e])
        continue;
      u->n_through[e] += hit[e] - *cell;
      u->n_hit[box] += hit[e] - *cell;
      *cell = hit[e];
    }
}

static void
accept_move (Untangle *u)
{
  if (u->model->groups)
    groups_accept (u->model);
  for (int i = 0; i < u->n_lines; i++)
    accept_line (u, i);
  for (int i = 0; i < u->n_boxes; i++)
    accept_box (u, i);
}

/* To the middle of its neighbours, or about there. */
static void
propose_middle (Untangle *u, Random *random, int i)
{
  const Model *m = u->model;
  const int n = m->incident[i][0], r = 50 * SIXTEENTH;
  gint64 x = 0, y = 0;

  for (int k = 1; k <= n; k++)
    {
      const LineKind *kind = &m->kinds[m->incident[i][k]];
      const BoxPlace at = m->box[kind->a == i ? kind->b : kind->a];
      x += at.x;
      y += at.y;
    }
  int dx = random_below (random, 2 * r) - r, dy = random_below (random, 2 * r) - r;
  if (n > 0)
    move_to (u, i, (int)(x / n) + dx, (int)(y / n) + dy);
}

/* A box and some of its neighbours: all that hang on it alone, of others one of four. */
static void
propose_party (Untangle *u, Random *random, int i, int reach)
{
  const Model *m = u->model;
  int dx = random_below (random, 2 * reach + 1) - reach, dy = random_below (random, 2 * reach + 1) - reach;

  move_to (u, i, m->box[i].x + dx, m->box[i].y + dy);
  for (int k = 1; k <= m->incident[i][0]; k++)
    {
      const LineKind *kind = &m->kinds[m->incident[i][k]];
      int other = kind->a == i ? kind->b : kind->a;
      if (m->incident[other][0] == 1 || random_below (random, 4) == 0)
        move_to (u, other, m->box[other].x + dx, m->box[other].y + dy);
    }
}

static void
propose (Untangle *u, Random *random, double fade)
{
  const Model *m = u->model;
  const double frame = MAX (m->frame_w, m->frame_h) * SIXTEENTH;
  const int reach = (int)(frame * (.02 + .5 * fade * fade)) + 8;
  int i = random_below (random, u->n), kind = random_below (random, 100);

  if (kind < 12) /* two change places */
    {
      int k = random_below (random, u->n);
      const BoxPlace a = m->box[i], b = m->box[k];
      move_to (u, i, b.x, b.y);
      move_to (u, k, a.x, a.y);
    }
  else if (kind < 24)
    propose_middle (u, random, i);
  else if (kind < 34) /* anywhere: out, and in again */
    {
      int x = random_below (random, (int)(m->frame_w * SIXTEENTH) + 1);
      int y = random_below (random, (int)(m->frame_h * SIXTEENTH) + 1);
      move_to (u, i, x, y);
    }
  else if (kind < 46)
    propose_party (u, random, i, reach);
  else if (kind < 48 && m->groups)
    {
      BoxPlace out;
      int box = groups_excursion (m, random, &out);
      if (box >= 0)
        move_to (u, box, out.x, out.y);
    }
  else
    {
      int dx = random_below (random, 2 * reach + 1) - reach,
          dy = random_below (random, 2 * reach + 1) - reach;
      move_to (u, i, m->box[i].x + dx, m->box[i].y + dy);
    }
}

/* Rows' lines start on the side of the other box. */
static void
set_sides (Untangle *u)
{
  Model *m = u->model;

  for (int e = 0; e < u->m; e++)
    {
      const LineKind *k = &m->kinds[e];
      const gboolean right = u->cx[k->b] > u->cx[k->a];
      if (k->row_a >= 0)
        m->line[e].port_a = (gint16)right;
      if (k->row_b >= 0)
        m->line[e].port_b = (gint16)!right;
    }
}

gint64
untangle_run (Untangle *u, Random *random, int moves, double hot, double cold)
{
  int logs[THRESHOLDS], step = MAX (1, moves / 64);
  double temperature = hot, factor = cold / hot;
  gint64 total = refresh (u);

  thresholds_fill (logs);
  for (int i = 0; i < 6; i++)
    factor = sqrt (factor); /* its 64th root */
  for (int i = 0; i < moves && u->n > 1; i++)
    {
      if (i % step == step - 1)
        temperature *= factor;
      propose (u, random, 1 - i / (double)moves);
      if (u->n_boxes == 0)
        continue;
      gint64 bound = (gint64)(temperature * logs[random_next (random) >> 22]);
      gint64 change = score_move (u, bound);
      if (change <= bound)
        {
          total += change;
          accept_move (u);
        }
      move_end (u, change > bound);
    }
  set_sides (u);
  return total;
}
