/* The wall: what is granted, what falls with what, and that nothing withheld changes a byte of a Release. */
#include <string.h>

#include "facts/explain.h"
#include "facts/rules.h"
#include "folder.h"

static const char audiences_text[] = //
    "audiences:\n  all: {clearance: {tlp-2: RED}, needs: [operations]}\n  some: {clearance: {tlp-2: GREEN}}\n"
    "  press: {title: Press, clearance: {tlp-2: CLEAR}, sees: {source_names: alias}, wording: plain}\n"
    "  none: {clearance: {other: x}}\n";

typedef struct
{
  Store *store;
  Audiences *audiences;
} Case;

static Case
read_case (const char *open, const char *closed)
{
  char *folder = folder_new ();
  folder_write (folder, "audiences.yaml", audiences_text);
  folder_write (folder, "case/1-open.yaml", open);
  folder_write (folder, "case/2-closed.yaml", closed);
  const char *root = g_getenv ("G_TEST_SRCDIR");
  g_autofree char *data = g_build_filename (root ? root : ".", "data", NULL);
  g_autofree char *path = g_build_filename (folder, "case", NULL),
                  *file = g_build_filename (folder, "audiences.yaml", NULL);
  const char *folders[] = {data, NULL};
  g_autoptr (Diags) diags = diags_new ();
  GError *error = NULL;
  Case read = {store_read (path, folders, diags, &error), audiences_read (file, diags, &error)};
  g_assert_no_error (error);
  g_autofree char *report = diags_to_text (diags, FALSE);
  g_assert_cmpstr (report, ==, "");
  folder_free (folder);
  return read;
}

static void
case_clear (Case *it)
{
  store_free (it->store);
  audiences_free (it->audiences);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Case, case_clear)

static Release *
select_for (const Case *it, const char *audience, char **report)
{
  g_autoptr (Diags) diags = diags_new ();
  Release *release = select_release (it->store, audiences_find (it->audiences, audience), diags);
  char *text = diags_to_text (diags, FALSE);
  if (report)
    *report = text;
  else
    {
      g_assert_cmpstr (text, ==, "");
      g_free (text);
    }
  return release;
}

/* One open file; the records of the other are all withheld from the press, or (letter) seen by alias. */
static const char open_text[] = //
    "briefing: {id: c, title: A case, marking: CLEAR, likelihood: icd203-likely, subject: hidden}\n"
    "sources:\n"
    "  paper: {kind: news article, name: The Paper, differs_from: spy, may_be: letter, entity: hidden, "
    "needs: []}\n"
    "entities:\n"
    "  growers: {kind: organisation, name: Growers, not_same_as: hidden, part_of: hidden}\n"
    "  mill: {kind: organisation, name: Mill}\n"
    "claims:\n"
    "  A1: {text: Forty crates., figure: 40 crates, about: growers, said_by: paper, contests: H1, "
    "not_comparable: [H1],\n"
    "       compare: {with: H1, note: Beside the other count.}}\n"
    "  A2: {text: They own it., certainty: contested, about: growers, said_by: paper}\n"
    "  A3: {text: The county will listen., about: mill, said_by: letter}\n"
    "  B1: {text: \"About the hidden.\", about: [growers, hidden], said_by: paper}\n"
    "  B2: {text: Said by two., about: growers, said_by: [paper, spy]}\n"
    "  B3: {text: Said within., about: growers, said_by: spy/voice}\n"
    "  B4: {text: \"Words that mention @hidden.\", about: growers, said_by: paper}\n"
    "  B5: {text: Words., note: \"But see [H1].\", about: growers, said_by: paper}\n"
    "  B6: {text: \"Rests on another that falls [B5].\", about: growers, said_by: paper}\n"
    "relations:\n"
    "  R1: {from: growers, is: fights, to: mill, claims: [A2, H1]}\n"
    "  R2: {from: growers, is: fights, to: [mill, hidden], claims: A2}\n"
    "  R3: {from: growers, is: fights, to: mill, claims: [H1, B5]}\n"
    "  R4: {from: growers, is: knows, to: mill}\n"
    "judgements:\n"
    "  J1: {text: \"It is {likelihood}.\", likelihood: likely, basis: A1, alternatives: [One., \"Two "
    "[H1].\"], indicators: [\"@hidden moves\", Stays]}\n"
    "  J2: {text: \"It is {likelihood}.\", likelihood: likely, basis: [A1, H1]}\n"
    "  J3: {text: \"It is {likelihood}.\", likelihood: likely, basis: A1, because: \"As [B6] says.\"}\n"
    "text:\n"
    "  whole: \"They picked {A1}. [A1] Then @hidden came. [A2]\"\n"
    "  parts:\n"
    "    by: sentence\n"
    "    text: |\n"
    "      They picked {A1}. [A1] Then @hidden came. [A2] It was late. They own it. [A2]\n"
    "\n"
    "      - First and foremost [H1]. The county listens. [A3]\n"
    "      - It rests on [B6].\n"
    "  headed: {by: sentence, heading: On @hidden, text: \"They own it. [A2]\"}\n"
    "  gone: {by: sentence, text: \"Only this [H1]. And this.\"}\n"
    "  plain: \"They own it. [A2]\"\n";

