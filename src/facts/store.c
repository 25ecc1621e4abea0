/* store.c: the author's files → Store; see store.h. */
#include "facts/store.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include <glib/gstdio.h>

#include "facts/scheme.h"

typedef struct
{
  RecordKind kind;
  gpointer record;
} Entry;

enum
{
  FOLDER_DEPTH_LIMIT = 8
};

/* Files */

YamlNode *
file_read_yaml (const char *path, Diags *diags, GError **error)
{
  struct stat about;
  g_autofree char *text = NULL;
  gsize length = 0;
  if (g_stat (path, &about) != 0)
    {
      int code = errno;
      g_set_error (error, G_FILE_ERROR, (gint)g_file_error_from_errno (code), "%s: %s", path,
                   g_strerror (code));
      return NULL;
    }
  if (!S_ISREG (about.st_mode)) /* a pipe would keep us waiting for ever */
    {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "%s: not a file", path);
      return NULL;
    }
  if (about.st_size > YAML_BYTES_LIMIT)
    {
      Mark mark = {g_intern_string (path), 0, 0};
      diags_error (diags, mark, "file-size", "split the file", "the file is larger than 16 MB");
      return NULL;
    }
  if (!g_file_get_contents (path, &text, &length, error))
    return NULL;
  return yaml_read (text, length, path, diags);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *)a, *(char *const *)b);
}

/** Names in @folder without those that begin with a dot, sorted by bytes; owned, or NULL with @error. */
static GPtrArray *
list_folder (const char *folder, GError **error)
{
  GDir *dir = g_dir_open (folder, 0, error);
  if (!dir)
    return NULL;
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  for (const char *name = g_dir_read_name (dir); name; name = g_dir_read_name (dir))
    if (*name != '.')
      g_ptr_array_add (names, g_strdup (name));
  g_dir_close (dir);
  g_ptr_array_sort (names, compare_names);
  return names;
}

static gboolean
is_facts_file (const char *name)
{
  return g_str_has_suffix (name, ".yaml") || g_str_has_suffix (name, ".yml") ||
         g_str_has_suffix (name, ".json");
}

/** Appends the paths of all facts files below @folder. */
static gboolean
find_files (const char *folder, int depth, GPtrArray *paths, Diags *diags, GError **error)
{
  g_autoptr (GPtrArray) names = list_folder (folder, error);
  if (!names)
    return FALSE;
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      g_autofree char *path = g_build_filename (folder, name, NULL);
      struct stat about;
      if (g_lstat (path, &about) != 0)
        continue;
      if (S_ISLNK (about.st_mode) && is_facts_file (name))
        diags_warning (diags, ((Mark){g_intern_string (path), 0, 0}), "path-link",
                       "put the file itself here, or name its folder in uses:", "links are not followed");
      else if (S_ISDIR (about.st_mode) && depth < FOLDER_DEPTH_LIMIT && !g_str_equal (name, "layouts") &&
               !g_str_equal (name, "pins"))
        {
          if (!find_files (path, depth + 1, paths, diags, error))
            return FALSE;
        }
      else if (S_ISREG (about.st_mode) && is_facts_file (name))
        g_ptr_array_add (paths, g_steal_pointer (&path));
    }
  return TRUE;
}

/* Records */

gconstpointer
store_find_any (const Store *store, const char *id, RecordKind *kind)
{
  const Entry *entry = id ? g_hash_table_lookup (store->by_id, id) : NULL;
  if (entry && kind)
    *kind = entry->kind;
  return entry ? entry->record : NULL;
}

gconstpointer
store_find (const Store *store, RecordKind kind, const char *id)
{
  RecordKind found;
  gconstpointer record = store_find_any (store, id, &found);
  return record && found == kind ? record : NULL;
}

const char *
store_nearest (const Store *store, RecordKind kind, const char *id)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  for (guint i = 0; i < store->records[kind]->len; i++)
    g_ptr_array_add (ids, (gpointer)any_id (kind, g_ptr_array_index (store->records[kind], i)));
  return nearest_match (id, (const char *const *)ids->pdata, (int)ids->len);
}

const Label *
store_label (const Store *store, RecordKind kind, gconstpointer record)
{
  if (!store->scheme)
    return NULL;
  const char *own = any_marking (kind, record);
  if (own)
    return scheme_label (store->scheme, own);
  if (store->briefing && store->briefing->marking)
    return scheme_label (store->scheme, store->briefing->marking);
  return scheme_highest (store->scheme);
}

