/* Widths of columns: arithmetic. */
#include "typeset/table.h"

#include <string.h>

static const Column fixed = {.width = 50}, content = {0}, light = {.weight = 1}, heavy = {.weight = 3};

static int
sum_of (const int *widths, int n)
{
  int sum = 0;
  for (int i = 0; i < n; i++)
    sum += widths[i];
  return sum;
}

static void
test_all_fits (void)
{
  const Column columns[] = {fixed, content, light, heavy};
  const Extent extents[] = {{0, 0}, {30, 60}, {20, 40}, {20, 40}};
  int widths[4];
  g_assert_true (table_share_width (columns, extents, 4, 310, widths));
  g_assert_cmpint (widths[0], ==, 50);
  g_assert_cmpint (widths[1], ==, 60);
  g_assert_cmpint (widths[2], ==, 50);
  g_assert_cmpint (widths[3], ==, 150);
}

/* Without weights the table fills its width all the same. */
static void
test_content_only (void)
{
  const Column columns[] = {content, content};
  const Extent extents[] = {{10, 100}, {10, 50}};
  int widths[2];
  g_assert_true (table_share_width (columns, extents, 2, 300, widths));
  g_assert_cmpint (widths[0], ==, 200);
  g_assert_cmpint (widths[1], ==, 100);
}

/* Long text gets the room, a name breaks over two lines, a date does not break. */
static void
test_narrow (void)
{
  const Column columns[] = {content, light, content};
  const Extent extents[] = {{55, 100}, {40, 450}, {22, 40}};
  int widths[3];
  g_assert_true (table_share_width (columns, extents, 3, 250, widths));
  g_assert_cmpint (widths[2], ==, 40);
  g_assert_cmpint (widths[0], >=, 55);
  g_assert_cmpint (widths[1], >=, 110);
  g_assert_cmpint (sum_of (widths, 3), ==, 250);
}

/* When the text breaks into two lines anyway, the name beside it has no reason to. */
static void
test_slack_to_content (void)
{
  const Column columns[] = {content, light};
  const Extent extents[] = {{55, 100}, {40, 320}};
  int widths[2];
  g_assert_true (table_share_width (columns, extents, 2, 400, widths));
  g_assert_cmpint (widths[0], ==, 100);
  g_assert_cmpint (widths[1], ==, 300);
}

static void
test_too_narrow (void)
{
  const Column columns[] = {fixed, content, light};
  const Extent extents[] = {{0, 0}, {100, 200}, {50, 80}};
  int widths[3];
  g_assert_false (table_share_width (columns, extents, 3, 100, widths));
  g_assert_cmpint (widths[0], ==, 25);
  g_assert_cmpint (widths[1], ==, 50);
  g_assert_cmpint (widths[2], ==, 25);
}

/* Whatever is asked: the sum is the width, and nobody is under its min when the mins fit. */
static void
test_laws (void)
{
  guint32 state = 12345;
  for (int round = 0; round < 20000; round++)
    {
      Column columns[6];
      Extent extents[6];
      int widths[6], n = 1 + round % 6, min = 0, width = 0;
      for (int i = 0; i < n; i++)
        {
          int draws[4];
          for (int k = 0; k < 4; k++)
            draws[k] = (state = state * 1664525 + 1013904223) >> 22;
          columns[i] = draws[0] % 3 == 0 ? (Column){.width = 1 + draws[1]}
                                         : (Column){.weight = draws[0] % 3 == 1 ? 0 : 1 + draws[1] % 4};
          extents[i] = (Extent){draws[2], draws[2] + draws[3] * 4};
          min += columns[i].width ? columns[i].width : extents[i].min;
          width += draws[1] + draws[3];
        }
      gboolean fits = table_share_width (columns, extents, n, width, widths);
      gboolean all_fixed = TRUE;
      for (int i = 0; i < n; i++)
        all_fixed = all_fixed && columns[i].width;
      g_assert_cmpint (sum_of (widths, n), ==, width);
      g_assert_cmpint (fits, ==, min <= width);
      for (int i = 0; i < n && fits; i++)
        g_assert_cmpint (widths[i], >=, columns[i].width ? columns[i].width : extents[i].min);
      for (int i = 0; i < n && fits && !all_fixed; i++)
        if (columns[i].width)
          g_assert_cmpint (widths[i], ==, columns[i].width);
    }
}