static const char *const closed_texts[] = {
    "sources:\n"
    "  spy: {name: Agent Zero, originator: Bureau, marking: RED, voices: {voice: {name: a voice}}}\n"
    "  letter: {kind: official document, title: Secret letter, originator: Office of Secrets, date: "
    "2022-01-01, locator: p. 9,\n"
    "           link: 'https://secret.example/1', descriptor: From the safe., marking: RED, public_alias: an "
    "official letter}\n"
    "entities:\n"
    "  hidden: {kind: organisation, name: Hidden Guild, aliases: [The Guild], names: {ar: {text: نقابة}}, "
    "marking: AMBER}\n"
    "claims:\n"
    "  H1: {text: The guild has 977531 members., figure: 977531 crates, about: growers, said_by: paper, "
    "marking: AMBER}\n"
    "  H2: {text: Growers too., figure: 3 crates, about: growers, said_by: paper, needs: [operations]}\n",
    /* every withheld value another */
    "sources:\n"
    "  spy: {name: Somebody else, marking: GREEN, needs: [x], voices: {voice: {label: Z}, other: {name: "
    "another voice}}}\n"
    "  letter: {kind: official document, title: Other, within: spy, originator: Other Office, retrieved: "
    "2020, marking: CLEAR,\n"
    "           reliability: A, entity: hidden, tags: [x], public_alias: an official letter}\n"
    "entities:\n"
    "  hidden: {kind: person, name: Zed Person, honorific: Sir, role: a role, marking: RED}\n"
    "  more: {kind: person, name: One More, needs: [operations]}\n"
    "claims:\n"
    "  H1: {text: \"Other words [A1].\", about: mill, said_by: paper, contests: A2, certainty: forecast, "
    "marking: RED}\n"
    "  H9: {text: One more., about: more, said_by: paper, marking: GREEN}\n"
    "relations:\n"
    "  H10: {from: more, is: fights, to: growers, claims: H9, marking: RED}\n"
    "text:\n"
    "  H11: {text: \"More prose. [A1]\", marking: GREEN}\n",
    /* nearly nothing */
    "sources: {letter: {kind: official document, public_alias: an official letter, marking: AMBER}}\n"};

static char *
release_text (const char *open, const char *closed, const char *audience)
{
  g_auto (Case) it = read_case (open, closed);
  g_autoptr (Release) release = select_for (&it, audience, NULL);
  g_assert_nonnull (release);
  g_autofree char *text = release_to_text (release);
  g_autoptr (Diags) diags = diags_new ();
  g_autoptr (Release) again = release_read (text, strlen (text), "release", diags);
  g_autofree char *report = diags_to_text (diags, FALSE);
  g_assert_cmpstr (report, ==, "");
  return release_to_text (again);
}

