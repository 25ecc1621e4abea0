#include "base/date.h"
#include "base/decode.h"
#include "base/length.h"

#include <string.h>

typedef struct
{
  char *word;
  int size;
} Leaf;

typedef struct
{
  char *id;
  Mark mark;
  char *name, *link, *kind;
  GPtrArray *tags, *about, *kinds;
  int grade, width;
  double weight, ratio;
  gboolean open;
  guint32 colour;
  Date date;
  Leaf *leaf;
  GPtrArray *leaves, *branches;
} Thing;

static const char *const kinds[] = {"casualty", "count", "event", NULL};

static const FieldSpec leaf_fields[] = {
    {"word", &field_string, G_STRUCT_OFFSET (Leaf, word), "a word", .required = TRUE},
    {"size", &field_integer, G_STRUCT_OFFSET (Leaf, size), "how large", .preset = "3"},
    {0}};

static gboolean
leaf_read_short (gpointer record, const YamlNode *node, Diags *diags)
{
  if (node->kind != YAML_SCALAR)
    return FALSE;
  ((Leaf *)record)->word = g_strdup (node->text);
  return TRUE;
}

static const RecordSpec leaf_spec = {"leaf",       "a leaf",       sizeof (Leaf),  leaf_fields,
                                     RECORD_NO_ID, RECORD_NO_MARK, leaf_read_short};

typedef struct
{
  char *id;
  Mark mark;
  char *text;
} Branch;

static const FieldSpec branch_fields[] = {{"text", &field_string, G_STRUCT_OFFSET (Branch, text), "a text"},
                                          {0}};
static const RecordSpec branch_spec = {
    "branch", "a branch", sizeof (Branch), branch_fields, RECORD_ID (Branch, id), RECORD_MARK (Branch, mark)};

#define AT(member) G_STRUCT_OFFSET (Thing, member)
static const FieldSpec thing_fields[] = {
    {"name", &field_string, AT (name), "its name", .required = TRUE},
    {"link", &field_id, AT (link), "another"},
    {"kind", &field_word, AT (kind), "what it is", .words = kinds},
    {"tags", &field_strings, AT (tags), "free words"},
    {"about", &field_ids, AT (about), "others"},
    {"kinds", &field_words, AT (kinds), "several", .words = kinds},
    {"grade", &field_integer, AT (grade), "1 best", .least = 1, .most = 6},
    {"width", &field_length, AT (width), "how wide", .least = UPT_PER_POINT, .most = 100 * UPT_PER_POINT},
    {"weight", &field_number, AT (weight), "how heavy"},
    {"ratio", &field_ratio, AT (ratio), "a part", .preset = "50 %"},
    {"open", &field_boolean, AT (open), "is it"},
    {"colour", &field_colour, AT (colour), "its colour", .preset = "\"#102030\""},
    {"date", &field_date, AT (date), "its day"},
    {"leaf", &field_record, AT (leaf), "one leaf", .record = &leaf_spec},
    {"leaves", &field_records, AT (leaves), "many", .record = &leaf_spec},
    {"branches", &field_record_map, AT (branches), "by id", .record = &branch_spec},
    {"elsewhere", &field_elsewhere, 0, "read by others"},
    {0}};
#undef AT
static const RecordSpec thing_spec = {"thing",      "a thing",    sizeof (Thing),
                                      thing_fields, RECORD_NO_ID, RECORD_MARK (Thing, mark)};

static Thing *
read_thing (const char *text, char **report)
{
  g_autoptr (Diags) diags = diags_new ();
  g_autoptr (YamlNode) node = yaml_read (text, strlen (text), "t.yaml", diags);
  g_assert_nonnull (node);
  Thing *thing = record_read (&thing_spec, node, NULL, diags);
  *report = diags_to_text (diags, FALSE);
  return thing;
}

static char *
write_thing (const Thing *thing)
{
  g_autoptr (YamlWriter) writer = yaml_writer_new (YAML_AS_YAML);
  record_write (&thing_spec, thing, writer);
  return yaml_writer_steal (writer);
}

static const char canonical[] =
    "name: Alpha\nlink: b-1\nkind: count\ntags:\n  - one\nabout:\n  - x/y\n  - z\nkinds:\n  - event\n"
    "grade: 2\nwidth: \"9.400390625pt\"\nweight: 1.5\nratio: 0.7\nopen: true\ncolour: \"#12385A\"\n"
    "date:\n  \"on\": \"2021-08-26\"\n  part: afternoon\n  inferred: the Thursday\n"
    "leaf:\n  word: oak\n  size: 3\nleaves:\n  - word: elm\n    size: 5\n  - word: ash\n    size: 3\n"
    "branches:\n  b1:\n    text: first\n  a1: {}\n";

