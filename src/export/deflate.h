/* deflate.h: the bytes of streams, deflated (ISO 32000-1 7.4.4) by libdeflate at level 6. What was deflated before is found in the
 * memo of the file.
 */
#pragma once
#include "export/pdf-object.h"

/** Owned. Cost: linear; for what is in the memo, one pass. */
GBytes *stream_deflate (PdfFile *file, gconstpointer data, gsize length);
