/* key.c: keys are lines of words. Everything in them is a hash or a path on this machine; they are never delivered. */
#include "cli/key.h"
#include <string.h>
#include <sys/stat.h>
#include "cli/files.h"

char *
key_program (const Places *places)
{
  struct stat info = {0};
  if (places->program && stat (places->program, &info) != 0)
    info.st_size = 0;
  /* size and time stand for the program's contents, which would cost more to hash than a page to render */
  return g_strdup_printf ("%s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT ".%09ld", BRIEF_VERSION,
                          (gint64)info.st_size, (gint64)info.st_mtim.tv_sec, info.st_mtim.tv_nsec);
}

char *
key_common (const Places *places)
{
  g_autoptr (GString) fonts = g_string_new (NULL);
  GString *out = g_string_new ("brief key 1\n");
  g_autofree char *program = key_program (places);
  g_string_append_printf (out, "program %s\n", program);
  if (places->fonts)
    fonts_describe (places->fonts, fonts);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, fonts->str, (gssize)fonts->len);
  g_string_append_printf (out, "fonts %s\n", digest);
  return g_string_free (out, FALSE);
}

/** The part of a key that is known before rendering. */
static char *
key_head (const Product *product, const char *common)
{
  g_autofree char *release = g_compute_checksum_for_string (G_CHECKSUM_SHA256, product->release, -1);
  const Sheets *sheets = &product->sheets;
  GString *head = g_string_new (common);
  g_string_append_printf (head, "release %s\nlayout %s\nlanguage %s\nsheets %d %d %d %d\n", release,
                          product->layout_path, product->language ? product->language : "-", sheets->booklet,
                          sheets->up, sheets->width, sheets->height);
  if (product->pins)
    {
      g_autofree char *pins = g_compute_checksum_for_string (G_CHECKSUM_SHA256, product->pins, -1);
      g_string_append_printf (head, "pins %s\n", pins);
    }
  for (guint i = 0; i < product->set->len; i++)
    {
      const SetValue *set = product->set->pdata[i];
      g_autofree char *value = g_strescape (set->value, NULL);
      g_string_append_printf (head, "set %s=%s\n", set->name, value);
    }
  return g_string_free (head, FALSE);
}

/** Does the line "file HASH PATH" or "product HASH PATH" still hold? */
static gboolean
line_holds (const char *line)
{
  const char *hash = strchr (line, ' ') + 1;
  const char *path = strchr (hash, ' ');
  if (!path)
    return FALSE;
  g_autofree char *digest = file_digest (path + 1);
  return digest && strlen (digest) == (gsize)(path - hash) && strncmp (digest, hash, strlen (digest)) == 0;
}

gboolean
key_is_fresh (Product *product, const char *common)
{
  g_autofree char *text = NULL;
  g_autofree char *head = key_head (product, common);
  if (!product->key || !g_file_get_contents (product->key, &text, NULL, NULL) ||
      !g_str_has_prefix (text, head))
    return FALSE;
  gboolean has_product = FALSE;
  g_auto (GStrv) lines = g_strsplit (text + strlen (head), "\n", -1);
  for (int i = 0; lines[i]; i++)
    {
      if (g_str_has_prefix (lines[i], "pages "))
        product->pages = (int)g_ascii_strtoll (lines[i] + strlen ("pages "), NULL, 10);
      else if (g_str_has_prefix (lines[i], "file ") || g_str_has_prefix (lines[i], "product "))
        {
          if (!line_holds (lines[i]))
            return FALSE;
          has_product |= lines[i][0] == 'p' && g_str_has_suffix (lines[i], product->output);
        }
    }
  return has_product;
}

void
key_write (const Product *product, const char *common, const char *const *files)
{
  if (!product->key)
    return;
  g_autofree char *head = key_head (product, common);
  g_autoptr (GString) out = g_string_new (head);
  for (int i = 0; files[i]; i++)
    {
      g_autofree char *digest = file_digest (files[i]);
      g_string_append_printf (out, "file %s %s\n", digest ? digest : "-", files[i]);
    }
  g_autofree char *digest = file_digest (product->output);
  g_string_append_printf (out, "product %s %s\npages %d\n", digest ? digest : "-", product->output,
                          product->pages);
  (void)file_write_atomically (product->key, out->str, out->len, 0600, NULL);
}
