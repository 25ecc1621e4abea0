/* copy.c: the Release is built here, from nothing, by copying what select.c granted. Whatever a new field of a record may hold, it
 * reaches an audience only as part of a granted record, and ids in it only if adjust_record knows them. */
#include <string.h>

#include "facts/scheme.h"
#include "facts/selection.h"

/* Sentences */

static gboolean
span_mentions (const GPtrArray *mentions, gsize start, gsize end, const Selection *selection,
               gboolean *withheld)
{
  gboolean any = FALSE;
  for (guint i = 0; i < mentions->len; i++)
    {
      const Mention *mention = g_ptr_array_index (mentions, i);
      if (mention->start < start || mention->start >= end)
        continue;
      any = TRUE;
      *withheld = *withheld || !selection_has (selection, mention->id);
    }
  return any;
}

/** Length of a list's mark ("- ", "* ", "12. ") at @text. */
static gsize
list_mark (const char *text)
{
  gsize n = strspn (text, " ");
  if ((text[n] == '-' || text[n] == '*') && text[n + 1] == ' ')
    return n + 2;
  gsize digits = strspn (text + n, "0123456789");
  return digits && text[n + digits] == '.' && text[n + digits + 1] == ' ' ? n + digits + 2 : 0;
}

static char *
reduce (const Selection *selection, const char *text)
{
  g_autoptr (GPtrArray) mentions = mentions_read (text);
  g_autoptr (GArray) spans = sentences_read (text);
  g_autoptr (GString) out = g_string_new (NULL), mark = g_string_new (NULL);
  gboolean any_withheld = FALSE;
  span_mentions (mentions, 0, strlen (text), selection, &any_withheld);
  if (!any_withheld)
    return g_strdup (text);
  for (guint i = 0; i < spans->len; i += 2)
    {
      gsize start = g_array_index (spans, gsize, i), end = g_array_index (spans, gsize, i + 1);
      gboolean withheld = FALSE;
      gboolean mentions_any = span_mentions (mentions, start, end, selection, &withheld);
      gboolean ends_line = end > start && text[end - 1] == '\n';
      if (!mentions_any || withheld)
        {
          /* The item or paragraph that it began or ended is still begun and ended by its neighbours. */
          if (list_mark (text + start))
            g_string_assign (mark, "");
          if (list_mark (text + start) && !ends_line)
            g_string_append_len (mark, text + start, list_mark (text + start));
          else if (ends_line)
            g_string_truncate (mark, 0);
          if (ends_line && out->len && out->str[out->len - 1] != '\n')
            g_string_append (out, end - start >= 2 && text[end - 2] == '\n' ? "\n\n" : "\n");
          continue;
        }
      g_string_append_len (out, mark->str, mark->len);
      g_string_truncate (mark, 0);
      g_string_append_len (out, text + start, end - start);
    }
  return g_strchomp (g_strdup (out->str));
}

Text *
selection_reduce_text (const Selection *selection, const Text *text)
{
  Text *rest = text_copy (text);
  for (guint i = rest->len; i-- > 0;)
    {
      TextVariant *variant = g_ptr_array_index (rest, i);
      char *words = reduce (selection, variant->text);
      g_free (variant->text);
      variant->text = words;
      if (*words)
        continue;
      g_ptr_array_remove_index (rest, i);
      if (i == 0) /* other languages do not stand in for the first */
        g_ptr_array_set_size (rest, 0);
    }
  return rest;
}

/* Ids */

/** Drops ids that are not released, and gives the others the ids they have in the Release. */
static void
filter_ids (const Selection *selection, GPtrArray *ids)
{
  for (guint i = 0; i < ids->len;)
    {
      const Item *item = selection_item (selection, g_ptr_array_index (ids, i));
      if (!item || item->verdict == VERDICT_WITHHELD)
        {
          g_ptr_array_remove_index (ids, i);
          continue;
        }
      if (item->new_id)
        {
          g_free (g_ptr_array_index (ids, i));
          g_ptr_array_index (ids, i) = g_strdup (item->new_id);
        }
      i++;
    }
}

