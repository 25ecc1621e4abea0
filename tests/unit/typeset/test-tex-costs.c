/* The search over break points with the costs of TeX82 (badness, demerits, classes of fitness: §§108, 829–890) in the place of ours,
 * against the paragraph of the frog king that Knuth & Plass published with widths, breaks and ratios ("Breaking paragraphs into
 * lines", 1981): so the search is known to be the one of the paper. The text is Grimm's; widths are the paper's units.
 */
#include "typeset/break-search.h"

#include <math.h>
#include <string.h>

static const char tale[] = "In olden times when wish-ing still helped one, there lived a king whose "
                           "daugh-ters were all beau-ti-ful; and the "
                           "young-est was so beau-ti-ful that the sun it-self, which has seen so much, was "
                           "aston-ished when-ever it shone in her "
                           "face. Close by the king's castle lay a great dark for-est, and un-der an old "
                           "lime=tree in the for-est was a well, and "
                           "when the day was very warm, the king's child went out into the for-est and sat "
                           "down by the side of the cool foun-tain; "
                           "and when she was bored she took a golden ball, and threw it up on high and "
                           "caught it; and this ball was her favor-ite "
                           "play-thing.";

enum
{
  INDENT = 18,
  HYPHEN = 6,
  HYPHEN_PENALTY = 50,
  ENDLESS = 100000000,
  MOST = 16
};

/* "-": where a word may be divided; "=": a hyphen that is written. */
static int
letter_width (char c)
{
  static const int small[26] = {9,  10, 8,  10, 8, 6, 9, 10, 5, 6,  10, 5,  15,
                                10, 9,  10, 10, 7, 7, 7, 10, 9, 13, 10, 10, 8};
  return c >= 'a' && c <= 'z' ? small[c - 'a'] : c == 'C' ? 13 : c == 'I' ? 6 : c == '=' ? HYPHEN : 5;
}

/* A break point as TeX sees one: what stands before it and, glue being dropped, before the next line. */
typedef struct
{
  int end, stretch, shrink;
  int start, start_stretch, start_shrink;
  int penalty;
  gboolean hyphen, forced;
} TexPoint;

typedef struct
{
  int line, hyphens, final_hyphen, neighbours; /* line_penalty, double_, final_hyphen_ and adj_demerits */
  int tolerance[2];
  int width;
  GArray *points; /* of TexPoint */
} Tex;

static void
add_tale (GArray *points)
{
  TexPoint at = {.penalty = 0};
  g_array_append_val (points, at);
  at.end = INDENT;
  for (const char *p = tale; *p; p++)
    {
      if (*p == ' ')
        {
          char before = p[-1];
          at.penalty = 0, at.hyphen = FALSE;
          at.start = at.end + (before == '.' ? 8 : 6);
          at.start_stretch = at.stretch + (before == '.' ? 6 : before == ',' || before == ';' ? 4 : 3);
          at.start_shrink = at.shrink + (before == ';' || before == '.' ? 1 : 2);
          g_array_append_val (points, at);
          at.end = at.start, at.stretch = at.start_stretch, at.shrink = at.start_shrink;
          continue;
        }
      at.end += *p == '-' ? HYPHEN : letter_width (*p);
      if (*p != '-' && *p != '=')
        continue;
      TexPoint hyphen = at;
      hyphen.hyphen = TRUE;
      hyphen.penalty = HYPHEN_PENALTY;
      at.end -= *p == '-' ? HYPHEN : 0;
      hyphen.start = at.end, hyphen.start_stretch = at.stretch, hyphen.start_shrink = at.shrink;
      g_array_append_val (points, hyphen);
    }
  at.stretch += ENDLESS; /* \parfillskip */
  at.forced = TRUE;
  g_array_append_val (points, at);
}

