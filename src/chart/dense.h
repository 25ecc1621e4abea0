/* dense.h: sets of actors of whom most are tied to most: as lines they are a ball of wool, as a matrix each tie has its place.
 *
 *     if (chart_is_dense (data))
 *       chart_make_matrix (data);      a chart until here, DRAWING_MATRIX from here on; its note says so and why
 */
#pragma once
#include "chart/communities.h"
#include "document/drawing-data.h"

/** 16 to 32 actors, half of whose pairs or more are tied. Cost: the ties. */
gboolean chart_is_dense (const DrawingData *data);

/** Reports [chart-dense]: that it becomes a matrix, and why. */
void chart_tell_dense (const DrawingData *data, Diags *diags);

/** In place. What other charts of a set hold of its ties (stubs) is said in its note, too. It may stand on a larger page. */
void chart_make_matrix (DrawingData *data);

/** communities_find, but what is dense in its widest communities is found first (Charikar 2000: who has fewest ties leaves, until the rest
 *  is dense) and stays whole. @edges: of NetEdge. Owned. Cost: nodes² for each of them. */
int *dense_communities_find (int n, const GArray *edges, int least, int most, int ties, int *n_found);
