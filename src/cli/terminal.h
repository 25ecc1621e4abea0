/* terminal.h: how the program speaks: to people on a terminal with colour and a progress bar, to pipes plainly. */
#pragma once
#include <glib.h>
#include "base/diag.h"

/** Colours on this descriptor? Only a terminal, not TERM=dumb, not NO_COLOR (no-color.org). */
gboolean terminal_colours (int fd);

/** "brief: …" on standard error. */
void terminal_say (const char *format, ...) G_GNUC_PRINTF (1, 2);

/** Diagnostics: as text on standard error, or as JSON on standard output when @json. */
void terminal_diags (const Diags *diags, gboolean json);

/** "name, name and name" or one a line when there are more than six; owned. */
char *terminal_list (const char *const *names);

/** Prints a problem with the nearest of @names and all of them; returns STATUS_USAGE. */
int terminal_unknown (const char *what, const char *name, char **names);

/** A bar on standard error, on a terminal only, and only once work has lasted a second. */
typedef struct
{
  gint64 begun; /* monotonic µs */
  gint64 last;  /* when it was drawn, and how many were done then */
  int done;
  gboolean on, drawn;
} Progress;

void progress_begin (Progress *progress, gboolean quiet);
/** @failed: of those that are done; @what: what is being made. Time left: as long for each as so far. Drawn when something is done, else
 *  a few times a second, however often it is called. */
void progress_show (Progress *progress, int done, int total, int failed, const char *what);
/** Removes the bar; to be called before anything else is printed. */
void progress_clear (Progress *progress);
