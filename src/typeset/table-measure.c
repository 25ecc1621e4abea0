#include "typeset/table-measure.h"
#include "typeset/table-grid.h"

#include <string.h>

enum
{
  SAMPLE = 200,    /* rows by which widths are tuned */
  CANDIDATES = 24, /* cells of a column of a long table that are shaped to be measured */
  LETTERS = 0x250, /* whose advances are remembered: Latin, and … */
  MARKS = 0x2070   /* … U+2000 to here: dashes, quotation marks, spaces */
};

/* A cell that may be the widest of its column. */
typedef struct
{
  const Cell *cell;
  int estimate;
} Candidate;

typedef struct
{
  Setting *setting;
  const Table *table;
  const char *lang;
  Mark mark;
  TableMetrics *metrics;
  gboolean is_long;
  Candidate *longest, *widest; /* by column, CANDIDATES each, falling: lines; words */
  GHashTable *advances;        /* Style → int[LETTERS + 0x70]; looked up only */
  GArray *demands;             /* of Demand, n_columns a row */
} Measure;

int
table_pads (const Table *table, int first, int end)
{
  int n_columns = table->columns->len;
  return (first > 0 ? table->cell_pad_x : 0) + (end < n_columns ? table->cell_pad_x : 0);
}

static const Column *
column_at (const Table *table, int column)
{
  return &g_array_index (table->columns, Column, column);
}

const Style *
table_cell_style (Setting *setting, const Table *table, const Cell *cell, int column)
{
  Align align = cell->align != ALIGN_START ? cell->align : column_at (table, column)->align;
  return align != ALIGN_START ? setting_style (setting, cell->style, align) : cell->style;
}

gboolean
table_cell_mark (const Table *table, const Cell *cell, int column, const Text *text, int *before, int *after)
{
  if (!column_at (table, column)->decimal || cell->col_span > 1 || cell->blocks || cell->align != ALIGN_START)
    return FALSE;
  int at = table_mark_position (paragraph_text (text->paragraph), table->decimal);
  if (at < 0)
    return FALSE;
  *before = paragraph_width_before (text->paragraph, at);
  *after = paragraph_max_width (text->paragraph) - *before;
  return TRUE;
}

/* --- what a cell asks for --- */

static void inlines_extent (Setting *setting, const GPtrArray *inlines, const Style *style, const char *lang,
                            Mark mark, int indent, Extent *extent);

/* What blocks in a cell ask for. Figures and tables in cells take what they get. */
static void
blocks_extent (Setting *setting, const GPtrArray *blocks, const char *lang, int indent, Extent *extent)
{
  for (guint i = 0; blocks && i < blocks->len; i++)
    {
      const Block *block = blocks->pdata[i];
      const char *own = block->lang ? block->lang : lang;
      int inner = indent + block->label_width;
      if (block->label && block->label->len && !block->label_width)
        {
          Extent label = {0};
          inlines_extent (setting, block->label, setting_label_style (setting, block->style), own,
                          block->mark, 0, &label);
          inner += label.max + block->style->size / 2;
        }
      if (block->inlines)
        inlines_extent (setting, block->inlines, block->style, own, block->mark, inner, extent);
      blocks_extent (setting, block->children, own,
                     inner + block->style->indent_start + block->style->indent_end, extent);
    }
}

static void
inlines_extent (Setting *setting, const GPtrArray *inlines, const Style *style, const char *lang, Mark mark,
                int indent, Extent *extent)
{
  if (inlines->len == 0)
    return;
  Text *text = setting_text (setting, inlines, style, lang, mark);
  extent->min = MAX (extent->min, indent + paragraph_min_width (text->paragraph));
  extent->max = MAX (extent->max, indent + paragraph_max_width (text->paragraph));
}

static Extent
cell_extent (const Measure *measure, const Cell *cell, int column, int span)
{
  const Table *table = measure->table;
  Extent extent = {0};
  int pads = table_pads (table, column, column + span);
  if (cell->inlines)
    inlines_extent (measure->setting, cell->inlines, table_cell_style (measure->setting, table, cell, column),
                    measure->lang, measure->mark, 0, &extent);
  blocks_extent (measure->setting, cell->blocks, measure->lang, 0, &extent);
  return (Extent){extent.min + pads, extent.max + pads};
}

/* Numbers of a decimal column are never broken: together they are as wide as their widest halves. */
static gboolean
note_number (const Measure *measure, const Cell *cell, int column)
{
  TableMetrics *metrics = measure->metrics;
  int before, after;
  if (!column_at (measure->table, column)->decimal || cell->inlines->len == 0)
    return FALSE;
  const Text *text = setting_text (measure->setting, cell->inlines,
                                   table_cell_style (measure->setting, measure->table, cell, column),
                                   measure->lang, measure->mark);
  if (!table_cell_mark (measure->table, cell, column, text, &before, &after))
    return FALSE;
  metrics->before[column] = MAX (metrics->before[column], before);
  metrics->after[column] = MAX (metrics->after[column], after);
  int whole =
      metrics->before[column] + metrics->after[column] + table_pads (measure->table, column, column + 1);
  metrics->extents[column].min = MAX (metrics->extents[column].min, whole);
  metrics->extents[column].max = MAX (metrics->extents[column].max, whole);
  return TRUE;
}

