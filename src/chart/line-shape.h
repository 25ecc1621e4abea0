/* line-shape.h: a line as it lies in the plane, with the band that holds it: most pairs that do not touch are told apart by it. */
#pragma once
#include "chart/geometry.h"

typedef struct
{
  Curve curve;
  Point da, db; /* unit directions out of the ends, along the line */
  /* all of the line lies in the band low … high over the chord: offset = normal · point - at */
  Point normal;
  double at, low, high;
} LineShape;

/** May @r come within @gap of the band that @s lies in? (Bounds are compared before.) */
static inline gboolean
band_meets_rect (const LineShape *s, Rect r, double gap)
{
  double reach = (fabs (s->normal.x) * (r.x1 - r.x0) + fabs (s->normal.y) * (r.y1 - r.y0)) / 2 + gap * 1.4143;
  double off = s->normal.x * (r.x0 + r.x1) / 2 + s->normal.y * (r.y0 + r.y1) / 2 - s->at;

  return off + reach >= s->low && off - reach <= s->high;
}

/** May @t come within @gap of the band of @s? */
static inline gboolean
band_meets_line (const LineShape *s, const LineShape *t, double gap)
{
  const Curve *c = &t->curve;
  double p = s->normal.x * c->p[0].x + s->normal.y * c->p[0].y - s->at;
  double q = s->normal.x * c->p[c->n - 1].x + s->normal.y * c->p[c->n - 1].y - s->at;
  double k = s->normal.x * c->control.x + s->normal.y * c->control.y - s->at;

  return MAX (MAX (p, q), k) + gap >= s->low && MIN (MIN (p, q), k) - gap <= s->high;
}
