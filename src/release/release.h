/* release.h: what one audience may know. Built from nothing by facts/select.c; all that the render side ever
 * sees.
 *
 * Invariants: every id that a record mentions is in the Release; no pointer leads into the Store; nothing
 * counts or hints at what was withheld; record marks (file, line) are empty. The canonical text is YAML with
 * fixed order of kinds, records (author's order) and keys; the same Release gives the same bytes, and
 * release_read (release_to_text (r)) equals r.
 */
#pragma once
#include "release/record.h"

typedef struct
{
  Briefing *briefing;
  char *audience;       /* id */
  char *audience_title; /* "Press and public" */
  char *wording;        /* "plain" | NULL */
  char *marking;        /* label id: the join of everything in it */
  Scheme *scheme;
  LikelihoodScale *scale;                                                     /* may be NULL */
  GPtrArray *sources, *entities, *claims, *relations, *judgements, *passages; /* owned records, in order */
  GHashTable *by_id;                                                          /* see release_find */
} Release;

typedef enum
{
  RECORD_SOURCE,
  RECORD_ENTITY,
  RECORD_CLAIM,
  RECORD_RELATION,
  RECORD_JUDGEMENT,
  RECORD_PASSAGE
} RecordKind;

Release *release_new (void);
void release_free (Release *release);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Release, release_free)

/** Appends a record (takes it) and indexes it by id. */
void release_add_take (Release *release, RecordKind kind, gpointer record);

/** The record with this id and kind, or NULL. O(1). */
gconstpointer release_find (const Release *release, RecordKind kind, const char *id);

/** The list of a kind, for loops over kinds. Borrowed; never NULL. */
GPtrArray **release_records (Release *release, RecordKind kind);

/** Canonical YAML; owned. The same as JSON, a record a line. */
char *release_to_text (const Release *release);
char *release_to_json (const Release *release);

/** Reads canonical text; NULL with diagnostics when it is not a Release. */
Release *release_read (const char *text, gsize length, const char *name, Diags *diags);

/** SHA-256 (hex, owned) of the canonical text: the identity of a Release. */
char *release_digest (const Release *release);

/* Reading helpers used on both sides of the wall */

/** The text in @lang, else in its base language, else the first; NULL if there is none. Borrowed. */
const char *text_in (const Text *text, const char *lang);

/** Sources from the speaker to the document in hand: said_by[i], then each `within`. Borrowed Source*s in a
 * new array. */
GPtrArray *release_chain (const Release *release, const char *source_id);

/** Label by id or alias; NULL if unknown. */
const Label *scheme_label (const Scheme *scheme, const char *id);

/** Is @a at or above @b in the scheme's order? Join: the least label at or above both; NULL if the order has
 * none. */
gboolean scheme_dominates (const Scheme *scheme, const char *a, const char *b);
const char *scheme_join (const Scheme *scheme, const char *a, const char *b);
