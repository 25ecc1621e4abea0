#include "base/date.h"

#include <string.h>

static void
test_forms (void)
{
  static const char *const good[] = {"2021",       "2021-07",    "2021-07-15", "2021-01..2021-04",
                                     "2014..",     "undated",    "ongoing",    "2020-02-29",
                                     "2000-02-29", "2021..2021", "0001",       "9999-12-31"};
  static const char *const bad[] = {"",
                                    "21",
                                    "2021-7",
                                    "2021-13",
                                    "2021-00",
                                    "2021-02-30",
                                    "2021-02-29",
                                    "1900-02-29",
                                    "2021-04..2021-01",
                                    "..2014",
                                    "2021-07-15T10:00",
                                    "yesterday",
                                    "2021 ",
                                    "2021-",
                                    "2021-07-",
                                    "2021..x",
                                    "0000",
                                    "20210715",
                                    "2021/07"};
  Date date = {0};
  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_assert_true (date_read (good[i], &date));
      g_autofree char *text = date_to_text (&date);
      g_assert_cmpstr (text, ==, good[i]);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_assert_false (date_read (bad[i], &date));
      g_assert_cmpint (date.kind, ==, DATE_NONE);
    }
}

/* Against GLib's calendar, which is not ours. */
static void
test_days (void)
{
  GDate calendar;
  g_date_clear (&calendar, 1);
  g_date_set_dmy (&calendar, 1, 3, 1);
  int first = day_first_number ((Day){1, 3, 1});
  g_assert_cmpint (day_first_number ((Day){0, 3, 1}), ==, 0);
  for (int i = 0; i < 400000; i += 37)
    {
      GDate day = calendar;
      g_date_add_days (&day, (guint)i);
      Day ours = {g_date_get_year (&day), (int)g_date_get_month (&day), g_date_get_day (&day)};
      g_assert_true (day_is_valid (ours));
      g_assert_cmpint (day_first_number (ours) - first, ==, i);
      g_assert_cmpint (day_weekday (ours), ==, (int)g_date_get_weekday (&day));
    }
  g_assert_cmpint (day_weekday ((Day){2021, 8, 26}), ==, 4); /* a Thursday */
  g_assert_cmpint (day_weekday ((Day){2021, 8, 0}), ==, 0);
  g_assert_cmpint (day_last_number ((Day){2020, 2, 0}) - day_first_number ((Day){2020, 2, 0}), ==, 28);
  g_assert_cmpint (day_last_number ((Day){2021, 0, 0}) - day_first_number ((Day){2021, 0, 0}), ==, 364);
}

static void
test_order (void)
{
  static const char *const sorted[] = {"1998",    "2014..",     "2021",    "2021-01..2021-04",
                                       "2021-07", "2021-07-15", "ongoing", "undated"};
  for (gsize i = 0; i < G_N_ELEMENTS (sorted); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (sorted); j++)
      {
        Date a = {0}, b = {0};
        g_assert_true (date_read (sorted[i], &a) && date_read (sorted[j], &b));
        int order = date_compare (&a, &b);
        g_assert_cmpint (order, ==, i < j ? -1 : i > j);
      }
}

static void
test_copy (void)
{
  Date date = {0};
  g_assert_true (date_read ("2021-08-20", &date));
  date.inferred = g_strdup ("the Friday before");
  Date copy = date_copy (&date);
  g_assert_true (copy.inferred != date.inferred);
  g_assert_cmpstr (copy.inferred, ==, "the Friday before");
  date_clear (&date);
  date_clear (&date);
  date_clear (&copy);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/date/forms", test_forms);
  g_test_add_func ("/date/days", test_days);
  g_test_add_func ("/date/order", test_order);
  g_test_add_func ("/date/copy", test_copy);
  return g_test_run ();
}
