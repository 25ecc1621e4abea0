/* assemble-chart.c: released relations → what the relationship chart shows. Every relation is a tie with the sentence that says
 * it, so that nothing depends on seeing the drawing; folding leaders into boxes is the chart's own business.
 */
#include <string.h>
#include "document/chart-words.h"
#include "document/reduce.h"
#include "document/section-drawings.h"

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
  const char *part = words_text (a->words, relation->from_part);
  g_autofree char *who = part != NULL ? g_strdup_printf ("%s (%s)", from, part) : g_strdup (from);
  g_autofree char *numbers = claims_text (a, relation->claims);
  g_autofree char *claims =
      *numbers != '\0' ? label_format (a->layout, a->lang, "chart-claims", numbers, NULL) : NULL;
  g_autofree char *when = words_date (a->words, &relation->when, DATE_LONG);
  const char *status = words_term (a->words, relation_status (&a->scope, relation));
  return g_strdup_printf ("%s %s %s (%s%s%s%s%s).", who, words_term (a->words, relation->is), target, status,
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

static void
add_tie (Assembly *a, DrawingData *data, const Relation *relation, guint index)
{
  const char *to = g_ptr_array_index (relation->to, index), *label = words_text (a->words, relation->label);
  g_autofree char *id =
      relation->to->len > 1 ? g_strdup_printf ("%s/%u", relation->id, index + 1) : g_strdup (relation->id);
  Tie *tie = drawing_data_add_tie (data, id, relation->from, to,
                                   label != NULL ? label : words_term (a->words, relation->is));
  const char *part = words_text (a->words, relation->from_part);
  tie->tie = tie_class (a, relation);
  tie->status = tie_status (relation_status (&a->scope, relation));
  g_autofree char *numbers = claims_text (a, relation->claims);
  tie->claims = numbers_join (NULL, numbers);
  tie->when = tie_when (a, &relation->when);
  const char *is = words_term (a->words, relation->is);
  tie->phrase = part != NULL ? g_strdup_printf ("%s %s", part, is) : g_strdup (is);
  tie->says = tie_sentence (a, relation, to);
  if (a->has_notes && a->note_place == NOTES_END && relation->claims->len > 0)
    tie->target = g_strdup_printf ("#note-%s", (const char *)g_ptr_array_index (relation->claims, 0));
}

/* The day of a chart "as of"; FALSE: none, or no date, which is said. */
static gboolean
as_of_day (const char *text, Mark mark, Diags *diags, Day *day)
{
  Date date = {0};
  if (text == NULL)
    return FALSE;
  const gboolean good = date_read (text, &date) && date.kind == DATE_ON;
  if (good)
    *day = date.from;
  else
    diags_error (diags, mark, "chart-as-of", "such as 2021-08-26, 2021-08 or 2021",
                 "“%s” is not a date that a chart can be drawn for", text);
  date_clear (&date);
  return good;
}

/* Did it hold on @day: had it begun, and had it not ended? What is undated, or goes on, holds. */
static gboolean
held_on (const Date *when, Day day)
{
  if (when->kind != DATE_ON && when->kind != DATE_SPAN)
    return TRUE;
  if (when->from.year != 0 && day_first_number (when->from) > day_last_number (day))
    return FALSE;
  return when->kind == DATE_ON || when->to.year == 0 || when->ongoing ||
         day_last_number (when->to) >= day_first_number (day);
}

/* What the block's keys ask for, unless the person at the command asked. */
static ChartWish
wish_of (const Assembly *a, const Section *section, GString *kinds)
{
  const char *subject = a->release->briefing != NULL ? a->release->briefing->subject : NULL;
  ChartWish wish = a->wish != NULL ? *a->wish : (ChartWish){0};
  g_autoptr (GPtrArray) listed = key_strings (yaml_find (section->keys, "kinds"));
  for (guint i = 0; listed != NULL && i < listed->len; i++)
    g_string_append_printf (kinds, "%s%s", i > 0 ? "," : "", (const char *)listed->pdata[i]);
  if (wish.focus == NULL)
    wish.focus = key_text (section->keys, "focus", subject);
  if (wish.depth == 0)
    wish.depth = key_integer (section->keys, "depth", 0);
  if (wish.limit == 0)
    wish.limit = key_integer (section->keys, "limit", 0);
  if (wish.kinds == NULL && kinds->len > 0)
    wish.kinds = kinds->str;
  if (wish.as_of == NULL)
    wish.as_of = key_text (section->keys, "as-of", NULL);
  return wish;
}

/* "as of 26 August 2021": the day asked for, else the cut-off of the briefing. */
static char *
as_of_words (Assembly *a, const Day *day)
{
  const Briefing *briefing = a->release->briefing;
  const Date asked = {.kind = DATE_ON, .from = day != NULL ? *day : (Day){0}};
  const Date *date = day != NULL                          ? &asked
                     : briefing == NULL                   ? NULL
                     : briefing->cutoff.kind != DATE_NONE ? &briefing->cutoff
                                                          : &briefing->issued;
  g_autofree char *when = date != NULL ? words_date (a->words, date, DATE_LONG) : g_strdup ("");
  return *when != '\0' ? label_format (a->layout, a->lang, "chart-as-of", when, NULL) : NULL;
}

/* All ties that the block's query finds and that held on @day (NULL: whenever). @ties: how many there were. */
static void
add_ties (Assembly *a, DrawingData *data, const Section *section, const Day *day, int *ties)
{
  g_autoptr (GPtrArray) relations = section_records (a, section, RECORD_RELATION);
  /* offices of sources rest on no claim: the relations table has them, a chart only if its block asks */
  const gboolean asked = yaml_find (section->keys, "where") != NULL;
  for (guint i = 0; i < relations->len; i++)
    {
      const Relation *relation = g_ptr_array_index (relations, i);
      if (relation->claims->len == 0 && !asked)
        continue;
      for (guint t = 0; t < relation->to->len; t++, ++*ties)
        {
          need_actor (a, data, relation->from);
          need_actor (a, data, g_ptr_array_index (relation->to, t));
          if (day == NULL || held_on (&relation->when, *day))
            add_tie (a, data, relation, t);
        }
    }
}

/* Actors in the order in which ties that stay name them. */
static void
order_actors (DrawingData *data)
{
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) order = g_ptr_array_new ();
  for (guint i = 0; i < data->actors->len; i++)
    g_hash_table_insert (by_id, ((Actor *)data->actors->pdata[i])->id, data->actors->pdata[i]);
  for (guint i = 0; i < data->ties->len; i++)
    for (int end = 0; end < 2; end++)
      {
        const Tie *tie = data->ties->pdata[i];
        gpointer actor = g_hash_table_lookup (by_id, end == 0 ? tie->from : tie->to);
        if (actor != NULL)
          {
            g_hash_table_remove (by_id, ((Actor *)actor)->id);
            g_ptr_array_add (order, actor);
          }
      }
  g_assert (order->len == data->actors->len);
  for (guint i = 0; i < order->len; i++)
    data->actors->pdata[i] = order->pdata[i];
}

