/* machine.c: see machine.h. */
#include "cli/machine.h"
#include <fcntl.h>
#include <string.h>
#include <unistd.h>
#include "cli/libraries.h"
#include "cli/readback.h"

enum
{
  DEPTH = 4 /* folders below fonts/: fontconfig looks into them, too */
};

struct Machine
{
  const Places *places; /* borrowed */
  Identities *identities;
  char *text, *readback;
};

/** The hash of what the files hold, with their names but not their folders. Owned. */
static char *
digest_files (Identities *identities, const char *const *paths)
{
  g_autoptr (GString) all = g_string_new (NULL);
  for (int i = 0; paths[i]; i++)
    {
      g_autofree char *base = g_path_get_basename (paths[i]);
      g_string_append_printf (all, "%s %s\n", base, identities_of (identities, paths[i]));
    }
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, all->str, (gssize)all->len);
}

/* Fonts */

static gboolean
is_font (const char *name)
{
  static const char *const ends[] = {".ttf", ".otf", ".ttc", ".otc", ".pfb", ".woff", ".woff2"};
  g_autofree char *small = g_ascii_strdown (name, -1);
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    if (g_str_has_suffix (small, ends[i]))
      return TRUE;
  return FALSE;
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

static void
add_fonts (const char *folder, int depth, GPtrArray *paths)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  while (dir && (name = g_dir_read_name (dir)))
    if (*name != '.')
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_texts);
  for (guint i = 0; i < names->len; i++)
    {
      char *path = g_build_filename (folder, names->pdata[i], NULL);
      if (is_font (names->pdata[i]))
        g_ptr_array_add (paths, path);
      else
        {
          if (depth > 0 && g_file_test (path, G_FILE_TEST_IS_DIR))
            add_fonts (path, depth - 1, paths);
          g_free (path);
        }
    }
}

/* All of it */

Machine *
machine_new (const Places *places, const char *kept)
{
  Machine *machine = g_new0 (Machine, 1);
  g_auto (GStrv) libraries = libraries_loaded ();
  g_autoptr (GPtrArray) fonts = g_ptr_array_new_with_free_func (g_free);
  machine->places = places;
  machine->identities = identities_new (kept);
  if (places->fonts)
    add_fonts (places->fonts, DEPTH, fonts);
  g_ptr_array_add (fonts, NULL);
  g_autofree char *of_libraries = digest_files (machine->identities, (const char *const *)libraries);
  g_autofree char *of_fonts = digest_files (machine->identities, (const char *const *)fonts->pdata);
  const char *program =
      places->program ? identities_of (machine->identities, places->program) : BRIEF_VERSION;
  machine->text = g_strdup_printf ("program %s\nlibraries %s\nfonts %s\n", program, of_libraries, of_fonts);
  return machine;
}

void
machine_free (Machine *machine)
{
  if (!machine)
    return;
  identities_free (machine->identities);
  g_free (machine->text);
  g_free (machine->readback);
  g_free (machine);
}

const char *
machine_text (const Machine *machine)
{
  return machine->text;
}

const char *
machine_digest (Machine *machine, const char *path)
{
  return identities_of (machine->identities, path);
}

const char *
machine_readback (Machine *machine)
{
  g_autoptr (Message) request = message_new (), reply = NULL;
  g_autofree char *program = NULL;
  if (machine->readback)
    return machine->readback;
  message_add_text (request, "task", "libraries");
  int fd = open ("/dev/null", O_RDONLY | O_CLOEXEC);
  reply = fd >= 0 ? readback_ask (machine->places, fd, request, NULL) : NULL;
  if (fd >= 0)
    close (fd);
  program = readback_program (machine->places);
  g_autofree const char **libraries = reply ? message_all (reply, "library") : g_new0 (const char *, 1);
  g_autofree char *of_libraries = digest_files (machine->identities, libraries);
  machine->readback =
      g_strdup_printf ("%.32s %.32s", identities_of (machine->identities, program), of_libraries);
  return machine->readback;
}

void
machine_keep (const Machine *machine)
{
  identities_keep (machine->identities);
}

/** What follows @folder and its slash in @path; NULL: it is not below. */
static const char *
below (const char *folder, const char *path)
{
  const gsize n = folder ? strlen (folder) : 0;
  return n > 1 && strncmp (path, folder, n) == 0 && path[n] == '/' ? path + n + 1 : NULL;
}

char *
machine_name (const Machine *machine, const char *project, const char *path)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  const char *own = below (project, absolute), *shipped = below (machine->places->shipped, absolute);
  if (own) /* first: a project may lie inside of the program's tree */
    return g_strconcat ("./", own, NULL);
  return shipped ? g_strconcat ("@/", shipped, NULL) : g_steal_pointer (&absolute);
}

char *
machine_path (const Machine *machine, const char *project, const char *name)
{
  if (g_str_has_prefix (name, "./") && project)
    return g_build_filename (project, name + 2, NULL);
  if (g_str_has_prefix (name, "@/") && machine->places->shipped)
    return g_build_filename (machine->places->shipped, name + 2, NULL);
  return g_strdup (name);
}
