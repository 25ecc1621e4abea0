/* reduce.c: see reduce.h. Order stays that of the records; only ties of equal rank are told apart by id. */
#include "document/reduce.h"
#include <string.h>

static const struct
{
  const char *name, *key;
} actor_kinds[] = {[ACTOR_ORGANISATION] = {"organisation", "chart-organisations"},
                   [ACTOR_PERSON] = {"person", "chart-persons"},
                   [ACTOR_EVENT] = {"event", "chart-events"},
                   [ACTOR_PLACE] = {"place", "chart-places"},
                   [ACTOR_STATE] = {"state", "chart-states"},
                   [ACTOR_OTHER] = {NULL, NULL}};
/* the words of the product's language stand under the same names */
static const char *const tie_kinds[] = {
    [TIE_OTHER] = "other",          [TIE_COMMAND] = "command", [TIE_ALLIED] = "allied",
    [TIE_HOSTILE] = "hostile",      [TIE_ATTACK] = "attack",   [TIE_ALLEGIANCE] = "allegiance",
    [TIE_MEMBERSHIP] = "membership"};

typedef struct
{
  DrawingData *data;
  GHashTable *actors; /* id → Actor*; only looked up */
  gboolean *keep;     /* of ties */
} Reduction;

static const Actor *
actor_of (const Reduction *r, const char *id)
{
  return g_hash_table_lookup (r->actors, id);
}

static Tie *
tie_at (const DrawingData *data, guint i)
{
  return g_ptr_array_index (data->ties, i);
}

static void
say_unknown (const Reduction *r, const ChartWish *wish, const char *code, const char *what, const char *word,
             const GPtrArray *known, Diags *diags)
{
  const char *near = nearest_match (word, (const char *const *)known->pdata, (int)known->len);
  g_autofree char *hint = near != NULL ? g_strdup_printf ("did you mean “%s”?", near) : NULL;
  if (wish->asked)
    diags_error (diags, r->data->mark, code, hint, "%s “%s” is not in this chart", what, word);
  else
    diags_warning (diags, r->data->mark, code, hint, "%s “%s” is not in this chart", what, word);
}

/* Ids within @depth steps of @focus. */
static GHashTable *
neighbourhood (const Reduction *r, const char *focus, int depth)
{
  GHashTable *near = g_hash_table_new (g_str_hash, g_str_equal);
  g_hash_table_add (near, (gpointer)focus);
  for (int step = 0; step < depth; step++)
    {
      g_autoptr (GPtrArray) reached = g_ptr_array_new ();
      for (guint i = 0; i < r->data->ties->len; i++)
        {
          const Tie *tie = tie_at (r->data, i);
          if (g_hash_table_contains (near, tie->from))
            g_ptr_array_add (reached, tie->to);
          else if (g_hash_table_contains (near, tie->to))
            g_ptr_array_add (reached, tie->from);
        }
      for (guint i = 0; i < reached->len; i++)
        g_hash_table_add (near, g_ptr_array_index (reached, i));
    }
  return near;
}

/* Depth 1 shows the ties of the focus, the leaders of those shown and the alliances among them; more, all among those in reach. */
static void
keep_near (Reduction *r, const char *focus, int depth)
{
  g_autoptr (GHashTable) near = neighbourhood (r, focus, depth);
  for (guint i = 0; i < r->data->ties->len; i++)
    {
      const Tie *tie = tie_at (r->data, i);
      if (tie->tie == TIE_COMMAND && g_hash_table_contains (near, tie->to))
        g_hash_table_add (near, tie->from);
    }
  for (guint i = 0; i < r->data->ties->len; i++)
    {
      const Tie *tie = tie_at (r->data, i);
      const gboolean among = g_hash_table_contains (near, tie->from) && g_hash_table_contains (near, tie->to);
      const gboolean own = g_str_equal (tie->from, focus) || g_str_equal (tie->to, focus);
      r->keep[i] =
          r->keep[i] && among && (depth > 1 || own || tie->tie == TIE_COMMAND || tie->tie == TIE_ALLIED);
    }
}

