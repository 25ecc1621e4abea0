/* release.c: what one audience may know, and its canonical text; see release.h. */
#include "release/release.h"

#include <string.h>

#include "release/mentions.h"
#include "release/schema.h"

typedef struct
{
  RecordKind kind;
  gpointer record;
} Entry;

Release *
release_new (void)
{
  Release *release = g_new0 (Release, 1);
  for (int kind = 0; kind < N_RECORD_KINDS; kind++)
    *release_records (release, (RecordKind)kind) = g_ptr_array_new ();
  release->by_id = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  return release;
}

GPtrArray **
release_records (Release *release, RecordKind kind)
{
  GPtrArray **all[N_RECORD_KINDS] = {
      [RECORD_SOURCE] = &release->sources,       [RECORD_ENTITY] = &release->entities,
      [RECORD_CLAIM] = &release->claims,         [RECORD_RELATION] = &release->relations,
      [RECORD_JUDGEMENT] = &release->judgements, [RECORD_PASSAGE] = &release->passages};
  return all[kind];
}

void
release_free (Release *release)
{
  if (!release)
    return;
  g_hash_table_unref (release->by_id);
  for (int kind = 0; kind < N_RECORD_KINDS; kind++)
    {
      GPtrArray *records = *release_records (release, (RecordKind)kind);
      for (guint i = 0; i < records->len; i++)
        record_free (kind_spec ((RecordKind)kind), g_ptr_array_index (records, i));
      g_ptr_array_unref (records);
    }
  record_free (&briefing_spec, release->briefing);
  record_free (&scheme_spec, release->scheme);
  record_free (&scale_spec, release->scale);
  g_free (release->audience);
  g_free (release->audience_title);
  g_free (release->wording);
  g_free (release->marking);
  g_free (release);
}

void
release_add_take (Release *release, RecordKind kind, gpointer record)
{
  Entry *entry = g_new (Entry, 1);
  *entry = (Entry){kind, record};
  g_ptr_array_add (*release_records (release, kind), record);
  g_hash_table_replace (release->by_id, (gpointer)any_id (kind, record), entry);
}

gconstpointer
release_find (const Release *release, RecordKind kind, const char *id)
{
  const Entry *entry = id ? g_hash_table_lookup (release->by_id, id) : NULL;
  return entry && entry->kind == kind ? entry->record : NULL;
}

/* Canonical text */

enum
{
  RELEASE_FORMAT = 1
};

static void
write_text (YamlWriter *writer, const char *key, const char *text)
{
  if (!text)
    return;
  yaml_write_key (writer, key);
  yaml_write_string (writer, text);
}

/** One record as a map of one id. */
static void
write_single (YamlWriter *writer, const char *key, const RecordSpec *spec, gconstpointer record)
{
  if (!record)
    return;
  yaml_write_key (writer, key);
  yaml_write_map_begin (writer);
  yaml_write_key (writer, record_id (spec, record));
  record_write (spec, record, writer);
  yaml_write_end (writer);
}

static char *
write_release (const Release *release, YamlStyle style)
{
  g_autoptr (YamlWriter) writer = yaml_writer_new (style);
  yaml_write_map_begin (writer);
  yaml_write_key (writer, "release");
  yaml_write_integer (writer, RELEASE_FORMAT);
  write_text (writer, "audience", release->audience);
  write_text (writer, "audience_title", release->audience_title);
  write_text (writer, "wording", release->wording);
  write_text (writer, "marking", release->marking);
  write_single (writer, "scheme", &scheme_spec, release->scheme);
  write_single (writer, "scale", &scale_spec, release->scale);
  if (release->briefing)
    {
      yaml_write_key (writer, "briefing");
      record_write (&briefing_spec, release->briefing, writer);
    }
  for (int kind = 0; kind < N_RECORD_KINDS; kind++)
    {
      const GPtrArray *records = *release_records ((Release *)release, (RecordKind)kind);
      if (!records->len)
        continue;
      yaml_write_key (writer, kind_key ((RecordKind)kind));
      record_map_write (kind_spec ((RecordKind)kind), records, writer);
    }
  yaml_write_end (writer);
  return yaml_writer_steal (writer);
}