static void
filter_id (const Selection *selection, char **id)
{
  const Item *item = selection_item (selection, *id);
  if (item && item->verdict != VERDICT_WITHHELD && !item->new_id)
    return;
  g_free (*id);
  *id = item && item->verdict != VERDICT_WITHHELD ? g_strdup (item->new_id) : NULL;
}

static gboolean
text_is_free (const Selection *selection, const Text *text)
{
  for (guint i = 0; i < text->len; i++)
    {
      g_autoptr (GPtrArray) mentions = mentions_read (((TextVariant *)g_ptr_array_index (text, i))->text);
      for (guint j = 0; j < mentions->len; j++)
        if (!selection_has (selection, ((Mention *)g_ptr_array_index (mentions, j))->id))
          return FALSE;
    }
  return TRUE;
}

static void
filter_texts (const Selection *selection, GPtrArray *texts)
{
  for (guint i = texts->len; i-- > 0;)
    if (!text_is_free (selection, g_ptr_array_index (texts, i)))
      g_ptr_array_remove_index (texts, i);
}

/* Records */

/** All that is said of an aliased source: its kind, its alias, and the document around it. */
static Source *
alias_source (const Selection *selection, const Source *source)
{
  Source *alias = record_new (&source_spec);
  alias->kind = g_strdup (source->kind);
  text_free (alias->name);
  alias->name = text_copy (source->public_alias);
  alias->within = g_strdup (source->within);
  filter_id (selection, &alias->within);
  return alias;
}

static void
adjust_claim (const Selection *selection, Claim *claim)
{
  filter_ids (selection, claim->about);
  filter_ids (selection, claim->said_by);
  filter_ids (selection, claim->contests);
  filter_ids (selection, claim->not_comparable);
  filter_id (selection, &claim->compare.with);
  if (!claim->compare.with || !text_is_free (selection, claim->compare.note))
    {
      g_clear_pointer (&claim->compare.with, g_free);
      g_ptr_array_set_size (claim->compare.note, 0);
    }
}

static void
adjust_source (const Selection *selection, Source *source)
{
  filter_id (selection, &source->within);
  filter_id (selection, &source->entity);
  filter_ids (selection, source->differs_from);
  filter_ids (selection, source->may_be);
  g_ptr_array_set_size (source->public_alias, 0);
}

static void
adjust_relation (const Selection *selection, Relation *relation)
{
  filter_id (selection, &relation->from);
  filter_ids (selection, relation->to);
  filter_ids (selection, relation->claims);
}

/** Ids and texts of a copied record; each kind's fields that hold ids are all here (compare mentions.c). */
static void
adjust_record (const Selection *selection, RecordKind kind, gpointer record)
{
  switch (kind)
    {
    case RECORD_SOURCE:
      adjust_source (selection, record);
      break;
    case RECORD_ENTITY:
      filter_ids (selection, ((Entity *)record)->not_same_as);
      filter_id (selection, &((Entity *)record)->part_of);
      break;
    case RECORD_CLAIM:
      adjust_claim (selection, record);
      break;
    case RECORD_RELATION:
      adjust_relation (selection, record);
      break;
    case RECORD_JUDGEMENT:
      filter_ids (selection, ((Judgement *)record)->basis);
      filter_texts (selection, ((Judgement *)record)->alternatives);
      filter_texts (selection, ((Judgement *)record)->indicators);
      break;
    case RECORD_PASSAGE:
      if (((Passage *)record)->by)
        {
          Text *whole = ((Passage *)record)->text;
          ((Passage *)record)->text = selection_reduce_text (selection, whole);
          text_free (whole);
          g_clear_pointer (&((Passage *)record)->by, g_free); /* how it was cut is no news for its reader */
        }
      break;
    }
}

static char **
marking_of (RecordKind kind, gpointer record)
{
  switch (kind)
    {
    case RECORD_SOURCE:
      return &((Source *)record)->marking;
    case RECORD_ENTITY:
      return &((Entity *)record)->marking;
    case RECORD_CLAIM:
      return &((Claim *)record)->marking;
    case RECORD_RELATION:
      return &((Relation *)record)->marking;
    case RECORD_JUDGEMENT:
      return &((Judgement *)record)->marking;
    case RECORD_PASSAGE:
      break;
    }
  return &((Passage *)record)->marking;
}

