/* prose.c: rules of prose (rules.h): every sentence cites, figures are printed from claims, and no word rots.
 *
 * They look at the passages only. A number counts as a claim's figure when it is equal to one; years, days beside a month's
 * name, and numbers inside marks or links are not looked at. Quoted words are the speaker's own and may be deictic.
 */
#include <string.h>

#include "facts/rules.h"
#include "release/mentions.h"

const char *const prose_codes[] = {"number-in-prose", "uncited-sentence", "deictic-word", NULL};

typedef struct
{
  const Store *store;
  const Passage *passage;
  Diags *diags;
} Prose;

static gboolean
is_month (const char *word, gsize length)
{
  static const char *const months[] = {"January", "February", "March",     "April",   "May",      "June",
                                       "July",    "August",   "September", "October", "November", "December"};
  for (gsize i = 0; i < G_N_ELEMENTS (months); i++)
    if (length == strlen (months[i]) && !strncmp (word, months[i], length))
      return TRUE;
  return FALSE;
}

/** Is there a month's name before @start or behind @end: 26 August, August 26, 1 to 4 May? */
static gboolean
is_day (const char *text, gsize start, gsize end)
{
  gsize next = end + strspn (text + end, " ");
  if (is_month (text + next, strcspn (text + next, " .,;:)]\n-")))
    return TRUE;
  while (start && text[start - 1] == ' ')
    start--;
  gsize word = start;
  while (word && g_ascii_isalpha (text[word - 1]))
    word--;
  return is_month (text + word, start - word);
}

/** The claim whose figure is @value, or NULL. */
static const Claim *
claim_with (const Store *store, double value)
{
  for (guint i = 0; i < store->records[RECORD_CLAIM]->len; i++)
    {
      const Claim *claim = g_ptr_array_index (store->records[RECORD_CLAIM], i);
      const Figure *figure = &claim->figure;
      gboolean low =
          figure->kind != FIGURE_NONE && figure->kind != FIGURE_WORDS && figure->kind != FIGURE_AT_MOST;
      gboolean high = figure->kind == FIGURE_RANGE || figure->kind == FIGURE_AT_MOST;
      if ((low && figure->low == value) || (high && figure->high == value))
        return claim;
    }
  return NULL;
}

/** A number at @at with separators of thousands; *end is behind it. */
static double
read_number (const char *text, gsize at, gsize *end)
{
  g_autoptr (GString) digits = g_string_new (NULL);
  while (g_ascii_isdigit (text[at]) ||
         (strchr (",.", text[at]) && text[at] && g_ascii_isdigit (text[at + 1])))
    {
      if (text[at] != ',')
        g_string_append_c (digits, text[at]);
      at++;
    }
  *end = at;
  return g_ascii_strtod (digits->str, NULL);
}

static gboolean
is_in_mark (const GPtrArray *mentions, gsize at)
{
  for (guint i = 0; i < mentions->len; i++)
    {
      const Mention *mention = g_ptr_array_index (mentions, i);
      if (at >= mention->start && at < mention->end)
        return TRUE;
    }
  return FALSE;
}

static void
check_numbers (const Prose *prose, const char *text, const GPtrArray *mentions)
{
  for (gsize at = 0; text[at];)
    {
      gboolean begins = g_ascii_isdigit (text[at]) &&
                        !(at && (g_ascii_isalnum (text[at - 1]) || strchr ("-/_", text[at - 1])));
      if (!begins || is_in_mark (mentions, at))
        {
          at++;
          continue;
        }
      gsize end = at;
      double value = read_number (text, at, &end);
      gboolean is_year = end - at == 4 && value >= 1900 && value <= 2100;
      const Claim *claim = is_year || is_day (text, at, end) || g_ascii_isalpha (text[end])
                               ? NULL
                               : claim_with (prose->store, value);
      if (claim)
        {
          g_autofree char *hint = g_strdup_printf ("{%s} prints it, and changes with it", claim->id);
          diags_warning (prose->diags, prose->passage->mark, "number-in-prose", hint,
                         "passage %s has the figure of claim %s typed by hand: %.*s", prose->passage->id,
                         claim->id, (int)(end - at), text + at);
        }
      at = end;
    }
}

/** Words whose meaning moves with the day of reading: a later issue would say something else with them. */
static void
check_deictic (const Prose *prose, const char *text)
{
  static const char *const words[] = {"currently",  "recently",  "last year",   "this year",
                                      "last month", "last week", "yesterday",   "today",
                                      "tomorrow",   "nowadays",  "this quarter"};
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      const char *at = strstr (text, words[i]);
      gsize n = strlen (words[i]);
      gboolean whole = at && !g_ascii_isalpha (at[n]) && !(at > text && g_ascii_isalpha (at[-1]));
      gboolean quoted = at && at >= text + 3 && g_str_has_prefix (at - 3, "“");
      if (whole && !quoted)
        diags_warning (
            prose->diags, prose->passage->mark, "deictic-word", "say the date, or quote the speaker",
            "passage %s says “%s”, which changes its meaning with the day", prose->passage->id, words[i]);
    }
}

static gboolean
has_letter (const char *text, gsize start, gsize end)
{
  for (gsize at = start; at < end; at++)
    if (g_ascii_isalpha (text[at]) || (text[at] & 0x80))
      return TRUE;
  return FALSE;
}

static gboolean
is_cited (const GPtrArray *mentions, gsize start, gsize end)
{
  for (guint i = 0; i < mentions->len; i++)
    {
      const Mention *mention = g_ptr_array_index (mentions, i);
      if (mention->kind == MENTION_CITE && mention->start >= start && mention->end <= end)
        return TRUE;
    }
  return FALSE;
}

static void
check_citations (const Prose *prose, const char *text, const GPtrArray *mentions)
{
  g_autoptr (GArray) spans = sentences_read (text);
  for (guint i = 0; i < spans->len; i += 2)
    {
      gsize start = g_array_index (spans, gsize, i), end = g_array_index (spans, gsize, i + 1);
      gsize head = start + strspn (text + start, " \n");
      gsize last = end;
      while (last > start && strchr (" \n\t", text[last - 1]))
        last--;
      gboolean is_lead_in = last > start && text[last - 1] == ':'; /* what follows it cites */
      if (!has_letter (text, start, end) || text[head] == '#' || is_lead_in ||
          is_cited (mentions, start, end))
        continue;
      g_autofree char *shown = g_strndup (text + head, MIN (last - head, 60));
      const char *whole = NULL;
      g_utf8_validate (shown, -1, &whole); /* the cut may have hit a letter of several bytes */
      diags_warning (prose->diags, prose->passage->mark, "uncited-sentence",
                     "every sentence says on which claim it rests: [F1]",
                     "passage %s has a sentence without a claim: “%.*s%s”", prose->passage->id,
                     (int)(whole - shown), shown, last - head > 60 ? "…" : "");
    }
}

void
prose_check (const Store *store, Diags *diags)
{
  for (guint i = 0; i < store->records[RECORD_PASSAGE]->len; i++)
    {
      const Passage *passage = g_ptr_array_index (store->records[RECORD_PASSAGE], i);
      Prose prose = {store, passage, diags};
      for (guint j = 0; j < passage->text->len; j++)
        {
          const char *text = ((TextVariant *)g_ptr_array_index (passage->text, j))->text;
          g_autoptr (GPtrArray) mentions = mentions_read (text);
          check_citations (&prose, text, mentions);
          check_numbers (&prose, text, mentions);
          check_deictic (&prose, text);
        }
    }
}
