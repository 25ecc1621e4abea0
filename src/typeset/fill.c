#include "typeset/feet.h"

#include <string.h>

/* A break after a hyphen or before a last row is avoided when another is at most so much higher. */
#define MILD_REACH (40 * PANGO_SCALE)
/* Between two notes in the margin. */
#define ASIDE_SPACE (6 * PANGO_SCALE)

/* A place where the column may end: before @item. */
typedef struct
{
  int item; /* -1: none */
  int y, aside_bottom;
  guint n_placed, n_floats, n_ends;
  int foot;
  FootRest rest;
} Chance;

static void
cursor_set (Cursor *cursor, int item, GArray *starts)
{
  g_clear_pointer (&cursor->starts, g_array_unref);
  cursor->item = item;
  cursor->starts = starts;
}

static const Cursor *
cell_cursor (const GArray *cursors, guint cell)
{
  return cursors ? &g_array_index (cursors, Cursor, cell) : NULL;
}

int
flow_part_height (const Flow *flow, const Cursor *from, const Cursor *to)
{
  int n_items = flow->items->len, height = 0;
  int first = from ? from->item : 0, end = to ? to->item : n_items;
  if (to && to->starts)
    end++;
  for (int i = first; i < end; i++)
    {
      const Item *item = flow_item (flow, i);
      const GArray *starts = from && i == first ? from->starts : NULL;
      const GArray *ends = to && i == to->item ? to->starts : NULL;
      if (i > first)
        height += item->space;
      else if (starts || (from && i > 0))
        height += flow_top_extra (flow, i, starts != NULL, -1);
      height += starts ? 0 : item->lead;
      height += starts || ends ? row_part_height (item->row, starts, ends) : item->height;
      height += ends ? 0 : item->tail;
    }
  if (end > first && end <= n_items && to)
    height += flow_bottom_extra (flow, end - 1, to->starts != NULL, -1);
  return height;
}

int
row_part_height (const Row *row, const GArray *starts, const GArray *ends)
{
  int height = 0;
  for (guint i = 0; i < row->cells->len; i++)
    {
      const RowCell *cell = &g_array_index (row->cells, RowCell, i);
      if (cell->rows > 1)
        continue;
      int own = flow_part_height (cell->flow, cell_cursor (starts, i), cell_cursor (ends, i));
      height = MAX (height, own + (starts ? 0 : cell->dy));
    }
  return height + 2 * row->pad_y;
}

/* The nearest place for a line on the grid: at most an eighth of it up, else down. */
static int
snap (const TextColumn *column, const Item *item, int top)
{
  if (column->grid <= 0 || !item->grid)
    return top;
  int off = (top + item->ascent - column->grid_base) % column->grid;
  if (off < 0)
    off += column->grid;
  return off <= column->grid / 8 ? top - off : top + column->grid - off;
}

static int
asides_height (const Item *item)
{
  int height = 0;
  for (guint i = 0; i < item->extra->asides->len; i++)
    {
      const Flow *flow = item->extra->asides->pdata[i];
      height += flow_height (flow, 0, flow->items->len) + (i ? ASIDE_SPACE : 0);
    }
  return height;
}

/* Notes of @item stand level with its first line, below earlier notes, above the page's end. FALSE: there is no room. */
static gboolean
place_asides (const TextColumn *column, const Item *item, int top, gboolean forced, int *y, int *bottom)
{
  *y = top;
  *bottom = column->aside_bottom;
  if (!item->extra || item->extra->asides->len == 0)
    return TRUE;
  const Flow *flow = item->extra->asides->pdata[0];
  int height = asides_height (item);
  if (flow->items->len && item->ascent && flow_item (flow, 0)->ascent)
    *y = top + item->ascent - flow_item (flow, 0)->ascent - flow_item (flow, 0)->lead;
  if (column->aside_bottom > G_MININT)
    *y = MAX (*y, column->aside_bottom + ASIDE_SPACE);
  if (*y + height > column->aside_limit)
    {
      int earliest = column->aside_bottom > G_MININT ? column->aside_bottom + ASIDE_SPACE
                                                     : column->aside_limit - column->full;
      int up = MAX (column->aside_limit - height, earliest);
      if (up + height > column->aside_limit && !forced)
        return FALSE;
      if (up + height > column->aside_limit && column->diags)
        diags_error (column->diags, flow->items->len ? flow_item (flow, 0)->mark : item->mark, "too-tall",
                     "shorten it, or move it to the text",
                     "this note in the margin is higher than the room beside its text");
      *y = up;
    }
  *bottom = *y + height;
  return TRUE;
}

