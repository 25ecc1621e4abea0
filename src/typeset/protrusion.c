#include "typeset/protrusion.h"

typedef struct
{
  const char *signs;
  int amount;
} Protrusion;

static const Protrusion at_end[] = {
    {".", 200},    {",-\xC2\xAD‐‑", 190}, {"—", 150},  {"’”", 140},    {"‘“–…", 130}, {":", 120},
    {";„‚", 110},  {"»›*", 90},           {"«‹", 70},  {"?", 60},      {"!/", 50},    {")LY7", 40},
    {"AKTVW", 35}, {"FX1", 30},           {"vwy", 25}, {"rfkxP]", 20}, {"Oct%", 15},  {"e", 10}};

static const Protrusion at_start[] = {{"‘“", 130}, {"’”„‚—", 120}, {"–", 100},  {"«‹*", 90},
                                      {"»›", 70},  {"1", 45},      {"Y", 40},   {"ATVW(", 35},
                                      {"X7%", 30}, {"vwyJ4", 25},  {"x/[", 20}, {"OCGQ", 15}};

static int
find (const Protrusion *table, int n, gunichar c)
{
  for (int i = 0; i < n; i++)
    for (const char *p = table[i].signs; *p; p = g_utf8_next_char (p))
      if (g_utf8_get_char (p) == c)
        return table[i].amount;
  return 0;
}

int
protrusion_end (gunichar c)
{
  return find (at_end, G_N_ELEMENTS (at_end), c);
}

int
protrusion_start (gunichar c)
{
  return find (at_start, G_N_ELEMENTS (at_start), c);
}
