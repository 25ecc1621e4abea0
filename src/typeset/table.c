/* table.c: a table as rows one below the other in the flow; one that is too wide as several such lists. */
#include "typeset/build.h"
#include "typeset/emit.h"
#include "typeset/pack.h"
#include "typeset/table-elements.h"
#include "typeset/table-grid.h"
#include "typeset/table-measure.h"

enum
{
  WHOLE_GROUP = 4, /* rows under a heading of a group that are kept together */
  WHOLE_SPAN = 3,  /* rows beside a merged cell that are */
  WHOLE_TABLE = 10 /* rows of a table that is parted only where little white is spared otherwise */
};

/* A cell that spans rows, until its last row is built. */
typedef struct
{
  int item, cell;     /* of its first row, in the flow; in that row */
  int row, end;       /* of the table */
  int left, width, x; /* its columns; its words */
  int height;         /* what it needs, padding included */
} Span;

/** A table, or the columns of it that stand beside each other, while its rows are built. */
typedef struct
{
  Builder *builder;
  const Block *block;
  const Table *table;
  TableMetrics *metrics;
  int n_keys, first, end; /* its columns: [0, n_keys) and [first, end) */
  int *left;           /* of each column, and of the end; of columns that are not here: of the next that is */
  const int *elements; /* TR of each row; cells follow it in order */
  gboolean repeats_keys; /* key columns were said in an earlier part */
  GArray *spans;         /* of Span: open ones */
  int n_after_group;     /* rows of the group so far; 0: the row after its heading */
  GHashTable **shared;   /* of each column: words → Text (setting.h); NULL: not a long table */
  GArray *no_cells;      /* of rows that are packed: shared */
  gboolean is_long;      /* rows are packed as soon as they are built */
} Part;

static int
column_width (const Part *part, int column)
{
  gboolean here = column < part->n_keys || (column >= part->first && column < part->end);
  return here ? part->metrics->widths[column] : 0;
}

/* --- cells --- */

/* Where the numbers of a decimal column begin: those with units at the start, bare ones at the end, as their head does. */
static gboolean
place_number (const Part *part, const Cell *cell, int column, RowCell *placed, int *width)
{
  const TableMetrics *metrics = part->metrics;
  Builder *builder = part->builder;
  int before, after;
  if (metrics->before[column] < 0 || cell->inlines->len == 0)
    return FALSE;
  const Text *text = setting_text (builder->setting, cell->inlines,
                                   table_cell_style (builder->setting, part->table, cell, column),
                                   builder->lang, part->block->mark);
  if (!table_cell_mark (part->table, cell, column, text, &before, &after))
    return FALSE;
  int whole = metrics->before[column] + metrics->after[column];
  if (whole > *width)
    return FALSE; /* squeezed: it is set as words are */
  placed->x += metrics->before[column] - before;
  if (g_array_index (part->table->columns, Column, column).align == ALIGN_END)
    placed->x += *width - whole;
  *width = before + after;
  return TRUE;
}

static void
build_cell (const Part *part, const Cell *cell, int column, int width, int element, RowCell *placed)
{
  Builder *outer = part->builder;
  const Style *style = table_cell_style (outer->setting, part->table, cell, column);
  if (place_number (part, cell, column, placed, &width))
    style = setting_style (outer->setting, cell->style, ALIGN_START);
  Flow *flow = flow_new (MAX (width, PANGO_SCALE));
  Builder inner;
  builder_init_inner (&inner, outer, flow);
  build_inlines (&inner, cell->inlines, style, element, part->block->mark);
  for (guint i = 0; cell->blocks && i < cell->blocks->len; i++)
    build_block (&inner, cell->blocks->pdata[i], element);
  builder_finish (&inner);
  placed->flow = flow;
}

/* First lines of all cells of a row stand on one baseline. */
static void
align_baselines (Row *row)
{
  int ascent = 0;
  for (guint i = 0; i < row->cells->len; i++)
    {
      const Flow *flow = g_array_index (row->cells, RowCell, i).flow;
      if (flow->items->len && flow_item (flow, 0)->kind == ITEM_LINE)
        ascent = MAX (ascent, flow_item (flow, 0)->lead + flow_item (flow, 0)->ascent);
    }
  for (guint i = 0; i < row->cells->len; i++)
    {
      RowCell *cell = &g_array_index (row->cells, RowCell, i);
      if (cell->flow->items->len && flow_item (cell->flow, 0)->kind == ITEM_LINE)
        cell->dy = ascent - flow_item (cell->flow, 0)->lead - flow_item (cell->flow, 0)->ascent;
    }
}

