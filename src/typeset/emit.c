#include "typeset/emit.h"
#include <math.h>
#include "typeset/pack.h"

/* The target of a flow's ink. Inside an artifact nothing is tagged. */
typedef struct
{
  Setting *setting;
  const Flow *flow;
  GArray *ops;
  int page;
  gboolean artifact;
} Emitter;

static void emit_placed (const Emitter *emitter, const Placed *place);
static void emit_item (const Emitter *emitter, const Placed *place);

char *
anchor_name (const Block *block, int element)
{
  return block->id ? g_strdup (block->id) : g_strdup_printf ("block-%d", element);
}

/* A part of a flow (@from NULL: its beginning, @to NULL: its end) from (@x, @y) down, as flow_part_height measured it. */
static void
emit_part (const Emitter *outer, const Flow *flow, const Cursor *from, const Cursor *to, int x, int y)
{
  Emitter emitter = *outer;
  emitter.flow = flow;
  g_autoptr (GArray) placed = placed_new ();
  int first = from ? from->item : 0, end = to ? to->item : (int)flow->items->len;
  if (to && to->starts)
    end++;
  for (int i = first; i < end; i++)
    {
      const Item *item = flow_item (flow, i);
      GArray *starts = from && i == first ? from->starts : NULL,
             *ends = to && i == to->item ? to->starts : NULL;
      gboolean continued = i == first && (starts || (from && i > 0));
      if (i > first)
        y += item->space;
      else if (continued)
        y += flow_top_extra (flow, i, starts != NULL, -1);
      y += starts ? 0 : item->lead;
      Placed place = {.item = i,
                      .page = emitter.page,
                      .x = x + item->x,
                      .y = y,
                      .height = starts || ends ? row_part_height (item->row, starts, ends) : item->height,
                      .first = continued,
                      .starts = starts ? g_array_ref (starts) : NULL,
                      .ends = ends ? g_array_ref (ends) : NULL};
      g_array_append_val (placed, place);
      y += place.height + (ends ? 0 : item->tail);
    }
  emit_flow_frames (emitter.setting, flow, placed, emitter.ops);
  for (guint i = 0; i < placed->len; i++)
    emit_placed (&emitter, &g_array_index (placed, Placed, i));
}

static int
left_of (const Emitter *emitter, int x, int width)
{
  return setting_left_of (emitter->setting, emitter->page, x, width);
}

static void
emit_text (const Emitter *emitter, const Text *text, int x, int y, int element)
{
  int left = left_of (emitter, x, text->width);
  for (int i = 0; i < text->n_lines; i++)
    {
      paragraph_emit_line (text->paragraph, i, left, y, emitter->ops, emitter->setting->pages, element);
      y += paragraph_line (text->paragraph, i)->height;
    }
}

/* Elements of artifacts have no number. */
static int
tagged (const Emitter *emitter, int element)
{
  return emitter->artifact || element < 0 ? -1 : element;
}

static void
emit_hangs (const Emitter *emitter, const Item *item, const Placed *place)
{
  for (guint i = 0; i < item->extra->hangs->len; i++)
    {
      const Hang *hang = &g_array_index (item->extra->hangs, Hang, i);
      int ascent = paragraph_line (hang->text->paragraph, 0)->ascent;
      int y = place->y + (item->ascent ? item->ascent - ascent : 0);
      int element = tagged (emitter, hang->element);
      if (element < 0 && !emitter->artifact)
        ops_artifact_begin (emitter->ops, ARTIFACT_LAYOUT);
      emit_text (emitter, hang->text, place->x - item->x + hang->x, y, element);
      if (element < 0 && !emitter->artifact)
        ops_artifact_end (emitter->ops);
    }
}

static void
emit_asides (const Emitter *emitter, const Item *item, const Placed *place)
{
  int left = setting_text_left (emitter->setting, place->page) - emitter->setting->aside_total;
  int y = place->aside_y;
  for (guint i = 0; i < item->extra->asides->len; i++)
    {
      const Flow *flow = item->extra->asides->pdata[i];
      emit_part (emitter, flow, NULL, NULL, left, y);
      y += flow_height (flow, 0, flow->items->len) + 6 * PANGO_SCALE;
    }
}

static int
heading_level (Role role)
{
  return role == ROLE_H1 ? 1 : role == ROLE_H2 ? 2 : 3;
}

