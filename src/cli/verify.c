/* verify.c: `brief verify`: a product held against the case it was made from. The file is read by brief-readback; comparing needs all facts and
 * happens here. */
#include <stdio.h>
#include <string.h>
#include "base/yaml.h"
#include "cli/command.h"
#include "cli/key.h"
#include "cli/readback.h"
#include "cli/session.h"
#include "cli/terminal.h"

typedef struct
{
  const char *against, *audience, *format, *password_file;
} VerifyOptions;

static const OptionSpec specs[] = {
    {"against", 0, OPTION_TEXT, "CASE", G_STRUCT_OFFSET (VerifyOptions, against), "the case it was made from",
     FALSE},
    {"audience", 'a', OPTION_TEXT, "AUDIENCE", G_STRUCT_OFFSET (VerifyOptions, audience),
     "who may read it; without it: the audience that its facts name, or that it was built for", FALSE},
    {"format", 0, OPTION_CHOICE, "text|json", G_STRUCT_OFFSET (VerifyOptions, format),
     "how findings are printed", FALSE},
    {"password-file", 0, OPTION_TEXT, "FILE", G_STRUCT_OFFSET (VerifyOptions, password_file),
     "a file whose first line opens an encrypted PDF", FALSE},
    {0},
};

static const char *const kind_words[] = {[DIFFERENCE_CHANGED] = "changed",
                                         [DIFFERENCE_GONE] = "gone",
                                         [DIFFERENCE_NEW] = "new",
                                         [DIFFERENCE_PAGE] = "page"};

/** Texts of the parts called @name and of the "text" behind each, in turn; NULL-terminated, borrowed texts. Notes come first. */
static const char **
pairs_of (const Message *reply, const char *name, guint skip)
{
  guint n = message_count (reply, name);
  const char **pairs = g_new0 (const char *, 2 * n + 2);
  for (guint i = 0; i < n; i++)
    {
      pairs[2 * i] = message_nth (reply, name, i, NULL);
      pairs[2 * i + 1] = message_nth (reply, "text", skip + i, NULL);
    }
  return pairs;
}

static const char *
find_place (const char *const *words, const char *place)
{
  for (int i = 0; words[i]; i += 2)
    if (strcmp (words[i], place) == 0)
      return words[i + 1];
  return "";
}

/** What was found about one file. */
typedef struct
{
  const char *path;
  Session *session;
  const char *audience; /* NULL: that of its facts */
  gboolean has_facts;
  Built *built;           /* of a file without facts: what was built here under its name; NULL: nothing */
  gboolean same_facts;    /* … from what is released now */
  SaidCounts counts;      /* of what is released now, on the pages */
  GPtrArray *differences; /* of Difference* */
  GPtrArray *finds;       /* of char*: what is withheld */
} Verified;

static gboolean
is_good (const Verified *v)
{
  return !v->differences->len && !v->finds->len;
}

/** Is the file, byte for byte, what was built here for this audience? */
static gboolean
is_as_built (const Verified *v)
{
  return v->built && v->built->same && g_strcmp0 (v->built->audience, v->audience) == 0;
}

/** A file without facts is known by what was noted when it was built; one of which nothing was noted, by its words alone. */
static void
compare_built (Verified *v)
{
  const Built *built = v->built;
  g_autofree char *release = author_release (v->session->author, v->audience, v->session->diags);
  g_autofree char *digest = release ? g_compute_checksum_for_string (G_CHECKSUM_SHA256, release, -1) : NULL;
  v->same_facts = built && g_strcmp0 (built->release, digest) == 0;
  if (built && !built->same)
    difference_add (v->differences, DIFFERENCE_CHANGED, "file",
                    g_strdup ("it is not the file that was built here under its name"));
  else if (built && !is_as_built (v))
    difference_add (
        v->differences, DIFFERENCE_CHANGED, "audience",
        g_strdup_printf ("it was built here for “%s”, not for “%s”", built->audience, v->audience));
  else if (built && !v->same_facts && release)
    {
      g_autofree char *changes = key_changes (built->key, release, built->release);
      difference_add (v->differences, DIFFERENCE_CHANGED, "facts",
                      g_strdup_printf ("it was made from other facts than are released now: %s", changes));
    }
  const SaidCounts *n = &v->counts;
  if (!is_as_built (v) && !n->title && !n->passages && !n->claims && !n->names)
    difference_add (v->differences, DIFFERENCE_PAGE, "case",
                    g_strdup_printf ("its pages say nothing of what is released to “%s”", v->audience));
}

