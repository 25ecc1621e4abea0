/* words-private.h: what the files of figure-words.h share. */
#pragma once
#include <unicode/udatpg.h>
#include <unicode/udat.h>
#include <unicode/unum.h>
#include <unicode/upluralrules.h>
#include "document/figure-words.h"
#include "document/keys.h"
#include "document/labels.h"

struct Words
{
  const Layout *layout;
  const Release *release;
  const char *lang, *locale; /* locale: ICU's name of it, with the digits wanted; interned */
  UNumberFormat *decimal, *spelled;
  UPluralRules *plurals;
  UDateTimePatternGenerator *generator; /* dear to open: one serves all skeletons */
  GHashTable *patterns;                 /* ICU skeleton → UDateFormat* */
  GPtrArray *missed; /* of const char*, interned: what has no words in the language, in order of need */
  GHashTable *missed_set;
};

char *utf8_from_icu (const UChar *text, int length);
