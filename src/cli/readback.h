/* readback.h: asking brief-readback about a PDF file. The file is opened here and read there: this process never looks into it.
 */
#pragma once
#include "cli/message.h"
#include "cli/places.h"

#define READBACK_FILE       3                   /* the descriptor under which the program finds the file */
#define READBACK_FILE_LIMIT (512 * 1024 * 1024) /* bytes */
#define READBACK_MEMORY     ((rlim_t)2 << 30)   /* bytes of address space */
#define READBACK_SECONDS    60                  /* of processor time; and of waiting, twice that */

/** What is wrong with the file itself; everything else (no program, no memory here) has GIO's domain. */
#define READBACK_ERROR (g_quark_from_static_string ("readback"))

/** brief-readback beside this program, or in libexec/; owned. */
char *readback_program (const Places *places);

/** Sends @request about the file @fd (seekable; not closed) and returns the answer; NULL with @error: the program could not be
 *  started, or died of the file: READBACK_ERROR. An answer with "error" is returned as it is. */
Message *readback_ask (const Places *places, int fd, const Message *request, GError **error);

/** The same of a file by its path, for a command: what is wrong is said on standard error, as “PATH: error: … [code]”. NULL: it was;
 *  *status is STATUS_AUTHOR for a fault of the file, else STATUS_WORLD. */
Message *readback_ask_path (const Places *places, const char *path, const Message *request, int *status);

/** @bytes written anew: @task is "linearise" or "encrypt" with @password. NULL with @error. */
GBytes *readback_rewrite (const Places *places, const void *bytes, gsize length, const char *task,
                          const char *password, GError **error);

/** The first line of a password file, 1 to 127 bytes; owned. NULL with @error. */
char *password_read (const char *path, GError **error);
