/* report.c: see report.h. */
#include "cli/report.h"
#include <string.h>
#include "base/yaml.h"
#include "cli/command.h"

const char *
report_state (const Product *product, gboolean dry)
{
  static const char *const words[] = {
      [PRODUCT_WAITING] = "not made",  [PRODUCT_FRESH] = "unchanged", [PRODUCT_MADE] = "made",
      [PRODUCT_AUTHOR] = "has errors", [PRODUCT_WORLD] = "failed",
  };
  return dry && product->state == PRODUCT_WAITING ? "stale" : words[product->state];
}

static gboolean
has_failed (const Product *product)
{
  return product->state == PRODUCT_AUTHOR || product->state == PRODUCT_WORLD;
}

/* JSON */

static void
write_pair (YamlWriter *writer, const char *key, const char *value)
{
  if (!value)
    return;
  yaml_write_key (writer, key);
  yaml_write_string (writer, value);
}

static void
write_count (YamlWriter *writer, const char *key, gint64 value)
{
  yaml_write_key (writer, key);
  yaml_write_integer (writer, value);
}

static void
write_double (YamlWriter *writer, const char *key, double value)
{
  yaml_write_key (writer, key);
  yaml_write_number (writer, value);
}

/** Line ends and what leads a line are outside of all strings: JSON writes those inside as \n. */
static char *
one_line (char *text)
{
  char *to = text;
  for (const char *at = text; *at;)
    if (*at == '\n')
      {
        at += 1 + strspn (at + 1, " ");
        if (to > text && to[-1] == ',')
          *to++ = ' ';
      }
    else
      *to++ = *at++;
  *to = '\0';
  return text;
}

static char *
finish (YamlWriter *writer)
{
  yaml_write_end (writer);
  return one_line (yaml_writer_steal (writer));
}

static YamlWriter *
begin_event (const char *name)
{
  YamlWriter *writer = yaml_writer_new (YAML_AS_JSON);
  yaml_write_map_begin (writer);
  write_pair (writer, "event", name);
  return writer;
}

static void
write_product (YamlWriter *writer, const Product *product, gboolean dry)
{
  write_pair (writer, "file", product->output);
  write_pair (writer, "case", product->case_name);
  write_count (writer, "issue", product->issue);
  write_pair (writer, "audience", product->audience);
  write_pair (writer, "layout", product->layout);
  write_pair (writer, "language", product->language);
  write_pair (writer, "state", report_state (product, dry));
  write_pair (writer, "why", product->why);
  write_count (writer, "pages", product->pages);
  write_count (writer, "bytes", product->bytes);
  write_pair (writer, "marking", product->marking);
  write_pair (writer, "sha256", product->digest);
  write_double (writer, "milliseconds", product->milliseconds);
  write_count (writer, "findings", product->findings);
  write_pair (writer, "trouble", product->trouble);
}

char *
report_begin_event (const Plan *plan)
{
  g_autoptr (YamlWriter) writer = begin_event ("begin");
  write_pair (writer, "build", plan->path);
  write_pair (writer, "output", plan->output);
  write_count (writer, "products", plan->products->len);
  return finish (writer);
}

char *
report_product_event (const Product *product, int done, int total)
{
  g_autoptr (YamlWriter) writer = begin_event ("product");
  if (total > 0)
    {
      write_count (writer, "done", done);
      write_count (writer, "of", total);
    }
  /* reasons name claims: they are for build.json and --explain */
  Product shown = *product;
  shown.why = NULL;
  write_product (writer, &shown, FALSE);
  return finish (writer);
}

static void
write_delivered (YamlWriter *writer, const Delivered *delivered)
{
  write_pair (writer, "delivery", delivered->delivery->id);
  write_pair (writer, "state", delivery_word (delivered->state));
  write_count (writer, "files", delivered->n_files);
  write_pair (writer, "trouble", delivered->trouble);
}

