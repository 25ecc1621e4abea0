/* schema.h: the tables of the kinds of record in record.h: keys, types, words, meanings. Words, never facts.
 *
 * Each table drives reading, checking, copying, canonical writing, JSON Schema and the manual (base/decode.h). To add a key:
 * a member in record.h, a line in schema.c, and a sentence in docs/facts.md.
 */
#pragma once
#include "base/decode.h"
#include "release/record.h"
#include "release/release.h"

extern const RecordSpec source_spec, entity_spec, claim_spec, relation_spec, judgement_spec, passage_spec;
extern const RecordSpec briefing_spec, scheme_spec, label_spec, scale_spec;

/* Lists of words, NULL-terminated */
extern const char
    *const certainty_words[]; /* claims; also the statuses of relations that are said outright */
extern const char *const confidence_words[]; /* low, moderate, high */

enum
{
  N_RECORD_KINDS = RECORD_PASSAGE + 1
};

/** The table of a kind, the key under which its records stand in a file ("claims"), and its name ("claim"). */
const RecordSpec *kind_spec (RecordKind kind);
const char *kind_key (RecordKind kind);

const char *kind_name (RecordKind kind);

/* What all six kinds have in common */
const char *any_id (RecordKind kind, gconstpointer record);
Mark any_mark (RecordKind kind, gconstpointer record);
const char *any_marking (RecordKind kind, gconstpointer record); /* NULL: not said */
const GPtrArray *any_needs (RecordKind kind, gconstpointer record);

/** JSON Schema of a facts file: owned text. */
char *schema_of_facts (void);

/** The manual of all keys: owned text. */
char *manual_of_facts (void);
