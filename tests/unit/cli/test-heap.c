#include "cli/heap.h"

#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#ifndef MADV_POPULATE_WRITE
#define MADV_POPULATE_WRITE 23
#endif

/** Does malloc take from the heap's end, and can the kernel fill it at once? */
static gboolean
can (void)
{
  const gsize page = (gsize)sysconf (_SC_PAGESIZE);
  void *probe = mmap (NULL, page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  gboolean fills = probe != MAP_FAILED && madvise (probe, page, MADV_POPULATE_WRITE) == 0;
  if (probe != MAP_FAILED)
    munmap (probe, page);
  const char *before = sbrk (0);
  g_autofree char *block = g_malloc (100 << 10), *other = g_malloc (100 << 10);
  return fills && (const char *)sbrk (0) > before && block && other;
}

/* Memory that is expected costs no entry into the kernel for each of its pages. */
static void
test_expected (void)
{
  enum
  {
    N = 3000
  };
  struct rusage before, after;
  if (!can ())
    {
      g_test_skip ("another malloc, or a kernel without MADV_POPULATE_WRITE");
      return;
    }
  heap_expect (4 << 20);
  g_autofree char **blocks = g_new (char *, N);
  getrusage (RUSAGE_SELF, &before);
  for (int i = 0; i < N; i++)
    {
      blocks[i] = g_malloc (1024);
      memset (blocks[i], 1, 1024);
    }
  getrusage (RUSAGE_SELF, &after);
  g_assert_cmpint (after.ru_minflt - before.ru_minflt, <, 200); /* 3 MB are 750 pages of 4 kB */
  for (int i = 0; i < N; i++)
    g_free (blocks[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/heap/expected", test_expected);
  return g_test_run ();
}
