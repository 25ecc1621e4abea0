/* groups.h: those of one group stand together, and nobody else among them. Private to the optimiser.
 *
 * A group is the convex hull of the middles of its boxes and rows. Each foreign middle inside it costs a step; each box of its own,
 * its distance from their common middle. Moves are tried first and kept only if they are accepted.
 */
#pragma once
#include "chart/model.h"

/** NULL: the plan has no group that could have anybody inside. */
Groups *groups_new (const ChartPlan *plan);
void groups_free (Groups *groups);

/** All hulls anew from the places of boxes; their energy. O(groups × boxes). */
gint64 groups_refresh (Model *model);

/** The change of energy when @boxes stand where they stand now. Nothing is kept until groups_accept. */
gint64 groups_try (Model *model, const int *boxes, int n_boxes);
void groups_accept (Model *model);

/** A box that stands in a foreign hull, and a place out of it for its middle [1/16 pt]; -1: none was found by one draw. */
int groups_excursion (const Model *model, Random *random, BoxPlace *to);
/** Middles inside foreign hulls, as the measure counts them. */
int groups_count (const Model *model);
