/* worker.c: the render side of the program: `brief worker`. It gets settings, then jobs, through its standard input, and knows
 * of a case only what the Release in a job says. Nothing of facts/ is included here, nor anywhere below.
 *
 *   settings: fonts, cache, folder… (where layouts may be), charts (kept arrangements), stamp
 *   job:      task (render | check | chart | graph | schema), layout, release or graph, language; set…; dump (blocks | pages); format, width,
 *             height, framed, effort, fold
 *   answer:   diags (JSON), file… (what it was made from), missed… (where a file was looked for in vain), library…, output…, pages, microseconds; or error: the world's fault
 */
#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>
#include "base/set-value.h"
#include "chart/figure.h"
#include "cli/command.h"
#include "cli/fit.h"
#include "cli/message.h"
#include "cli/note.h"
#include "cli/sandbox.h"
#include "cli/worker-chart.h"
#include "document/assemble.h"
#include "document/labels.h"
#include "document/layout.h"
#include "export/pdf.h"
#include "release/release.h"
#include "typeset/bitmap.h"
#include "typeset/hyphenate.h"
#include "typeset/impose.h"
#include "typeset/paginate.h"

enum
{
  MANY = 30000,        /* structure elements: pages by the hundred */
  MEMO_BYTES = 8 << 20 /* what a worker remembers of its products: some hundred pages */
};

static Pages *
set_pages (const Worker *worker, const Message *job, Release **release, Layout *layout, Document **document,
           Diags *diags)
{
  g_autoptr (ChartPins) pins = worker_pins (job);
  const FigureDrawer drawer = {.draw = chart_draw_figure, .data = worker->charts};
  return fit_pages (release, layout, message_find (job, "language", NULL), worker->fonts, &drawer, pins,
                    document, diags);
}

static void
impose (const Message *job, const Document *document, Pages *pages)
{
  int up = message_number (job, "up", 0);
  int width = message_number (job, "sheet-width", 0), height = message_number (job, "sheet-height", 0);
  if (message_number (job, "booklet", 0))
    pages->imposition = impose_booklet (pages, width, height, document->page.rtl);
  else if (up > 1)
    pages->imposition = impose_n_up (pages, up, width, height, document->page.rtl);
}

static void
tell_dictionary (const char *path, gboolean there, gpointer reply)
{
  message_add_text (reply, there ? "file" : "missed", path);
}

/** SVG is known by what is in it, whatever it is called; these names it never has in earnest. */
static gboolean
is_photo_name (const char *path)
{
  return g_str_has_suffix (path, ".png") || g_str_has_suffix (path, ".jpg") ||
         g_str_has_suffix (path, ".jpeg");
}

/** What of this machine the product was made from, beside its layout: images, what reads them, dictionaries. */
static void
tell_sources (const Worker *worker, const Document *document, Message *reply)
{
  gboolean svg = FALSE;
  for (guint i = 0; i < document->files->len; i++)
    {
      message_add_text (reply, "file", document->files->pdata[i]);
      svg |= !is_photo_name (document->files->pdata[i]);
    }
  g_autofree char *library = svg ? bitmap_svg_library () : NULL;
  message_add_text (reply, "library", library);
  hyphenators_tell_used (fonts_hyphenators (worker->fonts), tell_dictionary, reply);
}

