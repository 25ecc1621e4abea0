/* anneal.c: simulated annealing on a Model. The threshold is drawn before a move is scored; as all energies are ≥ 0, scoring stops
 * exactly when the new sum exceeds old + threshold (Dueck and Scheuer's threshold form of Metropolis' rule).
 */
#include "chart/move.h"
#include "chart/score.h"
#include "chart/threshold.h"
#include <math.h>
#include <string.h>

#define REACH       10 /* no energy acts between objects further apart than this [pt] */
#define LABEL_REACH 2.5
#define CREDIT      4 /* what is not scored yet may win back a quarter of its old energy, hardly ever more */

/* ln by the series of artanh after taking out powers of two: no libm, so the same on every machine. */
static double
natural_log (double x)
{
  double sum = 0, z, power;
  int k = 0;

  while (x < .75)
    {
      x *= 2;
      k--;
    }
  z = (x - 1) / (x + 1);
  power = z;
  for (int i = 1; i < 24; i += 2)
    {
      sum += power / i;
      power *= z * z;
    }
  return 2 * sum + k * .69314718055994530942;
}

void
thresholds_fill (int logs[THRESHOLDS])
{
  for (int i = 0; i < THRESHOLDS; i++)
    logs[i] = (int)(-1000 * natural_log ((i + .5) / THRESHOLDS));
}

void
move_begin (Move *mv)
{
  for (int i = 0; i < mv->n_changed; i++)
    mv->order[mv->changed[i]] = 0;
  for (int i = 0; i < mv->n_lines; i++)
    mv->part[mv->lines[i]] = PART_NONE;
  mv->n_boxes = mv->n_lines = mv->n_changed = mv->n_shaped = 0;
}

void
move_line (Move *mv, int e, LinePart part)
{
  if (mv->part[e] == PART_NONE)
    {
      mv->old_line[mv->n_lines] = mv->m->line[e];
      mv->lines[mv->n_lines++] = e;
    }
  mv->part[e] = MAX (mv->part[e], (guint8)part);
}

void
move_box (Move *mv, int i, int x, int y)
{
  Model *m = mv->m;
  int w = (int)(m->sizes[i].w * SIXTEENTH / 2) + 1, h = (int)(m->sizes[i].h * SIXTEENTH / 2) + 1;
  int most_x = MAX (w, (int)(m->frame_w * SIXTEENTH) - w),
      most_y = MAX (h, (int)(m->frame_h * SIXTEENTH) - h);

  if (mv->n_boxes == MOVED)
    return;
  mv->old_box[mv->n_boxes] = m->box[i];
  mv->boxes[mv->n_boxes++] = i;
  m->box[i].x = CLAMP (x, w, most_x);
  m->box[i].y = CLAMP (y, h, most_y);
  for (int k = 1; k <= m->incident[i][0]; k++)
    move_line (mv, m->incident[i][k], PART_ALL);
}

static inline void
mark (Move *mv, int x)
{
  mv->changed[mv->n_changed++] = x;
  mv->order[x] = mv->n_changed;
}

/* What changes, in the order in which it is shaped: boxes, then each line and its label. */
static void
mark_changed (Move *mv)
{
  Model *m = mv->m;

  for (int i = 0; i < mv->n_boxes; i++)
    mark (mv, mv->boxes[i]);
  for (int i = 0; i < mv->n_lines; i++)
    {
      int e = mv->lines[i];
      if (mv->part[e] == PART_ALL)
        mark (mv, m->n + e);
      if (m->labels && m->kinds[e].n_wraps > 0)
        mark (mv, m->n + m->m + e);
    }
}

/* The next of the changed gets its new shape; most moves are refused before all have theirs. */
static void
shape_next (Move *mv)
{
  Model *m = mv->m;
  int i = mv->n_shaped++, x = mv->changed[i];

  mv->old_rect[i] = m->rects[x];
  mv->old_bounds[i][0] = m->bounds.x0[x];
  mv->old_bounds[i][1] = m->bounds.y0[x];
  mv->old_bounds[i][2] = m->bounds.x1[x];
  mv->old_bounds[i][3] = m->bounds.y1[x];
  if (x < m->n)
    model_shape_box (m, x);
  else if (x < m->n + m->m)
    model_shape_line (m, x - m->n);
  else
    model_shape_label (m, x - m->n - m->m);
}

