/* query.c: see query.h. */
#include "document/query.h"
#include "document/query-sort.h"
#include <string.h>
#include "document/labels.h"
#include "release/schema.h"

#define ID_KEYS                                                                                              \
  {"ids", KEY_IDS, .meaning = "these records, in this order"},                                               \
      {"tags", KEY_STRINGS, .meaning = "with any of these tags"},                                            \
      {"all_tags", KEY_STRINGS, .meaning = "with all of these tags"},                                        \
      {"not", KEY_MAP, .meaning = "a query that must not hold"},                                             \
      {"limit", KEY_INTEGER, .low = 1, .high = 100000, .meaning = "at most so many"},                        \
  {                                                                                                          \
    "skip", KEY_INTEGER, .low = 0, .high = 100000, .meaning = "leave out the first so many"                  \
  }

static const KeySpec claim_keys[] = {
    ID_KEYS,
    {"sort", KEY_CHOICE, .choices = "as_of|-as_of|id|-id|kind|-kind|period|-period",
     .meaning = "order; - turns it round"},
    {"kind", KEY_STRINGS, .meaning = "kind of claim"},
    {"certainty", KEY_STRINGS, .meaning = "words of certainty"},
    {"about", KEY_IDS, .meaning = "entities it is about"},
    {"said_by", KEY_IDS, .meaning = "who says it, or a document in its chain"},
    {"figure", KEY_BOOLEAN, .meaning = "has it a figure"},
    {"compared", KEY_BOOLEAN, .meaning = "is it compared with another"},
    {"contested", KEY_BOOLEAN, .meaning = "is it denied, or does it deny"},
    {"denies", KEY_BOOLEAN, .meaning = "does it deny another claim"},
    {"readings", KEY_BOOLEAN, .meaning = "can it be read in several ways"},
    {NULL}};
static const KeySpec relation_keys[] = {
    ID_KEYS,
    {"sort", KEY_CHOICE, .choices = "from|-from|to|-to|is|-is|when|-when",
     .meaning = "order; - turns it round"},
    {"is", KEY_STRINGS, .meaning = "relation words"},
    {"class", KEY_STRINGS, .meaning = "classes of `chart: classes:`"},
    {"from", KEY_IDS, .meaning = "entities it comes from"},
    {"to", KEY_IDS, .meaning = "entities it leads to"},
    {"with", KEY_IDS, .meaning = "entities at either end"},
    {"status", KEY_STRINGS, .meaning = "asserted, assessed, possible, contested, reported"},
    {"claimed", KEY_BOOLEAN, .meaning = "does it rest on a claim"},
    {"sourced", KEY_BOOLEAN, .meaning = "does somebody say it beside the documents in hand"},
    {NULL}};
static const KeySpec entity_keys[] = {
    ID_KEYS,
    {"sort", KEY_CHOICE, .choices = "name|-name|kind|-kind", .meaning = "order; - turns it round"},
    {"kind", KEY_STRINGS, .meaning = "organisation, person, place …"},
    {"type", KEY_STRINGS, .meaning = "state, armed group, city …"},
    {"scripts", KEY_BOOLEAN, .meaning = "has it names in other scripts"},
    {"not_same_as", KEY_BOOLEAN, .meaning = "is there another not to mix it up with"},
    {NULL}};
static const KeySpec source_keys[] = {
    ID_KEYS,
    {"sort", KEY_CHOICE, .choices = "date|-date|name|-name", .meaning = "order; - turns it round"},
    {"kind", KEY_STRINGS, .meaning = "kinds of source"},
    {"voice", KEY_BOOLEAN, .meaning = "is it a voice inside a document"},
    {"in_hand", KEY_BOOLEAN, .meaning = "is it a document in hand"},
    {NULL}};
static const KeySpec judgement_keys[] = {ID_KEYS,
                                         {"likelihood", KEY_STRINGS, .meaning = "words of the scale"},
                                         {"confidence", KEY_STRINGS, .meaning = "low, moderate, high"},
                                         {NULL}};
static const KeySpec passage_keys[] = {ID_KEYS, {NULL}};

static const struct
{
  const char *record;
  const KeySpec *keys;
} query_tables[] = {{"claim", claim_keys},   {"relation", relation_keys},   {"entity", entity_keys},
                    {"source", source_keys}, {"judgement", judgement_keys}, {"passage", passage_keys}};

const KeySpec *
query_keys (const char *record)
{
  for (guint i = 0; record != NULL && i < G_N_ELEMENTS (query_tables); i++)
    if (g_str_equal (query_tables[i].record, record))
      return query_tables[i].keys;
  return NULL;
}

/* Words that a key of the record takes from a list (kind, certainty, status …) must be on it, or the query would find nothing
 * and never say why. */
