#include "document/spoken.h"
#include <string.h>

#define DASH           "\xE2\x80\x93"
#define NO_BREAK_SPACE "\xC2\xA0"

typedef struct
{
  const Assembly *a;
  char *brief[12], *whole[12]; /* of months, where the document has dates in short form; else NULL */
} Speaker;

static Inline *
split_off (GPtrArray *inlines, guint index, const char *text)
{
  const Inline *whole = g_ptr_array_index (inlines, index);
  Inline *made = inline_new (INLINE_TEXT, text, whole->style);
  made->lang = whole->lang;
  g_ptr_array_insert (inlines, (int)index + 1, made);
  return made;
}

Inline *
inlines_part (GPtrArray *inlines, guint *index, gsize begin, gsize end)
{
  Inline *run = g_ptr_array_index (inlines, *index);
  g_autofree char *text = run->text;
  g_autofree char *middle = g_strndup (text + begin, end - begin);

  if (text[end] != '\0')
    split_off (inlines, *index, text + end);
  run->text = g_strndup (text, begin > 0 ? begin : end);
  return begin > 0 ? split_off (inlines, (*index)++, middle) : run;
}

gboolean
is_own_language (const Assembly *a, const char *lang)
{
  return lang == NULL || strncmp (lang, a->lang, 2) == 0;
}

gboolean
inline_may_part (const Assembly *a, const Inline *run)
{
  return run->kind == INLINE_TEXT && run->text != NULL && run->expansion == NULL &&
         is_own_language (a, run->lang) &&
         (run->style == NULL || !(run->style->has_ground || run->style->has_outline));
}

static gboolean
is_of_number (char c)
{
  return g_ascii_isdigit (c) || c == ',' || c == '.';
}

/* Does a letter, a sign or a further dash stand here, so that "F34–F39" and "2020–21–22" are no ranges of numbers? */
static gboolean
joins (const char *text, const char *at, gboolean before)
{
  if (before ? at == text : *at == '\0')
    return FALSE;
  const gunichar c = g_utf8_get_char (before ? g_utf8_prev_char (at) : at);
  return g_unichar_isalnum (c) || c == 0x2013 || c == '-' || c == '/';
}

/* The words of the first range in @text from @from on, and where it begins and ends; NULL: there is none. Owned. */
static char *
find_range (const Speaker *speaker, const char *text, const char *from, const char **begin, const char **end)
{
  for (const char *dash = strstr (from, DASH); dash != NULL; dash = strstr (dash + 1, DASH))
    {
      const char *right = dash + strlen (DASH), *low = dash, *high = right;
      while (low > from && is_of_number (low[-1]))
        low--;
      while (is_of_number (*high))
        high++;
      while (high > right && !g_ascii_isdigit (high[-1]))
        high--; /* the full stop is the sentence's */
      if (low == dash || high == right || !g_ascii_isdigit (*low) || !g_ascii_isdigit (*right) ||
          joins (text, low, TRUE) || joins (text, high, FALSE))
        continue;
      g_autofree char *least = g_strndup (low, dash - low), *most = g_strndup (right, high - right);
      *begin = low;
      *end = high;
      return label_format (speaker->a->layout, speaker->a->lang, "span", least, most, NULL);
    }
  return NULL;
}

char *
spoken_text (const Assembly *a, const char *text)
{
  const Speaker speaker = {a, {NULL}, {NULL}};
  const char *from = text, *begin, *end;
  GString *out = g_string_new (NULL);
  for (char *words; (words = find_range (&speaker, text, from, &begin, &end)) != NULL; from = end)
    {
      g_string_append_len (out, from, begin - from);
      g_string_append (out, words);
      g_free (words);
    }
  return g_string_free (g_string_append (out, from), FALSE);
}

/* The month whose short form, a word by itself, stands at @word; -1: none does. */
static int
short_month (const Speaker *speaker, const char *word)
{
  for (int i = 0; i < 12; i++)
    {
      const gsize length = strlen (speaker->brief[i]);
      if (length > 0 && strncmp (word, speaker->brief[i], length) == 0 &&
          !g_unichar_isalpha (g_utf8_get_char (word + length)))
        return i;
    }
  return -1;
}

