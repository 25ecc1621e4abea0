/* fixture.h: pages made by hand for the tests of export/: runs shaped by HarfBuzz, tagged as a paragraph builder would. */
#pragma once
#include "typeset/page.h"

/** fonts/ (BRIEF_FONTS says where), or NULL: the test is to be skipped. */
Fonts *fixture_fonts (void);
/** A face by name: "Charis SIL Bold". */
int fixture_face (Fonts *fonts, const char *name);
/** A run at (x, y) [pt]; returns its width [upt]. @lang: BCP 47. */
int fixture_text (Pages *pages, GArray *ops, int face, double size, double x, double y, const char *text,
                  const char *lang);
/** The same in a tag of its own. */
int fixture_tagged (Pages *pages, GArray *ops, int element, int face, double size, double x, double y,
                    const char *text);
/** The last run added. */
GlyphRun *fixture_last_run (GArray *ops);
/** Two pages with everything: headings, a paragraph over both pages, list, table, links, note, figure, Arabic, hyphen. */
Pages *fixture_document (Fonts *fonts);

#define PT(x) ((int)((x)*1024))