char *
release_to_text (const Release *release)
{
  return write_release (release, YAML_AS_YAML);
}

char *
release_to_json (const Release *release)
{
  return write_release (release, YAML_AS_RECORDS);
}

char *
release_digest (const Release *release)
{
  g_autofree char *text = release_to_text (release);
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}

/* Reading */

static void
refuse (Diags *diags, Mark mark, const char *what)
{
  diags_error (diags, mark, "release-format", "only what this program wrote is read",
               "this is no release: %s", what);
}

static char *
read_text (const YamlNode *root, const char *key)
{
  const YamlNode *node = yaml_find (root, key);
  return node && node->kind == YAML_SCALAR ? g_strdup (node->text) : NULL;
}

/** Keys that belong to the author's files alone have no place in a Release. */
static void
refuse_author_keys (const RecordSpec *spec, const YamlNode *node, Diags *diags)
{
  for (const FieldSpec *field = spec->fields; field->key; field++)
    if (field->author_only && yaml_find (node, field->key))
      refuse (diags, node->mark, "it has an author's key");
}

/** The one record of a map of one id; NULL if it is not said. */
static gpointer
read_single (const YamlNode *root, const char *key, const RecordSpec *spec, Diags *diags)
{
  const YamlNode *map = yaml_find (root, key);
  if (!map)
    return NULL;
  if (map->kind != YAML_MAP || map->items->len != 1)
    {
      refuse (diags, map->mark, key);
      return NULL;
    }
  gpointer record =
      record_read (spec, g_ptr_array_index (map->items, 0), ((YamlNode *)map->keys->pdata[0])->text, diags);
  if (spec->mark_offset >= 0)
    *(Mark *)((char *)record + spec->mark_offset) = (Mark){0};
  return record;
}

enum
{
  PART_BYTES = 1 << 18
}; /* of canonical text that is read at once */

static void
read_records (Release *release, const YamlNode *root, RecordKind kind, Diags *diags)
{
  const YamlNode *map = yaml_find (root, kind_key (kind));
  const RecordSpec *spec = kind_spec (kind);
  if (map && map->kind != YAML_MAP)
    refuse (diags, map->mark, kind_key (kind));
  for (guint i = 0; map && map->kind == YAML_MAP && i < map->keys->len; i++)
    {
      const YamlNode *key = g_ptr_array_index (map->keys, i);
      if (g_hash_table_contains (release->by_id, key->text))
        {
          refuse (diags, key->mark, "an id stands twice");
          continue;
        }
      refuse_author_keys (spec, g_ptr_array_index (map->items, i), diags);
      gpointer record = record_read (spec, g_ptr_array_index (map->items, i), key->text, diags);
      *(Mark *)((char *)record + spec->mark_offset) = (Mark){0};
      release_add_take (release, kind, record);
    }
}

typedef struct
{
  const Release *release;
  Diags *diags;
} Check;

static void
check_reference (const char *key, RecordKind target, const char *id, const Mention *mention, gpointer data)
{
  const Check *check = data;
  if (!release_find (check->release, target, id))
    refuse (check->diags, (Mark){0}, "it names what is not in it");
}

static void
check_release (const Release *release, Diags *diags)
{
  Check check = {release, diags};
  if (!release->audience || !release->briefing || !release->scheme || !release->marking ||
      !scheme_label (release->scheme, release->marking))
    refuse (diags, (Mark){0}, "audience, briefing, scheme or marking is missing");
  for (int kind = 0; kind < N_RECORD_KINDS; kind++)
    {
      const GPtrArray *records = *release_records ((Release *)release, (RecordKind)kind);
      for (guint i = 0; i < records->len; i++)
        references_walk ((RecordKind)kind, g_ptr_array_index (records, i), check_reference, &check);
    }
}

static gboolean
is_known_key (const char *key)
{
  static const char *const keys[] = {"release", "audience", "audience_title", "wording",
                                     "marking", "scheme",   "scale",          "briefing"};
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    if (g_str_equal (key, keys[i]))
      return TRUE;
  for (int kind = 0; kind < N_RECORD_KINDS; kind++)
    if (g_str_equal (key, kind_key ((RecordKind)kind)))
      return TRUE;
  return FALSE;
}

