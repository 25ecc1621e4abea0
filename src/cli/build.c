/* build.c: `brief build`: every product of a build file, only what is stale, by several workers; then its deliveries. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "cli/command.h"
#include "cli/files.h"
#include "cli/issues.h"
#include "cli/joint.h"
#include "cli/key.h"
#include "cli/report.h"
#include "cli/session.h"
#include "cli/shard.h"
#include "cli/terminal.h"

enum
{
  MOST_ROUNDS = 3 /* of a build whose inputs are being edited */
};

typedef struct
{
  const char *output, *format, *metrics;
  const char *only[OPTION_TEXTS_LIMIT + 1], *again[OPTION_TEXTS_LIMIT + 1];
  const char *shard;
  int jobs, timeout, memory, merge;
  gboolean force, quiet, dry, explain, keep_going, wait;
} BuildOptions;

#define AT(member) G_STRUCT_OFFSET (BuildOptions, member)
static const OptionSpec specs[] = {
    {"jobs", 'j', OPTION_NUMBER, "N", AT (jobs), "render workers at a time; without it: one a processor",
     FALSE},
    {"output", 'o', OPTION_TEXT, "FOLDER", AT (output),
     "where the products go; without it: output/ beside data/", FALSE},
    {"force", 'f', OPTION_FLAG, NULL, AT (force), "make what is not stale, too", FALSE},
    {"only", 0, OPTION_TEXTS, "PATTERN", AT (only),
     "only products whose file names match, as “ferry-*”; may be given again", FALSE},
    {"dry-run", 'n', OPTION_FLAG, NULL, AT (dry), "say what would be made and delivered, and change nothing",
     FALSE},
    {"explain", 0, OPTION_FLAG, NULL, AT (explain),
     "say of each product why it is stale: which file, which claim", FALSE},
    {"keep-going", 'k', OPTION_FLAG, NULL, AT (keep_going),
     "go on when a product fails, whatever the build file says", FALSE},
    {"wait", 0, OPTION_FLAG, NULL, AT (wait), "wait while another build is at work in the same folder",
     FALSE},
    {"timeout", 0, OPTION_NUMBER, "SECONDS", AT (timeout), "for one product; without it: 600", FALSE},
    {"memory", 0, OPTION_NUMBER, "MIB", AT (memory), "for a render worker; without it: 4096", FALSE},
    {"redeliver", 0, OPTION_TEXTS, "NAME", AT (again),
     "repeat a delivery that was interrupted; may be given again", FALSE},
    {"metrics", 0, OPTION_TEXT, "FILE", AT (metrics), "write numbers for Prometheus’ node exporter", FALSE},
    {"shard", 0, OPTION_TEXT, "I/N", AT (shard),
     "make the I-th of N parts, of about equal cost; nothing is delivered", FALSE},
    {"merge", 0, OPTION_NUMBER, "N", AT (merge),
     "make nothing: check that all N shards have, write the joint report, deliver", FALSE},
    {"format", 0, OPTION_CHOICE, "text|json", AT (format), "a table, or one event a line as JSON", FALSE},
    {"quiet", 'q', OPTION_FLAG, NULL, AT (quiet), "print nothing but diagnostics and failures", FALSE},
    {0},
};
#undef AT

typedef struct
{
  const BuildOptions *options;
  const Places *places;
  const char *path;
  Plan *plan;
  Lock *lock;
  GHashTable *made; /* output → milliseconds as text: made in an earlier round of this run; looked up only */
  Closed closed;
  gboolean json, plain;
  int number, shards; /* which shard of how many; 0: all of it */
  int status;
} Build;

static void
say_waiting (const char *holder)
{
  terminal_say ("waiting for another build: %s", holder);
}

/** Lets a line of JSON out at once: who follows it wants it now. */
static void
print_event (char *event)
{
  printf ("%s\n", event);
  fflush (stdout);
  g_free (event);
}

static void
tell_product (const Product *product, int done, int total, gpointer data)
{
  const Build *build = data;
  Product *told = (Product *)product;
  told->findings = diags_count (product->diags, DIAG_WARNING) + diags_count (product->diags, DIAG_NOTE);
  if (build->json)
    print_event (report_product_event (product, done, total));
  else if (build->plain && total > 0)
    fprintf (stderr, "%d of %d: %s %s\n", done, total, report_state (product, FALSE), product->output);
}

