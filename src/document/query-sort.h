/* query-sort.h: the order of records that a query found. Within document/ only. */
#pragma once
#include "document/query.h"

/** Sorts @found (of records of @kind) by `sort:` of @query, or by its list of ids; else leaves it. O(n log n). */
void query_sort (GPtrArray *found, const YamlNode *query, RecordKind kind, const QueryScope *scope);
