/* key.c: keys are lines of words. Everything in them is a hash or a path on this machine; they are never delivered.
 *
 * Of a Release the key has the hash alone; beside the keys, in releases/HASH, stands a line for each of its records with a hash of that
 * record, so that it can be said which of them changed. Both know only what the product's audience may know. */
#include "cli/key.h"
#include <string.h>
#include <sys/stat.h>
#include <glib/gstdio.h>
#include "cli/files.h"

#define KEY_BEGIN "brief key 3\n"

enum
{
  NAMED = 5 /* records that are named when many have changed */
};

static char *
digest_of (const char *text, gssize length)
{
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, length);
}

/** The folder above data/: files below are named from there, so that all of it may be moved. Owned. */
static char *
project_of (const Product *product)
{
  g_autofree char *absolute = g_canonicalize_filename (product->case_folder, NULL);
  g_autofree char *data = g_path_get_dirname (absolute);
  return g_path_get_dirname (data);
}

/** The part of a key that is known before rendering. */
static char *
key_head (const Product *product, Machine *machine)
{
  g_autofree char *release = digest_of (product->release, -1);
  g_autofree char *project = project_of (product);
  g_autofree char *layout = machine_name (machine, project, product->layout_path);
  const Sheets *sheets = &product->sheets;
  GString *head = g_string_new (KEY_BEGIN);
  g_string_append_printf (head, "%srelease %s\nlayout %s\nlanguage %s\nsheets %d %d %d %d\n",
                          machine_text (machine), release, layout,
                          product->language ? product->language : "-", sheets->booklet, sheets->up,
                          sheets->width, sheets->height);
  if (product->pins)
    {
      g_autofree char *pins = digest_of (product->pins, -1);
      g_string_append_printf (head, "pins %s\n", pins);
    }
  if (product->linearise)
    g_string_append_printf (head, "linearise %s\n", machine_readback (machine));
  for (guint i = 0; i < product->set->len; i++)
    {
      const SetValue *set = product->set->pdata[i];
      g_autofree char *value = g_strescape (set->value, NULL);
      g_string_append_printf (head, "set %s=%s\n", set->name, value);
    }
  g_string_append (
      head, "read\n"); /* what follows is known of the rendering: a line less above is another head, too */
  return g_string_free (head, FALSE);
}

char *
key_line (const char *text, const char *name)
{
  gsize n = strlen (name);
  for (const char *at = text; at && *at; at = strchr (at, '\n') ? strchr (at, '\n') + 1 : NULL)
    if (strncmp (at, name, n) == 0 && at[n] == ' ')
      return g_strndup (at + n + 1, strcspn (at + n + 1, "\n"));
  return NULL;
}

/* Parts of a Release. Its canonical text has its kinds at the margin and its records two letters in. */

static char *
parts_path (const char *key, const char *digest)
{
  g_autofree char *folder = g_path_get_dirname (key);
  return g_build_filename (folder, "releases", digest, NULL);
}

static gboolean
begins_part (const char *line)
{
  return *line != ' ' || (line[1] == ' ' && line[2] != ' ' && line[2] != '-');
}

/** "claims F30 HASH" a line, in the Release's order; owned. */
static char *
release_parts (const char *text)
{
  GString *out = g_string_new (NULL);
  g_autofree char *kind = g_strdup ("");
  for (const char *at = text; *at;)
    {
      const char *end = at;
      do
        end += strcspn (end, "\n") + (strchr (end, '\n') ? 1 : 0);
      while (*end && !begins_part (end));
      gsize word = strcspn (at + (*at == ' ' ? 2 : 0), ":\n");
      g_autofree char *name = g_strndup (at + (*at == ' ' ? 2 : 0), word);
      g_autofree char *digest = digest_of (at, end - at);
      if (*at != ' ')
        {
          g_free (kind);
          kind = g_strdup (name);
        }
      g_string_append_printf (out, "%s %s %.24s\n", kind, *at == ' ' ? name : "-", digest);
      at = end;
    }
  return g_string_free (out, FALSE);
}

/** "claims F30" as a person says it: claim F30; owned. */
static char *
part_words (const char *line)
{
  static const char *const kinds[][2] = {{"sources", "source"},       {"entities", "entity"},
                                         {"claims", "claim"},         {"relations", "relation"},
                                         {"judgements", "judgement"}, {"text", "passage"}};
  g_auto (GStrv) words = g_strsplit (line, " ", 3);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (strcmp (words[0], kinds[i][0]) == 0)
      return g_strdup_printf ("%s %s", kinds[i][1], words[1]);
  return strcmp (words[1], "-") == 0 ? g_strdup (words[0]) : g_strdup_printf ("%s %s", words[0], words[1]);
}