static gboolean
check_listed_words (const YamlNode *query, const char *record, Diags *diags)
{
  const RecordSpec *spec = NULL;
  gboolean sound = TRUE;
  for (int kind = 0; kind < N_RECORD_KINDS; kind++)
    if (g_str_equal (kind_name (kind), record))
      spec = kind_spec (kind);
  for (const FieldSpec *field = spec != NULL ? spec->fields : NULL; field != NULL && field->key != NULL;
       field++)
    {
      const YamlNode *value = field->words != NULL ? yaml_find (query, field->key) : NULL;
      const guint n = value == NULL ? 0 : value->kind == YAML_LIST ? value->items->len : 1;
      g_autofree char *choices = field->words != NULL ? g_strjoinv ("|", (char **)field->words) : NULL;
      for (guint i = 0; i < n; i++)
        {
          const YamlNode *word = value->kind == YAML_LIST ? g_ptr_array_index (value->items, i) : value;
          if (word->kind != YAML_SCALAR || choice_has (choices, word->text))
            continue;
          choice_complain (word, choices, field->key, "query-word", diags);
          sound = FALSE;
        }
    }
  return sound;
}

gboolean
query_check (const YamlNode *node, const char *record, Diags *diags)
{
  const KeySpec *keys = query_keys (record);
  const KeyContext context = {NULL, record};
  static const KeySpec ids = {"where", KEY_IDS};
  if (keys == NULL)
    {
      diags_error (diags, node->mark, "query-no-records", NULL,
                   "this block shows no records: it has no “where”");
      return FALSE;
    }
  if (node->kind != YAML_MAP)
    return key_check (node, &ids, &context, diags);
  g_autofree char *where = g_strdup_printf ("a query over %ss", record);
  gboolean sound = keys_check (node, keys, NULL, where, &context, diags);
  sound = check_listed_words (node, record, diags) && sound;
  const YamlNode *not = yaml_find (node, "not");
  return (not == NULL || query_check (not, record, diags)) && sound;
}

/* What of a record the keys look at */

static const GPtrArray *
record_tags (RecordKind kind, gconstpointer record)
{
  switch (kind)
    {
    case RECORD_SOURCE:
      return ((const Source *)record)->tags;
    case RECORD_ENTITY:
      return ((const Entity *)record)->tags;
    case RECORD_CLAIM:
      return ((const Claim *)record)->tags;
    case RECORD_RELATION:
      return ((const Relation *)record)->tags;
    case RECORD_JUDGEMENT:
      return ((const Judgement *)record)->tags;
    case RECORD_PASSAGE:
      return ((const Passage *)record)->tags;
    }
  return NULL;
}

static const char *
id_of (gconstpointer record)
{
  return *(char *const *)record; /* every record begins with its id: record.h */
}

static gboolean
list_has (const GPtrArray *list, const char *word)
{
  for (guint i = 0; i < list->len; i++)
    if (g_str_equal (g_ptr_array_index (list, i), word))
      return TRUE;
  return FALSE;
}

/* The word as meant: "{briefing.subject}" is the briefing's subject. */
static const char *
meant (const char *word, const Release *release)
{
  if (g_str_equal (word, "{briefing.subject}"))
    return release->briefing != NULL && release->briefing->subject != NULL ? release->briefing->subject : "";
  return word;
}

static gboolean
any_word (const YamlNode *node, const char *value, const Release *release)
{
  g_autoptr (GPtrArray) words = key_strings (node);
  for (guint i = 0; words != NULL && value != NULL && i < words->len; i++)
    if (g_str_equal (meant (g_ptr_array_index (words, i), release), value))
      return TRUE;
  return FALSE;
}

static gboolean
any_listed (const YamlNode *node, const GPtrArray *values, const Release *release)
{
  for (guint i = 0; i < values->len; i++)
    if (any_word (node, g_ptr_array_index (values, i), release))
      return TRUE;
  return FALSE;
}

static gboolean
all_listed (const YamlNode *node, const GPtrArray *values)
{
  g_autoptr (GPtrArray) words = key_strings (node);
  for (guint i = 0; words != NULL && i < words->len; i++)
    if (!list_has (values, g_ptr_array_index (words, i)))
      return FALSE;
  return TRUE;
}

static gboolean
said_by_any (const YamlNode *node, const Claim *claim, const Release *release)
{
  for (guint i = 0; i < claim->said_by->len; i++)
    {
      g_autoptr (GPtrArray) chain = release_chain (release, g_ptr_array_index (claim->said_by, i));
      for (guint c = 0; c < chain->len; c++)
        if (any_word (node, ((const Source *)g_ptr_array_index (chain, c))->id, release))
          return TRUE;
    }
  return FALSE;
}

