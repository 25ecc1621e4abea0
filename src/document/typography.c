/* typography.c: see typography.h. One pass over the text; whether a quote opens or closes depends on what stands before it alone, so
 * it works across words in another style. */
#include "document/typography.h"
#include <string.h>
#include <unicode/ulocdata.h>
#include <unicode/ustring.h>

#define NARROW   "\xE2\x80\xAF" /* U+202F */
#define NO_BREAK "\xC2\xA0"

/* What is known of the text ahead, so that no part of it is searched twice. Pointers into it; NULL: nothing is known yet. */
typedef struct
{
  const char *closing;    /* the next single quote that may close, or the end */
  const char *no_address; /* no "://" begins before this */
} Ahead;

static gboolean
is_lang (const Typography *state, const char *primary)
{
  const gsize n = strlen (primary);
  return strncmp (state->lang, primary, n) == 0 && (state->lang[n] == '\0' || state->lang[n] == '-');
}

/* What may stand before an opening quote. */
static gboolean
opens_after (gunichar before)
{
  return before == 0 || g_unichar_isspace (before) || before == 0xA0 || before == 0x202F ||
         before == 0x2013 || before == 0x2014 || before == '(' || before == '[' || before == '{' ||
         before == '/' || before == 0x201C || before == 0x2018 || before == 0xAB || before == 0x201E ||
         before == 0x201A;
}

static void
append_quote (const Typography *state, GString *out, ULocaleDataDelimiterType type)
{
  UErrorCode status = U_ZERO_ERROR;
  UChar sign[8];
  char utf8[32] = "";
  const gboolean inner = type == ULOCDATA_ALT_QUOTATION_START || type == ULOCDATA_ALT_QUOTATION_END;
  const gboolean opens = type == ULOCDATA_QUOTATION_START || type == ULOCDATA_ALT_QUOTATION_START;
  if (is_lang (state, "fr"))
    {
      g_string_append (out, inner ? (opens ? "“" : "”") : opens ? "«" NARROW : NARROW "»");
      return;
    }
  ULocaleData *data = ulocdata_open (state->lang, &status);
  const int32_t length = ulocdata_getDelimiter (data, type, sign, G_N_ELEMENTS (sign), &status);
  u_strToUTF8 (utf8, sizeof utf8, NULL, sign, length, &status);
  ulocdata_close (data);
  g_string_append (out, U_SUCCESS (status) && length > 0 ? utf8 : "\"");
}

/* A double quote at @p; inside an open one it is the inner kind. */
static void
double_quote (Typography *state, GString *out, const char *p)
{
  const gboolean elided = state->before == 0x2019 && state->doubles == 0; /* d'"Artagnan" */
  if ((opens_after (state->before) || elided) && p[1] != '\0' && !g_ascii_isspace (p[1]))
    append_quote (state, out, state->doubles++ > 0 ? ULOCDATA_ALT_QUOTATION_START : ULOCDATA_QUOTATION_START);
  else if (opens_after (state->before) && p[1] == '\0' && state->doubles == 0)
    append_quote (state, out,
                  (state->doubles++, ULOCDATA_QUOTATION_START)); /* before words in another style */
  else if (state->doubles > 0)
    append_quote (state, out, --state->doubles > 0 ? ULOCDATA_ALT_QUOTATION_END : ULOCDATA_QUOTATION_END);
  else
    g_string_append_c (out, '"');
}

static gboolean
is_word_at (const char *p)
{
  return g_unichar_isalnum (g_utf8_get_char (p));
}

/* Is there a single quote later on that ends what the one at @p would open? One between letters is an apostrophe. */
static gboolean
is_closed_later (Ahead *ahead, const char *p)
{
  const char *q = ahead->closing && ahead->closing > p + 1 ? ahead->closing : p + 2;
  if (p[1] == '\0')
    return FALSE;
  while (*q != '\0' && (*q != '\'' || g_ascii_isspace (q[-1]) || is_word_at (q + 1)))
    q++;
  ahead->closing = q;
  return *q != '\0';
}

static void
single_quote (Typography *state, Ahead *ahead, GString *out, const char *p)
{
  if (opens_after (state->before) && is_closed_later (ahead, p))
    {
      state->singles++;
      append_quote (state, out, ULOCDATA_ALT_QUOTATION_START);
    }
  else if (state->singles > 0 && !is_word_at (p + 1))
    {
      state->singles--;
      append_quote (state, out, ULOCDATA_ALT_QUOTATION_END);
    }
  else if (g_unichar_isdigit (state->before) && !g_unichar_isalpha (g_utf8_get_char (p + 1)))
    g_string_append_c (out, '\'');
  else
    g_string_append (out, "’");
}

/* Spaces */

