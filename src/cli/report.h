/* report.h: what became of a build: for people, for programs that follow it, for a monitor in the morning.
 *
 * OUTPUT/.report/build.json is for the author's side alone: mode 0600, never delivered; it quotes findings about facts that no product
 * shows. The events and the metrics name files and numbers only.
 */
#pragma once
#include "cli/deliver.h"
#include "cli/plan.h"

typedef struct
{
  const Plan *plan;
  const GPtrArray *delivered; /* of Delivered* */
  const Closed *closed;
  char *begun; /* ISO 8601, UTC; borrowed */
  gint64 begun_unix;
  double seconds;
  int status; /* STATUS_ */
  gboolean dry, explain;
} Report;

/** One event as one line of JSON; owned, without its line end. */
char *report_begin_event (const Plan *plan);
char *report_product_event (const Product *product, int done, int total);
char *report_delivery_event (const Delivered *delivered);
char *report_end_event (const Report *report);

/** "made", "unchanged" …; in a dry run what is not fresh is "stale". */
const char *report_state (const Product *product, gboolean dry);

/** The table: product, pages, size, marking, time, findings; with report->explain a line below each that says why it had to be made. Owned. */
char *report_table (const Report *report);

/** What failed and why, a line each, for the end of it all; owned. NULL: nothing did. */
char *report_failures (const Report *report);

/** The whole report as JSON; owned. */
char *report_json (const Report *report);
/** The same in numbers, in the text form that Prometheus' node exporter reads; owned. */
char *report_metrics (const Report *report);
