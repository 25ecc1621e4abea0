/* date.h: dates as sources give them: partial, spans, undated, inferred, and never more exact than that.
 *
 * Written 2021 | 2021-07 | 2021-07-15 | 2021-01..2021-04 | 2014.. (since) | undated | ongoing, or as a map
 * {on: 2021-08-26, part: afternoon, inferred: "Friday before publication", words: "past, no date"}. Plain C
 * on integers.
 */
#pragma once
#include <glib.h>

typedef enum
{
  DATE_NONE,
  DATE_UNDATED,
  DATE_ONGOING,
  DATE_ON,
  DATE_SPAN
} DateKind;

/** month, day: 0 = not given. Proleptic Gregorian. */
typedef struct
{
  int year, month, day;
} Day;

typedef struct
{
  DateKind kind;
  Day from, to;     /* DATE_ON: from. DATE_SPAN: from..to; to.year 0 = open */
  char *part;       /* morning, afternoon, evening, night, or NULL */
  char *inferred;   /* why, when the day was worked out and not given */
  char *words;      /* "past", "medium term": what a source says instead of a date */
  gboolean ongoing; /* it was still so then */
} Date;

/** Reads the short form into *date (cleared first). FALSE: not a date or impossible (2021-02-30). */
gboolean date_read (const char *text, Date *date);
gboolean day_is_valid (Day day);
void date_clear (Date *date);
Date date_copy (const Date *date);

/** The short form, canonical; owned. "" for DATE_NONE. */
char *date_to_text (const Date *date);

/** Order by earliest possible day; undated and none last. A total order with date_to_text as the tie breaker.
 */
int date_compare (const Date *a, const Date *b);

/** Days since 0000-03-01 of the first and last possible day of @day (a month has 28–31). */
int day_first_number (Day day);
int day_last_number (Day day);

/** 1 Monday … 7 Sunday; 0 unless a full day. */
int day_weekday (Day day);