/* --- rows --- */

static int
by_left (gconstpointer a, gconstpointer b)
{
  return ((const Cover *)a)->left - ((const Cover *)b)->left;
}

static void
add_covers (const Part *part, guint r, Row *row)
{
  for (guint i = 0; i < part->spans->len; i++)
    {
      const Span *span = &g_array_index (part->spans, Span, i);
      if (span->row >= (int)r)
        continue;
      const Row *first = flow_item (part->builder->flow, span->item)->row;
      Cover cover = {.flow = g_array_index (first->cells, RowCell, span->cell).flow,
                     .x = span->x,
                     .left = span->left,
                     .width = span->width};
      if (!row->covers)
        row->covers = g_array_new (FALSE, FALSE, sizeof (Cover));
      g_array_append_val (row->covers, cover);
    }
  if (row->covers)
    g_array_sort (row->covers, by_left);
}

/* One cell of this part; cells whose columns are all in other parts are left out. */
static void
add_cell (Part *part, Row *row, const Cell *cell, guint r, int column, int n_columns, int element)
{
  const Table *table = part->table;
  int width = part->left[column + n_columns] - part->left[column];
  gboolean again = part->repeats_keys && column < part->n_keys;
  if (width <= 0)
    return;
  if (!again && column < part->first && column + n_columns > part->first && part->first > part->n_keys)
    again = TRUE; /* its words began in an earlier part */
  RowCell placed = {.x = part->left[column] + (column > 0 ? table->cell_pad_x : 0),
                    .rows = table_rows_of (table, cell, r)};
  int inner = width - table_pads (table, column, column + n_columns);
  part->builder->setting->shared =
      row->texts && n_columns == 1 && cell->row_span < 2 ? part->shared[column] : NULL;
  build_cell (part, cell, column, inner, again ? ELEMENT_ARTIFACT : element, &placed);
  part->builder->setting->shared = NULL;
  g_array_append_val (row->cells, placed);
  if (placed.rows < 2)
    return;
  Span span = {.item = part->builder->flow->items->len,
               .cell = row->cells->len - 1,
               .row = (int)r,
               .end = (int)r + placed.rows,
               .left = part->left[column],
               .width = width,
               .x = placed.x,
               .height = flow_height (placed.flow, 0, placed.flow->items->len) + 2 * table->cell_pad_y};
  g_array_append_val (part->spans, span);
}

static Row *
build_cells (Part *part, TableGrid *grid, guint r)
{
  const Table *table = part->table;
  const GPtrArray *cells = table->rows->pdata[r];
  Row *row = row_new ();
  row->texts = setting_loosen (part->builder->setting, part->is_long && r >= (guint)table->n_head);
  int column, span, tr = part->elements[r];
  row->pad_y = table->cell_pad_y;
  table_grid_row (grid);
  for (guint c = 0; c < cells->len && table_grid_cell (grid, cells->pdata[c], &column, &span); c++)
    add_cell (part, row, cells->pdata[c], r, column, span, tr < 0 ? tr : tr + 1 + (int)c);
  if (row->texts)
    setting_steal (part->builder->setting);
  add_covers (part, r, row);
  align_baselines (row);
  return row;
}

static int
rule_room (const Rule *rule)
{
  return rule->width ? rule->width + rule->gap : 0;
}

static gboolean
is_group (const Table *table, guint r)
{
  const GPtrArray *row = table->rows->pdata[r];
  return r >= (guint)table->n_head && row->len == 1 &&
         ((const Cell *)row->pdata[0])->col_span >= (int)table->columns->len && table->columns->len > 1;
}

/* Rows of the group that row @r begins or is in, as far as they matter. */
static int
group_rest (const Table *table, guint r)
{
  int n = 0;
  for (guint i = r; i < table->rows->len && n <= WHOLE_GROUP && !is_group (table, i); i++)
    n++;
  return n;
}

