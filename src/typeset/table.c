#include "typeset/table.h"
#include "typeset/build.h"

/* The outer edges of a table have no padding: its words stand in line with the text above. */
static int
cell_pads (const Table *table, int first, int end)
{
  int n_columns = table->columns->len;
  return (first > 0 ? table->cell_pad_x : 0) + (end < n_columns ? table->cell_pad_x : 0);
}

static const Style *
cell_style (Setting *setting, const Table *table, const Cell *cell, int column)
{
  Align align =
      cell->align != ALIGN_START ? cell->align : g_array_index (table->columns, Column, column).align;
  return align != ALIGN_START ? setting_style (setting, cell->style, align) : cell->style;
}

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

static int
cell_span (const Table *table, const Cell *cell, int column)
{
  return CLAMP (cell->col_span, 1, (int)table->columns->len - column);
}

static Extent
cell_extent (Setting *setting, const Table *table, const Cell *cell, int column, int span, const char *lang,
             Mark mark)
{
  Extent extent = {0};
  int pads = cell_pads (table, column, column + span);
  if (cell->inlines)
    inlines_extent (setting, cell->inlines, cell_style (setting, table, cell, column), lang, mark, 0,
                    &extent);
  blocks_extent (setting, cell->blocks, lang, 0, &extent);
  return (Extent){extent.min + pads, extent.max + pads};
}

/* What the cells of @row ask for that are @spanning or not. The longest word of a spanning cell makes its columns wide enough
 * together; its lines may break, as those of a line across a table do. */
static void
row_extents (Setting *setting, const Table *table, const GPtrArray *row, gboolean spanning, const char *lang,
             Mark mark, Extent *extents)
{
  int column = 0;
  for (guint c = 0; c < row->len && column < (int)table->columns->len; c++)
    {
      const Cell *cell = row->pdata[c];
      int span = cell_span (table, cell, column);
      gboolean fixed = g_array_index (table->columns, Column, column).width > 0;
      if (spanning && span > 1)
        {
          Extent extent = cell_extent (setting, table, cell, column, span, lang, mark);
          table_spread_extent ((const Column *)table->columns->data + column, extent.min, span,
                               extents + column);
        }
      else if (!spanning && span == 1 && !fixed)
        {
          Extent extent = cell_extent (setting, table, cell, column, 1, lang, mark);
          extents[column].min = MAX (extents[column].min, extent.min);
          extents[column].max = MAX (extents[column].max, extent.max);
        }
      column += span;
    }
}

void
table_column_widths (Setting *setting, const Table *table, int width, const char *lang, Mark mark,
                     int *widths)
{
  int n = table->columns->len;
  g_autofree Extent *extents = g_new0 (Extent, n);
  for (int spanning = 0; spanning <= 1; spanning++)
    for (guint r = 0; r < table->rows->len; r++)
      row_extents (setting, table, table->rows->pdata[r], spanning, lang, mark, extents);
  if (!table_share_width ((const Column *)table->columns->data, extents, n, width, widths))
    diags_warning (setting->diags, mark, "table-too-wide",
                   "give it more room, fewer columns or shorter words",
                   "the longest words of this table do not fit beside each other");
}

static void
build_cell (Builder *builder, const Table *table, const Cell *cell, int column, int width, int element,
            Mark mark, RowCell *placed)
{
  Flow *flow = flow_new (MAX (width, PANGO_SCALE));
  Builder inner;
  builder_init_inner (&inner, builder, flow);
  build_inlines (&inner, cell->inlines, cell_style (builder->setting, table, cell, column), element, mark);
  for (guint i = 0; cell->blocks && i < cell->blocks->len; i++)
    build_block (&inner, cell->blocks->pdata[i], element);
  builder_finish (&inner);
  placed->flow = flow;
}

