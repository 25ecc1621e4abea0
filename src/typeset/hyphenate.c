/* hyphenate: the compiled patterns and libhyphen behind one function. */
#include "typeset/hyphenate.h"

#include <hyphen.h>
#include <stdlib.h>
#include <string.h>

#include "typeset/patterns.h"

/* libhyphen loses a few bytes of a dictionary that has replacements (hyph_fr.dic: 130 bytes, once a process); the leak checker of
 * sanitizer builds is told to look away while it reads. */
#ifdef __has_feature
#if __has_feature(address_sanitizer) && !defined __SANITIZE_ADDRESS__
#define __SANITIZE_ADDRESS__ 1
#endif
#endif
#ifdef __SANITIZE_ADDRESS__
void __lsan_disable (void);
void __lsan_enable (void);
#else
#define __lsan_disable()
#define __lsan_enable()
#endif

enum
{
  LETTERS_BEFORE = 2,
  LETTERS_AFTER = 3,
  SHORTEST = 5,
  LONGEST = 100
};

typedef struct
{
  const char *lang;         /* interned, as asked for */
  const Patterns *patterns; /* NULL: none are compiled in */
  HyphenDict *dict;         /* NULL: there is none, or there are patterns; borrowed from `loaded` */
  gboolean told;            /* that there is neither */
  gboolean used;            /* since hyphenators_tell_used */
} Entry;

struct Hyphenators
{
  char *directory;
  GArray *entries;    /* of Entry; few */
  GHashTable *loaded; /* file → HyphenDict* */
};

static void
dict_free (gpointer dict)
{
  if (dict)
    hnj_hyphen_free (dict);
}

Hyphenators *
hyphenators_new (const char *directory)
{
  Hyphenators *hyphenators = g_new0 (Hyphenators, 1);
  hyphenators->directory = g_strdup (directory);
  hyphenators->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  hyphenators->loaded = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, dict_free);
  return hyphenators;
}

void
hyphenators_free (Hyphenators *hyphenators)
{
  if (!hyphenators)
    return;
  g_hash_table_destroy (hyphenators->loaded);
  g_array_free (hyphenators->entries, TRUE);
  g_free (hyphenators->directory);
  g_free (hyphenators);
}

static HyphenDict *
load_file (Hyphenators *hyphenators, const char *name)
{
  g_autofree char *file = g_strdup_printf ("%s/hyph_%s.dic", hyphenators->directory, name);
  gpointer known = NULL;
  if (g_hash_table_lookup_extended (hyphenators->loaded, file, NULL, &known))
    return known;
  __lsan_disable ();
  HyphenDict *dict = g_file_test (file, G_FILE_TEST_IS_REGULAR) ? hnj_hyphen_load (file) : NULL;
  __lsan_enable ();
  if (dict && !dict->utf8) /* none of the languages we ship for; their words would need another encoding */
    g_clear_pointer (&dict, hnj_hyphen_free);
  g_hash_table_insert (hyphenators->loaded, g_steal_pointer (&file), dict);
  return dict;
}

/* "nl" and "nl-BE" → hyph_nl, unless there is a hyph_nl_BE. */
static HyphenDict *
find_dict (Hyphenators *hyphenators, const char *lang)
{
  g_autofree char *name = g_strdelimit (g_strdup (lang), "-", '_');
  HyphenDict *dict = load_file (hyphenators, name);
  char *tail = strchr (name, '_');
  if (!dict && tail)
    {
      *tail = '\0';
      dict = load_file (hyphenators, name);
    }
  return dict;
}

static Entry *
entry_for (Hyphenators *hyphenators, const char *lang)
{
  for (guint i = 0; i < hyphenators->entries->len; i++)
    {
      Entry *entry = &g_array_index (hyphenators->entries, Entry, i);
      if (entry->lang == lang || strcmp (entry->lang, lang) == 0)
        return entry;
    }
  const Patterns *patterns = patterns_for (lang);
  Entry entry = {g_intern_string (lang), patterns, patterns ? NULL : find_dict (hyphenators, lang), FALSE,
                 FALSE};
  g_array_append_val (hyphenators->entries, entry);
  return &g_array_index (hyphenators->entries, Entry, hyphenators->entries->len - 1);
}

static gboolean
divides (const Entry *entry)
{
  return entry->patterns || entry->dict;
}

