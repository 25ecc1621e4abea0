/* pdf-attachments.h: the released facts as a file within the file: an associated file (ISO 19005-3 6.8) that is the source of the
 * document, in the catalog's AF and in the EmbeddedFiles tree, so that readers list it and machines find it. It holds the Release
 * of the product's audience and nothing else: what went through the wall once more, as JSON.
 */
#pragma once
#include "export/pdf-object.h"
#include "typeset/page.h"

#define FACTS_NAME "facts.json"

/** Object number of the file specification; 0: the pages carry no facts. */
int pdf_facts_write (PdfFile *file, const Pages *pages);
/** Entries of the catalog, and of its name dictionary, for @facts (0: none). */
void put_attachment_entries (GString *out, int facts);
void put_attachment_names (GString *out, int facts);