static void
cursor_clear (gpointer data)
{
  Cursor *cursor = data;
  g_clear_pointer (&cursor->starts, g_array_unref);
}

/* As much of each cell as fits @height. NULL if a cell that has something left gets nothing of it. */
static GArray *
cut_row (const Row *row, const GArray *starts, int height, const TextColumn *column, gboolean fresh)
{
  GArray *ends = g_array_new (FALSE, FALSE, sizeof (Cursor));
  g_array_set_clear_func (ends, cursor_clear);
  gboolean moved = FALSE, stuck = FALSE;
  for (guint i = 0; i < row->cells->len; i++)
    {
      const RowCell *cell = &g_array_index (row->cells, RowCell, i);
      int n = cell->flow->items->len;
      const Cursor *start = cell_cursor (starts, i);
      Cursor cursor = {.item = start ? start->item : 0,
                       .starts = start && start->starts ? g_array_ref (start->starts) : NULL};
      if (cell->rows > 1) /* whole in the first part */
        cursor.item = n;
      if (cursor.item < n)
        {
          Cursor before = cursor;
          TextColumn inner = {.top = row->pad_y + (starts ? 0 : cell->dy),
                              .bottom = height - row->pad_y,
                              .fresh = fresh,
                              .full = column->full - 2 * row->pad_y,
                              .aside_bottom = G_MININT,
                              .aside_limit = G_MAXINT,
                              .rest = {.item = -1},
                              .diags = column->diags};
          column_fill (cell->flow, &cursor, n, &inner, 0, NULL);
          gboolean same = cursor.item == before.item && cursor.starts == before.starts;
          moved = moved || !same;
          stuck = stuck || same;
        }
      g_array_append_val (ends, cursor);
    }
  if (moved && (!stuck || fresh))
    return ends;
  g_array_unref (ends);
  return NULL;
}

static void
placed_add (GArray *placed, const TextColumn *column, const Item *item, int index, int y, int height,
            gboolean first, GArray *starts, GArray *ends, int aside_y)
{
  if (!placed)
    return;
  Placed place = {.item = index,
                  .page = column->page,
                  .column = column->index,
                  .x = column->x + item->x,
                  .y = y,
                  .height = height,
                  .first = first,
                  .starts = starts ? g_array_ref (starts) : NULL,
                  .ends = ends ? g_array_ref (ends) : NULL,
                  .aside_y = aside_y};
  g_array_append_val (placed, place);
}

/* Where the column ends when item @full does not fit: the last good place, unless what would stand there fits no column at
 * all; a fresh column must end somewhere and takes the least bad. */
static const Chance *
choose (const Flow *flow, const TextColumn *column, const Chance *chances)
{
  const Chance *good = &chances[BREAK_FREE], *mild = &chances[BREAK_MILD],
               *together = &chances[BREAK_TOGETHER];
  if (good->item < 0 || (mild->item > good->item && mild->y - good->y > MILD_REACH))
    good = mild->item >= 0 ? mild : good;
  if (together->item > good->item)
    {
      int first = good->item;
      if (first < 0 ? column->fresh : flow_chunk_height (flow, first, column->full) > column->full)
        return together;
    }
  if (good->item >= 0)
    return good;
  for (int cost = BREAK_TOGETHER; column->fresh && cost <= BREAK_NEVER; cost++)
    if (chances[cost].item >= 0)
      return &chances[cost];
  return NULL;
}

static void
end_at (const Flow *flow, Cursor *cursor, TextColumn *column, const Chance *chance, GArray *placed)
{
  if (placed)
    g_array_set_size (placed, chance->n_placed);
  if (column->floats)
    g_array_set_size (column->floats, chance->n_floats);
  cursor_set (cursor, chance->item, NULL);
  column->y = chance->y + flow_bottom_extra (flow, chance->item - 1, FALSE, -1);
  column->aside_bottom = chance->aside_bottom;
  column->foot = chance->foot;
  column->rest = chance->rest;
}

