/* number.h: numbers as exporters print them, in any locale the same: decimal fractions of integers, nothing of floating point. */
#pragma once
#include <glib.h>

/** @value / 10^@decimals, shortest form: put_fixed (s, -1250, 2) gives "-12.5". */
void put_fixed (GString *out, gint64 value, int decimals);
/** The same of a whole number. Files have tens of thousands of them: no format is parsed. */
void put_whole (GString *out, gint64 value);
/** Like it, with a space before it unless @out ends in a delimiter. */
void put_operand (GString *out, gint64 value, int decimals);
/** A length in 1/100 pt, rounded: the resolution of pages (0.0035 mm). */
int hundredths (int upt);
