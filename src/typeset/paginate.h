/* paginate.h: blocks → pages. Columns, keeps, widows and orphans, tables over pages, margin column, furniture, outline and
 * destinations; page references are set with guesses and set again until they are stable (three rounds at most).
 */
#pragma once
#include "typeset/page.h"

/** Errors in the author's input go to @diags with the block's mark; the result is NULL only if nothing can be set at all. */
Pages *paginate_document (const Document *document, Fonts *fonts, const FigureDrawer *drawer, Diags *diags);
