/* labels.c: see labels.h. */
#include "document/labels.h"
#include <string.h>
#include "document/keys.h"

typedef struct
{
  const char *key, *english;
} LabelSpec;

/* Sorted as they are met on a page; the list is what docs and warnings name. */
static const LabelSpec label_specs[] = {
    /* between parts of a line */
    {"comma", ", "},
    {"semicolon", "; "},
    {"colon", ": "},
    /* dates */
    {"undated", "undated"},
    {"inferred", "{0} (inferred)"},
    {"span", "{0} to {1}"},
    {"since", "since {0}"},
    {"until", "until {0}"},
    {"ongoing", "{0}, ongoing"},
    {"ongoing-alone", "ongoing"},
    {"as-of", "as of {0}"},
    {"morning", "{0} morning, {1}"},
    {"afternoon", "{0} afternoon, {1}"},
    {"evening", "{0} evening, {1}"},
    {"night", "{0} night, {1}"},
    /* figures */
    {"at-most", "at most {0}"},
    {"at-least", "at least {0}"},
    {"about", "about {0}"},
    {"provisional", "provisional"},
    {"verified", "verified"},
    {"figure-when", "{0}, {1}"},
    {"by-holders", "by {0}"},
    {"against", "against {0} in {1}"},
    {"beside", "; beside them {0}"},
    {"more", "{0} more"},
    {"fewer", "{0} fewer"},
    {"times", "{0} times as many"},
    {"change", "{0}: {1}, {2} ({3}; computed here from the two counts)"},
    /* who says so */
    {"voice", "{0} ({1})"},
    {"in-document", "{0} → {1}"},
    {"chain-joiner", " → "},
    {"unsourced", "no source named"},
    {"read-within", "Within {0}:"},
    {"read-through", "All of it read through {0}."},
    {"term", "in the speaker’s words: “{0}”"},
    {"quoted", "“{0}”"},
    {"condition", "on the condition: {0}"},
    {"readings", "can be read as: {0}"},
    {"ungraded", "ungraded"},
    {"grade", "grade {0}"},
    {"contests", "contests {0}"},
    {"contested-by", "contested by {0}"},
    {"not-comparable", "not comparable with {0}"},
    /* judgements */
    {"likelihood", "{0} ({1})"},
    {"likelihood-range", "{0}–{1}\xC2\xA0%"},
    {"confidence-low", "Low confidence"},
    {"confidence-moderate", "Moderate confidence"},
    {"confidence-high", "High confidence"},
    {"confidence-because", "{0}: {1}"},
    {"alternatives", "Alternatives"},
    {"indicators", "What would change our mind"},
    {"if-wrong", "If we are wrong"},
    /* positions */
    {"holders-for", "{0}"},
    {"no-holders", "Holder not named"},
    {"says-so", "yes"},
    {"denies", "no"},
    {"own-voice", "{0}, in its own voice"},
    /* tables */
    {"head-claim", "Claim"},
    {"head-said", "What is said"},
    {"head-who", "By whom, through whom"},
    {"head-certainty", "Certainty"},
    {"head-as-of", "As of"},
    {"head-holder", "Holder"},
    {"head-office", "Office, in the words used"},
    {"head-body", "Body"},
    {"head-says", "Who says so"},
    {"head-from", "From"},
    {"head-is", "Relation"},
    {"head-to", "To"},
    {"head-status", "Status"},
    {"head-name", "Name"},
    {"head-scripts", "In other scripts"},
    {"head-aliases", "Also written"},
    {"head-role", "Who or what"},
    {"head-source", "Source"},
    {"head-descriptor", "What it is worth"},
    {"head-reliability", "Grade"},
    {"head-date", "Date"},
    {"head-estimate", "Estimate"},
    {"head-word", "Word"},
    {"head-range", "Range"},
    {"head-event", "Event"},
    /* covers */
    {"cover-status", "Status"},
    {"cover-marking", "Marking"},
    {"cover-issue", "Issue"},
    {"cover-issued", "Issued"},
    {"cover-cutoff", "Information to"},
    {"cover-desk", "Desk"},
    {"cover-contact", "Contact"},
    {"cover-released-by", "Released by"},
    {"cover-copy", "Copy"},
    {"cover-copy-of", "{0} of {1}"},
    {"cover-for", "For"},
    {"continued", "continued"},
    {"continued-of", "{0} (continued)"},
    {"uniform", "{0}: {1} in all rows."},
    {"not-same-as", "Not the same as {0}."},
    {"differs-from", "Not the same as {0}."},
    {"may-be", "May or may not be {0}; not known."},
    {"within", "read in {0}"},
    {"rest", "Other claims"},
    /* source summary */
    {"summary-claims", "{0} claim is known here; sources: {1}.|{0} claims are known here; sources: {1}."},
    {"summary-in-hand", "Documents in hand: {0}."},
    {"summary-article", "{0} rests on the document in hand alone, with no speaker named.|{0} rest on the "
                        "document in hand alone, with no speaker named."},
    {"summary-member-states", "{0} is the word of one unnamed voice alone, passed on by a document that was "
                              "itself read through another.|"
                              "{0} are each the word of one unnamed voice alone, such as one member state, "
                              "passed on by a document that "
                              "was itself read through another."},
    {"summary-contested",
     "{0} contradicts another claim.|{0} contradict another claim or are contradicted by one."},
    {"summary-assessed", "{0} is marked by its speaker as judgement, possibility or forecast.|{0} are marked "
                         "by their speakers as judgement, possibility or forecast."},
    {"summary-provisional", "{0} is provisional.|{0} are provisional."},
    {"summary-undated",
     "{0} is undated or carries an inferred date.|{0} are undated or carry an inferred date."},
    {"summary-ungraded",
     "{0} source carries no grade of reliability.|{0} sources carry no grade of reliability."},
    /* drawings */
    {"chart-title", "Who is tied to whom."},
    {"chart-caption", "Lines show who says what, not what is so. Numbers are claims."},
    {"tree-title", "Who holds which office."},
    {"tree-caption", "Each line says who says so, not what is so. Numbers are claims."},
    {"lineage-title", "Who came from whom, and who pledged to whom."},
    {"lineage-caption",
     "Each part in the order of time, not to scale; what has no date stands last. Numbers are claims."},
    {"matrix-title", "Who is tied to whom."},
    {"matrix-caption", "A row’s actor is tied to a column’s; numbers are claims."},
    {"chart-says", "{0}: {1}: {2} ({3})"},
    {"chart-claims", "claims {0}"},
    {"chart-as-of", "as of {0}"},
    {"chart-numbers", "Numbers are claims of “{0}”, issue {1}."},
    {"chart-sources", "Sources: {0}."},
    {"timeline", "Dated events, and those without a date apart."},
    {"figure-number", "Figure {0}."},
    {"table-number", "Table {0}."},
    {"chart-allied", "allied"},
    {"chart-hostile", "hostile"},
    {"chart-attack", "attack"},
    {"chart-command", "leads"},
    {"chart-allegiance", "allegiance"},
    {"chart-membership", "membership, affiliation"},
    {"chart-other", "other tie"},
    {"chart-asserted", "asserted"},
    {"chart-assessed", "assessed"},
    {"chart-possible", "possible"},
    {"chart-reported", "reported"},
    {"chart-contested", "contested"},
    {"chart-contested-means", "some say so, others deny it"},
    {"chart-inferred", "date inferred"},
    {"chart-within", "some time within"},
    {"chart-lasted", "all that time"},
    {"chart-goes-on", "goes on"},
    {"chart-elsewhere-panel", "Not said"},
    {"matrix-who", "Who"},
    {"matrix-tie", "{0} ({1})"},
    {"chart-may-rise", "may rise to"},
    {"chart-now", "now"},
    {"chart-part", "Chart {0} of {1}: around {2}"},
    {"chart-overview", "Chart 1 of {0}: overview"},
    {"chart-elsewhere", "{0} → {1}"},
    {"chart-others", "{0} others"},
    {"chart-and-others", "and {0} more"},
    {"chart-widths", "Numbers on lines count the ties between the actors of two charts"},
    {"chart-weaker", "; fewer than {0} have no line here"},
    {"chart-see", "(chart {0})"},
    {"chart-to", "chart {0}"},
    {"chart-index", "Actors and their charts:"},
    {"chart-dense", "A matrix: {0} of {1} pairs are tied, too many to be lines."},
    {"chart-dense-others", "Ties to other charts: {0}."},
    {"chart-left-out", "Left out here: {0} actors and {1} ties; shown: {2}."},
    {"chart-near", "{0} and what is {1} steps from it"},
    {"chart-near-one", "{0} and what is tied to it"},
    {"chart-kinds", "only {0}"},
    {"chart-limit", "the {0} actors with most ties"},
    {"chart-organisations", "organisations"},
    {"chart-persons", "persons"},
    {"chart-events", "events"},
    {"chart-places", "places"},
    {"chart-states", "states"},
    {"chart-others-kind", "others"},
    /* blocks */
    {"contents", "Contents"},
    {"notes", "Notes"},
    {"nothing", "Nothing to report."},
    {"back", "Back to where {0} is cited"},
    {"note-of", "Note on claim {0}"},
    {"page", "page {0}"},
    {"marking", "Marking"},
    {"disputed", "Disputed"},
};

