/* inputs.h: were files changed while they were being used? A signature of each is noted before; afterwards it must be the same.
 *
 * A signature is what stat(2) says: device, inode, size, and the times of change to the nanosecond. The kernel sets st_ctim itself at every
 * change, so an editor that keeps the size, or sets the time back, is noticed, too; no clock is compared with another.
 */
#pragma once
#include <glib.h>

typedef struct Inputs Inputs;

Inputs *inputs_new (void);
void inputs_free (Inputs *inputs);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Inputs, inputs_free)

/** Notes a file, or all files in a folder and below, but for hidden ones; what is not there is noted as such. Cost: a stat a file. */
void inputs_add (Inputs *inputs, const char *path);

/** Is @path, which was noted or not, as it was then? What was never noted was not there: FALSE. */
gboolean inputs_hold (const Inputs *inputs, const char *path);

/** What stat(2) says of the file, as one line without a tab; "none": it is not there. Owned. */
char *inputs_signature (const char *path);

/** The first path that changed, came or went since it was noted; owned. NULL: none. */
char *inputs_changed (const Inputs *inputs);
