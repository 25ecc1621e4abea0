/* spare.c: see spare.h. */
#include "cli/spare.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* The one spare of a process. State of a process, like its children; kept here because what lies between main and the pool has no
 * business with it. */
static struct
{
  pid_t pid;
  int socket;
} spare = {0, -1};

extern char **environ;

/** Nothing of where and by whom the command was called stays in memory. */
static void
wipe (char **words)
{
  for (char **at = environ; *at; at++)
    memset (*at, 0, strlen (*at));
  clearenv ();
  for (char **at = words; *at; at++)
    {
      gsize length = strlen (*at);
      memset (*at, 0, length);
      if (at == words)
        g_strlcpy (*at, "brief worker", length + 1);
    }
}

/** Waits for files; returns how many came, 0 when the parent has no use for a worker. */
static int
receive (int from, int *files, int *places)
{
  char room[CMSG_SPACE (SPARE_FILES * sizeof (int))];
  struct iovec data = {places, SPARE_FILES * sizeof (int)};
  struct msghdr message = {
      .msg_iov = &data, .msg_iovlen = 1, .msg_control = room, .msg_controllen = sizeof room};
  ssize_t got;
  while ((got = recvmsg (from, &message, MSG_CMSG_CLOEXEC)) < 0 && errno == EINTR)
    ;
  const struct cmsghdr *head = got > 0 ? CMSG_FIRSTHDR (&message) : NULL;
  if (!head || head->cmsg_type != SCM_RIGHTS)
    return 0;
  memcpy (files, CMSG_DATA (head), head->cmsg_len - CMSG_LEN (0));
  return (int)(got / (ssize_t)sizeof (int));
}

/** Puts what came where it belongs; what is not wanted is closed. Files that came lie above all places. */
static void
place (const int *files, const int *places, int n)
{
  int moved[SPARE_FILES], k = 0;
  for (int i = 0; i < n; i++)
    moved[i] = places[i] >= 0 ? fcntl (files[k++], F_DUPFD, SPARE_FILES) : -1;
  for (int i = 0; i < n; i++)
    if (moved[i] >= 0)
      dup2 (moved[i], i);
    else if (places[i] != SPARE_OWN)
      close (i);
  syscall (SYS_close_range, n, ~0U, 0);
}

static int
live (int from, int (*work) (void), char **words)
{
  int files[SPARE_FILES], places[SPARE_FILES];
  sigset_t none;
  prctl (PR_SET_PDEATHSIG, SIGKILL);
  wipe (words);
  int n = receive (from, files, places);
  if (n == 0)
    return 0;
  place (files, places, n);
  signal (SIGPIPE, SIG_DFL);
  sigemptyset (&none);
  sigprocmask (SIG_SETMASK, &none, NULL);
  return work ();
}

void
spare_start (int (*work) (void), char **words)
{
  int ends[2];
  if (spare.pid || socketpair (AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) < 0)
    return; /* then workers are started with exec */
  pid_t pid = fork ();
  if (pid == 0)
    {
      close (ends[0]);
      exit (live (ends[1], work, words));
    }
  close (ends[1]);
  if (pid < 0)
    close (ends[0]);
  else
    {
      spare.pid = pid;
      spare.socket = ends[0];
    }
}

pid_t
spare_take (const int *files, int n)
{
  char room[CMSG_SPACE (SPARE_FILES * sizeof (int))] = {0};
  int sent[SPARE_FILES], k = 0;
  pid_t pid = spare.pid;
  if (!pid)
    return 0;
  g_assert (n <= SPARE_FILES);
  for (int i = 0; i < n; i++)
    if (files[i] >= 0)
      sent[k++] = files[i];
  struct iovec data = {(void *)files, (gsize)n * sizeof (int)};
  struct msghdr message = {.msg_iov = &data, .msg_iovlen = 1, .msg_control = room};
  message.msg_controllen = CMSG_SPACE ((gsize)k * sizeof (int));
  struct cmsghdr *head = CMSG_FIRSTHDR (&message);
  head->cmsg_level = SOL_SOCKET;
  head->cmsg_type = SCM_RIGHTS;
  head->cmsg_len = CMSG_LEN ((gsize)k * sizeof (int));
  memcpy (CMSG_DATA (head), sent, (gsize)k * sizeof (int));
  if (sendmsg (spare.socket, &message, MSG_NOSIGNAL) < 0)
    {
      spare_drop ();
      return 0;
    }
  close (spare.socket);
  spare.socket = -1;
  spare.pid = 0;
  return pid;
}

void
spare_drop (void)
{
  if (!spare.pid)
    return;
  close (spare.socket);
  while (waitpid (spare.pid, NULL, 0) < 0 && errno == EINTR)
    ;
  spare.socket = -1;
  spare.pid = 0;
}
