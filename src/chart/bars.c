/* bars.c: counts side by side. Bars begin at zero; every value stands at its bar, so there is no axis to read off. */
#include "chart/companions.h"

static int
label_column (Painter *p, const DrawingData *data, int width)
{
  int widest = 0;

  for (guint i = 0; i < data->bars->len; i++)
    widest = MAX (widest, painter_text_width (p, ((const Bar *)g_ptr_array_index (data->bars, i))->label,
                                              data->label_style));
  return MIN (widest, width * 45 / 100) + 8 * 1024;
}

int
bars_draw (Painter *p, const DrawingData *data, int width)
{
  int left = label_column (p, data, width), values = 0, y = 2 * 1024;
  const Style *name = data->name_style, *label = data->label_style, *small = data->small_style;
  double most = 0;

  for (guint i = 0; i < data->bars->len; i++)
    {
      const Bar *bar = g_ptr_array_index (data->bars, i);
      int claims = bar->claims && *bar->claims ? painter_text_width (p, bar->claims, small) + 4 * 1024 : 0;
      most = MAX (most, bar->high);
      values = MAX (values, painter_text_width (p, bar->value_text, name) + claims + 6 * 1024);
    }
  int room = MAX (width - left - values, 20 * 1024), top = y;
  for (guint i = 0; i < data->bars->len; i++)
    {
      const Bar *bar = g_ptr_array_index (data->bars, i);
      int thick = 11 * 1024, length = most > 0 ? (int)(room * (bar->high / most)) : 0;
      int lines = painter_paragraph (p, bar->label, label, data->ink, 0, 0, left - 8 * 1024, FALSE);
      int note = bar->note && *bar->note
                     ? painter_paragraph (p, bar->note, small, data->grey, 0, 0, width - left, FALSE)
                     : 0;
      int middle = y + MAX (thick, label->leading) / 2, baseline = middle + label->size * 36 / 100;
      painter_paragraph (p, bar->label, label, data->ink, 0, baseline, left - 8 * 1024, TRUE);
      painter_rectangle (p, left / 1024.0, (middle - thick / 2) / 1024.0, length / 1024.0, thick / 1024.0,
                         data->accent);
      int x = left + length + 5 * 1024, at = middle + name->size * 36 / 100;
      painter_text (p, bar->value_text, name, data->ink, ALIGN_START, x, at);
      if (bar->claims && *bar->claims)
        painter_text (p, bar->claims, small, data->grey, ALIGN_START,
                      x + painter_text_width (p, bar->value_text, name) + 4 * 1024, at);
      int under = middle + thick / 2 + 1024;
      if (note)
        painter_paragraph (p, bar->note, small, data->grey, left + 3 * 1024, under + small->size,
                           width - left - 3 * 1024, TRUE);
      y = MAX (under + note * small->leading, middle - label->leading / 2 + lines * label->leading) +
          5 * 1024;
    }
  painter_line (p, left / 1024.0, top / 1024.0 - 1, left / 1024.0, (y - 4 * 1024) / 1024.0, data->ink, .7);
  return y;
}
