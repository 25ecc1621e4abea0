/* rules.c: rules across records; see rules.h. */
#include "facts/rules.h"

#include <string.h>

#include "facts/scheme.h"
#include "release/mentions.h"
#include "release/values.h"

typedef struct
{
  const Store *store;
  Diags *diags;
  RecordKind kind;
  gconstpointer record;
} Rule;

static Mark
mark_of (const Rule *rule)
{
  return any_mark (rule->kind, rule->record);
}

static const char *
id_of (const Rule *rule)
{
  return any_id (rule->kind, rule->record);
}

/* References */

static const char *
article (RecordKind kind)
{
  return kind == RECORD_ENTITY ? "an" : "a";
}

static void
report_unknown (const Rule *rule, const char *key, RecordKind target, const char *id, const Mention *mention)
{
  RecordKind other;
  const char *name = kind_name (rule->kind);
  if (store_find_any (rule->store, id, &other))
    {
      g_autofree char *hint = g_strdup_printf ("“%s” is %s %s", id, article (other), kind_name (other));
      diags_error (rule->diags, mark_of (rule), mention ? "mention-kind" : "ref-kind", hint,
                   "%s %s names “%s” in “%s”, where %s %s is wanted", name, id_of (rule), id, key,
                   article (target), kind_name (target));
      return;
    }
  if (!rule->store->all_read)
    return; /* it may be in the file that could not be read, of which all is said */
  const char *nearest = store_nearest (rule->store, target, id);
  g_autofree char *hint = nearest ? g_strdup_printf ("did you mean “%s”?", nearest)
                          : mention
                              ? g_strdup ("a backslash before the bracket, brace or @ prints it as it is")
                              : NULL;
  if (mention)
    diags_error (rule->diags, mark_of (rule), "mention-unknown", hint,
                 "the prose of %s %s mentions the unknown %s “%s”", name, id_of (rule), kind_name (target),
                 id);
  else
    diags_error (rule->diags, mark_of (rule), "ref-unknown", hint, "%s %s names the unknown %s “%s” in “%s”",
                 name, id_of (rule), kind_name (target), id, key);
}

static void
check_reference (const char *key, RecordKind target, const char *id, const Mention *mention, gpointer data)
{
  const Rule *rule = data;
  gconstpointer found = store_find (rule->store, target, id);
  if (!found)
    report_unknown (rule, key, target, id, mention);
  else if (found == rule->record && !mention)
    diags_error (rule->diags, mark_of (rule), "ref-self", NULL, "%s %s names itself in “%s”",
                 kind_name (rule->kind), id, key);
  else if (mention && mention->kind == MENTION_FIGURE && ((const Claim *)found)->figure.kind == FIGURE_NONE)
    diags_error (rule->diags, mark_of (rule), "mention-figure",
                 "cite it with [ ], or give the claim a figure",
                 "the prose of %s %s prints the figure of claim %s, which has none", kind_name (rule->kind),
                 id_of (rule), id);
}

static void
check_marking (const Rule *rule)
{
  const Scheme *scheme = rule->store->scheme;
  const char *own = any_marking (rule->kind, rule->record);
  if (!scheme || !own || scheme_label (scheme, own))
    return;
  g_autofree char *hint = scheme_hint (scheme, own);
  diags_error (rule->diags, mark_of (rule), "marking-unknown", hint,
               "%s %s: “%s” is no label of the scheme %s", kind_name (rule->kind), id_of (rule), own,
               scheme->id);
}

/* Sources */

/** Does the chain of @source come back to itself? */
static gboolean
chain_is_ring (const Store *store, const Source *source)
{
  const Source *at = source;
  for (guint i = 0; at && i <= store->records[RECORD_SOURCE]->len; i++)
    {
      at = store_find (store, RECORD_SOURCE, at->within);
      if (at == source)
        return TRUE;
    }
  return FALSE;
}

static gboolean
list_has (const GPtrArray *ids, const char *id)
{
  return g_ptr_array_find_with_equal_func ((GPtrArray *)ids, id, g_str_equal, NULL);
}

