/* line-ink.h: where every cluster of one line stands, and the glyph runs they make; between paragraph.c, which knows the lines,
 * and paragraph-emit.c, which writes tags and ops.
 */
#pragma once
#include "typeset/paragraph-data.h"

/** What one op (or one box for a missing glyph) will be. */
typedef struct
{
  GlyphRun *run; /* owned until stolen; NULL: a box */
  int source;    /* inline */
  int level;
  int x, width;
  char *missing; /* the characters that a box stands for */
} Ink;

typedef struct
{
  Paragraph *paragraph;
  const Line *line;
  int first, end, next; /* as of the line; halves of divided ligatures stand before and behind its clusters */
  int x, baseline;
  int *widths;       /* as set, by cluster of the line */
  int *places;       /* from the page's left edge, by cluster of the line */
  GArray *fragments; /* clusters of one piece, logical order */
  GArray *inks;      /* of Ink, in order of reading */
} LineInk;

/** Cluster @index of the line, or a half of one, which may stand at first and at end − 1. */
const Cluster *line_ink_cluster (const LineInk *made, int index);

/** The line with its top left corner at (@x, @y). Cost: linear in its clusters. */
void line_ink_init (LineInk *made, Paragraph *paragraph, int index, int x, int y);
void line_ink_clear (LineInk *made);
