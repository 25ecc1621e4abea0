/* note.c: see note.h. */
#include "cli/note.h"
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int
note_new (char **page)
{
  int fd = memfd_create ("brief-note", MFD_CLOEXEC);
  *page = NULL;
  if (fd < 0)
    return -1;
  void *mapped = ftruncate (fd, NOTE_SIZE) == 0
                     ? mmap (NULL, NOTE_SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0)
                     : MAP_FAILED;
  if (mapped == MAP_FAILED)
    {
      close (fd);
      return -1;
    }
  *page = mapped;
  return fd;
}

char *
note_open (void)
{
  void *mapped = mmap (NULL, NOTE_SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, NOTE_FD, 0);
  close (NOTE_FD);
  return mapped == MAP_FAILED ? NULL : mapped;
}

void
note_close (char *page, int fd)
{
  if (page)
    munmap (page, NOTE_SIZE);
  if (fd >= 0)
    close (fd);
}

char *
note_work (const char *page)
{
  if (!page || !*page)
    return NULL;
  g_autofree char *text = g_strndup (page, NOTE_WORK);
  char *valid = g_utf8_make_valid (text, -1);
  for (char *at = valid; *at; at++)
    if ((guchar)*at < 0x20 || *at == 0x7F)
      *at = ' ';
  return valid;
}

void
note_set_no_memory (char *page)
{
  if (page)
    page[NOTE_WORK] = 1;
}

gboolean
note_no_memory (const char *page)
{
  return page && page[NOTE_WORK];
}

void
note_clear (char *page)
{
  if (page)
    page[0] = page[NOTE_WORK] = '\0';
}

enum
{
  LEFT = 1 << 20 /* bytes: with so little, memory is what was wanting */
};

static char *watched; /* a signal's handler is told nothing else */

static void
on_end (int number)
{
  void *room = mmap (NULL, LEFT, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (room == MAP_FAILED)
    note_set_no_memory (watched);
  raise (number); /* its own end again: SA_RESETHAND */
}

void
note_watch_memory (char *page)
{
  static const int ends[] = {SIGABRT, SIGSEGV, SIGBUS, SIGTRAP};
  struct sigaction action = {.sa_handler = on_end, .sa_flags = (int)SA_RESETHAND | SA_NODEFER};
  watched = page;
  for (guint i = 0; page && i < G_N_ELEMENTS (ends); i++)
    sigaction (ends[i], &action, NULL);
}
