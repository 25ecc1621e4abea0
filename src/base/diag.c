/* diag.c: the list of an author's mistakes; see diag.h. */
#include "base/diag.h"

#include <string.h>

#include "base/yaml.h"

typedef struct
{
  DiagLevel level;
  Mark mark;
  char *code, *hint, *message;
  int order; /* of arrival: ties keep it, so that the text is a function of the input alone */
} Diag;

struct Diags
{
  GPtrArray *list; /* of Diag* */
  int counts[DIAG_ERROR + 1];
  GHashTable *once; /* what diags_warning_once said, place and all; NULL: nothing; looked up only */
  char *room;       /* where diags_work writes; borrowed; NULL: nowhere */
  gsize room_size;
};

static const char *const level_words[] = {"note", "warning", "error"};

static void
diag_free (gpointer data)
{
  Diag *diag = data;
  g_free (diag->code);
  g_free (diag->hint);
  g_free (diag->message);
  g_free (diag);
}

Diags *
diags_new (void)
{
  Diags *diags = g_new0 (Diags, 1);
  diags->list = g_ptr_array_new_with_free_func (diag_free);
  return diags;
}

void
diags_free (Diags *diags)
{
  if (!diags)
    return;
  g_ptr_array_unref (diags->list);
  g_clear_pointer (&diags->once, g_hash_table_unref);
  g_free (diags);
}

static void
append (Diags *diags, Diag *diag)
{
  diag->order = (int)diags->list->len;
  diags->counts[diag->level]++;
  g_ptr_array_add (diags->list, diag);
}

void
diags_add (Diags *diags, DiagLevel level, Mark mark, const char *code, const char *hint, const char *format,
           ...)
{
  g_assert (diags && code && level <= DIAG_ERROR);
  Diag *diag = g_new0 (Diag, 1);
  diag->level = level;
  diag->mark = mark;
  diag->code = g_strdup (code);
  diag->hint = g_strdup (hint);
  va_list arguments;
  va_start (arguments, format);
  diag->message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  append (diags, diag);
}

void
diags_warning_once (Diags *diags, Mark mark, const char *code, const char *hint, const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  g_autofree char *message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  if (!diags->once)
    diags->once = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  char *key =
      g_strdup_printf ("%s:%d:%d:%s:%s", mark.file ? mark.file : "", mark.line, mark.column, code, message);
  if (g_hash_table_add (diags->once, key))
    diags_add (diags, DIAG_WARNING, mark, code, hint, "%s", message);
}

int
diags_count (const Diags *diags, DiagLevel level)
{
  return diags->counts[level];
}

void
diags_absorb (Diags *diags, Diags *from)
{
  for (guint i = 0; i < from->list->len; i++)
    append (diags, g_ptr_array_index (from->list, i));
  g_ptr_array_set_free_func (from->list, NULL);
  g_ptr_array_set_size (from->list, 0);
  g_ptr_array_set_free_func (from->list, diag_free);
  memset (from->counts, 0, sizeof from->counts);
}

static gboolean
has_same (const GPtrArray *list, guint n, const Diag *diag)
{
  for (guint i = 0; i < n; i++)
    {
      const Diag *other = g_ptr_array_index (list, i);
      if (other->mark.file == diag->mark.file && other->mark.line == diag->mark.line &&
          other->mark.column == diag->mark.column && other->level == diag->level &&
          g_str_equal (other->code, diag->code) && g_str_equal (other->message, diag->message))
        return TRUE;
    }
  return FALSE;
}

void
diags_absorb_at (Diags *diags, Diags *from, Mark mark)
{
  for (guint i = 0; i < from->list->len; i++)
    {
      Diag *diag = g_ptr_array_index (from->list, i);
      if (diag->mark.file == NULL)
        diag->mark = mark;
      if (!has_same (diags->list, diags->list->len, diag))
        continue;
      g_ptr_array_remove_index (from->list, i--);
    }
  for (guint i = from->list->len; i > 1; i--)
    {
      const Diag *diag = g_ptr_array_index (from->list, i - 1);
      if (has_same (from->list, i - 1, diag))
        g_ptr_array_remove_index (from->list, i - 1);
    }
  diags_absorb (diags, from);
}

void
diags_absorb_errors (Diags *diags, Diags *from)
{
  for (guint i = from->list->len; i > 0; i--)
    if (((Diag *)from->list->pdata[i - 1])->level < DIAG_ERROR)
      g_ptr_array_remove_index (from->list, i - 1);
  diags_absorb (diags, from);
}

