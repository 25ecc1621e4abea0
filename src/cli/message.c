/* message.c: frames on a pipe. Reading and writing go on after a signal, and never past the end of the message. */
#include "cli/message.h"
#include <errno.h>
#include <string.h>
#include <unistd.h>
#include <gio/gio.h>

typedef struct
{
  char *name;
  char *bytes; /* length + 1, the last is zero */
  gsize length;
} Part;

struct Message
{
  GPtrArray *parts; /* of Part* */
};

static void
part_free (gpointer data)
{
  Part *part = data;
  g_free (part->name);
  g_free (part->bytes);
  g_free (part);
}

Message *
message_new (void)
{
  Message *message = g_new0 (Message, 1);
  message->parts = g_ptr_array_new_with_free_func (part_free);
  return message;
}

void
message_free (Message *message)
{
  if (!message)
    return;
  g_ptr_array_unref (message->parts);
  g_free (message);
}

/** Appends a part whose bytes are taken; they must have one byte of room behind them. */
static void
add_take (Message *message, const char *name, char *bytes, gsize length)
{
  Part *part = g_new0 (Part, 1);
  part->name = g_strdup (name);
  part->bytes = bytes;
  part->bytes[length] = '\0';
  part->length = length;
  g_ptr_array_add (message->parts, part);
}

void
message_add (Message *message, const char *name, const void *bytes, gsize length)
{
  char *copy = g_malloc (length + 1);
  if (length)
    memcpy (copy, bytes, length);
  add_take (message, name, copy, length);
}

void
message_add_text (Message *message, const char *name, const char *text)
{
  if (text)
    message_add (message, name, text, strlen (text));
}

void
message_add_number (Message *message, const char *name, int number)
{
  char text[16];
  g_snprintf (text, sizeof text, "%d", number);
  message_add_text (message, name, text);
}

Message *
message_copy (const Message *message)
{
  Message *copy = message_new ();
  for (guint i = 0; i < message->parts->len; i++)
    {
      const Part *part = message->parts->pdata[i];
      message_add (copy, part->name, part->bytes, part->length);
    }
  return copy;
}

const char *
message_nth (const Message *message, const char *name, guint index, gsize *length)
{
  for (guint i = 0; i < message->parts->len; i++)
    {
      const Part *part = message->parts->pdata[i];
      if (strcmp (part->name, name) != 0 || index-- > 0)
        continue;
      if (length)
        *length = part->length;
      return part->bytes;
    }
  return NULL;
}

const char *
message_find (const Message *message, const char *name, gsize *length)
{
  return message_nth (message, name, 0, length);
}

void
message_drop (Message *message, const char *name)
{
  for (guint i = message->parts->len; i-- > 0;)
    if (strcmp (((const Part *)message->parts->pdata[i])->name, name) == 0)
      g_ptr_array_remove_index (message->parts, i);
}

guint
message_count (const Message *message, const char *name)
{
  guint n = 0;
  for (guint i = 0; i < message->parts->len; i++)
    n += strcmp (((const Part *)message->parts->pdata[i])->name, name) == 0;
  return n;
}

int
message_number (const Message *message, const char *name, int otherwise)
{
  const char *text = message_find (message, name, NULL);
  gint64 number;
  return text && g_ascii_string_to_signed (text, 10, G_MININT, G_MAXINT, &number, NULL) ? (int)number
                                                                                        : otherwise;
}

const char **
message_all (const Message *message, const char *name)
{
  GPtrArray *all = g_ptr_array_new ();
  for (guint i = 0; i < message->parts->len; i++)
    {
      const Part *part = message->parts->pdata[i];
      if (strcmp (part->name, name) == 0)
        g_ptr_array_add (all, part->bytes);
    }
  g_ptr_array_add (all, NULL);
  return (const char **)g_ptr_array_free (all, FALSE);
}

static gboolean
write_all (int fd, const char *bytes, gsize length, GError **error)
{
  while (length > 0)
    {
      gssize n = write (fd, bytes, length);
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          g_set_error (error, G_IO_ERROR, (int)g_io_error_from_errno (errno), "the pipe is broken: %s",
                       g_strerror (errno));
          return FALSE;
        }
      bytes += n;
      length -= (gsize)n;
    }
  return TRUE;
}

GByteArray *
message_to_bytes (const Message *message)
{
  GByteArray *out = g_byte_array_new ();
  for (guint i = 0; i < message->parts->len; i++)
    {
      const Part *part = message->parts->pdata[i];
      g_autofree char *head = g_strdup_printf ("%s %" G_GSIZE_FORMAT "\n", part->name, part->length);
      g_byte_array_append (out, (const guint8 *)head, (guint)strlen (head));
      g_byte_array_append (out, (const guint8 *)part->bytes, (guint)part->length);
      g_byte_array_append (out, (const guint8 *)"\n", 1);
    }
  g_byte_array_append (out, (const guint8 *)"end 0\n\n", strlen ("end 0\n\n"));
  return out;
}

gboolean
message_write (const Message *message, int fd, GError **error)
{
  g_autoptr (GByteArray) out = message_to_bytes (message);
  return write_all (fd, (const char *)out->data, out->len, error);
}

/** Reads exactly @length bytes; returns how many came before the end, -1 on an error. */
static gssize
read_all (int fd, char *bytes, gsize length)
{
  gsize have = 0;
  while (have < length)
    {
      gssize n = read (fd, bytes + have, length - have);
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return -1;
      if (n == 0)
        break;
      have += (gsize)n;
    }
  return (gssize)have;
}