static void
do_render (const Worker *worker, const Message *job, Release *taken, Layout *layout, Message *reply,
           Diags *diags)
{
  g_autoptr (Release) release = taken;
  g_autoptr (GError) error = NULL;
  hyphenators_tell_used (fonts_hyphenators (worker->fonts), NULL, NULL); /* what an earlier job left */
  g_autoptr (Document) document = NULL;
  const char *dump = message_find (job, "dump", NULL);
  g_autofree char *facts = layout->attach_facts && !dump ? release_to_json (release) : NULL;
  g_autoptr (Pages) pages = set_pages (worker, job, &release, layout, &document, diags);
  if (!pages || diags_has_errors (diags))
    return;
  message_add_number (reply, "pages", (int)pages->pages->len);
  message_add_text (reply, "marking", document->marking);
  tell_sources (worker, document, reply);
  impose (job, document, pages);
  if (dump)
    {
      g_autofree char *text = strcmp (dump, "blocks") == 0 ? document_dump (document) : pages_dump (pages);
      message_add_text (reply, "output", text);
      return;
    }
  pages->facts = g_steal_pointer (&facts);
  g_clear_pointer (&document, document_free); /* pages stand on their own: room for what is written */
  g_clear_pointer (&release, release_free);
  pages->once = TRUE;
  if (pages->elements->len > MANY)
    malloc_trim (0); /* what building them has left free is in small pieces, which no stream fits into */
  g_autoptr (GBytes) pdf = pdf_write (pages, worker->memo, &error);
  worker_reply (reply, pdf, error);
}

static GPtrArray *
set_values_of (const Message *job)
{
  GPtrArray *values = set_values_new ();
  g_autofree const char **texts = message_all (job, "set");
  for (int i = 0; texts[i]; i++)
    if (!set_values_add_text (values, texts[i]))
      g_warning ("a setting's value that cannot be understood");
  return values;
}

static void
answer (const Worker *worker, Message *job, Message *reply)
{
  g_autoptr (Diags) diags = diags_new ();
  if (worker->note)
    diags_watch (diags, worker->note, NOTE_WORK);
  const char *task = message_find (job, "task", NULL), *path = message_find (job, "layout", NULL);
  gsize length = 0;
  const char *text = message_find (job, "release", &length);
  if (strcmp (task, "schema") == 0)
    {
      g_autofree char *schema = layout_schema ();
      message_add_text (reply, "output", schema);
      return;
    }
  g_autoptr (GPtrArray) values = set_values_of (job);
  const LayoutChecks checks = {
      .families = fonts_families (worker->fonts), .values = values, .memo = worker->memo};
  diags_work (diags, (Mark){path, 1, 1}, "the layout");
  Layout *layout = layout_shelf_take (worker->shelf, path, worker->folders, &checks, diags);
  for (guint i = 0; layout && i < layout->files->len; i++)
    message_add_text (reply, "file", layout->files->pdata[i]);
  for (guint i = 0; layout && i < layout->missed->len; i++)
    message_add_text (reply, "missed", layout->missed->pdata[i]);
  if (layout && strcmp (task, "check") == 0)
    labels_tell_all_missing (layout, diags);
  if (layout && strcmp (task, "graph") == 0)
    worker_chart (worker, job, NULL, layout, reply, diags);
  else if (layout && text)
    {
      g_autoptr (Release) release = release_read (text, length, "release", diags);
      message_drop (job, "release");
      if (release && strcmp (task, "chart") == 0)
        worker_chart (worker, job, release, layout, reply, diags);
      else if (release)
        do_render (worker, job, g_steal_pointer (&release), layout, reply, diags);
    }
  g_autofree char *json = diags_to_json (diags);
  message_add_text (reply, "diags", json);
}

/** The messages go to the real standard output; whatever a library prints by mistake goes to standard error. */
static int
keep_output (void)
{
  int out = dup (STDOUT_FILENO);
  if (out >= 0)
    dup2 (STDERR_FILENO, STDOUT_FILENO);
  return out;
}

