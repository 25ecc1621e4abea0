/* date.c: see date.h. Day numbers count from 0000-03-01, so that the leap day ends the year; all is integer
 * arithmetic. */
#include "base/date.h"

#include <string.h>

static gboolean
year_is_leap (int year)
{
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int
month_length (int year, int month)
{
  static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && year_is_leap (year) ? 29 : lengths[month - 1];
}

gboolean
day_is_valid (Day day)
{
  if (day.year < 1 || day.year > 9999)
    return FALSE;
  if (day.month == 0)
    return day.day == 0;
  if (day.month < 1 || day.month > 12)
    return FALSE;
  return day.day >= 0 && day.day <= month_length (day.year, day.month);
}

/** @n digits at *at, moved past them; -1 if there are others. */
static int
read_digits (const char **at, int n)
{
  int value = 0;
  for (int i = 0; i < n; i++, (*at)++)
    {
      if (!g_ascii_isdigit (**at))
        return -1;
      value = value * 10 + (**at - '0');
    }
  return value;
}

/** YYYY, YYYY-MM or YYYY-MM-DD at *at, moved past it; FALSE if there is none or it is impossible. */
static gboolean
read_day (const char **at, Day *day)
{
  *day = (Day){0};
  day->year = read_digits (at, 4);
  if (day->year < 0)
    return FALSE;
  if (**at == '-')
    {
      ++*at;
      day->month = read_digits (at, 2);
      if (day->month <= 0)
        return FALSE;
      if (**at == '-')
        {
          ++*at;
          day->day = read_digits (at, 2);
          if (day->day <= 0)
            return FALSE;
        }
    }
  return day_is_valid (*day);
}

gboolean
date_read (const char *text, Date *date)
{
  date_clear (date);
  if (g_str_equal (text, "undated") || g_str_equal (text, "ongoing"))
    {
      date->kind = *text == 'u' ? DATE_UNDATED : DATE_ONGOING;
      return TRUE;
    }
  const char *at = text;
  Day from, to = {0};
  if (!read_day (&at, &from))
    return FALSE;
  DateKind kind = DATE_ON;
  if (g_str_has_prefix (at, ".."))
    {
      kind = DATE_SPAN;
      at += 2;
      /* A span that ends before it can begin is no date: 2021-04..2021-01. */
      if (*at && (!read_day (&at, &to) || day_last_number (to) < day_first_number (from)))
        return FALSE;
    }
  if (*at)
    return FALSE;
  date->kind = kind;
  date->from = from;
  date->to = to;
  return TRUE;
}

void
date_clear (Date *date)
{
  g_free (date->part);
  g_free (date->inferred);
  g_free (date->words);
  *date = (Date){0};
}

Date
date_copy (const Date *date)
{
  Date copy = *date;
  copy.part = g_strdup (date->part);
  copy.inferred = g_strdup (date->inferred);
  copy.words = g_strdup (date->words);
  return copy;
}

static void
append_day (GString *text, Day day)
{
  g_string_append_printf (text, "%04d", day.year);
  if (day.month)
    g_string_append_printf (text, "-%02d", day.month);
  if (day.day)
    g_string_append_printf (text, "-%02d", day.day);
}

char *
date_to_text (const Date *date)
{
  GString *text = g_string_new (NULL);
  switch (date->kind)
    {
    case DATE_NONE:
      break;
    case DATE_UNDATED:
      g_string_append (text, "undated");
      break;
    case DATE_ONGOING:
      g_string_append (text, "ongoing");
      break;
    case DATE_SPAN:
    case DATE_ON:
      append_day (text, date->from);
      if (date->kind == DATE_SPAN)
        g_string_append (text, "..");
      if (date->kind == DATE_SPAN && date->to.year)
        append_day (text, date->to);
      break;
    }
  return g_string_free (text, FALSE);
}

/** Days from 0000-03-01 to a full day of the proleptic Gregorian calendar. */
static int
day_number (int year, int month, int day)
{
  int y = month <= 2 ? year - 1 : year;
  int m = (month + 9) % 12; /* March = 0 */
  return 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1;
}

int
day_first_number (Day day)
{
  return day_number (day.year, day.month ? day.month : 1, day.day ? day.day : 1);
}

int
day_last_number (Day day)
{
  int month = day.month ? day.month : 12;
  return day_number (day.year, month, day.day ? day.day : month_length (day.year, month));
}

int
day_weekday (Day day)
{
  /* 0000-03-01 was a Wednesday. */
  return day.day ? (day_number (day.year, day.month, day.day) + 2) % 7 + 1 : 0;
}

int
date_compare (const Date *a, const Date *b)
{
  gboolean a_dated = a->kind == DATE_ON || a->kind == DATE_SPAN;
  gboolean b_dated = b->kind == DATE_ON || b->kind == DATE_SPAN;
  if (a_dated != b_dated)
    return a_dated ? -1 : 1;
  if (a_dated)
    {
      int x = day_first_number (a->from), y = day_first_number (b->from);
      if (x != y)
        return x < y ? -1 : 1;
    }
  g_autofree char *x = date_to_text (a), *y = date_to_text (b);
  int order = strcmp (x, y);
  return order < 0 ? -1 : order > 0;
}
