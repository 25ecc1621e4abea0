/* Are files what they were? In one run (inputs.h), and from one run to the next (identity.h). */
#include "cli/inputs.h"
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <glib/gstdio.h>
#include "cli/files.h"
#include "cli/identity.h"

typedef struct
{
  char *folder;
} Scratch;

static void
clean (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        clean (path);
      else
        g_unlink (path);
    }
  g_rmdir (folder);
}

static void
set_up (Scratch *s, gconstpointer data)
{
  s->folder = g_dir_make_tmp ("brief-XXXXXX", NULL);
}

static void
tear_down (Scratch *s, gconstpointer data)
{
  clean (s->folder);
  g_free (s->folder);
}

static char *
put (const Scratch *s, const char *name, const char *text)
{
  char *path = g_build_filename (s->folder, name, NULL);
  g_autofree char *above = g_path_get_dirname (path);
  g_assert_cmpint (g_mkdir_with_parents (above, 0700), ==, 0);
  int fd = open (path, O_WRONLY | O_CREAT | O_TRUNC, 0600); /* into the same inode */
  g_assert_cmpint (write (fd, text, strlen (text)), ==, strlen (text));
  close (fd);
  return path;
}

/** Other bytes of the same number, the time of change set back. */
static void
change_quietly (const char *path, const char *text)
{
  struct stat about;
  g_assert_cmpint (stat (path, &about), ==, 0);
  g_assert_cmpint (about.st_size, ==, strlen (text));
  g_usleep (30 * 1000); /* past the kernel's tick */
  int fd = open (path, O_WRONLY);
  g_assert_cmpint (write (fd, text, strlen (text)), ==, strlen (text));
  close (fd);
  const struct timespec times[] = {about.st_atim, about.st_mtim};
  g_assert_cmpint (utimensat (AT_FDCWD, path, times, 0), ==, 0);
}

static Inputs *
note (const Scratch *s)
{
  Inputs *inputs = inputs_new ();
  inputs_add (inputs, s->folder);
  return inputs;
}

static void
test_rest (Scratch *s, gconstpointer data)
{
  g_autofree char *a = put (s, "a.yaml", "one"), *b = put (s, "below/deep/b.yaml", "two");
  g_autoptr (Inputs) inputs = note (s);
  g_assert_null (inputs_changed (inputs));
  g_assert_true (inputs_hold (inputs, a));
  g_assert_true (inputs_hold (inputs, b));
  g_autofree char *text = NULL; /* reading changes nothing */
  g_assert_true (g_file_get_contents (b, &text, NULL, NULL));
  g_assert_null (inputs_changed (inputs));
  g_assert_false (inputs_hold (inputs, "/nonexistent/x")); /* never noted */
}

static void
test_changes (Scratch *s, gconstpointer data)
{
  g_autofree char *path = put (s, "below/b.yaml", "two");
  {
    g_autoptr (Inputs) inputs = note (s);
    change_quietly (path, "owt");
    g_autofree char *changed = inputs_changed (inputs);
    g_assert_cmpstr (changed, ==, path);
    g_assert_false (inputs_hold (inputs, path));
  }
  {
    g_autoptr (Inputs) inputs = note (s);
    g_autofree char *beside = put (s, "new.yaml", "owt");
    g_assert_cmpint (g_rename (beside, path), ==, 0); /* as editors save */
    g_assert_false (inputs_hold (inputs, path));
  }
  {
    g_autoptr (Inputs) inputs = note (s);
    g_assert_cmpint (g_unlink (path), ==, 0);
    g_autofree char *changed = inputs_changed (inputs);
    g_assert_cmpstr (changed, ==, path);
  }
}

static void
test_new_files (Scratch *s, gconstpointer data)
{
  g_autofree char *own = put (s, "a.yaml", "one");
  g_autoptr (Inputs) inputs = note (s);
  g_autofree char *hidden = put (s, ".b.yaml.swp", "an editor's own");
  g_assert_null (inputs_changed (inputs));
  g_assert_false (inputs_hold (inputs, hidden));
  g_assert_true (inputs_hold (inputs, own));
  g_autofree char *added = put (s, "more/c.yaml", "three");
  g_autofree char *changed = inputs_changed (inputs);
  g_assert_cmpstr (changed, ==, added);
}

