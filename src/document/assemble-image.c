/* assemble-image.c: images that a layout names: read here, decoded where they are drawn. A file is looked for beside the layout
 * that names it and nowhere else; it is as untrusted as what is in it.
 */
#include <stdio.h>
#include <string.h>
#include "document/section-blocks.h"

enum
{
  MOST_BYTES = 32 * 1024 * 1024
};

/* A path that stays below the folder it starts from: no root, no "..", no link on the way. */
static gboolean
stays_below (const char *folder, const char *name)
{
  g_auto (GStrv) parts = g_strsplit (name, "/", -1);
  g_autofree char *path = g_strdup (folder);
  if (g_path_is_absolute (name) || strchr (name, '\\') != NULL || *name == '\0')
    return FALSE;
  for (int i = 0; parts[i] != NULL; i++)
    {
      char *longer = g_build_filename (path, parts[i], NULL);
      g_free (path);
      path = longer;
      if (*parts[i] == '\0' || g_str_equal (parts[i], ".") || g_str_equal (parts[i], "..") ||
          g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        return FALSE;
    }
  return g_file_test (path, G_FILE_TEST_IS_REGULAR) || !g_file_test (path, G_FILE_TEST_EXISTS);
}

static GBytes *
read_limited (const char *path)
{
  FILE *file = fopen (path, "rb");
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint8 buffer[65536];
  gsize n;
  if (file == NULL)
    return NULL;
  while (bytes->len <= MOST_BYTES && (n = fread (buffer, 1, sizeof buffer, file)) > 0)
    g_byte_array_append (bytes, buffer, n);
  gboolean good = !ferror (file);
  fclose (file);
  return good ? g_byte_array_free_to_bytes (g_steal_pointer (&bytes)) : NULL;
}

/* The bytes of the file that @node names; NULL and a diagnostic at it. */
static GBytes *
image_bytes (Assembly *a, const YamlNode *node)
{
  const char *name = node->text;
  g_autofree char *folder = g_path_get_dirname (node->mark.file != NULL ? node->mark.file : ".");
  if (!stays_below (folder, name))
    {
      diags_error (a->diags, node->mark, "image-path",
                   "put it beside the layout: logo.png or pictures/logo.png",
                   "“%s” is not a file below the layout's folder", name);
      return NULL;
    }
  g_autofree char *path = g_build_filename (folder, name, NULL);
  GBytes *bytes = read_limited (path);
  if (bytes == NULL)
    diags_error (a->diags, node->mark, "image-missing", NULL, "there is no file %s that can be read", path);
  else
    g_ptr_array_add (a->document->files, g_steal_pointer (&path));
  return bytes;
}

/* What a map {file, alt, width, height} asks for; NULL: it cannot be had. Owned. */
static DrawingData *
image_data (Assembly *a, const YamlNode *map, const char *alt)
{
  const YamlNode *file = yaml_find (map, "file");
  GBytes *bytes = file != NULL && file->kind == YAML_SCALAR ? image_bytes (a, file) : NULL;
  if (bytes == NULL)
    return NULL;
  DrawingData *data = drawing_data_new (DRAWING_IMAGE);
  data->mark = file->mark;
  data->image = bytes;
  data->image_width = key_length (map, "width", 0);
  data->image_height = key_length (map, "height", 0);
  data->alt = g_strdup (alt);
  return data;
}

void
assemble_image (Assembly *a, const Section *section, Block *parent)
{
  const YamlNode *keys = section->keys;
  const char *alt = node_words (yaml_find (keys, "alt"), a->lang);
  gboolean decorative = key_boolean (keys, "decorative", FALSE);
  if (yaml_find (keys, "file") == NULL)
    diags_error (a->diags, section->mark, "image-file", "image: {file: map.png, alt: What it shows}",
                 "an image wants its file");
  if (!decorative && (alt == NULL || *alt == '\0')) /* ISO 14289-1 7.3 */
    diags_error (a->diags, section->mark, "image-alt",
                 "alt: what it shows, in a sentence; or decorative: true",
                 "an image wants words for those who do not see it");
  DrawingData *data = image_data (a, keys, alt);
  if (data == NULL)
    return;
  Block *block = block_add_take (parent, block_new (BLOCK_FIGURE, decorative ? ROLE_ARTIFACT : ROLE_FIGURE,
                                                    section_style (a, section, "image")));
  block->mark = section->mark;
  block->drawing = data;
  block->alt = g_strdup (alt);
  if (yaml_find (keys, "caption") == NULL)
    return;
  /* the first child of a figure stands above it */
  block_add_take (block, block_new (BLOCK_GROUP, ROLE_NONE, bare_style (a)));
  Block *words =
      add_template (a, block, part_style (a, section, "caption", "caption"), section, "caption", "");
  words->role = ROLE_CAPTION;
}

Block *
furniture_image (Assembly *a, const YamlNode *map)
{
  DrawingData *data = map != NULL ? image_data (a, map, "") : NULL;
  if (data == NULL)
    return NULL;
  if (data->image_height == 0 && data->image_width == 0)
    data->image_height = 12 * 2903; /* 12 mm */
  Block *block = block_new (BLOCK_FIGURE, ROLE_ARTIFACT, bare_style (a));
  block->mark = map->mark;
  block->drawing = data;
  return block;
}
