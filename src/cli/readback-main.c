/* readback-main.c: the program brief-readback: one PDF file, which nobody vouches for, read or written anew in a process that can do
 * nothing else. Only `brief` starts it.
 *
 *   standard input   a message: task (inspect | facts | words | linearise | encrypt | libraries), parts, format, password, new-password
 *   descriptor 3     the file
 *   standard output  a message: output; or place and text, note and text, in turn; or error and code
 *
 * Before the file is read, the file system and the network are given up; memory and time are bounded (setrlimit(2)).
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <signal.h>
#include <unistd.h>
#include "cli/command.h"
#include "cli/libraries.h"
#include "cli/message.h"
#include "cli/readback.h"
#include "cli/sandbox.h"
#include "readback/gather.h"
#include "readback/inspect.h"
#include "readback/rewrite.h"

#if defined(__SANITIZE_ADDRESS__)
#define WITH_SANITIZER
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define WITH_SANITIZER
#endif
#endif

static void
bound (int resource, rlim_t limit)
{
  struct rlimit both = {limit, limit};
  setrlimit (resource, &both);
}

/* FALSE: the kernel left something open. */
static gboolean
give_up (void)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL); /* without a parent nobody reads the answer */
  bound (RLIMIT_CORE, 0);
  bound (RLIMIT_CPU, READBACK_SECONDS);
#ifndef WITH_SANITIZER
  bound (RLIMIT_AS, READBACK_MEMORY); /* a sanitizer's shadow is larger than any bound */
#endif
  const Sandbox sandbox = sandbox_enter (NULL, NULL);
  return sandbox.files && sandbox.calls;
}

/** What this program runs with: products whose first page it has put in front depend on it. */
static void
tell_libraries (Message *reply)
{
  g_auto (GStrv) libraries = libraries_loaded ();
  for (int i = 0; libraries[i]; i++)
    message_add_text (reply, "library", libraries[i]);
}

static GByteArray *
read_file (int fd, GError **error)
{
  struct stat info;
  if (fstat (fd, &info) != 0 || !S_ISREG (info.st_mode) || info.st_size > READBACK_FILE_LIMIT)
    {
      g_set_error (error, PDF_ERROR, PDF_ERROR_LIMIT, "it is no plain file of at most %d MB",
                   READBACK_FILE_LIMIT >> 20);
      return NULL;
    }
  GByteArray *bytes = g_byte_array_sized_new ((guint)info.st_size + 1);
  g_byte_array_set_size (bytes, (guint)info.st_size + 1);
  gsize done = 0;
  while (done < (gsize)info.st_size)
    {
      ssize_t n = pread (fd, bytes->data + done, (gsize)info.st_size - done, (off_t)done);
      if (n <= 0 && errno != EINTR)
        break;
      done += n > 0 ? (gsize)n : 0;
    }
  bytes->data[done] = '\0';
  g_byte_array_set_size (bytes, (guint)done);
  return bytes;
}

static void
add_words (Message *reply, const GPtrArray *all, const char *name)
{
  for (guint i = 0; i < all->len; i++)
    {
      const Words *words = all->pdata[i];
      message_add_text (reply, name, words->place);
      message_add_text (reply, "text", words->text);
    }
}

/** 32 random bytes as hex, forgotten after use; NULL with @error. */
static char *
random_word (GError **error)
{
  guint8 bytes[32];
  if (getrandom (bytes, sizeof bytes, 0) != sizeof bytes)
    {
      g_set_error (error, PDF_ERROR, PDF_ERROR_LIMIT, "there are no random numbers to lock it with");
      return NULL;
    }
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, bytes, sizeof bytes);
}

static void
answer (const Message *request, Pdf *pdf, gsize length, Message *reply, GError **error)
{
  const char *task = message_find (request, "task", NULL), *format = message_find (request, "format", NULL);
  const char *new_password = message_find (request, "new-password", NULL);
  g_autoptr (GBytes) bytes = NULL;
  if (strcmp (task, "inspect") == 0)
    {
      g_autofree char *text =
          inspect (pdf, length, (InspectParts)message_number (request, "parts", INSPECT_USUAL),
                   format && strcmp (format, "json") == 0, error);
      message_add_text (reply, "output", text);
    }
  else if (strcmp (task, "facts") == 0)
    bytes = gather_facts (pdf, error);
  else if (strcmp (task, "words") == 0)
    {
      g_autoptr (GPtrArray) notes = gather_notes (pdf, "note-"), all = gather_words (pdf);
      g_autoptr (GBytes) facts = gather_facts (pdf, NULL); /* without them there is still much to look at */
      g_autofree char *lang = pdf_language (pdf);
      message_add_text (reply, "language", lang);
      if (facts)
        message_add (reply, "facts", g_bytes_get_data (facts, NULL), g_bytes_get_size (facts));
      add_words (reply, notes, "note");
      add_words (reply, all, "place");
    }
  else if (strcmp (task, "linearise") == 0)
    bytes = rewrite_linearised (pdf, error);
  else if (strcmp (task, "encrypt") == 0 && new_password)
    {
      g_autofree char *owner = random_word (error);
      bytes = owner ? rewrite_encrypted (pdf, new_password, owner, error) : NULL;
    }
  else
    g_set_error (error, PDF_ERROR, PDF_ERROR_DAMAGED, "no such task");
  if (bytes)
    message_add (reply, "output", g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

int
main (int argc, char **argv)
{
  g_autoptr (Message) request = message_read (STDIN_FILENO, NULL), reply = message_new ();
  g_autoptr (GError) error = NULL;
  if (argc > 1 || !request || !message_find (request, "task", NULL))
    {
      fputs ("brief-readback: only brief itself starts this program\n", stderr);
      return STATUS_USAGE;
    }
  message_add_number (reply, "confined", give_up ());
  if (strcmp (message_find (request, "task", NULL), "libraries") == 0)
    {
      tell_libraries (reply);
      return message_write (reply, STDOUT_FILENO, NULL) ? STATUS_FINE : STATUS_WORLD;
    }
  g_autoptr (GByteArray) bytes = read_file (READBACK_FILE, &error);
  g_autoptr (Pdf) pdf =
      bytes ? pdf_open (bytes->data, bytes->len, message_find (request, "password", NULL), &error) : NULL;
  if (pdf)
    answer (request, pdf, bytes->len, reply, &error);
  if (error)
    {
      message_add_text (reply, "error", error->message);
      message_add_text (reply, "code", pdf_error_code (error));
    }
  return message_write (reply, STDOUT_FILENO, NULL) ? STATUS_FINE : STATUS_WORLD;
}
