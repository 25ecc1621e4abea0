/* run.c: see run.h. */
#include "cli/run.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

/** Starts the command in a group of its own, without a shell; what it prints goes to the log. 0: it cannot be started. */
static pid_t
start (char **words, int input, const char *log, gboolean all, GError **error)
{
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  sigset_t plain;
  pid_t pid = 0;
  posix_spawn_file_actions_init (&actions);
  if (input >= 0)
    posix_spawn_file_actions_adddup2 (&actions, input, STDIN_FILENO);
  else
    posix_spawn_file_actions_addopen (&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen (&actions, STDOUT_FILENO, log, O_WRONLY | O_CREAT | O_APPEND, 0600);
  if (all)
    posix_spawn_file_actions_adddup2 (&actions, STDOUT_FILENO, STDERR_FILENO);
  else
    posix_spawn_file_actions_addopen (&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawnattr_init (&attributes);
  sigemptyset (&plain);
  sigaddset (&plain, SIGPIPE);
  posix_spawnattr_setsigdefault (&attributes, &plain);
  posix_spawnattr_setpgroup (&attributes, 0);
  posix_spawnattr_setflags (&attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
  int failed = posix_spawnp (&pid, words[0], &actions, &attributes, words, environ);
  posix_spawn_file_actions_destroy (&actions);
  posix_spawnattr_destroy (&attributes);
  if (failed)
    g_set_error (error, G_FILE_ERROR, (int)g_file_error_from_errno (failed), "cannot start %s: %s", words[0],
                 g_strerror (failed));
  return failed ? 0 : pid;
}

/** The last line that the command printed: what it complained about; owned, never NULL. */
static char *
last_words (const char *log)
{
  g_autofree char *text = NULL;
  if (!g_file_get_contents (log, &text, NULL, NULL))
    return g_strdup ("");
  g_autofree char *valid = g_utf8_make_valid (g_strchomp (text), -1);
  const char *line = strrchr (valid, '\n');
  line = line ? line + 1 : valid;
  return *line ? g_strdup_printf (": %.200s", line) : g_strdup ("");
}

static gboolean
wait_for (pid_t pid, const char *name, const char *log, int timeout, GError **error)
{
  const gint64 end = g_get_monotonic_time () + (gint64)timeout * G_USEC_PER_SEC;
  int status = 0;
  pid_t ended;
  for (int pause = 1000; (ended = waitpid (pid, &status, WNOHANG)) == 0; pause = MIN (2 * pause, 50000))
    {
      if (g_get_monotonic_time () >= end)
        {
          kill (-pid, SIGKILL);
          while (waitpid (pid, &status, 0) < 0 && errno == EINTR)
            ;
          g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "%s took longer than %d s", name, timeout);
          return FALSE;
        }
      g_usleep ((gulong)pause);
    }
  if (ended == pid && WIFEXITED (status) && WEXITSTATUS (status) == 0)
    return TRUE;
  g_autofree char *words = last_words (log);
  if (WIFSIGNALED (status))
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "%s was ended by signal %d%s", name,
                 WTERMSIG (status), words);
  else
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "%s ended with status %d%s", name,
                 WEXITSTATUS (status), words);
  return FALSE;
}

gboolean
run_words (char **words, int input, const char *log, gboolean all, int timeout, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (log);
  (void)g_mkdir_with_parents (folder, 0700);
  pid_t pid = start (words, input, log, all, error);
  return pid > 0 && wait_for (pid, words[0], log, timeout, error);
}
