#include "typeset/build.h"

/* Room after a label of natural width, in parts of its size: about a word space. */
#define LABEL_GAP(style) ((style)->size * 3 / 10)

void
builder_init (Builder *builder, Setting *setting, Flow *flow, const char *lang)
{
  *builder = (Builder){.setting = setting, .flow = flow, .width = flow->width, .frame = -1, .lang = lang};
}

void
builder_init_inner (Builder *inner, const Builder *outer, Flow *flow)
{
  builder_init (inner, outer->setting, flow, outer->lang);
}

void
builder_finish (Builder *builder)
{
  if (builder->waiting || builder->held || (builder->is_main && builder_has_notes (builder)))
    {
      builder->cost = BREAK_NEVER;
      builder_add (builder, ITEM_SPACE, 0, (Mark){NULL, 0, 0});
    }
}

Extra *
builder_waiting (Builder *builder)
{
  if (!builder->waiting)
    builder->waiting = extra_new ();
  return builder->waiting;
}

Item *
builder_add (Builder *builder, ItemKind kind, int height, Mark mark)
{
  gboolean is_break = kind == ITEM_PAGE_BREAK || kind == ITEM_COLUMN_BREAK;
  if (!is_break && !builder->span)
    builder_release_notes (builder);
  if (!is_break)
    builder_take_notes (builder);
  Item item = {.kind = kind,
               .cost = builder->cost,
               .span = builder->span,
               .x = builder->x,
               .width = builder->width,
               .height = height,
               .space = builder->space,
               .passed_space = builder->passed_space,
               .lead = builder->lead,
               .frame = builder->frame,
               .element = -1,
               .mark = mark};
  if (!is_break)
    item.extra = g_steal_pointer (&builder->waiting);
  Flow *flow = builder->flow;
  int index = flow->items->len;
  g_array_append_val (flow->items, item);
  for (int f = builder->frame; f >= 0 && flow_frame (flow, f)->first < 0; f = flow_frame (flow, f)->parent)
    flow_frame (flow, f)->first = index;
  builder->space = builder->passed_space = builder->lead = 0;
  builder->after_edge = FALSE;
  builder->cost = BREAK_FREE;
  return flow_item (flow, index);
}

void
builder_space (Builder *builder, int space)
{
  if (builder->after_edge)
    return;
  builder->space = MAX (builder->space, space);
  builder->passed_space = MAX (builder->passed_space, space);
}

/* What a style draws above and below its content takes room there. */
int
style_edge (const Style *style, const Rule *rule)
{
  return (rule->width ? rule->width + rule->gap : 0) + (style->has_ground ? style->pad_y : 0);
}

int
builder_open (Builder *builder, const Style *style)
{
  Frame frame = {.style = style,
                 .parent = builder->frame,
                 .x = builder->x,
                 .width = builder->width,
                 .first = -1,
                 .last = -1,
                 .lead_before = builder->lead};
  g_array_append_val (builder->flow->frames, frame);
  builder->frame = builder->flow->frames->len - 1;
  if (!style)
    return builder->frame;
  int edge = style_edge (style, &style->rule_above);
  builder->lead += edge;
  builder->after_edge = builder->after_edge || edge > 0;
  int bar = style->bar_start.width ? style->bar_start.width + style->bar_start.gap : 0;
  int pad = style->has_ground && !style->bleed ? style->pad_x : 0;
  builder->x += bar + pad;
  builder->width -= bar + 2 * pad;
  return builder->frame;
}

