/* help.c: the commands' tables as words: --help, the overview, the manual page. */
#include "cli/options.h"
#include <string.h>

static void
add_option_head (GString *out, const OptionSpec *spec)
{
  if (spec->letter)
    g_string_append_printf (out, "-%c, ", spec->letter);
  else
    g_string_append (out, "    ");
  g_string_append_printf (out, "--%s", spec->name);
  if (spec->value)
    g_string_append_printf (out, " %s", spec->value);
}

static int
letters (const char *text)
{
  return (int)g_utf8_strlen (text, -1);
}

/** Appends @text from column @at in lines up to 100 letters; the next lines begin at column @indent. */
static void
add_wrapped (GString *out, const char *text, int at, int indent)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  int column = at;
  for (int i = 0; words[i]; i++)
    {
      if (i > 0 && column + 1 + letters (words[i]) > 100)
        {
          g_string_append_printf (out, "\n%*s", indent, "");
          column = indent;
        }
      else if (i > 0)
        {
          g_string_append_c (out, ' ');
          column++;
        }
      g_string_append (out, words[i]);
      column += letters (words[i]);
    }
  g_string_append_c (out, '\n');
}

static void
add_row (GString *out, const char *head, const char *text)
{
  const int indent = 30;
  g_string_append_printf (out, "  %s", head);
  int column = 2 + letters (head);
  if (column + 2 > indent)
    {
      g_string_append_c (out, '\n');
      column = 0;
    }
  g_string_append_printf (out, "%*s", indent - column, "");
  add_wrapped (out, text, indent, indent);
}

char *
options_help (const Command *command)
{
  GString *out = g_string_new (NULL);
  g_string_append_printf (out, "Usage: brief %s%s%s%s\n\n", command->name, *command->operands ? " " : "",
                          command->operands, command->options ? " [OPTIONS]" : "");
  g_auto (GStrv) paragraphs = g_strsplit (command->detail, "\n\n", -1);
  for (int i = 0; paragraphs[i]; i++)
    {
      add_wrapped (out, paragraphs[i], 0, 0);
      g_string_append_c (out, '\n');
    }
  g_string_append (out, "Options:\n");
  for (const OptionSpec *spec = command->options; spec && spec->name; spec++)
    if (!spec->hidden)
      {
        g_autoptr (GString) head = g_string_new (NULL);
        add_option_head (head, spec);
        add_row (out, head->str, spec->help);
      }
  add_row (out, "-h, --help", "show this help");
  if (command->examples)
    g_string_append (out, "\nExamples:\n");
  for (const char *const *e = command->examples; e && e[0]; e += 2)
    {
      g_string_append_printf (out, "  %s\n", e[0]);
      g_string_append (out, "      ");
      add_wrapped (out, e[1], 6, 6);
    }
  return g_string_free (out, FALSE);
}

char *
options_overview (const Command *const *all)
{
  GString *out = g_string_new (
      "Usage: brief COMMAND [OPTIONS]\n\n"
      "Turns facts with sources into briefings: printable, accessible, archival PDF.\n\nCommands:\n");
  for (; *all; all++)
    if (!(*all)->hidden)
      {
        g_autofree char *head =
            g_strdup_printf ("%s%s%s", (*all)->name, *(*all)->operands ? " " : "", (*all)->operands);
        add_row (out, head, (*all)->summary);
      }
  g_string_append (out, "\n  brief COMMAND --help         options and examples of a command\n"
                        "  brief --version              the program's version\n\n"
                        "Exit status: 0 fine, 1 an author's file is wrong, 2 wrong usage, 3 the world "
                        "(files, memory, fonts).\n");
  return g_string_free (out, FALSE);
}

/** Text for man(7): backslashes and hyphens escaped, a leading dot or quote made harmless. */
static void
add_roff (GString *out, const char *text)
{
  gboolean start = TRUE;
  for (const char *p = text; *p; p++)
    {
      if (start && (*p == '.' || *p == '\''))
        g_string_append (out, "\\&");
      if (*p == '\\')
        g_string_append (out, "\\e");
      else if (*p == '-')
        g_string_append (out, "\\-");
      else
        g_string_append_c (out, *p);
      start = *p == '\n';
    }
}

