/* explain.c: see explain.h. */
#include "facts/explain.h"

#include <string.h>

#include "release/mentions.h"
#include "release/values.h"

typedef struct
{
  const Store *store;
  const char *language;
  GString *out;
} Explain;

static void
line (Explain *explain, const char *key, const char *value)
{
  if (value && *value)
    g_string_append_printf (explain->out, "  %-12s %s\n", key, value);
}

static void
ids_line (Explain *explain, const char *key, const GPtrArray *ids)
{
  g_autoptr (GString) list = g_string_new (NULL);
  for (guint i = 0; i < ids->len; i++)
    g_string_append_printf (list, "%s%s", i ? ", " : "", (char *)g_ptr_array_index (ids, i));
  line (explain, key, list->str);
}

static void
date_line (Explain *explain, const char *key, const Date *date)
{
  g_autofree char *day = date_to_text (date);
  g_autoptr (GString) text = g_string_new (day);
  if (date->part)
    g_string_append_printf (text, ", %s", date->part);
  if (date->words)
    g_string_append_printf (text, " (“%s”)", date->words);
  if (date->inferred)
    g_string_append_printf (text, " (inferred: %s)", date->inferred);
  if (date->ongoing)
    g_string_append (text, ", ongoing");
  line (explain, key, text->str);
}

static const char *
source_name (const Explain *explain, const Source *source)
{
  const char *name = text_in (source->name, explain->language);
  if (!name)
    name = source->originator ? source->originator : text_in (source->title, explain->language);
  return name ? name : source->id;
}

/** The speaker, then each document around it, to the one in hand. */
static void
explain_chain (Explain *explain, const char *id, const char *first)
{
  const Source *source = store_find (explain->store, RECORD_SOURCE, id);
  for (guint i = 0; source && i <= explain->store->records[RECORD_SOURCE]->len; i++)
    {
      g_autofree char *day = date_to_text (&source->date);
      g_autofree char *text =
          g_strdup_printf ("%s%s%s%s [%s]", source_name (explain, source), source->label ? " (" : "",
                           source->label ? source->label : "", source->label ? ")" : "", source->id);
      g_autofree char *dated = *day ? g_strdup_printf ("%s, %s", text, day) : g_strdup (text);
      line (explain, i ? "  read in" : first, dated);
      source = store_find (explain->store, RECORD_SOURCE, source->within);
    }
}

static void
explain_claim (Explain *explain, const Claim *claim)
{
  g_autofree char *figure = figure_to_text (&claim->figure);
  line (explain, "says", text_in (claim->text, explain->language));
  line (explain, "figure", figure);
  line (explain, "figure is", claim->figure.status);
  date_line (explain, "counts", &claim->period);
  line (explain, "certainty", claim->certainty);
  line (explain, "held by", claim->holders);
  line (explain, "term", claim->term);
  line (explain, "if", text_in (claim->condition, explain->language));
  for (guint i = 0; i < claim->said_by->len; i++)
    explain_chain (explain, g_ptr_array_index (claim->said_by, i), i ? "and by" : "said by");
  date_line (explain, "as of", &claim->as_of);
  ids_line (explain, "about", claim->about);
  ids_line (explain, "denies", claim->contests);
  ids_line (explain, "not beside", claim->not_comparable);
  line (explain, "compared to", claim->compare.with);
  for (guint i = 0; i < claim->readings->len; i++)
    line (explain, "reading", text_in (g_ptr_array_index (claim->readings, i), explain->language));
  line (explain, "note", text_in (claim->note, explain->language));
}

static void
explain_relation (Explain *explain, const Relation *relation)
{
  line (explain, "from", relation->from);
  line (explain, "is", relation->is);
  ids_line (explain, "to", relation->to);
  date_line (explain, "when", &relation->when);
  line (explain, "status", relation->status);
  ids_line (explain, "claims", relation->claims);
}

static void
explain_entity (Explain *explain, const Entity *entity)
{
  line (explain, "name", text_in (entity->name, explain->language));
  line (explain, "long name", text_in (entity->long_name, explain->language));
  line (explain, "kind", entity->kind);
  ids_line (explain, "also called", entity->aliases);
  line (explain, "role", text_in (entity->role, explain->language));
  ids_line (explain, "not", entity->not_same_as);
}

static void
explain_judgement (Explain *explain, const Judgement *judgement)
{
  line (explain, "says", text_in (judgement->text, explain->language));
  line (explain, "likelihood", judgement->likelihood);
  line (explain, "confidence", judgement->confidence);
  line (explain, "because", text_in (judgement->because, explain->language));
  ids_line (explain, "rests on", judgement->basis);
}

static void
explain_body (Explain *explain, RecordKind kind, gconstpointer record)
{
  switch (kind)
    {
    case RECORD_SOURCE:
      explain_chain (explain, any_id (kind, record), "source");
      line (explain, "descriptor", text_in (((const Source *)record)->descriptor, explain->language));
      line (explain, "alias", text_in (((const Source *)record)->public_alias, explain->language));
      break;
    case RECORD_ENTITY:
      explain_entity (explain, record);
      break;
    case RECORD_CLAIM:
      explain_claim (explain, record);
      break;
    case RECORD_RELATION:
      explain_relation (explain, record);
      break;
    case RECORD_JUDGEMENT:
      explain_judgement (explain, record);
      break;
    case RECORD_PASSAGE:
      line (explain, "heading", text_in (((const Passage *)record)->heading, explain->language));
      line (explain, "text", text_in (((const Passage *)record)->text, explain->language));
      break;
    }
}

