/* reading.h: what a screen reader meets: the structure in its order, as plain text, stable from build to build.
 *
 *     heading level 2: Sources
 *     The group claims [link: 12 → page 3] 500 fighters.
 *     table, 3 columns, 7 rows: Attacks
 *       row 2, Kabul. Date: 26 August; Killed: 183
 *     list of 2
 *       item 1 of 2: …
 *     figure: ALTERNATIVE TEXT
 *
 * Alt, ActualText and E stand for what they are on, as ISO 32000-1 14.9 has it; artifacts are silent; a run in another language is
 * ‹ps: …›. A cell of a table is said with its column's headers (by Headers or Scope), a row with its own.
 */
#pragma once
#include "readback/structure.h"

/** Owned; ends with a newline. */
char *reading_text (const Structure *structure, const char *title, const char *lang);

/** All words of one element as they are read, in a line; @printed: those on the page, without Alt and E in their stead. Owned. */
char *reading_of (const Structure *structure, const Node *node, gboolean printed);
