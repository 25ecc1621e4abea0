/* test-layout.c: the shipped layouts read without a word of complaint; every mistake is named with its place. */
#include "document/labels.h"
#include "document/layout.h"
#include <string.h>
#include <glib/gstdio.h>
#include "base/set-value.h"
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
  g_assert_cmpuint (layout->body->len, >=, 2);
  g_assert_cmpuint (layout->files->len, ==, 5); /* itself, the house style, three languages */
  static const char *const languages[] = {"fr", "ar", "ps", "fr-CA"};
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      g_autoptr (GPtrArray) missing = labels_missing (layout, languages[i]);
      const char *first = missing->len > 0 ? g_ptr_array_index (missing, 0) : "";
      g_assert_cmpstr (first, ==, "");
    }
  g_autoptr (GPtrArray) none = labels_missing (layout, "de");
  g_assert_cmpuint (none->len, >, 150);
}

/* Each NAME.yaml in layout-mistakes/ has a NAME.expected: all that is said of it, without the folder. */
static void
check_mistakes (const char *dir, const char *name)
{
  static const char *const families[] = {"Charis SIL", "Inter", "Inter Display", NULL};
  const LayoutChecks checks = {.families = families};
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

/* Words and lines that are lost in grey are warned of, each where its colour is set; those on a dark band are measured against it. */
static void
test_grey (void)
{
  static const char text[] =
      "colours: {ink: \"#15191E\", pale: \"#8FA9C0\", dark: \"#12385A\", paper: \"#FFFFFF\", "
      "alert: \"#F08080\", hairline: \"#F8F8F8\"}\n"
      "styles:\n"
      "  text: {colour: ink}\n"
      "  title: {colour: pale}\n"
      "  lost: {colour: dark}\n"
      "  lost-cite: {colour: ink}\n"
      "  caption: {colour: pale}\n"
      "  badge: {colour: paper, ground: dark}\n"
      "  faint: {colour: paper, ground: pale}\n"
      "  band: {ground: dark, bleed: true}\n"
      "  first-header: {colour: pale}\n"
      "body:\n"
      "  - group: {style: band, body: [{title: {}}, {text: {text: Words, style: lost}}]}\n";
  g_autofree char *dir = g_dir_make_tmp ("grey-XXXXXX", NULL),
                  *path = g_build_filename (dir, "grey.yaml", NULL);
  g_autoptr (Diags) diags = diags_new ();
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_autoptr (Layout) layout = layout_read (path, NULL, NULL, diags);
  g_autofree char *said = diags_to_text (diags, FALSE), *prefix = g_strconcat (dir, "/", NULL);
  g_auto (GStrv) parts = g_strsplit (said, prefix, -1);
  g_autofree char *plain = g_strjoinv ("", parts);
  static const char *const wanted[] = {
      "grey.yaml:5:18: warning: style “lost”",    "grey.yaml:6:23: warning: style “lost-cite”",
      "grey.yaml:7:21: warning: style “caption”", "grey.yaml:9:19: warning: style “faint”",
      "a drawing’s colour “alert” on “paper”",    "a line of colour “hairline”"};
  static const char *const fine[] = {"“title”", "“badge”", "“band”", "“first-header”", "“ink”", "“text”"};
  g_assert_nonnull (layout);
  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    if (strstr (plain, wanted[i]) == NULL)
      g_error ("not said: %s\n%s", wanted[i], plain);
  for (guint i = 0; i < G_N_ELEMENTS (fine); i++)
    if (strstr (plain, fine[i]) != NULL)
      g_error ("said without need: %s\n%s", fine[i], plain);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_rmdir (dir);
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
  g_assert_cmpint (text->style.size, ==, 9 * 1024);                          /* its own */
  g_assert_cmpstr (text->style.family, ==, "Charis SIL, Noto Naskh Arabic"); /* the parent's */
  g_assert_cmpint (layout_style (layout, "list")->style.size, ==,
                   9 * 1024); /* the parent's style on the child's text */
  g_assert_cmpint (likelihood->style.weight, ==, 700);
  g_assert_cmpuint (layout->fit_pages, ==, 1);
  g_assert_cmpuint (layout_drops (layout)->len, >=, 2);
  g_assert_cmpint (layout->page.width, ==, 609563);
}

/* Spaces and letters shrink to what is allowed and grow back; furniture stays. */
static void
test_tighten (void)
{
  g_autofree char *path = source_path ("layouts/public.yaml");
  g_autoptr (Diags) diags = diags_new ();
  g_autoptr (Layout) layout = layout_read (path, NULL, NULL, diags);
  const Style *text = &layout_style (layout, "text")->style;
  const Style before = *text, header = layout_style (layout, "header")->style;
  g_assert_false (layout_may_tighten (layout)); /* unless the layout says so */
  layout->tightest = (Tightness){.space = 500, .leading = 950, .size = 1000};
  layout->page.baseline = 12000;
  g_assert_true (layout_may_tighten (layout));
  for (int step = TIGHTEN_STEPS; step >= 0; step -= TIGHTEN_STEPS)
    {
      const Tightness now = layout_tighten (layout, step);
      g_assert_cmpint (now.space, ==, step ? 500 : 1000);
      g_assert_cmpint (text->space_after, ==, step ? before.space_after / 2 : before.space_after);
      g_assert_cmpint (text->leading, ==, before.leading * now.leading / 1000);
      g_assert_cmpint (text->size, ==, before.size);
      g_assert_cmpint (layout->page.baseline, ==, step ? 11400 : 12000);
      g_assert_cmpint (layout_style (layout, "header")->style.leading, ==, header.leading);
    }
}

static char *
family_with (const char *name, const char *value, char **said)
{
  g_autofree char *path = source_path ("layouts/plain.yaml");
  g_autoptr (Diags) diags = diags_new ();
  g_autoptr (GPtrArray) values = set_values_new ();
  if (name != NULL)
    set_values_add (values, name, value, (Mark){.file = "words"});
  const LayoutChecks checks = {.values = values};
  g_autoptr (Layout) layout = layout_read (path, NULL, &checks, diags);
  *said = diags_to_text (diags, FALSE);
  if (layout == NULL)
    return NULL;
  const Style *text = &layout_style (layout, "text")->style;
  return g_strdup_printf ("%s %d %d %d %d", text->family, text->size, text->leading, layout->page.columns,
                          layout->page.width - layout->page.inner - layout->page.outer);
}

/* What is set takes the place of the keys it names, is judged as they are, and keeps its own place in diagnostics. */
static void
test_settings (void)
{
  static const struct
  {
    const char *name, *value, *makes, *says;
  } cases[] = {
      {NULL, NULL, "Charis SIL, Noto Naskh Arabic 10240 13312 1 478942", ""},
      {"face", "sans", "Inter, Noto Sans Arabic 10240 13312 1 478942", ""},
      {"leading", "14pt", "Charis SIL, Noto Naskh Arabic 10240 14336 1 478942", ""},
      {"width", "75mm", "Charis SIL, Noto Naskh Arabic 10240 13312 1 217701", ""},
      {"size", "huge", NULL,
       "words: error: “size” wants a length or a per cent value, not “huge” [layout-value]"},
      {"columns", "9", NULL,
       "words: error: “columns” wants a whole number from 1 to 6, not “9” [layout-value]"},
      {"widht", "75mm", NULL,
       "words: error: the layout “plain” has no setting “widht” [setting-unknown]\n"
       "    hint: did you mean “width”?"},
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *said = NULL;
      g_autofree char *made = family_with (cases[i].name, cases[i].value, &said);
      g_assert_cmpstr (made, ==, cases[i].makes);
      if (*cases[i].says)
        g_assert_nonnull (strstr (said, cases[i].says));
      else
        g_assert_cmpstr (said, ==, "");
      /* a wrong name tells all that there are */
      if (strstr (cases[i].says, "setting-unknown"))
        g_assert_nonnull (strstr (said, "note: leading=13pt: from baseline to baseline [setting-known]"));
    }
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
  g_test_add_func ("/layout/grey", test_grey);
  g_test_add_data_func ("/layout/shipped/executive", "layouts/executive.yaml", test_shipped);
  g_test_add_data_func ("/layout/shipped/analyst", "layouts/analyst.yaml", test_shipped);
  g_test_add_data_func ("/layout/shipped/field", "layouts/field.yaml", test_shipped);
  g_test_add_data_func ("/layout/shipped/poster", "layouts/poster.yaml", test_shipped);
  g_test_add_data_func ("/layout/shipped/slides", "layouts/slides.yaml", test_shipped);
  g_test_add_data_func ("/layout/shipped/public", "layouts/public.yaml", test_shipped);
  g_test_add_func ("/layout/inheritance", test_inheritance);
  g_test_add_func ("/layout/tighten", test_tighten);
  g_test_add_func ("/layout/mistakes", test_mistakes);
  g_test_add_func ("/layout/settings", test_settings);
  g_test_add_func ("/layout/schema", test_schema);
  return g_test_run ();
}
