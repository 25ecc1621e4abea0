/* rules.h: what must be true across the records of a case. One pass a rule; each mistake names its place, and the nearest id.
 *
 * Errors: ids that lead nowhere or to another kind [ref-unknown, ref-kind, mention-unknown, mention-kind, mention-figure], to
 * themselves or in rings [ref-self, source-ring, entity-ring]; labels, likelihood words that are none [marking-unknown,
 * likelihood-unknown, likelihood-scale, likelihood-mark]; claims without source or content [claim-unsourced, claim-empty];
 * judgements without basis [judgement-basis]; comparisons across units, populations or against the author's own word
 * [sum-across-units, sum-across-populations, compare-figure, compare-forbidden]; sources that differ and may be the same
 * [source-identity]; dates that cannot be [date-issue, date-retrieved, date-said]; two entities that must not be taken for each
 * other but share a name [name-merged].
 * Warnings: a relation that no claim carries, unless tagged `unsourced` [relation-unsourced]; a claim that is denied by another
 * and does not say contested [contested-certainty]; a date after the cut-off [date-cutoff]; names shared by two entities
 * [name-shared]; and those of prose: [number-in-prose], [uncited-sentence], [deictic-word].
 */
#pragma once
#include "facts/store.h"

/** All rules. Cost: linear in the records, but for the hints. */
void store_check (const Store *store, Diags *diags);

/** The rules of prose alone (warnings); part of store_check. Their codes, NULL-terminated: a build file may weigh them (`lint`). */
void prose_check (const Store *store, Diags *diags);
extern const char *const prose_codes[];
