/* figures.c: a drawing and its captions, which stay together. */
#include "typeset/build.h"

/* The first child of a figure stands above it, the others below; cuts between them are never taken. */
void
build_figure (Builder *builder, const Block *block, int element, Drawing *drawing)
{
  guint n_items = builder->flow->items->len;
  guint n = block->children ? block->children->len : 0;
  if (n > 0)
    build_block (builder, block->children->pdata[0], element);
  if (drawing)
    {
      int free_width = MAX (builder->width - drawing->width, 0);
      int shift = block->style->align == ALIGN_END      ? free_width
                  : block->style->align == ALIGN_CENTRE ? free_width / 2
                                                        : 0;
      if (drawing->width > builder->width)
        diags_warning (builder->setting->diags, block->mark, "too-wide",
                       "give it more columns or a smaller drawing", "this figure is wider than its column");
      Item *item = builder_add (builder, ITEM_FIGURE, drawing->height, block->mark);
      item->x += shift;
      item->width = drawing->width;
      item->element = element;
      item->drawing = drawing;
    }
  for (guint i = 1; i < n; i++)
    build_block (builder, block->children->pdata[i], element);
  for (guint i = n_items + 1; i < builder->flow->items->len; i++)
    flow_item (builder->flow, i)->cost = BREAK_NEVER;
}

/* Height that a figure's captions will take, with the spaces around them. */
static int
captions_height (Builder *builder, const Block *figure)
{
  int height = 0;
  for (guint i = 0; figure->children && i < figure->children->len; i++)
    {
      const Block *child = figure->children->pdata[i];
      if (!(child->inlines && child->inlines->len > 0))
        continue;
      Text *text = setting_text (builder->setting, child->inlines, child->style, builder->lang, child->mark);
      text_break (text, MAX (builder->width, PANGO_SCALE));
      height += text_height (text) + child->style->space_before + child->style->space_after;
    }
  return height;
}

int
builder_figure_room (Builder *builder, const Block *block, int column_height)
{
  int room = column_height - captions_height (builder, block) -
             style_edge (block->style, &block->style->rule_above) -
             style_edge (block->style, &block->style->rule_below);
  return MAX (room, column_height / 3);
}

Drawing *
builder_drawing (Builder *builder, const Block *block)
{
  return setting_drawing (builder->setting, block, builder->width,
                          builder_figure_room (builder, block, builder->setting->column_height));
}
