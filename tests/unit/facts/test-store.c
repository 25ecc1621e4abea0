#include "facts/store.h"

#include <string.h>
#include <unistd.h>

#include "facts/rules.h"
#include "facts/scheme.h"
#include "folder.h"

static const char scheme[] =
    "labels:\n  low: {text: Low, aliases: [base]}\n  high: {text: High, above: low}\n";
static const char briefing[] =
    "briefing: {id: c, title: T, scheme: s, uses: ../shared, previous: ../older}\n";

static Store *
read_store (const char *folder, char **report)
{
  g_autofree char *path = g_build_filename (folder, "case", NULL),
                  *second = g_build_filename (folder, "shipped", NULL);
  const char *folders[] = {folder, second, NULL};
  g_autoptr (Diags) diags = diags_new ();
  GError *error = NULL;
  Store *store = store_read (path, folders, diags, &error);
  g_assert_no_error (error);
  *report = diags_to_text (diags, FALSE);
  return store;
}

static void
test_files (void)
{
  char *folder = folder_new ();
  folder_write (folder, "schemes/s.yaml", scheme);
  folder_write (folder, "case/b.yaml", briefing);
  folder_write (folder, "case/a.json", "{\"sources\": {\"first\": {}}}");
  folder_write (folder, "case/deep/er/c.yml", "sources: {third: {}}");
  folder_write (folder, "case/b2.yaml",
                "sources:\n  second:\n    marking: high\n    needs: [x]\n    voices:\n      one: {label: A}\n"
                "      two: {differs_from: one, may_be: third, marking: low}\n");
  folder_write (folder, "case/layouts/no.yaml", "body: []");
  folder_write (folder, "case/.hidden.yaml", "nonsense: 1");
  folder_write (folder, "case/notes.txt", "nonsense");
  folder_write (folder, "older/f.yaml", "briefing: {id: older}");
  folder_write (folder, "shared/s.yaml", "briefing: {id: other}\nentities: {e: {kind: place, name: E}}");
  g_autofree char *report = NULL;
  g_autoptr (Store) store = read_store (folder, &report);
  g_assert_cmpstr (report, ==, "");
  static const char *const order[] = {"first", "second", "second/one", "second/two", "third"};
  g_assert_cmpint (store->records[RECORD_SOURCE]->len, ==, G_N_ELEMENTS (order));
  for (gsize i = 0; i < G_N_ELEMENTS (order); i++)
    g_assert_cmpstr (any_id (RECORD_SOURCE, store->records[RECORD_SOURCE]->pdata[i]), ==, order[i]);
  const Source *one = store_find (store, RECORD_SOURCE, "second/one"),
               *two = store_find (store, RECORD_SOURCE, "second/two");
  g_assert_cmpstr (one->within, ==, "second");
  g_assert_cmpstr (one->marking, ==, "high");
  g_assert_cmpstr (one->needs->pdata[0], ==, "x");
  g_assert_cmpstr (two->marking, ==, "low");
  g_assert_cmpstr (two->differs_from->pdata[0], ==, "second/one");
  g_assert_cmpstr (two->may_be->pdata[0], ==, "third");
  g_assert_true (g_str_has_suffix (one->mark.file, "/case/b2.yaml"));
  g_assert_cmpint (one->mark.line, ==, 6);
  g_assert_nonnull (store_find (store, RECORD_ENTITY, "e"));
  g_assert_null (store_find (store, RECORD_CLAIM, "e"));
  g_assert_cmpstr (store->briefing->id, ==, "c");
  g_assert_cmpstr (store->previous, ==, "../older");
  g_assert_cmpint (store->files->len, ==, 5);
  g_assert_cmpstr (store_nearest (store, RECORD_SOURCE, "frist"), ==, "first");
  /* labels: own, by alias, the highest when nothing is said */
  g_assert_cmpstr (store_label (store, RECORD_SOURCE, two)->id, ==, "low");
  g_assert_cmpstr (store_label (store, RECORD_SOURCE, store_find (store, RECORD_SOURCE, "first"))->id, ==,
                   "high");
  g_free (store->briefing->marking);
  store->briefing->marking = g_strdup ("base");
  g_assert_cmpstr (store_label (store, RECORD_SOURCE, store_find (store, RECORD_SOURCE, "first"))->id, ==,
                   "low");
  folder_free (folder);
}

