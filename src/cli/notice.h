/* notice.h: which folders somebody works in, and when something in them was saved. Over inotify(7); nothing is polled. */
#pragma once
#include <glib.h>

typedef struct Notice Notice;

/** What happened; bits. */
enum
{
  NOTICE_TEXT = 1, /* facts, layouts: .yaml .yml .json .md */
  NOTICE_OTHER =
      2, /* images, fonts, a folder that came or went: what an open worker may hold is out of date */
  NOTICE_ENDED = 4, /* somebody pressed control-C, or asked the program to end */
};

/** Holds SIGINT, SIGTERM and SIGHUP back from now on: they arrive through notice_wait. NULL with @error: no inotify. */
Notice *notice_new (GError **error);
void notice_free (Notice *notice);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Notice, notice_free)

/** Watches a folder and those below it, @depth levels down. One that is watched already, or is not there, costs nothing.
 *  Symbolic links below are not followed; at most NOTICE_FOLDERS folders are watched. */
#define NOTICE_FOLDERS 2000
void notice_folder (Notice *notice, const char *path, int depth);

/**
 * notice_wait: sleeps until something was saved and then @quiet milliseconds were quiet, so that a burst of saves is one; but
 * never longer than @longest milliseconds from the first. Editors' temporary and hidden files do not count, nor do files that
 * no briefing is made from. Returns bits; @since: monotonic µs of the first save.
 */
int notice_wait (Notice *notice, int quiet, int longest, gint64 *since);