static void
tell_delivery (const Delivered *delivered, gpointer data)
{
  const Build *build = data;
  if (build->json)
    print_event (report_delivery_event (delivered));
}

/** Is every pattern of --only, every name of --redeliver there? */
static int
check_choice (Build *build)
{
  const BuildOptions *options = build->options;
  const char *unknown = plan_choose (build->plan, options->only);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; unknown && i < build->plan->products->len; i++)
    g_ptr_array_add (names, g_path_get_basename (((Product *)build->plan->products->pdata[i])->output));
  for (int k = 0; !unknown && options->again[k]; k++)
    {
      const GPtrArray *deliveries = build->plan->order ? build->plan->order->deliveries : NULL;
      gboolean known = FALSE;
      for (guint i = 0; deliveries && i < deliveries->len; i++)
        {
          const Delivery *delivery = deliveries->pdata[i];
          known |= strcmp (delivery->id, options->again[k]) == 0;
          g_ptr_array_add (names, g_strdup (delivery->id));
        }
      unknown = known ? NULL : options->again[k];
    }
  if (!unknown)
    return STATUS_FINE;
  g_ptr_array_add (names, NULL);
  return terminal_unknown ("product or delivery", unknown, (char **)names->pdata);
}

/** What an earlier round of this run made is not “unchanged”. */
static void
remember_made (Build *build)
{
  for (guint i = 0; i < build->plan->products->len; i++)
    {
      Product *product = build->plan->products->pdata[i];
      const char *before = g_hash_table_lookup (build->made, product->output);
      if (product->state == PRODUCT_MADE)
        g_hash_table_insert (build->made, g_strdup (product->output),
                             g_strdup_printf ("%d", (int)product->milliseconds));
      else if (product->state == PRODUCT_FRESH && before)
        {
          product->state = PRODUCT_MADE;
          product->milliseconds = (double)g_ascii_strtoll (before, NULL, 10);
        }
    }
}

static gboolean
was_edited (const Build *build, char **path)
{
  *path = inputs_changed (build->plan->inputs);
  for (guint i = 0; !*path && i < build->plan->products->len; i++)
    {
      const Product *product = build->plan->products->pdata[i];
      if (product->edited)
        *path = g_strdup (product->layout_path);
    }
  return *path != NULL;
}

/** Plans and makes; FALSE: it goes no further, and build->status says so. With mistakes the sound products are made all the same, unless the
 *  build file wants it to stop. */
static gboolean
make_round (Build *build)
{
  const BuildOptions *options = build->options;
  g_clear_pointer (&build->plan, plan_free);
  build->plan = plan_new (build->places, build->path, options->output);
  build->status = check_choice (build);
  if (build->status != STATUS_FINE)
    return FALSE;
  if (build->number > 0)
    joint_take_shard (build->plan, build->number, build->shards);
  const Order *order = build->plan->order;
  const gboolean stop = order && order->stop && !options->keep_going;
  if (build->json)
    print_event (report_begin_event (build->plan));
  const MakeOptions make = {.jobs = options->jobs,
                            .force = options->force,
                            .quiet = options->quiet || build->json,
                            .dry = options->dry || options->merge > 0 ||
                                   (stop && diags_has_errors (build->plan->diags)),
                            .stop = stop,
                            .timeout = options->timeout,
                            .memory = options->memory,
                            .inputs = build->plan->inputs,
                            .keep = order && order->keep >= 0 ? order->keep : 0,
                            .lock = build->lock,
                            .told = tell_product,
                            .data = build};
  build->status = make_products_closed (build->places, build->plan->products, &make, &build->closed);
  if (options->merge > 0)
    build->status = joint_merge (build->plan, options->merge);
  remember_made (build);
  return TRUE;
}

