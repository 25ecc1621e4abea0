#include "typeset/impose.h"

#define FULL_SCALE 10000

static Imposition *
imposition_new (int width, int height)
{
  Imposition *imposition = g_new0 (Imposition, 1);
  imposition->width = width;
  imposition->height = height;
  imposition->places = g_array_new (FALSE, FALSE, sizeof (PagePlace));
  return imposition;
}

void
imposition_free (Imposition *imposition)
{
  if (!imposition)
    return;
  g_array_unref (imposition->places);
  g_free (imposition);
}

/* The scale at which a page fits a box; never larger than it is. */
static int
fitting_scale (const Page *page, int width, int height)
{
  gint64 across = (gint64)width * FULL_SCALE / page->width, down = (gint64)height * FULL_SCALE / page->height;
  return (int)MIN (FULL_SCALE, MIN (across, down));
}

/* @page into the cell at (@x, @y): towards the fold at @pull -1 (its left) or 1 (its right), in the middle at 0. */
static void
place_page (Imposition *imposition, const Page *page, int sheet, int x, int y, int width, int height,
            int pull)
{
  PagePlace place = {.sheet = sheet, .scale = fitting_scale (page, width, height)};
  int free_across = width - place_scaled (place, page->width);
  place.x = x + (pull < 0 ? 0 : pull > 0 ? free_across : free_across / 2);
  place.y = y + (height - place_scaled (place, page->height)) / 2;
  g_array_append_val (imposition->places, place);
}

Imposition *
impose_booklet (const Pages *pages, int width, int height, gboolean from_right)
{
  int n = pages->pages->len, n_full = (n + 3) / 4 * 4;
  const Page *first = pages->pages->pdata[0];
  if (width <= 0 || height <= 0)
    {
      width = 2 * first->width;
      height = first->height;
    }
  Imposition *imposition = imposition_new (width, height);
  imposition->n_sheets = n_full / 2;
  for (int i = 0; i < n; i++)
    {
      /* pages i and n_full − 1 − i share a side; odd pages (from 0 the even ones) stand at the right of the fold */
      int sheet = MIN (i, n_full - 1 - i);
      gboolean at_right = (i % 2 == 0) != from_right;
      place_page (imposition, pages->pages->pdata[i], sheet, at_right ? width - width / 2 : 0, 0, width / 2,
                  height, at_right ? -1 : 1);
    }
  return imposition;
}

/* Columns of the grid of @n cells in which @page is largest. */
static int
best_columns (const Page *page, int n, int width, int height, int *scale)
{
  int best = 1;
  *scale = 0;
  for (int columns = 1; columns <= n; columns++)
    {
      int rows = (n + columns - 1) / columns;
      int s = fitting_scale (page, width / columns, height / rows);
      if (s > *scale)
        {
          *scale = s;
          best = columns;
        }
    }
  return best;
}

Imposition *
impose_n_up (const Pages *pages, int n, int width, int height, gboolean from_right)
{
  g_assert (n >= 2);
  const Page *first = pages->pages->pdata[0];
  int scale;
  if (width <= 0 || height <= 0)
    {
      int upright, turned;
      best_columns (first, n, first->width, first->height, &upright);
      best_columns (first, n, first->height, first->width, &turned);
      width = turned > upright ? first->height : first->width;
      height = turned > upright ? first->width : first->height;
    }
  int columns = best_columns (first, n, width, height, &scale), rows = (n + columns - 1) / columns;
  Imposition *imposition = imposition_new (width, height);
  imposition->n_sheets = ((int)pages->pages->len + n - 1) / n;
  for (int i = 0; i < (int)pages->pages->len; i++)
    {
      int cell = i % n, column = cell % columns, row = cell / columns;
      if (from_right)
        column = columns - 1 - column;
      place_page (imposition, pages->pages->pdata[i], i / n, (int)((gint64)width * column / columns),
                  (int)((gint64)height * row / rows), width / columns, height / rows, 0);
    }
  return imposition;
}

int
pages_n_sheets (const Pages *pages)
{
  return pages->imposition ? pages->imposition->n_sheets : (int)pages->pages->len;
}

void
pages_sheet_size (const Pages *pages, int sheet, int *width, int *height)
{
  const Page *page = pages->imposition ? NULL : pages->pages->pdata[sheet];
  *width = page ? page->width : pages->imposition->width;
  *height = page ? page->height : pages->imposition->height;
}

PagePlace
pages_place (const Pages *pages, int page)
{
  if (pages->imposition)
    return g_array_index (pages->imposition->places, PagePlace, page);
  return (PagePlace){.sheet = page, .scale = FULL_SCALE};
}

int
place_scaled (PagePlace place, int length)
{
  return place.scale == FULL_SCALE ? length : (int)((gint64)length * place.scale / FULL_SCALE);
}