static void
write_flag (YamlWriter *writer, const char *key, gboolean value)
{
  yaml_write_key (writer, key);
  yaml_write_boolean (writer, value);
}

static void
write_count (YamlWriter *writer, const char *key, int n, int of)
{
  yaml_write_key (writer, key);
  yaml_write_list_begin (writer);
  yaml_write_integer (writer, n);
  yaml_write_integer (writer, of);
  yaml_write_end (writer);
}

static void
write_text (YamlWriter *writer, const char *key, const char *text)
{
  yaml_write_key (writer, key);
  yaml_write_string (writer, text);
}

static void
write_finding (YamlWriter *writer, const char *kind, const char *id, const char *what)
{
  yaml_write_map_begin (writer);
  write_text (writer, "kind", kind);
  if (id)
    write_text (writer, "id", id);
  write_text (writer, "what", what);
  yaml_write_end (writer);
}

/** What a file without facts was held against. */
static void
write_without_facts (YamlWriter *writer, const Verified *v)
{
  write_text (writer, "audience", v->audience);
  if (v->built)
    {
      yaml_write_key (writer, "built_here");
      yaml_write_map_begin (writer);
      write_text (writer, "audience", v->built->audience);
      write_flag (writer, "same_file", v->built->same);
      write_flag (writer, "same_facts", v->same_facts);
      yaml_write_end (writer);
    }
  yaml_write_key (writer, "on_pages");
  yaml_write_map_begin (writer);
  write_count (writer, "passages", v->counts.passages, v->counts.of_passages);
  write_count (writer, "claims", v->counts.claims, v->counts.of_claims);
  write_count (writer, "names", v->counts.names, v->counts.of_names);
  yaml_write_end (writer);
}

static void
print_json (const Verified *v)
{
  g_autoptr (YamlWriter) writer = yaml_writer_new (YAML_AS_JSON);
  yaml_write_map_begin (writer);
  write_text (writer, "file", v->path);
  write_flag (writer, "facts_attached", v->has_facts);
  if (!v->has_facts)
    write_without_facts (writer, v);
  write_flag (writer, "good", is_good (v));
  yaml_write_key (writer, "findings");
  yaml_write_list_begin (writer);
  for (guint i = 0; i < v->finds->len; i++)
    write_finding (writer, "withheld", NULL, v->finds->pdata[i]);
  for (guint i = 0; i < v->differences->len; i++)
    {
      const Difference *difference = v->differences->pdata[i];
      write_finding (writer, kind_words[difference->kind], difference->id, difference->what);
    }
  yaml_write_end (writer);
  yaml_write_end (writer);
  g_autofree char *text = yaml_writer_steal (writer);
  printf ("%s\n", text);
}

/** What the answer rests on where no facts are attached. */
static void
print_grounds (const Verified *v)
{
  const SaidCounts *n = &v->counts;
  const char *end = v->finds->len ? "" : "; nothing withheld was found";
  if (is_as_built (v))
    printf ("%s: no facts are attached; it is, byte for byte, what was built here for “%s”%s%s\n", v->path,
            v->audience, v->same_facts ? ", from the facts that are released now" : "", end);
  else
    printf ("%s: no facts are attached%s, so its words alone were held against what is released to “%s” now: "
            "on its "
            "pages stand %d of %d passages, %d of %d claims in their own words, %d of %d names%s\n",
            v->path, v->built ? "" : " and nothing is known of how it was built", v->audience, n->passages,
            n->of_passages, n->claims, n->of_claims, n->names, n->of_names, end);
}

