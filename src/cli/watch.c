/* watch.c: `brief watch`: renders again on every save, with a worker that stays. */
#include <stdio.h>
#include <string.h>
#include "cli/command.h"
#include "cli/notice.h"
#include "cli/places.h"
#include "cli/render.h"
#include "cli/terminal.h"

/* A save is often several events, and several saves are often one thought (“save all”): long enough to hear them together, short
 * against the tenth of a second after which a person feels that he waits. */
enum
{
  QUIET = 12,    /* ms without a save */
  LONGEST = 250, /* ms after the first; then what is there is rendered */
  DEEP = 6,      /* folders below a case or layouts/ */
};

typedef struct
{
  const char *layout, *audience, *output, *language;
  const char *set[OPTION_TEXTS_LIMIT + 1];
} WatchOptions;

static const OptionSpec specs[] = {
    {"layout", 'l', OPTION_TEXT, "LAYOUT", G_STRUCT_OFFSET (WatchOptions, layout),
     "how it looks: a name, or a path that ends in .yaml", FALSE},
    {"audience", 'a', OPTION_TEXT, "AUDIENCE", G_STRUCT_OFFSET (WatchOptions, audience),
     "who will read it; without it: the audience that the build file pairs with this layout", FALSE},
    {"output", 'o', OPTION_TEXT, "FILE", G_STRUCT_OFFSET (WatchOptions, output), "where to write", FALSE},
    {"lang", 0, OPTION_TEXT, "LANGUAGE", G_STRUCT_OFFSET (WatchOptions, language),
     "language of the product, such as fr; without it: the case's", FALSE},
    {"set", 0, OPTION_TEXTS, "NAME=VALUE", G_STRUCT_OFFSET (WatchOptions, set),
     "a value for one of the layout's settings, as often as needed", FALSE},
    {0},
};

/** The folders in which a save can change the product. Asked again before every wait: folders come and go. */
static void
watch_folders (Notice *notice, const char *name)
{
  g_autoptr (Places) places = places_find ();
  g_autofree char *folder = places_case (places, name);
  if (!folder)
    { /* the case is gone for now: its folder's coming back is heard above it */
      if (places->project)
        notice_folder (notice, places->project, 1);
      return;
    }
  g_autofree char *data = places_data (places, folder);
  g_auto (GStrv) layouts = places_layout_folders (places, folder);
  g_auto (GStrv) more = places_data_folders (places, data);
  notice_folder (notice, folder, DEEP);
  notice_folder (notice, data, 0);
  for (int i = 0; more[i]; i++)
    {
      g_autofree char *schemes = g_build_filename (more[i], "schemes", NULL);
      g_autofree char *scales = g_build_filename (more[i], "scales", NULL);
      notice_folder (notice, schemes, 0);
      notice_folder (notice, scales, 0);
    }
  for (int i = 0; layouts[i]; i++)
    notice_folder (notice, layouts[i], DEEP);
  if (places->fonts)
    notice_folder (notice, places->fonts, 0);
}

/** One line a render, for eyes and for pipes. @since: monotonic µs of the save. @made: has this run made the file before? */
static void
tell (int status, const Rendered *rendered, gint64 since, gboolean made)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *clock = g_date_time_format (now, "%H:%M:%S");
  if (rendered->pages > 0)
    printf ("%s  %s  %d page%s  %d ms\n", clock, rendered->output, rendered->pages,
            rendered->pages == 1 ? "" : "s", (int)((g_get_monotonic_time () - since + 500) / 1000));
  else
    printf ("%s  %s; %s\n", clock, status == STATUS_WORLD ? "it could not be made" : "there are errors",
            made ? "the last good file stays" : "nothing was made");
  fflush (stdout);
}

static int
run_watch (const void *values, char **operands, int n_operands)
{
  const WatchOptions *options = values;
  const char *name = n_operands > 0 ? operands[0] : NULL;
  RenderOptions render = {.layout = options->layout,
                          .audience = options->audience,
                          .output = options->output,
                          .language = options->language,
                          .quiet = TRUE};
  memcpy (render.set, options->set, sizeof render.set);
  if (options->output && strcmp (options->output, "-") == 0)
    {
      terminal_say ("watch writes a file again and again: give --output a name");
      return STATUS_USAGE;
    }
  g_autoptr (GError) error = NULL;
  g_autoptr (Notice) notice = notice_new (&error);
  if (!notice)
    {
      terminal_say ("%s", error->message);
      return STATUS_WORLD;
    }
  g_autoptr (Places) places = places_find ();
  g_autoptr (Pool) pool = pool_new (places->program);
  gint64 since = g_get_monotonic_time ();
  gboolean made = FALSE;
  for (int what = 0; !(what & NOTICE_ENDED); what = notice_wait (notice, QUIET, LONGEST, &since))
    {
      Rendered rendered;
      if (what & NOTICE_OTHER)
        pool_forget (pool);
      if (name)
        watch_folders (notice, name); /* before it is read: a save meanwhile is heard */
      const int status = render_case (name, &render, pool, &rendered);
      if (what == 0 && status == STATUS_USAGE)
        return status;
      tell (status, &rendered, since, made);
      made |= rendered.pages > 0;
      g_free (rendered.output);
    }
  return STATUS_FINE;
}

static const char *const examples[] = {
    "brief watch isis-k -l executive",
    "make it now, and again on every save in the case, its layouts or fonts/, until control-C",
    "brief watch isis-k -l analyst -a desk -o draft.pdf",
    "the desk's, into a file that a viewer has open",
    NULL,
};

const Command command_watch = {
    .name = "watch",
    .operands = "CASE -l LAYOUT",
    .max_operands = 1,
    .summary = "render again on every save",
    .detail = "Renders one briefing, then waits for saves of anything it is made from: facts, audiences, "
              "layouts, images, fonts. Saves that follow each other at once make one render. Mistakes are "
              "told here, and the last good file stays. The time at the end of a line is from the save to "
              "the finished file.\n\nControl-C ends it.",
    .examples = examples,
    .options = specs,
    .options_size = sizeof (WatchOptions),
    .run = run_watch,
    .renders = TRUE,
};
