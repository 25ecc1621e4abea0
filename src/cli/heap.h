/* heap.h: memory that a process is sure to want is asked for at once. Page by page the kernel is entered for each 4 kB that malloc first
 * touches: a fifth of a cold product's time.
 */
#pragma once
#include <glib.h>

/** Gives malloc @bytes of room beyond what it has, in memory that is there. Without effect where malloc is not glibc's, or the kernel knows
 *  no MADV_POPULATE_WRITE (Linux 5.14). */
void heap_expect (gsize bytes);
