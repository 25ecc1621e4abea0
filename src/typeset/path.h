/* path.h: a shape of lines and cubic curves, filled or stroked: an op of a page (ops.h). All lengths upt. */
#pragma once
#include "document/style.h"

typedef struct
{
  char verb; /* m l c h */
  int x[3], y[3];
} PathStep;

typedef struct
{
  GArray *steps; /* of PathStep; owned */
  gboolean fill, stroke, even_odd;
  Colour fill_colour, stroke_colour;
  int width, dash[6], n_dash, cap, join; /* cap, join: ISO 32000-1 8.4.3.3, 8.4.3.4 */
} Path;

Path *path_new (void);
void path_step (Path *path, char verb, int x, int y); /* m, l, h */
void path_curve (Path *path, int x1, int y1, int x2, int y2, int x3, int y3);
