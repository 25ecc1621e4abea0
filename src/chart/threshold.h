/* threshold.h: how much worse a move may be (Dueck and Scheuer's threshold form of Metropolis' rule). Private to the optimiser. */
#pragma once
#include "chart/random.h"

#define THRESHOLDS 1024

/** -1000 ln u for THRESHOLDS values of u: the same on every machine. */
void thresholds_fill (int logs[THRESHOLDS]);
