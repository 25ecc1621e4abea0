/* verify.c: `brief verify`: a product held against the case it was made from. The file is read by brief-readback; comparing needs all facts and
 * happens here. */
#include <stdio.h>
#include <string.h>
#include "base/yaml.h"
#include "cli/command.h"
#include "cli/readback.h"
#include "cli/session.h"
#include "cli/terminal.h"

typedef struct
{
  const char *against, *audience, *format, *password_file;
} VerifyOptions;

static const OptionSpec specs[] = {
    {"against", 0, OPTION_TEXT, "CASE", G_STRUCT_OFFSET (VerifyOptions, against), "the case it was made from",
     FALSE},
    {"audience", 'a', OPTION_TEXT, "AUDIENCE", G_STRUCT_OFFSET (VerifyOptions, audience),
     "who may read it; without it: the audience that its facts name", FALSE},
    {"format", 0, OPTION_CHOICE, "text|json", G_STRUCT_OFFSET (VerifyOptions, format),
     "how findings are printed", FALSE},
    {"password-file", 0, OPTION_TEXT, "FILE", G_STRUCT_OFFSET (VerifyOptions, password_file),
     "a file whose first line opens an encrypted PDF", FALSE},
    {0},
};

static const char *const kind_words[] = {[DIFFERENCE_CHANGED] = "changed",
                                         [DIFFERENCE_GONE] = "gone",
                                         [DIFFERENCE_NEW] = "new",
                                         [DIFFERENCE_PAGE] = "page"};

/** Texts of the parts called @name and of the "text" behind each, in turn; NULL-terminated, borrowed texts. Notes come first. */
static const char **
pairs_of (const Message *reply, const char *name, guint skip)
{
  guint n = message_count (reply, name);
  const char **pairs = g_new0 (const char *, 2 * n + 2);
  for (guint i = 0; i < n; i++)
    {
      pairs[2 * i] = message_nth (reply, name, i, NULL);
      pairs[2 * i + 1] = message_nth (reply, "text", skip + i, NULL);
    }
  return pairs;
}

static const char *
find_place (const char *const *words, const char *place)
{
  for (int i = 0; words[i]; i += 2)
    if (strcmp (words[i], place) == 0)
      return words[i + 1];
  return "";
}

static void
write_finding (YamlWriter *writer, const char *kind, const char *id, const char *what)
{
  const char *const pairs[][2] = {{"kind", kind}, {"id", id}, {"what", what}};
  yaml_write_map_begin (writer);
  for (int i = 0; i < 3; i++)
    if (pairs[i][1])
      {
        yaml_write_key (writer, pairs[i][0]);
        yaml_write_string (writer, pairs[i][1]);
      }
  yaml_write_end (writer);
}

static void
print_json (const char *path, const GPtrArray *differences, const GPtrArray *finds, gboolean has_facts)
{
  g_autoptr (YamlWriter) writer = yaml_writer_new (YAML_AS_JSON);
  yaml_write_map_begin (writer);
  yaml_write_key (writer, "file");
  yaml_write_string (writer, path);
  yaml_write_key (writer, "facts_attached");
  yaml_write_boolean (writer, has_facts);
  yaml_write_key (writer, "good");
  yaml_write_boolean (writer, !differences->len && !finds->len);
  yaml_write_key (writer, "findings");
  yaml_write_list_begin (writer);
  for (guint i = 0; i < finds->len; i++)
    write_finding (writer, "withheld", NULL, finds->pdata[i]);
  for (guint i = 0; i < differences->len; i++)
    {
      const Difference *difference = differences->pdata[i];
      write_finding (writer, kind_words[difference->kind], difference->id, difference->what);
    }
  yaml_write_end (writer);
  yaml_write_end (writer);
  g_autofree char *text = yaml_writer_steal (writer);
  printf ("%s\n", text);
}

static void
print_text (const char *path, const GPtrArray *differences, const GPtrArray *finds, gboolean has_facts)
{
  for (guint i = 0; i < finds->len; i++)
    printf ("%s: withheld: %s\n", path, (const char *)finds->pdata[i]);
  if (!has_facts)
    printf ("%s: no facts are attached; its pages were held against those released now\n", path);
  for (guint i = 0; i < differences->len; i++)
    {
      const Difference *difference = differences->pdata[i];
      printf ("%s: %s: %s\n", path, kind_words[difference->kind], difference->what);
    }
  if (has_facts && !differences->len && !finds->len)
    printf ("%s: pages, attached facts and released facts agree; nothing withheld was found\n", path);
}

static int
verify (Session *session, const char *path, const Message *reply, const VerifyOptions *options)
{
  gsize length = 0;
  const char *facts = message_find (reply, "facts", &length);
  guint n_notes = message_count (reply, "note");
  g_autofree const char **notes = pairs_of (reply, "note", 0), **words = pairs_of (reply, "place", n_notes);
  g_autofree const char **ids = g_new0 (const char *, n_notes + 1),
                        **texts = g_new0 (const char *, n_notes + 1);
  for (guint i = 0; i < n_notes; i++)
    {
      ids[i] = notes[2 * i];
      texts[i] = notes[2 * i + 1];
    }
  const Said said = {.lang = message_find (reply, "language", NULL),
                     .reading = find_place (words, "print"),
                     .note_ids = ids,
                     .note_texts = texts};
  g_autoptr (GPtrArray) differences = NULL, finds = g_ptr_array_new_with_free_func (g_free);
  if (diags_has_errors (session->diags) || !author_verify (session->author, options->audience, facts, length,
                                                           &said, words, &differences, finds, session->diags))
    {
      session_report (session, FALSE);
      return STATUS_AUTHOR;
    }
  if (options->format && strcmp (options->format, "json") == 0)
    print_json (path, differences, finds, facts != NULL);
  else
    print_text (path, differences, finds, facts != NULL);
  return !differences->len && !finds->len ? STATUS_FINE : STATUS_AUTHOR;
}

static int
run_verify (const void *values, char **operands, int n_operands)
{
  const VerifyOptions *options = values;
  g_autoptr (GError) error = NULL;
  g_autoptr (Message) request = message_new (), reply = NULL;
  g_autofree char *password = options->password_file ? password_read (options->password_file, &error) : NULL;
  Session session;
  if (error)
    {
      terminal_say ("%s", error->message);
      return STATUS_WORLD;
    }
  if (!options->against)
    terminal_say ("verify: against which case? Say so with --against");
  int status = session_open (&session, options->against);
  message_add_text (request, "task", "words");
  message_add_text (request, "password", password);
  if (status == STATUS_FINE)
    reply = readback_ask_path (session.places, operands[0], request, &status);
  if (reply)
    status = verify (&session, operands[0], reply, options);
  session_clear (&session);
  return status;
}

static const char *const examples[] = {
    "brief verify output/isis-k-1-analyst-desk-en-GB.pdf --against isis-k",
    "does it still say what the desk may know, and nothing else?",
    NULL,
};

const Command command_verify = {
    .name = "verify",
    .operands = "FILE.pdf --against CASE",
    .min_operands = 1,
    .max_operands = 1,
    .summary = "hold a product against its case: same facts, nothing withheld",
    .detail = "Compares what the pages of a product say, the facts attached to it, and the facts released to "
              "its audience now; and "
              "looks for names and sentences of withheld records in all its text, metadata, attachments and "
              "names. What "
              "differs is named with the ids of the records: exit status 1. This is the author's side: "
              "findings name what is withheld.",
    .examples = examples,
    .options = specs,
    .options_size = sizeof (VerifyOptions),
    .run = run_verify,
};
