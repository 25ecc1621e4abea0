#include "release/values.h"

#include <string.h>

#include "release/schema.h"

static Claim *
read_claim (const char *text, char **report)
{
  g_autoptr (Diags) diags = diags_new ();
  g_autoptr (YamlNode) node = yaml_read (text, strlen (text), "c.yaml", diags);
  g_assert_nonnull (node);
  Claim *claim = record_read (&claim_spec, node, "F1", diags);
  *report = diags_to_text (diags, FALSE);
  return claim;
}

static void
test_short_figures (void)
{
  static const struct
  {
    const char *text;
    FigureKind kind;
    double low, high;
    const char *unit, *words;
  } good[] = {{"12", FIGURE_EXACT, 12, 0, NULL, "12"},
              {"12 US service members killed", FIGURE_EXACT, 12, 0, "US service members killed",
               "12 US service members killed"},
              {"500..1500 fighters", FIGURE_RANGE, 500, 1500, "fighters", "500 to 1500 fighters"},
              {"<=10000 fighters", FIGURE_AT_MOST, 0, 10000, "fighters", "at most 10000 fighters"},
              {">= 5", FIGURE_AT_LEAST, 5, 0, NULL, "at least 5"},
              {"~3000 Americans", FIGURE_ROUNDED, 3000, 0, "Americans", "about 3000 Americans"},
              {"2.5 %", FIGURE_EXACT, 2.5, 0, "%", "2.5 %"},
              {"0 deaths", FIGURE_EXACT, 0, 0, "deaths", "0 deaths"}};
  static const char *const bad[] = {"",  "dozens", "1,500", "1500..500", "500..500", "5pm",
                                    "~", "<=",     "12..",  "1e3",       "<=5..6",   "0x10"};
  Figure figure = {0};
  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_assert_true (figure_read (good[i].text, &figure));
      g_assert_cmpint (figure.kind, ==, good[i].kind);
      g_assert_cmpfloat (figure.low, ==, good[i].low);
      g_assert_cmpfloat (figure.high, ==, good[i].high);
      g_assert_cmpstr (figure.unit, ==, good[i].unit);
      g_autofree char *words = figure_to_text (&figure);
      g_assert_cmpstr (words, ==, good[i].words);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (figure_read (bad[i], &figure));
  g_assert_cmpstr (figure.unit, ==, "deaths"); /* unchanged */
  figure_clear (&figure);
}

static void
test_claim (void)
{
  g_autofree char *report = NULL;
  Claim *claim = read_claim (
      "text: {en: One., fr: Un.}\nfigure: {at_most: 10000, unit: fighters, when: medium term}\n"
      "compare: {with: F52, note: Ambiguous.}\nsaid_by: a/b\nabout: [x, y]\nperiod: 2021-01..2021-04\n"
      "credibility: 3\n",
      &report);
  g_assert_cmpstr (report, ==, "");
  g_assert_cmpint (claim->figure.kind, ==, FIGURE_AT_MOST);
  g_assert_cmpstr (claim->figure.when, ==, "medium term");
  g_assert_cmpstr (claim->compare.with, ==, "F52");
  g_assert_cmpstr (text_in (claim->text, "fr-CH"), ==, "Un.");
  g_assert_cmpstr (text_in (claim->text, "de"), ==, "One.");
  g_assert_cmpstr (text_in (claim->text, NULL), ==, "One.");
  Claim *copy = record_copy (&claim_spec, claim);
  record_free (&claim_spec, claim);
  g_autoptr (YamlWriter) writer = yaml_writer_new (YAML_AS_YAML);
  record_write (&claim_spec, copy, writer);
  g_autofree char *text = yaml_writer_steal (writer);
  g_assert_cmpstr (
      text, ==,
      "text:\n  en: One.\n  fr: Un.\nfigure:\n  at_most: 10000\n  unit: fighters\n  when: medium term\n"
      "period: \"2021-01..2021-04\"\ncompare:\n  with: F52\n  note: Ambiguous.\nabout:\n  - x\n  - \"y\"\n"
      "said_by:\n  - a/b\ncredibility: 3\n");
  record_free (&claim_spec, copy);
}

