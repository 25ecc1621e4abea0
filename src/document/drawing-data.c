/* drawing-data.c: life of what a figure shows (drawing-data.h). */
#include "document/drawing-data.h"

/* The texts of each struct, by their places in it: what is freed and copied is said once. Each list ends in NO_TEXT. */
#define TEXT(type, member) G_STRUCT_OFFSET (type, member)
#define NO_TEXT            G_MAXLONG

static const glong actor_texts[] = {TEXT (Actor, id),    TEXT (Actor, name),      TEXT (Actor, short_name),
                                    TEXT (Actor, group), TEXT (Actor, pinned_as), NO_TEXT};
static const glong tie_texts[] = {TEXT (Tie, id),     TEXT (Tie, from), TEXT (Tie, to),     TEXT (Tie, label),
                                  TEXT (Tie, phrase), TEXT (Tie, when), TEXT (Tie, claims), TEXT (Tie, says),
                                  TEXT (Tie, target), NO_TEXT};
static const glong stub_texts[] = {TEXT (Stub, tie), TEXT (Stub, actor), TEXT (Stub, text), TEXT (Stub, says),
                                   NO_TEXT};
static const glong bar_texts[] = {TEXT (Bar, time.begin), TEXT (Bar, time.end), TEXT (Bar, id),
                                  TEXT (Bar, group),      TEXT (Bar, when),     TEXT (Bar, says),
                                  TEXT (Bar, target),     TEXT (Bar, label),    TEXT (Bar, note),
                                  TEXT (Bar, value_text), TEXT (Bar, claims),   NO_TEXT};
static const glong moment_texts[] = {TEXT (Moment, time.begin), TEXT (Moment, time.end), TEXT (Moment, id),
                                     TEXT (Moment, says),       TEXT (Moment, target),   TEXT (Moment, when),
                                     TEXT (Moment, text),       TEXT (Moment, claims),   NO_TEXT};
static const glong phrase_texts[] = {TEXT (Phrase, key), TEXT (Phrase, text), NO_TEXT};

static void
texts_free (gpointer data, const glong *texts)
{
  for (guint i = 0; texts[i] != NO_TEXT; i++)
    g_free (G_STRUCT_MEMBER (char *, data, texts[i]));
  g_free (data);
}

/* A copy of @from, which is @size large. */
static gpointer
texts_copy (gconstpointer from, gsize size, const glong *texts)
{
  gpointer copy = g_memdup2 (from, size);
  for (guint i = 0; texts[i] != NO_TEXT; i++)
    G_STRUCT_MEMBER (char *, copy, texts[i]) = g_strdup (G_STRUCT_MEMBER (char *, copy, texts[i]));
  return copy;
}

static void
actor_free (gpointer data)
{
  texts_free (data, actor_texts);
}

static void
tie_free (gpointer data)
{
  texts_free (data, tie_texts);
}

static void
stub_free (gpointer data)
{
  texts_free (data, stub_texts);
}

static void
bar_free (gpointer data)
{
  texts_free (data, bar_texts);
}

static void
moment_free (gpointer data)
{
  texts_free (data, moment_texts);
}

static void
phrase_free (gpointer data)
{
  texts_free (data, phrase_texts);
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
  Actor *actor = texts_copy (from, sizeof *from, actor_texts);
  g_clear_pointer (&actor->group, g_free);
  g_ptr_array_add (data->actors, actor);
  return actor;
}

Tie *
drawing_data_copy_tie (DrawingData *data, const Tie *from)
{
  Tie *tie = texts_copy (from, sizeof *from, tie_texts);
  g_ptr_array_add (data->ties, tie);
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