void
move_undo (Move *mv)
{
  Model *m = mv->m;

  for (int i = 0; i < mv->n_shaped; i++)
    {
      int x = mv->changed[i];
      m->rects[x] = mv->old_rect[i];
      m->bounds.x0[x] = mv->old_bounds[i][0];
      m->bounds.y0[x] = mv->old_bounds[i][1];
      m->bounds.x1[x] = mv->old_bounds[i][2];
      m->bounds.y1[x] = mv->old_bounds[i][3];
      if (x >= m->n && x < m->n + m->m)
        {
          LineShape *spare = m->shapes[x - m->n];
          m->shapes[x - m->n] = m->spares[x - m->n];
          m->spares[x - m->n] = spare;
        }
    }
  for (int i = 0; i < mv->n_boxes; i++)
    m->box[mv->boxes[i]] = mv->old_box[i];
  for (int i = 0; i < mv->n_lines; i++)
    m->line[mv->lines[i]] = mv->old_line[i];
}

/* Eight numbers that the compiler may compare at once (GCC and Clang vectors; without such registers it does one after another). */
typedef gint16 Eight __attribute__ ((vector_size (16)));
typedef union
{
  Eight v;
  gint16 s[8];
  guint64 q[2];
} EightBits;

#if G_BYTE_ORDER == G_LITTLE_ENDIAN
#define LANE(i) (i)
#else
#define LANE(i) (3 - (i))
#endif

static inline Eight
eight_at (const gint16 *column, int y)
{
  Eight v;

  memcpy (&v, column + y, sizeof v);
  return v;
}

static inline Eight
eight_times (double pt)
{
  gint16 s = half_points (pt);

  return (Eight){s, s, s, s, s, s, s, s};
}

/* Objects whose bounds are within reach of those of @x: their number. */
static int
find_near (Move *mv, int x)
{
  const Model *m = mv->m;
  Rect r = rect_grow (m->rects[x], x < m->n + m->m ? REACH : LABEL_REACH);
  Eight x0 = eight_times (r.x0), y0 = eight_times (r.y0), x1 = eight_times (r.x1), y1 = eight_times (r.y1);
  int n = 0;

  for (int y = 0; y < m->objects; y += 8)
    {
      EightBits meet;
      meet.v = (Eight)((eight_at (m->bounds.x0, y) <= x1) & (eight_at (m->bounds.x1, y) >= x0) &
                       (eight_at (m->bounds.y0, y) <= y1) & (eight_at (m->bounds.y1, y) >= y0));
      for (int half = 0; half < 2; half++)
        for (guint64 q = meet.q[half]; q != 0;)
          {
            int lane = __builtin_ctzll (q) >> 4;
            mv->near[n++] = y + 4 * half + LANE (lane);
            q &= ~(G_GUINT64_CONSTANT (0xFFFF) << (16 * lane));
          }
    }
  while (n > 0 && mv->near[n - 1] >= m->objects) /* labels, while they are out */
    n--;
  return n;
}

gint64
move_score (Move *mv, gint64 bound)
{
  Model *m = mv->m;
  gint64 over = -bound; /* new - old - bound */

  mark_changed (mv);
  mv->n_records = 0;
  for (int i = 0; i < mv->n_changed; i++)
    {
      int x = mv->changed[i], *row = &m->pair[(gsize)x * (gsize)mv->all];
      mv->old[i] = m->own[x] + m->sums[x];
      for (int k = i + 1; k < mv->n_changed; k++)
        mv->old[i] -= row[mv->changed[k]];
      over -= mv->old[i] / CREDIT;
    }
  if (m->groups && mv->n_boxes > 0)
    over += groups_try (m, mv->boxes, mv->n_boxes);
  for (int i = 0; i < mv->n_changed; i++)
    {
      int x = mv->changed[i];
      shape_next (mv);
      mv->own[i] = energy_own (m, x);
      over += mv->own[i] - (mv->old[i] - (mv->old[i] / CREDIT));
      if (over > 0)
        return G_MAXINT64;
      int n_near = find_near (mv, x);
      for (int k = 0; k < n_near; k++)
        {
          /* pairs of two that change are scored with the later one */
          int y = mv->near[k], energy;
          if (mv->order[y] > i || (energy = energy_pair (m, x, y)) == 0)
            continue;
          mv->records[mv->n_records++] = (PairRecord){x, y, energy};
          over += energy;
          if (over > 0)
            return G_MAXINT64;
        }
    }
  return over + bound;
}

static void
move_accept (Move *mv, gint64 change)
{
  Model *m = mv->m;

  m->total += change;
  if (m->groups && mv->n_boxes > 0)
    groups_accept (m);
  for (int i = 0; i < mv->n_changed; i++)
    {
      int x = mv->changed[i], *row = &m->pair[(gsize)x * (gsize)mv->all];
      m->own[x] = mv->own[i];
      for (int y = 0; m->sums[x] > 0 && y < m->objects; y++)
        if (row[y] > 0)
          {
            m->sums[x] -= row[y];
            m->sums[y] -= row[y];
            row[y] = m->pair[(gsize)y * (gsize)mv->all + (gsize)x] = 0;
          }
    }
  for (int i = 0; i < mv->n_records; i++)
    {
      PairRecord r = mv->records[i];
      m->pair[(gsize)r.x * (gsize)mv->all + (gsize)r.y] = r.energy;
      m->pair[(gsize)r.y * (gsize)mv->all + (gsize)r.x] = r.energy;
      m->sums[r.x] += r.energy;
      m->sums[r.y] += r.energy;
    }
}

