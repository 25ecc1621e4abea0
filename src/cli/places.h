/* places.h: where things are: the project one stands in, and what came with the program.
 *
 * The program finds what came with it by its own place: in the source tree (build/brief → the folder above that holds layouts/
 * and fonts/manifest) or installed (bin/brief → share/brief). No path is compiled in, so an installed tree can be moved.
 * This file reads the process's own path and working directory; nothing below cli/ does.
 */
#pragma once
#include <glib.h>

typedef struct
{
  char *program; /* absolute path of this executable */
  char *shipped; /* folder with layouts/, data/schemes/, fonts/; NULL: not found */
  char *fonts;   /* shipped/fonts; NULL: not found */
  char *here;    /* where we stand */
  char *project; /* the folder that holds the nearest data/ upwards from where we stand; NULL: none */
} Places;

/** Never fails; what is not there is NULL. */
Places *places_find (void);
void places_free (Places *places);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Places, places_free)

/** The path as a person standing here would write it: without the part that leads here; owned. Diagnostics name files so. */
char *places_short (const Places *places, const char *path);

/** The folder of a case given as a path or as a name under the project's data/; NULL if there is none. Owned, absolute. */
char *places_case (const Places *places, const char *name);

/** Names of the cases under the project's data/, sorted; owned, NULL-terminated. A case is a folder with a *.yaml file that
 *  begins a briefing. */
char **places_cases (const Places *places);

/** The folders to look for layouts in, best first: the case's own, the project's, the shipped. Only those that exist.
 *  @case_folder may be NULL. Owned, NULL-terminated. */
char **places_layout_folders (const Places *places, const char *case_folder);

/** The file of a layout by name, or by a path that ends in .yaml; NULL if there is none. Owned. */
char *places_layout (const Places *places, const char *case_folder, const char *name);

/** Names of all layouts that can be asked for, sorted, without those in shared/; owned, NULL-terminated. */
char **places_layouts (const Places *places, const char *case_folder);

/** The folder that holds data/ for a case: audiences.yaml, briefings.yaml and schemes/ stand beside the case. Owned. */
char *places_data (const Places *places, const char *case_folder);

/** Where output/ belongs: beside the project's data/, else here. Owned. */
char *places_output (const Places *places);

/** Folders that may hold schemes/ and scales/, best first: @data, the shipped data/. Owned, NULL-terminated. */
char **places_data_folders (const Places *places, const char *data);