void
diags_weigh (Diags *diags, const char *code, int level)
{
  for (guint i = diags->list->len; i > 0; i--)
    {
      Diag *diag = diags->list->pdata[i - 1];
      if (!g_str_equal (diag->code, code))
        continue;
      diags->counts[diag->level]--;
      if (level == DIAG_IGNORED)
        g_ptr_array_remove_index (diags->list, i - 1);
      else
        diags->counts[diag->level = (DiagLevel)level]++;
    }
}

void
diags_watch (Diags *diags, char *room, gsize size)
{
  g_assert (size > 0);
  diags->room = room;
  diags->room_size = size;
  if (room)
    room[0] = '\0';
}

Diags *
diags_like (const Diags *diags)
{
  Diags *other = diags_new ();
  other->room = diags->room;
  other->room_size = diags->room_size;
  return other;
}

void
diags_work (const Diags *diags, Mark mark, const char *what)
{
  if (!diags->room)
    return;
  g_snprintf (diags->room, diags->room_size, mark.file ? "%s, %s:%d" : "%s", what, mark.file, mark.line);
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const Diag *x = *(Diag *const *)a, *y = *(Diag *const *)b;
  int by_file = g_strcmp0 (x->mark.file, y->mark.file);
  if (by_file)
    return by_file;
  if (x->mark.line != y->mark.line)
    return x->mark.line < y->mark.line ? -1 : 1;
  if (x->mark.column != y->mark.column)
    return x->mark.column < y->mark.column ? -1 : 1;
  return x->order < y->order ? -1 : x->order > y->order;
}

/** Borrowed diagnostics, sorted by place; owned array. */
static GPtrArray *
sorted (const Diags *diags)
{
  GPtrArray *list = g_ptr_array_sized_new (diags->list->len);
  for (guint i = 0; i < diags->list->len; i++)
    g_ptr_array_add (list, g_ptr_array_index (diags->list, i));
  g_ptr_array_sort (list, compare_places);
  return list;
}

/* Marks that turn the direction of writing (UAX #9 2: U+202A–202E, U+2066–2069), and with it the rest of a terminal's line. */
static gboolean
turns_direction (const char *at)
{
  const guchar *b = (const guchar *)at;
  return b[0] == 0xE2 &&
         ((b[1] == 0x80 && b[2] >= 0xAA && b[2] <= 0xAE) || (b[1] == 0x81 && b[2] >= 0xA6 && b[2] <= 0xA9));
}

/** One line of words: an author's line ends, control characters and marks of direction must not forge lines of ours. */
static void
append_words (GString *text, const char *words)
{
  for (const char *at = words; *at; at++)
    if (turns_direction (at))
      {
        g_string_append_printf (text, "<U+%04X>", g_utf8_get_char (at));
        at += 2;
      }
    else
      g_string_append_c (text, (guchar)*at < 0x20 || *at == 0x7F ? ' ' : *at);
}

static void
append_line (GString *text, const Diag *diag, gboolean colour)
{
  static const char *const level_colours[] = {"\033[1;36m", "\033[1;35m", "\033[1;31m"};
  if (diag->mark.file)
    {
      g_string_append (text, colour ? "\033[1m" : "");
      g_string_append (text, diag->mark.file);
      if (diag->mark.line > 0)
        g_string_append_printf (text, ":%d", diag->mark.line);
      if (diag->mark.line > 0 && diag->mark.column > 0)
        g_string_append_printf (text, ":%d", diag->mark.column);
      g_string_append (text, colour ? ":\033[0m " : ": ");
    }
  g_string_append_printf (text, "%s%s:%s ", colour ? level_colours[diag->level] : "",
                          level_words[diag->level], colour ? "\033[0m" : "");
  append_words (text, diag->message);
  g_string_append_printf (text, " [%s]\n", diag->code);
  if (diag->hint)
    {
      g_string_append (text, "    hint: ");
      append_words (text, diag->hint);
      g_string_append_c (text, '\n');
    }
}

char *
diags_to_text (const Diags *diags, gboolean colour)
{
  g_autoptr (GPtrArray) list = sorted (diags);
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < list->len; i++)
    append_line (text, g_ptr_array_index (list, i), colour);
  return g_string_free (text, FALSE);
}

char *
diags_to_json (const Diags *diags)
{
  g_autoptr (GPtrArray) list = sorted (diags);
  g_autoptr (YamlWriter) writer = yaml_writer_new (YAML_AS_JSON);
  yaml_write_list_begin (writer);
  for (guint i = 0; i < list->len; i++)
    {
      const Diag *diag = g_ptr_array_index (list, i);
      yaml_write_map_begin (writer);
      if (diag->mark.file)
        {
          yaml_write_key (writer, "file");
          yaml_write_string (writer, diag->mark.file);
        }
      yaml_write_key (writer, "line");
      yaml_write_integer (writer, diag->mark.line);
      yaml_write_key (writer, "column");
      yaml_write_integer (writer, diag->mark.column);
      yaml_write_key (writer, "level");
      yaml_write_string (writer, level_words[diag->level]);
      yaml_write_key (writer, "code");
      yaml_write_string (writer, diag->code);
      yaml_write_key (writer, "message");
      yaml_write_string (writer, diag->message);
      if (diag->hint)
        {
          yaml_write_key (writer, "hint");
          yaml_write_string (writer, diag->hint);
        }
      yaml_write_end (writer);
    }
  yaml_write_end (writer);
  return yaml_writer_steal (writer);
}

