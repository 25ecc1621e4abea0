/* search.c: the last look at a Release: does any string in it name what is not in it?
 *
 * Needles are the names, spellings and addresses of withheld and aliased records; haystacks all that the canonical text would
 * hold. Both are read as they will be printed: line ends and hard spaces are spaces, marks of emphasis and invisible characters are
 * nothing, apostrophes and hyphens are of one sort. A needle is found at whole words, whether in capitals or small letters; one of up
 * to three letters only as it is written, for WHO, US and IS are words, too. Needles that occur in the names of released records (or in a public alias)
 * tell nothing and are left out. Descriptions used as names of sources (“one member state”, all in small letters) are no
 * names. Needles hang in a table by their first word, so the cost is linear in the Release and does not grow with what is withheld.
 */
#include <string.h>

#include "facts/selection.h"

typedef struct
{
  char *text;  /* folded */
  char *exact; /* as written, when it must be found so; NULL otherwise */
  const char *shown;
  const Item *item;
  gboolean shared;
} Needle;

typedef struct
{
  GPtrArray *needles;   /* of Needle*, owned */
  GHashTable *by_word;  /* first word → GPtrArray of Needle* */
  Selection *selection; /* finds go here … */
  GPtrArray *finds;     /* … or here, if not NULL: each once */
  GPtrArray *parts;     /* of char*, owned: sentences cut out for needles; NULL: none */
  gboolean sharing;     /* what is found is marked as shared */
  gboolean as_file;     /* names of files: whatever is no letter and no digit parts words */
  gboolean found;       /* a needle that is not shared */
} Search;

static void
needle_free (gpointer data)
{
  Needle *needle = data;
  g_free (needle->text);
  g_free (needle->exact);
  g_free (needle);
}

/** What @letter is for the search: itself, a plainer one, ' ' for any space, 0 for nothing. */
static gunichar
plain_letter (gunichar letter)
{
  switch (letter)
    {
    case '*':
    case '_':
    case '`':
    case '\\':
    case 0x00AD: /* soft hyphen */
    case 0x200B: /* zero width space, non-joiner, joiner, directional marks */
    case 0x200C:
    case 0x200D:
    case 0x200E:
    case 0x200F:
    case 0x2060:
    case 0xFEFF:
      return 0;
    case 0x2018:
    case 0x2019:
      return '\'';
    case 0x2010:
    case 0x2011:
    case 0x2013:
      return '-';
    default:
      return g_unichar_isspace (letter) ? ' ' : letter;
    }
}

static gboolean
in_word (gunichar letter)
{
  return g_unichar_isalnum (letter) || g_unichar_ismark (letter);
}

/** @text as it will be read; owned. */
static char *
plain_text (const char *text, gboolean as_file)
{
  g_autoptr (GString) out = g_string_sized_new (strlen (text));
  gboolean is_ascii = TRUE;
  for (const char *at = text; *at; at = g_utf8_next_char (at))
    {
      if (g_ascii_isalnum (*at)) /* most of it */
        {
          g_string_append_c (out, *at);
          continue;
        }
      gunichar letter = plain_letter (g_utf8_get_char (at));
      if (as_file && !in_word (letter))
        letter = *at == '_' || letter ? ' ' : 0;
      is_ascii = is_ascii && letter < 0x80;
      if (letter && !(letter == ' ' && out->len && out->str[out->len - 1] == ' '))
        g_string_append_unichar (out, letter);
    }
  return is_ascii ? g_strdup (out->str)
                  : g_utf8_normalize (out->str, (gssize)out->len, G_NORMALIZE_DEFAULT_COMPOSE);
}

/** Letters large and small are one; owned. ASCII, which is most of it, without a look into tables. */
static char *
folded (const char *plain)
{
  for (const char *at = plain; *at; at++)
    if ((guchar)*at >= 0x80)
      {
        g_autofree char *small = g_utf8_casefold (plain, -1);
        return g_utf8_normalize (small, -1, G_NORMALIZE_DEFAULT_COMPOSE);
      }
  return g_ascii_strdown (plain, -1);
}

