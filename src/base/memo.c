#include "base/memo.h"

#include <string.h>

enum
{
  LARGEST = 8 /* of what may be held, one entry takes less than this part */
};

typedef struct Entry Entry;
struct Entry
{
  MemoKind kind;
  guint hash;
  gconstpointer key; /* behind the entry; of what is only asked for: the caller's */
  gsize key_length, size;
  gpointer value;
  GDestroyNotify free_value;
  Entry *newer, *older;
};

struct Memo
{
  GHashTable *entries; /* of Entry, each its own key; looked up only */
  Entry *newest, *oldest;
  gsize limit, held;
  guint found;
};

/* Eight bytes at a time: keys are whole pages. */
static guint
hash_of (MemoKind kind, gconstpointer key, gsize length)
{
  const guint8 *at = key;
  guint64 hash = (kind + length) * G_GUINT64_CONSTANT (0x9E3779B97F4A7C15), word;
  for (; length >= 8; length -= 8, at += 8)
    {
      memcpy (&word, at, 8);
      hash = (hash ^ word) * G_GUINT64_CONSTANT (0xFF51AFD7ED558CCD);
      hash ^= hash >> 32;
    }
  word = 0;
  memcpy (&word, at, length);
  hash = (hash ^ word) * G_GUINT64_CONSTANT (0xFF51AFD7ED558CCD);
  return (guint)(hash ^ hash >> 32);
}

static guint
entry_hash (gconstpointer key)
{
  return ((const Entry *)key)->hash;
}

static gboolean
entry_equal (gconstpointer a, gconstpointer b)
{
  const Entry *one = a, *other = b;
  return one->hash == other->hash && one->kind == other->kind && one->key_length == other->key_length &&
         memcmp (one->key, other->key, one->key_length) == 0;
}

static void
entry_free (gpointer data)
{
  Entry *entry = data;
  if (entry->free_value)
    entry->free_value (entry->value);
  g_free (entry);
}

Memo *
memo_new (gsize bytes)
{
  Memo *memo = g_new0 (Memo, 1);
  memo->limit = bytes;
  memo->entries = g_hash_table_new_full (entry_hash, entry_equal, entry_free, NULL);
  return memo;
}

void
memo_free (Memo *memo)
{
  if (!memo)
    return;
  g_hash_table_destroy (memo->entries);
  g_free (memo);
}

static void
unlink_entry (Memo *memo, Entry *entry)
{
  *(entry->newer ? &entry->newer->older : &memo->newest) = entry->older;
  *(entry->older ? &entry->older->newer : &memo->oldest) = entry->newer;
}

static void
link_newest (Memo *memo, Entry *entry)
{
  entry->newer = NULL;
  entry->older = memo->newest;
  *(memo->newest ? &memo->newest->newer : &memo->oldest) = entry;
  memo->newest = entry;
}

gpointer
memo_find (Memo *memo, MemoKind kind, gconstpointer key, gsize key_length)
{
  if (!memo)
    return NULL;
  const Entry asked = {
      .kind = kind, .hash = hash_of (kind, key, key_length), .key = key, .key_length = key_length};
  Entry *entry = g_hash_table_lookup (memo->entries, &asked);
  if (!entry)
    return NULL;
  memo->found++;
  unlink_entry (memo, entry);
  link_newest (memo, entry);
  return entry->value;
}

gboolean
memo_keep (Memo *memo, MemoKind kind, gconstpointer key, gsize key_length, gpointer value, gsize size,
           GDestroyNotify free_value)
{
  size += key_length + sizeof (Entry);
  if (!memo || size >= memo->limit / LARGEST)
    return FALSE;
  while (memo->held + size > memo->limit)
    {
      Entry *oldest = memo->oldest;
      memo->held -= oldest->size;
      unlink_entry (memo, oldest);
      g_hash_table_remove (memo->entries, oldest);
    }
  Entry *entry = g_malloc (sizeof (Entry) + key_length);
  memcpy (entry + 1, key, key_length);
  *entry = (Entry){.kind = kind,
                   .hash = hash_of (kind, key, key_length),
                   .key = entry + 1,
                   .key_length = key_length,
                   .size = size,
                   .value = value,
                   .free_value = free_value};
  gboolean fresh = g_hash_table_add (memo->entries, entry);
  g_assert (fresh);
  memo->held += size;
  link_newest (memo, entry);
  return TRUE;
}

void
memo_counts (const Memo *memo, guint *found, gsize *bytes)
{
  *found = memo->found;
  *bytes = memo->held;
}
