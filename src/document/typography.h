/* typography.h: what authors type → what printers set: quotes, dashes, dots, and spaces that must not part. Within document/ only.
 *
 *   "word" 'word'   the quotes of the language, as ICU knows them: “ ” ‘ ’, „ “ ‚ ‘, « » with narrow spaces in French, where quotes in
 *                   quotes are “ ”. A sign that was typed curly stays as it is
 *   it's  '90s      the apostrophe ’
 *   --  ---  ...    – — …
 *   12 km  § 5      U+00A0 between a figure and its unit or sign, after an abbreviation that a figure completes (No. 5, p. 7, Abb. 3)
 *   10 000          U+202F between groups of three digits; not in English, where a space does not group
 *   12" 6'2"        behind a digit, where nothing is open, both stay straight
 * Addresses (with :// or www.) are left alone. Spaces at French ; : ! ? and guillemets that were typed are the typesetter's
 * (typeset/paragraph.c), because labels and templates have them, too.
 */
#pragma once
#include <glib.h>

/** What one paragraph remembers from one piece of text to the next. Zeroed, with @lang (BCP 47) set. */
typedef struct
{
  const char *lang;
  gunichar before;         /* last character that was written; 0: none */
  guint8 doubles, singles; /* open quotes */
} Typography;

/** @text as it is to be printed; owned. Cost: linear. */
char *typography_text (Typography *state, const char *text);

/** Notes that @text was written without our help. */
void typography_pass (Typography *state, const char *text);
