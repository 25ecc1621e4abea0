/* compare.c: see compare.h. Texts are compared by their letters and digits alone: line ends, spaces, quotes and hyphens are the
 * typesetter's. */
#include "release/compare.h"
#include <string.h>
#include "release/schema.h"

static void
difference_free (gpointer data)
{
  Difference *difference = data;
  g_free (difference->id);
  g_free (difference->what);
  g_free (difference);
}

void
difference_add (GPtrArray *differences, DifferenceKind kind, const char *id, char *what)
{
  Difference *difference = g_new0 (Difference, 1);
  difference->kind = kind;
  difference->id = g_strdup (id);
  difference->what = what;
  g_ptr_array_add (differences, difference);
}

static char *
written (const RecordSpec *spec, gconstpointer record)
{
  g_autoptr (YamlWriter) writer = yaml_writer_new (YAML_AS_JSON);
  if (!record)
    return g_strdup ("");
  record_write (spec, record, writer);
  return yaml_writer_steal (writer);
}

/** Is the field said, and how? Owned; NULL: not said. */
static char *
field_written (const FieldSpec *field, gconstpointer record)
{
  gconstpointer at = (const char *)record + field->offset;
  g_autoptr (YamlWriter) writer = yaml_writer_new (YAML_AS_JSON);
  if (!field->type->write || !field->type->is_said || !field->type->is_said (field, at))
    return NULL;
  field->type->write (field, at, writer);
  return yaml_writer_steal (writer);
}

/** "figure, text": keys whose values differ; owned. */
static char *
changed_keys (const RecordSpec *spec, gconstpointer then, gconstpointer now)
{
  GString *keys = g_string_new (NULL);
  for (const FieldSpec *field = spec->fields; field->key; field++)
    {
      if (field->type == &field_elsewhere || field->author_only)
        continue;
      g_autofree char *a = field_written (field, then), *b = field_written (field, now);
      if (g_strcmp0 (a, b) != 0)
        g_string_append_printf (keys, "%s%s", keys->len ? ", " : "", field->key);
    }
  return g_string_free (keys, FALSE);
}

static void
compare_record (GPtrArray *out, const RecordSpec *spec, const char *id, gconstpointer then, gconstpointer now)
{
  g_autofree char *a = written (spec, then), *b = written (spec, now);
  if (strcmp (a, b) == 0)
    return;
  g_autofree char *keys = then && now ? changed_keys (spec, then, now) : NULL;
  difference_add (out, DIFFERENCE_CHANGED, id,
                  g_strdup_printf ("%s %s differs from what is released now: %s", spec->name, id,
                                   keys && *keys ? keys : "all of it"));
}

GPtrArray *
release_compare (const Release *then, const Release *now)
{
  GPtrArray *out = g_ptr_array_new_with_free_func (difference_free);
  compare_record (out, &briefing_spec, "briefing", then->briefing, now->briefing);
  if (g_strcmp0 (then->marking, now->marking) != 0)
    difference_add (
        out, DIFFERENCE_CHANGED, "marking",
        g_strdup_printf ("it is marked %s; released now, it would be %s", then->marking, now->marking));
  for (int kind = 0; kind < N_RECORD_KINDS; kind++)
    {
      const RecordSpec *spec = kind_spec ((RecordKind)kind);
      const GPtrArray *before = *release_records ((Release *)then, (RecordKind)kind);
      const GPtrArray *after = *release_records ((Release *)now, (RecordKind)kind);
      for (guint i = 0; i < before->len; i++)
        {
          const char *id = any_id ((RecordKind)kind, before->pdata[i]);
          gconstpointer other = release_find (now, (RecordKind)kind, id);
          if (other)
            compare_record (out, spec, id, before->pdata[i], other);
          else
            difference_add (out, DIFFERENCE_GONE, id,
                            g_strdup_printf ("%s %s is not released any more", spec->name, id));
        }
      for (guint i = 0; i < after->len; i++)
        {
          const char *id = any_id ((RecordKind)kind, after->pdata[i]);
          if (!release_find (then, (RecordKind)kind, id))
            difference_add (out, DIFFERENCE_NEW, id,
                            g_strdup_printf ("%s %s is released now and not in the file", spec->name, id));
        }
    }
  return out;
}

/** Letters and digits of @text, without marks of direction and hyphens at line ends; owned. */
static char *
letters (const char *text)
{
  g_autofree char *composed = g_utf8_normalize (text, -1, G_NORMALIZE_ALL_COMPOSE);
  GString *out = g_string_new (NULL);
  for (const char *at = composed ? composed : ""; *at; at = g_utf8_next_char (at))
    if (g_unichar_isalnum (g_utf8_get_char (at)))
      g_string_append_unichar (out, g_unichar_tolower (g_utf8_get_char (at)));
  return g_string_free (out, FALSE);
}

static void
add_letters (GPtrArray *parts, GString *part)
{
  g_autofree char *plain = letters (part->str);
  if (g_utf8_strlen (plain, -1) >= 8)
    g_ptr_array_add (parts, g_steal_pointer (&plain));
  g_string_truncate (part, 0);
}

