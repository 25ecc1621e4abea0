/* date-words.c: dates as printed (figure-words.h). Never more exact than given; inferred is marked; undated is said (T18). */
#include <string.h>
#include <unicode/ucal.h>
#include <unicode/ustring.h>
#include "document/words-private.h"

enum
{
  EPOCH_DAY = 719468
}; /* 1970-01-01 counted from 0000-03-01, as base/date.h counts */

/* The language's own order for the fields of a skeleton such as dMMMMy; opened once. */
static UDateFormat *
date_format (const Words *words, const char *skeleton)
{
  UDateFormat *format = g_hash_table_lookup (words->patterns, skeleton);
  if (format != NULL)
    return format;
  UErrorCode status = U_ZERO_ERROR;
  UChar wide[32], pattern[128], utc[8];
  u_uastrcpy (wide, skeleton);
  u_uastrcpy (utc, "UTC");
  const int32_t length =
      udatpg_getBestPattern (words->generator, wide, -1, pattern, G_N_ELEMENTS (pattern), &status);
  format = udat_open (UDAT_PATTERN, UDAT_PATTERN, words->locale, utc, -1, pattern, length, &status);
  g_assert (U_SUCCESS (status));
  g_hash_table_insert (words->patterns, g_strdup (skeleton), format);
  return format;
}

typedef enum
{
  TIE_NO_SPACE,
  TIE_FIRST_SPACE,
  TIE_ALL_SPACES
} TieSpaces;

/* Spaces inside a day's date do not break: no "26" at the end of a line. In the long form the year may go over. */
static char *
tie_spaces (const char *text, TieSpaces ties)
{
  GString *out = g_string_new (NULL);
  gboolean tied = FALSE;
  for (const char *p = text; *p != '\0'; p++)
    if (*p == ' ' && (ties == TIE_ALL_SPACES || (ties == TIE_FIRST_SPACE && !tied)))
      {
        g_string_append (out, "\xC2\xA0");
        tied = TRUE;
      }
    else
      g_string_append_c (out, *p);
  return g_string_free (out, FALSE);
}

static char *
format_day (const Words *words, Day day, const char *skeleton, TieSpaces ties)
{
  UChar text[128];
  UErrorCode status = U_ZERO_ERROR;
  const UDate millis = ((double)day_first_number (day) - EPOCH_DAY) * 86400000.0;
  const int32_t length =
      udat_format (date_format (words, skeleton), millis, text, G_N_ELEMENTS (text), NULL, &status);
  g_autofree char *utf8 = U_SUCCESS (status) ? utf8_from_icu (text, length) : g_strdup ("");
  return tie_spaces (utf8, ties);
}

static char *
day_words (const Words *words, Day day, DateForm form, gboolean with_year)
{
  const gboolean is_short = form == DATE_SHORT;
  if (day.month == 0)
    return format_day (words, day, "y", TIE_NO_SPACE);
  if (day.day == 0)
    return format_day (words, day, is_short ? (with_year ? "MMMy" : "MMM") : (with_year ? "MMMMy" : "MMMM"),
                       is_short ? TIE_ALL_SPACES : TIE_NO_SPACE);
  return format_day (words, day, is_short ? (with_year ? "dMMMy" : "dMMM") : (with_year ? "dMMMMy" : "dMMMM"),
                     is_short ? TIE_ALL_SPACES : TIE_FIRST_SPACE);
}

static char *
span_words (const Words *words, const Date *date, DateForm form)
{
  if (date->to.year == 0)
    {
      g_autofree char *from = day_words (words, date->from, form, TRUE);
      return label_format (words->layout, words->lang, "since", from, NULL);
    }
  g_autofree char *to = day_words (words, date->to, form, TRUE);
  if (date->from.year == 0)
    return label_format (words->layout, words->lang, "until", to, NULL);
  const gboolean same_year = date->from.year == date->to.year && date->from.month != 0;
  g_autofree char *from = day_words (words, date->from, form, !same_year);
  if (form == DATE_SHORT)
    return g_strconcat (from, "–", to, NULL);
  return label_format (words->layout, words->lang, "span", from, to, NULL);
}

static char *
with_part (const Words *words, const Date *date, char *day, DateForm form)
{
  static const char *const parts[] = {"morning", "afternoon", "evening", "night"};
  for (guint i = 0; date->part != NULL && day_weekday (date->from) != 0 && i < G_N_ELEMENTS (parts); i++)
    if (g_str_equal (parts[i], date->part))
      {
        g_autofree char *plain = day;
        g_autofree char *weekday =
            format_day (words, date->from, form == DATE_SHORT ? "EEE" : "EEEE", TIE_NO_SPACE);
        return label_format (words->layout, words->lang, parts[i], weekday, plain, NULL);
      }
  return day;
}

char *
words_date (const Words *words, const Date *date, DateForm form)
{
  char *text = NULL;
  switch (date->kind)
    {
    case DATE_NONE:
      text = g_strdup (date->words != NULL ? date->words : "");
      break;
    case DATE_UNDATED:
      /* words that hold a year, "before 20 August 2021", bound the time: to call them undated would contradict them */
      if (date->words != NULL && strpbrk (date->words, "0123456789") != NULL)
        {
          text = g_strdup (date->words);
          break;
        }
      text = g_strdup (words_label (words, "undated"));
      if (date->words != NULL)
        {
          g_autofree char *plain = text;
          text = g_strconcat (words_term (words, date->words), words_label (words, "comma"), plain, NULL);
        }
      break;
    case DATE_ONGOING:
      text = g_strdup (words_label (words, "ongoing-alone"));
      break;
    case DATE_ON:
      text = with_part (words, date, day_words (words, date->from, form, TRUE), form);
      break;
    case DATE_SPAN:
      text = span_words (words, date, form);
      break;
    }
  if (date->ongoing && date->kind != DATE_ONGOING && *text != '\0')
    {
      g_autofree char *plain = text;
      text = label_format (words->layout, words->lang, "ongoing", plain, NULL);
    }
  if (date->inferred != NULL && *text != '\0')
    {
      g_autofree char *plain = text;
      text = label_format (words->layout, words->lang, "inferred", plain, NULL);
    }
  return text;
}

void
words_short_months (const Words *words, char *brief[12], char *whole[12])
{
  static const char *const short_forms[] = {"MMM", "MMMy", "dMMM", "dMMMy"};
  gboolean used = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (short_forms); i++)
    used = used || g_hash_table_contains (words->patterns, short_forms[i]);
  for (int i = 0; used && i < 12; i++)
    {
      const Day day = {2021, i + 1, 1};
      brief[i] = format_day (words, day, "MMM", TIE_NO_SPACE);
      whole[i] = format_day (words, day, "MMMM", TIE_NO_SPACE);
    }
}