/** Parts of @text by "kind name" → line. */
static GHashTable *
index_parts (char **lines)
{
  GHashTable *index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (int i = 0; lines[i]; i++)
    if (strrchr (lines[i], ' '))
      g_hash_table_insert (index, g_strndup (lines[i], strrchr (lines[i], ' ') - lines[i]), lines[i]);
  return index;
}

typedef struct
{
  GString *out;
  int n;
} Changes;

static void
add_change (Changes *changes, const char *line, const char *how)
{
  g_autofree char *words = part_words (line);
  if (++changes->n <= NAMED)
    g_string_append_printf (changes->out, "%s%s %s", changes->n > 1 ? ", " : "", words, how);
}

char *
key_changes (const char *key, const char *release, const char *old_digest)
{
  g_autofree char *path = parts_path (key, old_digest), *old = NULL;
  if (!g_file_get_contents (path, &old, NULL, NULL))
    return g_strdup ("the facts released to its audience changed");
  g_autofree char *now = release_parts (release);
  g_auto (GStrv) old_lines = g_strsplit (old, "\n", -1);
  g_auto (GStrv) new_lines = g_strsplit (now, "\n", -1);
  g_autoptr (GHashTable) before = index_parts (old_lines), after = index_parts (new_lines);
  Changes changes = {g_string_new (NULL), 0};
  for (int i = 0; new_lines[i] && *new_lines[i]; i++)
    {
      g_autofree char *name = g_strndup (new_lines[i], strrchr (new_lines[i], ' ') - new_lines[i]);
      const char *was = g_hash_table_lookup (before, name);
      gboolean is_record = !g_str_has_suffix (name, " -");
      if (is_record && !was)
        add_change (&changes, new_lines[i], "is new");
      else if (was && strcmp (was, new_lines[i]) != 0)
        add_change (&changes, new_lines[i], "changed");
    }
  for (int i = 0; old_lines[i] && strrchr (old_lines[i], ' '); i++)
    {
      g_autofree char *name = g_strndup (old_lines[i], strrchr (old_lines[i], ' ') - old_lines[i]);
      if (!g_hash_table_contains (after, name))
        add_change (&changes, old_lines[i], "is gone");
    }
  if (changes.n == 0)
    g_string_append (changes.out, "the order of the facts changed");
  else if (changes.n > NAMED)
    g_string_append_printf (changes.out, " and %d more", changes.n - NAMED);
  return g_string_free (changes.out, FALSE);
}

/* Comparing */

static void
add_reason (GPtrArray *reasons, char *reason)
{
  g_ptr_array_add (reasons, reason);
}

/** Lines known before rendering: each that differs is a reason. */
static void
compare_heads (const Product *product, const char *old, const char *head, GPtrArray *reasons)
{
  static const char *const says[][2] = {{"program", "the program is another"},
                                        {"libraries", "a library of the system is another"},
                                        {"fonts", "the fonts changed"},
                                        {"layout", "its layout is another file"},
                                        {"language", "its language is another"},
                                        {"sheets", "its sheets are others"},
                                        {"pins", "places kept for the chart changed"},
                                        {"linearise", "its first page is to be in front, or not any more, or "
                                                      "what puts it there is another"}};
  for (guint i = 0; i < G_N_ELEMENTS (says); i++)
    {
      g_autofree char *was = key_line (old, says[i][0]), *is = key_line (head, says[i][0]);
      if (g_strcmp0 (was, is) != 0)
        add_reason (reasons, g_strdup (says[i][1]));
    }
  g_autofree char *was = key_line (old, "release"), *is = key_line (head, "release");
  if (g_strcmp0 (was, is) != 0)
    add_reason (reasons, key_changes (product->key, product->release, was ? was : "-"));
  g_autoptr (GString) sets = g_string_new (NULL), own = g_string_new (NULL);
  g_auto (GStrv) old_lines = g_strsplit (old, "\n", -1);
  g_auto (GStrv) new_lines = g_strsplit (head, "\n", -1);
  for (int i = 0; old_lines[i]; i++)
    if (g_str_has_prefix (old_lines[i], "set "))
      g_string_append_printf (sets, "%s\n", old_lines[i]);
  for (int i = 0; new_lines[i]; i++)
    if (g_str_has_prefix (new_lines[i], "set "))
      g_string_append_printf (own, "%s\n", new_lines[i]);
  if (strcmp (sets->str, own->str) != 0)
    add_reason (reasons, g_strdup ("what is set for its layout changed"));
}

