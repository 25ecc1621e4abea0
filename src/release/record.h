/* record.h: the shapes of what is known, shared by the Store (everything) and the Release (what one audience
 * may know).
 *
 * A record is a plain struct that owns all it points to. Each kind has one FieldSpec table in
 * release/schema.c (see base/decode.h) from which it is decoded, checked, copied, freed, written as canonical
 * YAML, and documented. Strings are UTF-8 and never NULL-checked away: NULL means "not said". Lists are
 * GPtrArrays, never NULL, in the author's order.
 *
 * Ids are unique across all kinds of one case. A voice inside a document (member state A within a UN report)
 * is a Source of its own with the id "un-2021-07/state-a"; the chain of a claim is said_by and then each
 * `within` in turn.
 *
 * check-source: lengths: the kinds of record belong together
 */
#pragma once
#include <glib.h>
#include "base/date.h"
#include "base/diag.h"

/** A text in one or several languages. First variant: the case's own language (lang NULL). */
typedef struct
{
  char *lang; /* BCP 47, or NULL: the language of the briefing */
  char *text;
} TextVariant;
typedef GPtrArray Text; /* of TextVariant*; empty = not said */

/** How much. Never a bare number: a figure says what it counts and how it is bounded. */
typedef enum
{
  FIGURE_NONE,
  FIGURE_EXACT,    /* value = low */
  FIGURE_RANGE,    /* low..high */
  FIGURE_AT_MOST,  /* high: an upper bound */
  FIGURE_AT_LEAST, /* low: a lower bound */
  FIGURE_ROUNDED,  /* low, "about" */
  FIGURE_WORDS     /* said without a number: `words` ("dozens") */
} FigureKind;

typedef struct
{
  FigureKind kind;
  double low, high;
  char *unit;       /* "fighters", "attacks", "US service members killed" */
  char *population; /* who or what is counted: figures add up only within one population */
  char *status;     /* provisional | verified | NULL */
  char *when;       /* words for a time to come or past: "medium term" */
  char *words;
} Figure;

/** A voice's or document's place in the chain. */
typedef struct
{
  char *id;
  Mark mark;
  char *kind; /* news article, official statement, un report, member state, photo caption … */
  Text *name; /* how it is named in print; title or originator otherwise */
  Text *title;
  char *originator;
  Date date;
  char *locator, *link;
  Date retrieved;
  Text *descriptor;
  char *reliability;       /* A–F, or NULL: ungraded */
  char *within;            /* source id: read only through it */
  char *label;             /* a voice's letter: "A" */
  GPtrArray *differs_from; /* of char*: source ids known not to be the same */
  GPtrArray *may_be;       /* of char*: source ids that may be the same; not known */
  Text *public_alias;
  char *entity; /* entity id of the speaker, if it is one */
  char *marking;
  GPtrArray *needs;
  GPtrArray *tags;
} Source;

typedef struct
{
  char *lang, *script, *text; /* "ps", "Arab", "طالبان" */
} ScriptName;

typedef struct
{
  char *id;
  Mark mark;
  char *kind;     /* organisation, person, place, event, operation, office */
  char *sub_kind; /* armed group, state, government, military command, city … free word from a list */
  Text *name, *long_name;
  char *honorific; /* "Mullah", "Gen.": printed before the name, not sorted by */
  char *sort;
  GPtrArray *aliases; /* of char* */
  GPtrArray *names;   /* of ScriptName* */
  Text *role;         /* its part in this case, in words */
  GPtrArray *not_same_as;
  char *part_of;
  char *marking;
  GPtrArray *needs, *tags;
} Entity;

/** A comparison is two counts; the change is computed, never stored. */
typedef struct
{
  char *with; /* claim id; NULL: none */
  Text *note;
} Compare;

