/* schema.c: tables of record kinds; see schema.h. The order of fields is that of canonical text. */
#include "release/schema.h"

#include "release/values.h"

const char *const certainty_words[] = {"asserted", "assessed", "possible",    "contested", "reported",
                                       "article",  "forecast", "no-evidence", "unclear",   NULL};
const char *const confidence_words[] = {"low", "moderate", "high", NULL};

static const char *const source_kinds[] = {"news article",      "official statement",
                                           "official document", "official act",
                                           "un report",         "oversight report",
                                           "event count",       "member state",
                                           "adversary claim",   "photo caption",
                                           "interview",         "academic work",
                                           "company statement", "court document",
                                           "data set",          "think-tank report",
                                           "social media",      "voice",
                                           "unknown",           NULL};
static const char *const entity_kinds[] = {"organisation", "person", "place",  "event",
                                           "operation",    "office", "object", NULL};
static const char *const entity_types[] = {"armed group",
                                           "armed force",
                                           "government",
                                           "state",
                                           "military command",
                                           "international organisation",
                                           "media",
                                           "government department",
                                           "government agency",
                                           "company",
                                           "party",
                                           "agency",
                                           "mission",
                                           "un mission",
                                           "city",
                                           "country",
                                           "region",
                                           "district",
                                           "facility",
                                           "checkpoint",
                                           "attack",
                                           "politician",
                                           "commander",
                                           "official",
                                           "journalist",
                                           "other",
                                           NULL};
static const char *const claim_kinds[] = {"casualty",
                                          "count",
                                          "estimate",
                                          "strength",
                                          "event",
                                          "attribution",
                                          "claim-of-responsibility",
                                          "forecast",
                                          "warning",
                                          "policy",
                                          "assessment",
                                          "leadership",
                                          "membership",
                                          "founding",
                                          "allegiance",
                                          "alliance",
                                          "hostility",
                                          "contested",
                                          "designation",
                                          "incident-report",
                                          "context",
                                          "attacks",
                                          "money",
                                          "capability",
                                          "intent",
                                          "location",
                                          NULL};
static const char *const relation_statuses[] = {"asserted",  "assessed", "possible",
                                                "contested", "reported", NULL};
static const char *const passage_ways[] = {"sentence", NULL};
static const char *const briefing_statuses[] = {"draft", "final", NULL};
static const char *const sides[] = {"left", "centre", "right", NULL};
static const char *const reliability_words[] = {"A", "B", "C", "D", "E", "F", NULL};

/* Every kind ends with these three, whose meaning is everywhere the same. */
#define GRANTS(type)                                                                                         \
  {"marking", &field_string, G_STRUCT_OFFSET (type, marking), "its label; without it that of the briefing"}, \
      {"needs", &field_strings, G_STRUCT_OFFSET (type, needs),                                               \
       "needs that an audience must have to know it"},                                                       \
  {                                                                                                          \
    "tags", &field_strings, G_STRUCT_OFFSET (type, tags), "free words by which layouts choose"               \
  }

#define AT(member) G_STRUCT_OFFSET (Source, member)
static const FieldSpec source_fields[] = {
    {"kind", &field_word, AT (kind), "what sort of source", .words = source_kinds},
    {"name", &field_text, AT (name), "how it is named in print; without it the originator or title"},
    {"title", &field_text, AT (title), "title of the document"},
    {"originator", &field_string, AT (originator), "who published or said it"},
    {"date", &field_date, AT (date), "when it was published or said"},
    {"locator", &field_string, AT (locator), "where in it: page, paragraph"},
    {"link", &field_string, AT (link), "address to find it again"},
    {"retrieved", &field_date, AT (retrieved), "when it was read"},
    {"descriptor", &field_text, AT (descriptor), "what a reader must know of it, in words"},
    {"reliability", &field_word, AT (reliability), "A best to E, F cannot be judged; not said: ungraded",
     .words = reliability_words},
    {"within", &field_id, AT (within), "source through which alone it was read"},
    {"label", &field_string, AT (label), "a letter that tells voices apart"},
    {"differs_from", &field_ids, AT (differs_from), "sources known not to be the same"},
    {"may_be", &field_ids, AT (may_be), "sources that may be the same; not known"},
    {"public_alias", &field_text, AT (public_alias), "what it is called for those who may not see who it is"},
    {"entity", &field_id, AT (entity), "the entity that speaks"},
    GRANTS (Source),
    {"voices", &field_elsewhere, 0, "map of sources that speak inside it: parent/voice", .author_only = TRUE},
    {0}};
