/* memo.h: what was made once from some bytes, for who may be asked for it again: a deflated stream, a subset of a face, a file's tree.
 *
 * Keys are compared byte for byte, so what is found is what would be made anew: products do not depend on what a worker remembers.
 * Memory is bounded: what was asked for longest ago goes first. A memo may be NULL everywhere: then nothing is found or kept.
 */
#pragma once
#include <glib.h>

typedef struct Memo Memo;

/** Two things of the same bytes that are made in two ways have two kinds. */
typedef enum
{
  MEMO_DEFLATED, /* bytes → GBytes (export/save.c) */
  MEMO_SUBSET,   /* a face and glyphs → GBytes (export/pdf-fonts.c) */
  MEMO_LINES,    /* break points and rules → which of them end lines (typeset/paragraph.c) */
  MEMO_TREE      /* a layout's file, its path and bytes → YamlNode (document/layout.c) */
} MemoKind;

/** @bytes: how much keys and values may take together; one that takes an eighth is not kept. */
Memo *memo_new (gsize bytes);
void memo_free (Memo *memo);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Memo, memo_free)

/** What is kept of @key; NULL: nothing. Borrowed, until something is kept the next time. Cost: one pass over the key. */
gpointer memo_find (Memo *memo, MemoKind kind, gconstpointer key, gsize key_length);

/** Keeps @value, which takes @size bytes and is freed with @free_value. FALSE: it is too large, and stays the caller's. @key is
 *  copied; it must not be kept yet. */
gboolean memo_keep (Memo *memo, MemoKind kind, gconstpointer key, gsize key_length, gpointer value,
                    gsize size, GDestroyNotify free_value);

/** How often something was found, and how many bytes are held; for tests. */
void memo_counts (const Memo *memo, guint *found, gsize *bytes);
