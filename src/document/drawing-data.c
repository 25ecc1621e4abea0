/* drawing-data.c: life of what a figure shows (drawing-data.h). */
#include "document/drawing-data.h"

static void
actor_free (gpointer data)
{
  Actor *actor = data;
  g_free (actor->id);
  g_free (actor->name);
  g_free (actor->short_name);
  g_free (actor->group);
  g_free (actor->pinned_as);
  g_free (actor);
}

static void
tie_free (gpointer data)
{
  Tie *tie = data;
  g_free (tie->id);
  g_free (tie->from);
  g_free (tie->to);
  g_free (tie->label);
  g_free (tie->phrase);
  g_free (tie->when);
  g_free (tie->claims);
  g_free (tie->says);
  g_free (tie->target);
  g_free (tie);
}

static void
stub_free (gpointer data)
{
  Stub *stub = data;
  g_free (stub->tie);
  g_free (stub->actor);
  g_free (stub->text);
  g_free (stub->says);
  g_free (stub);
}

static void
stretch_clear (Stretch *stretch)
{
  g_free (stretch->begin);
  g_free (stretch->end);
}

static void
bar_free (gpointer data)
{
  Bar *bar = data;
  stretch_clear (&bar->time);
  g_free (bar->id);
  g_free (bar->group);
  g_free (bar->when);
  g_free (bar->says);
  g_free (bar->target);
  g_free (bar->label);
  g_free (bar->note);
  g_free (bar->value_text);
  g_free (bar->claims);
  g_free (bar);
}

static void
moment_free (gpointer data)
{
  Moment *moment = data;
  stretch_clear (&moment->time);
  g_free (moment->id);
  g_free (moment->says);
  g_free (moment->target);
  g_free (moment->when);
  g_free (moment->text);
  g_free (moment->claims);
  g_free (moment);
}

static void
phrase_free (gpointer data)
{
  Phrase *phrase = data;
  g_free (phrase->key);
  g_free (phrase->text);
  g_free (phrase);
}

DrawingData *
drawing_data_new (DrawingKind kind)
{
  DrawingData *data = g_new0 (DrawingData, 1);
  data->kind = kind;
  data->actors = g_ptr_array_new_with_free_func (actor_free);
  data->ties = g_ptr_array_new_with_free_func (tie_free);
  data->stubs = g_ptr_array_new_with_free_func (stub_free);
  data->bars = g_ptr_array_new_with_free_func (bar_free);
  data->moments = g_ptr_array_new_with_free_func (moment_free);
  data->phrases = g_ptr_array_new_with_free_func (phrase_free);
  data->effort = g_intern_static_string ("normal");
  return data;
}

void
drawing_data_free (DrawingData *data)
{
  if (data == NULL)
    return;
  g_clear_pointer (&data->image, g_bytes_unref);
  g_ptr_array_unref (data->actors);
  g_ptr_array_unref (data->ties);
  g_ptr_array_unref (data->stubs);
  g_ptr_array_unref (data->bars);
  g_ptr_array_unref (data->moments);
  g_ptr_array_unref (data->phrases);
  g_free (data->title);
  g_free (data->as_of);
  g_free (data->unit);
  g_free (data->note);
  g_free (data->alt);
  g_free (data->words.heading);
  g_free (data->words.detail);
  g_free (data->words.source);
  g_free (data->words.marking);
  g_free (data);
}

Actor *
drawing_data_add_actor (DrawingData *data, const char *id, const char *name, ActorKind kind)
{
  Actor *actor = g_new0 (Actor, 1);
  actor->id = g_strdup (id);
  actor->name = g_strdup (name);
  actor->kind = kind;
  g_ptr_array_add (data->actors, actor);
  return actor;
}

Tie *
drawing_data_add_tie (DrawingData *data, const char *id, const char *from, const char *to, const char *label)
{
  Tie *tie = g_new0 (Tie, 1);
  tie->id = g_strdup (id);
  tie->from = g_strdup (from);
  tie->to = g_strdup (to);
  tie->label = g_strdup (label);
  g_ptr_array_add (data->ties, tie);
  return tie;
}

Stub *
drawing_data_add_stub (DrawingData *data, const char *tie, const char *actor, int chart)
{
  Stub *stub = g_new0 (Stub, 1);
  stub->tie = g_strdup (tie);
  stub->actor = g_strdup (actor);
  stub->chart = chart;
  g_ptr_array_add (data->stubs, stub);
  return stub;
}

Actor *
drawing_data_copy_actor (DrawingData *data, const Actor *from)
{
  Actor *actor = drawing_data_add_actor (data, from->id, from->name, from->kind);
  actor->short_name = g_strdup (from->short_name);
  actor->subject = from->subject;
  return actor;
}

Tie *
drawing_data_copy_tie (DrawingData *data, const Tie *from)
{
  Tie *tie = drawing_data_add_tie (data, from->id, from->from, from->to, from->label);
  tie->phrase = g_strdup (from->phrase);
  tie->when = g_strdup (from->when);
  tie->claims = g_strdup (from->claims);
  tie->tie = from->tie;
  tie->status = from->status;
  tie->says = g_strdup (from->says);
  tie->target = g_strdup (from->target);
  tie->weight = from->weight;
  return tie;
}