/* Does a figure stand before or after @at, tied to it by a no-break space as words_date() sets one? */
static gboolean
is_tied (const char *text, const char *at, gboolean before)
{
  const gsize tie = strlen (NO_BREAK_SPACE);
  if (!before)
    return g_str_has_prefix (at, NO_BREAK_SPACE) && g_ascii_isdigit (at[tie]);
  return (gsize)(at - text) > tie && memcmp (at - tie, NO_BREAK_SPACE, tie) == 0 &&
         g_ascii_isdigit (at[-1 - (int)tie]);
}

/* What is said for the months at @word, "Aug" or "Jan–Apr" beside the figures of a date, and where they end; NULL: none are
 * there, or they are whole already. Owned. */
static char *
month_words (const Speaker *speaker, const char *text, const char *word, const char **end)
{
  const int first = short_month (speaker, word);
  if (first < 0)
    return NULL;
  const char *after = word + strlen (speaker->brief[first]);
  const int last = g_str_has_prefix (after, DASH) ? short_month (speaker, after + strlen (DASH)) : -1;
  if (last >= 0)
    *end = after + strlen (DASH) + strlen (speaker->brief[last]);
  if (last >= 0 && is_tied (text, *end, FALSE))
    return label_format (speaker->a->layout, speaker->a->lang, "span", speaker->whole[first],
                         speaker->whole[last], NULL);
  *end = after;
  if (strcmp (speaker->brief[first], speaker->whole[first]) == 0 ||
      !(is_tied (text, word, TRUE) || is_tied (text, after, FALSE)))
    return NULL;
  return g_strdup (speaker->whole[first]);
}

static char *
find_month (const Speaker *speaker, const char *text, const char **begin, const char **end)
{
  if (speaker->brief[0] == NULL || strstr (text, NO_BREAK_SPACE) == NULL)
    return NULL;
  gboolean starts = TRUE;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      const gboolean letter = g_unichar_isalpha (g_utf8_get_char (p));
      char *words = letter && starts ? month_words (speaker, text, p, end) : NULL;
      starts = !letter;
      if (words == NULL)
        continue;
      *begin = p;
      return words;
    }
  return NULL;
}

static void
speak_inlines (const Speaker *speaker, GPtrArray *inlines)
{
  for (guint i = 0; inlines != NULL && i < inlines->len; i++)
    {
      Inline *run = g_ptr_array_index (inlines, i);
      const char *begin = NULL, *end = NULL;
      if (!inline_may_part (speaker->a, run))
        continue;
      g_autofree char *words = find_range (speaker, run->text, run->text, &begin, &end);
      const char *text = run->text, *month_begin = NULL, *month_end = NULL;
      g_autofree char *month = find_month (speaker, text, &month_begin, &month_end);
      if (month != NULL && (words == NULL || month_begin < begin))
        {
          g_free (words);
          words = g_steal_pointer (&month);
          begin = month_begin;
          end = month_end;
        }
      if (words != NULL)
        inlines_part (inlines, &i, begin - text, end - text)->expansion = g_steal_pointer (&words);
    }
}

static void
speak_block (const Speaker *speaker, Block *block)
{
  if (block == NULL || !is_own_language (speaker->a, block->lang))
    return;
  if (block->kind == BLOCK_PARAGRAPH && block->role != ROLE_TOCI)
    speak_inlines (speaker, block->inlines);
  for (guint i = 0; block->children != NULL && i < block->children->len; i++)
    speak_block (speaker, g_ptr_array_index (block->children, i));
  for (guint r = 0; block->table != NULL && r < block->table->rows->len; r++)
    {
      const GPtrArray *row = g_ptr_array_index (block->table->rows, r);
      for (guint c = 0; c < row->len; c++)
        {
          const Cell *cell = g_ptr_array_index (row, c);
          speak_inlines (speaker, cell->inlines);
          for (guint i = 0; cell->blocks != NULL && i < cell->blocks->len; i++)
            speak_block (speaker, g_ptr_array_index (cell->blocks, i));
        }
    }
}

void
spoken_expand (Assembly *a)
{
  Speaker speaker = {a, {NULL}, {NULL}};

  words_short_months (a->words, speaker.brief, speaker.whole);
  speak_block (&speaker, a->document->body);
  speak_block (&speaker, a->document->notes);
  for (int i = 0; i < 12; i++)
    {
      g_free (speaker.brief[i]);
      g_free (speaker.whole[i]);
    }
}
