/* block-table.h: what a table holds. Included by block.h.
 *
 * A row is an array of cells in the order of columns; a cell that spans columns or rows stands once, where it begins, and what it
 * covers is not there. The head, the body and the foot are each whole: no cell spans from one into the next.
 */
#pragma once
#include "document/block-kinds.h"
#include "document/style.h"

/** What becomes of a table whose longest words do not fit beside each other. */
typedef enum
{
  WIDE_SPLIT, /* parts below one another, each with the key columns */
  WIDE_TURN,  /* on pages in landscape; parts if even that is too narrow */
  WIDE_FIT    /* squeezed: words are cut, and the author is told */
} Wide;

typedef struct
{
  GPtrArray *inlines; /* of Inline*; simple content … */
  GPtrArray *blocks;  /* … or Blocks, owned; NULL: none, as in a hundred thousand rows */
  const Style *style;
  Align align;
  int col_span, row_span; /* ≥ 1; a cell below one that spans rows is not there */
  Scope scope;            /* not NONE: TH */
} Cell;

typedef struct
{
  int width;  /* fixed [upt]; 0: by weight and content */
  int weight; /* share of what is left; 0: as wide as its content needs */
  Align align;
  gboolean decimal; /* figures stand with their decimal marks, ranges with their dashes, below one another */
} Column;

typedef struct
{
  GArray *columns; /* of Column */
  GPtrArray *rows; /* of GPtrArray* of Cell* */
  int n_head;      /* the first n rows are repeated on each page */
  int n_foot;      /* the last n rows stand under a rule */
  int n_keys;      /* the first n columns are repeated in each part of a table that is split */
  Wide wide;
  gboolean narrow; /* no wider than its content */
  char *decimal;   /* decimal mark of the language; NULL: "." */
  Rule head_above, head_below, between, foot;
  int cell_pad_x, cell_pad_y;
  char *continued; /* "continued": set above the repeated head; NULL: nothing */
} Table;