DrawingData *
drawing_data_like (const DrawingData *from, DrawingKind kind)
{
  DrawingData *data = drawing_data_new (kind);
  data->mark = from->mark;
  for (guint i = 0; i < from->phrases->len; i++)
    {
      const Phrase *phrase = g_ptr_array_index (from->phrases, i);
      drawing_data_set_phrase (data, phrase->key, phrase->text);
    }
  data->as_of = g_strdup (from->as_of);
  data->unit = g_strdup (from->unit);
  data->name_style = from->name_style;
  data->label_style = from->label_style;
  data->small_style = from->small_style;
  data->ink = from->ink;
  data->grey = from->grey;
  data->hairline = from->hairline;
  data->accent = from->accent;
  data->alert = from->alert;
  data->event_ground = from->event_ground;
  data->state_ground = from->state_ground;
  data->effort = from->effort;
  data->fold = from->fold;
  data->parallel = from->parallel;
  data->explain = from->explain;
  data->undirected = from->undirected;
  data->rtl = from->rtl;
  return data;
}

Bar *
drawing_data_add_bar (DrawingData *data, const char *label)
{
  Bar *bar = g_new0 (Bar, 1);
  bar->label = g_strdup (label);
  bar->time.first = bar->time.last = -1;
  g_ptr_array_add (data->bars, bar);
  return bar;
}

Moment *
drawing_data_add_moment (DrawingData *data, const char *when, const char *text)
{
  Moment *moment = g_new0 (Moment, 1);
  moment->when = g_strdup (when);
  moment->text = g_strdup (text);
  moment->time.first = moment->time.last = -1;
  g_ptr_array_add (data->moments, moment);
  return moment;
}

static const char *const parallel_words[] = {"auto", "merge", "side", "separate"};

ParallelTies
parallel_read (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (parallel_words); i++)
    if (g_str_equal (parallel_words[i], word))
      return (ParallelTies)i;
  g_assert_not_reached ();
}

const char *
parallel_word (ParallelTies parallel)
{
  return parallel_words[parallel];
}

void
drawing_data_forget_targets (DrawingData *data)
{
  for (guint i = 0; i < data->ties->len; i++)
    g_clear_pointer (&((Tie *)data->ties->pdata[i])->target, g_free);
  for (guint i = 0; i < data->bars->len; i++)
    g_clear_pointer (&((Bar *)data->bars->pdata[i])->target, g_free);
  for (guint i = 0; i < data->moments->len; i++)
    g_clear_pointer (&((Moment *)data->moments->pdata[i])->target, g_free);
}

static Phrase *
phrase_find (const DrawingData *data, const char *key)
{
  for (guint i = 0; i < data->phrases->len; i++)
    {
      Phrase *phrase = g_ptr_array_index (data->phrases, i);
      if (g_str_equal (phrase->key, key))
        return phrase;
    }
  return NULL;
}

void
drawing_data_set_phrase (DrawingData *data, const char *key, const char *text)
{
  Phrase *phrase = phrase_find (data, key);
  if (phrase == NULL)
    {
      phrase = g_new0 (Phrase, 1);
      phrase->key = g_strdup (key);
      g_ptr_array_add (data->phrases, phrase);
    }
  g_free (phrase->text);
  phrase->text = g_strdup (text);
}

const char *
phrase_in (const DrawingData *data, const char *key, const char *fallback)
{
  const Phrase *phrase = phrase_find (data, key);
  return phrase != NULL ? phrase->text : fallback;
}

char *
phrase_with (const DrawingData *data, const char *key, const char *fallback, const char *zero,
             const char *one, const char *two)
{
  const char *const values[] = {zero, one, two};
  GString *out = g_string_new (NULL);
  for (const char *p = phrase_in (data, key, fallback); *p != '\0'; p++)
    if (p[0] == '{' && p[1] >= '0' && p[1] <= '2' && p[2] == '}')
      {
        g_string_append (out, values[p[1] - '0'] != NULL ? values[p[1] - '0'] : "");
        p += 2;
      }
    else
      g_string_append_c (out, *p);
  return g_string_free (out, FALSE);
}

/* "F" of "F23" */
static gsize
letters_of (const char *number)
{
  return strcspn (number, "0123456789");
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  const char *x = *(const char *const *)a, *y = *(const char *const *)b;
  const gsize m = letters_of (x), n = letters_of (y);
  const int letters = strncmp (x, y, MAX (m, n));
  if (m != n || letters != 0)
    return letters;
  const gint64 i = g_ascii_strtoll (x + m, NULL, 10), k = g_ascii_strtoll (y + n, NULL, 10);
  return i != k ? (i < k ? -1 : 1) : strcmp (x, y);
}

/* Each number of the list with its letters. */
static void
add_numbers (GPtrArray *all, const char *list)
{
  g_auto (GStrv) parts = g_strsplit (list != NULL ? list : "", ", ", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      const char *before = i > 0 ? all->pdata[all->len - 1] : "";
      const gboolean bare = g_ascii_isdigit (*parts[i]);
      g_ptr_array_add (all,
                       g_strdup_printf ("%.*s%s", bare ? (int)letters_of (before) : 0, before, parts[i]));
    }
}

char *
numbers_join (const char *one, const char *other)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_free);
  add_numbers (all, one);
  add_numbers (all, other);
  g_ptr_array_sort (all, compare_numbers);
  GString *out = g_string_new (NULL);
  const char *before = NULL;
  for (guint i = 0; i < all->len; i++)
    {
      const char *number = all->pdata[i];
      const gsize n = letters_of (number);
      if (before != NULL && g_str_equal (before, number))
        continue;
      const gboolean same =
          before != NULL && n == letters_of (before) && strncmp (number, before, n) == 0 && number[n] != '\0';
      g_string_append_printf (out, "%s%s", before != NULL ? ", " : "", number + (same ? n : 0));
      before = number;
    }
  return g_string_free (out, FALSE);
}
