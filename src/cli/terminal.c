/* terminal.c: the only place, with the commands, that prints. */
#include "cli/terminal.h"
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "cli/command.h"

gboolean
terminal_colours (int fd)
{
  const char *terminal = g_getenv ("TERM"), *none = g_getenv ("NO_COLOR");
  return isatty (fd) && !(none && *none) && !(terminal && strcmp (terminal, "dumb") == 0);
}

void
terminal_say (const char *format, ...)
{
  va_list list;
  va_start (list, format);
  g_autofree char *text = g_strdup_vprintf (format, list);
  va_end (list);
  fprintf (stderr, "brief: %s\n", text);
}

void
terminal_diags (const Diags *diags, gboolean json)
{
  if (json)
    {
      g_autofree char *text = diags_to_json (diags);
      printf ("%s\n", text);
      return;
    }
  g_autofree char *text = diags_to_text (diags, terminal_colours (STDERR_FILENO));
  fputs (text, stderr);
}

char *
terminal_list (const char *const *names)
{
  GString *out = g_string_new (NULL);
  guint n = g_strv_length ((char **)names);
  for (guint i = 0; i < n; i++)
    {
      if (i > 0)
        g_string_append (out, n > 6 ? "\n  " : i + 1 == n ? " and " : ", ");
      else if (n > 6)
        g_string_append (out, "\n  ");
      g_string_append (out, names[i]);
    }
  return g_string_free (out, FALSE);
}

int
terminal_unknown (const char *what, const char *name, char **names)
{
  int n = (int)g_strv_length (names);
  g_autofree char *list = terminal_list ((const char *const *)names);
  const char *near = name ? nearest_match (name, (const char *const *)names, n) : NULL;
  if (!name)
    terminal_say ("which %s?", what);
  else if (near)
    terminal_say ("no %s “%s”; did you mean “%s”?", what, name, near);
  else
    terminal_say ("no %s “%s”", what, name);
  if (n > 0)
    fprintf (stderr, "There %s%s%s\n", n == 1 ? "is" : "are", *list == '\n' ? ":" : " ", list);
  else
    fprintf (stderr, "There is none here.\n");
  return STATUS_USAGE;
}

void
progress_begin (Progress *progress, gboolean quiet)
{
  progress->begun = g_get_monotonic_time ();
  progress->on = !quiet && isatty (STDERR_FILENO);
  progress->drawn = FALSE;
}

void
progress_show (Progress *progress, int done, int total, int failed, const char *what)
{
  const gint64 now = g_get_monotonic_time ();
  if (!progress->on || now - progress->begun < G_USEC_PER_SEC ||
      (progress->drawn && done == progress->done && now - progress->last < G_USEC_PER_SEC / 4))
    return;
  progress->last = now;
  progress->done = done;
  enum
  {
    WIDTH = 24
  };
  int full = total > 0 ? WIDTH * done / total : 0;
  char bar[WIDTH + 1];
  memset (bar, '-', WIDTH);
  memset (bar, '#', (gsize)full);
  bar[WIDTH] = '\0';
  const gint64 left = done > 0 ? (now - progress->begun) / done * (total - done) / G_USEC_PER_SEC : 0;
  fprintf (stderr, "\r\033[K[%s] %d of %d", bar, done, total);
  if (failed > 0)
    fprintf (stderr, ", %d failed", failed);
  if (done == 0) /* nothing is known of how long one takes */
    fprintf (stderr, ", %d s so far", (int)((now - progress->begun) / G_USEC_PER_SEC));
  else if (left >= 60)
    fprintf (stderr, ", %d min left", (int)((left + 30) / 60));
  else
    fprintf (stderr, ", %d s left", (int)left);
  fprintf (stderr, "  %.40s", what ? what : "");
  fflush (stderr);
  progress->drawn = TRUE;
}

void
progress_clear (Progress *progress)
{
  if (!progress->drawn)
    return;
  fputs ("\r\033[K", stderr);
  fflush (stderr);
  progress->drawn = FALSE;
}
