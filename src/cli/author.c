/* author.c: see author.h. The only file of cli/ that includes facts/; it includes nothing of the render side. */
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

static void
wanted_free (gpointer data)
{
  Wanted *wanted = data;
  g_free (wanted->case_name);
  g_free (wanted->audience);
  g_free (wanted->layout);
  g_free (wanted->language);
  g_free (wanted->name);
  g_ptr_array_unref (wanted->set);
  g_free (wanted);
}

static void
add_wanted (GPtrArray *list, const BuildCase *of, const BuildItem *item, const char *language)
{
  Wanted *wanted = g_new0 (Wanted, 1);
  wanted->case_name = g_strdup (of->case_name);
  wanted->audience = g_strdup (item->audience);
  wanted->layout = g_strdup (item->layout);
  wanted->language = g_strdup (language);
  wanted->name = g_strdup (item->name ? item->name : of->name);
  wanted->set = set_values_new ();
  set_values_add_all (wanted->set, item->set);
  wanted->sheets = item->sheets;
  wanted->mark = item->mark;
  g_ptr_array_add (list, wanted);
}

GPtrArray *
wanted_read (const char *path, Diags *diags)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BuildFile) file = build_file_read (path, diags, &error);
  if (error)
    diag_world (diags, path, error);
  if (!file)
    return NULL;
  GPtrArray *list = g_ptr_array_new_with_free_func (wanted_free);
  for (guint i = 0; i < file->products->len; i++)
    {
      const BuildCase *of = file->products->pdata[i];
      for (guint k = 0; k < of->make->len; k++)
        {
          const BuildItem *item = of->make->pdata[k];
          if (!of->case_name || !item->audience || !item->layout)
            continue; /* reported by the reader */
          for (guint l = 0; l < item->languages->len; l++)
            add_wanted (list, of, item, item->languages->pdata[l]);
          if (item->languages->len == 0)
            add_wanted (list, of, item, NULL);
        }
    }
  return list;
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
