/* schema.c: `brief schema`: JSON Schema for editors, made from the tables that check the files. That of layouts is the render
 * side's and comes from a worker. */
#include <stdio.h>
#include <string.h>
#include "cli/command.h"
#include "cli/session.h"
#include "cli/terminal.h"

static const char *const names[] = {"facts", "audiences", "layout", "build", NULL};

static int
layout_schema_of_worker (void)
{
  g_autoptr (Places) places = places_find ();
  g_autoptr (GPtrArray) products = g_ptr_array_new ();
  Product *product = product_new ();
  product->task = "schema";
  product->case_folder = g_strdup ("");
  product->audience = g_strdup ("");
  product->layout_path = g_strdup ("");
  product->output = g_strdup ("-");
  g_ptr_array_add (products, product);
  const MakeOptions make = {.jobs = 1, .force = TRUE, .quiet = TRUE};
  int status = make_products (places, products, &make);
  if (product->trouble)
    terminal_say ("schema: %s", product->trouble);
  product_free (product);
  return status;
}

static int
run_schema (const void *values, char **operands, int n_operands)
{
  const char *what = n_operands > 0 ? operands[0] : NULL;
  if (!what || !g_strv_contains (names, what))
    return terminal_unknown ("schema", what, (char **)names);
  if (strcmp (what, "layout") == 0)
    return layout_schema_of_worker ();
  g_autofree char *text = author_schema (what);
  fputs (text, stdout);
  return STATUS_FINE;
}

static const char *const examples[] = {
    "brief schema facts > facts.schema.json",
    "for an editor that completes keys and underlines mistakes in YAML",
    "brief schema layout",
    "every key of a layout, with what it means",
    NULL,
};

const Command command_schema = {
    .name = "schema",
    .operands = "facts|audiences|layout|build",
    .max_operands = 1,
    .summary = "JSON Schema for editors",
    .detail = "Prints the JSON Schema (2020-12) of facts files, the audiences file, layouts or build files. "
              "It is made from the same tables "
              "that check them, so it is never out of date.",
    .examples = examples,
    .run = run_schema,
};
