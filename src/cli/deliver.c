/* deliver.c: see deliver.h. */
#include "cli/deliver.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>
#include "base/yaml.h"
#include "cli/files.h"
#include "cli/mail.h"
#include "cli/proof.h"
#include "cli/run.h"

const char *
delivery_word (DeliveryState state)
{
  static const char *const words[] = {
      [DELIVERY_HELD] = "held", [DELIVERY_DUE] = "due",       [DELIVERY_BEFORE] = "delivered before",
      [DELIVERY_DONE] = "done", [DELIVERY_FAILED] = "failed", [DELIVERY_INTERRUPTED] = "interrupted"};
  return words[state];
}

static void
delivered_free (gpointer data)
{
  Delivered *delivered = data;
  g_free (delivered->trouble);
  g_free (delivered);
}

/** One go: all files of a folder or of a command with {files}; one file of a command with {file}. */
typedef struct
{
  char *mark;       /* hash of what is to be done, with what */
  char *state;      /* "begun", "done", "failed", "" */
  GPtrArray *paths; /* borrowed */
} Unit;

typedef struct
{
  const Plan *plan;
  const Delivery *delivery;
  char *target; /* a folder's path */
  char *ledger, *log;
  GPtrArray *units; /* of Unit* */
  char *trouble;
} Step;

static void
unit_free (gpointer data)
{
  Unit *unit = data;
  g_free (unit->mark);
  g_free (unit->state);
  g_ptr_array_unref (unit->paths);
  g_free (unit);
}

static gboolean
is_each (const Delivery *delivery)
{
  for (int i = 0; delivery->command && delivery->command[i]; i++)
    if (strstr (delivery->command[i], "{file}"))
      return TRUE;
  return FALSE;
}

/** What a go is about, as a hash: the same words and the same bytes are the same delivery. */
static char *
mark_of (const Step *step, const GPtrArray *products)
{
  const Delivery *delivery = step->delivery;
  g_autoptr (GString) text = g_string_new (step->target);
  for (int i = 0; delivery->command && delivery->command[i]; i++)
    g_string_append_printf (text, "\nword %s", delivery->command[i]);
  for (int i = 0; delivery->to && delivery->to[i]; i++)
    g_string_append_printf (text, "\nto %s", delivery->to[i]);
  if (delivery->to)
    g_string_append_printf (text, "\nfrom %s\nsubject %s", delivery->from, delivery->subject);
  for (guint i = 0; i < products->len; i++)
    {
      const Product *product = products->pdata[i];
      g_autofree char *base = g_path_get_basename (product->output);
      g_string_append_printf (text, "\nfile %s %s", product->digest, base);
    }
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text->str, (gssize)text->len);
}

static void
add_unit (Step *step, const GPtrArray *products)
{
  Unit *unit = g_new0 (Unit, 1);
  unit->mark = mark_of (step, products);
  unit->state = g_strdup ("");
  unit->paths = g_ptr_array_new ();
  for (guint i = 0; i < products->len; i++)
    g_ptr_array_add (unit->paths, ((Product *)products->pdata[i])->output);
  g_ptr_array_add (unit->paths, NULL);
  g_ptr_array_add (step->units, unit);
}

/** Reads what became of these goes last time; of others nothing is kept but that one was begun. */
static gboolean
read_ledger (Step *step)
{
  gsize length;
  g_autofree char *text = NULL;
  g_autoptr (Diags) diags = diags_new ();
  gboolean other_begun = FALSE;
  if (!g_file_get_contents (step->ledger, &text, &length, NULL))
    return FALSE;
  g_autoptr (YamlNode) root = yaml_read (text, length, "deliveries", diags);
  const YamlNode *list = root ? yaml_find (root, "files") : NULL;
  for (guint i = 0; list && list->kind == YAML_LIST && i < list->items->len; i++)
    {
      const YamlNode *entry = list->items->pdata[i], *mark = yaml_find (entry, "mark"),
                     *state = yaml_find (entry, "state");
      gboolean ours = FALSE;
      for (guint k = 0; mark && state && k < step->units->len; k++)
        {
          Unit *unit = step->units->pdata[k];
          if (g_strcmp0 (unit->mark, mark->text) != 0)
            continue;
          ours = TRUE;
          g_free (unit->state);
          unit->state = g_strdup (state->text);
        }
      other_begun |= !ours && state && g_strcmp0 (state->text, "begun") == 0;
    }
  return other_begun;
}

