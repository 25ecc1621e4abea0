/* layout-shelf.h: layouts that a worker has read, as long as their files are what they were. A shelf serves one set of folders and
 * faces all its life.
 *
 * A layout is taken from the shelf when every file that it was read from holds the same bytes, and no file has come to where a
 * parent was looked for in vain: then reading anew would give the same. One that there was anything to say about, one with values
 * of `settings:`, and one that may be tightened are read each time.
 */
#pragma once
#include "document/layout.h"

typedef struct LayoutShelf LayoutShelf;

LayoutShelf *layout_shelf_new (void);
void layout_shelf_free (LayoutShelf *shelf);

/** As layout_read. Borrowed, until the next call. Cost when it stands there: its files are read and compared. */
Layout *layout_shelf_take (LayoutShelf *shelf, const char *path, const char *const *search_dirs,
                           const LayoutChecks *checks, Diags *diags);
