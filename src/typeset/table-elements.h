/* table-elements.h: a table in the structure tree: THead and TBody, a TR for each row, TH and TD for its cells. All are made before
 * any cell is set, so that a table in several parts, or with cells said again, is one table to those who hear it.
 */
#pragma once
#include "typeset/build.h"

/** The TR of each row, whose cells are the elements that follow it, in order; below @element. In an artifact: ELEMENT_ARTIFACT.
 *  Owned. Reports [table-ragged]. */
int *table_build_elements (Builder *builder, const Block *block, int element);

/** Rows that @cell of row @r takes, counted within its part of the table: head, body or foot. */
int table_rows_of (const Table *table, const Cell *cell, guint r);
