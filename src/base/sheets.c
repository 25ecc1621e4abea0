#include "base/sheets.h"
#include <string.h>
#include "base/length.h"

static const struct
{
  const char *name;
  double width, height; /* pt */
} papers[] = {{"A3", 841.89, 1190.55},  {"A4", 595.276, 841.89}, {"A5", 419.528, 595.276},
              {"A6", 297.638, 419.528}, {"Letter", 612, 792},    {"Legal", 612, 1008}};

gboolean
paper_read (const char *text, int *width, int *height)
{
  for (guint i = 0; i < G_N_ELEMENTS (papers); i++)
    if (g_ascii_strcasecmp (papers[i].name, text) == 0)
      {
        *width = (int)(papers[i].width * UPT_PER_POINT + 0.5);
        *height = (int)(papers[i].height * UPT_PER_POINT + 0.5);
        return TRUE;
      }
  g_auto (GStrv) sides = g_strsplit (text, strstr (text, "×") != NULL ? "×" : " x ", 2);
  int across, down;
  if (g_strv_length (sides) != 2 || !length_read (g_strstrip (sides[0]), &across) ||
      !length_read (g_strstrip (sides[1]), &down) || across < 36 * UPT_PER_POINT || down < 36 * UPT_PER_POINT)
    return FALSE;
  *width = across;
  *height = down;
  return TRUE;
}

const char *
sheets_set (Sheets *sheets, gboolean booklet, int up, const char *paper)
{
  *sheets = (Sheets){.booklet = booklet, .up = up};
  if (booklet && up)
    return "a booklet has two pages a side; ask for it or for a number of pages, not for both";
  if (up && (up < 2 || up > SHEETS_MOST_UP))
    return "2 to 16 pages fit on a side";
  if (paper && !booklet && !up)
    return "paper is that of a booklet or of several pages a side; a page's own size is the layout's";
  if (paper && !paper_read (paper, &sheets->width, &sheets->height))
    return "sizes of paper are " PAPER_WORDS;
  if (booklet && sheets->height > sheets->width) /* two upright pages lie side by side */
    {
      int width = sheets->width;
      sheets->width = sheets->height;
      sheets->height = width;
    }
  return NULL;
}