static void
test_law (void)
{
  g_autofree char *first = release_text (open_text, closed_texts[0], "press");
  for (gsize i = 1; i < G_N_ELEMENTS (closed_texts); i++)
    {
      g_autofree char *other = release_text (open_text, closed_texts[i], "press");
      g_assert_cmpstr (first, ==, other);
    }
  static const char *const never[] = {
      "hidden",   "spy",  "H1",   "977531",  "Secret", "letter:", "2022-01-01", "Agent",
      "B1",       "B6",   "R2",   "J2",      "whole",  "Beside",  "needs",      "marking: AMBER",
      "foremost", "late", "safe", "    by:", "Two"};
  for (gsize i = 0; i < G_N_ELEMENTS (never); i++)
    {
      if (strstr (first, never[i]))
        g_test_message ("“%s” is in it", never[i]);
      g_assert_null (strstr (first, never[i]));
    }
}

static void
assert_verdicts (const Case *it, const char *audience, const char *granted, const char *withheld)
{
  g_autoptr (Diags) diags = diags_new ();
  g_autoptr (Selection) selection =
      selection_new (it->store, audiences_find (it->audiences, audience), diags);
  g_auto (GStrv) yes = g_strsplit (granted, " ", -1), no = g_strsplit (withheld, " ", -1);
  for (int i = 0; yes[i]; i++)
    {
      const char *why = NULL;
      Verdict verdict = selection_verdict (selection, yes[i], &why);
      if (verdict == VERDICT_WITHHELD)
        g_test_message ("%s is withheld: %s", yes[i], why);
      g_assert_cmpint (verdict, !=, VERDICT_WITHHELD);
    }
  for (int i = 0; no[i]; i++)
    {
      const char *why = NULL;
      if (selection_verdict (selection, no[i], &why) != VERDICT_WITHHELD)
        g_test_message ("%s is not withheld", no[i]);
      g_assert_cmpint (selection_verdict (selection, no[i], &why), ==, VERDICT_WITHHELD);
      g_assert_nonnull (why);
    }
}

static void
test_verdicts (void)
{
  g_auto (Case) it = read_case (open_text, closed_texts[0]);
  assert_verdicts (&it, "press", "paper letter growers mill A1 A2 A3 R1 R4 J1 parts plain",
                   "spy spy/voice hidden H1 H2 B1 B2 B3 B4 B5 B6 R2 R3 J2 J3 whole headed gone");
  /* without aliases a withheld source is withheld, and what it says with it */
  assert_verdicts (&it, "some", "paper A1", "letter A3 hidden H1 H2");
  assert_verdicts (
      &it, "all",
      "paper letter spy spy/voice hidden A1 A3 H1 H2 B1 B2 B3 B4 B5 B6 R2 R3 J2 J3 whole headed gone", "");
}

static void
test_copies (void)
{
  g_auto (Case) it = read_case (open_text, closed_texts[0]);
  g_autoptr (Release) release = select_for (&it, "press", NULL);
  const Claim *claim = release_find (release, RECORD_CLAIM, "A1");
  g_assert_cmpint (claim->contests->len, ==, 0);
  g_assert_cmpint (claim->not_comparable->len, ==, 0);
  g_assert_null (claim->compare.with);
  g_assert_cmpstr (claim->marking, ==, "CLEAR");
  const Source *alias = release_find (release, RECORD_SOURCE, "alias-1");
  g_assert_cmpstr (text_in (alias->name, NULL), ==, "an official letter");
  g_assert_cmpstr (alias->kind, ==, "official document");
  g_assert_cmpint (alias->title->len, ==, 0);
  g_assert_cmpint (alias->date.kind, ==, DATE_NONE);
  const Claim *third = release_find (release, RECORD_CLAIM, "A3");
  g_assert_cmpstr (third->said_by->pdata[0], ==, "alias-1");
  const Source *paper = release_find (release, RECORD_SOURCE, "paper");
  g_assert_cmpint (paper->differs_from->len, ==, 0);
  g_assert_cmpstr (paper->may_be->pdata[0], ==, "alias-1");
  g_assert_null (paper->entity);
  const Relation *relation = release_find (release, RECORD_RELATION, "R1");
  g_assert_cmpint (relation->claims->len, ==, 1);
  const Judgement *judgement = release_find (release, RECORD_JUDGEMENT, "J1");
  g_assert_cmpint (judgement->alternatives->len, ==, 1);
  g_assert_cmpint (judgement->indicators->len, ==, 1);
  const Passage *parts = release_find (release, RECORD_PASSAGE, "parts");
  g_assert_cmpstr (text_in (parts->text, NULL), ==,
                   "They picked {A1}. [A1] They own it. [A2]\n\n- The county listens. [A3]");
  g_assert_null (release->briefing->subject);
  g_assert_null (release->briefing->marking);
  g_assert_cmpstr (release->marking, ==, "CLEAR");
  g_assert_cmpstr (release->audience_title, ==, "Press");
  g_assert_cmpstr (release->wording, ==, "plain");
  /* the label of all is the join of what is in it */
  g_autoptr (Release) all = select_for (&it, "all", NULL);
  g_assert_cmpstr (all->marking, ==, "RED");
  const Claim *marked = release_find (all, RECORD_CLAIM, "H1");
  g_assert_cmpstr (marked->marking, ==, "AMBER");
  g_assert_cmpint (((const Claim *)release_find (all, RECORD_CLAIM, "H2"))->needs->len, ==, 0);
  g_assert_cmpstr (((const Passage *)release_find (all, RECORD_PASSAGE, "gone"))->text->len ? "kept" : "", ==,
                   "kept");
}

