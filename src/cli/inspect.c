/* inspect.c: `brief inspect`: what a PDF is made of, ours or another's. */
#include <stdio.h>
#include <string.h>
#include "cli/command.h"
#include "cli/readback.h"
#include "cli/terminal.h"
#include "readback/inspect.h"

typedef struct
{
  const char *format, *password_file;
  gboolean file, fonts, outline, attachments, markings, sizes, links, structure, reading;
} InspectOptions;

#define PART(name, help)                                                                                     \
  {                                                                                                          \
#name, 0, OPTION_FLAG, NULL, G_STRUCT_OFFSET(InspectOptions, name), help, FALSE                          \
  }

static const OptionSpec specs[] = {
    {"format", 0, OPTION_CHOICE, "text|json", G_STRUCT_OFFSET (InspectOptions, format), "how it is printed",
     FALSE},
    PART (file, "version, pages, title, claims of conformance, identifiers"),
    PART (fonts, "which are embedded, whole or as subsets; how many codes have text"),
    PART (outline, "titles with their levels and pages"),
    PART (attachments, "files in the file: relationship, type, dates, size, SHA-256"),
    PART (markings, "headers, footers and other artifacts of each page"),
    PART (sizes, "bytes by kind of object"),
    PART (links, "where each leads, and what it says of itself"),
    PART (structure, "the structure tree with attributes, texts and pages"),
    PART (reading, "what a screen reader meets, in its order"),
    {"password-file", 0, OPTION_TEXT, "FILE", G_STRUCT_OFFSET (InspectOptions, password_file),
     "a file whose first line opens an encrypted PDF", FALSE},
    {0},
};

static int
parts_of (const InspectOptions *options, gboolean json)
{
  int parts = (options->file ? INSPECT_FILE : 0) | (options->fonts ? INSPECT_FONTS : 0) |
              (options->outline ? INSPECT_OUTLINE : 0) | (options->attachments ? INSPECT_ATTACHMENTS : 0) |
              (options->markings ? INSPECT_MARKINGS : 0) | (options->sizes ? INSPECT_SIZES : 0) |
              (options->links ? INSPECT_LINKS : 0) | (options->structure ? INSPECT_STRUCTURE : 0) |
              (options->reading ? INSPECT_READING : 0);
  return parts ? parts : json ? (int)INSPECT_ALL : (int)INSPECT_USUAL;
}

static int
run_inspect (const void *values, char **operands, int n_operands)
{
  const InspectOptions *options = values;
  gboolean json = options->format && strcmp (options->format, "json") == 0;
  g_autoptr (Places) places = places_find ();
  g_autoptr (Message) request = message_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *password = options->password_file ? password_read (options->password_file, &error) : NULL;
  int status;
  if (error)
    {
      terminal_say ("%s", error->message);
      return STATUS_WORLD;
    }
  message_add_text (request, "task", "inspect");
  message_add_text (request, "format", json ? "json" : "text");
  message_add_text (request, "password", password);
  message_add_number (request, "parts", parts_of (options, json));
  g_autoptr (Message) reply = readback_ask_path (places, operands[0], request, &status);
  if (!reply)
    return status;
  const char *text = message_find (reply, "output", NULL);
  fputs (text ? text : "", stdout);
  if (json)
    fputc ('\n', stdout);
  return STATUS_FINE;
}

static const char *const examples[] = {
    "brief inspect output/isis-k-1-executive-minister-en-GB.pdf",
    "what the file claims and what it is made of",
    "brief inspect output/isis-k-1-executive-minister-en-GB.pdf --reading",
    "the briefing as a screen reader speaks it",
    "brief inspect output/isis-k-1-executive-minister-en-GB.pdf --fonts --sizes --format json",
    "two parts, for a program",
    NULL,
};

const Command command_inspect = {
    .name = "inspect",
    .operands = "FILE.pdf",
    .min_operands = 1,
    .max_operands = 1,
    .summary = "what a PDF is made of: structure, fonts, links, reading order, sizes",
    .detail = "Reads any PDF, of this program or another, in a process of its own that can open nothing "
              "else, and prints what is "
              "in it. Without a choice of parts, text has the first six, JSON has all. A file that cannot be "
              "read is "
              "named with what is wrong: exit status 1.",
    .examples = examples,
    .options = specs,
    .options_size = sizeof (InspectOptions),
    .run = run_inspect,
};