void
builder_close (Builder *builder, int index, Mark mark)
{
  Flow *flow = builder->flow;
  const Style *style = flow_frame (flow, index)->style;
  gboolean drawn =
      style && (style_edge (style, &style->rule_above) > 0 || style_edge (style, &style->rule_below) > 0);
  if (flow_frame (flow, index)->first < 0 && drawn)
    builder_add (builder, ITEM_SPACE, 0, mark); /* an empty block may be a rule */
  Frame *frame = flow_frame (flow, index);
  builder->frame = frame->parent;
  builder->x = frame->x;
  builder->width = frame->width;
  if (frame->first < 0)
    return;
  frame->last = flow->items->len - 1;
  int edge = style ? style_edge (style, &style->rule_below) : 0;
  Item *item = flow_item (flow, frame->last);
  item->tail += edge;
  frame->tail_until = item->tail;
  if (edge > 0)
    builder->space = builder->passed_space = 0;
}

int
builder_element (Builder *builder, int parent, Role role)
{
  if (parent == ELEMENT_ARTIFACT || role == ROLE_ARTIFACT)
    return ELEMENT_ARTIFACT;
  return pages_add_element (builder->setting->pages, parent, role);
}

static Element *
element_at (Builder *builder, int index)
{
  return &g_array_index (builder->setting->pages->elements, Element, index);
}

/* Lines @first and later of a paragraph of @n: may a column end before them? A paragraph of three is whole, two lines
 * stay together at either side of a cut, and a cut after a hyphen is avoided when another is near. */
static BreakCost
line_cost (const Paragraph *paragraph, int line, int n)
{
  if (n <= 3 || line < 2 || n - line < 2)
    return BREAK_WIDOW;
  return paragraph_line (paragraph, line - 1)->hyphen ? BREAK_MILD : BREAK_FREE;
}

void
build_inlines (Builder *builder, const GPtrArray *inlines, const Style *style, int element, Mark mark)
{
  Setting *setting = builder->setting;
  if (!inlines || inlines->len == 0)
    return;
  Text *text = setting_text (setting, inlines, style, builder->lang, mark);
  int width = MAX (builder->width, PANGO_SCALE);
  text = setting_text_at (setting, text, width, inlines, builder->lang, mark);
  int n = text_break (text, width);
  gboolean grid =
      builder->is_main && setting->page->baseline > 0 && style->leading == setting->page->baseline;
  for (int i = 0; i < n; i++)
    {
      const ParagraphLine *line = paragraph_line (text->paragraph, i);
      if (i > 0)
        builder->cost = line_cost (text->paragraph, i, n);
      builder_cite (builder, inlines, text, i, element);
      Item *item = builder_add (builder, ITEM_LINE, line->height, mark);
      item->ascent = line->ascent;
      item->text = text;
      item->line = i;
      item->element = element;
      item->grid = grid;
      if (grid && setting->grid_ascent < 0)
        setting->grid_ascent = line->ascent;
    }
}

/* A label waits for the next line; what follows stands to the right of it. @room 0: natural width and a space. */
static void
build_label (Builder *builder, const GPtrArray *inlines, const Style *style, int room, int element, Mark mark)
{
  Text *text = setting_text (builder->setting, inlines, style, builder->lang, mark);
  int natural = paragraph_max_width (text->paragraph);
  text_break (text, MAX (natural, room));
  Hang hang = {.text = text, .x = builder->x, .element = element};
  g_array_append_val (builder_waiting (builder)->hangs, hang);
  if (room == 0)
    room = natural + LABEL_GAP (style);
  builder->x += room;
  builder->width -= room;
}

/* A label must find room: when nothing came, an empty line; when less came than the label is high, more. */
static void
build_label_room (Builder *builder, guint n_items, Mark mark)
{
  if (builder->waiting && builder->waiting->hangs->len > 0)
    {
      const Hang *hang = &g_array_index (builder->waiting->hangs, Hang, 0);
      builder_add (builder, ITEM_SPACE, 0, mark)->ascent = paragraph_line (hang->text->paragraph, 0)->ascent;
    }
  for (guint i = n_items; i < builder->flow->items->len; i++)
    {
      Item *item = flow_item (builder->flow, i);
      if (!item->extra || item->extra->hangs->len == 0)
        continue;
      for (guint k = 0; k < item->extra->hangs->len; k++)
        {
          const Text *text = g_array_index (item->extra->hangs, Hang, k).text;
          int drop = item->ascent ? item->ascent - paragraph_line (text->paragraph, 0)->ascent : 0;
          item->height = MAX (item->height, drop + text_height (text));
        }
      return;
    }
}

