/* fields.c: the values behind the {fields} of templates (template.h lists them). */
#include <string.h>
#include "base/colour.h"
#include "document/inline-writer.h"

const char *
text_of (Assembly *a, const Text *text, const char **lang)
{
  const char *found = words_text (a->words, text);
  *lang = NULL;
  for (guint i = 0; found != NULL && i < text->len; i++)
    {
      const TextVariant *variant = g_ptr_array_index (text, i);
      const char *base = a->release->briefing != NULL ? a->release->briefing->language : NULL;
      const char *of = variant->lang != NULL ? variant->lang : base;
      /* "en" and "en-GB" are one language to a reader; marking it again would only add elements */
      if (variant->text == found && of != NULL && strncmp (of, a->lang, 2) != 0)
        *lang = g_intern_string (of);
    }
  return found;
}

/* Of the briefing */

/* `titles:` of the briefing by layout, or by layout and language: public, public-ar. */
static const char *
title_under (const Briefing *briefing, const char *key)
{
  for (guint i = 0; i < briefing->titles->len; i++)
    {
      const TextVariant *variant = g_ptr_array_index (briefing->titles, i);
      if (variant->lang != NULL && g_str_equal (variant->lang, key))
        return variant->text;
    }
  return NULL;
}

static char *
own_title (Assembly *a)
{
  const Briefing *briefing = a->release->briefing;
  g_autofree char *key = g_strdup_printf ("%s-%.*s", a->layout->id, (int)strcspn (a->lang, "-"), a->lang);
  const char *found = title_under (briefing, key);
  if (found == NULL)
    found = title_under (briefing, a->layout->id);
  return g_strdup (found != NULL ? found : words_text (a->words, briefing->title));
}

static char *
count_of (Assembly *a, const char *name)
{
  const Release *release = a->release;
  int n = 0;
  if (g_str_equal (name, "sources.count"))
    n = (int)release->sources->len;
  else if (g_str_equal (name, "claims.count"))
    n = (int)release->claims->len;
  else if (g_str_equal (name, "relations.count"))
    n = (int)release->relations->len;
  else if (g_str_equal (name, "entities.count"))
    n = (int)release->entities->len;
  else if (g_str_equal (name, "judgements.count"))
    n = (int)release->judgements->len;
  for (guint i = 0; g_str_equal (name, "documents.count") && i < release->sources->len; i++)
    n += ((const Source *)g_ptr_array_index (release->sources, i))->within == NULL;
  for (guint i = 0; g_str_equal (name, "contested.count") && i < release->claims->len; i++)
    n += claim_is_contested (&a->scope, g_ptr_array_index (release->claims, i));
  return words_number (a->words, n);
}

static DateForm
date_form (const char *format)
{
  return format != NULL && g_str_equal (format, "short") ? DATE_SHORT : DATE_LONG;
}

static char *
date_or_null (Assembly *a, const Date *date, const char *format)
{
  char *text = words_date (a->words, date, date_form (format));
  if (*text != '\0')
    return text;
  g_free (text);
  return NULL;
}

static char *
briefing_value (Assembly *a, const char *name, const char *format)
{
  const Briefing *b = a->release->briefing;
  if (g_str_equal (name, "title"))
    return own_title (a);
  if (g_str_equal (name, "subtitle"))
    return g_strdup (words_text (a->words, b->subtitle));
  if (g_str_equal (name, "id"))
    return g_strdup (b->id);
  if (g_str_equal (name, "issue"))
    return b->issue > 0 ? g_strdup_printf ("%d", b->issue) : NULL;
  if (g_str_equal (name, "issued"))
    return date_or_null (a, &b->issued, format);
  if (g_str_equal (name, "cutoff"))
    return date_or_null (a, &b->cutoff, format);
  if (g_str_equal (name, "status"))
    return b->status != NULL ? g_strdup (words_term (a->words, b->status)) : NULL;
  if (g_str_equal (name, "desk"))
    return g_strdup (b->desk);
  if (g_str_equal (name, "contact"))
    return g_strdup (b->contact);
  if (g_str_equal (name, "released_by"))
    return g_strdup (b->released_by);
  if (g_str_equal (name, "subject"))
    return b->subject != NULL ? words_name (a->words, b->subject) : NULL;
  if (g_str_equal (name, "distribution") && b->distribution->len > 0)
    return words_list (a->words, b->distribution);
  return NULL;
}

