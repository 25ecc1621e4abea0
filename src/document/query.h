/* query.h: which released records a block shows, and in what order: `where: {kind: strength, sort: -as_of, limit: 5}`.
 *
 * Every key must hold; a list means any of its words; `not: {…}` turns a query round. "{briefing.subject}" stands for the
 * briefing's subject. Without `sort` the author's order stays; sorting is stable. A query that finds nothing is no mistake:
 * the audience may simply not know such records. `where: F30` or `where: [F37]` names ids (in a case's own layout).
 */
#pragma once
#include "document/keys.h"
#include "document/layout.h"
#include "release/release.h"

/** Is it a sound query over @record ("claim", "relation" …; NULL: no query is possible)? Reports. */
gboolean query_check (const YamlNode *node, const char *record, Diags *diags);

/** What is asked, made once for a document. */
typedef struct
{
  const Release *release;
  const Layout *layout;
  GHashTable *denied; /* ids of claims that another denies */
  const char *lang;   /* whose names are sorted, and by whose rules; NULL: English */
} QueryScope;

QueryScope query_scope (const Release *release, const Layout *layout);
void query_scope_clear (QueryScope *scope);

/** The records found, borrowed, in a new array. @node NULL: all of them. O(records) without `sort`. */
GPtrArray *query_run (const YamlNode *node, RecordKind kind, const QueryScope *scope);

/** Has the claim a denier, or does it deny another? */
gboolean claim_is_contested (const QueryScope *scope, const Claim *claim);
/** The status of a relation: its own, else from its claims: contested, possible, reported, assessed, asserted. Borrowed. */
const char *relation_status (const QueryScope *scope, const Relation *relation);
/** The newest as-of date of its claims, or its own `when`; borrowed, NULL if neither. */
const Date *relation_date (const QueryScope *scope, const Relation *relation);

/** Keys of a query over @record, for the schema. */
const KeySpec *query_keys (const char *record);
