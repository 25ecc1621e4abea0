/* line-share.h: how the rest of a justified line is shared between its three levers: word spaces, the width of the letters
 * (expansion), and the gaps between them (tracking). Arithmetic only.
 *
 * All give way at once, each in proportion to its stiffness, and what a lever cannot take goes on to the others: so none is
 * strained while another rests. Lengths in upt.
 */
#pragma once
#include <glib.h>

/** How far each lever may go. Only limits are settings; how stiff each is belongs to the method. */
typedef struct
{
  double expand; /* letters wider or narrower by this fraction at most */
  double track_loose,
      track_tight;          /* gaps wider and narrower by this fraction of an em at most, both positive */
  double tightest, loosest; /* word space / natural; beyond loosest in need only */
} LineLimits;

/** What a line holds at its natural width. */
typedef struct
{
  double letters; /* glyphs, hyphen and rigid spaces */
  double spaces;  /* that stretch */
  double gaps;    /* that may be tracked × em */
  double rest;    /* measure, with what hangs out at both edges, less letters and spaces */
} LineStock;

typedef struct
{
  double ratio;         /* word space / natural; ±HUGE_VAL: there is no space and the rest is not nothing */
  double expand, track; /* fractions: of the letters' width, of an em for each gap */
  double strain;        /* signed, in units of what passes unnoticed on all levers together */
  double cost;          /* 0: natural; about 1: at the border of what is noticed */
} LineShare;

LineShare line_share (const LineStock *stock, const LineLimits *limits);

/** Evens the density of letters between neighbouring lines of a paragraph, the breaks being fixed: shares move between letters and
 *  spaces of one line. @fixed[i]: line i is not to change (a natural last line) and is no neighbour either. @em: upt. */
void line_shares_smooth (LineShare *shares, const LineStock *stocks, const gboolean *fixed, int n,
                         const LineLimits *limits);