/** Adds a record unless its id is taken. */
static void
add_take (Store *store, RecordKind kind, gpointer record, Diags *diags)
{
  const char *id = any_id (kind, record);
  RecordKind other;
  gconstpointer first = store_find_any (store, id, &other);
  if (first)
    {
      Mark place = any_mark (other, first);
      g_autofree char *hint = g_strdup_printf ("the %s with this id is in %s, line %d", kind_name (other),
                                               place.file, place.line);
      diags_error (diags, any_mark (kind, record), "id-duplicate", hint, "the id “%s” is taken", id);
      record_free (kind_spec (kind), record);
      return;
    }
  Entry *entry = g_new (Entry, 1);
  *entry = (Entry){kind, record};
  g_ptr_array_add (store->records[kind], record);
  g_hash_table_insert (store->by_id, (gpointer)id, entry);
}

/** Ids of siblings may be written short inside a voice. */
static void
lengthen_ids (GPtrArray *ids, const char *parent, const YamlNode *voices)
{
  for (guint i = 0; i < ids->len; i++)
    {
      char *id = g_ptr_array_index (ids, i);
      if (!yaml_find (voices, id))
        continue;
      g_ptr_array_index (ids, i) = g_strconcat (parent, "/", id, NULL);
      g_free (id);
    }
}

static void
inherit_grants (Source *voice, const Source *parent)
{
  if (!voice->marking)
    voice->marking = g_strdup (parent->marking);
  if (!voice->needs->len)
    for (guint i = 0; i < parent->needs->len; i++)
      g_ptr_array_add (voice->needs, g_strdup (g_ptr_array_index (parent->needs, i)));
}

static void
read_voices (Store *store, const Source *parent, const YamlNode *voices, Diags *diags)
{
  if (voices->kind != YAML_MAP)
    {
      diags_error (diags, voices->mark, "voices-wrong", "voices: {state-a: {name: one member state}}",
                   "“voices” is a map of ids, each with a source, not a %s", yaml_kind_name (voices));
      return;
    }
  for (guint i = 0; i < voices->keys->len; i++)
    {
      const YamlNode *key = g_ptr_array_index (voices->keys, i), *node = g_ptr_array_index (voices->items, i);
      g_autofree char *id = g_strconcat (parent->id, "/", key->text, NULL);
      if (!id_is_valid (id))
        {
          diags_error (diags, key->mark, "record-id", "letters, digits, - _ . / + , first a letter or digit",
                       "“%s” cannot be the id of a voice", key->text);
          continue;
        }
      Source *voice = record_read (&source_spec, node, id, diags);
      voice->mark = key->mark;
      if (!voice->within)
        voice->within = g_strdup (parent->id);
      lengthen_ids (voice->differs_from, parent->id, voices);
      lengthen_ids (voice->may_be, parent->id, voices);
      inherit_grants (voice, parent);
      if (yaml_find (node, "voices"))
        diags_error (diags, yaml_find (node, "voices")->mark, "voices-nested",
                     "make it a source of its own with `within`", "a voice has no voices");
      add_take (store, RECORD_SOURCE, voice, diags);
    }
}

static void
read_section (Store *store, RecordKind kind, const YamlNode *section, Diags *diags)
{
  const RecordSpec *spec = kind_spec (kind);
  if (section->kind != YAML_MAP)
    {
      if (!yaml_is_null (section))
        diags_error (diags, section->mark, "section-wrong", "id: {…}", "“%s” is a map of ids, not a %s",
                     kind_key (kind), yaml_kind_name (section));
      return;
    }
  for (guint i = 0; i < section->keys->len; i++)
    {
      const YamlNode *key = g_ptr_array_index (section->keys, i),
                     *node = g_ptr_array_index (section->items, i);
      if (!id_is_valid (key->text))
        {
          diags_error (diags, key->mark, "record-id", "letters, digits, - _ . / + , first a letter or digit",
                       "“%s” cannot be the id of a %s", key->text, spec->name);
          continue;
        }
      gpointer record = record_read (spec, node, key->text, diags);
      *(Mark *)((char *)record + spec->mark_offset) = key->mark;
      const YamlNode *voices = kind == RECORD_SOURCE ? yaml_find (node, "voices") : NULL;
      add_take (store, kind, record, diags);
      const Source *parent = voices ? store_find (store, kind, key->text) : NULL;
      if (parent && !yaml_is_null (voices))
        read_voices (store, parent, voices, diags);
    }
}