static void
write_pair (YamlWriter *writer, const char *key, const char *value)
{
  yaml_write_key (writer, key);
  yaml_write_string (writer, value);
}

static gboolean
write_ledger (const Step *step, GError **error)
{
  g_autoptr (YamlWriter) writer = yaml_writer_new (YAML_AS_JSON);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *when = g_date_time_format (now, "%Y-%m-%dT%H:%M:%SZ");
  yaml_write_map_begin (writer);
  write_pair (writer, "delivery", step->delivery->id);
  write_pair (writer, "written", when);
  yaml_write_key (writer, "files");
  yaml_write_list_begin (writer);
  for (guint i = 0; i < step->units->len; i++)
    {
      const Unit *unit = step->units->pdata[i];
      yaml_write_map_begin (writer);
      write_pair (writer, "mark", unit->mark);
      write_pair (writer, "state", unit->state);
      yaml_write_key (writer, "paths");
      yaml_write_list_begin (writer);
      for (guint k = 0; unit->paths->pdata[k]; k++)
        yaml_write_string (writer, unit->paths->pdata[k]);
      yaml_write_end (writer);
      yaml_write_end (writer);
    }
  yaml_write_end (writer);
  yaml_write_end (writer);
  g_autofree char *text = yaml_writer_steal (writer);
  return file_write_atomically (step->ledger, text, strlen (text), 0600, error);
}

/* Doing it */

static gboolean
copy_files (const Step *step, const Unit *unit, GError **error)
{
  if (g_file_test (step->target, G_FILE_TEST_IS_DIR))
    files_sweep_flat (step->target);
  for (guint i = 0; unit->paths->pdata[i]; i++)
    {
      g_autofree char *base = g_path_get_basename (unit->paths->pdata[i]);
      g_autofree char *to = g_build_filename (step->target, base, NULL);
      if (!file_copy_atomically (unit->paths->pdata[i], to, error))
        return FALSE;
    }
  return TRUE;
}

/** The words of the command with its paths in their places; owned. A path never begins with '-': it would be read as an option. */
static char **
fill_words (const Step *step, const Unit *unit)
{
  GStrvBuilder *words = g_strv_builder_new ();
  for (int i = 0; step->delivery->command[i]; i++)
    {
      const char *word = step->delivery->command[i];
      for (guint k = 0; unit->paths->pdata[k]; k++)
        {
          g_autofree char *path = g_canonicalize_filename (unit->paths->pdata[k], NULL);
          g_auto (GStrv) parts = g_strsplit (word, strcmp (word, "{files}") == 0 ? "{files}" : "{file}", -1);
          g_autofree char *filled = g_strjoinv (path, parts);
          if (k == 0 || strcmp (word, "{files}") == 0)
            g_strv_builder_add (words, filled);
        }
    }
  char **all = g_strv_builder_end (words);
  g_strv_builder_unref (words);
  return all;
}

