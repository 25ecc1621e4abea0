/* plain-text.h: text that needs no itemising: letters of the Latin script and the signs that go with them, on lines from left to right. Nearly
 * all of a report in a European language is such text, and Pango's general answer to it costs as much as shaping it does.
 *
 * What is said here is what Pango says, byte for byte (tests/unit/typeset/test-plain-text.c compares them): a text of one script and level is
 * one item for each span, and its lines may end where UAX #14 lets them. What Pango would cut apart for other reasons (tabs, signs that stand
 * upright in vertical lines, emoji, marks that combine) is not plain.
 */
#pragma once
#include <glib.h>

enum
{
  PLAIN_LATIN = 0x250,  /* U+0020 to here */
  PLAIN_SIGNS = 0x2000, /* and these: dashes, quotes, spaces, arrows, … */
  PLAIN_SIGNS_END = 0x2194,
  PLAIN_PLACES = PLAIN_LATIN + PLAIN_SIGNS_END - PLAIN_SIGNS
};

/** A number under PLAIN_PLACES for a character that may stand in plain text; -1: it may not. */
int plain_place (gunichar c);

/** Is @text plain? @n: its characters. @letters: has it letters of the Latin script (else its script is none: Common)? */
gboolean plain_text (const char *text, int *n, gboolean *letters);

/** UAX #14 for a plain text of @n characters. @may_end: n + 1 flags, whether a line may end before that character, or after all. */
void plain_line_ends (const char *text, int n, guint8 *may_end);
