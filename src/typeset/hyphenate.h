/* hyphenate.h: where a word may be divided, and how well. German and English by patterns that are compiled in (patterns.h);
 * other languages by dictionaries of libhyphen, read at first use and kept. Two letters at least stay, three at least
 * are carried over. A language with neither divides nothing.
 */
#pragma once
#include "typeset/fonts.h"

/** @directory holds "hyph_en_GB.dic" and its kin. Nothing is read yet. */
Hyphenators *hyphenators_new (const char *directory);
void hyphenators_free (Hyphenators *hyphenators);

/** Are there patterns or a dictionary for @lang ("en-GB", "fr", "nl")? A dictionary is read the first time (some ms). */
gboolean hyphenators_have (Hyphenators *hyphenators, const char *lang);

/** Notes that a product may divide words of @lang (NULL: none), whether or not it comes to any. */
void hyphenators_use (Hyphenators *hyphenators, const char *lang);

/** Of every language used since the last call: the dictionary (@there), and where one was looked for in vain. Then nothing is used. @tell NULL: nobody
 *  is told. */
void hyphenators_tell_used (Hyphenators *hyphenators,
                            void (*tell) (const char *path, gboolean there, gpointer data), gpointer data);

/** TRUE the first time it is asked about a language without either: so that an author is told once, not at each paragraph. */
gboolean hyphenators_tell_missing (Hyphenators *hyphenators, const char *lang);

/** Marks the divisions of a word of letters alone: no apostrophes, hyphens or digits; the caller splits at them.
 *
 *  @word: UTF-8, @length bytes, 5 to 100 letters (others are not divided); case does not matter
 *  @breaks: room for @length; breaks[i] is set when the word may be divided before byte i, else 0. What is set is the quality:
 *          the largest digit of the patterns that fit, 1, 3, 5, 7 or 9. 1 is a place like any between two syllables and deserves
 *          a dearer penalty; 3 and more are places that the makers of the patterns wanted, such as the seams of compounds
 *  Returns: the number of divisions. Cost: linear in the word's length; a cache is not kept. */
int hyphenate_word (Hyphenators *hyphenators, const char *lang, const char *word, int length, guint8 *breaks);
