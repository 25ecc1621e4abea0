/* joint.h: a build on several machines (shard.h), which know nothing of each other and share a folder: what each reports, and how the
 * reports become one.
 *
 * Shard 3 of 8 leaves OUTPUT/.report/shard-3-of-8.json; nothing else of .report/ is written by shards. The costs by which they divide are
 * those of OUTPUT/.report/build.json, which only a merge or a build on one machine writes: so all divide alike.
 */
#pragma once
#include "cli/plan.h"

/** Where shard @number leaves its report; owned. */
char *joint_path (const Plan *plan, int number, int shards);

/** Leaves of the plan what shard @number is to make; removes its earlier report, so that one that is killed has none. */
void joint_take_shard (Plan *plan, int number, int shards);

/**
 * joint_merge: gives products the states that their shards report. The plan's products have been asked whether they are fresh, and none was made.
 *
 * A product that is as the facts here would make it is fine, whatever a report says. One that is not has failed: with the trouble that its
 * shard reports, or because its shard has not reported (or reported of other facts), which is then said. Returns the worst: a STATUS_.
 */
int joint_merge (Plan *plan, int shards);
