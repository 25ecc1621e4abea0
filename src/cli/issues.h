/* issues.h: earlier issues of a product: how many stay (`keep:` of the build file).
 *
 * Products are of one line when their names differ in the issue's number alone: what their keys call `line`. Without {issue} in its name
 * a new issue would replace the one before; that one is then kept as NAME.issue-N.pdf. Only files that are still what was made are ever
 * removed, and only once the new issue is there.
 */
#pragma once
#include "cli/make.h"

/** Before @product is made: a file of an earlier issue under the same name is given a name of its own, unless none is kept. */
void issues_set_aside (const Product *product, int keep);

/** After all is made: of each line of @products, removes what is older than the @keep latest earlier issues. @keep −1: nothing. Returns how many
 *  files were removed. */
int issues_prune (const GPtrArray *products, int keep);
