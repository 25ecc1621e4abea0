#include "export/pdf-sheet.h"
#include "export/number.h"
#include "export/pdf-object.h"

SheetPoint
sheet_point (const Pages *pages, int page, int x, int y)
{
  PagePlace place = pages_place (pages, page);
  int width, height;
  pages_sheet_size (pages, place.sheet, &width, &height);
  return (SheetPoint){place.sheet, hundredths (place.x + place_scaled (place, x)),
                      hundredths (height - place.y - place_scaled (place, y))};
}

void
put_sheet_box (GString *out, const Pages *pages, int page, int left, int top, int right, int bottom)
{
  SheetPoint low = sheet_point (pages, page, left, bottom), high = sheet_point (pages, page, right, top);
  g_string_append_c (out, '[');
  put_operand (out, low.x, 2);
  put_operand (out, low.y, 2);
  put_operand (out, high.x, 2);
  put_operand (out, high.y, 2);
  g_string_append_c (out, ']');
}

/* Down to a multiple of @by. */
static int
floor_to (int value, int by)
{
  return (value >= 0 ? value / by : -((-value + by - 1) / by)) * by;
}

void
put_sheet_area (GString *out, const Pages *pages, int page, int left, int top, int right, int bottom)
{
  SheetPoint low = sheet_point (pages, page, left, bottom), high = sheet_point (pages, page, right, top);
  g_string_append_c (out, '[');
  put_operand (out, floor_to (low.x, 100), 2);
  put_operand (out, floor_to (low.y, 100), 2);
  put_operand (out, -floor_to (-high.x, 100), 2);
  put_operand (out, -floor_to (-high.y, 100), 2);
  g_string_append_c (out, ']');
}

void
put_sheet_begin (GString *out, const Pages *pages, int page)
{
  if (!pages->imposition)
    return;
  const Page *own = pages->pages->pdata[page];
  PagePlace place = pages_place (pages, page);
  SheetPoint corner = sheet_point (pages, page, 0, own->height);
  g_string_append_c (out, 'q');
  put_operand (out, place.scale, 4);
  g_string_append (out, " 0 0");
  put_operand (out, place.scale, 4);
  put_operand (out, corner.x, 2);
  put_operand (out, corner.y, 2);
  g_string_append (out, " cm\n0 0");
  put_operand (out, hundredths (own->width), 2);
  put_operand (out, hundredths (own->height), 2);
  g_string_append (out, " re W n\n");
}

void
put_sheet_end (GString *out, const Pages *pages)
{
  if (pages->imposition)
    g_string_append (out, "Q\n");
}

/* "8, 1": the pages on a side from left to right, as its label's prefix. */
static void
put_side_label (GString *out, const Pages *pages, int sheet)
{
  g_autoptr (GString) label = g_string_new (NULL);
  int last_x = G_MININT, last_y = G_MININT;
  for (;;)
    {
      int next = -1;
      PagePlace best = {0};
      for (guint i = 0; i < pages->pages->len; i++)
        {
          PagePlace place = pages_place (pages, i);
          gboolean later = place.y > last_y || (place.y == last_y && place.x > last_x);
          if (place.sheet == sheet && later &&
              (next < 0 || place.y < best.y || (place.y == best.y && place.x < best.x)))
            {
              next = i;
              best = place;
            }
        }
      if (next < 0)
        break;
      g_string_append_printf (label, "%s%d", label->len ? ", " : "", next + 1);
      last_x = best.x;
      last_y = best.y;
    }
  g_string_append_printf (out, "%d<</P", sheet);
  put_text_string (out, label->len ? label->str : "-");
  g_string_append (out, ">>");
}

void
put_page_labels (GString *out, const Pages *pages)
{
  g_string_append (out, "/PageLabels<</Nums[");
  if (!pages->imposition)
    g_string_append (out, "0<</S/D>>");
  for (int sheet = 0; pages->imposition && sheet < pages_n_sheets (pages); sheet++)
    put_side_label (out, pages, sheet);
  g_string_append (out, "]>>");
}
