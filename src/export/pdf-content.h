/* pdf-content.h: the ops of one page → its content stream, and what the page links to.
 *
 * Marked-content sequences never nest: a sequence is opened when ink of its element appears and closed when ink of another
 * one does (ISO 32000-1 14.6; 14.7.4). Ink outside any tag is an artifact. How text is written: pdf-text.h.
 */
#pragma once
#include "export/pdf-fonts.h"
#include "export/pdf-images.h"
#include "export/pdf-tags.h"

/** A link's place on a page, with the element it belongs to. */
typedef struct
{
  const LinkArea *area;
  int page, element;
} PdfLink;

typedef struct
{
  const char *name;
  int page, x, y; /* [upt], from the top left */
} PdfDest;

/** Appends operators of page @index to @out, in the page's own coordinates; links to @links (of PdfLink), destinations to @dests (of PdfDest), both borrowing from @pages. */
void pdf_content_write (const Pages *pages, int index, PdfTags *tags, const PdfFonts *fonts,
                        const PdfImages *images, GString *out, GArray *links, GArray *dests);
