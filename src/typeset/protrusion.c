#include "typeset/protrusion.h"

typedef struct
{
  const char *signs;
  int amount;
} Protrusion;

/* Asked for each place where a line may end: nearly always of ASCII. */
static const guint8 ascii_end[128] = {
    ['.'] = 200, [','] = 190, ['-'] = 190, [':'] = 120, [';'] = 110, ['*'] = 90, ['?'] = 60,
    ['!'] = 50,  ['/'] = 50,  [')'] = 40,  ['L'] = 40,  ['Y'] = 40,  ['7'] = 40, ['A'] = 35,
    ['K'] = 35,  ['T'] = 35,  ['V'] = 35,  ['W'] = 35,  ['F'] = 30,  ['X'] = 30, ['1'] = 30,
    ['v'] = 25,  ['w'] = 25,  ['y'] = 25,  ['r'] = 20,  ['f'] = 20,  ['k'] = 20, ['x'] = 20,
    ['P'] = 20,  [']'] = 20,  ['O'] = 15,  ['c'] = 15,  ['t'] = 15,  ['%'] = 15, ['e'] = 10};
static const Protrusion signs_end[] = {{"\xC2\xAD‐‑", 190}, {"—", 150}, {"’”", 140}, {"‘“–…", 130},
                                       {"„‚", 110},         {"»›", 90}, {"«‹", 70}};
static const guint8 ascii_start[128] = {
    ['*'] = 90, ['1'] = 45, ['Y'] = 40, ['A'] = 35, ['T'] = 35, ['V'] = 35, ['W'] = 35, ['('] = 35,
    ['X'] = 30, ['7'] = 30, ['%'] = 30, ['v'] = 25, ['w'] = 25, ['y'] = 25, ['J'] = 25, ['4'] = 25,
    ['x'] = 20, ['/'] = 20, ['['] = 20, ['O'] = 15, ['C'] = 15, ['G'] = 15, ['Q'] = 15};
static const Protrusion signs_start[] = {{"‘“", 130}, {"’”„‚—", 120}, {"–", 100}, {"«‹", 90}, {"»›", 70}};

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
  return c < 128 ? ascii_end[c] : find (signs_end, G_N_ELEMENTS (signs_end), c);
}

int
protrusion_start (gunichar c)
{
  return c < 128 ? ascii_start[c] : find (signs_start, G_N_ELEMENTS (signs_start), c);
}
