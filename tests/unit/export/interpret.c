#include "interpret.h"
#include <stdlib.h>
#include <string.h>

typedef struct
{
  const Reader *reader;
  const char *resources;
  GHashTable *maps; /* font object → GHashTable code → text */
  GArray *shown;
  GArray *operands; /* of double */
  GPtrArray *names;
  double size, scale, tracking, word, rise, x, y, line_x, line_y;
  int font, page, identifier, depth;
  gboolean in_text, begun_in_text; /* the latter: the open sequence */
} State;

/* "0048" of UTF-16 → UTF-8. Owned. */
static char *
decode_utf16 (const char *hex, int length)
{
  gunichar2 units[32];
  int n = 0;
  g_assert_cmpint (length % 4, ==, 0);
  for (; n < length / 4; n++)
    {
      char digits[5] = {hex[4 * n], hex[4 * n + 1], hex[4 * n + 2], hex[4 * n + 3], 0};
      units[n] = strtol (digits, NULL, 16);
    }
  char *text = g_utf16_to_utf8 (units, n, NULL, NULL, NULL);
  g_assert_nonnull (text);
  return text;
}

static void
read_map_line (GHashTable *map, const char *line)
{
  g_auto (GStrv) parts = g_strsplit_set (line, "<>", -1);
  guint n = g_strv_length (parts); /* "", a, "", b, "" or with a third */
  if (n != 5 && n != 7)
    return;
  int first = strtol (parts[1], NULL, 16), last = n == 7 ? strtol (parts[3], NULL, 16) : first;
  const char *target = parts[n - 2];
  for (int code = first; code <= last; code++)
    {
      g_autofree char *text = decode_utf16 (target, strlen (target));
      if (n == 7)
        {
          char next[8] = "";
          g_unichar_to_utf8 (g_utf8_get_char (text) + code - first, next);
          g_hash_table_insert (map, GINT_TO_POINTER (code), g_strdup (next));
        }
      else
        g_hash_table_insert (map, GINT_TO_POINTER (code), g_steal_pointer (&text));
    }
}

static const char *
text_of_code (State *state, int code)
{
  GHashTable *map = g_hash_table_lookup (state->maps, GINT_TO_POINTER (state->font));
  if (!map)
    {
      const char *font = reader_object (state->reader, state->font);
      const GString *stream = reader_stream (state->reader, reader_reference (font, "/ToUnicode"));
      g_auto (GStrv) lines = g_strsplit (strstr (stream->str, "endcodespacerange"), "\n", -1);
      map = g_hash_table_new_full (NULL, NULL, NULL, g_free);
      for (int i = 0; lines[i]; i++)
        read_map_line (map, lines[i]);
      g_hash_table_insert (state->maps, GINT_TO_POINTER (state->font), map);
    }
  const char *text = g_hash_table_lookup (map, GINT_TO_POINTER (code));
  g_assert_nonnull (text);
  return text;
}

/* The bytes of a code: Identity-H has two, a simple font one. */
static int
code_bytes (const State *state)
{
  return strstr (reader_object (state->reader, state->font), "/Encoding/Identity-H") ? 2 : 1;
}

/* Number @index of the list after @key. */
static double
number_of_list (const char *font, const char *key, int index)
{
  char *at = strstr (font, key);
  double value = 0;
  g_assert_nonnull (at);
  at += strlen (key);
  for (int k = 0; k <= index; k++)
    {
      g_assert_cmpint (*at, !=, ']');
      value = g_ascii_strtod (at, &at);
    }
  return value;
}

/* The width of a code by the font's Widths, or the descendant's W [1/1000]. */
static double
width_of_code (State *state, int code)
{
  const char *font = reader_object (state->reader, state->font);
  if (code_bytes (state) == 1)
    return number_of_list (font, "/Widths[", code - (int)number_of_list (font, "/FirstChar", 0));
  g_autoptr (GArray) descendants = reader_references (font, "/DescendantFonts");
  char *at = strstr (reader_object (state->reader, g_array_index (descendants, int, 0)), "/W[");
  g_assert_nonnull (at);
  for (at += 3; *at != ']';)
    {
      int first = strtol (at, &at, 10);
      g_assert_cmpint (*at, ==, '[');
      at++;
      for (int k = first; *at != ']'; k++)
        {
          double width = g_ascii_strtod (at, &at);
          if (k == code)
            return width;
        }
      for (at++; *at == ' '; at++)
        ;
    }
  g_assert_not_reached ();
}

static void
show_code (State *state, int code)
{
  Shown shown = {.x = state->line_x + state->x,
                 .y = state->line_y + state->rise,
                 .size = state->size,
                 .page = state->page,
                 .identifier = state->identifier};
  g_assert_true (state->in_text && state->depth == 1 && state->font > 0);
  g_strlcpy (shown.text, text_of_code (state, code), sizeof shown.text);
  shown.width = width_of_code (state, code) / 1000 * state->size * state->scale;
  /* Tw is for the byte 32 (ISO 32000-1 9.3.3), which stands for nothing but a space */
  gboolean widened = code == 32 && code_bytes (state) == 1;
  g_assert_true (!widened || g_str_equal (shown.text, " "));
  state->x += shown.width + (state->tracking + (widened ? state->word : 0)) * state->scale;
  g_array_append_val (state->shown, shown);
}

static double
operand (State *state, int index)
{
  g_assert_cmpint (index, <, state->operands->len);
  return g_array_index (state->operands, double, index);
}

static void
select_font (State *state, const char *name)
{
  g_autofree char *key = g_strdup_printf ("%s", name);
  state->font = reader_reference (state->resources, key);
  state->size = operand (state, 0);
  g_assert_cmpint (state->font, >, 0);
}