static void
emit_anchors (const Emitter *emitter, const Item *item, const Placed *place)
{
  for (guint i = 0; i < item->extra->anchors->len; i++)
    {
      const Block *block = item->extra->anchors->pdata[i];
      int element = g_array_index (item->extra->elements, int, i);
      g_autofree char *name = anchor_name (block, element);
      ops_dest (emitter->ops, name, left_of (emitter, place->x, item->width), place->y - item->lead);
      if (!block->outline || element < 0)
        continue;
      OutlineItem entry = {.level = heading_level (block->role),
                           .title = g_strdup (block->outline),
                           .dest = g_steal_pointer (&name),
                           .element = element};
      g_array_append_val (emitter->setting->pages->outline, entry);
    }
}

/* Makes room in the box of @figure for a point of its ink, as far as it is on the page. */
static void
widen_box (ElementMore *figure, const Page *page, double x, double y)
{
  int left = figure->x, top = figure->y, right = left + figure->width, bottom = top + figure->height;
  figure->x = MIN (left, CLAMP ((int)floor (x), 0, page->width));
  figure->y = MIN (top, CLAMP ((int)floor (y), 0, page->height));
  figure->width = MAX (right, CLAMP ((int)ceil (x), 0, page->width)) - figure->x;
  figure->height = MAX (bottom, CLAMP ((int)ceil (y), 0, page->height)) - figure->y;
}

/* A figure's BBox holds its ink (ISO 32000-1 table 344): lines of a chart may swing out of the frame that was asked for. Curves are
 * followed in eight steps; the points that steer them may lie far outside. */
static void
widen_to_path (ElementMore *figure, const Page *page, const Path *path)
{
  double x = 0, y = 0;
  for (guint i = 0; i < path->steps->len; i++)
    {
      const PathStep *step = &g_array_index (path->steps, PathStep, i);
      int last = step->verb == 'c' ? 2 : 0;
      if (step->verb == 'h')
        continue;
      for (int k = 1; step->verb == 'c' && k < 8; k++)
        {
          double t = k / 8.0, u = 1 - t, a = u * u * u, b = 3 * t * u * u, c = 3 * t * t * u, d = t * t * t;
          widen_box (figure, page, a * x + b * step->x[0] + c * step->x[1] + d * step->x[2],
                     a * y + b * step->y[0] + c * step->y[1] + d * step->y[2]);
        }
      x = step->x[last];
      y = step->y[last];
      widen_box (figure, page, x, y);
    }
}

/* The ink of a drawing under its Figure; each of its links becomes a Link there. */
static void
emit_figure (const Emitter *emitter, const Item *item, const Placed *place)
{
  Pages *pages = emitter->setting->pages;
  int element = tagged (emitter, item->element), left = left_of (emitter, place->x, item->drawing->width);
  guint first = emitter->ops->len;
  if (element >= 0)
    {
      ElementMore *figure = element_more (&g_array_index (pages->elements, Element, element));
      figure->has_box = TRUE;
      figure->page = place->page;
      figure->x = left;
      figure->y = place->y;
      figure->width = item->drawing->width;
      figure->height = item->drawing->height;
      ops_tag_begin (emitter->ops, element);
    }
  ops_append_moved (emitter->ops, item->drawing->ops, left, place->y);
  if (element < 0)
    return;
  for (guint i = first; i < emitter->ops->len; i++)
    {
      const Op *op = &g_array_index (emitter->ops, Op, i);
      if (op->kind == OP_PATH)
        widen_to_path (element_more (&g_array_index (pages->elements, Element, element)),
                       pages->pages->pdata[place->page], op->as.path);
    }
  ops_tag_end (emitter->ops);
  for (guint i = first; i < emitter->ops->len; i++)
    {
      Op *op = &g_array_index (emitter->ops, Op, i);
      if (op->kind == OP_LINK && op->as.link->element < 0 && op->as.link->target)
        op->as.link->element = pages_add_element (pages, element, ROLE_LINK);
    }
}

