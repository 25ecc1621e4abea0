/* pack.h: ops in few bytes: a page that is done, a row of a long table that waits for its page. Glyph runs and paths, which are
 * nearly all, become a stream of small numbers (some three bytes a glyph instead of thirty); links, destinations and pictures
 * are kept as they are.
 */
#pragma once
#include "typeset/ops.h"

typedef struct Packed
{
  guint8 *bytes;
  gsize length;
  GArray *kept; /* of Op; NULL: none */
} Packed;

/** Takes all of @ops, which is empty afterwards. Cost: linear. */
Packed *ops_pack (GArray *ops);
void packed_free (Packed *packed);
/** Frees all but what was kept, which others may borrow. */
void packed_spend (Packed *packed);

/** Appends the ops to @ops, moved by (@dx, @dy); what was kept is copied. */
void packed_append (const Packed *packed, GArray *ops, int dx, int dy);

/** The ops for a while: what was kept is borrowed from @packed. Freed by g_array_unref. */
GArray *packed_open (const Packed *packed);
