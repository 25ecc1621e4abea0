#include "typeset/place.h"

typedef struct
{
  Setting *setting;
  const Flow *flow;
  GArray *placed;
  Cursor cursor;
  int page, y, aside_bottom;
  int top, bottom, columns;
} Placer;

int
setting_text_left (const Setting *setting, int page)
{
  const PageStyle *style = &setting->document->page;
  gboolean turned = style->mirrored && page % 2 == 1;
  return (turned ? style->outer : style->inner) + setting->aside_total;
}

static void
new_page (Placer *placer)
{
  placer->page++;
  placer->y = placer->top;
  placer->aside_bottom = G_MININT;
}

static TextColumn
column_at (const Placer *placer, int index, int top, int bottom)
{
  const Setting *setting = placer->setting;
  const PageStyle *style = &setting->document->page;
  return (TextColumn){.page = placer->page,
                      .index = index,
                      .x = setting_text_left (setting, placer->page) +
                           index * (setting->column_width + style->gutter),
                      .top = top,
                      .bottom = bottom,
                      .y = top,
                      .fresh = top == placer->top,
                      .full = placer->bottom - placer->top,
                      .grid = style->baseline,
                      .grid_base = placer->top + MAX (setting->grid_ascent, 0),
                      .aside_bottom = placer->aside_bottom,
                      .aside_limit = placer->bottom,
                      .span_room = setting->aside_total > 0,
                      .diags = setting->diags};
}

/* Items that are set in the same columns: up to a page break or the next change between spanning and not. */
static int
run_end (const Placer *placer, int first)
{
  int n_items = placer->flow->items->len;
  gboolean span = flow_item (placer->flow, first)->span;
  gboolean single = placer->columns == 1;
  for (int i = first; i < n_items; i++)
    {
      const Item *item = flow_item (placer->flow, i);
      if (item->kind == ITEM_PAGE_BREAK || (item->kind == ITEM_COLUMN_BREAK && (single || span)))
        return i;
      if (!single && item->span != span)
        return i;
    }
  return n_items;
}

/* Spanning blocks keep with what follows in columns: the room for its beginning. */
static int
room_for_next (const Placer *placer, int end)
{
  const Flow *flow = placer->flow;
  if (end >= (int)flow->items->len || flow_item (flow, end)->cost < BREAK_TOGETHER)
    return 0;
  int full = placer->bottom - placer->top;
  int room = flow_item (flow, end)->space + flow_chunk_height (flow, end, full);
  return room <= full ? room : 0;
}

static void
place_single (Placer *placer, int end, int top)
{
  TextColumn column = column_at (placer, 0, top, placer->bottom);
  column_fill (placer->flow, &placer->cursor, end, &column, room_for_next (placer, end), placer->placed);
  placer->aside_bottom = column.aside_bottom;
  placer->y = column.y;
  if (placer->cursor.item != end || placer->cursor.starts)
    new_page (placer);
}

/* Fills all columns from @top to @bottom; where that ends. @placed NULL: only trying. */
static Cursor
fill_columns (Placer *placer, int end, int top, int bottom, gboolean fresh, GArray *placed, int *y,
              int *aside_bottom)
{
  Cursor cursor = {.item = placer->cursor.item,
                   .starts = placer->cursor.starts ? g_array_ref (placer->cursor.starts) : NULL};
  *y = top;
  *aside_bottom = placer->aside_bottom;
  for (int i = 0; i < placer->columns && (cursor.item < end || cursor.starts); i++)
    {
      TextColumn column = column_at (placer, i, top, bottom);
      column.fresh = fresh;
      column.aside_bottom = *aside_bottom;
      column.diags = placed ? placer->setting->diags : NULL;
      column_fill (placer->flow, &cursor, end, &column, 0, placed);
      *aside_bottom = column.aside_bottom;
      *y = MAX (*y, column.y);
    }
  return cursor;
}

static gboolean
all_fits (Placer *placer, int end, int top, int bottom, gboolean fresh)
{
  int y, aside_bottom;
  Cursor cursor = fill_columns (placer, end, top, bottom, fresh, NULL, &y, &aside_bottom);
  gboolean fits = cursor.item == end && !cursor.starts && y <= bottom;
  g_clear_pointer (&cursor.starts, g_array_unref);
  return fits;
}

/* The lowest end of columns that holds the whole run without a bad break. */
static int
balanced_bottom (Placer *placer, int end, int top)
{
  int low = top, high = placer->bottom;
  while (high - low > PANGO_SCALE / 8)
    {
      int middle = low + (high - low) / 2;
      if (all_fits (placer, end, top, middle, FALSE))
        high = middle;
      else
        low = middle;
    }
  return high;
}

static void
place_columns (Placer *placer, int end, int top)
{
  gboolean fresh = top == placer->top;
  int bottom = placer->bottom, y, aside_bottom;
  gboolean last = all_fits (placer, end, top, bottom, fresh);
  if (last)
    {
      bottom = balanced_bottom (placer, end, top);
      fresh = fresh && bottom == placer->bottom;
    }
  Cursor cursor = fill_columns (placer, end, top, bottom, fresh, placer->placed, &y, &aside_bottom);
  g_clear_pointer (&placer->cursor.starts, g_array_unref);
  placer->cursor = cursor;
  placer->y = y;
  placer->aside_bottom = aside_bottom;
  if (!last && (cursor.item < end || cursor.starts))
    new_page (placer);
}

GArray *
place_flow (Setting *setting, const Flow *flow, int *n_pages)
{
  const PageStyle *style = &setting->document->page;
  Placer placer = {.setting = setting,
                   .flow = flow,
                   .placed = placed_new (),
                   .page = -1,
                   .top = style->top,
                   .bottom = style->height - style->bottom,
                   .columns = MAX (style->columns, 1)};
  new_page (&placer);
  int n_items = flow->items->len;
  while (placer.cursor.item < n_items)
    {
      const Item *item = flow_item (flow, placer.cursor.item);
      gboolean fresh = placer.y == placer.top;
      if (item->kind == ITEM_PAGE_BREAK || item->kind == ITEM_COLUMN_BREAK)
        {
          if (!fresh && placer.cursor.item + 1 < n_items) /* no empty pages */
            new_page (&placer);
          placer.cursor.item++;
          continue;
        }
      int end = run_end (&placer, placer.cursor.item);
      int top = placer.y + (fresh || placer.cursor.starts ? 0 : item->space);
      if (placer.columns == 1 || item->span)
        place_single (&placer, end, top);
      else
        place_columns (&placer, end, top);
    }
  g_clear_pointer (&placer.cursor.starts, g_array_unref);
  *n_pages = placer.placed->len ? g_array_index (placer.placed, Placed, placer.placed->len - 1).page + 1 : 1;
  return placer.placed;
}
