/* extract.c: `brief extract`: the released facts that a product carries. */
#include <stdio.h>
#include "cli/command.h"
#include "cli/files.h"
#include "cli/readback.h"
#include "cli/terminal.h"

typedef struct
{
  const char *output, *password_file;
} ExtractOptions;

static const OptionSpec specs[] = {
    {"output", 'o', OPTION_TEXT, "FILE", G_STRUCT_OFFSET (ExtractOptions, output),
     "where to write; without it: standard output", FALSE},
    {"password-file", 0, OPTION_TEXT, "FILE", G_STRUCT_OFFSET (ExtractOptions, password_file),
     "a file whose first line opens an encrypted PDF", FALSE},
    {0},
};

static int
run_extract (const void *values, char **operands, int n_operands)
{
  const ExtractOptions *options = values;
  g_autoptr (Places) places = places_find ();
  g_autoptr (Message) request = message_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *password = options->password_file ? password_read (options->password_file, &error) : NULL;
  int status = STATUS_WORLD;
  gsize length = 0;
  if (error)
    {
      terminal_say ("%s", error->message);
      return status;
    }
  message_add_text (request, "task", "facts");
  message_add_text (request, "password", password);
  g_autoptr (Message) reply = readback_ask_path (places, operands[0], request, &status);
  if (!reply)
    return status;
  const char *facts = message_find (reply, "output", &length);
  if (file_write_atomically (options->output ? options->output : "-", facts ? facts : "", length, 0666,
                             &error))
    return STATUS_FINE;
  terminal_say ("%s", error->message);
  return STATUS_WORLD;
}

static const char *const examples[] = {
    "brief extract output/isis-k-1-analyst-desk-en-GB.pdf",
    "the facts that the desk was given, as JSON",
    "brief extract output/isis-k-1-analyst-desk-en-GB.pdf -o facts.json",
    "the same into a file",
    NULL,
};

const Command command_extract = {
    .name = "extract",
    .operands = "FILE.pdf",
    .min_operands = 1,
    .max_operands = 1,
    .summary = "the facts that a product carries, as JSON",
    .detail = "Takes the attachment facts.json out of a product: everything that its audience was given, "
              "record by record, with "
              "sources, and nothing else. A PDF without it is named, with exit status 1.",
    .examples = examples,
    .options = specs,
    .options_size = sizeof (ExtractOptions),
    .run = run_extract,
};