/* FALSE: there is no such actor, which is said. */
static gboolean
reduce_to_focus (Reduction *r, const ChartWish *wish, GPtrArray *reasons, Diags *diags)
{
  const Actor *focus = actor_of (r, wish->focus);
  if (focus == NULL)
    {
      g_autoptr (GPtrArray) known = g_ptr_array_new ();
      for (guint i = 0; i < r->data->actors->len; i++)
        g_ptr_array_add (known, ((const Actor *)r->data->actors->pdata[i])->id);
      say_unknown (r, wish, "chart-focus-unknown", "the actor", wish->focus, known, diags);
      return FALSE;
    }
  g_autofree char *steps = g_strdup_printf ("%d", wish->depth);
  keep_near (r, focus->id, wish->depth);
  g_ptr_array_add (reasons, wish->depth == 1
                                ? phrase_with (r->data, "chart-near-one", "{0} and what is tied to it",
                                               focus->name, NULL, NULL)
                                : phrase_with (r->data, "chart-near", "{0} and what is {1} steps from it",
                                               focus->name, steps, NULL));
  return TRUE;
}

/* Index of @word in the kinds of actors, or 100 + that in the kinds of ties; -1: none. */
static int
kind_of (const char *word)
{
  for (guint k = 0; k < G_N_ELEMENTS (actor_kinds); k++)
    if (g_strcmp0 (word, actor_kinds[k].name) == 0)
      return (int)k;
  for (guint k = 0; k < G_N_ELEMENTS (tie_kinds); k++)
    if (g_str_equal (word, tie_kinds[k]))
      return 100 + (int)k;
  return -1;
}

static void
say_unknown_kind (const Reduction *r, const ChartWish *wish, const char *word, Diags *diags)
{
  g_autoptr (GPtrArray) known = g_ptr_array_new ();
  for (guint k = 0; k < G_N_ELEMENTS (actor_kinds); k++)
    if (actor_kinds[k].name != NULL)
      g_ptr_array_add (known, (gpointer)actor_kinds[k].name);
  for (guint k = 0; k < G_N_ELEMENTS (tie_kinds); k++)
    g_ptr_array_add (known, (gpointer)tie_kinds[k]);
  say_unknown (r, wish, "chart-kind-unknown", "the kind", word, known, diags);
}

static void
reduce_to_kinds (Reduction *r, const ChartWish *wish, GPtrArray *reasons, Diags *diags)
{
  g_auto (GStrv) words = g_strsplit (wish->kinds, ",", -1);
  gboolean actors[G_N_ELEMENTS (actor_kinds)] = {FALSE}, ties[G_N_ELEMENTS (tie_kinds)] = {FALSE};
  gboolean any_actors = FALSE, any_ties = FALSE;
  g_autoptr (GString) said = g_string_new (NULL);
  for (int i = 0; words[i] != NULL; i++)
    {
      const char *word = g_strstrip (words[i]);
      const int kind = kind_of (word);
      if (kind < 0)
        {
          say_unknown_kind (r, wish, word, diags);
          continue;
        }
      if (kind < 100)
        any_actors = actors[kind] = TRUE;
      else
        any_ties = ties[kind - 100] = TRUE;
      g_string_append_printf (said, "%s%s", said->len > 0 ? ", " : "",
                              kind < 100 ? phrase_in (r->data, actor_kinds[kind].key, word)
                                         : phrase_in (r->data, word, word));
    }
  for (guint i = 0; i < r->data->ties->len; i++)
    {
      const Tie *tie = tie_at (r->data, i);
      const Actor *from = actor_of (r, tie->from), *to = actor_of (r, tie->to);
      r->keep[i] = r->keep[i] && (!any_actors || (actors[from->kind] && actors[to->kind])) &&
                   (!any_ties || ties[tie->tie]);
    }
  if (said->len > 0)
    g_ptr_array_add (reasons, phrase_with (r->data, "chart-kinds", "only {0}", said->str, NULL, NULL));
}

typedef struct
{
  const Actor *actor;
  int ties;
} Rank;

/* The subject first, then those with most ties, then by id. */
static int
compare_ranks (gconstpointer a, gconstpointer b)
{
  const Rank *x = a, *y = b;
  if (x->actor->subject != y->actor->subject)
    return x->actor->subject ? -1 : 1;
  return x->ties != y->ties ? (x->ties > y->ties ? -1 : 1) : strcmp (x->actor->id, y->actor->id);
}

