#include "document/abbreviations.h"
#include <string.h>
#include "document/inline-writer.h"
#include "document/keys.h"
#include "document/spoken.h"

typedef struct
{
  const char *word, *means; /* borrowed */
  int length;
  gboolean told; /* below the heading in force */
} Abbreviation;

void
abbreviations_check (const Layout *layout, Diags *diags)
{
  static const KeySpec words = {"abbreviations", KEY_WORDS, .meaning = "what it is short for"};
  const YamlNode *map = yaml_find (layout->root, "abbreviations");
  const KeyContext context = {layout, NULL};
  if (map == NULL || yaml_is_null (map))
    return;
  if (map->kind != YAML_MAP)
    {
      diags_error (diags, map->mark, "abbreviations-form", "abbreviations: {UN: United Nations}",
                   "“abbreviations” is a map from each to what it is short for");
      return;
    }
  for (guint i = 0; i < map->items->len; i++)
    key_check (g_ptr_array_index (map->items, i), &words, &context, diags);
}

/* Capitals, two at least, with digits and joining signs: "ISIS-K", "U.N.", "G7" not. */
static gboolean
is_abbreviation (const char *word)
{
  int capitals = 0;
  for (const char *p = word; *p != '\0'; p = g_utf8_next_char (p))
    {
      const gunichar c = g_utf8_get_char (p);
      if (g_unichar_isupper (c))
        capitals++;
      else if (!g_unichar_isdigit (c) && (p == word || strchr ("-.&", *p) == NULL))
        return FALSE;
    }
  return capitals >= 2;
}

static void
add (GArray *all, const char *word, const char *means)
{
  if (word == NULL || means == NULL || strcmp (word, means) == 0)
    return;
  for (guint i = 0; i < all->len; i++)
    if (strcmp (g_array_index (all, Abbreviation, i).word, word) == 0)
      return;
  const Abbreviation abbreviation = {word, means, (int)strlen (word), FALSE};
  g_array_append_val (all, abbreviation);
}

/* In the product's language, or not at all: a voice would read other words wrongly. */
static const char *
own_words (Assembly *a, const Text *text)
{
  const char *lang = NULL;
  const char *words = text != NULL ? text_of (a, text, &lang) : NULL;
  return lang == NULL ? words : NULL;
}

/* "U.N." is of "United Nations", "US" not of "United States Government": an alias may mean less, or more, than the name. */
static gboolean
has_initials_of (const char *alias, const char *whole)
{
  g_autoptr (GString) letters = g_string_new (NULL), initials = g_string_new (NULL);
  gboolean begins = TRUE;
  for (const char *p = alias; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isupper (g_utf8_get_char (p)))
      g_string_append_unichar (letters, g_utf8_get_char (p));
  for (const char *p = whole; *p != '\0'; p = g_utf8_next_char (p))
    {
      const gunichar c = g_utf8_get_char (p);
      if (begins && g_unichar_isupper (c))
        g_string_append_unichar (initials, c);
      begins = !g_unichar_isalnum (c);
    }
  return g_string_equal (letters, initials);
}

static void
add_entity (Assembly *a, GArray *all, const Entity *entity)
{
  const char *name = own_words (a, entity->name), *whole = own_words (a, entity->long_name);
  if (whole == NULL && name != NULL && !is_abbreviation (name))
    whole = name;
  if (name != NULL && is_abbreviation (name))
    add (all, name, whole);
  for (guint i = 0; entity->aliases != NULL && i < entity->aliases->len; i++)
    {
      const char *alias = g_ptr_array_index (entity->aliases, i);
      if (whole != NULL && is_abbreviation (alias) && has_initials_of (alias, whole))
        add (all, alias, whole);
    }
}

static int
longest_first (gconstpointer a, gconstpointer b)
{
  const Abbreviation *x = a, *y = b;
  return x->length != y->length ? y->length - x->length : strcmp (x->word, y->word);
}

static GArray *
collect (Assembly *a)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (Abbreviation));
  const YamlNode *map = yaml_find (a->layout->root, "abbreviations");
  g_autofree char *primary = g_strndup (a->lang, strcspn (a->lang, "-"));
  for (guint i = 0; map != NULL && map->kind == YAML_MAP && i < map->items->len; i++)
    {
      const YamlNode *words = g_ptr_array_index (map->items, i);
      if (words->kind == YAML_MAP)
        words = yaml_find (words, a->lang) != NULL ? yaml_find (words, a->lang) : yaml_find (words, primary);
      const YamlNode *key = g_ptr_array_index (map->keys, i);
      add (all, key->text, words != NULL ? words->text : NULL);
    }
  for (guint i = 0; i < a->release->entities->len; i++)
    add_entity (a, all, g_ptr_array_index (a->release->entities, i));
  g_array_sort (all, longest_first);
  return all;
}

