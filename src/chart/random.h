/* random.h: numbers for the optimiser: the same on every machine for the same seed. */
#pragma once
#include <glib.h>

typedef struct
{
  guint64 state;
} Random;

/** splitmix64 (Steele, Lea and Flood 2014): small, seedable, the same everywhere. */
static inline guint32
random_next (Random *random)
{
  guint64 z = random->state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return (guint32)((z ^ (z >> 31)) >> 32);
}

/** 0…n-1. */
static inline int
random_below (Random *random, int n)
{
  return (int)(((guint64)random_next (random) * (guint64)n) >> 32);
}
