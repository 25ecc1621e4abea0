#include "typeset/place.h"

typedef struct
{
  Setting *setting;
  const Flow *flow;
  GArray *placed;
  Cursor cursor;
  int page, y, aside_bottom;
  int top, bottom, columns;
  GArray *floats; /* of int: as in TextColumn */
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
                      .diags = setting->diags,
                      .columns = placer->columns,
                      .floats = placer->floats};
}

/* The float that waits longest stands whole at the top of @column. FALSE: it does not fit there. */
static gboolean
place_float (const Placer *placer, TextColumn *column, GArray *placed)
{
  int first = g_array_index (column->floats, int, 0);
  const Item *item = flow_item (placer->flow, first);
  Cursor cursor = {.item = first};
  TextColumn own = *column;
  own.floats = NULL;
  guint n_placed = placed ? placed->len : 0;
  column_fill (placer->flow, &cursor, item->float_end, &own, 0, placed);
  gboolean whole = cursor.item == item->float_end && !cursor.starts;
  g_clear_pointer (&cursor.starts, g_array_unref);
  if (!whole)
    {
      if (placed)
        g_array_set_size (placed, n_placed);
      return FALSE;
    }
  g_array_remove_index (column->floats, 0);
  column->top = own.y + item->float_after;
  column->y = own.y;
  column->aside_bottom = own.aside_bottom;
  column->fresh = FALSE;
  return TRUE;
}

static gboolean
float_waits (const Placer *placer, const GArray *floats, gboolean span)
{
  return floats->len > 0 &&
         (placer->columns == 1 || flow_item (placer->flow, g_array_index (floats, int, 0))->span == span);
}

/* Floats that wait, as far as they fit, and the text below them. */
static void
fill_column (const Placer *placer, TextColumn *column, Cursor *cursor, int end, gboolean span, int need,
             GArray *placed)
{
  gboolean any = FALSE;
  while (float_waits (placer, column->floats, span) && place_float (placer, column, placed))
    any = TRUE;
  if (column->floats->len > 0) /* what follows has room elsewhere: below them */
    column->fresh = FALSE;
  gboolean rest = cursor->item < end;
  if (any && rest && !cursor->starts)
    column->top = MAX (column->top, column->y + flow_item (placer->flow, cursor->item)->space);
  int y = column->y, item = cursor->item;
  const GArray *starts = cursor->starts;
  if (!rest)
    return;
  column_fill (placer->flow, cursor, end, column, need, placed);
  if (any && cursor->item == item && cursor->starts == starts)
    column->y = y; /* nothing stands below the floats */
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
  fill_column (placer, &column, &placer->cursor, end, TRUE, room_for_next (placer, end), placer->placed);
  placer->aside_bottom = column.aside_bottom;
  placer->y = column.y;
  if (placer->cursor.item < end)
    new_page (placer);
}

/* Fills all columns from @top to @bottom; where that ends. @floats: those that wait, before and after. @placed NULL: only
 * trying. */
static Cursor
fill_columns (Placer *placer, int end, int top, int bottom, gboolean fresh, GArray *floats, GArray *placed,
              int *y, int *aside_bottom)
{
  Cursor cursor = {.item = placer->cursor.item,
                   .starts = placer->cursor.starts ? g_array_ref (placer->cursor.starts) : NULL};
  *y = top;
  *aside_bottom = placer->aside_bottom;
  for (int i = 0; i < placer->columns; i++)
    {
      if (cursor.item >= end && !cursor.starts && !float_waits (placer, floats, FALSE))
        break;
      TextColumn column = column_at (placer, i, top, bottom);
      column.fresh = fresh;
      column.aside_bottom = *aside_bottom;
      column.diags = placed ? placer->setting->diags : NULL;
      column.floats = floats;
      fill_column (placer, &column, &cursor, end, FALSE, 0, placed);
      *aside_bottom = column.aside_bottom;
      *y = MAX (*y, column.y);
    }
  return cursor;
}

static gboolean
all_fits (Placer *placer, int end, int top, int bottom, gboolean fresh)
{
  int y, aside_bottom;
  g_autoptr (GArray) floats = g_array_copy (placer->floats);
  Cursor cursor = fill_columns (placer, end, top, bottom, fresh, floats, NULL, &y, &aside_bottom);
  gboolean fits = cursor.item == end && !cursor.starts && y <= bottom && !float_waits (placer, floats, FALSE);
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
  Cursor cursor =
      fill_columns (placer, end, top, bottom, fresh, placer->floats, placer->placed, &y, &aside_bottom);
  g_clear_pointer (&placer->cursor.starts, g_array_unref);
  placer->cursor = cursor;
  placer->y = y;
  placer->aside_bottom = aside_bottom;
  if (!last && cursor.item < end)
    new_page (placer);
}

/* The next run of items, from @end on: all of them in one column, or in all columns. */
static void
place_run (Placer *placer, int end, gboolean span, int top)
{
  if (placer->columns == 1 || span)
    place_single (placer, end, top);
  else
    place_columns (placer, end, top);
}

/* Floats never pass a page break or the end: they take pages of their own if need be. */
static void
flush_floats (Placer *placer)
{
  while (placer->floats->len > 0)
    {
      if (placer->y != placer->top)
        new_page (placer);
      place_run (placer, placer->cursor.item, float_waits (placer, placer->floats, TRUE), placer->y);
    }
}

static void
place_break (Placer *placer)
{
  flush_floats (placer);
  if (placer->y != placer->top &&
      placer->cursor.item + 1 < (int)placer->flow->items->len) /* no empty pages */
    new_page (placer);
  placer->cursor.item++;
}

GArray *
place_flow (Setting *setting, const Flow *flow, int *n_pages)
{
  const PageStyle *style = &setting->document->page;
  g_autoptr (GArray) floats = g_array_new (FALSE, FALSE, sizeof (int));
  Placer placer = {.setting = setting,
                   .flow = flow,
                   .placed = placed_new (),
                   .page = -1,
                   .top = style->top,
                   .bottom = style->height - style->bottom,
                   .columns = MAX (style->columns, 1),
                   .floats = floats};
  new_page (&placer);
  int n_items = flow->items->len;
  while (placer.cursor.item < n_items)
    {
      const Item *item = flow_item (flow, placer.cursor.item);
      gboolean fresh = placer.y == placer.top;
      if (item->kind == ITEM_PAGE_BREAK || item->kind == ITEM_COLUMN_BREAK)
        place_break (&placer);
      else if (fresh && floats->len > 0 && !float_waits (&placer, floats, item->span))
        place_run (&placer, placer.cursor.item, !item->span, placer.y); /* one that has no place in the run */
      else
        place_run (&placer, run_end (&placer, placer.cursor.item), item->span,
                   placer.y + (fresh || placer.cursor.starts ? 0 : item->space));
    }
  flush_floats (&placer);
  g_clear_pointer (&placer.cursor.starts, g_array_unref);
  *n_pages = placer.placed->len ? g_array_index (placer.placed, Placed, placer.placed->len - 1).page + 1 : 1;
  return placer.placed;
}