/** Unmarked records: the briefing's label, else the highest. */
static void
test_default_deny (void)
{
  g_auto (Case) it = read_case (
      "briefing: {id: c, title: T}\nsources: {s: {}, t: {marking: CLEAR}, u: {marking: NONSENSE}}\n", "{}");
  assert_verdicts (&it, "press", "t", "s u");
  g_autofree char *report = NULL;
  g_autoptr (Diags) diags = diags_new ();
  g_assert_null (select_release (it.store, audiences_find (it.audiences, "none"), diags));
  report = diags_to_text (diags, FALSE);
  g_assert_nonnull (strstr (report, "[clearance-missing]"));
}

static void
assert_refused (const char *open, const char *closed, const char *name)
{
  g_auto (Case) it = read_case (open, closed);
  g_autofree char *report = NULL;
  g_autoptr (Release) release = select_for (&it, "press", &report);
  if (release)
    g_test_message ("released with %s", name);
  g_assert_null (release);
  g_assert_nonnull (strstr (report, "[release-refused]"));
  g_assert_null (strstr (report, name)); /* what is refused is not told here … */
  g_autofree char *text = explain_record (it.store, it.audiences, "press", NULL);
  g_assert_nonnull (strstr (text, name)); /* … but to the author */
}

static void
test_names (void)
{
#define OPEN(words, more)                                                                                    \
  "briefing: {id: c, title: T, marking: CLEAR}\nsources: {p: {name: The Paper}}\nclaims: {A1: {text: "       \
  "\"" words "\", said_by: p}}\nentities:\n  x: {kind: place, name: X}\n" more
  static const char guild[] = "entities: {h: {kind: organisation, name: Hidden Guild, long_name: The Hidden "
                              "Guild of Low Farm, aliases: [Old Hats],"
                              " names: {ar: {text: نقابة}}, marking: RED}}\n"
                              "sources: {q: {name: one state, originator: The Bureau, link: "
                              "\"https://q.example/9\", marking: RED}}\n";
  assert_refused (OPEN ("Words on the Hidden Guild.", ""), guild, "Hidden Guild");
  assert_refused (OPEN ("Old Hats: who?", ""), guild, "Old Hats");
  assert_refused (OPEN ("كتب نقابة هنا", ""), guild, "نقابة");
  assert_refused (OPEN ("As The Bureau says.", ""), guild, "The Bureau");
  assert_refused (OPEN ("See https://q.example/9.", ""), guild, "https://q.example/9");
  assert_refused (OPEN ("Words.\\nHidden Guild\\n", ""), guild, "Hidden Guild"); /* beside a line's end */
  assert_refused (OPEN ("Words.", "  y: {kind: place, name: Y, role: once of the Hidden Guild}\n"), guild,
                  "Hidden Guild");
  assert_refused (OPEN ("Of the Hidden\\nGuild.", ""), guild, "Hidden Guild"); /* as it will be printed */
  assert_refused (OPEN ("Of the Hidden **Guild**.", ""), guild, "Hidden Guild");
  assert_refused (OPEN ("Of the Hid\u00ADden\u00A0Guild.", ""), guild, "Hidden Guild");
  assert_refused (OPEN ("Of the HIDDEN guild.", ""), guild, "Hidden Guild"); /* large or small */
  assert_refused (OPEN ("By old hats.", ""), guild, "Old Hats");
  static const char who[] =
      "entities: {h: {kind: organisation, name: WHO, marking: RED}, i: {kind: place, name: Ödön, "
      "marking: RED}}\n";
  assert_refused (OPEN ("Said the WHO.", ""), who, "WHO");
  assert_refused (OPEN ("In ÖDÖN.", ""), who, "Ödön");
  g_free (release_text (OPEN ("Who said so?", ""), who, "press")); /* three letters: as they are written */
  /* whole words; descriptions; what a released record shares */
  g_free (release_text (OPEN ("The Hidden Guilds, Old Hatstand, one state.", ""), guild, "press"));
  g_free (release_text (
      OPEN ("Words on the Old Hats.", "  y: {kind: place, name: Y, aliases: [The Old Hats Inn]}\n"), guild,
      "press"));
#undef OPEN
}

