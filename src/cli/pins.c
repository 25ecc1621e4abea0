/* pins.c: see pins.h. */
#include "cli/pins.h"
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include "base/yaml.h"
#include "cli/files.h"
#include "release/release.h"

#define KEEPS_HINT "brief chart CASE -a AUDIENCE --pin writes it anew"

char *
pins_path (const char *case_folder, const char *audience)
{
  g_autofree char *file = g_strconcat (audience, ".yaml", NULL);
  return g_build_filename (case_folder, "pins", file, NULL);
}

static gboolean
number_of (const YamlNode *node, gint64 *number)
{
  return node && node->kind == YAML_SCALAR &&
         g_ascii_string_to_signed (node->text, 10, -14400, 14400, number, NULL);
}

static void
say_form (const YamlNode *node, Diags *diags)
{
  diags_warning (diags, node->mark, "pins-form", KEEPS_HINT,
                 "pins are a map {audience, width, height, boxes: {ID: [x, y]}, charts: [{width, height, "
                 "boxes}]} of whole points; these are not used");
}

/** Appends the boxes of @map; FALSE: they may not be used, which is said. */
static gboolean
add_boxes (GString *out, const YamlNode *map, const Release *release, Diags *diags)
{
  for (guint i = 0; i < map->items->len; i++)
    {
      const YamlNode *key = map->keys->pdata[i], *place = map->items->pdata[i];
      gint64 x, y;
      if (!release_find (release, RECORD_ENTITY, key->text))
        {
          diags_warning (diags, key->mark, "pins-not-released", KEEPS_HINT,
                         "the pins name “%s”, whom their audience may not know; they are not used",
                         key->text);
          return FALSE;
        }
      if (place->kind != YAML_LIST || place->items->len != 2 || !number_of (place->items->pdata[0], &x) ||
          !number_of (place->items->pdata[1], &y))
        {
          say_form (place, diags);
          return FALSE;
        }
      g_string_append_printf (out, "%s %d %d\n", key->text, (int)x, (int)y);
    }
  return TRUE;
}

/** Appends one ground: its size, then its boxes. */
static gboolean
add_ground (GString *out, const YamlNode *ground, const char *before, const Release *release, Diags *diags)
{
  const YamlNode *boxes = yaml_find (ground, "boxes");
  gint64 width, height;
  if (!boxes || boxes->kind != YAML_MAP || !number_of (yaml_find (ground, "width"), &width) ||
      !number_of (yaml_find (ground, "height"), &height) || width < 1 || height < 1)
    {
      say_form (ground, diags);
      return FALSE;
    }
  g_string_append_printf (out, "%s%d %d\n", before, (int)width, (int)height);
  return add_boxes (out, boxes, release, diags);
}

static char *
pins_convert (const YamlNode *root, const char *audience, const Release *release, Diags *diags)
{
  const YamlNode *pins = yaml_find (root, "pins"), *whose = yaml_find (pins, "audience"),
                 *charts = yaml_find (pins, "charts");
  if (!pins || !whose || whose->kind != YAML_SCALAR || (charts && charts->kind != YAML_LIST))
    {
      say_form (pins ? pins : root, diags);
      return NULL;
    }
  if (strcmp (whose->text, audience) != 0)
    {
      diags_warning (diags, whose->mark, "pins-audience", KEEPS_HINT,
                     "these pins are of “%s” and say what its chart shows; they are not used for “%s”",
                     whose->text, audience);
      return NULL;
    }
  g_autoptr (GString) out = g_string_new ("brief pins 1\n");
  if (!add_ground (out, pins, "", release, diags))
    return NULL;
  for (guint i = 0; charts && i < charts->items->len; i++)
    if (!add_ground (out, charts->items->pdata[i], "* ", release, diags))
      return NULL;
  return g_string_free (g_steal_pointer (&out), FALSE);
}

char *
pins_read (const char *path, const char *audience, const char *release, Diags *diags)
{
  g_autofree char *text = NULL;
  gsize length;
  GStatBuf info;
  /* neither a pipe nor more than YAML may have: this is read outside the sandbox */
  if (g_stat (path, &info) != 0 || !S_ISREG (info.st_mode) || info.st_size > YAML_BYTES_LIMIT ||
      !g_file_get_contents (path, &text, &length, NULL))
    return NULL;
  g_autoptr (YamlNode) root = yaml_read (text, length, path, diags);
  g_autoptr (Release) known = root ? release_read (release, strlen (release), "release", diags) : NULL;
  return known ? pins_convert (root, audience, known, diags) : NULL;
}

static void
begin_ground (YamlWriter *writer, char *const *size, int n)
{
  yaml_write_key (writer, "width");
  yaml_write_integer (writer, n > 0 ? g_ascii_strtoll (size[0], NULL, 10) : 0);
  yaml_write_key (writer, "height");
  yaml_write_integer (writer, n > 1 ? g_ascii_strtoll (size[1], NULL, 10) : 0);
  yaml_write_key (writer, "boxes");
  yaml_write_map_begin (writer);
}

gboolean
pins_write (const char *path, const char *audience, const char *text, GError **error)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  if (!lines[0] || !lines[1] || !*lines[1])
    {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "the chart has no places to keep");
      return FALSE;
    }
  g_autoptr (GString) out = g_string_new ("# Where boxes of the chart stood: the next one begins there. "
                                          "Written by brief chart --pin; delete it to "
                                          "begin anew.\n");
  g_autoptr (YamlWriter) writer = yaml_writer_new (YAML_AS_YAML);
  yaml_write_map_begin (writer);
  yaml_write_key (writer, "pins");
  yaml_write_map_begin (writer);
  yaml_write_key (writer, "audience");
  yaml_write_string (writer, audience);
  gboolean several = FALSE;
  for (int i = 1; lines[i] && *lines[i]; i++)
    {
      g_auto (GStrv) words = g_strsplit (lines[i], " ", 3);
      const int n = (int)g_strv_length (words);
      const gboolean next = n == 3 && strcmp (words[0], "*") == 0;
      if (next)
        {
          yaml_write_end (writer); /* boxes */
          if (several)
            yaml_write_end (writer); /* a chart of the list */
          else
            {
              yaml_write_key (writer, "charts");
              yaml_write_list_begin (writer);
            }
          several = TRUE;
          yaml_write_map_begin (writer);
        }
      if (next || i == 1)
        begin_ground (writer, words + next, n - next);
      else if (n == 3)
        {
          yaml_write_key (writer, words[0]);
          yaml_write_list_begin (writer);
          yaml_write_integer (writer, g_ascii_strtoll (words[1], NULL, 10));
          yaml_write_integer (writer, g_ascii_strtoll (words[2], NULL, 10));
          yaml_write_end (writer);
        }
    }
  for (int k = 0; k < (several ? 5 : 3); k++)
    yaml_write_end (writer);
  g_autofree char *yaml = yaml_writer_steal (writer);
  g_string_append (out, yaml);
  return file_write_atomically (path, out->str, out->len, 0666, error);
}
