/* check.c: `brief check`: are facts, audiences, build file and layouts sound? Layouts are read by a render worker. */
#include <stdio.h>
#include <string.h>
#include "cli/command.h"
#include "cli/session.h"
#include "cli/terminal.h"

typedef struct
{
  const char *format;
  gboolean quiet;
} CheckOptions;

static const OptionSpec specs[] = {
    {"format", 0, OPTION_CHOICE, "text|json", G_STRUCT_OFFSET (CheckOptions, format),
     "how mistakes are printed", FALSE},
    {"quiet", 'q', OPTION_FLAG, NULL, G_STRUCT_OFFSET (CheckOptions, quiet), "print nothing but diagnostics",
     FALSE},
    {0},
};

typedef struct
{
  Places *places;
  Diags *diags;
  GPtrArray *layouts; /* of Product*: each asks a worker to read one layout */
  Order *order;       /* the build file beside the case; NULL: none */
  int n_cases;
} Check;

static void
product_free_any (gpointer product)
{
  product_free (product);
}

static void
add_layout (Check *check, const char *case_folder, const char *path, const GPtrArray *set)
{
  g_autofree char *shown = places_short (check->places, path);
  for (guint i = 0; set->len == 0 && i < check->layouts->len; i++)
    if (strcmp (((Product *)check->layouts->pdata[i])->layout_path, shown) == 0)
      return;
  Product *product = product_new ();
  product->task = "check";
  product->case_folder = g_strdup (case_folder ? case_folder : "");
  product->audience = g_strdup ("");
  product->layout_path = g_steal_pointer (&shown);
  product->output = g_strdup (path);
  set_values_add_all (product->set, set);
  g_ptr_array_add (check->layouts, product);
}

/** The layouts of the case and of the project. Those that came with the program are not the author's, unless he uses them. */
static void
add_layouts (Check *check, const char *case_folder)
{
  g_autoptr (GPtrArray) none = set_values_new ();
  g_auto (GStrv) names = places_layouts (check->places, case_folder);
  const char *shipped = check->places->shipped;
  gboolean own_tree = shipped && g_strcmp0 (shipped, check->places->project) == 0;
  for (int i = 0; names[i]; i++)
    {
      g_autofree char *path = places_layout (check->places, case_folder, names[i]);
      g_autofree char *folder = path ? g_path_get_dirname (path) : NULL;
      g_autofree char *above = folder ? g_path_get_dirname (folder) : NULL;
      if (path && (own_tree || g_strcmp0 (above, shipped) != 0))
        add_layout (check, case_folder, path, none);
    }
}

/** The build file of @data: is what it names there? The layouts that it names are read, too. */
static void
check_wanted (Check *check, const char *data)
{
  g_autofree char *path = g_build_filename (data, "briefings.yaml", NULL);
  g_autofree char *shown = places_short (check->places, path);
  if (!g_file_test (shown, G_FILE_TEST_IS_REGULAR))
    return;
  g_clear_pointer (&check->order, order_free);
  check->order = order_read (shown, check->diags);
  const GPtrArray *list = check->order ? check->order->wanted : NULL;
  for (guint i = 0; list && i < list->len; i++)
    {
      const Wanted *wanted = list->pdata[i];
      g_autofree char *folder = wanted_case (check->places, data, wanted, check->diags);
      g_autofree char *layout = folder ? wanted_layout (check->places, folder, wanted, check->diags) : NULL;
      g_autofree char *absolute = layout ? g_canonicalize_filename (layout, NULL) : NULL;
      if (absolute)
        add_layout (check, folder, absolute, wanted->set);
    }
}

static void
check_case (Check *check, const char *folder)
{
  g_autofree char *shown = places_short (check->places, folder);
  g_autoptr (Diags) diags = diags_new ();
  g_autoptr (Author) author = author_open (check->places, shown, diags);
  add_layouts (check, shown);
  check->n_cases++;
  /* the wall refuses some Releases; say so now and not only when they are rendered */
  for (int i = 0; author && !diags_has_errors (diags) && author_audiences (author)[i]; i++)
    g_free (author_release (author, author_audiences (author)[i], diags));
  order_weigh (check->order, diags);
  diags_absorb (check->diags, diags);
}