/** However the print side lets a mark be written, the wall sees it; fields that are no prose may hold none of what is withheld. */
static void
test_marks (void)
{
#define OPEN(claim, more)                                                                                    \
  "briefing: {id: c, title: T, marking: CLEAR}\nsources: {p: {name: The Paper}}\nclaims: {A1: {text: "       \
  "Words, "                                                                                                  \
  "said_by: p}, A2: {text: \"Leaning " claim                                                                 \
  "\", said_by: p}}\nentities:\n  x: {kind: place, name: X}\n" more
#define CLOSED                                                                                               \
  "entities: {h: {kind: person, name: Sam Hidden, sort: Hidden, marking: RED}}\n"                            \
  "claims: {H1: {text: Secret, figure: 9 crates, said_by: p, marking: RED}}\n"
  static const char *const falling[] = {
      OPEN ("[H1][A1]", ""),     OPEN ("[A1; H1]", ""),  OPEN ("[A1,\\nH1]", ""), OPEN ("[H1](it says)", ""),
      OPEN ("{H1:spelled}", ""), OPEN ("“@h came”", ""), OPEN ("“@h came”", "")};
  for (gsize i = 0; i < G_N_ELEMENTS (falling); i++)
    {
      g_autofree char *text = release_text (falling[i], CLOSED, "press");
      g_assert_nonnull (strstr (text, "Words"));
      g_assert_null (strstr (text, "Leaning"));
    }
  g_autofree char *role =
      release_text (OPEN ("", "  y: {kind: place, name: Y, role: \"Seen [H1]\"}\n"), CLOSED, "press");
  g_assert_null (strstr (role, "Seen"));
  g_autofree char *source = release_text (
      OPEN ("", ""), CLOSED "sources: {q: {name: Q, descriptor: \"Seen by @h\", marking: CLEAR}}\n", "press");
  g_assert_null (strstr (source, "Seen"));
  assert_refused (OPEN ("", "  y: {kind: place, name: Y, aliases: [\"as in [H1]\"]}\n"), CLOSED, "H1");
  assert_refused (OPEN ("on Hidden's way", ""), CLOSED, "Hidden"); /* the short name */
#undef CLOSED
#undef OPEN
}

/** Labels above the clearance can be code words: they stay behind. */
static void
test_scheme (void)
{
  g_autofree char *text = release_text (open_text, closed_texts[0], "press");
  g_assert_nonnull (strstr (text, "TLP:CLEAR"));
  g_assert_null (strstr (text, "TLP:GREEN"));
  g_autofree char *some = release_text (open_text, closed_texts[0], "some");
  g_assert_nonnull (strstr (some, "TLP:GREEN"));
  g_assert_null (strstr (some, "TLP:AMBER"));
}

