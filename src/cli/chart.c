/* chart.c: `brief chart`: the relationship chart alone, for other documents. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include "base/length.h"
#include "base/yaml.h"
#include "cli/command.h"
#include "cli/pins.h"
#include "cli/session.h"
#include "cli/terminal.h"

typedef struct
{
  const char *audience, *layout, *format, *output, *width, *height, *language, *graph, *frame, *effort, *fold,
      *parallel, *focus, *kinds, *as_of, *tiles, *figure;
  int depth, limit, dpi;
  gboolean quiet, explain, pin;
} ChartOptions;

#define TILES       "A4|A4-landscape|A3|A3-landscape|letter"
#define FIGURES     "tree|matrix|lineage|ranges|timeline|bars|multiples"
#define FORMATS     "svg|png|pdf|json"
#define FRAME_LEAST (56 * 1024) /* [upt] 20 mm: one box */

static const OptionSpec specs[] = {
    {"audience", 'a', OPTION_TEXT, "AUDIENCE", G_STRUCT_OFFSET (ChartOptions, audience),
     "who will see it; without it: the audience that the build file pairs with the layout", FALSE},
    {"layout", 'l', OPTION_TEXT, "LAYOUT", G_STRUCT_OFFSET (ChartOptions, layout),
     "whose chart it is: colours, words, what it shows; without it: analyst", FALSE},
    {"format", 0, OPTION_CHOICE, FORMATS, G_STRUCT_OFFSET (ChartOptions, format),
     "what to write; without it: by the name of FILE, else svg", FALSE},
    {"output", 'o', OPTION_TEXT, "FILE", G_STRUCT_OFFSET (ChartOptions, output),
     "where to write; “-” is standard output", FALSE},
    {"dpi", 0, OPTION_NUMBER, "N", G_STRUCT_OFFSET (ChartOptions, dpi),
     "pixels an inch of a PNG, 36 to 1200; without it: 200", FALSE},
    {"graph", 0, OPTION_TEXT, "FILE", G_STRUCT_OFFSET (ChartOptions, graph),
     "draw this graph, and no case: JSON with nodes and edges; “-” is standard input", FALSE},
    {"figure", 0, OPTION_CHOICE, FIGURES, G_STRUCT_OFFSET (ChartOptions, figure),
     "what stands beside the chart, as the layout's block of that kind shows it", FALSE},
    {"frame", 0, OPTION_TEXT, "WxH", G_STRUCT_OFFSET (ChartOptions, frame),
     "such as 170x120 [mm]: the ground of boxes and lines is this and no other; the legend stands below it",
     FALSE},
    {"effort", 0, OPTION_CHOICE, "draft|normal|best", G_STRUCT_OFFSET (ChartOptions, effort),
     "how long to search for a good arrangement; without it: the layout's, else normal", FALSE},
    {"fold", 0, OPTION_CHOICE, "none|leaders|all", G_STRUCT_OFFSET (ChartOptions, fold),
     "what becomes a row of a box; without it: the layout's, else all", FALSE},
    {"parallel", 0, OPTION_CHOICE, "auto|merge|side|separate", G_STRUCT_OFFSET (ChartOptions, parallel),
     "several ties of the same two: one line, strokes side by side, a line each; without it: the layout's, "
     "else what there is room for",
     FALSE},
    {"width", 0, OPTION_TEXT, "LENGTH", G_STRUCT_OFFSET (ChartOptions, width),
     "of the drawing; without it: 170mm, from 30 boxes on 400mm", FALSE},
    {"height", 0, OPTION_TEXT, "LENGTH", G_STRUCT_OFFSET (ChartOptions, height),
     "of the drawing with its legend, without the title and the source around it; without it: what it needs, "
     "or a set of charts",
     FALSE},
    {"focus", 0, OPTION_TEXT, "ID", G_STRUCT_OFFSET (ChartOptions, focus),
     "only this actor and what is near it; without --depth: one step", FALSE},
    {"depth", 0, OPTION_NUMBER, "N", G_STRUCT_OFFSET (ChartOptions, depth),
     "how many steps from the focus, 1 to 9; without --focus: from the subject", FALSE},
    {"kinds", 0, OPTION_TEXT, "LIST", G_STRUCT_OFFSET (ChartOptions, kinds),
     "only these, commas between: organisation, person, event, place, state; hostile, allied, attack, "
     "command, "
     "allegiance, membership, other",
     FALSE},
    {"limit", 0, OPTION_NUMBER, "N", G_STRUCT_OFFSET (ChartOptions, limit),
     "only so many actors: those with most ties", FALSE},
    {"as-of", 0, OPTION_TEXT, "DATE", G_STRUCT_OFFSET (ChartOptions, as_of),
     "as things stood then: without ties that began later or had ended", FALSE},
    {"tiles", 0, OPTION_CHOICE, TILES, G_STRUCT_OFFSET (ChartOptions, tiles),
     "a poster as PDF, A3, from 90 boxes on A1, or of the size of --frame, on sheets of this paper to be "
     "glued "
     "together",
     FALSE},
    {"explain", 0, OPTION_FLAG, NULL, G_STRUCT_OFFSET (ChartOptions, explain),
     "say on which step of the ladder the chart stands, its type and its measures", FALSE},
    {"pin", 0, OPTION_FLAG, NULL, G_STRUCT_OFFSET (ChartOptions, pin),
     "keep where boxes stand, beside the case: the audience’s next charts begin there", FALSE},
    {"lang", 0, OPTION_TEXT, "LANGUAGE", G_STRUCT_OFFSET (ChartOptions, language),
     "language of its words; without it: the case's", FALSE},
    {"quiet", 'q', OPTION_FLAG, NULL, G_STRUCT_OFFSET (ChartOptions, quiet), "print nothing but diagnostics",
     FALSE},
    {0},
};

