/* gather.h: all words of a PDF with their places, for those who look for what must not be there, or compare it with its facts. */
#pragma once
#include "readback/pdf.h"

/** One string: where it stands ("page 3", "attachment facts.json", "metadata") and what it says, valid UTF-8 without NUL. */
typedef struct
{
  char *place, *text;
} Words;

/** Page text, structure (Alt, ActualText, E, titles, ids), outline, links, information, XMP, names and bytes of attachments, page labels and every
 *  other string or name that an object holds. Of Words*, owned. */
GPtrArray *gather_words (Pdf *pdf);

/** The elements with an ID that begins with @prefix, by that ID's rest: "F30", and what is read of them. Of Words*, owned. */
GPtrArray *gather_notes (Pdf *pdf, const char *prefix);

/** The catalog's language; NULL: not said. Owned. */
char *pdf_language (Pdf *pdf);

/** The released facts in the file: the attachment facts.json of relationship Source or Data; owned. NULL with PDF_ERROR_NO_FACTS. */
GBytes *gather_facts (Pdf *pdf, GError **error);