static void
print_text (const Verified *v)
{
  for (guint i = 0; i < v->finds->len; i++)
    printf ("%s: withheld: %s\n", v->path, (const char *)v->finds->pdata[i]);
  for (guint i = 0; i < v->differences->len; i++)
    {
      const Difference *difference = v->differences->pdata[i];
      printf ("%s: %s: %s\n", v->path, kind_words[difference->kind], difference->what);
    }
  if (!v->has_facts)
    print_grounds (v);
  else if (is_good (v))
    printf ("%s: pages, attached facts and released facts agree; nothing withheld was found\n", v->path);
}

static int
verify (Session *session, const char *path, const Message *reply, const VerifyOptions *options)
{
  gsize length = 0;
  const char *facts = message_find (reply, "facts", &length);
  guint n_notes = message_count (reply, "note");
  g_autofree const char **notes = pairs_of (reply, "note", 0), **words = pairs_of (reply, "place", n_notes);
  g_autofree const char **ids = g_new0 (const char *, n_notes + 1),
                        **texts = g_new0 (const char *, n_notes + 1);
  for (guint i = 0; i < n_notes; i++)
    {
      ids[i] = notes[2 * i];
      texts[i] = notes[2 * i + 1];
    }
  const Said said = {.lang = message_find (reply, "language", NULL),
                     .reading = find_place (words, "print"),
                     .note_ids = ids,
                     .note_texts = texts};
  g_autoptr (Built) built = facts ? NULL : key_built (path);
  g_autoptr (GPtrArray) finds = g_ptr_array_new_with_free_func (g_free);
  Verified v = {.path = path, .session = session, .has_facts = facts != NULL, .built = built, .finds = finds};
  v.audience = options->audience ? options->audience : built ? built->audience : NULL;
  if (diags_has_errors (session->diags) ||
      !author_verify (session->author, v.audience, facts, length, &said, words, &v.counts, &v.differences,
                      finds, session->diags))
    {
      session_report (session, FALSE);
      return STATUS_AUTHOR;
    }
  if (!facts)
    compare_built (&v);
  if (options->format && strcmp (options->format, "json") == 0)
    print_json (&v);
  else
    print_text (&v);
  const int status = is_good (&v) ? STATUS_FINE : STATUS_AUTHOR;
  g_ptr_array_unref (v.differences);
  return status;
}

static int
run_verify (const void *values, char **operands, int n_operands)
{
  const VerifyOptions *options = values;
  g_autoptr (GError) error = NULL;
  g_autoptr (Message) request = message_new (), reply = NULL;
  g_autofree char *password = options->password_file ? password_read (options->password_file, &error) : NULL;
  Session session;
  if (error)
    {
      terminal_say ("%s", error->message);
      return STATUS_WORLD;
    }
  if (!options->against)
    terminal_say ("verify: against which case? Say so with --against");
  int status = session_open (&session, options->against);
  message_add_text (request, "task", "words");
  message_add_text (request, "password", password);
  if (status == STATUS_FINE)
    reply = readback_ask_path (session.places, operands[0], request, &status);
  if (reply)
    status = verify (&session, operands[0], reply, options);
  session_clear (&session);
  return status;
}

static const char *const examples[] = {
    "brief verify output/isis-k-1-analyst-desk-en-GB.pdf --against isis-k",
    "does it still say what the desk may know, and nothing else?",
    NULL,
};

const Command command_verify = {
    .name = "verify",
    .operands = "FILE.pdf --against CASE",
    .min_operands = 1,
    .max_operands = 1,
    .summary = "hold a product against its case: same facts, nothing withheld",
    .detail = "Compares what the pages of a product say, the facts attached to it, and the facts released to "
              "its audience now; and "
              "looks for names and sentences of withheld records in all its text, metadata, attachments and "
              "names. What "
              "differs is named with the ids of the records: exit status 1. A product without attached facts "
              "(field, slides, "
              "poster) is held against what was noted when it was built, if it still stands in that folder; "
              "else its "
              "words alone are, and it is said how many of the facts they tell. This is the author's side: "
              "findings name what is withheld.",
    .examples = examples,
    .options = specs,
    .options_size = sizeof (VerifyOptions),
    .run = run_verify,
};
