/* render.h: one product of one case, as `brief render` and `brief watch` make it. */
#pragma once
#include "cli/command.h"
#include "cli/pool.h"

typedef struct
{
  const char *layout, *audience, *output, *language, *dump, *paper, *password_file;
  int up;
  gboolean booklet, quiet, linearise;
  const char *set[OPTION_TEXTS_LIMIT + 1];
} RenderOptions;

/** What became of it. */
typedef struct
{
  char *output; /* path; owned; NULL: it did not come so far */
  int pages;    /* 0: nothing was written, what stood there before stays */
} Rendered;

/**
 * render_case: reads the case anew, makes the product, prints what was found wrong and, unless quiet, where the product is.
 *
 * @name: of the case; NULL: says which there are
 * @pool: borrowed, its workers stay; NULL: the worker ends
 * Returns a STATUS_.
 */
int render_case (const char *name, const RenderOptions *options, Pool *pool, Rendered *rendered);
