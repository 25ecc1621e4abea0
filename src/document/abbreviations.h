/* abbreviations.h: what abbreviations are short for, told to those who hear the document (ISO 32000-1 14.9.5, E). Within document/.
 *
 *     abbreviations: {NGO: {en: non-governmental organisation, fr: organisation non gouvernementale}}
 *
 * Those of a layout, and without a word of anybody's: an entity's `name` in capitals (ISIS-K) is short for its
 * `long_name`, and so is an alias that is made of the first letters of its words (U.N.). Told where it stands first below each
 * heading, unless the paragraph says the whole as well.
 */
#pragma once
#include "document/assembly.h"

/** Is every entry of `abbreviations:` words? Reports. */
void abbreviations_check (const Layout *layout, Diags *diags);
/** Parts paragraphs of the document at abbreviations and says what those are short for. Once, when all blocks are there.
 *  O(words × abbreviations that begin alike). */
void abbreviations_expand (Assembly *a);
