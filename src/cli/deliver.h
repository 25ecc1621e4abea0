/* deliver.h: products go where the build file says, each delivery once.
 *
 * A delivery is about a set of files: their names and digests, and what is to be done with them, make its mark. What became of the last one of
 * each name is in OUTPUT/.report/deliveries/NAME.json, written and synced before it begins ("begun") and after it ended ("done", "failed").
 * So in the next run
 *   done, same mark    nothing is to be done
 *   failed             it is tried again
 *   begun              the program was ended in between: whether it arrived cannot be known. It is reported, and repeated only when asked
 *                      for by its name; a newer set of products is delivered all the same
 * A command that takes one {file} has such an entry for each file: what arrived is not sent again because another did not.
 */
#pragma once
#include "cli/plan.h"

typedef enum
{
  DELIVERY_HELD,   /* a product of it was not made, or is not what was made */
  DELIVERY_DUE,    /* --dry-run: it would be done */
  DELIVERY_BEFORE, /* was done before */
  DELIVERY_DONE,
  DELIVERY_FAILED,
  DELIVERY_INTERRUPTED, /* begun by a run that was ended: see --redeliver */
} DeliveryState;

typedef struct
{
  const Delivery *delivery;
  DeliveryState state;
  int n_files;
  char *trouble; /* why not; NULL */
} Delivered;

typedef struct
{
  gboolean dry;
  const char *const *again; /* names of interrupted deliveries that are to be repeated; NULL-terminated */
} DeliverOptions;

/** Carries out all deliveries of the plan, in the file's order; those of which a product is missing or changed are held. Returns what became
 *  of each, of Delivered*, owned. @told (may be NULL) is called as each ends. */
GPtrArray *deliver_all (const Plan *plan, const DeliverOptions *options,
                        void (*told) (const Delivered *delivered, gpointer data), gpointer data);

/** "done", "failed" …: for reports. */
const char *delivery_word (DeliveryState state);