/** The format asked for, else the one that the file's name ends in, else svg; NULL: it ends in another, or contradicts. */
static const char *
format_of (const ChartOptions *options)
{
  static const char *const known[] = {"svg", "png", "pdf", "json"};
  const char *slash = options->output ? strrchr (options->output, '/') : NULL;
  const char *dot = options->output ? strrchr (slash ? slash : options->output, '.') : NULL;
  const char *named = NULL;
  for (guint i = 0; dot && i < G_N_ELEMENTS (known); i++)
    if (g_ascii_strcasecmp (dot + 1, known[i]) == 0)
      named = known[i];
  if (options->format)
    return named && strcmp (named, options->format) != 0 ? NULL : options->format;
  return dot && !named ? NULL : named ? named : "svg";
}

/** What the table of options cannot check; FALSE: it is said. */
static gboolean
check_options (const ChartOptions *options)
{
  enum
  {
    STEPS = 9,
    DPI_LEAST = 36,
    DPI_MOST = 1200
  };
  const char *format = format_of (options);
  if (!format && options->format)
    terminal_say ("chart: --format %s and a file named %s: which of the two?", options->format,
                  options->output);
  else if (!format)
    terminal_say ("chart: %s: a chart is written as svg, png, pdf or json; --format says which if the name "
                  "does not",
                  options->output);
  else if (options->depth > STEPS)
    terminal_say ("chart: --depth %d: it takes a number from 1 to %d", options->depth, STEPS);
  else if (options->dpi > 0 && (options->dpi < DPI_LEAST || options->dpi > DPI_MOST))
    terminal_say ("chart: --dpi %d: it takes a number from %d to %d", options->dpi, DPI_LEAST, DPI_MOST);
  else if (options->dpi > 0 && strcmp (format, "png") != 0)
    terminal_say ("chart: --dpi is for pictures of pixels: --format png");
  else
    return TRUE;
  return FALSE;
}

static gboolean
read_size (const char *text, const char *name, int *upt)
{
  if (length_read (text, upt) && *upt > 0)
    return TRUE;
  terminal_say ("chart: --%s %s: it is a length, such as 170mm or 480pt", name, text);
  return FALSE;
}

