/* scheme.c: see scheme.h. */
#include "facts/scheme.h"

#include "base/colour.h"
#include "facts/store.h"

const Label *
scheme_highest (const Scheme *scheme)
{
  const Label *highest = NULL;
  for (guint i = 0; i < scheme->labels->len; i++)
    {
      const Label *label = g_ptr_array_index (scheme->labels, i);
      if (!highest || !scheme_dominates (scheme, highest->id, label->id))
        highest = label;
    }
  return highest;
}

const Label *
scheme_lowest (const Scheme *scheme)
{
  for (guint i = 0; i < scheme->labels->len; i++)
    {
      const Label *label = g_ptr_array_index (scheme->labels, i);
      gboolean below_all = TRUE;
      for (guint k = 0; k < scheme->labels->len; k++)
        below_all &=
            scheme_dominates (scheme, ((Label *)g_ptr_array_index (scheme->labels, k))->id, label->id);
      if (below_all)
        return label;
    }
  return NULL;
}

const LikelihoodWord *
scale_word (const LikelihoodScale *scale, const char *word)
{
  for (guint i = 0; word && i < scale->words->len; i++)
    {
      const LikelihoodWord *entry = g_ptr_array_index (scale->words, i);
      if (g_strcmp0 (entry->word, word) == 0)
        return entry;
    }
  return NULL;
}

/** Can @label be reached from itself downwards? */
static gboolean
is_in_ring (const Scheme *scheme, const Label *label)
{
  for (guint i = 0; i < label->above->len; i++)
    if (scheme_dominates (scheme, g_ptr_array_index (label->above, i), label->id))
      return TRUE;
  return FALSE;
}

static void
check_label (const Scheme *scheme, const Label *label, Mark mark, Diags *diags)
{
  guint32 colour;
  for (guint i = 0; i < label->above->len; i++)
    if (!scheme_label (scheme, g_ptr_array_index (label->above, i)))
      diags_error (diags, mark, "scheme-above", NULL, "label %s is above “%s”, which is no label", label->id,
                   (char *)g_ptr_array_index (label->above, i));
  if (is_in_ring (scheme, label))
    diags_error (diags, mark, "scheme-ring", NULL, "label %s is above itself", label->id);
  for (guint i = 0; i < label->aliases->len; i++)
    if (scheme_label (scheme, g_ptr_array_index (label->aliases, i)) != label)
      diags_error (diags, mark, "scheme-alias", NULL, "the alias “%s” of %s is another label's",
                   (char *)g_ptr_array_index (label->aliases, i), label->id);
  if ((label->colour && !colour_read (label->colour, &colour)) ||
      (label->ground && !colour_read (label->ground, &colour)))
    diags_error (diags, mark, "scheme-colour", "six hexadecimal digits in quotes",
                 "a colour of label %s is none", label->id);
}

/** The file of FOLDER/ID.yaml, parsed, from the first folder that has it; NULL with a diagnostic or @error. */
static YamlNode *
find_file (const char *folder, const char *id, const char *what, const char *const *data_folders, Mark mark,
           Diags *diags, GError **error)
{
  g_autofree char *name = g_strconcat (id, ".yaml", NULL);
  if (strchr (id, '/') || *id == '.')
    {
      diags_error (diags, mark, "scheme-missing", "its file's name without .yaml",
                   "“%s” cannot be the name of a %s", id, what);
      return NULL;
    }
  for (; *data_folders; data_folders++)
    {
      g_autofree char *path = g_build_filename (*data_folders, folder, name, NULL);
      if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
        return file_read_yaml (path, diags, error);
    }
  g_autofree char *hint = g_strdup_printf ("it would be the file %s/%s.yaml beside the case", folder, id);
  diags_error (diags, mark, "scheme-missing", hint, "there is no %s “%s”", what, id);
  return NULL;
}

Scheme *
scheme_read (const char *id, const char *const *data_folders, Mark mark, Diags *diags, GError **error)
{
  g_autoptr (YamlNode) node = find_file ("schemes", id, "marking scheme", data_folders, mark, diags, error);
  if (!node)
    return NULL;
  int n_errors = diags_count (diags, DIAG_ERROR);
  Scheme *scheme = record_read (&scheme_spec, node, id, diags);
  for (guint i = 0; i < scheme->labels->len; i++)
    check_label (scheme, g_ptr_array_index (scheme->labels, i), node->mark, diags);
  if (!scheme->labels->len)
    diags_error (diags, node->mark, "scheme-empty", NULL, "the scheme has no labels");
  if (diags_count (diags, DIAG_ERROR) > n_errors)
    {
      record_free (&scheme_spec, scheme);
      return NULL;
    }
  return scheme;
}

LikelihoodScale *
scale_read (const char *id, const char *const *data_folders, Mark mark, Diags *diags, GError **error)
{
  g_autoptr (YamlNode) node = find_file ("scales", id, "likelihood scale", data_folders, mark, diags, error);
  if (!node)
    return NULL;
  int n_errors = diags_count (diags, DIAG_ERROR);
  LikelihoodScale *scale = record_read (&scale_spec, node, id, diags);
  for (guint i = 0; i < scale->words->len; i++)
    {
      const LikelihoodWord *word = g_ptr_array_index (scale->words, i);
      if (word->low > word->high)
        diags_error (diags, node->mark, "scale-range", NULL, "the range of “%s” does not rise",
                     word->word ? word->word : "");
    }
  if (diags_count (diags, DIAG_ERROR) > n_errors)
    {
      record_free (&scale_spec, scale);
      return NULL;
    }
  return scale;
}

char *
scheme_hint (const Scheme *scheme, const char *word)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();
  for (guint i = 0; i < scheme->labels->len; i++)
    g_ptr_array_add (labels, ((Label *)g_ptr_array_index (scheme->labels, i))->id);
  const char *nearest = nearest_match (word, (const char *const *)labels->pdata, (int)labels->len);
  if (nearest)
    return g_strdup_printf ("did you mean “%s”?", nearest);
  g_ptr_array_add (labels, NULL);
  g_autofree char *list = g_strjoinv (", ", (char **)labels->pdata);
  return g_strdup_printf ("its labels are %s", list);
}