const char *const relation_classes = "command|allied|hostile|attack|allegiance|membership|other";

static const LabelSpec *
label_find (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (label_specs); i++)
    if (g_str_equal (label_specs[i].key, key))
      return &label_specs[i];
  return NULL;
}

static void
unknown_label (const YamlNode *key, Diags *diags)
{
  const char *names[G_N_ELEMENTS (label_specs)];
  for (guint i = 0; i < G_N_ELEMENTS (label_specs); i++)
    names[i] = label_specs[i].key;
  const char *nearest = nearest_match (key->text, names, G_N_ELEMENTS (names));
  g_autofree char *hint = nearest != NULL ? g_strdup_printf ("did you mean “%s”?", nearest)
                                          : g_strdup ("`brief schema layout` lists them");
  diags_error (diags, key->mark, "label-unknown", hint, "there is no label “%s”", key->text);
}

static gboolean
check_languages (const YamlNode *map, const char *what, Diags *diags)
{
  if (map == NULL || yaml_is_null (map))
    return FALSE;
  if (map->kind == YAML_MAP)
    return TRUE;
  diags_error (diags, map->mark, "labels-form", "labels: {fr: {undated: sans date}}",
               "“%s” wants a map of languages", what);
  return FALSE;
}

static void
check_texts (const YamlNode *map, gboolean known_only, Diags *diags)
{
  if (map->kind != YAML_MAP)
    {
      if (!yaml_is_null (map))
        diags_error (diags, map->mark, "labels-texts", "labels: {fr: {undated: sans date}}",
                     "a language wants a map of texts");
      return;
    }
  for (guint i = 0; i < map->items->len; i++)
    {
      const YamlNode *key = g_ptr_array_index (map->keys, i), *value = g_ptr_array_index (map->items, i);
      if (known_only && label_find (key->text) == NULL)
        unknown_label (key, diags);
      else if (value->kind != YAML_SCALAR)
        diags_error (diags, value->mark, "label-text", NULL, "“%s” wants a text, not a %s", key->text,
                     yaml_kind_name (value));
    }
}

