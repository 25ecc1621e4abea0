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
  return builder->is_main && !builder->span && builder->setting->page->aside_width > 0;
}

void
build_aside (Builder *builder, const Block *block, int element)
{
  int width = builder->setting->page->aside_width;
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

/* Where a note of @element belongs: beside the paragraph or table that cites it, in its section. */
static int
note_parent (const Setting *setting, int element)
{
  const GArray *elements = setting->pages->elements;
  while (element > 0)
    {
      Role role = g_array_index (elements, Element, element).role;
      if (role == ROLE_SECT || role == ROLE_DOCUMENT)
        return element;
      element = g_array_index (elements, Element, element).parent;
    }
  return element;
}

static gboolean
notes_in_margin (const Setting *setting)
{
  return setting->document->note_place == NOTES_SIDE && setting->page->aside_width > 0;
}

/* So many notes wait already that the margin beside one line might not hold another: those go to the foot, where they flow on from page
 * to page. A note is rarely higher than half a page. */
static gboolean
margin_is_full (const Setting *setting)
{
  int height = 0;
  for (guint i = 0; i < setting->pending_notes->len; i++)
    {
      const Flow *flow = setting->pending_notes->pdata[i];
      height += flow_height (flow, 0, flow->items->len);
    }
  return height > setting->column_height / 2;
}

gboolean
builder_has_notes (const Builder *builder)
{
  const Setting *setting = builder->setting;
  return setting->pending_notes->len > 0 || setting->pending_feet->len > 0;
}

/* What the note cites follows it: it waits before it is built. */
static void
build_note (Builder *builder, const Block *note, int element)
{
  Setting *setting = builder->setting;
  gboolean side = notes_in_margin (setting), full = side && margin_is_full (setting);
  int width = side && !full ? setting->page->aside_width : setting->column_width;
  Flow *flow = flow_new (width);
  Builder inner;
  g_ptr_array_add (full ? setting->pending_feet : setting->pending_notes, flow);
  builder_init_inner (&inner, builder, flow);
  build_block (&inner, note, note_parent (setting, element));
  builder_finish (&inner);
}

void
builder_cite (Builder *builder, const GPtrArray *inlines, const Text *text, int line, int element)
{
  Setting *setting = builder->setting;
  for (guint i = 0; setting->notes && element != ELEMENT_ARTIFACT && i < inlines->len; i++)
    {
      const Inline *part = inlines->pdata[i];
      if (part->kind != INLINE_REFERENCE || !part->target)
        continue;
      Block *note = g_hash_table_lookup (setting->notes, part->target);
      if (!note || paragraph_line_of (text->paragraph, i) != line || !g_hash_table_add (setting->noted, note))
        continue;
      build_note (builder, note, element);
    }
}

void
builder_take_notes (Builder *builder)
{
  Setting *setting = builder->setting;
  gboolean side = notes_in_margin (setting);
  if (!builder->is_main || !builder_has_notes (builder) || (side && builder->span))
    return;
  Extra *extra = builder_waiting (builder);
  g_ptr_array_extend_and_steal (side ? extra->asides : extra->feet, setting->pending_notes);
  setting->pending_notes = g_ptr_array_new_with_free_func ((GDestroyNotify)flow_free);
  g_ptr_array_extend_and_steal (extra->feet, setting->pending_feet);
  setting->pending_feet = g_ptr_array_new_with_free_func ((GDestroyNotify)flow_free);
}
