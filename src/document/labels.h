/* labels.h: the product's own words: "as of", "provisional", "Sources". English stands in the table of labels.c, which is also
 * the list of what may be translated; a layout translates or changes them under `labels: {fr: {as-of: …}}`.
 *
 * Words hold {0}, {1} … where a value goes, so that each language orders them as it must. Where a number decides, "one|several"
 * gives both forms (words_counted).
 */
#pragma once
#include "document/layout.h"

/** Are the layout's `labels`, `words` and `chart` sound: known keys, texts? */
void labels_check (const Layout *layout, Diags *diags);

/** The words @key in @lang. A key that is not in the table is a programmer's error. Borrowed. */
const char *label_in (const Layout *layout, const char *lang, const char *key);
/** The same with {0}… replaced by the NULL-terminated arguments; owned. */
char *label_format (const Layout *layout, const char *lang, const char *key, ...) G_GNUC_NULL_TERMINATED;

/** The print words for a term of the facts ("no-evidence") under `words: LANG: TERM:`; the term itself if there are none. */
const char *word_in (const Layout *layout, const char *lang, const char *term);

/** The same, or NULL if there is none in @lang itself. */
const char *word_known (const Layout *layout, const char *lang, const char *term);

/** Keys not translated for @lang, in table order, for one warning; owned array of borrowed keys. Empty for English. */
GPtrArray *labels_missing (const Layout *layout, const char *lang);
/** Says which are missing in @lang, once for all of them. */
void labels_tell_missing (const Layout *layout, const char *lang, Diags *diags);
/** … and in every language of which the layout has labels. */
void labels_tell_all_missing (const Layout *layout, Diags *diags);

/** The chart class whose list (`chart: classes:`) has the relation word @is, or NULL: "hostile", "command" … Interned. A word
 *  in the list may hold `*`: "*commander of*". The first class that fits counts. */
const char *relation_class (const Layout *layout, const char *is);
extern const char *const relation_classes;
