/* proof.h: a finished product is read back and held against its case before it goes out: what `brief verify` does, in a process of its own. */
#pragma once
#include "cli/make.h"

/**
 * product_proof: may it go out? Not when a withheld name is found in it, when the facts attached to it are not those of its case, or when it
 * cannot be read. A passage of which parts are not found on the pages keeps nothing back: a layout may leave words out.
 *
 * @log: scratch file beside the reports
 * The answer is kept in product->proven and product->doubt (why not), so several deliveries ask once.
 */
gboolean product_proof (const Places *places, Product *product, const char *log);
