/* notice.c: see notice.h. */
#include "cli/notice.h"
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/signalfd.h>
#include <unistd.h>
#include <gio/gio.h>

/* a save is a file closed after writing, or one renamed over the old: most editors do the second */
#define EVENTS                                                                                               \
  (IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_CREATE | IN_DELETE_SELF | IN_MOVE_SELF)

struct Notice
{
  int events, signals; /* descriptors */
  int n_folders;       /* asked for since the last wait */
};

static int
what_is (const struct inotify_event *event)
{
  static const char *const texts[] = {".yaml", ".yml", ".json", ".md"};
  static const char *const others[] = {".png", ".jpg", ".jpeg", ".svg", ".ttf", ".otf", ".ttc"};
  const char *name = event->len > 0 ? event->name : "";
  if (event->mask & (IN_Q_OVERFLOW | IN_DELETE_SELF | IN_MOVE_SELF))
    return NOTICE_OTHER;
  if (event->mask & IN_IGNORED || *name == '.' || *name == '#')
    return 0;
  if (event->mask & IN_ISDIR)
    return event->mask & IN_CLOSE_WRITE ? 0 : NOTICE_OTHER;
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (g_str_has_suffix (name, texts[i]))
      /* what is created empty is written and closed later; a link is whole at once, and nothing else tells of it */
      return NOTICE_TEXT;
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (g_str_has_suffix (name, others[i]))
      return NOTICE_OTHER;
  return 0;
}

Notice *
notice_new (GError **error)
{
  sigset_t held;
  sigemptyset (&held);
  sigaddset (&held, SIGINT);
  sigaddset (&held, SIGTERM);
  sigaddset (&held, SIGHUP);
  const int events = inotify_init1 (IN_CLOEXEC | IN_NONBLOCK);
  const int signals = events < 0 ? -1 : signalfd (-1, &held, SFD_CLOEXEC | SFD_NONBLOCK);
  if (signals < 0)
    {
      const int saved = errno;
      if (events >= 0)
        close (events);
      g_set_error (error, G_IO_ERROR, (int)g_io_error_from_errno (saved), "cannot watch files: %s",
                   g_strerror (saved));
      return NULL;
    }
  sigprocmask (SIG_BLOCK, &held, NULL);
  Notice *notice = g_new0 (Notice, 1);
  *notice = (Notice){.events = events, .signals = signals};
  return notice;
}

void
notice_free (Notice *notice)
{
  if (!notice)
    return;
  close (notice->events);
  close (notice->signals);
  g_free (notice);
}

void
notice_folder (Notice *notice, const char *path, int depth)
{
  if (notice->n_folders >= NOTICE_FOLDERS ||
      inotify_add_watch (notice->events, path, EVENTS | IN_ONLYDIR | IN_EXCL_UNLINK) < 0)
    return;
  notice->n_folders++;
  g_autoptr (GDir) dir = depth > 0 ? g_dir_open (path, 0, NULL) : NULL;
  const char *name;
  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *below = g_build_filename (path, name, NULL);
      if (*name != '.' && g_file_test (below, G_FILE_TEST_IS_DIR) &&
          !g_file_test (below, G_FILE_TEST_IS_SYMLINK))
        notice_folder (notice, below, depth - 1);
    }
}

/** Takes all events that are there. */
static int
take_events (Notice *notice)
{
  _Alignas(struct inotify_event) char buffer[16 * 1024];
  int seen = 0;
  gssize n;
  while ((n = read (notice->events, buffer, sizeof buffer)) > 0)
    for (const char *p = buffer; p < buffer + n;)
      {
        const struct inotify_event *event = (const struct inotify_event *)(const void *)p;
        seen |= what_is (event);
        p += sizeof *event + event->len;
      }
  return seen;
}

int
notice_wait (Notice *notice, int quiet, int longest, gint64 *since)
{
  int seen = 0;
  *since = 0;
  notice->n_folders = 0;
  for (;;)
    {
      struct pollfd fds[] = {{.fd = notice->events, .events = POLLIN},
                             {.fd = notice->signals, .events = POLLIN}};
      const int left = *since ? longest - (int)((g_get_monotonic_time () - *since) / 1000)
                              : quiet; /* for the first: ever */
      const int n = poll (fds, G_N_ELEMENTS (fds), *since ? CLAMP (left, 0, quiet) : -1);
      if (n < 0 && errno != EINTR)
        return NOTICE_ENDED;
      if (n > 0 && fds[1].revents)
        return NOTICE_ENDED;
      if (n > 0 && fds[0].revents)
        {
          const int now = take_events (notice);
          if (now && !*since)
            *since = g_get_monotonic_time ();
          seen |= now;
        }
      if (*since && (n == 0 || left <= 0))
        return seen;
    }
}
