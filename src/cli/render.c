/* render.c: `brief render`: one product. The facts side runs here; a worker renders. */
#include <stdio.h>
#include <string.h>
#include "cli/render.h"
#include "cli/readback.h"
#include "cli/session.h"
#include "cli/terminal.h"

static const OptionSpec specs[] = {
    {"layout", 'l', OPTION_TEXT, "LAYOUT", G_STRUCT_OFFSET (RenderOptions, layout),
     "how it looks: a name, or a path that ends in .yaml", FALSE},
    {"audience", 'a', OPTION_TEXT, "AUDIENCE", G_STRUCT_OFFSET (RenderOptions, audience),
     "who will read it; without it: the audience that the build file pairs with this layout", FALSE},
    {"output", 'o', OPTION_TEXT, "FILE", G_STRUCT_OFFSET (RenderOptions, output),
     "where to write; “-” is standard output", FALSE},
    {"lang", 0, OPTION_TEXT, "LANGUAGE", G_STRUCT_OFFSET (RenderOptions, language),
     "language of the product, such as fr; without it: the case's", FALSE},
    {"set", 0, OPTION_TEXTS, "NAME=VALUE", G_STRUCT_OFFSET (RenderOptions, set),
     "a value for one of the layout's settings, as often as needed; a wrong name tells which there are",
     FALSE},
    {"booklet", 0, OPTION_FLAG, NULL, G_STRUCT_OFFSET (RenderOptions, booklet),
     "two pages a side in the order of a folded stack; print on both sides, turned on the short edge", FALSE},
    {"up", 0, OPTION_NUMBER, "N", G_STRUCT_OFFSET (RenderOptions, up), "N pages a side", FALSE},
    {"paper", 0, OPTION_TEXT, "SIZE", G_STRUCT_OFFSET (RenderOptions, paper),
     "of such a side: A3, A4, A5, A6, Letter, Legal, or “297mm x 210mm”; without it pages keep their size",
     FALSE},
    {"linearise", 0, OPTION_FLAG, NULL, G_STRUCT_OFFSET (RenderOptions, linearise),
     "first page in front, for reading while it comes over a network", FALSE},
    {"password-file", 0, OPTION_TEXT, "FILE", G_STRUCT_OFFSET (RenderOptions, password_file),
     "also write a copy beside it, NAME-locked.pdf, that the first line of FILE opens; it is no archival "
     "file",
     FALSE},
    {"quiet", 'q', OPTION_FLAG, NULL, G_STRUCT_OFFSET (RenderOptions, quiet), "print nothing but diagnostics",
     FALSE},
    {"dump", 0, OPTION_CHOICE, "release|blocks|pages", G_STRUCT_OFFSET (RenderOptions, dump),
     "print what a stage makes, as text", TRUE},
    {0},
};

/** Where the product goes when nobody says: output/ beside data/, under the usual name. */
static char *
usual_output (const Session *session, const char *layout, const char *layout_path, const char *audience,
              const char *said)
{
  g_autofree char *name = layout_name (layout);
  g_autofree char *folder = places_output (session->places);
  g_autofree char *language = product_language (session->places, session->folder, layout_path, said,
                                                author_language (session->author));
  g_autofree char *file = g_strdup_printf ("%s-%d-%s-%s-%s.pdf", author_case (session->author),
                                           author_issue (session->author), name, audience, language);
  g_autofree char *path = g_build_filename (folder, file, NULL);
  return places_short (session->places, path);
}

/** "size=11pt" and its like into @values. The words themselves are their place in diagnostics. */
static gboolean
read_set (const char *const *texts, GPtrArray *values)
{
  for (; *texts; texts++)
    {
      const char *equals = strchr (*texts, '=');
      if (!equals || equals == *texts || memchr (*texts, '\n', (gsize)(equals - *texts)))
        {
          terminal_say ("--set %s: it wants NAME=VALUE", *texts);
          return FALSE;
        }
      g_autofree char *name = g_strndup (*texts, (gsize)(equals - *texts));
      g_autofree char *place = g_strdelimit (g_strconcat ("--set ", *texts, NULL), "\n", ' ');
      Mark mark = {.file = g_intern_string (place)};
      set_values_add (values, name, equals + 1, mark);
    }
  return TRUE;
}