static void
test_good (void)
{
  g_autofree char *report = NULL;
  Thing *thing = read_thing ("{name: Alpha, link: b-1, kind: count, tags: one, about: [x/y, z], kinds: "
                             "event, grade: 2, width: 9.4pt,"
                             " weight: 1.50, ratio: 70 %, open: true, colour: '#12385A', elsewhere: [1],"
                             " date: {on: 2021-08-26, part: afternoon, inferred: the Thursday}, leaf: oak,"
                             " leaves: [{word: elm, size: 5}, ash], branches: {b1: {text: first}, a1: }}",
                             &report);
  g_assert_cmpstr (report, ==, "");
  g_assert_cmpint (thing->width, ==, 9626);
  g_assert_cmphex (thing->colour, ==, 0x12385A);
  g_assert_cmpint (thing->date.kind, ==, DATE_ON);
  g_assert_cmpstr (((Branch *)thing->branches->pdata[0])->id, ==, "b1");
  g_autofree char *text = write_thing (thing);
  g_assert_cmpstr (text, ==, canonical);

  Thing *copy = record_copy (&thing_spec, thing);
  g_autofree char *copied = write_thing (copy);
  g_assert_cmpstr (copied, ==, canonical);
  g_assert_true (copy->leaf != thing->leaf && copy->name != thing->name);
  record_free (&thing_spec, copy);
  record_free (&thing_spec, thing);

  g_free (report);
  Thing *again = read_thing (canonical, &report);
  g_assert_cmpstr (report, ==, "");
  g_autofree char *second = write_thing (again);
  g_assert_cmpstr (second, ==, canonical);
  record_free (&thing_spec, again);
}

static void
test_mistakes (void)
{
  g_autofree char *report = NULL;
  Thing *thing = read_thing (
      "link: a b\nkind: cuont\ntags: [{}]\nabout: {a: b}\nkinds: [event, never]\ngrade: 7\nwidth: 200pt\n"
      "weight: much\nratio: ten\nopen: yes\ncolour: red\ndate: 2021-02-30\nleaf: [1]\nleaves: [{size: 1.5}]\n"
      "branches: [x]\nnmae: x\ngrades: 1\n",
      &report);
  g_assert_cmpstr (
      report, ==,
      "t.yaml:1:1: error: a thing lacks the key “name” [key-missing]\n    hint: name: its name\n"
      "t.yaml:1:7: error: “a b” is no id [id-wrong]\n    hint: letters, digits, - _ . / + , first a letter "
      "or "
      "digit\n"
      "t.yaml:2:7: error: “cuont” is not a word for “kind” [word-unknown]\n"
      "    hint: did you mean “count”? The words are: casualty, count, event\n"
      "t.yaml:3:8: error: a text or a list of texts is wanted here, not a map [type-wrong]\n"
      "t.yaml:4:8: error: an id or a list of ids is wanted here, not a map [type-wrong]\n"
      "t.yaml:5:16: error: “never” is not a word for “kinds” [word-unknown]\n"
      "    hint: the words are: casualty, count, event\n"
      "t.yaml:6:8: error: “grade: 7” is out of range [number-range]\n    hint: from 1 to 6\n"
      "t.yaml:7:8: error: “width: 200pt” is out of range [number-range]\n    hint: from 1 to 100 pt\n"
      "t.yaml:8:9: error: “weight” wants a number, not “much” [number-wrong]\n"
      "t.yaml:9:8: error: “ratio” wants a ratio such as 70 % or 0.7, not “ten” [number-wrong]\n"
      "t.yaml:10:7: error: “yes” is neither true nor false [boolean-wrong]\n    hint: write true or false\n"
      "t.yaml:11:9: error: “red” is no colour [colour-wrong]\n    hint: six hexadecimal digits in quotes: "
      "\"#12385A\"\n"
      "t.yaml:12:7: error: “2021-02-30” is no possible date [date-wrong]\n"
      "    hint: 2021, 2021-07, 2021-07-15, 2021-01..2021-04, 2014.., undated or ongoing\n"
      "t.yaml:13:7: error: a leaf is a map of keys, not a list [record-wrong]\n"
      "    hint: write its keys below, indented, each with its value\n"
      "t.yaml:14:10: error: a leaf lacks the key “word” [key-missing]\n    hint: word: a word\n"
      "t.yaml:14:17: error: “size” wants a whole number, not “1.5” [number-wrong]\n"
      "t.yaml:15:11: error: “branches” is a map of ids, each with a branch, not a list [map-wrong]\n"
      "t.yaml:16:1: error: a thing has no key “nmae” [key-unknown]\n    hint: did you mean “name”?\n"
      "t.yaml:17:1: error: a thing has no key “grades” [key-unknown]\n    hint: did you mean “grade”?\n");
  /* what is wrong stays as it was */
  g_assert_cmpfloat (thing->ratio, ==, 0.5);
  g_assert_cmphex (thing->colour, ==, 0x102030);
  record_free (&thing_spec, thing);
}

