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

gboolean
build_sheets (Builder *builder, const Block *block, int parent)
{
  Setting *setting = builder->setting;
  if (!block->page)
    return FALSE;
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