static gboolean
has_words (const GPtrArray *inlines)
{
  return inlines && inlines->len > 0;
}

static void
build_paragraph (Builder *builder, const Block *block, int element, gboolean indented)
{
  const Style *style = indented ? setting_flush_style (builder->setting, block->style) : block->style;
  guint n_items = builder->flow->items->len;
  int indent = 0;
  if (has_words (block->label))
    {
      int label = builder_element (builder, element, ROLE_LBL);
      indent = style->indent_start;
      builder->x += indent;
      int room = block->label_width ? block->label_width : builder->label_room;
      builder->label_room = 0;
      build_label (builder, block->label, setting_label_style (builder->setting, block->style), room, label,
                   block->mark);
      builder->x -= indent; /* the paragraph indents its own lines */
    }
  build_inlines (builder, block->inlines, style, element, block->mark);
  if (has_words (block->label))
    build_label_room (builder, n_items, block->mark);
  if (block->kind == BLOCK_HEADING)
    for (guint i = n_items + 1; i < builder->flow->items->len; i++)
      flow_item (builder->flow, i)->cost = BREAK_STRANDED;
}

static void
build_item (Builder *builder, const Block *block, int element, int room)
{
  guint n_items = builder->flow->items->len;
  int body = element;
  if (has_words (block->label))
    {
      int label = builder_element (builder, element, ROLE_LBL);
      build_label (builder, block->label, setting_label_style (builder->setting, block->style), room, label,
                   block->mark);
    }
  if (block->role == ROLE_LI)
    body = builder_element (builder, element, ROLE_LBODY);
  build_inlines (builder, block->inlines, block->style, body, block->mark);
  build_children (builder, block->children, body);
  if (has_words (block->label))
    build_label_room (builder, n_items, block->mark);
}

/* Labels of one list, and the numbers of notes that follow one another, stand in one column: as wide as the widest that does
 * not say. */
static int
labels_room (Builder *builder, const GPtrArray *children)
{
  int room = 0;
  for (guint i = 0; children && i < children->len; i++)
    {
      const Block *item = children->pdata[i];
      if ((item->kind != BLOCK_ITEM && item->role != ROLE_NOTE) || !has_words (item->label) ||
          item->label_width > 0)
        continue;
      const Style *style = setting_label_style (builder->setting, item->style);
      Text *text = setting_text (builder->setting, item->label, style, builder->lang, item->mark);
      room = MAX (room, paragraph_max_width (text->paragraph) + LABEL_GAP (style));
    }
  return room;
}

void
build_children (Builder *builder, const GPtrArray *children, int parent)
{
  int room = labels_room (builder, children);
  for (guint i = 0; children && i < children->len; i++)
    {
      const Block *child = children->pdata[i];
      if (child->kind == BLOCK_PARAGRAPH && child->role == ROLE_NOTE && child->label_width == 0)
        builder->label_room = room;
      build_block (builder, child, parent);
      builder->label_room = 0;
    }
}

static void
build_list (Builder *builder, const Block *block, int element)
{
  int room = labels_room (builder, block->children);
  for (guint i = 0; block->children && i < block->children->len; i++)
    {
      const Block *child = block->children->pdata[i];
      if (child->kind == BLOCK_ITEM && child->label_width == 0)
        builder->label_room = room;
      build_block (builder, child, element);
      builder->label_room = 0;
    }
}

/* Text straight below a grouping element would belong to nothing: it is a paragraph (ISO 14289-1, 7.1). */
static Role
role_in (Builder *builder, const Block *block, int parent)
{
  if (block->role != ROLE_NONE || parent < 0 || !has_words (block->inlines))
    return block->role;
  switch (element_at (builder, parent)->role)
    {
    case ROLE_DOCUMENT:
    case ROLE_SECT:
    case ROLE_DIV:
    case ROLE_BLOCKQUOTE:
      return ROLE_P;
    default:
      return ROLE_NONE;
    }
}