/** "data/x.yaml" for ./data/x.yaml. */
static const char *
without_root (const char *name)
{
  return g_str_has_prefix (name, "./") || g_str_has_prefix (name, "@/") ? name + 2 : name;
}

/** "file HASH NAME", "product HASH NAME": why it does not hold, owned; NULL: it does. */
static char *
file_doubt (const Product *product, Machine *machine, const char *project, const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", 3);
  if (g_strv_length (words) != 3)
    return NULL;
  if (strcmp (words[0], "product") == 0)
    {
      g_autofree char *digest = file_digest (product->output);
      return !digest                          ? g_strdup ("the file is gone")
             : strcmp (digest, words[1]) != 0 ? g_strdup ("the file is not what was made")
                                              : NULL;
    }
  g_autofree char *path = machine_path (machine, project, words[2]);
  return strcmp (machine_digest (machine, path), words[1]) != 0
             ? g_strdup_printf ("%s changed", without_root (words[2]))
             : NULL;
}

static void
compare_files (Product *product, Machine *machine, const char *old, GPtrArray *reasons)
{
  gboolean has_product = FALSE;
  g_autofree char *base = g_path_get_basename (product->output), *project = project_of (product);
  g_auto (GStrv) lines = g_strsplit (old, "\n", -1);
  for (int i = 0; lines[i]; i++)
    {
      const char *name = strrchr (lines[i], ' ');
      char *doubt = NULL;
      if (g_str_has_prefix (lines[i], "file "))
        doubt = file_doubt (product, machine, project, lines[i]);
      else if (g_str_has_prefix (lines[i], "product ") && g_str_has_suffix (lines[i], base) &&
               strlen (lines[i]) == strlen ("product  ") + 64 + strlen (base))
        {
          has_product = TRUE;
          doubt = file_doubt (product, machine, project, lines[i]);
        }
      else if (g_str_has_prefix (lines[i], "absent ") && name)
        {
          g_autofree char *path = machine_path (machine, project, lines[i] + strlen ("absent "));
          if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
            doubt = g_strdup_printf ("%s is new", without_root (lines[i] + strlen ("absent ")));
        }
      if (doubt)
        add_reason (reasons, doubt);
    }
  if (!has_product)
    add_reason (reasons, g_strdup ("it has another name"));
}

/** What the key tells of a product that is as it should be. */
static void
take_facts (Product *product, const char *text)
{
  struct stat about;
  g_autofree char *pages = key_line (text, "pages"), *line = key_line (text, "product");
  g_free (product->marking);
  product->marking = key_line (text, "marking");
  product->pages = pages ? (int)g_ascii_strtoll (pages, NULL, 10) : 0;
  g_free (product->digest);
  product->digest = line ? g_strndup (line, strcspn (line, " ")) : NULL;
  product->bytes = stat (product->output, &about) == 0 ? (gint64)about.st_size : 0;
  g_autofree char *cost = key_line (text, "milliseconds");
  product->milliseconds = cost ? g_ascii_strtod (cost, NULL) : 0;
}

char *
key_stale (Product *product, Machine *machine)
{
  g_autofree char *text = NULL;
  if (!product->key)
    return g_strdup ("it is always made");
  if (!g_file_get_contents (product->key, &text, NULL, NULL))
    return g_strdup ("it was never made here");
  if (!g_str_has_prefix (text, KEY_BEGIN))
    return g_strdup ("it was made by an older version of the program");
  g_autofree char *head = key_head (product, machine);
  g_autoptr (GPtrArray) reasons = g_ptr_array_new_with_free_func (g_free);
  if (!g_str_has_prefix (text, head))
    compare_heads (product, text, head, reasons);
  compare_files (product, machine, text, reasons);
  if (reasons->len == 0 && g_str_has_prefix (text, head))
    {
      take_facts (product, text);
      return NULL;
    }
  if (reasons->len == 0)
    add_reason (reasons, g_strdup ("what it was made from changed"));
  g_ptr_array_add (reasons, NULL);
  return g_strjoinv ("; ", (char **)reasons->pdata);
}

static void
write_parts (const Product *product)
{
  g_autofree char *digest = digest_of (product->release, -1), *path = parts_path (product->key, digest);
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return;
  g_autofree char *parts = release_parts (product->release);
  (void)file_write_atomically (path, parts, strlen (parts), 0600, NULL);
}