/* Typography has set hyphens that no line ends at (U+2011). */
static gboolean
is_hyphen (gunichar c)
{
  return c == '-' || c == 0x2011;
}

/* The end of @word if @text begins with it; NULL: it does not. */
static const char *
end_of_word (const char *text, const char *word)
{
  for (; *word != '\0'; word++)
    {
      if (*word == '-' && g_utf8_get_char (text) == 0x2011)
        text = g_utf8_next_char (text);
      else if (*word == *text)
        text++;
      else
        return NULL;
    }
  return text;
}

static gboolean
joins (const char *at)
{
  const gunichar c = g_utf8_get_char (at);
  return g_unichar_isalnum (c) || is_hyphen (c);
}

/* "UN" in "UN-led" is itself, in "UN-2" and "FUN" it is not. */
static gboolean
ends_here (const char *end)
{
  const gunichar c = g_utf8_get_char (end);
  if (!is_hyphen (c))
    return !g_unichar_isalnum (c);
  const gunichar next = g_utf8_get_char (g_utf8_next_char (end));
  return !g_unichar_isupper (next) && !g_unichar_isdigit (next);
}

/* The first in @text that is not told yet, where it begins and ends. */
static Abbreviation *
find_first (GArray *all, const char *text, const char **begin, const char **end)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (!g_unichar_isalnum (g_utf8_get_char (p)) || (p > text && joins (g_utf8_prev_char (p))))
        continue;
      for (guint i = 0; i < all->len; i++)
        {
          Abbreviation *one = &g_array_index (all, Abbreviation, i);
          const char *after = end_of_word (p, one->word);
          if (after == NULL || !ends_here (after))
            continue;
          if (!one->told)
            {
              *begin = p;
              *end = after;
              return one;
            }
          break; /* the longest that stands here was told */
        }
    }
  return NULL;
}

/* Is the whole said in the same words, "Islamic State Khorasan (ISIS-K)", so that a voice would say it twice? */
static gboolean
is_said_in (const Abbreviation *one, const GPtrArray *inlines)
{
  g_autoptr (GString) words = g_string_new (NULL);
  for (guint i = 0; i < inlines->len; i++)
    {
      const Inline *run = g_ptr_array_index (inlines, i);
      if (run->text != NULL)
        g_string_append (words, run->text);
    }
  return strstr (words->str, one->means) != NULL;
}

static void
expand_inlines (const Assembly *a, GArray *all, GPtrArray *inlines)
{
  for (guint i = 0; inlines != NULL && i < inlines->len; i++)
    {
      Inline *run = g_ptr_array_index (inlines, i);
      const char *begin = NULL, *end = NULL;
      Abbreviation *one = inline_may_part (a, run) ? find_first (all, run->text, &begin, &end) : NULL;
      if (one == NULL)
        continue;
      one->told = TRUE;
      if (is_said_in (one, inlines))
        {
          i--; /* another may stand in the same run */
          continue;
        }
      const gsize from = (gsize)(begin - run->text), to = (gsize)(end - run->text);
      run = inlines_part (inlines, &i, from, to);
      run->expansion = g_strdup (one->means);
    }
}

static void
expand_block (const Assembly *a, GArray *all, Block *block)
{
  if (block == NULL || !is_own_language (a, block->lang))
    return;
  for (guint i = 0; block->kind == BLOCK_HEADING && i < all->len; i++)
    g_array_index (all, Abbreviation, i).told = FALSE;
  if (block->kind == BLOCK_PARAGRAPH && block->role != ROLE_TOCI)
    expand_inlines (a, all, block->inlines);
  for (guint i = 0; block->children != NULL && i < block->children->len; i++)
    expand_block (a, all, g_ptr_array_index (block->children, i));
}

void
abbreviations_expand (Assembly *a)
{
  g_autoptr (GArray) all = collect (a);
  if (all->len == 0)
    return;
  expand_block (a, all, a->document->body);
  for (guint i = 0; i < all->len; i++)
    g_array_index (all, Abbreviation, i).told = FALSE;
  expand_block (a, all, a->document->notes);
}
