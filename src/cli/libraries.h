/* libraries.h: what this process is made of. */
#pragma once
#include "cli/places.h"

/** What tells this program from any other version or build of it, without reading it: the linker's hash of what it holds, or, where it
 *  has none, its size and time; owned. */
char *program_stamp (const Places *places);

/** Paths of the libraries that this process runs with, sorted by name; NULL-terminated, owned. */
char **libraries_loaded (void);
