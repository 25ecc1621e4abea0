/* make.c: see make.h. */
#include "cli/make.h"
#include <string.h>
#include <glib/gstdio.h>
#include "cli/command.h"
#include "cli/files.h"
#include "cli/issues.h"
#include "cli/key.h"
#include "cli/libraries.h"
#include "cli/pins.h"
#include "cli/readback.h"
#include "cli/terminal.h"

Product *
product_new (void)
{
  Product *product = g_new0 (Product, 1);
  product->task = "render";
  product->diags = diags_new ();
  product->set = set_values_new ();
  return product;
}

void
product_free (Product *product)
{
  if (!product)
    return;
  g_free (product->case_folder);
  g_free (product->audience);
  g_free (product->layout);
  g_free (product->layout_path);
  g_free (product->language);
  g_free (product->output);
  g_free (product->trouble);
  g_free (product->key);
  g_ptr_array_unref (product->set);
  g_free (product->kept);
  g_free (product->pins);
  g_free (product->password);
  g_free (product->pin_path);
  g_free (product->case_name);
  g_free (product->line);
  g_free (product->why);
  g_free (product->marking);
  g_free (product->digest);
  g_free (product->lints);
  g_free (product->doubt);
  diags_free (product->diags);
  g_free (product);
}

typedef struct
{
  const Places *places;
  const MakeOptions *options;
  Machine *machine; /* what all keys have in common; NULL: no product has one */
  Progress progress;
  int done, total, failed;
  gboolean stop;
  Closed closed;
} Run;

static void
fail (Product *product, ProductState state, const char *trouble)
{
  product->state = state;
  g_free (product->trouble);
  product->trouble = g_strdup (trouble);
}

/** The product's own folder must be the one that was locked: what vanished is not made anew behind anyone's back. */
static gboolean
folder_holds (const Run *run, GError **error)
{
  if (!run->options->lock || lock_holds (run->options->lock))
    return TRUE;
  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT,
               "the output folder vanished while it was being built into");
  return FALSE;
}

static gboolean
set_aside (const Product *product, const Run *run)
{
  issues_set_aside (product, run->options->keep);
  return TRUE;
}

char *
product_locked_path (const char *output)
{
  int stem = (int)strlen (output) - (g_str_has_suffix (output, ".pdf") ? 4 : 0);
  return g_strdup_printf ("%.*s-locked.pdf", stem, output);
}

/** The product as it came, or linearised, into its file; and the locked copy, which is never the only one. Adds to product->bytes. */
static gboolean
write_product (Product *product, const Places *places, const char *path, const char *bytes, gsize length,
               GError **error)
{
  g_autoptr (GBytes) linear = NULL, locked = NULL;
  if (product->linearise)
    linear = readback_rewrite (places, bytes, length, "linearise", NULL, error);
  if (product->linearise && !linear)
    return FALSE;
  if (linear)
    bytes = g_bytes_get_data (linear, &length);
  if (product->password)
    locked = readback_rewrite (places, bytes, length, "encrypt", product->password, error);
  if (product->password && !locked)
    return FALSE;
  if (!file_write_atomically (path, bytes, length, 0666, error))
    return FALSE;
  product->bytes += (gint64)length;
  g_autofree char *beside = locked ? product_locked_path (path) : NULL;
  return !locked || file_write_atomically (beside, g_bytes_get_data (locked, NULL), g_bytes_get_size (locked),
                                           0666, error);
}

/** Several outputs are charts of a set: FILE-1.svg, FILE-2.svg … */
static gboolean
write_outputs (Product *product, const Places *places, const Message *reply, GError **error)
{
  const char *dot = strrchr (product->output, '.');
  const guint n = message_count (reply, "output");
  product->bytes = 0;
  gsize length;
  const int stem = dot && !strchr (dot, '/') ? (int)(dot - product->output) : (int)strlen (product->output);
  for (guint i = 0; i < n; i++)
    {
      const char *bytes = message_nth (reply, "output", i, &length);
      g_autofree char *path =
          n == 1 || strcmp (product->output, "-") == 0
              ? g_strdup (product->output)
              : g_strdup_printf ("%.*s-%u%s", stem, product->output, i + 1, product->output + stem);
      if (!write_product (product, places, path, bytes, length, error))
        return FALSE;
    }
  const char *pins = message_find (reply, "pins", NULL);
  return !product->pin_path || !pins || pins_write (product->pin_path, product->audience, pins, error);
}

