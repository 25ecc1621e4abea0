/* figure.c: how much, and how it is bounded; see values.h for the forms. */
#include <string.h>

#include "base/length.h"
#include "release/values.h"

void
figure_clear (Figure *figure)
{
  g_free (figure->unit);
  g_free (figure->population);
  g_free (figure->status);
  g_free (figure->when);
  g_free (figure->words);
  *figure = (Figure){0};
}

/** A number at *at, moved past it: digits, and decimals after one point. FALSE: none, or followed by more digits and signs. */
static gboolean
read_number (const char **at, double *value)
{
  gsize n = 0;
  if ((*at)[n] == '-')
    n++;
  gsize digits = strspn (*at + n, "0123456789");
  if (!digits)
    return FALSE;
  n += digits;
  if ((*at)[n] == '.' && g_ascii_isdigit ((*at)[n + 1]))
    n += 1 + strspn (*at + n + 1, "0123456789");
  g_autofree char *number = g_strndup (*at, n);
  *at += n;
  return decimal_read (number, value);
}

gboolean
figure_read (const char *text, Figure *figure)
{
  static const struct
  {
    const char *sign;
    FigureKind kind;
  } signs[] = {{"<=", FIGURE_AT_MOST}, {">=", FIGURE_AT_LEAST}, {"~", FIGURE_ROUNDED}};
  FigureKind kind = FIGURE_EXACT;
  const char *at = text;
  double first, second;
  for (gsize i = 0; i < G_N_ELEMENTS (signs) && kind == FIGURE_EXACT; i++)
    if (g_str_has_prefix (at, signs[i].sign))
      {
        kind = signs[i].kind;
        at += strlen (signs[i].sign);
        at += strspn (at, " ");
      }
  if (!read_number (&at, &first))
    return FALSE;
  second = first;
  if (kind == FIGURE_EXACT && g_str_has_prefix (at, ".."))
    {
      kind = FIGURE_RANGE;
      at += 2;
      if (!read_number (&at, &second) || second <= first)
        return FALSE;
    }
  /* What follows is the unit, after a space: 1,500 and 3pm are no figures. */
  if (*at && *at != ' ')
    return FALSE;
  at += strspn (at, " ");
  figure_clear (figure);
  figure->kind = kind;
  figure->low = kind == FIGURE_AT_MOST ? 0 : first;
  figure->high = kind == FIGURE_AT_MOST ? first : kind == FIGURE_RANGE ? second : 0;
  figure->unit = *at ? g_strdup (at) : NULL;
  return TRUE;
}

/* The map form. Numbers are kept as text until it is known which of them are said: 0 is a number, too. */

typedef struct
{
  char *exact, *low, *high, *at_most, *at_least, *about, *words;
  char *unit, *population, *status, *when;
} FigureMap;

static const char *const statuses[] = {"provisional", "verified", NULL};

#define AT(member) G_STRUCT_OFFSET (FigureMap, member)
static const FieldSpec figure_fields[] = {
    {"exact", &field_string, AT (exact), "the number, counted and stated flatly"},
    {"low", &field_string, AT (low), "lower end of a range; wants high"},
    {"high", &field_string, AT (high), "upper end of a range; wants low"},
    {"at_most", &field_string, AT (at_most), "an upper bound"},
    {"at_least", &field_string, AT (at_least), "a lower bound"},
    {"about", &field_string, AT (about), "a rounded number"},
    {"words", &field_string, AT (words), "said without a number: dozens"},
    {"unit", &field_string, AT (unit), "what is counted: fighters"},
    {"population", &field_string, AT (population), "among whom; figures add up only within one population"},
    {"status", &field_word, AT (status), "how firm the count is", .words = statuses},
    {"when", &field_string, AT (when), "the time it speaks of, in words: medium term"},
    {0}};
#undef AT
static const RecordSpec figure_spec = {"figure",           "how much, and how it is bounded",
                                       sizeof (FigureMap), figure_fields,
                                       RECORD_NO_ID,       RECORD_NO_MARK};

static double
number_at (const YamlNode *node, const char *key, const char *text, Diags *diags)
{
  double value = 0;
  if (!decimal_read (text, &value))
    diags_error (diags, yaml_find (node, key)->mark, "figure-number", "digits without separators: 1500",
                 "“%s” is no number", text);
  return value;
}

/** Which one of the seven ways it is said; FIGURE_NONE with a diagnostic when none or more than one. */
static FigureKind
kind_of (const FigureMap *map, const YamlNode *node, Diags *diags)
{
  int n = (map->exact != NULL) + (map->low || map->high) + (map->at_most != NULL) + (map->at_least != NULL) +
          (map->about != NULL) + (map->words != NULL);
  if (n != 1 || (map->low != NULL) != (map->high != NULL))
    {
      diags_error (diags, node->mark, "figure-kind",
                   "exact | low and high | at_most | at_least | about | words",
                   "a figure is said in one way%s", n > 1 ? ", not in several" : "");
      return FIGURE_NONE;
    }
  return map->exact      ? FIGURE_EXACT
         : map->low      ? FIGURE_RANGE
         : map->at_most  ? FIGURE_AT_MOST
         : map->at_least ? FIGURE_AT_LEAST
         : map->about    ? FIGURE_ROUNDED
                         : FIGURE_WORDS;
}