/* The briefing and what it names */

/** Does @path, as written in the briefing, lead to something beside the case, and not into it or elsewhere? */
static gboolean
is_beside (const Store *store, const char *path)
{
  g_autofree char *home = g_canonicalize_filename (store->folder, NULL), *above = g_path_get_dirname (home);
  g_autofree char *meant = g_canonicalize_filename (path, home);
  g_autofree char *fence = g_strconcat (above, "/", NULL), *own = g_strconcat (home, "/", NULL);
  return g_str_has_prefix (meant, fence) && !g_str_equal (meant, home) && !g_str_has_prefix (meant, own);
}

static gboolean
exists (const Store *store, const char *path, GFileTest test)
{
  g_autofree char *meant = g_build_filename (store->folder, path, NULL);
  return g_file_test (meant, test);
}

static void
read_previous (Store *store, const YamlNode *node, Diags *diags)
{
  const char *text = node_text (node, "a folder or a PDF", diags);
  if (!text)
    return;
  if (!is_beside (store, text) || !exists (store, text, G_FILE_TEST_EXISTS))
    diags_error (diags, node->mark, "previous-missing", "a case folder or a PDF beside the case: ../isis-k-1",
                 "there is no earlier issue “%s” beside this case", text);
  else
    store->previous = g_strdup (text);
}

static void
read_uses (Store *store, const YamlNode *uses, Diags *diags)
{
  guint n = uses->kind == YAML_LIST ? uses->items->len : 1;
  for (guint i = 0; i < n; i++)
    {
      const YamlNode *node = uses->kind == YAML_LIST ? g_ptr_array_index (uses->items, i) : uses;
      const char *text = node_text (node, "a folder", diags);
      if (!text)
        continue;
      if (!is_beside (store, text))
        diags_error (diags, node->mark, "uses-outside", "a folder beside the case: ../shared",
                     "“%s” is not beside this case", text);
      else if (exists (store, text, G_FILE_TEST_IS_SYMLINK))
        diags_error (diags, node->mark, "uses-outside", "name the folder itself",
                     "“%s” is a link; links are not followed", text);
      else if (!exists (store, text, G_FILE_TEST_IS_DIR))
        diags_error (diags, node->mark, "uses-missing", NULL, "there is no folder “%s”", text);
      else
        g_ptr_array_add (store->uses, g_strdup (text));
    }
}

static void
read_briefing (Store *store, const YamlNode *key, const YamlNode *node, Diags *diags)
{
  if (store->briefing)
    {
      g_autofree char *hint =
          g_strdup_printf ("it is in %s, line %d", store->briefing->mark.file, store->briefing->mark.line);
      diags_error (diags, key->mark, "briefing-twice", hint, "this case has a briefing already");
      return;
    }
  store->briefing = record_read (&briefing_spec, node, NULL, diags);
  store->briefing->mark = key->mark;
  const YamlNode *uses = yaml_find (node, "uses"), *previous = yaml_find (node, "previous");
  const YamlNode *format = yaml_find (node, "format");
  if (uses && !yaml_is_null (uses))
    read_uses (store, uses, diags);
  if (previous && !yaml_is_null (previous))
    read_previous (store, previous, diags);
  if (format && !(format->kind == YAML_SCALAR && g_str_equal (format->text, "1")))
    diags_error (diags, format->mark, "facts-format", "this program reads format 1",
                 "these files are of another format");
}

static void
report_unknown_section (const YamlNode *key, Diags *diags)
{
  const char *known[N_RECORD_KINDS + 1] = {"briefing"};
  for (int kind = 0; kind < N_RECORD_KINDS; kind++)
    known[kind + 1] = kind_key ((RecordKind)kind);
  const char *nearest = nearest_match (key->text, known, N_RECORD_KINDS + 1);
  g_autofree char *hint = nearest ? g_strdup_printf ("did you mean “%s”?", nearest) : NULL;
  diags_error (diags, key->mark, "section-unknown",
               hint ? hint : "sections are briefing, sources, entities, claims, relations, judgements, text",
               "facts have no section “%s”", key->text);
}