/** A file without a name that holds the letter, at its beginning; −1 with @error. */
static int
open_letter (const Step *step, const Unit *unit, GError **error)
{
  const Delivery *delivery = step->delivery;
  GString *letter = mail_write (delivery->from, (const char *const *)delivery->to, delivery->subject,
                                (const char *const *)unit->paths->pdata, error);
  if (!letter)
    return -1;
  g_autofree char *path = g_strconcat (step->log, ".XXXXXX", NULL);
  int fd = g_mkstemp_full (path, O_RDWR | O_CLOEXEC, 0600);
  gboolean good = fd >= 0;
  if (good)
    unlink (path);
  for (gsize at = 0; good && at < letter->len;)
    {
      gssize n = write (fd, letter->str + at, letter->len - at);
      good = n > 0 || errno == EINTR;
      at += (gsize)MAX (n, 0);
    }
  good = good && lseek (fd, 0, SEEK_SET) == 0;
  if (!good)
    g_set_error (error, G_FILE_ERROR, (int)g_file_error_from_errno (errno), "cannot write the letter: %s",
                 g_strerror (errno));
  if (!good && fd >= 0)
    close (fd);
  g_string_free (letter, TRUE);
  return good ? fd : -1;
}

static gboolean
run_command (const Step *step, const Unit *unit, GError **error)
{
  g_auto (GStrv) words = fill_words (step, unit);
  int input = step->delivery->to ? open_letter (step, unit, error) : -1;
  if (step->delivery->to && input < 0)
    return FALSE;
  gboolean good = run_words (words, input, step->log, TRUE, step->delivery->timeout, error);
  if (input >= 0)
    close (input);
  return good;
}

static void
set_state (Unit *unit, const char *state)
{
  g_free (unit->state);
  unit->state = g_strdup (state);
}

/** One go: recorded, done, recorded. FALSE: it failed, and step->trouble says why. */
static gboolean
do_unit (Step *step, Unit *unit)
{
  g_autoptr (GError) error = NULL;
  set_state (unit, "begun");
  gboolean recorded = write_ledger (step, &error); /* what cannot be recorded is not begun */
  gboolean good = recorded && (step->delivery->folder ? copy_files (step, unit, &error)
                                                      : run_command (step, unit, &error));
  set_state (unit, good ? "done" : "failed");
  if (recorded && !write_ledger (step, good ? &error : NULL))
    good = FALSE;
  if (!good && !step->trouble)
    step->trouble = g_strdup (error ? error->message : "it cannot be recorded");
  return good;
}

/* Which and whether */

/** Is the product there, and what was made? It is read back from where it stands. */
static gboolean
is_whole (const Product *product)
{
  g_autofree char *bytes = NULL;
  gsize n = 0;
  if ((product->state != PRODUCT_MADE && product->state != PRODUCT_FRESH) || product->edited ||
      !product->digest || !g_file_get_contents (product->output, &bytes, &n, NULL))
    return FALSE;
  g_autofree char *digest = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *)bytes, n);
  return strcmp (digest, product->digest) == 0 && n > 16 && memcmp (bytes, "%PDF-", 5) == 0 &&
         g_strstr_len (bytes + n - 16, 16, "%%EOF");
}

/** Is every product what `brief verify` would have it be? FALSE, and step->trouble says which is not. */
static gboolean
is_proven (Step *step, const GPtrArray *products)
{
  for (guint i = 0; i < products->len; i++)
    {
      Product *product = products->pdata[i];
      if (!product_proof (step->plan->places, product, step->log))
        {
          step->trouble = g_strdup (product->doubt);
          return FALSE;
        }
    }
  return TRUE;
}

