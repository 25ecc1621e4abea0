/* alone.h: a drawing that stands alone, as a page: title, what is seen and as of when, the drawing, the source line; the marking at head and
 * foot, at the right whatever the language (TLP 2.0). PNG and SVG take the page's ops, the PDF its tags too: H1, P, Figure, P; the marking
 * is furniture, an artifact, as on pages of documents.
 */
#pragma once
#include "chart/painter.h"

/**
 * chart_alone_page: appends a page as large as @drawing and its words, and @margin around them [upt].
 *
 * @words:   no heading: nothing stands around  @detail: in the place of theirs; NULL: theirs
 * @look:    colours and language
 * Returns: borrowed from @pages. Links of the drawing lead where they lead; those to notes have no target by now.
 */
Page *chart_alone_page (Pages *pages, const DrawingWords *words, const char *detail, const DrawingData *look,
                        const Drawing *drawing, int margin);
