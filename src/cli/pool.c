/* pool.c: starting workers, feeding them, hearing from them.
 *
 * A worker reads a whole job before it writes, and the parent reads a whole answer once its first byte is there, so neither
 * waits for the other with a full pipe in between. */
#include "cli/pool.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <gio/gio.h>

typedef struct
{
  pid_t pid;
  int to, from; /* pipes; -1: this slot has no worker */
  char *group;
  Job *job; /* being done; NULL: idle */
} Slot;

struct Pool
{
  char *program;
  Slot *slots;
  int n_slots;
  /* of the run that goes on */
  const Message *settings;
  GPtrArray *jobs;
  guint next_scan; /* jobs before it are all taken */
  gboolean *taken;
  JobDone done;
  gpointer data;
};

Job *
job_new_take (char *group, char *kept, char *name, Message *request, gpointer data)
{
  Job *job = g_new0 (Job, 1);
  *job = (Job){group, kept, request, name, data};
  return job;
}

void
job_free (Job *job)
{
  if (!job)
    return;
  g_free (job->group);
  g_free (job->kept);
  g_free (job->name);
  message_free (job->request);
  g_free (job);
}

static void
set_world (GError **error, int number, const char *what)
{
  g_set_error (error, G_IO_ERROR, (int)g_io_error_from_errno (number), "%s: %s", what, g_strerror (number));
}

/** The sanitizers read their options from the environment; nothing else of ours goes to a worker. */
static char **
worker_environment (void)
{
  static const char *const let_through[] = {"ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS"};
  char **environment = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (let_through); i++)
    if (g_getenv (let_through[i]))
      environment = g_environ_setenv (environment, let_through[i], g_getenv (let_through[i]), TRUE);
  return environment ? environment : g_new0 (char *, 1);
}

static gboolean
spawn (Slot *slot, const char *program, int child_in, int child_out, GError **error)
{
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  sigset_t plain;
  posix_spawn_file_actions_init (&actions);
  posix_spawn_file_actions_adddup2 (&actions, child_in, STDIN_FILENO);
  posix_spawn_file_actions_adddup2 (&actions, child_out, STDOUT_FILENO);
  posix_spawnattr_init (&attributes);
  sigemptyset (&plain);
  posix_spawnattr_setsigmask (&attributes, &plain); /* `watch` holds signals back for itself */
  sigaddset (&plain, SIGPIPE);                      /* ignored here, a default there */
  posix_spawnattr_setsigdefault (&attributes, &plain);
  posix_spawnattr_setflags (&attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
  g_auto (GStrv) environment = worker_environment ();
  char *const words[] = {(char *)"brief", (char *)"worker", NULL};
  int failed = posix_spawn (&slot->pid, program, &actions, &attributes, words, environment);
  posix_spawn_file_actions_destroy (&actions);
  posix_spawnattr_destroy (&attributes);
  if (failed)
    set_world (error, failed, "cannot start a render worker");
  return !failed;
}

static gboolean
slot_start (Slot *slot, const Pool *pool, const char *group, GError **error)
{
  int in[2], out[2];
  if (pipe2 (in, O_CLOEXEC) < 0)
    {
      set_world (error, errno, "cannot make a pipe");
      return FALSE;
    }
  if (pipe2 (out, O_CLOEXEC) < 0)
    {
      set_world (error, errno, "cannot make a pipe");
      close (in[0]);
      close (in[1]);
      return FALSE;
    }
  gboolean good = spawn (slot, pool->program, in[0], out[1], error);
  close (in[0]);
  close (out[1]);
  slot->to = in[1];
  slot->from = out[0];
  if (!good)
    {
      close (slot->to);
      close (slot->from);
      slot->to = slot->from = -1;
      return FALSE;
    }
  slot->group = g_strdup (group);
  return TRUE;
}

/** Closes the pipes, which ends the worker, and waits for it; returns its wait status. */
static int
slot_stop (Slot *slot)
{
  int status = 0;
  if (slot->to < 0)
    return 0;
  close (slot->to);
  close (slot->from);
  slot->to = slot->from = -1;
  while (waitpid (slot->pid, &status, 0) < 0 && errno == EINTR)
    ;
  g_clear_pointer (&slot->group, g_free);
  return status;
}

static GError *
death (int status)
{
  if (WIFSIGNALED (status))
    return g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED, "the render worker was ended by signal %d (%s)",
                        WTERMSIG (status), g_strsignal (WTERMSIG (status)));
  return g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED, "the render worker ended with status %d",
                      WEXITSTATUS (status));
}