/* What the map @root says: of a long Release, a part of it. */
static void
read_part (Release *release, const YamlNode *root, Diags *found)
{
  for (guint i = 0; i < root->keys->len; i++)
    if (!is_known_key (((YamlNode *)root->keys->pdata[i])->text))
      refuse (found, ((YamlNode *)root->keys->pdata[i])->mark, "unknown key");
  if (diags_has_errors (found))
    return;
  char **const texts[] = {&release->audience, &release->audience_title, &release->wording, &release->marking};
  static const char *const keys[] = {"audience", "audience_title", "wording", "marking"};
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (yaml_find (root, keys[i]))
      *texts[i] = read_text (root, keys[i]);
  if (yaml_find (root, "scheme"))
    release->scheme = read_single (root, "scheme", &scheme_spec, found);
  if (yaml_find (root, "scale"))
    release->scale = read_single (root, "scale", &scale_spec, found);
  const YamlNode *briefing = yaml_find (root, "briefing");
  if (briefing)
    {
      release->briefing = record_read (&briefing_spec, briefing, NULL, found);
      refuse_author_keys (&briefing_spec, briefing, found);
    }
  if (release->briefing)
    release->briefing->mark = (Mark){0};
  for (int kind = 0; kind < N_RECORD_KINDS; kind++)
    read_records (release, root, (RecordKind)kind, found);
}

static gboolean
read_text_part (Release *release, const char *text, gsize length, const char *name, gboolean first,
                Diags *found)
{
  g_autoptr (YamlNode) root = yaml_read (text, length, name, found);
  if (!root)
    return FALSE;
  const YamlNode *format = yaml_find (root, "release");
  if (first && (!format || format->kind != YAML_SCALAR || !g_str_equal (format->text, "1")))
    refuse (found, root->mark, "it does not begin with “release: 1”");
  if (root->kind == YAML_MAP)
    read_part (release, root, found);
  return !diags_has_errors (found);
}

/* The name of the key that a line at the margin begins; NULL: it begins none. Owned. */
static char *
margin_key (const char *line, const char *end)
{
  const char *colon = memchr (line, ':', end - line);
  return colon && *line != ' ' && *line != '\n' ? g_strndup (line, colon - line) : NULL;
}

static gboolean
is_records_key (const char *key)
{
  for (int kind = 0; kind < N_RECORD_KINDS; kind++)
    if (g_str_equal (key, kind_key ((RecordKind)kind)))
      return TRUE;
  return FALSE;
}

/* A long Release is read in parts, so that no more than one part is ever there as nodes: canonical text has its keys at the
 * margin, and each record's id two spaces from it. A part that begins among records gets their key again. */
static void
read_in_parts (Release *release, const char *text, gsize length, const char *name, Diags *found)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GString) part = g_string_sized_new (PART_BYTES * 2);
  const char *end = text + length, *key = NULL;
  gboolean first = TRUE;
  for (const char *line = text, *next; line < end; line = next)
    {
      const char *stop = memchr (line, '\n', end - line);
      next = stop ? stop + 1 : end;
      char *fresh = margin_key (line, next);
      gboolean record = key && is_records_key (key) && next - line > 3 && line[0] == ' ' && line[1] == ' ' &&
                        line[2] != ' ' && line[2] != '-';
      if (part->len >= PART_BYTES && (fresh || record))
        {
          if (!read_text_part (release, part->str, part->len, name, first, found))
            {
              g_free (fresh);
              return;
            }
          first = FALSE;
          g_string_truncate (part, 0);
          if (!fresh)
            g_string_append_printf (part, "%s:\n", key);
        }
      if (fresh)
        {
          if (g_hash_table_contains (seen, fresh))
            refuse (found, (Mark){NULL, 0, 0}, "a key stands twice");
          g_hash_table_add (seen, fresh);
          key = fresh;
        }
      g_string_append_len (part, line, next - line);
    }
  if (!diags_has_errors (found))
    read_text_part (release, part->str, part->len, name, first, found);
}

