#include "facts/audience.h"
#include "facts/scheme.h"

#include <string.h>

#include "facts/build-file.h"
#include "folder.h"

static char *
audiences_report (const char *text, Audiences **audiences)
{
  char *folder = folder_new ();
  folder_write (folder, "audiences.yaml", text);
  g_autofree char *path = g_build_filename (folder, "audiences.yaml", NULL);
  g_autoptr (Diags) diags = diags_new ();
  GError *error = NULL;
  *audiences = audiences_read (path, diags, &error);
  g_assert_no_error (error);
  char *report = diags_to_text (diags, FALSE);
  folder_free (folder);
  return report;
}

static void
test_audiences (void)
{
  g_autoptr (Audiences) audiences = NULL;
  g_autofree char *report = audiences_report (
      "audiences:\n  minister: {clearance: {tlp-2: RED}, needs: operations}\n"
      "  press: {title: Press, clearance: {tlp-2: CLEAR}, sees: {source_names: alias}, wording: plain}\n",
      &audiences);
  g_assert_cmpstr (report, ==, "");
  g_assert_cmpint (audiences->list->len, ==, 2);
  const Audience *press = audiences_find (audiences, "press");
  g_assert_cmpstr (press->sees.source_names, ==, "alias");
  g_assert_cmpstr (press->wording, ==, "plain");
  g_assert_null (audiences_find (audiences, "nobody"));
  g_assert_cmpstr (audiences_find (audiences, "minister")->needs->pdata[0], ==, "operations");
}

static void
test_audience_mistakes (void)
{
  g_autoptr (Audiences) audiences = NULL;
  g_autofree char *report = audiences_report (
      "audiences:\n  press: {clearence: {tlp-2: CLEAR}, sees: {source_names: none}, wording: simple}\n",
      &audiences);
  g_assert_nonnull (strstr (report, "did you mean “clearance”?"));
  g_assert_nonnull (strstr (report, "lacks the key “clearance” [key-missing]"));
  g_assert_nonnull (strstr (report, "[word-unknown]"));
}

static void
test_clearance (void)
{
  g_autoptr (Audiences) audiences = NULL;
  g_autofree char *report = audiences_report (
      "audiences: {a: {clearance: {s: low}}, b: {clearance: {s: lwo}}, c: {clearance: {t: x}}}", &audiences);
  g_assert_cmpstr (report, ==, "");
  Scheme *scheme = record_new (&scheme_spec);
  scheme->id = g_strdup ("s");
  Label *label = record_new (&label_spec);
  label->id = g_strdup ("low");
  g_ptr_array_add (scheme->labels, label);
  g_assert_true (audience_clearance (audiences_find (audiences, "a"), scheme) == label);
  g_assert_null (audience_clearance (audiences_find (audiences, "b"), scheme));
  g_assert_null (audience_clearance (audiences_find (audiences, "c"), scheme));
  g_autoptr (Diags) diags = diags_new ();
  audiences_check (audiences, scheme, diags);
  g_autofree char *found = diags_to_text (diags, FALSE);
  g_assert_nonnull (strstr (found, "audience b: “lwo” is no label of the scheme s [clearance-unknown]"));
  g_assert_cmpint (diags_count (diags, DIAG_ERROR), ==, 1);
  record_free (&scheme_spec, scheme);
}

