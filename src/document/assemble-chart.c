/* assemble-chart.c: released relations → what the relationship chart shows. Every relation is a tie with the sentence that says
 * it, so that nothing depends on seeing the drawing; folding leaders into boxes is the chart's own business.
 */
#include <string.h>
#include "document/section-blocks.h"

static ActorKind
actor_kind (const Entity *entity)
{
  static const char states[] =
      "state|government|country|armed force|military command|agency|international organisation|un mission";
  if (entity == NULL || entity->kind == NULL)
    return ACTOR_OTHER;
  if (g_str_equal (entity->kind, "person"))
    return ACTOR_PERSON;
  if (g_str_equal (entity->kind, "event") || g_str_equal (entity->kind, "operation"))
    return ACTOR_EVENT;
  if (g_str_equal (entity->kind, "place"))
    return ACTOR_PLACE;
  if (entity->sub_kind != NULL && choice_has (states, entity->sub_kind))
    return ACTOR_STATE;
  return g_str_equal (entity->kind, "organisation") ? ACTOR_ORGANISATION : ACTOR_OTHER;
}

static TieClass
tie_class (Assembly *a, const Relation *relation)
{
  static const struct
  {
    const char *name;
    TieClass tie;
  } classes[] = {{"command", TIE_COMMAND}, {"allied", TIE_ALLIED},         {"hostile", TIE_HOSTILE},
                 {"attack", TIE_ATTACK},   {"allegiance", TIE_ALLEGIANCE}, {"membership", TIE_MEMBERSHIP}};
  const char *name = relation_class (a->layout, relation->is);
  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (classes); i++)
    if (g_str_equal (classes[i].name, name))
      return classes[i].tie;
  return TIE_OTHER;
}

static TieStatus
tie_status (const char *status)
{
  static const char *const names[] = {"asserted", "assessed", "possible", "contested", "reported"};
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i], status))
      return (TieStatus)i;
  return TIE_ASSESSED;
}

static void
need_actor (Assembly *a, DrawingData *data, const char *id)
{
  const Entity *entity = release_find (a->release, RECORD_ENTITY, id);
  const char *subject = a->release->briefing != NULL ? a->release->briefing->subject : NULL;
  for (guint i = 0; i < data->actors->len; i++)
    if (g_str_equal (((const Actor *)g_ptr_array_index (data->actors, i))->id, id))
      return;
  g_autofree char *name = words_name (a->words, id);
  Actor *actor = drawing_data_add_actor (data, id, name, actor_kind (entity));
  actor->subject = g_strcmp0 (subject, id) == 0;
}

static char *
tie_sentence (Assembly *a, const Relation *relation, const char *to)
{
  g_autofree char *from = words_name (a->words, relation->from), *target = words_name (a->words, to);
  const char *part = text_in (relation->from_part, a->lang);
  g_autofree char *who = part != NULL ? g_strdup_printf ("%s (%s)", from, part) : g_strdup (from);
  g_autofree char *numbers = claims_numbers (a, relation->claims);
  g_autofree char *claims =
      *numbers != '\0' ? label_format (a->layout, a->lang, "chart-claims", numbers, NULL) : NULL;
  g_autofree char *when = words_date (a->words, &relation->when, DATE_LONG);
  const char *status = word_in (a->layout, a->lang, relation_status (&a->scope, relation));
  return g_strdup_printf ("%s %s %s (%s%s%s%s%s).", who, relation->is, target, status,
                          *when != '\0' ? ", " : "", when, claims != NULL ? ", " : "",
                          claims != NULL ? claims : "");
}

/* A date is said beside a line only where it says more than the chart's own "as of": not what is undated or goes on, nor the month
 * or the day of the cut-off. The relations table and the alternative text have it in full. NULL: nothing to say. */
static char *
tie_when (Assembly *a, const Date *when)
{
  const Briefing *briefing = a->release->briefing;
  const Date *cutoff = briefing == NULL                     ? NULL
                       : briefing->cutoff.kind != DATE_NONE ? &briefing->cutoff
                                                            : &briefing->issued;
  if (when->kind == DATE_ONGOING || when->kind == DATE_NONE || when->kind == DATE_UNDATED)
    return g_strdup (when->words);
  if (when->kind == DATE_ON && when->inferred == NULL && cutoff != NULL && when->from.month != 0 &&
      when->from.year == cutoff->from.year && when->from.month == cutoff->from.month &&
      (when->from.day == 0 || when->from.day == cutoff->from.day))
    return NULL;
  Date date = date_copy (when);
  date.ongoing = FALSE;
  g_clear_pointer (&date.part, g_free);
  char *text = words_date (a->words, &date, DATE_SHORT);
  date_clear (&date);
  return text;
}

/* "F85, 88, 90" for "F85, F88, F90": letters that a number has in common with the one before are not said again. */
static char *
short_numbers (const char *numbers)
{
  g_auto (GStrv) all = g_strsplit (numbers, ", ", -1);
  GString *out = g_string_new (NULL);
  for (guint i = 0; all[i] != NULL; i++)
    {
      const gsize n = strcspn (all[i], "0123456789");
      const gboolean same = i > 0 && n == strcspn (all[i - 1], "0123456789") &&
                            strncmp (all[i], all[i - 1], n) == 0 && all[i][n] != '\0';
      g_string_append_printf (out, "%s%s", i > 0 ? ", " : "", all[i] + (same ? n : 0));
    }
  return g_string_free (out, FALSE);
}

