/* command.h: what a command is. Each file in cli/ named after a command defines one constant Command; main.c lists them. Help, manual
 * page, completion and wrong-usage answers are all made from these tables, so they cannot disagree with what is parsed.
 */
#pragma once
#include <glib.h>

/** Exit statuses of the program. */
enum
{
  STATUS_FINE = 0,
  STATUS_AUTHOR = 1, /* an author's file is wrong */
  STATUS_USAGE = 2,  /* wrong words on the command line */
  STATUS_WORLD = 3,  /* files, memory, fonts, a worker that died */
};

typedef enum
{
  OPTION_FLAG,   /* gboolean */
  OPTION_TEXT,   /* const char *, borrowed from argv; NULL: not given */
  OPTION_NUMBER, /* int ≥ 1; 0: not given */
  OPTION_CHOICE, /* const char *, one of the words in @value, separated by '|' */
  OPTION_TEXTS, /* const char *[OPTION_TEXTS_LIMIT + 1], may be given again; NULL-terminated, borrowed from argv */
} OptionKind;

#define OPTION_TEXTS_LIMIT 64

typedef struct
{
  const char *name; /* without dashes */
  char letter;      /* 0: none */
  OptionKind kind;
  const char *value; /* "FILE", "text|json"; NULL for a flag */
  gsize offset;      /* of the member in the command's options struct */
  const char *help;
  gboolean hidden; /* works, but only tests and workers use it */
} OptionSpec;

typedef struct Command
{
  const char *name;
  const char *operands; /* "CASE", "[PATH…]", "" */
  int min_operands, max_operands;
  const char *summary;         /* one line, no full stop */
  const char *detail;          /* paragraphs separated by an empty line */
  const char *const *examples; /* pairs: command line, what it does; NULL-terminated */
  const OptionSpec *options;   /* ends with a name of NULL; NULL: none but --help */
  gsize options_size;
  /** Runs with parsed options (zeroed where not given). Returns a STATUS_. */
  int (*run) (const void *options, char **operands, int n_operands);
  gboolean hidden;
  gboolean renders; /* needs a render worker: one is made ready before it runs (cli/spare.h) */
} Command;

/** All commands, in the order of the help; NULL-terminated. Defined in main.c. */
extern const Command *const commands[];

extern const Command command_new, command_check, command_render, command_build, command_chart,
    command_explain, command_watch, command_inspect, command_extract, command_verify, command_schema;
extern const Command command_worker, command_manual, command_words; /* hidden */
