/* propose.c: the kinds of moves (move.h), and how often each is drawn. Boxes are drawn evenly, lines and labels rather where something
 * is wrong with them.
 */
#include "chart/move.h"

#define BRANCH   16   /* boxes that are moved together, at most */
#define CONFLICT 1200 /* energy of a line or label with others from which on something is wrong with it */

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
  int most = (int)(mv->m->shapes[e]->curve.length * .45), bow;

  most = CLAMP (most, 6, 90);

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
  int x = old % PORTS + random_below (mv->random, 5) - 2;
  int y = old / PORTS + random_below (mv->random, 5) - 2;
  return CLAMP (y, 0, PORTS - 1) * PORTS + CLAMP (x, 0, PORTS - 1);
}

static int
new_slide (Move *mv, int old)
{
  if (random_below (mv->random, 2))
    return random_below (mv->random, SLIDES);
  int slide = old + random_below (mv->random, 7) - 3;
  return CLAMP (slide, 0, SLIDES - 1);
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

/* The boxes that are reached from @i but by the line from @parent: the branch of a tree. Their number; 0: more than BRANCH. */
static int
find_branch (const Model *m, int i, int parent, int branch[BRANCH])
{
  int n = 1;

  branch[0] = i;
  for (int at = 0; at < n; at++)
    for (int k = 1; k <= m->incident[branch[at]][0]; k++)
      {
        const LineKind *kind = &m->kinds[m->incident[branch[at]][k]];
        int other = kind->a == branch[at] ? kind->b : kind->a;
        gboolean known = other == parent;
        if (known && at > 0)
          return 0; /* a ring: no branch */
        for (int b = 0; b < n && !known; b++)
          known = branch[b] == other;
        if (known)
          continue;
        if (n == BRANCH)
          return 0;
        branch[n++] = other;
      }
  return n;
}

static gboolean
shift_branch (Move *mv, int i, int dx, int dy)
{
  Model *m = mv->m;
  int branch[BRANCH], n_lines = m->incident[i][0];

  if (n_lines == 0)
    return FALSE;
  const LineKind *kind = &m->kinds[m->incident[i][1 + random_below (mv->random, n_lines)]];
  int n = find_branch (m, i, kind->a == i ? kind->b : kind->a, branch);
  if (n < 2 || 2 * n > m->n)
    return FALSE;
  for (int b = 0; b < n; b++)
    move_box (mv, branch[b], m->box[branch[b]].x + dx, m->box[branch[b]].y + dy);
  return TRUE;
}

/* A box with a branch that hangs on it, or with those of its neighbours that hang on it alone. */
static void
shift_group (Move *mv, int i)
{
  Model *m = mv->m;
  int r = (int)(m->frame_w * SIXTEENTH * (.02 + .4 * mv->reach * (1 - mv->progress)));
  int dx = random_below (mv->random, 2 * r + 1) - r, dy = random_below (mv->random, 2 * r + 1) - r;
  guint32 which = random_next (mv->random);

  if (which >> 31 && shift_branch (mv, i, dx, dy))
    return;
  move_box (mv, i, m->box[i].x + dx, m->box[i].y + dy);
  for (int k = 1; k <= m->incident[i][0]; k++)
    {
      const LineKind *kind = &m->kinds[m->incident[i][k]];
      int other = kind->a == i ? kind->b : kind->a;
      gboolean done = FALSE;
      for (int b = 0; b < mv->n_boxes; b++)
        done = done || mv->boxes[b] == other;
      if (!done && (m->incident[other][0] == 1 || (which >> (k & 30) & 3) == 3))
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
      move_line (mv, e, PART_ALL);
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
  move_line (mv, e, PART_ALL);
  mv->m->line[e] = best;
}

typedef enum
{
  KIND_SHIFT,
  KIND_SWAP,
  KIND_TO_NEIGHBOURS,
  KIND_GROUP,
  KIND_EXCURSION,
  KIND_BOW,
  KIND_PORT,
  KIND_ALL,
  KIND_TEN,
  KIND_SLIDE,
  KIND_WRAP,
  N_KINDS
} Kind;

/* How often each kind of move is proposed, parts of 100: early, while labels are out; early in what is nearly a tree; late, with
 * labels; late where there are none. What places boxes anew is hardly ever accepted late. */
static const int kind_shares[4][N_KINDS] = {{44, 5, 3, 5, 2, 18, 16, 7, 0, 0, 0},
                                            {44, 5, 4, 18, 2, 12, 10, 5, 0, 0, 0},
                                            {30, 0, 0, 1, 1, 18, 16, 4, 0, 24, 6},
                                            {36, 2, 2, 4, 2, 22, 22, 10, 0, 0, 0}};

static Kind
draw_kind (Move *mv)
{
  const Model *m = mv->m;
  const int *shares = kind_shares[m->late ? (m->labels ? 2 : 3) : m->sparse];
  int draw = random_below (mv->random, 100), kind = 0;

  while (kind < N_KINDS - 1 && draw >= shares[kind])
    draw -= shares[kind++];
  return kind > KIND_EXCURSION && mv->m->m == 0 ? KIND_SHIFT : (Kind)kind;
}

static void
swap_boxes (Move *mv, int i)
{
  Model *m = mv->m;
  int k = random_below (mv->random, m->n);
  BoxPlace a = m->box[i], b = m->box[k];

  if (i == k)
    return;
  move_box (mv, i, b.x, b.y);
  move_box (mv, k, a.x, a.y);
}

static void
excursion (Move *mv)
{
  BoxPlace out;
  int i = mv->m->groups ? groups_excursion (mv->m, mv->random, &out) : -1;

  if (i >= 0)
    move_box (mv, i, out.x, out.y);
}

static void
propose_line (Move *mv, Kind kind)
{
  int e = pick_line (mv);
  LinePlace *place = &mv->m->line[e];

  move_line (mv, e, kind == KIND_SLIDE || kind == KIND_WRAP ? PART_LABEL : PART_ALL);
  switch (kind)
    {
    case KIND_SLIDE:
      place->slide = (gint16)new_slide (mv, place->slide);
      break;
    case KIND_WRAP:
      place->wrap = (gint16)random_below (mv->random, MAX (1, mv->m->kinds[e].n_wraps));
      break;
    case KIND_BOW:
      place->bow = (gint16)new_bow (mv, e);
      break;
    case KIND_PORT:
      if (random_below (mv->random, 2))
        place->port_a = (gint16)new_port (mv, place->port_a);
      else
        place->port_b = (gint16)new_port (mv, place->port_b);
      break;
    case KIND_TEN:
      best_of_ten (mv, e);
      break;
    default:
      all_settings (mv, e);
    }
}

void
move_propose (Move *mv)
{
  Kind kind = draw_kind (mv);
  int i = random_below (mv->random, mv->m->n);

  move_begin (mv);
  switch (kind)
    {
    case KIND_SHIFT:
      shift (mv, i);
      break;
    case KIND_SWAP:
      swap_boxes (mv, i);
      break;
    case KIND_TO_NEIGHBOURS:
      to_neighbours (mv, i);
      break;
    case KIND_GROUP:
      shift_group (mv, i);
      break;
    case KIND_EXCURSION:
      excursion (mv);
      break;
    default:
      propose_line (mv, kind);
    }
}