Release *
release_read (const char *text, gsize length, const char *name, Diags *diags)
{
  g_autoptr (Diags) found = diags_new ();
  g_autoptr (Release) release = release_new ();
  if (length > 2 * PART_BYTES)
    read_in_parts (release, text, length, name, found);
  else
    read_text_part (release, text, length, name, TRUE, found);
  if (!diags_has_errors (found))
    check_release (release, found);
  gboolean failed = diags_has_errors (found);
  diags_absorb (diags, found);
  return failed ? NULL : g_steal_pointer (&release);
}

/* Helpers for readers */

const char *
text_in (const Text *text, const char *lang)
{
  const TextVariant *base = NULL, *own = NULL;
  gsize n = lang ? strcspn (lang, "-") : 0;
  for (guint i = 0; i < text->len; i++)
    {
      const TextVariant *variant = g_ptr_array_index (text, i);
      if (!variant->lang)
        {
          own = variant;
          continue;
        }
      if (lang && !g_ascii_strcasecmp (variant->lang, lang))
        return variant->text;
      /* en serves en-GB, and en-US serves en-GB when there is nothing nearer */
      if (lang && !base && strcspn (variant->lang, "-") == n && !g_ascii_strncasecmp (variant->lang, lang, n))
        base = variant;
    }
  if (base)
    return base->text;
  if (!own && text->len)
    own = g_ptr_array_index (text, 0);
  return own ? own->text : NULL;
}

GPtrArray *
release_chain (const Release *release, const char *source_id)
{
  GPtrArray *chain = g_ptr_array_new ();
  const Source *source = release_find (release, RECORD_SOURCE, source_id);
  while (source && !g_ptr_array_find (chain, source, NULL))
    {
      g_ptr_array_add (chain, (gpointer)source);
      source = release_find (release, RECORD_SOURCE, source->within);
    }
  return chain;
}

const Label *
scheme_label (const Scheme *scheme, const char *id)
{
  for (guint i = 0; id && i < scheme->labels->len; i++)
    {
      const Label *label = g_ptr_array_index (scheme->labels, i);
      if (g_str_equal (label->id, id))
        return label;
      for (guint j = 0; j < label->aliases->len; j++)
        if (g_str_equal (g_ptr_array_index (label->aliases, j), id))
          return label;
    }
  return NULL;
}

gboolean
scheme_dominates (const Scheme *scheme, const char *a, const char *b)
{
  const Label *top = scheme_label (scheme, a), *wanted = scheme_label (scheme, b);
  if (!top || !wanted || top == wanted)
    return top && wanted;
  g_autoptr (GPtrArray) below =
      g_ptr_array_new (); /* each label once, whatever rings and diamonds the order has */
  g_ptr_array_add (below, (gpointer)top);
  for (guint i = 0; i < below->len; i++)
    {
      const Label *label = g_ptr_array_index (below, i);
      if (label == wanted)
        return TRUE;
      for (guint k = 0; k < label->above->len; k++)
        {
          const Label *next = scheme_label (scheme, g_ptr_array_index (label->above, k));
          if (next && !g_ptr_array_find (below, next, NULL))
            g_ptr_array_add (below, (gpointer)next);
        }
    }
  return FALSE;
}

const char *
scheme_join (const Scheme *scheme, const char *a, const char *b)
{
  const Label *least = NULL;
  for (guint i = 0; i < scheme->labels->len; i++)
    {
      const Label *label = g_ptr_array_index (scheme->labels, i);
      if (!scheme_dominates (scheme, label->id, a) || !scheme_dominates (scheme, label->id, b))
        continue;
      if (!least || scheme_dominates (scheme, least->id, label->id))
        least = label;
    }
  /* Least among those it can be compared with is not enough: it must lie below every upper bound. */
  for (guint i = 0; least && i < scheme->labels->len; i++)
    {
      const Label *label = g_ptr_array_index (scheme->labels, i);
      if (scheme_dominates (scheme, label->id, a) && scheme_dominates (scheme, label->id, b) &&
          !scheme_dominates (scheme, label->id, least->id))
        return NULL;
    }
  return least ? least->id : NULL;
}