static const Label *
marking_label (Assembly *a)
{
  const Release *release = a->release;
  return release->scheme != NULL && release->marking != NULL
             ? scheme_label (release->scheme, release->marking)
             : NULL;
}

char *
field_global (Assembly *a, const char *name, const char *format)
{
  char *value = NULL;
  if (g_str_has_prefix (name, "briefing.") && a->release->briefing != NULL)
    value = briefing_value (a, name + strlen ("briefing."), format);
  else if (g_str_equal (name, "layout.title"))
    value = g_strdup (layout_title (a->layout, a->lang));
  else if (g_str_equal (name, "audience.title"))
    value = g_strdup (a->release->audience_title);
  else if (g_str_equal (name, "marking"))
    {
      const Label *label = marking_label (a);
      value = g_strdup (label != NULL ? label->text : a->release->marking);
    }
  else if (g_str_has_suffix (name, ".count"))
    value = count_of (a, name);
  return value;
}

/* Of claims */

static char *
joined_names (Assembly *a, const GPtrArray *ids, gboolean any)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < ids->len; i++)
    g_ptr_array_add (names, words_name (a->words, g_ptr_array_index (ids, i)));
  return names->len == 0 ? NULL : any ? words_list_or (a->words, names) : words_list (a->words, names);
}

static char *
beside_value (Assembly *a, const char *name, const Claim *beside)
{
  if (beside == NULL)
    return NULL;
  if (g_str_equal (name, "beside.figure"))
    return words_figure (a->words, &beside->figure);
  if (g_str_equal (name, "beside.value"))
    return words_figure_value (a->words, &beside->figure);
  return date_or_null (a, &beside->period, NULL);
}

static char *
claim_value (Assembly *a, const char *name, const char *format, const Claim *claim, const Claim *beside)
{
  const gboolean figured = claim->figure.kind != FIGURE_NONE;
  if (g_str_has_prefix (name, "beside."))
    return beside_value (a, name, beside);
  if (g_str_equal (name, "kind"))
    return g_strdup (claim->kind != NULL ? words_term (a->words, claim->kind) : NULL);
  if (g_str_equal (name, "figure"))
    return figured ? words_figure (a->words, &claim->figure) : NULL;
  if (g_str_equal (name, "value"))
    return figured ? (format != NULL && g_str_equal (format, "spelled") && claim->figure.kind == FIGURE_EXACT
                          ? words_number_spelled (a->words, claim->figure.low)
                          : words_figure_value (a->words, &claim->figure))
                   : NULL;
  if (g_str_equal (name, "unit"))
    return g_strdup (words_term (a->words, claim->figure.unit));
  if (g_str_equal (name, "population"))
    return g_strdup (words_term (a->words, claim->figure.population));
  if (g_str_equal (name, "figure_when"))
    return g_strdup (words_term (a->words, claim->figure.when));
  if (g_str_equal (name, "period"))
    return date_or_null (a, &claim->period, format);
  if (g_str_equal (name, "status"))
    return claim->figure.status != NULL
               ? g_strdup (words_label (
                     a->words, g_str_equal (claim->figure.status, "verified") ? "verified" : "provisional"))
               : NULL;
  if (g_str_equal (name, "change"))
    {
      const Claim *with =
          claim->compare.with != NULL ? release_find (a->release, RECORD_CLAIM, claim->compare.with) : NULL;
      return with != NULL ? words_change (a->words, claim, with) : NULL;
    }
  if (g_str_equal (name, "who") || g_str_equal (name, "chain"))
    return words_claim_who (a->words, claim, *name == 'c');
  if (g_str_equal (name, "as_of"))
    return date_or_null (a, &claim->as_of, format);
  if (g_str_equal (name, "certainty"))
    return words_claim_certainty (a->words, claim);
  if (g_str_equal (name, "holders"))
    return g_strdup (words_term (a->words, claim->holders));
  if (g_str_equal (name, "grade"))
    return words_grade (a->words, claim);
  if (g_str_equal (name, "term"))
    return g_strdup (claim->term);
  if (g_str_equal (name, "condition"))
    return g_strdup (words_text (a->words, claim->condition));
  return g_str_equal (name, "about") ? joined_names (a, claim->about, FALSE) : NULL;
}

/* Of relations */

static char *
relation_end (Assembly *a, const char *id, const Text *part)
{
  g_autofree char *name = words_name (a->words, id);
  const char *words = words_text (a->words, part);
  return words != NULL ? g_strdup_printf ("%s (%s)", name, words) : g_steal_pointer (&name);
}

