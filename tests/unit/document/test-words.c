/* test-words.c: figures, dates and chains as printed words; queries; templates. Tables: what is given, what must be printed. */
#include "document/figure-words.h"
#include <string.h>
#include "document/query.h"
#include "document/template.h"

#define NB "\xC2\xA0"
#define NN "\xE2\x80\xAF"

static Release *
read_case (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "tests", "unit", "document", "golden",
                                                 "case.release.yaml", NULL),
                  *text = NULL;
  gsize length;
  g_autoptr (Diags) diags = diags_new ();
  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  return release_read (text, length, "case", diags);
}

static Layout *
read_layout (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "layouts", "executive.yaml", NULL);
  g_autoptr (Diags) diags = diags_new ();
  return layout_read (path, NULL, NULL, diags);
}

static void
test_figures (void)
{
  const struct
  {
    Figure figure;
    const char *english, *french;
  } cases[] = {
      {{FIGURE_EXACT, 12, 0, "boats"}, "12" NB "boats", "12" NB "boats"},
      {{FIGURE_RANGE, 500, 1500, "eels"}, "500–1,500" NB "eels", "500–1" NN "500" NB "eels"},
      {{FIGURE_AT_MOST, 0, 10000, "eels"}, "at most 10,000" NB "eels", "au plus 10" NN "000" NB "eels"},
      {{FIGURE_AT_LEAST, 3, 0, NULL}, "at least 3", "au moins 3"},
      {{FIGURE_ROUNDED, 3000, 0, "people"}, "about 3,000" NB "people", "environ 3" NN "000" NB "people"},
      {{FIGURE_WORDS, 0, 0, "attacks", NULL, NULL, NULL, "dozens of"},
       "dozens of" NB "attacks",
       "des dizaines d’attaques"},
      {{FIGURE_EXACT, 2.5, 0, NULL}, "2.5", "2,5"},
      {{FIGURE_NONE}, "", ""}};
  g_autoptr (Release) release = read_case ();
  g_autoptr (Layout) layout = read_layout ();
  g_autoptr (Words) english = words_new (layout, release, "en-GB"),
                    french = words_new (layout, release, "fr");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *en = words_figure (english, &cases[i].figure),
                      *fr = words_figure (french, &cases[i].figure);
      g_assert_cmpstr (en, ==, cases[i].english);
      g_assert_cmpstr (fr, ==, cases[i].french);
    }
  g_autofree char *twelve = words_number_spelled (english, 12), *many = words_number_spelled (english, 1200);
  g_assert_cmpstr (twelve, ==, "twelve");
  g_assert_cmpstr (many, ==, "1,200");
}

static void
test_dates (void)
{
  static const struct
  {
    const char *given, *printed, *in_short, *french;
  } cases[] = {{"2021-08-26", "26" NB "August 2021", "26" NB "Aug" NB "2021", "26" NB "août 2021"},
               {"2021-07", "July 2021", "Jul" NB "2021", "juillet 2021"},
               {"2014", "2014", "2014", "2014"},
               {"2021-01..2021-04", "January to April 2021", "Jan–Apr" NB "2021", "de janvier à avril 2021"},
               {"2020-12..2021-02", "December 2020 to February 2021", "Dec" NB "2020–Feb" NB "2021",
                "de décembre 2020 à février 2021"},
               {"2014..", "since 2014", "since 2014", "depuis 2014"},
               {"undated", "undated", "undated", "sans date"},
               {"ongoing", "ongoing", "ongoing", "en cours"}};
  g_autoptr (Release) release = read_case ();
  g_autoptr (Layout) layout = read_layout ();
  g_autoptr (Words) english = words_new (layout, release, "en-GB"),
                    french = words_new (layout, release, "fr");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Date date = {0};
      g_assert_true (date_read (cases[i].given, &date));
      g_autofree char *is_long = words_date (english, &date, DATE_LONG),
                      *is_short = words_date (english, &date, DATE_SHORT);
      g_autofree char *fr = words_date (french, &date, DATE_LONG);
      g_assert_cmpstr (is_long, ==, cases[i].printed);
      g_assert_cmpstr (is_short, ==, cases[i].in_short);
      g_assert_cmpstr (fr, ==, cases[i].french);
      date_clear (&date);
    }
}