/* The head keeps with the first two rows, the heading of a group with its first two, a small group whole; the last row alone at
 * the top of a column is avoided, and so is a foot without a row above it. */
static BreakCost
row_cost (const Part *part, guint r)
{
  const Table *table = part->table;
  guint n_head = table->n_head, n_rows = table->rows->len;
  if (r <= n_head)
    return BREAK_NEVER;
  if (r >= n_rows - (guint)table->n_foot)
    return BREAK_STRANDED;
  if (part->n_after_group >= 0 && !is_group (table, r))
    {
      int whole = part->n_after_group + group_rest (table, r);
      if (part->n_after_group == 0)
        return BREAK_STRANDED;
      if (part->n_after_group == 1 || whole <= WHOLE_GROUP)
        return BREAK_TOGETHER;
    }
  if (n_rows <= n_head + 2)
    return BREAK_FREE;
  if (r == n_head + 1 && !is_group (table, r))
    return BREAK_TOGETHER;
  return r + 1 == n_rows || n_rows - n_head <= WHOLE_TABLE ? BREAK_MILD : BREAK_FREE;
}

static void
allow_again (const Row *row, const Flow *cell)
{
  for (guint i = 0; row->covers && i < row->covers->len; i++)
    {
      Cover *cover = &g_array_index (row->covers, Cover, i);
      cover->again = cover->again || cover->flow == cell;
    }
}

/* A merged cell is whole in the rows above a break, and is said again in those below it if they have room for it. */
static void
cost_of_span (const Part *part, const Span *span)
{
  Flow *flow = part->builder->flow;
  const Flow *cell = g_array_index (flow_item (flow, span->item)->row->cells, RowCell, span->cell).flow;
  int n = span->end - span->row, end = span->item + n;
  int all = flow_height (flow, span->item, end), below = all;
  for (int i = span->item; i < end; i++)
    {
      Item *item = flow_item (flow, i);
      int own = (i > span->item ? item->space : 0) + item->lead + item->height + item->tail;
      if (i > span->item)
        {
          gboolean room_above = all - below >= span->height, room_below = below >= span->height;
          BreakCost cost = !room_above       ? BREAK_NEVER
                           : n <= WHOLE_SPAN ? BREAK_TOGETHER
                           : !room_below     ? BREAK_MILD
                                             : BREAK_FREE;
          item->cost = MAX (item->cost, cost);
          if (room_below)
            allow_again (item->row, cell);
        }
      below -= own;
    }
}

/* After row @r: merged cells that end with it make it as high as they need. */
static void
close_spans (Part *part, guint r)
{
  Flow *flow = part->builder->flow;
  for (guint i = part->spans->len; i-- > 0;)
    {
      const Span span = g_array_index (part->spans, Span, i);
      if (span.end != (int)r + 1)
        continue;
      int end = span.item + span.end - span.row;
      int lack = span.height - flow_height (flow, span.item, end);
      if (lack > 0)
        flow_item (flow, end - 1)->height += lack;
      cost_of_span (part, &span);
      g_array_remove_index (part->spans, i);
    }
}

/* Nothing in it is looked for later: no destinations, labels, notes, rows, merged cells. */
static gboolean
is_plain (const Row *row)
{
  for (guint i = 0; i < row->cells->len; i++)
    {
      const RowCell *cell = &g_array_index (row->cells, RowCell, i);
      if (cell->rows > 1)
        return FALSE;
      for (guint k = 0; k < cell->flow->items->len; k++)
        if (flow_item (cell->flow, k)->kind != ITEM_LINE || flow_item (cell->flow, k)->extra)
          return FALSE;
    }
  return TRUE;
}

/* A row of a long table is drawn at once and kept as ink; its shaped words go. */
static void
pack_row (const Part *part, Item *item)
{
  Setting *setting = part->builder->setting;
  Row *row = item->row;
  if (!row->texts || !is_plain (row) || item->height > setting->column_height / 4 || setting->page->rtl)
    return;
  g_autoptr (GArray) ops = ops_new ();
  emit_cells (setting, part->builder->flow, row, ops);
  row->packed = ops_pack (ops);
  for (guint i = 0; i < row->cells->len; i++)
    flow_free (g_array_index (row->cells, RowCell, i).flow);
  g_array_unref (row->cells);
  row->cells = g_array_ref (part->no_cells);
  g_clear_pointer (&row->texts, g_ptr_array_unref);
}

