/* language-words.c: which words there are in the language of the product, and which are missing (figure-words.h). Nothing is
 * printed in another language without being remembered here, so that the author is told.
 */
#include <string.h>
#include "document/words-private.h"

static void
miss (const Words *words, const char *text)
{
  const char *interned = g_intern_string (text);
  if (g_hash_table_add (words->missed_set, (gpointer)interned))
    g_ptr_array_add (words->missed, (gpointer)interned);
}

const GPtrArray *
words_missed (const Words *words)
{
  return words->missed;
}

/* "en" and "en-GB" are one language to a reader. */
static gboolean
same_language (const char *a, const char *b)
{
  const gsize n = strcspn (a, "-");
  return n == strcspn (b, "-") && g_ascii_strncasecmp (a, b, n) == 0;
}

static const char *
case_language (const Words *words)
{
  const Briefing *briefing = words->release != NULL ? words->release->briefing : NULL;
  return briefing != NULL && briefing->language != NULL ? briefing->language : "en";
}

gboolean
words_in_case_language (const Words *words)
{
  return same_language (words->lang, case_language (words));
}

const char *
words_term (const Words *words, const char *term)
{
  if (term == NULL || words->layout == NULL)
    return term;
  const char *found = word_known (words->layout, words->lang, term);
  if (found != NULL)
    return found;
  if (!words_in_case_language (words))
    miss (words, term);
  return word_in (words->layout, words->lang, term);
}

gboolean
words_has (const Words *words, const Text *text)
{
  for (guint i = 0; i < text->len; i++)
    {
      const TextVariant *variant = g_ptr_array_index (text, i);
      if (same_language (variant->lang != NULL ? variant->lang : case_language (words), words->lang))
        return TRUE;
    }
  return text->len == 0;
}

const char *
words_text (const Words *words, const Text *text)
{
  const char *found = text_in (text, words->lang);
  if (found != NULL && !words_has (words, text))
    miss (words, found);
  return found;
}
