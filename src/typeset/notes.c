#include "typeset/build.h"

/* Notes that wait stand beside the text below a spanning heading. */
void
builder_release_notes (Builder *builder)
{
  if (!builder->held)
    return;
  g_ptr_array_extend_and_steal (builder->held, g_steal_pointer (&builder_waiting (builder)->asides));
  builder->waiting->asides = g_steal_pointer (&builder->held);
}

/* A note cannot stand beside what takes its room: it goes on beside the text below a heading, and else stands above. */
void
builder_pass_notes (Builder *builder, const Block *block)
{
  gboolean any = builder->waiting && builder->waiting->asides->len;
  if (any && block->kind == BLOCK_HEADING)
    {
      builder_release_notes (builder);
      builder->held = builder->waiting->asides;
      builder->waiting->asides = g_ptr_array_new_with_free_func ((GDestroyNotify)flow_free);
    }
  else if (block->kind != BLOCK_HEADING && (any || builder->held))
    {
      BreakCost cost = builder->cost;
      int space = builder->space;
      builder->space = 0;
      builder_add (builder, ITEM_SPACE, 0, block->mark);
      builder->cost = cost;
      builder->space = builder->passed_space = space;
    }
}

/* In cells and beside what spans the margin column, notes are set in the text. */
gboolean
builder_has_margin (const Builder *builder)
{
  return builder->is_main && !builder->span && builder->setting->document->page.aside_width > 0;
}

void
build_aside (Builder *builder, const Block *block, int element)
{
  int width = builder->setting->document->page.aside_width;
  if (!builder_has_margin (builder))
    {
      build_children (builder, block->children, element);
      return;
    }
  Flow *flow = flow_new (width);
  Builder inner;
  builder_init_inner (&inner, builder, flow);
  build_children (&inner, block->children, element);
  builder_finish (&inner);
  g_ptr_array_add (builder_waiting (builder)->asides, flow);
}