/** "170x120" → upt. */
static gboolean
read_frame (const char *text, int *width, int *height)
{
  g_auto (GStrv) sides = g_strsplit (text, "x", -1);
  g_autofree char *w = g_strdup_printf ("%smm", sides[0] ? sides[0] : ""),
                  *h = g_strdup_printf ("%smm", sides[0] && sides[1] ? sides[1] : "");
  if (g_strv_length (sides) == 2 && length_read (w, width) && length_read (h, height) &&
      MIN (*width, *height) >= FRAME_LEAST)
    return TRUE;
  terminal_say ("chart: --frame %s: it is width x height in millimetres, such as 170x120, at least 20x20",
                text);
  return FALSE;
}

/** The paper of a poster; FALSE: it is no PDF, which is said. */
static gboolean
read_tiles (const ChartOptions *options, Product *product)
{
  static const struct
  {
    const char *name;
    int width, height; /* tenths of a millimetre */
  } papers[] = {{"A4", 2100, 2970},
                {"A4-landscape", 2970, 2100},
                {"A3", 2970, 4200},
                {"A3-landscape", 4200, 2970},
                {"letter", 2159, 2794}};
  if (options->tiles && strcmp (format_of (options), "pdf") != 0)
    {
      terminal_say ("chart: --tiles makes pages: --format pdf");
      return FALSE;
    }
  for (guint i = 0; options->tiles && i < G_N_ELEMENTS (papers); i++)
    if (strcmp (papers[i].name, options->tiles) == 0)
      {
        product->tile_width = (int)(papers[i].width * 72.0 * 1024 / 254 + .5);
        product->tile_height = (int)(papers[i].height * 72.0 * 1024 / 254 + .5);
      }
  return TRUE;
}

/** The size asked for; FALSE: it is wrong, which is said. */
static gboolean
read_sizes (const ChartOptions *options, Product *product)
{
  product->framed = options->frame != NULL;
  if (options->frame)
    return read_frame (options->frame, &product->width, &product->height);
  /* what is not said, the chart chooses: 170 mm or A3, as high as it needs, or a set of charts */
  return (!options->width || read_size (options->width, "width", &product->width)) &&
         (!options->height || read_size (options->height, "height", &product->height));
}

/** Is what is asked for one thing? FALSE: said why not. */
static gboolean
check_figure (const ChartOptions *options)
{
  if (!options->figure ||
      !(options->graph || options->pin || options->tiles || options->frame || options->height))
    return TRUE;
  terminal_say (
      "chart: --figure %s is of a case, as high as it needs: no --graph, --pin, --tiles, --frame, --height",
      options->figure);
  return FALSE;
}

static int
make_chart (Session *session, Product *product, const ChartOptions *options)
{
  product->format = format_of (options);
  product->effort = options->effort;
  product->fold = options->fold;
  product->parallel = options->parallel;
  product->explain = options->explain;
  product->figure = options->figure;
  product->focus = options->focus;
  product->kinds = options->kinds;
  product->as_of = options->as_of;
  product->limit = options->limit;
  product->dpi = options->dpi;
  product->depth = options->focus && options->depth == 0 ? 1 : options->depth;
  return check_figure (options) && read_sizes (options, product) && read_tiles (options, product)
             ? session_make (session, product, options->quiet)
             : STATUS_USAGE;
}

static int
chart_of_case (Session *session, const ChartOptions *options)
{
  const char *audience, *layout = options->layout ? options->layout : "analyst";
  g_autofree char *layout_path = NULL;
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
  g_autofree char *path = g_strdup_printf (
      "%s/%s-%d-%s-%s.%s", folder, author_case (session->author), author_issue (session->author),
      options->figure ? options->figure : "chart", audience, format_of (options));
  g_autofree char *usual = places_short (session->places, path);
  Product *product = session_product (session, audience, layout, layout_path, options->language,
                                      options->output ? options->output : usual, release);
  product->task = "chart";
  if (options->pin)
    product->pin_path = pins_path (session->folder, audience);
  status = make_chart (session, product, options);
  product_free (product);
  return status;
}

/** The whole of a file, or of standard input for "-"; more than a reader would take is not read. Owned; NULL: said why. */
static char *
read_graph (const char *path, gsize *length)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean given = strcmp (path, "-") == 0;
  FILE *file = given ? stdin : fopen (path, "re");
  char part[65536];
  size_t n;
  if (!file)
    {
      terminal_say ("%s: %s", path, g_strerror (errno));
      return NULL;
    }
  while (text->len <= YAML_BYTES_LIMIT && (n = fread (part, 1, sizeof part, file)) > 0)
    g_string_append_len (text, part, (gssize)n);
  gboolean failed = ferror (file) != 0;
  if (failed)
    terminal_say ("%s: %s", path, g_strerror (errno));
  if (!given)
    fclose (file);
  *length = text->len;
  return failed ? NULL : g_string_free (g_steal_pointer (&text), FALSE);
}

