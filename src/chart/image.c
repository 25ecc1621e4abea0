#include "chart/image.h"

enum
{
  PRINT_DPI = 300, /* what a press of 150 lines can show */
  LINE_DPI = 600,  /* edges of drawings and letters want more */
  COARSE_DPI = 120,
  SCREEN_DPI = 96,  /* an SVG's pixel, CSS 2.2 4.3.2 */
  NATURAL_DPI = 150 /* of pictures that nobody gave a size */
};

static int
fit (gint64 value, gint64 by, gint64 of)
{
  return (int)MAX (1, value * by / MAX (of, 1));
}

/* Size on paper [upt]: what is wanted, else the picture's own, and never beyond the room. */
static void
choose_size (const BitmapFile *file, const DrawingData *what, int room, int height_limit, int *width,
             int *height)
{
  int w, h;
  bitmap_file_size (file, &w, &h);
  int dpi = bitmap_file_kind (file) == BITMAP_SVG ? SCREEN_DPI : NATURAL_DPI;
  if (what->image_width > 0)
    *width = what->image_width;
  else if (what->image_height > 0)
    *width = fit (what->image_height, w, h);
  else
    *width = (int)MIN ((gint64)w * 72 * 1024 / dpi, room);
  *width = MIN (*width, room);
  *height = fit (*width, h, w);
  int limit = what->image_height > 0 && what->image_width > 0 ? what->image_height : height_limit;
  if (limit > 0 && *height > limit)
    {
      *height = limit;
      *width = MIN (*width, fit (limit, w, h));
    }
}

gboolean
image_draw (Drawing *drawing, const DrawingData *what, int width, int height, Diags *diags)
{
  const char *problem = NULL;
  g_autoptr (BitmapFile) file = bitmap_file_new (what->image, &problem);
  int w = 0, h = 0;
  if (file)
    {
      choose_size (file, what, width, height, &drawing->width, &drawing->height);
      bitmap_file_size (file, &w, &h);
      int dpi = bitmap_file_kind (file) == BITMAP_JPEG ? PRINT_DPI : LINE_DPI;
      int columns = fit (drawing->width, dpi, 72 * 1024), rows = fit (drawing->height, dpi, 72 * 1024);
      g_autoptr (Bitmap) bitmap = bitmap_decode (file, columns, rows, &problem);
      if (bitmap)
        {
          gint64 has = (gint64)w * 72 * 1024 / drawing->width;
          if (bitmap_file_kind (file) != BITMAP_SVG && has < COARSE_DPI)
            diags_warning (diags, what->mark, "image-coarse", "print it smaller, or take a larger file",
                           "this image has %d dots an inch at its size; in print single dots will show",
                           (int)has);
          ops_image (drawing->ops, bitmap, 0, 0, drawing->width, drawing->height);
          drawing->alt = g_strdup (what->alt);
          return TRUE;
        }
    }
  diags_error (diags, what->mark, "image-broken", "export it anew as PNG, JPEG or SVG",
               "the image cannot be used: %s", problem);
  return FALSE;
}
