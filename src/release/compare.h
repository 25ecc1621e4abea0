/* compare.h: two Releases of one case and audience, record by record; and a Release against what a product says. Used by whoever checks a
 * product that was sent out: differences are told by the ids of records. */
#pragma once
#include "release/release.h"

typedef enum
{
  DIFFERENCE_CHANGED, /* @what names the keys */
  DIFFERENCE_GONE,    /* was released then, is not now */
  DIFFERENCE_NEW,     /* is released now, was not then */
  DIFFERENCE_PAGE,    /* the page says something else than the facts in the file */
} DifferenceKind;

typedef struct
{
  DifferenceKind kind;
  char *id;   /* of the record; "briefing", "marking" */
  char *what; /* a sentence without a full stop */
} Difference;

/** Of Difference*, owned: kinds in their order, records in the author's. Empty: they are the same. Linear. */
GPtrArray *release_compare (const Release *then, const Release *now);

void difference_add (GPtrArray *differences, DifferenceKind kind, const char *id,
                     char *what); /* takes @what */

/** What a product says, as printed. */
typedef struct
{
  const char *lang;              /* of the document; NULL: the case's own */
  const char *reading;           /* the whole, in order of reading */
  const char *const *note_ids;   /* claims with a note of their own … */
  const char *const *note_texts; /* … and what it says, parallel; NULL-terminated both */
} Said;

/** How much of a Release stands on the pages. */
typedef struct
{
  gboolean title;            /* of the briefing */
  int passages, of_passages; /* whole */
  int claims, of_claims;     /* with all of their words */
  int names, of_names;       /* of entities, of three letters and more */
} SaidCounts;

/** Counts what of @release the pages say, where nothing tells which facts they were made from. Linear in both, but for searching. */
SaidCounts release_count_said (const Release *release, const Said *said);

/** Adds what the pages say otherwise than @release: a number in a claim's note that none of its facts holds; a note without its
 *  claim's words, where the layout prints them; a passage of which some sentences are there and others are not. */
void release_compare_said (const Release *release, const Said *said, GPtrArray *differences);
