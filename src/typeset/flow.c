#include "typeset/pack.h"
#include "typeset/place.h"

static void
extra_free (Extra *extra)
{
  if (!extra)
    return;
  g_ptr_array_unref (extra->anchors);
  g_array_unref (extra->elements);
  g_array_unref (extra->hangs);
  g_ptr_array_unref (extra->asides);
  g_ptr_array_unref (extra->feet);
  g_free (extra);
}

static void
item_clear (gpointer data)
{
  Item *item = data;
  if (item->row)
    {
      for (guint i = 0; i < item->row->cells->len; i++)
        flow_free (g_array_index (item->row->cells, RowCell, i).flow);
      g_array_unref (item->row->cells);
      g_clear_pointer (&item->row->covers, g_array_unref);
      g_clear_pointer (&item->row->texts, g_ptr_array_unref);
      packed_free (item->row->packed);
      g_free (item->row);
    }
  extra_free (item->extra);
}

Flow *
flow_new (int width)
{
  Flow *flow = g_new0 (Flow, 1);
  flow->width = width;
  flow->items = g_array_new (FALSE, TRUE, sizeof (Item));
  g_array_set_clear_func (flow->items, item_clear);
  flow->frames = g_array_new (FALSE, TRUE, sizeof (Frame));
  return flow;
}

void
flow_free (Flow *flow)
{
  if (!flow)
    return;
  g_array_unref (flow->items);
  g_array_unref (flow->frames);
  g_free (flow);
}

Extra *
extra_new (void)
{
  Extra *extra = g_new0 (Extra, 1);
  extra->anchors = g_ptr_array_new ();
  extra->elements = g_array_new (FALSE, FALSE, sizeof (int));
  extra->hangs = g_array_new (FALSE, FALSE, sizeof (Hang));
  extra->asides = g_ptr_array_new_with_free_func ((GDestroyNotify)flow_free);
  extra->feet = g_ptr_array_new_with_free_func ((GDestroyNotify)flow_free);
  return extra;
}

int
flow_height (const Flow *flow, int first, int end)
{
  int height = 0;
  for (int i = first; i < end; i++)
    {
      const Item *item = flow_item (flow, i);
      height += (i > first ? item->space : 0) + item->lead + item->height + item->tail;
    }
  return height;
}

gboolean
frame_repeats_head (const Frame *frame, int item)
{
  return frame->n_head > 0 && item >= frame->head_first + frame->n_head;
}

int
frame_head_height (const Flow *flow, const Frame *frame)
{
  if (frame->n_head == 0)
    return 0;
  return flow_height (flow, frame->head_first, frame->head_first + frame->n_head) +
         (frame->continued ? text_height (frame->continued) : 0);
}

int
flow_top_extra (const Flow *flow, int item, gboolean continued, int outermost)
{
  int extra = 0;
  for (int f = flow_item (flow, item)->frame; f >= MAX (outermost, 0); f = flow_frame (flow, f)->parent)
    {
      const Frame *frame = flow_frame (flow, f);
      if (frame->first > item || (frame->first == item && !continued))
        continue;
      if (frame->style && frame->style->has_ground)
        extra += frame->style->pad_y;
      if (frame_repeats_head (frame, item))
        extra += frame_head_height (flow, frame);
    }
  return extra;
}

int
flow_bottom_extra (const Flow *flow, int item, gboolean cut, int outermost)
{
  int extra = 0;
  for (int f = flow_item (flow, item)->frame; f >= MAX (outermost, 0); f = flow_frame (flow, f)->parent)
    {
      const Frame *frame = flow_frame (flow, f);
      if ((frame->last > item || (frame->last == item && cut)) && frame->style && frame->style->has_ground)
        extra += frame->style->pad_y;
    }
  return extra;
}

int
text_break (Text *text, int width)
{
  if (text->width != width)
    {
      text->n_lines = paragraph_break (text->paragraph, width);
      text->width = width;
    }
  return text->n_lines;
}

int
text_height (const Text *text)
{
  int height = 0;
  for (int i = 0; i < text->n_lines; i++)
    height += paragraph_line (text->paragraph, i)->height;
  return height;
}

int
flow_chunk_height (const Flow *flow, int first, int limit)
{
  int height = 0, n_items = flow->items->len;
  for (int i = first; i < n_items && height <= limit; i++)
    {
      const Item *item = flow_item (flow, i);
      if (i > first && item->cost <= BREAK_MILD)
        break;
      height += (i > first ? item->space : 0) + item->lead + item->height + item->tail;
    }
  return height;
}
