/* explain.h: where a record comes from, who may know it and why, in words. For authors: it names what is withheld. */
#pragma once
#include "facts/select.h"

/**
 * explain_record: one record, its chain, what uses it, and each audience's verdict.
 *
 * @id:       of a record; or of an audience: then what it is refused, and what is withheld from it and why
 * @audience: for this one alone; NULL: for each
 *
 * Returns: owned text of several lines; NULL when there is no such record or audience. The store must be without errors.
 */
char *explain_record (const Store *store, const Audiences *audiences, const char *id, const char *audience);

/** Ids of all records, sorted by bytes; owned, NULL-terminated. */
char **explain_ids (const Store *store);