static void
test_links_and_world (void)
{
  char *folder = folder_new ();
  folder_write (folder, "schemes/s.yaml", scheme);
  folder_write (folder, "case/b.yaml", "briefing: {id: c, title: T, scheme: s}");
  g_autofree char *link = g_build_filename (folder, "case", "passwd.yaml", NULL);
  g_assert_cmpint (symlink ("/etc/passwd", link), ==, 0);
  g_autofree char *report = NULL;
  g_autoptr (Store) store = read_store (folder, &report);
  g_assert_nonnull (strstr (report, "passwd.yaml: warning: links are not followed [path-link]"));
  g_assert_cmpint (store->files->len, ==, 1);

  g_autoptr (Diags) diags = diags_new ();
  GError *error = NULL;
  const char *none[] = {NULL};
  g_assert_null (store_read ("/nowhere/at/all", none, diags, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_clear_error (&error);
  g_assert_null (file_read_yaml ("/dev/null", diags, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL);
  g_clear_error (&error);
  folder_free (folder);
}

static void
test_large_file (void)
{
  char *folder = folder_new ();
  folder_write (folder, "big.yaml", "a: 1\n");
  g_autofree char *path = g_build_filename (folder, "big.yaml", NULL);
  g_assert_cmpint (truncate (path, 100 << 20), ==,
                   0); /* sparse: 100 MB that cost nothing, and are never read */
  g_autoptr (Diags) diags = diags_new ();
  GError *error = NULL;
  g_assert_null (file_read_yaml (path, diags, &error));
  g_assert_no_error (error);
  g_autofree char *report = diags_to_text (diags, FALSE);
  g_assert_nonnull (strstr (report, "[file-size]"));
  folder_free (folder);
}

static void
test_two_briefings (void)
{
  char *folder = folder_new ();
  folder_write (folder, "schemes/s.yaml", scheme);
  folder_write (folder, "case/a.yaml", "briefing: {id: c, title: T, scheme: s}");
  folder_write (folder, "case/b.yaml", "briefing: {id: d, title: T, scheme: s}");
  g_autofree char *report = NULL;
  g_autoptr (Store) store = read_store (folder, &report);
  g_assert_nonnull (
      strstr (report, "/case/b.yaml:1:1: error: this case has a briefing already [briefing-twice]"));
  g_assert_cmpstr (store->briefing->id, ==, "c");
  folder_free (folder);
}

static void
assert_scheme (const char *text, const char *code)
{
  char *folder = folder_new ();
  folder_write (folder, "schemes/s.yaml", text);
  g_autoptr (Diags) diags = diags_new ();
  const char *folders[] = {folder, NULL};
  GError *error = NULL;
  Scheme *read = scheme_read ("s", folders, (Mark){0}, diags, &error);
  g_assert_no_error (error);
  g_autofree char *report = diags_to_text (diags, FALSE);
  if (code && !strstr (report, code))
    g_test_message ("wanted %s: %s", code, report);
  g_assert_true (code ? !read && strstr (report, code) : read && !*report);
  record_free (&scheme_spec, read);
  folder_free (folder);
}

static void
test_schemes (void)
{
  assert_scheme (scheme, NULL);
  assert_scheme ("labels: {a: {text: A, above: [b]}}", "[scheme-above]");
  assert_scheme ("labels: {a: {text: A, above: b}, b: {text: B, above: a}}", "[scheme-ring]");
  assert_scheme ("labels: {a: {text: A, aliases: [b]}, b: {text: B, aliases: [a]}}", "[scheme-alias]");
  assert_scheme ("labels: {a: {text: A, colour: red}}", "[scheme-colour]");
  assert_scheme ("labels: {}", "[scheme-empty]");
  assert_scheme ("title: none", "[key-missing]");
}

/** The shipped schemes and scales say what their publishers say. */
static void
test_shipped (void)
{
  const char *root = g_getenv ("G_TEST_SRCDIR");
  g_autofree char *data = g_build_filename (root ? root : ".", "data", NULL);
  const char *folders[] = {data, NULL};
  g_autoptr (Diags) diags = diags_new ();
  GError *error = NULL;
  Scheme *tlp = scheme_read ("tlp-2", folders, (Mark){0}, diags, &error);
  Scheme *pir = scheme_read ("pir", folders, (Mark){0}, diags, &error);
  LikelihoodScale *scale = scale_read ("icd203-likely", folders, (Mark){0}, diags, &error);
  LikelihoodScale *other = scale_read ("icd203-probable", folders, (Mark){0}, diags, &error);
  g_assert_no_error (error);
  g_autofree char *report = diags_to_text (diags, FALSE);
  g_assert_cmpstr (report, ==, "");
  static const char *const order[] = {"CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"};
  for (gsize i = 0; i < G_N_ELEMENTS (order); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (order); j++)
      {
        g_assert_cmpint (scheme_dominates (tlp, order[i], order[j]), ==, i >= j);
        g_assert_cmpstr (scheme_join (tlp, order[i], order[j]), ==, order[MAX (i, j)]);
      }
  g_assert_cmpstr (scheme_label (tlp, "WHITE")->text, ==, "TLP:CLEAR");
  g_assert_cmpstr (scheme_label (tlp, "AMBER+STRICT")->text, ==, "TLP:AMBER+STRICT");
  g_assert_cmpstr (scheme_label (tlp, "RED")->colour, ==, "#FF2B2B");
  g_assert_cmpstr (scheme_label (tlp, "RED")->ground, ==, "#000000");
  g_assert_true (tlp->every_page && tlp->size == 12);
  g_assert_cmpstr (tlp->align, ==, "right");
  g_assert_cmpstr (scheme_highest (tlp)->id, ==, "RED");
  g_assert_cmpstr (scheme_highest (pir)->id, ==, "restricted");
  g_assert_cmpint (scale->words->len, ==, 7);
  g_assert_cmpfloat (scale_word (scale, "likely")->low, ==, 55);
  g_assert_cmpfloat (scale_word (scale, "likely")->high, ==, 80);
  g_assert_null (scale_word (scale, "probable"));
  g_assert_cmpfloat (scale_word (other, "probable")->low, ==, 55);
  record_free (&scheme_spec, tlp);
  record_free (&scheme_spec, pir);
  record_free (&scale_spec, scale);
  record_free (&scale_spec, other);
}

static void
test_scale (void)
{
  char *folder = folder_new ();
  folder_write (folder, "scales/s.yaml", "words: [{word: likely, low: 80, high: 55}]");
  g_autoptr (Diags) diags = diags_new ();
  const char *folders[] = {folder, NULL};
  g_assert_null (scale_read ("s", folders, (Mark){0}, diags, NULL));
  g_autofree char *report = diags_to_text (diags, FALSE);
  g_assert_nonnull (strstr (report, "[scale-range]"));
  folder_free (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/files", test_files);
  g_test_add_func ("/store/links", test_links_and_world);
  g_test_add_func ("/store/large", test_large_file);
  g_test_add_func ("/store/two-briefings", test_two_briefings);
  g_test_add_func ("/store/schemes", test_schemes);
  g_test_add_func ("/store/shipped", test_shipped);
  g_test_add_func ("/store/scale", test_scale);
  return g_test_run ();
}
