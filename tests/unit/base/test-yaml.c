#include "base/yaml.h"

#include <string.h>

/** Asserts that @text is refused, first at @line:@column (0: anywhere), with @code. */
static void
assert_refused (const char *text, gssize length, int line, int column, const char *code)
{
  g_autoptr (Diags) diags = diags_new ();
  g_autoptr (YamlNode) root = yaml_read (text, length < 0 ? strlen (text) : (gsize)length, "f.yaml", diags);
  g_assert_null (root);
  g_autofree char *report = diags_to_text (diags, FALSE);
  g_autofree char *tag = g_strdup_printf ("[%s]", code),
                  *place = g_strdup_printf ("f.yaml:%d:%d: ", line, column);
  if (!strstr (report, tag) || (line && !g_str_has_prefix (report, place)))
    g_test_message ("wanted %s %s, got: %s", place, tag, report);
  g_assert_nonnull (strstr (report, tag));
  g_assert_true (!line || g_str_has_prefix (report, place));
}

static YamlNode *
read_well (const char *text)
{
  g_autoptr (Diags) diags = diags_new ();
  YamlNode *root = yaml_read (text, strlen (text), "f.yaml", diags);
  g_autofree char *report = diags_to_text (diags, FALSE);
  g_assert_cmpstr (report, ==, "");
  g_assert_nonnull (root);
  return root;
}

static void
test_tree (void)
{
  g_autoptr (YamlNode) root = read_well ("claims:\n  F30: {about: isis-k, kind: \"true\", list: [1, two]}\n"
                                         "  F31:\n    text: >\n      folded\n      line\nempty:\n");
  const YamlNode *claims = yaml_find (root, "claims");
  const YamlNode *f30 = yaml_find (claims, "F30");
  g_assert_cmpint (f30->mark.line, ==, 2);
  g_assert_cmpint (f30->mark.column, ==, 8);
  g_assert_cmpstr (f30->mark.file, ==, "f.yaml");
  g_assert_cmpstr (yaml_find (f30, "about")->text, ==, "isis-k");
  g_assert_true (yaml_find (f30, "about")->plain);
  g_assert_false (yaml_find (f30, "kind")->plain);
  const YamlNode *list = yaml_find (f30, "list");
  g_assert_cmpint (list->kind, ==, YAML_LIST);
  g_assert_cmpint (list->items->len, ==, 2);
  g_assert_cmpstr (yaml_find (yaml_find (claims, "F31"), "text")->text, ==, "folded line\n");
  g_assert_true (yaml_is_null (yaml_find (root, "empty")));
  g_assert_null (yaml_find (root, "missing"));
  g_assert_null (yaml_find (list, "x"));
}

static void
test_json_and_unicode (void)
{
  g_autoptr (YamlNode) root =
      read_well ("{\"a\": {\"b\": [1.5, null, \"x\\n\\u00e9\"]}, \"طالبان\": \"\\\"\"}");
  const YamlNode *list = yaml_find (yaml_find (root, "a"), "b");
  g_assert_cmpstr (((YamlNode *)list->items->pdata[2])->text, ==, "x\n\u00e9");
  g_assert_true (yaml_is_null (list->items->pdata[1]));
  g_assert_cmpstr (yaml_find (root, "طالبان")->text, ==, "\"");
  g_autoptr (YamlNode) nothing = read_well (""), comment = read_well ("# only a comment\n");
  g_assert_cmpint (nothing->kind, ==, YAML_MAP);
  g_assert_cmpint (comment->kind, ==, YAML_MAP);
}

static void
test_aliases (void)
{
  g_autoptr (YamlNode) root = read_well ("a: &x {p: [1, 2]}\nb: *x\nc: &s text\nd: *s\n");
  const YamlNode *b = yaml_find (yaml_find (root, "b"), "p");
  g_assert_cmpint (b->items->len, ==, 2);
  g_assert_true (b != yaml_find (yaml_find (root, "a"), "p"));
  g_assert_cmpstr (yaml_find (root, "d")->text, ==, "text");
  assert_refused ("a: *nothing\n", -1, 1, 4, "yaml-alias");
  assert_refused ("a: &a [1, *a]\n", -1, 1, 11, "yaml-alias");
  assert_refused ("&a a: {*a : 1, *b : 2}\n", -1, 0, 0, "yaml-alias");
}