static char *
relation_who (Assembly *a, const Relation *relation)
{
  g_autoptr (GPtrArray) who = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < relation->claims->len; i++)
    {
      const Claim *claim = release_find (a->release, RECORD_CLAIM, g_ptr_array_index (relation->claims, i));
      char *words = claim != NULL ? words_claim_who (a->words, claim, FALSE) : NULL;
      if (words != NULL && !g_ptr_array_find_with_equal_func (who, words, g_str_equal, NULL))
        g_ptr_array_add (who, words);
      else
        g_free (words);
    }
  if (who->len == 0)
    return NULL;
  g_ptr_array_add (who, NULL);
  return g_strjoinv ("; ", (char **)who->pdata);
}

/* The speakers' own words of likelihood, quoted, never turned into ours (T24). */
static char *
relation_term (Assembly *a, const Relation *relation)
{
  for (guint i = 0; i < relation->claims->len; i++)
    {
      const Claim *claim = release_find (a->release, RECORD_CLAIM, g_ptr_array_index (relation->claims, i));
      const char *status = relation_status (&a->scope, relation);
      if (claim != NULL && claim->term != NULL && !g_str_equal (status, "asserted"))
        return label_format (a->layout, a->lang, "quoted", claim->term, NULL);
    }
  return NULL;
}

static char *
relation_value (Assembly *a, const char *name, const char *format, const Relation *relation)
{
  if (g_str_equal (name, "from"))
    return relation_end (a, relation->from, relation->from_part);
  if (g_str_equal (name, "is"))
    return g_strdup (words_term (a->words, relation->is));
  if (g_str_equal (name, "office")) /* beside a column of its own for the body, no "of" is left hanging */
    {
      const char *is = words_term (a->words, relation->is);
      return g_strndup (is, strlen (is) - (g_str_has_suffix (is, " of") ? strlen (" of") : 0));
    }
  if (g_str_equal (name, "label"))
    {
      const char *label = words_text (a->words, relation->label);
      return g_strdup (label != NULL ? label : words_term (a->words, relation->is));
    }
  if (g_str_equal (name, "to") && relation->to->len == 1)
    return relation_end (a, g_ptr_array_index (relation->to, 0), relation->to_part);
  if (g_str_equal (name, "to"))
    return joined_names (a, relation->to, FALSE);
  if (g_str_equal (name, "when"))
    return date_or_null (a, &relation->when, format);
  if (g_str_equal (name, "as_of"))
    {
      const Date *date = relation_date (&a->scope, relation);
      return date != NULL ? date_or_null (a, date, format) : NULL;
    }
  if (g_str_equal (name, "term"))
    return relation_term (a, relation);
  if (g_str_equal (name, "status"))
    return g_strdup (words_term (a->words, relation_status (&a->scope, relation)));
  return g_str_equal (name, "who") ? relation_who (a, relation) : NULL;
}

/* Of entities and sources */

static char *
entity_value (Assembly *a, const char *name, const Entity *entity)
{
  if (g_str_equal (name, "name"))
    return words_entity (a->words, entity, FALSE);
  if (g_str_equal (name, "full_name"))
    return words_entity (a->words, entity, TRUE);
  if (g_str_equal (name, "long_name"))
    return g_strdup (words_text (a->words, entity->long_name));
  if (g_str_equal (name, "aliases") && entity->aliases->len > 0)
    {
      g_autoptr (GPtrArray) copy = g_ptr_array_new ();
      for (guint i = 0; i < entity->aliases->len; i++)
        g_ptr_array_add (copy, g_ptr_array_index (entity->aliases, i));
      g_ptr_array_add (copy, NULL);
      return g_strjoinv (", ", (char **)copy->pdata);
    }
  if (g_str_equal (name, "kind"))
    return g_strdup (entity->kind != NULL ? words_term (a->words, entity->kind) : NULL);
  if (g_str_equal (name, "type"))
    return g_strdup (entity->sub_kind != NULL ? words_term (a->words, entity->sub_kind) : NULL);
  if (g_str_equal (name, "not_same_as"))
    {
      g_autofree char *names = joined_names (a, entity->not_same_as, TRUE);
      return names != NULL ? label_format (a->layout, a->lang, "not-same-as", names, NULL) : NULL;
    }
  return NULL;
}