static void
check_chart (const Layout *layout, Diags *diags)
{
  static const KeySpec chart_keys[] = {{"classes", KEY_MAP, .meaning = "{hostile: [fights]}"}, {NULL}};
  static const KeySpec classes_key = {"classes", KEY_STRINGS};
  const YamlNode *chart = yaml_find (layout->root, "chart");
  const KeyContext context = {layout, NULL};
  if (chart == NULL || !keys_check (chart, chart_keys, NULL, "chart", &context, diags))
    return;
  const YamlNode *classes = yaml_find (chart, "classes");
  if (classes == NULL || yaml_is_null (classes))
    return;
  if (classes->kind != YAML_MAP)
    {
      diags_error (diags, classes->mark, "chart-classes", "classes: {hostile: [fights]}",
                   "“classes” wants a map");
      return;
    }
  for (guint i = 0; i < classes->items->len; i++)
    {
      const YamlNode *key = g_ptr_array_index (classes->keys, i);
      if (!choice_has (relation_classes, key->text))
        choice_complain (key, relation_classes, "class of relations", "relation-class", diags);
      else
        key_check (g_ptr_array_index (classes->items, i), &classes_key, &context, diags);
    }
}

void
labels_check (const Layout *layout, Diags *diags)
{
  static const char *const maps[] = {"labels", "words"};
  for (int m = 0; m < 2; m++)
    {
      const YamlNode *map = yaml_find (layout->root, maps[m]);
      if (check_languages (map, maps[m], diags))
        for (guint i = 0; i < map->items->len; i++)
          check_texts (g_ptr_array_index (map->items, i), m == 0, diags);
    }
  check_chart (layout, diags);
}