/** A path is a case, a layout file, or a folder data/ with cases. */
static int
check_path (Check *check, const char *path)
{
  if (g_str_has_suffix (path, ".yaml") && g_file_test (path, G_FILE_TEST_IS_REGULAR))
    {
      g_autofree char *absolute = g_canonicalize_filename (path, NULL);
      g_autoptr (GPtrArray) none = set_values_new ();
      add_layout (check, NULL, absolute, none);
      return STATUS_FINE;
    }
  g_autofree char *folder = places_case (check->places, path);
  if (!folder)
    {
      g_auto (GStrv) cases = places_cases (check->places);
      return terminal_unknown ("case or layout file", path, cases);
    }
  g_autofree char *data = g_path_get_dirname (folder);
  check_wanted (check, data);
  check_case (check, folder);
  return STATUS_FINE;
}

static int
check_project (Check *check)
{
  g_auto (GStrv) cases = places_cases (check->places);
  g_autofree char *data = places_data (check->places, NULL);
  if (!cases[0])
    {
      terminal_say ("check: no case under a folder data/ here; brief new DIR makes one");
      return STATUS_USAGE;
    }
  check_wanted (check, data);
  for (int i = 0; cases[i]; i++)
    {
      g_autofree char *folder = places_case (check->places, cases[i]);
      check_case (check, folder);
    }
  return STATUS_FINE;
}

static int
finish (Check *check, const CheckOptions *options)
{
  const MakeOptions make = {.force = TRUE, .quiet = options->quiet};
  gboolean json = options->format && strcmp (options->format, "json") == 0;
  int status = make_products (check->places, check->layouts, &make);
  for (guint i = 0; i < check->layouts->len; i++)
    {
      Product *product = check->layouts->pdata[i];
      diags_absorb_at (check->diags, product->diags,
                       (Mark){0}); /* a layout may be read for several products */
      if (product->trouble)
        terminal_say ("%s: %s", product->layout_path, product->trouble);
    }
  terminal_diags (check->diags, json);
  int n_errors = diags_count (check->diags, DIAG_ERROR),
      n_warnings = diags_count (check->diags, DIAG_WARNING);
  if (n_errors > 0)
    status = MAX (status, STATUS_AUTHOR);
  if (status == STATUS_FINE && !json && !options->quiet)
    {
      printf ("sound: %d case%s, %u layout%s", check->n_cases, check->n_cases == 1 ? "" : "s",
              check->layouts->len, check->layouts->len == 1 ? "" : "s");
      if (n_warnings > 0)
        printf ("; %d warning%s", n_warnings, n_warnings == 1 ? "" : "s");
      printf ("\n");
    }
  return status;
}

static int
run_check (const void *values, char **operands, int n_operands)
{
  Check check = {.places = places_find (),
                 .diags = diags_new (),
                 .layouts = g_ptr_array_new_with_free_func (product_free_any)};
  int status = n_operands == 0 ? check_project (&check) : STATUS_FINE;
  for (int i = 0; i < n_operands && status == STATUS_FINE; i++)
    status = check_path (&check, operands[i]);
  if (status == STATUS_FINE)
    status = finish (&check, values);
  g_ptr_array_unref (check.layouts);
  order_free (check.order);
  diags_free (check.diags);
  places_free (check.places);
  return status;
}

static const char *const examples[] = {
    "brief check",
    "every case, the audiences, the build file, and every layout",
    "brief check isis-k --format json",
    "one case and its layouts, for an editor",
    "brief check layouts/executive.yaml",
    "one layout",
    NULL,
};

const Command command_check = {
    .name = "check",
    .operands = "[PATH…]",
    .max_operands = 1000,
    .summary = "are facts, audiences and layouts sound?",
    .detail = "Reads everything and names every mistake at once: file, line, column, what is wrong, and what "
              "was probably meant. Warnings "
              "point at what a careful editor would change. PATH is a case or a layout file; without one, "
              "everything under the nearest "
              "data/ is checked.",
    .examples = examples,
    .options = specs,
    .options_size = sizeof (CheckOptions),
    .run = run_check,
    .renders = TRUE,
};