/* Letters where all of them are voices with letters, else names. */
static char *
joined_voices (Assembly *a, const GPtrArray *ids)
{
  g_autoptr (GPtrArray) letters = g_ptr_array_new ();
  for (guint i = 0; i < ids->len; i++)
    {
      const Source *source = release_find (a->release, RECORD_SOURCE, g_ptr_array_index (ids, i));
      if (source == NULL || source->label == NULL)
        return joined_names (a, ids, TRUE);
      g_ptr_array_add (letters, source->label);
    }
  return letters->len > 0 ? words_list_or (a->words, letters) : NULL;
}

static char *
source_caution (Assembly *a, const Source *source)
{
  g_autofree char *differs = joined_voices (a, source->differs_from),
                  *may_be = joined_voices (a, source->may_be);
  g_autofree char *first =
      differs != NULL ? label_format (a->layout, a->lang, "differs-from", differs, NULL) : NULL;
  g_autofree char *second = may_be != NULL ? label_format (a->layout, a->lang, "may-be", may_be, NULL) : NULL;
  if (first == NULL && second == NULL)
    return NULL;
  return g_strconcat (first != NULL ? first : "", first != NULL && second != NULL ? " " : "",
                      second != NULL ? second : "", NULL);
}

/* A voice speaks when its document does. */
static const Date *
source_date (Assembly *a, const Source *source)
{
  const Source *outer =
      source->within != NULL ? release_find (a->release, RECORD_SOURCE, source->within) : NULL;
  if (source->date.kind == DATE_NONE && strchr (source->id, '/') != NULL && outer != NULL)
    return &outer->date;
  return &source->date;
}

static char *
source_value (Assembly *a, const char *name, const char *format, const Source *source)
{
  if (g_str_equal (name, "name"))
    return words_source (a->words, source);
  if (g_str_equal (name, "originator"))
    return g_strdup (source->originator);
  if (g_str_equal (name, "kind"))
    return g_strdup (source->kind != NULL ? words_term (a->words, source->kind) : NULL);
  if (g_str_equal (name, "date"))
    return date_or_null (a, source_date (a, source), format);
  if (g_str_equal (name, "reliability"))
    return g_strdup (source->reliability != NULL ? source->reliability : words_label (a->words, "ungraded"));
  if (g_str_equal (name, "within"))
    return source->within != NULL ? words_name (a->words, source->within) : NULL;
  if (g_str_equal (name, "caution"))
    return source_caution (a, source);
  if (g_str_equal (name, "locator"))
    return g_strdup (source->locator);
  if (g_str_equal (name, "link"))
    return g_strdup (source->link);
  return g_str_equal (name, "retrieved") ? date_or_null (a, &source->retrieved, format) : NULL;
}

static char *
likelihood_words (Assembly *a, const Judgement *judgement)
{
  const LikelihoodScale *scale = a->release->scale;
  for (guint i = 0; scale != NULL && judgement->likelihood != NULL && i < scale->words->len; i++)
    {
      const LikelihoodWord *word = g_ptr_array_index (scale->words, i);
      if (!g_str_equal (word->word, judgement->likelihood))
        continue;
      g_autofree char *low = words_number (a->words, word->low), *high = words_number (a->words, word->high);
      g_autofree char *range = label_format (a->layout, a->lang, "likelihood-range", low, high, NULL);
      return label_format (a->layout, a->lang, "likelihood", words_term (a->words, word->word), range, NULL);
    }
  return g_strdup (judgement->likelihood);
}

static char *
judgement_value (Assembly *a, const char *name, const Judgement *judgement)
{
  if (g_str_equal (name, "likelihood"))
    return likelihood_words (a, judgement);
  if (g_str_equal (name, "confidence") && judgement->confidence != NULL)
    {
      static const char *const keys[] = {"confidence-low", "confidence-moderate", "confidence-high"};
      for (int i = 0; i < 3; i++)
        if (g_str_has_suffix (keys[i], judgement->confidence))
          return g_strdup (words_label (a->words, keys[i]));
      return g_strdup (judgement->confidence);
    }
  return NULL;
}

char *
field_of_record (Assembly *a, const char *name, const char *format, const FieldRecord *record)
{
  if (record == NULL || record->record == NULL)
    return NULL;
  if (g_str_equal (record->kind, "claim"))
    return claim_value (a, name, format, record->record, record->beside);
  if (g_str_equal (record->kind, "relation"))
    return relation_value (a, name, format, record->record);
  if (g_str_equal (record->kind, "entity"))
    return entity_value (a, name, record->record);
  if (g_str_equal (record->kind, "source"))
    return source_value (a, name, format, record->record);
  return g_str_equal (record->kind, "judgement") ? judgement_value (a, name, record->record) : NULL;
}
