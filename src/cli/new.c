/* new.c: `brief new DIR`: copies the small case that comes with the program. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include "cli/command.h"
#include "cli/files.h"
#include "cli/places.h"
#include "cli/terminal.h"

/** Copies the tree below @from into @to, which may exist as an empty folder. Only plain files and folders. */
static gboolean
copy_tree (const char *from, const char *to, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (from, 0, error);
  const char *name;
  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *source = g_build_filename (from, name, NULL);
      g_autofree char *target = g_build_filename (to, name, NULL);
      g_autofree char *text = NULL;
      gsize length;
      if (g_file_test (source, G_FILE_TEST_IS_DIR))
        {
          if (!copy_tree (source, target, error))
            return FALSE;
        }
      else if (!g_file_get_contents (source, &text, &length, error) ||
               !file_write_atomically (target, text, length, 0666, error))
        return FALSE;
    }
  return dir != NULL;
}

static gboolean
is_occupied (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  return dir ? g_dir_read_name (dir) != NULL : g_file_test (path, G_FILE_TEST_EXISTS);
}

static int
run_new (const void *options, char **operands, int n_operands)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Places) places = places_find ();
  if (n_operands < 1)
    {
      terminal_say ("new: which folder? For example: brief new my-briefing");
      return STATUS_USAGE;
    }
  const char *folder = operands[0];
  if (is_occupied (folder))
    {
      terminal_say ("new: %s is there already; nothing was changed", folder);
      return STATUS_USAGE;
    }
  g_autofree char *start =
      places->shipped ? g_build_filename (places->shipped, "contrib", "start", NULL) : NULL;
  if (!start || !copy_tree (start, folder, &error))
    {
      terminal_say ("new: %s", error ? error->message
                                     : "the files that come with the program are not where they should be");
      return STATUS_WORLD;
    }
  printf ("%s holds a small invented case. Next:\n"
          "  cd %s\n"
          "  brief build                 three briefings, into output/\n"
          "  brief check                 are facts, audiences and layouts sound?\n"
          "Then open data/ferry/facts.yaml: each kind of record is explained there.\n",
          folder, folder);
  return STATUS_FINE;
}

static const char *const examples[] = {
    "brief new my-briefing",
    "makes the folder my-briefing with facts, audiences, a layout and a build file",
    NULL,
};

const Command command_new = {
    .name = "new",
    .operands = "DIR",
    .max_operands = 1,
    .summary = "a working briefing to start from",
    .detail = "Makes the folder DIR with a small, commented case about an invented accident: facts with "
              "their sources, two audiences, "
              "a layout of its own, and a build file. It renders at once. A folder that holds anything is "
              "left alone.",
    .examples = examples,
    .run = run_new,
};
