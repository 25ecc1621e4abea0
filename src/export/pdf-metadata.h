/* pdf-metadata.h: what the file says of itself: XMP (deflated: part 1 of ISO 19005 forbade that, part 3 does not), the Info dictionary in step with it,
 * the claims PDF/A-3a and PDF/UA-1, extension schemas, and the sRGB output intent.
 */
#pragma once
#include "export/pdf-object.h"
#include "typeset/page.h"

/** The XMP stream; returns its object number. Also fills libharu's Info dictionary. Dates: pages->created alone. */
int pdf_metadata_write (PdfFile *file, const Pages *pages);
/** The day of the document as a PDF date; owned, NULL when there is none. */
char *pdf_date (const Pages *pages);
/** The output intent dictionary with its profile; returns its object number. */
int pdf_intent_write (PdfFile *file);
/** The XMP packet as text; owned. */
GString *pdf_metadata_packet (const Pages *pages);
