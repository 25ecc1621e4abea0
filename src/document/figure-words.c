/* figure-words.c: see figure-words.h. Dates are in date-words.c, names and chains in name-words.c. */
#include "document/words-private.h"
#include <math.h>
#include <string.h>
#include <unicode/uloc.h>
#include <unicode/ulistformatter.h>
#include <unicode/ustring.h>

/* U+2013 between figures, U+00A0 before a unit: the number stays with what it counts. */
#define EN_DASH  "–"
#define NO_BREAK "\xC2\xA0"

Words *
words_new (const Layout *layout, const Release *release, const char *lang)
{
  Words *words = g_new0 (Words, 1);
  UErrorCode status = U_ZERO_ERROR;
  words->layout = layout;
  words->release = release;
  words->lang = g_intern_string (lang != NULL ? lang : "en-GB");
  const YamlNode *root = layout != NULL ? layout->root : NULL;
  const gboolean own_digits = root != NULL && g_str_equal (key_text (root, "digits", "latin"), "own");
  /* the facts' days are of the Gregorian calendar, whatever a language counts by (ps, fa, th) */
  g_autofree char *locale =
      g_strconcat (words->lang, "@calendar=gregorian", own_digits ? "" : ";numbers=latn", NULL);
  words->locale = g_intern_string (locale);
  words->decimal = unum_open (UNUM_DECIMAL, NULL, 0, words->locale, NULL, &status);
  unum_setAttribute (words->decimal, UNUM_MAX_FRACTION_DIGITS, 1);
  unum_setAttribute (words->decimal, UNUM_ROUNDING_MODE, UNUM_ROUND_HALFUP);
  words->generator = udatpg_open (words->locale, &status);
  words->patterns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)udat_close);
  words->missed = g_ptr_array_new ();
  words->missed_set = g_hash_table_new (g_direct_hash, g_direct_equal);
  words->plurals = uplrules_open (words->lang, &status);
  g_assert (U_SUCCESS (status));
  return words;
}

void
words_free (Words *words)
{
  if (words == NULL)
    return;
  unum_close (words->decimal);
  if (words->spelled != NULL)
    unum_close (words->spelled);
  uplrules_close (words->plurals);
  g_hash_table_unref (words->patterns);
  udatpg_close (words->generator);
  g_hash_table_unref (words->missed_set);
  g_ptr_array_unref (words->missed);
  g_free (words);
}

const char *
words_lang (const Words *words)
{
  return words->lang;
}

gboolean
words_rtl (const Words *words)
{
  return uloc_isRightToLeft (words->lang);
}

const char *
words_label (const Words *words, const char *key)
{
  return label_in (words->layout, words->lang, key);
}

char *
utf8_from_icu (const UChar *text, int length)
{
  char *utf8 = NULL;
  int32_t needed = 0;
  UErrorCode status = U_ZERO_ERROR;
  u_strToUTF8 (NULL, 0, &needed, text, length, &status);
  utf8 = g_malloc0 ((gsize)needed + 1);
  status = U_ZERO_ERROR;
  u_strToUTF8 (utf8, needed + 1, NULL, text, length, &status);
  return utf8;
}

static char *
format_number (UNumberFormat *format, double value)
{
  UChar text[128];
  UErrorCode status = U_ZERO_ERROR;
  const int32_t length = unum_formatDouble (format, value, text, G_N_ELEMENTS (text), NULL, &status);
  return U_SUCCESS (status) && length < (int)G_N_ELEMENTS (text) ? utf8_from_icu (text, length)
                                                                 : g_strdup ("");
}

char *
words_number (const Words *words, double value)
{
  return format_number (words->decimal, value);
}

char *
words_number_spelled (const Words *words, double value)
{
  if (value < 0 || value > 100 || value != floor (value))
    return words_number (words, value);
  if (words->spelled == NULL)
    {
      UErrorCode status = U_ZERO_ERROR;
      ((Words *)words)->spelled = unum_open (UNUM_SPELLOUT, NULL, 0, words->locale, NULL, &status);
      if (U_FAILURE (status))
        return words_number (words, value);
    }
  return format_number (words->spelled, value);
}

char *
words_percent (const Words *words, double value)
{
  g_autofree char *number = words_number (words, floor (value + 0.5));
  return g_strconcat (number, NO_BREAK "%", NULL);
}

static char *
label_1 (const Words *words, const char *key, const char *a)
{
  return label_format (words->layout, words->lang, key, a, NULL);
}

char *
words_figure_value (const Words *words, const Figure *figure)
{
  g_autofree char *low = words_number (words, figure->low), *high = words_number (words, figure->high);
  switch (figure->kind)
    {
    case FIGURE_EXACT:
      return g_steal_pointer (&low);
    case FIGURE_RANGE:
      return g_strconcat (low, EN_DASH, high, NULL);
    case FIGURE_AT_MOST:
      return label_1 (words, "at-most", high);
    case FIGURE_AT_LEAST:
      return label_1 (words, "at-least", low);
    case FIGURE_ROUNDED:
      return label_1 (words, "about", low);
    case FIGURE_WORDS:
      return g_strdup (figure->words != NULL ? words_term (words, figure->words) : "");
    case FIGURE_NONE:
      break;
    }
  return g_strdup ("");
}

