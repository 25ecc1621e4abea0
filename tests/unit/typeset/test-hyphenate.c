/* Dictionaries: known words, limits, languages without one. */
#include "typeset/hyphenate.h"

#include <string.h>

static char *
divide (Hyphenators *hyphenators, const char *lang, const char *word)
{
  guint8 breaks[600];
  GString *out = g_string_new (NULL);
  int length = strlen (word);
  g_assert_cmpint (length, <, 600);
  hyphenate_word (hyphenators, lang, word, length, breaks);
  for (int i = 0; i < length; i++)
    {
      if (breaks[i])
        g_string_append_c (out, '-');
      g_string_append_c (out, word[i]);
    }
  return g_string_free (out, FALSE);
}

static void
check (Hyphenators *hyphenators, const char *lang, const char *word, const char *wanted)
{
  g_autofree char *got = divide (hyphenators, lang, word);
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
  hyphenators_free (h);
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
  h = hyphenators_new ("/nonexistent");
  check (h, "en-GB", "government", "government");
  g_assert_false (hyphenators_have (h, "en-GB"));
  hyphenators_free (h);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hyphenate/words", test_words);
  g_test_add_func ("/hyphenate/limits", test_limits);
  return g_test_run ();
}