static gboolean
is_dated (const Date *date)
{
  return date->kind == DATE_ON || date->kind == DATE_SPAN;
}

/** Does @a begin after @b has ended for certain? Undated and open dates never do. */
static gboolean
is_after (const Date *a, const Date *b)
{
  if (!is_dated (a) || !is_dated (b) || (b->kind == DATE_SPAN && !b->to.year))
    return FALSE;
  return day_first_number (a->from) > day_last_number (b->kind == DATE_SPAN ? b->to : b->from);
}

static void
check_source (const Rule *rule)
{
  const Source *source = rule->record;
  if (g_strcmp0 (source->within, source->id) != 0 && chain_is_ring (rule->store, source))
    diags_error (rule->diags, source->mark, "source-ring", NULL,
                 "the chain of source %s comes back to itself", source->id);
  for (guint i = 0; i < source->differs_from->len; i++)
    if (list_has (source->may_be, g_ptr_array_index (source->differs_from, i)))
      diags_error (rule->diags, source->mark, "source-identity", NULL,
                   "source %s both differs from and may be “%s”", source->id,
                   (char *)g_ptr_array_index (source->differs_from, i));
  if (is_after (&source->date, &source->retrieved))
    diags_error (rule->diags, source->mark, "date-retrieved", NULL,
                 "source %s was read before it was published", source->id);
}

/* Claims */

static gboolean
counts_alike (const char *a, const char *b)
{
  return g_strcmp0 (a, b) == 0;
}

static void
check_comparison (const Rule *rule, const Claim *claim)
{
  const Claim *with = store_find (rule->store, RECORD_CLAIM, claim->compare.with);
  if (!with || with == claim)
    return;
  const Figure *a = &claim->figure, *b = &with->figure;
  if (list_has (claim->not_comparable, with->id) || list_has (with->not_comparable, claim->id))
    diags_error (rule->diags, claim->mark, "compare-forbidden",
                 "take it out of `compare` or of `not_comparable`",
                 "claim %s is compared with %s, with which it is not comparable", claim->id, with->id);
  if (a->kind == FIGURE_NONE || a->kind == FIGURE_WORDS || b->kind == FIGURE_NONE || b->kind == FIGURE_WORDS)
    diags_error (rule->diags, claim->mark, "compare-figure", "both need a number",
                 "claim %s is compared with %s without two numbers", claim->id, with->id);
  else if (!counts_alike (a->unit, b->unit))
    diags_error (rule->diags, claim->mark, "sum-across-units", NULL,
                 "claim %s counts “%s”, but %s counts “%s”", claim->id, a->unit ? a->unit : "", with->id,
                 b->unit ? b->unit : "");
  else if (!counts_alike (a->population, b->population))
    diags_error (rule->diags, claim->mark, "sum-across-populations", NULL,
                 "claim %s counts among “%s”, but %s among “%s”", claim->id,
                 a->population ? a->population : "", with->id, b->population ? b->population : "");
}

static void
check_contest (const Rule *rule, const Claim *claim)
{
  for (guint i = 0; i < claim->contests->len; i++)
    {
      const Claim *other = store_find (rule->store, RECORD_CLAIM, g_ptr_array_index (claim->contests, i));
      if (other && other != claim && g_strcmp0 (other->certainty, "contested") != 0)
        diags_warning (rule->diags, other->mark, "contested-certainty", "certainty: contested",
                       "claim %s is denied by %s, but does not say that it is contested", other->id,
                       claim->id);
    }
}

/** Nobody can have said on a day how it was later; forecasts and terms to come are what they are. */
static void
check_claim_dates (const Rule *rule, const Claim *claim)
{
  const Briefing *briefing = rule->store->briefing;
  gboolean is_forecast =
      g_strcmp0 (claim->certainty, "forecast") == 0 || g_strcmp0 (claim->kind, "forecast") == 0;
  if (briefing && !is_forecast &&
      (is_after (&claim->as_of, &briefing->cutoff) || is_after (&claim->period, &briefing->cutoff)))
    diags_warning (rule->diags, claim->mark, "date-cutoff", "a forecast says so in `certainty` or `kind`",
                   "claim %s speaks of a time after the cut-off", claim->id);
  for (guint i = 0; i < claim->said_by->len && !is_forecast; i++)
    {
      const Source *source = store_find (rule->store, RECORD_SOURCE, g_ptr_array_index (claim->said_by, i));
      if (source && is_after (&claim->as_of, &source->date))
        diags_error (rule->diags, claim->mark, "date-said", NULL,
                     "claim %s is as of a time after its source %s", claim->id, source->id);
    }
}

