/* readback.c: see readback.h. */
#include "cli/readback.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#include <gio/gio.h>
#include "cli/command.h"
#include "cli/terminal.h"

static void
set_world (GError **error, int number, const char *what)
{
  g_set_error (error, G_IO_ERROR, (int)g_io_error_from_errno (number), "%s: %s", what, g_strerror (number));
}

char *
readback_program (const Places *places)
{
  g_autofree char *folder = places->program ? g_path_get_dirname (places->program) : g_strdup (".");
  char *beside = g_build_filename (folder, "brief-readback", NULL);
  if (g_file_test (beside, G_FILE_TEST_IS_EXECUTABLE))
    return beside;
  g_free (beside);
  return g_build_filename (folder, "..", "libexec", "brief-readback", NULL);
}

static char **
environment (void)
{
  static const char *const let_through[] = {"ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS"};
  char **list = g_new0 (char *, 1);
  for (guint i = 0; i < G_N_ELEMENTS (let_through); i++)
    if (g_getenv (let_through[i]))
      list = g_environ_setenv (list, let_through[i], g_getenv (let_through[i]), TRUE);
  return list;
}

/** Starts the program with the ends of the pipes and the file; its process, or -1 with @error. */
static pid_t
start (const char *program, int in, int out, int file, GError **error)
{
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  sigset_t plain;
  pid_t pid = -1;
  g_auto (GStrv) variables = environment ();
  char *const words[] = {(char *)"brief-readback", NULL};
  posix_spawn_file_actions_init (&actions);
  posix_spawn_file_actions_adddup2 (&actions, in, STDIN_FILENO);
  posix_spawn_file_actions_adddup2 (&actions, out, STDOUT_FILENO);
  posix_spawn_file_actions_adddup2 (&actions, file, READBACK_FILE);
  posix_spawnattr_init (&attributes);
  sigemptyset (&plain);
  sigaddset (&plain, SIGPIPE);
  posix_spawnattr_setsigdefault (&attributes, &plain);
  posix_spawnattr_setflags (&attributes, POSIX_SPAWN_SETSIGDEF);
  int failed = posix_spawn (&pid, program, &actions, &attributes, words, variables);
  posix_spawn_file_actions_destroy (&actions);
  posix_spawnattr_destroy (&attributes);
  if (!failed)
    return pid;
  set_world (error, failed, "cannot start brief-readback");
  return -1;
}

/** Waits for the first byte of the answer, and reads it. */
static Message *
hear (int from, pid_t pid)
{
  struct pollfd ready = {.fd = from, .events = POLLIN};
  gint64 until = g_get_monotonic_time () + (gint64)2 * READBACK_SECONDS * G_USEC_PER_SEC;
  for (;;)
    {
      gint64 left = (until - g_get_monotonic_time ()) / 1000;
      int n = left > 0 ? poll (&ready, 1, (int)left) : 0;
      if (n > 0)
        return message_read (from, NULL);
      if (n == 0)
        {
          kill (pid, SIGKILL);
          return NULL;
        }
      if (errno != EINTR)
        return NULL;
    }
}

static void
say_death (int status, GError **error)
{
  int number = WIFSIGNALED (status) ? WTERMSIG (status) : 0;
  if (number == SIGXCPU || number == SIGKILL)
    g_set_error (error, READBACK_ERROR, 0, "reading it takes more than %d seconds [pdf-slow]",
                 READBACK_SECONDS);
  else
    g_set_error (error, READBACK_ERROR, 0,
                 "reading it takes more memory than is given to it, or failed (%s) [pdf-refused]",
                 number ? g_strsignal (number) : "no answer");
}

static Message *
talk (const char *program, int fd, const Message *request, int in[2], int out[2], GError **error)
{
  int file = fcntl (fd, F_DUPFD_CLOEXEC, READBACK_FILE + 1); /* adddup2 onto itself would leave it closed */
  pid_t pid = file < 0 ? -1 : start (program, in[0], out[1], file, error);
  int status = 0;
  if (file >= 0)
    close (file);
  close (in[0]);
  close (out[1]);
  if (pid < 0)
    return NULL;
  message_write (request, in[1], NULL);
  Message *reply = hear (out[0], pid);
  close (in[1]);
  close (out[0]);
  in[1] = out[0] = -1;
  if (!reply)
    kill (pid, SIGTERM);
  while (waitpid (pid, &status, 0) < 0 && errno == EINTR)
    ;
  if (!reply)
    say_death (status, error);
  return reply;
}