const RecordSpec source_spec = {"source",
                                "a document or a voice within one",
                                sizeof (Source),
                                source_fields,
                                RECORD_ID (Source, id),
                                RECORD_MARK (Source, mark)};
#undef AT

static gboolean
script_name_short (gpointer record, const YamlNode *node, Diags *diags)
{
  if (node->kind != YAML_SCALAR || yaml_is_null (node))
    return FALSE;
  ((ScriptName *)record)->text = g_strdup (node->text);
  return TRUE;
}

static const FieldSpec script_name_fields[] = {
    {"script", &field_string, G_STRUCT_OFFSET (ScriptName, script), "ISO 15924: Arab, Latn, Cyrl"},
    {"text", &field_string, G_STRUCT_OFFSET (ScriptName, text), "the name as written there",
     .required = TRUE},
    {0}};
static const RecordSpec script_name_spec = {"name",
                                            "a name in another language or script",
                                            sizeof (ScriptName),
                                            script_name_fields,
                                            RECORD_ID (ScriptName, lang),
                                            RECORD_NO_MARK,
                                            .read_short = script_name_short};

#define AT(member) G_STRUCT_OFFSET (Entity, member)
static const FieldSpec entity_fields[] = {
    {"kind", &field_word, AT (kind), "what sort of thing", .words = entity_kinds, .required = TRUE},
    {"type", &field_word, AT (sub_kind), "more exactly", .words = entity_types},
    {"name", &field_text, AT (name), "how it is called in print", .required = TRUE},
    {"long_name", &field_text, AT (long_name), "the name at first mention"},
    {"honorific", &field_string, AT (honorific), "title before a person's name; not sorted by"},
    {"sort", &field_string, AT (sort), "the word it is sorted by"},
    {"aliases", &field_strings, AT (aliases), "other names and spellings of the same"},
    {"names", &field_record_map, AT (names), "names by language: {ps: {script: Arab, text: …}}",
     .record = &script_name_spec},
    {"role", &field_text, AT (role), "its part in this case, in words"},
    {"not_same_as", &field_ids, AT (not_same_as), "entities it must not be taken for"},
    {"part_of", &field_id, AT (part_of), "the entity it belongs to"},
    GRANTS (Entity),
    {0}};
const RecordSpec entity_spec = {"entity",
                                "somebody or something that claims speak of",
                                sizeof (Entity),
                                entity_fields,
                                RECORD_ID (Entity, id),
                                RECORD_MARK (Entity, mark)};
#undef AT

static gboolean
compare_short (gpointer record, const YamlNode *node, Diags *diags)
{
  if (node->kind != YAML_SCALAR)
    return FALSE;
  static const FieldSpec with = {"with", &field_id, 0};
  field_id.read (&with, &((Compare *)record)->with, node, diags);
  return TRUE;
}

static const FieldSpec compare_fields[] = {
    {"with", &field_id, G_STRUCT_OFFSET (Compare, with), "the claim to compare with; the change is computed"},
    {"note", &field_text, G_STRUCT_OFFSET (Compare, note), "what to know of the comparison"},
    {0}};
static const RecordSpec compare_spec = {
    "comparison",   "two counts side by side",  sizeof (Compare), compare_fields, RECORD_NO_ID,
    RECORD_NO_MARK, .read_short = compare_short};

#define AT(member) G_STRUCT_OFFSET (Claim, member)
static const FieldSpec claim_fields[] = {
    {"kind", &field_word, AT (kind), "what sort of statement", .words = claim_kinds},
    {"text", &field_text, AT (text), "the statement in one or two sentences, complete in itself"},
    {"figure", &field_figure, AT (figure),
     "how much: 12 attacks, 500..1500 fighters, <=10000, >=5, ~3000, or a map"},
    {"period", &field_date, AT (period), "the time that the figure counts"},
    {"compare", &field_inline, AT (compare), "another count to set it against", .record = &compare_spec},
    {"about", &field_ids, AT (about), "the entities it speaks of"},
    {"said_by", &field_ids, AT (said_by), "who says so: a source; the chain follows from its `within`"},
    {"as_of", &field_date, AT (as_of), "the time at which it was so"},
    {"certainty", &field_word, AT (certainty), "how the speaker puts it", .words = certainty_words},
    {"holders", &field_string, AT (holders), "who holds it, in words: some member states"},
    {"credibility", &field_integer, AT (credibility),
     "1 confirmed to 5 improbable, 6 cannot be judged; not said: ungraded", .least = 1, .most = 6},
    {"term", &field_string, AT (term), "the speaker's own word of likelihood, quoted"},
    {"condition", &field_text, AT (condition), "on what it depends"},
    {"contests", &field_ids, AT (contests), "claims that it denies"},
    {"not_comparable", &field_ids, AT (not_comparable),
     "claims never to be set into one bar, sum or average with it"},
    {"readings", &field_texts, AT (readings), "ways to read it, when it is open which is meant"},
    {"note", &field_text, AT (note), "what a careful reader must know"},
    GRANTS (Claim),
    {0}};
