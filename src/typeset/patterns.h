/* patterns.h: Liang's hyphenation patterns, compiled into the program (tools/make-patterns.c, patterns/manifest): nothing is read or
 * built at run time. A pattern is letters with digits between them; of all that fit a word the largest digit counts at each place,
 * and odd ones divide. The digit also grades: in German 3 and 5 are mostly seams of compounds, 1 is a plain syllable.
 */
#pragma once
#include <glib.h>

typedef struct
{
  const char *lang;       /* "de", "en-GB" */
  const guint32 *first;   /* of a node's children; they end where those of the next node begin */
  const guint8 *label;    /* class of the letter that leads to a node */
  const guint16 *value;   /* of a node: place in @digits; 0: none */
  const guint8 *digits;   /* [zeros to skip][count][digits…] */
  const guint32 *letters; /* the alphabet, sorted; class 2 is the first, 1 the word's edge */
  guint n_letters;
} Patterns;

/** The patterns for @lang ("de-AT" takes "de", "en" and others than "en-US" take "en-GB"), or NULL. Cost: a few comparisons. */
const Patterns *patterns_for (const char *lang);

/** Grades the places of a word. @letters: n small letters; @grades: room for n + 1; grades[k] is set to the digit before letter k.
 *  Cost: n × length of the longest pattern that begins alike. */
void patterns_grade (const Patterns *patterns, const gunichar *letters, int n, guint8 *grades);
