/* paragraph-data.h: the inside of a Paragraph, shared by paragraph.c (text, breaks, heights) and paragraph-emit.c (ink). */
#pragma once
#include "typeset/breaks.h"
#include "typeset/paragraph.h"

/** An inline in the text, and the structure elements made for it so far (-1: none yet). */
typedef struct
{
  const Inline *source;
  int start, end; /* bytes of the text */
  int link, span; /* elements: Link; Span of another language */
} PlacedInline;

typedef struct
{
  ParagraphLine shown;
  int from, to;         /* break points */
  int first, end, next; /* clusters: [first, end) are set, [end, next) is white space that vanishes */
  LineFit fit;
  int measure;
  int tail;                /* added to the last cluster's width */
  int head_part, end_part; /* halves of divided ligatures, before first and before end; -1: none */
  gboolean soft;           /* ends in a hyphen that is added */
  gboolean emergency;      /* ends inside a word for want of room */
} Line;

struct Paragraph
{
  Fonts *fonts;
  const Style *style;
  const char *lang; /* interned */
  Diags *diags;     /* NULL: nobody wants to know */
  Mark mark;
  ShapedText *shaped;
  PlacedInline *places;
  int n_places;
  gboolean uniform;  /* no inline can change a line's height */
  GArray *points;    /* of BreakPoint, without emergency */
  GArray *used;      /* the points that lines refer to: points, or a copy with emergency breaks */
  GArray *lines;     /* of Line */
  GArray *no_hyphen; /* of int: lines that shall not end in a hyphen, ascending */
  int width;         /* of the last paragraph_break; -1: to be solved again */
  gboolean told_overfull;
};

/** Share of the em above the baseline, per cent: near the ascenders of text faces, and the same for all of them. */
#define EM_ABOVE 76