/** The record as it stands in the Release; owned. */
static gpointer
copy_item (const Selection *selection, const Item *item)
{
  const RecordSpec *spec = kind_spec (item->kind);
  gpointer record;
  if (item->verdict == VERDICT_ALIAS)
    record = alias_source (selection, item->record);
  else
    {
      record = record_copy (spec, item->record);
      adjust_record (selection, item->kind, record);
      g_ptr_array_set_size ((GPtrArray *)any_needs (item->kind, record), 0);
      char **marking = marking_of (item->kind, record);
      g_free (*marking);
      *marking = g_strdup (store_label (selection->store, item->kind, item->record)->id);
    }
  char **id = (char **)((char *)record + spec->id_offset);
  g_free (*id);
  *id = g_strdup (item->new_id ? item->new_id : any_id (item->kind, item->record));
  *(Mark *)((char *)record + spec->mark_offset) = (Mark){0};
  return record;
}

static Briefing *
copy_briefing (const Selection *selection)
{
  Briefing *briefing = record_copy (&briefing_spec, selection->store->briefing);
  briefing->mark = (Mark){0};
  filter_id (selection, &briefing->subject);
  g_clear_pointer (&briefing->marking,
                   g_free); /* the default of an author's file; here every record has its label */
  return briefing;
}

/** The scheme as far as the audience is cleared. A join of labels at or below its clearance is at or below it, too. */
static Scheme *
copy_scheme (const Selection *selection)
{
  const Scheme *whole = selection->store->scheme;
  Scheme *scheme = record_copy (&scheme_spec, whole);
  for (guint i = scheme->labels->len; i-- > 0;)
    {
      Label *label = g_ptr_array_index (scheme->labels, i);
      if (scheme_dominates (whole, selection->clearance->id, label->id))
        continue;
      g_ptr_array_remove_index (scheme->labels, i);
      record_free (&label_spec, label);
    }
  return scheme;
}

static void
refuse (const Selection *selection, Diags *diags, const char *what)
{
  diags_error (diags, ((Mark){0}), "release-refused",
               "the author's side knows more: brief explain CASE AUDIENCE", "nothing is released to %s: %s",
               selection->audience->id, what);
}

Release *
selection_release (Selection *selection, Diags *diags)
{
  const Store *store = selection->store;
  g_autoptr (Release) release = release_new ();
  const char *marking = NULL;
  gboolean covered = TRUE;
  g_ptr_array_set_size (selection->finds, 0);
  release->audience = g_strdup (selection->audience->id);
  release->audience_title = g_strdup (text_in (selection->audience->title, store->briefing->language));
  release->wording = g_strdup (selection->audience->wording);
  release->briefing = copy_briefing (selection);
  release->scheme = copy_scheme (selection);
  release->scale = store->scale ? record_copy (&scale_spec, store->scale) : NULL;
  for (guint i = 0; i < selection->items->len; i++)
    {
      const Item *item = g_ptr_array_index (selection->items, i);
      if (item->verdict == VERDICT_WITHHELD)
        continue;
      gpointer record = copy_item (selection, item);
      const char *own = any_marking (item->kind, record);
      release_add_take (release, item->kind, record);
      if (own && covered)
        {
          marking = marking && strcmp (marking, own) != 0 ? scheme_join (store->scheme, marking, own) : own;
          covered = marking != NULL;
        }
    }
  if (!covered)
    {
      refuse (selection, diags, "no label of the scheme covers all of it");
      return NULL;
    }
  /* Nothing with a label: the lowest covers it. The default of the briefing would tell of what is not there. */
  release->marking =
      g_strdup (marking ? marking : ((Label *)g_ptr_array_index (release->scheme->labels, 0))->id);
  if (!selection_search (selection, release))
    {
      refuse (selection, diags, "it would name what is withheld");
      return NULL;
    }
  return g_steal_pointer (&release);
}
