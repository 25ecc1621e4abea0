/* drawing-data.h: what a figure shows, as plain data in reading order; already words and numbers of the product's language.
 * The chart/ folder draws it; nothing in it is a Release record. All strings owned by the DrawingData.
 */
#pragma once
#include <glib.h>
#include "base/diag.h"
#include "document/drawing-counts.h"
#include "document/drawing-kinds.h"
#include "document/drawing-words.h"
#include "document/style.h"

typedef struct
{
  char *id, *name;
  char *short_name; /* for a row; NULL: name */
  ActorKind kind;
  gboolean subject; /* whom the chart is about */
  char *group;      /* those of one group stand together; NULL: none */
  char *pinned_as;  /* the id by which pins know its box; NULL: id */
} Actor;

typedef struct
{
  char *id;
  char *from, *to; /* actor ids */
  char *label;     /* words of the tie: "fights" */
  char *phrase;    /* the same as words that the other's name follows: "pledged allegiance to"; NULL: label */
  char *when;      /* short date words, or NULL */
  char *claims;    /* "23, 81, 89" */
  TieClass tie;
  TieStatus status;
  char *says;   /* the whole sentence, for the alternative text: "ISIS-K fights the Taliban (…)." */
  char *target; /* "#note-F81": link, or NULL */
  int weight;   /* how many ties a line of an overview stands for; 0: it is one tie */
} Tie;

/** A tie to an actor of another chart of the same set: a row in the box of the actor that is here, "Kim Tarn → 7". */
typedef struct
{
  char *tie, *actor; /* ids of the tie and of its end that is here */
  char *text;        /* the row; NULL: an earlier stub's row says it too */
  char *says;        /* the whole sentence, for the alternative text */
  int chart;         /* number of the other chart */
} Stub;

typedef struct
{
  char *key, *text;
} Phrase;

typedef struct
{
  DrawingKind kind;
  DrawingWords words;
  Mark mark; /* of the block that asks for it, for what is said about the drawing */
  GPtrArray *actors, *ties, *stubs, *bars, *moments; /* of the structs above; those not used are empty */
  GPtrArray *
      phrases; /* of Phrase*: words of the drawing itself in the product's language: "allied", "hostile", "contested",
                           "assessed", "as of {date}", "undated", "may rise to", … see phrase_in */
  GBytes *image; /* IMAGE: a file's bytes, which may be anything; wanted size [upt], 0: its own */
  int image_width, image_height;
  char *title, *as_of, *unit;
  char *
      note; /* what the drawing leaves out, in words; on it, in its alternative text and its JSON. NULL: nothing */
  char *alt; /* alternative text made by the assembler; drawings without one make their own */
  const Style *name_style, *label_style, *small_style; /* actor names, tie labels, legend and rows */
  Colour ink, grey, hairline, accent, alert, event_ground, state_ground;
  const char *effort;           /* draft | normal | best; interned */
  const struct ChartPins *pins; /* where boxes stood in an earlier issue (chart/pin.h), borrowed; NULL */
  gboolean explain;             /* the step of the ladder is reported even if it is the first */
  gboolean part;                /* one chart of a set: it is not split again */
  gboolean may_split;    /* neither its height nor its pages are given: what no page holds may be a set */
  gboolean poster;       /* on a wall, to be cut into sheets */
  int fold;              /* 0 no folding, 1 leaders, 2 all of the rules */
  ParallelTies parallel; /* what becomes of several ties between two actors */
  gboolean framed; /* the height asked for is that of the ground alone and is kept: no ladder, no splitting */
  SheetSize least_sheet, most_sheet; /* which pages are tried, the smallest first, until nothing touches */
  int inset; /* at both sides, of legend and key: a ground that goes beyond the text's edges leaves them there [upt] */
  gboolean undirected; /* ties have no direction: no marks at their ends */
  gboolean rtl;        /* the language is read from the right: companions are reflected */
  gboolean series;     /* RANGES: over time, if there is time in them */
  gboolean rail;       /* TIMELINE: in order, not to scale */
} DrawingData;

DrawingData *drawing_data_new (DrawingKind kind);
void drawing_data_free (DrawingData *data);
Actor *drawing_data_add_actor (DrawingData *data, const char *id, const char *name, ActorKind kind);
Tie *drawing_data_add_tie (DrawingData *data, const char *id, const char *from, const char *to,
                           const char *label);
Stub *drawing_data_add_stub (DrawingData *data, const char *tie, const char *actor, int chart);
Bar *drawing_data_add_bar (DrawingData *data, const char *label);
Moment *drawing_data_add_moment (DrawingData *data, const char *when, const char *text);
void drawing_data_set_phrase (DrawingData *data, const char *key, const char *text);
/** The phrase @key, or @fallback. Borrowed. */
const char *phrase_in (const DrawingData *data, const char *key, const char *fallback);
/** The same with {0} {1} {2} replaced by the arguments (NULL: none); owned. */
char *phrase_with (const DrawingData *data, const char *key, const char *fallback, const char *zero,
                   const char *one, const char *two);
/** The numbers of claims of both lists as one, in order, each once, letters in common said once: "F23, 81, 89" and "F83" are
 * "F23, 81, 83, 89". Either may be NULL or empty. Owned. */
char *numbers_join (const char *one, const char *other);
/** The value of a layout's or a command's `parallel`: auto, merge, side, separate; anything else is a programmer's error. */
ParallelTies parallel_read (const char *word);
const char *parallel_word (ParallelTies parallel);
/** Takes away where things lead: a drawing beside no text has no notes. */
void drawing_data_forget_targets (DrawingData *data);
/** A new DrawingData of @kind with the looks, words, mark, effort and date of @data, and nothing in it. */
DrawingData *drawing_data_like (const DrawingData *data, DrawingKind kind);
/** Without its group: a part of a chart has no hulls. */
Actor *drawing_data_copy_actor (DrawingData *data, const Actor *from);
Tie *drawing_data_copy_tie (DrawingData *data, const Tie *from);
