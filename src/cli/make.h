/* make.h: products from Releases: what is stale is rendered by workers and written whole; what is not is left alone.
 *
 * A product is stale when anything it was made from is not what the key beside it says: Release text, every layout file that was
 * read, the faces in fonts/, the language, what was set, the program, or the product's own bytes. Keys stand in .cache/AUDIENCE/ beside the
 * product. Only the render side's words come in here: no Store, no audience but its id.
 */
#pragma once
#include "base/diag.h"
#include "base/set-value.h"
#include "base/sheets.h"
#include "cli/places.h"
#include "cli/pool.h"

typedef enum
{
  PRODUCT_WAITING,
  PRODUCT_FRESH, /* nothing had changed */
  PRODUCT_MADE,
  PRODUCT_AUTHOR, /* diagnostics have errors; the earlier file stays */
  PRODUCT_WORLD,  /* @trouble says what; the earlier file stays */
} ProductState;

typedef struct
{
  char *case_folder, *audience, *layout, *layout_path, *language;
  char *output;              /* path, "-": standard output */
  const char *release;       /* canonical text, borrowed; NULL to check */
  const char *task;          /* "render" | "chart" | "graph" | "check": read the layout, make nothing */
  const char *dump, *format; /* borrowed; NULL */
  GPtrArray *set;            /* of SetValue*: for the layout's settings */
  Sheets sheets;
  const char *effort, *fold;         /* chart, borrowed; NULL: the layout's */
  gboolean framed;                   /* chart: the ground has exactly this size */
  const char *figure;                /* chart, borrowed: a companion of it; NULL: the chart */
  const char *focus, *kinds, *as_of; /* chart, borrowed; NULL: all of it */
  int tile_width, tile_height;       /* chart: paper of a poster [upt]; 0: one sheet */
  int depth, limit;                  /* chart; 0: all of it */
  int dpi;                           /* chart as PNG; 0: the worker's choice */
  gboolean explain;                  /* chart: say which step of the ladder it stands on */
  int width, height;                 /* chart [upt]; 0: its own choice */
  const char *graph;                 /* task "graph": JSON, borrowed, and what it is called in diagnostics */
  gsize graph_length;
  const char *graph_name;
  char *pins;     /* where boxes stood, of this audience (cli/pins.h); NULL: nothing is kept */
  char *pin_path; /* where to write where they stand now; NULL: nowhere */
  ProductState state;
  int pages;
  double milliseconds; /* the worker's, without start-up */
  char *trouble;
  Diags *diags; /* what the render side found */
  char *key;    /* path; NULL: always made */
  char *kept;   /* folder for arrangements of its audience; NULL: none are kept */
} Product;

Product *product_new (void);
void product_free (Product *product);

typedef struct
{
  int jobs;       /* workers at a time; 0: as many as processors */
  gboolean force; /* make fresh ones, too */
  gboolean quiet; /* no progress bar */
  Pool *pool;     /* borrowed: its workers are used and stay; NULL: workers end with the run */
} MakeOptions;

/** Makes every product (of Product*), sets their states, and returns the worst: a STATUS_. Prints nothing but the progress. */
int make_products (const Places *places, GPtrArray *products, const MakeOptions *options);

/** `{case}-{issue}-{layout}-{audience}-{language}.pdf` with its fields filled in; owned. NULL and @problem: an unknown field. */
char *product_name (const char *pattern, const char *case_name, int issue, const char *layout,
                    const char *audience, const char *language, char **problem);
