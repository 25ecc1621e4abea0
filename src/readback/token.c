/* token.c: see token.h. */
#include "readback/token.h"
#include <string.h>

void
tokens_begin (Tokens *tokens, const void *bytes, gsize length)
{
  tokens->at = bytes;
  tokens->end = tokens->at + length;
  tokens->token = (Token){.text = g_string_new (NULL)};
}

void
tokens_clear (Tokens *tokens)
{
  if (tokens->token.text)
    g_string_free (tokens->token.text, TRUE);
  tokens->token.text = NULL;
}

static gboolean
is_space (char c)
{
  return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0';
}

static gboolean
is_regular (char c)
{
  return !is_space (c) && !memchr ("()<>[]{}/%", c, 10);
}

static void
skip_space (Tokens *t)
{
  while (t->at < t->end && (is_space (*t->at) || *t->at == '%'))
    {
      if (*t->at == '%')
        while (t->at < t->end && *t->at != '\n' && *t->at != '\r')
          t->at++;
      else
        t->at++;
    }
}

static void
read_escape (Tokens *t)
{
  static const char letters[] = "nrtbf", bytes[] = "\n\r\t\b\f";
  char c = *t->at++;
  const char *known = c ? strchr (letters, c) : NULL;
  if (known)
    g_string_append_c (t->token.text, bytes[known - letters]);
  else if (c >= '0' && c <= '7')
    {
      int value = c - '0';
      for (int i = 0; i < 2 && t->at < t->end && *t->at >= '0' && *t->at <= '7'; i++)
        value = value * 8 + (*t->at++ - '0');
      g_string_append_c (t->token.text, (char)value);
    }
  else if (c == '\r' && t->at < t->end && *t->at == '\n')
    t->at++;
  else if (c != '\n' && c != '\r')
    g_string_append_c (t->token.text, c);
}

static void
read_literal (Tokens *t)
{
  int depth = 1;
  for (t->at++; t->at < t->end; t->at++)
    {
      char c = *t->at;
      if (c == '\\' && t->at + 1 < t->end)
        {
          t->at++;
          read_escape (t);
          t->at--;
          continue;
        }
      depth += (c == '(') - (c == ')');
      if (depth == 0)
        {
          t->at++;
          return;
        }
      g_string_append_c (t->token.text, c);
    }
}

static void
read_hex (Tokens *t)
{
  int half = -1;
  for (t->at++; t->at < t->end && *t->at != '>'; t->at++)
    {
      int digit = g_ascii_xdigit_value (*t->at);
      if (digit < 0)
        continue;
      if (half >= 0)
        g_string_append_c (t->token.text, (char)(half << 4 | digit));
      half = half >= 0 ? -1 : digit;
    }
  if (half >= 0)
    g_string_append_c (t->token.text, (char)(half << 4));
  if (t->at < t->end)
    t->at++;
}

static void
read_name (Tokens *t)
{
  for (t->at++; t->at < t->end && is_regular (*t->at); t->at++)
    {
      if (*t->at == '#' && t->end - t->at > 2 && g_ascii_isxdigit (t->at[1]) && g_ascii_isxdigit (t->at[2]))
        {
          g_string_append_c (t->token.text,
                             (char)(g_ascii_xdigit_value (t->at[1]) << 4 | g_ascii_xdigit_value (t->at[2])));
          t->at += 2;
        }
      else
        g_string_append_c (t->token.text, *t->at);
    }
}

/** After ID: to the first EI that stands between spaces. */
static void
skip_image (Tokens *t)
{
  for (t->at++; t->at + 2 < t->end; t->at++)
    if (is_space (t->at[-1]) && t->at[0] == 'E' && t->at[1] == 'I' && is_space (t->at[2]))
      {
        t->at += 2;
        return;
      }
  t->at = t->end;
}

static void
read_word (Tokens *t)
{
  const char *begin = t->at;
  while (t->at < t->end && is_regular (*t->at))
    t->at++;
  if (t->at == begin)
    t->at++; /* a lone delimiter */
  g_string_append_len (t->token.text, begin, t->at - begin);
  char *end = NULL;
  t->token.kind = TOKEN_OPERATOR;
  if (g_ascii_isdigit (*begin) || (strchr ("+-.", *begin) && t->token.text->len > 1))
    {
      double number = g_ascii_strtod (t->token.text->str, &end);
      t->token.kind = TOKEN_NUMBER; /* "--5" and its like are read as far as they go */
      t->token.number = number > -1e9 && number < 1e9 ? number : 0;
    }
  else if (strcmp (t->token.text->str, "ID") == 0)
    skip_image (t);
}

gboolean
tokens_next (Tokens *t)
{
  skip_space (t);
  if (t->at >= t->end)
    return FALSE;
  g_string_truncate (t->token.text, 0);
  t->token.number = 0;
  const gboolean doubled = t->end - t->at > 1 && t->at[1] == t->at[0];
  switch (*t->at)
    {
    case '(':
      t->token.kind = TOKEN_STRING;
      read_literal (t);
      break;
    case '/':
      t->token.kind = TOKEN_NAME;
      read_name (t);
      break;
    case '[':
    case ']':
      t->token.kind = *t->at++ == '[' ? TOKEN_ARRAY_BEGIN : TOKEN_ARRAY_END;
      break;
    case '<':
      t->token.kind = doubled ? TOKEN_DICT_BEGIN : TOKEN_STRING;
      if (doubled)
        t->at += 2;
      else
        read_hex (t);
      break;
    case '>':
      t->token.kind = doubled ? TOKEN_DICT_END : TOKEN_OPERATOR;
      t->at += doubled ? 2 : 1;
      break;
    default:
      read_word (t);
    }
  return TRUE;
}