static void
check_claim (const Rule *rule)
{
  const Claim *claim = rule->record;
  if (!claim->said_by->len)
    diags_error (rule->diags, claim->mark, "claim-unsourced", "said_by: a source",
                 "nobody is named who says claim %s", claim->id);
  if (!claim->text->len && claim->figure.kind == FIGURE_NONE)
    diags_error (rule->diags, claim->mark, "claim-empty", "text: … or figure: …", "claim %s says nothing",
                 claim->id);
  check_comparison (rule, claim);
  check_contest (rule, claim);
  check_claim_dates (rule, claim);
}

/* Relations, judgements, entities */

static void
check_relation (const Rule *rule)
{
  const Relation *relation = rule->record;
  if (!relation->claims->len && !list_has (relation->tags, "unsourced"))
    diags_warning (rule->diags, relation->mark, "relation-unsourced",
                   "claims: [F…], or tags: [unsourced] if none is in hand", "no claim carries relation %s",
                   relation->id);
}

static int
count_likelihood_marks (const char *text)
{
  int n = 0;
  for (const char *at = strstr (text, "{likelihood}"); at; at = strstr (at + 1, "{likelihood}"))
    n++;
  return n;
}

static void
check_judgement (const Rule *rule)
{
  const Judgement *judgement = rule->record;
  const LikelihoodScale *scale = rule->store->scale;
  if (!judgement->basis->len)
    diags_error (rule->diags, judgement->mark, "judgement-basis", "basis: [F…]",
                 "judgement %s rests on no claim", judgement->id);
  for (guint i = 0; i < judgement->text->len; i++)
    {
      int n = count_likelihood_marks (((TextVariant *)g_ptr_array_index (judgement->text, i))->text);
      if (judgement->likelihood ? n != 1 : n != 0)
        diags_error (rule->diags, judgement->mark, "likelihood-mark",
                     "the word stands where {likelihood} is, once",
                     "judgement %s has {likelihood} %d times in its text", judgement->id, n);
    }
  if (!judgement->likelihood)
    return;
  if (!scale)
    diags_error (rule->diags, judgement->mark, "likelihood-scale",
                 "likelihood: icd203-likely in the briefing",
                 "judgement %s uses a likelihood word, but the briefing names no scale", judgement->id);
  else if (!scale_word (scale, judgement->likelihood))
    {
      g_autoptr (GPtrArray) words = g_ptr_array_new ();
      for (guint i = 0; i < scale->words->len; i++)
        g_ptr_array_add (words, ((LikelihoodWord *)g_ptr_array_index (scale->words, i))->word);
      const char *nearest =
          nearest_match (judgement->likelihood, (const char *const *)words->pdata, (int)words->len);
      g_ptr_array_add (words, NULL);
      g_autofree char *all = g_strjoinv (", ", (char **)words->pdata);
      g_autofree char *hint = nearest ? g_strdup_printf ("did you mean “%s”? The words are: %s", nearest, all)
                                      : g_strdup_printf ("the words are: %s", all);
      diags_error (rule->diags, judgement->mark, "likelihood-unknown", hint,
                   "judgement %s: “%s” is no word of the scale %s", judgement->id, judgement->likelihood,
                   scale->id);
    }
}

static void
check_entity (const Rule *rule)
{
  const Entity *entity = rule->record, *at = entity;
  if (g_strcmp0 (entity->part_of, entity->id) == 0) /* [ref-self] has said so */
    return;
  for (guint i = 0; at && i <= rule->store->records[RECORD_ENTITY]->len; i++)
    {
      at = store_find (rule->store, RECORD_ENTITY, at->part_of);
      if (at == entity)
        {
          diags_error (rule->diags, entity->mark, "entity-ring", NULL,
                       "entity %s is part of itself by way of others", entity->id);
          return;
        }
    }
}