/** The parts of a Markdown text between citations, names and figures, as letters; of char*, owned. Short ones are left out. */
static GPtrArray *
parts_of (const char *text)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) part = g_string_new (NULL);
  for (const char *at = text; *at; at++)
    {
      const char *end = *at == '[' ? strchr (at, ']') : *at == '{' ? strchr (at, '}') : NULL;
      gboolean is_name = *at == '@' || *at == '(';
      if (end || is_name || *at == '\n')
        add_letters (parts, part);
      if (end)
        at = end;
      else if (*at == '@')
        while (g_ascii_isalnum (at[1]) || (at[1] && strchr ("-_/", at[1])))
          at++;
      else
        g_string_append_c (part, *at);
    }
  add_letters (parts, part);
  return parts;
}

static gboolean
holds_all (const char *haystack, const GPtrArray *parts, guint *n_found)
{
  *n_found = 0;
  for (guint i = 0; i < parts->len; i++)
    *n_found += strstr (haystack, parts->pdata[i]) != NULL;
  return *n_found == parts->len;
}

/** Every number of @text, without separators of thousands: "1,500" is 1500. Of char*, owned. */
static GPtrArray *
numbers_of (const char *text)
{
  GPtrArray *numbers = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) number = g_string_new (NULL);
  for (const char *at = text;; at = g_utf8_next_char (at))
    {
      gunichar letter = *at ? g_utf8_get_char (at) : 0;
      if (letter && g_unichar_isdigit (letter))
        {
          g_string_append_c (number, (char)('0' + g_unichar_digit_value (letter)));
          continue;
        }
      gboolean joins = number->len && letter && *g_utf8_next_char (at) &&
                       (letter == ',' || letter == '.' || letter == 0xA0 || letter == 0x202F ||
                        letter == 0x2009 || letter == 0x66C || letter == 0x2019) &&
                       g_unichar_isdigit (g_utf8_get_char (g_utf8_next_char (at)));
      if (!joins && number->len)
        {
          const char *digits = number->str;
          while (*digits == '0' && digits[1])
            digits++;
          g_ptr_array_add (numbers, g_strdup (digits));
          g_string_truncate (number, 0);
        }
      if (!*at)
        return numbers;
    }
}

/** Numbers that a note of @claim may hold: its own, its sources' and those of the claims it is held against; joined by spaces. Owned. */
static GHashTable *
known_numbers (const Release *release, const Claim *claim)
{
  GHashTable *known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GString) all = g_string_new (NULL);
  g_autofree char *own = written (&claim_spec, claim);
  g_string_append_printf (all, "%s ", own);
  for (guint i = 0; i < claim->said_by->len; i++)
    {
      g_autoptr (GPtrArray) chain = release_chain (release, claim->said_by->pdata[i]);
      for (guint k = 0; k < chain->len; k++)
        {
          g_autofree char *source = written (&source_spec, chain->pdata[k]);
          g_string_append_printf (all, "%s ", source);
        }
    }
  g_autoptr (GPtrArray) numbers = numbers_of (all->str);
  for (guint i = 0; i < numbers->len; i++)
    g_hash_table_add (known, g_strdup (numbers->pdata[i]));
  return known;
}

/** The note without links back and without what the layout computes from other records. Owned. */
static char *
without_links (const char *text)
{
  GString *out = g_string_new (NULL);
  for (const char *at = text; *at; at++)
    {
      const char *end = strncmp (at, "[link: ", 7) == 0 ? strchr (at, ']') : NULL;
      if (end)
        at = end;
      else
        g_string_append_c (out, *at);
    }
  return g_string_free (out, FALSE);
}

/** A figure's bounds must stand in its note if any of its numbers does: a changed digit leaves one number that nobody said. */
static void
compare_numbers (const Release *release, const Claim *claim, const char *note, GPtrArray *out)
{
  g_autoptr (GHashTable) known = known_numbers (release, claim);
  g_autofree char *plain = without_links (note);
  g_autoptr (GPtrArray) numbers = numbers_of (plain);
  for (guint i = 0; i < numbers->len; i++)
    {
      const char *number = numbers->pdata[i];
      /* small ones are the number of the note, of pages, of other notes */
      if (strlen (number) >= 3 && !g_hash_table_contains (known, number))
        difference_add (out, DIFFERENCE_PAGE, claim->id,
                        g_strdup_printf ("the note of claim %s says %s, which none of its facts holds",
                                         claim->id, number));
    }
}

