/* pins.h: where the boxes of an audience's chart stood, kept beside the case in pins/AUDIENCE.yaml, so that the next issue begins there.
 *
 * Nothing passes to the render side that its audience may not know: a file of another audience, or one that names an actor who is not in
 * the Release, is left aside whole, since the gap where somebody stood would say that he was there.
 */
#pragma once
#include "base/diag.h"

/** CASE/pins/AUDIENCE.yaml; owned. */
char *pins_path (const char *case_folder, const char *audience);

/** The places as the text that chart/pin.h reads; owned. NULL: there is no such file, or it may not be used: [pins-audience],
 *  [pins-not-released], [pins-form] say why, as warnings. @release: canonical text. Cost: reads the Release, if there is a file. */
char *pins_read (const char *path, const char *audience, const char *release, Diags *diags);

/** Writes @text (of chart/pin.h) as that file, whole or not at all. */
gboolean pins_write (const char *path, const char *audience, const char *text, GError **error);