/* Who uses it */

typedef struct
{
  const char *id;
  gboolean found;
} Use;

static void
note_use (const char *key, RecordKind target, const char *id, const Mention *mention, gpointer data)
{
  Use *use = data;
  use->found = use->found || g_str_equal (id, use->id);
}

static void
explain_uses (Explain *explain, const char *id)
{
  for (int kind = 0; kind < N_RECORD_KINDS; kind++)
    {
      g_autoptr (GPtrArray) users = g_ptr_array_new ();
      for (guint i = 0; i < explain->store->records[kind]->len; i++)
        {
          gconstpointer record = g_ptr_array_index (explain->store->records[kind], i);
          Use use = {id, FALSE};
          references_walk ((RecordKind)kind, record, note_use, &use);
          if (use.found)
            g_ptr_array_add (users, (gpointer)any_id ((RecordKind)kind, record));
        }
      g_autofree char *key = g_strdup_printf ("in %s", kind_key ((RecordKind)kind));
      ids_line (explain, key, users);
    }
}

/* Who may know it */

static const char *
label_origin (const Store *store, RecordKind kind, gconstpointer record)
{
  return any_marking (kind, record) ? "its own"
         : store->briefing->marking ? "the briefing's"
                                    : "the scheme's highest, as nothing is said";
}

static void
explain_verdict (Explain *explain, const Audience *audience, const char *id)
{
  g_autoptr (Diags) diags = diags_new ();
  g_autoptr (Selection) selection = selection_new (explain->store, audience, diags);
  if (!selection)
    {
      line (explain, audience->id, "no: it has no clearance in this scheme");
      return;
    }
  const char *why = NULL;
  Verdict verdict = selection_verdict (selection, id, &why);
  g_autofree char *text = verdict == VERDICT_GRANTED ? g_strdup ("yes")
                          : verdict == VERDICT_ALIAS ? g_strdup_printf ("yes, %s", why)
                                                     : g_strdup_printf ("no: %s", why);
  line (explain, audience->id, text);
}

/** All that is kept from an audience, and where the Release would have named it. */
static char *
explain_audience (Explain *explain, const Audience *audience)
{
  g_autoptr (Diags) diags = diags_new ();
  g_autoptr (Selection) selection = selection_new (explain->store, audience, diags);
  if (!selection)
    {
      g_string_append_printf (explain->out, "audience %s has no clearance in the scheme %s\n", audience->id,
                              explain->store->scheme->id);
      return g_string_free (explain->out, FALSE);
    }
  g_autoptr (Release) release = selection_release (selection, diags);
  g_string_append_printf (explain->out, "audience %s: %s\n", audience->id, release ? "released" : "refused");
  line (explain, "marking", release ? release->marking : NULL);
  for (guint i = 0; i < selection_finds (selection)->len; i++)
    line (explain, "refused as", g_ptr_array_index (selection_finds (selection), i));
  g_string_append (explain->out, "withheld from it\n");
  for (int kind = 0; kind < N_RECORD_KINDS; kind++)
    for (guint i = 0; i < explain->store->records[kind]->len; i++)
      {
        const char *why,
            *id = any_id ((RecordKind)kind, g_ptr_array_index (explain->store->records[kind], i));
        if (selection_verdict (selection, id, &why) != VERDICT_GRANTED)
          g_string_append_printf (explain->out, "  %s %s: %s\n", kind_name ((RecordKind)kind), id, why);
      }
  return g_string_free (explain->out, FALSE);
}

char *
explain_record (const Store *store, const Audiences *audiences, const char *id, const char *audience)
{
  RecordKind kind;
  gconstpointer record = store_find_any (store, id, &kind);
  const Audience *meant = record ? NULL : audiences_find (audiences, id);
  if (!record && !meant)
    return NULL;
  Explain explain = {store, store->briefing->language, g_string_new (NULL)};
  if (meant)
    return explain_audience (&explain, meant);
  Mark mark = any_mark (kind, record);
  const Label *label = store_label (store, kind, record);
  g_string_append_printf (explain.out, "%s %s (%s:%d)\n", kind_name (kind), id, mark.file ? mark.file : "",
                          mark.line);
  explain_body (&explain, kind, record);
  explain_uses (&explain, id);
  g_string_append_printf (explain.out, "who may know it: label %s, %s\n", label ? label->id : "none",
                          label_origin (store, kind, record));
  ids_line (&explain, "needs", any_needs (kind, record));
  for (guint i = 0; i < audiences->list->len; i++)
    {
      const Audience *each = g_ptr_array_index (audiences->list, i);
      if (!audience || g_str_equal (audience, each->id))
        explain_verdict (&explain, each, id);
    }
  return g_string_free (explain.out, FALSE);
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *)a, *(char *const *)b);
}

char **
explain_ids (const Store *store)
{
  GPtrArray *ids = g_ptr_array_new ();
  for (int kind = 0; kind < N_RECORD_KINDS; kind++)
    for (guint i = 0; i < store->records[kind]->len; i++)
      g_ptr_array_add (ids,
                       g_strdup (any_id ((RecordKind)kind, g_ptr_array_index (store->records[kind], i))));
  g_ptr_array_sort (ids, compare_ids);
  g_ptr_array_add (ids, NULL);
  return (char **)g_ptr_array_free (ids, FALSE);
}
