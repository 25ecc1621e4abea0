/* diag.h: what is wrong with an author's files, and where. Work goes on after a mistake; all are shown at
 * once, sorted by place, and the worst level is the exit status. Only cli/ prints.
 *
 *     diags_error (diags, node->mark, "ref-unknown", hint, "claim F30 is said by unknown source “%s”", id);
 */
#pragma once
#include <glib.h>

/** A place in a file. @file is interned (g_intern_string); line and column count from 1, 0 = unknown. */
typedef struct
{
  const char *file;
  int line, column;
} Mark;

typedef enum
{
  DIAG_NOTE,
  DIAG_WARNING,
  DIAG_ERROR
} DiagLevel;

typedef struct Diags Diags;

Diags *diags_new (void);
void diags_free (Diags *diags);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Diags, diags_free)

/** @code is a unique greppable word; @hint (may be NULL) says what to do. Both and the message are copied. */
void diags_add (Diags *diags, DiagLevel level, Mark mark, const char *code, const char *hint,
                const char *format, ...) G_GNUC_PRINTF (6, 7);
#define diags_error(diags, mark, code, hint, ...) diags_add (diags, DIAG_ERROR, mark, code, hint, __VA_ARGS__)
#define diags_warning(diags, mark, code, hint, ...)                                                          \
  diags_add (diags, DIAG_WARNING, mark, code, hint, __VA_ARGS__)
#define diags_note(diags, mark, code, hint, ...) diags_add (diags, DIAG_NOTE, mark, code, hint, __VA_ARGS__)

/** A warning that is said once for its place and words, however often it is found: letters without a face. Cost: a look-up. */
void diags_warning_once (Diags *diags, Mark mark, const char *code, const char *hint, const char *format, ...)
    G_GNUC_PRINTF (5, 6);

int diags_count (const Diags *diags, DiagLevel level);
/** Was nothing said at all? */
#define diags_is_empty(diags)                                                                                \
  (diags_count (diags, DIAG_ERROR) + diags_count (diags, DIAG_WARNING) + diags_count (diags, DIAG_NOTE) == 0)
#define diags_has_errors(diags) (diags_count (diags, DIAG_ERROR) > 0)

/** Moves all of @from into @diags. */
void diags_absorb (Diags *diags, Diags *from);
/** … and what has no place of its own (a drawing knows none) gets @mark; what was said with the same words is said once. */
void diags_absorb_at (Diags *diags, Diags *from, Mark mark);

/** Moves the errors of @from into @diags and drops the rest. A log of what is rendered shows no more of the facts than has to be
 *  mended: warnings quote passages that its audience may not read. */
void diags_absorb_errors (Diags *diags, Diags *from);

/** `file:line:column: error: sentence [code]` and an indented `hint: …` line each; sorted by file, line,
 * column. Owned. */
char *diags_to_text (const Diags *diags, gboolean colour);

/** Gives all of that code another level; DIAG_IGNORED: drops them. */
#define DIAG_IGNORED (-1)
void diags_weigh (Diags *diags, const char *code, int level);

/* What is being worked on, for whoever has to say what a hanging or dying process was at: a note in memory that is not its own.
 * diags_watch gives @diags (and those that diags_like makes of it) room for it, which must outlive them; diags_work writes there
 * “what, file:line”. Without room nothing is done. Cost: one formatted line. */
void diags_watch (Diags *diags, char *room, gsize size);
Diags *diags_like (const Diags *diags);
void diags_work (const Diags *diags, Mark mark, const char *what);

/** A JSON array of {file,line,column,level,code,message,hint}; diags_read_json is its inverse (a worker sends
 * them home). */
char *diags_to_json (const Diags *diags);
gboolean diags_read_json (Diags *diags, const char *json, gsize length);

/** The candidate nearest to @word by edit distance (≤ a third of its letters, at least 2), or NULL. Borrowed.
 */
const char *nearest_match (const char *word, const char *const *candidates, int n_candidates);
