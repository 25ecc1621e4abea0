/* select.c: which records an audience may know; see select.h for the rules and copy.c for the copying. */
#include "facts/selection.h"

#include <string.h>

#include "facts/scheme.h"

static void
item_free (gpointer data)
{
  Item *item = data;
  g_free (item->why);
  g_free (item->new_id);
  g_free (item);
}

Item *
selection_item (const Selection *selection, const char *id)
{
  return id ? g_hash_table_lookup (selection->by_id, id) : NULL;
}

gboolean
selection_has (const Selection *selection, const char *id)
{
  const Item *item = selection_item (selection, id);
  return item && item->verdict != VERDICT_WITHHELD;
}

static gboolean
list_has (const GPtrArray *list, const char *text)
{
  return g_ptr_array_find_with_equal_func ((GPtrArray *)list, text, g_str_equal, NULL);
}

/** The verdict on the record alone, before what it depends on. */
static void
judge_alone (const Selection *selection, Item *item)
{
  const Store *store = selection->store;
  const Label *label = store_label (store, item->kind, item->record);
  const GPtrArray *needs = any_needs (item->kind, item->record);
  const Source *source = item->kind == RECORD_SOURCE ? item->record : NULL;
  gboolean sees_alias = g_strcmp0 (selection->audience->sees.source_names, "alias") == 0;
  if (source && sees_alias && source->public_alias->len)
    {
      item->verdict = VERDICT_ALIAS;
      item->why = g_strdup ("by its public alias alone");
      return;
    }
  item->verdict = VERDICT_WITHHELD;
  if (!label)
    {
      item->why = g_strdup ("its label is none of the scheme's");
      return;
    }
  if (!scheme_dominates (store->scheme, selection->clearance->id, label->id))
    {
      item->why = g_strdup_printf ("its label %s is above %s", label->id, selection->clearance->id);
      return;
    }
  for (guint i = 0; i < needs->len; i++)
    if (!list_has (selection->audience->needs, g_ptr_array_index (needs, i)))
      {
        item->why = g_strdup_printf ("it asks for the need “%s”", (char *)g_ptr_array_index (needs, i));
        return;
      }
  item->verdict = VERDICT_GRANTED;
}

/* Dependence */

typedef struct
{
  const Selection *selection;
  const Item *item;
  char *why;                /* owned; the first reason to fall */
  int n_claims, n_withheld; /* of a relation */
} Fall;

gboolean
reference_is_vital (RecordKind kind, const char *key, gboolean is_mention)
{
  static const struct
  {
    RecordKind kind;
    const char *keys; /* words between spaces */
  } vital[] = {{RECORD_SOURCE, " within title descriptor "},          {RECORD_ENTITY, " role "},
               {RECORD_CLAIM, " about said_by text condition note "}, {RECORD_RELATION, " from to "},
               {RECORD_JUDGEMENT, " basis text because if_wrong "},   {RECORD_PASSAGE, " heading text "}};
  g_autofree char *word = g_strconcat (" ", key, " ", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (vital); i++)
    if (vital[i].kind == kind)
      return strstr (vital[i].keys, word) != NULL;
  return is_mention; /* prose of a kind that no rule names: nothing is printed with a hole */
}

static void
judge_reference (const char *key, RecordKind target, const char *id, const Mention *mention, gpointer data)
{
  Fall *fall = data;
  const Item *item = fall->item;
  gboolean withheld = !selection_has (fall->selection, id);
  if (item->kind == RECORD_RELATION && g_str_equal (key, "claims"))
    {
      fall->n_claims++;
      fall->n_withheld += withheld;
      return;
    }
  /* An alias stands for all that lies behind it. */
  if (!withheld || fall->why || item->verdict == VERDICT_ALIAS ||
      !reference_is_vital (item->kind, key, mention != NULL))
    return;
  gboolean by_sentence =
      item->kind == RECORD_PASSAGE && ((const Passage *)item->record)->by && g_str_equal (key, "text");
  if (!by_sentence)
    fall->why = g_strdup_printf ("its “%s” %s %s %s, which is withheld", key, mention ? "mentions" : "names",
                                 kind_name (target), id);
}