static void
test_date_cautions (void)
{
  g_autoptr (Release) release = read_case ();
  g_autoptr (Layout) layout = read_layout ();
  g_autoptr (Words) words = words_new (layout, release, "en-GB");
  char part[] = "afternoon", why[] = "the article says Friday", past[] = "past",
       bound[] = "before 20 August 2021";
  const Date afternoon = {.kind = DATE_ON, .from = {2021, 8, 26}, .part = part};
  const Date inferred = {.kind = DATE_ON, .from = {2021, 8, 20}, .inferred = why};
  const Date ongoing = {.kind = DATE_ON, .from = {2021, 7, 0}, .ongoing = TRUE};
  const Date worded = {.kind = DATE_UNDATED, .words = past};
  const Date bounded = {.kind = DATE_UNDATED, .words = bound};
  g_autofree char *a = words_date (words, &afternoon, DATE_LONG),
                  *b = words_date (words, &inferred, DATE_LONG);
  g_autofree char *c = words_date (words, &ongoing, DATE_LONG), *d = words_date (words, &worded, DATE_LONG);
  g_assert_cmpstr (a, ==, "Thursday afternoon, 26" NB "August 2021");
  g_assert_cmpstr (b, ==, "20" NB "August 2021 (inferred)");
  g_assert_cmpstr (c, ==, "July 2021, ongoing");
  g_assert_cmpstr (d, ==, "past, undated");
  g_autofree char *e = words_date (words, &bounded, DATE_LONG);
  g_assert_cmpstr (e, ==, "before 20 August 2021"); /* no "undated" behind words that bound the time */
}

static void
test_names_and_chains (void)
{
  g_autoptr (Release) release = read_case ();
  g_autoptr (Layout) layout = read_layout ();
  g_autoptr (Words) words = words_new (layout, release, "en-GB");
  g_autofree char *chain = words_chain (words, "survey/a"), *speaker = words_speaker (words, "survey/a");
  g_autofree char *alone = words_speaker (words, "gazette");
  g_autofree char *full = words_entity (words, release_find (release, RECORD_ENTITY, "eels"), TRUE);
  g_autofree char *person = words_entity (words, release_find (release, RECORD_ENTITY, "anne"), TRUE);
  g_assert_cmpstr (chain, ==, "one pilot (A) → the fish survey → Harbour Gazette, 4" NB "May 2020");
  g_assert_cmpstr (speaker, ==, "one pilot (A) → the fish survey");
  g_assert_cmpstr (alone, ==, "Harbour Gazette");
  g_assert_cmpstr (full, ==, "Lower Harbour Eel Society (Eels)");
  g_assert_cmpstr (person, ==, "Capt." NB "Anne Marsh");
  /* a change needs two exact counts of one population */
  const Claim *f1 = release_find (release, RECORD_CLAIM, "F01"),
              *f2 = release_find (release, RECORD_CLAIM, "F02");
  const Claim *range = release_find (release, RECORD_CLAIM, "F03"),
              *nets = release_find (release, RECORD_CLAIM, "F08");
  g_autofree char *change = words_change (words, f1, f2);
  g_assert_nonnull (strstr (change, "5 more, 2.3 times as many (+125" NB "%"));
  g_assert_null (words_change (words, range, f2));
  g_assert_null (words_change (words, f1, nets));
}

