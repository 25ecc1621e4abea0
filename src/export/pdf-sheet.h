/* pdf-sheet.h: places of pages → places on sheets of the file, in 1/100 pt and y up (ISO 32000-1 8.3.2.3). Without an imposition a
 * page is its own sheet and nothing moves.
 */
#pragma once
#include "typeset/impose.h"

typedef struct
{
  int sheet, x, y;
} SheetPoint;

SheetPoint sheet_point (const Pages *pages, int page, int x, int y);
/** "[left bottom right top]" of a box on @page. */
void put_sheet_box (GString *out, const Pages *pages, int page, int left, int top, int right, int bottom);
/** The same in whole points around it: where a pointer may be, and a third of the bytes. */
void put_sheet_area (GString *out, const Pages *pages, int page, int left, int top, int right, int bottom);
/** What turns the page's own coordinates into its sheet's, cut at the trimmed edge; nothing without an imposition. */
void put_sheet_begin (GString *out, const Pages *pages, int page);
void put_sheet_end (GString *out, const Pages *pages);
/** The PageLabels: numbers of pages, or which pages stand on each side (12.4.2). */
void put_page_labels (GString *out, const Pages *pages);