QueryScope
query_scope (const Release *release, const Layout *layout)
{
  const QueryScope scope = {release, layout, g_hash_table_new (g_str_hash, g_str_equal), NULL};
  for (guint i = 0; i < release->claims->len; i++)
    {
      const Claim *claim = g_ptr_array_index (release->claims, i);
      for (guint k = 0; k < claim->contests->len; k++)
        g_hash_table_add (scope.denied, g_ptr_array_index (claim->contests, k));
    }
  return scope;
}

void
query_scope_clear (QueryScope *scope)
{
  g_clear_pointer (&scope->denied, g_hash_table_unref);
}

gboolean
claim_is_contested (const QueryScope *scope, const Claim *claim)
{
  return claim->contests->len > 0 ||
         (claim->certainty != NULL && g_str_equal (claim->certainty, "contested")) ||
         g_hash_table_contains (scope->denied, claim->id);
}

const char *
relation_status (const QueryScope *scope, const Relation *relation)
{
  const Release *release = scope->release;
  static const char *const ranks[] = {"contested", "possible", "unclear", "forecast", "reported", "assessed"};
  if (relation->status != NULL)
    return relation->status;
  for (guint i = 0; i < relation->claims->len; i++)
    {
      const Claim *claim = release_find (release, RECORD_CLAIM, g_ptr_array_index (relation->claims, i));
      if (claim != NULL && claim_is_contested (scope, claim))
        return "contested";
    }
  for (guint r = 0; r < G_N_ELEMENTS (ranks); r++)
    for (guint i = 0; i < relation->claims->len; i++)
      {
        const Claim *claim = release_find (release, RECORD_CLAIM, g_ptr_array_index (relation->claims, i));
        if (claim != NULL && g_strcmp0 (claim->certainty, ranks[r]) == 0)
          return r == 2 || r == 3 ? "possible" : ranks[r];
      }
  return "asserted";
}

const Date *
relation_date (const QueryScope *scope, const Relation *relation)
{
  const Release *release = scope->release;
  const Date *newest = NULL;
  if (relation->when.kind != DATE_NONE)
    return &relation->when;
  for (guint i = 0; i < relation->claims->len; i++)
    {
      const Claim *claim = release_find (release, RECORD_CLAIM, g_ptr_array_index (relation->claims, i));
      if (claim == NULL || claim->as_of.kind == DATE_NONE)
        continue;
      if (newest == NULL || newest->kind == DATE_UNDATED ||
          (claim->as_of.kind != DATE_UNDATED && date_compare (&claim->as_of, newest) > 0))
        newest = &claim->as_of;
    }
  return newest;
}

/* Does one key of the query hold? */

static gboolean
claim_holds (const char *key, const YamlNode *value, const YamlNode *query, const Claim *claim,
             const QueryScope *scope)
{
  const Release *release = scope->release;
  const gboolean wanted = key_boolean (query, key, TRUE);
  if (g_str_equal (key, "kind"))
    return any_word (value, claim->kind, release);
  if (g_str_equal (key, "certainty"))
    return any_word (value, claim->certainty, release);
  if (g_str_equal (key, "about"))
    return any_listed (value, claim->about, release);
  if (g_str_equal (key, "said_by"))
    return said_by_any (value, claim, release);
  if (g_str_equal (key, "figure"))
    return (claim->figure.kind != FIGURE_NONE) == wanted;
  if (g_str_equal (key, "compared"))
    return (claim->compare.with != NULL) == wanted;
  if (g_str_equal (key, "contested"))
    return claim_is_contested (scope, claim) == wanted;
  if (g_str_equal (key, "denies"))
    return (claim->contests->len > 0) == wanted;
  if (g_str_equal (key, "readings"))
    return (claim->readings->len > 0) == wanted;
  return TRUE;
}

/* Does any claim of it come from a speaker or a document that is only read through another? */
static gboolean
is_sourced (const Relation *relation, const Release *release)
{
  for (guint i = 0; i < relation->claims->len; i++)
    {
      const Claim *claim = release_find (release, RECORD_CLAIM, g_ptr_array_index (relation->claims, i));
      for (guint k = 0; claim != NULL && k < claim->said_by->len; k++)
        {
          const Source *source = release_find (release, RECORD_SOURCE, g_ptr_array_index (claim->said_by, k));
          if (source != NULL && source->within != NULL)
            return TRUE;
        }
    }
  return FALSE;
}

