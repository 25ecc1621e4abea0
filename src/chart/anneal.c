/* anneal.c: simulated annealing on a Model. The threshold is drawn before a move is scored; as all energies are ≥ 0, scoring stops
 * exactly when the new sum exceeds old + threshold (Dueck and Scheuer's threshold form of Metropolis' rule).
 */
#include "chart/model.h"
#include <math.h>
#include <string.h>

#define CONFLICT 1200 /* energy of a line or label with others from which on something is wrong with it */
#define REACH    10.0 /* no energy acts between objects further apart than this [pt] */

typedef struct
{
  Model *m;
  Random *random;
  int all;
  double progress; /* 0…1 */
  double reach;    /* of a shift at the start, parts of the frame */
  /* what the move changes */
  int boxes[64], n_boxes;
  int *lines, n_lines;
  int *changed, n_changed; /* objects */
  int n_shaped;            /* so many of them have their new shapes */
  int *order;              /* 1 + place in changed; 0: unchanged */
  BoxPlace *old_box;
  LinePlace *old_line;
  Rect *old_rect;
  LineShape *old_shape;
  int *own, *scratch; /* new energies of the changed: own, and against all */
  int *near;          /* objects that an energy may act on */
  gboolean *line_in;
} Move;

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

static void
move_begin (Move *mv)
{
  for (int i = 0; i < mv->n_changed; i++)
    mv->order[mv->changed[i]] = 0;
  for (int i = 0; i < mv->n_lines; i++)
    mv->line_in[mv->lines[i]] = FALSE;
  mv->n_boxes = mv->n_lines = mv->n_changed = mv->n_shaped = 0;
}

static void
move_line (Move *mv, int e)
{
  if (mv->line_in[e])
    return;
  mv->line_in[e] = TRUE;
  mv->old_line[mv->n_lines] = mv->m->line[e];
  mv->lines[mv->n_lines++] = e;
}

static void
move_box (Move *mv, int i, int x, int y)
{
  Model *m = mv->m;
  int w = (int)(m->sizes[i].w * SIXTEENTH / 2), h = (int)(m->sizes[i].h * SIXTEENTH / 2);

  if (mv->n_boxes == (int)G_N_ELEMENTS (mv->boxes))
    return;
  mv->old_box[mv->n_boxes] = m->box[i];
  mv->boxes[mv->n_boxes++] = i;
  m->box[i].x = CLAMP (x, w + 1, MAX (w + 1, (int)(m->frame_w * SIXTEENTH) - w - 1));
  m->box[i].y = CLAMP (y, h + 1, MAX (h + 1, (int)(m->frame_h * SIXTEENTH) - h - 1));
  for (int k = 1; k <= m->incident[i][0]; k++)
    move_line (mv, m->incident[i][k]);
}

static void
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
  if (x < m->n)
    model_shape_box (m, x);
  else if (x < m->n + m->m)
    {
      mv->old_shape[i] = m->shapes[x - m->n];
      model_shape_line (m, x - m->n);
    }
  else
    model_shape_label (m, x - m->n - m->m);
}

static void
move_undo (Move *mv)
{
  Model *m = mv->m;

  for (int i = 0; i < mv->n_shaped; i++)
    {
      int x = mv->changed[i];
      m->rects[x] = mv->old_rect[i];
      m->keys[x] = bounds_key (mv->old_rect[i]);
      if (x >= m->n && x < m->n + m->m)
        m->shapes[x - m->n] = mv->old_shape[i];
    }
  for (int i = 0; i < mv->n_boxes; i++)
    m->box[mv->boxes[i]] = mv->old_box[i];
  for (int i = 0; i < mv->n_lines; i++)
    m->line[mv->lines[i]] = mv->old_line[i];
}

/* Objects whose bounds are within reach of those of @x: their number. Without branches. */
static int
find_near (Move *mv, int x)
{
  const Model *m = mv->m;
  const guint64 query = bounds_query (rect_grow (m->rects[x], REACH));
  int n = 0;

  for (int y = 0; y < m->objects; y++)
    {
      mv->near[n] = y;
      n += bounds_may_meet (m->keys[y], query);
    }
  return n;
}

/* The change of energy; G_MAXINT64 as soon as it exceeds @bound. */
static gint64
move_score (Move *mv, gint64 bound)
{
  Model *m = mv->m;
  gint64 old = 0, new = 0;

  mark_changed (mv);

  for (int i = 0; i < mv->n_changed; i++)
    {
      int x = mv->changed[i];
      old += m->own[x] + m->sums[x];
      for (int k = 0; k < i; k++)
        old -= m->pair[x * mv->all + mv->changed[k]];
    }
  for (int i = 0; i < mv->n_changed; i++)
    {
      int x = mv->changed[i], *row = mv->scratch + (gsize)i * (gsize)mv->all;
      shape_next (mv);
      mv->own[i] = energy_own (m, x);
      new += mv->own[i];
      if (new - old > bound)
        return G_MAXINT64;
      int n_near = find_near (mv, x);
      memset (row, 0, sizeof (int) * (gsize)m->objects);
      for (int k = 0; k < n_near; k++)
        {
          /* pairs of two that change are scored with the later one */
          int y = mv->near[k];
          if (mv->order[y] > i)
            continue;
          row[y] = energy_pair (m, x, y);
          new += row[y];
          if (new - old > bound)
            return G_MAXINT64;
        }
    }
  return new - old;
}