/* A row higher than any column is cut where the column ends. */
static gboolean
end_in_row (const Flow *flow, Cursor *cursor, TextColumn *column, int index, int y, gboolean first,
            GArray *placed)
{
  const Item *item = flow_item (flow, index);
  GArray *starts = first ? cursor->starts : NULL;
  if (item->kind != ITEM_ROW || item->row->packed)
    return FALSE;
  int whole = row_part_height (item->row, starts, NULL) + item->lead + item->tail +
              flow_top_extra (flow, index, starts != NULL, -1);
  int room = column->bottom - column->foot - y - flow_bottom_extra (flow, index, TRUE, -1);
  gboolean forced = column->fresh && first;
  if ((whole <= column->full && !forced) || room <= 0)
    return FALSE;
  GArray *ends = cut_row (item->row, starts, room, column, forced);
  if (!ends)
    return FALSE;
  int aside_y = y;
  if (!starts)
    place_asides (column, item, y, TRUE, &aside_y, &column->aside_bottom);
  if (!starts && item->extra && item->extra->feet->len > 0 && column->rest.item < 0)
    column->rest = (FootRest){.item = index};
  int height = row_part_height (item->row, starts, ends);
  placed_add (placed, column, item, index, y, height, first, starts, ends, aside_y);
  column->y = y + height + flow_bottom_extra (flow, index, TRUE, -1);
  cursor_set (cursor, index, ends);
  return TRUE;
}

static void
report_too_tall (const TextColumn *column, const Item *item)
{
  if (column->diags)
    diags_error (column->diags, item->mark, "too-tall", "make it lower, split it, or give it a larger page",
                 "this is higher than the room of a page and runs over its end");
}

/* One item below @y: its place, or that it does not fit. */
typedef struct
{
  int top, height, end, aside_y, aside_bottom, foot;
  FootRest rest;
  gboolean fits;
} Trial;

static Trial
try_item (const Flow *flow, const TextColumn *column, int index, int y, const GArray *starts, gboolean first,
          int space, int need)
{
  const Item *item = flow_item (flow, index);
  gboolean continued = starts != NULL;
  Trial trial = {.top = y + (first ? flow_top_extra (flow, index, continued, -1) : space)};
  if (item->span && column->span_room && column->aside_bottom > G_MININT)
    trial.top = MAX (trial.top, column->aside_bottom + (first ? 0 : space));
  if (!continued)
    trial.top += item->lead;
  trial.top = snap (column, item, trial.top);
  trial.height = continued ? row_part_height (item->row, starts, NULL) : item->height;
  trial.end = trial.top + trial.height + item->tail;
  trial.aside_bottom = column->aside_bottom;
  int room = column->bottom - trial.end - flow_bottom_extra (flow, index, FALSE, -1) - need;
  trial.foot = column->foot;
  trial.rest = column->rest;
  trial.fits =
      room >= 0 &&
      (continued ? column->foot <= room
                 : feet_try (column, item, index, room, first && column->fresh, &trial.foot, &trial.rest)) &&
      (continued ||
       place_asides (column, item, trial.top, first && column->fresh, &trial.aside_y, &trial.aside_bottom));
  if (trial.fits && item->span && column->span_room)
    trial.aside_bottom = MAX (trial.aside_bottom, trial.end);
  return trial;
}

/* A column while it is filled, and how it was before. */
typedef struct
{
  const Flow *flow;
  Cursor *cursor;
  TextColumn *column;
  GArray *placed;
  Chance chances[BREAK_NEVER + 1]; /* the last of each cost */
  int start;                       /* the first item that stands in the column */
  Chance before, above_float;      /* of the column; of the float that is tried */
  Chance float_chances[BREAK_NEVER + 1];
  int passed; /* the item below a float that went on */
} Filling;

static Chance
state_at (const Filling *filling, int item, int y)
{
  const TextColumn *column = filling->column;
  return (Chance){.item = item,
                  .y = y,
                  .aside_bottom = column->aside_bottom,
                  .n_placed = filling->placed ? filling->placed->len : 0,
                  .n_floats = column->floats ? column->floats->len : 0,
                  .n_ends = column->ends ? column->ends->len : 0,
                  .foot = column->foot,
                  .rest = column->rest};
}

