#include "release/release.h"

#include <string.h>

#include "release/schema.h"

static const char sample[] = //
    "release: 1\naudience: press\naudience_title: Press and public\nwording: plain\nmarking: GREEN\n"
    "scheme:\n  tlp-2:\n    title: Traffic Lights\n    labels:\n      CLEAR:\n        text: \"TLP:CLEAR\"\n  "
    "      aliases:\n"
    "          - WHITE\n      GREEN:\n        text: \"TLP:GREEN\"\n        above:\n          - CLEAR\n    "
    "every_page: true\n"
    "scale:\n  s:\n    words:\n      - word: likely\n        low: 55\n        high: 80\n"
    "briefing:\n  id: case\n  title: A case\n  titles:\n    public: What?\n  issue: 1\n  issued: "
    "\"2021-08-26\"\n  language: en-GB\n"
    "  scheme: tlp-2\n  marking: CLEAR\n  likelihood: s\n  subject: b\n"
    "sources:\n  paper:\n    title: A paper\n    date: \"2021-07\"\n  paper/a:\n    name: one state\n    "
    "within: paper\n    label: A\n"
    "entities:\n  b:\n    kind: organisation\n    name: Body\n    names:\n      ps:\n        script: Arab\n  "
    "      text: \"طالبان\"\n"
    "claims:\n  F1:\n    text: \"It has many.\"\n    figure:\n      low: 500\n      high: 1500\n      unit: "
    "fighters\n    about:\n      - b\n"
    "    said_by:\n      - paper/a\n    certainty: possible\n"
    "relations:\n  R1:\n    from: b\n    is: fights\n    to:\n      - b\n    claims:\n      - F1\n"
    "judgements:\n  J1:\n    text: \"It is {likelihood}.\"\n    likelihood: likely\n    basis:\n      - F1\n "
    "   indicators:\n"
    "      - \"A sign [F1]\"\n"
    "text:\n  lead:\n    heading: How many?\n    text: \"@b has {F1}. [F1]\"\n";

static Release *
read_release (const char *text)
{
  g_autoptr (Diags) diags = diags_new ();
  Release *release = release_read (text, strlen (text), "r", diags);
  g_autofree char *report = diags_to_text (diags, FALSE);
  if (!release)
    g_test_message ("%s", report);
  return release;
}

static void
test_round_trip (void)
{
  /* YAML's reserved and dotted words are quoted by the writer: compare its own output with what it reads back. */
  g_autoptr (Release) release = read_release (sample);
  g_assert_nonnull (release);
  g_autofree char *text = release_to_text (release);
  g_autoptr (Release) again = read_release (text);
  g_assert_nonnull (again);
  g_autofree char *second = release_to_text (again);
  g_assert_cmpstr (text, ==, second);
  g_autofree char *json = release_to_json (release);
  g_autoptr (Release) from_json = read_release (json);
  g_autofree char *third = release_to_text (from_json);
  g_assert_cmpstr (text, ==, third);
  g_autofree char *a = release_digest (release), *b = release_digest (from_json);
  g_assert_cmpstr (a, ==, b);
  g_assert_cmpint (strlen (a), ==, 64);
  /* nothing of the sample is lost on the way */
  static const char *const words[] = {
      "Press and public", "plain", "TLP:CLEAR", "WHITE",  "likely",    "What?",    "one state",
      "طالبان",           "many",  "fights",    "A sign", "How many?", "possible", "1500"};
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    g_assert_nonnull (strstr (text, words[i]));
}

static void
test_find (void)
{
  g_autoptr (Release) release = read_release (sample);
  g_assert_nonnull (release_find (release, RECORD_CLAIM, "F1"));
  g_assert_null (release_find (release, RECORD_ENTITY, "F1"));
  g_assert_null (release_find (release, RECORD_CLAIM, "F2"));
  g_assert_null (release_find (release, RECORD_CLAIM, NULL));
  g_autoptr (GPtrArray) chain = release_chain (release, "paper/a");
  g_assert_cmpint (chain->len, ==, 2);
  g_assert_cmpstr (((const Source *)chain->pdata[1])->id, ==, "paper");
  const Claim *claim = release_find (release, RECORD_CLAIM, "F1");
  g_assert_null (claim->mark.file);
}

