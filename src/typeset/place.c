#include "typeset/placer.h"

/* So long a flow is filled greedily: tables of data, whose pages are alike wherever they end. */
#define SEARCH_ITEMS 20000
/* A column that is so much short may be made as high as its neighbours. */
#define MAX_STRETCH (16 * PANGO_SCALE)

static void
placed_clear (gpointer data)
{
  Placed *placed = data;
  g_clear_pointer (&placed->starts, g_array_unref);
  g_clear_pointer (&placed->ends, g_array_unref);
}

GArray *
placed_new (void)
{
  GArray *placed = g_array_new (FALSE, TRUE, sizeof (Placed));
  g_array_set_clear_func (placed, placed_clear);
  return placed;
}

void
spot_copy (Spot *to, const Spot *from)
{
  *to = *from;
  to->cursor.starts = from->cursor.starts ? g_array_ref (from->cursor.starts) : NULL;
  to->floats = g_array_copy (from->floats);
  to->carry = g_array_copy (from->carry);
}

void
spot_clear (Spot *spot)
{
  g_clear_pointer (&spot->cursor.starts, g_array_unref);
  g_clear_pointer (&spot->floats, g_array_unref);
  g_clear_pointer (&spot->carry, g_array_unref);
}

int
setting_text_left (const Setting *setting, int page)
{
  const PageStyle *style = setting->page;
  gboolean turned = style->mirrored && page % 2 == 1;
  return (turned ? style->outer : style->inner) + setting->aside_total;
}

static void
new_page (Placer *placer)
{
  placer->spot.page++;
  placer->spot.y = placer->top;
  placer->spot.aside_bottom = G_MININT;
  placer->spot.has_foot = FALSE;
}

