/* author.h: the author's side of a command: a case with its store, the audiences; and Releases made from them.
 *
 * Only this file's .c and order.c include facts/; commands work with what it gives: ids, canonical Release text and diagnostics. Nothing
 * of the render side is included here.
 */
#pragma once
#include "base/diag.h"
#include "cli/places.h"
#include "release/compare.h"

typedef struct Author Author;

/** Reads a case whole: facts, their rules, audiences. Mistakes are in @diags; the result is NULL only when there is no store to
 *  speak of. @folder as a person would write it (diagnostics name it so). */
Author *author_open (const Places *places, const char *folder, Diags *diags);
void author_free (Author *author);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Author, author_free)

/** Ids of the audiences, in the author's order; NULL-terminated, borrowed. */
const char *const *author_audiences (const Author *author);
int author_issue (const Author *author);
const char *author_language (const Author *author);
/** The case's id, as it stands in file names: the name of its folder. */
const char *author_case (const Author *author);

/** Canonical text of what @audience may know; owned. NULL with diagnostics: refused at the wall. */
char *author_release (const Author *author, const char *audience, Diags *diags);

/** A product held against what is known now: @facts are those found in it, @said what it says, @words all its strings as pairs of place and text
 *  (NULL-terminated). Differences of the facts and pages go to @differences (see release/compare.h), names and sentences that @audience must not
 *  see to @finds (of char*); how much of what is released they say to *@counts. @audience NULL: that of the facts. FALSE with diagnostics: the facts cannot be read, or nothing is released. */
gboolean author_verify (const Author *author, const char *audience, const char *facts, gsize length,
                        const Said *said, const char *const *words, SaidCounts *counts,
                        GPtrArray **differences, GPtrArray *finds, Diags *diags);

/** Where a record comes from and who may see it, in words; @audience NULL: every audience. Owned. NULL: no such record. */
char *author_explain (const Author *author, const char *id, const char *audience);
/** Ids of all records of the case, sorted; owned. */
char **author_ids (const Author *author);

/** Has a file's name, or a heading outside of the product, a word that names what @audience may not know? @with_ids: ids count, too. The
 *  author's files must be without errors. */
gboolean author_names_withheld (const Author *author, const char *audience, const char *name,
                                gboolean with_ids);

/** JSON Schema of facts, audiences or build files; owned. NULL: no such thing. */
char *author_schema (const char *what);