/** Why @item falls with others as things stand; NULL: it stays. Owned. */
static char *
reason_to_fall (const Selection *selection, const Item *item)
{
  Fall fall = {selection, item, NULL, 0, 0};
  references_walk (item->kind, item->record, judge_reference, &fall);
  if (!fall.why && fall.n_claims && fall.n_withheld == fall.n_claims)
    fall.why = g_strdup ("all claims that say so are withheld");
  if (!fall.why && item->kind == RECORD_PASSAGE && ((const Passage *)item->record)->by)
    {
      g_autoptr (GPtrArray) rest = selection_reduce_text (selection, ((const Passage *)item->record)->text);
      if (!rest->len)
        fall.why = g_strdup ("each of its sentences mentions what is withheld");
    }
  return fall.why;
}

/** Until nothing changes: the largest set in which nothing lacks what it cannot do without. */
static void
judge_together (Selection *selection)
{
  for (gboolean changed = TRUE; changed;)
    {
      changed = FALSE;
      for (guint i = 0; i < selection->items->len; i++)
        {
          Item *item = g_ptr_array_index (selection->items, i);
          char *why = item->verdict == VERDICT_WITHHELD ? NULL : reason_to_fall (selection, item);
          if (!why)
            continue;
          item->verdict = VERDICT_WITHHELD;
          g_free (item->why);
          item->why = why;
          changed = TRUE;
        }
    }
}

/** Ids of aliased sources tell who they are: they and their voices get others, counted among what is released. */
static void
rename_aliases (Selection *selection)
{
  int n = 0;
  for (guint i = 0; i < selection->items->len; i++)
    {
      Item *item = g_ptr_array_index (selection->items, i);
      if (item->verdict != VERDICT_ALIAS)
        continue;
      do
        {
          g_free (item->new_id);
          item->new_id = g_strdup_printf ("alias-%d", ++n);
        }
      while (selection_has (selection,
                            item->new_id)); /* an author's own id stays his; a withheld one moves nothing */
    }
  for (guint i = 0; i < selection->items->len; i++)
    {
      Item *item = g_ptr_array_index (selection->items, i);
      const char *id = any_id (item->kind, item->record), *slash = strrchr (id, '/');
      g_autofree char *parent_id = slash ? g_strndup (id, slash - id) : NULL;
      const Item *parent = selection_item (selection, parent_id);
      if (item->verdict == VERDICT_GRANTED && item->kind == RECORD_SOURCE && parent && parent->new_id)
        item->new_id = g_strconcat (parent->new_id, slash, NULL);
    }
}

Selection *
selection_new (const Store *store, const Audience *audience, Diags *diags)
{
  g_assert (store->briefing && store->scheme);
  const Label *clearance = audience_clearance (audience, store->scheme);
  if (!clearance)
    {
      g_autofree char *hint = g_strdup_printf ("clearance: {%s: …}", store->scheme->id);
      diags_error (diags, audience->mark, "clearance-missing", hint,
                   "audience %s has no clearance in the scheme %s", audience->id, store->scheme->id);
      return NULL;
    }
  Selection *selection = g_new0 (Selection, 1);
  selection->store = store;
  selection->audience = audience;
  selection->clearance = clearance;
  selection->items = g_ptr_array_new_with_free_func (item_free);
  selection->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  selection->finds = g_ptr_array_new_with_free_func (g_free);
  for (int kind = 0; kind < N_RECORD_KINDS; kind++)
    for (guint i = 0; i < store->records[kind]->len; i++)
      {
        Item *item = g_new0 (Item, 1);
        item->kind = (RecordKind)kind;
        item->record = g_ptr_array_index (store->records[kind], i);
        judge_alone (selection, item);
        g_ptr_array_add (selection->items, item);
        g_hash_table_insert (selection->by_id, (gpointer)any_id (item->kind, item->record), item);
      }
  judge_together (selection);
  rename_aliases (selection);
  return selection;
}

void
selection_free (Selection *selection)
{
  if (!selection)
    return;
  g_hash_table_unref (selection->by_id);
  g_ptr_array_unref (selection->items);
  g_ptr_array_unref (selection->finds);
  g_free (selection);
}

Verdict
selection_verdict (const Selection *selection, const char *id, const char **why)
{
  const Item *item = selection_item (selection, id);
  if (why)
    *why = item ? item->why : NULL;
  return item ? item->verdict : VERDICT_WITHHELD;
}

const GPtrArray *
selection_finds (const Selection *selection)
{
  return selection->finds;
}

Release *
select_release (const Store *store, const Audience *audience, Diags *diags)
{
  g_autoptr (Selection) selection = selection_new (store, audience, diags);
  return selection ? selection_release (selection, diags) : NULL;
}