static void
test_mistakes (void)
{
  assert_refused ("a: 1\nb: 2\na: 3\n", -1, 3, 1, "yaml-duplicate-key");
  assert_refused ("x: {a: 1, a: 1}\n", -1, 1, 11, "yaml-duplicate-key");
  assert_refused ("a: 1\n---\nb: 2\n", -1, 0, 0, "yaml-documents");
  assert_refused ("a: !!str 1\n", -1, 0, 0, "yaml-tag");
  assert_refused ("a: !<x> {b: 1}\n", -1, 0, 0, "yaml-tag");
  assert_refused ("[a, b]: 1\n", -1, 0, 0, "yaml-key");
  assert_refused ("? {a: 1}\n: 1\n", -1, 0, 0, "yaml-key");
  assert_refused ("a: [1, 2\nb: 3\n", -1, 0, 0, "yaml-syntax");
  assert_refused ("a: \"open\n", -1, 0, 0, "yaml-syntax");
  assert_refused ("a:\n\tb: 1\n", -1, 0, 0, "yaml-tab");
  assert_refused ("ab\xff: 1\n", -1, 1, 3, "yaml-utf8");
  assert_refused ("a: 1\nb: x\0y\n", 11, 2, 5, "yaml-character");
  assert_refused ("a: \x07\n", -1, 1, 4, "yaml-character");
  assert_refused ("a: \xc2\x9b\n", -1, 1, 4, "yaml-character");
  assert_refused ("a: \"x\\0y\"\n", -1, 0, 0, "yaml-escape");
  assert_refused ("a: \"x\\e[31my\"\n", -1, 0, 0, "yaml-escape");
}

static void
test_bom (void)
{
  g_autoptr (Diags) diags = diags_new ();
  const char *text = "\xEF\xBB\xBF"
                     "a: 1\n";
  g_autoptr (YamlNode) root = yaml_read (text, strlen (text), "f.yaml", diags);
  g_assert_nonnull (root);
  g_assert_nonnull (yaml_find (root, "a"));
  g_autofree char *report = diags_to_text (diags, FALSE);
  g_assert_nonnull (strstr (report, "f.yaml:1:1: warning: "));
  g_assert_nonnull (strstr (report, "[yaml-bom]"));
}

