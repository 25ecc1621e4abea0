#include "typeset/build.h"

Item *
row_add (Builder *builder, Row *row, Mark mark)
{
  int height = 0;
  for (guint i = 0; i < row->cells->len; i++)
    {
      const RowCell *cell = &g_array_index (row->cells, RowCell, i);
      const Flow *flow = cell->flow;
      if (cell->rows > 1)
        continue;
      height = MAX (height, cell->dy + flow_height (flow, 0, flow->items->len));
    }
  Item *item = builder_add (builder, ITEM_ROW, height + 2 * row->pad_y, mark);
  item->row = row;
  return item;
}

Row *
row_new (void)
{
  Row *row = g_new0 (Row, 1);
  row->cells = g_array_new (FALSE, FALSE, sizeof (RowCell));
  return row;
}

/* Children on twelve columns; those that do not fit beside the others go below. */
void
build_row (Builder *builder, const Block *block, int element)
{
  guint n = block->children ? block->children->len : 0;
  /* the page's gutter, unless the columns are so narrow that it would be half of them */
  int gutter = MIN (builder->setting->page->gutter, builder->width / 24);
  int at = 0;
  Row *row = NULL;
  for (guint i = 0; i < n; i++)
    {
      const Block *child = block->children->pdata[i];
      int span = CLAMP (child->span > 0 ? child->span : 12 / (int)n, 1, 12);
      int offset = CLAMP (child->offset, 0, 12 - span);
      if (row && at + offset + span > 12)
        {
          row_add (builder, g_steal_pointer (&row), block->mark);
          builder_space (builder, gutter);
        }
      if (!row)
        {
          row = row_new ();
          at = 0;
        }
      at += offset;
      /* edges by multiplication, so that twelve columns end exactly at the edge */
      int left = (int)((gint64)(builder->width + gutter) * at / 12);
      int right = (int)((gint64)(builder->width + gutter) * (at + span) / 12) - gutter;
      RowCell cell = {.flow = flow_new (right - left), .x = left};
      Builder inner;
      builder_init_inner (&inner, builder, cell.flow);
      build_block (&inner, child, element);
      builder_finish (&inner);
      g_array_append_val (row->cells, cell);
      at += span;
    }
  if (row)
    row_add (builder, row, block->mark);
}