static const char *
text_of (const YamlNode *map, const char *key)
{
  const YamlNode *node = yaml_find (map, key);
  return node && node->kind == YAML_SCALAR ? node->text : NULL;
}

/** A whole number in the text of @key, 0 if there is none: marks count from 1. */
static int
number_of (const YamlNode *map, const char *key)
{
  const char *text = text_of (map, key);
  gint64 value = text ? g_ascii_strtoll (text, NULL, 10) : 0;
  return (int)CLAMP (value, 0, G_MAXINT);
}

static gboolean
read_one (Diags *diags, const YamlNode *map)
{
  const char *level = map->kind == YAML_MAP ? text_of (map, "level") : NULL;
  if (!level || !text_of (map, "code") || !text_of (map, "message"))
    return FALSE;
  for (int i = DIAG_NOTE; i <= DIAG_ERROR; i++)
    if (g_str_equal (level, level_words[i]))
      {
        Mark mark = {g_intern_string (text_of (map, "file")), number_of (map, "line"),
                     number_of (map, "column")};
        diags_add (diags, (DiagLevel)i, mark, text_of (map, "code"), text_of (map, "hint"), "%s",
                   text_of (map, "message"));
        return TRUE;
      }
  return FALSE;
}

gboolean
diags_read_json (Diags *diags, const char *json, gsize length)
{
  g_autoptr (Diags) mistakes = diags_new (), read = diags_new ();
  g_autoptr (YamlNode) root = yaml_read (json, length, "diagnostics", mistakes);
  if (!root || root->kind != YAML_LIST)
    return FALSE;
  for (guint i = 0; i < root->items->len; i++)
    if (!read_one (read, g_ptr_array_index (root->items, i)))
      return FALSE;
  diags_absorb (diags, read);
  return TRUE;
}

enum
{
  LONGEST_WORD = 64
}; /* letters; nobody mistypes more, and the table below stays on the stack */

/** Optimal string alignment: insertion, deletion, substitution, transposition of neighbours cost 1 each. */
static int
edit_distance (const gunichar *a, int n_a, const gunichar *b, int n_b)
{
  int rows[3][LONGEST_WORD + 1];
  int *before = rows[0], *last = rows[1], *row = rows[2];
  for (int j = 0; j <= n_b; j++)
    last[j] = j;
  for (int i = 1; i <= n_a; i++)
    {
      row[0] = i;
      for (int j = 1; j <= n_b; j++)
        {
          int best = last[j - 1] + (a[i - 1] != b[j - 1]);
          best = MIN (best, MIN (last[j], row[j - 1]) + 1);
          if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
            best = MIN (best, before[j - 2] + 1);
          row[j] = best;
        }
      int *oldest = before;
      before = last;
      last = row;
      row = oldest;
    }
  return last[n_b];
}

/** Small letters of @word into @out; -1 if it has none or too many, or is not UTF-8. */
static int
small_letters (const char *word, gunichar out[LONGEST_WORD])
{
  int n = 0;
  if (!g_utf8_validate (word, -1, NULL))
    return -1;
  for (const char *at = word; *at; at = g_utf8_next_char (at))
    {
      if (n == LONGEST_WORD)
        return -1;
      out[n++] = g_unichar_tolower (g_utf8_get_char (at));
    }
  return n ? n : -1;
}

const char *
nearest_match (const char *word, const char *const *candidates, int n_candidates)
{
  gunichar letters[LONGEST_WORD], others[LONGEST_WORD];
  int n = word ? small_letters (word, letters) : -1;
  if (n < 0)
    return NULL;
  /* Two letters of a two-letter word would match anything: at least one letter must stay. */
  int limit = MIN (MAX (2, n / 3), n - 1);
  const char *best = NULL;
  int best_distance = limit + 1;
  for (int i = 0; i < n_candidates; i++)
    {
      int n_others = small_letters (candidates[i], others);
      if (n_others < 0 || ABS (n_others - n) > limit)
        continue;
      int distance = edit_distance (letters, n, others, n_others);
      if (distance < best_distance)
        {
          best = candidates[i];
          best_distance = distance;
        }
    }
  return best;
}
