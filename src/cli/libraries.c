/* libraries.c: see libraries.h. */
#include "cli/libraries.h"
#include <link.h>
#include <string.h>
#include <sys/stat.h>

/* The program's own number. ld(1) hashes what it writes and leaves the sum in a note. */

static int
find_build_id (struct dl_phdr_info *info, size_t size, void *data)
{
  char **id = data;
  for (int i = 0; i < info->dlpi_phnum; i++)
    {
      const ElfW (Phdr) *part = &info->dlpi_phdr[i];
      if (part->p_type != PT_NOTE)
        continue;
      const char *at = (const char *)(info->dlpi_addr + part->p_vaddr), *end = at + part->p_memsz;
      while (at + sizeof (ElfW (Nhdr)) <= end && !*id)
        {
          ElfW (Nhdr) note;
          memcpy (&note, at, sizeof note);
          const char *name = at + sizeof note, *value = name + ((note.n_namesz + 3) & ~3u);
          if (note.n_type == NT_GNU_BUILD_ID && note.n_namesz == 4 && memcmp (name, "GNU", 4) == 0)
            {
              GString *hex = g_string_new (NULL);
              for (guint k = 0; k < note.n_descsz; k++)
                g_string_append_printf (hex, "%02x", (guint)(guchar)value[k]);
              *id = g_string_free (hex, FALSE);
            }
          at = value + ((note.n_descsz + 3) & ~3u);
        }
    }
  return 1; /* the first is the program */
}

char *
program_stamp (const Places *places)
{
  g_autofree char *id = NULL;
  struct stat info = {0};
  dl_iterate_phdr (find_build_id, &id);
  if (id)
    return g_strdup_printf ("%s %s", BRIEF_VERSION, id);
  if (places->program && stat (places->program, &info) != 0)
    info.st_size = 0;
  return g_strdup_printf ("%s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT ".%09ld", BRIEF_VERSION,
                          (gint64)info.st_size, (gint64)info.st_mtim.tv_sec, info.st_mtim.tv_nsec);
}

/* Libraries */

static int
add_library (struct dl_phdr_info *info, size_t size, void *data)
{
  if (info->dlpi_name && *info->dlpi_name == '/')
    g_ptr_array_add (data, g_strdup (info->dlpi_name));
  return 0;
}

static int
compare_base_names (gconstpointer a, gconstpointer b)
{
  const char *x = strrchr (*(const char *const *)a, '/'), *y = strrchr (*(const char *const *)b, '/');
  return strcmp (x, y);
}

char **
libraries_loaded (void)
{
  GPtrArray *paths = g_ptr_array_new ();
  dl_iterate_phdr (add_library, paths);
  g_ptr_array_sort (paths, compare_base_names);
  g_ptr_array_add (paths, NULL);
  return (char **)g_ptr_array_free (paths, FALSE);
}