/** Writes what the worker sent. A product with errors is not written: an earlier file stays. */
static void
take_reply (Product *product, const Message *reply, Run *run)
{
  g_autoptr (GError) error = NULL;
  gsize diags_length = 0;
  const char *json = message_find (reply, "diags", &diags_length);
  const char *output = message_find (reply, "output", NULL);
  const char *trouble = message_find (reply, "error", NULL);
  if (json && !diags_read_json (product->diags, json, diags_length))
    trouble = "the render worker answered what cannot be understood";
  product->pages = message_number (reply, "pages", 0);
  product->milliseconds = message_number (reply, "microseconds", 0) / 1000.0;
  if (trouble)
    fail (product, PRODUCT_WORLD, trouble);
  else if (diags_has_errors (product->diags))
    fail (product, PRODUCT_AUTHOR, NULL);
  else if (strcmp (product->task, "check") == 0)
    product->state = PRODUCT_FRESH;
  else if (!output)
    fail (product, PRODUCT_WORLD, "the render worker wrote nothing");
  else if (!folder_holds (run, &error) || !set_aside (product, run) ||
           !write_outputs (product, run->places, reply, &error))
    fail (product, PRODUCT_WORLD, error->message);
  else
    {
      product->state = PRODUCT_MADE;
      product->marking = g_strdup (message_find (reply, "marking", NULL));
      if (run->machine)
        key_write (product, run->machine, reply, run->options->inputs);
    }
}

static int
message_number_or (const Message *message, const char *name, int otherwise)
{
  return message ? message_number (message, name, otherwise) : otherwise;
}

static void
on_done (Job *job, const Message *reply, const GError *error, gpointer data)
{
  Run *run = data;
  Product *product = job->data;
  if (reply)
    take_reply (product, reply, run);
  else
    fail (product, PRODUCT_WORLD, error->message);
  run->closed.asked |= reply != NULL;
  run->closed.files = message_number_or (reply, "files-closed", run->closed.files);
  run->closed.calls = message_number_or (reply, "calls-closed", run->closed.calls);
  run->failed += product->state != PRODUCT_MADE && product->state != PRODUCT_FRESH;
  run->stop |= run->options->stop && run->failed > 0;
  run->done++;
  if (run->options->told) /* who prints there has no bar */
    run->options->told (product, run->done, run->total, run->options->data);
}

static void
on_beat (const Job *longest, gpointer data)
{
  Run *run = data;
  progress_show (&run->progress, run->done, run->total, run->failed, longest->name);
}

static Message *
request_for (const Product *product)
{
  Message *request = message_new ();
  message_add_text (request, "task", product->task);
  message_add_text (request, "layout", product->layout_path);
  message_add_text (request, "language", product->language);
  message_add_text (request, "dump", product->dump);
  message_add_text (request, "format", product->format);
  message_add_text (request, "effort", product->effort);
  message_add_text (request, "fold", product->fold);
  message_add_text (request, "parallel", product->parallel);
  if (product->graph)
    {
      message_add (request, "graph", product->graph, product->graph_length);
      message_add_text (request, "graph-name", product->graph_name);
    }
  if (product->framed)
    message_add_number (request, "framed", 1);
  message_add_text (request, "figure", product->figure);
  message_add_text (request, "focus", product->focus);
  message_add_text (request, "kinds", product->kinds);
  message_add_text (request, "as-of", product->as_of);
  if (product->tile_width > 0)
    {
      message_add_number (request, "tile-width", product->tile_width);
      message_add_number (request, "tile-height", product->tile_height);
    }
  if (product->depth > 0)
    message_add_number (request, "depth", product->depth);
  if (product->limit > 0)
    message_add_number (request, "limit", product->limit);
  message_add_text (request, "pins", product->pins);
  if (product->pin_path)
    message_add_number (request, "pin", 1);
  if (product->dpi > 0)
    message_add_number (request, "dpi", product->dpi);
  if (product->explain)
    message_add_number (request, "explain", 1);
  if (product->width > 0)
    message_add_number (request, "width", product->width);
  if (product->height > 0)
    message_add_number (request, "height", product->height);
  if (product->sheets.booklet)
    message_add_number (request, "booklet", 1);
  if (product->sheets.up > 0)
    message_add_number (request, "up", product->sheets.up);
  if (product->sheets.width > 0)
    {
      message_add_number (request, "sheet-width", product->sheets.width);
      message_add_number (request, "sheet-height", product->sheets.height);
    }
  for (guint i = 0; i < product->set->len; i++)
    {
      g_autofree char *value = set_value_to_text (product->set->pdata[i]);
      message_add_text (request, "set", value);
    }
  message_add_text (request, "release", product->release);
  return request;
}

