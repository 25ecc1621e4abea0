/* identity.h: what a file holds, as a hash, without reading it again while it stands as it stood.
 *
 * Fonts, libraries and the program are some twenty megabytes: to hash them costs more than a page. So beside each hash stands the file's
 * signature (inputs.h): the kernel sets st_ctim itself at every change, so a file whose signature is the same holds the same, and one that was
 * only touched, copied or installed again is read once more and found to be what it was. Times of different files are never compared.
 */
#pragma once
#include <glib.h>

typedef struct Identities Identities;

/** @kept: file of what is known from earlier runs; NULL: nothing is known, nothing is kept. Cost: reading it. */
Identities *identities_new (const char *kept);
void identities_free (Identities *identities);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Identities, identities_free)

/** SHA-256 of the file at @path, as hex; "none": it cannot be read. Borrowed; asked twice, it is the same. Cost: a stat(2) if it is
 *  known, else reading it. */
const char *identities_of (Identities *identities, const char *path);

/** Writes what was asked for since identities_new, if anything of it was new. Best effort: what is not kept is read again. */
void identities_keep (const Identities *identities);
