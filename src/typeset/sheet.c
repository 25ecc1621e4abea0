/* sheet.c: what surrounds the trimmed page on paper: room for the bleed, and marks where to cut. */
#include "typeset/emit.h"

/* Marks are 5 mm long and 0.25 pt wide, and begin 3 mm from the corner or outside the bleed, whichever is farther, so that none
 * is left on the page when the cut is a little off. */
#define MARK_LENGTH   (14513)
#define MARK_DISTANCE (8708)
#define MARK_WIDTH    (PANGO_SCALE / 4)

static void
emit_mark (GArray *ops, int x1, int y1, int x2, int y2)
{
  Path *path = path_new ();
  path_step (path, 'm', x1, y1);
  path_step (path, 'l', x2, y2);
  path->stroke = TRUE;
  path->width = MARK_WIDTH;
  ops_path_take (ops, path);
}

void
emit_sheet (const PageStyle *style, Page *page)
{
  int distance = MAX (style->bleed, MARK_DISTANCE), reach = distance + MARK_LENGTH;
  page->bleed = style->bleed;
  page->slug = style->crop_marks ? reach : style->bleed;
  if (!style->crop_marks)
    return;
  ops_artifact_begin (page->ops, ARTIFACT_LAYOUT);
  for (int corner = 0; corner < 4; corner++)
    {
      int x = corner & 1 ? page->width : 0, y = corner & 2 ? page->height : 0;
      int across = corner & 1 ? 1 : -1, down = corner & 2 ? 1 : -1;
      emit_mark (page->ops, x + across * distance, y, x + across * reach, y);
      emit_mark (page->ops, x, y + down * distance, x, y + down * reach);
    }
  ops_artifact_end (page->ops);
}
