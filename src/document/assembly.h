/* assembly.h: a document in the making, and its styles. Shared by the files that make one: assemble*.c, inlines.c, markdown.c,
 * fields.c, template-write.c; nothing outside document/ includes it. Words: inline-writer.h. Blocks: section-blocks.h.
 */
#pragma once
#include "document/assemble.h"
#include "document/figure-words.h"
#include "document/labels.h"
#include "document/layout-style.h"
#include "document/query.h"
#include "document/sections.h"
#include "document/template.h"

typedef struct
{
  const Claim *claim;
  int sequence;     /* 1, 2, 3 in order of first citation */
  GPtrArray *backs; /* of char*: ids of the inlines that cite it */
} Cited;

typedef struct
{
  char *id, *title, *number;
  int level;
} Headed;

typedef struct
{
  Block *holder;
  const Section *section;
  guint n_headings; /* those before it */
} Deferred;

/** What refers to what, by ids of the layout: assemble-references.c. */
typedef struct References References;

typedef struct
{
  const Release *release;
  const Layout *layout;
  const AssembleOptions *options;
  const ChartWish *wish; /* of the person at the command, for a chart alone; NULL */
  Diags *diags;
  Words *words;
  Words *foreign; /* for what stands within a text of another language; NULL until one is met */
  QueryScope scope;
  const char *lang; /* interned */
  Document *document;
  GHashTable *derived;    /* "base\x1foverlay" → Style*, owned by the document */
  GHashTable *mentioned;  /* entity ids printed in full once */
  GHashTable *cited;      /* claim id → Cited* */
  GPtrArray *cited_order; /* of Cited* */
  GPtrArray *headings;    /* of Headed* */
  GArray *deferred;       /* blocks filled when all else is known: notes, contents, source summary */
  gboolean has_notes;     /* the layout has a notes block, so citations are links */
  gboolean
      own_passages; /* some passage has words in the product's language: those that have none are not printed */
  GHashTable *untold; /* the passages that are not printed for it */
  NotePlace note_place;
  References *references;
  int last_level, n_numbered, n_cites, n_ids;
  int n_captions[2]; /* of figures and of tables that have a number: CaptionKind */
} Assembly;

/* Styles */

/** The style for @part of a block: "<block style>-<part>", else @name, else its fallback, else text. */
const Style *part_style (Assembly *a, const Section *section, const char *part, const char *name);
const Style *named_style (Assembly *a, const char *name);
/** @base changed by the inline style "BASE-name", else by @name; @base itself if the layout has neither. */
const Style *inline_style (Assembly *a, const Style *base, const char *name);
/** Without spaces, rules and ground: for boxes that only hold others. */
const Style *bare_style (Assembly *a);
/** A style of this document alone: a copy that the document owns. */
Style *document_style (Assembly *a, const Style *copy);