char *
report_delivery_event (const Delivered *delivered)
{
  g_autoptr (YamlWriter) writer = begin_event ("delivery");
  write_delivered (writer, delivered);
  return finish (writer);
}

static int
count_state (const Report *report, ProductState state)
{
  int n = 0;
  for (guint i = 0; i < report->plan->products->len; i++)
    n += ((const Product *)report->plan->products->pdata[i])->state == state;
  return n;
}

static int
count_delivery (const Report *report, DeliveryState state)
{
  int n = 0;
  for (guint i = 0; i < report->delivered->len; i++)
    n += ((const Delivered *)report->delivered->pdata[i])->state == state;
  return n;
}

static int
count_unplanned (const Report *report)
{
  int n = 0;
  for (guint i = 0; i < report->plan->unplanned->len; i++)
    n += ((const Unplanned *)report->plan->unplanned->pdata[i])->n;
  return n;
}

static void
write_sums (YamlWriter *writer, const Report *report)
{
  write_count (writer, "status", report->status);
  write_double (writer, "seconds", report->seconds);
  write_count (writer, "made", count_state (report, PRODUCT_MADE));
  write_count (writer, "unchanged", count_state (report, PRODUCT_FRESH));
  write_count (writer, "failed", count_state (report, PRODUCT_WORLD) + count_state (report, PRODUCT_AUTHOR));
  write_count (writer, report->dry ? "stale" : "not_made", count_state (report, PRODUCT_WAITING));
  write_count (writer, "unplanned", count_unplanned (report));
}

char *
report_end_event (const Report *report)
{
  g_autoptr (YamlWriter) writer = begin_event ("end");
  write_sums (writer, report);
  return finish (writer);
}

/** "{…}" with one more pair, whose value is JSON already. Takes @object. */
static char *
with_json (char *object, const char *key, const char *json)
{
  g_autofree char *own = object;
  own[strlen (own) - 1] = '\0';
  return g_strdup_printf ("%s, \"%s\": %s}", own, key, json);
}

static void
append_item (GString *list, char *json)
{
  g_string_append (list, list->len > 1 ? ",\n  " : "\n  ");
  g_string_append (list, json);
  g_free (json);
}

static char *
product_json (const Product *product, gboolean dry)
{
  g_autoptr (YamlWriter) writer = yaml_writer_new (YAML_AS_JSON);
  yaml_write_map_begin (writer);
  write_product (writer, product, dry);
  g_autofree char *release = g_compute_checksum_for_string (G_CHECKSUM_SHA256, product->release, -1);
  yaml_write_key (writer, "inputs");
  yaml_write_map_begin (writer);
  write_pair (writer, "release", release);
  write_pair (writer, "layout", product->layout_path);
  write_pair (writer, "key", product->key);
  yaml_write_end (writer);
  return with_json (finish (writer), "lints", product->lints ? product->lints : "[]");
}

static char *
findings_json (const PlanFindings *findings)
{
  g_autoptr (YamlWriter) writer = yaml_writer_new (YAML_AS_JSON);
  yaml_write_map_begin (writer);
  write_pair (writer, "case", findings->case_name);
  g_autofree char *lints = one_line (diags_to_json (findings->diags));
  return with_json (finish (writer), "lints", lints);
}

static char *
delivered_json (const Delivered *delivered)
{
  g_autoptr (YamlWriter) writer = yaml_writer_new (YAML_AS_JSON);
  yaml_write_map_begin (writer);
  write_delivered (writer, delivered);
  return finish (writer);
}

static char *
head_json (const Report *report)
{
  g_autoptr (YamlWriter) writer = yaml_writer_new (YAML_AS_JSON);
  yaml_write_map_begin (writer);
  write_pair (writer, "program", "brief " BRIEF_VERSION);
  write_pair (writer, "build", report->plan->path);
  write_pair (writer, "begun", report->begun);
  write_sums (writer, report);
  if (report->closed->asked)
    {
      yaml_write_key (writer, "workers_closed");
      yaml_write_map_begin (writer);
      yaml_write_key (writer, "files");
      yaml_write_boolean (writer, report->closed->files);
      yaml_write_key (writer, "calls");
      yaml_write_boolean (writer, report->closed->calls);
      yaml_write_end (writer);
    }
  return finish (writer);
}