/** What brief-readback does with the product. A locked copy must have a name beside the product's. */
static int
read_finish (const RenderOptions *options, const char *output, Product *product)
{
  g_autoptr (GError) error = NULL;
  product->linearise = options->linearise && !options->dump;
  if (!options->password_file || options->dump)
    return STATUS_FINE;
  if (strcmp (output, "-") == 0)
    {
      terminal_say (
          "--password-file: the copy goes beside the product, so the product needs a file: --output");
      return STATUS_USAGE;
    }
  product->password = password_read (options->password_file, &error);
  if (product->password)
    return STATUS_FINE;
  terminal_say ("%s", error->message);
  return STATUS_WORLD;
}

static void
say_locked (const Product *product)
{
  g_autofree char *path = product->password ? product_locked_path (product->output) : NULL;
  if (path)
    terminal_say (
        "%s is encrypted: it claims neither PDF/A nor PDF/UA and is never the same bytes twice; the "
        "archival file is %s",
        path, product->output);
}

static int
render (Session *session, const RenderOptions *options, Rendered *rendered)
{
  const char *audience;
  g_autofree char *layout_path = NULL;
  int status = session_layout (session, options->layout, &layout_path);
  if (status == STATUS_FINE)
    status = session_audience (session, options->audience, options->layout, &audience);
  if (status != STATUS_FINE)
    return status;
  g_autoptr (GPtrArray) set = set_values_new ();
  if (!read_set (options->set, set))
    return STATUS_USAGE;
  Sheets sheets;
  const char *problem = sheets_set (&sheets, options->booklet, options->up, options->paper);
  if (problem)
    {
      terminal_say ("%s", problem);
      return STATUS_USAGE;
    }
  g_autofree char *release =
      diags_has_errors (session->diags) ? NULL : author_release (session->author, audience, session->diags);
  if (!release || diags_has_errors (session->diags))
    return session_report (session, FALSE);
  if (options->dump && strcmp (options->dump, "release") == 0)
    {
      fputs (release, stdout);
      return session_report (session, FALSE);
    }
  g_autofree char *usual = usual_output (session, options->layout, layout_path, audience, options->language);
  const char *output = options->output ? options->output : options->dump ? "-" : usual;
  Product *product =
      session_product (session, audience, options->layout, layout_path, options->language, output, release);
  product->dump = options->dump;
  product->sheets = sheets;
  set_values_add_all (product->set, set);
  status = read_finish (options, output, product);
  if (status == STATUS_FINE)
    status = session_make (session, product, options->quiet);
  if (status == STATUS_FINE)
    say_locked (product);
  rendered->output = g_strdup (product->output);
  rendered->pages = product->state == PRODUCT_MADE ? product->pages : 0;
  product_free (product);
  return status;
}

int
render_case (const char *name, const RenderOptions *options, Pool *pool, Rendered *rendered)
{
  Session session;
  *rendered = (Rendered){0};
  int status = session_open (&session, name);
  session.pool = pool;
  if (status == STATUS_FINE)
    status = render (&session, options, rendered);
  session_clear (&session);
  return status;
}

static int
run_render (const void *values, char **operands, int n_operands)
{
  Rendered rendered;
  int status = render_case (n_operands > 0 ? operands[0] : NULL, values, NULL, &rendered);
  g_free (rendered.output);
  return status;
}

static const char *const examples[] = {
    "brief render isis-k -l executive",
    "one product, for the audience that data/briefings.yaml pairs with this layout, into output/",
    "brief render isis-k -l analyst -a desk -o analyst.pdf",
    "for the desk, into a file of that name",
    "brief render isis-k -l analyst -a desk --booklet --paper A4 -o booklet.pdf",
    "A4 sheets to print on both sides, fold and stitch",
    "brief render isis-k -l plain -a press --set columns=2 --set width=75mm -o plain.pdf",
    "the passages alone, in two columns of that width",
    NULL,
};

const Command command_render = {
    .name = "render",
    .operands = "CASE -l LAYOUT",
    .max_operands = 1,
    .summary = "make one product",
    .detail = "Renders one briefing: what the audience may know of the case, arranged by the layout, as a "
              "tagged, archival PDF. It goes "
              "to output/{case}-{issue}-{layout}-{audience}-{language}.pdf. When there are mistakes in the "
              "author's files, they are "
              "all named and an earlier file stays as it was.",
    .examples = examples,
    .options = specs,
    .options_size = sizeof (RenderOptions),
    .run = run_render,
    .renders = TRUE,
};