static void
reduce_to_limit (Reduction *r, const ChartWish *wish, GPtrArray *reasons)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) stay = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GArray) ranks = g_array_new (FALSE, FALSE, sizeof (Rank));
  for (guint i = 0; i < r->data->ties->len; i++)
    for (int end = 0; r->keep[i] && end < 2; end++)
      {
        char *id = end == 0 ? tie_at (r->data, i)->from : tie_at (r->data, i)->to;
        g_hash_table_insert (counts, id,
                             GINT_TO_POINTER (GPOINTER_TO_INT (g_hash_table_lookup (counts, id)) + 1));
      }
  for (guint i = 0; i < r->data->actors->len; i++)
    {
      const Actor *actor = g_ptr_array_index (r->data->actors, i);
      Rank rank = {actor, GPOINTER_TO_INT (g_hash_table_lookup (counts, actor->id))};
      g_array_append_val (ranks, rank);
    }
  g_array_sort (ranks, compare_ranks);
  if ((int)ranks->len <= wish->limit)
    return;
  for (int i = 0; i < wish->limit; i++)
    g_hash_table_add (stay, g_array_index (ranks, Rank, i).actor->id);
  for (guint i = 0; i < r->data->ties->len; i++)
    r->keep[i] = r->keep[i] && g_hash_table_contains (stay, tie_at (r->data, i)->from) &&
                 g_hash_table_contains (stay, tie_at (r->data, i)->to);
  g_autofree char *limit = g_strdup_printf ("%d", wish->limit);
  g_ptr_array_add (reasons,
                   phrase_with (r->data, "chart-limit", "the {0} actors with most ties", limit, NULL, NULL));
}

/* Takes out ties that are not kept, and actors that are at the end of none. */
static void
sweep (Reduction *r)
{
  g_autoptr (GHashTable) used = g_hash_table_new (g_str_hash, g_str_equal);
  guint n = 0;
  for (guint i = 0; i < r->data->ties->len; i++)
    if (r->keep[i])
      {
        g_hash_table_add (used, tie_at (r->data, i)->from);
        g_hash_table_add (used, tie_at (r->data, i)->to);
      }
  for (guint i = r->data->actors->len; i-- > 0;)
    if (!g_hash_table_contains (used, ((const Actor *)r->data->actors->pdata[i])->id))
      g_ptr_array_remove_index (r->data->actors, i);
  for (guint i = 0, len = r->data->ties->len; i < len; i++)
    if (r->keep[i])
      n++;
    else
      g_ptr_array_remove_index (r->data->ties, n);
}

/* "Left out here: 12 actors and 30 ties; shown: ISIS-K and what is tied to it, only hostile." */
static void
write_note (DrawingData *data, const GPtrArray *reasons, int actors, int ties)
{
  g_autoptr (GString) shown = g_string_new (NULL);
  g_autofree char *out = g_strdup_printf ("%d", actors - (int)data->actors->len),
                  *gone = g_strdup_printf ("%d", ties - (int)data->ties->len);
  for (guint i = 0; i < reasons->len; i++)
    g_string_append_printf (shown, "%s%s", i > 0 ? "; " : "", (const char *)reasons->pdata[i]);
  g_free (data->note);
  data->note = phrase_with (data, "chart-left-out", "Left out here: {0} actors and {1} ties; shown: {2}.",
                            out, gone, shown->str);
}

void
drawing_data_reduce (DrawingData *data, const ChartWish *wish, int actors, int ties, Diags *diags)
{
  Reduction r = {data, g_hash_table_new (g_str_hash, g_str_equal), g_new (gboolean, data->ties->len + 1)};
  g_autoptr (GPtrArray) reasons = g_ptr_array_new_with_free_func (g_free);
  const gboolean focused = wish->depth > 0 && wish->focus != NULL && !g_str_equal (wish->focus, "all");
  for (guint i = 0; i < data->actors->len; i++)
    g_hash_table_insert (r.actors, ((Actor *)data->actors->pdata[i])->id, data->actors->pdata[i]);
  for (guint i = 0; i < data->ties->len; i++)
    r.keep[i] = TRUE;
  if (wish->as_of != NULL && data->as_of != NULL)
    g_ptr_array_add (reasons, g_strdup (data->as_of));
  if (focused && !reduce_to_focus (&r, wish, reasons, diags))
    for (guint i = 0; i < data->ties->len; i++)
      r.keep[i] = FALSE;
  if (wish->kinds != NULL)
    reduce_to_kinds (&r, wish, reasons, diags);
  if (wish->limit > 0)
    reduce_to_limit (&r, wish, reasons);
  gboolean all = (int)data->ties->len == ties;
  for (guint i = 0; i < data->ties->len; i++)
    all = all && r.keep[i];
  if (!all)
    sweep (&r);
  if ((int)data->actors->len < actors || (int)data->ties->len < ties)
    write_note (data, reasons, actors, ties);
  g_hash_table_unref (r.actors);
  g_free (r.keep);
}
