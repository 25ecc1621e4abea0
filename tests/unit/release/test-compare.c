/* What a product says, held against facts: each change is found, named by its record, and nothing else is. */
#include "release/compare.h"
#include <string.h>

static const char head[] =
    "release: 1\naudience: press\naudience_title: Press\nwording: plain\nmarking: CLEAR\n"
    "scheme: {tlp-2: {title: Traffic Lights, labels: {CLEAR: {text: \"TLP:CLEAR\"}, GREEN: {text: "
    "\"TLP:GREEN\", "
    "above: [CLEAR]}}, every_page: true}}\n"
    "briefing: {id: case, title: The Halmar ferry, issue: 1, issued: \"2021-08-26\", language: en-GB, "
    "scheme: tlp-2, "
    "marking: CLEAR}\n"
    "sources:\n  paper: {title: Harbour log, date: \"2021-07\"}\n";
static const char entities[] = "entities:\n  boat: {kind: organisation, name: Grey Lantern}\n  b: {kind: "
                               "organisation, name: Seafarers' Union}\n";
static const char claims[] =
    "claims:\n"
    "  F1: {text: \"The hull was open for 1,500 metres.\", figure: {exact: 1500, unit: "
    "metres}, about: [boat], said_by: [paper]}\n"
    "  F2: {text: \"Nobody watched the harbour.\", about: [boat], said_by: [paper]}\n";
static const char passages[] =
    "text:\n  lead: {heading: What, text: \"The ferry @boat struck the pier at night. [F1] Two engines had "
    "failed before. [F2] The union had warned of it often.\"}\n";

static Release *
release_of (const char *const *parts)
{
  g_autoptr (Diags) diags = diags_new ();
  g_autofree char *text = g_strjoinv ("", (char **)parts);
  Release *release = release_read (text, strlen (text), "r", diags);
  g_autofree char *report = diags_to_text (diags, FALSE);
  if (!release)
    g_test_message ("%s", report);
  g_assert_nonnull (release);
  return release;
}

static Release *
usual (void)
{
  return release_of ((const char *const[]){head, entities, claims, passages, NULL});
}

/** The usual Release with @old in it become @new. */
static Release *
with (const char *old, const char *new)
{
  g_autofree char *all = g_strconcat (head, entities, claims, passages, NULL);
  g_auto (GStrv) parts = g_strsplit (all, old, 2);
  g_assert_cmpuint (g_strv_length (parts), ==, 2);
  return release_of ((const char *const[]){parts[0], new, parts[1], NULL});
}

static const Difference *
only (const GPtrArray *differences)
{
  for (guint i = 0; i < differences->len; i++)
    g_test_message ("%s", ((const Difference *)differences->pdata[i])->what);
  g_assert_cmpuint (differences->len, ==, 1);
  return differences->pdata[0];
}

static void
check_one (Release *then, Release *now, DifferenceKind kind, const char *id, const char *word)
{
  g_autoptr (GPtrArray) differences = release_compare (then, now);
  const Difference *difference = only (differences);
  g_assert_cmpint (difference->kind, ==, kind);
  g_assert_cmpstr (difference->id, ==, id);
  g_assert_nonnull (strstr (difference->what, word));
}

static void
test_same (void)
{
  g_autoptr (Release) then = usual (), now = usual ();
  g_autoptr (GPtrArray) differences = release_compare (then, now);
  g_assert_cmpuint (differences->len, ==, 0);
}

static void
test_records (void)
{
  static const struct
  {
    const char *old, *new;
    DifferenceKind kind;
    const char *id, *word;
  } cases[] = {
      {"Nobody watched", "Somebody watched", DIFFERENCE_CHANGED, "F2", "text"},
      {"exact: 1500", "exact: 1501", DIFFERENCE_CHANGED, "F1", "figure"},
      {"Harbour log", "Harbour book", DIFFERENCE_CHANGED, "paper", "title"},
      {"Grey Lantern", "Gray Lantern", DIFFERENCE_CHANGED, "boat", "name"},
      {"Two engines", "Three engines", DIFFERENCE_CHANGED, "lead", "text"},
      {"title: The Halmar ferry", "title: A ferry", DIFFERENCE_CHANGED, "briefing", "title"},
      {"marking: CLEAR", "marking: GREEN", DIFFERENCE_CHANGED, "marking", "GREEN"},
      {"  b: {kind: organisation, name: Seafarers' Union}\n", "", DIFFERENCE_GONE, "b",
       "not released any more"},
      {"  b: {", "  c: {kind: organisation, name: Pilots}\n  b: {", DIFFERENCE_NEW, "c", "not in the file"},
  };
  g_autoptr (Release) then = usual ();
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Release) now = with (cases[i].old, cases[i].new);
      check_one (then, now, cases[i].kind, cases[i].id, cases[i].word);
    }
}

