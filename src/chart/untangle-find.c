/* untangle-find.c: which lines cross, which run through boxes, which boxes touch: four at a time. Single precision: only + - * / and
 * comparisons of the same numbers, in the same order everywhere. */
#include "chart/untangle-parts.h"
#include <math.h>
#include <string.h>

#define TOUCHING   3000
#define PER_AREA   12 /* of boxes on each other, for each pt² */
#define PER_LENGTH 3
#define PER_SHORT  60 /* for each pt that a line is too short for its label */
#define BOX_ROOM   12.0f
#define LINE_ROOM  5.0f

/* Four numbers that the compiler may work on at once. */
typedef float Four __attribute__ ((vector_size (16)));
typedef gint32 FourInts __attribute__ ((vector_size (16)));

static inline Four
four_at (const float *column, int i)
{
  Four v;

  memcpy (&v, column + i, sizeof v);
  return v;
}

static inline Four
four_times (float f)
{
  return (Four){f, f, f, f};
}

/* The absolute values. */
static inline Four
four_size (Four v)
{
  return (Four)((FourInts)v & (FourInts){G_MAXINT32, G_MAXINT32, G_MAXINT32, G_MAXINT32});
}

void
untangle_place_box (Untangle *u, int i)
{
  u->cx[i] = (float)u->model->box[i].x / SIXTEENTH;
  u->cy[i] = (float)u->model->box[i].y / SIXTEENTH;
}

/* One end of a line: the middle of the box, or its row's end on the side of the other box. */
static void
place_end (const Untangle *u, int box, int row, int other, float *x, float *y)
{
  *x = u->cx[box];
  *y = u->cy[box];
  if (row < 0)
    return;
  const BoxSize *size = &u->model->sizes[box];
  *x += u->cx[other] > u->cx[box] ? u->w[box] : -u->w[box];
  *y += (float)((size->rows[2 * row] + size->rows[2 * row + 1] - size->h) / 2);
}

void
untangle_place_line (Untangle *u, int e)
{
  const LineKind *k = &u->model->kinds[e];

  place_end (u, k->a, k->row_a, k->b, &u->ax[e], &u->ay[e]);
  place_end (u, k->b, k->row_b, k->a, &u->bx[e], &u->by[e]);
}

/* The part of a ray with the steps (dx, dy) that lies in a rectangle of half size (w, h) about its start. */
static inline float
part_inside (float dx, float dy, float w, float h)
{
  float x = dx > .001f ? w / dx : 1e9f, y = dy > .001f ? h / dy : 1e9f;

  return MIN (x, y);
}

/* What line @e costs by itself: its length outside the boxes, and what is missing for its label and its mark. */
int
untangle_line_length (const Untangle *u, int e)
{
  const LineKind *k = &u->model->kinds[e];
  float dx = u->bx[e] - u->ax[e], dy = u->by[e] - u->ay[e];

  dx = dx < 0 ? -dx : dx;
  dy = dy < 0 ? -dy : dy;
  float inside = (k->row_a < 0 ? part_inside (dx, dy, u->w[k->a], u->h[k->a]) : 0) +
                 (k->row_b < 0 ? part_inside (dx, dy, u->w[k->b], u->h[k->b]) : 0);
  float whole = (float)sqrt ((double)(dx * dx + dy * dy)), free = inside < 1 ? whole * (1 - inside) : 0;
  float need = 22;
  if (u->label_w[e] > 0)
    {
      float label = whole * 2 * part_inside (dx, dy, u->label_w[e], u->label_h[e]) + 16;
      need = MAX (need, label);
    }
  return (int)(PER_LENGTH * whole) + (free < need ? (int)(PER_SHORT * (need - free)) : 0);
}

