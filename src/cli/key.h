/* key.h: what a product was made from, as a small text file. */
#pragma once
#include "cli/make.h"

/** What tells this program from any other version or build of it; owned. */
char *key_program (const Places *places);

/** What is the same for all products of a run: program and fonts; owned. */
char *key_common (const Places *places);

/** Is the product that stands there made from just this? Sets product->pages if so. */
gboolean key_is_fresh (Product *product, const char *common);

/** Notes what the product was made from: @files (NULL-terminated) were read by the layout. Best effort: a key that cannot be
 *  written means that the product is made again next time. */
void key_write (const Product *product, const char *common, const char *const *files);