/** Bytes of the word at @text. */
static gsize
word_span (const char *text)
{
  const char *at = text;
  while (*at && in_word (g_utf8_get_char (at)))
    at = g_utf8_next_char (at);
  return at - text;
}

static gboolean
has_capital (const char *text)
{
  for (; *text; text = g_utf8_next_char (text))
    if (g_unichar_isupper (g_utf8_get_char (text)) ||
        g_unichar_type (g_utf8_get_char (text)) == G_UNICODE_OTHER_LETTER)
      return TRUE;
  return FALSE;
}

static void
add_needle (Search *search, const Item *item, const char *words)
{
  g_autofree char *plain = g_strchomp (plain_text (words, search->as_file));
  const char *text = plain;
  while (*text && !in_word (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  if (g_utf8_strlen (text, -1) < 2 ||
      (item->kind == RECORD_SOURCE && !has_capital (text) && !strstr (text, "://")))
    return;
  Needle *needle = g_new0 (Needle, 1);
  needle->text = folded (text);
  needle->exact = g_utf8_strlen (text, -1) <= 3 && !search->as_file ? g_strdup (text) : NULL;
  needle->shown = words;
  needle->item = item;
  g_ptr_array_add (search->needles, needle);
  char *word = g_strndup (needle->text, word_span (needle->text));
  GPtrArray *list = g_hash_table_lookup (search->by_word, word);
  if (!list)
    {
      list = g_ptr_array_new ();
      g_hash_table_insert (search->by_word, g_strdup (word), list);
    }
  g_ptr_array_add (list, needle);
  g_free (word);
}

typedef void (*NameFunc) (const char *name, gpointer data);

static void
walk_text (const Text *text, NameFunc func, gpointer data)
{
  for (guint i = 0; i < text->len; i++)
    func (((TextVariant *)g_ptr_array_index (text, i))->text, data);
}

/** Everything that names an entity or a source. */
static void
walk_names (const Item *item, NameFunc func, gpointer data)
{
  if (item->kind == RECORD_ENTITY)
    {
      const Entity *entity = item->record;
      walk_text (entity->name, func, data);
      walk_text (entity->long_name, func, data);
      for (guint i = 0; i < entity->aliases->len; i++)
        func (g_ptr_array_index (entity->aliases, i), data);
      for (guint i = 0; i < entity->names->len; i++)
        func (((ScriptName *)g_ptr_array_index (entity->names, i))->text, data);
      if (g_strcmp0 (entity->kind, "person") == 0)
        func (entity->sort, data); /* a person's short name in print */
    }
  else if (item->kind == RECORD_SOURCE)
    {
      const Source *source = item->record;
      walk_text (source->name, func, data);
      walk_text (source->title, func, data);
      if (source->originator)
        func (source->originator, data);
      if (source->link)
        func (source->link, data);
    }
}

typedef struct
{
  Search *search;
  const Item *item;
} Adding;

static void
add_name (const char *name, gpointer data)
{
  const Adding *adding = data;
  if (name)
    add_needle (adding->search, adding->item, name);
}

static void
add_find (Search *search, char *find)
{
  if (!search->finds)
    g_ptr_array_add (search->selection->finds, find);
  else if (g_ptr_array_find_with_equal_func (search->finds, find, g_str_equal, NULL))
    g_free (find);
  else
    g_ptr_array_add (search->finds, find);
}

static void
report (Search *search, Needle *needle, const char *place)
{
  const Item *item = needle->item;
  gboolean is_name = item->kind == RECORD_ENTITY || item->kind == RECORD_SOURCE;
  if (search->sharing)
    needle->shared = TRUE;
  else if (search->as_file)
    search->found |= !needle->shared;
  else if (!needle->shared)
    add_find (search, g_strdup_printf ("%s has “%s”, %s of %s %s, which is %s", place, needle->shown,
                                       is_name ? "a name" : "words", kind_name (item->kind),
                                       any_id (item->kind, item->record),
                                       item->verdict == VERDICT_ALIAS ? "shown by its alias" : "withheld"));
}

static void
look_in (Search *search, const char *words, const char *place)
{
  if (!search->needles->len)
    return;
  g_autofree char *plain = plain_text (words, search->as_file), *text = folded (plain);
  /* folding may change lengths (ß): then what stands there as written is not known, and every case counts */
  const gboolean same_places = strlen (plain) == strlen (text);
  for (const char *at = text; *at;)
    {
      gsize n = word_span (at);
      if (!n)
        {
          at = g_utf8_next_char (at);
          continue;
        }
      g_autofree char *word = g_strndup (at, n);
      const GPtrArray *list = g_hash_table_lookup (search->by_word, word);
      for (guint i = 0; list && i < list->len; i++)
        {
          Needle *needle = g_ptr_array_index (list, i);
          gsize length = strlen (needle->text);
          const char *end = at + length;
          if (!strncmp (at, needle->text, length) &&
              !(needle->exact && same_places && strncmp (plain + (at - text), needle->exact, length) != 0) &&
              !(in_word (g_utf8_get_char (g_utf8_prev_char (end))) && *end &&
                in_word (g_utf8_get_char (end))))
            report (search, needle, place);
        }
      at += n;
    }
}

static void
look_for_shared (const char *name, gpointer data)
{
  if (name)
    look_in (data, name, "");
}

/** Marks that name a withheld record where no rule looks for them: nothing is printed with a hole. */
static void
look_for_marks (const Search *search, const char *words, const char *place)
{
  g_autoptr (GPtrArray) mentions = mentions_read (words);
  for (guint i = 0; i < mentions->len; i++)
    {
      const Mention *mention = g_ptr_array_index (mentions, i);
      const Item *item = selection_item (search->selection, mention->id);
      if (item && (item->verdict == VERDICT_WITHHELD || item->new_id))
        g_ptr_array_add (search->selection->finds,
                         g_strdup_printf ("%s mentions %s %s, which is %s", place, kind_name (item->kind),
                                          mention->id, item->new_id ? "shown by its alias" : "withheld"));
    }
}

/** Every key and text of one record: whatever is written will be read. */
static void
look_in_record (Search *search, const RecordSpec *spec, gconstpointer record, const char *section)
{
  if (!record)
    return;
  const char *id = record_id (spec, record);
  g_autoptr (YamlWriter) writer = yaml_writer_new (YAML_AS_WORDS);
  record_write (spec, record, writer);
  g_autofree char *words = yaml_writer_steal (writer), *place = g_strdup_printf ("%s: %s", section, id);
  look_in (search, id, place);
  look_in (search, words, place);
  look_for_marks (search, words, place);
}

static void
look_in_release (Search *search, Release *release)
{
  const char *const texts[] = {release->audience, release->audience_title, release->wording,
                               release->marking};
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    look_in (search, texts[i] ? texts[i] : "", "the audience");
  look_in_record (search, &briefing_spec, release->briefing, "briefing");
  look_in_record (search, &scheme_spec, release->scheme, "scheme");
  look_in_record (search, &scale_spec, release->scale, "scale");
  for (int kind = 0; kind < N_RECORD_KINDS; kind++)
    {
      const GPtrArray *records = *release_records (release, (RecordKind)kind);
      for (guint i = 0; i < records->len; i++)
        look_in_record (search, kind_spec ((RecordKind)kind), g_ptr_array_index (records, i),
                        kind_key ((RecordKind)kind));
    }
}

static Search
search_new (const Selection *selection, gboolean as_file)
{
  Search search = {g_ptr_array_new_with_free_func (needle_free),
                   g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref),
                   NULL,
                   NULL,
                   NULL,
                   FALSE,
                   as_file,
                   FALSE};
  for (guint i = 0; i < selection->items->len; i++)
    {
      Adding adding = {&search, g_ptr_array_index (selection->items, i)};
      if (adding.item->verdict != VERDICT_GRANTED)
        walk_names (adding.item, add_name, &adding);
    }
  return search;
}

static void
search_clear (Search *search)
{
  g_ptr_array_unref (search->needles);
  g_hash_table_unref (search->by_word);
}

/** What released records are called, too, tells nothing. */
static void
search_share (Search *search, const Selection *selection)
{
  search->sharing = TRUE;
  for (guint i = 0; search->needles->len && i < selection->items->len; i++)
    {
      const Item *item = g_ptr_array_index (selection->items, i);
      if (item->verdict == VERDICT_GRANTED)
        walk_names (item, look_for_shared, search);
      else if (item->verdict == VERDICT_ALIAS)
        walk_text (((const Source *)item->record)->public_alias, look_for_shared, search);
    }
  search->sharing = FALSE;
}

/** Is all that is known granted as it is? Then there is nothing to look for. */
static gboolean
hides_nothing (const Selection *selection)
{
  for (guint i = 0; i < selection->items->len; i++)
    {
      const Item *item = g_ptr_array_index (selection->items, i);
      if (item->verdict != VERDICT_GRANTED || item->new_id)
        return FALSE;
    }
  return TRUE;
}

gboolean
selection_search (Selection *selection, Release *release)
{
  if (hides_nothing (selection))
    return !selection->finds->len;
  Search search = search_new (selection, FALSE);
  search_share (&search, selection);
  search.selection = selection;
  look_in_release (&search, release);
  search_clear (&search);
  return !selection->finds->len;
}

gboolean
selection_has_withheld_word (const Selection *selection, const char *name, gboolean with_ids)
{
  Search search = search_new (selection, TRUE);
  for (guint i = 0; with_ids && i < selection->items->len; i++)
    {
      const Item *item = g_ptr_array_index (selection->items, i);
      if (item->verdict == VERDICT_WITHHELD || item->new_id)
        add_needle (&search, item, any_id (item->kind, item->record));
    }
  search_share (&search, selection);
  look_in (&search, name, "");
  search_clear (&search);
  return search.found;
}

struct SelectionSearch
{
  Search search;
};

/** Sentences of a claim or a judgement, cut at citations: each a needle if it is long enough to be nobody else's. */
static void
add_statement (Search *search, const Item *item, const Text *text)
{
  for (guint i = 0; i < text->len; i++)
    {
      g_auto (GStrv) parts = g_strsplit_set (((TextVariant *)g_ptr_array_index (text, i))->text, "[]{}@", -1);
      for (int k = 0; parts[k]; k++)
        if (g_utf8_strlen (g_strstrip (parts[k]), -1) >= 30)
          {
            g_ptr_array_add (search->parts, g_strdup (parts[k]));
            add_needle (search, item, g_ptr_array_index (search->parts, search->parts->len - 1));
          }
    }
}

static const Text *
statement_of (const Item *item)
{
  return item->kind == RECORD_CLAIM       ? ((const Claim *)item->record)->text
         : item->kind == RECORD_JUDGEMENT ? ((const Judgement *)item->record)->text
         : item->kind == RECORD_PASSAGE   ? ((const Passage *)item->record)->text
                                          : NULL;
}

SelectionSearch *
selection_search_begin (Selection *selection, GPtrArray *finds)
{
  SelectionSearch *all = g_new0 (SelectionSearch, 1);
  all->search = search_new (selection, FALSE);
  all->search.parts = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < selection->items->len; i++)
    {
      const Item *item = g_ptr_array_index (selection->items, i);
      if (item->verdict == VERDICT_WITHHELD && item->kind != RECORD_PASSAGE && statement_of (item))
        add_statement (&all->search, item, statement_of (item));
    }
  search_share (&all->search, selection);
  all->search.sharing = TRUE; /* the same sentence in a released record tells nothing */
  for (guint i = 0; i < selection->items->len; i++)
    {
      const Item *item = g_ptr_array_index (selection->items, i);
      if (item->verdict == VERDICT_GRANTED && statement_of (item))
        walk_text (statement_of (item), look_for_shared, &all->search);
    }
  all->search.sharing = FALSE;
  all->search.selection = selection;
  all->search.finds = finds;
  return all;
}

void
selection_search_words (SelectionSearch *all, const char *place, const char *text)
{
  look_in (&all->search, text, place);
}

void
selection_search_end (SelectionSearch *all)
{
  search_clear (&all->search);
  g_ptr_array_unref (all->search.parts);
  g_free (all);
}
