/* message.h: what goes through the pipe between the program and a render worker: a list of named byte strings.
 *
 *     release 8312\n<8312 bytes>\n
 *     language 5\nen-GB\n
 *     end 0\n\n
 *
 * A reader refuses what is longer than MESSAGE_LIMIT, a name that is no word, and anything after a missing byte. Names may
 * repeat (diagnostics of several files); order is kept.
 */
#pragma once
#include <glib.h>

#define MESSAGE_LIMIT                                                                                        \
  (256 * 1024 * 1024) /* bytes in one message; a briefing of a thousand pages takes about 20 MiB */

typedef struct Message Message;

Message *message_new (void);
Message *message_copy (const Message *message);
void message_free (Message *message);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Message, message_free)

/** Appends a copy of @length bytes under @name (a–z and '-'). A NULL text is left out. */
void message_add (Message *message, const char *name, const void *bytes, gsize length);
void message_add_text (Message *message, const char *name, const char *text);
void message_add_number (Message *message, const char *name, int number);

/** The first bytes under @name, zero-terminated besides; NULL if there are none. Borrowed. */
const char *message_find (const Message *message, const char *name, gsize *length);
/** Frees what is under @name: a long text that was read. */
void message_drop (Message *message, const char *name);
/** How many byte strings are under @name, and the one at @index with its length, as message_find. */
guint message_count (const Message *message, const char *name);
const char *message_nth (const Message *message, const char *name, guint index, gsize *length);
/** The number under @name, or @otherwise. */
int message_number (const Message *message, const char *name, int otherwise);
/** All texts under @name, in order; NULL-terminated array of borrowed texts, owned itself. */
const char **message_all (const Message *message, const char *name);

/** Writes the whole message to a descriptor, which may be a pipe. Errors: the other side is gone. */
gboolean message_write (const Message *message, int fd, GError **error);

/** The same as bytes, for who cannot wait for the pipe; owned. */
GByteArray *message_to_bytes (const Message *message);

/** Reads messages from a descriptor that does not block, a piece at a time: one call a readiness. */
typedef struct MessageReader MessageReader;
MessageReader *message_reader_new (void);
void message_reader_free (MessageReader *reader);
/** FALSE: the other side closed, or sent what is no message (@error). TRUE: more may come; *@message (owned) is set when one is whole. */
gboolean message_reader_take (MessageReader *reader, int fd, Message **message, GError **error);

/** Reads one message. NULL with @error unset: the other side closed before a first byte. */
Message *message_read (int fd, GError **error);
