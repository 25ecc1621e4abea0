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
#include "cli/inputs.h"
#include "cli/lock.h"
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
  const char *effort, *fold, *parallel; /* chart, borrowed; NULL: the layout's */
  gboolean framed;                      /* chart: the ground has exactly this size */
  const char *figure;                   /* chart, borrowed: a companion of it; NULL: the chart */
  const char *focus, *kinds, *as_of;    /* chart, borrowed; NULL: all of it */
  int tile_width, tile_height;          /* chart: paper of a poster [upt]; 0: one sheet */
  int depth, limit;                     /* chart; 0: all of it */
  int dpi;                              /* chart as PNG; 0: the worker's choice */
  gboolean explain;                     /* chart: say which step of the ladder it stands on */
  int width, height;                    /* chart [upt]; 0: its own choice */
  const char *graph; /* task "graph": JSON, borrowed, and what it is called in diagnostics */
  gsize graph_length;
  const char *graph_name;
  char *pins;         /* where boxes stood, of this audience (cli/pins.h); NULL: nothing is kept */
  char *pin_path;     /* where to write where they stand now; NULL: nowhere */
  gboolean linearise; /* first page in front, by brief-readback */
  char *password;     /* a locked copy goes beside it (product_locked_path); NULL: none */
  ProductState state;
  int pages;
  double milliseconds; /* the worker's, without start-up */
  char *trouble;
  Diags *diags; /* what the render side found */
  char *key;    /* path; NULL: always made */
  char *kept;   /* folder for arrangements of its audience; NULL: none are kept */
  /* products of a build file; of others NULL and 0 */
  char *case_name, *line; /* line: what its name has in common with its earlier issues, see issues.h */
  int issue;
  gboolean chosen; /* asked for in this run */
  gboolean edited; /* what it was made from was changed meanwhile: it is made again */
  /* known of those that are made or fresh */
  char *why;              /* why it had to be made */
  char *marking, *digest; /* as printed; SHA-256 of the file */
  gint64 bytes;
  int findings;    /* warnings and notes about it, set once it was told of */
  gboolean proven; /* held against its case and found good (proof.h) */
  char *doubt;     /* why not; NULL: good, or not asked */
  char *lints;     /* all that was found about it, as JSON */
} Product;

/** Where the copy with a password goes: NAME-locked.pdf beside NAME.pdf; owned. */
char *product_locked_path (const char *output);

Product *product_new (void);
void product_free (Product *product);

typedef struct
{
  int jobs;             /* workers at a time; 0: as many as processors */
  gboolean force;       /* make fresh ones, too */
  gboolean quiet;       /* no progress bar */
  Pool *pool;           /* borrowed: its workers are used and stay; NULL: workers end with the run */
  gboolean dry;         /* say what is stale, and make nothing */
  gboolean stop;        /* begin nothing more once one has failed */
  int timeout;          /* s for one product; 0: MAKE_TIMEOUT */
  int memory;           /* MiB for a worker; 0: MAKE_MEMORY */
  const Inputs *inputs; /* as they were before; NULL: nobody looks whether they change */
  int keep;             /* earlier issues of each product; 0: none is set aside (issues.h) */
  const Lock *lock;     /* of the folder that is written into; NULL: none */
  /** Told of each product whose state is known: fresh ones first, then in the order in which they end. NULL: nobody. */
  void (*told) (const Product *product, int done, int total, gpointer data);
  gpointer data;
} MakeOptions;

enum
{
  MAKE_TIMEOUT = 600, /* a product of a thousand pages takes seconds */
  MAKE_MEMORY = 4096  /* a table of a hundred thousand rows takes a fifth */
};

/** What the kernel of this machine could not close to the last worker that answered (cli/sandbox.h). */
typedef struct
{
  gboolean asked, files, calls;
} Closed;

/** Makes every product (of Product*), sets their states, and returns the worst: a STATUS_. Prints nothing but the progress. */
int make_products (const Places *places, GPtrArray *products, const MakeOptions *options);
/** The same, and *@closed (NULL: not asked) is told. */
int make_products_closed (const Places *places, GPtrArray *products, const MakeOptions *options,
                          Closed *closed);

/** A task's folder of layouts, for who wants to know whether they change: those of one product, owned, NULL-terminated. */
char **product_layout_folders (const Places *places, const Product *product);

/** `{case}-{issue}-{layout}-{audience}-{language}.pdf` with its fields filled in; owned. NULL and @problem: an unknown field, or no
 *  name for a file. @issue −1: its place is left open. */
char *product_name (const char *pattern, const char *case_name, int issue, const char *layout,
                    const char *audience, const char *language, char **problem);