char *
report_json (const Report *report)
{
  const Plan *plan = report->plan;
  g_autoptr (GString) products = g_string_new ("["), facts = g_string_new ("["),
                      delivered = g_string_new ("[");
  for (guint i = 0; i < plan->products->len; i++)
    append_item (products, product_json (plan->products->pdata[i], report->dry));
  for (guint i = 0; i < plan->findings->len; i++)
    append_item (facts, findings_json (plan->findings->pdata[i]));
  for (guint i = 0; i < report->delivered->len; i++)
    append_item (delivered, delivered_json (report->delivered->pdata[i]));
  g_string_append (products, "]");
  g_string_append (facts, "]");
  g_string_append (delivered, "]");
  g_autofree char *errors = one_line (diags_to_json (plan->diags));
  char *json = with_json (head_json (report), "products", products->str);
  json = with_json (json, "facts", facts->str);
  json = with_json (json, "deliveries", delivered->str);
  return with_json (json, "errors", errors);
}

/* Words */

static char *
size_words (gint64 bytes)
{
  return bytes < 1000 * 1000
             ? g_strdup_printf ("%d kB", (int)((bytes + 999) / 1000))
             : g_strdup_printf ("%d.%d MB", (int)(bytes / 1000000), (int)(bytes / 100000 % 10));
}

static void
append_row (GString *out, const Product *product, int name_width, int marking_width, gboolean dry)
{
  const char *marking = product->marking ? product->marking : "";
  g_string_append_printf (out, "%s%*s  ", product->output,
                          name_width - (int)g_utf8_strlen (product->output, -1), "");
  if (product->state != PRODUCT_MADE && product->state != PRODUCT_FRESH)
    {
      g_string_append_printf (out, "%s\n", report_state (product, dry));
      return;
    }
  g_autofree char *size = size_words (product->bytes);
  g_string_append_printf (out, "%3d page%s  %7s  %s%*s  ", product->pages, product->pages == 1 ? " " : "s",
                          size, marking, marking_width - (int)g_utf8_strlen (marking, -1), "");
  if (product->state == PRODUCT_MADE)
    g_string_append_printf (out, "%6d ms", (int)(product->milliseconds + 0.5));
  else
    g_string_append (out, "unchanged");
  if (product->findings > 0)
    g_string_append_printf (out, "  %d finding%s", product->findings, product->findings == 1 ? "" : "s");
  g_string_append_c (out, '\n');
}

char *
report_table (const Report *report)
{
  const GPtrArray *products = report->plan->products;
  GString *out = g_string_new (NULL);
  int name_width = 0, marking_width = 0;
  for (guint i = 0; i < products->len; i++)
    {
      const Product *product = products->pdata[i];
      name_width = MAX (name_width, (int)g_utf8_strlen (product->output, -1));
      if (product->marking)
        marking_width = MAX (marking_width, (int)g_utf8_strlen (product->marking, -1));
    }
  for (guint i = 0; i < products->len; i++)
    {
      const Product *product = products->pdata[i];
      append_row (out, product, name_width, marking_width, report->dry);
      if (report->explain && product->why)
        g_string_append_printf (out, "    %s\n", product->why);
    }
  for (guint i = 0; i < report->delivered->len; i++)
    {
      const Delivered *delivered = report->delivered->pdata[i];
      g_string_append_printf (out, "%s: %s, %d file%s%s%s\n", delivered->delivery->id,
                              delivery_word (delivered->state), delivered->n_files,
                              delivered->n_files == 1 ? "" : "s", delivered->trouble ? ": " : "",
                              delivered->trouble ? delivered->trouble : "");
    }
  return g_string_free (out, FALSE);
}

