/* key.h: what a product was made from, as a small text file; and why it would be made again. */
#pragma once
#include "cli/machine.h"
#include "cli/make.h"
#include "cli/message.h"

/** Why the product that stands there is not made from just this: what changed, in words, author's eyes only; owned. NULL: it is, and
 *  @product gets what the key tells of it: pages, marking, digest, size. */
char *key_stale (Product *product, Machine *machine);

/** Notes what the product was made from, as the worker's @reply tells: file… was read by the layout (and must hold what @inputs noted,
 *  NULL: not known), library… was called, missed… was looked for where nothing stood. What changed meanwhile is noted so that it is made
 *  again, and product->edited is set. Best effort: a key that cannot be written means that the product is made again next time. */
void key_write (Product *product, Machine *machine, const Message *reply, const Inputs *inputs);

/** Which records of the canonical text @release are not as they were in the one whose hash is @old_digest, noted beside @key: "claim F30
 *  changed, entity x is new"; owned. */
char *key_changes (const char *key, const char *release, const char *old_digest);

/** The value of the first line "NAME value" of a key's text; owned. NULL: none. */
char *key_line (const char *text, const char *name);

/** Removes from the folder of keys @folder (.cache/AUDIENCE) the parts of Releases that no key there names. */
void key_sweep (const char *folder);

/** What was built in this folder under the name of a file. */
typedef struct
{
  char *audience;
  char *release; /* SHA-256 of the canonical text that it was made from */
  char *digest;  /* SHA-256 of the file that was made */
  char *key;     /* path */
  gboolean same; /* the file that stands there is that one */
} Built;

/** The key beside the file at @path (.cache/AUDIENCE/NAME.key), if possible the one of just these bytes; owned. NULL: none. */
Built *key_built (const char *path);
void built_free (Built *built);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Built, built_free)
