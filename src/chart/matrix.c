#include "chart/matrix.h"
#include "chart/legend.h"
#include "chart/line-style.h"

enum
{
  CELL_LEAST = 17 * 1024,
  CELL_BARE = 11 * 1024, /* without numbers of claims */
  CELL_MOST = 40 * 1024,
  SIGN = 14 * 1024,     /* length of a tie's sign */
  SIGN_ROOM = 9 * 1024, /* its height, with white */
  PAD = 3 * 1024,
  MANY = 24 /* rows stand closer from here on */
};

typedef struct
{
  Painter *p;
  const DrawingData *data;
  GPtrArray **cells; /* n × n: of Tie*, NULL: none */
  int n, names, cell, sign, pad;
} Matrix;

static int
actor_index (const DrawingData *data, const char *id)
{
  for (guint i = 0; i < data->actors->len; i++)
    if (g_str_equal (((const Actor *)g_ptr_array_index (data->actors, i))->id, id))
      return (int)i;
  return -1;
}

static void
fill_cells (Matrix *m)
{
  for (guint i = 0; i < m->data->ties->len; i++)
    {
      Tie *tie = g_ptr_array_index (m->data->ties, i);
      int from = actor_index (m->data, tie->from), to = actor_index (m->data, tie->to);
      if (from < 0 || to < 0)
        continue;
      GPtrArray **cell = &m->cells[from * m->n + to];
      if (!*cell)
        *cell = g_ptr_array_new ();
      g_ptr_array_add (*cell, tie);
      GPtrArray **mirrored = &m->cells[to * m->n + from];
      if (!m->data->undirected || from == to)
        continue;
      if (!*mirrored)
        *mirrored = g_ptr_array_new ();
      g_ptr_array_add (*mirrored, tie);
    }
}

/* One number a line: cells are narrow and rows grow. */
static char **
claim_lines (const Tie *tie)
{
  return g_strsplit (tie->claims ? tie->claims : "", ", ", -1);
}

static int
cell_height (const Matrix *m, const GPtrArray *ties)
{
  int height = 0;
  for (guint i = 0; ties && i < ties->len; i++)
    {
      g_auto (GStrv) claims = claim_lines (g_ptr_array_index (ties, i));
      height += SIGN_ROOM + (int)g_strv_length (claims) * m->data->small_style->leading;
    }
  return height;
}

static void
draw_cell (const Matrix *m, const GPtrArray *ties, int x, int y)
{
  const Style *small = m->data->small_style;
  double middle = (x + m->cell / 2) / 1024.0, half = m->sign / 2048.0;
  for (guint i = 0; ties && i < ties->len; i++)
    {
      const Tie *tie = g_ptr_array_index (ties, i);
      LineStyle style = line_style (m->data, tie->tie, tie->status);
      double line = (y + SIGN_ROOM / 2) / 1024.0;
      const int top = y;
      line_level (m->p, style, middle - half, middle + half, line);
      line_end (m->p, style, middle + half, line, 1, 0);
      y += SIGN_ROOM;
      g_auto (GStrv) claims = claim_lines (tie);
      for (int k = 0; claims[k]; k++, y += small->leading)
        painter_text (m->p, claims[k], small, m->data->ink, ALIGN_CENTRE, x + m->cell / 2,
                      y + small->leading * 3 / 4);
      painter_datum (m->p, tie->id, tie->claims, tie->target, tie->says, x, top, m->cell, y - top);
    }
}

static char *
numbered_name (const Matrix *m, int row)
{
  return g_strdup_printf ("%d  %s", row + 1, ((const Actor *)m->data->actors->pdata[row])->name);
}

static int
draw_row (const Matrix *m, int row, int first, int last, int y)
{
  const Style *label = m->data->label_style;
  g_autofree char *name = numbered_name (m, row);
  int n = painter_paragraph (m->p, name, label, m->data->ink, 0, 0, m->names - PAD, FALSE);
  int height = MAX (n * label->leading, CELL_LEAST * 2 / 3);
  for (int c = first; c < last; c++)
    height = MAX (height, cell_height (m, m->cells[row * m->n + c]));
  height += 2 * m->pad;
  if (row >= first && row < last) /* nobody is tied to himself: the diagonal guides the eye */
    painter_rectangle (m->p, (m->names + (row - first) * m->cell) / 1024.0, y / 1024.0, m->cell / 1024.0,
                       height / 1024.0, m->data->state_ground);
  painter_paragraph (m->p, name, label, m->data->ink, 0, y + m->pad + label->leading * 3 / 4, m->names - PAD,
                     TRUE);
  if (first == 0)
    painter_head (m->p, ((const Actor *)m->data->actors->pdata[row])->id, 0, y, m->names, height);
  for (int c = first; c < last; c++)
    draw_cell (m, m->cells[row * m->n + c], m->names + (c - first) * m->cell, y + m->pad);
  painter_line (m->p, 0, (y + height) / 1024.0, (m->names + (last - first) * m->cell) / 1024.0,
                (y + height) / 1024.0, m->data->hairline, .25);
  return y + height;
}

static int
draw_block (const Matrix *m, int first, int last, int y)
{
  const Style *label = m->data->label_style;
  double right = (m->names + (last - first) * m->cell) / 1024.0;
  for (int c = first; c < last; c++)
    {
      g_autofree char *number = g_strdup_printf ("%d", c + 1);
      painter_text (m->p, number, label, m->data->ink, ALIGN_CENTRE,
                    m->names + (c - first) * m->cell + m->cell / 2, y + label->leading * 3 / 4);
    }
  y += label->leading + PAD;
  int top = y;
  for (int row = 0; row < m->n; row++)
    y = draw_row (m, row, first, last, y);
  for (int c = 0; c <= last - first; c++)
    {
      double x = (m->names + c * m->cell) / 1024.0;
      painter_line (m->p, x, top / 1024.0, x, y / 1024.0, m->data->hairline, .25);
    }
  painter_line (m->p, 0, top / 1024.0, right, top / 1024.0, m->data->ink, .45); /* over the grounds */
  return y;
}

int
matrix_draw (Painter *painter, const DrawingData *data, int width)
{
  Matrix m = {.p = painter, .data = data, .n = (int)data->actors->len};
  int y = 1024;
  if (m.n == 0)
    return y;
  m.cells = g_new0 (GPtrArray *, m.n * m.n);
  fill_cells (&m);
  for (int i = 0; i < m.n; i++)
    {
      g_autofree char *name = numbered_name (&m, i);
      m.names = MAX (m.names, painter_text_width (painter, name, data->label_style) + 2 * PAD);
    }
  m.names = MIN (m.names, width * 3 / 10);
  gboolean bare = TRUE;
  for (guint i = 0; i < data->ties->len && bare; i++)
    bare = !((const Tie *)data->ties->pdata[i])->claims || !*((const Tie *)data->ties->pdata[i])->claims;
  m.cell = CLAMP ((width - m.names) / m.n, bare ? CELL_BARE : CELL_LEAST, CELL_MOST);
  m.pad = m.n > MANY ? PAD / 2 : PAD;
  m.sign = MIN (SIGN, m.cell - 2 * 1024);
  int columns = MAX ((width - m.names) / m.cell, 1);
  for (int first = 0; first < m.n; first += columns)
    y = draw_block (&m, first, MIN (first + columns, m.n), y + (first > 0 ? 10 * 1024 : 0));
  for (int i = 0; i < m.n * m.n; i++)
    g_clear_pointer (&m.cells[i], g_ptr_array_unref);
  g_free (m.cells);
  y += 2 * 1024;
  return y + tie_legend_draw (painter, data, width, y);
}
