/* mail.c: see mail.h. Lines end in \n: that is what a local mailer reads, and it sends \r\n. */
#include "cli/mail.h"
#include <string.h>

enum
{
  LINE = 57,        /* bytes that make 76 letters of base64, the longest line allowed */
  WORD_LETTERS = 40 /* bytes of an encoded word: it may have 75 letters with its frame */
};

static gboolean
is_ascii (const char *text)
{
  for (; *text; text++)
    if ((guchar)*text >= 0x80)
      return FALSE;
  return TRUE;
}

/** Words beyond ASCII: =?UTF-8?B?…?=, parted between letters, on a line each (RFC 2047, 2 and 5). */
static void
append_words (GString *out, const char *text)
{
  if (is_ascii (text))
    {
      g_string_append (out, text);
      return;
    }
  for (const char *at = text; *at;)
    {
      const char *end = at;
      while (*end && g_utf8_next_char (end) - at <= WORD_LETTERS)
        end = g_utf8_next_char (end);
      g_autofree char *encoded = g_base64_encode ((const guchar *)at, (gsize)(end - at));
      g_string_append_printf (out, "%s=?UTF-8?B?%s?=", at > text ? "\n " : "", encoded);
      at = end;
    }
}

/** A name as a parameter: in quotes, or by its bytes (RFC 2231, 4). */
static void
append_name (GString *out, const char *name)
{
  static const char hex[] = "0123456789ABCDEF";
  if (is_ascii (name) && !strpbrk (name, "\"\\"))
    {
      g_string_append_printf (out, "filename=\"%s\"", name);
      return;
    }
  g_string_append (out, "filename*=UTF-8''");
  for (const char *at = name; *at; at++)
    if (g_ascii_isalnum (*at) || strchr ("-._", *at))
      g_string_append_c (out, *at);
    else
      g_string_append_printf (out, "%%%c%c", hex[(guchar)*at >> 4], hex[(guchar)*at & 15]);
}

static gboolean
append_file (GString *out, const char *path, const char *boundary, GError **error)
{
  g_autofree char *bytes = NULL, *name = g_path_get_basename (path);
  gsize length;
  if (!g_file_get_contents (path, &bytes, &length, error))
    return FALSE;
  g_string_append_printf (out,
                          "\n--%s\nContent-Type: application/pdf\nContent-Transfer-Encoding: base64\n"
                          "Content-Disposition: attachment; ",
                          boundary);
  append_name (out, name);
  g_string_append (out, "\n\n");
  for (gsize at = 0; at < length; at += LINE)
    {
      g_autofree char *line = g_base64_encode ((const guchar *)bytes + at, MIN (LINE, length - at));
      g_string_append (out, line);
      g_string_append_c (out, '\n');
    }
  return TRUE;
}

GString *
mail_write (const char *from, const char *const *to, const char *subject, const char *const *paths,
            GError **error)
{
  g_autofree char *all = g_strjoinv (",\n ", (char **)to);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, all, -1);
  /* base64 has no '=' within a line and none that begins with '=_' (RFC 2045, 6.7): no file can hold this */
  g_autofree char *boundary = g_strdup_printf ("=_brief-%.24s", digest);
  GString *out = g_string_new (NULL);
  g_string_append_printf (out, "From: %s\nTo: %s\nSubject: ", from, all);
  append_words (out, subject);
  g_string_append_printf (out, "\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"%s\"\n",
                          boundary);
  for (int i = 0; paths[i]; i++)
    if (!append_file (out, paths[i], boundary, error))
      {
        g_string_free (out, TRUE);
        return NULL;
      }
  g_string_append_printf (out, "\n--%s--\n", boundary);
  return out;
}
