/* machine.h: what makes all products of a run alike: the program, the libraries that it sets pages with, the fonts. Each counts by what
 * it holds (identity.h), not by its name, place or time: installed again, it makes nothing stale; another build of it under the same
 * size and time does.
 */
#pragma once
#include "cli/identity.h"
#include "cli/places.h"

typedef struct Machine Machine;

/** @kept: file in which hashes are kept between runs; NULL: they are not. Reads the fonts and libraries that are not known yet: some
 *  tens of milliseconds, once. */
Machine *machine_new (const Places *places, const char *kept);
void machine_free (Machine *machine);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Machine, machine_free)

/** Lines "program …", "libraries …", "fonts …", in this order. Borrowed. */
const char *machine_text (const Machine *machine);

/** A hash of what puts the first page in front: brief-readback and its libraries. Borrowed. It is started the first time. */
const char *machine_readback (Machine *machine);

/** What the file at @path holds, as identities_of. */
const char *machine_digest (Machine *machine, const char *path);

/** How a key names a file, so that a project may be moved: @/… what came with the program, ./… below @project (absolute), else all of the
 *  path; owned. And back. */
char *machine_name (const Machine *machine, const char *project, const char *path);
char *machine_path (const Machine *machine, const char *project, const char *name);

/** Keeps what was learnt for the next run. */
void machine_keep (const Machine *machine);