/* The rule above a row does not cross cells that span it: from edge to edge between those. */
static void
emit_row_between (const Emitter *emitter, const Item *item, const Placed *place)
{
  const Row *row = item->row;
  int y = place->y - item->lead - row->between.gap - row->between.width, x = 0;
  for (guint i = 0; row->covers && i <= row->covers->len; i++)
    {
      const Cover *cover = i < row->covers->len ? &g_array_index (row->covers, Cover, i) : NULL;
      int end = cover ? cover->left : item->width;
      if (end > x)
        emit_rule (emitter->ops, left_of (emitter, place->x + x, end - x), y, end - x, &row->between);
      x = cover ? MAX (x, cover->left + cover->width) : x;
    }
  if (!row->covers)
    emit_rule (emitter->ops, left_of (emitter, place->x, item->width), y, item->width, &row->between);
}

/* Merged cells that began in an earlier column: said once, here they are artifacts. */
static void
emit_covers (const Emitter *emitter, const Item *item, const Placed *place)
{
  Emitter inner = *emitter;
  inner.artifact = TRUE;
  if (!emitter->artifact)
    ops_artifact_begin (emitter->ops, ARTIFACT_LAYOUT);
  for (guint i = 0; i < item->row->covers->len; i++)
    {
      const Cover *cover = &g_array_index (item->row->covers, Cover, i);
      if (!cover->again)
        continue;
      emit_part (&inner, cover->flow, NULL, NULL, place->x + cover->x, place->y + item->row->pad_y);
    }
  if (!emitter->artifact)
    ops_artifact_end (emitter->ops);
}

static void
emit_row_rules (const Emitter *emitter, const Item *item, const Placed *place)
{
  const Row *row = item->row;
  int left = left_of (emitter, place->x, item->width);
  gboolean above = row->above.width && !place->starts, below = row->below.width && !place->ends;
  gboolean between = row->between.width && !place->first && !place->starts;
  if (!above && !below && !between)
    return;
  if (!emitter->artifact)
    ops_artifact_begin (emitter->ops, ARTIFACT_LAYOUT);
  if (between)
    emit_row_between (emitter, item, place);
  if (above)
    emit_rule (emitter->ops, left, place->y - row->above.gap - row->above.width, item->width, &row->above);
  if (below)
    emit_rule (emitter->ops, left, place->y + place->height + row->below.gap, item->width, &row->below);
  if (!emitter->artifact)
    ops_artifact_end (emitter->ops);
}

static void
emit_row (const Emitter *emitter, const Item *item, const Placed *place)
{
  emit_row_rules (emitter, item, place);
  if (place->first && !place->starts && item->row->covers)
    emit_covers (emitter, item, place);
  if (item->row->packed)
    {
      g_assert (!emitter->artifact);
      packed_append (item->row->packed, emitter->ops, place->x, place->y);
      g_clear_pointer (&item->row->packed, packed_free); /* it is said once */
    }
  for (guint i = 0; i < item->row->cells->len; i++)
    {
      const RowCell *cell = &g_array_index (item->row->cells, RowCell, i);
      const Cursor *from = place->starts ? &g_array_index (place->starts, Cursor, i) : NULL;
      const Cursor *to = place->ends ? &g_array_index (place->ends, Cursor, i) : NULL;
      int dy = item->row->pad_y + (place->starts ? 0 : cell->dy);
      emit_part (emitter, cell->flow, from, to, place->x + cell->x, place->y + dy);
    }
}

/* The head of a table again, above the first row of a column. It was said once: here it is an artifact. */
static void
emit_repeated_heads (const Emitter *emitter, const Placed *place, int frame_index)
{
  if (frame_index < 0)
    return;
  const Flow *flow = emitter->flow;
  const Frame *frame = flow_frame (flow, frame_index);
  emit_repeated_heads (emitter, place, frame->parent);
  gboolean continued = place->starts != NULL;
  if (!frame_repeats_head (frame, place->item) || (frame->first == place->item && !continued))
    return;
  const Item *item = flow_item (flow, place->item);
  int y =
      place->y - (continued ? 0 : item->lead) - flow_top_extra (flow, place->item, continued, frame_index);
  Emitter inner = *emitter;
  inner.artifact = TRUE;
  if (!emitter->artifact)
    ops_artifact_begin (emitter->ops, ARTIFACT_LAYOUT);
  if (frame->continued)
    {
      emit_text (&inner, frame->continued, place->x - item->x + frame->x, y, -1);
      y += text_height (frame->continued);
    }
  for (int i = frame->head_first; i < frame->head_first + frame->n_head; i++)
    {
      const Item *head = flow_item (flow, i);
      y += (i > frame->head_first ? head->space : 0) + head->lead;
      Placed again = {.item = i,
                      .page = place->page,
                      .x = place->x - item->x + head->x,
                      .y = y,
                      .height = head->height,
                      .first = i == frame->head_first};
      emit_item (&inner, &again);
      y += head->height + head->tail;
    }
  if (!emitter->artifact)
    ops_artifact_end (emitter->ops);
}

