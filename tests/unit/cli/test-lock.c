/* One build at a time: who has the lock, who had it, and what becomes of the lock of the dead. */
#include "cli/lock.h"
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <glib/gstdio.h>

static char *folder; /* made by lock_take */

static void
clean (void)
{
  static const char *const names[] = {".cache/lock", ".cache", "."};
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);
      (void)(i == 0 ? g_unlink (path) : g_rmdir (path));
    }
}

static Lock *
take (gboolean shared, char **orphan)
{
  g_autoptr (GError) error = NULL;
  Lock *lock = lock_take (folder, shared, FALSE, NULL, orphan, &error);
  g_assert_no_error (error);
  g_assert_nonnull (lock);
  return lock;
}

static char *
holder (void)
{
  g_autofree char *path = g_build_filename (folder, ".cache", "lock", NULL);
  char *text = NULL;
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

/** A process that has the lock until it is killed or, after @ms, ends well; −1: never. */
static pid_t
other_holds (gboolean shared, int ms)
{
  int ready[2];
  g_assert_cmpint (pipe (ready), ==, 0);
  pid_t pid = fork ();
  g_assert_cmpint (pid, >=, 0);
  if (pid == 0)
    {
      char *orphan = NULL;
      Lock *lock = lock_take (folder, shared, FALSE, NULL, &orphan, NULL);
      if (!lock || write (ready[1], "x", 1) != 1)
        _exit (1);
      if (ms < 0)
        for (;;)
          pause ();
      g_usleep ((gulong)ms * 1000);
      lock_free (lock);
      _exit (0);
    }
  char byte;
  close (ready[1]);
  g_assert_cmpint (read (ready[0], &byte, 1), ==, 1);
  close (ready[0]);
  return pid;
}

static int
end (pid_t pid, int number)
{
  int status = 0;
  if (number)
    kill (pid, number);
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  return status;
}

static void
test_alone (void)
{
  char *orphan = NULL;
  g_autoptr (GError) error = NULL;
  Lock *lock = take (FALSE, &orphan);
  g_assert_null (orphan);
  g_assert_true (lock_holds (lock));
  g_autofree char *words = holder (), *own = g_strdup_printf ("process %d on ", (int)getpid ());
  g_assert_true (g_str_has_prefix (words, own));
  /* flock is of an open file: another one of this very process is another's */
  g_assert_null (lock_take (folder, FALSE, FALSE, NULL, &orphan, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_AGAIN);
  g_assert_nonnull (strstr (error->message, own));
  g_assert_nonnull (strstr (error->message, "--wait"));
  g_clear_error (&error);
  g_assert_null (lock_take (folder, TRUE, FALSE, NULL, &orphan, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_AGAIN);
  lock_free (lock);
  g_autofree char *after = holder ();
  g_assert_cmpstr (after, ==, "");
  lock_free (take (FALSE, &orphan));
  g_assert_null (orphan);
}

static void
test_dead_holder (void)
{
  char *orphan = NULL;
  for (int i = 0; i < 3; i++)
    {
      pid_t pid = other_holds (FALSE, -1);
      g_autoptr (GError) error = NULL;
      g_assert_null (lock_take (folder, FALSE, FALSE, NULL, &orphan, &error));
      g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_AGAIN);
      end (pid, SIGKILL);
      Lock *lock = take (FALSE, &orphan);
      g_autofree char *dead = g_strdup_printf ("process %d on ", (int)pid);
      g_assert_nonnull (orphan);
      g_assert_true (g_str_has_prefix (orphan, dead));
      g_clear_pointer (&orphan, g_free);
      lock_free (lock);
      lock_free (take (FALSE, &orphan)); /* it is told once */
      g_assert_null (orphan);
    }
}

static int n_told;

static void
count_waiting (const char *words)
{
  g_assert_nonnull (strstr (words, "process "));
  n_told++;
}

static void
test_wait (void)
{
  char *orphan = NULL;
  g_autoptr (GError) error = NULL;
  pid_t pid = other_holds (FALSE, 300);
  n_told = 0;
  Lock *lock = lock_take (folder, FALSE, TRUE, count_waiting, &orphan, &error);
  g_assert_no_error (error);
  g_assert_nonnull (lock);
  g_assert_cmpint (n_told, ==, 1);
  g_assert_null (orphan); /* it ended well */
  g_assert_cmpint (end (pid, 0), ==, 0);
  lock_free (lock);
}

static void
test_shared (void)
{
  char *orphan = NULL;
  g_autoptr (GError) error = NULL;
  pid_t one = other_holds (TRUE, -1), two = other_holds (TRUE, -1);
  Lock *third = take (TRUE, &orphan);
  g_assert_null (lock_take (folder, FALSE, FALSE, NULL, &orphan, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_AGAIN);
  g_assert_nonnull (strstr (error->message, "a shard, process "));
  lock_free (third);
  end (one, SIGKILL);
  g_clear_error (&error);
  g_assert_null (lock_take (folder, FALSE, FALSE, NULL, &orphan, &error));
  end (two, SIGKILL);
  lock_free (take (FALSE, &orphan));
  g_assert_null (orphan); /* shards answer for themselves, to --merge */
}

static void
test_folder_goes (void)
{
  char *orphan = NULL;
  g_autofree char *moved = g_strconcat (folder, ".moved", NULL);
  Lock *lock = take (FALSE, &orphan);
  g_assert_cmpint (g_rename (folder, moved), ==, 0);
  g_assert_false (lock_holds (lock));
  Lock *other = take (FALSE, &orphan); /* another folder of that name is another's */
  g_assert_true (lock_holds (other));
  g_assert_false (lock_holds (lock));
  lock_free (lock);
  lock_free (other);
  clean ();
  g_assert_cmpint (g_rename (moved, folder), ==, 0);
}

static void
test_no_file (void)
{
  char *orphan = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (folder, ".cache", "lock", NULL),
                  *elsewhere = g_strconcat (folder, ".else", NULL);
  lock_free (take (FALSE, &orphan));
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (symlink (elsewhere, path), ==, 0); /* as root, one would write wherever it leads */
  g_assert_null (lock_take (folder, FALSE, FALSE, NULL, &orphan, &error));
  g_assert_nonnull (error);
  g_assert_false (g_file_test (elsewhere, G_FILE_TEST_EXISTS));
  g_clear_error (&error);
  g_assert_null (lock_take ("/dev/null/x", FALSE, FALSE, NULL, &orphan, &error));
  g_assert_nonnull (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_autofree char *above = g_dir_make_tmp ("brief-XXXXXX", NULL);
  folder = g_build_filename (above, "output", NULL);
  g_test_add_func ("/lock/alone", test_alone);
  g_test_add_func ("/lock/dead-holder", test_dead_holder);
  g_test_add_func ("/lock/wait", test_wait);
  g_test_add_func ("/lock/shared", test_shared);
  g_test_add_func ("/lock/folder-goes", test_folder_goes);
  g_test_add_func ("/lock/no-file", test_no_file);
  int status = g_test_run ();
  clean ();
  g_rmdir (above);
  g_free (folder);
  return status;
}
