/* build.c: `brief build`: every product of a build file, only what is stale, by several workers. */
#include <stdio.h>
#include <string.h>
#include "base/yaml.h"
#include "cli/command.h"
#include "cli/pins.h"
#include "cli/session.h"
#include "cli/terminal.h"

typedef struct
{
  const char *output, *format;
  int jobs;
  gboolean force, quiet;
} BuildOptions;

#define USUAL_NAME "{case}-{issue}-{layout}-{audience}-{language}.pdf"

static const OptionSpec specs[] = {
    {"jobs", 'j', OPTION_NUMBER, "N", G_STRUCT_OFFSET (BuildOptions, jobs),
     "render workers at a time; without it: one a processor", FALSE},
    {"output", 'o', OPTION_TEXT, "FOLDER", G_STRUCT_OFFSET (BuildOptions, output),
     "where the products go; without it: output/ beside data/", FALSE},
    {"force", 'f', OPTION_FLAG, NULL, G_STRUCT_OFFSET (BuildOptions, force), "make what is not stale, too",
     FALSE},
    {"format", 0, OPTION_CHOICE, "text|json", G_STRUCT_OFFSET (BuildOptions, format),
     "how the table is printed", FALSE},
    {"quiet", 'q', OPTION_FLAG, NULL, G_STRUCT_OFFSET (BuildOptions, quiet), "print nothing but diagnostics",
     FALSE},
    {0},
};

/** What a build knows: cases opened once, Releases made once for each case and audience. */
typedef struct
{
  Places *places;
  Diags *diags;
  char *data;           /* folder of the build file: cases are named from here */
  char *output;         /* folder */
  GHashTable *authors;  /* case name → Author*; NULL value: could not be read */
  GHashTable *releases; /* "case\naudience" → text; NULL value: refused */
  GPtrArray *products;
} Build;

static void
author_free_any (gpointer author)
{
  author_free (author);
}

static void
product_free_any (gpointer product)
{
  product_free (product);
}

static Author *
build_author (Build *build, const Wanted *wanted)
{
  gpointer found;
  if (g_hash_table_lookup_extended (build->authors, wanted->case_name, NULL, &found))
    return found;
  g_autoptr (Diags) diags = diags_new ();
  g_autofree char *folder = wanted_case (build->places, build->data, wanted, diags);
  Author *author = folder ? author_open (build->places, folder, diags) : NULL;
  if (diags_has_errors (diags))
    g_clear_pointer (&author, author_free);
  diags_absorb_errors (build->diags, diags); /* `check` prints the rest */
  g_hash_table_insert (build->authors, g_strdup (wanted->case_name), author);
  return author;
}

static const char *
build_release (Build *build, Author *author, const Wanted *wanted)
{
  g_autofree char *key = g_strdup_printf ("%s\n%s", wanted->case_name, wanted->audience);
  gpointer found;
  if (g_hash_table_lookup_extended (build->releases, key, NULL, &found))
    return found;
  const char *const *all = author_audiences (author);
  char *release = NULL;
  if (g_strv_contains (all, wanted->audience))
    release = author_release (author, wanted->audience, build->diags);
  else
    {
      const char *near = nearest_match (wanted->audience, all, (int)g_strv_length ((char **)all));
      g_autofree char *hint = near ? g_strdup_printf ("did you mean “%s”?", near) : NULL;
      diags_error (build->diags, wanted->mark, "audience-unknown", hint, "there is no audience “%s”",
                   wanted->audience);
    }
  g_hash_table_insert (build->releases, g_steal_pointer (&key), release);
  return release;
}

static char *
output_path (const Build *build, const Author *author, const Wanted *wanted, const char *language)
{
  g_autofree char *problem = NULL;
  g_autofree char *layout = layout_name (wanted->layout);
  g_autofree char *file = product_name (wanted->name ? wanted->name : USUAL_NAME, author_case (author),
                                        author_issue (author), layout, wanted->audience, language, &problem);
  if (file)
    return g_build_filename (build->output, file, NULL);
  diags_error (build->diags, wanted->mark, "product-name", NULL, "%s", problem);
  return NULL;
}

static void
add_product (Build *build, const Wanted *wanted)
{
  Author *author = build_author (build, wanted);
  if (!author)
    return;
  const char *language = wanted->language ? wanted->language : author_language (author);
  const char *release = build_release (build, author, wanted);
  g_autofree char *folder = g_build_filename (build->data, wanted->case_name, NULL);
  g_autofree char *layout_path = wanted_layout (build->places, folder, wanted, build->diags);
  g_autofree char *output = output_path (build, author, wanted, language);
  if (!release || !layout_path || !output)
    return;
  for (guint i = 0; i < build->products->len; i++)
    if (strcmp (((Product *)build->products->pdata[i])->output, output) == 0)
      {
        diags_error (build->diags, wanted->mark, "product-twice",
                     "give the products names with {layout}, {audience} or {language}",
                     "two products are called %s", output);
        return;
      }
  Product *product = product_new ();
  g_autofree char *base = g_path_get_basename (output);
  g_autofree char *key = g_strconcat (base, ".key", NULL);
  product->key = g_build_filename (build->output, ".cache", wanted->audience, key, NULL);
  product->kept = g_build_filename (build->output, ".cache", wanted->audience, "charts", NULL);
  g_autofree char *pins = pins_path (folder, wanted->audience);
  product->pins = pins_read (pins, wanted->audience, release, product->diags);
  product->case_folder = g_steal_pointer (&folder);
  product->audience = g_strdup (wanted->audience);
  product->layout = layout_name (wanted->layout);
  product->layout_path = g_steal_pointer (&layout_path);
  product->language = g_strdup (language);
  product->output = g_steal_pointer (&output);
  set_values_add_all (product->set, wanted->set);
  product->sheets = wanted->sheets;
  product->release = release;
  g_ptr_array_add (build->products, product);
}

