/* Messages through pipes, and workers that answer, die, or send nonsense. The test starts itself as the worker. */
#include "cli/message.h"
#include "cli/note.h"
#include "cli/pool.h"
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <gio/gio.h>

/** Answers each job by what it asks for. */
static int
be_a_worker (void)
{
  g_autoptr (Message) settings = message_read (STDIN_FILENO, NULL);
  int served = 0;
  char *note = message_number (settings, "note", 0) ? note_open () : NULL;
  for (;;)
    {
      g_autoptr (Message) job = message_read (STDIN_FILENO, NULL);
      if (!job)
        return 0;
      const char *wish = message_find (job, "wish", NULL);
      if (strcmp (wish, "die") == 0)
        raise (SIGKILL);
      if (note)
        g_strlcpy (note, wish, NOTE_WORK);
      if (strcmp (wish, "hang") == 0)
        for (;;)
          pause ();
      if (strcmp (wish, "starve") == 0)
        {
          note_set_no_memory (note);
          abort ();
        }
      if (strcmp (wish, "drip") == 0) /* half an answer, and then nothing */
        {
          if (write (STDOUT_FILENO, "bytes 100\nabc", 13) != 13)
            return 1;
          for (;;)
            pause ();
        }
      if (strcmp (wish, "leave") == 0)
        return 9;
      if (strcmp (wish, "nonsense") == 0)
        {
          if (write (STDOUT_FILENO, "PDF!\n", 5) != 5)
            return 1;
          return 0;
        }
      g_autoptr (Message) reply = message_new ();
      gsize length;
      const char *bytes = message_find (job, "bytes", &length);
      message_add (reply, "bytes", bytes, length);
      message_add_text (reply, "setting", message_find (settings, "setting", NULL));
      message_add_text (reply, "group", message_find (job, "group", NULL));
      message_add_number (reply, "served", ++served);
      message_add_number (reply, "pid", (int)getpid ());
      message_add_text (reply, "home", g_getenv ("HOME"));
      if (!message_write (reply, STDOUT_FILENO, NULL))
        return 1;
    }
}

static void
test_round_trip (void)
{
  int fds[2];
  g_assert_cmpint (pipe (fds), ==, 0);
  g_autoptr (Message) message = message_new ();
  message_add (message, "release", "a\0b\nend 0\n", 10);
  message_add_text (message, "folder", "one");
  message_add_text (message, "folder", "two");
  message_add_text (message, "nothing", NULL);
  message_add (message, "empty", NULL, 0);
  message_add_number (message, "pages", -7);
  g_assert_true (message_write (message, fds[1], NULL));
  g_assert_true (message_write (message, fds[1], NULL));
  close (fds[1]);
  for (int i = 0; i < 2; i++)
    {
      g_autoptr (Message) got = message_read (fds[0], NULL);
      gsize length;
      const char *bytes = message_find (got, "release", &length);
      g_assert_cmpmem (bytes, length, "a\0b\nend 0\n", 10);
      g_autofree const char **folders = message_all (got, "folder");
      g_assert_cmpint ((int)g_strv_length ((char **)folders), ==, 2);
      g_assert_cmpstr (folders[1], ==, "two");
      g_assert_null (message_find (got, "nothing", NULL));
      g_assert_nonnull (message_find (got, "empty", &length));
      g_assert_cmpint ((int)length, ==, 0);
      g_assert_cmpint (message_number (got, "pages", 0), ==, -7);
      g_assert_cmpint (message_number (got, "folder", 5), ==, 5);
    }
  g_autoptr (GError) error = NULL;
  g_assert_null (message_read (fds[0], &error));
  g_assert_no_error (error); /* a clean end */
  close (fds[0]);
}

static void
test_broken_messages (void)
{
  static const char *const broken[] = {
      "release 5\nabc",
      "release 3\nabcX",
      "release 999999999999\n",
      "release -1\n",
      "RELEASE 1\na\nend 0\n\n",
      " 3\nabc\nend 0\n\n",
      "release\n",
      "release 3\nabc\n",
      "x 1\n\n\n",
      "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa 1\na\n"};
  for (guint i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      int fds[2];
      g_autoptr (GError) error = NULL;
      g_assert_cmpint (pipe (fds), ==, 0);
      g_assert_cmpint ((int)write (fds[1], broken[i], strlen (broken[i])), ==, (int)strlen (broken[i]));
      close (fds[1]);
      g_assert_null (message_read (fds[0], &error));
      g_assert_nonnull (error);
      close (fds[0]);
    }
}

typedef struct
{
  int good, bad;
  GHashTable *group_of; /* pid → group */
  gsize length;
  char *said;
} Tally;

static void
count (Job *job, const Message *reply, const GError *error, gpointer data)
{
  Tally *tally = data;
  if (!reply)
    {
      g_assert_nonnull (error);
      tally->bad++;
      g_free (tally->said);
      tally->said = g_strdup (error->message);
      return;
    }
  gsize length;
  const char *bytes = message_find (reply, "bytes", &length);
  g_assert_cmpmem (bytes, length, message_find (job->request, "bytes", NULL), length);
  g_assert_cmpuint (length, ==, tally->length);
  g_assert_cmpstr (message_find (reply, "setting", NULL), ==, "blue");
  g_assert_null (message_find (reply, "home", NULL)); /* an empty environment */
  g_assert_cmpstr (message_find (reply, "group", NULL), ==, job->group);
  gpointer pid = GINT_TO_POINTER (message_number (reply, "pid", 0));
  const char *before = g_hash_table_lookup (tally->group_of, pid);
  g_assert_true (!before || strcmp (before, job->group) == 0); /* one group all its life */
  g_hash_table_insert (tally->group_of, pid, job->group);
  tally->good++;
}

