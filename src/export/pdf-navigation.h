/* pdf-navigation.h: ways through the file: link annotations, named destinations, the outline, page labels
 * (ISO 32000-1 12.3, 12.4.2, 12.5.6.5; ISO 14289-1 7.17, 7.18).
 */
#pragma once
#include "export/pdf-content.h"

/** Writes the annotations of @links (of PdfLink) and hangs them into their pages and elements. A link to "#name" that no
 *  destination in @dests (of PdfDest) answers is a programmer's error; it is left out. */
void pdf_links_write (PdfFile *file, PdfTags *tags, const Pages *pages, const int *page_objects,
                      const GArray *links, const GArray *dests);
/** The name tree of destinations; 0: there are none. */
int pdf_dests_write (PdfFile *file, const Pages *pages, const int *page_objects, const GArray *dests);
/** The outline, each item with its destination and its element (SE); 0: there is none. */
int pdf_outline_write (PdfFile *file, PdfTags *tags, const Pages *pages);
