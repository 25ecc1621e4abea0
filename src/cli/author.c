/* author.c: see author.h. With order.c the only file of cli/ that includes facts/; neither includes anything of the render side. */
#include "cli/author.h"
#include <string.h>
#include "facts/audience.h"
#include "facts/build-file.h"
#include "facts/explain.h"
#include "facts/rules.h"
#include "facts/select.h"
#include "facts/store.h"
#include "release/schema.h"

struct Author
{
  char *name;
  Store *store;
  Audiences *audiences;
  const char **ids; /* of the audiences, borrowed from them; NULL-terminated */
};

/** A file that cannot be opened is as good as a wrong one to whoever asked for it: said with its path. */
static void
diag_world (Diags *diags, const char *path, GError *error)
{
  Mark mark = {.file = g_intern_string (path)};
  diags_error (diags, mark, "file-unreadable", NULL, "%s", error->message);
}

static void
read_audiences (Author *author, const Places *places, const char *folder, Diags *diags)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *data = places_data (places, folder);
  g_autofree char *path = g_build_filename (data, "audiences.yaml", NULL);
  g_autofree char *shown = places_short (places, path);
  author->audiences = g_file_test (path, G_FILE_TEST_EXISTS) ? audiences_read (shown, diags, &error)
                                                             : audiences_of_public (author->store->scheme);
  if (error)
    diag_world (diags, shown, error);
  guint n = author->audiences ? author->audiences->list->len : 0;
  author->ids = g_new0 (const char *, n + 1);
  for (guint i = 0; i < n; i++)
    author->ids[i] = ((Audience *)author->audiences->list->pdata[i])->id;
  if (author->audiences && author->store->scheme)
    audiences_check (author->audiences, author->store->scheme, diags);
}

Author *
author_open (const Places *places, const char *folder, Diags *diags)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *absolute = g_canonicalize_filename (folder, NULL);
  g_autofree char *data = g_path_get_dirname (absolute);
  g_autofree char *shown_data = places_short (places, data);
  g_auto (GStrv) folders = places_data_folders (places, shown_data);
  Author *author = g_new0 (Author, 1);
  author->name = g_path_get_basename (absolute);
  author->store = store_read (folder, (const char *const *)folders, diags, &error);
  if (!author->store)
    {
      diag_world (diags, folder, error);
      author_free (author);
      return NULL;
    }
  store_check (author->store, diags);
  read_audiences (author, places, absolute, diags);
  return author;
}

void
author_free (Author *author)
{
  if (!author)
    return;
  store_free (author->store);
  audiences_free (author->audiences);
  g_free (author->ids);
  g_free (author->name);
  g_free (author);
}

const char *const *
author_audiences (const Author *author)
{
  return author->ids;
}

int
author_issue (const Author *author)
{
  return author->store->briefing ? author->store->briefing->issue : 0;
}

const char *
author_language (const Author *author)
{
  const Briefing *briefing = author->store->briefing;
  return briefing && briefing->language ? briefing->language : "en";
}

const char *
author_case (const Author *author)
{
  return author->name;
}

char *
author_release (const Author *author, const char *audience, Diags *diags)
{
  const Audience *found = audiences_find (author->audiences, audience);
  g_autoptr (Release) release = found ? select_release (author->store, found, diags) : NULL;
  return release ? release_to_text (release) : NULL;
}

gboolean
author_verify (const Author *author, const char *audience, const char *facts, gsize length, const Said *said,
               const char *const *words, SaidCounts *counts, GPtrArray **differences, GPtrArray *finds,
               Diags *diags)
{
  g_autoptr (Release) then = facts ? release_read (facts, length, "facts.json", diags) : NULL;
  if (facts && !then)
    return FALSE;
  const char *id = audience ? audience : then ? then->audience : NULL;
  const Audience *found = id ? audiences_find (author->audiences, id) : NULL;
  if (!found)
    {
      diags_error (diags, (Mark){0}, "verify-audience", "say which with --audience", "%s%s",
                   id ? "there is no such audience here: " : "no facts are attached that say whom it is for",
                   id ? id : "");
      return FALSE;
    }
  g_autoptr (Selection) selection = selection_new (author->store, found, diags);
  g_autoptr (Release) now = selection ? selection_release (selection, diags) : NULL;
  if (!now)
    return FALSE;
  *differences = release_compare (then ? then : now, now);
  release_compare_said (then ? then : now, said, *differences);
  *counts = release_count_said (now, said);
  SelectionSearch *search = selection_search_begin (selection, finds);
  for (int i = 0; words[i]; i += 2)
    selection_search_words (search, words[i], words[i + 1]);
  selection_search_end (search);
  return TRUE;
}

char *
author_explain (const Author *author, const char *id, const char *audience)
{
  return explain_record (author->store, author->audiences, id, audience);
}

char **
author_ids (const Author *author)
{
  return explain_ids (author->store);
}

gboolean
author_names_withheld (const Author *author, const char *audience, const char *name, gboolean with_ids)
{
  const Audience *found = audiences_find (author->audiences, audience);
  g_autoptr (Diags) diags = diags_new ();
  g_autoptr (Selection) selection = found ? selection_new (author->store, found, diags) : NULL;
  return !selection || selection_has_withheld_word (selection, name, with_ids);
}

char *
author_schema (const char *what)
{
  if (strcmp (what, "facts") == 0)
    return schema_of_facts ();
  if (strcmp (what, "audiences") == 0)
    return schema_of_audiences ();
  return strcmp (what, "build") == 0 ? schema_of_build_file () : NULL;
}