static gboolean
relation_holds (const char *key, const YamlNode *value, const YamlNode *query, const Relation *relation,
                const QueryScope *scope)
{
  const Release *release = scope->release;
  if (g_str_equal (key, "is"))
    return any_word (value, relation->is, release);
  if (g_str_equal (key, "class"))
    {
      const char *class = relation_class (scope->layout, relation->is);
      return any_word (value, class != NULL ? class : "other", release);
    }
  if (g_str_equal (key, "from"))
    return any_word (value, relation->from, release);
  if (g_str_equal (key, "to"))
    return any_listed (value, relation->to, release);
  if (g_str_equal (key, "with"))
    return any_word (value, relation->from, release) || any_listed (value, relation->to, release);
  if (g_str_equal (key, "status"))
    return any_word (value, relation_status (scope, relation), release);
  if (g_str_equal (key, "claimed"))
    return (relation->claims->len > 0) == key_boolean (query, key, TRUE);
  if (g_str_equal (key, "sourced"))
    return is_sourced (relation, release) == key_boolean (query, key, TRUE);
  return TRUE;
}

static gboolean
other_holds (RecordKind kind, const char *key, const YamlNode *value, const YamlNode *query,
             gconstpointer record, const Release *release)
{
  const gboolean wanted = key_boolean (query, key, TRUE);
  if (kind == RECORD_ENTITY)
    {
      const Entity *entity = record;
      if (g_str_equal (key, "kind"))
        return any_word (value, entity->kind, release);
      if (g_str_equal (key, "type"))
        return any_word (value, entity->sub_kind, release);
      if (g_str_equal (key, "scripts"))
        return (entity->names->len > 0) == wanted;
      if (g_str_equal (key, "not_same_as"))
        return (entity->not_same_as->len > 0) == wanted;
    }
  if (kind == RECORD_SOURCE)
    {
      const Source *source = record;
      if (g_str_equal (key, "kind"))
        return any_word (value, source->kind, release);
      if (g_str_equal (key, "voice"))
        return (strchr (source->id, '/') != NULL) == wanted;
      if (g_str_equal (key, "in_hand"))
        return (source->within == NULL) == wanted;
    }
  if (kind == RECORD_JUDGEMENT)
    {
      const Judgement *judgement = record;
      if (g_str_equal (key, "likelihood"))
        return any_word (value, judgement->likelihood, release);
      if (g_str_equal (key, "confidence"))
        return any_word (value, judgement->confidence, release);
    }
  return TRUE;
}

static gboolean
query_holds (const YamlNode *query, RecordKind kind, gconstpointer record, const QueryScope *scope)
{
  const Release *release = scope->release;
  if (query->kind != YAML_MAP)
    return any_word (query, id_of (record), release);
  for (guint i = 0; i < query->items->len; i++)
    {
      const char *key = ((const YamlNode *)g_ptr_array_index (query->keys, i))->text;
      const YamlNode *value = g_ptr_array_index (query->items, i);
      gboolean holds;
      if (yaml_is_null (value))
        continue;
      if (g_str_equal (key, "not"))
        holds = !query_holds (value, kind, record, scope);
      else if (g_str_equal (key, "ids"))
        holds = any_word (value, id_of (record), release);
      else if (g_str_equal (key, "tags"))
        holds = any_listed (value, record_tags (kind, record), release);
      else if (g_str_equal (key, "all_tags"))
        holds = all_listed (value, record_tags (kind, record));
      else if (kind == RECORD_CLAIM)
        holds = claim_holds (key, value, query, record, scope);
      else if (kind == RECORD_RELATION)
        holds = relation_holds (key, value, query, record, scope);
      else
        holds = other_holds (kind, key, value, query, record, release);
      if (!holds)
        return FALSE;
    }
  return TRUE;
}

/* Order */

static const GPtrArray *
records_of (const Release *release, RecordKind kind)
{
  const GPtrArray *const lists[] = {
      [RECORD_SOURCE] = release->sources,       [RECORD_ENTITY] = release->entities,
      [RECORD_CLAIM] = release->claims,         [RECORD_RELATION] = release->relations,
      [RECORD_JUDGEMENT] = release->judgements, [RECORD_PASSAGE] = release->passages};
  return lists[kind];
}

GPtrArray *
query_run (const YamlNode *node, RecordKind kind, const QueryScope *scope)
{
  const GPtrArray *all = records_of (scope->release, kind);
  GPtrArray *found = g_ptr_array_new ();
  const gboolean asked = node != NULL && !yaml_is_null (node);
  for (guint i = 0; i < all->len; i++)
    if (!asked || query_holds (node, kind, g_ptr_array_index (all, i), scope))
      g_ptr_array_add (found, g_ptr_array_index (all, i));
  if (!asked)
    return found;
  query_sort (found, node, kind, scope);
  if (node->kind == YAML_MAP)
    {
      const int skip = MIN (key_integer (node, "skip", 0), (int)found->len),
                limit = key_integer (node, "limit", G_MAXINT);
      if (skip > 0)
        g_ptr_array_remove_range (found, 0, (guint)skip);
      if ((int)found->len > limit)
        g_ptr_array_set_size (found, limit);
    }
  return found;
}
