/* heap.c: see heap.h. */
#include "cli/heap.h"
#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#ifndef MADV_POPULATE_WRITE
#define MADV_POPULATE_WRITE 23 /* Linux 5.14 */
#endif

void
heap_expect (gsize bytes)
{
#ifdef __GLIBC__
  const uintptr_t page = (uintptr_t)sysconf (_SC_PAGESIZE), before = (uintptr_t)sbrk (0);
  mallopt (M_MMAP_THRESHOLD, 4 << 20);
  mallopt (M_TRIM_THRESHOLD, 32 << 20); /* what a large product took goes back to the kernel, and only that */
  mallopt (M_TOP_PAD, (int)bytes);
  void *probe =
      malloc (1 << 20); /* more than is free at the heap's end, so that it grows by this and the room */
  const uintptr_t after = (uintptr_t)sbrk (0);
  /* with another malloc, as a sanitizer's, the heap's end stays where it was */
  if (probe && after - before >= bytes)
    {
      /* in pages of 2 MB, if the kernel has some at hand */
      const uintptr_t from = (before + page - 1) / page * page;
      (void)madvise ((void *)from, after / page * page - from, MADV_HUGEPAGE);
      (void)madvise ((void *)from, after / page * page - from, MADV_POPULATE_WRITE);
    }
  free (probe);
  mallopt (M_TOP_PAD, 512 << 10);
#endif
}
