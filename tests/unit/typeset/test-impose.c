/* Pages on sheets: places of a booklet and of several pages a side, their scales, the size of the side. */
#include "typeset/impose.h"

#define PT 1024

static Pages *
sample (int n)
{
  Pages *pages = pages_new ((Fonts *)1);
  for (int i = 0; i < n; i++)
    pages_add (pages, 400 * PT, 600 * PT);
  return pages;
}

/* Which page stands at (@column) of side @sheet of a booklet; 0: none. From 1. */
static int
page_at (const Pages *pages, int sheet, gboolean right)
{
  for (guint i = 0; i < pages->pages->len; i++)
    {
      PagePlace place = pages_place (pages, i);
      if (place.sheet == sheet && (place.x >= pages->imposition->width / 2) == right)
        return i + 1;
    }
  return 0;
}

static void
test_booklet_order (void)
{
  /* 8 pages: folded and stitched they follow one another */
  const int wanted[4][2] = {{8, 1}, {2, 7}, {6, 3}, {4, 5}};
  g_autoptr (Pages) pages = sample (8);
  pages->imposition = impose_booklet (pages, 0, 0, FALSE);
  g_assert_cmpint (pages_n_sheets (pages), ==, 4);
  for (int s = 0; s < 4; s++)
    for (int right = 0; right < 2; right++)
      g_assert_cmpint (page_at (pages, s, right), ==, wanted[s][right]);
  g_assert_cmpint (pages->imposition->width, ==, 800 * PT);
  g_assert_cmpint (pages_place (pages, 0).x, ==, 400 * PT);
}

static void
test_booklet_blanks_and_right_binding (void)
{
  g_autoptr (Pages) pages = sample (5);
  pages->imposition = impose_booklet (pages, 0, 0, TRUE);
  g_assert_cmpint (pages_n_sheets (pages), ==, 4);
  g_assert_cmpint (page_at (pages, 0, FALSE), ==,
                   1); /* bound at the right: page 1 is at the left of the fold */
  g_assert_cmpint (page_at (pages, 0, TRUE), ==, 0);
  g_assert_cmpint (page_at (pages, 3, FALSE), ==, 5);
  g_assert_cmpint (page_at (pages, 3, TRUE), ==, 4);
}

static void
test_booklet_on_paper (void)
{
  g_autoptr (Pages) pages = sample (4);
  pages->imposition = impose_booklet (pages, 600 * PT, 400 * PT, FALSE);
  PagePlace first = pages_place (pages, 0), last = pages_place (pages, 3);
  g_assert_cmpint (first.scale, ==, 6666);
  g_assert_cmpint (first.x, ==, 300 * PT); /* both pages touch the fold */
  g_assert_cmpint (last.x + place_scaled (last, 400 * PT), ==, 300 * PT);
  g_assert_cmpint (first.y + place_scaled (first, 600 * PT), <=, 400 * PT);
}

static void
test_n_up (void)
{
  for (int n = 2; n <= 16; n++)
    {
      g_autoptr (Pages) pages = sample (19);
      pages->imposition = impose_n_up (pages, n, 0, 0, FALSE);
      g_assert_cmpint (pages_n_sheets (pages), ==, (19 + n - 1) / n);
      for (int i = 0; i < 19; i++)
        {
          PagePlace place = pages_place (pages, i);
          int width = place_scaled (place, 400 * PT), height = place_scaled (place, 600 * PT);
          g_assert_cmpint (place.sheet, ==, i / n);
          g_assert_cmpint (place.x, >=, 0);
          g_assert_cmpint (place.y, >=, 0);
          g_assert_cmpint (place.x + width, <=, pages->imposition->width);
          g_assert_cmpint (place.y + height, <=, pages->imposition->height);
          for (int k = i / n * n; k < i; k++) /* no two overlap */
            {
              PagePlace other = pages_place (pages, k);
              g_assert_true (other.x + width <= place.x || place.x + width <= other.x ||
                             other.y + height <= place.y || place.y + height <= other.y);
            }
        }
    }
}

static void
test_two_up_is_turned (void)
{
  g_autoptr (Pages) pages = sample (2);
  pages->imposition = impose_n_up (pages, 2, 0, 0, FALSE);
  g_assert_cmpint (pages->imposition->width, ==, 600 * PT);
  g_assert_cmpint (pages_place (pages, 0).scale, ==, 6666); /* 400 of 600 high */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/impose/booklet/order", test_booklet_order);
  g_test_add_func ("/impose/booklet/right", test_booklet_blanks_and_right_binding);
  g_test_add_func ("/impose/booklet/paper", test_booklet_on_paper);
  g_test_add_func ("/impose/n-up/fits", test_n_up);
  g_test_add_func ("/impose/n-up/turned", test_two_up_is_turned);
  return g_test_run ();
}
