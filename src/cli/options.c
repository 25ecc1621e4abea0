/* options.c: one parser for all commands, driven by their tables. GLib's own parser keeps values in static variables and
 * cannot say which option was meant. */
#include "cli/options.h"
#include <string.h>
#include "base/diag.h"

static const OptionSpec help_option = {"help", 'h', OPTION_FLAG, NULL, 0, "show this help", FALSE};

static const OptionSpec *
find_long (const Command *command, const char *name, gsize length)
{
  if (length == 4 && strncmp (name, "help", 4) == 0)
    return &help_option;
  for (const OptionSpec *spec = command->options; spec && spec->name; spec++)
    if (strlen (spec->name) == length && strncmp (spec->name, name, length) == 0)
      return spec;
  return NULL;
}

static const OptionSpec *
find_letter (const Command *command, char letter)
{
  if (letter == 'h')
    return &help_option;
  for (const OptionSpec *spec = command->options; spec && spec->name; spec++)
    if (spec->letter == letter)
      return spec;
  return NULL;
}

static char *
unknown_option (const Command *command, const char *word)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  for (const OptionSpec *spec = command->options; spec && spec->name; spec++)
    if (!spec->hidden)
      g_ptr_array_add (names, (gpointer)spec->name);
  g_ptr_array_add (names, (gpointer) "help");
  gsize length = strcspn (word, "=");
  g_autofree char *bare = g_strndup (word, length);
  const char *near = nearest_match (bare, (const char *const *)names->pdata, (int)names->len);
  if (near)
    return g_strdup_printf ("no option --%s; did you mean --%s?", bare, near);
  return g_strdup_printf ("no option --%s", bare);
}

static gboolean
store_choice (const OptionSpec *spec, const char *value, const char **place, char **problem)
{
  g_auto (GStrv) choices = g_strsplit (spec->value, "|", -1);
  if (g_strv_contains ((const char *const *)choices, value))
    {
      *place = value;
      return TRUE;
    }
  g_autofree char *list = g_strjoinv (", ", choices);
  const char *near = nearest_match (value, (const char *const *)choices, (int)g_strv_length (choices));
  *problem =
      near ? g_strdup_printf ("--%s %s: did you mean %s? It is one of %s", spec->name, value, near, list)
           : g_strdup_printf ("--%s %s: it is one of %s", spec->name, value, list);
  return FALSE;
}

/** Puts @value into the member of @spec; a flag takes none. */
static gboolean
store (const OptionSpec *spec, const char *value, void *values, char **problem)
{
  void *place = (char *)values + spec->offset;
  gint64 number;
  switch (spec->kind)
    {
    case OPTION_FLAG:
      *(gboolean *)place = TRUE;
      return TRUE;
    case OPTION_TEXT:
      *(const char **)place = value;
      return TRUE;
    case OPTION_TEXTS:
      {
        const char **texts = place;
        gsize n = g_strv_length ((char **)texts);
        if (n == OPTION_TEXTS_LIMIT)
          {
            *problem = g_strdup_printf ("--%s may be given %d times", spec->name, OPTION_TEXTS_LIMIT);
            return FALSE;
          }
        texts[n] = value;
        return TRUE;
      }
    case OPTION_CHOICE:
      return store_choice (spec, value, place, problem);
    case OPTION_NUMBER:
      if (!g_ascii_string_to_signed (value, 10, 1, 100000, &number, NULL))
        {
          *problem = g_strdup_printf ("--%s %s: it takes a number from 1", spec->name, value);
          return FALSE;
        }
      *(int *)place = (int)number;
      return TRUE;
    }
  g_assert_not_reached ();
}

typedef struct
{
  const Command *command;
  int n_words, next; /* the word after the one being read */
  char **words;
  void *values;
  char **problem;
} Reader;

/** The value of an option that takes one: what stands in the same word, else the next word. */
static const char *
take_value (Reader *reader, const OptionSpec *spec, const char *attached)
{
  if (attached)
    return attached;
  if (reader->next < reader->n_words)
    return reader->words[reader->next++];
  *reader->problem = g_strdup_printf ("--%s needs %s", spec->name, spec->value);
  return NULL;
}

static Parsed
read_long (Reader *reader, const char *word)
{
  const char *equals = strchr (word, '=');
  const OptionSpec *spec = find_long (reader->command, word, equals ? (gsize)(equals - word) : strlen (word));
  if (!spec)
    {
      *reader->problem = unknown_option (reader->command, word);
      return PARSED_WRONG;
    }
  if (spec == &help_option)
    return PARSED_HELP;
  if (spec->kind == OPTION_FLAG)
    {
      if (equals)
        {
          *reader->problem = g_strdup_printf ("--%s takes no value", spec->name);
          return PARSED_WRONG;
        }
      return store (spec, NULL, reader->values, reader->problem) ? PARSED_FINE : PARSED_WRONG;
    }
  const char *value = take_value (reader, spec, equals ? equals + 1 : NULL);
  return value && store (spec, value, reader->values, reader->problem) ? PARSED_FINE : PARSED_WRONG;
}

static Parsed
read_letters (Reader *reader, const char *letters)
{
  for (const char *p = letters; *p; p++)
    {
      const OptionSpec *spec = find_letter (reader->command, *p);
      if (!spec)
        {
          *reader->problem = g_strdup_printf ("no option -%.*s", (int)(g_utf8_next_char (p) - p), p);
          return PARSED_WRONG;
        }
      if (spec == &help_option)
        return PARSED_HELP;
      if (spec->kind != OPTION_FLAG)
        {
          const char *value = take_value (reader, spec, p[1] ? p + 1 : NULL);
          return value && store (spec, value, reader->values, reader->problem) ? PARSED_FINE : PARSED_WRONG;
        }
      store (spec, NULL, reader->values, reader->problem);
    }
  return PARSED_FINE;
}

Parsed
options_parse (const Command *command, int n_words, char **words, void *values, char **operands,
               int *n_operands, char **problem)
{
  Reader reader = {command, n_words, 0, words, values, problem};
  gboolean only_operands = FALSE;
  *n_operands = 0;
  *problem = NULL;
  while (reader.next < n_words)
    {
      char *word = words[reader.next++];
      Parsed parsed = PARSED_FINE;
      if (only_operands || word[0] != '-' || word[1] == '\0')
        operands[(*n_operands)++] = word;
      else if (strcmp (word, "--") == 0)
        only_operands = TRUE;
      else if (word[1] == '-')
        parsed = read_long (&reader, word + 2);
      else
        parsed = read_letters (&reader, word + 1);
      if (parsed != PARSED_FINE)
        return parsed;
    }
  if (*n_operands > command->max_operands)
    {
      *problem = g_strdup_printf ("one word too many: %s", operands[command->max_operands]);
      return PARSED_WRONG;
    }
  return PARSED_FINE;
}
