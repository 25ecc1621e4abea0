/* table.h: a Table element as a grid: which headers belong to a cell. Rule: ISO 32000-1 14.8.5.7, table 349. */
#pragma once
#include "readback/structure.h"

enum
{
  TABLE_COLUMNS_LIMIT = 1000
};

typedef struct
{
  const Node *node;
  char *text;
  int row, column, row_span, column_span;
  gboolean heads_row, heads_column;
} ReadCell;

typedef struct
{
  const Structure *structure;
  gboolean printed;
  GPtrArray *rows;   /* of GPtrArray of ReadCell*, in the order of columns */
  GPtrArray *heads;  /* by column: GPtrArray of ReadCell* that head it, downwards */
  GHashTable *by_id; /* ID → ReadCell* */
  char *caption;     /* NULL: none */
  int n_rows, n_columns;
} ReadTable;

/** @printed: see reading_of. */
ReadTable *read_table_new (const Structure *structure, const Node *node, gboolean printed);
void read_table_free (ReadTable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ReadTable, read_table_free)

/** ", Kabul. Date: 26 August; Killed: 183" or ", headers. Date; Killed": what is said of a row behind its number. Owned. */
char *read_table_row (const ReadTable *table, int row);
