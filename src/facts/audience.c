/* audience.c: see audience.h. */
#include "facts/audience.h"

#include "facts/scheme.h"
#include "release/values.h"

static const char *const source_name_words[] = {"real", "alias", NULL};
static const char *const wording_words[] = {"plain", NULL};

static const FieldSpec sight_fields[] = {
    {"source_names", &field_word, G_STRUCT_OFFSET (AudienceSight, source_names),
     "alias: a source that has a public_alias is shown by it alone", .words = source_name_words},
    {0}};
static const RecordSpec sight_spec = {
    "sight",       "what it sees in another form", sizeof (AudienceSight), sight_fields, RECORD_NO_ID,
    RECORD_NO_MARK};

#define AT(member) G_STRUCT_OFFSET (Audience, member)
static const FieldSpec audience_fields[] = {
    {"title", &field_text, AT (title), "what it is called in print"},
    {"clearance", &field_titles, AT (clearance), "highest label it may see, by scheme: {tlp-2: CLEAR}",
     .required = TRUE},
    {"needs", &field_strings, AT (needs), "needs to know that it has"},
    {"sees", &field_inline, AT (sees), "what it sees in another form", .record = &sight_spec},
    {"wording", &field_word, AT (wording), "plain: in plain words", .words = wording_words},
    {0}};
#undef AT
static const RecordSpec audience_spec = {
    "audience",      "a group of readers",     sizeof (Audience),
    audience_fields, RECORD_ID (Audience, id), RECORD_MARK (Audience, mark)};

static const FieldSpec file_fields[] = {{"audiences", &field_record_map, G_STRUCT_OFFSET (Audiences, list),
                                         "audiences by id", .record = &audience_spec, .required = TRUE},
                                        {0}};
static const RecordSpec file_spec = {"audiences file", "who may know what", sizeof (Audiences),
                                     file_fields,      RECORD_NO_ID,        RECORD_NO_MARK};

Audiences *
audiences_read (const char *path, Diags *diags, GError **error)
{
  g_autoptr (YamlNode) root = file_read_yaml (path, diags, error);
  return root ? record_read (&file_spec, root, NULL, diags) : NULL;
}

Audiences *
audiences_of_public (const Scheme *scheme)
{
  Audiences *audiences = record_new (&file_spec);
  Audience *public = record_new (&audience_spec);
  TextVariant *title = g_new0 (TextVariant, 1);
  const Label *lowest = scheme ? scheme_lowest (scheme) : NULL;
  public->id = g_strdup ("public");
  title->text = g_strdup ("Public");
  g_ptr_array_add (public->title, title);
  if (lowest)
    {
      TextVariant *clearance = g_new0 (TextVariant, 1);
      clearance->lang = g_strdup (scheme->id);
      clearance->text = g_strdup (lowest->id);
      g_ptr_array_add (public->clearance, clearance);
    }
  g_ptr_array_add (audiences->list, public);
  return audiences;
}

void
audiences_free (Audiences *audiences)
{
  record_free (&file_spec, audiences);
}

const Audience *
audiences_find (const Audiences *audiences, const char *id)
{
  for (guint i = 0; id && i < audiences->list->len; i++)
    {
      const Audience *audience = g_ptr_array_index (audiences->list, i);
      if (g_str_equal (audience->id, id))
        return audience;
    }
  return NULL;
}

static const char *
clearance_word (const Audience *audience, const Scheme *scheme)
{
  for (guint i = 0; i < audience->clearance->len; i++)
    {
      const TextVariant *entry = g_ptr_array_index (audience->clearance, i);
      if (g_strcmp0 (entry->lang, scheme->id) == 0)
        return entry->text;
    }
  return NULL;
}

const Label *
audience_clearance (const Audience *audience, const Scheme *scheme)
{
  return scheme_label (scheme, clearance_word (audience, scheme));
}

void
audiences_check (const Audiences *audiences, const Scheme *scheme, Diags *diags)
{
  for (guint i = 0; scheme && i < audiences->list->len; i++)
    {
      const Audience *audience = g_ptr_array_index (audiences->list, i);
      const char *word = clearance_word (audience, scheme);
      if (word && !scheme_label (scheme, word))
        {
          g_autofree char *hint = scheme_hint (scheme, word);
          diags_error (diags, audience->mark, "clearance-unknown", hint,
                       "audience %s: “%s” is no label of the scheme %s", audience->id, word, scheme->id);
        }
    }
}

char *
schema_of_audiences (void)
{
  g_autoptr (YamlWriter) writer = yaml_writer_new (YAML_AS_JSON);
  yaml_write_map_begin (writer);
  yaml_write_key (writer, "$schema");
  yaml_write_string (writer, "https://json-schema.org/draft/2020-12/schema");
  yaml_write_key (writer, "title");
  yaml_write_string (writer, "Audiences of briefings");
  record_write_schema (&file_spec, writer);
  yaml_write_end (writer);
  return yaml_writer_steal (writer);
}
