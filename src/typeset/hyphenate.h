/* hyphenate.h: where a word may be divided. Dictionaries of libhyphen (Liang's patterns), one a language, read at first use and
 * kept. Two letters at least stay, three at least are carried over. A language without a dictionary divides nothing.
 */
#pragma once
#include "typeset/fonts.h"

/** @directory holds "hyph_en_GB.dic" and its kin. Nothing is read yet. */
Hyphenators *hyphenators_new (const char *directory);
void hyphenators_free (Hyphenators *hyphenators);

/** Is there a dictionary for @lang ("en-GB", "fr")? Reads it (about 5 ms) the first time. */
gboolean hyphenators_have (Hyphenators *hyphenators, const char *lang);

/** TRUE the first time it is asked about a language without a dictionary: so that an author is told once, not at each paragraph. */
gboolean hyphenators_tell_missing (Hyphenators *hyphenators, const char *lang);

/** Marks the divisions of a word of letters alone.
 *
 *  @word: UTF-8, @length bytes, 5 to 100 letters (others are not divided); case does not matter
 *  @breaks: room for @length; breaks[i] is set to 1 when the word may be divided before byte i, else to 0
 *  Returns: the number of divisions. Cost: linear in the word's length; a cache is not kept. */
int hyphenate_word (Hyphenators *hyphenators, const char *lang, const char *word, int length, guint8 *breaks);