/* --- long tables: which cells look widest --- */

static int *
advances_of (Measure *measure, const Style *style)
{
  int *advances = g_hash_table_lookup (measure->advances, style);
  if (advances)
    return advances;
  advances = g_new (int, LETTERS + 0x70);
  for (int i = 0; i < LETTERS + 0x70; i++)
    advances[i] = -1;
  g_hash_table_insert (measure->advances, (gpointer)style, advances);
  return advances;
}

/* -1: not to be told without shaping. */
static int
letter_advance (Measure *measure, const Style *style, int *advances, gunichar c)
{
  int place = c < LETTERS ? (int)c : c >= 0x2000 && c < MARKS ? (int)(LETTERS + c - 0x2000) : -1;
  if (place < 0)
    return -1;
  if (advances[place] < 0)
    {
      char text[8] = {0};
      g_unichar_to_utf8 (c, text);
      advances[place] = label_width (measure->setting->fonts, text, style, measure->lang);
    }
  return advances[place];
}

/* The advances of a cell's letters; FALSE: it must be shaped. */
static gboolean
estimate_cell (Measure *measure, const Cell *cell, int column, Extent *estimate)
{
  const Style *base = table_cell_style (measure->setting, measure->table, cell, column);
  int word = 0;
  *estimate = (Extent){0};
  if (cell->blocks)
    return FALSE;
  for (guint i = 0; i < cell->inlines->len; i++)
    {
      const Inline *part = cell->inlines->pdata[i];
      const Style *style = part->style ? part->style : base;
      if (part->kind != INLINE_TEXT && part->kind != INLINE_LINK && part->kind != INLINE_REFERENCE)
        return FALSE;
      int *advances = advances_of (measure, style);
      for (const char *p = part->text; *p; p = g_utf8_next_char (p))
        {
          int advance = letter_advance (measure, style, advances, g_utf8_get_char (p));
          if (advance < 0)
            return FALSE;
          estimate->max += advance;
          word = *p == ' ' ? 0 : word + advance;
          estimate->min = MAX (estimate->min, word);
        }
    }
  return TRUE;
}

static void
propose (Candidate *candidates, const Cell *cell, int estimate)
{
  int place = CANDIDATES;
  while (place > 0 && (!candidates[place - 1].cell || candidates[place - 1].estimate < estimate))
    place--;
  if (place == CANDIDATES)
    return;
  memmove (candidates + place + 1, candidates + place, sizeof *candidates * (CANDIDATES - 1 - place));
  candidates[place] = (Candidate){cell, estimate};
}

static void
raise_extent (const Measure *measure, int column, Extent extent)
{
  Extent *all = &measure->metrics->extents[column];
  all->min = MAX (all->min, extent.min);
  all->max = MAX (all->max, extent.max);
}

/* Exact widths of the candidates; all others are at most as wide as the last of them looks, by the worst error seen. */
static void
measure_candidates (Measure *measure, int column)
{
  int pads = table_pads (measure->table, column, column + 1);
  for (int words = 0; words <= 1; words++)
    {
      const Candidate *list = (words ? measure->widest : measure->longest) + column * CANDIDATES;
      double error = 1;
      for (int i = 0; i < CANDIDATES && list[i].cell; i++)
        {
          Extent extent = cell_extent (measure, list[i].cell, column, 1);
          raise_extent (measure, column, extent);
          int exact = (words ? extent.min : extent.max) - pads;
          if (list[i].estimate > 0)
            error = MAX (error, (double)exact / list[i].estimate);
        }
      const Candidate *last = &list[CANDIDATES - 1];
      int bound = last->cell ? (int)(last->estimate * error) + pads : 0;
      raise_extent (measure, column, words ? (Extent){bound, 0} : (Extent){0, bound});
    }
}

/* --- rows --- */

/* Words stand on so many lines at least. */
static int
forced_lines (const Cell *cell)
{
  int n = 1;
  for (guint i = 0; i < cell->inlines->len; i++)
    n += ((const Inline *)cell->inlines->pdata[i])->kind == INLINE_LINE_BREAK;
  return cell->blocks ? MAX (n, (int)cell->blocks->len) : n;
}

