#include "typeset/feet.h"

/* Fewer lines of a note than that are not left at either side of a cut. */
#define LEAST_LINES 2

static int
part_height (const FootPart *part, int to)
{
  return flow_height (part->flow, part->from, to);
}

int
foot_with (int foot, const FootPart *part)
{
  return (foot ? foot + FOOT_SPACE : FOOT_ABOVE) + part_height (part, part->flow->items->len);
}

int
foot_cut (const FootPart *part, int foot, int room)
{
  int n = part->flow->items->len, left = room - (foot ? foot + FOOT_SPACE : FOOT_ABOVE), to = part->from;
  while (to < n && part_height (part, to + 1) <= left)
    to++;
  if (to < n && n - to < LEAST_LINES)
    to = n - LEAST_LINES;
  return to - part->from < MIN (LEAST_LINES, n - part->from) ? part->from : to;
}

/* The foot with @part down to @to, which is not its end: what is left of the room stays white. */
static int
foot_with_part (int foot, const FootPart *part, int to)
{
  return (foot ? foot + FOOT_SPACE : FOOT_ABOVE) + part_height (part, to);
}

void
feet_begin (TextColumn *column, int room)
{
  GArray *carry = column->carry;
  while (carry && carry->len > 0)
    {
      FootPart *part = &g_array_index (carry, FootPart, 0);
      int with = foot_with (column->foot, part);
      if (with > room)
        {
          int to = foot_cut (part, column->foot, room);
          if (to > part->from)
            column->foot = foot_with_part (column->foot, part, to);
          part->from = to;
          return;
        }
      column->foot = with;
      g_array_remove_index (carry, 0);
    }
}

gboolean
feet_try (const TextColumn *column, const Item *item, int index, int room, gboolean forced, int *foot,
          FootRest *rest)
{
  const GPtrArray *feet = item->extra ? item->extra->feet : NULL;
  *foot = column->foot;
  *rest = column->rest;
  if (!feet || feet->len == 0 || !column->carry || column->defer)
    return *foot <= room || forced;
  gboolean full = column->carry->len > 0 || column->rest.item >= 0;
  for (guint i = 0; i < feet->len; i++)
    {
      FootPart part = {feet->pdata[i], 0};
      int with = foot_with (*foot, &part), to = 0;
      if (!full && with <= room)
        {
          *foot = with;
          continue;
        }
      if (!full)
        to = foot_cut (&part, *foot, room);
      if (to > 0)
        *foot = foot_with_part (*foot, &part, to);
      else if (!forced)
        return FALSE;
      if (rest->item < 0)
        *rest = (FootRest){.item = index, .note = i, .from = to};
      full = TRUE;
      if (!forced && i + 1 < feet->len) /* a note none of which stands on the page that cites it */
        return FALSE;
    }
  return *foot <= room || forced;
}

void
feet_end (const Flow *flow, TextColumn *column)
{
  const FootRest *rest = &column->rest;
  if (!column->carry || rest->item < 0)
    return;
  const GPtrArray *feet = flow_item (flow, rest->item)->extra->feet;
  for (guint i = rest->note; i < feet->len; i++)
    {
      FootPart part = {feet->pdata[i], i == (guint)rest->note ? rest->from : 0};
      g_array_append_val (column->carry, part);
    }
}

static gboolean
float_waits_with (const Flow *flow, const GArray *floats, int index)
{
  for (guint i = 0; floats && i < floats->len; i++)
    {
      int first = g_array_index (floats, int, i);
      if (index >= first && index < flow_item (flow, first)->float_end)
        return TRUE;
    }
  return FALSE;
}

void
feet_defer (const Flow *flow, TextColumn *column, int first, int end)
{
  for (int i = first; i < end; i++)
    {
      const Extra *extra = flow_item (flow, i)->extra;
      if (!extra || extra->feet->len == 0 || float_waits_with (flow, column->floats, i))
        continue;
      for (guint k = 0; k < extra->feet->len; k++)
        {
          FootPart part = {extra->feet->pdata[k], 0};
          g_array_append_val (column->carry, part);
        }
    }
}

/* Places @part below the others, if there is still room for some of it. */
static void
place_part (const TextColumn *column, const FootPart *part, int bottom, int *used, GArray *feet)
{
  int n = part->flow->items->len, with = foot_with (*used, part), to = n;
  if (with > column->foot)
    {
      to = foot_cut (part, *used, column->foot);
      if (to == part->from)
        return;
      with = foot_with_part (*used, part, to);
    }
  FootPlaced placed = {.flow = part->flow,
                       .from = part->from,
                       .to = to,
                       .page = column->page,
                       .x = column->x,
                       .y = bottom - column->foot + (*used ? *used + FOOT_SPACE : FOOT_ABOVE),
                       .rule = *used == 0};
  g_array_append_val (feet, placed);
  *used = with;
}

void
feet_place (const Flow *flow, const TextColumn *column, const GArray *waited, const GArray *placed,
            guint first, int bottom, GArray *feet)
{
  int used = 0;
  if (column->foot == 0)
    return;
  for (guint i = 0; i < waited->len; i++)
    place_part (column, &g_array_index (waited, FootPart, i), bottom, &used, feet);
  for (guint i = first; i < placed->len && !column->defer; i++)
    {
      const Placed *place = &g_array_index (placed, Placed, i);
      const Extra *extra = place->starts ? NULL : flow_item (flow, place->item)->extra;
      for (guint k = 0; extra && k < extra->feet->len; k++)
        {
          FootPart part = {extra->feet->pdata[k], 0};
          place_part (column, &part, bottom, &used, feet);
        }
    }
}