static DeliveryState
carry_out (Step *step, const GPtrArray *products, const DeliverOptions *options, gboolean other_begun)
{
  gboolean again = options->again && g_strv_contains (options->again, step->delivery->id);
  int n_due = 0, n_begun = 0, n_failed = 0;
  for (guint i = 0; i < step->units->len; i++)
    {
      const Unit *unit = step->units->pdata[i];
      n_begun += strcmp (unit->state, "begun") == 0 && !again;
      n_due += strcmp (unit->state, "done") != 0 && (strcmp (unit->state, "begun") != 0 || again);
    }
  if (n_due && options->dry)
    return DELIVERY_DUE;
  if (n_due && !is_proven (step, products))
    return DELIVERY_FAILED;
  if (n_due && step->delivery->command)
    (void)unlink (step->log);
  for (guint i = 0; i < step->units->len; i++)
    {
      Unit *unit = step->units->pdata[i];
      if (strcmp (unit->state, "done") != 0 && (strcmp (unit->state, "begun") != 0 || again))
        n_failed += !do_unit (step, unit);
    }
  if (n_failed)
    return DELIVERY_FAILED;
  if (n_begun)
    {
      step->trouble =
          g_strdup_printf ("an earlier run was ended in the middle of it; see whether it arrived. "
                           "--redeliver %s repeats it",
                           step->delivery->id);
      return DELIVERY_INTERRUPTED;
    }
  if (n_due && other_begun)
    step->trouble = g_strdup ("the one before it, of other products, was interrupted");
  return n_due ? DELIVERY_DONE : DELIVERY_BEFORE;
}

static Delivered *
deliver (const Plan *plan, const Delivery *delivery, const DeliverOptions *options)
{
  Delivered *delivered = g_new0 (Delivered, 1);
  delivered->delivery = delivery;
  g_autoptr (GPtrArray) products = g_ptr_array_new ();
  int n_missing = 0;
  for (guint i = 0; i < plan->products->len; i++)
    if (plan_delivers (delivery, plan->products->pdata[i]))
      {
        g_ptr_array_add (products, plan->products->pdata[i]);
        n_missing += !is_whole (plan->products->pdata[i]);
      }
  delivered->n_files = (int)products->len;
  /* with mistakes in the build file or the facts nobody knows whether these are all */
  if (n_missing || products->len == 0 || diags_has_errors (plan->diags))
    {
      delivered->trouble = n_missing && products->len == 1 ? g_strdup ("its product is not made")
                           : n_missing ? g_strdup_printf ("%d of its %u products %s not made", n_missing,
                                                          products->len, n_missing == 1 ? "is" : "are")
                                       : g_strdup ("not all products are known");
      return delivered;
    }
  g_autofree char *absolute = g_canonicalize_filename (plan->data, NULL);
  g_autofree char *project = g_path_get_dirname (absolute);
  g_autofree char *log = g_strconcat (delivery->id, ".log", NULL),
                  *name = g_strconcat (delivery->id, ".json", NULL);
  g_strdelimit (log, "/", '_');
  g_strdelimit (name, "/", '_');
  Step step = {.plan = plan, .delivery = delivery, .units = g_ptr_array_new_with_free_func (unit_free)};
  step.target = delivery->folder ? g_canonicalize_filename (delivery->folder, project) : NULL;
  step.ledger = g_build_filename (plan->output, ".report", "deliveries", name, NULL);
  step.log = g_build_filename (plan->output, ".report", "deliveries", log, NULL);
  if (!is_each (delivery))
    add_unit (&step, products);
  for (guint i = 0; is_each (delivery) && i < products->len; i++)
    {
      g_autoptr (GPtrArray) one = g_ptr_array_new ();
      g_ptr_array_add (one, products->pdata[i]);
      add_unit (&step, one);
    }
  gboolean other_begun = read_ledger (&step);
  delivered->state = carry_out (&step, products, options, other_begun);
  delivered->trouble = step.trouble;
  g_ptr_array_unref (step.units);
  g_free (step.target);
  g_free (step.ledger);
  g_free (step.log);
  return delivered;
}

GPtrArray *
deliver_all (const Plan *plan, const DeliverOptions *options,
             void (*told) (const Delivered *delivered, gpointer data), gpointer data)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (delivered_free);
  for (guint i = 0; plan->order && i < plan->order->deliveries->len; i++)
    {
      g_ptr_array_add (all, deliver (plan, plan->order->deliveries->pdata[i], options));
      if (told)
        told (all->pdata[i], data);
    }
  return all;
}