static int
block_element (Builder *builder, const Block *block, int parent, const Drawing *drawing,
               const char *outer_lang)
{
  Role role = role_in (builder, block, parent);
  if (block->kind == BLOCK_FIGURE && !drawing && role == ROLE_FIGURE)
    role = ROLE_DIV;
  if (role == ROLE_NONE)
    return parent;
  int index = builder_element (builder, parent, role);
  if (index < 0)
    return index;
  Element *element = element_at (builder, index);
  if (block->lang && block->lang != outer_lang) /* an element says its language only where it changes */
    element->lang = block->lang;
  if (role == ROLE_NOTE)
    element_more (element)->id = g_strdup (block->id);
  if (role == ROLE_FIGURE)
    element_more (element)->alt = g_strdup (drawing->alt ? drawing->alt : block->alt);
  return index;
}

static void
build_content (Builder *builder, const Block *block, int element, Drawing *drawing, const Style *outer)
{
  switch (block->kind)
    {
    case BLOCK_PARAGRAPH:
    case BLOCK_HEADING:
      build_paragraph (builder, block, element, block->style == outer);
      break;
    case BLOCK_LIST:
      build_list (builder, block, element);
      break;
    case BLOCK_ITEM:
      {
        int room = block->label_width ? block->label_width : builder->label_room;
        builder->label_room = 0;
        build_item (builder, block, element, room);
        break;
      }
    case BLOCK_ROW:
      build_row (builder, block, element);
      break;
    case BLOCK_TABLE:
      build_table (builder, block, element);
      break;
    case BLOCK_FIGURE:
      build_figure (builder, block, element, drawing);
      break;
    case BLOCK_ASIDE:
      build_aside (builder, block, element);
      break;
    case BLOCK_SPACER:
      builder_add (builder, ITEM_SPACE, block->height, block->mark);
      break;
    case BLOCK_GROUP:
    case BLOCK_CONTENTS:
      build_children (builder, block->children, element);
      break;
    case BLOCK_PAGE_BREAK:
    case BLOCK_COLUMN_BREAK:
      g_assert_not_reached ();
    }
}

static void
wait_anchor (Builder *builder, const Block *block, int element)
{
  if (!block->id && block->kind != BLOCK_HEADING)
    return;
  g_ptr_array_add (builder_waiting (builder)->anchors, (gpointer)block);
  g_array_append_val (builder->waiting->elements, element);
}

static gboolean
is_decorated (const Style *style)
{
  return style->has_ground || style->has_outline || style->rule_above.width || style->rule_below.width ||
         style->bar_start.width;
}

static gboolean
indents_itself (const Block *block)
{
  return block->kind == BLOCK_PARAGRAPH || block->kind == BLOCK_HEADING;
}

/* A spanning block leaves the column. What stands indented (in a list, beside a bar, on a padded ground) cannot: it would run
 * over its label or bar. */
static void
leave_column (Builder *builder, const Block *block)
{
  if (!builder->is_main || !block->style->span || builder->span || builder->x != 0 ||
      builder->width != builder->flow->width)
    return;
  builder_pass_notes (builder, block);
  builder->span = TRUE;
  builder->x = -builder->setting->aside_total;
  builder->width = builder->setting->text_width + builder->setting->aside_total;
}

/* Opens the box of a block: rules, ground, bar, indents. A block in the very style of its parent (an item of a list, its
 * paragraph) stands in its parent's box and has none of its own. The frame, or -1. */