/* §108: about 100 (t/s)³, in whole numbers; 10000 is endless. */
static int
badness (gint64 t, gint64 s)
{
  if (t == 0)
    return 0;
  if (s <= 0)
    return 10000;
  gint64 r = t <= 7230584 ? t * 297 / s : s >= 1663497 ? t / (s / 297) : t;
  return r > 1290 ? 10000 : (int)((r * r * r + 0x20000) / 0x40000);
}

static double
ratio (const Tex *tex, int from, int to)
{
  const TexPoint *a = &g_array_index (tex->points, TexPoint, from),
                 *b = &g_array_index (tex->points, TexPoint, to);
  int rest = tex->width - (b->end - a->start);
  int give = rest > 0 ? b->stretch - a->start_stretch : b->shrink - a->start_shrink;
  return rest == 0 ? 0 : give > 0 ? (double)rest / give : rest > 0 ? HUGE_VAL : -HUGE_VAL;
}

static gboolean
judge (gpointer data, int from, int to, int pass, BreakJudged *judged, gboolean *gone)
{
  const Tex *tex = data;
  const TexPoint *a = &g_array_index (tex->points, TexPoint, from),
                 *b = &g_array_index (tex->points, TexPoint, to);
  int rest = tex->width - (b->end - a->start);
  *gone = rest < 0 && -rest > b->shrink - a->start_shrink;
  int bad = *gone      ? 10001
            : rest > 0 ? badness (rest, b->stretch - a->start_stretch)
                       : badness (-rest, b->shrink - a->start_shrink);
  if (bad > tex->tolerance[pass])
    return FALSE;
  judged->kind = rest > 0   ? (bad > 99   ? 3
                               : bad > 12 ? 2
                                          : 1)
                 : bad > 12 ? 0
                            : 1; /* §817: very loose … tight */
  judged->cost = (double)(tex->line + bad) * (tex->line + bad) + b->penalty * b->penalty;
  return TRUE;
}

static double
join (gpointer data, const BreakNode *old, const BreakJudged *judged, int to, int run, int pass)
{
  const Tex *tex = data;
  const TexPoint *a = &g_array_index (tex->points, TexPoint, old->point),
                 *b = &g_array_index (tex->points, TexPoint, to);
  double cost = ABS (old->kind - judged->kind) > 1 ? tex->neighbours : 0;
  if (a->hyphen && b->hyphen)
    cost += tex->hyphens;
  if (a->hyphen && b->forced)
    cost += tex->final_hyphen;
  return cost;
}

static gboolean
is_open (gpointer data, int to, int pass)
{
  const Tex *tex = data;
  return pass > 0 || !g_array_index (tex->points, TexPoint, to).hyphen;
}

static gboolean
is_forced (gpointer data, int to)
{
  const Tex *tex = data;
  return g_array_index (tex->points, TexPoint, to).forced;
}

static gboolean
has_hyphen (gpointer data, int to)
{
  const Tex *tex = data;
  return g_array_index (tex->points, TexPoint, to).hyphen;
}

static int
set_tale (Tex *tex, double *ratios, double *cost)
{
  BreakMethod method = {.n_points = tex->points->len,
                        .n_passes = 2,
                        .max_run = 1,
                        .data = tex,
                        .is_open = is_open,
                        .is_forced = is_forced,
                        .has_hyphen = has_hyphen,
                        .judge = judge,
                        .join = join};
  g_autoptr (GArray) chosen = g_array_new (FALSE, FALSE, sizeof (int));
  if (break_search (&method, chosen, cost) < 0)
    return 0;
  g_assert_cmpuint (chosen->len, <=, MOST);
  for (guint i = 0, from = 0; i < chosen->len; from = g_array_index (chosen, int, i++))
    ratios[i] = ratio (tex, from, g_array_index (chosen, int, i));
  return chosen->len;
}

/* The paper's own demerits: (1 + badness)² and so on, 3000 for two hyphens in a row and for unlike neighbours. */
static Tex
paper (int width, int tolerance)
{
  Tex tex = {.line = 1, .hyphens = 3000, .neighbours = 3000, .tolerance = {-1, tolerance}, .width = width};
  tex.points = g_array_new (FALSE, TRUE, sizeof (TexPoint));
  add_tale (tex.points);
  return tex;
}