static TextColumn
column_at (const Placer *placer, int index, int top, int bottom)
{
  const Setting *setting = placer->setting;
  const PageStyle *style = setting->page;
  return (TextColumn){.page = placer->spot.page,
                      .index = index,
                      .x = setting_text_left (setting, placer->spot.page) +
                           index * (setting->column_width + style->gutter),
                      .top = top,
                      .bottom = bottom,
                      .y = top,
                      .fresh = top == placer->top,
                      .full = placer->bottom - placer->top,
                      .grid = style->baseline,
                      .grid_base = placer->top + MAX (setting->grid_ascent, 0),
                      .aside_bottom = placer->spot.aside_bottom,
                      .aside_limit = placer->bottom,
                      .span_room = setting->aside_total > 0,
                      .diags = placer->placed ? setting->diags : NULL,
                      .columns = placer->columns,
                      .carry = placer->has_feet ? placer->spot.carry : NULL,
                      .rest = {.item = -1},
                      .floats = placer->spot.floats};
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
  own.ends = NULL;
  own.stop = 0;
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
  if (column->carry && column->defer)
    feet_defer (placer->flow, &own, first, item->float_end);
  g_array_remove_index (column->floats, 0);
  column->foot = own.foot;
  column->rest = own.rest;
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
fill_text (const Placer *placer, TextColumn *column, Cursor *cursor, int end, gboolean span, int need,
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

/* Notes of a spanning block wait for the columns that follow on its page, if any do. */
static gboolean
notes_may_wait (const Placer *placer, int end)
{
  const Flow *flow = placer->flow;
  return placer->columns > 1 && end < (int)flow->items->len && flow_item (flow, end)->kind != ITEM_PAGE_BREAK;
}

/* The same with the notes at its foot. Those that waited take half of it at most, and then what is above has room elsewhere. */
static void
fill_column (const Placer *placer, TextColumn *column, Cursor *cursor, int end, gboolean span, int need,
             GArray *placed)
{
  int first = cursor->item + (cursor->starts ? 1 : 0);
  column->defer = span && notes_may_wait (placer, end);
  if (column->carry && !column->defer)
    feet_begin (column, (column->bottom - column->top) / 2);
  if (column->foot > 0)
    column->fresh = FALSE;
  fill_text (placer, column, cursor, end, span, need, placed);
  if (column->carry && column->defer)
    feet_defer (placer->flow, column, first, cursor->item + (cursor->starts ? 1 : 0));
  else
    feet_end (placer->flow, column);
}

/* Where the content of a column ends, with its notes. */
static int
column_end (const TextColumn *column)
{
  return column->foot > 0 ? column->bottom : column->y;
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

/* The column ends at @end, as an earlier step told. */
static void
take_end (TextColumn *column, Cursor *cursor, const ColumnEnd *end)
{
  g_clear_pointer (&cursor->starts, g_array_unref);
  cursor->item = end->item;
  column->y = end->y;
  column->aside_bottom = end->aside_bottom;
  g_array_set_size (column->floats, 0);
  g_array_append_vals (column->floats, end->floats->data, end->n_floats);
}

/* Fills @column, or takes its @known end; FALSE: what is left of the run goes on in the next column. */
static gboolean
set_column (Placer *placer, TextColumn *column, int end, gboolean span, int need, const ColumnEnd *known)
{
  Spot *spot = &placer->spot;
  guint first = placer->placed ? placer->placed->len : 0;
  g_autoptr (GArray) waited = placer->placed ? g_array_copy (spot->carry) : NULL;
  if (known)
    take_end (column, &spot->cursor, known);
  else
    fill_column (placer, column, &spot->cursor, end, span, need, placer->placed);
  if (placer->placed)
    feet_place (placer->flow, column, waited, placer->placed, first, column->bottom, placer->feet);
  spot->aside_bottom = column->aside_bottom;
  spot->has_foot = spot->has_foot || column->foot > 0;
  placer->done.column_ended = spot->cursor.item < end;
  placer->done.room = column->bottom - column->foot - column->y;
  return spot->cursor.item >= end;
}

static void
place_single (Placer *placer, int end, int top, int stop, const ColumnEnd *known, GArray *ends)
{
  TextColumn column = column_at (placer, 0, top, placer->bottom);
  column.stop = stop;
  column.ends = ends;
  gboolean whole = set_column (placer, &column, end, TRUE, room_for_next (placer, end), known);
  placer->spot.y = column.y;
  if (!whole)
    new_page (placer);
}

/* Fills all columns from @top to @bottom; where that ends. @floats: those that wait, before and after. @placed NULL: only
 * trying. */
static Cursor
fill_columns (Placer *placer, int end, int top, int bottom, gboolean fresh, GArray *floats, GArray *carry,
              GArray *placed, int *y, int *aside_bottom)
{
  Cursor cursor = {.item = placer->spot.cursor.item,
                   .starts = placer->spot.cursor.starts ? g_array_ref (placer->spot.cursor.starts) : NULL};
  *y = top;
  *aside_bottom = placer->spot.aside_bottom;
  for (int i = 0; i < placer->columns; i++)
    {
      if (cursor.item >= end && !cursor.starts && !float_waits (placer, floats, FALSE) && carry->len == 0)
        break;
      TextColumn column = column_at (placer, i, top, bottom);
      column.fresh = fresh;
      column.aside_bottom = *aside_bottom;
      column.diags = placed ? placer->setting->diags : NULL;
      column.floats = floats;
      column.carry = placer->has_feet ? carry : NULL;
      guint first = placed ? placed->len : 0;
      g_autoptr (GArray) waited = placed ? g_array_copy (carry) : NULL;
      fill_column (placer, &column, &cursor, end, FALSE, 0, placed);
      if (placed)
        feet_place (placer->flow, &column, waited, placed, first, bottom, placer->feet);
      *aside_bottom = column.aside_bottom;
      *y = MAX (*y, column_end (&column));
    }
  return cursor;
}

static gboolean
all_fits (Placer *placer, int end, int top, int bottom, gboolean fresh)
{
  int y, aside_bottom;
  g_autoptr (GArray) floats = g_array_copy (placer->spot.floats);
  g_autoptr (GArray) carry = g_array_copy (placer->spot.carry);
  Cursor cursor = fill_columns (placer, end, top, bottom, fresh, floats, carry, NULL, &y, &aside_bottom);
  gboolean fits = cursor.item == end && !cursor.starts && y <= bottom && carry->len == 0 &&
                  !float_waits (placer, floats, FALSE);
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

/* All that is left of the run fits this page: its columns end at one height. */
static void
place_balanced (Placer *placer, int end, int top, gboolean fresh)
{
  Spot *spot = &placer->spot;
  int bottom = balanced_bottom (placer, end, top), y, aside_bottom;
  Cursor cursor = fill_columns (placer, end, top, bottom, fresh && bottom == placer->bottom, spot->floats,
                                spot->carry, placer->placed, &y, &aside_bottom);
  g_clear_pointer (&spot->cursor.starts, g_array_unref);
  spot->cursor = cursor;
  spot->y = y;
  spot->aside_bottom = aside_bottom;
}

/* The next column of a run that goes on over this page. */
static void
place_column (Placer *placer, int stop, const ColumnEnd *known, GArray *ends)
{
  Spot *spot = &placer->spot;
  TextColumn column = column_at (placer, spot->column, spot->run_top, placer->bottom);
  column.fresh = spot->run_fresh;
  column.stop = stop;
  column.ends = ends;
  gboolean whole = set_column (placer, &column, spot->run_end, FALSE, 0, known);
  spot->run_low = MAX (spot->run_low, column_end (&column));
  spot->column++;
  if (!whole && spot->column < placer->columns)
    return;
  spot->column = 0;
  spot->y = spot->run_low;
  if (!whole)
    new_page (placer);
}

static void
place_columns (Placer *placer, int end, int top, int stop, const ColumnEnd *known, GArray *ends)
{
  gboolean fresh = top == placer->top;
  if (!known && all_fits (placer, end, top, placer->bottom, fresh))
    {
      place_balanced (placer, end, top, fresh);
      return;
    }
  placer->spot.run_end = end;
  placer->spot.run_top = placer->spot.run_low = top;
  placer->spot.run_fresh = fresh;
  place_column (placer, stop, known, ends);
}

/* The next run of items, from @end on: all of them in one column, or in all columns. */
static void
place_run (Placer *placer, int end, gboolean span, int top, int stop, const ColumnEnd *known, GArray *ends)
{
  if (placer->columns == 1 || span)
    place_single (placer, end, top, stop, known, ends);
  else
    place_columns (placer, end, top, stop, known, ends);
}

/* Floats never pass a page break or the end: they take pages of their own if need be. */
static void
flush_floats (Placer *placer)
{
  Spot *spot = &placer->spot;
  while (spot->floats->len > 0)
    {
      if (spot->y != placer->top)
        new_page (placer);
      place_run (placer, spot->cursor.item, float_waits (placer, spot->floats, TRUE), spot->y, 0, NULL, NULL);
      while (spot->column > 0)
        place_column (placer, 0, NULL, NULL);
    }
}

/* Notes that still wait stand at the foot of this page, or of pages of their own. */
static void
flush_feet (Placer *placer)
{
  Spot *spot = &placer->spot;
  while (spot->carry->len > 0)
    {
      guint n = spot->carry->len;
      if (spot->has_foot)
        new_page (placer);
      TextColumn column = column_at (placer, 0, spot->y, placer->bottom);
      g_autoptr (GArray) waited = g_array_copy (spot->carry);
      feet_begin (&column, column.bottom - column.top);
      if (placer->placed)
        feet_place (placer->flow, &column, waited, placer->placed, placer->placed->len, column.bottom,
                    placer->feet);
      if (spot->carry->len == n && column.foot == 0 && spot->y == placer->top)
        g_array_remove_index (spot->carry, 0); /* a note without a line that fits any page */
      else if (spot->carry->len > 0)
        new_page (placer);
      else
        spot->y = placer->bottom;
    }
}

static void
place_break (Placer *placer)
{
  flush_floats (placer);
  flush_feet (placer);
  Spot *spot = &placer->spot;
  if (spot->y != placer->top && spot->cursor.item + 1 < (int)placer->flow->items->len) /* no empty pages */
    {
      placer->done.page_ended = spot->page > placer->first_page;
      placer->done.depth = spot->y - placer->top;
      new_page (placer);
    }
  spot->cursor.item++;
}

gboolean
placer_is_done (const Placer *placer)
{
  const Spot *spot = &placer->spot;
  return spot->cursor.item >= (int)placer->flow->items->len && spot->floats->len == 0 &&
         spot->carry->len == 0;
}

void
placer_step (Placer *placer, int stop, const ColumnEnd *known, GArray *ends)
{
  Spot *spot = &placer->spot;
  placer->done = (StepDone){FALSE};
  if (spot->column > 0)
    {
      place_column (placer, stop, known, ends);
      return;
    }
  if (spot->cursor.item >= (int)placer->flow->items->len)
    {
      flush_floats (placer);
      flush_feet (placer);
      return;
    }
  const Item *item = flow_item (placer->flow, spot->cursor.item);
  gboolean fresh = spot->y == placer->top;
  if (item->kind == ITEM_PAGE_BREAK || item->kind == ITEM_COLUMN_BREAK)
    place_break (placer);
  else if (fresh && spot->floats->len > 0 && !float_waits (placer, spot->floats, item->span))
    { /* one that has no place in the run */
      place_run (placer, spot->cursor.item, !item->span, spot->y, 0, NULL, NULL);
      while (spot->column > 0)
        place_column (placer, 0, NULL, NULL);
    }
  else
    place_run (placer, run_end (placer, spot->cursor.item), item->span,
               spot->y + (fresh || spot->cursor.starts ? 0 : item->space), stop, known, ends);
}

/* Rows of one table stand at one distance. */
static gboolean
space_may_grow (const Placer *placer, guint index)
{
  const Item *item = flow_item (placer->flow, g_array_index (placer->placed, Placed, index).item);
  const Item *above = flow_item (placer->flow, g_array_index (placer->placed, Placed, index - 1).item);
  return item->kind != ITEM_ROW || above->kind != ITEM_ROW || item->frame != above->frame;
}

/* Space that is left below a column is given to the spaces between its blocks, if they need grow by a third at most: so that
 * neighbouring columns end on one line. A grid leaves no such freedom, and notes in the margin stay where their lines are. */
static void
stretch_column (const Placer *placer, guint first, int room)
{
  GArray *placed = placer->placed;
  gint64 spaces = 0, before = 0;
  if (room <= 0 || room > MAX_STRETCH || placer->setting->page->baseline > 0)
    return;
  for (guint i = first + 1; i < placed->len; i++)
    {
      const Item *item = flow_item (placer->flow, g_array_index (placed, Placed, i).item);
      if (space_may_grow (placer, i))
        spaces += item->space;
      if (item->extra && item->extra->asides->len > 0)
        return;
    }
  if (room * 3 > spaces)
    return;
  for (guint i = first + 1; i < placed->len; i++)
    {
      Placed *place = &g_array_index (placed, Placed, i);
      if (space_may_grow (placer, i))
        before += flow_item (placer->flow, place->item)->space;
      place->y += (int)(room * before / spaces);
    }
}

static gboolean
flow_has_feet (const Flow *flow)
{
  for (guint i = 0; i < flow->items->len; i++)
    if (flow_item (flow, i)->extra && flow_item (flow, i)->extra->feet->len > 0)
      return TRUE;
  return FALSE;
}

void
place_segment (Setting *setting, Segment *segment, int first_page)
{
  const PageStyle *style = segment->page;
  const Flow *flow = segment->flow;
  Placer placer = {.setting = setting,
                   .flow = flow,
                   .top = style->top,
                   .bottom = style->height - style->bottom,
                   .columns = MAX (style->columns, 1),
                   .first_page = first_page,
                   .has_feet = flow_has_feet (flow),
                   .spot = {.page = first_page - 1,
                            .floats = g_array_new (FALSE, FALSE, sizeof (int)),
                            .carry = g_array_new (FALSE, FALSE, sizeof (FootPart))}};
  new_page (&placer);
  g_autoptr (GArray) stops = flow->items->len <= SEARCH_ITEMS ? search_stops (&placer) : NULL;
  placer.placed = placed_new ();
  placer.feet = segment->feet = g_array_new (FALSE, FALSE, sizeof (FootPlaced));
  for (guint i = 0; !placer_is_done (&placer); i++)
    {
      guint first = placer.placed->len;
      placer_step (&placer, stops && i < stops->len ? g_array_index (stops, int, i) : 0, NULL, NULL);
      if (placer.done.column_ended)
        stretch_column (&placer, first, placer.done.room);
    }
  spot_clear (&placer.spot);
  GArray *placed = segment->placed = placer.placed;
  int end = placed->len ? g_array_index (placed, Placed, placed->len - 1).page + 1 : first_page + 1;
  if (placer.feet->len > 0)
    end = MAX (end, g_array_index (placer.feet, FootPlaced, placer.feet->len - 1).page + 1);
  segment->first_page = first_page;
  segment->n_pages = end - first_page;
}