/* Is there an SVG file where layouts may name one? Of more files than a folder of layouts has, it is not asked: then yes. */
static gboolean
has_svg (const char *folder, int depth, int *budget)
{
  GDir *dir = g_dir_open (folder, 0, NULL);
  const char *name;
  gboolean found = FALSE;
  while (dir && !found && (name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      found = --*budget < 0 || g_str_has_suffix (name, ".svg") ||
              (depth > 0 && g_file_test (path, G_FILE_TEST_IS_DIR) &&
               !g_file_test (path, G_FILE_TEST_IS_SYMLINK) && has_svg (path, depth - 1, budget));
    }
  if (dir)
    g_dir_close (dir);
  return found;
}

/** GLib ends the process when there is no memory: the program is told why before it does. */
static GLogWriterOutput
log_end (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer note)
{
  for (gsize i = 0; i < n_fields && (level & G_LOG_FLAG_FATAL); i++)
    if (strcmp (fields[i].key, "MESSAGE") == 0 && fields[i].value &&
        strstr (fields[i].value, "failed to allocate"))
      note_set_no_memory (note);
  return g_log_writer_standard_streams (level, fields, n_fields, NULL);
}

/** Limits, and a page to say what it is at, before anything of an author's is read. */
static void
limit_worker (Worker *worker, const Message *settings)
{
  worker->note = message_number (settings, "note", 0) ? note_open () : NULL;
  g_log_set_writer_func (log_end, worker->note, NULL);
  if (sandbox_limit (message_number (settings, "memory", 0)))
    note_watch_memory (worker->note);
}

static gboolean
open_worker (Worker *worker, const Message *settings, GError **error)
{
  const char *fonts = message_find (settings, "fonts", NULL), *cache = message_find (settings, "cache", NULL);
  const char *charts = message_find (settings, "charts", NULL);
  const char *const writable[] = {cache, charts, NULL};
  worker->charts = chart_cache_new (charts, message_find (settings, "stamp", NULL));
  worker->memo = memo_new (MEMO_BYTES);
  worker->shelf = layout_shelf_new ();
  worker->folders = message_all (settings, "folder");
  g_autoptr (GPtrArray) readable = g_ptr_array_new ();
  for (int i = 0; worker->folders[i]; i++)
    g_ptr_array_add (readable, (gpointer)worker->folders[i]);
  g_ptr_array_add (readable, (gpointer)fonts);
  g_ptr_array_add (readable, (gpointer)BRIEF_HYPHEN_DIR);
  g_ptr_array_add (readable, NULL);
  /* a worker whose parent is gone has nobody to answer: it must not go on arranging a chart */
  prctl (PR_SET_PDEATHSIG, SIGKILL);
  int budget = 1000;
  for (int i = 0; worker->folders[i]; i++)
    if (has_svg (worker->folders[i], 6, &budget) && bitmap_load_svg ())
      break;
  worker->sandbox = sandbox_enter ((const char *const *)readable->pdata, writable);
  worker->fonts = fonts_open (fonts, cache, error);
  return worker->fonts != NULL;
}

static int
run_worker (const void *options, char **operands, int n_operands)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Message) settings = message_read (STDIN_FILENO, NULL);
  Worker worker = {0};
  if (!settings || !message_find (settings, "fonts", NULL))
    {
      fputs ("brief: worker: only brief itself starts this command\n", stderr);
      return STATUS_USAGE;
    }
  int out = keep_output ();
  limit_worker (&worker, settings);
  gboolean good = open_worker (&worker, settings, &error);
  for (;;)
    {
      g_autoptr (Message) job = message_read (STDIN_FILENO, NULL);
      g_autoptr (Message) reply = message_new ();
      if (!job)
        break;
      gint64 begun = g_get_monotonic_time ();
      if (good)
        answer (&worker, job, reply);
      else
        message_add_text (reply, "error", error->message);
      /* what this kernel could not close, the build's report says */
      message_add_number (reply, "files-closed", worker.sandbox.files);
      message_add_number (reply, "calls-closed", worker.sandbox.calls);
      message_add_number (reply, "microseconds", (int)(g_get_monotonic_time () - begun));
      if (!message_write (reply, out, NULL))
        break;
    }
  note_close (worker.note, -1);
  chart_cache_free (worker.charts);
  fonts_free (worker.fonts);
  memo_free (worker.memo);
  layout_shelf_free (worker.shelf);
  g_free (worker.folders);
  return STATUS_FINE;
}

const Command command_worker = {
    .name = "worker",
    .operands = "",
    .summary = "render what the program sends through a pipe",
    .detail = "Started by the other commands; of no use by hand.",
    .run = run_worker,
    .hidden = TRUE,
};