/** What is not there is noted as such: its coming is a change. */
static void
test_not_there (Scratch *s, gconstpointer data)
{
  g_autofree char *path = g_build_filename (s->folder, "pins.yaml", NULL);
  g_autoptr (Inputs) inputs = inputs_new ();
  inputs_add (inputs, path);
  g_assert_null (inputs_changed (inputs));
  g_assert_true (inputs_hold (inputs, path));
  g_free (put (s, "pins.yaml", "one"));
  g_autofree char *changed = inputs_changed (inputs);
  g_assert_cmpstr (changed, ==, path);
}

static void
test_ring (Scratch *s, gconstpointer data)
{
  g_autofree char *own = put (s, "a.yaml", "one"), *link = g_build_filename (s->folder, "ring", NULL);
  g_assert_cmpint (symlink (".", link), ==, 0);
  g_autoptr (Inputs) inputs = note (s); /* ends */
  g_assert_null (inputs_changed (inputs));
  g_assert_true (inputs_hold (inputs, own));
}

/* Identities */

static char *
identity_of (const char *kept, const char *path)
{
  g_autoptr (Identities) identities = identities_new (kept);
  char *digest = g_strdup (identities_of (identities, path));
  g_assert_cmpstr (digest, ==, identities_of (identities, path));
  identities_keep (identities);
  return digest;
}

static void
test_identity (Scratch *s, gconstpointer data)
{
  g_autofree char *path = put (s, "font.ttf", "abc"),
                  *kept = g_build_filename (s->folder, "identities", NULL);
  const char *const of_abc =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"; /* FIPS 180-4, B.1 */
  g_usleep (50 * 1000);
  for (int i = 0; i < 2; i++)
    {
      g_autofree char *digest = identity_of (kept, path);
      g_assert_cmpstr (digest, ==, of_abc);
    }
  g_autofree char *text = NULL;
  g_assert_true (g_file_get_contents (kept, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, of_abc));
  change_quietly (path, "abd");
  g_autofree char *other = identity_of (kept, path), *real = file_digest (path);
  g_assert_cmpstr (other, !=, of_abc);
  g_assert_cmpstr (other, ==, real);
  g_usleep (50 * 1000);
  change_quietly (path, "abc");
  g_assert_cmpint (utimensat (AT_FDCWD, path, NULL, 0), ==, 0); /* another time, too */
  g_autofree char *again = identity_of (kept, path), *none = identity_of (kept, "/nonexistent");
  g_assert_cmpstr (again, ==, of_abc);
  g_assert_cmpstr (none, ==, "none");
}

/** It is used: without this, the test above would hold for a program that reads all each time. */
static void
test_identity_is_kept (Scratch *s, gconstpointer data)
{
  g_autofree char *path = put (s, "font.ttf", "abc"),
                  *kept = g_build_filename (s->folder, "identities", NULL);
  g_autofree char *signature = NULL, *forged = g_strnfill (64, 'f');
  g_usleep (50 * 1000);
  signature = inputs_signature (path);
  g_autofree char *line = g_strdup_printf ("%s\t%s\t%s\nspoilt\n%s\n", forged, signature, path, signature);
  g_assert_true (g_file_set_contents (kept, line, -1, NULL));
  g_autofree char *digest = identity_of (kept, path);
  g_assert_cmpstr (digest, ==, forged);
}

/** A file changed within the last tick could change once more and look the same: it is not remembered. */
static void
test_identity_of_the_new (Scratch *s, gconstpointer data)
{
  g_autofree char *kept = g_build_filename (s->folder, "identities", NULL);
  gboolean passed_over = FALSE; /* on a busy machine ticks may pass between the two lines: not each time */
  for (int i = 0; i < 50 && !passed_over; i++)
    {
      g_autofree char *path = put (s, "font.ttf", i % 2 ? "abc" : "abd"), *digest = identity_of (kept, path);
      g_autofree char *text = NULL, *real = file_digest (path);
      g_assert_cmpstr (digest, ==, real);
      passed_over = !g_file_get_contents (kept, &text, NULL, NULL) || !strstr (text, path);
      (void)g_unlink (kept);
    }
  g_assert_true (passed_over);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add (path, Scratch, NULL, set_up, function, tear_down)
  ADD ("/inputs/rest", test_rest);
  ADD ("/inputs/changes", test_changes);
  ADD ("/inputs/new-files", test_new_files);
  ADD ("/inputs/not-there", test_not_there);
  ADD ("/inputs/ring", test_ring);
  ADD ("/identity/content", test_identity);
  ADD ("/identity/kept", test_identity_is_kept);
  ADD ("/identity/new", test_identity_of_the_new);
#undef ADD
  return g_test_run ();
}
