/* plan.h: a build file worked out: each product with its Release, its layout's file, its name and its key, ready for make.h.
 *
 * A plan holds all that a build knows before it makes anything; it writes nothing. Cases are read once, Releases selected once for each
 * case and audience. The files of a plan are noted as they were before they were read (inputs.h); a case that was edited between its
 * first file and its last is read again.
 */
#pragma once
#include "cli/author.h"
#include "cli/inputs.h"
#include "cli/make.h"
#include "cli/order.h"

typedef struct
{
  const Places *places; /* borrowed */
  Diags *diags;         /* mistakes in the build file and the facts */
  char *path;           /* of the build file */
  char *data;           /* its folder: cases are named from here */
  char *output;         /* folder */
  Order *order;         /* NULL: the file could not be read */
  Inputs *inputs;       /* all files that facts and layouts are read from */
  GPtrArray *products;  /* of Product*, owned, in the build file's order */
  GPtrArray *unplanned; /* of Unplanned*, owned: what mistakes keep from being planned, a case each */
  /* inside */
  GHashTable *authors;  /* case name → Author*; NULL value: could not be read */
  GHashTable *releases; /* "case\naudience" → text; NULL value: refused */
  GPtrArray *findings;  /* of PlanFindings*, in the order in which cases are read */
} Plan;

/** Products of a case that are wanted, and of which nothing is known for mistakes: they are in no list, and must be told of. */
typedef struct
{
  char *case_name;
  int n;
} Unplanned;

/** What was found in the facts of a case: warnings and notes, author's eyes only. */
typedef struct
{
  char *case_name;
  Diags *diags;
} PlanFindings;

/** Where the products of the build file at @path go; owned. @given NULL: output/ beside the folder of the build file. */
char *plan_output (const Places *places, const char *path, const char *given);

/** Reads all. @output NULL: output/ beside the folder of the build file. Never NULL; mistakes are in plan->diags, and what is
 *  sound is planned all the same. Cost: reading the facts; nothing is rendered. */
Plan *plan_new (const Places *places, const char *path, const char *output);
void plan_free (Plan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Plan, plan_free)

/** Leaves only those products chosen whose file name one of the patterns (`*`, `?`) matches; NULL-terminated, empty: all stay. Returns the
 *  first pattern that matches nothing, borrowed; NULL: each does. */
const char *plan_choose (Plan *plan, const char *const *patterns);

/** Has the delivery this product? */
gboolean plan_delivers (const Delivery *delivery, const Product *product);
