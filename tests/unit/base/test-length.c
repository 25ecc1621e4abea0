#include "base/colour.h"
#include "base/length.h"

#include <math.h>

static void
test_lengths (void)
{
  static const struct
  {
    const char *text;
    int upt;
  } good[] = {{"1pt", 1024},      {"9.4pt", 9626}, {"25.4 mm", 72 * 1024}, {"2.54cm", 72 * 1024},
              {"1in", 72 * 1024}, {"1pc", 12288},  {"-3 mm", -8708},       {"0", 0},
              {"0.0", 0},         {"+2pt", 2048},  {"210mm", 609562},      {"14400pt", LENGTH_LIMIT}};
  static const char *const bad[] = {
      "",       "12",   "mm",   "12 px",   "1e3pt",  "0x10pt", "inf pt",
      "nan",    "1.pt", ".5pt", "14401pt", "12 mm ", "12mmm",  "99999999999999999999pt",
      "1,5 mm", " 1pt"};
  int value = 7;
  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_assert_true (length_read (good[i].text, &value));
      g_assert_cmpint (value, ==, good[i].upt);
    }
  value = 7;
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (length_read (bad[i], &value));
  g_assert_cmpint (value, ==, 7);
}

static void
test_lengths_round_trip (void)
{
  for (int upt = -5000; upt <= 5000; upt += 7)
    {
      int again = 0;
      g_autofree char *text = length_to_text (upt);
      g_assert_true (length_read (text, &again));
      g_assert_cmpint (again, ==, upt);
    }
  g_autofree char *whole = length_to_text (10 * 1024);
  g_assert_cmpstr (whole, ==, "10pt");
}

static void
test_ratios (void)
{
  double ratio = 0;
  g_assert_true (ratio_read ("70 %", &ratio));
  g_assert_cmpfloat (ratio, ==, 0.7);
  g_assert_true (ratio_read ("1.25", &ratio));
  g_assert_cmpfloat (ratio, ==, 1.25);
  g_assert_false (ratio_read ("70 percent", &ratio));
  g_assert_false (ratio_read ("", &ratio));
  g_assert_cmpfloat (ratio, ==, 1.25);
}

static void
test_colours (void)
{
  guint32 colour = 0;
  g_assert_true (colour_read ("#12385A", &colour));
  g_assert_cmphex (colour, ==, 0x12385A);
  g_assert_true (colour_read ("#abc", &colour));
  g_assert_cmphex (colour, ==, 0xAABBCC);
  static const char *const bad[] = {"", "#", "12385A", "#12385", "#12385G", "#12385A0", "red"};
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (colour_read (bad[i], &colour));
  g_autofree char *text = colour_to_text (0x0000FF);
  g_assert_cmpstr (text, ==, "#0000FF");
  g_assert_cmpfloat (colour_contrast (0x000000, 0xFFFFFF), ==, 21);
  g_assert_cmpfloat_with_epsilon (colour_contrast (0x767676, 0xFFFFFF), 4.54,
                                  0.01); /* the well-known limit grey of WCAG AA */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/length/read", test_lengths);
  g_test_add_func ("/length/round-trip", test_lengths_round_trip);
  g_test_add_func ("/length/ratio", test_ratios);
  g_test_add_func ("/colour", test_colours);
  return g_test_run ();
}