/* The word at @p, until white space or a sign that is no part of a unit; its length. */
static gsize
unit_length (const char *p)
{
  static const char *const units[] = {"%",   "‰",   "°",   "°C", "°F",  "€",  "$",  "£",   "kg",  "g",
                                      "mg",  "t",   "km",  "m",  "cm",  "mm", "ha", "km²", "m²",  "m³",
                                      "l",   "ml",  "hl",  "h",  "min", "s",  "ms", "kW",  "MW",  "GW",
                                      "kWh", "MWh", "GB",  "MB", "kB",  "pt", "Hz", "kHz", "MHz", "km/h",
                                      "mph", "dpi", "hPa", "V",  "A",   "W",  "K",  NULL};
  gsize n = 0;
  while (p[n] != '\0' && !g_ascii_isspace (p[n]) && strchr (",;:.!?)\"'[", p[n]) == NULL)
    n++;
  for (int i = 0; units[i] != NULL; i++)
    if (strlen (units[i]) == n && strncmp (units[i], p, n) == 0)
      return n;
  return 0;
}

/* "No. " before a figure: @out ends with such a word. */
static gboolean
ends_with_abbreviation (const GString *out)
{
  static const char *const words[] = {"No.",  "Nos.",  "p.",   "pp.",  "Fig.", "Art.", "Vol.", "Ch.",
                                      "Nr.",  "S.",    "Abb.", "Abs.", "Bd.",  "Kap.", "n°",   "nº",
                                      "vol.", "chap.", "art.", "§",    "§§",   "¶",    NULL};
  for (int i = 0; words[i] != NULL; i++)
    {
      const gsize n = strlen (words[i]);
      if (g_str_has_suffix (out->str, words[i]) &&
          (out->len == n || opens_after (g_utf8_get_char (g_utf8_prev_char (out->str + out->len - n)))))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_three_digits (const char *p)
{
  return g_ascii_isdigit (p[0]) && g_ascii_isdigit (p[1]) && g_ascii_isdigit (p[2]) &&
         !g_ascii_isdigit (p[3]);
}

/* Is what @out ends with one to three digits, or groups of three that we have tied already? */
static gboolean
ends_with_group (const GString *out)
{
  gsize n = 0;
  while (n < out->len && g_ascii_isdigit (out->str[out->len - 1 - n]))
    n++;
  if (n == 0 || n > 3)
    return FALSE;
  if (n == out->len)
    return TRUE;
  const gunichar before = g_utf8_get_char (g_utf8_prev_char (out->str + out->len - n));
  return !g_unichar_isalnum (before) && strchr (".,:", before < 128 ? (int)before : ' ') == NULL;
}

/* The space at @p as it is set. */
static const char *
space_at (const Typography *state, const GString *out, const char *p)
{
  if (p[1] == ' ' || p[1] == '\0')
    return " ";
  if (g_unichar_isdigit (state->before) && unit_length (p + 1) > 0)
    return NO_BREAK;
  if (g_ascii_isdigit (p[1]) && ends_with_abbreviation (out))
    return NO_BREAK;
  if (!is_lang (state, "en") && is_three_digits (p + 1) && ends_with_group (out))
    return NARROW;
  return " ";
}

/* The length of an address at the start of @p, else 0. */
static gsize
address_length (Ahead *ahead, const char *p)
{
  const gboolean web = strncmp (p, "www.", 4) == 0;
  if (!web && ahead->no_address > p)
    return 0;
  const gsize n = strcspn (p, " \t\n");
  if (g_strstr_len (p, (gssize)n, "://") != NULL || (web && n > 4))
    return n;
  ahead->no_address = p + n;
  return 0;
}

/* "--", "---", "...": its length, and what it becomes; 0: none of them. */
static gsize
sign_at (const char *p, const char **sign)
{
  static const struct
  {
    const char *typed, *set;
  } signs[] = {{"---", "—"}, {"--", "–"}, {"...", "…"}};
  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if (g_str_has_prefix (p, signs[i].typed) && p[strlen (signs[i].typed)] != *p)
      {
        *sign = signs[i].set;
        return strlen (signs[i].typed);
      }
  return 0;
}

void
typography_pass (Typography *state, const char *text)
{
  if (*text != '\0')
    state->before = g_utf8_get_char (g_utf8_prev_char (text + strlen (text)));
}

char *
typography_text (Typography *state, const char *text)
{
  GString *out = g_string_sized_new (strlen (text) + 16);
  Ahead ahead = {NULL, NULL};
  for (const char *p = text; *p != '\0';)
    {
      const char *sign = NULL;
      gsize length = opens_after (state->before) ? address_length (&ahead, p) : 0;
      if (length > 0)
        g_string_append_len (out, p, (gssize)length);
      else if (*p == '"' || *p == '\'')
        {
          if (*p == '"')
            double_quote (state, out, p);
          else
            single_quote (state, &ahead, out, p);
          length = 1;
        }
      else if ((length = (*p == '-' && state->before == '-') || (*p == '.' && state->before == '.')
                             ? 0
                             : sign_at (p, &sign)) > 0)
        g_string_append (out, sign);
      else if (*p == ' ')
        {
          g_string_append (out, space_at (state, out, p));
          length = 1;
        }
      else
        {
          length = (gsize)(g_utf8_next_char (p) - p);
          g_string_append_len (out, p, (gssize)length);
        }
      p += length;
      if (out->len > 0)
        state->before = g_utf8_get_char (g_utf8_prev_char (out->str + out->len));
    }
  return g_string_free (out, FALSE);
}
