/* main.c: the table of commands. Exit status: 0 fine, 1 an author's file is wrong, 2 wrong usage, 3 the world. */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include "cli/command.h"
#include "cli/heap.h"
#include "cli/options.h"
#include "cli/spare.h"
#include "cli/terminal.h"

const Command *const commands[] = {
    &command_new,     &command_check,  &command_render,  &command_build,   &command_chart,
    &command_explain, &command_watch,  &command_inspect, &command_extract, &command_verify,
    &command_schema,  &command_worker, &command_manual,  &command_words,   NULL};

static const Command *
find_command (const char *name)
{
  for (const Command *const *c = commands; *c; c++)
    if (strcmp ((*c)->name, name) == 0)
      return *c;
  return NULL;
}

static int
unknown_command (const char *name)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  for (const Command *const *c = commands; *c; c++)
    if (!(*c)->hidden)
      g_ptr_array_add (names, (gpointer)(*c)->name);
  g_ptr_array_add (names, NULL);
  return terminal_unknown ("command", name, (char **)names->pdata);
}

/* What a briefing of six pages needs; 256 pages of memory that is not wanted cost less than a tenth of a millisecond. */
enum
{
  WORKER_HEAP = 8 << 20,
  PROGRAM_HEAP = 1 << 20
};

static int
work (void)
{
  heap_expect (WORKER_HEAP);
  return command_worker.run (NULL, NULL, 0);
}

/** @words: of main, from the program's own name. */
static int
run_command (const Command *command, int n_all, char **all)
{
  const int n_words = n_all - 2;
  char **words = all + 2;
  g_autofree void *values = g_malloc0 (MAX (command->options_size, 1));
  g_autofree char **operands = g_new0 (char *, n_words + 1);
  g_autofree char *problem = NULL;
  int n_operands = 0;
  switch (options_parse (command, n_words, words, values, operands, &n_operands, &problem))
    {
    case PARSED_HELP:
      {
        g_autofree char *help = options_help (command);
        fputs (help, stdout);
        return STATUS_FINE;
      }
    case PARSED_WRONG:
      terminal_say ("%s: %s", command->name, problem);
      terminal_say ("brief %s --help shows what it takes", command->name);
      return STATUS_USAGE;
    case PARSED_FINE:
      break;
    }
  if (command->renders)
    {
      spare_start (work, all);
      heap_expect (PROGRAM_HEAP);
    }
  int status = command->run (values, operands, n_operands);
  spare_drop ();
  return status;
}

/** @status, unless what was printed did not arrive. */
static int
flushed (int status)
{
  if (fflush (stdout) == 0 || status != STATUS_FINE)
    return status;
  terminal_say ("cannot write to standard output");
  return STATUS_WORLD;
}

int
main (int argc, char **argv)
{
  signal (SIGPIPE, SIG_IGN); /* a worker that died is an answer, not the end */
  if (argc < 2 || strcmp (argv[1], "--help") == 0 || strcmp (argv[1], "-h") == 0 ||
      strcmp (argv[1], "help") == 0)
    {
      const Command *command = argc > 2 ? find_command (argv[2]) : NULL;
      g_autofree char *text = command ? options_help (command) : options_overview (commands);
      fputs (text, argc < 2 ? stderr : stdout);
      return argc < 2 ? STATUS_USAGE : flushed (STATUS_FINE);
    }
  if (strcmp (argv[1], "--version") == 0)
    {
      printf ("brief %s\n", BRIEF_VERSION);
      return flushed (STATUS_FINE);
    }
  const Command *command = find_command (argv[1]);
  int status = command ? run_command (command, argc, argv) : unknown_command (argv[1]);
  return flushed (status);
}
