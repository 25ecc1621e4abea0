/* pool.h: render workers: processes that are given one audience's Release and nothing else.
 *
 * A worker is this same executable started as `brief worker` with an empty environment. It reads settings, gives up files and
 * system calls it does not need, then answers jobs one after another. It serves one group (a case and an audience) all its life,
 * so nothing one audience may know can stay behind in a worker that serves another. Products do not depend on how many workers
 * there are or which of them made what.
 */
#pragma once
#include "cli/message.h"

typedef struct
{
  char *group;      /* case and audience; owned */
  char *kept;       /* folder in which workers of the group keep arrangements; NULL: nowhere. Owned */
  Message *request; /* owned */
  char *name;       /* of the product, for messages; owned */
  gpointer data;    /* the caller's */
} Job;

Job *job_new_take (char *group, char *kept, char *name, Message *request, gpointer data);
void job_free (Job *job);

/** Called once for each job, in the order in which they end. @reply NULL: the worker died or could not be started; @error says
 *  how. Both borrowed. */
typedef void (*JobDone) (Job *job, const Message *reply, const GError *error, gpointer data);

typedef struct Pool Pool;

/** A pool that keeps its workers between runs, for who renders again and again. @program: path of the executable. */
Pool *pool_new (const char *program);

/** Ends workers that are kept: the next run starts new ones. For when what they have opened (fonts, folders) has changed. */
void pool_forget (Pool *pool);
void pool_free (Pool *pool);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Pool, pool_free)

/** What a job may take. A worker that takes more is ended, and its job is reported as failed with what it was working on; another takes
 *  its place. */
typedef struct
{
  int timeout;          /* s, from when the job is given to a worker; 0: any time */
  int memory;           /* MiB of the worker's own; 0: any */
  const gboolean *stop; /* once TRUE no further job is begun: they are not reported; NULL: never */
  /** Told at least every half second which job has been at work longest. NULL: nobody, and nobody is woken for it. */
  void (*beat) (const Job *longest, gpointer data);
} PoolLimits;

/**
 * pool_run: has all jobs done by at most @n_workers processes at a time.
 *
 * @settings: the first message for every worker; the job's `kept` is added as "charts", and "note" and "memory" by their names. Workers
 *            that are kept have heard those of the run that started them
 * @jobs:     of Job*; those of one group are best side by side
 * Returns when every job that was begun has been reported.
 */
void pool_run (Pool *pool, const Message *settings, GPtrArray *jobs, int n_workers, const PoolLimits *limits,
               JobDone done, gpointer data);
