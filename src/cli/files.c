/* files.c: temporary file, fsync, rename (rename(2) replaces atomically; fsync first, or a crash may leave an empty file). */
#include "cli/files.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <glib/gstdio.h>

#define PART_BEGIN ".brief-"
#define PART_END   ".part"

static gboolean
fail (GError **error, const char *what, const char *path)
{
  int saved = errno;
  g_set_error (error, G_FILE_ERROR, (int)g_file_error_from_errno (saved), "%s %s: %s", what, path,
               g_strerror (saved));
  return FALSE;
}

static gboolean
write_all (int fd, const char *bytes, gsize length)
{
  while (length > 0)
    {
      gssize n = write (fd, bytes, length);
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return FALSE;
      bytes += n;
      length -= (gsize)n;
    }
  return TRUE;
}

/** Makes the rename itself last; a folder that cannot be synced (some network file systems) is no error. */
static void
sync_folder (const char *folder)
{
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0)
    return;
  (void)fsync (fd);
  close (fd);
}

/** A device or a pipe cannot be replaced by a file, and must not be: as root, a rename would do it. */
static gboolean
write_into (const char *path, const void *bytes, gsize length, GError **error)
{
  int fd = open (path, O_WRONLY | O_NOCTTY | O_CLOEXEC);
  gboolean good = fd >= 0 && write_all (fd, bytes, length);
  if (!good)
    fail (error, "cannot write to", path);
  if (fd >= 0 && close (fd) < 0 && good)
    return fail (error, "cannot write to", path);
  return good;
}

/** A new file beside what it will replace. It is locked while it is being written, so that files_sweep knows what nobody writes any more. */
static int
open_part (const char *folder, int mode, char **path)
{
  for (int tries = 0; tries < 10; tries++)
    {
      struct stat about;
      g_autofree char *name = g_strdup_printf ("%s/" PART_BEGIN "XXXXXX" PART_END, folder);
      int fd = g_mkstemp_full (name, O_RDWR | O_CLOEXEC, mode);
      if (fd < 0)
        return -1;
      (void)flock (
          fd,
          LOCK_EX |
              LOCK_NB); /* a file system without locks is swept all the same: then two must not write at once */
      if (fstat (fd, &about) == 0 && about.st_nlink > 0)
        {
          *path = g_steal_pointer (&name);
          return fd;
        }
      close (fd); /* swept away between the two calls */
    }
  errno = EAGAIN;
  return -1;
}

static void
sweep (const char *folder, gboolean below)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      struct stat about;
      if (lstat (path, &about) != 0)
        continue;
      if (S_ISDIR (about.st_mode) && below)
        sweep (path, TRUE);
      if (!S_ISREG (about.st_mode) || !g_str_has_prefix (name, PART_BEGIN) ||
          !g_str_has_suffix (name, PART_END))
        continue;
      int fd = open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
      if (fd >= 0 && flock (fd, LOCK_EX | LOCK_NB) == 0)
        (void)g_unlink (path);
      if (fd >= 0)
        close (fd);
    }
}

void
files_sweep (const char *folder)
{
  sweep (folder, TRUE);
}

void
files_sweep_flat (const char *folder)
{
  sweep (folder, FALSE);
}

gboolean
file_copy_atomically (const char *from, const char *to, GError **error)
{
  g_autoptr (GMappedFile) map = g_mapped_file_new (from, FALSE, error);
  return map && file_write_atomically (to, g_mapped_file_get_contents (map), g_mapped_file_get_length (map),
                                       0666, error);
}

gboolean
file_write_atomically (const char *path, const void *bytes, gsize length, int mode, GError **error)
{
  if (strcmp (path, "-") == 0)
    return write_all (STDOUT_FILENO, bytes, length) || fail (error, "cannot write to", "standard output");
  struct stat about;
  if (stat (path, &about) == 0 && !S_ISREG (about.st_mode) && !S_ISDIR (about.st_mode))
    return write_into (path, bytes, length, error);
  g_autofree char *folder = g_path_get_dirname (path);
  if (g_mkdir_with_parents (folder, 0777) < 0)
    return fail (error, "cannot make the folder", folder);
  g_autofree char *temporary = NULL;
  int fd = open_part (folder, mode, &temporary);
  if (fd < 0)
    return fail (error, "cannot write into", folder);
  gboolean good = write_all (fd, bytes, length) && fsync (fd) == 0;
  if (!good || g_rename (temporary, path) < 0)
    {
      fail (error, "cannot write", path);
      (void)g_unlink (temporary);
      (void)close (fd);
      return FALSE;
    }
  (void)close (fd); /* what it could still say, fsync has said */
  sync_folder (folder);
  return TRUE;
}

char *
file_digest (const char *path)
{
  g_autoptr (GMappedFile) map = g_mapped_file_new (path, FALSE, NULL);
  if (!map)
    return NULL;
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *)g_mapped_file_get_contents (map),
                                      g_mapped_file_get_length (map));
}