static void
check_ratios (int width, int tolerance, const double *published, int n)
{
  double ratios[MOST], cost;
  Tex tex = paper (width, tolerance);
  g_assert_cmpint (set_tale (&tex, ratios, &cost), ==, n + 1); /* and the last line, which is filled up */
  for (int i = 0; i < n; i++)
    g_assert_cmpfloat_with_epsilon (ratios[i], published[i], 0.0006);
  g_array_free (tex.points, TRUE);
}

static void
test_frog_king (void)
{
  static const double narrow[] = {.857, .000, .280, 1.000, .067, -.278, .536, -.167, .700, -.176, .357};
  static const double wide[] = {.774, .179, .629, .545, .000, .079, .282, .294, .575};
  check_ratios (390, 150, narrow, G_N_ELEMENTS (narrow));
  check_ratios (500, 150, wide, G_N_ELEMENTS (wide));
}

/* Where the search keeps a node for each class, no way is cheaper: all ways are tried. */
static double
cheapest (const Tex *tex, int from, int kind, double bound)
{
  double best = HUGE_VAL;
  if (from == (int)tex->points->len - 1)
    return 0;
  for (int to = from + 1; to < (int)tex->points->len; to++)
    {
      BreakJudged judged = {0};
      BreakNode old = {.point = from, .kind = kind};
      gboolean gone = FALSE;
      if (judge ((gpointer)tex, from, to, 1, &judged, &gone))
        {
          double own = judged.cost + join ((gpointer)tex, &old, &judged, to, 0, 1);
          if (own < MIN (bound, best))
            best = MIN (best, own + cheapest (tex, to, judged.kind, MIN (bound, best) - own));
        }
      if (gone)
        break;
    }
  return best;
}

static void
test_nothing_is_cheaper (void)
{
  for (int width = 330; width <= 560; width += 23)
    {
      double ratios[MOST], cost = 0;
      Tex tex = paper (width, 400);
      int n = set_tale (&tex, ratios, &cost);
      double best = cheapest (&tex, 0, 1, HUGE_VAL);
      if (n > 0)
        g_assert_cmpfloat (cost, ==, best);
      else
        g_assert_cmpfloat (best, ==, HUGE_VAL);
      g_array_free (tex.points, TRUE);
    }
}

static void
test_badness (void)
{
  g_assert_cmpint (badness (0, 0), ==, 0);
  g_assert_cmpint (badness (1, 0), ==, 10000);
  g_assert_cmpint (badness (7, 7), ==, 100);
  g_assert_cmpint (badness (1, 2), ==, 12); /* the border of decent */
  g_assert_cmpint (badness (5, 1), ==, 10000);
  g_assert_cmpint (badness (3 << 16, 2 << 16), ==, 336); /* 337.5, but in whole numbers */
}

/* Hyphens are looked for only where words alone do not do, as TeX does; each parameter can turn the choice. */
static void
test_parameters (void)
{
  double ratios[MOST], first, second;
  Tex tex = paper (500, 150);
  tex.tolerance[0] = 150;
  g_assert_cmpint (set_tale (&tex, ratios, &first), >, 0);
  tex.neighbours = 1000000;
  g_assert_cmpint (set_tale (&tex, ratios, &second), >, 0);
  g_assert_cmpfloat (second, >=, first);
  tex.tolerance[0] = tex.tolerance[1] = 1;
  g_assert_cmpint (set_tale (&tex, ratios, &second), ==, 0);
  g_array_free (tex.points, TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tex-costs/badness", test_badness);
  g_test_add_func ("/tex-costs/frog-king", test_frog_king);
  g_test_add_func ("/tex-costs/nothing-is-cheaper", test_nothing_is_cheaper);
  g_test_add_func ("/tex-costs/parameters", test_parameters);
  return g_test_run ();
}
