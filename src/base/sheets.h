/* sheets.h: sizes of paper, and what a product asks of the printer's sheets: nothing, a booklet, or several pages on a side. */
#pragma once
#include <glib.h>

typedef struct
{
  gboolean booklet;  /* two pages a side, in the order of a folded stack */
  int up;            /* pages a side, 2–16; 0: one, or the booklet's two */
  int width, height; /* of a side [upt]; 0: what the pages make it */
} Sheets;

/** "A4", "Letter", "210mm x 297mm", "297mm × 210mm" → size [upt]. FALSE: no size of paper; nothing is changed. */
gboolean paper_read (const char *text, int *width, int *height);
/** What paper_read knows, for hints, and for completion. */
#define PAPER_WORDS "A3, A4, A5, A6, Letter, Legal, or 210mm x 297mm"
#define PAPER_NAMES "A3|A4|A5|A6|Letter|Legal"

enum
{
  SHEETS_MOST_UP = 16
};

/** Fills @sheets from what an author or a user wrote; @up 0, @paper NULL: not said. NULL: good, else a sentence. */
const char *sheets_set (Sheets *sheets, gboolean booklet, int up, const char *paper);
