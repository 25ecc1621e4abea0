/* session.c: see session.h. */
#include "cli/session.h"
#include <stdio.h>
#include <string.h>
#include "base/yaml.h"
#include "cli/command.h"
#include "cli/pins.h"
#include "cli/terminal.h"

char *
build_file (const Places *places, const char *case_folder)
{
  g_autofree char *data = places_data (places, case_folder);
  g_autofree char *path = g_build_filename (data, "briefings.yaml", NULL);
  return places_short (places, path);
}

int
session_open (Session *session, const char *name)
{
  memset (session, 0, sizeof *session);
  session->places = places_find ();
  session->diags = diags_new ();
  g_autofree char *folder = name ? places_case (session->places, name) : NULL;
  if (!folder)
    {
      g_auto (GStrv) cases = places_cases (session->places);
      session->wanted = g_ptr_array_new ();
      return terminal_unknown ("case", name, cases);
    }
  session->folder = places_short (session->places, folder);
  g_autofree char *path = build_file (session->places, folder);
  if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
    session->order = order_read (path, session->diags);
  session->wanted = session->order ? g_ptr_array_ref (session->order->wanted) : g_ptr_array_new ();
  g_autoptr (Diags) facts = diags_new ();
  session->author = author_open (session->places, session->folder, facts);
  order_weigh (session->order, facts);
  diags_absorb_errors (session->diags, facts); /* `check` prints the rest */
  if (!session->author)
    return session_report (session, FALSE);
  return STATUS_FINE;
}

void
session_clear (Session *session)
{
  g_clear_pointer (&session->author, author_free);
  g_clear_pointer (&session->wanted, g_ptr_array_unref);
  g_clear_pointer (&session->order, order_free);
  g_clear_pointer (&session->diags, diags_free);
  g_clear_pointer (&session->folder, g_free);
  g_clear_pointer (&session->places, places_free);
}

/** Audiences that the build file pairs with the case and @layout, each once, borrowed. */
static GPtrArray *
paired_audiences (const Session *session, const char *layout)
{
  GPtrArray *found = g_ptr_array_new ();
  for (guint i = 0; i < session->wanted->len; i++)
    {
      const Wanted *wanted = session->wanted->pdata[i];
      gboolean meant = strcmp (wanted->case_name, author_case (session->author)) == 0 &&
                       (!layout || strcmp (wanted->layout, layout) == 0);
      for (guint k = 0; meant && k < found->len; k++)
        meant = strcmp (found->pdata[k], wanted->audience) != 0;
      if (meant)
        g_ptr_array_add (found, wanted->audience);
    }
  return found;
}

int
session_audience (const Session *session, const char *given, const char *layout, const char **audience)
{
  const char *const *all = author_audiences (session->author);
  if (given)
    {
      *audience = given;
      return g_strv_contains (all, given) ? STATUS_FINE : terminal_unknown ("audience", given, (char **)all);
    }
  g_autofree char *name = layout ? layout_name (layout) : NULL;
  g_autoptr (GPtrArray) paired = paired_audiences (session, name);
  if (paired->len == 1)
    {
      *audience = paired->pdata[0];
      /* with mistakes in the files, those are the answer */
      return diags_has_errors (session->diags) || g_strv_contains (all, *audience)
                 ? STATUS_FINE
                 : terminal_unknown ("audience", *audience, (char **)all);
    }
  if (paired->len == 0 && g_strv_length ((char **)all) == 1)
    {
      *audience = all[0];
      return STATUS_FINE;
    }
  if (layout)
    terminal_say ("the build file pairs %s audience with the layout “%s”; say which with --audience",
                  paired->len ? "more than one" : "no", name);
  else
    terminal_say ("for which audience? Say so with --audience");
  return terminal_unknown ("audience", NULL, (char **)all);
}

int
session_layout (const Session *session, const char *name, char **path)
{
  g_autofree char *found = name ? places_layout (session->places, session->folder, name) : NULL;
  if (found)
    {
      *path = places_short (session->places, found);
      return STATUS_FINE;
    }
  g_auto (GStrv) layouts = places_layouts (session->places, session->folder);
  if (!name)
    terminal_say ("how should it look? Say so with --layout");
  return terminal_unknown ("layout", name, layouts);
}

int
session_report (const Session *session, gboolean json)
{
  terminal_diags (session->diags, json);
  return diags_has_errors (session->diags) ? STATUS_AUTHOR : STATUS_FINE;
}

