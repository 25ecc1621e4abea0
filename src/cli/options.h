/* options.h: command lines ↔ tables of options. Plain data in, plain data out; prints nothing.
 *
 *     g_autofree char *problem = NULL;
 *     switch (options_parse (command, argc, argv, &values, operands, &n, &problem)) …
 */
#pragma once
#include "cli/command.h"

typedef enum
{
  PARSED_FINE,
  PARSED_HELP,  /* --help or -h was among the words */
  PARSED_WRONG, /* @problem says what is wrong, with the nearest option or choice */
} Parsed;

/**
 * options_parse: reads the words after the command's name.
 *
 * @words:    n_words strings; `--name value`, `--name=value`, `-n value`, `-nvalue`, `-ab` for flags, `--` ends options
 * @values:   the command's options struct, zeroed; texts in it are borrowed from @words
 * @operands: (out) room for n_words pointers, borrowed from @words
 * @problem:  (out, owned) a sentence; set only for PARSED_WRONG
 *
 * Cost: linear in words × options.
 */
Parsed options_parse (const Command *command, int n_words, char **words, void *values, char **operands,
                      int *n_operands, char **problem);

/** The words of `brief COMMAND --help`; owned. */
char *options_help (const Command *command);

/** The words of `brief --help`: every command that is not hidden; owned. */
char *options_overview (const Command *const *all);

/** The manual page in man(7) markup; owned. */
char *options_manual (const Command *const *all, const char *version);