char *
words_figure (const Words *words, const Figure *figure)
{
  if (figure->kind == FIGURE_WORDS && figure->words != NULL && figure->unit != NULL)
    { /* "dozens of attacks" is one term: its parts do not stand in every language one behind the other */
      g_autofree char *whole = g_strconcat (figure->words, " ", figure->unit, NULL);
      const char *found = words->layout != NULL ? word_known (words->layout, words->lang, whole) : NULL;
      if (found != NULL)
        return g_strdup (found);
    }
  g_autofree char *value = words_figure_value (words, figure);
  if (figure->unit == NULL || *value == '\0')
    return g_steal_pointer (&value);
  return g_strconcat (value, NO_BREAK, words_term (words, figure->unit), NULL);
}

static char *
format_list (const Words *words, const GPtrArray *texts, UListFormatterType type)
{
  UErrorCode status = U_ZERO_ERROR;
  UListFormatter *format = ulistfmt_openForType (words->lang, type, ULISTFMT_WIDTH_WIDE, &status);
  UChar **strings = g_new0 (UChar *, texts->len + 1);
  UChar result[8192];
  for (guint i = 0; i < texts->len; i++)
    {
      const char *text = g_ptr_array_index (texts, i);
      const int32_t room = (int32_t)strlen (text) + 1;
      strings[i] = g_new0 (UChar, room);
      u_strFromUTF8 (strings[i], room, NULL, text, -1, &status);
    }
  int32_t length = U_SUCCESS (status)
                       ? ulistfmt_format (format, (const UChar *const *)strings, NULL, (int32_t)texts->len,
                                          result, G_N_ELEMENTS (result), &status)
                       : 0;
  for (guint i = 0; i < texts->len; i++)
    g_free (strings[i]);
  g_free (strings);
  ulistfmt_close (format);
  if (U_SUCCESS (status) && length < (int)G_N_ELEMENTS (result))
    return utf8_from_icu (result, length);
  g_autoptr (GPtrArray) copy = g_ptr_array_new ();
  for (guint i = 0; i < texts->len; i++)
    g_ptr_array_add (copy, g_ptr_array_index (texts, i));
  g_ptr_array_add (copy, NULL);
  return g_strjoinv (", ", (char **)copy->pdata);
}

char *
words_list (const Words *words, const GPtrArray *texts)
{
  return format_list (words, texts, ULISTFMT_TYPE_AND);
}

char *
words_list_or (const Words *words, const GPtrArray *texts)
{
  return format_list (words, texts, ULISTFMT_TYPE_OR);
}

/* To twelve in words, from there on in digits: "seventy-eight" is counted out by the reader, 78 is seen. */
static char *
small_spelled (const Words *words, int n)
{
  return ABS (n) <= 12 ? words_number_spelled (words, n) : words_number (words, n);
}

char *
words_counted (const Words *words, const char *key, int n, int more)
{
  UErrorCode status = U_ZERO_ERROR;
  UChar form[16], one[4] = {'o', 'n', 'e', 0};
  const int32_t length = uplrules_select (words->plurals, n, form, G_N_ELEMENTS (form), &status);
  const gboolean is_one = U_SUCCESS (status) && length == 3 && u_strncmp (form, one, 3) == 0;
  g_autofree char *spelled = small_spelled (words, n), *other = small_spelled (words, more);
  g_autofree char *capital = words_capital (words, spelled);
  g_autofree char *text = label_format (words->layout, words->lang, key, capital, other, NULL);
  char *bar = strchr (text, '|');
  if (bar == NULL)
    return g_steal_pointer (&text);
  return is_one ? g_strndup (text, (gsize)(bar - text)) : g_strdup (bar + 1);
}

char *
words_capital (const Words *words, const char *text)
{
  if (*text == '\0')
    return g_strdup ("");
  g_autofree char *first = g_utf8_substring (text, 0, 1);
  g_autofree char *upper = g_utf8_strup (first, -1);
  return g_strconcat (upper, g_utf8_next_char (text), NULL);
}

/* Two exact counts of the same unit give a change; nothing else does (no sum, no midpoint, no delta across populations). */
char *
words_change (const Words *words, const Claim *claim, const Claim *with)
{
  const Figure *now = &claim->figure, *before = &with->figure;
  if (now->kind != FIGURE_EXACT || before->kind != FIGURE_EXACT || before->low <= 0 ||
      g_strcmp0 (now->unit, before->unit) != 0 || g_strcmp0 (now->population, before->population) != 0)
    return NULL;
  const double difference = now->low - before->low;
  g_autofree char *amount = words_number (words, fabs (difference));
  g_autofree char *moved = label_1 (words, difference < 0 ? "fewer" : "more", amount);
  g_autofree char *ratio = words_number (words, now->low / before->low);
  g_autofree char *times = label_1 (words, "times", ratio);
  g_autofree char *percent = words_percent (words, 100 * difference / before->low);
  /* U+200E: a sign stays before its number in a line from the right, where UAX #9 W4 would leave it behind */
  g_autofree char *sign =
      g_strconcat (words_rtl (words) ? "\xE2\x80\x8E" : "", difference < 0 ? "" : "+", percent, NULL);
  g_autofree char *against = words_figure_value (words, before);
  g_autofree char *value = words_figure_value (words, now);
  g_autofree char *pair = g_strdup_printf ("%s / %s", value, against);
  return label_format (words->layout, words->lang, "change", pair, moved, times, sign, NULL);
}