static void
test_onto (void)
{
  g_autofree char *report = NULL;
  Thing *thing = read_thing ("{name: A, tags: [a, b], leaf: {word: oak, size: 9}, ratio: 10 %}", &report);
  g_autoptr (Diags) diags = diags_new ();
  const char *text = "{tags: [c], leaf: {word: elm}, open: true}";
  g_autoptr (YamlNode) node = yaml_read (text, strlen (text), "u.yaml", diags);
  record_read_onto (&thing_spec, thing, node, diags);
  g_assert_false (diags_has_errors (diags));
  g_assert_cmpstr (thing->name, ==, "A");
  g_assert_cmpint (thing->tags->len, ==, 1);
  g_assert_cmpstr (thing->leaf->word, ==, "elm");
  g_assert_cmpint (thing->leaf->size, ==, 9);
  g_assert_cmpfloat (thing->ratio, ==, 0.1);
  record_free (&thing_spec, thing);
}

static void
test_dates (void)
{
  g_autofree char *report = NULL;
  Thing *thing = read_thing ("{name: A, date: {ongoing: true}}", &report);
  g_assert_cmpint (thing->date.kind, ==, DATE_ONGOING);
  record_free (&thing_spec, thing);
  g_free (report);
  thing = read_thing ("{name: A, date: {words: 'past, no date'}}", &report);
  g_assert_cmpint (thing->date.kind, ==, DATE_UNDATED);
  g_assert_cmpstr (thing->date.words, ==, "past, no date");
  record_free (&thing_spec, thing);
  g_free (report);
  thing = read_thing ("{name: A, date: {on: 2021-08, part: night}}", &report);
  g_assert_nonnull (strstr (report, "t.yaml:1:37: error: a part of the day needs a day [date-part]"));
  record_free (&thing_spec, thing);
}

static void
test_lengths (void)
{
  g_autofree char *report = NULL;
  Thing *thing = read_thing ("{name: A, width: 12 px}", &report);
  g_assert_nonnull (strstr (report, "“12 px” is no length [length-wrong]"));
  record_free (&thing_spec, thing);
}

static void
test_ids (void)
{
  static const char *const good[] = {"F30", "un-2021-07/state-a", "a", "7", "x_y.z"};
  static const char *const bad[] = {"", "-a", "a b", "a/", "a..b", "é", "a:b", "@x", "../x"};
  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (id_is_valid (good[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (id_is_valid (bad[i]));
  g_autofree char *report = NULL;
  Thing *thing = read_thing ("{name: A, branches: {'a b': {}}}", &report);
  g_assert_nonnull (strstr (report, "[id-key]"));
  record_free (&thing_spec, thing);
}

static void
test_words_about (void)
{
  g_autoptr (YamlWriter) writer = yaml_writer_new (YAML_AS_JSON);
  yaml_write_map_begin (writer);
  record_write_schema (&thing_spec, writer);
  yaml_write_end (writer);
  g_autofree char *schema = yaml_writer_steal (writer);
  g_autoptr (Diags) diags = diags_new ();
  g_autoptr (YamlNode) root = yaml_read (schema, strlen (schema), "schema", diags);
  g_autofree char *report = diags_to_text (diags, FALSE);
  g_assert_cmpstr (report, ==, "");
  const YamlNode *properties = yaml_find (root, "properties");
  for (const FieldSpec *field = thing_fields; field->key; field++)
    g_assert_nonnull (yaml_find (yaml_find (properties, field->key), "description"));
  g_assert_cmpint (yaml_find (yaml_find (properties, "kind"), "enum")->items->len, ==, 3);
  g_assert_cmpstr (yaml_find (yaml_find (properties, "grade"), "maximum")->text, ==, "6");
  g_autoptr (GString) manual = g_string_new (NULL);
  record_describe (&thing_spec, manual);
  g_assert_nonnull (strstr (manual->str, "what it is; a word of the list: casualty, count, event"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/decode/good", test_good);
  g_test_add_func ("/decode/mistakes", test_mistakes);
  g_test_add_func ("/decode/onto", test_onto);
  g_test_add_func ("/decode/dates", test_dates);
  g_test_add_func ("/decode/lengths", test_lengths);
  g_test_add_func ("/decode/ids", test_ids);
  g_test_add_func ("/decode/words", test_words_about);
  return g_test_run ();
}