static void
test_build_file (void)
{
  char *folder = folder_new ();
  g_autofree char *path = g_build_filename (folder, "b.yaml", NULL);
  folder_write (
      folder, "b.yaml",
      "products:\n  - case: isis-k\n    make:\n      - {audience: minister, layout: executive}\n"
      "      - {audience: desk, layout: analyst, languages: [en, fr]}\n    name: \"{case}.pdf\"\nkeep: 5\n");
  g_autoptr (Diags) diags = diags_new ();
  GError *error = NULL;
  g_autoptr (BuildFile) file = build_file_read (path, diags, &error);
  g_assert_no_error (error);
  g_assert_false (diags_has_errors (diags));
  const BuildCase *products = file->products->pdata[0];
  const BuildItem *second = products->make->pdata[1];
  g_assert_cmpint (products->make->len, ==, 2);
  g_assert_cmpstr (second->layouts->pdata[0], ==, "analyst");
  g_assert_cmpint (second->languages->len, ==, 2);
  g_assert_cmpint (second->mark.line, ==, 5);
  g_assert_cmpint (file->keep, ==, 5);
  g_assert_cmpstr (file->on_failure, ==, "keep-going");
  g_assert_cmpstr (file->lint, ==, "warning");

  folder_write (folder, "b.yaml",
                "products: [{case: a, make: {audience: x}, name: ../../x.pdf}, {make: [], name: x.txt},\n"
                "  {case: b, make: [{audience: x, layout: y, booklet: true, up: 4},\n"
                "                   {audience: x, layout: y, up: 4, paper: B17}]}]\nlint: loud\n");
  g_autoptr (BuildFile) wrong G_GNUC_UNUSED = build_file_read (path, diags, &error);
  g_autofree char *report = diags_to_text (diags, FALSE);
  g_assert_nonnull (strstr (report, "“../../x.pdf” is no name for a product [product-pattern]"));
  g_assert_nonnull (strstr (report, "“x.txt” is no name for a product [product-pattern]"));
  g_assert_nonnull (strstr (report, "b.yaml:2:"));
  g_assert_nonnull (strstr (report, "not for both [product-sheets]"));
  g_assert_nonnull (strstr (report, "or 210mm x 297mm [product-sheets]"));
  g_assert_nonnull (strstr (report, "lacks the key “layout”"));
  g_assert_nonnull (strstr (report, "lacks the key “case”"));
  g_assert_nonnull (strstr (report, "“loud” is not a word for “lint”"));

  folder_write (
      folder, "b.yaml",
      "products: {case: a, make: {audience: [x, y], layout: z}, exclude: {audience: x, language: fr}}\n"
      "deliver:\n  nowhere: {of: {audience: x}}\n  both: {folder: a, command: [lp, \"{file}\"]}\n"
      "  nothing: {command: [lp, a]}\n  letter: {command: [sendmail, \"{file}\"], mail: {to: a@b, from: c@d, "
      "subject: s}}\n"
      "  address: {command: [sendmail], mail: {to: \"a@b, x\", from: c@d, subject: s}}\n"
      "  forged: {command: [sendmail], mail: {to: a@b, from: c@d, subject: \"s\\nBcc: e@f\"}}\n"
      "  good: {command: [rsync, \"{files}\", \"host:\"]}\n");
  g_autoptr (Diags) second_diags = diags_new ();
  g_autoptr (BuildFile) sent = build_file_read (path, second_diags, &error);
  g_autofree char *said = diags_to_text (second_diags, FALSE);
  g_assert_nonnull (strstr (said, "“nowhere” needs either a folder or a command [deliver-where]"));
  g_assert_nonnull (strstr (said, "“both” needs either a folder or a command [deliver-where]"));
  g_assert_nonnull (
      strstr (said, "“nothing” needs either {files} or {file}: what is it to deliver? [deliver-files]"));
  g_assert_nonnull (strstr (said, "goes to a command that reads one [deliver-letter]"));
  g_assert_nonnull (strstr (said, "“address” has an address that is none"));
  g_assert_nonnull (
      strstr (said, "the letter of “forged” has an address that is none, or a subject of more than one line "
                    "[deliver-mail]"));
  g_assert_null (strstr (said, "“good”"));
  g_assert_cmpint (diags_count (second_diags, DIAG_ERROR), ==, 6);
  const BuildChoice *choice = ((BuildCase *)sent->products->pdata[0])->exclude->pdata[0];
  g_assert_true (build_choice_has (choice, "any", "x", "any", "fr"));
  g_assert_false (build_choice_has (choice, "any", "y", "any", "fr"));
  g_assert_false (build_choice_has (choice, "any", "x", "any", "en"));
  folder_free (folder);
}

/* Nobody said who there is: the public, cleared for the lowest label and no more. */
static void
test_of_public (void)
{
  g_autoptr (Diags) diags = diags_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *data = g_test_build_filename (G_TEST_DIST, "data", NULL);
  const char *const folders[] = {data, NULL};
  Scheme *scheme = scheme_read ("tlp-2", folders, (Mark){0}, diags, &error);
  g_assert_no_error (error);
  g_autoptr (Audiences) audiences = audiences_of_public (scheme);
  const Audience *public = audiences_find (audiences, "public");
  g_assert_cmpuint (audiences->list->len, ==, 1);
  g_assert_cmpstr (audience_clearance (public, scheme)->id, ==, "CLEAR");
  g_assert_cmpuint (public->needs->len, ==, 0);
  g_autoptr (Audiences) without = audiences_of_public (NULL);
  g_assert_null (audience_clearance (audiences_find (without, "public"), scheme));
  record_free (&scheme_spec, scheme);
}

static void
test_schemas (void)
{
  g_autofree char *audiences = schema_of_audiences (), *build = schema_of_build_file ();
  const char *const texts[] = {audiences, build};
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (Diags) diags = diags_new ();
      g_autoptr (YamlNode) root = yaml_read (texts[i], strlen (texts[i]), "schema", diags);
      g_assert_nonnull (root);
      g_assert_nonnull (yaml_find (yaml_find (root, "properties"), i ? "products" : "audiences"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/audience/read", test_audiences);
  g_test_add_func ("/audience/mistakes", test_audience_mistakes);
  g_test_add_func ("/audience/clearance", test_clearance);
  g_test_add_func ("/build-file/read", test_build_file);
  g_test_add_func ("/audience/of-public", test_of_public);
  g_test_add_func ("/schemas", test_schemas);
  return g_test_run ();
}
