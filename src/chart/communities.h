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
 *                smaller than @least if nothing takes it.  @weight: nor does one hold more ties, unless it is smaller than @least.
 * Returns: for each node 0…*@n_found-1; owned. Cost: about O(edges × log), and O(communities²) to join small ones.
 * Rule: Blondel, Guillaume, Lambiotte and Lefebvre 2008, with a resolution that is doubled for communities over @most.
 */
int *communities_find (int n, const GArray *edges, int least, int most, int weight, int *n_found);
