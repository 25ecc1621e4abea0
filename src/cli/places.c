/* places.c: looking upwards, and beside the executable. */
#include "cli/places.h"
#include <string.h>

static gboolean
is_folder (const char *path)
{
  return g_file_test (path, G_FILE_TEST_IS_DIR);
}

/** The nearest folder from @start upwards that holds all of @names (NULL-terminated); owned or NULL. */
static char *
find_upwards (const char *start, const char *const *names)
{
  g_autofree char *folder = g_strdup (start);
  for (;;)
    {
      gboolean all = TRUE;
      for (int i = 0; names[i] && all; i++)
        {
          g_autofree char *path = g_build_filename (folder, names[i], NULL);
          all = g_file_test (path, G_FILE_TEST_EXISTS);
        }
      if (all)
        return g_steal_pointer (&folder);
      char *parent = g_path_get_dirname (folder);
      if (strcmp (parent, folder) == 0)
        {
          g_free (parent);
          return NULL;
        }
      g_free (folder);
      folder = parent;
    }
}

Places *
places_find (void)
{
  Places *places = g_new0 (Places, 1);
  places->here = g_get_current_dir ();
  places->project = find_upwards (places->here, (const char *const[]){"data", NULL});
  places->program = g_file_read_link ("/proc/self/exe", NULL);
  if (!places->program)
    return places;
  g_autofree char *folder = g_path_get_dirname (places->program);
  g_autofree char *installed = g_build_filename (folder, "..", "share", "brief", NULL);
  if (is_folder (installed))
    places->shipped = g_canonicalize_filename (installed, NULL);
  else
    places->shipped = find_upwards (folder, (const char *const[]){"layouts", "fonts/manifest", NULL});
  if (places->shipped)
    places->fonts = g_build_filename (places->shipped, "fonts", NULL);
  return places;
}

void
places_free (Places *places)
{
  if (!places)
    return;
  g_free (places->program);
  g_free (places->shipped);
  g_free (places->fonts);
  g_free (places->here);
  g_free (places->project);
  g_free (places);
}

char *
places_short (const Places *places, const char *path)
{
  gsize length = strlen (places->here);
  if (strncmp (path, places->here, length) == 0 && path[length] == '/' && path[length + 1])
    return g_strdup (path + length + 1);
  return g_strdup (path);
}

char *
places_case (const Places *places, const char *name)
{
  if (is_folder (name))
    return g_canonicalize_filename (name, NULL);
  if (!places->project || strchr (name, '/'))
    return NULL;
  g_autofree char *folder = g_build_filename (places->project, "data", name, NULL);
  return is_folder (folder) ? g_steal_pointer (&folder) : NULL;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/** Names in @folder, sorted by bytes; owned. */
static GPtrArray *
names_in (const char *folder)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  while (dir && (name = g_dir_read_name (dir)))
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  return names;
}

static char **
finish_list (GPtrArray *list)
{
  g_ptr_array_add (list, NULL);
  return (char **)g_ptr_array_free (list, FALSE);
}

/** Does a file in @folder have a line that begins with `briefing:`? Only that tells a case from a folder of shared records. */
static gboolean
is_case (const char *folder)
{
  g_autoptr (GPtrArray) names = names_in (folder);
  for (guint i = 0; i < names->len; i++)
    {
      if (!g_str_has_suffix (names->pdata[i], ".yaml") && !g_str_has_suffix (names->pdata[i], ".json"))
        continue;
      g_autofree char *path = g_build_filename (folder, names->pdata[i], NULL);
      g_autofree char *text = NULL;
      if (g_file_get_contents (path, &text, NULL, NULL) &&
          (g_str_has_prefix (text, "briefing:") || strstr (text, "\nbriefing:") ||
           strstr (text, "\"briefing\"")))
        return TRUE;
    }
  return FALSE;
}

char **
places_cases (const Places *places)
{
  GPtrArray *cases = g_ptr_array_new ();
  if (places->project)
    {
      g_autofree char *data = g_build_filename (places->project, "data", NULL);
      g_autoptr (GPtrArray) names = names_in (data);
      for (guint i = 0; i < names->len; i++)
        {
          g_autofree char *folder = g_build_filename (data, names->pdata[i], NULL);
          if (is_folder (folder) && is_case (folder))
            g_ptr_array_add (cases, g_strdup (names->pdata[i]));
        }
    }
  return finish_list (cases);
}

char **
places_layout_folders (const Places *places, const char *case_folder)
{
  GPtrArray *folders = g_ptr_array_new ();
  const char *const roots[] = {case_folder, places->project, places->shipped};
  for (guint i = 0; i < G_N_ELEMENTS (roots); i++)
    {
      g_autofree char *folder = roots[i] ? g_build_filename (roots[i], "layouts", NULL) : NULL;
      gboolean again = FALSE;
      for (guint k = 0; folder && k < folders->len; k++)
        again |= strcmp (folder, folders->pdata[k]) == 0;
      if (folder && !again && is_folder (folder))
        g_ptr_array_add (folders, g_steal_pointer (&folder));
    }
  return finish_list (folders);
}

char *
places_layout (const Places *places, const char *case_folder, const char *name)
{
  if (g_str_has_suffix (name, ".yaml"))
    return g_file_test (name, G_FILE_TEST_IS_REGULAR) ? g_canonicalize_filename (name, NULL) : NULL;
  g_auto (GStrv) folders = places_layout_folders (places, case_folder);
  for (int i = 0; folders[i]; i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/%s.yaml", folders[i], name);
      if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
        return g_steal_pointer (&path);
    }
  return NULL;
}

char **
places_layouts (const Places *places, const char *case_folder)
{
  GPtrArray *found = g_ptr_array_new ();
  g_auto (GStrv) folders = places_layout_folders (places, case_folder);
  for (int i = 0; folders[i]; i++)
    {
      g_autoptr (GPtrArray) names = names_in (folders[i]);
      for (guint k = 0; k < names->len; k++)
        {
          const char *name = names->pdata[k];
          if (g_str_has_suffix (name, ".yaml"))
            g_ptr_array_add (found, g_strndup (name, strlen (name) - strlen (".yaml")));
        }
    }
  g_ptr_array_sort (found, compare_names);
  for (guint i = 1; i < found->len;)
    {
      if (strcmp (found->pdata[i - 1], found->pdata[i]) == 0)
        g_free (g_ptr_array_remove_index (found, i));
      else
        i++;
    }
  return finish_list (found);
}

char *
places_data (const Places *places, const char *case_folder)
{
  if (case_folder)
    return g_path_get_dirname (case_folder);
  return places->project ? g_build_filename (places->project, "data", NULL) : g_strdup (places->here);
}

char *
places_output (const Places *places)
{
  if (places->project)
    return g_build_filename (places->project, "output", NULL);
  return g_build_filename (places->here, "output", NULL);
}

char **
places_data_folders (const Places *places, const char *data)
{
  GPtrArray *folders = g_ptr_array_new ();
  if (data)
    g_ptr_array_add (folders, g_strdup (data));
  if (places->shipped)
    g_ptr_array_add (folders, g_build_filename (places->shipped, "data", NULL));
  return finish_list (folders);
}