static int
chart_of_graph (Session *session, const ChartOptions *options)
{
  const char *layout = options->layout ? options->layout : "analyst";
  g_autofree char *layout_path = NULL;
  int status = session_layout (session, layout, &layout_path);
  if (status != STATUS_FINE)
    return status;
  Product *product = product_new ();
  g_autofree char *graph = read_graph (options->graph, &product->graph_length);
  g_autofree char *base = layout_name (strcmp (options->graph, "-") == 0 ? "graph" : options->graph);
  if (g_str_has_suffix (base, ".json"))
    base[strlen (base) - strlen (".json")] = '\0';
  g_autofree char *folder = places_output (session->places);
  g_autofree char *path = g_strdup_printf ("%s/%s.%s", folder, base, format_of (options));
  product->task = "graph";
  product->graph = graph;
  product->graph_name = options->graph;
  product->case_folder = g_strdup ("");
  product->audience = g_strdup ("");
  product->layout = layout_name (layout);
  product->layout_path = g_strdup (layout_path);
  product->language = g_strdup (options->language ? options->language : "en-GB");
  product->output = options->output ? g_strdup (options->output) : places_short (session->places, path);
  status = graph ? make_chart (session, product, options) : STATUS_WORLD;
  product_free (product);
  return status;
}

static int
run_chart (const void *values, char **operands, int n_operands)
{
  const ChartOptions *options = values;
  Session session = {0};
  int status;
  if (options->graph && n_operands > 0)
    {
      terminal_say ("chart: either a case or --graph FILE, not both");
      return STATUS_USAGE;
    }
  if (!check_options (options))
    return STATUS_USAGE;
  if (options->pin && (options->graph || options->focus || options->kinds || options->as_of ||
                       options->depth > 0 || options->limit > 0 || options->frame))
    {
      terminal_say ("chart: --pin keeps the whole chart of a case, not a part of it, a graph or a frame");
      return STATUS_USAGE;
    }
  if (options->graph)
    {
      session.places = places_find ();
      session.diags = diags_new ();
      session.wanted = g_ptr_array_new ();
      status = chart_of_graph (&session, options);
    }
  else
    {
      status = session_open (&session, n_operands > 0 ? operands[0] : NULL);
      if (status == STATUS_FINE)
        status = chart_of_case (&session, options);
    }
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
    "brief chart isis-k -a desk --figure timeline -o timeline.svg",
    "what happened when, to scale; likewise who leads, who came from whom, estimates, counts",
    "brief chart isis-k -a desk --pin",
    "the same, and the next issue begins with these places: what did not change stays where it is",
    "brief chart isis-k -a desk --tiles A4 --format pdf --effort draft -o poster.pdf",
    "a poster for the wall: print, cut at the marks, glue",
    "brief chart --graph friends.json --frame 170x120 -o friends.svg",
    "a graph of no case, in a frame of that size",
    NULL,
};

const Command command_chart = {
    .name = "chart",
    .operands = "CASE | --graph FILE",
    .max_operands = 1,
    .summary = "the relationship chart alone",
    .detail =
        "Draws the chart of relations between the actors of a case, as far as the audience may know "
        "them: organisations with their "
        "leaders, the kind of each tie and how sure it is, each with the number of its claim.\n\n"
        "With --graph, draws a graph from a JSON file instead: {\"groups\": [{id, label}], \"nodes\": [{id, "
        "label, kind, group}], \"edges\": [{id, from, to, label, type, status}]}. Only ids and ends are "
        "required. The type of an edge is a class (allied, hostile, attack, command, allegiance, "
        "membership) or words that the layout puts into one.",
    .examples = examples,
    .options = specs,
    .options_size = sizeof (ChartOptions),
    .run = run_chart,
    .renders = TRUE,
};