static void
go_back (Filling *filling, const Chance *state)
{
  if (filling->placed)
    g_array_set_size (filling->placed, state->n_placed);
  if (filling->column->floats)
    g_array_set_size (filling->column->floats, state->n_floats);
  if (filling->column->ends)
    g_array_set_size (filling->column->ends, state->n_ends);
  filling->column->aside_bottom = state->aside_bottom;
  filling->column->foot = state->foot;
  filling->column->rest = state->rest;
}

static void
end_before (Filling *filling, int item, int y)
{
  cursor_set (filling->cursor, item, NULL);
  filling->column->y = y;
}

/* Ends the column at the best place above. FALSE: there is none and the column is fresh. */
static gboolean
end_above (Filling *filling)
{
  TextColumn *column = filling->column;
  const Chance *chance = choose (filling->flow, column, filling->chances);
  if (chance)
    end_at (filling->flow, filling->cursor, column, chance, filling->placed);
  else if (!column->fresh)
    {
      go_back (filling, &filling->before);
      column->y = column->top;
    }
  else
    return FALSE;
  return TRUE;
}

/* Item @index does not fit: ends the column above it or in it. FALSE: it must be set all the same, for nothing stands above
 * it on a fresh column. */
static gboolean
end_column (Filling *filling, int index, const Trial *trial)
{
  return end_in_row (filling->flow, filling->cursor, filling->column, index, trial->top,
                     index == filling->start, filling->placed) ||
         end_above (filling);
}

/* On an empty column the float is whole, and all that wait fit one such column: so none goes farther than the next page. */
static gboolean
may_wait (const Flow *flow, const TextColumn *column, int index)
{
  const Item *item = flow_item (flow, index);
  Cursor cursor = {.item = index};
  TextColumn empty = *column;
  empty.top = column->aside_limit - column->full;
  empty.bottom = column->aside_limit;
  empty.fresh = FALSE;
  empty.aside_bottom = G_MININT;
  empty.floats = NULL;
  empty.carry = NULL;
  empty.foot = 0;
  empty.ends = NULL;
  empty.stop = 0;
  empty.diags = NULL;
  column_fill (flow, &cursor, item->float_end, &empty, 0, NULL);
  gboolean whole = cursor.item == item->float_end && !cursor.starts;
  g_clear_pointer (&cursor.starts, g_array_unref);
  int height = empty.y - empty.top;
  for (guint i = 0; i < column->floats->len; i++)
    {
      int first = g_array_index (column->floats, int, i);
      const Item *waits = flow_item (flow, first);
      if (column->columns > 1 && waits->span != item->span)
        return FALSE;
      height += waits->float_after + flow_height (flow, first, waits->float_end);
    }
  return whole && height <= column->full;
}

/* The float at @index begins at @y: remembers how the column was, so that it can be taken out again. */
static void
begin_float (Filling *filling, int index, int y)
{
  filling->above_float = state_at (filling, index, y);
  memcpy (filling->float_chances, filling->chances, sizeof filling->chances);
}

/* Takes the float out of the column: it waits, and what follows goes on where it began. */
static gboolean
pass_float (Filling *filling)
{
  TextColumn *column = filling->column;
  const Chance *above = &filling->above_float;
  int index = above->item;
  if (index < 0 || (index == filling->start && (column->fresh || filling->cursor->starts)))
    return FALSE;
  guint n_waiting = column->floats->len;
  g_array_set_size (column->floats, above->n_floats);
  if (!may_wait (filling->flow, column, index))
    {
      g_assert (n_waiting == above->n_floats);
      return FALSE;
    }
  go_back (filling, above);
  memcpy (filling->chances, filling->float_chances, sizeof filling->chances);
  g_array_append_val (column->floats, index);
  filling->passed = flow_item (filling->flow, index)->float_end;
  if (filling->start == index)
    filling->start = filling->passed;
  filling->above_float.item = -1;
  return TRUE;
}

static void
filling_init (Filling *filling, const Flow *flow, Cursor *cursor, TextColumn *column, GArray *placed)
{
  *filling = (Filling){.flow = flow,
                       .cursor = cursor,
                       .column = column,
                       .placed = placed,
                       .start = cursor->item,
                       .above_float = {.item = -1},
                       .passed = -1};
  filling->before = state_at (filling, cursor->item, column->top);
  for (int i = 0; i <= BREAK_NEVER; i++)
    filling->chances[i].item = -1;
}

