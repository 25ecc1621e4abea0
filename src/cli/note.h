/* note.h: one page of memory that a render worker shares with the program: what it is working on, so that it can be said of one that
 * hangs or dies. The worker writes, the program reads once the worker is gone; nothing else ever passes there. */
#pragma once
#include <glib.h>

enum
{
  NOTE_FD = 3, /* the page's descriptor in a worker */
  NOTE_SIZE = 4096,
  NOTE_WORK = 2048 /* bytes for what is worked on; behind them why it ended, if it knows */
};

/** The program's side: a new page; -1 where the kernel has none. *@page is its memory. */
int note_new (char **page);
/** The worker's side; NULL when there is none. */
char *note_open (void);
void note_close (char *page, int fd); /* @fd −1: none */

/** What was being worked on, fit to print; owned. NULL: nothing yet. */
char *note_work (const char *page);
/** Notes, or reads, that memory ran out. */
void note_set_no_memory (char *page);
/** In a process whose memory is limited: when it is ended by itself (abort, a pointer that leads nowhere) while there is none left, that is
 *  noted on @page, which must stay. What says so itself needs no more than note_set_no_memory. */
void note_watch_memory (char *page);
gboolean note_no_memory (const char *page);
void note_clear (char *page);