static gboolean
can_write (const char *folder)
{
  return g_mkdir_with_parents (folder, 0700) == 0 && g_access (folder, W_OK) == 0;
}

/** Where products of @jobs are noted (.cache/ of the output folder); owned; NULL: nowhere. */
static char *
notes_folder (const GPtrArray *jobs)
{
  for (guint i = 0; i < jobs->len; i++)
    {
      const Product *product = ((const Job *)jobs->pdata[i])->data;
      const char *inside = product->key ? product->key : product->kept;
      if (!inside)
        continue;
      g_autofree char *folder = g_path_get_dirname (inside);
      return g_path_get_dirname (folder);
    }
  return NULL;
}

/** fontconfig's cache: beside the fonts if we may write there, else the user's own; a service that has neither may write into its
 *  output folder alone. */
static char *
font_cache (const Places *places, const GPtrArray *jobs)
{
  g_autofree char *beside = g_build_filename (places->fonts, ".cache", NULL);
  if (can_write (beside))
    return g_steal_pointer (&beside);
  g_autofree char *own = g_build_filename (g_get_user_cache_dir (), "brief", "fontconfig", NULL);
  if (can_write (own))
    return g_steal_pointer (&own);
  g_autofree char *notes = notes_folder (jobs);
  g_autofree char *last = notes ? g_build_filename (notes, "fontconfig", NULL) : NULL;
  return last && can_write (last) ? g_steal_pointer (&last) : g_steal_pointer (&own);
}

static void
add_folder (Message *settings, GHashTable *seen, const char *folder)
{
  if (g_hash_table_add (seen, g_strdup (folder)))
    message_add_text (settings, "folder", folder);
}

/** Settings of a run: fonts, and every folder in which a layout or its parent may be. */
static Message *
settings_for (const Places *places, const GPtrArray *jobs)
{
  Message *settings = message_new ();
  g_autofree char *cache = font_cache (places, jobs);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  message_add_text (settings, "fonts", places->fonts);
  message_add_text (settings, "cache", cache);
  g_autofree char *stamp = program_stamp (places);
  message_add_text (settings, "stamp", stamp);
  for (guint i = 0; i < jobs->len; i++)
    {
      const Product *product = ((Job *)jobs->pdata[i])->data;
      if (!*product->layout_path)
        continue;
      g_auto (GStrv) folders = product_layout_folders (places, product);
      for (int k = 0; folders[k]; k++)
        add_folder (settings, seen, folders[k]);
    }
  return settings;
}

static int
worst_status (const GPtrArray *products)
{
  int worst = STATUS_FINE;
  for (guint i = 0; i < products->len; i++)
    {
      const Product *product = products->pdata[i];
      if (product->state == PRODUCT_AUTHOR)
        worst = MAX (worst, STATUS_AUTHOR);
      else if (product->state == PRODUCT_WORLD)
        worst = STATUS_WORLD;
    }
  return worst;
}

char **
product_layout_folders (const Places *places, const Product *product)
{
  GStrvBuilder *folders = g_strv_builder_new ();
  g_autofree char *own = g_path_get_dirname (product->layout_path);
  g_auto (GStrv) found = places_layout_folders (places, product->case_folder);
  g_strv_builder_add (folders, own);
  for (int k = 0; found[k]; k++)
    {
      g_autofree char *folder = places_short (places, found[k]);
      g_strv_builder_add (folders, folder);
    }
  char **all = g_strv_builder_end (folders);
  g_strv_builder_unref (folders);
  return all;
}

/** Is it to be made? What is fresh gets its state. */
static gboolean
is_due (Product *product, const Run *run)
{
  const MakeOptions *options = run->options;
  if (product->state != PRODUCT_WAITING)
    return FALSE;
  g_clear_pointer (&product->why, g_free);
  if (product->key)
    product->why = key_stale (product, run->machine);
  if (product->key && !product->why && !(options->force && product->chosen))
    {
      product->state = PRODUCT_FRESH;
      if (options->told)
        options->told (product, 0, 0, options->data);
      return FALSE;
    }
  if (product->key && !product->why)
    product->why = g_strdup ("--force");
  return (product->chosen || !product->key) && !options->dry;
}