static void
move_accept (Move *mv, gint64 change)
{
  Model *m = mv->m;

  m->total += change;
  for (int i = 0; i < mv->n_changed; i++)
    {
      int x = mv->changed[i], *row = mv->scratch + (gsize)i * (gsize)mv->all;
      m->own[x] = mv->own[i];
      for (int y = 0; y < m->objects; y++)
        {
          int *pair = &m->pair[x * mv->all + y];
          if (row[y] == *pair || mv->order[y] > i)
            continue;
          m->sums[x] += row[y] - *pair;
          m->sums[y] += row[y] - *pair;
          *pair = m->pair[y * mv->all + x] = row[y];
        }
    }
}

/* A line in conflict, if one of three draws is. */
static int
pick_line (Move *mv)
{
  Model *m = mv->m;
  int e = 0;

  for (int i = 0; i < 3; i++)
    {
      e = random_below (mv->random, m->m);
      if (m->sums[m->n + e] > CONFLICT || (m->labels && m->sums[m->n + m->m + e] > CONFLICT))
        break;
    }
  return e;
}

static int
new_bow (Move *mv, int e)
{
  double length = mv->m->shapes[e].curve.length;
  int most = CLAMP ((int)(length * .45), 6, 90), bow;

  if (random_below (mv->random, 3) == 0)
    return 0;
  if (random_below (mv->random, 2) == 0)
    bow = mv->m->line[e].bow + random_below (mv->random, 21) - 10;
  else
    bow = random_below (mv->random, 2 * most + 1) - most;
  bow = CLAMP (bow, -most, most);
  return bow > -3 && bow < 3 ? 0 : bow;
}

static int
new_port (Move *mv, int old)
{
  if (random_below (mv->random, 2) == 0)
    return random_below (mv->random, PORTS * PORTS);
  int x = CLAMP (old % PORTS + random_below (mv->random, 5) - 2, 0, PORTS - 1);
  int y = CLAMP (old / PORTS + random_below (mv->random, 5) - 2, 0, PORTS - 1);
  return y * PORTS + x;
}

static void
all_settings (Move *mv, int e)
{
  LinePlace *place = &mv->m->line[e];

  place->bow = (gint16)new_bow (mv, e);
  place->port_a = (gint16)random_below (mv->random, PORTS * PORTS);
  place->port_b = (gint16)random_below (mv->random, PORTS * PORTS);
  place->slide = (gint16)random_below (mv->random, SLIDES);
  if (mv->m->kinds[e].n_wraps > 1)
    place->wrap = (gint16)random_below (mv->random, mv->m->kinds[e].n_wraps);
}

static void
shift (Move *mv, int i)
{
  Model *m = mv->m;
  double reach = MAX (m->frame_w, m->frame_h) * SIXTEENTH, fade = 1 - mv->progress;
  int r = (int)(reach * (.01 + mv->reach * fade * fade * fade)) + 8;

  /* one draw a statement: the order of arguments is the compiler's own (C11 6.5.2.2) */
  int y = m->box[i].y + random_below (mv->random, 2 * r + 1) - r;
  int x = m->box[i].x + random_below (mv->random, 2 * r + 1) - r;
  move_box (mv, i, x, y);
}

static void
to_neighbours (Move *mv, int i)
{
  Model *m = mv->m;
  int n = m->incident[i][0];
  gint64 x = 0, y = 0;

  if (n == 0)
    return;
  for (int k = 1; k <= n; k++)
    {
      const LineKind *kind = &m->kinds[m->incident[i][k]];
      int other = kind->a == i ? kind->b : kind->a;
      x += m->box[other].x;
      y += m->box[other].y;
    }
  int r = 60 * SIXTEENTH;
  int to_y = (int)(y / n) + random_below (mv->random, 2 * r) - r;
  int to_x = (int)(x / n) + random_below (mv->random, 2 * r) - r;
  move_box (mv, i, to_x, to_y);
}

