/* The spare worker: it knows nothing of how its parent was called, has the files it was given and no others, and ends with its parent. */
#include "cli/spare.h"
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static char home[] = "HOME=/secret/home", first[] = "/long/enough/path/of/brief", second[] = "secret-case";
static char *words[] = {first, second, NULL};

/** Says what it finds: how many variables, wiped words, open files; then copies its input. */
static int
work (void)
{
  char text[64];
  int open_files = 0;
  for (int i = 0; i < 256; i++)
    open_files += fcntl (i, F_GETFD) >= 0;
  int n = 0;
  for (char **at = environ; at && *at; at++)
    n++;
  printf ("%d %s [%s] [%s] %d ", n, first, second, home, open_files);
  if (!fgets (text, sizeof text, stdin))
    return 4;
  fputs (text, stdout);
  return 3;
}

static void
test_work (void)
{
  int in[2], out[2], status, other = open ("/dev/null", O_RDONLY);
  char *environment[] = {home, NULL}, **own = environ;
  g_assert_true (pipe2 (in, O_CLOEXEC) == 0 && pipe2 (out, O_CLOEXEC) == 0);
  environ = environment;
  spare_start (work, words);
  environ = own;
  const int files[] = {in[0], out[1], SPARE_OWN};
  pid_t pid = spare_take (files, 3);
  g_assert_cmpint (pid, >, 0);
  g_assert_cmpint (spare_take (files, 3), ==, 0); /* there was one */
  close (in[0]);
  close (out[1]);
  g_assert_cmpint (write (in[1], "job\n", 4), ==, 4);
  close (in[1]);
  char text[256] = "";
  gsize length = 0;
  for (ssize_t n;
       length < sizeof text - 1 && (n = read (out[0], text + length, sizeof text - 1 - length)) > 0;)
    length += (gsize)n;
  close (out[0]);
  close (other);
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_cmpint (WEXITSTATUS (status), ==, 3);
  g_assert_cmpstr (text, ==, "0 brief worker [] [] 3 job\n");
  g_assert_cmpstr (second, ==, "secret-case"); /* the parent keeps its own */
}

static void
test_drop (void)
{
  spare_start (work, words);
  spare_drop ();
  const int files[] = {0, 1};
  g_assert_cmpint (spare_take (files, 2), ==, 0);
  g_assert_cmpint (waitpid (-1, NULL, WNOHANG), ==, -1); /* no child is left */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/spare/work", test_work);
  g_test_add_func ("/spare/drop", test_drop);
  return g_test_run ();
}
