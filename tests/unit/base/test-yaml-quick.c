#include "base/yaml-quick.h"

#include <string.h>

/* Whatever yaml_quick reads, libfyaml reads the same way; and what is written by this program or lies in its folders, it does read. */

static void
dump (GString *out, const YamlNode *node, int depth)
{
  g_string_append_printf (out, "%*s%s %d:%d %s%s\n", depth * 2, "", yaml_kind_name (node), node->mark.line,
                          node->mark.column, node->plain ? "" : "quoted ", node->text ? node->text : "");
  for (guint i = 0; node->items && i < node->items->len; i++)
    {
      if (node->keys)
        dump (out, node->keys->pdata[i], depth + 1);
      dump (out, node->items->pdata[i], depth + 1);
    }
}

/** Is it read here? If so, as libfyaml reads it. */
static gboolean
agrees (const char *text, gsize length)
{
  g_autoptr (YamlNode) quick = yaml_quick (text, length, "f.yaml");
  if (!quick)
    return FALSE;
  g_autoptr (Diags) diags = diags_new ();
  g_autoptr (YamlNode) other = yaml_thorough (text, length, "f.yaml", diags);
  g_autoptr (GString) one = g_string_new (NULL), two = g_string_new (NULL);
  dump (one, quick, 0);
  if (other)
    dump (two, other, 0);
  if (strcmp (one->str, two->str) != 0)
    {
      g_autofree char *report = diags_to_text (diags, FALSE);
      g_test_message ("of this text: «%.*s»", (int)length, text);
      g_test_message ("quick: %s thorough: %s %s", one->str, two->str, report);
    }
  /* a root that is null becomes an empty map behind both */
  g_assert_true (yaml_is_null (quick) || strcmp (one->str, two->str) == 0);
  return TRUE;
}

static void
test_known (void)
{
  static const char *const texts[] = {"a: 1\n",
                                      "a: 1",
                                      "a: {b: 1, c: [x, y z, \"q, r\"], d: {}}\n",
                                      "a:\n  b: 1\n  c:\n    - x\n    - y: 1\n      z: 2\n",
                                      "a:\n- x\n- y\nb: 2\n",
                                      "- - a\n  - b\n- c\n",
                                      "a: 'it''s' # said\n\n# all\nb: \"x\\n\\\"y\\\"\"\n",
                                      "{a: 1,\n b: 2,\n}\n",
                                      "a: [1,\n  2, # two\n  3]\n",
                                      "a: x#y z:w http://x.y/z\n",
                                      "é: ü\nword: «—» x\nc: [é, {ü: 1}]\n",
                                      "a: >\n  one\n  two\n\n  three\nb: 1\n",
                                      "a: |\n  one\n\n  two\n",
                                      "a: >-\n  one\n  two\n",
                                      "- >\n  a\n  b\n- |-\n  c\n",
                                      "plain\n",
                                      "[]",
                                      "5",
                                      "-5\n",
                                      "a: -5\n",
                                      "\"x\"\n",
                                      "a: .5\n",
                                      "a: x - y\n",
                                      "a:\n  text\nb:\n  \"text\"\n",
                                      "  a: 1\n  b: 2\n",
                                      "a: [x]   # c\n",
                                      "a: \"\"\n",
                                      "a:\n  - b:\n    - c\n    d: 1\n",
                                      "a:\n  - {b: 1}\n  - [c]\n",
                                      "{\n}\n",
                                      "a: 1 \nb:   2\n",
                                      "1..9: <1\n",
                                      "x: a\"b'c\n"};
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      if (!agrees (texts[i], strlen (texts[i])))
        g_test_message ("not known: %s", texts[i]);
      g_assert_true (agrees (texts[i], strlen (texts[i])));
    }
}

static void
test_left (void)
{
  static const char *const texts[] = {"",
                                      "# c\n",
                                      "a:\n",
                                      "a: \n",
                                      "a:\nb: 1\n",
                                      "- \n- a\n",
                                      "a: &x 1\nb: *x\n",
                                      "a: !t 1\n",
                                      "---\na: 1\n",
                                      "a: 1\n...\n",
                                      "%YAML 1.2\n---\na: 1\n",
                                      "? a\n: 1\n",
                                      "a: 1\na: 2\n",
                                      "{a: 1, a: 2}\n",
                                      "a: x\n  y\n",
                                      "a: \"x\n  y\"\n",
                                      "a: [x\n y]\n",
                                      "a: b: c\n",
                                      "a: [b: c]\n",
                                      "{a, b}\n",
                                      "{\"a\":1}\n",
                                      "a:\t1\n",
                                      "a: 1\r\nb: 2\r\n",
                                      "a: \"\\x41\"\n",
                                      "a: [1, 2\nb: 3\n",
                                      "a: 'x\n",
                                      "a: >+\n  x\n",
                                      "a: >\n  x\n    y\n  z\n",
                                      "[a]: 1\n",
                                      "a: 1\n b: 2\n",
                                      " a: 1\nb: 2\n",
                                      "a: \"x\"y\n",
                                      "a: @x\n",
                                      "a: `x\n",
                                      "a: - b\n",
                                      "a:\n  b: 1\n c: 2\n",
                                      "a: [,]\n",
                                      "a: x\u2028y\n",
                                      "a: >\n  x",
                                      "a: >\n\n  x\n",
                                      "a: |2\n  x\n",
                                      "a: {b: }\n",
                                      "a: [x,, y]\n",
                                      "a: \"x\"# c\n"};
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      if (agrees (texts[i], strlen (texts[i])))
        g_test_message ("known after all: %s", texts[i]);
      g_assert_false (agrees (texts[i], strlen (texts[i])));
    }
  GString *deep = g_string_new (NULL);
  for (int i = 0; i < 70; i++)
    g_string_append_c (deep, '[');
  for (int i = 0; i < 70; i++)
    g_string_append_c (deep, ']');
  g_assert_false (agrees (deep->str, deep->len));
  g_string_free (deep, TRUE);
}