static char *
changed (const char *from, const char *to)
{
  g_auto (GStrv) parts = g_strsplit (sample, from, 2);
  g_assert_nonnull (parts[1]);
  return g_strconcat (parts[0], to, parts[1], NULL);
}

static void
test_refused (void)
{
  static const char *const changes[][2] = {{"release: 1\n", ""},
                                           {"release: 1", "release: 2"},
                                           {"audience: press\n", ""},
                                           {"marking: GREEN", "marking: RED"},
                                           {"- paper/a", "- other"},
                                           {"@b has", "@c has"},
                                           {"from: b", "from: F1"},
                                           {"wording: plain", "secret: plain"},
                                           {"  R1:\n", "  F1:\n"},
                                           {"certainty: possible", "certainty: perhaps"},
                                           {"sources:\n", "sources: []\nother:\n"},
                                           {"    label: A\n", "    voices: {}\n"}};
  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autofree char *text = changed (changes[i][0], changes[i][1]);
      g_autoptr (Diags) diags = diags_new ();
      g_autoptr (Release) release = release_read (text, strlen (text), "r", diags);
      if (release)
        g_test_message ("read although %s", changes[i][1]);
      g_assert_null (release);
      g_autofree char *report = diags_to_text (diags, FALSE);
      g_assert_true (strstr (report, "[release-format]") || strstr (report, "[word-unknown]"));
    }
}

static void
add_label (Scheme *scheme, const char *id, const char *below, const char *below_too)
{
  Label *label = record_new (&label_spec);
  label->id = g_strdup (id);
  if (below)
    g_ptr_array_add (label->above, g_strdup (below));
  if (below_too)
    g_ptr_array_add (label->above, g_strdup (below_too));
  g_ptr_array_add (scheme->labels, label);
}

/* A diamond: top above left and right, both above bottom; and a label apart. */
static void
test_order (void)
{
  Scheme *scheme = record_new (&scheme_spec);
  add_label (scheme, "bottom", NULL, NULL);
  add_label (scheme, "left", "bottom", NULL);
  add_label (scheme, "right", "bottom", NULL);
  add_label (scheme, "top", "left", "right");
  add_label (scheme, "apart", NULL, NULL);
  g_assert_true (scheme_dominates (scheme, "top", "bottom"));
  g_assert_true (scheme_dominates (scheme, "left", "left"));
  g_assert_false (scheme_dominates (scheme, "left", "right"));
  g_assert_false (scheme_dominates (scheme, "bottom", "top"));
  g_assert_false (scheme_dominates (scheme, "top", "nothing"));
  g_assert_cmpstr (scheme_join (scheme, "left", "right"), ==, "top");
  g_assert_cmpstr (scheme_join (scheme, "bottom", "right"), ==, "right");
  g_assert_cmpstr (scheme_join (scheme, "left", "left"), ==, "left");
  g_assert_null (scheme_join (scheme, "apart", "left"));
  add_label (scheme, "top-too", "left", "right"); /* now no least */
  g_assert_null (scheme_join (scheme, "left", "right"));
  record_free (&scheme_spec, scheme);
}

/** A ladder of diamonds has more ways down than can be walked, each label is met once. */
static void
test_ladder (void)
{
  g_autoptr (GString) text =
      g_string_new ("title: Ladder\nlabels:\n  l0: {text: L0}\n  l1: {text: L1, above: l0}\n");
  for (int i = 2; i < 80; i++)
    g_string_append_printf (text, "  l%d: {text: L%d, above: [l%d, l%d]}\n", i, i, i - 1, i - 2);
  g_autoptr (Diags) diags = diags_new ();
  g_autoptr (YamlNode) node = yaml_read (text->str, text->len, "ladder", diags);
  Scheme *scheme = record_read (&scheme_spec, node, "ladder", diags);
  g_assert_false (diags_has_errors (diags));
  g_assert_true (scheme_dominates (scheme, "l79", "l0"));
  g_assert_false (scheme_dominates (scheme, "l78", "l79"));
  g_assert_cmpstr (scheme_join (scheme, "l40", "l41"), ==, "l41");
  record_free (&scheme_spec, scheme);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/release/round-trip", test_round_trip);
  g_test_add_func ("/release/find", test_find);
  g_test_add_func ("/release/refused", test_refused);
  g_test_add_func ("/release/order", test_order);
  g_test_add_func ("/release/ladder", test_ladder);
  return g_test_run ();
}
