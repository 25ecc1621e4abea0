/* files.h: whole files or none: a product appears under its name complete, or the earlier one stays. */
#pragma once
#include <glib.h>

/** Writes @bytes into a new file beside @path, syncs it, and renames it over @path; folders above are made. A failed, killed or
 *  full-disk run leaves the earlier file whole. @path "-": standard output. A device or a pipe is written to and stays. @mode: permissions before the umask. */
gboolean file_write_atomically (const char *path, const void *bytes, gsize length, int mode, GError **error);

/** The same with the bytes of another file, permissions 0666 before the umask. */
gboolean file_copy_atomically (const char *from, const char *to, GError **error);

/** Removes what killed runs left half written in @folder and below; what is being written by someone stays. */
void files_sweep (const char *folder);
/** … but not below: the folder is not ours alone. */
void files_sweep_flat (const char *folder);

/** SHA-256 of a file as hex, owned; NULL if it cannot be read. */
char *file_digest (const char *path);
