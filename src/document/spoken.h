/* spoken.h: what is printed in signs, told in words to those who hear the document (ISO 32000-1 14.9.5, E). Within document/.
 *
 * A range of numbers, "500–1,500", is "500 to 1,500" in the words of the language (label `span`): a voice passes over the dash.
 * A month cut short in a table, "20 Aug 2021", is whole, and "Jan–Apr 2021" is "January to April 2021". What is printed,
 * searched and copied stays as it is.
 */
#pragma once
#include "document/assembly.h"

/** Parts paragraphs and cells of the document at such signs and says their words. Once, after abbreviations_expand.
 *  O(bytes of text), and the names of the months where the document has dates in short form. */
void spoken_expand (Assembly *a);
/** @text with its ranges in words, for what is only heard: alternative texts. Owned. */
char *spoken_text (const Assembly *a, const char *text);
/** NULL is the product's own; "en" and "en-GB" are one language to a reader. */
gboolean is_own_language (const Assembly *a, const char *lang);
/** May @run be parted at words of the product's language? Not on a ground of its own: the ground would be parted, too. */
gboolean inline_may_part (const Assembly *a, const Inline *run);
/** Parts the text at *@index so that its bytes from @begin to @end stand alone. They are returned, and *@index is theirs. */
Inline *inlines_part (GPtrArray *inlines, guint *index, gsize begin, gsize end);
