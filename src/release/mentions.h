/* mentions.h: every id that a record names, in its fields and in its prose. What must be released with it hangs on this list.
 *
 * In prose: [F30] or [F08, F09] cites claims; {F30} or {F30:spelled} prints a claim's figure; @muhajir prints an entity's
 * name. A backslash takes the meaning away: \[sic\], \{, \@. Not mentions: links [words](address), @ behind a letter or digit
 * (an e-mail address), {likelihood} and other words that no id can be confused with in judgements (the caller knows
 * {likelihood}). Whatever document/inlines.c makes a citation, a figure or a name of must be a mention here: the wall hangs on it.
 */
#pragma once
#include "release/release.h"

typedef enum
{
  MENTION_CITE,
  MENTION_FIGURE,
  MENTION_NAME
} MentionKind;

typedef struct
{
  MentionKind kind;
  char *id;
  gsize start, end; /* byte offsets of the whole mark in the text; the ids of one bracket share them */
} Mention;

/** All mentions in @text in order; owned, of Mention*. O(length). */
GPtrArray *mentions_read (const char *text);

/** The kind of record that a mention means. */
RecordKind mention_target (MentionKind kind);

/** The sentences of @text as byte spans, pairs of start and end (gsize), covering it without gaps; owned. A sentence ends at
 *  . ! ? … followed by the citations that belong to it and by white space; or at an empty line. Full stops after a single
 *  letter or a known short form (Gen., Mr., No.) end nothing. */
GArray *sentences_read (const char *text);

/** Called for each reference: @key is the field, @mention is NULL for a field that holds ids and the mark for prose. */
typedef void (*ReferenceFunc) (const char *key, RecordKind target, const char *id, const Mention *mention,
                               gpointer data);

/** All ids that @record names, in the order of its fields; ids of fields first. */
void references_walk (RecordKind kind, gconstpointer record, ReferenceFunc func, gpointer data);

/** Called for each text of a record that is prose with marks (all languages). */
typedef void (*ProseFunc) (const char *key, const char *text, gpointer data);
void prose_walk (RecordKind kind, gconstpointer record, ProseFunc func, gpointer data);
