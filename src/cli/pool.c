/* pool.c: starting workers, feeding them, hearing from them, ending those that take too much.
 *
 * No pipe is ever waited for: what a worker does not yet read stays in the slot, what it sends is taken piece by piece, so that one which
 * hangs, wherever it does, keeps nobody from his own. */
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
#include "cli/note.h"
#include "cli/spare.h"

typedef struct
{
  pid_t pid;
  int to, from; /* pipes; -1: this slot has no worker */
  char *group;
  Job *job;        /* being done; NULL: idle */
  gint64 deadline; /* monotonic µs; 0: none */
  GByteArray *out; /* what the worker has not read yet */
  gsize sent;
  MessageReader *in;
  char *note; /* shared with the worker; NULL: none */
  int note_fd;
} Slot;

struct Pool
{
  char *program;
  Slot *slots;
  int n_slots;
  /* of the run that goes on */
  const Message *settings;
  GPtrArray *jobs;
  const PoolLimits *limits;
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
  const int files[] = {child_in, child_out, SPARE_OWN, slot->note_fd >= 0 ? slot->note_fd : -1};
  G_STATIC_ASSERT (NOTE_FD == G_N_ELEMENTS (files) - 1);
  if ((slot->pid = spare_take (files, G_N_ELEMENTS (files))) > 0)
    return TRUE;
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  sigset_t plain;
  posix_spawn_file_actions_init (&actions);
  posix_spawn_file_actions_adddup2 (&actions, child_in, STDIN_FILENO);
  posix_spawn_file_actions_adddup2 (&actions, child_out, STDOUT_FILENO);
  if (slot->note_fd >= 0)
    posix_spawn_file_actions_adddup2 (&actions, slot->note_fd, NOTE_FD);
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

/** Our ends of the pipes do not block; their other ends are the worker's own. */
static gboolean
open_pipes (int in[2], int out[2], GError **error)
{
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
  fcntl (in[1], F_SETFL, O_NONBLOCK);
  fcntl (out[0], F_SETFL, O_NONBLOCK);
  return TRUE;
}

static gboolean
slot_start (Slot *slot, const Pool *pool, const char *group, GError **error)
{
  int in[2], out[2];
  if (!open_pipes (in, out, error))
    return FALSE;
  slot->note_fd = note_new (&slot->note);
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
      note_close (slot->note, slot->note_fd);
      slot->note = NULL;
      return FALSE;
    }
  slot->group = g_strdup (group);
  slot->out = g_byte_array_new ();
  slot->sent = 0;
  slot->in = message_reader_new ();
  return TRUE;
}

/** Closes the pipes, which ends the worker, and waits for it; returns its wait status. The note stays until slot_forget. */
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
  g_clear_pointer (&slot->out, g_byte_array_unref);
  g_clear_pointer (&slot->in, message_reader_free);
  return status;
}

static void
slot_forget (Slot *slot)
{
  note_close (slot->note, slot->note ? slot->note_fd : -1);
  slot->note = NULL;
  slot->note_fd = -1;
}

/** How a worker ended that had a job, and on what. */
static GError *
death (const Slot *slot, const Pool *pool, int status, gboolean late)
{
  g_autofree char *work = note_work (slot->note);
  g_autofree char *where = work ? g_strdup_printf ("; it was at: %s", work) : g_strdup ("");
  if (late)
    return g_error_new (G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "it took longer than %d s (--timeout)%s",
                        pool->limits->timeout, where);
  if (note_no_memory (slot->note))
    return g_error_new (G_IO_ERROR, G_IO_ERROR_NO_SPACE, "it needed more memory than %d MiB (--memory)%s",
                        pool->limits->memory, where);
  if (WIFSIGNALED (status))
    return g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED, "the render worker was ended by signal %d (%s)%s",
                        WTERMSIG (status), g_strsignal (WTERMSIG (status)), where);
  return g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED, "the render worker ended with status %d%s",
                      WEXITSTATUS (status), where);
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
static void
queue_settings (const Pool *pool, Slot *slot, const Job *job)
{
  g_autoptr (Message) settings = message_copy (pool->settings);
  message_add_text (settings, "charts", job->kept);
  if (slot->note)
    message_add_number (settings, "note", 1);
  if (pool->limits->memory > 0)
    message_add_number (settings, "memory", pool->limits->memory);
  g_autoptr (GByteArray) bytes = message_to_bytes (settings);
  g_byte_array_append (slot->out, bytes->data, bytes->len);
}

static void
queue_job (const Pool *pool, Slot *slot, Job *job)
{
  g_autoptr (GByteArray) bytes = message_to_bytes (job->request);
  if (slot->sent == slot->out->len)
    {
      g_byte_array_set_size (slot->out, 0);
      slot->sent = 0;
    }
  g_byte_array_append (slot->out, bytes->data, bytes->len);
  note_clear (slot->note);
  slot->job = job;
  slot->deadline = pool->limits->timeout > 0
                       ? g_get_monotonic_time () + (gint64)pool->limits->timeout * G_USEC_PER_SEC
                       : 0;
}