static void
read_root (Store *store, const YamlNode *root, gboolean is_shared, Diags *diags)
{
  if (root->kind != YAML_MAP)
    {
      diags_error (diags, root->mark, "facts-wrong", "claims: {F1: {…}}",
                   "a facts file is a map of sections, not a %s", yaml_kind_name (root));
      return;
    }
  for (guint i = 0; i < root->keys->len; i++)
    {
      const YamlNode *key = g_ptr_array_index (root->keys, i), *node = g_ptr_array_index (root->items, i);
      int kind = 0;
      while (kind < N_RECORD_KINDS && !g_str_equal (key->text, kind_key ((RecordKind)kind)))
        kind++;
      if (kind < N_RECORD_KINDS)
        read_section (store, (RecordKind)kind, node, diags);
      else if (g_str_equal (key->text, "briefing") && !is_shared)
        read_briefing (store, key, node, diags);
      else if (!g_str_equal (key->text, "briefing")) /* a used folder may be a case of its own */
        report_unknown_section (key, diags);
    }
}

static gboolean
read_folder (Store *store, const char *folder, gboolean is_shared, Diags *diags, GError **error)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  if (!find_files (folder, 0, paths, diags, error))
    return FALSE;
  for (guint i = 0; i < paths->len; i++)
    {
      const char *path = g_ptr_array_index (paths, i);
      GError *failure = NULL;
      g_autoptr (YamlNode) root = file_read_yaml (path, diags, &failure);
      if (failure)
        {
          g_propagate_error (error, failure);
          return FALSE;
        }
      g_ptr_array_add (store->files, g_strdup (path));
      if (root)
        read_root (store, root, is_shared, diags);
      else
        store->all_read = FALSE;
    }
  return TRUE;
}

static Store *
store_new (const char *folder)
{
  Store *store = g_new0 (Store, 1);
  store->folder = g_strdup (folder);
  for (int kind = 0; kind < N_RECORD_KINDS; kind++)
    store->records[kind] = g_ptr_array_new ();
  store->uses = g_ptr_array_new_with_free_func (g_free);
  store->files = g_ptr_array_new_with_free_func (g_free);
  store->by_id = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  return store;
}

void
store_free (Store *store)
{
  if (!store)
    return;
  g_hash_table_unref (store->by_id);
  for (int kind = 0; kind < N_RECORD_KINDS; kind++)
    {
      for (guint i = 0; i < store->records[kind]->len; i++)
        record_free (kind_spec ((RecordKind)kind), g_ptr_array_index (store->records[kind], i));
      g_ptr_array_unref (store->records[kind]);
    }
  record_free (&briefing_spec, store->briefing);
  record_free (&scheme_spec, store->scheme);
  record_free (&scale_spec, store->scale);
  g_ptr_array_unref (store->uses);
  g_ptr_array_unref (store->files);
  g_free (store->previous);
  g_free (store->folder);
  g_free (store);
}

Store *
store_read (const char *case_folder, const char *const *data_folders, Diags *diags, GError **error)
{
  g_autoptr (Store) store = store_new (case_folder);
  store->all_read = TRUE;
  if (!read_folder (store, case_folder, FALSE, diags, error))
    return NULL;
  for (guint i = 0; i < store->uses->len; i++)
    {
      g_autofree char *folder = g_build_filename (case_folder, g_ptr_array_index (store->uses, i), NULL);
      if (!read_folder (store, folder, TRUE, diags, error))
        return NULL;
    }
  if (!store->briefing)
    {
      if (store->all_read) /* else it may be in the file that could not be read, of which all is said */
        diags_error (diags, ((Mark){g_intern_string (case_folder), 0, 0}), "briefing-missing",
                     "briefing: {id: …, title: …} in one of its files",
                     "no file of this case says what the briefing is");
      return g_steal_pointer (&store);
    }
  Mark mark = store->briefing->mark;
  store->scheme = scheme_read (store->briefing->scheme, data_folders, mark, diags, error);
  if (store->briefing->likelihood && (store->scheme || !error || !*error))
    store->scale = scale_read (store->briefing->likelihood, data_folders, mark, diags, error);
  return error && *error ? NULL : g_steal_pointer (&store);
}