const RecordSpec claim_spec = {"claim",      "one statement of somebody", sizeof (Claim),
                               claim_fields, RECORD_ID (Claim, id),       RECORD_MARK (Claim, mark)};
#undef AT

#define AT(member) G_STRUCT_OFFSET (Relation, member)
static const FieldSpec relation_fields[] = {
    {"from", &field_from, AT (from), "the entity that acts, or {part_of, text} for a part of it",
     .required = TRUE},
    {"from_part", &field_text, AT (from_part), "which part of it"},
    {"is", &field_string, AT (is), "what it is or does to the other, in words: fights, leads",
     .required = TRUE},
    {"to", &field_to, AT (to), "the entity or entities acted on", .required = TRUE},
    {"to_part", &field_text, AT (to_part), "which part of it"},
    {"label", &field_text, AT (label), "short words for a chart; without it `is`"},
    {"when", &field_date, AT (when), "when it was so"},
    {"status", &field_word, AT (status), "how sure; not said: follows from its claims",
     .words = relation_statuses},
    {"claims", &field_ids, AT (claims), "the claims that say so"},
    GRANTS (Relation),
    {0}};
const RecordSpec relation_spec = {
    "relation",      "how one entity stands to others", sizeof (Relation),
    relation_fields, RECORD_ID (Relation, id),          RECORD_MARK (Relation, mark)};
#undef AT

#define AT(member) G_STRUCT_OFFSET (Judgement, member)
static const FieldSpec judgement_fields[] = {
    {"text", &field_text, AT (text), "the judgement, with {likelihood} once", .required = TRUE},
    {"likelihood", &field_string, AT (likelihood), "a word of the briefing's scale"},
    {"confidence", &field_word, AT (confidence), "how well founded", .words = confidence_words},
    {"because", &field_text, AT (because), "on what it rests, in words"},
    {"basis", &field_ids, AT (basis), "the claims it rests on"},
    {"alternatives", &field_texts, AT (alternatives), "what else may be so"},
    {"indicators", &field_texts, AT (indicators), "what would change our mind"},
    {"if_wrong", &field_text, AT (if_wrong), "what follows if it is wrong"},
    GRANTS (Judgement),
    {0}};
const RecordSpec judgement_spec = {
    "judgement",      "what the author concludes", sizeof (Judgement),
    judgement_fields, RECORD_ID (Judgement, id),   RECORD_MARK (Judgement, mark)};
#undef AT

static gboolean
passage_short (gpointer record, const YamlNode *node, Diags *diags)
{
  if (node->kind != YAML_SCALAR || yaml_is_null (node))
    return FALSE;
  static const FieldSpec text = {"text", &field_text, 0};
  field_text.read (&text, &((Passage *)record)->text, node, diags);
  return TRUE;
}

#define AT(member) G_STRUCT_OFFSET (Passage, member)
static const FieldSpec passage_fields[] = {
    {"heading", &field_text, AT (heading), "its heading"},
    {"text", &field_text, AT (text),
     "Markdown: [F30] cites, {F30} prints the figure, @muhajir prints the name", .required = TRUE},
    {"by", &field_word, AT (by), "sentence: withheld sentence by sentence; not said: as a whole",
     .words = passage_ways},
    GRANTS (Passage),
    {0}};
const RecordSpec passage_spec = {"passage",
                                 "a named piece of prose",
                                 sizeof (Passage),
                                 passage_fields,
                                 RECORD_ID (Passage, id),
                                 RECORD_MARK (Passage, mark),
                                 .read_short = passage_short};
#undef AT