static GPtrArray *
say (const Release *release, const char *reading, const char *const *ids, const char *const *texts)
{
  const Said said = {.lang = "en-GB", .reading = reading, .note_ids = ids, .note_texts = texts};
  GPtrArray *differences = release_compare (release, release);
  release_compare_said (release, &said, differences);
  return differences;
}

static const char *const ids[] = {"F1", "F2", NULL}, *const no_ids[] = {NULL};
static const char whole[] =
    "The ferry Grey Lantern struck the pier at night.1 Two engines had\nfailed be-\nfore.2 The union "
    "had warned of it often.";

static void
test_notes (void)
{
  g_autoptr (Release) release = usual ();
  static const char *const good[] = {"1 The hull was open for 1,500 metres. Harbour log, July 2021.",
                                     "2 NOBODY watched the har-bour. Harbour log [link: back to page 271]",
                                     NULL};
  static const struct
  {
    const char *first, *second, *id, *word;
  } bad[] = {
      {"1 The hull was open for 1,700 metres.", "2 Nobody watched the harbour.", "F1", "1700"},
      {"1 The hull was open for 1,500 metres.", "2 Somebody watched the harbour.", "F2", "words of claim F2"},
  };
  {
    g_autoptr (GPtrArray) differences = say (release, whole, ids, good);
    g_assert_cmpuint (differences->len, ==, 0);
  }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      const char *const texts[] = {bad[i].first, bad[i].second, NULL};
      g_autoptr (GPtrArray) differences = say (release, whole, ids, texts);
      gboolean named = FALSE;
      for (guint k = 0; k < differences->len; k++)
        {
          const Difference *difference = differences->pdata[k];
          g_assert_cmpint (difference->kind, ==, DIFFERENCE_PAGE);
          g_assert_cmpstr (difference->id, ==, bad[i].id);
          named |= strstr (difference->what, bad[i].word) != NULL;
        }
      g_assert_true (named);
    }
  /* a layout that prints the words of no claim is not reproached with it */
  static const char *const short_ones[] = {"1 Harbour log, July 2021.", "2 Harbour log, July 2021.", NULL};
  g_autoptr (GPtrArray) none = say (release, whole, ids, short_ones);
  g_assert_cmpuint (none->len, ==, 0);
  static const char *const strange_ids[] = {"F9", NULL}, *const strange[] = {"9 What?", NULL};
  g_autoptr (GPtrArray) unknown = say (release, whole, strange_ids, strange);
  g_assert_cmpstr (only (unknown)->id, ==, "F9");
}

static void
test_passages (void)
{
  g_autoptr (Release) release = usual ();
  static const char *const fine[] = {whole, "Nothing of it is on this page.", ""};
  for (guint i = 0; i < G_N_ELEMENTS (fine); i++)
    {
      g_autoptr (GPtrArray) differences = say (release, fine[i], no_ids, no_ids);
      g_assert_cmpuint (differences->len, ==, 0);
    }
  g_autoptr (GPtrArray) differences = say (release,
                                           "The ferry Grey Lantern struck the pier at night. Two motors had "
                                           "failed before. The union had warned of it often.",
                                           no_ids, no_ids);
  const Difference *difference = only (differences);
  g_assert_cmpint (difference->kind, ==, DIFFERENCE_PAGE);
  g_assert_cmpstr (difference->id, ==, "lead");
}

static void
test_counts (void)
{
  g_autoptr (Release) release = usual ();
  static const struct
  {
    const char *reading;
    SaidCounts counts;
  } cases[] = {
      {"", {FALSE, 0, 1, 0, 2, 0, 2}},
      {"Some other paper about the weather.", {FALSE, 0, 1, 0, 2, 0, 2}},
      {"THE HALMAR FERRY: Nobody watched the harbour.", {TRUE, 0, 1, 1, 2, 0, 2}},
      {whole, {FALSE, 1, 1, 0, 2, 1, 2}},
      {"Seafarers’ Union and Grey\nLantern", {FALSE, 0, 1, 0, 2, 2, 2}},
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Said said = {
          .lang = "en-GB", .reading = cases[i].reading, .note_ids = no_ids, .note_texts = no_ids};
      const SaidCounts counts = release_count_said (release, &said), *wanted = &cases[i].counts;
      g_assert_cmpint (counts.title, ==, wanted->title);
      g_assert_cmpint (counts.passages, ==, wanted->passages);
      g_assert_cmpint (counts.of_passages, ==, wanted->of_passages);
      g_assert_cmpint (counts.claims, ==, wanted->claims);
      g_assert_cmpint (counts.of_claims, ==, wanted->of_claims);
      g_assert_cmpint (counts.names, ==, wanted->names);
      g_assert_cmpint (counts.of_names, ==, wanted->of_names);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/compare/same", test_same);
  g_test_add_func ("/compare/records", test_records);
  g_test_add_func ("/compare/notes", test_notes);
  g_test_add_func ("/compare/passages", test_passages);
  g_test_add_func ("/compare/counts", test_counts);
  return g_test_run ();
}