Message *
readback_ask (const Places *places, int fd, const Message *request, GError **error)
{
  g_autofree char *program = readback_program (places);
  int in[2], out[2];
  if (pipe2 (in, O_CLOEXEC) < 0)
    {
      set_world (error, errno, "cannot make a pipe");
      return NULL;
    }
  if (pipe2 (out, O_CLOEXEC) < 0)
    {
      set_world (error, errno, "cannot make a pipe");
      close (in[0]);
      close (in[1]);
      return NULL;
    }
  Message *reply = talk (program, fd, request, in, out, error);
  if (in[1] >= 0)
    close (in[1]);
  if (out[0] >= 0)
    close (out[0]);
  return reply;
}

Message *
readback_ask_path (const Places *places, const char *path, const Message *request, int *status)
{
  g_autoptr (GError) error = NULL;
  *status = STATUS_WORLD;
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
  if (fd < 0)
    {
      terminal_say ("%s: %s", path, g_strerror (errno));
      return NULL;
    }
  g_autoptr (Message) reply = readback_ask (places, fd, request, &error);
  close (fd);
  const char *wrong = reply ? message_find (reply, "error", NULL) : NULL;
  if (reply && !message_number (reply, "confined", FALSE))
    terminal_say ("%s was read by a process that this kernel could not close in (landlock, seccomp); it had "
                  "bounds of memory and "
                  "time alone",
                  path);
  if (reply && !wrong)
    return g_steal_pointer (&reply);
  if (wrong)
    g_printerr ("%s: error: %s [%s]\n", path, wrong, message_find (reply, "code", NULL));
  else if (error->domain == READBACK_ERROR)
    g_printerr ("%s: error: %s\n", path, error->message);
  else
    terminal_say ("%s", error->message);
  if (wrong || error->domain == READBACK_ERROR)
    *status = STATUS_AUTHOR;
  return NULL;
}

static gboolean
write_whole (int fd, const char *bytes, gsize length)
{
  for (gsize done = 0; done < length;)
    {
      ssize_t n = write (fd, bytes + done, length - done);
      if (n < 0 && errno != EINTR)
        return FALSE;
      done += n > 0 ? (gsize)n : 0;
    }
  return TRUE;
}

GBytes *
readback_rewrite (const Places *places, const void *bytes, gsize length, const char *task,
                  const char *password, GError **error)
{
  g_autoptr (Message) request = message_new (), reply = NULL;
  int fd = memfd_create ("product", MFD_CLOEXEC);
  if (fd < 0 || !write_whole (fd, bytes, length))
    {
      set_world (error, errno, "cannot keep the product in memory");
      if (fd >= 0)
        close (fd);
      return NULL;
    }
  message_add_text (request, "task", task);
  message_add_text (request, "new-password", password);
  reply = readback_ask (places, fd, request, error);
  close (fd);
  gsize n = 0;
  const char *output = reply ? message_find (reply, "output", &n) : NULL;
  if (output)
    return g_bytes_new (output, n);
  if (reply)
    g_set_error (error, READBACK_ERROR, 0, "brief-readback: %s", message_find (reply, "error", NULL));
  return NULL;
}

char *
password_read (const char *path, GError **error)
{
  g_autofree char *text = NULL;
  gsize length = 0;
  if (!g_file_get_contents (path, &text, &length, error))
    return NULL;
  char *end = strpbrk (text, "\r\n");
  if (end)
    *end = '\0';
  gsize n = strlen (text);
  if (n >= 1 && n <= 127 && (end || n == length) && g_utf8_validate (text, -1, NULL))
    return g_steal_pointer (&text);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
               "%s: its first line must be a password of 1 to 127 bytes", path);
  return NULL;
}
