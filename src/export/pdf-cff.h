/* pdf-cff.h: what PDF asks of the CFF table of a face (Adobe Technical Note 5176). Numbers of sections are those of the Note.
 */
#pragma once
#include <glib.h>

/** Is a CFF table CID-keyed? Then codes would be CIDs of its own charset and not glyph numbers, and text would come out as
 *  other text; such a face is refused. ROS must stand first in the Top DICT (section 18). */
gboolean cff_is_cid_keyed (const guint8 *data, gsize length);

/** Appends the table to @out without its words: names of glyphs, copyright, names of the family. Codes find glyphs by number, and its
 *  words stand in the whole font, so they are a tenth of a subset for nobody. The charset becomes the predefined one, which names 229
 *  glyphs at most (section 13). @by_code: 256 numbers of glyphs, none twice, 0: none, which become its Encoding; NULL: it needs none. FALSE: nothing
 *  is appended, there are more glyphs or it is made otherwise than HarfBuzz makes them. */
gboolean cff_append_nameless (GByteArray *out, const guint8 *data, gsize length, const guint *by_code);