static void
assert_wrong (const char *text, const char *start, const char *code)
{
  g_autofree char *report = NULL;
  Claim *claim = read_claim (text, &report);
  if (!g_str_has_prefix (report, start) || !strstr (report, code))
    g_test_message ("%s", report);
  g_assert_true (g_str_has_prefix (report, start));
  g_assert_nonnull (strstr (report, code));
  record_free (&claim_spec, claim);
}

static void
test_mistakes (void)
{
  assert_wrong ("figure: {low: 5}", "c.yaml:1:9: error: ", "[figure-kind]");
  assert_wrong ("figure: {exact: 5, words: five}", "c.yaml:1:9: error: ", "[figure-kind]");
  assert_wrong ("figure: {unit: fighters}", "c.yaml:1:9: error: ", "[figure-kind]");
  assert_wrong ("figure: {low: 9, high: 5}", "c.yaml:1:24: error: ", "[figure-range]");
  assert_wrong ("figure: {exact: many}", "c.yaml:1:17: error: ", "[figure-number]");
  assert_wrong ("figure: 1,500 men", "c.yaml:1:9: error: ", "[figure-wrong]");
  assert_wrong ("text: {English: x}", "c.yaml:1:8: error: ", "[language-wrong]");
  assert_wrong ("certainty: one-member-state", "c.yaml:1:12: error: ", "[word-unknown]");
  assert_wrong ("credibility: 7", "c.yaml:1:14: error: ", "[number-range]");
  assert_wrong ("compare: F 52", "c.yaml:1:10: error: ", "[id-wrong]");
  assert_wrong ("saidby: x", "c.yaml:1:1: error: ", "did you mean “said_by”?");
}

static void
test_relation (void)
{
  g_autoptr (Diags) diags = diags_new ();
  const char *text = "{from: {part_of: isis-k, text: founders}, is: pledged to, to: [a, b]}";
  g_autoptr (YamlNode) node = yaml_read (text, strlen (text), "r.yaml", diags);
  Relation *relation = record_read (&relation_spec, node, "R1", diags);
  g_assert_false (diags_has_errors (diags));
  g_assert_cmpstr (relation->from, ==, "isis-k");
  g_assert_cmpstr (text_in (relation->from_part, NULL), ==, "founders");
  g_assert_cmpint (relation->to->len, ==, 2);
  record_free (&relation_spec, relation);
  const char *other = "{from: x, is: guards, to: {part_of: kabul, text: part of the security}}";
  g_autoptr (YamlNode) second = yaml_read (other, strlen (other), "r.yaml", diags);
  relation = record_read (&relation_spec, second, "R2", diags);
  g_assert_false (diags_has_errors (diags));
  g_assert_cmpstr (g_ptr_array_index (relation->to, 0), ==, "kabul");
  g_assert_cmpstr (text_in (relation->to_part, NULL), ==, "part of the security");
  record_free (&relation_spec, relation);
}

/* Each key of each kind is described; the schema is sound JSON and names all of them. */
static void
test_schema (void)
{
  g_autofree char *schema = schema_of_facts (), *manual = manual_of_facts ();
  g_autoptr (Diags) diags = diags_new ();
  g_autoptr (YamlNode) root = yaml_read (schema, strlen (schema), "schema", diags);
  g_assert_nonnull (root);
  for (int kind = 0; kind < N_RECORD_KINDS; kind++)
    for (const FieldSpec *field = kind_spec ((RecordKind)kind)->fields; field->key; field++)
      {
        const YamlNode *part = yaml_find (yaml_find (root, "properties"), kind_key ((RecordKind)kind));
        const YamlNode *keys = yaml_find (yaml_find (part, "additionalProperties"), "properties");
        g_assert_nonnull (yaml_find (keys, field->key));
        g_assert_cmpint (strlen (field->meaning), >, 5);
        g_assert_nonnull (strstr (manual, field->meaning));
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/values/short-figures", test_short_figures);
  g_test_add_func ("/values/claim", test_claim);
  g_test_add_func ("/values/mistakes", test_mistakes);
  g_test_add_func ("/values/relation", test_relation);
  g_test_add_func ("/values/schema", test_schema);
  return g_test_run ();
}
