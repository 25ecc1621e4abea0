/* Dictionaries: known words, limits, languages without one. */
#include "typeset/hyphenate.h"

#include <hyphen.h>
#include <stdlib.h>
#include <string.h>

/* With @graded the digit stands at each division: "Blu1men3topf". */
static char *
divide (Hyphenators *hyphenators, const char *lang, const char *word, gboolean graded)
{
  guint8 breaks[600];
  GString *out = g_string_new (NULL);
  int length = strlen (word);
  g_assert_cmpint (length, <, 600);
  hyphenate_word (hyphenators, lang, word, length, breaks);
  for (int i = 0; i < length; i++)
    {
      if (breaks[i])
        g_string_append_c (out, graded ? '0' + breaks[i] : '-');
      g_string_append_c (out, word[i]);
    }
  return g_string_free (out, FALSE);
}

static void
check (Hyphenators *hyphenators, const char *lang, const char *word, const char *wanted)
{
  g_autofree char *got = divide (hyphenators, lang, word, FALSE);
  g_assert_cmpstr (got, ==, wanted);
}

static void
test_words (void)
{
  Hyphenators *h = hyphenators_new (BRIEF_HYPHEN_DIR);
  check (h, "en-GB", "government", "gov-ern-ment");
  check (h, "en-GB", "Government", "Gov-ern-ment");
  check (h, "en-GB", "leadership", "lead-er-ship");
  check (h, "en", "organisation", "or-gan-isa-tion");
  check (h, "fr", "développement", "dé-ve-lop-pe-ment");
  check (h, "fr-BE", "représentation", "re-pré-sen-ta-tion");
  /* American words go by their sound */
  check (h, "en-US", "democracy", "democ-racy");
  check (h, "en-GB", "democracy", "demo-cracy");
  hyphenators_free (h);
}

/* Compounds part at their seams, which libhyphen's German dictionary does not find. */
static void
test_german (void)
{
  Hyphenators *h = hyphenators_new (BRIEF_HYPHEN_DIR);
  check (h, "de", "Blumentopferde", "Blu-men-topf-erde");
  check (h, "de-AT", "Altbauerneuerung", "Alt-bau-erneue-rung");
  check (h, "de", "Urinstinkt", "Ur-instinkt");
  check (h, "de", "Straßenbahn", "Stra-ßen-bahn");
  check (h, "de", "Überprüfung", "Über-prü-fung");
  g_autofree char *graded = divide (h, "de", "Donaudampfschiff", TRUE);
  g_assert_cmpstr (graded, ==, "Do1nau3dampf1schiff");
  hyphenators_free (h);
}

/* The compiled patterns divide as libhyphen does with the very file they were made from. */
static void
compare_with_dictionary (const char *lang, const char *file, const char *const *words)
{
  Hyphenators *h = hyphenators_new (BRIEF_HYPHEN_DIR);
  g_autofree char *path = g_build_filename (BRIEF_HYPHEN_DIR, file, NULL);
  HyphenDict *dict = hnj_hyphen_load (path);
  int divisions = 0;
  g_assert_nonnull (dict);
  for (; *words; words++)
    {
      char levels[600] = {0}, **replacements = NULL;
      int *positions = NULL, *cuts = NULL, length = strlen (*words);
      guint8 breaks[600];
      hnj_hyphen_hyphenate3 (dict, *words, length, levels, NULL, &replacements, &positions, &cuts, 2, 3, 0,
                             0);
      hyphenate_word (h, lang, *words, length, breaks);
      int letter = 0;
      for (const char *p = g_utf8_next_char (*words); *p; p = g_utf8_next_char (p), letter++)
        {
          int wanted =
              letter >= 1 && g_utf8_strlen (p, -1) >= 3 && (levels[letter] & 1) ? levels[letter] - '0' : 0;
          g_assert_cmpint (breaks[p - *words], ==, wanted);
          divisions += wanted != 0;
        }
      for (int i = 0; replacements && i < length; i++)
        free (replacements[i]);
      free (replacements);
      free (positions);
      free (cuts);
    }
  g_assert_cmpint (divisions, >, 20);
  hnj_hyphen_free (dict);
  hyphenators_free (h);
}

static void
test_same_as_libhyphen (void)
{
  static const char *const english[] = {
      "assessment",    "judgement",     "responsibility", "organisation",  "photography",
      "international", "confederation", "unpredictable",  "afterwards",    "highest",
      "manuscripts",   "neighbourhood", "typesetting",    "extraordinary", NULL};
  compare_with_dictionary ("en-GB", "hyph_en_GB.dic", english);
}

static void
test_limits (void)
{
  Hyphenators *h = hyphenators_new (BRIEF_HYPHEN_DIR);
  g_autofree char *endless = g_strnfill (500, 'a');
  check (h, "en-GB", "able", "able");   /* four letters */
  check (h, "en-GB", "again", "again"); /* nothing may stand alone */
  check (h, "en-GB", endless, endless); /* no word of a language */
  check (h, "en-GB", "", "");
  check (h, "zz", "government", "government");
  g_assert_true (hyphenators_have (h, "en-GB"));
  g_assert_false (hyphenators_have (h, "zz"));
  g_assert_false (hyphenators_tell_missing (h, "en-GB"));
  g_assert_true (hyphenators_tell_missing (h, "zz"));
  g_assert_false (hyphenators_tell_missing (h, "zz")); /* once */
  hyphenators_free (h);
  h = hyphenators_new ("/nonexistent"); /* what is compiled in needs no file */
  check (h, "en-GB", "government", "gov-ern-ment");
  check (h, "fr", "organisation", "organisation");
  g_assert_false (hyphenators_have (h, "fr"));
  hyphenators_free (h);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hyphenate/words", test_words);
  g_test_add_func ("/hyphenate/german", test_german);
  g_test_add_func ("/hyphenate/same-as-libhyphen", test_same_as_libhyphen);
  g_test_add_func ("/hyphenate/limits", test_limits);
  return g_test_run ();
}