typedef enum
{
  STEP_ON,     /* the next item */
  STEP_PASSED, /* the item below the float */
  STEP_ENDED
} Step;

/* Here, before @item, the column might end well: for those who choose over the whole flow. Not inside a float. */
static void
tell_end (const Filling *filling, const Chance *chance, BreakCost cost)
{
  const TextColumn *column = filling->column;
  int above = filling->above_float.item;
  if (!column->ends || cost > BREAK_MILD ||
      (above >= 0 && chance->item < flow_item (filling->flow, above)->float_end && chance->item > above))
    return;
  ColumnEnd end = {.item = chance->item,
                   .y = chance->y + flow_bottom_extra (filling->flow, chance->item - 1, FALSE, -1),
                   .aside_bottom = chance->aside_bottom,
                   .n_floats = chance->n_floats};
  g_array_append_val (column->ends, end);
}

/* What it costs to end the column before item @i: also the middle of a paragraph never stands as one line in a column. */
static BreakCost
cost_here (const Filling *filling, int i)
{
  const Item *item = flow_item (filling->flow, i), *above = flow_item (filling->flow, i - 1);
  gboolean lone = i - 1 == filling->start && item->kind == ITEM_LINE && above->kind == ITEM_LINE &&
                  item->text == above->text && above->line > 0;
  return lone ? MAX (item->cost, BREAK_WIDOW) : item->cost;
}

/* Sets item @i below @y, which it moves. */
static Step
fill_item (Filling *filling, int i, int end, int need, int *y)
{
  TextColumn *column = filling->column;
  const Item *item = flow_item (filling->flow, i);
  gboolean first = i == filling->start;
  GArray *starts = first ? filling->cursor->starts : NULL;
  if (!first)
    {
      Chance *chance = &filling->chances[cost_here (filling, i)];
      *chance = state_at (filling, i, *y);
      tell_end (filling, chance, cost_here (filling, i));
      if (i == column->stop)
        {
          end_at (filling->flow, filling->cursor, column, chance, filling->placed);
          return STEP_ENDED;
        }
    }
  if (item->float_end && column->floats)
    {
      begin_float (filling, i, *y);
      if (column->floats->len > 0) /* floats keep their order */
        {
          if (pass_float (filling))
            return STEP_PASSED;
          if (end_above (filling))
            return STEP_ENDED;
        }
    }
  Trial trial = try_item (filling->flow, column, i, *y, starts, first,
                          i == filling->passed ? item->passed_space : item->space, i + 1 == end ? need : 0);
  const Chance *above = &filling->above_float;
  if (!trial.fits && above->item >= 0 && i < flow_item (filling->flow, above->item)->float_end)
    {
      int y_above = above->y;
      if (pass_float (filling))
        {
          *y = y_above;
          return STEP_PASSED;
        }
    }
  if (!trial.fits && end_column (filling, i, &trial))
    return STEP_ENDED;
  if (!trial.fits)
    {
      if (i + 1 < end || need == 0)
        report_too_tall (column, item);
      place_asides (column, item, trial.top, TRUE, &trial.aside_y, &trial.aside_bottom);
    }
  placed_add (filling->placed, column, item, i, trial.top, trial.height, first, starts, NULL, trial.aside_y);
  column->aside_bottom = trial.aside_bottom;
  column->foot = trial.foot;
  column->rest = trial.rest;
  *y = trial.end;
  if (trial.fits)
    return STEP_ON;
  end_before (filling, i + 1, *y);
  return STEP_ENDED;
}

void
column_fill (const Flow *flow, Cursor *cursor, int end, TextColumn *column, int need, GArray *placed)
{
  Filling filling;
  filling_init (&filling, flow, cursor, column, placed);
  int y = column->top;
  for (int i = filling.start; i < end; i++)
    {
      if (flow_item (flow, i)->kind == ITEM_COLUMN_BREAK)
        {
          end_before (&filling, i + 1, y);
          return;
        }
      Step step = fill_item (&filling, i, end, need, &y);
      if (step == STEP_ENDED)
        return;
      if (step == STEP_PASSED)
        i = filling.passed - 1;
    }
  end_before (&filling, end, y);
}