#define AT(member) G_STRUCT_OFFSET (Briefing, member)
static const FieldSpec briefing_fields[] = {
    {"id", &field_id, AT (id), "name of the case in file names", .required = TRUE},
    {"title", &field_text, AT (title), "title of the briefing", .required = TRUE},
    {"subtitle", &field_text, AT (subtitle), "a line below the title"},
    {"titles", &field_titles, AT (titles), "other titles by layout"},
    {"issue", &field_integer, AT (issue), "number of the issue", .least = 1, .most = 100000},
    {"issued", &field_date, AT (issued), "day of issue"},
    {"cutoff", &field_date, AT (cutoff), "day up to which information was taken in"},
    {"language", &field_string, AT (language), "BCP 47 language of its texts", .preset = "en-GB"},
    {"scheme", &field_id, AT (scheme), "marking scheme", .preset = "tlp-2"},
    {"marking", &field_string, AT (marking),
     "label of a record that says none; not said: the highest of the scheme"},
    {"likelihood", &field_id, AT (likelihood), "scale of likelihood words"},
    {"subject", &field_id, AT (subject), "the entity that the briefing is about"},
    {"desk", &field_string, AT (desk), "who wrote it"},
    {"contact", &field_string, AT (contact), "where questions go"},
    {"status", &field_word, AT (status), "a draft is printed with a watermark", .words = briefing_statuses},
    {"released_by", &field_string, AT (released_by), "who released it"},
    {"distribution", &field_strings, AT (distribution), "who gets it"},
    {"format", &field_elsewhere, 0, "version of these files: 1", .author_only = TRUE},
    {"uses", &field_elsewhere, 0, "folders of records shared by several cases", .author_only = TRUE},
    {"previous", &field_elsewhere, 0, "case folder of the issue before", .author_only = TRUE},
    {0}};
#undef AT

/** ICU and Pango are given the language: what is none must not reach them. */
static void
check_briefing (gpointer record, const YamlNode *node, Diags *diags)
{
  const char *language = ((const Briefing *)record)->language;
  if (language && !language_is_valid (language))
    diags_error (diags, yaml_find (node, "language")->mark, "briefing-language", "BCP 47: en-GB, fr, ps",
                 "“%s” is no language", language);
}

const RecordSpec briefing_spec = {"briefing",
                                  "the case as a whole",
                                  sizeof (Briefing),
                                  briefing_fields,
                                  RECORD_ID (Briefing, id),
                                  RECORD_MARK (Briefing, mark),
                                  .check = check_briefing};

#define AT(member) G_STRUCT_OFFSET (Label, member)
static const FieldSpec label_fields[] = {
    {"text", &field_string, AT (text), "the label as printed, in every language the same", .required = TRUE},
    {"above", &field_strings, AT (above), "labels right below this one"},
    {"aliases", &field_strings, AT (aliases), "older names, read as this one"},
    {"colour", &field_string, AT (colour), "of the letters"},
    {"ground", &field_string, AT (ground), "behind the letters"},
    {"meaning", &field_text, AT (meaning), "what the reader may do with it"},
    {0}};
const RecordSpec label_spec = {"label",      "one label of a marking scheme", sizeof (Label),
                               label_fields, RECORD_ID (Label, id),           RECORD_NO_MARK};
#undef AT

#define AT(member) G_STRUCT_OFFSET (Scheme, member)
static const FieldSpec scheme_fields[] = {
    {"title", &field_string, AT (title), "name of the scheme"},
    {"labels", &field_record_map, AT (labels), "its labels, lowest first", .record = &label_spec,
     .required = TRUE},
    {"size", &field_number, AT (size), "of the banner in points; not said: the layout's", .least = 1,
     .most = 200},
    {"align", &field_word, AT (align), "where the banner stands", .words = sides},
    {"every_page", &field_boolean, AT (every_page), "must the banner be on every page"},
    {0}};
const RecordSpec scheme_spec = {"marking scheme", "labels and their order", sizeof (Scheme),
                                scheme_fields,    RECORD_ID (Scheme, id),   RECORD_NO_MARK};
#undef AT

#define AT(member) G_STRUCT_OFFSET (LikelihoodWord, member)
static const FieldSpec likelihood_word_fields[] = {
    {"word", &field_string, AT (word), "the word", .required = TRUE},
    {"low", &field_number, AT (low), "least per cent", .least = 0, .most = 100},
    {"high", &field_number, AT (high), "most per cent", .least = 0, .most = 100, .required = TRUE},
    {0}};
static const RecordSpec likelihood_word_spec = {"likelihood word",
                                                "a word and what it means",
                                                sizeof (LikelihoodWord),
                                                likelihood_word_fields,
                                                RECORD_NO_ID,
                                                RECORD_NO_MARK};