static void
compare_notes (const Release *release, const Said *said, GPtrArray *out)
{
  guint n_notes = 0, n_with = 0;
  g_autoptr (GPtrArray) without = g_ptr_array_new ();
  for (int i = 0; said->note_ids[i]; i++)
    {
      const Claim *claim = release_find (release, RECORD_CLAIM, said->note_ids[i]);
      if (!claim)
        {
          difference_add (
              out, DIFFERENCE_PAGE, said->note_ids[i],
              g_strdup_printf ("there is a note of %s, which the facts do not know", said->note_ids[i]));
          continue;
        }
      const char *text = text_in (claim->text, said->lang);
      g_autoptr (GPtrArray) parts = parts_of (text ? text : "");
      g_autofree char *note = letters (said->note_texts[i]);
      guint found;
      gboolean whole = holds_all (note, parts, &found);
      compare_numbers (release, claim, said->note_texts[i], out);
      n_notes += parts->len > 0;
      n_with += parts->len > 0 && whole;
      if (!whole)
        g_ptr_array_add (without, claim->id);
    }
  /* a layout prints the words of all claims in their notes, or of none */
  for (guint i = 0; i < without->len && 2 * n_with >= n_notes; i++)
    difference_add (
        out, DIFFERENCE_PAGE, without->pdata[i],
        g_strdup_printf ("the words of claim %s are not those of its note", (char *)without->pdata[i]));
}

/** Does a passage other than @own, or a claim, hold these letters, too? Then they tell nothing of @own. */
static gboolean
is_shared (const Release *release, const Passage *own, const char *part, const char *lang)
{
  for (guint i = 0; i < release->passages->len + release->claims->len; i++)
    {
      gboolean is_claim = i >= release->passages->len;
      const Passage *passage = is_claim ? NULL : release->passages->pdata[i];
      const Claim *claim = is_claim ? release->claims->pdata[i - release->passages->len] : NULL;
      const char *text =
          passage == own && !is_claim ? NULL : text_in (is_claim ? claim->text : passage->text, lang);
      g_autofree char *plain = text ? letters (text) : NULL;
      if (plain && strstr (plain, part))
        return TRUE;
    }
  return FALSE;
}

/** A passage is printed whole or not at all: where more than half of its letters are there, in parts that are its own, all must be. */
static void
compare_passages (const Release *release, const Said *said, GPtrArray *out)
{
  g_autofree char *plain = without_links (said->reading), *all = letters (plain);
  for (guint i = 0; i < release->passages->len; i++)
    {
      const Passage *passage = release->passages->pdata[i];
      const char *text = text_in (passage->text, said->lang);
      g_autoptr (GPtrArray) parts = parts_of (text ? text : "");
      guint n_found, n_missing = 0;
      gsize n_letters = 0, n_own = 0;
      if (holds_all (all, parts, &n_found) || !n_found)
        continue;
      for (guint k = 0; k < parts->len; k++)
        {
          gsize length = strlen (parts->pdata[k]);
          gboolean missing = !strstr (all, parts->pdata[k]);
          n_missing += missing;
          n_letters += length;
          n_own += missing || is_shared (release, passage, parts->pdata[k], said->lang) ? 0 : length;
        }
      if (2 * n_own > n_letters)
        difference_add (out, DIFFERENCE_PAGE, passage->id,
                        g_strdup_printf ("%u of %u parts of passage %s are not on the pages", n_missing,
                                         parts->len, passage->id));
    }
}

void
release_compare_said (const Release *release, const Said *said, GPtrArray *differences)
{
  compare_notes (release, said, differences);
  compare_passages (release, said, differences);
}

/* Counting */

/** Do these letters hold the words of @text, between citations and names? @known: does it have any? */
static gboolean
says_text (const char *all, const Text *text, const char *lang, gboolean *known)
{
  const char *words = text_in (text, lang);
  g_autoptr (GPtrArray) parts = parts_of (words ? words : "");
  guint found;
  *known = parts->len > 0;
  return *known && holds_all (all, parts, &found);
}

/** Is one of the variants of @name there, in whatever language? */
static gboolean
says_name (const char *all, const Text *name, gboolean *known)
{
  gboolean found = FALSE;
  for (guint i = 0; i < name->len; i++)
    {
      g_autofree char *plain = letters (((const TextVariant *)name->pdata[i])->text);
      if (g_utf8_strlen (plain, -1) < 3)
        continue;
      *known = TRUE;
      found |= strstr (all, plain) != NULL;
    }
  return found;
}

SaidCounts
release_count_said (const Release *release, const Said *said)
{
  SaidCounts counts = {0};
  gboolean known = FALSE;
  g_autofree char *plain = without_links (said->reading), *all = letters (plain);
  if (release->briefing)
    counts.title = says_name (all, release->briefing->title, &known) ||
                   says_name (all, release->briefing->titles, &known);
  for (guint i = 0; i < release->passages->len; i++)
    {
      counts.passages +=
          says_text (all, ((const Passage *)release->passages->pdata[i])->text, said->lang, &known);
      counts.of_passages += known;
    }
  for (guint i = 0; i < release->claims->len; i++)
    {
      counts.claims += says_text (all, ((const Claim *)release->claims->pdata[i])->text, said->lang, &known);
      counts.of_claims += known;
    }
  for (guint i = 0; i < release->entities->len; i++)
    {
      const Entity *entity = release->entities->pdata[i];
      known = FALSE;
      const gboolean by_name = says_name (all, entity->name, &known),
                     by_long_name = says_name (all, entity->long_name, &known);
      counts.names += by_name || by_long_name;
      counts.of_names += known;
    }
  return counts;
}
