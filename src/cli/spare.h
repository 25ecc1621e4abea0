/* spare.h: a render worker made ready before it is wanted, by a fork where exec would load, link and relocate the program again (8 of 50
 * ms of a cold product).
 *
 * It is forked as the first thing that a command does: before a file was opened or a fact read. What it has of its
 * parent is the program; words of the command line and the environment are wiped. Then it waits for its pipes and is a worker
 * like those that are started with exec: settings, sandbox, jobs. There is one; who wants more starts them.
 */
#pragma once
#include <glib.h>
#include <sys/types.h>

/** Forks the spare. @work: what a worker does with its standard input and output; its return is the exit status. @words: of main,
 *  to be wiped; ends with NULL. */
void spare_start (int (*work) (void), char **words);

/** Hands the spare @n files, which become its descriptors 0, 1, 2 and so on (-1: it keeps none there; 2, standard error, is better kept
 *  with SPARE_OWN). Returns: its process, now the caller's to wait for; 0: there is none (any more). */
pid_t spare_take (const int *files, int n);

enum
{
  SPARE_OWN = -2, /* in @files: the one it was born with */
  SPARE_FILES = 8 /* at most so many */
};

/** Ends a spare that nobody took. */
void spare_drop (void);