static void
set_broken (GError **error, const char *what)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s", what);
}

/** Understands `name length`, without its line end. */
static gboolean
parse_head (const char *line, char name[32], gsize *length, GError **error)
{
  const char *space = strchr (line, ' ');
  guint64 number;
  if (!space || space == line || space - line >= 32 ||
      strspn (line, "abcdefghijklmnopqrstuvwxyz-") != (gsize)(space - line) ||
      !g_ascii_string_to_unsigned (space + 1, 10, 0, MESSAGE_LIMIT, &number, NULL))
    {
      set_broken (error, "not a message");
      return FALSE;
    }
  g_strlcpy (name, line, (gsize)(space - line) + 1);
  *length = number;
  return TRUE;
}

/** Reads `name length\n` byte by byte (it is short, and reading past it would take the next message's bytes). */
static gboolean
read_head (int fd, char name[32], gsize *length, gboolean first, GError **error)
{
  char line[64];
  gsize n = 0;
  for (;; n++)
    {
      gssize got = n < sizeof line ? read_all (fd, line + n, 1) : -1;
      if (got == 0 && n == 0 && first)
        return FALSE;
      if (got != 1)
        {
          set_broken (error, "the other side ended in the middle of a message");
          return FALSE;
        }
      if (line[n] == '\n')
        break;
    }
  line[n] = '\0';
  return parse_head (line, name, length, error);
}

Message *
message_read (int fd, GError **error)
{
  g_autoptr (Message) message = message_new ();
  gsize total = 0;
  for (gboolean first = TRUE;; first = FALSE)
    {
      char name[32], newline;
      gsize length;
      if (!read_head (fd, name, &length, first, error))
        return NULL;
      total += length;
      if (total > MESSAGE_LIMIT)
        {
          set_broken (error, "the message is too long");
          return NULL;
        }
      char *bytes = g_malloc (length + 1);
      if (read_all (fd, bytes, length) != (gssize)length || read_all (fd, &newline, 1) != 1 ||
          newline != '\n')
        {
          g_free (bytes);
          set_broken (error, "the other side ended in the middle of a message");
          return NULL;
        }
      if (strcmp (name, "end") == 0)
        {
          g_free (bytes);
          return g_steal_pointer (&message);
        }
      add_take (message, name, bytes, length);
    }
}

/* Reading without waiting: a head, its bytes and one line end, again and again, until a part is called `end`. */
struct MessageReader
{
  Message *message; /* so far */
  char line[64];
  gsize n_line;
  char name[32];
  char *bytes; /* of the part being read; NULL: its head is being read */
  gsize have, length, total;
};

MessageReader *
message_reader_new (void)
{
  MessageReader *reader = g_new0 (MessageReader, 1);
  reader->message = message_new ();
  return reader;
}

void
message_reader_free (MessageReader *reader)
{
  if (!reader)
    return;
  message_free (reader->message);
  g_free (reader->bytes);
  g_free (reader);
}

static gboolean
feed_head (MessageReader *reader, char letter, GError **error)
{
  if (letter != '\n')
    {
      if (reader->n_line + 1 < sizeof reader->line)
        {
          reader->line[reader->n_line++] = letter;
          return TRUE;
        }
      set_broken (error, "not a message");
      return FALSE;
    }
  reader->line[reader->n_line] = '\0';
  reader->n_line = 0;
  if (!parse_head (reader->line, reader->name, &reader->length, error))
    return FALSE;
  reader->total += reader->length;
  if (reader->total > MESSAGE_LIMIT)
    {
      set_broken (error, "the message is too long");
      return FALSE;
    }
  reader->bytes = g_malloc (reader->length + 1);
  reader->have = 0;
  return TRUE;
}

/** Takes what belongs to the part from @at on, its line end with it; returns how much, 0 when it is no message. */
static gsize
feed_bytes (MessageReader *reader, const char *at, gsize n, Message **message, GError **error)
{
  gsize used = MIN (n, reader->length - reader->have);
  memcpy (reader->bytes + reader->have, at, used);
  reader->have += used;
  if (used == n)
    return used;
  if (at[used] != '\n')
    {
      set_broken (error, "not a message");
      return 0;
    }
  char *bytes = g_steal_pointer (&reader->bytes);
  if (strcmp (reader->name, "end") != 0)
    {
      add_take (reader->message, reader->name, bytes, reader->length);
      return used + 1;
    }
  g_free (bytes);
  g_clear_pointer (message, message_free); /* two at once: the last is answered */
  *message = g_steal_pointer (&reader->message);
  reader->message = message_new ();
  reader->total = 0;
  return used + 1;
}

gboolean
message_reader_take (MessageReader *reader, int fd, Message **message, GError **error)
{
  char piece[65536];
  gssize n = read (fd, piece, sizeof piece);
  if (n < 0 && (errno == EINTR || errno == EAGAIN || errno == EWOULDBLOCK))
    return TRUE;
  if (n <= 0)
    return FALSE;
  for (gsize at = 0; at < (gsize)n;)
    {
      gsize used = 1;
      gboolean good = reader->bytes
                          ? (used = feed_bytes (reader, piece + at, (gsize)n - at, message, error)) > 0
                          : feed_head (reader, piece[at], error);
      if (!good)
        return FALSE;
      at += used;
    }
  return TRUE;
}
