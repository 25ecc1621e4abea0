/* fields.c: the values behind the {fields} of templates (template.h lists them). */
#include <string.h>
#include "base/colour.h"
#include "document/assembly.h"

const char *
text_of (Assembly *a, const Text *text, const char **lang)
{
  const char *found = text_in (text, a->lang);
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

static char *
own_title (Assembly *a)
{
  const Briefing *briefing = a->release->briefing;
  for (guint i = 0; i < briefing->titles->len; i++)
    {
      const TextVariant *variant = g_ptr_array_index (briefing->titles, i);
      if (variant->lang != NULL && g_str_equal (variant->lang, a->layout->id))
        return g_strdup (variant->text);
    }
  return g_strdup (text_in (briefing->title, a->lang));
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
    n += claim_is_contested (release, g_ptr_array_index (release->claims, i));
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
    return g_strdup (text_in (b->subtitle, a->lang));
  if (g_str_equal (name, "id"))
    return g_strdup (b->id);
  if (g_str_equal (name, "issue"))
    return b->issue > 0 ? g_strdup_printf ("%d", b->issue) : NULL;
  if (g_str_equal (name, "issued"))
    return date_or_null (a, &b->issued, format);
  if (g_str_equal (name, "cutoff"))
    return date_or_null (a, &b->cutoff, format);
  if (g_str_equal (name, "status"))
    return b->status != NULL ? g_strdup (word_in (a->layout, a->lang, b->status)) : NULL;
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
joined_names (Assembly *a, const GPtrArray *ids)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < ids->len; i++)
    g_ptr_array_add (names, words_name (a->words, g_ptr_array_index (ids, i)));
  return names->len > 0 ? words_list (a->words, names) : NULL;
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
    return g_strdup (claim->kind != NULL ? word_in (a->layout, a->lang, claim->kind) : NULL);
  if (g_str_equal (name, "figure"))
    return figured ? words_figure (a->words, &claim->figure) : NULL;
  if (g_str_equal (name, "value"))
    return figured ? (format != NULL && g_str_equal (format, "spelled") && claim->figure.kind == FIGURE_EXACT
                          ? words_number_spelled (a->words, claim->figure.low)
                          : words_figure_value (a->words, &claim->figure))
                   : NULL;
  if (g_str_equal (name, "unit"))
    return g_strdup (claim->figure.unit);
  if (g_str_equal (name, "population"))
    return g_strdup (claim->figure.population);
  if (g_str_equal (name, "figure_when"))
    return g_strdup (claim->figure.when);
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
    return g_strdup (claim->holders);
  if (g_str_equal (name, "grade"))
    return words_grade (a->words, claim);
  if (g_str_equal (name, "term"))
    return g_strdup (claim->term);
  if (g_str_equal (name, "condition"))
    return g_strdup (text_in (claim->condition, a->lang));
  return g_str_equal (name, "about") ? joined_names (a, claim->about) : NULL;
}

/* Of relations */

