/* chart.c: `brief chart`: the relationship chart alone, for other documents. */
#include <stdio.h>
#include <string.h>
#include "base/length.h"
#include "cli/command.h"
#include "cli/session.h"
#include "cli/terminal.h"

typedef struct
{
  const char *audience, *layout, *format, *output, *width, *height, *language;
  gboolean quiet;
} ChartOptions;

#define FORMATS "svg|png|pdf|json"

static const OptionSpec specs[] = {
    {"audience", 'a', OPTION_TEXT, "AUDIENCE", G_STRUCT_OFFSET (ChartOptions, audience),
     "who will see it; without it: the audience that the build file pairs with the layout", FALSE},
    {"layout", 'l', OPTION_TEXT, "LAYOUT", G_STRUCT_OFFSET (ChartOptions, layout),
     "whose chart it is: colours, words, what it shows; without it: analyst", FALSE},
    {"format", 0, OPTION_CHOICE, FORMATS, G_STRUCT_OFFSET (ChartOptions, format),
     "what to write; without it: by the name of FILE, else svg", FALSE},
    {"output", 'o', OPTION_TEXT, "FILE", G_STRUCT_OFFSET (ChartOptions, output),
     "where to write; “-” is standard output", FALSE},
    {"width", 0, OPTION_TEXT, "LENGTH", G_STRUCT_OFFSET (ChartOptions, width),
     "such as 170mm, which is the default", FALSE},
    {"height", 0, OPTION_TEXT, "LENGTH", G_STRUCT_OFFSET (ChartOptions, height),
     "such as 120mm, which is the default", FALSE},
    {"lang", 0, OPTION_TEXT, "LANGUAGE", G_STRUCT_OFFSET (ChartOptions, language),
     "language of its words; without it: the case's", FALSE},
    {"quiet", 'q', OPTION_FLAG, NULL, G_STRUCT_OFFSET (ChartOptions, quiet), "print nothing but diagnostics",
     FALSE},
    {0},
};

static const char *
format_of (const ChartOptions *options)
{
  static const char *const known[] = {"svg", "png", "pdf", "json"};
  const char *dot = options->output ? strrchr (options->output, '.') : NULL;
  if (options->format)
    return options->format;
  for (guint i = 0; dot && i < G_N_ELEMENTS (known); i++)
    if (strcmp (dot + 1, known[i]) == 0)
      return known[i];
  return "svg";
}

static gboolean
read_size (const char *text, const char *otherwise, const char *name, int *upt)
{
  if (length_read (text ? text : otherwise, upt) && *upt > 0)
    return TRUE;
  terminal_say ("chart: --%s %s: it is a length, such as 170mm or 480pt", name, text);
  return FALSE;
}

static int
chart (Session *session, const ChartOptions *options)
{
  const char *audience, *layout = options->layout ? options->layout : "analyst";
  g_autofree char *layout_path = NULL;
  int width, height;
  if (!read_size (options->width, "170mm", "width", &width) ||
      !read_size (options->height, "120mm", "height", &height))
    return STATUS_USAGE;
  int status = session_layout (session, layout, &layout_path);
  if (status == STATUS_FINE)
    status = session_audience (session, options->audience, layout, &audience);
  if (status != STATUS_FINE)
    return status;
  g_autofree char *release =
      diags_has_errors (session->diags) ? NULL : author_release (session->author, audience, session->diags);
  if (!release || diags_has_errors (session->diags))
    return session_report (session, FALSE);
  g_autofree char *folder = places_output (session->places);
  g_autofree char *path = g_strdup_printf ("%s/%s-%d-chart-%s.%s", folder, author_case (session->author),
                                           author_issue (session->author), audience, format_of (options));
  g_autofree char *usual = places_short (session->places, path);
  Product *product = session_product (session, audience, layout, layout_path, options->language,
                                      options->output ? options->output : usual, release);
  product->task = "chart";
  product->format = format_of (options);
  product->width = width;
  product->height = height;
  status = session_make (session, product, options->quiet);
  product_free (product);
  return status;
}

static int
run_chart (const void *values, char **operands, int n_operands)
{
  Session session;
  int status = session_open (&session, n_operands > 0 ? operands[0] : NULL);
  if (status == STATUS_FINE)
    status = chart (&session, values);
  session_clear (&session);
  return status;
}

static const char *const examples[] = {
    "brief chart isis-k -a desk --format svg",
    "who stands how to whom, as far as the desk may know, as output/isis-k-1-chart-desk.svg",
    "brief chart isis-k -a press --width 120mm --height 90mm -o chart.png",
    "a small picture of what the press may know",
    "brief chart isis-k -a desk --format json -o - > chart.json",
    "places of all boxes, lines and words, for other programs",
    NULL,
};

const Command command_chart = {
    .name = "chart",
    .operands = "CASE",
    .max_operands = 1,
    .summary = "the relationship chart alone",
    .detail = "Draws the chart of relations between the actors of a case, as far as the audience may know "
              "them: organisations with their "
              "leaders, the kind of each tie and how sure it is, each with the number of its claim.",
    .examples = examples,
    .options = specs,
    .options_size = sizeof (ChartOptions),
    .run = run_chart,
};
