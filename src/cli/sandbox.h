/* sandbox.h: a render worker gives up what it does not need before it touches untrusted input.
 *
 * Order matters: read the settings, then enter, then make the first Pango call, since Pango starts threads with its font map
 * and Landlock binds only the calling thread and what it starts later. Inputs and outputs are descriptors opened before.
 */
#pragma once
#include <glib.h>

typedef struct
{
  int landlock_abi; /* 0: the kernel has none */
  gboolean files;   /* the file system is closed but for the paths given */
  gboolean calls;   /* system calls are held to the list */
} Sandbox;

/** Closes the file system but for reading below @read_paths and writing below @write_paths (NULL-terminated, may be NULL), and every system call that
 *  rendering has no use for: no sockets, no exec, no fork. What the kernel lacks is left out and said in the result; it is
 *  never an error. Rule: landlock(7), seccomp(2) filter mode; refused calls answer EPERM. */
Sandbox sandbox_enter (const char *const *read_paths, const char *const *write_paths);

/** Lets this process have @mebibytes of memory of its own at most (RLIMIT_DATA: what is mapped from files, as fonts are, does not count), and
 *  leaves no core behind, which would hold what the product says. FALSE: the kernel refused, or a sanitizer needs it all. */
gboolean sandbox_limit (int mebibytes);