static int
cell_element (Builder *builder, const Cell *cell, int parent, gboolean head, int span)
{
  gboolean th = head || cell->scope != SCOPE_NONE;
  int index = builder_element (builder, parent, th ? ROLE_TH : ROLE_TD);
  if (index < 0)
    return index;
  Element *element = &g_array_index (builder->setting->pages->elements, Element, index);
  if (th)
    element->scope = cell->scope != SCOPE_NONE ? cell->scope : SCOPE_COLUMN;
  element->col_span = span;
  return index;
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

static Row *
build_cells (Builder *builder, const Table *table, const GPtrArray *cells, const int *widths, int element,
             gboolean head, Mark mark)
{
  Row *row = row_new ();
  row->pad_y = table->cell_pad_y;
  int column = 0, x = 0;
  for (guint c = 0; c < cells->len && column < (int)table->columns->len; c++)
    {
      const Cell *cell = cells->pdata[c];
      int span = cell_span (table, cell, column), width = 0;
      for (int i = 0; i < span; i++)
        width += widths[column + i];
      RowCell placed = {.x = x + (column > 0 ? table->cell_pad_x : 0)};
      build_cell (builder, table, cell, column, width - cell_pads (table, column, column + span),
                  cell_element (builder, cell, element, head, span), mark, &placed);
      g_array_append_val (row->cells, placed);
      x += width;
      column += span;
    }
  if (column < (int)table->columns->len || (cells->len && column > (int)table->columns->len))
    diags_warning (builder->setting->diags, mark, "table-ragged", NULL,
                   "a row of this table has cells for %d of %u columns", column, table->columns->len);
  align_baselines (row);
  return row;
}

static int
rule_room (const Rule *rule)
{
  return rule->width ? rule->width + rule->gap : 0;
}

/* The head keeps with the first two rows; the last row alone at the top of a column is avoided. */
static BreakCost
row_cost (guint r, guint n_head, guint n_rows)
{
  if (r <= n_head)
    return BREAK_NEVER;
  if (n_rows <= n_head + 2)
    return BREAK_FREE;
  return r == n_head + 1 ? BREAK_TOGETHER : r + 1 == n_rows ? BREAK_MILD : BREAK_FREE;
}

/* One row as an item, with the rules that belong to its place in the table. */
static void
build_table_row (Builder *builder, const Block *block, guint r, const int *widths, int parent)
{
  const Table *table = block->table;
  guint n_rows = table->rows->len, n_head = MIN ((guint)table->n_head, n_rows);
  int element = builder_element (builder, parent, ROLE_TR);
  Row *row = build_cells (builder, table, table->rows->pdata[r], widths, element, r < n_head, block->mark);
  if (r == 0)
    {
      row->above = table->head_above;
      builder->lead += rule_room (&row->above);
    }
  else
    {
      builder->space = 0;
      builder->cost = row_cost (r, n_head, n_rows);
      if (r > n_head)
        {
          row->between = table->between;
          builder->space = rule_room (&row->between);
        }
    }
  if (r + 1 == n_head)
    row->below = table->head_below;
  if (r + 1 == n_rows && table->foot.width)
    row->below = table->foot;
  int tail = rule_room (&row->below);
  row_add (builder, row, block->mark)->tail += tail;
}

/* The style of the first cell below the head: "continued" is set like what it stands above. */
static const Style *
body_style (const Table *table, const Style *fallback)
{
  if (table->n_head >= (int)table->rows->len)
    return fallback;
  const GPtrArray *row = table->rows->pdata[table->n_head];
  return row->len ? ((const Cell *)row->pdata[0])->style : fallback;
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

void
build_table (Builder *builder, const Block *block, int element)
{
  const Table *table = block->table;
  guint n_rows = table->rows->len, n_head = MIN ((guint)table->n_head, n_rows);
  if (table->columns->len == 0 || n_rows == 0)
    return;
  build_caption (builder, block, element);
  g_autofree int *widths = g_new0 (int, table->columns->len);
  table_column_widths (builder->setting, table, builder->width, builder->lang, block->mark, widths);
  int frame = builder_open (builder, NULL);
  int first = builder->flow->items->len, part = element;
  for (guint r = 0; r < n_rows; r++)
    {
      if (r == 0 && n_head)
        part = builder_element (builder, element, ROLE_THEAD);
      if (r == n_head)
        part = builder_element (builder, element, ROLE_TBODY);
      build_table_row (builder, block, r, widths, part);
    }
  Text *continued = n_head ? continued_text (builder, block) : NULL;
  Frame *open = flow_frame (builder->flow, frame);
  open->head_first = first;
  open->n_head = n_head < n_rows ? (int)n_head : 0;
  open->continued = continued;
  if (frame_head_height (builder->flow, open) > builder->setting->column_height / 3)
    open->n_head = 0; /* repeated it would leave no room for rows */
  builder_close (builder, frame, block->mark);
}