/** An alias must not be undone by the name behind it. */
static void
test_alias_names (void)
{
  static const char closed[] = "sources: {un: {name: United Nations, public_alias: a report, marking: GREEN, "
                               "voices: {a: {name: one state, marking: CLEAR}}}}";
  static const char open[] =
      "briefing: {id: c, title: T, marking: CLEAR}\nclaims: {A1: {text: \"%s\", said_by: un/a}}\n";
  g_autofree char *naming = g_strdup_printf (open, "The United Nations say so."),
                  *quiet = g_strdup_printf (open, "Some say so.");
  assert_refused (naming, closed, "United Nations");
  g_autofree char *text = release_text (quiet, closed, "press");
  g_assert_nonnull (strstr (text, "alias-1/a:"));
  g_assert_null (strstr (text, "un/a"));
}

static void
test_explain (void)
{
  g_auto (Case) it = read_case (open_text, closed_texts[0]);
  g_autofree char *text = explain_record (it.store, it.audiences, "B3", NULL);
  static const char *const wanted[] = {"claim B3",
                                       "1-open.yaml:14)",
                                       "said by      a voice [spy/voice]",
                                       "read in    Agent Zero [spy]",
                                       "label CLEAR, the briefing's",
                                       "all          yes",
                                       "press        no: its “said_by” names source spy/voice",
                                       "none         no: it has no clearance"};
  for (gsize i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      if (!strstr (text, wanted[i]))
        g_test_message ("no “%s” in:\n%s", wanted[i], text);
      g_assert_nonnull (strstr (text, wanted[i]));
    }
  g_autofree char *one = explain_record (it.store, it.audiences, "H1", "press");
  g_assert_nonnull (strstr (one, "press        no: its label AMBER is above CLEAR"));
  g_assert_null (strstr (one, "  all "));
  g_assert_nonnull (strstr (one, "in judgements J1, J2"));
  g_assert_null (explain_record (it.store, it.audiences, "nothing", NULL));
  g_auto (GStrv) ids = explain_ids (it.store);
  g_assert_true (g_strv_contains ((const char *const *)ids, "spy/voice"));
  g_assert_cmpstr (ids[0], ==, "A1");
}

/* Names of files: words end at whatever is no letter; ids count where they are asked for. */
static void
test_file_names (void)
{
  g_auto (Case) it = read_case (
      "briefing: {id: c, title: T, marking: CLEAR}\nentities: {x: {kind: place, name: Low Farm}}\n",
      "entities:\n  guild-7: {kind: organisation, name: Al-Hidden Guild, marking: RED}\n"
      "  y: {kind: place, name: Farm, marking: RED}\n");
  static const struct
  {
    const char *name, *audience;
    gboolean with_ids, found;
  } cases[] = {{"al_hidden-guild-1.pdf", "press", FALSE, TRUE}, {"AL HIDDEN GUILD", "press", FALSE, TRUE},
               {"al-hidden-guilds.pdf", "press", FALSE, FALSE}, {"al-hidden-guild.pdf", "all", TRUE, FALSE},
               {"x-guild-7.pdf", "press", TRUE, TRUE},          {"x-guild-7.pdf", "press", FALSE, FALSE},
               {"x-guild-70.pdf", "press", TRUE, FALSE},        {"low-farm.pdf", "press", FALSE, FALSE}};
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Diags) diags = diags_new ();
      g_autoptr (Selection) selection =
          selection_new (it.store, audiences_find (it.audiences, cases[i].audience), diags);
      g_test_message ("%s for %s", cases[i].name, cases[i].audience);
      g_assert_cmpint (selection_has_withheld_word (selection, cases[i].name, cases[i].with_ids), ==,
                       cases[i].found);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/select/law", test_law);
  g_test_add_func ("/select/verdicts", test_verdicts);
  g_test_add_func ("/select/copies", test_copies);
  g_test_add_func ("/select/default-deny", test_default_deny);
  g_test_add_func ("/select/names", test_names);
  g_test_add_func ("/select/file-names", test_file_names);
  g_test_add_func ("/select/marks", test_marks);
  g_test_add_func ("/select/scheme", test_scheme);
  g_test_add_func ("/select/alias-names", test_alias_names);
  g_test_add_func ("/select/explain", test_explain);
  return g_test_run ();
}
