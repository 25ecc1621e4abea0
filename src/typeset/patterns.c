/* patterns: walks the compiled trie from every letter of a word. */
#include "typeset/patterns.h"

#include <string.h>

#include "patterns-data.h"

enum
{
  UNKNOWN, /* a sign that is in no pattern */
  EDGE,    /* before and behind the word */
  FIRST_LETTER,
  LONGEST = 128
};

static const Patterns *
find (const char *lang, gsize length)
{
  for (guint i = 0; i < G_N_ELEMENTS (all_patterns); i++)
    if (strlen (all_patterns[i].lang) == length && strncmp (all_patterns[i].lang, lang, length) == 0)
      return &all_patterns[i];
  return NULL;
}

const Patterns *
patterns_for (const char *lang)
{
  gsize primary = strcspn (lang, "-");
  const Patterns *patterns = find (lang, strlen (lang));
  if (!patterns)
    patterns = find (lang, primary);
  /* every variety of English has rules of its own; British division is right for most words, as it goes by their make-up */
  if (!patterns && primary == 2 && strncmp (lang, "en", 2) == 0)
    patterns = find ("en-GB", 5);
  return patterns;
}

static int
class_of (const Patterns *patterns, gunichar letter)
{
  guint from = 0, to = patterns->n_letters;
  while (from < to)
    {
      guint middle = (from + to) / 2;
      if (patterns->letters[middle] == letter)
        return FIRST_LETTER + middle;
      if (patterns->letters[middle] < letter)
        from = middle + 1;
      else
        to = middle;
    }
  return UNKNOWN;
}

/** The child of @node for a class, 0: none (the root is no child). Children stand in order of their classes. */
static guint32
child_of (const Patterns *patterns, guint32 node, int class)
{
  guint32 from = patterns->first[node], to = patterns->first[node + 1];
  while (from < to)
    {
      guint32 middle = from + (to - from) / 2;
      if (patterns->label[middle] == class)
        return middle;
      if (patterns->label[middle] < class)
        from = middle + 1;
      else
        to = middle;
    }
  return 0;
}

void
patterns_grade (const Patterns *patterns, const gunichar *letters, int n, guint8 *grades)
{
  guint8 classes[LONGEST + 2], levels[LONGEST + 3] = {0}; /* level k stands before class k */
  g_assert (n <= LONGEST);
  classes[0] = classes[n + 1] = EDGE;
  for (int i = 0; i < n; i++)
    classes[i + 1] = class_of (patterns, letters[i]);
  for (int start = 0; start < n + 2; start++)
    for (guint32 node = 0, at = start; (int)at < n + 2; at++)
      {
        node = classes[at] == UNKNOWN ? 0 : child_of (patterns, node, classes[at]);
        if (!node)
          break;
        const guint8 *value = patterns->value[node] ? patterns->digits + patterns->value[node] : NULL;
        for (int k = 0; value && k < value[1]; k++)
          levels[start + value[0] + k] = MAX (levels[start + value[0] + k], value[2 + k]);
      }
  memcpy (grades, levels + 1, n + 1);
}