#undef AT

#define AT(member) G_STRUCT_OFFSET (LikelihoodScale, member)
static const FieldSpec scale_fields[] = {{"title", &field_string, AT (title), "name of the scale"},
                                         {"words", &field_records, AT (words), "least likely first",
                                          .record = &likelihood_word_spec, .required = TRUE},
                                         {0}};
const RecordSpec scale_spec = {"likelihood scale", "words of likelihood",           sizeof (LikelihoodScale),
                               scale_fields,       RECORD_ID (LikelihoodScale, id), RECORD_NO_MARK};
#undef AT

/* One row a kind */

typedef struct
{
  const RecordSpec *spec;
  const char *key;
  gsize marking, needs;
} KindRow;

#define ROW(spec, key, type)                                                                                 \
  {                                                                                                          \
    &spec, key, G_STRUCT_OFFSET (type, marking), G_STRUCT_OFFSET (type, needs)                               \
  }
static const KindRow rows[N_RECORD_KINDS] = {[RECORD_SOURCE] = ROW (source_spec, "sources", Source),
                                             [RECORD_ENTITY] = ROW (entity_spec, "entities", Entity),
                                             [RECORD_CLAIM] = ROW (claim_spec, "claims", Claim),
                                             [RECORD_RELATION] = ROW (relation_spec, "relations", Relation),
                                             [RECORD_JUDGEMENT] =
                                                 ROW (judgement_spec, "judgements", Judgement),
                                             [RECORD_PASSAGE] = ROW (passage_spec, "text", Passage)};

const RecordSpec *
kind_spec (RecordKind kind)
{
  return rows[kind].spec;
}

const char *
kind_key (RecordKind kind)
{
  return rows[kind].key;
}

const char *
kind_name (RecordKind kind)
{
  return rows[kind].spec->name;
}

const char *
any_id (RecordKind kind, gconstpointer record)
{
  return record_id (rows[kind].spec, record);
}

Mark
any_mark (RecordKind kind, gconstpointer record)
{
  return *(const Mark *)((const char *)record + rows[kind].spec->mark_offset);
}

const char *
any_marking (RecordKind kind, gconstpointer record)
{
  return *(char *const *)((const char *)record + rows[kind].marking);
}

const GPtrArray *
any_needs (RecordKind kind, gconstpointer record)
{
  return *(GPtrArray *const *)((const char *)record + rows[kind].needs);
}

static void
write_part (YamlWriter *writer, const char *key, const RecordSpec *spec, gboolean is_map)
{
  yaml_write_key (writer, key);
  yaml_write_map_begin (writer);
  if (is_map)
    {
      yaml_write_key (writer, "type");
      yaml_write_string (writer, "object");
      yaml_write_key (writer, "additionalProperties");
      yaml_write_map_begin (writer);
    }
  yaml_write_key (writer, "description");
  yaml_write_string (writer, spec->meaning);
  record_write_schema (spec, writer);
  if (is_map)
    yaml_write_end (writer);
  yaml_write_end (writer);
}

char *
schema_of_facts (void)
{
  g_autoptr (YamlWriter) writer = yaml_writer_new (YAML_AS_JSON);
  yaml_write_map_begin (writer);
  yaml_write_key (writer, "$schema");
  yaml_write_string (writer, "https://json-schema.org/draft/2020-12/schema");
  yaml_write_key (writer, "title");
  yaml_write_string (writer, "Facts of a briefing");
  yaml_write_key (writer, "type");
  yaml_write_string (writer, "object");
  yaml_write_key (writer, "additionalProperties");
  yaml_write_boolean (writer, FALSE);
  yaml_write_key (writer, "properties");
  yaml_write_map_begin (writer);
  write_part (writer, "briefing", &briefing_spec, FALSE);
  for (int kind = 0; kind < N_RECORD_KINDS; kind++)
    write_part (writer, rows[kind].key, rows[kind].spec, TRUE);
  yaml_write_end (writer);
  yaml_write_end (writer);
  return yaml_writer_steal (writer);
}

char *
manual_of_facts (void)
{
  GString *out = g_string_new ("briefing: the case as a whole\n");
  record_describe (&briefing_spec, out);
  for (int kind = 0; kind < N_RECORD_KINDS; kind++)
    {
      g_string_append_printf (out, "\n%s: %s\n", rows[kind].key, rows[kind].spec->meaning);
      record_describe (rows[kind].spec, out);
    }
  return g_string_free (out, FALSE);
}