static void
test_many_keys (void)
{
  GString *text = g_string_new (NULL);
  for (int i = 0; i < 100; i++)
    g_string_append_printf (text, "key-%d: {a: %d}\n", i, i);
  g_assert_true (agrees (text->str, text->len));
  g_string_append (text, "key-50: 1\n");
  g_assert_false (agrees (text->str, text->len));
  g_string_free (text, TRUE);
}

/** Spoils @text at one place: a byte goes, comes or is said twice, a line is moved in or out. Whatever comes of it must agree. */
static void
spoil (GString *text, GRand *random)
{
  static const char signs[] = ":-#{}[],\"'>|&*!?% \n  \n\\.a1";
  const int at = g_rand_int_range (random, 0, (int)text->len);
  const gssize n = g_rand_int_range (random, 1, 6);
  switch (g_rand_int_range (random, 0, 5))
    {
    case 0:
      g_string_erase (text, at, CLAMP (n, 1, (gssize)text->len - at));
      break;
    case 1:
    case 2:
      g_string_insert_c (text, at, signs[g_rand_int_range (random, 0, (int)sizeof signs - 1)]);
      break;
    case 3:
      text->str[at] = signs[g_rand_int_range (random, 0, (int)sizeof signs - 1)];
      break;
    default:
      {
        const char *line = memchr (text->str + at, '\n', text->len - (gsize)at);
        if (line)
          g_string_insert (text, line + 1 - text->str, "  ");
      }
    }
}

/** All YAML files below @folder; returns how many, counts in @known those that are read here. */
static int
try_folder (const char *folder, int *known, GRand *random)
{
  int n = 0;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  for (const char *name; dir && (name = g_dir_read_name (dir));)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL), *text = NULL;
      gsize length;
      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        n += try_folder (path, known, random);
      else if (g_str_has_suffix (name, ".yaml") && g_file_get_contents (path, &text, &length, NULL))
        {
          n++;
          if (agrees (text, length))
            ++*known;
          else
            g_test_message ("not known: %s", path);
          for (int i = 0; i < 60 && length > 20; i++)
            { /* a piece of some lines, spoilt up to three times */
              const gsize from = (gsize)g_rand_int_range (random, 0, (int)length - 10);
              const gsize size = (gsize)g_rand_int_range (random, 10, 400);
              const gsize to = MIN (length, from + size);
              const char *line = i % 2 ? text : memchr (text + from, '\n', length - from);
              const char *end = memchr (text + to - 1, '\n', length - to + 1);
              if (!line || !end || line >= end)
                continue;
              g_autoptr (GString) piece = g_string_new_len (line, end + 1 - line);
              for (int k = g_rand_int_range (random, 0, 4); k > 0 && piece->len; k--)
                spoil (piece, random);
              if (g_utf8_validate (piece->str, (gssize)piece->len, NULL))
                agrees (piece->str, piece->len);
            }
        }
    }
  return n;
}

static void
test_files (void)
{
  g_autofree char *data = g_test_build_filename (G_TEST_DIST, "data", NULL),
                  *layouts = g_test_build_filename (G_TEST_DIST, "layouts", NULL),
                  *golden = g_test_build_filename (G_TEST_DIST, "tests", "golden", NULL);
  GRand *random = g_rand_new_with_seed (6);
  int known = 0, n = try_folder (layouts, &known, random) + try_folder (data, &known, random);
  g_test_message ("%d of %d files", known, n);
  g_assert_cmpint (n, >, 20);
  g_assert_cmpint (known, ==, n);
  try_folder (golden, &known, random);
  g_rand_free (random);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/yaml-quick/known", test_known);
  g_test_add_func ("/yaml-quick/left", test_left);
  g_test_add_func ("/yaml-quick/many-keys", test_many_keys);
  g_test_add_func ("/yaml-quick/files", test_files);
  return g_test_run ();
}
