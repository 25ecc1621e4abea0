/* words.c: hidden commands for other programs: the manual page, and the words that shell completion offers. */
#include <stdio.h>
#include <string.h>
#include "base/sheets.h"
#include "cli/command.h"
#include "cli/options.h"
#include "cli/places.h"

static int
run_manual (const void *options, char **operands, int n_operands)
{
  g_autofree char *manual = options_manual (commands, BRIEF_VERSION);
  fputs (manual, stdout);
  return STATUS_FINE;
}

const Command command_manual = {
    .name = "manual",
    .operands = "",
    .summary = "the manual page in man(7) markup",
    .detail = "Prints the manual page, made from the same tables as the help.",
    .run = run_manual,
    .hidden = TRUE,
};

static void
print_all (char **words)
{
  for (int i = 0; words[i]; i++)
    printf ("%s\n", words[i]);
  g_strfreev (words);
}

static void
print_options (const Command *command)
{
  printf ("--help\n");
  for (const OptionSpec *spec = command->options; spec && spec->name; spec++)
    if (!spec->hidden)
      printf ("--%s\n", spec->name);
}

static void
print_choices (const char *name)
{
  for (const Command *const *c = commands; *c; c++)
    for (const OptionSpec *spec = (*c)->options; spec && spec->name; spec++)
      if (spec->kind == OPTION_CHOICE && strcmp (spec->name, name) == 0)
        print_all (g_strsplit (spec->value, "|", -1));
  if (strcmp (name, "paper") == 0) /* any size is taken; these have names */
    print_all (g_strsplit (PAPER_NAMES, "|", -1));
}

/** words → commands; words COMMAND → its options; words cases | layouts | --OPTION → its values. */
static int
run_words (const void *options, char **operands, int n_operands)
{
  g_autoptr (Places) places = places_find ();
  const char *what = n_operands > 0 ? operands[0] : "";
  if (strcmp (what, "cases") == 0)
    print_all (places_cases (places));
  else if (strcmp (what, "layouts") == 0)
    {
      g_autofree char *folder = n_operands > 1 ? places_case (places, operands[1]) : NULL;
      print_all (places_layouts (places, folder));
    }
  else if (g_str_has_prefix (what, "--"))
    print_choices (what + 2);
  else
    for (const Command *const *c = commands; *c; c++)
      if (!*what && !(*c)->hidden)
        printf ("%s\n", (*c)->name);
      else if (strcmp ((*c)->name, what) == 0)
        print_options (*c);
  return STATUS_FINE;
}

const Command command_words = {
    .name = "words",
    .operands = "[WHAT [CASE]]",
    .max_operands = 2,
    .summary = "what shell completion offers",
    .detail = "Prints the commands, the options of a command, the cases, the layouts, or the values of an "
              "option, one a line.",
    .run = run_words,
    .hidden = TRUE,
};