static void
figure_read_map (Figure *figure, const YamlNode *node, Diags *diags)
{
  FigureMap *map = record_read (&figure_spec, node, NULL, diags);
  FigureKind kind = kind_of (map, node, diags);
  figure_clear (figure);
  figure->kind = kind;
  if (kind == FIGURE_EXACT)
    figure->low = number_at (node, "exact", map->exact, diags);
  else if (kind == FIGURE_RANGE)
    {
      figure->low = number_at (node, "low", map->low, diags);
      figure->high = number_at (node, "high", map->high, diags);
      if (figure->low >= figure->high)
        diags_error (diags, yaml_find (node, "high")->mark, "figure-range", NULL,
                     "the range does not rise from low to high");
    }
  else if (kind == FIGURE_AT_MOST)
    figure->high = number_at (node, "at_most", map->at_most, diags);
  else if (kind == FIGURE_AT_LEAST)
    figure->low = number_at (node, "at_least", map->at_least, diags);
  else if (kind == FIGURE_ROUNDED)
    figure->low = number_at (node, "about", map->about, diags);
  figure->words = g_steal_pointer (&map->words);
  figure->unit = g_steal_pointer (&map->unit);
  figure->population = g_steal_pointer (&map->population);
  figure->status = g_steal_pointer (&map->status);
  figure->when = g_steal_pointer (&map->when);
  record_free (&figure_spec, map);
}

static void
figure_field_read (const FieldSpec *field, gpointer at, const YamlNode *node, Diags *diags)
{
  if (node->kind == YAML_MAP)
    {
      figure_read_map (at, node, diags);
      return;
    }
  const char *text = node_text (node, "a figure", diags);
  if (text && !figure_read (text, at))
    diags_error (diags, node->mark, "figure-wrong",
                 "12 attacks | 500..1500 fighters | <=10000 | >=5 | ~3000 | {words: dozens}",
                 "“%s” is no figure", text);
}

static void
figure_field_clear (const FieldSpec *field, gpointer at)
{
  figure_clear (at);
}

static void
figure_copy (const FieldSpec *field, gpointer to, gconstpointer from)
{
  const Figure *figure = from;
  Figure *copy = to;
  *copy = *figure;
  copy->unit = g_strdup (figure->unit);
  copy->population = g_strdup (figure->population);
  copy->status = g_strdup (figure->status);
  copy->when = g_strdup (figure->when);
  copy->words = g_strdup (figure->words);
}

static gboolean
figure_is_said (const FieldSpec *field, gconstpointer at)
{
  return ((const Figure *)at)->kind != FIGURE_NONE;
}

static void
write_number (YamlWriter *writer, const char *key, double value)
{
  yaml_write_key (writer, key);
  yaml_write_number (writer, value);
}

static void
write_words (YamlWriter *writer, const char *key, const char *words)
{
  if (!words)
    return;
  yaml_write_key (writer, key);
  yaml_write_string (writer, words);
}

static void
figure_write (const FieldSpec *field, gconstpointer at, YamlWriter *writer)
{
  const Figure *figure = at;
  yaml_write_map_begin (writer);
  if (figure->kind == FIGURE_EXACT)
    write_number (writer, "exact", figure->low);
  else if (figure->kind == FIGURE_RANGE)
    {
      write_number (writer, "low", figure->low);
      write_number (writer, "high", figure->high);
    }
  else if (figure->kind == FIGURE_AT_MOST)
    write_number (writer, "at_most", figure->high);
  else if (figure->kind == FIGURE_AT_LEAST)
    write_number (writer, "at_least", figure->low);
  else if (figure->kind == FIGURE_ROUNDED)
    write_number (writer, "about", figure->low);
  write_words (writer, "words", figure->words);
  write_words (writer, "unit", figure->unit);
  write_words (writer, "population", figure->population);
  write_words (writer, "status", figure->status);
  write_words (writer, "when", figure->when);
  yaml_write_end (writer);
}

static void
figure_schema (const FieldSpec *field, YamlWriter *writer)
{
  yaml_write_key (writer, "anyOf");
  yaml_write_list_begin (writer);
  yaml_write_map_begin (writer);
  yaml_write_key (writer, "type");
  yaml_write_list_begin (writer);
  yaml_write_string (writer, "string");
  yaml_write_string (writer, "number");
  yaml_write_end (writer);
  yaml_write_end (writer);
  yaml_write_map_begin (writer);
  record_write_schema (&figure_spec, writer);
  yaml_write_end (writer);
  yaml_write_end (writer);
}

const FieldType field_figure = {.name = "a figure",
                                .read = figure_field_read,
                                .clear = figure_field_clear,
                                .copy = figure_copy,
                                .is_said = figure_is_said,
                                .write = figure_write,
                                .schema = figure_schema};

static void
append_number (GString *text, const char *before, double value)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  g_ascii_formatd (number, sizeof number, "%.15g", value);
  g_string_append (text, before);
  g_string_append (text, number);
}

char *
figure_to_text (const Figure *figure)
{
  GString *text = g_string_new (NULL);
  switch (figure->kind)
    {
    case FIGURE_NONE:
      break;
    case FIGURE_EXACT:
      append_number (text, "", figure->low);
      break;
    case FIGURE_RANGE:
      append_number (text, "", figure->low);
      append_number (text, " to ", figure->high);
      break;
    case FIGURE_AT_MOST:
      append_number (text, "at most ", figure->high);
      break;
    case FIGURE_AT_LEAST:
      append_number (text, "at least ", figure->low);
      break;
    case FIGURE_ROUNDED:
      append_number (text, "about ", figure->low);
      break;
    case FIGURE_WORDS:
      g_string_append (text, figure->words);
      break;
    }
  if (figure->kind != FIGURE_NONE && figure->unit)
    g_string_append_printf (text, " %s", figure->unit);
  if (figure->kind != FIGURE_NONE && figure->population)
    g_string_append_printf (text, " (%s)", figure->population);
  return g_string_free (text, FALSE);
}