static void
move_init (Move *mv, Model *m, Random *random)
{
  gsize all = (gsize)(m->n + 2 * m->m);

  memset (mv, 0, sizeof *mv);
  mv->m = m;
  mv->random = random;
  mv->all = (int)all;
  mv->lines = g_new0 (int, m->m + 1);
  mv->old_line = g_new0 (LinePlace, m->m + 1);
  mv->part = g_new0 (guint8, m->m + 1);
  mv->changed = g_new0 (int, all + 1);
  mv->order = g_new0 (int, all + 9);
  mv->old_rect = g_new0 (Rect, all + 1);
  mv->old_bounds = g_malloc0 (sizeof *mv->old_bounds * (all + 1));
  mv->near = g_new0 (int, all + 17);
  mv->own = g_new0 (int, all + 1);
  mv->old = g_new0 (int, all + 1);
  mv->records = g_new (PairRecord, all * all / 2 + all + 1);
}

static void
move_clear (Move *mv)
{
  g_free (mv->lines);
  g_free (mv->old_line);
  g_free (mv->part);
  g_free (mv->changed);
  g_free (mv->order);
  g_free (mv->old_rect);
  g_free (mv->old_bounds);
  g_free (mv->near);
  g_free (mv->own);
  g_free (mv->old);
  g_free (mv->records);
}

void
model_anneal (Model *m, Random *random, int moves, double hot, double cold, gboolean greedy, double reach)
{
  Move mv;
  int logs[THRESHOLDS], step = MAX (1, moves / 64), greedy_from = greedy ? moves - moves / 10 : moves;
  double temperature = hot, factor = cold / hot;

  if (m->n == 0)
    return;
  thresholds_fill (logs);
  for (int i = 0; i < 6; i++)
    factor = sqrt (factor); /* its 64th root */
  move_init (&mv, m, random);
  mv.reach = reach;
  for (int i = 0; i < moves; i++)
    {
      if (i % step == step - 1)
        temperature *= factor;
      mv.progress = i / (double)moves;
      move_propose (&mv);
      if (mv.n_boxes == 0 && mv.n_lines == 0)
        continue;
      gint64 bound = i >= greedy_from ? 0 : (gint64)(temperature * logs[random_next (random) >> 22]);
      gint64 change = move_score (&mv, bound);
      if (change <= bound)
        move_accept (&mv, change);
      else
        move_undo (&mv);
    }
  move_clear (&mv);
}

/* Moves @box to (x, y) for at most @bound more energy, and if the score stays as good. */
static gboolean
move_kept (Move *mv, int box, int x, int y, gint64 bound)
{
  Model *m = mv->m;
  BoxPlace before = m->box[box];
  int cost = model_score (m).cost;

  move_begin (mv);
  move_box (mv, box, x, y);
  gint64 change = move_score (mv, bound);
  if (change > bound)
    {
      move_undo (mv);
      return FALSE;
    }
  move_accept (mv, change);
  if (model_score (m).cost <= cost)
    return TRUE;
  move_begin (mv);
  move_box (mv, box, before.x, before.y);
  change = move_score (mv, G_MAXINT32);
  move_accept (mv, change);
  return FALSE;
}

void
model_align (Model *m)
{
  const int reach = 12 * SIXTEENTH;
  Random random = {0};
  Move mv;

  move_init (&mv, m, &random);
  for (int axis = 0; axis < 2; axis++)
    for (int i = 0; i < m->n; i++)
      for (int k = 0; k < m->n; k++)
        {
          int edge = axis ? (int)((m->sizes[k].h - m->sizes[i].h) * SIXTEENTH / 2)
                          : (int)((m->sizes[k].w - m->sizes[i].w) * SIXTEENTH / 2);
          for (int how = -1; how <= 1; how++)
            {
              BoxPlace at = m->box[i];
              int *mine = axis ? &at.y : &at.x, other = (axis ? m->box[k].y : m->box[k].x) + how * edge;
              if (i == k || other == *mine || ABS (other - *mine) > reach)
                continue;
              *mine = other;
              if (move_kept (&mv, i, at.x, at.y, 120))
                break;
            }
        }
  move_clear (&mv);
}