/* A long word across two columns makes them wide enough together; a fixed one stays as it is. */
static void
test_spanning (void)
{
  const Column columns[] = {content, fixed, light};
  Extent extents[] = {{20, 30}, {0, 0}, {20, 90}};
  table_spread_extent (columns, 210, 3, extents);
  g_assert_cmpint (extents[0].min, ==, 50); /* 120 are lacking: a quarter for what holds a quarter */
  g_assert_cmpint (extents[0].max, ==, 50);
  g_assert_cmpint (extents[2].min, ==, 110);
  g_assert_cmpint (extents[2].max, ==, 110);
  int widths[3];
  g_assert_true (table_share_width (columns, extents, 3, 210, widths));
  g_assert_cmpint (widths[0] + widths[1] + widths[2], ==, 210);
  table_spread_extent (columns, 200, 3, extents); /* enough already */
  g_assert_cmpint (extents[0].min + extents[2].min, ==, 160);
  g_assert_false (table_share_width (columns, extents, 3, 200, widths));
}

/* Where a column has more than it needs, it gives to the one that wraps. */
static void
test_tune (void)
{
  const Column columns[] = {light, light};
  const Extent extents[] = {{30, 60}, {30, 400}};
  const Demand demands[] = {{60, 1}, {200, 1}, {40, 1}, {195, 1}, {50, 1}, {400, 1}};
  int widths[2] = {150, 150};
  table_tune_widths (columns, extents, 2, demands, 3, widths);
  g_assert_cmpint (sum_of (widths, 2), ==, 300);
  g_assert_cmpint (widths[0], >=, 60);
  g_assert_cmpint (widths[1], >=, 200);
}

/* Never under a min, never over what a row lacks; fixed columns stay; rows are never higher than before. */
static void
test_tune_laws (void)
{
  guint32 state = 99;
  for (int round = 0; round < 500; round++)
    {
      Column columns[4];
      Extent extents[4];
      Demand demands[4 * 8];
      int widths[4], before[4], n = 2 + round % 3;
      for (int c = 0; c < n; c++)
        {
          int draw = (state = state * 1664525 + 1013904223) >> 24;
          columns[c] = draw % 5 == 0 ? (Column){.width = 40} : (Column){.weight = draw % 3};
          extents[c] = (Extent){10 + draw % 20, 10 + draw % 20};
          for (int r = 0; r < 8; r++)
            {
              int length = (state = state * 1664525 + 1013904223) >> 22;
              demands[r * n + c] = (Demand){length, 1};
              extents[c].max = MAX (extents[c].max, length);
            }
        }
      if (!table_share_width (columns, extents, n, 300, widths))
        continue;
      memcpy (before, widths, sizeof widths);
      table_tune_widths (columns, extents, n, demands, 8, widths);
      g_assert_cmpint (sum_of (widths, n), ==, 300);
      for (int c = 0; c < n; c++)
        g_assert_cmpint (widths[c], >=, columns[c].width ? before[c] : MIN (extents[c].min, before[c]));
    }
}

static void
test_split (void)
{
  const Column columns[] = {content, content, fixed, content, content};
  const Extent extents[] = {{30, 30}, {60, 90}, {0, 0}, {60, 60}, {50, 50}};
  g_autoptr (GArray) parts = table_split (columns, extents, 5, 1, 145);
  g_assert_cmpint (parts->len, ==, 2); /* 30 + 60 + 50; 30 + 60 + 50 */
  g_assert_cmpint (g_array_index (parts, int, 0), ==, 1);
  g_assert_cmpint (g_array_index (parts, int, 1), ==, 3);
  g_assert_null (table_split (columns, extents, 5, 1, 85));
}

static void
test_mark (void)
{
  static const struct
  {
    const char *text, *mark;
    int at;
  } cases[] = {{"12.5", ".", 2},
               {"1,234.5 t", ".", 5},
               {"1.234,5 t", ",", 5},
               {"12 sacks", ".", 2},
               {"at most 10,000 fighters", ".", 14},
               {"500–1,500 fighters", ".", 3},
               {"1.5 – 2.5", ".", 4},
               {"1\u202F234,5", ",", 7}, /* three bytes of narrow space */
               {"12.", ".", 2},
               {"no number", ".", -1},
               {"", ".", -1},
               {"٣٫٥", "٫", 2}};
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (table_mark_position (cases[i].text, cases[i].mark), ==, cases[i].at);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/table/all-fits", test_all_fits);
  g_test_add_func ("/table/content-only", test_content_only);
  g_test_add_func ("/table/narrow", test_narrow);
  g_test_add_func ("/table/slack-to-content", test_slack_to_content);
  g_test_add_func ("/table/too-narrow", test_too_narrow);
  g_test_add_func ("/table/tune", test_tune);
  g_test_add_func ("/table/tune/laws", test_tune_laws);
  g_test_add_func ("/table/split", test_split);
  g_test_add_func ("/table/mark", test_mark);
  g_test_add_func ("/table/laws", test_laws);
  g_test_add_func ("/table/spanning", test_spanning);
  return g_test_run ();
}