typedef struct
{
  char *id;
  Mark mark;
  char *kind; /* casualty, count, strength, event, attribution, leadership … a word from the schema's list */
  Text *text; /* Markdown, one or two sentences, complete in itself */
  Figure figure;
  Date period; /* what time the figure counts */
  Compare compare;
  GPtrArray *about;   /* entity ids */
  GPtrArray *said_by; /* source ids; two if two say it */
  Date as_of;
  char *certainty; /* asserted, assessed, possible, contested, reported, article, forecast, no-evidence,
                      unclear */
  char *holders; /* one member state, some member states, other member states …: who holds it, in words; may
                    be NULL */
  int credibility;     /* 1–6; 0 = ungraded */
  char *term;          /* the speaker's own likelihood word, quoted: "likely", "believed to be" */
  Text *condition;     /* "if it can identify them" */
  GPtrArray *contests; /* claim ids that it denies */
  GPtrArray *not_comparable;
  GPtrArray *readings; /* of Text*: two or more ways to read it, when open */
  Text *note;          /* what a careful reader must know: ambiguity, scope, what is not said */
  char *marking;
  GPtrArray *needs, *tags;
} Claim;

typedef struct
{
  char *id;
  Mark mark;
  char *from;      /* entity id */
  Text *from_part; /* "founders": a part of `from` acts, not the whole */
  char *is;        /* relation kind in words: "fights", "leads", "allied with" */
  GPtrArray *to;   /* entity ids, one or more */
  Text *to_part;
  Text *label; /* for a chart, at most about 40 letters; `is` otherwise */
  Date when;
  char *status; /* asserted, assessed, possible, contested, reported; NULL: computed from its claims */
  GPtrArray *claims;
  char *marking;
  GPtrArray *needs, *tags;
} Relation;

typedef struct
{
  char *id;
  Mark mark;
  Text *text; /* holds {likelihood} once */
  char *likelihood;
  char *confidence; /* low, moderate, high */
  Text *because;
  GPtrArray *basis;        /* claim ids */
  GPtrArray *alternatives; /* of Text* */
  GPtrArray *indicators;   /* of Text*: what would change our mind; each may cite */
  Text *if_wrong;
  char *marking;
  GPtrArray *needs, *tags;
} Judgement;

/** Markdown with [F30] citing, {F30} printing the figure, @muhajir printing a name. */
typedef struct
{
  char *id;
  Mark mark;
  Text *heading, *text;
  char *by; /* "sentence": withheld sentence by sentence; NULL: as a whole */
  char *marking;
  GPtrArray *needs, *tags;
} Passage;

typedef struct
{
  char *id;
  Mark mark;
  Text *title, *subtitle;
  int issue;
  Date issued, cutoff;
  char *language;    /* BCP 47 */
  char *scheme;      /* id of a marking scheme */
  char *marking;     /* default label of an unmarked record; NULL: the scheme's highest */
  char *likelihood;  /* id of a likelihood scale */
  char *subject;     /* entity id: whom the briefing is about */
  GPtrArray *titles; /* of TextVariant*: lang = layout name or tag, text = the title there */
  char *desk, *contact, *status, *released_by;
  GPtrArray *distribution;
} Briefing;

/** One label of a marking scheme. The order is partial: a label names those right below it. */
typedef struct
{
  char *id;              /* "CLEAR" */
  char *text;            /* as printed: "TLP:CLEAR"; never translated */
  GPtrArray *above;      /* of char*: labels directly below this one */
  GPtrArray *aliases;    /* "WHITE" */
  char *colour, *ground; /* "#FFFFFF" on "#000000" */
  Text *meaning;
} Label;

typedef struct
{
  char *id, *title;
  GPtrArray *labels; /* of Label*, lowest first */
  double size;       /* pt; 0: the layout's */
  char *align;       /* "right": where the banner stands */
  gboolean every_page;
} Scheme;

typedef struct
{
  char *word;
  double low, high; /* per cent */
} LikelihoodWord;

typedef struct
{
  char *id, *title;
  GPtrArray *words; /* of LikelihoodWord*, least likely first */
} LikelihoodScale;