/* The text of @key in the map of @lang or of its primary language under @section. */
static const char *
lookup (const Layout *layout, const char *section, const char *lang, const char *key)
{
  const YamlNode *map = yaml_find (layout->root, section);
  const char *text = map != NULL && lang != NULL ? key_text (yaml_find (map, lang), key, NULL) : NULL;
  if (text != NULL || map == NULL || lang == NULL || strchr (lang, '-') == NULL)
    return text;
  g_autofree char *primary = g_strndup (lang, (gsize)(strchr (lang, '-') - lang));
  return key_text (yaml_find (map, primary), key, NULL);
}

const char *
label_in (const Layout *layout, const char *lang, const char *key)
{
  const LabelSpec *spec = label_find (key);
  const char *text = lookup (layout, "labels", lang, key);
  g_assert (spec != NULL);
  if (text == NULL)
    text = lookup (layout, "labels", "en", key);
  return text != NULL ? text : spec->english;
}

char *
label_format (const Layout *layout, const char *lang, const char *key, ...)
{
  const char *arguments[10];
  int n = 0;
  va_list list;
  va_start (list, key);
  for (const char *argument; (argument = va_arg (list, const char *)) != NULL && n < 10;)
    arguments[n++] = argument;
  va_end (list);
  GString *out = g_string_new (NULL);
  for (const char *p = label_in (layout, lang, key); *p != '\0'; p++)
    if (p[0] == '{' && g_ascii_isdigit (p[1]) && p[2] == '}')
      {
        if (p[1] - '0' < n)
          g_string_append (out, arguments[p[1] - '0']);
        p += 2;
      }
    else
      g_string_append_c (out, *p);
  return g_string_free (out, FALSE);
}

const char *
word_in (const Layout *layout, const char *lang, const char *term)
{
  const char *text = lookup (layout, "words", lang, term);
  if (text == NULL)
    text = lookup (layout, "words", "en", term);
  return text != NULL ? text : term;
}

const char *
word_known (const Layout *layout, const char *lang, const char *term)
{
  return lookup (layout, "words", lang, term);
}

GPtrArray *
labels_missing (const Layout *layout, const char *lang)
{
  GPtrArray *missing = g_ptr_array_new ();
  if (lang == NULL || g_str_has_prefix (lang, "en"))
    return missing;
  for (guint i = 0; i < G_N_ELEMENTS (label_specs); i++)
    if (lookup (layout, "labels", lang, label_specs[i].key) == NULL)
      g_ptr_array_add (missing, (gpointer)label_specs[i].key);
  return missing;
}

void
labels_tell_missing (const Layout *layout, const char *lang, Diags *diags)
{
  g_autoptr (GPtrArray) missing = labels_missing (layout, lang);
  if (missing->len == 0)
    return;
  g_autoptr (GString) names = g_string_new (NULL);
  if (missing->len == G_N_ELEMENTS (label_specs)) /* nobody has begun: naming them all helps nobody */
    {
      diags_warning (
          diags, layout->root->mark, "label-untranslated", "parts: [shared/labels/de] with labels: {de: {…}}",
          "there are no labels in “%s”; what a layout adds of its own is printed in English", lang);
      return;
    }
  for (guint i = 0; i < missing->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", (const char *)g_ptr_array_index (missing, i));
  g_autofree char *hint = g_strdup_printf ("labels: {%s: {undated: …}}", lang);
  diags_warning (diags, layout->root->mark, "label-untranslated", hint,
                 "%u labels have no words in “%s” and are printed in English: %s", missing->len, lang,
                 names->str);
}

void
labels_tell_all_missing (const Layout *layout, Diags *diags)
{
  const YamlNode *labels = yaml_find (layout->root, "labels");
  for (guint i = 0; labels != NULL && labels->kind == YAML_MAP && i < labels->keys->len; i++)
    labels_tell_missing (layout, ((const YamlNode *)g_ptr_array_index (labels->keys, i))->text, diags);
}

const char *
relation_class (const Layout *layout, const char *is)
{
  const YamlNode *classes = yaml_find (yaml_find (layout->root, "chart"), "classes");
  for (guint i = 0; classes != NULL && classes->kind == YAML_MAP && i < classes->items->len; i++)
    {
      g_autoptr (GPtrArray) words = key_strings (g_ptr_array_index (classes->items, i));
      for (guint w = 0; words != NULL && is != NULL && w < words->len; w++)
        if (g_pattern_match_simple (g_ptr_array_index (words, w), is))
          return g_intern_string (((YamlNode *)g_ptr_array_index (classes->keys, i))->text);
    }
  return NULL;
}