/** Gives the slot a job; without any left it ends its worker. */
static void
slot_feed (Slot *slot, Pool *pool)
{
  while (!slot->job)
    {
      const gboolean *stop = pool->limits->stop;
      Job *job = stop && *stop ? NULL : take_job (pool, slot->group);
      g_autoptr (GError) error = NULL;
      if (!job)
        return;
      /* of another group, or dead since its last job: it is replaced */
      if (slot->group &&
          (strcmp (slot->group, job->group) != 0 || waitpid (slot->pid, NULL, WNOHANG) == slot->pid))
        {
          slot_stop (slot);
          slot_forget (slot);
        }
      gboolean fresh = slot->to < 0;
      if (fresh && !slot_start (slot, pool, job->group, &error))
        {
          pool->done (job, NULL, error, pool->data);
          continue;
        }
      if (fresh)
        queue_settings (pool, slot, job);
      queue_job (pool, slot, job);
    }
}

/** The worker of a slot is gone or must go: its job fails, and the next gets a new one. */
static void
slot_lose (Slot *slot, Pool *pool, gboolean late)
{
  Job *job = g_steal_pointer (&slot->job);
  if (late)
    kill (slot->pid, SIGKILL);
  int status = slot_stop (slot);
  g_autoptr (GError) error = death (slot, pool, status, late);
  slot_forget (slot);
  pool->done (job, NULL, error, pool->data);
  slot_feed (slot, pool);
}

static void
slot_hear (Slot *slot, Pool *pool)
{
  g_autoptr (Message) reply = NULL;
  if (!message_reader_take (slot->in, slot->from, &reply, NULL))
    {
      slot_lose (slot, pool, FALSE);
      return;
    }
  if (!reply)
    return;
  Job *job = g_steal_pointer (&slot->job);
  pool->done (job, reply, NULL, pool->data);
  slot_feed (slot, pool);
}

/** Sends what the pipe takes. A worker that no longer reads has died: that is heard on the other pipe. */
static void
slot_send (Slot *slot)
{
  gssize n = write (slot->to, slot->out->data + slot->sent, slot->out->len - slot->sent);
  if (n > 0)
    slot->sent += (gsize)n;
  else if (n < 0 && errno != EINTR && errno != EAGAIN && errno != EWOULDBLOCK)
    slot->sent = slot->out->len;
}

enum
{
  BEAT = 500 /* ms: who watches a bar takes a longer silence for a standstill */
};

static void
beat (const Pool *pool)
{
  const Slot *longest = NULL;
  for (int i = 0; i < pool->n_slots; i++)
    if (pool->slots[i].job && (!longest || pool->slots[i].deadline < longest->deadline))
      longest = &pool->slots[i];
  if (longest)
    pool->limits->beat (longest->job, pool->data);
}

/** Milliseconds until the first deadline, or the next beat; -1: none. */
static int
time_left (const Pool *pool)
{
  gint64 first = 0, now = g_get_monotonic_time ();
  for (int i = 0; i < pool->n_slots; i++)
    if (pool->slots[i].job && pool->slots[i].deadline && (!first || pool->slots[i].deadline < first))
      first = pool->slots[i].deadline;
  const int most = pool->limits->beat ? BEAT : G_MAXINT;
  return first ? (int)CLAMP ((first - now) / 1000 + 1, 0, most) : pool->limits->beat ? BEAT : -1;
}

/** One round of hearing, sending and looking at the clock; FALSE: nothing is being done any more. */
static gboolean
pool_turn (Pool *pool, struct pollfd *fds, int *which)
{
  int n = 0;
  for (int i = 0; i < pool->n_slots; i++)
    {
      const Slot *slot = &pool->slots[i];
      if (!slot->job)
        continue;
      which[n] = i;
      fds[2 * n] = (struct pollfd){.fd = slot->from, .events = POLLIN};
      fds[2 * n + 1] = (struct pollfd){.fd = slot->sent < slot->out->len ? slot->to : -1, .events = POLLOUT};
      n++;
    }
  if (n == 0)
    return FALSE;
  if (poll (fds, (nfds_t)(2 * n), time_left (pool)) < 0)
    return errno == EINTR;
  for (int k = 0; k < n; k++)
    {
      Slot *slot = &pool->slots[which[k]];
      if (fds[2 * k + 1].revents)
        slot_send (slot);
      if (fds[2 * k].revents)
        slot_hear (slot, pool);
      else if (slot->deadline && g_get_monotonic_time () >= slot->deadline)
        slot_lose (slot, pool, TRUE);
    }
  if (pool->limits->beat)
    beat (pool);
  return TRUE;
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
    {
      slot_stop (&pool->slots[i]);
      slot_forget (&pool->slots[i]);
    }
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
    pool->slots[i] = (Slot){.to = -1, .from = -1, .note_fd = -1};
  pool->n_slots = n;
}

void
pool_run (Pool *pool, const Message *settings, GPtrArray *jobs, int n_workers, const PoolLimits *limits,
          JobDone done, gpointer data)
{
  const int n = (int)MIN ((guint)MAX (n_workers, 1), MAX (jobs->len, 1));
  g_autofree gboolean *taken = g_new0 (gboolean, jobs->len + 1);
  pool_widen (pool, n);
  pool->settings = settings;
  pool->jobs = jobs;
  pool->limits = limits;
  pool->next_scan = 0;
  pool->taken = taken;
  pool->done = done;
  pool->data = data;
  for (int i = 0; i < n; i++)
    slot_feed (&pool->slots[i], pool);
  g_autofree struct pollfd *fds = g_new0 (struct pollfd, 2 * pool->n_slots);
  g_autofree int *which = g_new0 (int, pool->n_slots);
  while (pool_turn (pool, fds, which))
    ;
  pool->settings = NULL;
  pool->jobs = NULL;
  pool->limits = NULL;
  pool->taken = NULL;
}