/* One row as an item, with the rules that belong to its place in the table. */
static void
build_table_row (Part *part, TableGrid *grid, guint r)
{
  const Table *table = part->table;
  Builder *builder = part->builder;
  guint n_rows = table->rows->len, n_head = MIN ((guint)table->n_head, n_rows);
  gboolean is_foot = table->n_foot > 0 && r + (guint)table->n_foot == n_rows;
  Row *row = build_cells (part, grid, r);
  if (r == 0)
    {
      row->above = table->head_above;
      builder->lead += rule_room (&row->above);
    }
  else
    {
      builder->space = 0;
      builder->cost = row_cost (part, r);
      if (r > n_head)
        {
          row->between = is_foot ? table->head_below : table->between;
          builder->space = rule_room (&row->between);
        }
    }
  if (r + 1 == n_head)
    row->below = table->head_below;
  if (r + 1 == n_rows && table->foot.width)
    row->below = table->foot;
  int tail = rule_room (&row->below);
  Item *item = row_add (builder, row, part->block->mark);
  item->tail += tail;
  if (part->is_long)
    pack_row (part, item);
  part->n_after_group = is_group (table, r) ? 0 : part->n_after_group >= 0 ? part->n_after_group + 1 : -1;
  close_spans (part, r);
}

/* --- the table --- */

/* The style of the first cell below the head that heads no group: "continued" is set like what it stands above. */
static const Style *
body_style (const Table *table, const Style *fallback)
{
  for (guint r = (guint)table->n_head; r < table->rows->len; r++)
    {
      const GPtrArray *row = table->rows->pdata[r];
      if (!is_group (table, r) && row->len)
        return ((const Cell *)row->pdata[0])->style;
    }
  return fallback;
}

static Text *
continued_text (Builder *builder, const Block *block)
{
  if (!block->table->continued)
    return NULL;
  Setting *setting = builder->setting;
  GPtrArray *inlines = g_ptr_array_new_with_free_func ((GDestroyNotify)inline_free);
  g_ptr_array_add (inlines, inline_new (INLINE_TEXT, block->table->continued, NULL));
  g_ptr_array_add (setting->all_inlines, inlines);
  Text *text =
      setting_text (setting, inlines, setting_label_style (setting, body_style (block->table, block->style)),
                    builder->lang, block->mark);
  text_break (text, MAX (builder->width, PANGO_SCALE));
  return text;
}

static void
build_caption (Builder *builder, const Block *block, int element)
{
  guint first = builder->flow->items->len;
  for (guint i = 0; block->children && i < block->children->len; i++)
    build_block (builder, block->children->pdata[i], element);
  for (guint i = first + 1; i < builder->flow->items->len; i++)
    flow_item (builder->flow, i)->cost = BREAK_NEVER;
  if (builder->flow->items->len > first)
    builder->cost = BREAK_NEVER;
}

/* The left edges of the part's columns; its width. */
static int
lay_columns (Part *part)
{
  int x = 0, n = part->metrics->n_columns;
  for (int c = 0; c < n; c++)
    {
      part->left[c] = x;
      x += column_width (part, c);
    }
  part->left[n] = x;
  return x;
}

static void
begin_sharing (Part *part)
{
  int n = part->is_long ? part->metrics->n_columns : 0;
  part->shared = g_new0 (GHashTable *, n + 1);
  for (int i = 0; i < n; i++)
    part->shared[i] = g_hash_table_new (g_str_hash, g_str_equal);
}

static void
end_sharing (Part *part)
{
  for (int i = 0; part->shared[i]; i++)
    g_hash_table_unref (part->shared[i]);
  g_clear_pointer (&part->shared, g_free);
}

