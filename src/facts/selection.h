/* selection.h: inside of the wall, shared by select.c (who gets what), copy.c (the Release) and search.c (the last look). */
#pragma once
#include "facts/select.h"
#include "release/mentions.h"
#include "release/values.h"

/** One record and what becomes of it. */
typedef struct
{
  RecordKind kind;
  gconstpointer record; /* in the Store */
  Verdict verdict;
  char *why;    /* NULL when plainly granted */
  char *new_id; /* its id in the Release; NULL: its own */
} Item;

struct Selection
{
  const Store *store;
  const Audience *audience;
  const Label *clearance;
  GPtrArray *items;  /* of Item*, by kind and then in the author's order */
  GHashTable *by_id; /* id → Item*, borrowed */
  GPtrArray *finds;  /* of char* */
};

/** NULL: no such record. */
Item *selection_item (const Selection *selection, const char *id);

/** Is the record with this id in the Release, as itself or by its alias? */
gboolean selection_has (const Selection *selection, const char *id);

/** Does a record fall with what this field (or the prose in it) names? */
gboolean reference_is_vital (RecordKind kind, const char *key, gboolean is_mention);

/** @text without the sentences that mention what is withheld; empty when its first language has none left. Owned. */
Text *selection_reduce_text (const Selection *selection, const Text *text);

/** Looks through every string of @release for names of what is not in it; fills selection->finds. FALSE: found some. */
gboolean selection_search (Selection *selection, Release *release);