static int
enter_box (Builder *builder, const Block *block)
{
  const Style *style = block->style;
  gboolean own = style != builder->box_style;
  builder->box_style = style;
  if (!own)
    return -1;
  int frame = is_decorated (style) ? builder_open (builder, style) : -1;
  if (!indents_itself (block))
    {
      builder->x += style->indent_start;
      builder->width -= style->indent_start + style->indent_end;
    }
  return frame;
}

static void
keep (Builder *builder, const Block *block, guint n_items)
{
  Flow *flow = builder->flow;
  for (guint i = n_items + 1; block->style->keep_together && i < flow->items->len; i++)
    flow_item (flow, i)->cost = MAX (flow_item (flow, i)->cost, BREAK_TOGETHER);
  if ((block->style->keep_next || block->keep_next || block->kind == BLOCK_HEADING) &&
      flow->items->len > n_items)
    {
      builder->cost = BREAK_STRANDED;
      if (flow_item (flow, n_items)->cost != BREAK_STRANDED) /* else it goes on what heads it, too */
        builder->headed = (int)n_items;
    }
}

/* Only what stands straight on the page, not in a frame or a list, and is not kept with its neighbours. */
static gboolean
may_float (const Builder *builder, const Block *block)
{
  int left = builder->span ? -builder->setting->aside_total : 0;
  return block->style->floats && !block->stays && !builder->in_float && builder->is_main &&
         builder->frame < 0 && builder->x == left && builder->cost <= BREAK_MILD &&
         !block->style->keep_next && !block->keep_next && block->kind != BLOCK_ASIDE &&
         block->kind != BLOCK_HEADING;
}

static void
mark_float (Builder *builder, const Block *block, guint n_items, int space_above)
{
  Flow *flow = builder->flow;
  for (guint i = n_items; i < flow->items->len; i++)
    if (flow_item (flow, i)->kind == ITEM_PAGE_BREAK || flow_item (flow, i)->kind == ITEM_COLUMN_BREAK ||
        flow_item (flow, i)->span != flow_item (flow, n_items)->span)
      return;
  if (flow->items->len == n_items)
    return;
  flow_item (flow, n_items)->float_end = flow->items->len;
  flow_item (flow, n_items)->float_after = block->style->space_after;
  builder->passed_space = space_above;
}

void
build_block (Builder *builder, const Block *block, int parent)
{
  diags_work (builder->setting->diags, block->mark, block->id ? block->id : "a block");
  if (block->kind == BLOCK_PAGE_BREAK || block->kind == BLOCK_COLUMN_BREAK)
    {
      if (builder->is_main)
        builder_add (builder, block->kind == BLOCK_PAGE_BREAK ? ITEM_PAGE_BREAK : ITEM_COLUMN_BREAK, 0,
                     block->mark);
      return;
    }
  if (build_sheets (builder, block, parent))
    return;
  Builder before = *builder;
  builder->lang = block->lang ? block->lang : builder->lang;
  leave_column (builder, block);
  gboolean floats = may_float (builder, block);
  builder->in_float = builder->in_float || floats;
  gboolean apart = block->kind == BLOCK_ASIDE && builder_has_margin (builder);
  if (!apart)
    builder_space (builder, block->style->space_before);
  int frame = apart ? -1 : enter_box (builder, block);
  Drawing *drawing = block->kind == BLOCK_FIGURE ? builder_drawing (builder, block) : NULL;
  int element = block_element (builder, block, parent, drawing, before.lang);
  wait_anchor (builder, block, element);
  guint n_items = builder->flow->items->len;
  build_content (builder, block, element, drawing, before.box_style);
  if (frame >= 0)
    builder_close (builder, frame, block->mark);
  builder->x = before.x;
  builder->width = before.width;
  builder->span = before.span;
  builder->lang = before.lang;
  builder->box_style = before.box_style;
  builder->in_float = before.in_float;
  if (apart || builder->flow != before.flow) /* what it began with ended on other pages */
    return;
  builder_space (builder, block->style->space_after);
  if (floats)
    mark_float (builder, block, n_items, before.passed_space);
  keep (builder, block, n_items);
}
