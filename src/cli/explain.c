/* explain.c: `brief explain`: where a record comes from, who may see it, and why. For authors: it names what is withheld. */
#include <stdio.h>
#include "cli/command.h"
#include "cli/session.h"
#include "cli/terminal.h"

typedef struct
{
  const char *audience;
} ExplainOptions;

static const OptionSpec specs[] = {
    {"audience", 'a', OPTION_TEXT, "AUDIENCE", G_STRUCT_OFFSET (ExplainOptions, audience),
     "for this audience alone; without it: for each", FALSE},
    {0},
};

static int
explain (Session *session, const char *id, const ExplainOptions *options)
{
  const char *const *all = author_audiences (session->author);
  if (options->audience && !g_strv_contains (all, options->audience))
    return terminal_unknown ("audience", options->audience, (char **)all);
  g_autofree char *text = id ? author_explain (session->author, id, options->audience) : NULL;
  if (!text)
    {
      g_auto (GStrv) ids = author_ids (session->author);
      return terminal_unknown ("record", id, ids);
    }
  fputs (text, stdout);
  return session_report (session, FALSE);
}

static int
run_explain (const void *values, char **operands, int n_operands)
{
  Session session;
  int status = session_open (&session, n_operands > 0 ? operands[0] : NULL);
  if (status == STATUS_FINE)
    status = explain (&session, n_operands > 1 ? operands[1] : NULL, values);
  session_clear (&session);
  return status;
}

static const char *const examples[] = {
    "brief explain isis-k F30",
    "who says so through whom, and which audiences may know it",
    "brief explain isis-k F30 -a press",
    "why the press may know it, or may not",
    NULL,
};

const Command command_explain = {
    .name = "explain",
    .operands = "CASE ID",
    .max_operands = 2,
    .summary = "where a claim comes from; who may see it and why",
    .detail = "Prints a record with the whole chain of who says so, the place in the file where it stands, "
              "and for each audience whether "
              "it is released, and if not, what keeps it back. This is the author's side: do not pass it on.",
    .examples = examples,
    .options = specs,
    .options_size = sizeof (ExplainOptions),
    .run = run_explain,
};