static void
add_tie (Assembly *a, DrawingData *data, const Relation *relation, guint index)
{
  const char *to = g_ptr_array_index (relation->to, index), *label = text_in (relation->label, a->lang);
  g_autofree char *id =
      relation->to->len > 1 ? g_strdup_printf ("%s/%u", relation->id, index + 1) : g_strdup (relation->id);
  Tie *tie = drawing_data_add_tie (data, id, relation->from, to, label != NULL ? label : relation->is);
  const char *part = text_in (relation->from_part, a->lang);
  tie->tie = tie_class (a, relation);
  tie->status = tie_status (relation_status (&a->scope, relation));
  g_autofree char *numbers = claims_numbers (a, relation->claims);
  tie->claims = short_numbers (numbers);
  tie->when = tie_when (a, &relation->when);
  tie->phrase = part != NULL ? g_strdup_printf ("%s %s", part, relation->is) : g_strdup (relation->is);
  tie->says = tie_sentence (a, relation, to);
  if (a->has_notes && relation->claims->len > 0)
    tie->target = g_strdup_printf ("#note-%s", (const char *)g_ptr_array_index (relation->claims, 0));
}

/* Ids within @depth steps of @focus over the relations. */
static GHashTable *
neighbourhood (const GPtrArray *relations, const char *focus, int depth)
{
  GHashTable *near = g_hash_table_new (g_str_hash, g_str_equal);
  g_hash_table_add (near, (gpointer)focus);
  for (int step = 0; step < depth; step++)
    {
      g_autoptr (GPtrArray) reached = g_ptr_array_new ();
      for (guint i = 0; i < relations->len; i++)
        {
          const Relation *relation = g_ptr_array_index (relations, i);
          for (guint t = 0; t < relation->to->len; t++)
            {
              gpointer to = g_ptr_array_index (relation->to, t);
              if (g_hash_table_contains (near, relation->from))
                g_ptr_array_add (reached, to);
              else if (g_hash_table_contains (near, to))
                g_ptr_array_add (reached, relation->from);
            }
        }
      for (guint i = 0; i < reached->len; i++)
        g_hash_table_add (near, g_ptr_array_index (reached, i));
    }
  return near;
}

/* Focused charts show the ties of the focus (depth 1), or all among those within reach (more). */
static gboolean
tie_is_shown (GHashTable *near, const Relation *relation, const char *to, const char *focus, int depth,
              GHashTable *leads)
{
  if (near == NULL)
    return TRUE;
  if (!g_hash_table_contains (near, relation->from) || !g_hash_table_contains (near, to))
    return FALSE;
  return depth > 1 || g_str_equal (relation->from, focus) || g_str_equal (to, focus) ||
         g_hash_table_contains (leads, relation->id);
}

DrawingData *
chart_data (Assembly *a, const Section *section)
{
  DrawingData *data = drawing_prepare (a, section, DRAWING_CHART);
  g_autoptr (GPtrArray) relations = section_records (a, section, RECORD_RELATION);
  const char *subject = a->release->briefing != NULL ? a->release->briefing->subject : NULL;
  const char *focus = key_text (section->keys, "focus", subject);
  const int depth = key_integer (section->keys, "depth", 0);
  const char *fold = key_text (section->keys, "fold", "all");
  /* offices of sources rest on no claim: the relations table has them, a chart only if its block asks */
  const gboolean asked = yaml_find (section->keys, "where") != NULL;
  const gboolean focused = depth > 0 && focus != NULL && !g_str_equal (focus, "all");
  g_autoptr (GHashTable) near = focused ? neighbourhood (relations, focus, depth) : NULL;
  g_autoptr (GHashTable) leads = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; focused && i < relations->len; i++)
    {
      /* the leaders of those shown, and the ties among the neighbours that say who is allied with whom */
      const Relation *relation = g_ptr_array_index (relations, i);
      const TieClass tie = tie_class (a, relation);
      if (tie == TIE_COMMAND || tie == TIE_ALLIED)
        g_hash_table_add (leads, relation->id);
      if (tie == TIE_COMMAND && relation->to->len == 1 &&
          g_hash_table_contains (near, g_ptr_array_index (relation->to, 0)))
        g_hash_table_add (near, relation->from);
    }
  for (guint i = 0; i < relations->len; i++)
    {
      const Relation *relation = g_ptr_array_index (relations, i);
      if (relation->claims->len == 0 && !asked)
        continue;
      for (guint t = 0; t < relation->to->len; t++)
        if (tie_is_shown (near, relation, g_ptr_array_index (relation->to, t), focus, depth, leads))
          {
            need_actor (a, data, relation->from);
            need_actor (a, data, g_ptr_array_index (relation->to, t));
            add_tie (a, data, relation, t);
          }
    }
  data->title = field_global (a, "briefing.title", NULL);
  data->mark = section->mark;
  data->effort = g_intern_string (key_text (section->keys, "effort", "normal"));
  data->fold = g_str_equal (fold, "none") ? 0 : g_str_equal (fold, "leaders") ? 1 : 2;
  if (a->release->briefing != NULL)
    {
      const Date *date = &a->release->briefing->cutoff;
      g_autofree char *when =
          words_date (a->words, date->kind != DATE_NONE ? date : &a->release->briefing->issued, DATE_LONG);
      if (*when != '\0')
        data->as_of = label_format (a->layout, a->lang, "chart-as-of", when, NULL);
    }
  return data;
}