static void
measure_cell (Measure *measure, const Cell *cell, int column, Demand *demand)
{
  Extent extent;
  int pads = table_pads (measure->table, column, column + 1);
  if (note_number (measure, cell, column))
    extent = (Extent){0, 0};
  else if (measure->is_long && estimate_cell (measure, cell, column, &extent))
    {
      propose (measure->longest + column * CANDIDATES, cell, extent.max);
      propose (measure->widest + column * CANDIDATES, cell, extent.min);
      extent.max += pads;
    }
  else
    {
      extent = cell_extent (measure, cell, column, 1);
      raise_extent (measure, column, extent);
    }
  if (demand)
    *demand = (Demand){extent.max, forced_lines (cell)};
}

/* What the cells of a row ask for. Of those that are @spanning: the longest word makes their columns wide enough together; their
 * lines may break, as those of a line across a table do. */
static void
measure_row (Measure *measure, TableGrid *grid, const GPtrArray *row, gboolean spanning, Demand *demands)
{
  const Column *columns = (const Column *)measure->table->columns->data;
  int column, span;
  table_grid_row (grid);
  for (guint c = 0; c < row->len; c++)
    {
      const Cell *cell = row->pdata[c];
      if (!table_grid_cell (grid, cell, &column, &span))
        return;
      if (spanning && span > 1)
        table_spread_extent (columns + column, cell_extent (measure, cell, column, span).min, span,
                             measure->metrics->extents + column);
      else if (!spanning && span == 1 && columns[column].width == 0)
        measure_cell (measure, cell, column, demands ? demands + column : NULL);
    }
}

static void
measure_rows (Measure *measure, gboolean spanning)
{
  const Table *table = measure->table;
  int n = table->columns->len;
  guint n_rows = table->rows->len, step = MAX (n_rows / SAMPLE, 1);
  TableGrid grid;
  table_grid_init (&grid, n);
  for (guint r = 0; r < n_rows; r++)
    {
      Demand *demands = NULL;
      if (!spanning && r % step == 0)
        {
          g_array_set_size (measure->demands, measure->demands->len + n);
          demands = &g_array_index (measure->demands, Demand, measure->demands->len - n);
        }
      GPtrArray *loose = setting_loosen (measure->setting, measure->is_long);
      measure_row (measure, &grid, table->rows->pdata[r], spanning, demands);
      setting_tighten (measure->setting, loose);
    }
  table_grid_clear (&grid);
}

static int
natural_width (const TableMetrics *metrics, const Table *table, int width)
{
  gint64 sum = 0;
  for (int i = 0; i < metrics->n_columns; i++)
    sum += column_at (table, i)->width > 0 ? column_at (table, i)->width : metrics->extents[i].max;
  return table->narrow && sum < width ? (int)MAX (sum, 1) : width;
}

void
table_measure (TableMetrics *metrics, Setting *setting, const Table *table, int width, const char *lang,
               Mark mark)
{
  int n = table->columns->len;
  *metrics = (TableMetrics){.n_columns = n,
                            .extents = g_new0 (Extent, n),
                            .before = g_new0 (int, n),
                            .after = g_new0 (int, n),
                            .widths = g_new0 (int, n)};
  g_autoptr (GArray) demands = g_array_new (FALSE, TRUE, sizeof (Demand));
  g_autofree Candidate *longest = g_new0 (Candidate, n * CANDIDATES),
                       *widest = g_new0 (Candidate, n * CANDIDATES);
  g_autoptr (GHashTable) advances = g_hash_table_new_full (g_direct_hash, g_direct_equal, NULL, g_free);
  Measure measure = {.setting = setting,
                     .table = table,
                     .lang = lang,
                     .mark = mark,
                     .metrics = metrics,
                     .is_long = table->rows->len >= TABLE_LONG && !setting->loose,
                     .longest = longest,
                     .widest = widest,
                     .advances = advances,
                     .demands = demands};
  for (int i = 0; i < n; i++)
    metrics->before[i] = -1;
  gboolean again = setting->again; /* what loose texts have to say they say when they are set */
  setting->again = again || measure.is_long;
  measure_rows (&measure, FALSE);
  GPtrArray *loose = setting_loosen (setting, measure.is_long);
  for (int i = 0; i < n; i++)
    measure_candidates (&measure, i);
  setting_tighten (setting, loose);
  measure_rows (&measure, TRUE);
  setting->again = again;
  width = natural_width (metrics, table, width);
  const Column *columns = (const Column *)table->columns->data;
  metrics->overfull = !table_share_width (columns, metrics->extents, n, width, metrics->widths);
  if (!metrics->overfull)
    table_tune_widths (columns, metrics->extents, n, (const Demand *)demands->data, demands->len / n,
                       metrics->widths);
}

void
table_metrics_clear (TableMetrics *metrics)
{
  g_free (metrics->extents);
  g_free (metrics->before);
  g_free (metrics->after);
  g_free (metrics->widths);
}
