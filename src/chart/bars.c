/* bars.c: counts side by side. Bars begin at zero; every value stands at its bar, so there is no axis to read off. Small multiples are
 * the same in panels, one for each group, all on one scale: a bar twice as long is twice as much wherever it stands.
 */
#include "chart/companions.h"

enum
{
  THICK = 11 * 1024,
  PANEL_THICK = 8 * 1024,
  PANEL_LEAST = 118 * 1024, /* a date, a bar and a number beside each other */
  PANELS_MOST = 4,          /* in a row */
  GUTTER = 18 * 1024,
  VALUE_GAP = 5 * 1024
};

/* Bars below one another at one place, on one scale. */
typedef struct
{
  Painter *p;
  const DrawingData *data;
  const GPtrArray *bars; /* of Bar* */
  int x, width, left;    /* left: of the zero, from @x */
  int room;              /* length of the longest bar */
  double most;
  int thick;
  const Style *value;
} Rows;

static const char *
claims_of (const Bar *bar)
{
  return bar->claims ? bar->claims : "";
}

static int
label_column (Painter *p, const DrawingData *data, const GPtrArray *bars, int width)
{
  int widest = 0;

  for (guint i = 0; i < bars->len; i++)
    widest = MAX (widest, painter_text_width (p, ((const Bar *)bars->pdata[i])->label, data->label_style));
  return MIN (widest, width * 45 / 100) + 8 * 1024;
}

/* What numbers and claims behind the longest bar need. */
static int
value_column (const Rows *r)
{
  int widest = 0;

  for (guint i = 0; i < r->bars->len; i++)
    {
      const Bar *bar = r->bars->pdata[i];
      const int claims =
          *claims_of (bar) ? painter_text_width (r->p, bar->claims, r->data->small_style) + 4 * 1024 : 0;
      widest = MAX (widest, painter_text_width (r->p, bar->value_text, r->value) + claims + VALUE_GAP + 1024);
    }
  return widest;
}

static void
draw_value (const Rows *r, const Bar *bar, int x, int middle)
{
  const Style *small = r->data->small_style;
  const int at = middle + r->value->size * 36 / 100;
  painter_text (r->p, bar->value_text, r->value, r->data->ink, ALIGN_START, x, at);
  painter_text (r->p, claims_of (bar), small, r->data->grey, ALIGN_START,
                x + painter_text_width (r->p, bar->value_text, r->value) + 4 * 1024, at);
}

/* Returns where the next row begins. */
static int
draw_row (const Rows *r, const Bar *bar, int y)
{
  const DrawingData *data = r->data;
  const Style *label = data->label_style, *small = data->small_style;
  const int length = r->most > 0 ? (int)(r->room * (bar->high / r->most)) : 0,
            under_x = r->x + r->left + 3 * 1024;
  const int words = r->left - 8 * 1024, note_width = r->width - r->left - 3 * 1024;
  const gboolean noted = bar->note && *bar->note;
  const int middle = y + MAX (r->thick, label->leading) / 2, under = middle + r->thick / 2 + 1024;
  const int lines = painter_paragraph (r->p, bar->label, label, data->ink, r->x,
                                       middle + label->size * 36 / 100, words, TRUE);
  const int notes = noted ? painter_paragraph (r->p, bar->note, small, data->grey, under_x,
                                               under + small->size, note_width, TRUE)
                          : 0;
  const int end = MAX (under + notes * small->leading, middle - label->leading / 2 + lines * label->leading);
  painter_rectangle (r->p, (r->x + r->left) / 1024.0, (middle - r->thick / 2) / 1024.0, length / 1024.0,
                     r->thick / 1024.0, data->accent);
  draw_value (r, bar, r->x + r->left + length + VALUE_GAP, middle);
  painter_datum (r->p, bar->id, bar->claims, bar->target, bar->says, r->x, y, r->width, end - y);
  return end + r->thick * 5 / 11;
}

/* Rows and the line that they begin at; returns where they end. */
static int
draw_rows (const Rows *r, int y)
{
  const int top = y;
  for (guint i = 0; i < r->bars->len; i++)
    y = draw_row (r, r->bars->pdata[i], y);
  painter_line (r->p, (r->x + r->left) / 1024.0, top / 1024.0 - 1, (r->x + r->left) / 1024.0,
                (y - 4 * 1024) / 1024.0, r->data->ink, .7);
  return y;
}

static double
largest (const GPtrArray *bars)
{
  double most = 0;
  for (guint i = 0; i < bars->len; i++)
    most = MAX (most, ((const Bar *)bars->pdata[i])->high);
  return most;
}

int
bars_draw (Painter *p, const DrawingData *data, int width)
{
  Rows rows = {
      .p = p, .data = data, .bars = data->bars, .width = width, .thick = THICK, .value = data->name_style};
  rows.left = label_column (p, data, data->bars, width);
  rows.most = largest (data->bars);
  rows.room = MAX (width - rows.left - value_column (&rows), 20 * 1024);
  return draw_rows (&rows, 2 * 1024);
}

/* The bars of each group, groups in the order in which they are first named. Owned. */
static GPtrArray *
panels_of (const DrawingData *data)
{
  GPtrArray *panels = g_ptr_array_new_with_free_func ((GDestroyNotify)g_ptr_array_unref);
  for (guint i = 0; i < data->bars->len; i++)
    {
      Bar *bar = data->bars->pdata[i];
      GPtrArray *panel = NULL;
      for (guint k = 0; k < panels->len && !panel; k++)
        if (g_strcmp0 (((const Bar *)((GPtrArray *)panels->pdata[k])->pdata[0])->group, bar->group) == 0)
          panel = panels->pdata[k];
      if (!panel)
        g_ptr_array_add (panels, panel = g_ptr_array_new ());
      g_ptr_array_add (panel, bar);
    }
  return panels;
}

static int
draw_panel (Rows *rows, const GPtrArray *panel, int y)
{
  const Style *name = rows->data->name_style;
  const Bar *first = panel->pdata[0];
  rows->bars = panel;
  const int n = painter_paragraph (rows->p, first->group ? first->group : "", name, rows->data->ink, rows->x,
                                   y + name->leading * 3 / 4, rows->width, TRUE);
  return draw_rows (rows, y + n * name->leading + 3 * 1024);
}

int
multiples_draw (Painter *p, const DrawingData *data, int width)
{
  g_autoptr (GPtrArray) panels = panels_of (data);
  const int fit = CLAMP ((width + GUTTER) / (PANEL_LEAST + GUTTER), 1, PANELS_MOST);
  const int n = CLAMP ((int)panels->len, 1, fit), panel_width = (width - (n - 1) * GUTTER) / n;
  Rows rows = {.p = p,
               .data = data,
               .bars = data->bars,
               .width = panel_width,
               .thick = PANEL_THICK,
               .value = data->label_style};
  int y = 1024;
  rows.left = label_column (p, data, data->bars, panel_width);
  rows.most = largest (data->bars);
  rows.room = MAX (panel_width - rows.left - value_column (&rows), 16 * 1024);
  for (guint first = 0; first < panels->len; first += (guint)n)
    {
      int bottom = y;
      for (guint i = first; i < MIN (first + (guint)n, panels->len); i++)
        {
          rows.x = (int)(i - first) * (panel_width + GUTTER);
          const int end = draw_panel (&rows, panels->pdata[i], y);
          bottom = MAX (bottom, end);
        }
      y = bottom + 6 * 1024;
    }
  return y - 6 * 1024;
}