/** "file …" and "absent …" lines: what was read, and where something was looked for in vain. What changed meanwhile has no hash. */
static void
append_files (Product *product, Machine *machine, const Message *reply, const Inputs *inputs, GString *out)
{
  static const char *const kinds[] = {"file", "library", "missed"};
  g_autofree char *project = project_of (product);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    {
      g_autofree const char **files = message_all (reply, kinds[k]);
      for (int i = 0; files[i]; i++)
        {
          g_autofree char *absolute = g_canonicalize_filename (files[i], NULL);
          char *name = machine_name (machine, project, files[i]);
          if (!g_hash_table_add (seen, name))
            continue;
          if (k == 2)
            {
              g_string_append_printf (out, "absent %s\n", name);
              continue;
            }
          gboolean holds = k == 1 || !inputs || inputs_hold (inputs, files[i]);
          product->edited |= !holds;
          g_string_append_printf (out, "file %s %s\n", holds ? machine_digest (machine, absolute) : "-",
                                  name);
        }
    }
}

void
key_write (Product *product, Machine *machine, const Message *reply, const Inputs *inputs)
{
  g_free (product->digest);
  product->digest = file_digest (product->output);
  if (!product->key)
    return;
  g_autofree char *head = key_head (product, machine);
  g_autoptr (GString) out = g_string_new (head);
  append_files (product, machine, reply, inputs, out);
  g_autofree char *base = g_path_get_basename (product->output);
  g_string_append_printf (out, "product %s %s\npages %d\n", product->digest ? product->digest : "-", base,
                          product->pages);
  g_string_append_printf (out, "milliseconds %d\n", (int)(product->milliseconds + 0.5));
  if (product->marking)
    g_string_append_printf (out, "marking %s\n", product->marking);
  if (product->line)
    g_string_append_printf (out, "issue %d\nline %s\n", product->issue, product->line);
  write_parts (product);
  (void)file_write_atomically (product->key, out->str, out->len, 0600, NULL);
}

void
key_sweep (const char *folder)
{
  g_autofree char *parts = g_build_filename (folder, "releases", NULL);
  g_autoptr (GHashTable) named = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GDir) keys = g_dir_open (folder, 0, NULL), dir = g_dir_open (parts, 0, NULL);
  const char *name;
  while (keys && (name = g_dir_read_name (keys)))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL), *text = NULL;
      if (g_str_has_suffix (name, ".key") && g_file_get_contents (path, &text, NULL, NULL))
        {
          char *release = key_line (text, "release");
          if (release)
            g_hash_table_add (named, release);
        }
    }
  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (parts, name, NULL);
      if (!g_hash_table_contains (named, name))
        (void)g_unlink (path);
    }
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

void
built_free (Built *built)
{
  if (!built)
    return;
  g_free (built->audience);
  g_free (built->release);
  g_free (built->digest);
  g_free (built->key);
  g_free (built);
}

static Built *
built_read (const char *key, const char *audience, const char *base)
{
  g_autofree char *text = NULL;
  if (!g_file_get_contents (key, &text, NULL, NULL))
    return NULL;
  g_autofree char *line = key_line (text, "product"), *release = key_line (text, "release");
  const char *name = line ? strchr (line, ' ') : NULL;
  if (!name || !release || strcmp (name + 1, base) != 0)
    return NULL;
  Built *built = g_new0 (Built, 1);
  built->audience = g_strdup (audience);
  built->release = g_steal_pointer (&release);
  built->digest = g_strndup (line, (gsize)(name - line));
  built->key = g_strdup (key);
  return built;
}

Built *
key_built (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path), *base = g_path_get_basename (path);
  g_autofree char *cache = g_build_filename (folder, ".cache", NULL), *digest = file_digest (path);
  g_autofree char *file = g_strconcat (base, ".key", NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (cache, 0, NULL);
  const char *name;
  Built *found = NULL;
  while (dir && (name = g_dir_read_name (dir)))
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *key = g_build_filename (cache, names->pdata[i], file, NULL);
      Built *built = built_read (key, names->pdata[i], base);
      gboolean same = built && g_strcmp0 (built->digest, digest) == 0;
      if (!found || same)
        {
          built_free (found);
          found = g_steal_pointer (&built);
          if (found)
            found->same = same;
        }
      built_free (built);
      if (same)
        break;
    }
  return found;
}