/* Rows of the columns of one part, in a frame that repeats their head. */
static void
build_part (Part *part)
{
  Builder *builder = part->builder;
  const Table *table = part->table;
  guint n_rows = table->rows->len, n_head = MIN ((guint)table->n_head, n_rows);
  int outer = builder->width;
  part->n_after_group = -1;
  builder->width = lay_columns (part);
  int frame = builder_open (builder, NULL);
  int first = builder->flow->items->len;
  TableGrid grid;
  table_grid_init (&grid, table->columns->len);
  begin_sharing (part);
  for (guint r = 0; r < n_rows; r++)
    build_table_row (part, &grid, r);
  end_sharing (part);
  table_grid_clear (&grid);
  g_assert (part->spans->len == 0);
  Text *continued = n_head ? continued_text (builder, part->block) : NULL;
  Frame *open = flow_frame (builder->flow, frame);
  open->head_first = first;
  open->n_head = n_head < n_rows ? (int)n_head : 0;
  open->continued = continued;
  if (frame_head_height (builder->flow, open) > builder->setting->column_height / 3)
    open->n_head = 0; /* repeated it would leave no room for rows */
  builder_close (builder, frame, part->block->mark);
  builder->width = outer;
}

/* Widths of the columns of one part, in all the room there is: what they hold decides, as in a table of its own. */
static void
share_part (Part *part, int width)
{
  const Table *table = part->table;
  int n = part->n_keys + part->end - part->first;
  g_autoptr (GArray) columns = g_array_new (FALSE, FALSE, sizeof (Column));
  g_autoptr (GArray) extents = g_array_new (FALSE, FALSE, sizeof (Extent));
  g_autofree int *widths = g_new0 (int, n);
  g_array_append_vals (columns, table->columns->data, part->n_keys);
  g_array_append_vals (columns, &g_array_index (table->columns, Column, part->first),
                       part->end - part->first);
  g_array_append_vals (extents, part->metrics->extents, part->n_keys);
  g_array_append_vals (extents, part->metrics->extents + part->first, part->end - part->first);
  table_share_width ((const Column *)columns->data, (const Extent *)extents->data, n, width, widths);
  for (int i = 0; i < n; i++)
    part->metrics->widths[i < part->n_keys ? i : part->first + i - part->n_keys] = widths[i];
}

/* Too wide: its columns in parts one below the other. FALSE: that does not help. */
static gboolean
build_parts (Part *part)
{
  const Table *table = part->table;
  Builder *builder = part->builder;
  int n = table->columns->len, n_keys = CLAMP (table->n_keys, 0, n - 1);
  g_autoptr (GArray) firsts = table->wide != WIDE_FIT
                                  ? table_split ((const Column *)table->columns->data, part->metrics->extents,
                                                 n, n_keys, builder->width)
                                  : NULL;
  if (!firsts)
    return FALSE;
  part->n_keys = n_keys;
  for (guint i = 0; i < firsts->len; i++)
    {
      part->first = g_array_index (firsts, int, i);
      part->end = i + 1 < firsts->len ? g_array_index (firsts, int, i + 1) : n;
      part->repeats_keys = i > 0;
      share_part (part, builder->width);
      if (i > 0)
        builder_space (builder, part->block->style->space_after);
      build_part (part);
    }
  diags_note (builder->setting->diags, part->block->mark, "table-split",
              "wide: fit keeps it whole; fewer columns or shorter words would, too",
              "this table is wider than its column and was set in %u parts", firsts->len);
  return TRUE;
}

void
build_table (Builder *builder, const Block *block, int element)
{
  const Table *table = block->table;
  int n = table->columns->len;
  if (n == 0 || table->rows->len == 0)
    return;
  build_caption (builder, block, element);
  TableMetrics metrics;
  table_measure (&metrics, builder->setting, table, builder->width, builder->lang, block->mark);
  g_autofree int *elements = table_build_elements (builder, block, element), *left = g_new0 (int, n + 1);
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (Span));
  g_autoptr (GArray) no_cells = g_array_new (FALSE, FALSE, sizeof (RowCell));
  Part part = {.builder = builder,
               .block = block,
               .table = table,
               .metrics = &metrics,
               .end = n,
               .is_long = table->rows->len >= TABLE_LONG && !builder->setting->loose,
               .left = left,
               .elements = elements,
               .spans = spans,
               .no_cells = no_cells};
  if (!metrics.overfull || !build_parts (&part))
    {
      if (metrics.overfull)
        diags_warning (builder->setting->diags, block->mark, "table-too-wide",
                       "give it more room, fewer columns or shorter words",
                       "the longest words of this table do not fit beside each other");
      build_part (&part);
    }
  table_metrics_clear (&metrics);
}