static void
emit_item (const Emitter *emitter, const Placed *place)
{
  const Item *item = flow_item (emitter->flow, place->item);
  gboolean wrap = item->element == -2 && !emitter->artifact && item->kind != ITEM_SPACE;
  if (wrap)
    ops_artifact_begin (emitter->ops, ARTIFACT_LAYOUT);
  switch (item->kind)
    {
    case ITEM_LINE:
      paragraph_emit_line (item->text->paragraph, item->line, left_of (emitter, place->x, item->text->width),
                           place->y, emitter->ops, emitter->setting->pages, tagged (emitter, item->element));
      break;
    case ITEM_FIGURE:
      emit_figure (emitter, item, place);
      break;
    case ITEM_ROW:
      emit_row (emitter, item, place);
      break;
    case ITEM_SPACE:
    case ITEM_PAGE_BREAK:
    case ITEM_COLUMN_BREAK:
      break;
    }
  if (wrap)
    ops_artifact_end (emitter->ops);
}

static void
emit_placed (const Emitter *emitter, const Placed *place)
{
  const Item *item = flow_item (emitter->flow, place->item);
  if (place->first)
    emit_repeated_heads (emitter, place, item->frame);
  if (item->extra && !place->starts && !emitter->artifact)
    {
      emit_anchors (emitter, item, place);
      emit_asides (emitter, item, place);
    }
  if (item->extra && !place->starts)
    emit_hangs (emitter, item, place);
  emit_item (emitter, place);
}

/* From the rule to the note below it; its length is a fifth of the page's. */
static void
emit_foot_rule (const Setting *setting, const FootPlaced *foot, GArray *ops)
{
  const Rule rule = {.width = PANGO_SCALE / 2, .colour = 0x4D5761};
  ops_artifact_begin (ops, ARTIFACT_LAYOUT);
  int width = MIN (setting->column_width, setting->page->width / 5);
  emit_rule (ops, setting_left_of (setting, foot->page, foot->x, width), foot->y - FOOT_RULE, width, &rule);
  ops_artifact_end (ops);
}

guint
emit_feet (Setting *setting, const GArray *feet, guint first, int n_page)
{
  guint i = first;
  for (; i < feet->len && g_array_index (feet, FootPlaced, i).page == n_page; i++)
    {
      const FootPlaced *foot = &g_array_index (feet, FootPlaced, i);
      Page *page = setting->pages->pages->pdata[foot->page];
      Emitter emitter = {.setting = setting, .flow = foot->flow, .ops = page->ops, .page = foot->page};
      const Cursor from = {.item = foot->from}, to = {.item = foot->to};
      if (foot->rule)
        emit_foot_rule (setting, foot, page->ops);
      emit_part (&emitter, foot->flow, foot->from > 0 ? &from : NULL, &to, foot->x, foot->y);
    }
  return i;
}

void
emit_cells (Setting *setting, const Flow *flow, const Row *row, GArray *ops)
{
  Emitter emitter = {.setting = setting, .flow = flow, .ops = ops};
  for (guint i = 0; i < row->cells->len; i++)
    {
      const RowCell *cell = &g_array_index (row->cells, RowCell, i);
      emit_part (&emitter, cell->flow, NULL, NULL, cell->x, row->pad_y + cell->dy);
    }
}

guint
emit_content (Setting *setting, const Flow *flow, const GArray *placed, guint first, int n_page)
{
  guint i = first;
  for (; i < placed->len; i++)
    {
      const Placed *place = &g_array_index (placed, Placed, i);
      if (place->page != n_page)
        break;
      Page *page = setting->pages->pages->pdata[place->page];
      Emitter emitter = {.setting = setting, .flow = flow, .ops = page->ops, .page = place->page};
      emit_placed (&emitter, place);
    }
  return i;
}