/** Takes the next job for a slot: one of its own group if there is any, else the first that is left. */
static Job *
take_job (Pool *pool, const char *group)
{
  int chosen = -1;
  for (guint i = pool->next_scan; i < pool->jobs->len; i++)
    {
      const Job *job = pool->jobs->pdata[i];
      if (pool->taken[i])
        continue;
      if (chosen < 0)
        chosen = (int)i;
      if (!group || strcmp (job->group, group) == 0)
        {
          chosen = (int)i;
          break;
        }
    }
  if (chosen < 0)
    return NULL;
  pool->taken[chosen] = TRUE;
  while (pool->next_scan < pool->jobs->len && pool->taken[pool->next_scan])
    pool->next_scan++;
  return pool->jobs->pdata[chosen];
}

/** The first message for a worker of @job's group: the folder is of its audience alone. */
static gboolean
send_settings (const Pool *pool, const Slot *slot, const Job *job, GError **error)
{
  g_autoptr (Message) settings = message_copy (pool->settings);
  message_add_text (settings, "charts", job->kept);
  return message_write (settings, slot->to, error);
}

/** Gives the slot work until it has some that it could begin, or none is left. */
static void
slot_feed (Slot *slot, Pool *pool)
{
  while (!slot->job)
    {
      Job *job = take_job (pool, slot->group);
      g_autoptr (GError) error = NULL;
      if (!job)
        return;
      if (slot->group && strcmp (slot->group, job->group) != 0)
        slot_stop (slot);
      if (slot->to >= 0 && message_write (job->request, slot->to, NULL))
        {
          slot->job = job;
          return;
        }
      slot_stop (slot); /* one that has died since its last job is replaced */
      gboolean good = slot_start (slot, pool, job->group, &error) && send_settings (pool, slot, job, &error);
      if (good && message_write (job->request, slot->to, &error))
        slot->job = job;
      else
        {
          gboolean started = slot->to >= 0;
          int status = slot_stop (slot);
          if (started)
            {
              g_clear_error (&error);
              error = death (status);
            }
          pool->done (job, NULL, error, pool->data);
        }
    }
}

static void
slot_hear (Slot *slot, Pool *pool)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Message) reply = message_read (slot->from, &error);
  Job *job = g_steal_pointer (&slot->job);
  if (!reply)
    {
      g_clear_error (&error);
      error = death (slot_stop (slot));
    }
  pool->done (job, reply, error, pool->data);
  slot_feed (slot, pool);
}

Pool *
pool_new (const char *program)
{
  Pool *pool = g_new0 (Pool, 1);
  pool->program = g_strdup (program);
  return pool;
}

void
pool_forget (Pool *pool)
{
  for (int i = 0; i < pool->n_slots; i++)
    slot_stop (&pool->slots[i]);
}

void
pool_free (Pool *pool)
{
  if (!pool)
    return;
  pool_forget (pool);
  g_free (pool->slots);
  g_free (pool->program);
  g_free (pool);
}

/** Room for @n workers at a time; those there are stay. */
static void
pool_widen (Pool *pool, int n)
{
  if (n <= pool->n_slots)
    return;
  pool->slots = g_renew (Slot, pool->slots, n);
  for (int i = pool->n_slots; i < n; i++)
    pool->slots[i] = (Slot){.to = -1, .from = -1};
  pool->n_slots = n;
}

/** Hears from workers until none has a job. */
static void
pool_hear (Pool *pool)
{
  g_autofree struct pollfd *fds = g_new0 (struct pollfd, pool->n_slots);
  g_autofree int *which = g_new0 (int, pool->n_slots);
  for (;;)
    {
      int n = 0;
      for (int i = 0; i < pool->n_slots; i++)
        if (pool->slots[i].job)
          {
            which[n] = i;
            fds[n++] = (struct pollfd){.fd = pool->slots[i].from, .events = POLLIN};
          }
      if (n == 0 || (poll (fds, (nfds_t)n, -1) < 0 && errno != EINTR))
        return;
      for (int k = 0; k < n; k++)
        if (fds[k].revents)
          slot_hear (&pool->slots[which[k]], pool);
    }
}

void
pool_run (Pool *pool, const Message *settings, GPtrArray *jobs, int n_workers, JobDone done, gpointer data)
{
  const int n = (int)MIN ((guint)MAX (n_workers, 1), MAX (jobs->len, 1));
  g_autofree gboolean *taken = g_new0 (gboolean, jobs->len + 1);
  pool_widen (pool, n);
  pool->settings = settings;
  pool->jobs = jobs;
  pool->next_scan = 0;
  pool->taken = taken;
  pool->done = done;
  pool->data = data;
  for (int i = 0; i < n; i++)
    slot_feed (&pool->slots[i], pool);
  pool_hear (pool);
  pool->settings = NULL;
  pool->jobs = NULL;
  pool->taken = NULL;
}