/** One name of one entity: two entities with one name are either one, or told apart by nobody. */
static void
check_name (const Rule *rule, GHashTable *owners, const char *name)
{
  const Entity *entity = rule->record;
  g_autofree char *folded = g_utf8_casefold (name, -1);
  const Entity *other = g_hash_table_lookup (owners, folded);
  if (!other)
    g_hash_table_insert (owners, g_steal_pointer (&folded), (gpointer)entity);
  else if (other != entity &&
           (list_has (entity->not_same_as, other->id) || list_has (other->not_same_as, entity->id)))
    diags_error (rule->diags, entity->mark, "name-merged", "drop it as an alias of one of them",
                 "entities %s and %s are not the same, yet both are called “%s”", other->id, entity->id,
                 name);
  else if (other != entity)
    diags_warning (rule->diags, entity->mark, "name-shared",
                   "merge them, or say not_same_as and name them apart",
                   "entities %s and %s are both called “%s”", other->id, entity->id, name);
}

static void
check_names (const Store *store, Diags *diags)
{
  g_autoptr (GHashTable) owners = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < store->records[RECORD_ENTITY]->len; i++)
    {
      const Entity *entity = g_ptr_array_index (store->records[RECORD_ENTITY], i);
      Rule rule = {store, diags, RECORD_ENTITY, entity};
      const char *name = text_in (entity->name, NULL), *long_name = text_in (entity->long_name, NULL);
      if (name)
        check_name (&rule, owners, name);
      if (long_name && g_strcmp0 (long_name, name) != 0)
        check_name (&rule, owners, long_name);
      for (guint j = 0; j < entity->aliases->len; j++)
        check_name (&rule, owners, g_ptr_array_index (entity->aliases, j));
    }
}

/* The briefing */

static void
check_briefing (const Store *store, Diags *diags)
{
  const Briefing *briefing = store->briefing;
  if (!briefing)
    return;
  if (is_after (&briefing->cutoff, &briefing->issued))
    diags_error (diags, briefing->mark, "date-issue", NULL, "the briefing is issued before its cut-off");
  if (store->scheme && briefing->marking && !scheme_label (store->scheme, briefing->marking))
    {
      g_autofree char *hint = scheme_hint (store->scheme, briefing->marking);
      diags_error (diags, briefing->mark, "marking-default", hint,
                   "the briefing's “%s” is no label of the scheme %s", briefing->marking, store->scheme->id);
    }
  if (briefing->subject && store->all_read && !store_find (store, RECORD_ENTITY, briefing->subject))
    {
      const char *nearest = store_nearest (store, RECORD_ENTITY, briefing->subject);
      g_autofree char *hint = nearest ? g_strdup_printf ("did you mean “%s”?", nearest) : NULL;
      diags_error (diags, briefing->mark, "subject-unknown", hint, "the briefing's subject “%s” is no entity",
                   briefing->subject);
    }
}

void
store_check (const Store *store, Diags *diags)
{
  static void (*const checks[N_RECORD_KINDS]) (const Rule *) = {[RECORD_SOURCE] = check_source,
                                                                [RECORD_ENTITY] = check_entity,
                                                                [RECORD_CLAIM] = check_claim,
                                                                [RECORD_RELATION] = check_relation,
                                                                [RECORD_JUDGEMENT] = check_judgement};
  check_briefing (store, diags);
  for (int kind = 0; kind < N_RECORD_KINDS; kind++)
    for (guint i = 0; i < store->records[kind]->len; i++)
      {
        Rule rule = {store, diags, (RecordKind)kind, g_ptr_array_index (store->records[kind], i)};
        references_walk (rule.kind, rule.record, check_reference, &rule);
        check_marking (&rule);
        if (checks[kind])
          checks[kind](&rule);
      }
  check_names (store, diags);
  prose_check (store, diags);
}