static const PoolLimits no_limits, second = {.timeout = 1, .memory = 512};

static void
run_limited (const char *const *wishes, int n_workers, gsize length, const PoolLimits *limits, Tally *tally)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autoptr (Message) settings = message_new ();
  message_add_text (settings, "setting", "blue");
  g_autoptr (GPtrArray) jobs = g_ptr_array_new_with_free_func ((GDestroyNotify)job_free);
  g_autofree char *bytes = g_malloc0 (length + 1);
  for (int i = 0; wishes[i]; i++)
    {
      Message *request = message_new ();
      const char *group = i % 2 ? "press" : "desk";
      memset (bytes, 'a' + i % 26, length);
      message_add_text (request, "wish", wishes[i]);
      message_add_text (request, "group", group);
      message_add (request, "bytes", bytes, length);
      g_ptr_array_add (jobs,
                       job_new_take (g_strdup (group), NULL, g_strdup_printf ("job %d", i), request, NULL));
    }
  *tally = (Tally){.length = length, .group_of = g_hash_table_new (NULL, NULL)};
  g_autoptr (Pool) pool = pool_new (self);
  pool_run (pool, settings, jobs, n_workers, limits, count, tally);
  g_hash_table_unref (tally->group_of);
}

static void
run_jobs (const char *const *wishes, int n_workers, gsize length, Tally *tally)
{
  run_limited (wishes, n_workers, length, &no_limits, tally);
}

/* Whatever hangs, wherever, costs its own job and is named with what it was at; the others are done meanwhile. */
static void
test_limits (void)
{
  static const char *const wishes[] = {"x", "hang", "x", "drip", "starve", "x", "x", NULL};
  for (int n = 1; n <= 3; n += 2)
    {
      Tally tally;
      run_limited (wishes, n, 300000, &second, &tally);
      g_assert_cmpint (tally.good, ==, 4);
      g_assert_cmpint (tally.bad, ==, 3);
      g_free (tally.said);
    }
  Tally tally;
  run_limited ((const char *const[]){"hang", NULL}, 1, 300000, &second, &tally);
  g_assert_nonnull (strstr (tally.said, "longer than 1 s"));
  g_assert_nonnull (strstr (tally.said, "it was at: hang"));
  g_free (tally.said);
  run_limited ((const char *const[]){"starve", NULL}, 1, 100, &second, &tally);
  g_assert_nonnull (strstr (tally.said, "more memory than 512 MiB"));
  g_free (tally.said);
  const gboolean stop = TRUE;
  run_limited ((const char *const[]){"x", "x", NULL}, 2, 100, &(PoolLimits){.stop = &stop}, &tally);
  g_assert_cmpint (tally.good + tally.bad, ==, 0);
}

static void
test_many (void)
{
  static const char *const wishes[] = {"x", "x", "x", "x", "x", "x", "x", "x", "x", NULL};
  for (int n = 1; n <= 4; n++)
    {
      Tally tally;
      run_jobs (wishes, n, 1 << 20, &tally); /* more than any pipe holds */
      g_assert_cmpint (tally.good, ==, 9);
      g_assert_cmpint (tally.bad, ==, 0);
    }
}

static void
test_death (void)
{
  static const char *const wishes[] = {"x", "die", "x", "leave", "nonsense", "x", "x", NULL};
  for (int n = 1; n <= 3; n++)
    {
      Tally tally;
      run_jobs (wishes, n, 100, &tally);
      g_assert_cmpint (tally.good, ==, 4); /* the others go on */
      g_assert_cmpint (tally.bad, ==, 3);
      g_free (tally.said);
    }
  Tally tally;
  run_jobs ((const char *const[]){"die", NULL}, 1, 100, &tally);
  g_assert_nonnull (strstr (tally.said, "signal 9"));
  g_free (tally.said);
  run_jobs ((const char *const[]){"leave", NULL}, 1, 200000, &tally);
  g_assert_nonnull (strstr (tally.said, "status 9"));
  g_free (tally.said);
}

static void
test_no_program (void)
{
  Tally tally = {.group_of = NULL};
  g_autoptr (Message) settings = message_new ();
  g_autoptr (GPtrArray) jobs = g_ptr_array_new_with_free_func ((GDestroyNotify)job_free);
  g_ptr_array_add (jobs, job_new_take (g_strdup ("g"), NULL, g_strdup ("n"), message_new (), NULL));
  g_autoptr (Pool) pool = pool_new ("/nonexistent/brief");
  pool_run (pool, settings, jobs, 2, &no_limits, count, &tally);
  g_assert_cmpint (tally.bad, ==, 1);
  g_assert_nonnull (strstr (tally.said, "cannot start"));
  g_free (tally.said);
}

int
main (int argc, char **argv)
{
  if (argc > 1 && strcmp (argv[1], "worker") == 0)
    return be_a_worker ();
  signal (SIGPIPE, SIG_IGN);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/message/round-trip", test_round_trip);
  g_test_add_func ("/pool/limits", test_limits);
  g_test_add_func ("/message/broken", test_broken_messages);
  g_test_add_func ("/pool/many", test_many);
  g_test_add_func ("/pool/death", test_death);
  g_test_add_func ("/pool/no-program", test_no_program);
  return g_test_run ();
}
