/* hyphenate: libhyphen behind one function. Pass 0 for its compound minima: other values suppress good divisions. */
#include "typeset/hyphenate.h"

#include <hyphen.h>
#include <stdlib.h>
#include <string.h>

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
  const char *lang; /* interned, as asked for */
  HyphenDict *dict; /* NULL: there is none; borrowed from `loaded` */
  gboolean told;    /* that there is none */
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

/* "en-GB" → hyph_en_GB; "fr" and "fr-BE" → hyph_fr. Every variety of English has rules of its own; where the wanted one is
 * not installed British division is right for most words, as it goes by their make-up. */
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
  if (!dict && strcmp (name, "en") == 0)
    dict = load_file (hyphenators, "en_GB");
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
  Entry entry = {g_intern_string (lang), find_dict (hyphenators, lang), FALSE};
  g_array_append_val (hyphenators->entries, entry);
  return &g_array_index (hyphenators->entries, Entry, hyphenators->entries->len - 1);
}

static HyphenDict *
dict_for (Hyphenators *hyphenators, const char *lang)
{
  return lang ? entry_for (hyphenators, lang)->dict : NULL;
}

gboolean
hyphenators_have (Hyphenators *hyphenators, const char *lang)
{
  return dict_for (hyphenators, lang) != NULL;
}

gboolean
hyphenators_tell_missing (Hyphenators *hyphenators, const char *lang)
{
  Entry *entry = entry_for (hyphenators, lang);
  if (entry->dict || entry->told)
    return FALSE;
  entry->told = TRUE;
  return TRUE;
}

/* Patterns are written in small letters. Returns the number of letters, 0 if small letters have other lengths. */
static int
fold_word (const char *word, int length, char *folded)
{
  int n = 0;
  for (int i = 0; i < length;)
    {
      const char *next = g_utf8_next_char (word + i);
      int width = next - (word + i);
      char small[6];
      if (g_unichar_to_utf8 (g_unichar_tolower (g_utf8_get_char (word + i)), small) != width)
        return 0;
      memcpy (folded + i, small, width);
      i += width;
      n++;
    }
  folded[length] = '\0';
  return n;
}

int
hyphenate_word (Hyphenators *hyphenators, const char *lang, const char *word, int length, guint8 *breaks)
{
  char folded[LONGEST * 4 + 1], levels[LONGEST * 4 + 6] = {0}, **replacements = NULL;
  int *positions = NULL, *cuts = NULL, found = 0;
  HyphenDict *dict = dict_for (hyphenators, lang);

  memset (breaks, 0, length);
  if (!dict || length < SHORTEST || length > LONGEST * 4)
    return 0;
  int letters = fold_word (word, length, folded);
  if (letters < SHORTEST || letters > LONGEST)
    return 0;
  if (hnj_hyphen_hyphenate3 (dict, folded, length, levels, NULL, &replacements, &positions, &cuts,
                             LETTERS_BEFORE, LETTERS_AFTER, 0, 0) == 0)
    {
      int letter = 0; /* levels count letters, not bytes; levels[k] is the place after letter k */
      for (int i = 0; i < length; i = g_utf8_next_char (word + i) - word, letter++)
        if (letter >= LETTERS_BEFORE && letter <= letters - LETTERS_AFTER && (levels[letter - 1] & 1) &&
            !(replacements && replacements[letter - 1])) /* a division that changes the spelling */
          breaks[i] = 1, found++;
    }
  for (int i = 0; replacements && i < length; i++)
    free (replacements[i]);
  free (replacements);
  free (positions);
  free (cuts);
  return found;
}