/* Texts made to exhaust a reader: each is refused with a place, in bounded time and memory. */
static void
test_hostile (void)
{
  GString *bomb = g_string_new ("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
  for (int i = 1; i < 12; i++)
    {
      g_string_append_printf (bomb, "a%d: &a%d [", i, i);
      for (int j = 0; j < 10; j++)
        g_string_append_printf (bomb, "%s*a%d", j ? ", " : "", i - 1);
      g_string_append (bomb, "]\n");
    }
  assert_refused (bomb->str, (gssize)bomb->len, 0, 0, "yaml-alias-limit");
  g_string_free (bomb, TRUE);

  GString *deep = g_string_new (NULL);
  for (int i = 0; i < 10000; i++)
    g_string_append_c (deep, '[');
  g_autoptr (Diags) diags = diags_new ();
  g_assert_null (yaml_read (deep->str, deep->len, "f.yaml", diags));
  g_assert_true (diags_has_errors (diags));
  g_string_truncate (deep, 0);
  for (int i = 0; i < 10000; i++)
    g_string_append (deep, "- ");
  g_assert_null (yaml_read (deep->str, deep->len, "f.yaml", diags));
  g_string_truncate (deep, 0);
  for (int i = 0; i < 70; i++)
    g_string_append_printf (deep, "%*sk:\n", i, "");
  assert_refused (deep->str, (gssize)deep->len, 0, 0, "yaml-depth");
  /* aliases may not reach deeper than nesting may */
  g_string_assign (deep,
                   "a: &a [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]\n"
                   "b: &b [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[*a]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]\n");
  assert_refused (deep->str, (gssize)deep->len, 0, 0, "yaml-alias-limit");
  g_string_free (deep, TRUE);

  gsize n = YAML_BYTES_LIMIT + 1;
  g_autofree char *large = g_malloc (n);
  memset (large, ' ', n);
  assert_refused (large, (gssize)n, 0, 0, "yaml-size");
  g_autofree char *many = g_malloc (3 << 20);
  for (int i = 0; i < 3 << 20; i += 2)
    memcpy (many + i, i ? "1," : "[ ", 2);
  assert_refused (many, 3 << 20, 0, 0, "yaml-nodes");
}

/** Writes the tree as it stands. */
static void
write_node (YamlWriter *writer, const YamlNode *node)
{
  if (node->kind == YAML_SCALAR)
    {
      yaml_write_string (writer, node->text);
      return;
    }
  if (node->kind == YAML_MAP)
    yaml_write_map_begin (writer);
  else
    yaml_write_list_begin (writer);
  for (guint i = 0; i < node->items->len; i++)
    {
      if (node->kind == YAML_MAP)
        yaml_write_key (writer, ((YamlNode *)node->keys->pdata[i])->text);
      write_node (writer, node->items->pdata[i]);
    }
  yaml_write_end (writer);
}

static char *
write_tree (const YamlNode *root, YamlStyle style)
{
  g_autoptr (YamlWriter) writer = yaml_writer_new (style);
  write_node (writer, root);
  return yaml_writer_steal (writer);
}

static void
test_writing (void)
{
  g_autoptr (YamlNode) root = read_well (
      "a: [x, [w, [z]], {k: v, l: [1, {m: o}]}, [], {}]\nb: {}\nc: []\n\"yes\": \"no\"\nd: 'it''s: # odd'\n"
      "e: |\n  two\n  lines\nf: \"2021-07\"\ng: \"\"\nh: {i: {j: \" pad \"}}\n~: \"null\"\nطالب: "
      "\"\\u200f\"\n\"-\": \"- x\"\n");
  g_autofree char *yaml = write_tree (root, YAML_AS_YAML), *json = write_tree (root, YAML_AS_JSON);
  g_autoptr (YamlNode) from_yaml = read_well (yaml), from_json = read_well (json);
  g_autofree char *yaml_again = write_tree (from_yaml, YAML_AS_YAML),
                  *yaml_of_json = write_tree (from_json, YAML_AS_YAML);
  g_assert_cmpstr (yaml, ==, yaml_again);
  g_assert_cmpstr (yaml, ==, yaml_of_json);
  g_autofree char *records = write_tree (root, YAML_AS_RECORDS);
  g_autoptr (YamlNode) from_records = read_well (records);
  g_autofree char *yaml_of_records = write_tree (from_records, YAML_AS_YAML);
  g_assert_cmpstr (yaml, ==, yaml_of_records);
  g_assert_true (g_str_has_prefix (records, "{\n\"a\":[\n\"x\",\n[\"w\",[\"z\"]],\n{\"k\":\"v\",\"l\":"));
  g_assert_true (
      g_str_has_prefix (yaml, "a:\n  - x\n  - - w\n    - - z\n  - k: v\n    l:\n      - \"1\"\n      - m: o\n"
                              "  - []\n  - {}\nb: {}\nc: []\n\"yes\": \"no\"\n"));
}

static void
test_numbers (void)
{
  g_autoptr (YamlWriter) writer = yaml_writer_new (YAML_AS_JSON);
  yaml_write_list_begin (writer);
  yaml_write_number (writer, 10000);
  yaml_write_number (writer, 0.1);
  yaml_write_number (writer, -0.0);
  yaml_write_number (writer, 1.0 / 3);
  yaml_write_integer (writer, -5);
  yaml_write_boolean (writer, TRUE);
  yaml_write_end (writer);
  g_autofree char *text = yaml_writer_steal (writer);
  g_assert_cmpstr (text, ==, "[\n  10000,\n  0.1,\n  0,\n  0.3333333333333333,\n  -5,\n  true\n]\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/yaml/tree", test_tree);
  g_test_add_func ("/yaml/json", test_json_and_unicode);
  g_test_add_func ("/yaml/aliases", test_aliases);
  g_test_add_func ("/yaml/mistakes", test_mistakes);
  g_test_add_func ("/yaml/bom", test_bom);
  g_test_add_func ("/yaml/hostile", test_hostile);
  g_test_add_func ("/yaml/writing", test_writing);
  g_test_add_func ("/yaml/numbers", test_numbers);
  return g_test_run ();
}