int
session_make (Session *session, Product *product, gboolean quiet)
{
  g_autoptr (GPtrArray) products = g_ptr_array_new ();
  g_ptr_array_add (products, product);
  const MakeOptions make = {.jobs = 1, .force = TRUE, .quiet = quiet, .pool = session->pool};
  int status = make_products (session->places, products, &make);
  diags_absorb (session->diags, product->diags);
  int reported = session_report (session, FALSE);
  status = MAX (status, reported);
  if (product->trouble)
    terminal_say ("%s: %s", product->output, product->trouble);
  if (status == STATUS_FINE && !quiet && strcmp (product->output, "-") != 0)
    {
      printf ("%s", product->output);
      if (product->pages > 0)
        printf ("  %d page%s", product->pages, product->pages == 1 ? "" : "s");
      printf ("  %d ms\n", (int)(product->milliseconds + 0.5));
    }
  return status;
}

char *
layout_name (const char *name)
{
  char *base = g_path_get_basename (name);
  if (g_str_has_suffix (base, ".yaml"))
    base[strlen (base) - strlen (".yaml")] = '\0';
  return base;
}

enum
{
  PARENTS = 16 /* a layout's, as the reader of layouts has it: rings end here */
};

/** What stands at the top of a layout under a key; owned; NULL: nothing. The layout's own reader says what is wrong with it. */
static char *
layout_word (const char *path, const char *key, char **parent)
{
  g_autofree char *text = NULL;
  gsize length = 0;
  g_autoptr (Diags) dropped = diags_new ();
  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR) || !g_file_get_contents (path, &text, &length, NULL))
    return NULL;
  g_autoptr (YamlNode) root = yaml_read (text, length, "layout", dropped);
  const YamlNode *word = root && root->kind == YAML_MAP ? yaml_find (root, key) : NULL;
  const YamlNode *extends = root && root->kind == YAML_MAP ? yaml_find (root, "extends") : NULL;
  *parent = extends && extends->kind == YAML_SCALAR ? g_strdup (extends->text) : NULL;
  return word && word->kind == YAML_SCALAR ? g_strdup (word->text) : NULL;
}

char *
product_language (const Places *places, const char *case_folder, const char *layout_path, const char *said,
                  const char *case_language)
{
  g_autofree char *path = g_strdup (layout_path);
  for (int i = 0; !said && path && i < PARENTS; i++)
    {
      g_autofree char *parent = NULL;
      char *lang = layout_word (path, "lang", &parent);
      if (lang)
        return lang;
      g_free (path);
      path = parent ? places_layout (places, case_folder, parent) : NULL;
    }
  return g_strdup (said ? said : case_language);
}

Product *
session_product (const Session *session, const char *audience, const char *layout, const char *layout_path,
                 const char *language, const char *output, const char *release)
{
  Product *product = product_new ();
  product->case_folder = g_strdup (session->folder);
  product->audience = g_strdup (audience);
  product->layout = layout_name (layout);
  product->layout_path = g_strdup (layout_path);
  product->language = product_language (session->places, session->folder, layout_path, language,
                                        author_language (session->author));
  product->output = g_strdup (output);
  product->release = release;
  g_autofree char *pins = pins_path (session->folder, audience);
  product->pins = pins_read (pins, audience, release, product->diags);
  /* where products are kept, arrangements are too; nothing appears where nobody asked for products */
  g_autofree char *folder = places_output (session->places);
  g_autofree char *kept = places_short (session->places, folder);
  g_autofree char *own = g_path_get_dirname (product->output);
  if (g_file_test (folder, G_FILE_TEST_IS_DIR) || strcmp (own, kept) == 0)
    product->kept = g_build_filename (kept, ".cache", audience, "charts", NULL);
  return product;
}

static void
say_unknown (const Wanted *wanted, const char *code, const char *what, const char *name, char **names,
             Diags *diags)
{
  const char *near = nearest_match (name, (const char *const *)names, (int)g_strv_length (names));
  g_autofree char *hint = near ? g_strdup_printf ("did you mean “%s”?", near) : NULL;
  diags_error (diags, wanted->mark, code, hint, "there is no %s “%s”", what, name);
}

char *
wanted_case (const Places *places, const char *data, const Wanted *wanted, Diags *diags)
{
  g_autofree char *folder = g_build_filename (data, wanted->case_name, NULL);
  if (g_file_test (folder, G_FILE_TEST_IS_DIR))
    return places_short (places, folder);
  g_auto (GStrv) cases = places_cases (places);
  say_unknown (wanted, "case-unknown", "case", wanted->case_name, cases, diags);
  return NULL;
}

char *
wanted_layout (const Places *places, const char *case_folder, const Wanted *wanted, Diags *diags)
{
  g_autofree char *found = places_layout (places, case_folder, wanted->layout);
  if (found)
    return places_short (places, found);
  g_auto (GStrv) layouts = places_layouts (places, case_folder);
  say_unknown (wanted, "layout-unknown", "layout", wanted->layout, layouts, diags);
  return NULL;
}
