/* interpret.h: content streams as a reader would understand them: glyphs with places and texts, marked content. */
#pragma once
#include "reader.h"

typedef struct
{
  double x, y, size;    /* of the origin [pt], y up */
  double width;         /* advance by the font's W, with Tz [pt] */
  int page, identifier; /* MCID; -1: artifact */
  char text[64];        /* by ToUnicode */
} Shown;

/** All glyphs of all pages in order; owned. Fails the test on unknown operators, nested marked content, text outside of it. */
GArray *interpret (const Reader *reader);
/** The texts of glyphs [first, last) joined; owned. */
char *shown_text (const GArray *shown, guint first, guint last);
