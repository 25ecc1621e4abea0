/* line-share: three springs in parallel, with stops. */
#include "typeset/line-share.h"

#include <math.h>

/* What passes unnoticed, of each lever: the unit of its strain. Letters by themselves 2 %; gaps 0.015 em wider, 0.010 narrower; a
 * word space 15 % wider, 12 % narrower while letters help, and more where it is left alone. */
static const struct
{
  double space_loose, space_tight, lone_loose, lone_tight, letters, gap_loose, gap_tight;
} unnoticed = {0.15, 0.12, 0.28, 0.20, 0.02, 0.015, 0.010};

/* Smoothing: how much neighbours weigh against a line's own ease, the spread of letter density that is the unit, sweeps, and the
 * tightest space that smoothing may make. */
static const double kappa = 0.3, density = 0.03, tightest_smoothed = 0.8;
static const int sweeps = 40;

static double
cube (double x)
{
  return fabs (x * x * x);
}

/* Where a ratio is close enough to natural though there is no space: rounding is not seen. */
static double
ratio_of (double rest, double spaces)
{
  if (spaces > 0)
    return 1 + rest / spaces;
  return fabs (rest) <= 1 ? 1 : rest > 0 ? HUGE_VAL : -HUGE_VAL;
}

static double
space_unit (const LineLimits *limits, gboolean loose)
{
  gboolean alone = limits->expand <= 0 && limits->track_loose <= 0 && limits->track_tight <= 0;
  if (alone)
    return loose ? unnoticed.lone_loose : unnoticed.lone_tight;
  return loose ? unnoticed.space_loose : unnoticed.space_tight;
}

static void
judge (LineShare *share, const LineStock *stock, const LineLimits *limits, gboolean loose)
{
  double unit = space_unit (limits, loose), gap = loose ? unnoticed.gap_loose : unnoticed.gap_tight;
  double e = share->expand / unnoticed.letters, t = share->track / gap, both = e * e + t * t;
  double soft = stock->spaces * unit;
  if (limits->expand > 0)
    soft += stock->letters * unnoticed.letters;
  if ((loose ? limits->track_loose : limits->track_tight) > 0)
    soft += stock->gaps * gap;
  share->strain = soft > 0 ? stock->rest / soft : 0;
  share->cost = cube ((share->ratio - 1) / unit) + both * sqrt (both);
}

LineShare
line_share (const LineStock *stock, const LineLimits *limits)
{
  LineShare share = {.ratio = 1};
  gboolean loose = stock->rest > 0;
  double gap = loose ? unnoticed.gap_loose : unnoticed.gap_tight;
  double most_e = limits->expand, most_t = loose ? limits->track_loose : limits->track_tight;
  double ks = stock->spaces * space_unit (limits, loose), ke = stock->letters * unnoticed.letters,
         kt = stock->gaps * gap;
  gboolean e_full = most_e <= 0, t_full = most_t <= 0 || stock->gaps <= 0;

  for (int i = 0; i < 3; i++)
    {
      double rest = stock->rest - (e_full ? share.expand * stock->letters : 0) -
                    (t_full ? share.track * stock->gaps : 0);
      double give = ks * ks + (e_full ? 0 : ke * ke) + (t_full ? 0 : kt * kt);
      gboolean again = FALSE;
      if (give <= 0)
        break;
      if (!e_full)
        {
          share.expand = rest / give * ke * unnoticed.letters;
          if (fabs (share.expand) > most_e)
            share.expand = loose ? most_e : -most_e, e_full = again = TRUE;
        }
      if (!t_full)
        {
          share.track = rest / give * kt * gap;
          if (fabs (share.track) > most_t)
            share.track = loose ? most_t : -most_t, t_full = again = TRUE;
        }
      if (!again)
        break;
    }
  share.ratio =
      ratio_of (stock->rest - share.expand * stock->letters - share.track * stock->gaps, stock->spaces);
  judge (&share, stock, limits, loose);
  return share;
}

/* The letter load: how much wider letters and gaps are together, as a fraction of the letters' width. */
static double
load (const LineShare *share, const LineStock *stock)
{
  return share->expand + share->track * stock->gaps / stock->letters;
}

/* The load that line @i would take, between those of its neighbours and its own ease. */
static double
eased (const double *loads, const LineStock *stocks, const gboolean *fixed, int n, int i,
       const LineLimits *limits)
{
  const LineStock *stock = &stocks[i];
  gboolean loose = stock->rest > 0;
  double s = stock->spaces * space_unit (limits, loose), w = stock->letters;
  double weight = kappa / (density * density), sum = 0;
  int neighbours = 0;
  if (i > 0 && !fixed[i - 1])
    sum += loads[i - 1], neighbours++;
  if (i + 1 < n && !fixed[i + 1])
    sum += loads[i + 1], neighbours++;
  double found = (w * stock->rest / (s * s) + weight * sum) /
                 (w * w / (s * s) + 1 / (density * density) + weight * neighbours);
  double low = -limits->expand - limits->track_tight * stock->gaps / w;
  double high = limits->expand + limits->track_loose * stock->gaps / w;
  if (!loose) /* letters must give way at least so much that the spaces keep their least width */
    high = MIN (high, (stock->rest + (1 - tightest_smoothed) * stock->spaces) / w);
  return CLAMP (found, low, MAX (low, high));
}

/* Splits a load over letters and gaps in proportion to their limits. */
static void
split (LineShare *share, const LineStock *stock, const LineLimits *limits, double taken)
{
  double most_t = taken > 0 ? limits->track_loose : limits->track_tight;
  double all = limits->expand + most_t * stock->gaps / stock->letters;
  double part = all > 0 ? taken / all : 0;
  share->expand = part * limits->expand;
  share->track = part * most_t;
  share->ratio =
      ratio_of (stock->rest - share->expand * stock->letters - share->track * stock->gaps, stock->spaces);
  judge (share, stock, limits, stock->rest > 0);
}

void
line_shares_smooth (LineShare *shares, const LineStock *stocks, const gboolean *fixed, int n,
                    const LineLimits *limits)
{
  if (n < 2 || (limits->expand <= 0 && limits->track_loose <= 0 && limits->track_tight <= 0))
    return;
  g_autofree double *loads = g_new0 (double, n);
  g_autofree gboolean *still = g_new0 (gboolean, n);
  for (int i = 0; i < n; i++)
    {
      still[i] =
          fixed[i] || stocks[i].spaces <= 0 || stocks[i].letters <= 0 || fabs (shares[i].ratio) >= HUGE_VAL;
      loads[i] = still[i] ? 0 : load (&shares[i], &stocks[i]);
    }
  for (int sweep = 0; sweep < sweeps; sweep++)
    for (int i = 0; i < n; i++)
      if (!still[i])
        loads[i] = eased (loads, stocks, still, n, i, limits);
  for (int i = 0; i < n; i++)
    if (!still[i])
      split (&shares[i], &stocks[i], limits, loads[i]);
}
