/* key.h: what a product was made from, as a small text file; and why it would be made again. */
#pragma once
#include "cli/make.h"

/** What tells this program from any other version or build of it; owned. */
char *key_program (const Places *places);

/** What is the same for all products of a run: program, the libraries it runs with, fonts, hyphenation; owned. */
char *key_common (const Places *places);

/** Why the product that stands there is not made from just this: what changed, in words, author's eyes only; owned. NULL: it is, and
 *  @product gets what the key tells of it: pages, marking, digest, size. */
char *key_stale (Product *product, const char *common);

/** Notes what the product was made from: @files (NULL-terminated) were read by the layout; those that changed meanwhile (@inputs, NULL: not
 *  known) are noted so that it is made again, and product->edited is set. Best effort: a key that cannot be written means that the
 *  product is made again next time. */
void key_write (Product *product, const char *common, const char *const *files, const Inputs *inputs);

/** The value of the first line "NAME value" of a key's text; owned. NULL: none. */
char *key_line (const char *text, const char *name);

/** Removes from the folder of keys @folder (.cache/AUDIENCE) the parts of Releases that no key there names. */
void key_sweep (const char *folder);
