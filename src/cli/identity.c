/* identity.c: see identity.h. A line for each file: "HASH\tSIGNATURE\tPATH". */
#include "cli/identity.h"
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include "cli/files.h"
#include "cli/inputs.h"

#define TICK_NS 20000000 /* two ticks of the slowest clock that sets st_ctim (CONFIG_HZ=100) */

typedef struct
{
  char *path, *digest, *signature; /* signature NULL: not to be kept */
} Identity;

struct Identities
{
  char *kept;
  GHashTable *before; /* path → Identity*: of earlier runs; looked up only */
  GHashTable *now;    /* path → Identity*, borrowed from @asked; looked up only */
  GPtrArray *asked;   /* of Identity*, in order */
  gboolean fresh;     /* something is known that was not */
};

static void
identity_free (gpointer data)
{
  Identity *identity = data;
  g_free (identity->path);
  g_free (identity->digest);
  g_free (identity->signature);
  g_free (identity);
}

static void
read_kept (Identities *identities)
{
  g_autofree char *text = NULL;
  if (!identities->kept || !g_file_get_contents (identities->kept, &text, NULL, NULL))
    return;
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  for (int i = 0; lines[i]; i++)
    {
      g_auto (GStrv) parts = g_strsplit (lines[i], "\t", 3);
      if (g_strv_length (parts) != 3 || strlen (parts[0]) != 64)
        continue;
      Identity *identity = g_new0 (Identity, 1);
      *identity = (Identity){g_strdup (parts[2]), g_strdup (parts[0]), g_strdup (parts[1])};
      g_hash_table_replace (identities->before, identity->path, identity);
    }
}

Identities *
identities_new (const char *kept)
{
  Identities *identities = g_new0 (Identities, 1);
  identities->kept = g_strdup (kept);
  identities->before = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, identity_free);
  identities->now = g_hash_table_new (g_str_hash, g_str_equal);
  identities->asked = g_ptr_array_new_with_free_func (identity_free);
  read_kept (identities);
  return identities;
}

void
identities_free (Identities *identities)
{
  if (!identities)
    return;
  g_hash_table_unref (identities->now);
  g_hash_table_unref (identities->before);
  g_ptr_array_unref (identities->asked);
  g_free (identities->kept);
  g_free (identities);
}

/** A second change within the tick of the first would leave the signature as it is: what has just changed is not remembered. */
static gboolean
is_at_rest (const char *path)
{
  struct stat about;
  struct timespec now;
  if (stat (path, &about) != 0 || clock_gettime (CLOCK_REALTIME, &now) != 0)
    return FALSE;
  const gint64 seconds = (gint64)now.tv_sec - (gint64)about.st_ctim.tv_sec;
  return seconds > 1 || seconds * 1000000000 + now.tv_nsec - about.st_ctim.tv_nsec > TICK_NS;
}

static Identity *
look (const Identities *identities, const char *path)
{
  Identity *identity = g_new0 (Identity, 1);
  g_autofree char *before = inputs_signature (path);
  const Identity *known = g_hash_table_lookup (identities->before, path);
  identity->path = g_strdup (path);
  if (known && strcmp (known->signature, before) == 0)
    {
      identity->digest = g_strdup (known->digest);
      identity->signature = g_steal_pointer (&before);
      return identity;
    }
  const gboolean at_rest = is_at_rest (path);
  identity->digest = file_digest (path);
  g_autofree char *after = inputs_signature (path);
  if (identity->digest && at_rest && strcmp (before, after) == 0 && !strpbrk (path, "\t\n"))
    identity->signature = g_steal_pointer (&after);
  if (!identity->digest)
    identity->digest = g_strdup ("none");
  return identity;
}

const char *
identities_of (Identities *identities, const char *path)
{
  Identity *identity = g_hash_table_lookup (identities->now, path);
  if (identity)
    return identity->digest;
  identity = look (identities, path);
  const Identity *known = g_hash_table_lookup (identities->before, path);
  identities->fresh |= identity->signature && (!known || strcmp (known->signature, identity->signature) != 0);
  g_ptr_array_add (identities->asked, identity);
  g_hash_table_insert (identities->now, identity->path, identity);
  return identity->digest;
}

void
identities_keep (const Identities *identities)
{
  g_autoptr (GString) out = g_string_new (NULL);
  for (guint i = 0; i < identities->asked->len; i++)
    {
      const Identity *identity = identities->asked->pdata[i];
      if (identity->signature)
        g_string_append_printf (out, "%s\t%s\t%s\n", identity->digest, identity->signature, identity->path);
    }
  if (identities->kept && identities->fresh)
    (void)file_write_atomically (identities->kept, out->str, out->len, 0600, NULL);
}
