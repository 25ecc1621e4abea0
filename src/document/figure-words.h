/* figure-words.h: figures, dates, names and chains as printed words in the product's language.
 *
 * A figure keeps its kind: a range is "500–1,500", a bound "at most 10,000"; no midpoint, no sum. A date is never more exact
 * than the source; inferred days are marked, undated is said. Numbers and month names come from ICU; order of words from the
 * layout's labels. A unit stands behind a no-break space, day and month likewise. All results owned unless said.
 */
#pragma once
#include "document/layout.h"
#include "release/release.h"

typedef struct Words Words;

typedef enum
{
  DATE_LONG,
  DATE_SHORT
} DateForm;

Words *words_new (const Layout *layout, const Release *release, const char *lang);
void words_free (Words *words);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Words, words_free)

const char *words_lang (const Words *words); /* borrowed */
/** Is the language written from the right? */
gboolean words_rtl (const Words *words);
/** A label of the layout; borrowed. */
const char *words_label (const Words *words, const char *key);

/** "1,500", "3.7". At most one decimal. */
char *words_number (const Words *words, double value);
/** "twelve" up to a hundred, digits above; for running text. */
char *words_number_spelled (const Words *words, double value);
/** Whole per cent with a no-break space: "267 %". */
char *words_percent (const Words *words, double value);

/** The number alone: "500–1,500", "at most 10,000"; "" for none. */
char *words_figure_value (const Words *words, const Figure *figure);
/** Number and unit: "500–1,500 fighters". */
char *words_figure (const Words *words, const Figure *figure);

/** "26 August 2021", "January to April 2021", "Thursday afternoon, 26 August 2021", "undated"; "" for DATE_NONE. */
char *words_date (const Words *words, const Date *date, DateForm form);
/** The names of the months, cut short as in dates of the short form and whole; owned. Left as they are if no such date has
 *  been made with @words. */
void words_short_months (const Words *words, char *brief[12], char *whole[12]);
char *words_list (const Words *words, const GPtrArray *texts);    /* "A, B and C" */
char *words_list_or (const Words *words, const GPtrArray *texts); /* "A, B or C" */

/** A label "one|several" in the form that @n asks for in the language; {0} is @n spelled out, {1} @more. */
char *words_counted (const Words *words, const char *key, int n, int more);

/** The print word for a term of the facts (a unit, a status, "one member state") as `words:` gives it; the term itself if it
 *  is not there, which is then remembered as missed. NULL for NULL. Borrowed. */
const char *words_term (const Words *words, const char *term);
/** Is the language that of the case? */
gboolean words_in_case_language (const Words *words);
/** Has @text words in the language of the product? An empty text has nothing to say and misses nothing. */
gboolean words_has (const Words *words, const Text *text);
/** The text in the language of the product; else in another, which is then remembered as missed. NULL: not said. */
const char *words_text (const Words *words, const Text *text);
/** What was printed in another language than the product's: of const char*, in order of need, each once. Borrowed. */
const GPtrArray *words_missed (const Words *words);

/** First letter in upper case. */
char *words_capital (const Words *words, const char *text);

/** A source as named in print, with the letter of a voice: "one UN member state (A)". */
char *words_source (const Words *words, const Source *source);
/** Speaker and the documents it is read through, but not the document in hand: "one UN member state (A), in …". */
char *words_speaker (const Words *words, const char *source_id);
/** The whole chain: "one UN member state (A) → United Nations report, July 2021 → Washington Examiner, 26 August 2021". */
char *words_chain (const Words *words, const char *source_id);
/** The same for each who says a claim, joined by "; ". */
char *words_claim_who (const Words *words, const Claim *claim, gboolean whole_chain);
/** "asserted", "provisional, asserted" …: certainty and status in the layout's words. */
char *words_claim_certainty (const Words *words, const Claim *claim);
/** As of when, or when the event was. */
char *words_claim_date (const Words *words, const Claim *claim, DateForm form);

/** "56 more, 3.7 times as many (267 %)": of two exact counts; NULL when they are not. */
char *words_change (const Words *words, const Claim *claim, const Claim *with);
/** "C3": reliability of the document in hand's chain and credibility; NULL if ungraded. */
char *words_grade (const Words *words, const Claim *claim);

/** Name of an entity, with its honorific. @full: also its long name. */
char *words_entity (const Words *words, const Entity *entity, gboolean full);
/** Any record's short name by id; the id itself if unknown. */
char *words_name (const Words *words, const char *id);