/* Which lines @e crosses: a byte each in @row. Lines that end at one point do not (the products are exactly 0). */
int
untangle_find_crossings (const Untangle *u, int e, gint32 *row)
{
  const Four px = four_times (u->ax[e]), py = four_times (u->ay[e]), qx = four_times (u->bx[e]),
             qy = four_times (u->by[e]);
  const Four dx = qx - px, dy = qy - py;
  FourInts sum = {0, 0, 0, 0};

  for (int f = 0; f < u->m_wide; f += 4)
    {
      Four rx = four_at (u->ax, f), ry = four_at (u->ay, f), sx = four_at (u->bx, f), sy = four_at (u->by, f);
      Four ex = sx - rx, ey = sy - ry;
      Four r = dx * (ry - py) - dy * (rx - px), s = dx * (sy - py) - dy * (sx - px);
      Four p = ex * (py - ry) - ey * (px - rx), q = ex * (qy - ry) - ey * (qx - rx);
      FourInts cross = (r * s < 0) & (p * q < 0) & 1;
      sum += cross;
      memcpy (row + f, &cross, sizeof cross);
    }
  return sum[0] + sum[1] + sum[2] + sum[3];
}

/* Which boxes line @e runs through: by the axes of the box and the normal of the line (separating axes). */
int
untangle_find_through (const Untangle *u, int e, gint32 *row)
{
  const LineKind *k = &u->model->kinds[e];
  const Four px = four_times (u->ax[e]), py = four_times (u->ay[e]);
  const Four dx = four_times (u->bx[e]) - px, dy = four_times (u->by[e]) - py;
  const Four wide = four_size (dx), high = four_size (dy), room = four_times (LINE_ROOM);
  FourInts sum = {0, 0, 0, 0};

  for (int i = 0; i < u->n_wide; i += 4)
    {
      Four x = four_at (u->cx, i) - px, y = four_at (u->cy, i) - py, w = four_at (u->w, i) + room,
           h = four_at (u->h, i) + room;
      FourInts hit = (four_size (dx * y - dy * x) < wide * h + high * w) &
                     (four_size (x + x - dx) < w + w + wide) & (four_size (y + y - dy) < h + h + high) & 1;
      sum += hit;
      memcpy (row + i, &hit, sizeof hit);
    }
  int n = sum[0] + sum[1] + sum[2] + sum[3] - row[k->a] - row[k->b];
  row[k->a] = row[k->b] = 0;
  return n;
}

/* Which lines run through box @i; its own do not. */
int
untangle_find_hit (const Untangle *u, int i, gint32 *row)
{
  const Four cx = four_times (u->cx[i]), cy = four_times (u->cy[i]), w = four_times (u->w[i] + LINE_ROOM),
             h = four_times (u->h[i] + LINE_ROOM);
  FourInts sum = {0, 0, 0, 0};

  for (int e = 0; e < u->m_wide; e += 4)
    {
      Four px = four_at (u->ax, e), py = four_at (u->ay, e);
      Four dx = four_at (u->bx, e) - px, dy = four_at (u->by, e) - py;
      Four wide = four_size (dx), high = four_size (dy), x = cx - px, y = cy - py;
      FourInts hit = (four_size (dx * y - dy * x) < wide * h + high * w) &
                     (four_size (x + x - dx) < w + w + wide) & (four_size (y + y - dy) < h + h + high) & 1;
      sum += hit;
      memcpy (row + e, &hit, sizeof hit);
    }
  int n = sum[0] + sum[1] + sum[2] + sum[3];
  for (int k = 1; k <= u->model->incident[i][0]; k++)
    {
      n -= row[u->model->incident[i][k]];
      row[u->model->incident[i][k]] = 0;
    }
  return n;
}

/* What box @i costs beside each other box; the sum. */
int
untangle_find_touching (const Untangle *u, int i, gint32 *row)
{
  const Four cx = four_times (u->cx[i]), cy = four_times (u->cy[i]), w = four_times (u->w[i] + BOX_ROOM),
             h = four_times (u->h[i] + BOX_ROOM);
  FourInts sum = {0, 0, 0, 0};

  for (int k = 0; k < u->n_wide; k += 4)
    {
      Four x = four_at (u->w, k) + w - four_size (four_at (u->cx, k) - cx),
           y = four_at (u->h, k) + h - four_size (four_at (u->cy, k) - cy);
      FourInts cost =
          (TOUCHING + __builtin_convertvector(x * y * (float)PER_AREA, FourInts)) & (x > 0) & (y > 0);
      sum += cost;
      memcpy (row + k, &cost, sizeof cost);
    }
  int n = sum[0] + sum[1] + sum[2] + sum[3] - row[i];
  row[i] = 0;
  return n;
}