static void
apply_text (State *state, const char *name)
{
  if (g_str_equal (name, "BT"))
    {
      g_assert_false (state->in_text);
      state->in_text = TRUE;
      state->x = state->line_x = state->line_y = 0;
    }
  else if (g_str_equal (name, "ET"))
    {
      g_assert_true (state->in_text);
      g_assert_true (state->depth == 0 || !state->begun_in_text);
      state->in_text = FALSE;
    }
  else if (g_str_equal (name, "Td"))
    {
      state->x = 0;
      state->line_x += operand (state, 0);
      state->line_y += operand (state, 1);
    }
  else if (g_str_equal (name, "Tf"))
    select_font (state, state->names->pdata[state->names->len - 1]);
  else if (g_str_equal (name, "Tz"))
    state->scale = operand (state, 0) / 100;
  else if (g_str_equal (name, "Tc"))
    state->tracking = operand (state, 0);
  else if (g_str_equal (name, "Tw"))
    state->word = operand (state, 0);
  else if (g_str_equal (name, "Ts"))
    state->rise = operand (state, 0);
  else
    g_assert_true (g_str_equal (name, "Tj") || g_str_equal (name, "TJ"));
}

static void
apply (State *state, const char *name)
{
  static const char *const paint[] = {"m", "l", "c", "h", "re", "S", "f",  "f*", "B", "B*",
                                      "w", "d", "J", "j", "g",  "G", "rg", "RG", NULL};
  static const char *const colours[] = {"g", "G", "rg", "RG", NULL};
  if (g_str_equal (name, "BDC"))
    {
      g_assert_cmpint (state->depth++, ==, 0); /* never nested */
      state->begun_in_text = state->in_text;
      const char *tag = state->names->pdata[0];
      state->identifier = g_str_equal (tag, "/Artifact") ? -1 : (int)operand (state, 0);
    }
  else if (g_str_equal (name, "EMC"))
    {
      g_assert_cmpint (state->depth--, ==, 1);
      g_assert_cmpint (state->in_text, ==, state->begun_in_text); /* nor crossing a text object */
    }
  else if (g_strv_contains (paint, name))
    {
      g_assert_true (!state->in_text || g_strv_contains (colours, name));
      if (g_str_equal (name, "re") || !strchr ("gGrRwdJj", name[0]))
        g_assert_cmpint (state->depth, ==, 1); /* no ink outside of marked content */
    }
  else
    apply_text (state, name);
  g_array_set_size (state->operands, 0);
  g_ptr_array_set_size (state->names, 0);
}

/* Behind a (string), whose codes are shown. */
static const char *
show_literal (State *state, const char *at)
{
  for (at++; *at != ')'; at++)
    {
      if (*at == '\\')
        at++;
      show_code (state, (guchar)*at);
    }
  return at + 1;
}

/* One token; strings in TJ are shown as they come, numbers in it move the pen. */
static const char *
take_token (State *state, const char *at, gboolean *in_array)
{
  if (*at == '[')
    {
      *in_array = TRUE;
      return at + 1;
    }
  if (*at == ']')
    {
      *in_array = FALSE;
      return at + 1;
    }
  if (g_str_has_prefix (at, "<<") || g_str_has_prefix (at, ">>"))
    return at + 2;
  if (*at == '(')
    return show_literal (state, at);
  if (*at == '<')
    {
      int n = 2 * code_bytes (state);
      for (at++; *at != '>'; at += n)
        {
          char digits[5] = {at[0], at[1]};
          if (n == 4)
            digits[2] = at[2], digits[3] = at[3];
          show_code (state, strtol (digits, NULL, 16));
        }
      return at + 1;
    }
  gsize n = strcspn (at + 1, " \n[]<>()/") + 1;
  char *word = g_strndup (at, n);
  if (*at == '/')
    g_ptr_array_add (state->names, word);
  else if (strchr ("-.0123456789", *at))
    {
      double value = g_ascii_strtod (word, NULL);
      if (*in_array && state->in_text)
        state->x -= value / 1000 * state->size * state->scale;
      else
        g_array_append_val (state->operands, value);
      g_free (word);
    }
  else
    {
      apply (state, word);
      g_free (word);
    }
  return at + n;
}

GArray *
interpret (const Reader *reader)
{
  g_autoptr (GArray) pages = reader_pages (reader);
  State state = {.reader = reader, .shown = g_array_new (FALSE, TRUE, sizeof (Shown))};
  state.maps = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify)g_hash_table_unref);
  state.operands = g_array_new (FALSE, FALSE, sizeof (double));
  state.names = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < pages->len; i++)
    {
      const char *page = reader_object (reader, g_array_index (pages, int, i));
      gboolean in_array = FALSE;
      state.resources = reader_object (reader, reader_reference (page, "/Resources"));
      state.page = i;
      state.scale = 1;
      state.size = state.tracking = state.word = state.rise = state.font = 0;
      for (const char *at = reader_content (reader, i)->str; *at;)
        at = *at == ' ' || *at == '\n' || *at == '\r' ? at + 1 : take_token (&state, at, &in_array);
      g_assert_cmpint (state.depth, ==, 0);
      g_assert_false (state.in_text);
    }
  g_hash_table_unref (state.maps);
  g_array_unref (state.operands);
  g_ptr_array_unref (state.names);
  return state.shown;
}

char *
shown_text (const GArray *shown, guint first, guint last)
{
  GString *text = g_string_new (NULL);
  for (guint i = first; i < last; i++)
    g_string_append (text, g_array_index (shown, Shown, i).text);
  return g_string_free (text, FALSE);
}
