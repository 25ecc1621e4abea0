/* fit.h: a product on as many pages as its layout allows: the render side's loop of assembling and setting.
 *
 * While it has too many pages: what the layout's `fit: drop:` names goes, one after the other; then the styles are tightened in
 * steps as far as `fit: tighten:` allows. What went and how tight it became is told as notes; what does not fit even so is
 * an error that says by how much.
 */
#pragma once
#include "document/assemble.h"
#include "typeset/paginate.h"

/** @release: freed and NULL afterwards if the layout allows any number of pages: a document does not need it. @pins: where boxes of charts stood (chart/pin.h), or NULL. @document: out, owned, what the pages are of. NULL with errors in @diags. @layout: left as tight as it was needed.
 *  Cost: that of one product for each block dropped and each of TIGHTEN_STEPS. */
Pages *fit_pages (Release **release, Layout *layout, const char *language, Fonts *fonts,
                  const FigureDrawer *drawer, const struct ChartPins *pins, Document **document,
                  Diags *diags);