/* The classes that a leadership tree or a lineage shows unless its block asks. */
static gboolean
is_shown (DrawingKind kind, TieClass tie)
{
  return kind == DRAWING_TREE ? tie == TIE_COMMAND : tie == TIE_ALLEGIANCE || tie == TIE_MEMBERSHIP;
}

/* The ties of @kind alone, and who has to do with them. */
static void
keep_classes (DrawingData *data, DrawingKind kind)
{
  g_autoptr (GHashTable) named = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = data->ties->len; i-- > 0;)
    if (!is_shown (kind, ((const Tie *)data->ties->pdata[i])->tie))
      g_ptr_array_remove_index (data->ties, i);
  for (guint i = 0; i < data->ties->len; i++)
    {
      const Tie *tie = data->ties->pdata[i];
      g_hash_table_add (named, tie->from);
      g_hash_table_add (named, tie->to);
    }
  for (guint i = data->actors->len; i-- > 0;)
    if (!g_hash_table_contains (named, ((const Actor *)data->actors->pdata[i])->id))
      g_ptr_array_remove_index (data->actors, i);
}

/* The relation that @tie shows. */
const Relation *
tie_relation (Assembly *a, const Tie *tie)
{
  const Relation *relation = release_find (a->release, RECORD_RELATION, tie->id);
  g_autofree char *whole = g_strndup (tie->id, strcspn (tie->id, "/")); /* one of several ends: "R7/2" */
  return relation != NULL ? relation : release_find (a->release, RECORD_RELATION, whole);
}