/* A box with those of its neighbours that hang on it alone. */
static void
shift_group (Move *mv, int i)
{
  Model *m = mv->m;
  int r = (int)(m->frame_w * SIXTEENTH * (.02 + .4 * mv->reach * (1 - mv->progress)));
  int dx = random_below (mv->random, 2 * r + 1) - r, dy = random_below (mv->random, 2 * r + 1) - r;
  guint32 which = random_next (mv->random);

  move_box (mv, i, m->box[i].x + dx, m->box[i].y + dy);
  for (int k = 1; k <= m->incident[i][0]; k++)
    {
      const LineKind *kind = &m->kinds[m->incident[i][k]];
      int other = kind->a == i ? kind->b : kind->a;
      gboolean done = FALSE;
      for (int b = 0; b < mv->n_boxes; b++)
        done = done || mv->boxes[b] == other;
      if (!done && (m->incident[other][0] == 1 || (which >> (k & 31) & 3) == 3))
        move_box (mv, other, m->box[other].x + dx, m->box[other].y + dy);
    }
}

/* The best of ten settings of one line, then tried like any move. */
static void
best_of_ten (Move *mv, int e)
{
  LinePlace best = mv->m->line[e];
  gint64 least = G_MAXINT64;

  for (int i = 0; i < 10; i++)
    {
      move_begin (mv);
      move_line (mv, e);
      all_settings (mv, e);
      LinePlace tried = mv->m->line[e];
      gint64 change = move_score (mv, least);
      if (change < least)
        {
          least = change;
          best = tried;
        }
      move_undo (mv);
    }
  move_begin (mv);
  move_line (mv, e);
  mv->m->line[e] = best;
}

static void
propose (Move *mv)
{
  Model *m = mv->m;
  int draw = random_below (mv->random, 100), i = random_below (mv->random, m->n);

  move_begin (mv);
  if (m->m == 0 || draw < 30 || (!m->labels && draw < 44))
    {
      shift (mv, i);
      return;
    }
  if (draw < 35)
    {
      if (draw < 33)
        {
          int k = random_below (mv->random, m->n);
          BoxPlace a = m->box[i], b = m->box[k];
          if (i != k)
            {
              move_box (mv, i, b.x, b.y);
              move_box (mv, k, a.x, a.y);
            }
        }
      else
        to_neighbours (mv, i);
      return;
    }
  if (draw < 38)
    {
      shift_group (mv, i);
      return;
    }
  int e = pick_line (mv);
  LinePlace *place = &m->line[e];
  if (draw >= 98)
    {
      best_of_ten (mv, e);
      return;
    }
  move_line (mv, e);
  if (draw < 58 && m->labels)
    place->slide = (gint16)(random_below (mv->random, 2)
                                ? random_below (mv->random, SLIDES)
                                : CLAMP (place->slide + random_below (mv->random, 7) - 3, 0, SLIDES - 1));
  else if (draw < 72)
    place->bow = (gint16)new_bow (mv, e);
  else if (draw < 84)
    {
      if (random_below (mv->random, 2))
        place->port_a = (gint16)new_port (mv, place->port_a);
      else
        place->port_b = (gint16)new_port (mv, place->port_b);
    }
  else if (draw < 90 && m->labels && m->kinds[e].n_wraps > 1)
    place->wrap = (gint16)random_below (mv->random, m->kinds[e].n_wraps);
  else
    all_settings (mv, e);
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
  mv->changed = g_new0 (int, all + 1);
  mv->order = g_new0 (int, all + 1);
  mv->old_box = g_new0 (BoxPlace, G_N_ELEMENTS (mv->boxes));
  mv->old_line = g_new0 (LinePlace, m->m + 1);
  mv->old_rect = g_new0 (Rect, all + 1);
  mv->old_shape = g_new0 (LineShape, all + 1);
  mv->near = g_new0 (int, all + 1);
  mv->own = g_new0 (int, all + 1);
  mv->scratch = g_new0 (int, all *all + 1);
  mv->line_in = g_new0 (gboolean, m->m + 1);
}

static void
move_clear (Move *mv)
{
  g_free (mv->lines);
  g_free (mv->changed);
  g_free (mv->order);
  g_free (mv->old_box);
  g_free (mv->old_line);
  g_free (mv->old_rect);
  g_free (mv->old_shape);
  g_free (mv->near);
  g_free (mv->own);
  g_free (mv->scratch);
  g_free (mv->line_in);
}

void
model_anneal (Model *m, Random *random, int moves, double hot, double cold, gboolean greedy, double reach)
{
  Move mv;
  int logs[1024], step = MAX (1, moves / 64), greedy_from = greedy ? moves - moves / 10 : moves;
  double temperature = hot, factor = cold / hot;

  if (m->n == 0)
    return;
  for (int i = 0; i < 1024; i++)
    logs[i] = (int)(-1000 * natural_log ((i + .5) / 1024));
  for (int i = 0; i < 6; i++)
    factor = sqrt (factor); /* its 64th root */
  move_init (&mv, m, random);
  mv.reach = reach;
  for (int i = 0; i < moves; i++)
    {
      if (i % step == step - 1)
        temperature *= factor;
      mv.progress = i / (double)moves;
      propose (&mv);
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
