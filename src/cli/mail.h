/* mail.h: a letter with files attached, as a mailer reads it (RFC 5322, RFC 2045 to 2047): `sendmail -t` takes it from its standard input. */
#pragma once
#include <glib.h>

/**
 * mail_write: the whole letter; owned.
 *
 * @from, @to: addresses, checked by the build file's reader: ASCII, one word
 * @subject:   one line, UTF-8
 * @paths:     of the files, NULL-terminated; each becomes an attachment of its own name
 * The same files give the same letter; date and identifier are the mailer's. NULL with @error: a file cannot be read.
 */
GString *mail_write (const char *from, const char *const *to, const char *subject, const char *const *paths,
                     GError **error);