/** Makes all; again while what it is made from is being edited. Returns whether it settled. */
static gboolean
make_all (Build *build)
{
  for (int n = 1; make_round (build); n++)
    {
      g_autofree char *path = NULL;
      if (build->options->dry || !was_edited (build, &path))
        return TRUE;
      if (n == MOST_ROUNDS || build->options->force)
        {
          terminal_say (
              "%s was edited during the build: nothing is delivered; build again when it is at rest", path);
          build->status = STATUS_WORLD;
          return FALSE;
        }
      terminal_say ("%s was edited during the build: once more", path);
    }
  return FALSE;
}

static void
tidy (const Build *build)
{
  const GPtrArray *products = build->plan->products;
  g_autoptr (GHashTable) swept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < products->len; i++)
    {
      const Product *product = products->pdata[i];
      char *folder = g_path_get_dirname (product->key);
      if (g_hash_table_add (swept, folder))
        key_sweep (folder);
    }
  if (build->plan->order)
    issues_prune (products, build->plan->order->keep);
}

/** What the products have to say, as a report keeps it; then it is printed with the rest. */
static void
gather_findings (Build *build)
{
  for (guint i = 0; i < build->plan->products->len; i++)
    {
      Product *product = build->plan->products->pdata[i];
      if (product->lints) /* what its shard reported */
        continue;
      product->findings =
          diags_count (product->diags, DIAG_WARNING) + diags_count (product->diags, DIAG_NOTE);
      product->lints = diags_to_json (product->diags);
      for (char *at = product->lints; *at; at++)
        if (*at == '\n')
          *at = ' ';
    }
}

static void
print_findings (Build *build)
{
  for (guint i = 0; i < build->plan->products->len; i++)
    diags_absorb (build->plan->diags, ((Product *)build->plan->products->pdata[i])->diags);
  terminal_diags (build->plan->diags, FALSE);
  if (diags_has_errors (build->plan->diags))
    build->status = MAX (build->status, STATUS_AUTHOR);
}

/** A merge that fails leaves build.json alone: by its costs the shards that are run again find their parts. */
static char *
report_path (const Build *build, const Report *report)
{
  const char *name = build->options->merge > 0 && report->status != STATUS_FINE ? "merge.json" : "build.json";
  return build->number > 0 ? joint_path (build->plan, build->number, build->shards)
                           : g_build_filename (build->plan->output, ".report", name, NULL);
}

static void
keep_report (Build *build, const Report *report)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = report_path (build, report);
  g_autofree char *json = report_json (report), *metrics = report_metrics (report);
  g_autofree char *folder = g_path_get_dirname (path);
  if (!build->options->dry && lock_holds (build->lock) && g_mkdir_with_parents (folder, 0700) == 0 &&
      !file_write_atomically (path, json, strlen (json), 0600, &error))
    {
      terminal_say ("%s", error->message);
      build->status = STATUS_WORLD;
      g_clear_error (&error);
    }
  if (build->options->metrics &&
      !file_write_atomically (build->options->metrics, metrics, strlen (metrics), 0644, &error))
    {
      terminal_say ("%s", error->message);
      build->status = STATUS_WORLD;
    }
}

/** Deliveries, reports, and the last words. */
static void
finish (Build *build, gboolean settled, gint64 begun, const char *begun_words, gint64 begun_unix)
{
  const BuildOptions *options = build->options;
  const DeliverOptions deliver = {options->dry, options->again};
  g_autoptr (GPtrArray) delivered = settled && build->number == 0
                                        ? deliver_all (build->plan, &deliver, tell_delivery, build)
                                        : g_ptr_array_new ();
  for (guint i = 0; i < delivered->len; i++)
    {
      const Delivered *one = delivered->pdata[i];
      if (one->state == DELIVERY_FAILED || one->state == DELIVERY_INTERRUPTED)
        build->status = MAX (build->status, STATUS_WORLD);
    }
  gather_findings (build);
  Report report = {build->plan,
                   delivered,
                   &build->closed,
                   (char *)begun_words,
                   begun_unix,
                   .dry = options->dry,
                   .explain = options->explain};
  report.seconds = (double)(g_get_monotonic_time () - begun) / G_USEC_PER_SEC;
  report.status = MAX (build->status, diags_has_errors (build->plan->diags) ? STATUS_AUTHOR : STATUS_FINE);
  keep_report (build, &report);
  print_findings (build);
  report.status = build->status;
  g_autofree char *table = report_table (&report), *failures = report_failures (&report);
  if (build->json)
    print_event (report_end_event (&report));
  else if (!options->quiet)
    fputs (table, stdout);
  fflush (stdout);
  if (failures)
    fputs (failures, stderr);
}