static const char *const state_words[] = {
    [PRODUCT_WAITING] = "not made",  [PRODUCT_FRESH] = "unchanged", [PRODUCT_MADE] = "made",
    [PRODUCT_AUTHOR] = "has errors", [PRODUCT_WORLD] = "failed",
};

static void
print_table (const GPtrArray *products)
{
  int width = 0;
  for (guint i = 0; i < products->len; i++)
    width = MAX (width, (int)g_utf8_strlen (((Product *)products->pdata[i])->output, -1));
  for (guint i = 0; i < products->len; i++)
    {
      const Product *product = products->pdata[i];
      int pad = width - (int)g_utf8_strlen (product->output, -1);
      printf ("%s%*s  ", product->output, pad, "");
      if (product->state == PRODUCT_MADE)
        printf ("%3d page%s  %5d ms\n", product->pages, product->pages == 1 ? " " : "s",
                (int)(product->milliseconds + 0.5));
      else if (product->state == PRODUCT_FRESH)
        printf ("%3d page%s  unchanged\n", product->pages, product->pages == 1 ? " " : "s");
      else
        printf ("%s\n", state_words[product->state]);
    }
}

static void
write_pair (YamlWriter *writer, const char *key, const char *value)
{
  yaml_write_key (writer, key);
  yaml_write_string (writer, value);
}

static void
print_json (const GPtrArray *products)
{
  g_autoptr (YamlWriter) writer = yaml_writer_new (YAML_AS_JSON);
  yaml_write_list_begin (writer);
  for (guint i = 0; i < products->len; i++)
    {
      const Product *product = products->pdata[i];
      yaml_write_map_begin (writer);
      write_pair (writer, "file", product->output);
      write_pair (writer, "audience", product->audience);
      write_pair (writer, "layout", product->layout);
      write_pair (writer, "language", product->language);
      write_pair (writer, "state", state_words[product->state]);
      yaml_write_key (writer, "pages");
      yaml_write_integer (writer, product->pages);
      yaml_write_key (writer, "milliseconds");
      yaml_write_number (writer, product->milliseconds);
      if (product->trouble)
        write_pair (writer, "trouble", product->trouble);
      yaml_write_end (writer);
    }
  yaml_write_end (writer);
  g_autofree char *text = yaml_writer_steal (writer);
  printf ("%s\n", text);
}

/** Makes all products; with mistakes in the build file or the facts the sound ones are made all the same. */
static int
build_all (Build *build, const char *path, const BuildOptions *options)
{
  g_autoptr (GPtrArray) wanted = wanted_read (path, build->diags);
  for (guint i = 0; wanted && i < wanted->len; i++)
    add_product (build, wanted->pdata[i]);
  const MakeOptions make = {.jobs = options->jobs, .force = options->force, .quiet = options->quiet};
  int status = make_products (build->places, build->products, &make);
  for (guint i = 0; i < build->products->len; i++)
    {
      Product *product = build->products->pdata[i];
      diags_absorb (build->diags, product->diags);
      if (product->trouble)
        terminal_say ("%s: %s", product->output, product->trouble);
    }
  terminal_diags (build->diags, FALSE);
  if (diags_has_errors (build->diags))
    status = MAX (status, STATUS_AUTHOR);
  if (options->format && strcmp (options->format, "json") == 0)
    print_json (build->products);
  else if (!options->quiet)
    print_table (build->products);
  return status;
}

static int
run_build (const void *values, char **operands, int n_operands)
{
  const BuildOptions *options = values;
  Build build = {.places = places_find (), .diags = diags_new ()};
  g_autofree char *path =
      n_operands > 0 ? places_short (build.places, operands[0]) : build_file (build.places, NULL);
  int status = STATUS_USAGE;
  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    terminal_say ("build: no build file %s; brief new DIR makes one to start from", path);
  else
    {
      build.data = g_path_get_dirname (path);
      g_autofree char *absolute = g_canonicalize_filename (build.data, NULL);
      g_autofree char *above = g_path_get_dirname (absolute);
      g_autofree char *output = g_build_filename (above, "output", NULL);
      build.output = options->output ? g_strdup (options->output) : places_short (build.places, output);
      build.authors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, author_free_any);
      build.releases = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
      build.products = g_ptr_array_new_with_free_func (product_free_any);
      status = build_all (&build, path, options);
      g_ptr_array_unref (build.products);
      g_hash_table_unref (build.authors);
      g_hash_table_unref (build.releases);
    }
  g_free (build.data);
  g_free (build.output);
  diags_free (build.diags);
  places_free (build.places);
  return status;
}

static const char *const examples[] = {
    "brief build",
    "every product of data/briefings.yaml whose facts, layout, fonts or program have changed",
    "brief build data/briefings.yaml -j 2 --output printed",
    "with two render workers, into the folder printed",
    "brief build --force --format json",
    "all of them anew, with a table that programs can read",
    NULL,
};

const Command command_build = {
    .name = "build",
    .operands = "[BUILDFILE]",
    .max_operands = 1,
    .summary = "every product of a build file, only what is stale, in parallel",
    .detail = "Makes every product that a build file lists: case × audience × layout × language. What each "
              "was made from is kept in "
              "output/.cache/; a product is made again only when the facts released to its audience, its "
              "layout, the fonts or the "
              "program have changed. Each appears whole or not at all: a failed run leaves the earlier file.",
    .examples = examples,
    .options = specs,
    .options_size = sizeof (BuildOptions),
    .run = run_build,
};