static void
add_roff_command (GString *out, const Command *command)
{
  g_string_append_printf (out, ".SS brief %s ", command->name);
  add_roff (out, command->operands);
  g_string_append (out, "\n");
  g_auto (GStrv) paragraphs = g_strsplit (command->detail, "\n\n", -1);
  for (int i = 0; paragraphs[i]; i++)
    {
      g_string_append (out, i ? ".PP\n" : "");
      add_roff (out, paragraphs[i]);
      g_string_append_c (out, '\n');
    }
  for (const OptionSpec *spec = command->options; spec && spec->name; spec++)
    {
      if (spec->hidden)
        continue;
      g_string_append (out, ".TP\n");
      if (spec->letter)
        g_string_append_printf (out, "\\fB\\-%c\\fR, ", spec->letter);
      g_string_append (out, "\\fB\\-\\-");
      add_roff (out, spec->name);
      g_string_append (out, "\\fR");
      if (spec->value)
        {
          g_string_append (out, " \\fI");
          add_roff (out, spec->value);
          g_string_append (out, "\\fR");
        }
      g_string_append_c (out, '\n');
      add_roff (out, spec->help);
      g_string_append_c (out, '\n');
    }
  for (const char *const *e = command->examples; e && e[0]; e += 2)
    {
      g_string_append (out, e == command->examples ? ".PP\nExamples:\n.TP\n\\fB" : ".TP\n\\fB");
      add_roff (out, e[0]);
      g_string_append (out, "\\fR\n");
      add_roff (out, e[1]);
      g_string_append_c (out, '\n');
    }
}

char *
options_manual (const Command *const *all, const char *version)
{
  GString *out = g_string_new (NULL);
  g_string_append_printf (out, ".TH BRIEF 1 \"\" \"brief %s\" \"User commands\"\n", version);
  g_string_append (out, ".SH NAME\nbrief \\- turn facts with sources into briefings in PDF\n"
                        ".SH SYNOPSIS\n\\fBbrief\\fR \\fICOMMAND\\fR [\\fIOPTIONS\\fR]\n"
                        ".SH DESCRIPTION\nFacts files say what is known and who says so; an audience says "
                        "what may be known; a\n"
                        "layout says how it looks. From the three the program makes tagged, archival PDF "
                        "files. What an audience may\n"
                        "not know never reaches the process that renders.\n"
                        ".SH COMMANDS\n");
  for (; *all; all++)
    if (!(*all)->hidden)
      add_roff_command (out, *all);
  g_string_append (
      out,
      ".SH CASES AND LAYOUTS\nA \\fICASE\\fR is a folder of facts files, or the name of one under the "
      "nearest folder\n"
      "\\fIdata\\fR upwards. A \\fILAYOUT\\fR is a name: it is looked for in the folder \\fIlayouts\\fR of "
      "the case, in the\n"
      "nearest \\fIlayouts\\fR upwards, and among those that come with the program; or it is a path that "
      "ends in .yaml.\n"
      ".SH EXIT STATUS\n.TP\n0\nfine\n.TP\n1\nan author's file is wrong; earlier output was left as it was\n"
      ".TP\n2\nwrong usage\n.TP\n3\nthe world: files, memory, fonts, a render worker that died\n"
      ".SH FILES\n.TP\n\\fIdata/audiences.yaml\\fR, \\fIdata/briefings.yaml\\fR\nwho may know what; which "
      "products are made\n"
      ".TP\n\\fIoutput/.cache/\\fR\nwhat each product was made from; it may be deleted\n"
      ".SH ENVIRONMENT\n.TP\n\\fBNO_COLOR\\fR\nno colours, even on a terminal\n");
  return g_string_free (out, FALSE);
}
