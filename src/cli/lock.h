/* lock.h: one build at a time in an output folder.
 *
 * The lock is flock(2) on FOLDER/.cache/lock, which the kernel gives back when its holder ends, however it ends; the file's words only say who
 * that is. The file is never removed, so nobody can lock one that is no longer there.
 */
#pragma once
#include <glib.h>

typedef struct Lock Lock;

/**
 * lock_take: takes the lock of @folder, which is made if it is not there.
 *
 * @shared: among the shards of one build; a whole build has it alone
 * @wait:   wait until it is free; @waiting (NULL: nobody) is told once for whom
 * @orphan: (out, owned, may be NULL) who held it last without giving it back: a build that was killed; NULL: nobody, or shards, which
 *          leave their names there
 * NULL with @error: G_FILE_ERROR_AGAIN when another has it (the message says who), else the world's fault.
 */
Lock *lock_take (const char *folder, gboolean shared, gboolean wait, void (*waiting) (const char *holder),
                 char **orphan, GError **error);
/** Gives it back and frees. */
void lock_free (Lock *lock);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Lock, lock_free)

/** Is the folder still the one that was locked? FALSE once it was removed or moved: what is written there now is not ours to write. */
gboolean lock_holds (const Lock *lock);