static char *
relation_end (Assembly *a, const char *id, const Text *part)
{
  g_autofree char *name = words_name (a->words, id);
  const char *words = text_in (part, a->lang);
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

static char *
relation_value (Assembly *a, const char *name, const char *format, const Relation *relation)
{
  if (g_str_equal (name, "from"))
    return relation_end (a, relation->from, relation->from_part);
  if (g_str_equal (name, "is"))
    return g_strdup (relation->is);
  if (g_str_equal (name, "label"))
    {
      const char *label = text_in (relation->label, a->lang);
      return g_strdup (label != NULL ? label : relation->is);
    }
  if (g_str_equal (name, "to") && relation->to->len == 1)
    return relation_end (a, g_ptr_array_index (relation->to, 0), relation->to_part);
  if (g_str_equal (name, "to"))
    return joined_names (a, relation->to);
  if (g_str_equal (name, "when"))
    return date_or_null (a, &relation->when, format);
  if (g_str_equal (name, "as_of"))
    {
      const Date *date = relation_date (a->release, relation);
      return date != NULL ? date_or_null (a, date, format) : NULL;
    }
  if (g_str_equal (name, "status"))
    return g_strdup (word_in (a->layout, a->lang, relation_status (a->release, relation)));
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
    return g_strdup (text_in (entity->long_name, a->lang));
  if (g_str_equal (name, "aliases") && entity->aliases->len > 0)
    {
      g_autoptr (GPtrArray) copy = g_ptr_array_new ();
      for (guint i = 0; i < entity->aliases->len; i++)
        g_ptr_array_add (copy, g_ptr_array_index (entity->aliases, i));
      g_ptr_array_add (copy, NULL);
      return g_strjoinv (", ", (char **)copy->pdata);
    }
  if (g_str_equal (name, "kind"))
    return g_strdup (entity->kind != NULL ? word_in (a->layout, a->lang, entity->kind) : NULL);
  if (g_str_equal (name, "type"))
    return g_strdup (entity->sub_kind != NULL ? word_in (a->layout, a->lang, entity->sub_kind) : NULL);
  if (g_str_equal (name, "not_same_as"))
    {
      g_autofree char *names = joined_names (a, entity->not_same_as);
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
        return joined_names (a, ids);
      g_ptr_array_add (letters, source->label);
    }
  return letters->len > 0 ? words_list (a->words, letters) : NULL;
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
    return g_strdup (source->kind != NULL ? word_in (a->layout, a->lang, source->kind) : NULL);
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
      return label_format (a->layout, a->lang, "likelihood", word_in (a->layout, a->lang, word->word), range,
                           NULL);
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

static char *
record_value (Assembly *a, const char *name, const char *format, const FieldRecord *record)
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

/* Fields with structure of their own: Markdown, citations, other scripts, furniture. */

static const Text *
markdown_field (const char *name, const FieldRecord *record)
{
  const gboolean is_text = g_str_equal (name, "text");
  if (record == NULL || record->record == NULL)
    return NULL;
  if (g_str_equal (record->kind, "claim"))
    {
      const Claim *claim = record->record;
      return is_text ? claim->text : g_str_equal (name, "note") ? claim->note : NULL;
    }
  if (g_str_equal (record->kind, "judgement"))
    {
      const Judgement *judgement = record->record;
      return is_text ? judgement->text : g_str_equal (name, "because") ? judgement->because : NULL;
    }
  if (g_str_equal (record->kind, "entity") && g_str_equal (name, "role"))
    return ((const Entity *)record->record)->role;
  if (g_str_equal (record->kind, "source"))
    return g_str_equal (name, "descriptor") ? ((const Source *)record->record)->descriptor
           : g_str_equal (name, "title")    ? ((const Source *)record->record)->title
                                            : NULL;
  if (g_str_equal (record->kind, "passage") && g_str_equal (name, "heading"))
    return ((const Passage *)record->record)->heading;
  return NULL;
}

static gboolean
write_scripts (InlineWriter *writer, const Entity *entity)
{
  const char *lang = writer->lang;
  for (guint i = 0; i < entity->names->len; i++)
    {
      const ScriptName *name = g_ptr_array_index (entity->names, i);
      writer->lang = lang;
      if (i > 0)
        inline_words (writer, " · ", NULL);
      writer->lang = g_intern_string (name->lang);
      inline_words (writer, name->text, inline_style (writer->a, writer->base, "script"));
    }
  writer->lang = lang;
  return entity->names->len > 0;
}

static void
write_cites (InlineWriter *writer, const FieldRecord *record)
{
  if (g_str_equal (record->kind, "claim"))
    {
      inline_cite (writer, ((const Claim *)record->record)->id);
      if (record->beside != NULL)
        inline_cite (writer, record->beside->id);
    }
  else if (g_str_equal (record->kind, "relation"))
    {
      const Relation *relation = record->record;
      for (guint i = 0; i < relation->claims->len; i++)
        inline_cite (writer, g_ptr_array_index (relation->claims, i));
    }
}

gboolean
field_write (InlineWriter *writer, const char *name, const char *format, const FieldRecord *record,
             gboolean *missing)
{
  Assembly *a = writer->a;
  const Text *markdown = markdown_field (name, record);
  static const char *const furniture[] = {"page", "pages", "section"};
  static const InlineKind kinds[] = {INLINE_PAGE, INLINE_PAGES, INLINE_RUNNING_HEAD};
  for (guint i = 0; i < G_N_ELEMENTS (furniture); i++)
    if (g_str_equal (name, furniture[i]))
      {
        inline_writer_finish (writer);
        g_ptr_array_add (writer->out, inline_new (kinds[i], i == 2 ? "" : "88", NULL));
        return TRUE;
      }
  if (g_str_equal (name, "banner"))
    banner_write (writer);
  else if (g_str_equal (name, "cite") && record != NULL && record->record != NULL)
    write_cites (writer, record);
  else if (g_str_equal (name, "id") && record != NULL && record->record != NULL)
    inline_claim_id (writer, record->record);
  else if (g_str_equal (name, "scripts") && record != NULL && record->record != NULL)
    *missing = !write_scripts (writer, record->record);
  else if (markdown != NULL)
    {
      const char *lang, *text = text_of (a, markdown, &lang);
      const char *outer = writer->lang;
      *missing = text == NULL;
      if (lang != NULL)
        writer->lang = lang;
      if (text != NULL)
        markdown_inlines (writer, text);
      writer->lang = outer;
    }
  else
    {
      g_autofree char *value = record_value (a, name, format, record);
      if (value == NULL)
        value = field_global (a, name, format);
      *missing = value == NULL || *value == '\0';
      g_autofree char *capital = !*missing && format != NULL && g_str_equal (format, "capital")
                                     ? words_capital (a->words, value)
                                     : NULL;
      if (!*missing)
        inline_words (writer, capital != NULL ? capital : value, NULL);
    }
  return TRUE;
}

/* Templates */

/* **bold** in the layout's words. */
static void
write_words (InlineWriter *writer, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "**", -1);
  for (int i = 0; parts[i] != NULL; i++)
    inline_marked (writer, parts[i], i % 2 == 1 ? inline_style (writer->a, writer->base, "strong") : NULL);
}

void
template_write (InlineWriter *writer, const YamlNode *node, const char *fallback, const FieldRecord *record)
{
  const char *text = node_words (node, writer->a->lang);
  g_autoptr (GPtrArray) parts = template_parse (text != NULL ? text : fallback);
  const Mark outer = writer->mark;
  if (node != NULL)
    writer->mark = node->mark;
  for (guint i = 0; i < parts->len; i++)
    {
      const TemplatePart *part = g_ptr_array_index (parts, i);
      gboolean missing = FALSE;
      if (part->kind == PART_WORDS)
        {
          write_words (writer, part->text);
          continue;
        }
      field_write (writer, part->text, part->format, record, &missing);
      if (missing && part->fallback != NULL)
        write_words (writer, part->fallback);
      else if (missing)
        diags_warning (writer->a->diags, node != NULL ? node->mark : writer->mark, "field-missing",
                       "{field|words} prints words instead, {field|} nothing",
                       "nothing is known for {%s}%s%s", part->text,
                       record != NULL && record->record != NULL ? " of " : "",
                       record != NULL && record->record != NULL ? *(char *const *)record->record : "");
    }
  writer->mark = outer;
}

char *
template_plain (Assembly *a, const YamlNode *node, const char *fallback, const FieldRecord *record)
{
  InlineWriter writer;
  g_autoptr (GPtrArray) inlines = g_ptr_array_new_with_free_func ((GDestroyNotify)inline_free);
  const Mark nowhere = {NULL, 0, 0};
  inline_writer_init (&writer, a, inlines, named_style (a, "text"), NULL,
                      node != NULL ? node->mark : nowhere);
  template_write (&writer, node, fallback, record);
  g_ptr_array_unref (writer.pending);
  GString *out = g_string_new (NULL);
  for (guint i = 0; i < inlines->len; i++)
    {
      const Inline *run = g_ptr_array_index (inlines, i);
      if (run->kind == INLINE_TEXT || run->kind == INLINE_LINK)
        g_string_append (out, run->text);
    }
  return g_string_free (out, FALSE);
}

void
banner_write (InlineWriter *writer)
{
  Assembly *a = writer->a;
  const Label *label = marking_label (a);
  g_autofree char *text = field_global (a, "marking", NULL);
  if (text == NULL)
    return;
  const LayoutStyle *look = layout_style (a->layout, "banner");
  Style style = look != NULL ? look->style : *writer->base;
  const Scheme *scheme = a->release->scheme;
  inline_writer_finish (writer);
  /* The scheme says how its label looks; the layout only where it stands and in which face. */
  if (label != NULL && label->ground != NULL)
    style.has_ground = colour_read (label->ground, &style.ground);
  if (label != NULL && label->colour != NULL)
    colour_read (label->colour, &style.colour);
  if (scheme != NULL && scheme->size > 0)
    style.size = (int)(scheme->size * 1024 + 0.5);
  style.weight = 700;
  style.name = g_intern_static_string ("banner");
  Inline *run = inline_new (INLINE_TEXT, text, document_style (a, &style));
  g_ptr_array_add (writer->out, run);
}
