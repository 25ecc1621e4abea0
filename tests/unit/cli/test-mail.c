/* Letters: what a mailer must find in them, by the letter of RFC 2045 to 2047 and 2231. */
#include "cli/mail.h"
#include <string.h>
#include <unistd.h>
#include <glib/gstdio.h>

static char *folder;

static char *
put (const char *name, const char *bytes, gsize length)
{
  char *path = g_build_filename (folder, name, NULL);
  g_assert_true (g_file_set_contents (path, bytes, (gssize)length, NULL));
  return path;
}

static char *
letter_of (const char *subject, const char *const *paths)
{
  static const char *const to[] = {"a@example.org", "b@example.org", NULL};
  g_autoptr (GError) error = NULL;
  GString *letter = mail_write ("desk@example.org", to, subject, paths, &error);
  g_assert_no_error (error);
  return g_string_free (letter, FALSE);
}

/** The value of the first "NAME: " header, unfolded; owned. */
static char *
header (const char *letter, const char *name)
{
  g_autofree char *begin = g_strdup_printf ("%s: ", name);
  const char *at = g_str_has_prefix (letter, begin) ? letter : strstr (letter, begin);
  g_assert_nonnull (at);
  GString *value = g_string_new (NULL);
  for (at += strlen (begin); *at && !(*at == '\n' && at[1] != ' '); at++)
    if (*at != '\n')
      g_string_append_c (value, *at);
  return g_string_free (value, FALSE);
}

static void
test_head (void)
{
  const char *const none[] = {NULL};
  g_autofree char *letter = letter_of ("Morning briefing", none),
                  *again = letter_of ("Morning briefing", none);
  g_autofree char *to = header (letter, "To"), *from = header (letter, "From"),
                  *subject = header (letter, "Subject");
  g_assert_cmpstr (to, ==, "a@example.org, b@example.org");
  g_assert_cmpstr (from, ==, "desk@example.org");
  g_assert_cmpstr (subject, ==, "Morning briefing");
  g_assert_nonnull (strstr (letter, "\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"=_"));
  g_assert_cmpstr (letter, ==, again);
}

/** Decodes =?UTF-8?B?…?= words; owned. */
static char *
decode_words (const char *text)
{
  GString *out = g_string_new (NULL);
  for (const char *at = text; (at = strstr (at, "=?UTF-8?B?"));)
    {
      const char *from = at + strlen ("=?UTF-8?B?"), *end = strstr (from, "?=");
      gsize length = 0;
      g_assert_nonnull (end);
      g_assert_cmpint (end + 2 - at, <=, 75); /* RFC 2047, 2 */
      g_autofree char *word = g_strndup (from, (gsize)(end - from));
      g_autofree guchar *bytes = g_base64_decode (word, &length);
      g_assert_true (
          g_utf8_validate ((const char *)bytes, (gssize)length, NULL)); /* no letter is parted: 5 (3) */
      g_string_append_len (out, (const char *)bytes, (gssize)length);
      at = end;
    }
  return g_string_free (out, FALSE);
}

static void
test_subject (void)
{
  static const char *const subjects[] = {
      "é", "Fähre: was in dieser Nacht im Hafen geschah und was daraus folgt, mit allem, was dazu gehört",
      "طالبان و داعش خراسان در کابل", "آنچه امروز می‌دانیم", "🚢🚢🚢🚢🚢🚢🚢🚢🚢🚢🚢🚢🚢"};
  const char *const none[] = {NULL};
  for (guint i = 0; i < G_N_ELEMENTS (subjects); i++)
    {
      g_autofree char *letter = letter_of (subjects[i], none), *value = header (letter, "Subject");
      g_autofree char *decoded = decode_words (value);
      g_assert_cmpstr (decoded, ==, subjects[i]);
      for (const char *at = letter; *at; at++)
        g_assert_cmpint ((guchar)*at, <, 0x80);
    }
}

static void
test_files (void)
{
  enum
  {
    LENGTH = 10000
  };
  g_autofree char *bytes = g_malloc (LENGTH);
  for (int i = 0; i < LENGTH; i++)
    bytes[i] = (char)(i * 7 + i / 256);
  g_autofree char *one = put ("one.pdf", bytes, LENGTH), *two = put ("Ferry “two” fé\".pdf", "%PDF-", 5),
                  *empty = put ("empty.pdf", "", 0);
  const char *const paths[] = {one, two, empty, NULL};
  g_autofree char *letter = letter_of ("x", paths);
  const char *at = strstr (letter, "boundary=\"");
  g_autofree char *boundary = g_strndup (at + 10, strcspn (at + 10, "\""));
  g_autofree char *mark = g_strdup_printf ("\n--%s", boundary),
                  *last = g_strdup_printf ("\n--%s--\n", boundary);
  g_assert_true (g_str_has_suffix (letter, last));
  g_auto (GStrv) parts = g_strsplit (strstr (letter, "\n\n"), mark, -1);
  g_assert_cmpuint (g_strv_length (parts), ==, 5); /* before, three files, after */
  g_assert_nonnull (strstr (parts[1], "filename=\"one.pdf\"\n"));
  g_assert_nonnull (strstr (parts[2], "filename*=UTF-8''Ferry%20%E2%80%9Ctwo%E2%80%9D%20f%C3%A9%22.pdf\n"));
  for (int i = 1; i <= 3; i++)
    {
      gsize length = 0, wanted = i == 1 ? LENGTH : i == 2 ? 5 : 0;
      const char *body = strstr (parts[i], "\n\n");
      g_assert_nonnull (body);
      g_assert_nonnull (
          strstr (parts[i], "Content-Type: application/pdf\nContent-Transfer-Encoding: base64\n"));
      g_autofree guchar *decoded = g_base64_decode (body, &length);
      g_assert_cmpmem (decoded, length, i == 1 ? bytes : "%PDF-", wanted);
    }
  g_auto (GStrv) lines = g_strsplit (letter, "\n", -1);
  for (int i = 0; lines[i]; i++)
    g_assert_cmpuint (strlen (lines[i]), <=, i < 8 ? 998 : 160); /* RFC 5322, 2.1.1; of base64, 76 */
  for (const char *line = strstr (parts[1], "\n\n") + 2; *line; line += strcspn (line, "\n") + 1)
    g_assert_cmpuint (strcspn (line, "\n"), <=, 76);
}

static void
test_missing (void)
{
  const char *const paths[] = {"/nonexistent/x.pdf", NULL}, *const to[] = {"a@example.org", NULL};
  g_autoptr (GError) error = NULL;
  g_assert_null (mail_write ("b@example.org", to, "x", paths, &error));
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, "/nonexistent/x.pdf"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("brief-XXXXXX", NULL);
  g_test_add_func ("/mail/head", test_head);
  g_test_add_func ("/mail/subject", test_subject);
  g_test_add_func ("/mail/files", test_files);
  g_test_add_func ("/mail/missing", test_missing);
  int status = g_test_run ();
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_unlink (path);
    }
  g_rmdir (folder);
  g_free (folder);
  return status;
}
