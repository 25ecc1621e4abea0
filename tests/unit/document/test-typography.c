/* test-typography.c: what authors type, in several languages, and what is set. Shown: _ for U+00A0, ~ for U+202F. */
#include "document/typography.h"
#include <string.h>

static char *
shown (const char *text)
{
  g_auto (GStrv) wide = g_strsplit (text, "\xC2\xA0", -1);
  g_autofree char *half = g_strjoinv ("_", wide);
  g_auto (GStrv) narrow = g_strsplit (half, "\xE2\x80\xAF", -1);
  return g_strjoinv ("~", narrow);
}

static const struct
{
  const char *lang, *typed, *set;
} cases[] = {
    {"en-GB", "He said \"yes\" and \"no\".", "He said “yes” and “no”."},
    {"en-GB", "\"It's 'odd',\" she said.", "“It’s ‘odd’,” she said."},
    {"en-GB", "the dogs' bowls, in the '90s", "the dogs’ bowls, in the ’90s"},
    {"en-US", "(\"so\") --- well -- 3--5 ...", "(“so”) — well – 3–5 …"},
    {"en-GB", "12\" and 6'2\" tall", "12\" and 6'2\" tall"},
    {"en-GB", "typed “curly” and ‘this’ stay", "typed “curly” and ‘this’ stay"},
    {"de", "Er sagte: \"Das ist 'neu'.\" Wie geht's?", "Er sagte: „Das ist ‚neu‘.“ Wie geht’s?"},
    {"de-AT", "\"Ja\"", "„Ja“"},
    {"fr", "Il dit \"oui, c'est \"cela\"\".", "Il dit «~oui, c’est “cela”~»."},
    {"fr-CA", "l'été d'\"Yvetot\"", "l’été d’«~Yvetot~»"},
    {"pl", "\"tak\"", "„tak”"},
    {"sv", "\"ja\"", "”ja”"},
    {"en-GB", "12 km, 5 % and 7 kg; 4 men", "12_km, 5_% and 7_kg; 4 men"},
    {"en-GB", "see No. 5, pp. 7 and p. x, § 3", "see No._5, pp._7 and p. x, §_3"},
    {"en-GB", "on 26 August 2021 150 men, room 12 300 people",
     "on 26 August 2021 150 men, room 12 300 people"},
    {"fr", "2 000–3 500 hommes, 12 345 678", "2~000–3~500 hommes, 12~345~678"},
    {"de", "10 000 Euro, im Jahr 2021 300 Leute, 3.5 100", "10~000 Euro, im Jahr 2021 300 Leute, 3.5 100"},
    {"en-GB", "https://x.org/a--b?q='1' and www.a--b.org, a----b",
     "https://x.org/a--b?q='1' and www.a--b.org, a----b"},
    {"en-GB", "", ""},
};

static void
test_texts (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Typography state = {.lang = cases[i].lang};
      g_autofree char *set = typography_text (&state, cases[i].typed), *got = shown (set);
      g_assert_cmpstr (got, ==, cases[i].set);
      Typography again = {.lang = cases[i].lang};
      g_autofree char *twice = typography_text (&again, set);
      g_assert_cmpstr (twice, ==, set); /* what is set is left alone */
    }
}

/* A paragraph comes in pieces, some in another style or another hand. */
static void
test_pieces (void)
{
  static const char *const pieces[] = {"She wrote \"", "never",  "\" and the ", "F30",
                                       "'s \"x",       "\" too", NULL};
  Typography state = {.lang = "en-GB"};
  g_autoptr (GString) out = g_string_new (NULL);
  for (int i = 0; pieces[i] != NULL; i++)
    {
      g_autofree char *set = i == 3 ? g_strdup (pieces[i]) : typography_text (&state, pieces[i]);
      if (i == 3)
        typography_pass (&state, pieces[i]);
      g_string_append (out, set);
    }
  g_assert_cmpstr (out->str, ==, "She wrote “never” and the F30’s “x” too");
}

/* What nothing ends is searched for once, not again from each of its signs: 2 MB take no longer than their length says (if each
 * sign looked to the end, an hour). */
static void
test_linear (void)
{
  static const char *const parts[] = {"/", " 'a", "(", " ('"};
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      while (text->len < 2 << 20)
        g_string_append (text, parts[i]);
      Typography state = {.lang = "en-GB"};
      const gint64 begun = g_get_monotonic_time ();
      g_autofree char *set = typography_text (&state, text->str);
      g_assert_cmpint (g_get_monotonic_time () - begun, <, 60 * G_USEC_PER_SEC);
      g_assert_cmpuint (strlen (set), >=, text->len);
    }
}

/* One quote that closes is found from each that opens before it; what lies behind it is looked at anew. */
static void
test_singles (void)
{
  Typography state = {.lang = "en-GB"};
  g_autofree char *set = typography_text (&state, "'a' ('b', 'c') x://y 'd www.e 'f");
  g_assert_cmpstr (set, ==, "‘a’ (‘b’, ‘c’) x://y ’d www.e ’f");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/typography/texts", test_texts);
  g_test_add_func ("/typography/pieces", test_pieces);
  g_test_add_func ("/typography/singles", test_singles);
  g_test_add_func ("/typography/linear", test_linear);
  return g_test_run ();
}
