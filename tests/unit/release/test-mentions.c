#include "release/mentions.h"

#include <string.h>

/** "C:F30 F:F31 N:isis-k" */
static char *
list_mentions (const char *text)
{
  g_autoptr (GPtrArray) mentions = mentions_read (text);
  GString *list = g_string_new (NULL);
  for (guint i = 0; i < mentions->len; i++)
    {
      const Mention *mention = g_ptr_array_index (mentions, i);
      g_string_append_printf (list, "%s%c:%s", i ? " " : "", "CFN"[mention->kind], mention -> id);
      g_assert_true (strchr ("[{@", text[mention->start]) && text[mention->start]);
      g_assert_cmpint (mention->end, >, mention->start);
      g_assert_cmpint (mention->end, <=, strlen (text));
    }
  return g_string_free (list, FALSE);
}

static void
test_mentions (void)
{
  static const char *const cases[][2] = {
      {"One state puts it at {F30}. [F30] @muhajir leads. [F33, F34] [F01 F02]",
       "F:F30 C:F30 N:muhajir C:F33 C:F34 C:F01 C:F02"},
      {"A [link](http://x)", ""},
      {"A backslash hides nothing: \\[F1] \\{F2} \\@y", "C:F1 F:F2 N:y"},
      /* all that the print side takes for a mark */
      {"Stood [F1][F2]. Then [F3](as reported)", "C:F1 C:F2 C:F3"},
      {"A line's end [F1,\nF2] and [F3; F4]", "C:F1 C:F2 C:F3 C:F4"},
      {"{F1:spelled} of {F2:value}", "F:F1 F:F2"},
      {"“@muhajir came”—@isis-k", "N:muhajir N:isis-k"},
      {"write to a@b.org", ""},
      {"@un-2021-07/state-a. Then @isis-k, (@al-qaeda)", "N:un-2021-07/state-a N:isis-k N:al-qaeda"},
      {"[] [ ] {} {a b} @ @. [F30", ""},
      {"[two words here!]", ""},
      {"{likelihood}", "F:likelihood"},
      {"", ""},
      {"\\", ""}};
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *list = list_mentions (cases[i][0]);
      g_assert_cmpstr (list, ==, cases[i][1]);
    }
}

/** Sentences between bars. */
static char *
split (const char *text)
{
  g_autoptr (GArray) spans = sentences_read (text);
  GString *out = g_string_new (NULL);
  gsize last = 0;
  for (guint i = 0; i < spans->len; i += 2)
    {
      gsize start = g_array_index (spans, gsize, i), end = g_array_index (spans, gsize, i + 1);
      g_assert_cmpint (start, ==, last);
      g_string_append_len (out, text + start, end - start);
      g_string_append_c (out, '|');
      last = end;
    }
  g_assert_cmpint (last, ==, strlen (text));
  return g_string_free (out, FALSE);
}

static void
test_sentences (void)
{
  static const char *const cases[][2] = {
      {"It fell. [F08] [F09] Then it rose [F10]. So?", "It fell. [F08] [F09] |Then it rose [F10]. |So?|"},
      {"Gen. McKenzie and J. Smith spoke. 2.5 % is No. 3.",
       "Gen. McKenzie and J. Smith spoke. |2.5 % is No. 3.|"},
      {"Heading without stop\n\nBody. More", "Heading without stop\n\n|Body. |More|"},
      {"He said “stop.” Then left.", "He said “stop.” |Then left.|"},
      {"Wait… [F1] Go!", "Wait… [F1] |Go!|"},
      {"", ""}};
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *out = split (cases[i][0]);
      g_assert_cmpstr (out, ==, cases[i][1]);
    }
}

/** Costs no more than its length: a word of full stops without end. */
static void
test_long_word (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (int i = 0; i < 300000; i++)
    g_string_append (text, "a.");
  g_autoptr (GArray) spans = sentences_read (text->str);
  g_assert_cmpint (spans->len, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mentions/read", test_mentions);
  g_test_add_func ("/mentions/sentences", test_sentences);
  g_test_add_func ("/mentions/long-word", test_long_word);
  return g_test_run ();
}
