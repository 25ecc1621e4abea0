/* test-layout.c: the shipped layouts read without a word of complaint; every mistake is named with its place. */
#include "document/layout.h"
#include <string.h>
#include "document/sections.h"

static char *
source_path (const char *name)
{
  return g_test_build_filename (G_TEST_DIST, name, NULL);
}

static void
test_shipped (gconstpointer data)
{
  g_autofree char *path = source_path (data);
  g_autoptr (Diags) diags = diags_new ();
  g_autoptr (Layout) layout = layout_read (path, NULL, NULL, diags);
  g_autofree char *text = diags_to_text (diags, FALSE);
  g_assert_cmpstr (text, ==, "");
  g_assert_nonnull (layout);
  g_assert_cmpuint (layout->body->len, >, 3);
  g_assert_cmpuint (layout->files->len, ==, 2);
}

/* Each NAME.yaml in layout-mistakes/ has a NAME.expected: all that is said of it, without the folder. */
static void
check_mistakes (const char *dir, const char *name)
{
  static const char *const families[] = {"Charis SIL", "Inter", "Inter Display", NULL};
  const LayoutChecks checks = {families};
  g_autofree char *path = g_build_filename (dir, name, NULL), *expected = NULL;
  g_autofree char *base = g_strndup (path, strlen (path) - strlen (".yaml"));
  g_autofree char *expected_path = g_strconcat (base, ".expected", NULL);
  g_autofree char *prefix = g_strconcat (dir, "/", NULL);
  g_autoptr (Diags) diags = diags_new ();
  g_assert_true (g_file_get_contents (expected_path, &expected, NULL, NULL));
  g_assert_null (layout_read (path, NULL, &checks, diags));
  g_autofree char *all = diags_to_text (diags, FALSE);
  g_auto (GStrv) parts = g_strsplit (all, prefix, -1);
  g_autofree char *said = g_strjoinv ("", parts);
  g_assert_cmpstr (said, ==, expected);
}

static void
test_mistakes (void)
{
  g_autofree char *dir = source_path ("tests/unit/document/layout-mistakes");
  g_autoptr (GDir) files = g_dir_open (dir, 0, NULL);
  const char *name;
  int n = 0;
  g_assert_nonnull (files);
  while ((name = g_dir_read_name (files)) != NULL)
    if (g_str_has_suffix (name, ".yaml") && !g_str_has_prefix (name, "parent-"))
      {
        check_mistakes (dir, name);
        n++;
      }
  g_assert_cmpint (n, >=, 7);
}

static void
test_inheritance (void)
{
  g_autofree char *path = source_path ("layouts/executive.yaml");
  g_autoptr (Diags) diags = diags_new ();
  g_autoptr (Layout) layout = layout_read (path, NULL, NULL, diags);
  const LayoutStyle *text = layout_style (layout, "text"), *likelihood = layout_style (layout, "likelihood");
  g_assert_cmpint (text->style.size, ==, 9 * 1024);       /* its own */
  g_assert_cmpstr (text->style.family, ==, "Charis SIL"); /* the parent's */
  g_assert_cmpint (layout_style (layout, "list")->style.size, ==,
                   9 * 1024); /* the parent's style on the child's text */
  g_assert_cmpint (likelihood->style.weight, ==, 700);
  g_assert_cmpuint (layout->fit_pages, ==, 1);
  g_assert_cmpuint (layout_drops (layout)->len, >=, 2);
  g_assert_cmpint (layout->page.width, ==, 609563);
}

static void
test_schema (void)
{
  g_autofree char *schema = layout_schema ();
  g_autoptr (Diags) diags = diags_new ();
  g_autoptr (YamlNode) node = yaml_read (schema, strlen (schema), "schema", diags);
  g_assert_nonnull (node);
  const YamlNode *body = yaml_find (yaml_find (node, "$defs"), "body");
  g_assert_nonnull (yaml_find (yaml_find (yaml_find (body, "items"), "properties"), "contested"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/layout/shipped/executive", "layouts/executive.yaml", test_shipped);
  g_test_add_data_func ("/layout/shipped/analyst", "layouts/analyst.yaml", test_shipped);
  g_test_add_data_func ("/layout/shipped/public", "layouts/public.yaml", test_shipped);
  g_test_add_func ("/layout/inheritance", test_inheritance);
  g_test_add_func ("/layout/mistakes", test_mistakes);
  g_test_add_func ("/layout/schema", test_schema);
  return g_test_run ();
}
