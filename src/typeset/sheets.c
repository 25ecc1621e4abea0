/* sheets.c: pages of another style within a document: what is on them is a flow of its own, from a new page to the next. */
#include "typeset/build.h"

/* Only what stands straight on the page can leave it: a box, a list or a float has its sides and its end there. */
static gboolean
may_leave_page (const Builder *builder)
{
  return builder->is_main && builder->frame < 0 && builder->x == 0 && !builder->span && !builder->in_float;
}

/* Notes that wait belong to what is above; destinations to what comes. */
static gboolean
has_notes_waiting (const Builder *builder)
{
  const Extra *waiting = builder->waiting;
  return builder->held || builder_has_notes (builder) ||
         (waiting && (waiting->asides->len > 0 || waiting->feet->len > 0 || waiting->hangs->len > 0));
}

/* From here on everything stands on pages of @page. */
static void
begin_pages (Builder *builder, const PageStyle *page)
{
  if (has_notes_waiting (builder))
    builder_finish (builder);
  builder->flow = setting_add_segment (builder->setting, page)->flow;
  builder->width = builder->flow->width;
  builder->space = builder->lead = builder->passed_space = 0;
  builder->after_edge = FALSE;
  builder->cost = BREAK_FREE;
}

/* Frames that begin with item @first of @from or later go to @to, with their items; all are outermost or within such. */
static void
move_frames (Flow *from, int first, Flow *to)
{
  int kept = (int)from->frames->len;
  while (kept > 0 && flow_frame (from, kept - 1)->first >= first)
    kept--;
  for (int f = kept; f < (int)from->frames->len; f++)
    {
      Frame frame = *flow_frame (from, f);
      frame.parent = frame.parent >= kept ? frame.parent - kept : -1;
      frame.first -= first;
      frame.last -= first;
      frame.x = 0;
      frame.width = to->width;
      g_array_append_val (to->frames, frame);
    }
  for (guint i = (guint)first; i < from->items->len; i++)
    flow_item (from, i)->frame = MAX (flow_item (from, i)->frame - kept, -1);
  g_array_set_size (from->frames, (guint)kept);
}

/* A heading goes with what it heads: the last items of @from, from @first on, become the first of @to, which is empty. */
static void
move_heading (Flow *from, int first, Flow *to, int aside)
{
  const guint end = from->items->len;
  move_frames (from, first, to);
  for (guint i = (guint)first; i < end; i++)
    {
      Item item = *flow_item (from, i);
      item.x += item.span ? aside : 0;
      item.span = FALSE;
      g_array_append_val (to->items, item);
      flow_item (from, i)->row = NULL; /* they are the other's now */
      flow_item (from, i)->extra = NULL;
    }
  g_array_set_size (from->items, (guint)first);
}

/* @block on a page that holds it, below the headings that lead to it. */
static void
build_on_larger (Builder *builder, const Block *block, const PageStyle *page, int parent)
{
  Setting *setting = builder->setting;
  const PageStyle *outer = setting->page;
  const int aside = setting->aside_total;
  Flow *flow = builder->flow;
  const gboolean headed = builder->cost == BREAK_STRANDED && !has_notes_waiting (builder);
  const int first = builder->headed, space = builder->space;
  begin_pages (builder, page);
  if (headed)
    {
      move_heading (flow, first, builder->flow, aside);
      builder->cost = BREAK_STRANDED;
      builder->space = space;
    }
  build_block (builder, block, parent);
  begin_pages (builder, outer);
}

gboolean
build_sheets (Builder *builder, const Block *block, int parent)
{
  Setting *setting = builder->setting;
  if (!block->page)
    {
      const PageStyle *larger = may_leave_page (builder) ? larger_page (builder, block) : NULL;
      if (larger)
        build_on_larger (builder, block, larger, parent);
      return larger != NULL;
    }
  if (!may_leave_page (builder))
    {
      diags_warning (setting->diags, block->mark, "page-in-box",
                     "move it out of the row, the margin, the list or the box around it",
                     "a block with a page of its own stands within another that ends on this one");
      return FALSE;
    }
  const PageStyle *outer = setting->page;
  begin_pages (builder, block->page);
  build_children (builder, block->children, parent);
  begin_pages (builder, outer);
  return TRUE;
}