gboolean
hyphenators_have (Hyphenators *hyphenators, const char *lang)
{
  return lang && divides (entry_for (hyphenators, lang));
}

void
hyphenators_use (Hyphenators *hyphenators, const char *lang)
{
  if (lang)
    entry_for (hyphenators, lang)->used = TRUE;
}

/** What load_file found for @name. */
static HyphenDict *
tell_file (Hyphenators *hyphenators, const char *name,
           void (*tell) (const char *path, gboolean there, gpointer data), gpointer data)
{
  g_autofree char *file = g_strdup_printf ("%s/hyph_%s.dic", hyphenators->directory, name);
  HyphenDict *dict = g_hash_table_lookup (hyphenators->loaded, file);
  tell (file, dict != NULL, data);
  return dict;
}

void
hyphenators_tell_used (Hyphenators *hyphenators,
                       void (*tell) (const char *path, gboolean there, gpointer data), gpointer data)
{
  for (guint i = 0; i < hyphenators->entries->len; i++)
    {
      Entry *entry = &g_array_index (hyphenators->entries, Entry, i);
      if (!entry->used)
        continue;
      entry->used = FALSE;
      if (entry->patterns || !tell)
        continue;
      g_autofree char *name = g_strdelimit (g_strdup (entry->lang), "-", '_');
      char *tail = strchr (name, '_');
      if (tell_file (hyphenators, name, tell, data) || !tail)
        continue;
      *tail = '\0';
      tell_file (hyphenators, name, tell, data);
    }
}

gboolean
hyphenators_tell_missing (Hyphenators *hyphenators, const char *lang)
{
  Entry *entry = entry_for (hyphenators, lang);
  if (divides (entry) || entry->told)
    return FALSE;
  entry->told = TRUE;
  return TRUE;
}

/* Patterns are written in small letters. Returns the number of letters, 0 if small letters have other lengths. */
static int
fold_word (const char *word, int length, char *folded, gunichar *letters)
{
  int n = 0;
  for (int i = 0; i < length;)
    {
      const char *next = g_utf8_next_char (word + i);
      int width = next - (word + i);
      char small[6];
      if (n == LONGEST)
        return 0;
      letters[n] = g_unichar_tolower (g_utf8_get_char (word + i));
      if (g_unichar_to_utf8 (letters[n++], small) != width)
        return 0;
      memcpy (folded + i, small, width);
      i += width;
    }
  folded[length] = '\0';
  return n;
}

/* The same grades from libhyphen. Pass 0 for its compound minima: other values suppress good divisions. A division that would
 * change the spelling is left out. */
static void
dict_grade (HyphenDict *dict, const char *folded, int length, int n, guint8 *grades)
{
  char levels[LONGEST * 4 + 6] = {0}, **replacements = NULL;
  int *positions = NULL, *cuts = NULL;
  memset (grades, 0, n + 1);
  if (hnj_hyphen_hyphenate3 (dict, folded, length, levels, NULL, &replacements, &positions, &cuts,
                             LETTERS_BEFORE, LETTERS_AFTER, 0, 0) == 0)
    for (int k = 1; k < n;
         k++) /* levels count letters, not bytes; levels[k - 1] is the place before letter k */
      if (!(replacements && replacements[k - 1]))
        grades[k] = levels[k - 1] - '0';
  for (int i = 0; replacements && i < length; i++)
    free (replacements[i]);
  free (replacements);
  free (positions);
  free (cuts);
}

int
hyphenate_word (Hyphenators *hyphenators, const char *lang, const char *word, int length, guint8 *breaks)
{
  char folded[LONGEST * 4 + 1];
  gunichar letters[LONGEST];
  guint8 grades[LONGEST + 1];
  int found = 0;
  const Entry *entry = lang ? entry_for (hyphenators, lang) : NULL;

  memset (breaks, 0, length);
  if (!entry || !divides (entry) || length < SHORTEST || length > LONGEST * 4)
    return 0;
  int n = fold_word (word, length, folded, letters);
  if (n < SHORTEST)
    return 0;
  if (entry->patterns)
    patterns_grade (entry->patterns, letters, n, grades);
  else
    dict_grade (entry->dict, folded, length, n, grades);
  for (int i = 0, k = 0; i < length; i = g_utf8_next_char (word + i) - word, k++)
    if (k >= LETTERS_BEFORE && k <= n - LETTERS_AFTER && (grades[k] & 1))
      breaks[i] = grades[k], found++;
  return found;
}
