/* run.h: a command of the build file: words, no shell, a time limit. */
#pragma once
#include <glib.h>

/**
 * run_words: runs a program and waits for it.
 *
 * @words:   program (looked for in PATH) and its words, NULL-terminated
 * @input:   descriptor for its standard input; -1: nothing is there
 * @log:     file to which what it prints is appended, made with mode 0600; @all: standard error, too, else that is dropped
 * @timeout: s; then its whole process group is ended
 * FALSE with @error: it could not be started, took too long, or did not end with status 0; the last line of the log is in the message.
 */
gboolean run_words (char **words, int input, const char *log, gboolean all, int timeout, GError **error);
