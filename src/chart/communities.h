/* communities.h: which boxes of a large chart belong together: Louvain communities of bounded size. A pure function of numbers; fixed
 * order, ties go to the lower number, so that the result is the same everywhere.
 */
#pragma once
#include <glib.h>

typedef struct
{
  int a, b, weight;
} NetEdge;

/**
 * communities_find: parts 0…@n nodes, that are tied by @edges (of NetEdge; loops and repetitions are allowed), into communities.
 *
 * @least, @most: smaller communities join the one they have most ties with, larger ones are parted again; a remainder may stay
 *                smaller than @least if nothing takes it.  @ties: nor does one have more ties than this for a hundred nodes, unless it is smaller
 *                than @least: a tree needs no crossings, each tie more may need some.
 * Nodes at the borders then move, one by one, to where they have more ties, within the same bounds.
 * Rule: Blondel, Guillaume, Lambiotte and Lefebvre 2008, with a resolution that is doubled for communities over @most.
 */
int *communities_find (int n, const GArray *edges, int least, int most, int ties, int *n_found);
