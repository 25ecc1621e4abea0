/* lock.c: see lock.h. */
#include "cli/lock.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* Before the name of one who shares the lock. Others may hold it still when that one ends, so the name stays. */
static const char SHARER[] = "a shard, ";

struct Lock
{
  int fd;
  gboolean held;
  gboolean shared;
  char *path;
};

static gboolean
fail (GError **error, int number, const char *what, const char *path)
{
  g_set_error (error, G_FILE_ERROR, (int)g_file_error_from_errno (number), "%s %s: %s", what, path,
               g_strerror (number));
  return FALSE;
}

gboolean
lock_holds (const Lock *lock)
{
  struct stat ours, there;
  return fstat (lock->fd, &ours) == 0 && stat (lock->path, &there) == 0 && ours.st_ino == there.st_ino &&
         ours.st_dev == there.st_dev;
}

/** What the file says of its holder; owned; NULL: nobody. */
static char *
read_holder (int fd)
{
  char text[512];
  gssize n = pread (fd, text, sizeof text - 1, 0);
  if (n <= 0)
    return NULL;
  text[n] = '\0';
  g_autofree char *valid = g_utf8_make_valid (text, n);
  for (char *at = valid; *at; at++)
    if ((guchar)*at < 0x20 || *at == 0x7F)
      *at = ' ';
  g_strchomp (valid);
  return *valid ? g_steal_pointer (&valid) : NULL;
}

static void
write_holder (int fd, gboolean shared)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *since = g_date_time_format (now, "%Y-%m-%d %H:%M:%S UTC");
  g_autofree char *text = g_strdup_printf ("%sprocess %d on %s since %s\n", shared ? SHARER : "",
                                           (int)getpid (), g_get_host_name (), since);
  gboolean written = ftruncate (fd, 0) == 0 && pwrite (fd, text, strlen (text), 0) == (gssize)strlen (text);
  (void)written; /* a full disk keeps no one from the lock, only from saying whose it is */
}

static gboolean
acquire (Lock *lock, gboolean shared, gboolean wait, void (*waiting) (const char *holder), GError **error)
{
  for (gboolean told = FALSE;; g_usleep (50 * 1000))
    {
      if (flock (lock->fd, (shared ? LOCK_SH : LOCK_EX) | LOCK_NB) == 0)
        return TRUE;
      if (errno != EWOULDBLOCK && errno != EINTR)
        return fail (error, errno, "cannot lock", lock->path);
      g_autofree char *holder = read_holder (lock->fd);
      if (!wait)
        {
          g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_AGAIN,
                       "another build is at work there: %s (--wait waits for it)",
                       holder ? holder : "it does not say which");
          return FALSE;
        }
      if (waiting && !told)
        waiting (holder ? holder : "another build");
      told = TRUE;
    }
}

Lock *
lock_take (const char *folder, gboolean shared, gboolean wait, void (*waiting) (const char *holder),
           char **orphan, GError **error)
{
  g_autofree char *cache = g_build_filename (folder, ".cache", NULL);
  *orphan = NULL;
  for (;;)
    {
      if (g_mkdir_with_parents (folder, 0777) != 0 || g_mkdir_with_parents (cache, 0700) != 0)
        {
          fail (error, errno, "cannot make the folder", cache);
          return NULL;
        }
      g_autoptr (Lock) lock = g_new0 (Lock, 1);
      lock->path = g_build_filename (cache, "lock", NULL);
      lock->fd = open (lock->path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
      if (lock->fd < 0)
        {
          fail (error, errno, "cannot open", lock->path);
          return NULL;
        }
      if (!acquire (lock, shared, wait, waiting, error))
        return NULL;
      if (!lock_holds (lock))
        continue; /* the folder went away while we waited */
      lock->held = TRUE;
      lock->shared = shared;
      if (!shared) /* who shares it cannot know whether a name in it is that of a dead one */
        *orphan = read_holder (lock->fd);
      if (*orphan &&
          g_str_has_prefix (*orphan,
                            SHARER)) /* nor can who comes after them: --merge asks each for its report */
        g_clear_pointer (orphan, g_free);
      write_holder (lock->fd, shared);
      return g_steal_pointer (&lock);
    }
}

void
lock_free (Lock *lock)
{
  if (!lock)
    return;
  if (lock->fd >= 0)
    {
      gboolean emptied = lock->held && !lock->shared && ftruncate (lock->fd, 0) == 0; /* others' words stay */
      (void)emptied;
      close (lock->fd);
    }
  g_free (lock->path);
  g_free (lock);
}