char *
report_failures (const Report *report)
{
  const GPtrArray *products = report->plan->products;
  GString *out = g_string_new (NULL);
  int n = 0;
  for (guint i = 0; i < products->len; i++)
    n += has_failed (products->pdata[i]);
  if (n > 0)
    g_string_append_printf (out, "brief: %d of %u products failed:\n", n, products->len);
  for (guint i = 0; i < products->len; i++)
    {
      const Product *product = products->pdata[i];
      if (has_failed (product))
        g_string_append_printf (out, "brief: %s: %s\n", product->output,
                                product->trouble ? product->trouble : "has the errors named above");
    }
  for (guint i = 0; i < report->plan->unplanned->len; i++)
    {
      const Unplanned *unplanned = report->plan->unplanned->pdata[i];
      g_string_append_printf (out,
                              "brief: %d product%s of “%s” cannot be made while there are the mistakes named "
                              "above; earlier files stay\n",
                              unplanned->n, unplanned->n == 1 ? "" : "s", unplanned->case_name);
    }
  for (guint i = 0; i < report->delivered->len; i++)
    {
      const Delivered *delivered = report->delivered->pdata[i];
      if (delivered->state == DELIVERY_FAILED || delivered->state == DELIVERY_INTERRUPTED)
        g_string_append_printf (out, "brief: delivery %s: %s: %s\n", delivered->delivery->id,
                                delivery_word (delivered->state), delivered->trouble);
    }
  return g_string_free (out, out->len == 0);
}

/* Numbers for a monitor */

static void
append_metric (GString *out, const char *name, const char *help)
{
  g_string_append_printf (out, "# HELP %s %s\n# TYPE %s gauge\n", name, help, name);
}

char *
report_metrics (const Report *report)
{
  GString *out = g_string_new (NULL);
  char seconds[G_ASCII_DTOSTR_BUF_SIZE];
  g_ascii_formatd (seconds, sizeof seconds, "%.3f", report->seconds);
  append_metric (out, "brief_build_success", "1 when every product and delivery of the last build was fine.");
  g_string_append_printf (out, "brief_build_success %d\n", report->status == STATUS_FINE);
  append_metric (out, "brief_build_status", "Exit status of the last build: 1 author, 2 usage, 3 world.");
  g_string_append_printf (out, "brief_build_status %d\n", report->status);
  append_metric (out, "brief_build_begun_timestamp_seconds", "When the last build began.");
  g_string_append_printf (out, "brief_build_begun_timestamp_seconds %" G_GINT64_FORMAT "\n",
                          report->begun_unix);
  append_metric (out, "brief_build_duration_seconds", "How long it took.");
  g_string_append_printf (out, "brief_build_duration_seconds %s\n", seconds);
  append_metric (out, "brief_products", "Products of the last build by what became of them.");
  static const char *const states[] = {"not_made", "unchanged", "made", "has_errors", "failed"};
  for (int i = PRODUCT_WAITING; i <= PRODUCT_WORLD; i++)
    g_string_append_printf (out, "brief_products{state=\"%s\"} %d\n", states[i],
                            count_state (report, (ProductState)i));
  g_string_append_printf (out, "brief_products{state=\"unplanned\"} %d\n", count_unplanned (report));
  append_metric (out, "brief_deliveries", "Deliveries of the last build by what became of them.");
  for (int i = DELIVERY_HELD; i <= DELIVERY_INTERRUPTED; i++)
    g_string_append_printf (out, "brief_deliveries{state=\"%s\"} %d\n", delivery_word ((DeliveryState)i),
                            count_delivery (report, (DeliveryState)i));
  int findings = 0;
  for (guint i = 0; i < report->plan->products->len; i++)
    findings += ((const Product *)report->plan->products->pdata[i])->findings;
  append_metric (out, "brief_findings", "Warnings and notes about the products of the last build.");
  g_string_append_printf (out, "brief_findings %d\n", findings);
  return g_string_free (out, FALSE);
}