/* `where:` in flow style, and the ids that it must find, in order. */
static void
test_queries (void)
{
  static const struct
  {
    RecordKind kind;
    const char *where, *found;
  } cases[] = {{RECORD_CLAIM, "{kind: count}", "F01 F02"},
               {RECORD_CLAIM, "{kind: count, sort: as_of}", "F02 F01"},
               {RECORD_CLAIM, "{kind: [count, strength], skip: 1, limit: 2}", "F02 F03"},
               {RECORD_CLAIM, "{tags: [size, mooring], not: {contested: true}}", "F03 F04 F07"},
               {RECORD_CLAIM, "{all_tags: [key, size]}", "F03 F04"},
               {RECORD_CLAIM, "{denies: true}", "F06"},
               {RECORD_CLAIM, "{about: \"{briefing.subject}\", figure: true, certainty: [possible, article]}",
                "F04 F08"},
               {RECORD_CLAIM, "{said_by: survey, kind: strength}", "F03 F04"},
               {RECORD_CLAIM, "{compared: true}", "F01"},
               {RECORD_CLAIM, "{ids: [F08, F01]}", "F08 F01"},
               {RECORD_CLAIM, "[F08, F01]", "F08 F01"},
               {RECORD_CLAIM, "{tags: nowhere}", ""},
               {RECORD_CLAIM, "{kind: event, sort: -as_of}", "F09"},
               {RECORD_RELATION, "{class: hostile}", "R2"},
               {RECORD_RELATION, "{status: contested}", "R2"},
               {RECORD_RELATION, "{with: anne}", "R1"},
               {RECORD_RELATION, "{claimed: false}", ""},
               {RECORD_ENTITY, "{sort: name}", "eels anne pike"},
               {RECORD_ENTITY, "{scripts: true}", "eels"},
               {RECORD_SOURCE, "{voice: true}", "survey/a survey/b"},
               {RECORD_SOURCE, "{in_hand: true}", "gazette"},
               {RECORD_JUDGEMENT, "{confidence: high}", ""}};
  g_autoptr (Release) release = read_case ();
  g_autoptr (Layout) layout = read_layout ();
  QueryScope scope = query_scope (release, layout);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Diags) diags = diags_new ();
      g_autoptr (YamlNode) node = yaml_read (cases[i].where, strlen (cases[i].where), "query", diags);
      g_autoptr (GPtrArray) found = query_run (node, cases[i].kind, &scope);
      g_autoptr (GString) ids = g_string_new (NULL);
      for (guint k = 0; k < found->len; k++)
        g_string_append_printf (ids, "%s%s", k > 0 ? " " : "", *(char *const *)g_ptr_array_index (found, k));
      g_assert_cmpstr (ids->str, ==, cases[i].found);
    }
  query_scope_clear (&scope);
}

static void
test_templates (void)
{
  g_autoptr (GPtrArray) parts = template_parse ("No. {briefing.issue|–} of {{x} {F30} {as_of:short|}");
  static const struct
  {
    PartKind kind;
    const char *text, *format, *fallback;
  } expected[] = {{PART_WORDS, "No. "},
                  {PART_FIELD, "briefing.issue", NULL, "–"},
                  {PART_WORDS, " of {x} {F30} "},
                  {PART_FIELD, "as_of", "short", ""}};
  g_assert_cmpuint (parts->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < parts->len; i++)
    {
      const TemplatePart *part = g_ptr_array_index (parts, i);
      g_assert_cmpint (part->kind, ==, expected[i].kind);
      g_assert_cmpstr (part->text, ==, expected[i].text);
      g_assert_cmpstr (part->format, ==, expected[i].format);
      g_assert_cmpstr (part->fallback, ==, expected[i].fallback);
    }
  /* what is not closed is words */
  g_autoptr (GPtrArray) open = template_parse ("{briefing.title");
  g_assert_cmpint (((TemplatePart *)g_ptr_array_index (open, 0))->kind, ==, PART_WORDS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/words/figures", test_figures);
  g_test_add_func ("/words/dates", test_dates);
  g_test_add_func ("/words/date-cautions", test_date_cautions);
  g_test_add_func ("/words/names-and-chains", test_names_and_chains);
  g_test_add_func ("/query/finds", test_queries);
  g_test_add_func ("/template/parts", test_templates);
  return g_test_run ();
}