static Job *
job_for (Product *product)
{
  char *group = g_strdup_printf ("%s\n%s", product->case_folder, product->audience);
  char *name = g_path_get_basename (product->output);
  /* made here: a worker may write into it, not make it */
  if (product->kept && g_mkdir_with_parents (product->kept, 0700) != 0)
    g_clear_pointer (&product->kept, g_free);
  return job_new_take (group, g_strdup (product->kept), name, request_for (product), product);
}

/** What is known of fonts and libraries from earlier runs stands beside the keys. */
static Machine *
open_machine (const Places *places, const GPtrArray *products)
{
  const char *key = NULL;
  for (guint i = 0; i < products->len && !key; i++)
    key = ((const Product *)products->pdata[i])->key;
  if (!key)
    return NULL;
  g_autofree char *folder = g_path_get_dirname (key), *cache = g_path_get_dirname (folder);
  g_autofree char *kept = g_build_filename (cache, "identities", NULL);
  return machine_new (places, kept);
}

int
make_products_closed (const Places *places, GPtrArray *products, const MakeOptions *options, Closed *closed)
{
  if (!places->fonts)
    {
      for (guint i = 0; i < products->len; i++)
        fail (products->pdata[i], PRODUCT_WORLD,
              "no fonts: neither fonts/ in the source tree nor share/brief/fonts was found");
      return STATUS_WORLD;
    }
  Run run = {.places = places, .options = options};
  run.machine = open_machine (places, products);
  g_autoptr (GPtrArray) jobs = g_ptr_array_new_with_free_func ((GDestroyNotify)job_free);
  for (guint i = 0; i < products->len; i++)
    if (is_due (products->pdata[i], &run))
      g_ptr_array_add (jobs, job_for (products->pdata[i]));
  run.total = (int)jobs->len;
  progress_begin (&run.progress, options->quiet);
  if (jobs->len)
    {
      g_autoptr (Message) settings = settings_for (places, jobs);
      const PoolLimits limits = {options->timeout > 0 ? options->timeout : MAKE_TIMEOUT,
                                 options->memory > 0 ? options->memory : MAKE_MEMORY, &run.stop,
                                 run.progress.on ? on_beat : NULL};
      g_autoptr (Pool) own = options->pool ? NULL : pool_new (places->program);
      pool_run (options->pool ? options->pool : own, settings, jobs,
                options->jobs > 0 ? options->jobs : (int)g_get_num_processors (), &limits, on_done, &run);
    }
  progress_clear (&run.progress);
  if (run.machine && !options->dry && (!options->lock || lock_holds (options->lock)))
    machine_keep (run.machine);
  machine_free (run.machine);
  if (closed && run.closed.asked)
    *closed = run.closed;
  return worst_status (products);
}

int
make_products (const Places *places, GPtrArray *products, const MakeOptions *options)
{
  return make_products_closed (places, products, options, NULL);
}

char *
product_name (const char *pattern, const char *case_name, int issue, const char *layout, const char *audience,
              const char *language, char **problem)
{
  g_autofree char *number = issue < 0 ? g_strdup ("{issue}") : g_strdup_printf ("%d", issue);
  const struct
  {
    const char *field, *value;
  } fields[] = {{"case", case_name},
                {"issue", number},
                {"layout", layout},
                {"audience", audience},
                {"language", language}};
  g_autoptr (GString) out = g_string_new (NULL);
  for (const char *p = pattern; *p; p++)
    {
      const char *end = *p == '{' ? strchr (p, '}') : NULL;
      if (!end)
        {
          g_string_append_c (out, *p);
          continue;
        }
      gboolean known = FALSE;
      for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
        if (strlen (fields[i].field) == (gsize)(end - p - 1) &&
            strncmp (fields[i].field, p + 1, (gsize)(end - p - 1)) == 0)
          {
            g_string_append (out, fields[i].value);
            known = TRUE;
          }
      if (!known)
        {
          *problem = g_strdup_printf (
              "the name knows no %.*s; it has {case}, {issue}, {layout}, {audience} and {language}",
              (int)(end - p + 1), p);
          return NULL;
        }
      p = end;
    }
  gboolean controls = FALSE;
  for (const char *p = out->str; *p; p++)
    controls |= (guchar)*p < 0x20 || *p == 0x7F;
  if (controls || !*out->str || strchr (out->str, '/') || *out->str == '.')
    {
      *problem = g_strdup_printf ("%s is not a file name", out->str);
      return NULL;
    }
  return g_strdup (out->str);
}
