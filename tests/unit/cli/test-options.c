/* How command lines are read, and what is said about wrong ones. */
#include "cli/options.h"
#include <string.h>

typedef struct
{
  const char *layout, *format;
  gboolean quiet, force;
  int jobs;
} Values;

static const OptionSpec specs[] = {
    {"layout", 'l', OPTION_TEXT, "LAYOUT", G_STRUCT_OFFSET (Values, layout), "how it looks", FALSE},
    {"format", 0, OPTION_CHOICE, "svg|png|pdf|json", G_STRUCT_OFFSET (Values, format), "what to write",
     FALSE},
    {"quiet", 'q', OPTION_FLAG, NULL, G_STRUCT_OFFSET (Values, quiet), "say less", FALSE},
    {"force", 'f', OPTION_FLAG, NULL, G_STRUCT_OFFSET (Values, force), "do it", TRUE},
    {"jobs", 'j', OPTION_NUMBER, "N", G_STRUCT_OFFSET (Values, jobs), "at a time", FALSE},
    {0},
};
static const char *const examples[] = {"brief demo x -l y", "shows it", NULL};
static const Command demo = {
    "demo", "CASE",          1,    2,    "a demonstration", "It shows.\n\nMore of it.", examples,
    specs,  sizeof (Values), NULL, FALSE};
static const Command *const all[] = {&demo, NULL};

static Parsed
parse (const char *line, Values *values, char **operands, int *n, char **problem)
{
  static char **words; /* kept for the borrowed texts until the next call */
  g_strfreev (words);
  words = g_strsplit (line, " ", -1);
  if (!*line)
    g_clear_pointer (&words, g_strfreev);
  memset (values, 0, sizeof *values);
  return options_parse (&demo, words ? (int)g_strv_length (words) : 0, words, values, operands, n, problem);
}

static void
test_forms (void)
{
  static const char *const lines[] = {"a b -l exec -j 3 -q", "-lexec a -j3 -q b",
                                      "--layout=exec --jobs=3 a b --quiet", "--layout exec a -qj 3 -- b",
                                      "-qlexec --jobs 3 a b"};
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      Values values;
      char *operands[16];
      int n;
      g_autofree char *problem = NULL;
      g_assert_cmpint (parse (lines[i], &values, operands, &n, &problem), ==, PARSED_FINE);
      g_assert_cmpstr (values.layout, ==, "exec");
      g_assert_cmpint (values.jobs, ==, 3);
      g_assert_true (values.quiet);
      g_assert_false (values.force);
      g_assert_cmpint (n, ==, 2);
      g_assert_cmpstr (operands[0], ==, "a");
      g_assert_cmpstr (operands[1], ==, "b");
    }
}

static void
test_operands (void)
{
  Values values;
  char *operands[16];
  int n;
  g_autofree char *problem = NULL;
  g_assert_cmpint (parse ("- -- -q", &values, operands, &n, &problem), ==, PARSED_FINE);
  g_assert_cmpint (n, ==, 2);
  g_assert_cmpstr (operands[0], ==, "-");
  g_assert_cmpstr (operands[1], ==, "-q");
  g_assert_false (values.quiet);
  g_assert_cmpint (parse ("", &values, operands, &n, &problem), ==, PARSED_FINE);
  g_assert_cmpint (n, ==, 0);
}

static void
test_wrong (void)
{
  static const struct
  {
    const char *line, *says;
  } cases[] = {
      {"--layuot x", "no option --layuot; did you mean --layout?"},
      {"--xyzzyplugh", "no option --xyzzyplugh"},
      {"-z", "no option -z"},
      {"-qz", "no option -z"},
      {"-l", "--layout needs LAYOUT"},
      {"--layout", "--layout needs LAYOUT"},
      {"--quiet=1", "--quiet takes no value"},
      {"--jobs 0", "--jobs 0: it takes a number from 1"},
      {"-j 2x", "--jobs 2x: it takes a number from 1"},
      {"--format pgn", "--format pgn: did you mean png? It is one of svg, png, pdf, json"},
      {"--format docbook", "--format docbook: it is one of svg, png, pdf, json"},
      {"a b c", "one word too many: c"},
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Values values;
      char *operands[16];
      int n;
      g_autofree char *problem = NULL;
      g_assert_cmpint (parse (cases[i].line, &values, operands, &n, &problem), ==, PARSED_WRONG);
      g_assert_cmpstr (problem, ==, cases[i].says);
    }
}

static void
test_help (void)
{
  Values values;
  char *operands[16];
  int n;
  g_autofree char *problem = NULL;
  g_assert_cmpint (parse ("a --help --nonsense", &values, operands, &n, &problem), ==, PARSED_HELP);
  g_assert_cmpint (parse ("-qh", &values, operands, &n, &problem), ==, PARSED_HELP);
  g_autofree char *help = options_help (&demo);
  g_assert_nonnull (strstr (help, "Usage: brief demo CASE [OPTIONS]\n\nIt shows.\n\nMore of it.\n"));
  g_assert_nonnull (strstr (help, "  -l, --layout LAYOUT         how it looks\n"));
  g_assert_nonnull (
      strstr (help, "      --format svg|png|pdf|json\n                              what to write\n"));
  g_assert_nonnull (strstr (help, "  brief demo x -l y\n      shows it\n"));
  g_assert_null (strstr (help, "force")); /* hidden */
  g_autofree char *manual = options_manual (all, "1.2");
  g_assert_nonnull (strstr (manual, "\\fB\\-l\\fR, \\fB\\-\\-layout\\fR \\fILAYOUT\\fR\nhow it looks\n"));
  g_assert_null (strstr (manual, "force"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/options/forms", test_forms);
  g_test_add_func ("/options/operands", test_operands);
  g_test_add_func ("/options/wrong", test_wrong);
  g_test_add_func ("/options/help", test_help);
  return g_test_run ();
}
