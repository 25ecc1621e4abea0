/* values.h: field types of our subject, beside those of base/decode.h: texts in languages, figures, the ends of a relation.
 *
 * A text is written as a text (the language of the briefing) or as a map of languages {en: …, fr: …}. A figure is written
 * short or as a map, and never without saying how it is bounded:
 *
 *     12 US service members killed      exact
 *     500..1500 fighters                range
 *     <=10000 fighters   >=5 attacks    upper and lower bound
 *     ~3000 Americans                   rounded
 *     {words: dozens, unit: attacks}    said without a number
 *     {at_most: 10000, unit: fighters, when: medium term}
 *     {exact: 12, unit: …, population: …, status: provisional}   also low + high, at_least, about
 *
 * The only separators inside a number are none: 1,500 and 1.500 mean different things to different readers.
 */
#pragma once
#include "base/decode.h"
#include "release/record.h"

extern const FieldType field_text;   /* Text* (GPtrArray* of TextVariant*) */
extern const FieldType field_titles; /* GPtrArray* of TextVariant*: a map, lang = any id */
extern const FieldType field_texts;  /* GPtrArray* of Text* */
extern const FieldType field_figure; /* Figure */
extern const FieldType field_from;   /* char* from of a Relation; {part_of, text} sets from_part, too */
extern const FieldType field_to;     /* GPtrArray* to of a Relation; {part_of, text} sets to_part, too */

/** BCP 47, loosely: two or three small letters, then parts of up to eight letters and digits; 35 letters in all. */
gboolean language_is_valid (const char *text);

/** An empty text; owned. */
Text *text_new (void);
Text *text_copy (const Text *text);
void text_free (Text *text);

/** Reads the short form into *figure (zero or valid). FALSE: it is none, *figure is unchanged. */
gboolean figure_read (const char *text, Figure *figure);
void figure_clear (Figure *figure);

/** The figure in plain words for diagnostics and explain, not for print: "500 to 1500 fighters", "at most 10000 fighters".
 *  Owned; "" for FIGURE_NONE. */
char *figure_to_text (const Figure *figure);