static int
compare_ties (gconstpointer x, gconstpointer y, gpointer a)
{
  const Tie *p = *(Tie *const *)x, *q = *(Tie *const *)y;
  const Relation *before = tie_relation (a, p), *after = tie_relation (a, q);
  const int order = before != NULL && after != NULL ? date_compare (&before->when, &after->when) : 0;
  return order != 0 ? order : strcmp (p->id, q->id);
}

/* In the order of time, each with its date in full: a lineage is about when. */
static void
order_by_time (Assembly *a, DrawingData *data)
{
  g_ptr_array_sort_with_data (data->ties, compare_ties, a);
  for (guint i = 0; i < data->ties->len; i++)
    {
      Tie *tie = data->ties->pdata[i];
      const Relation *relation = tie_relation (a, tie);
      g_free (tie->when);
      tie->when = relation != NULL ? words_date (a->words, &relation->when, DATE_SHORT) : NULL;
      if (tie->when == NULL || *tie->when == '\0')
        {
          g_free (tie->when);
          tie->when = g_strdup (words_label (a->words, "undated"));
        }
    }
}

/* Only what is drawn is cited: a note or a speaker of a tie that was left out would answer to nothing on the page. */
static void
cite_ties (Assembly *a, const DrawingData *data)
{
  for (guint i = 0; i < data->ties->len; i++)
    {
      const Relation *relation = tie_relation (a, data->ties->pdata[i]);
      if (relation != NULL)
        g_free (claims_numbers (a, relation->claims));
    }
}

/* A height that is given, and a number of pages, are the layout's wish. */
static gboolean
is_bounded (const Assembly *a, const Section *section)
{
  return yaml_find (section->keys, "height") != NULL || a->layout->fit_pages > 0;
}

/* Without such a wish a page of its own is better than small type. */
static SheetSize
most_sheet (const Assembly *a, const Section *section)
{
  const char *larger = key_text (section->keys, "larger", is_bounded (a, section) ? "none" : "sheet");
  return g_str_equal (larger, "sheet")  ? SHEET_LARGE
         : g_str_equal (larger, "turn") ? SHEET_TURNED
                                        : SHEET_SAME;
}

void
chart_manner (DrawingData *data, const Section *section)
{
  const char *fold = key_text (section->keys, "fold", "all");

  data->effort = g_intern_string (key_text (section->keys, "effort", "normal"));
  data->fold = g_str_equal (fold, "none") ? 0 : g_str_equal (fold, "leaders") ? 1 : 2;
  data->parallel = parallel_read (key_text (section->keys, "parallel", "auto"));
}

DrawingData *
ties_data (Assembly *a, const Section *section, DrawingKind kind)
{
  DrawingData *data = drawing_prepare (a, section, kind);
  g_autoptr (GString) kinds = g_string_new (NULL);
  const ChartWish wish = wish_of (a, section, kinds);
  Day day = {0};
  int ties = 0;
  data->title = field_global (a, "briefing.title", NULL);
  data->mark = section->mark;
  chart_manner (data, section);
  data->most_sheet = most_sheet (a, section);
  data->may_split = kind == DRAWING_CHART && !is_bounded (a, section);
  const gboolean dated = as_of_day (wish.as_of, section->mark, a->diags, &day);
  data->as_of = as_of_words (a, dated ? &day : NULL);
  add_ties (a, data, section, dated ? &day : NULL, &ties);
  const int found = (int)data->ties->len;
  if ((kind == DRAWING_TREE || kind == DRAWING_LINEAGE) && yaml_find (section->keys, "where") == NULL)
    keep_classes (data, kind);
  ties -= found - (int)data->ties->len; /* what is of another class is not left out, it is not meant */
  drawing_data_reduce (data, &wish, (int)data->actors->len, ties, a->diags);
  order_actors (data);
  cite_ties (a, data);
  if (kind == DRAWING_LINEAGE)
    order_by_time (a, data);
  return data;
}

DrawingData *
chart_data (Assembly *a, const Section *section)
{
  return ties_data (a, section, DRAWING_CHART);
}
