/* table-heads.h: which header cells a cell has, in tables in which its place does not tell because a cell spans (ISO 14289-1 7.5;
 * ISO 32000-1 table 349, Headers). Cells are told row by row, in their order.
 *
 * A cell's headers are, in this order: header cells of columns above it that share a column with it (in the body: of a heading
 * between rows, the nearest above), then header cells of rows before it that share a row with it.
 */
#pragma once
#include "typeset/build.h"

typedef struct
{
  GArray *columns; /* of HeadPlace: of the head, all of it */
  GArray *groups;  /* of HeadPlace: in the body, the nearest above */
  GArray *rows;    /* of HeadPlace: those that reach into this row */
} TableHeads;

/** Where a cell stands. @scope SCOPE_NONE: a TD. */
typedef struct
{
  int element, column, span, row, end_row;
  Scope scope;
  gboolean in_head;
} HeadPlace;

/** Does a cell of @table span columns or rows? Then its cells need their headers named. O(cells). */
gboolean table_has_spans (const Table *table);
void table_heads_init (TableHeads *heads);
void table_heads_clear (TableHeads *heads);
/** Gives the element of a cell its headers and, if it is a header itself, an id. O(headers that are in force). */
void table_heads_cell (TableHeads *heads, Pages *pages, const HeadPlace *cell);