static int
build_all (Build *build)
{
  const BuildOptions *options = build->options;
  const gint64 begun = g_get_monotonic_time ();
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *words = g_date_time_format (now, "%Y-%m-%dT%H:%M:%SZ");
  g_autofree char *output = plan_output (build->places, build->path, options->output), *orphan = NULL;
  g_autoptr (GError) error = NULL;
  if (!options->dry)
    {
      build->lock = lock_take (output, build->number > 0, options->wait, say_waiting, &orphan, &error);
      if (!build->lock)
        {
          terminal_say ("%s: %s", output, error->message);
          return STATUS_WORLD;
        }
      if (orphan)
        terminal_say ("took over from a build that was killed: %s", orphan);
      files_sweep (output);
    }
  gboolean settled = make_all (build);
  if (build->status == STATUS_USAGE)
    return STATUS_USAGE;
  if (!options->dry && build->number == 0 && lock_holds (build->lock))
    tidy (build);
  finish (build, settled, begun, words, g_date_time_to_unix (now));
  return build->status;
}

static int
run_build (const void *values, char **operands, int n_operands)
{
  const BuildOptions *options = values;
  g_autoptr (Places) places = places_find ();
  g_autofree char *path = n_operands > 0 ? places_short (places, operands[0]) : build_file (places, NULL);
  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    {
      terminal_say ("build: no build file %s; brief new DIR makes one to start from", path);
      return STATUS_USAGE;
    }
  Build build = {.options = options, .places = places, .path = path};
  if (options->shard && !shard_read (options->shard, &build.number, &build.shards))
    {
      terminal_say ("build: --shard wants a number and how many there are, as 3/8, not “%s”", options->shard);
      return STATUS_USAGE;
    }
  if (options->merge > 0 &&
      (options->shard || options->only[0] || options->force || options->merge > SHARDS_MOST))
    {
      terminal_say ("build: --merge takes at most %d shards, and neither --shard, --only nor --force",
                    SHARDS_MOST);
      return STATUS_USAGE;
    }
  build.json = options->format && strcmp (options->format, "json") == 0;
  build.plain = !options->quiet && !isatty (STDERR_FILENO);
  build.made = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  int status = build_all (&build);
  g_clear_pointer (&build.plan, plan_free);
  g_clear_pointer (&build.lock, lock_free);
  g_hash_table_unref (build.made);
  return status;
}

static const char *const examples[] = {
    "brief build",
    "every product of data/briefings.yaml whose facts, layout, fonts or program have changed",
    "brief build data/briefings.yaml -j 2 --output printed",
    "with two render workers, into the folder printed",
    "brief build --force --format json",
    "all of them anew, and one event a line that programs can read",
    "brief build --dry-run --explain",
    "what would be made, and why: which file, which claim changed",
    "brief build --only 'isis-k-*' --timeout 60 --memory 1000",
    "only these products, each within a minute and a gigabyte",
    "brief build --shard 1/2 && brief build --shard 2/2 && brief build --merge 2",
    "in two parts that could be made on two machines, then the joint report",
    NULL,
};

const Command command_build = {
    .name = "build",
    .operands = "[BUILDFILE]",
    .max_operands = 1,
    .summary = "every product of a build file, only what is stale, in parallel",
    .detail =
        "Makes every product that a build file lists: case × audience × layout × language. What each "
        "was made from is kept in output/.cache/; a product is made again when, and only when, something "
        "of that holds something else: the facts released to its audience, its layout and settings, "
        "fonts, libraries, the program. Each appears whole or not at all: a failed run leaves the "
        "earlier file. Then what the file says under `deliver` goes out, and output/.report/build.json "
        "tells of it all.\n\nExit status: 0 all is made and delivered; 1 the author's files have "
        "mistakes; 2 wrong usage; 3 a product or a delivery failed or was interrupted, or another build "
        "is at work.",
    .examples = examples,
    .options = specs,
    .options_size = sizeof (BuildOptions),
    .run = run_build,
    .renders = TRUE,
};
